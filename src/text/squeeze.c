/* SPDX-License-Identifier: Apache-2.0 */

/*
 * One line made flush. In: its atoms and the measure. Out: the left edge of each.
 *
 * What is too long is taken from the blank sides of marks, in CLREQ's order: the mark at the
 * line's end, word spaces, brackets, pauses, gaps between Han and Latin, stops; within one step
 * each gives in proportion to what it has; what is still too long from all gaps evenly, by half a
 * point at most. What is too short goes to word spaces up to a third of a cell, then evenly to all
 * gaps that may open: never inside words, numbers, dashes and ellipses.
 */

#include "text/setter.h"

#include <string.h>

enum {
    LINE_END,
    SPACES,
    BRACKETS,
    PAUSES,
    GAPS,
    STOPS,
    STEPS
};

/* One side of an atom that may be taken from. */
typedef struct blank {
    size_t atom;
    int step;
    bool left;
    ht_len size;
} blank;

typedef struct blanks {
    blank *items;
    size_t n_items;
} blanks;

static int step_of(const ht_atom *a)
{
    switch (a->class) {
    case HT_CLASS_SPACE:
        return SPACES;
    case HT_CLASS_OPEN:
    case HT_CLASS_CLOSE:
        return BRACKETS;
    case HT_CLASS_STOP:
        return STOPS;
    case HT_CLASS_HAN:
    case HT_CLASS_LATIN:
    case HT_CLASS_DIGIT:
    case HT_CLASS_POSTFIX:
        return GAPS;
    default:
        return PAUSES;
    }
}

static void collect_blanks(blanks *all, ht_arena *arena, const ht_atoms *atoms, size_t first,
                           size_t last)
{
    for (size_t i = first; i < last; i++) {
        const ht_atom *a = &atoms->items[i];
        if (a->before > 0 && i > first) {
            *HT_PUSH(arena, all->items, all->n_items) = (blank){i, step_of(a), true, a->before};
        }
        if (a->after > 0 && (a->gap == 0 || i + 1 < last)) {
            int step = i + 1 == last ? LINE_END : step_of(a);
            *HT_PUSH(arena, all->items, all->n_items) = (blank){i, step, false, a->after};
        }
    }
}

/* Takes `excess` from the blanks; returns what is left of it. left[i] and right[i] receive what
 * atom first + i gives up. */
static ht_len take(const blanks *all, ht_len excess, size_t first, ht_len *left, ht_len *right)
{
    for (int step = 0; step < STEPS && excess > 0; step++) {
        ht_len room = 0;
        for (size_t i = 0; i < all->n_items; i++) {
            room += all->items[i].step == step ? all->items[i].size : 0;
        }
        ht_len wanted = MIN(room, excess);
        ht_len given = 0;
        ht_len seen = 0;
        for (size_t i = 0; i < all->n_items; i++) {
            const blank *b = &all->items[i];
            if (b->step != step) {
                continue;
            }
            /* Running totals keep the sum exact whatever is rounded. */
            seen += b->size;
            ht_len due = ht_len_scale(wanted, seen, room) - given;
            given += due;
            *(b->left ? &left[b->atom - first] : &right[b->atom - first]) += due;
        }
        excess -= given;
    }
    return excess;
}

/* In 1/10000 of a cell: half a point of 三号. */
#define LETTER_ROOM 316

ht_len ht_letter_room(const ht_style *style)
{
    return ht_len_scale(style->cell, LETTER_ROOM, 10000);
}

static bool is_word_part(const ht_atom *a)
{
    return a->class == HT_CLASS_LATIN || a->class == HT_CLASS_DIGIT || a->codepoint < 0x80;
}

bool ht_gap_opens(const ht_atom *a, const ht_atom *b)
{
    bool doubled =
        a->class == b->class && (a->class == HT_CLASS_DASH || a->class == HT_CLASS_ELLIPSIS);
    bool tight = a->class == HT_CLASS_CONNECTOR || b->class == HT_CLASS_CONNECTOR ||
                 a->class == HT_CLASS_SOLIDUS || b->class == HT_CLASS_SOLIDUS;
    bool inside = is_word_part(a) && is_word_part(b) && a->class != HT_CLASS_SPACE &&
                  b->class != HT_CLASS_SPACE;
    return !doubled && !tight && !inside;
}

bool ht_gap_closes(const ht_atom *a, const ht_atom *b)
{
    /* Marks side by side have been drawn together already; closer, they would change places. */
    return ht_gap_opens(a, b) && !(ht_is_mark(a) && ht_is_mark(b));
}

/* Which gaps of a line give or take. */
typedef bool gap_rule(const ht_atom *a, const ht_atom *b);

static bool is_space(const ht_atom *a, const ht_atom *b)
{
    (void)b;
    return a->class == HT_CLASS_SPACE && a->codepoint != 0x3000; /* that one is a cell */
}

/* Gives `missing` to the gaps for which `rule` holds, at most `each` to one, unless that is 0. */
static ht_len give(const ht_atoms *atoms, size_t first, size_t last, ht_len missing, ht_len each,
                   gap_rule *rule, ht_len *right)
{
    int gaps = 0;
    for (size_t i = first; i + 1 < last; i++) {
        gaps += rule(&atoms->items[i], &atoms->items[i + 1]);
    }
    if (gaps == 0) {
        return 0;
    }
    ht_len total = each > 0 ? MIN(missing, each * gaps) : missing;
    ht_len given = 0;
    int seen = 0;
    for (size_t i = first; i + 1 < last; i++) {
        if (rule(&atoms->items[i], &atoms->items[i + 1])) {
            ht_len due = ht_len_scale(total, ++seen, gaps) - given;
            right[i - first] -= due;
            given += due;
        }
    }
    return given;
}

ht_len ht_squeeze(ht_len *x, ht_arena *arena, const ht_atoms *atoms, size_t first, size_t last,
                  ht_len measure, bool justify, bool wrapped)
{
    size_t n = last - first;
    ht_len *left = HT_NEW_ARRAY(arena, ht_len, n + 1);
    ht_len *right = HT_NEW_ARRAY(arena, ht_len, n + 1);
    ht_len width = ht_atoms_width(atoms, first, last);
    size_t end = last;
    while (end > first + 1 && atoms->items[end - 1].class == HT_CLASS_SPACE) {
        width -= atoms->items[--end].width;
    }
    if (end > first) {
        right[end - 1 - first] = atoms->items[end - 1].gap;
        width -= atoms->items[end - 1].gap;
    }
    if (wrapped && n > 0) {
        /* An opening mark at the start of a wrapped line stands flush (E07). */
        left[0] = atoms->items[first].before;
        width -= left[0];
    }
    if (width > measure) {
        blanks all = {0};
        collect_blanks(&all, arena, atoms, first, end);
        ht_len rest = take(&all, width - measure, first, left, right);
        if (rest > 0) {
            give(atoms, first, end, -rest, 0, ht_gap_closes, right); /* letters closer */
        }
    } else if (justify) {
        ht_len missing = measure - width;
        ht_len third = n > 0 ? atoms->items[first].piece->style->cell / 3 : 0;
        missing -= give(atoms, first, end, missing, third, is_space, right);
        give(atoms, first, end, missing, 0, ht_gap_opens, right);
    }
    ht_len *widths = HT_NEW_ARRAY(arena, ht_len, n + 1);
    ht_len *gaps = HT_NEW_ARRAY(arena, ht_len, n + 1);
    ht_len spaces = 0;
    for (size_t i = 0; i < n; i++) {
        const ht_atom *a = &atoms->items[first + i];
        widths[i] = a->width - a->gap - left[i];
        gaps[i] = a->gap - right[i];
        spaces += first + i < end ? 0 : widths[i] + gaps[i];
    }
    ht_len edge = ht_place_in_order(x, arena, atoms, first, last, widths, gaps) - spaces;
    for (size_t i = 0; i < n; i++) {
        x[i] -= left[i];
    }
    return edge;
}
