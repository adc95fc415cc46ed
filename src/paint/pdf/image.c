/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Images in, what a content stream can show out. Pixels become an image, and their alpha a soft mask
 * of it (ISO 32000-1 8.9, 11.6.5.3); a JPEG goes in as it is. A drawing stays lines and curves: Cairo
 * paints it into a file of its own, whose page becomes a form (8.10).
 */

#include "paint/pdf/press.h"

#include <cairo-pdf.h>
#include <librsvg/rsvg.h>

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

static void append_entries(GString *out, const GdkPixbuf *pixels, const char *space)
{
    g_string_append_printf(out,
                           "/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8"
                           "/ColorSpace/%s",
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
    append_entries(entries, image->pixels, components == 1 ? "DeviceGray" : "DeviceRGB");
    g_string_append(entries, "/Filter/DCTDecode");
    ht_objects_put_raw(objects, number, entries->str, bytes, size);
    g_string_free(entries, TRUE);
    return true;
}

static int put_pixels(ht_objects *objects, const GdkPixbuf *pixels, const ht_image *image,
                      const ht_press *press)
{
    int number = ht_objects_reserve(objects);
    if (press == NULL && image->jpeg != NULL && put_jpeg(objects, number, image)) {
        return number;
    }
    GString *entries = g_string_new(NULL);
    if (gdk_pixbuf_get_n_channels(pixels) == 4) {
        int mask = ht_objects_reserve(objects);
        append_entries(entries, pixels, "DeviceGray");
        put_channels(objects, mask, entries, pixels, 3, 1);
        g_string_truncate(entries, 0);
        g_string_append_printf(entries, "/SMask %d 0 R", mask);
    }
    append_entries(entries, pixels, press != NULL ? "DeviceCMYK" : "DeviceRGB");
    if (press != NULL) {
        size_t size = 0;
        uint8_t *plates = ht_pdf_separate(pixels, press, &size);
        ht_objects_put_stream(objects, number, entries->str, plates, size);
        g_free(plates);
    } else {
        put_channels(objects, number, entries, pixels, 0, 3);
    }
    g_string_free(entries, TRUE);
    return number;
}

static cairo_status_t collect(void *array, const unsigned char *bytes, unsigned size)
{
    g_byte_array_append(array, bytes, size);
    return CAIRO_STATUS_SUCCESS;
}

/* A file of one page, of the size of the mark, with the drawing on it. */
static bool draw(GByteArray *out, const ht_image *image, double width, double height)
{
    const RsvgRectangle box = {0, 0, width, height};
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(collect, out, width, height);
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4);
    cairo_t *cr = cairo_create(surface);
    rsvg_handle_render_document(image->drawing, cr, &box, NULL);
    cairo_show_page(cr);
    cairo_status_t result = cairo_status(cr);
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    result = result == CAIRO_STATUS_SUCCESS ? cairo_surface_status(surface) : result;
    cairo_surface_destroy(surface);
    return result == CAIRO_STATUS_SUCCESS;
}

static int put_drawing(ht_objects *objects, const ht_mark *mark)
{
    GByteArray *bytes = g_byte_array_new();
    GString *entries = g_string_new("/BBox[0 0 ");
    ht_pdf_append_points(entries, mark->width);
    g_string_append_c(entries, ' ');
    ht_pdf_append_points(entries, mark->height);
    g_string_append(entries, "]/Group<</S/Transparency/I true/CS/DeviceRGB>>");
    ht_cairo_lock();
    bool drawn = draw(bytes, mark->image, ht_len_to_pt(mark->width), ht_len_to_pt(mark->height));
    ht_cairo_unlock();
    ht_graft *graft = drawn ? ht_graft_open(bytes->data, bytes->len) : NULL;
    int number = graft != NULL ? ht_graft_form(graft, objects, entries->str) : 0;
    if (graft != NULL) {
        ht_graft_free(graft);
    }
    g_string_free(entries, TRUE);
    g_byte_array_unref(bytes);
    return number;
}

/* A drawing in dots: its colours are separated like those of any image. */
static int put_dots(ht_objects *objects, const ht_mark *mark, const ht_press *press)
{
    ht_cairo_lock();
    GdkPixbuf *pixels = ht_pdf_draw_dots(mark);
    ht_cairo_unlock();
    int number = pixels != NULL ? put_pixels(objects, pixels, mark->image, press) : 0;
    g_clear_object(&pixels);
    return number;
}

static int put_image(ht_pdf_writer *writer, const ht_mark *mark)
{
    const ht_press press = {.red = ht_pdf_red_ink(writer->pages->layout)};
    const ht_press *separated = writer->print ? &press : NULL;
    if (mark->image->drawing == NULL) {
        return put_pixels(writer->objects, mark->image->pixels, mark->image, separated);
    }
    return writer->print ? put_dots(writer->objects, mark, separated)
                         : put_drawing(writer->objects, mark);
}

size_t ht_pdf_writer_image(ht_pdf_writer *writer, const ht_mark *mark)
{
    const ht_image *image = mark->image;
    bool drawn = image->drawing != NULL;
    for (size_t i = 0; i < writer->n_images; i++) {
        const ht_pdf_image *known = &writer->images[i];
        if (known->image == image &&
            (!drawn || (known->width == mark->width && known->height == mark->height))) {
            return i;
        }
    }
    int object = put_image(writer, mark);
    if (object == 0) {
        ht_diag_add(writer->diags, HT_E0702, HT_NO_PLACE, "SVG");
        writer->status = HT_BACKEND;
        return SIZE_MAX;
    }
    *HT_PUSH(writer->arena, writer->images, writer->n_images) =
        (ht_pdf_image){image, object, drawn && !writer->print, mark->width, mark->height};
    return writer->n_images - 1;
}
