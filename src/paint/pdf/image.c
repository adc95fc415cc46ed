/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Images in, what a content stream can show out. Pixels become an image, and their alpha a soft mask
 * of it (ISO 32000-1 8.9, 11.6.5.3); a JPEG goes in as it is where it can. For the press and for
 * the screen they are no finer than these show them. A drawing stays lines and curves, or becomes
 * dots.
 */

#include "paint/pdf/image.h"
#include "paint/pdf/press.h"

#include <string.h>

#define POINTS_PER_INCH 72
#define SCREEN_DOTS_PER_INCH 150
/* Twice the lines of the finest screens that presses print with: a finer picture shows no more. */
#define PRESS_DOTS_PER_INCH 400

/* ---- Pixels --------------------------------------------------------------------------------- */

uint8_t *ht_pdf_take_channels(const GdkPixbuf *pixels, int first, int count, size_t *size)
{
    int width = gdk_pixbuf_get_width(pixels);
    int height = gdk_pixbuf_get_height(pixels);
    int channels = gdk_pixbuf_get_n_channels(pixels);
    int stride = gdk_pixbuf_get_rowstride(pixels);
    const guchar *bytes = gdk_pixbuf_read_pixels(pixels);
    *size = (size_t)width * (size_t)height * (size_t)count;
    uint8_t *taken = g_malloc(*size);
    uint8_t *to = taken;
    for (int y = 0; y < height; y++) {
        const guchar *from = bytes + (ptrdiff_t)y * stride + first;
        for (int x = 0; x < width; x++, from += channels) {
            for (int i = 0; i < count; i++) {
                *to++ = from[i];
            }
        }
    }
    return taken;
}

void ht_pdf_append_image(GString *out, const GdkPixbuf *pixels, const char *space)
{
    g_string_append_printf(out,
                           "/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8"
                           "/ColorSpace%s",
                           gdk_pixbuf_get_width(pixels), gdk_pixbuf_get_height(pixels), space);
}

static void put_channels(ht_objects *objects, int number, const GString *entries,
                         const GdkPixbuf *pixels, int first, int count)
{
    size_t size = 0;
    uint8_t *bytes = ht_pdf_take_channels(pixels, first, count, &size);
    ht_objects_put_stream(objects, number, entries->str, bytes, size);
    g_free(bytes);
}

static bool is_opaque(const GdkPixbuf *pixels)
{
    size_t size = 0;
    uint8_t *alpha = ht_pdf_take_channels(pixels, 3, 1, &size);
    size_t i = 0;
    while (i < size && alpha[i] == 0xFF) {
        i++;
    }
    g_free(alpha);
    return i == size;
}

void ht_pdf_put_mask(GString *entries, ht_objects *objects, const GdkPixbuf *pixels)
{
    if (gdk_pixbuf_get_n_channels(pixels) == 4 && !is_opaque(pixels)) {
        int mask = ht_objects_reserve(objects);
        GString *own = g_string_new(NULL);
        ht_pdf_append_image(own, pixels, "/DeviceGray");
        put_channels(objects, mask, own, pixels, 3, 1);
        g_string_append_printf(entries, "/SMask %d 0 R", mask);
        g_string_free(own, TRUE);
    }
}

/* ---- Pictures ------------------------------------------------------------------------------- */

static int dots_of(ht_len length, int dots_per_inch)
{
    return MAX(1, (int)(ht_len_to_pt(length) * dots_per_inch / POINTS_PER_INCH + 0.5));
}

/* The pixels, or fewer, when they are finer than a profile shows them at the size of a mark. The
 * caller ends them. */
static GdkPixbuf *fit(GdkPixbuf *pixels, const ht_mark *mark, ht_pdf_profile profile)
{
    static const int finest[] = {
        [HT_PDF_PRINT] = PRESS_DOTS_PER_INCH, [HT_PDF_SCREEN] = SCREEN_DOTS_PER_INCH};
    int width = gdk_pixbuf_get_width(pixels);
    int height = gdk_pixbuf_get_height(pixels);
    if (profile == HT_PDF_ARCHIVE) {
        return g_object_ref(pixels);
    }
    int wide = MIN(width, dots_of(mark->width, finest[profile]));
    int high = MIN(height, dots_of(mark->height, finest[profile]));
    return wide == width && high == height
               ? g_object_ref(pixels)
               : gdk_pixbuf_scale_simple(pixels, wide, high, GDK_INTERP_BILINEAR);
}

static void put_plain(ht_objects *objects, int number, const GdkPixbuf *pixels)
{
    GString *entries = g_string_new(NULL);
    ht_pdf_put_mask(entries, objects, pixels);
    ht_pdf_append_image(entries, pixels, "/DeviceRGB");
    put_channels(objects, number, entries, pixels, 0, 3);
    g_string_free(entries, TRUE);
}

/* A JPEG as it is, where that may be: what has the inks of the press already at any size, all else
 * when it is not too fine. */
static bool keep_jpeg(const ht_pdf_writer *writer, int number, const ht_image *image, bool whole)
{
    bool print = writer->profile == HT_PDF_PRINT;
    bool red = print && writer->press.red != NULL && ht_press_is_seal(image->pixels);
    return image->jpeg != NULL && (print || whole) && !red &&
           ht_pdf_put_jpeg(writer->objects, number, image, writer->profile);
}

/* `whole` becomes true when it does for any size. */
static int put_picture(ht_pdf_writer *writer, const ht_mark *mark, bool *whole)
{
    const ht_image *image = mark->image;
    int number = ht_objects_reserve(writer->objects);
    GdkPixbuf *pixels = fit(image->pixels, mark, writer->profile);
    *whole = pixels == image->pixels;
    if (keep_jpeg(writer, number, image, *whole)) {
        *whole = true;
    } else if (writer->profile == HT_PDF_PRINT) {
        ht_pdf_put_plates(writer, number, pixels);
    } else if (writer->profile == HT_PDF_SCREEN) {
        ht_pdf_put_small(writer->objects, number, pixels, image->pixels);
    } else {
        put_plain(writer->objects, number, pixels);
    }
    g_object_unref(pixels);
    return number;
}

/* ---- Images --------------------------------------------------------------------------------- */

/* A drawing in dots: its colours are separated like those of any image. */
static int put_dots(ht_pdf_writer *writer, const ht_mark *mark)
{
    ht_cairo_lock();
    GdkPixbuf *pixels = ht_press_draw_dots(mark);
    ht_cairo_unlock();
    int number = pixels != NULL ? ht_objects_reserve(writer->objects) : 0;
    if (pixels != NULL) {
        ht_pdf_put_plates(writer, number, pixels);
        g_object_unref(pixels);
    }
    return number;
}

static ht_pdf_image put_image(ht_pdf_writer *writer, const ht_mark *mark)
{
    ht_pdf_image put = {
        .image = mark->image, .width = mark->width, .height = mark->height, .page = writer->page};
    if (mark->image->drawing == NULL) {
        put.object = put_picture(writer, mark, &put.whole);
        return put;
    }
    put.object = ht_pdf_put_drawing(writer, mark);
    put.drawn = put.object > 0;
    if (put.object == 0 && writer->profile == HT_PDF_PRINT) {
        put.object = put_dots(writer, mark);
    }
    return put;
}

/* True for one image, and for one that was read of the same bytes again. */
static bool is_same(const ht_image *a, const ht_image *b)
{
    return a == b || (a->digest[0] != '\0' && strcmp(a->digest, b->digest) == 0);
}

/* True when what stands for an image does for a mark. */
static bool is_for(const ht_pdf_image *known, const ht_mark *mark)
{
    return is_same(known->image, mark->image) &&
           (known->whole || (known->width == mark->width && known->height == mark->height));
}

size_t ht_pdf_writer_image(ht_pdf_writer *writer, const ht_mark *mark)
{
    for (size_t i = 0; i < writer->n_images; i++) {
        if (is_for(&writer->images[i], mark)) {
            writer->images[i].page = writer->page;
            return i;
        }
    }
    ht_pdf_image image = put_image(writer, mark);
    if (image.object == 0) {
        ht_diag_add(writer->diags, HT_E0702, HT_NO_PLACE, "SVG");
        writer->status = HT_BACKEND;
        return SIZE_MAX;
    }
    *HT_PUSH(writer->arena, writer->images, writer->n_images) = image;
    return writer->n_images - 1;
}
