/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Stretches in; out the size of the body's type, and the type area of odd and of even pages. Its
 * left edge is where lines begin that go on with a paragraph, its right edge where lines end that
 * are gone on with; the standard allows 1 mm, and what is measured from the edges must not suffer
 * for it. Upper and lower edge, and edges that too few lines tell, are those of the standard.
 */

#include "measure/measure.h"

#include <math.h>

/* In mm: edges so close are one. */
#define SAME_EDGE 0.25
/* In mm: what the standard allows the type area to be off. */
#define ALLOWED 1.0
/* Lines that must agree on an edge. */
#define ENOUGH 3
/* In pt: type of the body is within this range … */
#define SMALLEST 10
#define LARGEST 20
/* … and so close to the size that most of it has. */
#define SAME_SIZE 0.7

/* True for the only stretch of its line: not a cell of a table. */
static bool is_alone(const ht_stretches *lines, size_t at)
{
    const ht_stretch *line = &lines->items[at];
    return (at == 0 || line->base - line[-1].base > 1) &&
           (at + 1 == lines->n || line[1].base - line->base > 1);
}

/* The size that most characters on lines of text have, to a tenth of a point. */
static double find_body_size(const ht_subject *subject)
{
    size_t counts[10 * LARGEST + 1] = {0};
    size_t best = 0;
    for (size_t p = 0; p < subject->pdf.n_pages; p++) {
        const ht_stretches *lines = &subject->lines[p];
        for (size_t i = 0; i < lines->n; i++) {
            double size = lines->items[i].size;
            if (size >= SMALLEST && size <= LARGEST && is_alone(lines, i)) {
                counts[(int)lround(10 * size)] += lines->items[i].n_glyphs;
            }
        }
    }
    for (size_t i = 0; i < G_N_ELEMENTS(counts); i++) {
        best = counts[i] > counts[best] ? i : best;
    }
    return (double)best / 10;
}

/* Edges found, the mean of those that are close, and how many lines have each. */
typedef struct votes {
    ht_arena *arena;
    double *edges;
    size_t *counts;
    size_t n;
    size_t n_counts;
} votes;

static void vote(votes *v, double edge)
{
    for (size_t i = 0; i < v->n; i++) {
        if (fabs(v->edges[i] - edge) < SAME_EDGE) {
            v->counts[i]++;
            v->edges[i] += (edge - v->edges[i]) / (double)v->counts[i];
            return;
        }
    }
    *HT_PUSH(v->arena, v->edges, v->n) = edge;
    *HT_PUSH(v->arena, v->counts, v->n_counts) = 1;
}

/* The edge most lines agree on, if they are enough. */
static bool elect(double *edge, const votes *v)
{
    size_t best = 0;
    for (size_t i = 0; i < v->n; i++) {
        best = v->counts[i] > v->counts[best] ? i : best;
    }
    if (v->n == 0 || v->counts[best] < ENOUGH) {
        return false;
    }
    *edge = v->edges[best];
    return true;
}

/* Every pair of neighbouring lines of the body of which the second goes on with the first. */
static void count_edges(votes *lefts, votes *rights, const ht_subject *subject, size_t page)
{
    const ht_norm *norm = &subject->clauses->norm;
    const ht_stretches *lines = &subject->lines[page];
    double middle = (norm->area.left + norm->area.right) / 2;
    for (size_t i = 1; i < lines->n; i++) {
        const ht_stretch *above = &lines->items[i - 1];
        const ht_stretch *line = &lines->items[i];
        bool body = fabs(above->size - subject->body_size) < SAME_SIZE &&
                    fabs(line->size - subject->body_size) < SAME_SIZE && !line->red;
        bool full = above->left < middle && above->right > middle + 6 * norm->cell;
        bool goes_on = line->left < norm->area.left + 1.5 * norm->cell;
        if (body && full && goes_on && ht_is_han(line->glyphs[0]->codepoint)) {
            vote(lefts, line->left);
        }
        if (body && full && goes_on && ht_is_han(above->glyphs[above->n_glyphs - 1]->codepoint)) {
            vote(rights, above->right);
        }
    }
}

/* `side` is 1 for odd pages. */
static void find_edges(ht_subject *subject, size_t side)
{
    const ht_box *norm = &subject->clauses->norm.area;
    ht_box *area = &subject->areas[side];
    votes lefts = {.arena = subject->arena};
    votes rights = {.arena = subject->arena};
    for (size_t p = 0; p < subject->pdf.n_pages; p++) {
        if ((size_t)ht_page_side(subject, (int)p + 1) == side) {
            count_edges(&lefts, &rights, subject, p);
        }
    }
    *area = *norm;
    subject->has_left[side] = elect(&area->left, &lefts);
    subject->has_right[side] = elect(&subject->rights[side], &rights);
    area->right = area->left + (norm->right - norm->left);
    if (subject->has_right[side] && fabs(subject->rights[side] - area->right) > ALLOWED) {
        area->right = subject->rights[side];
    }
}

/* Pages with too little text keep the edges of the other side. */
void ht_area_find(ht_subject *subject)
{
    subject->body_size = find_body_size(subject);
    find_edges(subject, 0);
    find_edges(subject, 1);
    for (size_t side = 0; side < 2; side++) {
        if (!subject->has_left[side] && subject->has_left[1 - side]) {
            subject->areas[side] = subject->areas[1 - side];
        }
    }
}

const ht_box *ht_area_of(const ht_subject *subject, int page)
{
    return &subject->areas[ht_page_side(subject, page)];
}
