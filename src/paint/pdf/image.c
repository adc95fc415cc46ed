/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Images in, what a content stream can show out. Pixels become an image, and their alpha a soft mask
 * of it (ISO 32000-1 8.9, 11.6.5.3); a JPEG goes in as it is. A drawing stays lines and curves, or
 * becomes dots.
 */

#include "paint/pdf/press.h"

/* The bytes of some channels of all pixels, row after row. */
static uint8_t *take_channels(const GdkPixbuf *pixels, int first, int count)
{
    int width = gdk_pixbuf_get_width(pixels);
    int height = gdk_pixbuf_get_height(pixels);
    int channels = gdk_pixbuf_get_n_channels(pixels);
    int stride = gdk_pixbuf_get_rowstride(pixels);
    const guchar *bytes = gdk_pixbuf_read_pixels(pixels);
    uint8_t *taken = g_malloc((size_t)width * (size_t)height * (size_t)count);
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

/* `space` is written as it stands behind the key. */
static void append_entries(GString *out, const GdkPixbuf *pixels, const char *space)
{
    g_string_append_printf(out,
                           "/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8"
                           "/ColorSpace%s",
                           gdk_pixbuf_get_width(pixels), gdk_pixbuf_get_height(pixels), space);
}

static void put_channels(ht_objects *objects, int number, const GString *entries,
                         const GdkPixbuf *pixels, int first, int count)
{
    size_t size = (size_t)gdk_pixbuf_get_width(pixels) * (size_t)gdk_pixbuf_get_height(pixels);
    uint8_t *bytes = take_channels(pixels, first, count);
    ht_objects_put_stream(objects, number, entries->str, bytes, size * (size_t)count);
    g_free(bytes);
}

/* The components of a JPEG: in its frame header (ITU-T T.81 B.2.2); 0 when it has none. */
static int count_components(const uint8_t *bytes, size_t size)
{
    for (size_t at = 2; at + 10 <= size;) {
        uint8_t marker = bytes[at + 1];
        bool frame =
            marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (bytes[at] != 0xFF) {
            return 0;
        }
        if (frame) {
            return bytes[at + 9];
        }
        at += marker == 0xFF ? 1 : 2 + (size_t)ht_be(bytes + at + 2, 2);
    }
    return 0;
}

static bool put_jpeg(ht_objects *objects, int number, const ht_image *image)
{
    gsize size = 0;
    const uint8_t *bytes = g_bytes_get_data(image->jpeg, &size);
    int components = count_components(bytes, size);
    if (components != 1 && components != 3) {
        return false; /* four plates: the decoded pixels are surer */
    }
    GString *entries = g_string_new(NULL);
    append_entries(entries, image->pixels, components == 1 ? "/DeviceGray" : "/DeviceRGB");
    g_string_append(entries, "/Filter/DCTDecode");
    ht_objects_put_raw(objects, number, entries->str, bytes, size);
    g_string_free(entries, TRUE);
    return true;
}

static void put_plates(ht_objects *objects, int number, GString *entries, const GdkPixbuf *pixels,
                       const ht_press *press)
{
    ht_plates plates;
    ht_press_separate_pixels(&plates, pixels, press);
    char *space = plates.red ? g_strdup_printf(" %d 0 R", press->plate) : g_strdup("/DeviceCMYK");
    append_entries(entries, pixels, space);
    ht_objects_put_stream(objects, number, entries->str, plates.bytes, plates.size);
    g_free(space);
    g_free(plates.bytes);
}

/* The pixels of an image, or those that stand for it. */
static int put_pixels(ht_pdf_writer *writer, const GdkPixbuf *pixels, const ht_image *image)
{
    ht_objects *objects = writer->objects;
    bool print = writer->profile == HT_PDF_PRINT;
    int number = ht_objects_reserve(objects);
    if (!print && image->jpeg != NULL && put_jpeg(objects, number, image)) {
        return number;
    }
    GString *entries = g_string_new(NULL);
    if (gdk_pixbuf_get_n_channels(pixels) == 4) {
        int mask = ht_objects_reserve(objects);
        append_entries(entries, pixels, "/DeviceGray");
        put_channels(objects, mask, entries, pixels, 3, 1);
        g_string_truncate(entries, 0);
        g_string_append_printf(entries, "/SMask %d 0 R", mask);
    }
    if (print) {
        put_plates(objects, number, entries, pixels, &writer->press);
    } else {
        append_entries(entries, pixels, "/DeviceRGB");
        put_channels(objects, number, entries, pixels, 0, 3);
    }
    g_string_free(entries, TRUE);
    return number;
}

/* A drawing in dots: its colours are separated like those of any image. */
static int put_dots(ht_pdf_writer *writer, const ht_mark *mark)
{
    ht_cairo_lock();
    GdkPixbuf *pixels = ht_press_draw_dots(mark);
    ht_cairo_unlock();
    int number = pixels != NULL ? put_pixels(writer, pixels, mark->image) : 0;
    g_clear_object(&pixels);
    return number;
}

/* `drawn` becomes true when it stays lines and curves. */
static int put_image(ht_pdf_writer *writer, const ht_mark *mark, bool *drawn)
{
    *drawn = false;
    if (mark->image->drawing == NULL) {
        return put_pixels(writer, mark->image->pixels, mark->image);
    }
    int number = ht_pdf_put_drawing(writer, mark);
    *drawn = number > 0;
    return number == 0 && writer->profile == HT_PDF_PRINT ? put_dots(writer, mark) : number;
}

size_t ht_pdf_writer_image(ht_pdf_writer *writer, const ht_mark *mark)
{
    const ht_image *image = mark->image;
    for (size_t i = 0; i < writer->n_images; i++) {
        const ht_pdf_image *known = &writer->images[i];
        if (known->image == image && (image->drawing == NULL || (known->width == mark->width &&
                                                                 known->height == mark->height))) {
            return i;
        }
    }
    bool drawn = false;
    int object = put_image(writer, mark, &drawn);
    if (object == 0) {
        ht_diag_add(writer->diags, HT_E0702, HT_NO_PLACE, "SVG");
        writer->status = HT_BACKEND;
        return SIZE_MAX;
    }
    *HT_PUSH(writer->arena, writer->images, writer->n_images) =
        (ht_pdf_image){image, object, drawn, mark->width, mark->height};
    return writer->n_images - 1;
}
