/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What contents name in; the dictionary of these resources out (ISO 32000-1 7.8.3). All pages of a
 * file share one, but for the screen: there a page names what it needs, and a reader fetches no
 * more.
 */

#include "paint/pdf/writer.h"

size_t ht_pdf_writer_font(ht_pdf_writer *writer, const ht_face *face)
{
    for (size_t i = 0; i < writer->n_fonts; i++) {
        if (writer->faces[i] == face) {
            writer->font_pages[i] = writer->page;
            return i;
        }
    }
    size_t n = writer->n_fonts;
    size_t pages = n;
    *HT_PUSH(writer->arena, writer->faces, n) = face;
    *HT_PUSH(writer->arena, writer->font_pages, pages) = writer->page;
    *HT_PUSH(writer->arena, writer->fonts, writer->n_fonts) =
        ht_pdf_font_new(face, ht_objects_reserve(writer->objects));
    return writer->n_fonts - 1;
}

/* True when it is needed on a page, or on any for page 0. */
static bool is_needed(size_t last_page, size_t page)
{
    return page == 0 || last_page == page;
}

static void append_fonts(GString *out, const ht_pdf_writer *writer, size_t page)
{
    bool any = false;
    for (size_t i = 0; i < writer->n_fonts; i++) {
        if (is_needed(writer->font_pages[i], page)) {
            g_string_append_printf(out, "%s/F%zu %d 0 R", any ? "" : "/Font<<", i,
                                   ht_pdf_font_object(writer->fonts[i]));
            any = true;
        }
    }
    g_string_append(out, any ? ">>" : "");
}

/* What is multiplied overprints nothing: white parts of a figure are to hide what it has painted
 * before. */
static void append_for_press(GString *out, const ht_press *press)
{
    g_string_append(out, "/ExtGState<</" HT_PDF_MULTIPLY "<</BM/Multiply/OP false/op false>>"
                         "/" HT_PDF_OVER "<</OP true/op true/OPM 1>>"
                         "/" HT_PDF_OUT "<</OP false/op false>>>>/ColorSpace<<");
    if (press->plate > 0) {
        g_string_append_printf(out, "/" HT_PDF_PLATE " %d 0 R", press->plate);
    }
    if (press->all > 0) {
        g_string_append_printf(out, "/" HT_PDF_ALL " %d 0 R", press->all);
    }
    g_string_append(out, ">>");
}

static void append_images(GString *out, const ht_pdf_writer *writer, size_t page)
{
    bool any = false;
    for (size_t i = 0; i < writer->n_images; i++) {
        if (!is_needed(writer->images[i].page, page)) {
            continue;
        }
        if (!any && writer->profile != HT_PDF_PRINT) {
            g_string_append(out, "/ExtGState<</" HT_PDF_MULTIPLY "<</BM/Multiply>>>>");
        }
        g_string_append_printf(out, "%s/X%zu %d 0 R", any ? "" : "/XObject<<", i,
                               writer->images[i].object);
        any = true;
    }
    g_string_append(out, any ? ">>" : "");
}

void ht_pdf_append_resources(GString *out, const ht_pdf_writer *writer, size_t page)
{
    g_string_append(out, "<<");
    append_fonts(out, writer, page);
    if (writer->profile == HT_PDF_PRINT) {
        append_for_press(out, &writer->press);
    }
    append_images(out, writer, page);
    g_string_append(out, ">>");
}
