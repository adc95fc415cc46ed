/* SPDX-License-Identifier: Apache-2.0 */

/*
 * One page as PNG, black and red on white paper, at a given number of dots an inch. Cairo draws the
 * pixels; libpng writes them with the dots a metre, so that other programs print it at its size.
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

/* Encodes Cairo's pixels: 32 bits each, the colour in the lower 24. */
static GByteArray *encode(cairo_surface_t *surface, int dpi)
{
    int width = cairo_image_surface_get_width(surface);
    int height = cairo_image_surface_get_height(surface);
    const unsigned char *data = cairo_image_surface_get_data(surface);
    ptrdiff_t stride = cairo_image_surface_get_stride(surface);
    uint8_t *rgb = g_new(uint8_t, 3 * (size_t)width * (size_t)height);
    uint8_t *out = rgb;
    for (int y = 0; y < height; y++) {
        const uint32_t *pixel = (const uint32_t *)(const void *)(data + y * stride);
        for (int x = 0; x < width; x++) {
            *out++ = (uint8_t)(pixel[x] >> 16);
            *out++ = (uint8_t)(pixel[x] >> 8);
            *out++ = (uint8_t)pixel[x];
        }
    }
    GByteArray *bytes = ht_png_encode(rgb, width, height, dpi);
    g_free(rgb);
    return bytes;
}

ht_status ht_pages_write_png(const ht_pages *pages, size_t index, int dpi, ht_write_fn write,
                             void *user, ht_diags *diags)
{
    g_return_val_if_fail(index < pages->n_items, HT_INVALID);
    if (dpi < LEAST_DPI || dpi > MOST_DPI) {
        ht_diag_add(diags, HT_E0703, HT_NO_PLACE, dpi, LEAST_DPI, MOST_DPI);
        return HT_LIMIT;
    }
    ht_arena *arena = ht_arena_new();
    ht_cut_faces faces;
    ht_cairo_lock();
    ht_status status = ht_cut_faces_make(&faces, arena, pages, index, index + 1, diags);
    if (status != HT_OK) {
        ht_arena_free(arena);
        ht_cairo_unlock();
        return status;
    }
    double scale = dpi / 72.0;
    int width = (int)lround(ht_len_to_pt(pages->width) * scale);
    int height = (int)lround(ht_len_to_pt(pages->height) * scale);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    cairo_t *cr = cairo_create(surface);
    paint_paper(cr);
    cairo_scale(cr, scale, scale);
    ht_canvas_paint(cr, arena, &pages->items[index], &faces);
    cairo_status_t result = cairo_status(cr);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    ht_arena_free(arena);
    ht_cairo_unlock();
    GByteArray *bytes = result == CAIRO_STATUS_SUCCESS ? encode(surface, dpi) : g_byte_array_new();
    cairo_surface_destroy(surface);
    return ht_canvas_finish(result, bytes, write, user, diags);
}
