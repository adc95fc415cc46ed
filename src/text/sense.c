/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The breaks of a title. In: atoms, a measure. Out: as few lines as hold them, broken by sense and
 * in an even shape: trapezoid or diamond, never an hourglass, never a stub (7.3.1).
 *
 * Every way to break into that many lines has a cost: for a break inside a word (ICU's dictionary
 * says what is one; it is weighed, not obeyed), before 的, inside 《》 or “”, and for lines of
 * uneven width. The cheapest is taken. Breaks in the data itself are kept.
 */

#include "text/setter.h"

#include <math.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/ustring.h>

#define IMPOSSIBLE 1e18
#define WORD_COST 60.0
#define PARTICLE_COST 40.0
#define NESTED_COST 25.0
#define GOOD_BREAK -12.0
#define UNEVEN_WEIGHT 60.0
#define STUB_COST 80.0
#define MAX_LINES 8
#define MOST_TRIES 500000 /* no title of words comes near it */

/* Marks in `inside` the atoms behind which a word goes on. */
static void find_words(bool *inside, const ht_atoms *atoms, size_t first, size_t last)
{
    UErrorCode error = U_ZERO_ERROR;
    UChar *text = g_new0(UChar, 2 * (last - first) * 8 + 2);
    int32_t *start = g_new0(int32_t, last - first + 1);
    int32_t length = 0;
    for (size_t i = first; i < last; i++) {
        start[i - first] = length;
        for (const char *p = atoms->items[i].text; p < atoms->items[i].text + atoms->items[i].bytes;
             p = g_utf8_next_char(p)) {
            gunichar c = g_utf8_get_char(p);
            if (c >= 0x10000) {
                text[length++] = U16_LEAD(c);
                text[length++] = U16_TRAIL(c);
            } else {
                text[length++] = (UChar)c;
            }
        }
    }
    UBreakIterator *words = ubrk_open(UBRK_WORD, "zh", text, length, &error);
    for (size_t i = first; i + 1 < last && U_SUCCESS(error); i++) {
        inside[i] = !ubrk_isBoundary(words, start[i + 1 - first]);
    }
    ubrk_close(words);
    g_free(start);
    g_free(text);
}

static bool reads(const ht_atoms *atoms, size_t at, const char *word)
{
    for (const char *p = word; *p != '\0'; p = g_utf8_next_char(p), at++) {
        if (at >= atoms->n_items || atoms->items[at].codepoint != g_utf8_get_char(p)) {
            return false;
        }
    }
    return true;
}

/* What it costs to end a line behind atom i. */
static double break_cost(const ht_atoms *atoms, const bool *inside, const int *depth, size_t i)
{
    double cost = inside[i] ? WORD_COST : 0;
    cost += depth[i] > 0 ? NESTED_COST : 0;
    cost += reads(atoms, i + 1, "的") || reads(atoms, i + 1, "和") ? PARTICLE_COST : 0;
    cost += reads(atoms, i > 0 ? i - 1 : 0, "关于") ? PARTICLE_COST : 0;
    cost += reads(atoms, i + 1, "关于") ? GOOD_BREAK : 0;
    cost += atoms->items[i].class == HT_CLASS_PAUSE ? GOOD_BREAK : 0;
    return cost;
}

/* How deep behind each atom the text is in brackets or quotes. */
static void find_depth(int *depth, const ht_atoms *atoms, size_t first, size_t last)
{
    int now = 0;
    for (size_t i = first; i < last; i++) {
        now += atoms->items[i].class == HT_CLASS_OPEN;
        now -= atoms->items[i].class == HT_CLASS_CLOSE && now > 0;
        depth[i] = now;
    }
}

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
        if (width - a->after > s->measure) {
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
            try_lines(s, line + 1, end, cost + s->costs[end - 1] - 2 * GOOD_BREAK);
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
static void break_part(ht_breaks *breaks, ht_arena *arena, const ht_atoms *atoms, size_t first,
                       size_t last, ht_len measure)
{
    ht_len width = ht_atoms_width(atoms, first, last);
    size_t least = (size_t)((width + measure - 1) / measure);
    double *costs = HT_NEW_ARRAY(arena, double, atoms->n_items);
    bool *inside = HT_NEW_ARRAY(arena, bool, atoms->n_items);
    int *depth = HT_NEW_ARRAY(arena, int, atoms->n_items);
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
        find_words(inside, atoms, first, last);
        find_depth(depth, atoms, first, last);
        for (size_t i = first; i < last; i++) {
            costs[i] = break_cost(atoms, inside, depth, i);
        }
    }
    for (size_t n = MAX(least, 1); n <= least + 1 && n <= MAX_LINES; n++) {
        s.n_lines = n;
        if (s.best >= IMPOSSIBLE) {
            try_lines(&s, 0, first, 0);
        }
    }
    for (size_t i = 0; i < s.n_lines && s.best < IMPOSSIBLE; i++) {
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
    ht_break_paragraph(&plain, arena, &part, measure, measure);
    for (size_t i = 0; i < plain.n_ends; i++) {
        *HT_PUSH(arena, breaks->ends, breaks->n_ends) = first + plain.ends[i];
    }
}

void ht_break_by_sense(ht_breaks *breaks, ht_arena *arena, const ht_atoms *atoms, ht_len measure)
{
    *breaks = (ht_breaks){0};
    for (size_t first = 0; first < atoms->n_items;) {
        size_t last = first + 1;
        while (last < atoms->n_items && !atoms->items[last - 1].must_break) {
            last++;
        }
        break_part(breaks, arena, atoms, first, last, measure);
        first = last;
    }
}
