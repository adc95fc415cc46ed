/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: the name of a source. Out: its documents in a fixed order, that of their paths, lines or
 * rows. Only paths and places are kept; the bytes of a document are read when its turn comes.
 */

#include "batch/source.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_BYTES HT_INPUT_MAX_BYTES

typedef ht_status (*lister)(const ht_listing *listing, const char *path);

/* A file is known by its ending; one of another is a list of paths. */
static const struct {
    const char *ending;
    lister list;
} kinds[] = {
    {".jsonl", ht_list_lines},     {".ndjson", ht_list_lines},    {".csv", ht_list_table},
    {".tsv", ht_list_table},       {".zip", ht_list_archive},     {".tar", ht_list_archive},
    {".tar.gz", ht_list_archive},  {".tgz", ht_list_archive},     {".tar.xz", ht_list_archive},
    {".txz", ht_list_archive},     {".tar.zst", ht_list_archive}, {".tzst", ht_list_archive},
    {".tar.bz2", ht_list_archive}, {".tbz2", ht_list_archive},
};

const char *ht_without_ending(ht_arena *arena, const char *path)
{
    const char *dot = strrchr(path, '.');
    const char *slash = strrchr(path, '/');
    bool ends = dot != NULL && (slash == NULL || dot > slash + 1);
    return ends ? ht_arena_strndup(arena, path, (size_t)(dot - path)) : path;
}

char *ht_plain_path(const char *name)
{
    char **parts = g_strsplit(name, "/", -1);
    GString *path = g_string_new(NULL);
    bool inside = *name != '/';
    for (size_t i = 0; parts[i] != NULL; i++) {
        inside = inside && strcmp(parts[i], "..") != 0;
        if (*parts[i] != '\0' && strcmp(parts[i], ".") != 0) {
            g_string_append_printf(path, "%s%s", path->len > 0 ? "/" : "", parts[i]);
        }
    }
    g_strfreev(parts);
    return g_string_free(path, !inside || path->len == 0);
}

ht_batch_item *ht_source_add(ht_batch_source *source, const char *id)
{
    ht_batch_item *item = HT_PUSH(source->arena, source->items, source->n_items);
    *item = (ht_batch_item){.id = id, .stem = ht_without_ending(source->arena, id)};
    return item;
}

ht_batch_item *ht_source_add_part(ht_batch_source *source, const char *name, const char *stem,
                                  int line)
{
    ht_batch_item *item = HT_PUSH(source->arena, source->items, source->n_items);
    *item =
        (ht_batch_item){.id = ht_arena_printf(source->arena, "%s:%d", name, line),
                        .stem = ht_arena_printf(source->arena, "%s-%06zu", stem, source->n_items),
                        .line = line};
    return item;
}

ht_status ht_source_tell(const ht_listing *listing, const char *path, int error)
{
    ht_diag_add(listing->diags, HT_E0801, HT_NO_PLACE, path, g_strerror(error));
    return HT_IO;
}

/* Options of tables would be passed over without a word. */
static ht_status check_table_options(const ht_listing *listing, const char *path)
{
    const ht_batch_options *o = listing->options;
    const char *option = o->columns != NULL    ? "--columns"
                         : o->encoding != NULL ? "--encoding"
                                               : NULL;
    if (option != NULL) {
        ht_diag_add(listing->diags, HT_E1151, HT_NO_PLACE, option, path);
    }
    return option != NULL ? HT_IO : HT_OK;
}

/* What lists a source of this name. */
static lister lister_of(const char *path)
{
    lister found = ht_list_paths;
    if (strcmp(path, "-") == 0) {
        return ht_list_lines;
    }
    if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
        return ht_list_folder;
    }
    char *name = g_ascii_strdown(path, -1);
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        found = g_str_has_suffix(name, kinds[i].ending) ? kinds[i].list : found;
    }
    g_free(name);
    return found;
}

static ht_status list(const ht_listing *listing, const char *path)
{
    lister found = lister_of(path);
    ht_status status = found != ht_list_table ? check_table_options(listing, path) : HT_OK;
    if (status == HT_OK && found == ht_list_paths) {
        status = ht_check_list(listing, path);
    }
    return status == HT_OK ? found(listing, path) : status;
}

/* A file of no bytes needs no other hint. */
static void tell_empty(const char *path, ht_diags *diags)
{
    struct stat info;
    if (stat(path, &info) == 0 && S_ISREG(info.st_mode) && info.st_size == 0) {
        ht_diag_hint(diags, "%s", ht_tr(N_("the file is empty")));
    }
}

ht_status ht_batch_source_open(ht_batch_source *out, const char *source, const char *output,
                               const char *own, const ht_batch_options *options, ht_diags *diags)
{
    *out = (ht_batch_source){.arena = ht_arena_new()};
    const ht_listing listing = {out, options, output, own, diags};
    ht_status status = list(&listing, source);
    if (status == HT_OK && out->n_items == 0) {
        ht_diag_add(diags, HT_E1101, HT_NO_PLACE, source);
        tell_empty(source, diags);
        status = HT_INVALID;
    }
    return status;
}

const char *ht_batch_source_print(const ht_batch_source *source)
{
    return source->table != NULL ? source->table->print : "";
}

void ht_batch_source_close(ht_batch_source *source)
{
    if (source->parts != NULL) {
        fclose(source->parts);
    }
    ht_arena_free(source->arena);
}

static GBytes *read_part(const ht_batch_source *source, const ht_batch_item *item)
{
    if (item->size > MAX_BYTES) {
        errno = EFBIG;
        return NULL;
    }
    char *bytes = g_malloc(item->size);
    ssize_t n = pread(fileno(source->parts), bytes, item->size, item->offset);
    if (n < 0) {
        g_free(bytes);
        return NULL;
    }
    return g_bytes_new_take(bytes, (size_t)n);
}

GBytes *ht_batch_item_read(const ht_batch_source *source, const ht_batch_item *item)
{
    if (item->path == NULL) {
        return read_part(source, item);
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
