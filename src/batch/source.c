/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: a source: a folder, a file of JSON Lines, or a list of paths. Out: its documents in a fixed
 * order, that of their paths or lines. Only paths and places are kept; the bytes of a document are
 * read when its turn comes.
 */

#include "batch/batch.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Deeper folders are a loop of mounts, or a slip. */
#define MOST_LEVELS 64
#define MAX_BYTES HT_INPUT_MAX_BYTES
#define CHUNK ((size_t)1 << 16)

typedef struct listing {
    ht_batch_source *source;
    const char *root;
    const char *output; /* its real path; nothing below it is a document */
    GPatternSpec *match;
    ht_diags *diags;
} listing;

static bool has_ending(const char *name, const char *const *endings, size_t n_endings)
{
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot != NULL && i < n_endings; i++) {
        if (g_ascii_strcasecmp(dot, endings[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_document(const listing *l, const char *name)
{
    static const char *const endings[] = {".yaml", ".yml", ".json", ".md"};
    return l->match != NULL ? g_pattern_spec_match_string(l->match, name)
                            : has_ending(name, endings, G_N_ELEMENTS(endings));
}

static bool is_lines(const char *path)
{
    static const char *const endings[] = {".jsonl", ".ndjson"};
    return strcmp(path, "-") == 0 || has_ending(path, endings, G_N_ELEMENTS(endings));
}

static const char *without_ending(ht_arena *arena, const char *path)
{
    const char *dot = strrchr(path, '.');
    const char *slash = strrchr(path, '/');
    bool ends = dot != NULL && (slash == NULL || dot > slash + 1);
    return ends ? ht_arena_strndup(arena, path, (size_t)(dot - path)) : path;
}

static ht_batch_item *add_item(ht_batch_source *source, const char *id, const char *path)
{
    ht_batch_item *item = HT_PUSH(source->arena, source->items, source->n_items);
    *item = (ht_batch_item){.id = id, .path = path, .stem = without_ending(source->arena, id)};
    return item;
}

static ht_status tell(const listing *l, const char *path, int error)
{
    ht_diag_add(l->diags, HT_E0801, HT_NO_PLACE, path, g_strerror(error));
    return HT_IO;
}

/* ---- A folder ------------------------------------------------------------------------------ */

static int by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names in a folder but for hidden ones, sorted; NULL with errno set. */
static GPtrArray *names_in(const char *path)
{
    GDir *dir = g_dir_open(path, 0, NULL);
    if (dir == NULL) {
        return NULL;
    }
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir)) {
        if (name[0] != '.') {
            g_ptr_array_add(names, g_strdup(name));
        }
    }
    g_dir_close(dir);
    g_ptr_array_sort(names, by_name);
    return names;
}

static bool is_output(const listing *l, const char *path)
{
    char *real = realpath(path, NULL);
    bool same = g_strcmp0(real, l->output) == 0;
    free(real);
    return same;
}

/* `below` is the path from the root, "" or one that ends with a slash. */
static ht_status list_folder(const listing *l, const char *below, int level)
{
    ht_arena *arena = l->source->arena;
    const char *folder = ht_arena_printf(arena, "%s/%s", l->root, below);
    GPtrArray *names = names_in(folder);
    ht_status status = HT_OK;
    if (names == NULL) {
        return tell(l, folder, errno);
    }
    for (size_t i = 0; i < names->len && status == HT_OK; i++) {
        const char *id =
            ht_arena_printf(arena, "%s%s", below, (const char *)g_ptr_array_index(names, i));
        const char *path = ht_arena_printf(arena, "%s/%s", l->root, id);
        struct stat info;
        if (lstat(path, &info) != 0) {
            continue; /* it went away */
        }
        if (S_ISDIR(info.st_mode) && level < MOST_LEVELS && !is_output(l, path)) {
            status = list_folder(l, ht_arena_printf(arena, "%s/", id), level + 1);
        } else if (is_document(l, g_ptr_array_index(names, i)) &&
                   g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
            add_item(l->source, id, path);
        }
    }
    g_ptr_array_free(names, TRUE);
    return status;
}

/* ---- A list of paths ----------------------------------------------------------------------- */

static ht_status list_paths(const listing *l, const char *path)
{
    ht_arena *arena = l->source->arena;
    char *text = NULL;
    size_t size = 0;
    ht_status status = ht_file_read(&text, &size, arena, path, MAX_BYTES);
    if (status == HT_LIMIT) {
        ht_diag_add(l->diags, HT_E0802, HT_NO_PLACE, path, (int)(MAX_BYTES >> 20));
        return status;
    }
    if (status != HT_OK) {
        return tell(l, path, errno);
    }
    char *folder = g_path_get_dirname(path);
    for (char *at = text; *at != '\0';) {
        size_t length = strcspn(at, "\r\n");
        const char *line = ht_arena_strndup(arena, at, length);
        if (length > 0) {
            const char *full =
                g_path_is_absolute(line) ? line : ht_arena_printf(arena, "%s/%s", folder, line);
            ht_batch_item *item = add_item(l->source, line, full);
            char *name = g_path_get_basename(line);
            bool inside = !g_path_is_absolute(line) && strstr(line, "..") == NULL;
            item->stem = inside ? item->stem : without_ending(arena, ht_arena_strdup(arena, name));
            g_free(name);
        }
        at += length + (at[length] != '\0');
    }
    g_free(folder);
    return HT_OK;
}

/* ---- JSON Lines ---------------------------------------------------------------------------- */

/* Standard input cannot be read twice: it goes to a file that has no name. */
static int keep_standard_input(void)
{
    char *name = g_strdup_printf("%s/hongtou-XXXXXX", g_get_tmp_dir());
    int fd = g_mkstemp(name);
    char *chunk = g_malloc(CHUNK);
    ssize_t n = 0;
    if (fd >= 0) {
        unlink(name);
    }
    while (fd >= 0 && (n = read(STDIN_FILENO, chunk, CHUNK)) != 0) {
        if ((n < 0 && errno != EINTR) || (n > 0 && write(fd, chunk, (size_t)n) != n)) {
            close(fd);
            fd = -1;
        }
    }
    g_free(chunk);
    g_free(name);
    return fd;
}

/* Where each line begins and ends; blank lines are none. */
static ht_status list_lines(const listing *l, const char *path)
{
    ht_batch_source *source = l->source;
    bool standard = strcmp(path, "-") == 0;
    char *name = standard ? g_strdup("stdin") : g_path_get_basename(path);
    const char *stem = without_ending(source->arena, ht_arena_strdup(source->arena, name));
    source->lines = standard ? keep_standard_input() : open(path, O_RDONLY | O_CLOEXEC);
    char *chunk = g_malloc(CHUNK);
    off_t offset = 0;
    off_t start = 0;
    bool blank = true;
    int number = 1;
    ssize_t n = 0;
    while (source->lines >= 0 && (n = pread(source->lines, chunk, CHUNK, offset)) >= 0) {
        bool end = n == 0;
        for (ssize_t i = 0; i < n + end; i++) {
            bool breaks = end || chunk[i] == '\n';
            blank = blank && (breaks || g_ascii_isspace(chunk[i]));
            if (breaks && !blank) {
                const char *id = ht_arena_printf(source->arena, "%s:%d", name, number);
                ht_batch_item *item = add_item(source, id, standard ? NULL : path);
                item->stem = ht_arena_printf(source->arena, "%s-%06d", stem, number);
                item->offset = start;
                item->size = (size_t)(offset + i - start);
            }
            if (breaks) {
                start = offset + i + 1;
                blank = true;
                number++;
            }
        }
        offset += n;
        if (end) {
            break;
        }
    }
    ht_status status = source->lines < 0 || n < 0 ? tell(l, path, errno) : HT_OK;
    g_free(chunk);
    g_free(name);
    return status;
}

/* ---- The source ---------------------------------------------------------------------------- */

ht_status ht_batch_source_open(ht_batch_source *out, const char *source, const char *output,
                               const char *match, ht_diags *diags)
{
    *out = (ht_batch_source){.arena = ht_arena_new(), .lines = -1};
    char *real = realpath(output, NULL);
    listing l = {out, source, real, match != NULL ? g_pattern_spec_new(match) : NULL, diags};
    ht_status status = HT_OK;
    if (strcmp(source, "-") != 0 && g_file_test(source, G_FILE_TEST_IS_DIR)) {
        status = list_folder(&l, "", 0);
    } else if (is_lines(source)) {
        status = list_lines(&l, source);
    } else {
        status = list_paths(&l, source);
    }
    if (status == HT_OK && out->n_items == 0) {
        ht_diag_add(diags, HT_E1101, HT_NO_PLACE, source);
        status = HT_INVALID;
    }
    if (l.match != NULL) {
        g_pattern_spec_free(l.match);
    }
    free(real);
    return status;
}

void ht_batch_source_close(ht_batch_source *source)
{
    if (source->lines >= 0) {
        close(source->lines);
    }
    ht_arena_free(source->arena);
}

GBytes *ht_batch_item_read(const ht_batch_source *source, const ht_batch_item *item)
{
    if (item->size > 0) {
        char *bytes = g_malloc(item->size);
        ssize_t n = pread(source->lines, bytes, item->size, item->offset);
        return g_bytes_new_take(bytes, n > 0 ? (size_t)n : 0);
    }
    ht_arena *arena = ht_arena_new();
    char *bytes = NULL;
    size_t size = 0;
    ht_status status = ht_file_read(&bytes, &size, arena, item->path, MAX_BYTES);
    GBytes *read = status == HT_OK ? g_bytes_new(bytes, size) : NULL;
    errno = status == HT_LIMIT ? EFBIG : errno;
    ht_arena_free(arena);
    return read;
}
