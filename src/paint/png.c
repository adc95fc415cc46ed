/* SPDX-License-Identifier: Apache-2.0 */

/*
 * One page as PNG, black and red on white paper, at a given number of dots an inch.
 */

#include "paint/paint.h"

#include <glib.h>
#include <math.h>

#define LEAST_DPI 36
#define MOST_DPI 1200

static void paint_paper(cairo_t *cr)
{
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
}

ht_status ht_pages_write_png(const ht_pages *pages, size_t index, int dpi, ht_write_fn write,
                             void *user, ht_diags *diags)
{
    if (dpi < LEAST_DPI || dpi > MOST_DPI || index >= pages->n_items) {
        ht_diag_add(diags, HT_E0703, HT_NO_PLACE, dpi, LEAST_DPI, MOST_DPI);
        return HT_LIMIT;
    }
    ht_arena *arena = ht_arena_new();
    ht_cut_faces faces;
    ht_status status = ht_cut_faces_make(&faces, arena, pages, index, index + 1, diags);
    if (status != HT_OK) {
        ht_arena_free(arena);
        return status;
    }
    double scale = dpi / 72.0;
    int width = (int)lround(ht_len_to_pt(pages->width) * scale);
    int height = (int)lround(ht_len_to_pt(pages->height) * scale);
    GByteArray *bytes = g_byte_array_new();
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    cairo_t *cr = cairo_create(surface);
    paint_paper(cr);
    cairo_scale(cr, scale, scale);
    ht_canvas_paint(cr, arena, &pages->items[index], &faces, false);
    cairo_status_t result = cairo_status(cr);
    cairo_destroy(cr);
    if (result == CAIRO_STATUS_SUCCESS) {
        result = cairo_surface_write_to_png_stream(surface, ht_canvas_collect, bytes);
    }
    cairo_surface_destroy(surface);
    ht_arena_free(arena);
    return ht_canvas_finish(result, bytes, write, user, diags);
}
