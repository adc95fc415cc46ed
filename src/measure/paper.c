/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The document in; out readings of its paper, of the left and right edges that its text keeps, and
 * of colours that should not be.
 */

#include "measure/quantity.h"

/* In mm: so far from the edges lines across the whole sheet are drawn, clear of all text. */
#define EDGE 4.0

static void read_width(ht_readings *out, ht_subject *subject)
{
    for (size_t p = 0; p < subject->pdf.n_pages; p++) {
        const ht_pdf_page *page = &subject->pdf.pages[p];
        double y = page->height - EDGE;
        ht_readings_add(out, subject,
                        (ht_reading){.value = page->width,
                                     .page = page->number,
                                     .span = {0, y, page->width, y}});
    }
}

static void read_height(ht_readings *out, ht_subject *subject)
{
    for (size_t p = 0; p < subject->pdf.n_pages; p++) {
        const ht_pdf_page *page = &subject->pdf.pages[p];
        double x = page->width - EDGE;
        ht_readings_add(out, subject,
                        (ht_reading){.value = page->height,
                                     .page = page->number,
                                     .span = {x, 0, x, page->height}});
    }
}

/* The first line that goes on with a paragraph on a page of that side. */
static const ht_stretch *wrapped_line(const ht_subject *subject, int side)
{
    const ht_stretches *lines = &subject->elements[HT_EL_WRAPPED];
    for (size_t i = 0; i < lines->n; i++) {
        if (ht_page_side(subject, lines->items[i].page) == side) {
            return &lines->items[i];
        }
    }
    return NULL;
}

static void read_left_of(ht_readings *out, ht_subject *subject, int side)
{
    const ht_stretch *line = wrapped_line(subject, side);
    if (line != NULL && subject->has_left[side]) {
        ht_add_across(out, subject, line, 0, subject->areas[side].left);
    }
}

static void read_area_left(ht_readings *out, ht_subject *subject)
{
    read_left_of(out, subject, 1);
}

static void read_area_left_even(ht_readings *out, ht_subject *subject)
{
    read_left_of(out, subject, 0);
}

static void read_area_width(ht_readings *out, ht_subject *subject)
{
    for (int side = 1; side >= 0; side--) {
        const ht_stretch *line = wrapped_line(subject, side);
        const ht_box *area = &subject->areas[side];
        if (line != NULL && subject->has_left[side] && subject->has_right[side]) {
            ht_add_across(out, subject, line, area->left, subject->rights[side]);
        }
    }
}

/* Texts of a colour that they should not have, a reading for each page; the mark alone is red. */
static void count_inks(ht_readings *out, ht_subject *subject, bool red)
{
    for (size_t p = (size_t)subject->first - 1; p < subject->pdf.n_pages; p++) {
        const ht_stretches *lines = &subject->lines[p];
        const ht_stretch *odd = NULL;
        int count = 0;
        for (size_t i = 0; i < lines->n; i++) {
            const ht_stretch *line = &lines->items[i];
            bool other = !line->red && !ht_ink_is_black(&line->ink);
            bool stray = line->red && !ht_element_has(subject, HT_EL_MARK, line);
            if (red ? stray : other) {
                odd = odd != NULL ? odd : line;
                count++;
            }
        }
        if (lines->n > 0) {
            ht_add_said(out, subject, odd != NULL ? odd : &lines->items[0], count, NULL);
        }
    }
}

static void read_other_inks(ht_readings *out, ht_subject *subject)
{
    count_inks(out, subject, false);
}

static void read_red_inks(ht_readings *out, ht_subject *subject)
{
    count_inks(out, subject, true);
}

/* ---- The table ----------------------------------------------------------------------------- */

const ht_whole_quantity ht_paper_quantities[] = {
    {"page.width", HT_UNIT_MM, false, read_width},
    {"page.height", HT_UNIT_MM, false, read_height},
    {"type-area.left", HT_UNIT_MM, false, read_area_left},
    {"type-area.left-even", HT_UNIT_MM, false, read_area_left_even},
    {"type-area.width", HT_UNIT_MM, false, read_area_width},
    {"ink.others", HT_UNIT_NONE, false, read_other_inks},
    {"ink.red", HT_UNIT_NONE, false, read_red_inks},
    {NULL, HT_UNIT_NONE, false, NULL},
};
