/* SPDX-License-Identifier: Apache-2.0 */

/*
 * One page as PNG, black and red on white paper, at a given number of dots an inch. Cairo draws the
 * pixels; libpng writes them with the dots a metre, so that other programs print it at its size.
 */

#include "paint/paint.h"

#include <glib.h>
#include <math.h>
#include <png.h>

#define LEAST_DPI 36
#define MOST_DPI 1200
#define INCHES_PER_METRE (1 / 0.0254)

static void paint_paper(cairo_t *cr)
{
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
}

static void collect(png_structp png, png_bytep bytes, png_size_t size)
{
    g_byte_array_append(png_get_io_ptr(png), bytes, (guint)size);
}

static void flush(png_structp png)
{
    (void)png;
}

/* Encodes Cairo's pixels: 32 bits each, the colour in the lower 24. Memory only: nothing that could
 * fail but the lack of it, which ends the process. */
static void encode(GByteArray *bytes, cairo_surface_t *surface, int dpi)
{
    int width = cairo_image_surface_get_width(surface);
    int height = cairo_image_surface_get_height(surface);
    int stride = cairo_image_surface_get_stride(surface);
    const unsigned char *pixels = cairo_image_surface_get_data(surface);
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_byte *row = g_new(png_byte, 3 * (size_t)width);
    png_uint_32 dots = (png_uint_32)lround(dpi * INCHES_PER_METRE);
    png_set_write_fn(png, bytes, collect, flush);
    png_set_IHDR(png, info, (png_uint_32)width, (png_uint_32)height, 8, PNG_COLOR_TYPE_RGB,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_pHYs(png, info, dots, dots, PNG_RESOLUTION_METER);
    png_write_info(png, info);
    for (int y = 0; y < height; y++) {
        const uint32_t *pixel = (const uint32_t *)(const void *)(pixels + (ptrdiff_t)y * stride);
        for (int x = 0; x < width; x++) {
            png_byte *out = row + 3 * (ptrdiff_t)x;
            out[0] = (png_byte)(pixel[x] >> 16);
            out[1] = (png_byte)(pixel[x] >> 8);
            out[2] = (png_byte)pixel[x];
        }
        png_write_row(png, row);
    }
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    g_free(row);
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
    cairo_surface_flush(surface);
    if (result == CAIRO_STATUS_SUCCESS) {
        encode(bytes, surface, dpi);
    }
    cairo_surface_destroy(surface);
    ht_arena_free(arena);
    return ht_canvas_finish(result, bytes, write, user, diags);
}
