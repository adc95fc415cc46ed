/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Pixels in, a PNG file out: in grey when no pixel has a colour. Memory only: nothing that could
 * fail but the lack of it, which ends the process.
 */

#include "image/image.h"

#include <math.h>
#include <png.h>

#define CHANNELS 3
#define INCHES_PER_METRE (1 / 0.0254)

static void collect(png_structp png, png_bytep bytes, png_size_t size)
{
    g_byte_array_append(png_get_io_ptr(png), bytes, (guint)size);
}

static void flush(png_structp png)
{
    (void)png;
}

static bool is_grey(const uint8_t *rgb, size_t n_pixels)
{
    for (const uint8_t *p = rgb; p < rgb + CHANNELS * n_pixels; p += CHANNELS) {
        if (p[0] != p[1] || p[1] != p[2]) {
            return false;
        }
    }
    return true;
}

static void write_grey_row(png_structp png, const uint8_t *rgb, int width)
{
    png_byte *row = g_new(png_byte, (size_t)width);
    for (int x = 0; x < width; x++) {
        row[x] = rgb[CHANNELS * x];
    }
    png_write_row(png, row);
    g_free(row);
}

GByteArray *ht_png_encode(const uint8_t *rgb, int width, int height, int dpi)
{
    GByteArray *bytes = g_byte_array_new();
    bool grey = is_grey(rgb, (size_t)width * (size_t)height);
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_uint_32 dots = (png_uint_32)lround(dpi * INCHES_PER_METRE);
    png_set_write_fn(png, bytes, collect, flush);
    png_set_IHDR(png, info, (png_uint_32)width, (png_uint_32)height, 8,
                 grey ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (dpi > 0) {
        png_set_pHYs(png, info, dots, dots, PNG_RESOLUTION_METER);
    }
    /* Letters on white paper: unfiltered they deflate to half the size. */
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    png_write_info(png, info);
    for (int y = 0; y < height; y++) {
        const uint8_t *row = rgb + CHANNELS * (size_t)y * (size_t)width;
        if (grey) {
            write_grey_row(png, row, width);
        } else {
            png_write_row(png, row);
        }
    }
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return bytes;
}
