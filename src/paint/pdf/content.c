/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The marks of a page in, the operators that paint them out (ISO 32000-1 8 and 9). Lengths become
 * points here; the origin of a PDF page is its lower left corner.
 */

#include "paint/pdf/writer.h"

#include <math.h>
#include <string.h>

/* What the operators before have set. */
typedef struct state {
    GString *out;
    ht_pdf_writer *writer;
    const ht_ink *ink;
    ht_pdf_text text;
    const ht_tag *tag; /* of the piece that is open, … */
    bool open;         /* … if one is */
} state;

static ht_len from_below(const state *s, ht_len y)
{
    return s->writer->pages->height - y;
}

static void append_lengths(const state *s, const ht_len *lengths, size_t n, const char *operator)
{
    for (size_t i = 0; i < n; i++) {
        ht_pdf_append_points(s->out, lengths[i]);
        g_string_append_c(s->out, ' ');
    }
    g_string_append(s->out, operator);
}

static void set_ink(state *s, const ht_ink *ink)
{
    if (s->ink != ink) {
        s->ink = ink;
        ht_pdf_append_ink(s->out, s->writer, ink);
    }
}

/* ---- Marks ---------------------------------------------------------------------------------- */

static void append_rectangle(state *s, ht_len x, ht_len y, ht_len width, ht_len height)
{
    const ht_len box[4] = {x, from_below(s, y + height), width, height};
    append_lengths(s, box, 4, "re\n");
}

static void paint_rule(state *s, const ht_mark *mark)
{
    set_ink(s, mark->ink);
    append_rectangle(s, mark->x, mark->y, mark->width, mark->height);
    g_string_append(s->out, "f\n");
}

/* Black modules side by side are one rectangle, so that no seams show. */
static void paint_bits(state *s, const ht_mark *mark)
{
    set_ink(s, mark->ink);
    for (int row = 0; row < mark->modules; row++) {
        const uint8_t *bits = mark->bits + (size_t)row * (size_t)mark->modules;
        ht_len top = ht_len_scale(mark->width, row, mark->modules);
        ht_len bottom = ht_len_scale(mark->width, row + 1, mark->modules);
        for (int from = 0; from < mark->modules;) {
            int to = from + 1;
            while (to < mark->modules && bits[to] == bits[from]) {
                to++;
            }
            ht_len left = ht_len_scale(mark->width, from, mark->modules);
            ht_len right = ht_len_scale(mark->width, to, mark->modules);
            if (bits[from] != 0) {
                append_rectangle(s, mark->x + left, mark->y + top, right - left, bottom - top);
            }
            from = to;
        }
    }
    g_string_append(s->out, "f\n");
}

/* A five-pointed star, one point up: the inner corners of a pentagram. */
#define STAR_POINTS 5
#define STAR_INNER 0.381966

static void paint_star(state *s, const ht_mark *mark)
{
    double radius = mark->width / 2.0;
    set_ink(s, mark->ink);
    for (int i = 0; i < 2 * STAR_POINTS; i++) {
        double angle = i * G_PI / STAR_POINTS - G_PI_2;
        double length = i % 2 == 0 ? radius : radius * STAR_INNER;
        const ht_len corner[2] = {
            mark->x + (ht_len)lround(radius + length * cos(angle)),
            from_below(s, mark->y + (ht_len)lround(radius + length * sin(angle)))};
        append_lengths(s, corner, 2, i == 0 ? "m\n" : "l\n");
    }
    g_string_append(s->out, "h f\n");
}

/* What lies under an image shows through: its colours are multiplied with those of the page. */
static void paint_image(state *s, const ht_mark *mark)
{
    size_t number = ht_pdf_writer_image(s->writer, mark);
    if (number >= s->writer->n_images) {
        return;
    }
    const ht_pdf_image *image = &s->writer->images[number];
    /* The mark's corner is the upper left one; a turned image stands to the left of its own
     * baseline, which goes up from there. */
    const ht_len corner[2] = {mark->x, from_below(s, mark->y)};
    g_string_append(s->out, "q/" HT_PDF_MULTIPLY " gs ");
    g_string_append(s->out, mark->turned ? "0 1 -1 0 " : "1 0 0 1 ");
    append_lengths(s, corner, 2, "cm ");
    const ht_len down[1] = {-mark->height};
    g_string_append(s->out, "1 0 0 1 0 ");
    append_lengths(s, down, 1, "cm ");
    const ht_len box[2] = {mark->width, mark->height};
    if (!image->drawn) {
        append_lengths(s, &box[0], 1, "0 0 ");
        append_lengths(s, &box[1], 1, "0 0 cm ");
    }
    g_string_append_printf(s->out, "/X%zu Do Q\n", number);
}

/* ---- Pieces of the structure ---------------------------------------------------------------- */

static void close_piece(state *s)
{
    if (s->open) {
        g_string_append(s->out, "EMC\n");
        s->open = false;
    }
}

/* Marks of one tag that follow each other are one piece; what has no tag is not read. */
static void open_piece(state *s, const ht_mark *mark)
{
    ht_structure *structure = s->writer->structure;
    if (!s->open || s->tag != mark->tag) {
        close_piece(s);
        if (mark->tag == NULL) {
            g_string_append(s->out, "/Artifact BMC\n");
        } else {
            int piece = ht_structure_add(structure, mark, s->writer->pages->height);
            g_string_append_printf(s->out, "/P<</MCID %d>>BDC\n", piece);
        }
        s->tag = mark->tag;
        s->open = true;
    }
    if (mark->tag != NULL) {
        ht_structure_add_text(structure, mark);
    }
}

static void paint(state *s, const ht_mark *mark)
{
    switch (mark->kind) {
    case HT_MARK_RUN:
        set_ink(s, mark->ink);
        ht_pdf_append_run(s->out, &s->text, s->writer, mark);
        break;
    case HT_MARK_RULE:
        paint_rule(s, mark);
        break;
    case HT_MARK_BITS:
        paint_bits(s, mark);
        break;
    case HT_MARK_STAR:
        paint_star(s, mark);
        break;
    case HT_MARK_IMAGE:
        paint_image(s, mark);
        break;
    case HT_MARK_LINK: /* no ink: annotations of the page */
    case HT_MARK_SEAL:
        break;
    }
}

void ht_pdf_append_page(GString *out, ht_pdf_writer *writer, const ht_page *page)
{
    state s = {.out = out, .writer = writer, .text = HT_PDF_TEXT_INIT};
    for (size_t i = 0; i < page->n_marks; i++) {
        const ht_mark *mark = &page->marks[i];
        if (mark->kind != HT_MARK_LINK && mark->kind != HT_MARK_SEAL) {
            open_piece(&s, mark);
            paint(&s, mark);
        }
    }
    close_piece(&s);
}
