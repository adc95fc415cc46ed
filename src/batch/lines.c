/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: a file of JSON Lines, or standard input. Out: a document a line, and where that begins and
 * ends. Blank lines are none.
 */

#include "batch/source.h"

#include <errno.h>
#include <string.h>

static FILE *open_lines(const char *path, bool standard)
{
    return standard ? ht_keep_standard_input() : fopen(path, "re");
}

/* Somebody who gives us paths there shall be told, once. */
static ht_status check_first(const ht_listing *listing, int first, bool standard)
{
    if (standard && listing->source->n_items == 0 && first != '{') {
        ht_diag_add(listing->diags, HT_E1123, HT_NO_PLACE);
        return HT_INVALID;
    }
    return HT_OK;
}

static void add_line(const ht_listing *listing, const char *path, const char *name, off_t start,
                     off_t end, int line)
{
    ht_batch_source *source = listing->source;
    const char *stem = ht_without_ending(source->arena, name);
    ht_batch_item *item = ht_source_add_part(source, name, stem, line);
    item->file = path;
    item->offset = start;
    item->size = (size_t)(end - start);
}

ht_status ht_list_lines(const ht_listing *listing, const char *path)
{
    ht_batch_source *source = listing->source;
    bool standard = strcmp(path, "-") == 0;
    char *base = standard ? g_strdup("stdin") : g_path_get_basename(path);
    const char *name = ht_arena_strdup(source->arena, base);
    ht_status status = HT_OK;
    g_free(base);
    source->parts = open_lines(path, standard);
    if (source->parts == NULL) {
        return ht_source_tell(listing, path, errno);
    }
    off_t start = 0;
    int line = 1;
    int first = 0; /* the first letter of the line; 0: it is blank so far */
    int c = 0;
    for (off_t at = 0; c != EOF && status == HT_OK; at++) {
        c = getc_unlocked(source->parts);
        if (c != EOF && c != '\n') {
            first = first != 0 || g_ascii_isspace(c) ? first : c;
            continue;
        }
        if (first != 0) {
            status = check_first(listing, first, standard);
            add_line(listing, standard ? name : path, name, start, at, line);
        }
        start = at + 1;
        first = 0;
        line++;
    }
    return ferror(source->parts) ? ht_source_tell(listing, path, errno) : status;
}
