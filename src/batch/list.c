/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: a file with a path in each line, from the folder of that file. Out: the documents there, in
 * the order of the lines.
 */

#include "batch/source.h"

#include <errno.h>
#include <string.h>

#define MAX_BYTES HT_INPUT_MAX_BYTES

/* Paths from a pipe (/dev/stdin, /dev/fd/63) are from where we are. */
static char *folder_of(const char *path)
{
    return g_str_has_prefix(path, "/dev/") ? g_strdup(".") : g_path_get_dirname(path);
}

/* Outputs stand below their folder, wherever the documents do. */
static void add_path(const ht_listing *listing, const char *folder, const char *line)
{
    ht_arena *arena = listing->source->arena;
    ht_batch_item *item = ht_source_add(listing->source, line);
    char *below = ht_plain_path(line);
    char *name = below != NULL ? below : g_path_get_basename(line);
    item->path = g_path_is_absolute(line) ? line : ht_arena_printf(arena, "%s/%s", folder, line);
    item->file = item->path;
    item->stem = ht_without_ending(arena, ht_arena_strdup(arena, name));
    g_free(name);
}

ht_status ht_list_paths(const ht_listing *listing, const char *path)
{
    ht_arena *arena = listing->source->arena;
    char *text = NULL;
    size_t size = 0;
    ht_status status = ht_file_read(&text, &size, arena, path, MAX_BYTES);
    if (status == HT_LIMIT) {
        ht_diag_add(listing->diags, HT_E0802, HT_NO_PLACE, path, (int)(MAX_BYTES >> 20));
        return status;
    }
    if (status != HT_OK) {
        return ht_source_tell(listing, path, errno);
    }
    char *folder = folder_of(path);
    for (char *at = text; *at != '\0';) {
        size_t length = strcspn(at, "\r\n");
        if (length > 0) {
            add_path(listing, folder, ht_arena_strndup(arena, at, length));
        }
        at += length + (at[length] != '\0');
    }
    g_free(folder);
    return HT_OK;
}
