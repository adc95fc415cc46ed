/* SPDX-License-Identifier: Apache-2.0 */

/*
 * One page as SVG, in points, glyphs as outlines: it looks the same without the faces.
 */

#include "paint/paint.h"

#include <cairo-svg.h>
#include <glib.h>

ht_status ht_pages_write_svg(const ht_pages *pages, size_t index, ht_write_fn write, void *user,
                             ht_diags *diags)
{
    g_return_val_if_fail(index < pages->n_items, HT_INVALID);
    ht_arena *arena = ht_arena_new();
    ht_cut_faces faces;
    ht_cairo_lock();
    ht_status status = ht_cut_faces_make(&faces, arena, pages, index, index + 1, diags);
    if (status != HT_OK) {
        ht_arena_free(arena);
        ht_cairo_unlock();
        return status;
    }
    GByteArray *bytes = g_byte_array_new();
    cairo_surface_t *surface = cairo_svg_surface_create_for_stream(
        ht_canvas_collect, bytes, ht_len_to_pt(pages->width), ht_len_to_pt(pages->height));
    cairo_svg_surface_set_document_unit(surface, CAIRO_SVG_UNIT_PT);
    cairo_t *cr = cairo_create(surface);
    ht_canvas_paint(cr, arena, &pages->items[index], &faces);
    cairo_status_t result = ht_canvas_end(cr, surface);
    ht_arena_free(arena);
    ht_cairo_unlock();
    return ht_canvas_finish(result, bytes, write, user, diags);
}
