/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What has been rendered into a folder, so that the next run does only what is left to do. One line
 * an item, appended when its file stands under its own name; of two lines for one item the later
 * counts. A line that a power cut has torn is no line.
 *
 * Each shard has a journal of its own, locked while its run goes on, and reads those of the others:
 * of all lines for one item, wherever they stand, the youngest counts.
 *
 *     microseconds since 1970, document's digest, item, layout and its digest, each file it names
 *     and its digest, output, bytes, number, title, and what is told of it: parted by tabs, tabs and
 *     line breaks in them escaped
 */

#include "batch/batch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define JOURNAL "journal"
/* A journal this much longer than what it says is written anew. */
#define MOST_LINES_PER_ITEM 2
#define MOST_BYTES ((size_t)4 << 30)

typedef enum field {
    WHEN,
    DIGEST,
    ID,
    LAYOUT,
    LAYOUT_DIGEST,
    FILES,
    FILES_DIGEST,
    OUTPUT,
    SIZE,
    PDF,
    PAGES,
    NUMBER,
    TITLE,
    FACES,
    DIAGNOSTICS,
    N_FIELDS
} field;

struct ht_journal {
    int fd;
    const char *path;
    ht_arena *arena;
    GHashTable *lines; /* item -> its youngest line */
    size_t n_lines;    /* of this journal, not of the others */
};

static ht_status tell(ht_diags *diags, const char *path, int error)
{
    ht_diag_add(diags, HT_E0803, HT_NO_PLACE, path, g_strerror(error));
    return HT_IO;
}

/* The escaped text of a field of a line; NULL when the line has not all of them. */
static char *field_of(const char *line, field which)
{
    char **fields = g_strsplit(line, "\t", -1);
    bool whole = g_strv_length(fields) == N_FIELDS;
    char *text = whole ? g_strcompress(fields[which]) : NULL;
    g_strfreev(fields);
    return text;
}

/* A line begins with its time. */
static bool is_younger(const char *line, const char *other)
{
    return g_ascii_strtoull(line, NULL, 10) >= g_ascii_strtoull(other, NULL, 10);
}

static void enter(ht_journal *journal, const char *line)
{
    char *id = field_of(line, ID);
    const char *other = id != NULL ? g_hash_table_lookup(journal->lines, id) : NULL;
    if (id != NULL && (other == NULL || is_younger(line, other))) {
        g_hash_table_insert(journal->lines, ht_arena_strdup(journal->arena, id), (gpointer)line);
    }
    journal->n_lines += id != NULL;
    g_free(id);
}

/* Enters all lines of a file. Bytes up to the end of the last whole one; -1 with errno set. */
static off_t read_lines(ht_journal *journal, const char *path)
{
    char *text = NULL;
    size_t size = 0;
    if (ht_file_read(&text, &size, journal->arena, path, MOST_BYTES) != HT_OK) {
        return -1;
    }
    char *at = text;
    char *stop = text + size; /* a power cut may leave NULs in between */
    for (char *end = NULL; (end = memchr(at, '\n', (size_t)(stop - at))) != NULL; at = end + 1) {
        *end = '\0';
        enter(journal, at);
    }
    return at - text;
}

/* What other shards have done, of this run or of earlier ones: their journals lie in folders such
 * as 3-of-8 below `root`, that of a run without shards in it. One that cannot be read saves no
 * work. */
static void read_others(ht_journal *journal, const char *root)
{
    GDir *dir = g_dir_open(root, 0, NULL);
    for (const char *name = "."; dir != NULL && name != NULL; name = g_dir_read_name(dir)) {
        const char *path = ht_arena_printf(journal->arena, "%s/%s/" JOURNAL, root, name);
        struct stat own;
        struct stat other;
        if ((*name == '.' || strstr(name, "-of-") != NULL) && stat(path, &other) == 0 &&
            fstat(journal->fd, &own) == 0 &&
            (other.st_ino != own.st_ino || other.st_dev != own.st_dev)) {
            read_lines(journal, path);
        }
    }
    if (dir != NULL) {
        g_dir_close(dir);
    }
    journal->n_lines = 0;
}

/* Its own lines; what a power cut has left behind the last whole one is taken off. */
static ht_status read_own(ht_journal *journal, ht_diags *diags)
{
    off_t size = read_lines(journal, journal->path);
    if (size < 0 || ftruncate(journal->fd, size) != 0 || lseek(journal->fd, 0, SEEK_END) < 0) {
        return tell(diags, journal->path, errno);
    }
    return HT_OK;
}

ht_status ht_journal_open(ht_journal **out, const char *folder, const char *root, ht_diags *diags)
{
    ht_arena *arena = ht_arena_new();
    ht_journal *journal = HT_NEW(arena, ht_journal);
    *journal = (ht_journal){.arena = arena,
                            .path = ht_arena_printf(arena, "%s/" JOURNAL, folder),
                            .lines = g_hash_table_new(g_str_hash, g_str_equal)};
    ht_status status = HT_OK;
    journal->fd = open(journal->path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (journal->fd < 0) {
        status = tell(diags, journal->path, errno);
    } else if (flock(journal->fd, LOCK_EX | LOCK_NB) != 0) {
        ht_diag_add(diags, HT_E1109, HT_NO_PLACE, folder);
        status = HT_INVALID;
    } else {
        read_others(journal, root);
        status = read_own(journal, diags);
    }
    *out = status == HT_OK ? journal : NULL;
    if (status != HT_OK) {
        ht_journal_close(journal, diags);
    }
    return status;
}

/* An output as it was made, or with something added behind it: a signature. What somebody has changed
 * without changing its size is found by reading it. */
static bool has_output(const char *folder, char **f, bool verify)
{
    struct stat info;
    char *path = g_build_filename(folder, f[OUTPUT], NULL);
    guint64 size = g_ascii_strtoull(f[SIZE], NULL, 10);
    bool there = stat(path, &info) == 0 && S_ISREG(info.st_mode) && (guint64)info.st_size >= size;
    bool doubtful = there && (verify || (guint64)info.st_size > size);
    there = there && (!doubtful || ht_file_begins_with(path, size, f[PDF]));
    g_free(path);
    return there;
}

bool ht_journal_is_added_to(const ht_journal *journal, const ht_batch_item *item, const char *path)
{
    struct stat info;
    const char *line = g_hash_table_lookup(journal->lines, item->id);
    char *size = line != NULL ? field_of(line, SIZE) : NULL;
    char *pdf = line != NULL ? field_of(line, PDF) : NULL;
    guint64 made = size != NULL ? g_ascii_strtoull(size, NULL, 10) : 0;
    bool more = pdf != NULL && stat(path, &info) == 0 && S_ISREG(info.st_mode) &&
                (guint64)info.st_size > made && ht_file_begins_with(path, made, pdf);
    g_free(size);
    g_free(pdf);
    return more;
}

/* One digest of several files, those of `paths`, a line each. */
static char *digest_of_files(ht_digests *digests, const char *paths)
{
    GString *all = g_string_new(NULL);
    char **each = g_strsplit(paths, "\n", -1);
    for (size_t i = 0; each[i] != NULL && *paths != '\0'; i++) {
        g_string_append_printf(all, "%s ", ht_digest_of_file(digests, each[i]));
    }
    g_strfreev(each);
    return g_string_free(all, FALSE);
}

static bool is_current(char **f, const char *folder, const char *digest, ht_digests *digests,
                       bool verify)
{
    if (strcmp(f[DIGEST], digest) != 0 || !has_output(folder, f, verify) ||
        strcmp(f[LAYOUT_DIGEST], ht_digest_of_layout(digests, f[LAYOUT])) != 0) {
        return false;
    }
    char *files = digest_of_files(digests, f[FILES]);
    bool same = strcmp(files, f[FILES_DIGEST]) == 0;
    g_free(files);
    return same;
}

static const char *keep(ht_batch_result *out, const char *text)
{
    return *text != '\0' ? ht_arena_strdup(out->arena, text) : NULL;
}

bool ht_journal_find(ht_batch_result *out, ht_journal *journal, const char *folder,
                     const ht_batch_item *item, const char *digest, ht_digests *digests,
                     bool verify)
{
    const char *line = g_hash_table_lookup(journal->lines, item->id);
    char **fields = line != NULL ? g_strsplit(line, "\t", -1) : NULL;
    bool current = false;
    if (fields != NULL) {
        for (size_t i = 0; i < N_FIELDS; i++) {
            char *text = g_strcompress(fields[i]);
            g_free(fields[i]);
            fields[i] = text;
        }
        current = is_current(fields, folder, digest, digests, verify);
    }
    if (current) {
        out->outcome = HT_BATCH_UNCHANGED;
        out->output = keep(out, fields[OUTPUT]);
        out->pdf = keep(out, fields[PDF]);
        out->size = keep(out, fields[SIZE]);
        out->pages = keep(out, fields[PAGES]);
        out->layout = keep(out, fields[LAYOUT]);
        out->number = keep(out, fields[NUMBER]);
        out->title = keep(out, fields[TITLE]);
        out->faces = keep(out, fields[FACES]);
        out->diagnostics = keep(out, fields[DIAGNOSTICS]);
    }
    g_strfreev(fields);
    return current;
}

const char *ht_journal_output(const ht_journal *journal, ht_arena *arena, const ht_batch_item *item)
{
    const char *line = g_hash_table_lookup(journal->lines, item->id);
    char *output = line != NULL ? field_of(line, OUTPUT) : NULL;
    const char *kept = output != NULL ? ht_arena_strdup(arena, output) : NULL;
    g_free(output);
    return kept;
}

void ht_journal_each(const ht_journal *journal,
                     void (*visit)(const char *id, const char *output, void *user), void *user)
{
    GHashTableIter iter;
    gpointer id = NULL;
    gpointer line = NULL;
    g_hash_table_iter_init(&iter, journal->lines);
    while (g_hash_table_iter_next(&iter, &id, &line)) {
        char *output = field_of(line, OUTPUT);
        visit(id, output, user);
        g_free(output);
    }
}

static bool write_all(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t n = write(fd, bytes, size);
        if (n < 0 && errno != EINTR) {
            return false;
        }
        bytes += MAX(n, 0);
        size -= (size_t)MAX(n, 0);
    }
    return true;
}

ht_status ht_journal_add(ht_journal *journal, const ht_batch_item *item,
                         const ht_batch_result *result, ht_digests *digests, ht_diags *diags)
{
    const char *files = result->files != NULL ? result->files : "";
    char *files_digest = digest_of_files(digests, files);
    char when[32];
    g_snprintf(when, sizeof when, "%" G_GINT64_FORMAT, g_get_real_time());
    const char *const texts[N_FIELDS] = {
        [WHEN] = when,
        [DIGEST] = result->digest,
        [ID] = item->id,
        [LAYOUT] = result->layout,
        [LAYOUT_DIGEST] = ht_digest_of_layout(digests, result->layout),
        [FILES] = files,
        [FILES_DIGEST] = files_digest,
        [OUTPUT] = result->output,
        [SIZE] = result->size,
        [PDF] = result->pdf,
        [PAGES] = result->pages,
        [NUMBER] = result->number,
        [TITLE] = result->title,
        [FACES] = result->faces,
        [DIAGNOSTICS] = result->diagnostics,
    };
    GString *line = g_string_new(NULL);
    for (size_t i = 0; i < N_FIELDS; i++) {
        char *escaped = g_strescape(texts[i] != NULL ? texts[i] : "", NULL);
        g_string_append_printf(line, "%s%s", i > 0 ? "\t" : "", escaped);
        g_free(escaped);
    }
    off_t before = lseek(journal->fd, 0, SEEK_CUR);
    g_string_append_c(line, '\n');
    bool written = write_all(journal->fd, line->str, line->len);
    int error = errno;
    if (written) {
        line->str[line->len - 1] = '\0';
        enter(journal, ht_arena_strdup(journal->arena, line->str));
    } else if (ftruncate(journal->fd, before) == 0) {
        lseek(journal->fd, before, SEEK_SET);
    }
    g_string_free(line, TRUE);
    g_free(files_digest);
    return written ? HT_OK : tell(diags, journal->path, error);
}

static ht_status fill(ht_write_fn write, void *user, void *data)
{
    const ht_journal *journal = data;
    GHashTableIter iter;
    gpointer line = NULL;
    bool ok = true;
    g_hash_table_iter_init(&iter, journal->lines);
    while (ok && g_hash_table_iter_next(&iter, NULL, &line)) {
        ok = write(line, strlen(line), user) && write("\n", 1, user);
    }
    return ok ? HT_OK : HT_IO;
}

ht_status ht_journal_close(ht_journal *journal, ht_diags *diags)
{
    ht_status status = HT_OK;
    if (journal->n_lines > MOST_LINES_PER_ITEM * (size_t)g_hash_table_size(journal->lines)) {
        status = ht_write_file(journal->path, fill, journal, diags);
    }
    if (journal->fd >= 0) {
        fsync(journal->fd);
        close(journal->fd);
    }
    g_hash_table_unref(journal->lines);
    ht_arena_free(journal->arena);
    return status;
}
