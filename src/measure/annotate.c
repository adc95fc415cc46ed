/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A page and the verdicts in; out the page as it is, the type area and rulers over it, a line
 * between the two edges of each reading, and at the right what does not hold, in words. What holds
 * is thin and green and keeps out of the way; what fails is red and cannot be missed.
 */

#include "measure/measure.h"
#include "measure/pen.h"

#include <math.h>
#include <stdlib.h>

#define DPI 150
/* The column of notes beside the page, and its margin, in mm. */
#define COLUMN 78.0
#define MARGIN 7.0
/* Sizes in pt. */
#define NOTE_SIZE 8.0
#define LEAST_SIZE 4.0
#define LABEL_SIZE 5.0
/* Notes are so far apart, in mm. */
#define APART 2.4

static const ht_ink red = {"fail", 0xD6002A, {0, 100, 80, 5}};
static const ht_ink amber = {"differs", 0xC26A00, {0, 55, 100, 15}};
static const ht_ink green = {"pass", 0x2E9E5B, {75, 0, 80, 10}};
static const ht_ink blue = {"area", 0x7FB2E5, {50, 20, 0, 0}};
static const ht_ink grey = {"ruler", 0x7A8694, {40, 25, 20, 20}};

/* A page being annotated. */
typedef struct sheet {
    const ht_measure *measure;
    ht_pen pen;
    int number;
    double width; /* of the page itself */
    double height;
    double note_size; /* in pt: smaller when there are many */
    ht_box *labels;   /* places that are taken */
    size_t n_labels;
} sheet;

/* A finding that is told beside the page. */
typedef struct note {
    const ht_judgement *item;
    const ht_reading *reading; /* the worst on this page */
    double top;
    double height;
} note;

static const ht_ink *ink_of(const ht_judgement *item)
{
    return item->verdict == HT_VERDICT_FAIL      ? &red
           : item->verdict == HT_VERDICT_DIFFERS ? &amber
                                                 : &green;
}

/* A line between two edges, with a tick at either end. */
static void draw_reading(sheet *s, const ht_reading *reading, const ht_ink *ink, double thick)
{
    const ht_box *span = &reading->span;
    double left = fmin(span->left, span->right);
    double top = fmin(span->top, span->bottom);
    double width = fabs(span->right - span->left);
    double height = fabs(span->bottom - span->top);
    double tick = 4 * thick + 0.6;
    if (width >= height) {
        ht_pen_fill(&s->pen, left, top - thick / 2, width, thick, ink);
        ht_pen_fill(&s->pen, left - thick / 2, top - tick / 2, thick, tick, ink);
        ht_pen_fill(&s->pen, left + width - thick / 2, top - tick / 2, thick, tick, ink);
    } else {
        ht_pen_fill(&s->pen, left - thick / 2, top, thick, height, ink);
        ht_pen_fill(&s->pen, left - tick / 2, top - thick / 2, tick, thick, ink);
        ht_pen_fill(&s->pen, left - tick / 2, top + height - thick / 2, tick, thick, ink);
    }
}

/* ---- What holds ---------------------------------------------------------------------------- */

static bool is_taken(const sheet *s, const ht_box *box)
{
    for (size_t i = 0; i < s->n_labels; i++) {
        const ht_box *other = &s->labels[i];
        if (box->left < other->right && box->right > other->left && box->top < other->bottom &&
            box->bottom > other->top) {
            return true;
        }
    }
    return false;
}

/* Clause and value beside the line, where nothing else is said yet. */
static void label_reading(sheet *s, const ht_judgement *item, const ht_reading *reading)
{
    ht_arena *arena = s->pen.pages->arena;
    const ht_box *span = &reading->span;
    const char *text = ht_arena_printf(arena, "%s  %s", item->clause->number,
                                       ht_found_tell(arena, s->measure, item));
    bool lies = fabs(span->right - span->left) >= fabs(span->bottom - span->top);
    double x = lies ? fmin(span->left, span->right) : span->left + 0.6;
    double y = lies ? span->top + 0.4 : (span->top + span->bottom) / 2 - 0.9;
    double width = 0.9 * (double)g_utf8_strlen(text, -1) + 2;
    ht_box box = {x, y, x + width, y + 2.2};
    if (!is_taken(s, &box)) {
        *HT_PUSH(arena, s->labels, s->n_labels) = box;
        ht_pen_write(&s->pen, text, LABEL_SIZE, x, y, 60, &green, NULL);
    }
}

/* Lengths and sizes that hold; that a face, a text or a count does needs no line. */
static void draw_passes(sheet *s)
{
    for (size_t i = 0; i < s->measure->n_items; i++) {
        const ht_judgement *item = &s->measure->items[i];
        if (item->verdict != HT_VERDICT_PASS) {
            continue;
        }
        const ht_reading *reading = &item->readings.items[item->worst];
        bool counted = item->clause->unit == HT_UNIT_NONE;
        if (reading->page == s->number && !counted) {
            draw_reading(s, reading, &green, 0.12);
            label_reading(s, item, reading);
        }
    }
}

/* ---- What does not hold -------------------------------------------------------------------- */

/* The reading on this page that is farthest off; NULL when all hold here. */
static const ht_reading *worst_here(const sheet *s, const ht_judgement *item)
{
    const ht_reading *worst = NULL;
    for (size_t i = 0; i < item->readings.n; i++) {
        const ht_reading *reading = &item->readings.items[i];
        if (reading->page == s->number && reading->off > 0 &&
            (worst == NULL || reading->off > worst->off)) {
            worst = reading;
        }
    }
    return worst;
}

static double middle_of(const ht_reading *reading)
{
    return (reading->span.top + reading->span.bottom) / 2;
}

static int by_height(const void *a, const void *b)
{
    double one = middle_of(((const note *)a)->reading);
    double other = middle_of(((const note *)b)->reading);
    return one < other ? -1 : one > other;
}

static note *collect_notes(sheet *s, size_t *n)
{
    note *notes = NULL;
    *n = 0;
    for (size_t i = 0; i < s->measure->n_items; i++) {
        const ht_judgement *item = &s->measure->items[i];
        const ht_reading *worst = worst_here(s, item);
        if (worst != NULL) {
            *HT_PUSH(s->pen.pages->arena, notes, *n) = (note){.item = item, .reading = worst};
        }
    }
    if (*n > 0) {
        qsort(notes, *n, sizeof *notes, by_height);
    }
    return notes;
}

/* A note's text: what the clause says, and below it what is asked and was found. */
static double write_note(sheet *s, const note *n, double left, double top)
{
    ht_arena *arena = s->pen.pages->arena;
    const ht_clause *clause = n->item->clause;
    const ht_ink *ink = ink_of(n->item);
    double width = COLUMN - 2 * MARGIN;
    const char *says = ht_arena_printf(arena, "%s  %s", clause->number, ht_clause_says(clause));
    const char *found = ht_arena_printf(arena, ht_tr(N_("asked %s, found %s")), clause->asked_as,
                                        ht_reading_tell(arena, s->measure, n->item, n->reading));
    double height = ht_pen_write(&s->pen, says, s->note_size, left, top, width, ink, NULL);
    return height +
           ht_pen_write(&s->pen, found, s->note_size, left, top + height, width, ink, NULL);
}

/* How tall a note is: it is written, and taken back. */
static double note_height(sheet *s, const note *n)
{
    size_t n_marks = s->pen.page->n_marks;
    double height = write_note(s, n, 0, 0);
    s->pen.page->n_marks = n_marks;
    return height;
}

/* Between notes. */
static double gap(const sheet *s)
{
    return APART * s->note_size / NOTE_SIZE;
}

/* The height of all notes, with what stands between them. */
static double measure_notes(sheet *s, note *notes, size_t n)
{
    double all = 0;
    for (size_t i = 0; i < n; i++) {
        notes[i].height = note_height(s, &notes[i]);
        all += notes[i].height + gap(s);
    }
    return all;
}

/* Beside what they speak of as far as there is room: pushed down by those above them, and up again
 * where the page ends. Too many for the page are set smaller. */
static void place_notes(sheet *s, note *notes, size_t n)
{
    double room = s->height - 2 * MARGIN;
    double all = measure_notes(s, notes, n);
    if (all > room) {
        s->note_size = fmax(NOTE_SIZE * room / all, LEAST_SIZE);
        measure_notes(s, notes, n);
    }
    double top = MARGIN;
    for (size_t i = 0; i < n; i++) {
        notes[i].top = fmax(top, middle_of(notes[i].reading) - notes[i].height / 2);
        top = notes[i].top + notes[i].height + gap(s);
    }
    double bottom = s->height - MARGIN;
    for (size_t i = n; i > 0; i--) {
        notes[i - 1].top = fmin(notes[i - 1].top, bottom - notes[i - 1].height);
        bottom = notes[i - 1].top - gap(s);
    }
}

/* From a reading to its note: along the page, then up or down beside it. */
static void draw_leader(sheet *s, const note *n, double turn)
{
    const ht_ink *ink = ink_of(n->item);
    double thick = 0.14;
    double from = middle_of(n->reading);
    double to = n->top + s->note_size * 0.2;
    double right = fmax(n->reading->span.left, n->reading->span.right);
    double note_left = s->width + MARGIN - 1;
    ht_pen_fill(&s->pen, right, from - thick / 2, turn - right, thick, ink);
    ht_pen_fill(&s->pen, turn, fmin(from, to) - thick / 2, thick, fabs(to - from) + thick, ink);
    ht_pen_fill(&s->pen, turn, to - thick / 2, note_left - turn, thick, ink);
}

static void draw_notes(sheet *s)
{
    size_t n = 0;
    note *notes = collect_notes(s, &n);
    place_notes(s, notes, n);
    if (n == 0) {
        ht_pen_write(&s->pen, ht_tr(N_("all that was measured on this page holds")), NOTE_SIZE,
                     s->width + MARGIN, MARGIN, COLUMN - 2 * MARGIN, &green, NULL);
    }
    for (size_t i = 0; i < n; i++) {
        const ht_judgement *item = notes[i].item;
        for (size_t k = 0; k < item->readings.n; k++) {
            const ht_reading *reading = &item->readings.items[k];
            if (reading->page == s->number && reading->off > 0) {
                draw_reading(s, reading, ink_of(item), 0.4);
            }
        }
        double turn = s->width + 1 + (MARGIN - 3) * (double)(i + 1) / (double)(n + 1);
        draw_leader(s, &notes[i], turn);
        write_note(s, &notes[i], s->width + MARGIN, notes[i].top);
    }
}

/* ---- The page ------------------------------------------------------------------------------ */

static ht_status draw_page(sheet *s, ht_diags *diags)
{
    const ht_subject *subject = &s->measure->subject;
    const ht_pdf_page *page = &subject->pdf.pages[s->number - 1];
    const ht_box place = {page->left, page->top, page->left + page->width,
                          page->top + page->height};
    ht_raster raster;
    ht_arena *arena = ht_arena_new();
    ht_status status =
        ht_pdf_raster_part(&raster, arena, subject->path, s->number, DPI, &place, diags);
    if (status == HT_OK) {
        ht_image *image = ht_image_of_pixels(raster.rgb, raster.width, raster.height);
        ht_image_hold(s->pen.pages->arena, image);
        ht_image_unref(image);
        *HT_PUSH(s->pen.pages->arena, s->pen.page->marks, s->pen.page->n_marks) =
            (ht_mark){.kind = HT_MARK_IMAGE,
                      .width = ht_len_from_mm(s->width),
                      .height = ht_len_from_mm(s->height),
                      .element = "page",
                      .image = image};
    }
    ht_arena_free(arena);
    return status;
}

static ht_status draw(sheet *s, ht_diags *diags)
{
    const ht_box *area = ht_area_of(&s->measure->subject, s->number);
    ht_status status = draw_page(s, diags);
    if (status != HT_OK) {
        return status;
    }
    ht_pen_fill(&s->pen, s->width, 0, 0.2, s->height, &grey);
    ht_pen_frame(&s->pen, area->left, area->top, area->right, area->bottom, 0.15, &blue);
    ht_pen_rulers(&s->pen, s->width, s->height, &grey);
    draw_passes(s);
    draw_notes(s);
    return HT_OK;
}

ht_status ht_measure_annotate(ht_pages **out, const ht_measure *measure, size_t index,
                              ht_fontset *fonts, ht_diags *diags)
{
    g_return_val_if_fail(index < measure->subject.pdf.n_pages, HT_INVALID);
    const ht_pdf_page *page = &measure->subject.pdf.pages[index];
    ht_arena *arena = ht_arena_new();
    ht_pages *pages = HT_NEW(arena, ht_pages);
    size_t errors = ht_diags_errors(diags);
    *out = NULL;
    pages->arena = arena;
    pages->fonts = ht_fontset_ref(fonts);
    pages->width = ht_len_from_mm(page->width + COLUMN);
    pages->height = ht_len_from_mm(page->height);
    ht_status status = ht_layout_load(&pages->layout, "gb9704", diags);
    if (status == HT_OK) {
        sheet s = {.measure = measure,
                   .number = page->number,
                   .width = page->width,
                   .height = page->height,
                   .note_size = NOTE_SIZE};
        s.pen = (ht_pen){pages, HT_PUSH(arena, pages->items, pages->n_items),
                         ht_setter_new(arena, pages->layout, fonts, NULL, diags)};
        status = draw(&s, diags);
    }
    if (status == HT_OK && ht_diags_errors(diags) == errors) {
        *out = pages;
        return HT_OK;
    }
    ht_pages_free(pages);
    return status != HT_OK ? status : HT_BACKEND;
}
