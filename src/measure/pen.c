/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Boxes, texts and rulers in; out marks on a page, as the text stage sets them. Nothing is known
 * here of clauses.
 */

#include "measure/pen.h"
#include "pdf/pdf.h"

#include <math.h>

/* From line to line, in sizes; the part of a size above the baseline. */
#define PITCH 1.3
#define ASCENT 0.88
static const ht_element plain = {.name = "measure", .align = HT_ALIGN_LEFT};

void ht_pen_fill(ht_pen *pen, double left, double top, double width, double height,
                 const ht_ink *ink)
{
    ht_mark *mark = HT_PUSH(pen->pages->arena, pen->page->marks, pen->page->n_marks);
    *mark = (ht_mark){.kind = HT_MARK_RULE,
                      .x = ht_len_from_mm(left),
                      .y = ht_len_from_mm(top),
                      .width = ht_len_from_mm(width),
                      .height = ht_len_from_mm(height),
                      .ink = ink,
                      .element = plain.name};
}

void ht_pen_frame(ht_pen *pen, double left, double top, double right, double bottom, double thick,
                  const ht_ink *ink)
{
    double width = right - left + 2 * thick;
    ht_pen_fill(pen, left - thick, top - thick, width, thick, ink);
    ht_pen_fill(pen, left - thick, bottom, width, thick, ink);
    ht_pen_fill(pen, left - thick, top, thick, bottom - top, ink);
    ht_pen_fill(pen, right, top, thick, bottom - top, ink);
}

/* Sets a text in lines as wide as `width`. */
static void set(ht_lines *lines, ht_pen *pen, const char *text, double size, double width,
                const ht_ink *ink)
{
    ht_arena *arena = pen->pages->arena;
    ht_style *style = HT_NEW(arena, ht_style);
    *style = pen->pages->layout->styles[0];
    style->face = "hei";
    style->latin = "hei";
    style->ink = ink;
    style->size = style->cell = style->em = ht_len_from_pt(size);
    style->pitch = ht_len_from_pt(size * PITCH);
    ht_element *element = HT_NEW(arena, ht_element);
    *element = plain;
    element->style = style;
    element->right = pen->pages->layout->width - ht_len_from_mm(width);
    ht_piece *piece = HT_NEW(arena, ht_piece);
    *piece = (ht_piece){.text = text, .style = style, .role = style->face};
    ht_block block = {.kind = HT_BLOCK_TEXT, .element = element, .text = {piece, 1}};
    ht_text_set(lines, pen->setter, &block, 0);
}

double ht_pen_write(ht_pen *pen, const char *text, double size, double left, double top,
                    double width, const ht_ink *ink, double *used)
{
    ht_lines lines = {0};
    double widest = 0;
    set(&lines, pen, text, size, width, ink);
    for (size_t i = 0; i < lines.n_items; i++) {
        double base = top + ((double)i * PITCH + ASCENT) * size * HT_PT_MM;
        for (size_t k = 0; k < lines.items[i].n_marks; k++) {
            ht_mark *mark = HT_PUSH(pen->pages->arena, pen->page->marks, pen->page->n_marks);
            *mark = lines.items[i].marks[k];
            widest = fmax(widest, ht_len_to_mm(mark->x + mark->width));
            mark->x += ht_len_from_mm(left);
            mark->y += ht_len_from_mm(base);
        }
    }
    if (used != NULL) {
        *used = widest;
    }
    return (double)lines.n_items * PITCH * size * HT_PT_MM;
}

/* A tick for every mm, longer ones for 5 and 10, numbers for each cm. */
static void rule(ht_pen *pen, double length, bool down, const ht_ink *ink)
{
    for (int i = 1; i < (int)length; i++) {
        double tick = i % 10 == 0 ? 3.2 : i % 5 == 0 ? 2.2 : 1.3;
        double thick = i % 10 == 0 ? 0.15 : 0.08;
        double at = i - thick / 2;
        ht_pen_fill(pen, down ? 0 : at, down ? at : 0, down ? tick : thick, down ? thick : tick,
                    ink);
        if (i % 10 == 0) {
            const char *number = ht_arena_printf(pen->pages->arena, "%d", i);
            ht_pen_write(pen, number, 5, down ? 3.6 : i - 1.2, down ? i - 0.9 : 3.3, 20, ink, NULL);
        }
    }
}

void ht_pen_rulers(ht_pen *pen, double width, double height, const ht_ink *ink)
{
    rule(pen, width, false, ink);
    rule(pen, height, true, ink);
}
