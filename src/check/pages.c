/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: a page as it was and as it is. Out: its place in a result: the verdict, the regions that
 * differ, with what stands there, and the images to show. A region that lies where a mark has moved
 * or changed is explained by that and not told again.
 */

#include "check/check.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* Ink reaches a little beyond the em boxes of its letters: half a millimetre. */
#define INK_BEYOND ht_len_from_mm(0.5)

static const char *size_words(ht_arena *arena, const ht_area *size)
{
    return ht_arena_printf(arena, "%.1f x %.1f", ht_len_to_mm(size->width),
                           ht_len_to_mm(size->height));
}

void ht_result_compare_size(ht_result *result, int page, const ht_area *before,
                            const ht_area *after, ht_len least)
{
    if (abs(before->width - after->width) > least || abs(before->height - after->height) > least) {
        const char *from = size_words(result->arena, before);
        const char *to = size_words(result->arena, after);
        ht_result_add(result, HT_FOUND_PAGE_SIZE, from, to)->page = page;
        ht_result_settle(result, HT_OTHER_PAGE_SIZE);
    }
}

/* Whether the ink of what stood in a box may reach a region. */
static bool reaches(const ht_area *box, const ht_area *region)
{
    ht_area wide = {box->x - INK_BEYOND, box->y - INK_BEYOND, box->width + 2 * INK_BEYOND,
                    box->height + 2 * INK_BEYOND};
    return ht_area_meets(&wide, region);
}

static bool is_explained(const ht_result *result, int page, const ht_area *region)
{
    for (size_t i = 0; i < result->findings.n_items; i++) {
        const ht_finding *finding = &result->findings.items[i];
        bool here = finding->has_box && finding->page == page && reaches(&finding->box, region);
        bool left = finding->left_page == page && reaches(&finding->left, region);
        if (finding->kind != HT_FOUND_PIXELS && (here || left)) {
            return true;
        }
    }
    return false;
}

/* The elements of a page whose boxes a region meets, each named once. */
static const char *elements_at(const ht_result *result, int page, const ht_area *region,
                               const ht_trace *const traces[2])
{
    GString *names = g_string_new(NULL);
    GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (int t = 0; t < 2 && traces[t] != NULL; t++) {
        for (size_t i = 0; i < traces[t]->n_marks; i++) {
            const ht_traced *mark = &traces[t]->marks[i];
            ht_area box = ht_traced_area(mark, result->em_ascent);
            if (mark->page == page && ht_area_meets(&box, region) &&
                g_hash_table_add(seen, (gpointer)mark->element)) {
                g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "", mark->element);
            }
        }
    }
    const char *all = names->len > 0 ? ht_arena_strdup(result->arena, names->str) : NULL;
    g_hash_table_unref(seen);
    g_string_free(names, TRUE);
    return all;
}

static void add_regions(ht_result *result, int page, const ht_difference *difference,
                        const ht_trace *const traces[2])
{
    for (size_t i = 0; i < difference->n_regions; i++) {
        const ht_area *region = &difference->regions[i];
        if (!is_explained(result, page, region)) {
            ht_finding *finding = ht_result_add(result, HT_FOUND_PIXELS, NULL, NULL);
            finding->page = page;
            finding->has_box = true;
            finding->box = *region;
            finding->pixels = difference->region_pixels[i];
            finding->elements = elements_at(result, page, region, traces);
        }
    }
}

void ht_result_compare_page(ht_result *result, int page, const ht_raster *before,
                            const ht_raster *after, const ht_trace *const traces[2])
{
    ht_arena *scratch = ht_arena_new();
    const ht_case *test = &result->test;
    const ht_pixel_rules rules = {test->dpi, test->tolerance, test->slack, test->masks,
                                  test->n_masks};
    ht_shown_page *shown = &result->pages[page - 1];
    ht_difference difference;
    ht_pixels_compare(&difference, result->arena, scratch, before, after, page, &rules);
    shown->pixels = difference.pixels;
    if (difference.pixels > (size_t)test->budget) {
        add_regions(result, page, &difference, traces);
        ht_result_settle(result, HT_OTHER_PIXELS);
    }
    shown->difference = ht_png_write(&difference.heat);
    ht_arena_free(scratch);
}
