/* SPDX-License-Identifier: Apache-2.0 */

/*
 * No page begins with the last line of a paragraph (CLREQ: 孤行不成页; spec E13). In: strips, and
 * the blocks they are lines of. Out: the same, placed, some paragraphs a line shorter or longer.
 *
 * Where a page would begin so, a paragraph of the page before is set anew: with a line less, so
 * that the line comes back, or with a line more, so that another one goes along with it. Its
 * letters then stand half a point closer or wider at most. The paragraph that has to change least
 * is tried first. When none can, the line stays where it is, for a page keeps its lines.
 */

#include "page/flow.h"

#include <glib.h>
#include <stdlib.h>

/* A page on its way. */
typedef struct sheet {
    size_t number;
    size_t first;           /* strip */
    size_t next;            /* the first strip of the page behind it */
    bool begins_with_widow; /* which could not be helped */
} sheet;

/* A paragraph that might take a line less or more. */
typedef struct remedy {
    size_t first; /* strip */
    size_t lines;
    ht_wish wish;
    ht_len strain; /* what each of its lines has to take in, or to give up */
} remedy;

typedef struct remedies {
    remedy *items;
    size_t n_items;
} remedies;

/* Gives the strips of a page their places again, and finds where the next page begins. */
static void place(sheet *page, ht_strips *strips, const ht_layout *layout)
{
    ht_len bottom = 0;
    page->next =
        ht_flow_page(strips, layout, (ht_page_pitch){0, 0}, page->number, page->first, &bottom);
}

/* What the paragraph whose last line is strip `last` might do. */
static void add_remedies(remedies *all, const ht_strips *strips, const ht_layout *layout,
                         size_t last)
{
    size_t first = last;
    while (!strips->items[first].first) {
        first--;
    }
    size_t lines = last - first + 1;
    ht_len end = ht_line_right_edge(strips->items[last].line);
    if (lines > 1) {
        ht_len strain = end / (ht_len)(lines - 1);
        *HT_PUSH(strips->arena, all->items, all->n_items) =
            (remedy){first, lines, HT_WISH_FEWER, strain};
    }
    /* Two characters at least go to the new line. */
    ht_len strain = MAX(layout->width - end, 0) + 2 * layout->cell;
    *HT_PUSH(strips->arena, all->items, all->n_items) =
        (remedy){first, lines, HT_WISH_MORE, strain / (ht_len)lines};
}

static int compare(const void *left, const void *right)
{
    const remedy *a = left;
    const remedy *b = right;
    if (a->strain != b->strain) {
        return a->strain < b->strain ? -1 : 1;
    }
    if (a->first != b->first) {
        return a->first < b->first ? -1 : 1;
    }
    return (int)a->wish - (int)b->wish;
}

/* The paragraphs with a line on the page, and the one that the next page begins with. */
static remedies find_remedies(const ht_strips *strips, const ht_layout *layout, const sheet *page)
{
    remedies all = {0};
    for (size_t i = page->first; i <= page->next; i++) {
        if (ht_strips_end_paragraph(strips, i)) {
            add_remedies(&all, strips, layout, i);
        }
    }
    if (all.n_items > 1) {
        qsort(all.items, all.n_items, sizeof *all.items, compare);
    }
    return all;
}

/* Sets a paragraph anew and the page with it; true when that helps. */
static bool apply(const remedy *r, ht_strips *strips, ht_setter *setter, const ht_layout *layout,
                  const ht_blocks *blocks, sheet *page)
{
    size_t block = strips->items[r->first].block;
    const ht_lines *old = strips->lines[block];
    ht_lines *set = HT_NEW(strips->arena, ht_lines);
    ht_setter_wish(setter, r->wish);
    ht_text_set(set, setter, &blocks->items[block], 0);
    ht_setter_wish(setter, HT_WISH_BEST);
    if (set->n_items == r->lines) {
        return false;
    }
    ht_strips_replace(strips, r->first, r->lines, set);
    place(page, strips, layout);
    /* A paragraph that began on the page before must not leave its last line alone on this one. */
    bool alone = ht_strips_end_alone(strips, page->first) && !page->begins_with_widow;
    if (ht_strips_end_alone(strips, page->next) || alone) {
        ht_strips_replace(strips, r->first, set->n_items, old);
        return false;
    }
    strips->lines[block] = set;
    return true;
}

static void mend(ht_strips *strips, ht_setter *setter, const ht_layout *layout,
                 const ht_blocks *blocks, sheet *page)
{
    remedies all = find_remedies(strips, layout, page);
    for (size_t i = 0; i < all.n_items; i++) {
        if (apply(&all.items[i], strips, setter, layout, blocks, page)) {
            return;
        }
    }
    place(page, strips, layout);
}

size_t ht_flow_widows(const ht_strips *strips)
{
    size_t widows = 0;
    for (size_t i = 1; i < strips->n_items; i++) {
        bool opens_page = strips->items[i].page != strips->items[i - 1].page;
        widows += opens_page && ht_strips_end_alone(strips, i);
    }
    return widows;
}

void ht_flow_without_widows(ht_strips *strips, ht_setter *setter, const ht_layout *layout,
                            const ht_blocks *blocks)
{
    sheet page = {0};
    while (page.first < strips->n_items) {
        place(&page, strips, layout);
        if (ht_strips_end_alone(strips, page.next)) {
            mend(strips, setter, layout, blocks, &page);
        }
        page.begins_with_widow = ht_strips_end_alone(strips, page.next);
        page.first = page.next;
        page.number++;
    }
}
