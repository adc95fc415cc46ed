/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: a zip or tar file. Out: its files below the batch's own folder, at the same paths in each
 * run, and their documents listed as those of a folder. Nothing is listed of an archive that is
 * damaged, encrypted or too large; what would lead out of the folder, or is no plain file, is left.
 */

#include "batch/source.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>

#define FOLDER "source"
/* More is a bomb, or belongs into several archives. */
#define MOST_FILES 1000000
#define MOST_MEBIBYTES 8192
#define BLOCK ((size_t)1 << 16)
/* Open folders while a tree is removed. */
#define MOST_OPEN 16

typedef struct unpacking {
    const ht_listing *listing;
    const char *name; /* of the archive, as it was given */
    const char *folder;
    struct archive *archive;
    GHashTable *seen; /* paths of the files that were written */
    guint64 bytes;
    bool told_names;
} unpacking;

static ht_status tell_damage(const unpacking *u)
{
    const char *words = archive_error_string(u->archive);
    ht_diag_add(u->listing->diags, HT_E1112, HT_NO_PLACE, u->name,
                words != NULL ? words : g_strerror(archive_errno(u->archive)));
    return HT_IO;
}

static ht_status tell_unwritten(const unpacking *u, const char *path)
{
    ht_diag_add(u->listing->diags, HT_E0803, HT_NO_PLACE, path, g_strerror(errno));
    return HT_IO;
}

static void tell_left(const unpacking *u, const char *entry, const char *why)
{
    ht_diag_add(u->listing->diags, HT_W1115, HT_NO_PLACE, entry, u->name, why);
}

/* ---- Names --------------------------------------------------------------------------------- */

/* The name of an entry in UTF-8: what is not UTF-8 comes from a Windows in Chinese. NULL when it is
 * neither. The caller frees it. */
static char *name_of(unpacking *u, struct archive_entry *entry)
{
    const char *raw = archive_entry_pathname(entry);
    if (raw == NULL || g_utf8_validate(raw, -1, NULL)) {
        return g_strdup(raw);
    }
    char *name = g_convert(raw, -1, "UTF-8", "GB18030", NULL, NULL, NULL);
    if (name != NULL && !u->told_names) {
        ht_diag_add(u->listing->diags, HT_N1116, HT_NO_PLACE, u->name, name);
        u->told_names = true;
    }
    return name;
}

/* ---- Files --------------------------------------------------------------------------------- */

static ht_status write_data(unpacking *u, FILE *file, const char *path)
{
    char *block = g_malloc(BLOCK);
    la_ssize_t n = 0;
    ht_status status = HT_OK;
    while (status == HT_OK && (n = archive_read_data(u->archive, block, BLOCK)) > 0) {
        u->bytes += (guint64)n;
        if (u->bytes >> 20 >= MOST_MEBIBYTES) {
            ht_diag_add(u->listing->diags, HT_E1114, HT_NO_PLACE, u->name, MOST_FILES,
                        MOST_MEBIBYTES);
            status = HT_LIMIT;
        } else if (fwrite(block, 1, (size_t)n, file) != (size_t)n) {
            status = tell_unwritten(u, path);
        }
    }
    g_free(block);
    return status == HT_OK && n < 0 ? tell_damage(u) : status;
}

static ht_status write_file(unpacking *u, const char *below)
{
    char *path = g_build_filename(u->folder, below, NULL);
    char *folder = g_path_get_dirname(path);
    ht_status status = HT_OK;
    FILE *file = g_mkdir_with_parents(folder, 0777) == 0 ? fopen(path, "we") : NULL;
    if (file == NULL) {
        status = tell_unwritten(u, path);
    } else {
        status = write_data(u, file, path);
        if (fclose(file) != 0 && status == HT_OK) {
            status = tell_unwritten(u, path);
        }
    }
    g_free(folder);
    g_free(path);
    return status;
}

/* ---- Entries ------------------------------------------------------------------------------- */

/* Told before anything of it is written. */
static ht_status check_entry(const unpacking *u, struct archive_entry *entry, const char *name)
{
    guint64 size = archive_entry_size_is_set(entry) ? (guint64)archive_entry_size(entry) : 0;
    if (archive_entry_is_encrypted(entry)) {
        ht_diag_add(u->listing->diags, HT_E1113, HT_NO_PLACE, name, u->name);
        return HT_IO;
    }
    if (g_hash_table_size(u->seen) >= MOST_FILES || (u->bytes + size) >> 20 >= MOST_MEBIBYTES) {
        ht_diag_add(u->listing->diags, HT_E1114, HT_NO_PLACE, u->name, MOST_FILES, MOST_MEBIBYTES);
        return HT_LIMIT;
    }
    return HT_OK;
}

static ht_status unpack_entry(unpacking *u, struct archive_entry *entry)
{
    char *name = name_of(u, entry);
    char *path = name != NULL ? ht_plain_path(name) : NULL;
    mode_t type = archive_entry_filetype(entry);
    bool linked = archive_entry_hardlink(entry) != NULL || type == AE_IFLNK;
    ht_status status = HT_OK;
    if (name == NULL) {
        const char *raw = archive_entry_pathname(entry);
        char *shown = g_utf8_make_valid(raw != NULL ? raw : "", -1);
        tell_left(u, shown, ht_tr("its name is of an unknown encoding"));
        g_free(shown);
    } else if (type == AE_IFDIR) {
        /* Those that hold files are made with them. */
    } else if (path == NULL) {
        tell_left(u, name, ht_tr("its path leads out of the archive"));
    } else if (linked || type != AE_IFREG) {
        tell_left(u, name, linked ? ht_tr("it is a link") : ht_tr("it is no plain file"));
    } else {
        status = check_entry(u, entry, name);
        if (status == HT_OK && g_hash_table_contains(u->seen, path)) {
            tell_left(u, name, ht_tr("a later entry has the same name"));
        }
        status = status == HT_OK ? write_file(u, path) : status;
        g_hash_table_add(u->seen, g_strdup(path));
    }
    g_free(path);
    g_free(name);
    return status;
}

static ht_status unpack_all(unpacking *u, int fd)
{
    struct archive_entry *entry = NULL;
    ht_status status = HT_OK;
    int result = archive_read_open_fd(u->archive, fd, BLOCK);
    while (status == HT_OK && result == ARCHIVE_OK) {
        result = archive_read_next_header(u->archive, &entry);
        /* A warning is about a name: that is looked at here. */
        if (result == ARCHIVE_OK || result == ARCHIVE_WARN) {
            status = unpack_entry(u, entry);
            result = ARCHIVE_OK;
        }
    }
    bool damaged = status == HT_OK && result != ARCHIVE_EOF;
    return damaged ? tell_damage(u) : status;
}

/* Only what needs no other program to read it. */
static struct archive *new_archive(void)
{
    struct archive *archive = archive_read_new();
    archive_read_support_filter_gzip(archive);
    archive_read_support_filter_bzip2(archive);
    archive_read_support_filter_xz(archive);
    archive_read_support_filter_zstd(archive);
    archive_read_support_format_tar(archive);
    archive_read_support_format_zip_seekable(archive);
    return archive;
}

/* libarchive gives names in the encoding of the thread's locale; messages stay in their language. */
static ht_status unpack(const ht_listing *listing, const char *path, const char *folder)
{
    int fd = g_open(path, O_RDONLY | O_CLOEXEC, 0);
    if (fd < 0) {
        return ht_source_tell(listing, path, errno);
    }
    unpacking u = {.listing = listing,
                   .name = path,
                   .folder = folder,
                   .archive = new_archive(),
                   .seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
    locale_t before = uselocale((locale_t)0);
    locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", duplocale(before));
    uselocale(utf8);
    ht_status status = unpack_all(&u, fd);
    uselocale(before);
    if (utf8 != (locale_t)0) {
        freelocale(utf8);
    }
    archive_read_free(u.archive);
    g_hash_table_unref(u.seen);
    close(fd);
    return status;
}

ht_status ht_list_archive(const ht_listing *listing, const char *path)
{
    const char *folder = ht_arena_printf(listing->source->arena, "%s/" FOLDER, listing->own);
    ht_status status = ht_make_folder(folder, listing->diags);
    if (status == HT_OK) {
        status = unpack(listing, path, folder);
    }
    return status == HT_OK ? ht_list_unpacked(listing, folder, path) : status;
}

/* ---- Clearing ------------------------------------------------------------------------------ */

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *place)
{
    (void)info;
    (void)type;
    (void)place;
    remove(path);
    return 0;
}

void ht_batch_source_clear(const char *own)
{
    char *folder = g_build_filename(own, FOLDER, NULL);
    nftw(folder, remove_one, MOST_OPEN, FTW_DEPTH | FTW_PHYS);
    g_free(folder);
}
