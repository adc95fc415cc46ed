/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Where strips stand. In: strips in order. Out: a page and a baseline for each.
 *
 * The rule (spec A05, A11): text stands on the lines of the grid,
 *
 *     top ─┬─ em box of line 1
 *          │  baseline 1 = top + the part of the em box above it
 *          │  baseline n = baseline 1 + (n - 1) pitch
 *
 * and space above an element is clear space from em box to em box. What is not on the grid (mark,
 * title) stands where its spaces say; when the next strip on the grid then has to move down to a
 * line, the spaces before it that may stretch share what is left over, so that the title stays in
 * proportion between the rule and the text. Space above is dropped at the top of a page.
 */

#include "page/flow.h"

#include <glib.h>

/* At most so many strips, a sign-off's not counted, go to the next page with the one that must. */
#define MAX_KEPT 6
/* Rounding may make a line miss its place by this much. */
#define SLACK ((ht_len)16)

typedef struct cursor {
    const ht_layout *layout;
    ht_strips *strips;
    size_t page;
    size_t page_start; /* the first strip of the page */
    size_t loose;      /* the first strip since the last one on the grid */
    bool empty;        /* nothing stands on the page yet */
    ht_len bottom;     /* of the lowest em box */
    ht_len baseline;   /* of the last strip */
    ht_len below;      /* clear space the last strip wants below it */
    int line_taken;    /* the last line of the grid taken by an anchor */
} cursor;

static void start_page(cursor *c, size_t strip, bool first)
{
    c->page += !first;
    c->page_start = strip;
    c->loose = strip;
    c->empty = true;
    c->bottom = c->layout->top;
    c->baseline = c->layout->top;
    c->below = 0;
    c->line_taken = 0;
}

/* The baseline of line n of the grid, n from 0. */
static ht_len grid_baseline(const ht_layout *layout, int n)
{
    return layout->top + ht_len_scale(layout->cell, layout->em_ascent, 1000) + n * layout->pitch;
}

/* A strip's part above its baseline. On the grid, type a little larger than the cell still stands
 * on every line. */
static ht_len ascent_of(const cursor *c, const ht_strip *strip)
{
    const ht_line *line = strip->line;
    bool fits = strip->placement->grid && line->ascent + line->descent <= c->layout->pitch;
    ht_len of_cell = ht_len_scale(c->layout->cell, c->layout->em_ascent, 1000);
    return fits ? MIN(line->ascent, of_cell) : line->ascent;
}

/* The highest baseline a strip in the flow may have, before the grid is asked. */
static ht_len least_baseline(const cursor *c, const ht_strip *strip)
{
    ht_len above = strip->opens ? strip->placement->above : 0;
    ht_len gap = c->empty ? 0 : above + c->below;
    ht_len by_edge = c->bottom + gap + ascent_of(c, strip);
    /* On the grid the grid says how far apart lines are. */
    bool edge_only = c->empty || gap > 0 || strip->placement->grid;
    return edge_only ? by_edge : MAX(by_edge, c->baseline + strip->line->pitch);
}

/* Lets the stretching spaces since the last strip on the grid share `slack`; what they cannot take
 * stays above strip `at`. */
static void share_slack(cursor *c, size_t at, ht_len slack)
{
    ht_strip *strips = c->strips->items;
    ht_len room = 0;
    for (size_t i = c->loose; i <= at; i++) {
        room += strips[i].opens ? strips[i].placement->stretch : 0;
    }
    if (room == 0) {
        return;
    }
    ht_len shared = MIN(slack, room);
    ht_len moved = 0;
    for (size_t i = c->loose; i < at; i++) {
        ht_len own = strips[i].opens ? strips[i].placement->stretch : 0;
        moved += ht_len_scale(shared, own, room);
        strips[i].baseline += moved;
    }
}

/* Places a strip in the flow; false when the page is full. */
static bool place_in_flow(cursor *c, size_t at)
{
    ht_strip *strip = &c->strips->items[at];
    const ht_layout *layout = c->layout;
    ht_len least = least_baseline(c, strip);
    ht_len foot = layout->top + layout->height;
    strip->baseline = least;
    if (strip->placement->grid) {
        ht_len from_first = least - SLACK - grid_baseline(layout, 0);
        int n = from_first <= 0 ? 0 : (from_first + layout->pitch - 1) / layout->pitch;
        if (n >= layout->lines && !c->empty) {
            return false;
        }
        strip->baseline = grid_baseline(layout, n);
        share_slack(c, at, strip->baseline - least);
        c->loose = at + 1;
    } else if (strip->baseline + strip->line->descent > foot + SLACK && !c->empty) {
        return false;
    }
    return true;
}

static void place_anchored(cursor *c, ht_strip *strip)
{
    const ht_placement *placement = strip->placement;
    if (placement->anchor == HT_ANCHOR_LINE && strip->first) {
        int line = placement->line != HT_LINE_NEXT ? placement->line : c->line_taken + 1;
        strip->baseline = grid_baseline(c->layout, line - 1);
        c->line_taken = line;
    } else if (strip->first) {
        strip->baseline = c->layout->top + placement->offset + strip->line->ascent;
    } else {
        strip->baseline = c->baseline + strip->line->pitch;
    }
}

/* The first strip that may leave the page for the next one. The first page keeps a line of the body
 * whatever else should stay together (7.3.3). */
static size_t first_to_move(const cursor *c, size_t at)
{
    for (size_t i = c->page_start; c->page == 0 && i < at; i++) {
        if (c->strips->items[i].kind == HT_ELEMENT_BODY) {
            return i + 1;
        }
    }
    return c->page_start;
}

/* The strip to begin the next page with, when strip `at` does not fit: those before it that must
 * stay with it go along, unless that would empty the page. */
static size_t find_break(const cursor *c, size_t at)
{
    const ht_strip *strips = c->strips->items;
    size_t first = first_to_move(c, at);
    size_t start = at;
    size_t sign_off = at; /* where the sign-off begins that may not be divided */
    for (int kept = 0; start > first && kept < MAX_KEPT && strips[start - 1].keep_next;) {
        start--;
        bool signing = strips[start].kind == HT_ELEMENT_SIGN_OFF;
        sign_off = signing ? start : sign_off;
        kept += !signing;
    }
    bool too_many = start > first && strips[start - 1].keep_next;
    start = too_many ? sign_off : start;
    return start == c->page_start ? at : start;
}

size_t ht_flow(ht_strips *strips, const ht_layout *layout, ht_len *bottom)
{
    cursor c = {.layout = layout, .strips = strips};
    start_page(&c, 0, true);
    for (size_t i = 0; i < strips->n_items; i++) {
        ht_strip *strip = &strips->items[i];
        if (strip->new_page && !c.empty) {
            start_page(&c, i, false);
        }
        if (strip->line == NULL) {
            continue;
        }
        if (strip->placement->anchor != HT_ANCHOR_FLOW) {
            place_anchored(&c, strip);
            c.loose = i + 1;
        } else if (!place_in_flow(&c, i)) {
            i = find_break(&c, i);
            start_page(&c, i, false);
            place_in_flow(&c, i);
            strip = &strips->items[i];
        }
        strip->page = c.page;
        c.baseline = strip->baseline;
        c.bottom = MAX(c.bottom, strip->baseline + strip->line->descent);
        c.below = strip->below;
        c.empty = false;
    }
    *bottom = c.bottom;
    return strips->n_items > 0 ? c.page + 1 : 0;
}
