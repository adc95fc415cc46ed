/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Images onto a Cairo surface. What lies under them shows through: their colours are multiplied
 * with those of the page, so that text under a seal stays readable and a white ground covers
 * nothing. An SVG stays lines and curves; a JPEG goes into a PDF as it is.
 */

#include "paint/paint.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib.h>
#include <librsvg/rsvg.h>

static void drop_bytes(void *bytes)
{
    g_bytes_unref(bytes);
}

/* Cairo's pixels: premultiplied, alpha in the highest byte. */
static void convert_row(uint32_t *to, const guchar *from, int width, int channels)
{
    for (int i = 0; i < width; i++, from += channels) {
        uint32_t alpha = channels == 4 ? from[3] : 0xFF;
        uint32_t red = (from[0] * alpha + 127) / 255;
        uint32_t green = (from[1] * alpha + 127) / 255;
        uint32_t blue = (from[2] * alpha + 127) / 255;
        to[i] = alpha << 24 | red << 16 | green << 8 | blue;
    }
}

static cairo_surface_t *surface_of(const ht_image *image)
{
    int width = gdk_pixbuf_get_width(image->pixels);
    int height = gdk_pixbuf_get_height(image->pixels);
    int channels = gdk_pixbuf_get_n_channels(image->pixels);
    int from_stride = gdk_pixbuf_get_rowstride(image->pixels);
    const guchar *from = gdk_pixbuf_read_pixels(image->pixels);
    cairo_format_t format = channels == 4 ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24;
    cairo_surface_t *surface = cairo_image_surface_create(format, width, height);
    unsigned char *to = cairo_image_surface_get_data(surface);
    int to_stride = cairo_image_surface_get_stride(surface);
    for (int y = 0; to != NULL && y < height; y++) {
        /* Cairo aligns its rows to whole pixels. */
        convert_row((uint32_t *)(void *)(to + (ptrdiff_t)y * to_stride),
                    from + (ptrdiff_t)y * from_stride, width, channels);
    }
    cairo_surface_mark_dirty(surface);
    if (image->jpeg != NULL && image->pixels != NULL) {
        gsize size = 0;
        const unsigned char *bytes = g_bytes_get_data(image->jpeg, &size);
        cairo_surface_set_mime_data(surface, CAIRO_MIME_TYPE_JPEG, bytes, size, drop_bytes,
                                    g_bytes_ref(image->jpeg));
    }
    return surface;
}

static void paint_pixels(cairo_t *cr, const ht_mark *mark, double width, double height)
{
    cairo_surface_t *surface = surface_of(mark->image);
    cairo_scale(cr, width / gdk_pixbuf_get_width(mark->image->pixels),
                height / gdk_pixbuf_get_height(mark->image->pixels));
    cairo_set_source_surface(cr, surface, 0, 0);
    cairo_set_operator(cr, CAIRO_OPERATOR_MULTIPLY);
    cairo_paint(cr);
    cairo_surface_destroy(surface);
}

static void paint_drawing(cairo_t *cr, const ht_mark *mark, double width, double height)
{
    RsvgRectangle box = {0, 0, width, height};
    cairo_push_group(cr);
    rsvg_handle_render_document(mark->image->drawing, cr, &box, NULL);
    cairo_pop_group_to_source(cr);
    cairo_set_operator(cr, CAIRO_OPERATOR_MULTIPLY);
    cairo_paint(cr);
}

void ht_canvas_paint_image(cairo_t *cr, const ht_mark *mark)
{
    double width = ht_len_to_pt(mark->width);
    double height = ht_len_to_pt(mark->height);
    cairo_save(cr);
    cairo_translate(cr, ht_len_to_pt(mark->x), ht_len_to_pt(mark->y));
    if (mark->turned) {
        cairo_rotate(cr, -G_PI_2);
    }
    cairo_rectangle(cr, 0, 0, width, height);
    cairo_clip(cr);
    if (mark->image->drawing != NULL) {
        paint_drawing(cr, mark, width, height);
    } else {
        paint_pixels(cr, mark, width, height);
    }
    cairo_restore(cr);
}
