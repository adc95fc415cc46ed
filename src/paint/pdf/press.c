/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Pixels of red, green and blue in, those of the four plates out, or of the plate of red. What has
 * no colour is black alone. An image in shades of red only, which is a seal or a signature stamp,
 * is printed in the red ink of the layout, as the mark is (GB/T 9704-2012 6.2); its deepest shades
 * are all of it. Drawings that cannot stay lines become dots first, fine enough that no one sees
 * them.
 */

#include "paint/pdf/press.h"

#include <cairo.h>
#include <librsvg/rsvg.h>

#define DOTS_PER_INCH 600
#define POINTS_PER_INCH 72
#define MOST_DOTS 32767 /* on a side */
/* So far apart the parts of a colour are that is no grey; smoothed edges are nearer, and shades as
 * near as that are one. */
#define COLOURED 24
/* So little of a colour is barely seen, and Cairo has rounded it too far to tell what it was. */
#define BARELY 24
/* So much blue and green, one more than the other, is no pure red. */
#define APART 64

/* ---- Colours -------------------------------------------------------------------------------- */

bool ht_press_is_reddish(const uint8_t rgb[3], bool *coloured)
{
    int least = MIN(rgb[1], rgb[2]);
    int most = MAX(rgb[1], rgb[2]);
    bool white = least > 0xFF - COLOURED && rgb[0] > 0xFF - COLOURED;
    bool red = rgb[0] - most >= 0 && most - least <= APART && rgb[0] > 0xFF / 3;
    bool has_colour = rgb[0] - least > COLOURED;
    *coloured = *coloured || has_colour;
    return white || (red && (has_colour || least > 0xFF / 2));
}

uint8_t ht_press_density(const uint8_t rgb[3])
{
    int density = 0xFF - (rgb[1] + rgb[2]) / 2;
    return (uint8_t)(density > 0xFF - COLOURED ? 0xFF : density);
}

void ht_press_separate(uint8_t to[4], const uint8_t rgb[3])
{
    int most = MAX(rgb[0], MAX(rgb[1], rgb[2]));
    for (size_t i = 0; i < 3; i++) {
        to[i] = (uint8_t)((most - rgb[i]) * 0xFF / MAX(most, 1));
    }
    to[3] = (uint8_t)(0xFF - most);
}

/* ---- Pixels --------------------------------------------------------------------------------- */

/* Calls `each` for all pixels; false as soon as it says so. */
static bool for_all(const GdkPixbuf *pixels,
                    bool (*each)(const guchar *pixel, bool seen, void *user), void *user)
{
    int channels = gdk_pixbuf_get_n_channels(pixels);
    int stride = gdk_pixbuf_get_rowstride(pixels);
    const guchar *bytes = gdk_pixbuf_read_pixels(pixels);
    for (int y = 0; y < gdk_pixbuf_get_height(pixels); y++) {
        const guchar *p = bytes + (ptrdiff_t)y * stride;
        for (int x = 0; x < gdk_pixbuf_get_width(pixels); x++, p += channels) {
            if (!each(p, channels < 4 || p[3] > BARELY, user)) {
                return false;
            }
        }
    }
    return true;
}

static bool may_be_seal(const guchar *pixel, bool seen, void *coloured)
{
    return !seen || ht_press_is_reddish(pixel, coloured);
}

bool ht_press_is_seal(const GdkPixbuf *pixels)
{
    bool coloured = false;
    return for_all(pixels, may_be_seal, &coloured) && coloured;
}

static bool has_no_colour(const guchar *pixel, bool seen, void *user)
{
    (void)user;
    return !seen || (pixel[0] == pixel[1] && pixel[1] == pixel[2]);
}

typedef struct separation {
    uint8_t *to;
    const ht_press *press;
    bool seal;
    ht_plates_kind kind;
} separation;

static bool separate(const guchar *pixel, bool seen, void *user)
{
    separation *s = user;
    (void)seen;
    if (s->kind == HT_PLATES_GREY) {
        *s->to++ = pixel[0];
    } else if (s->kind == HT_PLATES_RED) {
        *s->to++ = ht_press_density(pixel);
    } else if (s->seal) {
        int density = ht_press_density(pixel);
        for (size_t i = 0; i < 4; i++) {
            *s->to++ = (uint8_t)(density * s->press->red->cmyk[i] / 100);
        }
    } else {
        ht_press_separate(s->to, pixel);
        s->to += 4;
    }
    return true;
}

void ht_press_separate_pixels(ht_plates *out, const GdkPixbuf *pixels, const ht_press *press)
{
    size_t n = (size_t)gdk_pixbuf_get_width(pixels) * (size_t)gdk_pixbuf_get_height(pixels);
    bool seal = press->red != NULL && ht_press_is_seal(pixels);
    out->kind = seal && press->plate > 0               ? HT_PLATES_RED
                : for_all(pixels, has_no_colour, NULL) ? HT_PLATES_GREY
                                                       : HT_PLATES_PROCESS;
    out->size = out->kind == HT_PLATES_PROCESS ? 4 * n : n;
    out->bytes = g_malloc(out->size);
    separation s = {out->bytes, press, seal, out->kind};
    for_all(pixels, separate, &s);
}

/* ---- Dots ----------------------------------------------------------------------------------- */

/* Cairo's pixels are multiplied with their alpha, which stands in the highest byte. */
static void take_row(guchar *to, const uint32_t *from, int width)
{
    for (int x = 0; x < width; x++, to += 4) {
        uint32_t alpha = from[x] >> 24;
        for (int i = 0; i < 3; i++) {
            uint32_t part = from[x] >> (16 - 8 * i) & 0xFF;
            to[i] = (guchar)(alpha > 0 ? MIN((part * 0xFF + alpha / 2) / alpha, 0xFF) : 0xFF);
        }
        to[3] = (guchar)alpha;
    }
}

static int dots_of(ht_len length)
{
    double dots = ht_len_to_pt(length) * DOTS_PER_INCH / POINTS_PER_INCH;
    return CLAMP((int)(dots + 0.5), 1, MOST_DOTS);
}

GdkPixbuf *ht_press_draw_dots(const ht_mark *mark)
{
    int width = dots_of(mark->width);
    int height = dots_of(mark->height);
    const RsvgRectangle box = {0, 0, width, height};
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);
    cairo_t *cr = cairo_create(surface);
    rsvg_handle_render_document(mark->image->drawing, cr, &box, NULL);
    bool drawn = cairo_status(cr) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    GdkPixbuf *pixels = drawn ? gdk_pixbuf_new(GDK_COLORSPACE_RGB, TRUE, 8, width, height) : NULL;
    for (int y = 0; pixels != NULL && y < height; y++) {
        const unsigned char *from = cairo_image_surface_get_data(surface) +
                                    (ptrdiff_t)y * cairo_image_surface_get_stride(surface);
        take_row(gdk_pixbuf_get_pixels(pixels) + (ptrdiff_t)y * gdk_pixbuf_get_rowstride(pixels),
                 (const uint32_t *)(const void *)from, width);
    }
    cairo_surface_destroy(surface);
    return pixels;
}
