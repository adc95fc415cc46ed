/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The breaks of a title. In: atoms, a measure. Out: as few lines as hold them, broken by sense and
 * in an even shape: trapezoid or diamond, never an hourglass, never a stub (7.3.1).
 *
 * Every way to break into that many lines has a cost: that of its breaks (phrases.c), and that of
 * lines of uneven width. The cheapest is taken. Breaks in the data itself are kept.
 */

#include "text/setter.h"

#include <math.h>
#include <string.h>

#define IMPOSSIBLE 1e18
#define UNEVEN_WEIGHT 60.0
#define STUB_COST 80.0
#define LINE_COST 20.0 /* of a line more than the title needs */
#define MAX_LINES 8
#define MOST_TRIES 500000 /* no title of words comes near it */

/* How uneven the widths of lines are: 0 for equal ones. An hourglass or a stub costs extra. */
static double shape_cost(const ht_len *widths, size_t n, ht_len cell)
{
    double mean = 0;
    double cost = 0;
    for (size_t i = 0; i < n; i++) {
        mean += (double)widths[i] / (double)n;
    }
    for (size_t i = 0; i < n; i++) {
        double off = ((double)widths[i] - mean) / mean;
        cost += UNEVEN_WEIGHT * off * off;
        cost += widths[i] < 4 * cell ? STUB_COST : 0;
    }
    for (size_t i = 1; i + 1 < n; i++) {
        bool waist = widths[i] < widths[i - 1] && widths[i] < widths[i + 1];
        cost += waist ? STUB_COST : 0;
    }
    return cost;
}

typedef struct search {
    const ht_atoms *atoms;
    size_t last;
    ht_len measure;
    const double *costs;
    const int64_t *rest; /* width of the atoms from each on */
    ht_len room;         /* what a line holds when the mark at its end gives up its blank */
    size_t n_lines;
    size_t tries;
    size_t ends[MAX_LINES];
    ht_len widths[MAX_LINES];
    size_t best_ends[MAX_LINES];
    double best;
} search;

/* Tries every end of line `line`, which begins at `first`. The lines of a title are few. */
static void try_lines(search *s, size_t line, size_t first, double cost)
{
    ht_len width = 0;
    if (cost >= s->best || s->tries++ > MOST_TRIES) {
        return;
    }
    for (size_t end = first + 1; end <= s->last; end++) {
        const ht_atom *a = &s->atoms->items[end - 1];
        width += a->width;
        if (width - MAX(a->after, a->gap) > s->measure) {
            return;
        }
        if (s->rest[end] > (int64_t)(s->n_lines - line - 1) * s->room) {
            continue; /* too much would be left for the lines below */
        }
        bool whole = end == s->last;
        if (whole != (line + 1 == s->n_lines) || (!whole && !a->break_after)) {
            continue;
        }
        s->ends[line] = end;
        s->widths[line] = width;
        if (!whole) {
            try_lines(s, line + 1, end, cost + s->costs[end - 1]);
            continue;
        }
        double all = cost + shape_cost(s->widths, s->n_lines, a->piece->style->cell);
        if (all < s->best) {
            s->best = all;
            memcpy(s->best_ends, s->ends, sizeof s->ends);
        }
    }
}

/* Breaks atoms [first, last), between two breaks of the data. */
static void break_part(ht_breaks *breaks, ht_setter *setter, const ht_atoms *atoms, size_t first,
                       size_t last, ht_len measure)
{
    ht_arena *arena = setter->arena;
    ht_len width = ht_atoms_width(atoms, first, last);
    size_t least = (size_t)((width + measure - 1) / measure);
    double *costs = HT_NEW_ARRAY(arena, double, atoms->n_items);
    int64_t *rest = HT_NEW_ARRAY(arena, int64_t, atoms->n_items + 1);
    for (size_t i = last; i-- > first;) {
        rest[i] = rest[i + 1] + atoms->items[i].width;
    }
    search s = {.atoms = atoms,
                .last = last,
                .measure = measure,
                .costs = costs,
                .rest = rest,
                .room = measure + atoms->items[first].piece->style->cell,
                .best = IMPOSSIBLE};
    if (least > 1 && least < MAX_LINES) {
        ht_phrases_weigh(costs, setter, atoms, first, last);
    }
    for (size_t n = MAX(least, 1); n <= least + 1 && n <= MAX_LINES; n++) {
        s.n_lines = n;
        try_lines(&s, 0, first, n > least ? LINE_COST : 0);
    }
    for (size_t i = 0; i < MAX_LINES && s.best < IMPOSSIBLE; i++) {
        size_t end = s.best_ends[i];
        *HT_PUSH(arena, breaks->ends, breaks->n_ends) = end;
        if (end == last) {
            return;
        }
    }
    /* Longer than any title: an ordinary paragraph. */
    ht_breaks plain = {0};
    ht_atoms part = {atoms->items + first, last - first, atoms->glyphs, atoms->n_glyphs,
                     atoms->condense};
    ht_paragraph paragraph = {&part, measure, measure, HT_WISH_BEST, NULL};
    ht_break_paragraph(&plain, arena, &paragraph);
    for (size_t i = 0; i < plain.n_ends; i++) {
        *HT_PUSH(arena, breaks->ends, breaks->n_ends) = first + plain.ends[i];
    }
}

void ht_break_by_sense(ht_breaks *breaks, ht_setter *setter, const ht_atoms *atoms, ht_len measure)
{
    *breaks = (ht_breaks){0};
    for (size_t first = 0; first < atoms->n_items;) {
        size_t last = first + 1;
        while (last < atoms->n_items && !atoms->items[last - 1].must_break) {
            last++;
        }
        break_part(breaks, setter, atoms, first, last, measure);
        first = last;
    }
}
