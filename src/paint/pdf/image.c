/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Images in, what a content stream can show out. Pixels become an image, and their alpha a soft mask
 * of it (ISO 32000-1 8.9, 11.6.5.3); a JPEG goes in as it is. A drawing stays lines and curves, or
 * becomes dots.
 */

#include "paint/pdf/image.h"
#include "paint/pdf/press.h"

#include <string.h>

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

bool ht_pdf_put_jpeg(ht_objects *objects, int number, const ht_image *image)
{
    gsize size = 0;
    const uint8_t *bytes = g_bytes_get_data(image->jpeg, &size);
    int components = count_components(bytes, size);
    if (components != 1 && components != 3) {
        return false; /* four plates: the decoded pixels are surer */
    }
    GString *entries = g_string_new(NULL);
    ht_pdf_append_image(entries, image->pixels, components == 1 ? "/DeviceGray" : "/DeviceRGB");
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
    ht_pdf_append_image(entries, pixels, space);
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
    if (!print && image->jpeg != NULL && ht_pdf_put_jpeg(objects, number, image)) {
        return number;
    }
    GString *entries = g_string_new(NULL);
    ht_pdf_put_mask(entries, objects, pixels);
    if (print) {
        put_plates(objects, number, entries, pixels, &writer->press);
    } else {
        ht_pdf_append_image(entries, pixels, "/DeviceRGB");
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
        return writer->profile == HT_PDF_SCREEN
                   ? ht_pdf_put_small(writer->objects, mark)
                   : put_pixels(writer, mark->image->pixels, mark->image);
    }
    int number = ht_pdf_put_drawing(writer, mark);
    *drawn = number > 0;
    return number == 0 && writer->profile == HT_PDF_PRINT ? put_dots(writer, mark) : number;
}

/* True for one image, and for one that was read of the same bytes again. */
static bool is_same(const ht_image *a, const ht_image *b)
{
    return a == b || (a->digest[0] != '\0' && strcmp(a->digest, b->digest) == 0);
}

/* True when what stands for an image does for a mark: pixels fit any size, but for the screen. */
static bool is_for(const ht_pdf_writer *writer, const ht_pdf_image *known, const ht_mark *mark)
{
    bool any_size = mark->image->drawing == NULL && writer->profile != HT_PDF_SCREEN;
    return is_same(known->image, mark->image) &&
           (any_size || (known->width == mark->width && known->height == mark->height));
}

size_t ht_pdf_writer_image(ht_pdf_writer *writer, const ht_mark *mark)
{
    for (size_t i = 0; i < writer->n_images; i++) {
        if (is_for(writer, &writer->images[i], mark)) {
            writer->images[i].page = writer->page;
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
        (ht_pdf_image){mark->image, object, drawn, mark->width, mark->height, writer->page};
    return writer->n_images - 1;
}
