/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A block is set in memory of its own, most of which is of no use when its lines are known. In: these
 * lines. Out: copies of what is on them, in the memory of the pages.
 */

#include "text/setter.h"

#include <string.h>

static void *copy(ht_arena *arena, const void *items, size_t count, size_t size)
{
    void *kept = ht_arena_alloc(arena, count * size);
    if (count > 0) {
        memcpy(kept, items, count * size);
    }
    return kept;
}

ht_cluster ht_run_cluster(const ht_run *run, size_t i, const char *text)
{
    const ht_cluster one = {(int)(g_utf8_next_char(text) - text), 1};
    return run->clusters != NULL ? run->clusters[i] : one;
}

/* Most of all runs: nothing need be kept to know which glyph shows what. */
static bool is_plain(const ht_run *run)
{
    const char *text = run->text;
    for (size_t i = 0; i < run->n_clusters; i++) {
        const ht_cluster *cluster = &run->clusters[i];
        if (cluster->glyphs != 1 || cluster->bytes != g_utf8_next_char(text) - text) {
            return false;
        }
        text += cluster->bytes;
    }
    return true;
}

static const ht_run *keep_run(ht_arena *arena, const ht_run *run)
{
    ht_run *kept = copy(arena, run, 1, sizeof *run);
    kept->glyphs = copy(arena, run->glyphs, run->n_glyphs, sizeof *run->glyphs);
    kept->clusters =
        is_plain(run) ? NULL : copy(arena, run->clusters, run->n_clusters, sizeof *run->clusters);
    kept->text = ht_arena_strdup(arena, run->text);
    return kept;
}

static void keep_mark(ht_mark *mark, ht_arena *arena)
{
    if (mark->run != NULL) {
        mark->run = keep_run(arena, mark->run);
    }
    if (mark->bits != NULL) {
        size_t modules = (size_t)mark->modules;
        mark->bits = copy(arena, mark->bits, modules * modules, sizeof *mark->bits);
    }
    if (mark->target != NULL) {
        mark->target = ht_arena_strdup(arena, mark->target);
    }
    if (mark->image != NULL) {
        ht_image_hold(arena, (ht_image *)(uintptr_t)mark->image);
    }
}

void ht_lines_keep(ht_lines *out, ht_arena *arena, const ht_lines *lines)
{
    out->n_items = lines->n_items;
    out->items = copy(arena, lines->items, lines->n_items, sizeof *lines->items);
    for (size_t i = 0; i < out->n_items; i++) {
        ht_line *line = &out->items[i];
        line->marks = copy(arena, line->marks, line->n_marks, sizeof *line->marks);
        line->account = line->account != NULL ? ht_arena_strdup(arena, line->account) : NULL;
        for (size_t m = 0; m < line->n_marks; m++) {
            keep_mark(&line->marks[m], arena);
        }
    }
}
