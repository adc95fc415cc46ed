/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A drawing in; out, a form, which stays lines and curves (ISO 32000-1 8.10): Cairo paints it into
 * a file of its own, whose page becomes the form. For the press its colours become inks; one that
 * is made of more than plain colours is no form then.
 */

#include "paint/paint.h"
#include "paint/pdf/graft.h"
#include "paint/pdf/press.h"

#include <cairo-pdf.h>
#include <librsvg/rsvg.h>
#include <string.h>

/* A file of one page, of the size of the mark, with the drawing on it. */
static bool draw(GByteArray *out, const ht_image *image, double width, double height)
{
    const RsvgRectangle box = {0, 0, width, height};
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(ht_canvas_collect, out, width, height);
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4);
    cairo_t *cr = cairo_create(surface);
    rsvg_handle_render_document(image->drawing, cr, &box, NULL);
    return ht_canvas_end(cr, surface) == CAIRO_STATUS_SUCCESS;
}

/* True when the states of a page change nothing that depends on colours: no soft mask, which would
 * be an object of its own. */
static bool is_plain(const ht_graft *graft, int resources)
{
    GString *states = g_string_new(NULL);
    ht_graft_value(states, graft, resources, "ExtGState");
    bool plain = strstr(states->str, " R") == NULL && strstr(states->str, "SMask") == NULL;
    g_string_free(states, TRUE);
    return plain;
}

/* The form in inks; 0 when it cannot be said in them. */
static int put_separated(ht_graft *graft, ht_objects *objects, const char *entries,
                         const ht_press *press)
{
    int page = ht_graft_first_page(graft);
    GByteArray *all = ht_graft_stream(graft, ht_graft_entry(graft, page, "Contents"));
    bool plain = all != NULL && is_plain(graft, ht_graft_entry(graft, page, "Resources"));
    GString *contents = plain ? ht_press_recolour(all->data, all->len, press) : NULL;
    GString *spaces = g_string_new(NULL);
    if (press->plate > 0) {
        g_string_append_printf(spaces, "/ColorSpace<</" HT_PDF_PLATE " %d 0 R>>", press->plate);
    }
    int number =
        contents != NULL ? ht_graft_form_of(graft, objects, entries, contents, spaces->str) : 0;
    if (contents != NULL) {
        g_string_free(contents, TRUE);
    }
    if (all != NULL) {
        g_byte_array_unref(all);
    }
    g_string_free(spaces, TRUE);
    return number;
}

static int put_form(ht_graft *graft, ht_pdf_writer *writer, const ht_mark *mark)
{
    bool print = writer->profile == HT_PDF_PRINT;
    GString *entries = g_string_new("/BBox[0 0 ");
    ht_pdf_append_points(entries, mark->width);
    g_string_append_c(entries, ' ');
    ht_pdf_append_points(entries, mark->height);
    g_string_append_printf(entries, "]/Group<</S/Transparency/I true/CS/%s>>",
                           print ? "DeviceCMYK" : "DeviceRGB");
    int number = print ? put_separated(graft, writer->objects, entries->str, &writer->press)
                       : ht_graft_form(graft, writer->objects, entries->str);
    g_string_free(entries, TRUE);
    return number;
}

int ht_pdf_put_drawing(ht_pdf_writer *writer, const ht_mark *mark)
{
    GByteArray *bytes = g_byte_array_new();
    ht_cairo_lock();
    bool drawn = draw(bytes, mark->image, ht_len_to_pt(mark->width), ht_len_to_pt(mark->height));
    ht_cairo_unlock();
    ht_graft *graft = drawn ? ht_graft_open(bytes->data, bytes->len) : NULL;
    int number = graft != NULL ? put_form(graft, writer, mark) : 0;
    if (graft != NULL) {
        ht_graft_free(graft);
    }
    g_byte_array_unref(bytes);
    return number;
}
