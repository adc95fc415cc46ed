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

/* Cairo's pixels: 32 bits each, the colour in the lower 24. */
typedef struct pixels {
    const unsigned char *data;
    int width;
    int height;
    int stride;
} pixels;

static const uint32_t *row_of(const pixels *from, int y)
{
    return (const uint32_t *)(const void *)(from->data + (ptrdiff_t)y * from->stride);
}

static png_byte channel(uint32_t pixel, int which)
{
    return (png_byte)(pixel >> (16 - 8 * which));
}

static bool is_grey(const pixels *from)
{
    for (int y = 0; y < from->height; y++) {
        const uint32_t *row = row_of(from, y);
        for (int x = 0; x < from->width; x++) {
            if (channel(row[x], 0) != channel(row[x], 1) ||
                channel(row[x], 1) != channel(row[x], 2)) {
                return false;
            }
        }
    }
    return true;
}

static void write_rows(png_structp png, const pixels *from, int channels)
{
    png_byte *row = g_new(png_byte, (size_t)channels * (size_t)from->width);
    for (int y = 0; y < from->height; y++) {
        const uint32_t *pixel = row_of(from, y);
        for (int x = 0; x < from->width; x++) {
            for (int i = 0; i < channels; i++) {
                row[channels * x + i] = channel(pixel[x], i);
            }
        }
        png_write_row(png, row);
    }
    g_free(row);
}

/* Encodes the pixels, a page without colour in grey. Memory only: nothing that could fail but the
 * lack of it, which ends the process. */
static void encode(GByteArray *bytes, cairo_surface_t *surface, int dpi)
{
    pixels from = {cairo_image_surface_get_data(surface), cairo_image_surface_get_width(surface),
                   cairo_image_surface_get_height(surface),
                   cairo_image_surface_get_stride(surface)};
    bool grey = is_grey(&from);
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_uint_32 dots = (png_uint_32)lround(dpi * INCHES_PER_METRE);
    png_set_write_fn(png, bytes, collect, flush);
    png_set_IHDR(png, info, (png_uint_32)from.width, (png_uint_32)from.height, 8,
                 grey ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_pHYs(png, info, dots, dots, PNG_RESOLUTION_METER);
    /* Letters on white paper: unfiltered they deflate to half the size. */
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    png_write_info(png, info);
    write_rows(png, &from, grey ? 1 : 3);
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
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
    GByteArray *bytes = g_byte_array_new();
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    cairo_t *cr = cairo_create(surface);
    paint_paper(cr);
    cairo_scale(cr, scale, scale);
    ht_canvas_paint(cr, arena, &pages->items[index], &faces, false);
    cairo_status_t result = cairo_status(cr);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    ht_arena_free(arena);
    ht_cairo_unlock();
    if (result == CAIRO_STATUS_SUCCESS) {
        encode(bytes, surface, dpi);
    }
    cairo_surface_destroy(surface);
    return ht_canvas_finish(result, bytes, write, user, diags);
}
