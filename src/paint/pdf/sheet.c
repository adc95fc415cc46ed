/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A page on a larger sheet (ISO 32000-1 14.11.2): its boxes, and the marks beside it for who cuts,
 * folds and staples it. The page keeps its origin, so nothing on it moves; the sheet reaches beyond
 * it on all sides. Where each mark stands is the layout's.
 *
 * A document is bound at its left edge; on the back of a leaf that is the right one. Sheets of two
 * pages a side are folded there, so a fold mark stands in line with that edge, broken where a mark
 * to cut by is not, and in its place. One leaf alone is not folded: that edge is cut as the others
 * are. A staple is shown by a bracket beside the edge: its ends are the eyes.
 */

#include "paint/pdf/writer.h"

ht_sheet ht_sheet_of(const ht_layout *layout, const ht_pdf_options *options)
{
    const ht_press_marks *m = &layout->press;
    ht_sheet sheet = {.marks = options->marks, .bleed = options->bleed, .around = options->bleed};
    if (options->marks != 0) {
        sheet.around += m->apart + m->length + m->apart;
    }
    return sheet;
}

/* ---- Boxes ---------------------------------------------------------------------------------- */

static void append_box(GString *out, const char *name, const ht_pages *pages, ht_len around)
{
    const ht_len corners[4] = {-around, -around, pages->width + around, pages->height + around};
    g_string_append_printf(out, "/%s[", name);
    for (size_t i = 0; i < 4; i++) {
        g_string_append(out, i > 0 ? " " : "");
        ht_pdf_append_points(out, corners[i]);
    }
    g_string_append_c(out, ']');
}

void ht_sheet_append_boxes(GString *out, const ht_pdf_writer *writer)
{
    const ht_sheet *sheet = &writer->sheet;
    append_box(out, "MediaBox", writer->pages, sheet->around);
    if (sheet->around > 0) {
        append_box(out, "BleedBox", writer->pages, sheet->bleed);
    }
    if (writer->profile == HT_PDF_PRINT) {
        append_box(out, "TrimBox", writer->pages, 0);
    }
}

/* ---- Marks ---------------------------------------------------------------------------------- */

/* The marks of a page while they are drawn, its lower left corner being the origin. */
typedef struct drawing {
    GString *out;
    const ht_press_marks *form;
    ht_len width;
    ht_len height;
    ht_len bleed;
} drawing;

static void draw_line(const drawing *d, ht_len x0, ht_len y0, ht_len x1, ht_len y1)
{
    const ht_len ends[4] = {x0, y0, x1, y1};
    for (size_t i = 0; i < 4; i++) {
        ht_pdf_append_points(d->out, ends[i]);
        g_string_append(d->out, i == 1 ? " m " : i == 3 ? " l S\n" : " ");
    }
}

/* In line with an edge that stands upright at `x`, above and below the page. */
static void draw_upright(const drawing *d, ht_len x)
{
    ht_len from = d->bleed + d->form->apart;
    ht_len to = from + d->form->length;
    draw_line(d, x, -from, x, -to);
    draw_line(d, x, d->height + from, x, d->height + to);
}

/* In line with an edge that lies at `y`, at the left and the right of the page. */
static void draw_level(const drawing *d, ht_len y)
{
    ht_len from = d->bleed + d->form->apart;
    ht_len to = from + d->form->length;
    draw_line(d, -from, y, -to, y);
    draw_line(d, d->width + from, y, d->width + to, y);
}

/* A bracket, open to the page, from eye to eye: `y` is the lower one's. */
static void draw_staple(const drawing *d, ht_len y, bool at_right)
{
    ht_len from = d->bleed + d->form->apart;
    ht_len to = from + d->form->length;
    ht_len near = at_right ? d->width + from : -from;
    ht_len far = at_right ? d->width + to : -to;
    draw_line(d, near, y, far, y);
    draw_line(d, far, y, far, y + d->form->staple);
    draw_line(d, far, y + d->form->staple, near, y + d->form->staple);
}

static void draw_fold(const drawing *d, ht_len x)
{
    g_string_append_c(d->out, '[');
    ht_pdf_append_points(d->out, d->form->dash);
    g_string_append(d->out, "]0 d\n");
    draw_upright(d, x);
    g_string_append(d->out, "[]0 d\n");
}

void ht_sheet_append_marks(GString *out, const ht_pdf_writer *writer, const ht_binding *binding)
{
    const ht_pages *pages = writer->pages;
    const ht_press_marks *form = &pages->layout->press;
    unsigned marks = writer->sheet.marks;
    const drawing d = {out, form, pages->width, pages->height, writer->sheet.bleed};
    ht_len bound = binding->at_right ? pages->width : 0;
    bool folded = (marks & HT_PDF_MARKS_FOLD) != 0 && binding->folded;
    if (marks == 0) {
        return;
    }
    g_string_append(out, "/Artifact<</Type/Page>>BDC\nq/" HT_PDF_ALL " CS 1 SCN ");
    ht_pdf_append_points(out, form->thickness);
    g_string_append(out, " w\n");
    if ((marks & HT_PDF_MARKS_CROP) != 0) {
        draw_level(&d, 0);
        draw_level(&d, pages->height);
        draw_upright(&d, pages->width - bound);
    }
    if (folded) {
        draw_fold(&d, bound);
    } else if ((marks & HT_PDF_MARKS_CROP) != 0) {
        draw_upright(&d, bound);
    }
    if ((marks & HT_PDF_MARKS_STAPLE) != 0) {
        draw_staple(&d, form->eye, binding->at_right);
        draw_staple(&d, pages->height - form->eye - form->staple, binding->at_right);
    }
    g_string_append(out, "Q\nEMC\n");
}
