/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The document in; out readings of how its body fills the pages: where lines begin and end, how far
 * apart they and their characters stand.
 */

#include "measure/quantity.h"

#include <math.h>
#include <stdlib.h>

/* In mm: distances that differ by less are one pitch. */
#define ONE_PITCH 0.02
/* Lines that a page may lend to the next for the sake of the sign-off. */
#define COMPANY 4
/* Neighbours that must agree on how far apart characters stand. */
#define ENOUGH 50

/* The body's lines of each page: its first and its last, and how many there are. */
typedef struct span {
    const ht_stretch *first;
    const ht_stretch *last;
    int lines;
} span;

static span body_of(const ht_subject *subject, int page)
{
    const ht_stretches *body = &subject->elements[HT_EL_BODY];
    span found = {NULL, NULL, 0};
    for (size_t i = ht_element_on(body, page); i < body->n && body->items[i].page == page; i++) {
        const ht_stretch *line = &body->items[i];
        found.first = found.first != NULL ? found.first : line;
        found.lines += found.last == NULL || line->base - found.last->base > ONE_LINE;
        found.last = line;
    }
    return found;
}

static int compare(const void *a, const void *b)
{
    double one = *(const double *)a;
    double other = *(const double *)b;
    return one < other ? -1 : one > other;
}

/* The value that most of them are close to, and how many are. */
static double common(double *values, size_t n, size_t *agreed)
{
    double found = 0;
    *agreed = 0;
    if (n > 0) {
        qsort(values, n, sizeof *values, compare);
    }
    size_t end = 0;
    for (size_t i = 0; i < n; i++) {
        while (end < n && values[end] - values[i] <= ONE_PITCH) {
            end++;
        }
        if (end - i > *agreed) {
            *agreed = end - i;
            found = values[(i + end - 1) / 2];
        }
    }
    return found;
}

/* The distance that most neighbouring lines of the body have on pages [first, last). */
static double pitch_of(const ht_subject *subject, int first, int last)
{
    const ht_stretches *body = &subject->elements[HT_EL_BODY];
    size_t start = ht_element_on(body, first);
    size_t end = ht_element_on(body, last);
    double *gaps = HT_NEW_ARRAY(subject->arena, double, end - start + 1);
    size_t n = 0;
    for (size_t i = start + 1; i < end; i++) {
        const ht_stretch *line = &body->items[i];
        double gap = line->base - line[-1].base;
        bool same_page = line->page == line[-1].page;
        if (same_page && gap > ONE_LINE && gap < 2 * subject->clauses->norm.row) {
            gaps[n++] = gap;
        }
    }
    size_t agreed = 0;
    return common(gaps, n, &agreed);
}

void ht_grid_find(ht_subject *subject)
{
    subject->pitch = pitch_of(subject, subject->first, (int)subject->pdf.n_pages + 1);
}

/* A page that holds nothing but lines of the body, and a paragraph goes on behind it. Its lines are
 * neither moved for the sake of the sign-off nor lent to it (7.3.5.5). */
static bool is_full(const ht_subject *subject, int page, span *body)
{
    *body = body_of(subject, page);
    if (page <= subject->first || body->lines < 2 || page == (int)subject->pdf.n_pages) {
        return false;
    }
    if (fabs(pitch_of(subject, page, page + 1) - subject->pitch) > ONE_PITCH) {
        return false;
    }
    const ht_pdf_page *painted = &subject->pdf.pages[page - 1];
    span next = body_of(subject, page + 1);
    const ht_stretch *date = ht_element_first(subject, HT_EL_DATE);
    if (date != NULL && date->page == page + 1 && next.lines <= COMPANY) {
        return false;
    }
    size_t others = 0;
    for (size_t i = 0; i < subject->lines[page - 1].n; i++) {
        const ht_stretch *line = &subject->lines[page - 1].items[i];
        others += !ht_element_has(subject, HT_EL_BODY, line) &&
                  !ht_element_has(subject, HT_EL_FOLIO, line);
    }
    return others == 0 && painted->n_images == 0 && painted->n_rules == 0 && next.lines > 0 &&
           ht_element_has(subject, HT_EL_WRAPPED, next.first);
}

static void read_area_top(ht_readings *out, ht_subject *subject)
{
    for (int page = subject->first + 1; page <= (int)subject->pdf.n_pages; page++) {
        span body = body_of(subject, page);
        if (body.lines > 0 &&
            fabs(subject->lines[page - 1].items[0].base - body.first->base) < ONE_LINE) {
            ht_add_down(out, subject, body.first, 0, body.first->top);
        }
    }
}

static void read_area_below(ht_readings *out, ht_subject *subject)
{
    for (int page = subject->first; page <= (int)subject->pdf.n_pages; page++) {
        span body = body_of(subject, page);
        if (body.lines > 0) {
            ht_add_down(out, subject, body.last, body.last->bottom, subject->areas[0].bottom);
        }
    }
}

static void read_fill(ht_readings *out, ht_subject *subject)
{
    for (int page = subject->first; page <= (int)subject->pdf.n_pages; page++) {
        span body;
        if (is_full(subject, page, &body)) {
            ht_add_down(out, subject, body.first, body.first->top, body.last->bottom);
        }
    }
}

static void read_lines(ht_readings *out, ht_subject *subject)
{
    for (int page = subject->first; page <= (int)subject->pdf.n_pages; page++) {
        span body;
        if (is_full(subject, page, &body)) {
            ht_add_said(out, subject, body.last, body.lines, NULL);
        }
    }
}

/* How many pages behind the first one the body begins. */
static void read_begins(ht_readings *out, ht_subject *subject)
{
    const ht_stretch *line = ht_element_first(subject, HT_EL_BODY);
    if (line != NULL) {
        ht_add_said(out, subject, line, line->page - subject->first, NULL);
    }
}

static void add_pitch(ht_readings *out, ht_subject *subject, const ht_stretch *line, double pitch)
{
    if (pitch > 0) {
        ht_add_down(out, subject, line, line->base, line->base + pitch);
        out->items[out->n - 1].value = pitch / HT_PT_MM;
    }
}

static void read_pitch(ht_readings *out, ht_subject *subject)
{
    const ht_stretch *line = ht_element_first(subject, HT_EL_BODY);
    if (line != NULL) {
        add_pitch(out, subject, line, subject->pitch);
    }
}

/* On the page of the sign-off and the one before it. */
static void read_last_pitch(ht_readings *out, ht_subject *subject)
{
    const ht_stretch *date = ht_element_first(subject, HT_EL_DATE);
    for (int page = date != NULL ? date->page - 1 : 0; date != NULL && page <= date->page; page++) {
        span body = body_of(subject, page);
        if (body.lines > 2) {
            add_pitch(out, subject, body.first, pitch_of(subject, page, page + 1));
        }
    }
}

/* From 汉字 to 汉字: what most neighbours have, those on last lines too, which are not stretched. */
static void read_cell(ht_readings *out, ht_subject *subject)
{
    const ht_stretches *lines = &subject->elements[HT_EL_BODY];
    double *steps = NULL;
    size_t n = 0;
    for (size_t i = 0; i < lines->n; i++) {
        const ht_stretch *line = &lines->items[i];
        for (size_t k = 1; k < line->n_glyphs; k++) {
            const ht_pdf_glyph *one = line->glyphs[k - 1];
            const ht_pdf_glyph *other = line->glyphs[k];
            if (ht_is_han(one->codepoint) && ht_is_han(other->codepoint)) {
                *HT_PUSH(subject->arena, steps, n) = other->x - one->x;
            }
        }
    }
    size_t agreed = 0;
    double cell = common(steps, n, &agreed);
    if (agreed >= ENOUGH) {
        ht_add_across(out, subject, &lines->items[0], lines->items[0].left,
                      lines->items[0].left + cell);
    }
}

/* ---- The table ----------------------------------------------------------------------------- */

const ht_whole_quantity ht_grid_quantities[] = {
    {"type-area.top", HT_UNIT_MM, false, read_area_top},
    {"type-area.below", HT_UNIT_MM, false, read_area_below},
    {"type-area.fill", HT_UNIT_MM, false, read_fill},
    {"body.begins", HT_UNIT_NONE, false, read_begins},
    {"body.lines", HT_UNIT_NONE, false, read_lines},
    {"body.pitch", HT_UNIT_PT, false, read_pitch},
    {"body.last-pitch", HT_UNIT_PT, false, read_last_pitch},
    {"body.cell", HT_UNIT_MM, false, read_cell},
    {NULL, HT_UNIT_NONE, false, NULL},
};
