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
 * proportion between the rule and the text. Space above is dropped at the top of a page. On a
 * turned page nothing is on the grid, and its height is the type area's width.
 */

#include "page/flow.h"

#include <glib.h>

/* At most so many strips, a sign-off's and a table's not counted, go to the next page with the one
 * that must. */
#define MAX_KEPT 6
/* Rounding may make a line miss its place by this much. */
#define SLACK ((ht_len)16)

typedef struct cursor {
    const ht_layout *layout;
    ht_strips *strips;
    ht_page_pitch own;
    size_t page;
    size_t page_start; /* the first strip of the page */
    size_t loose;      /* the first strip since the last one on the grid */
    bool empty;        /* nothing stands on the page yet */
    bool turned;
    ht_len top; /* of the page's area … */
    ht_len foot;
    ht_len origin; /* … and its grid: the baseline of line 0 … */
    ht_len pitch;  /* … and what the lines are apart */
    int lines;
    ht_len bottom;     /* of the lowest em box */
    ht_len baseline;   /* of the last strip */
    ht_len below;      /* clear space the last strip wants below it */
    ht_len reach;      /* of a seal: what stands right of reach_left keeps clear of it */
    ht_len reach_left; /* from the type area's left edge */
    int line_taken;    /* the last line of the grid taken by an anchor */
} cursor;

static void start_page(cursor *c, size_t strip)
{
    const ht_layout *layout = c->layout;
    c->page_start = strip;
    c->loose = strip;
    c->empty = true;
    c->turned = strip < c->strips->n_items && c->strips->items[strip].turned;
    c->top = c->turned ? 0 : layout->top;
    c->foot = c->turned ? layout->width : layout->top + layout->height;
    c->origin = c->top + ht_len_scale(layout->cell, layout->em_ascent, 1000);
    c->pitch = layout->pitch;
    c->lines = layout->lines;
    c->bottom = c->top;
    c->baseline = c->top;
    c->below = 0;
    c->reach = 0;
    c->line_taken = 0;
}

/* The baseline of line n of the page's grid, n from 0. */
static ht_len grid_baseline(const cursor *c, int n)
{
    return c->origin + n * c->pitch;
}

/* From line n on, the first that text stands on, the page has a pitch of its own: what is above it
 * stays where it is. */
static void take_own_pitch(cursor *c, int n)
{
    ht_len last = grid_baseline(c, c->lines - 1);
    if (c->own.pitch > 0 && c->own.page == c->page && c->pitch != c->own.pitch) {
        c->origin = grid_baseline(c, n);
        c->pitch = c->own.pitch;
        c->lines = (last - c->origin + SLACK) / c->pitch + 1;
    }
}

/* A strip's part above its baseline. On the grid, type a little larger than the cell still stands
 * on every line. */
static ht_len ascent_of(const cursor *c, const ht_strip *strip)
{
    const ht_line *line = strip->line;
    bool fits = strip->placement->grid && line->ascent + line->descent <= c->pitch;
    ht_len of_cell = ht_len_scale(c->layout->cell, c->layout->em_ascent, 1000);
    return fits ? MIN(line->ascent, of_cell) : line->ascent;
}

int ht_flow_line_at(const ht_layout *layout, ht_len baseline)
{
    ht_len first = layout->top + ht_len_scale(layout->cell, layout->em_ascent, 1000);
    return (baseline - first + layout->pitch / 2) / layout->pitch;
}

ht_len ht_line_right_edge(const ht_line *line)
{
    ht_len right = 0;
    for (size_t i = 0; i < line->n_marks; i++) {
        right = MAX(right, line->marks[i].x + line->marks[i].width);
    }
    return right;
}

/* The lowest edge above a strip: of text, or of a seal that it would stand on. */
static ht_len edge_above(const cursor *c, const ht_strip *strip)
{
    bool meets =
        strip->first && c->reach > c->bottom && ht_line_right_edge(strip->line) > c->reach_left;
    return meets ? c->reach : c->bottom;
}

/* The highest baseline a strip in the flow may have, before the grid is asked. */
static ht_len least_baseline(const cursor *c, const ht_strip *strip)
{
    ht_len above = strip->opens ? strip->placement->above : 0;
    ht_len gap = c->empty ? 0 : above + c->below;
    ht_len by_edge = edge_above(c, strip) + gap + ascent_of(c, strip);
    ht_len dropped = c->empty ? 0 : c->baseline + strip->line->drop;
    /* On the grid the grid says how far apart lines are. */
    bool edge_only = c->empty || gap > 0 || strip->placement->grid;
    ht_len pitch = edge_only ? 0 : strip->line->pitch;
    return MAX(MAX(by_edge, dropped), edge_only ? by_edge : c->baseline + pitch);
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
    ht_len least = least_baseline(c, strip);
    ht_len depth = MAX(strip->line->descent, strip->line->reach);
    bool on_grid = strip->placement->grid && !c->turned;
    strip->baseline = least;
    if (on_grid) {
        ht_len from_first = least - SLACK - grid_baseline(c, 0);
        int n = from_first <= 0 ? 0 : (from_first + c->pitch - 1) / c->pitch;
        bool full = n >= c->lines ||
                    (strip->line->reach > 0 && grid_baseline(c, n) + depth > c->foot + SLACK);
        if (full && !c->empty) {
            return false;
        }
        strip->baseline = grid_baseline(c, n);
        take_own_pitch(c, n);
        share_slack(c, at, strip->baseline - least);
        c->loose = at + 1;
    } else if (strip->baseline + depth > c->foot + SLACK && !c->empty) {
        return false;
    }
    return true;
}

static void place_anchored(cursor *c, ht_strip *strip)
{
    const ht_placement *placement = strip->placement;
    const ht_layout *layout = c->layout;
    const ht_line *line = strip->line;
    ht_len foot = layout->top + layout->height;
    if (!strip->first) {
        strip->baseline = c->baseline + line->pitch;
    } else if (placement->anchor == HT_ANCHOR_LINE) {
        int number = placement->line != HT_LINE_NEXT ? placement->line : c->line_taken + 1;
        strip->baseline = grid_baseline(c, number - 1);
        c->line_taken = number;
    } else if (placement->anchor == HT_ANCHOR_TOP) {
        ht_len edge = placement->of_page ? 0 : c->top;
        strip->baseline = edge + placement->offset + line->ascent;
    } else if (placement->of_page) {
        strip->baseline = layout->page_height - placement->offset - line->descent;
    } else {
        strip->baseline = foot + placement->offset + line->ascent;
    }
}

/* The first strip that may leave the page for the next one. The first page keeps a line of the body
 * whatever else should stay together (7.3.3). */
static size_t first_to_move(const cursor *c, size_t at)
{
    for (size_t i = c->page_start; c->page == 0 && i < at; i++) {
        if (ht_strip_is_body(&c->strips->items[i])) {
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
        bool signing = ht_strip_is_signing(&strips[start]);
        sign_off = signing ? start : sign_off;
        kept += !signing && strips[start].kind != HT_ELEMENT_CELLS;
    }
    if (start > first && strips[start - 1].keep_next) {
        /* Too much stays together: the sign-off keeps a line of text at least. */
        bool alone = sign_off > first && ht_strip_is_signing(&strips[sign_off]);
        start = sign_off - alone;
    }
    bool widow = start < at && start > first + 1 && ht_strips_end_alone(c->strips, start);
    start -= widow; /* what goes along does not begin with the last line of a paragraph */
    size_t top = c->page_start;
    while (top < at && strips[top].line == NULL) {
        top++; /* a page break, behind which the page begins */
    }
    return start <= top ? at : start;
}

/* The head of a table above the row that a page begins with. */
static void repeat_head(cursor *c, size_t at)
{
    const ht_strip *strip = &c->strips->items[at];
    for (size_t i = 0; i < strip->n_head; i++) {
        size_t head = strip->head_first + i;
        ht_repeat *repeat = HT_PUSH(c->strips->arena, c->strips->repeats, c->strips->n_repeats);
        *repeat = (ht_repeat){head, c->page, c->bottom};
        c->bottom += c->strips->items[head].line->descent;
    }
}

/* Notes where a strip in the flow ended. */
static void pass(cursor *c, const ht_strip *strip)
{
    const ht_line *line = strip->line;
    c->baseline = strip->baseline;
    c->bottom = MAX(c->bottom, strip->baseline + line->descent);
    c->below = strip->below;
    c->empty = false;
    if (line->reach > line->descent) {
        c->reach = MAX(c->reach, strip->baseline + line->reach);
        c->reach_left = line->reach_left;
    }
}

/* Places what stands in the flow; false when the page is full before it. */
static bool place(cursor *c, size_t at)
{
    ht_strip *strip = &c->strips->items[at];
    bool flows = strip->placement->anchor == HT_ANCHOR_FLOW;
    if (!flows) {
        place_anchored(c, strip);
    } else if (!place_in_flow(c, at)) {
        return false;
    }
    strip->page = c->page;
    if (flows || strip->placement->anchor != HT_ANCHOR_FOOT) {
        pass(c, strip);
    }
    if (!flows && strip->placement->anchor != HT_ANCHOR_FOOT) {
        c->loose = at + 1;
    }
    return true;
}

/* Forgets the heads that stood again on a page and behind it. */
static void drop_repeats(ht_strips *strips, size_t page)
{
    while (strips->n_repeats > 0 && strips->repeats[strips->n_repeats - 1].page >= page) {
        strips->n_repeats--;
    }
}

size_t ht_flow_page(ht_strips *strips, const ht_layout *layout, ht_page_pitch own, size_t page,
                    size_t first, ht_len *bottom)
{
    cursor c = {.layout = layout, .strips = strips, .own = own, .page = page};
    size_t i = first;
    drop_repeats(strips, page);
    start_page(&c, first);
    if (first < strips->n_items && page > 0) {
        repeat_head(&c, first);
    }
    for (; i < strips->n_items; i++) {
        const ht_strip *strip = &strips->items[i];
        bool turns = strip->line != NULL && strip->turned != c.turned;
        if ((turns || strip->new_page) && !c.empty) {
            break;
        }
        if (turns || strip->new_page) {
            start_page(&c, i);
        }
        if (strip->line != NULL && !place(&c, i)) {
            i = find_break(&c, i);
            break;
        }
    }
    *bottom = c.turned ? layout->page_height : MAX(c.bottom, c.reach);
    return i;
}

size_t ht_flow(ht_strips *strips, const ht_layout *layout, ht_page_pitch own, ht_len *bottom)
{
    size_t pages = 0;
    *bottom = layout->top;
    for (size_t first = 0; first < strips->n_items;) {
        first = ht_flow_page(strips, layout, own, pages++, first, bottom);
    }
    return pages;
}
