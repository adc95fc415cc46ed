/* SPDX-License-Identifier: Apache-2.0 */

/*
 * PNG files in, rasters out, and the other way round. Whatever kind of PNG it is (grey, with a
 * palette, of 16 bits, interlaced, see-through), what comes out is what it looks like on white
 * paper.
 */

#include "check/check.h"

#include <glib.h>
#include <png.h>
#include <string.h>

/* In pixels: the longer side of A3 at 1200 dpi is less. Two images lie on a sheet that holds both,
 * so that each side counts by itself. */
#define MOST_SIDE 20000u

const char *ht_png_read(ht_raster *out, ht_arena *arena, const void *bytes, size_t size)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    png_color white = {255, 255, 255};
    *out = (ht_raster){0};
    if (!png_image_begin_read_from_memory(&image, bytes, size)) {
        return ht_arena_strdup(arena, image.message);
    }
    if (image.width > MOST_SIDE || image.height > MOST_SIDE) {
        png_image_free(&image);
        return ht_tr(N_("it is too large"));
    }
    image.format = PNG_FORMAT_RGB;
    *out = (ht_raster){(int)image.width, (int)image.height,
                       HT_NEW_ARRAY(arena, uint8_t, PNG_IMAGE_SIZE(image))};
    if (!png_image_finish_read(&image, &white, out->rgb, 0, NULL)) {
        return ht_arena_strdup(arena, image.message);
    }
    return NULL;
}

GBytes *ht_png_write(const ht_raster *raster)
{
    return g_byte_array_free_to_bytes(ht_png_encode(raster->rgb, raster->width, raster->height, 0));
}
