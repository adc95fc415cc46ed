/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Pixels of red, green and blue in, those of the four plates out. What has no colour is black alone.
 * An image in shades of red only, which is a seal or a signature stamp, is printed in the red ink of
 * the layout, as the mark is (GB/T 9704-2012 6.2). Drawings become dots first, fine enough that no one
 * sees them.
 */

#include "paint/pdf/press.h"

#include <cairo.h>
#include <librsvg/rsvg.h>
#include <string.h>

#define DOTS_PER_INCH 600
#define POINTS_PER_INCH 72
#define MOST_DOTS 32767 /* on a side */
/* So far apart the parts of a colour are that is no grey; smoothed edges are nearer. */
#define COLOURED 24
/* So much blue and green, one more than the other, is no pure red. */
#define APART 64

const ht_ink *ht_pdf_red_ink(const ht_layout *layout)
{
    for (size_t i = 0; i < layout->n_styles; i++) {
        const ht_ink *ink = layout->styles[i].ink;
        if (ink != NULL && strcmp(ink->name, "red") == 0) {
            return ink;
        }
    }
    return NULL;
}

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
            if (!each(p, channels < 4 || p[3] > 0, user)) {
                return false;
            }
        }
    }
    return true;
}

/* White, or a red. */
static bool is_reddish(const guchar *p, bool seen, void *any)
{
    int least = MIN(p[1], p[2]);
    int most = MAX(p[1], p[2]);
    bool white = least > 0xFF - COLOURED && p[0] > 0xFF - COLOURED;
    bool red = p[0] - most >= 0 && most - least <= APART && p[0] > 0xFF / 3;
    bool coloured = p[0] - least > COLOURED;
    *(bool *)any = *(bool *)any || (seen && coloured);
    return !seen || white || (red && (coloured || least > 0xFF / 2));
}

typedef struct plates {
    uint8_t *to;
    const ht_ink *ink; /* of a seal, else NULL */
} plates;

static void separate_pixel(uint8_t *to, const guchar *p)
{
    int most = MAX(p[0], MAX(p[1], p[2]));
    for (size_t i = 0; i < 3; i++) {
        to[i] = (uint8_t)((most - p[i]) * 0xFF / MAX(most, 1));
    }
    to[3] = (uint8_t)(0xFF - most);
}

static bool separate(const guchar *p, bool seen, void *user)
{
    plates *s = user;
    (void)seen;
    if (s->ink != NULL) {
        int density = 0xFF - (p[1] + p[2]) / 2;
        for (size_t i = 0; i < 4; i++) {
            s->to[i] = (uint8_t)(density * s->ink->cmyk[i] / 100);
        }
    } else {
        separate_pixel(s->to, p);
    }
    s->to += 4;
    return true;
}

uint8_t *ht_pdf_separate(const GdkPixbuf *pixels, const ht_press *press, size_t *size)
{
    *size = 4 * (size_t)gdk_pixbuf_get_width(pixels) * (size_t)gdk_pixbuf_get_height(pixels);
    uint8_t *all = g_malloc(*size);
    bool any = false;
    bool seal = for_all(pixels, is_reddish, &any) && any;
    plates s = {all, seal ? press->red : NULL};
    for_all(pixels, separate, &s);
    return all;
}

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

GdkPixbuf *ht_pdf_draw_dots(const ht_mark *mark)
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
