/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_PAGE_FLOW_H
#define HT_PAGE_FLOW_H

/*
 * Inside the page stage only.
 *
 *     strips.c   blocks   -> strips: lines in order, with what keeps them together
 *     flow.c     strips   -> where each stands, on which page
 *     compose.c  all      -> ht_page: marks, imprint and page numbers
 */

#include "page/page.h"

/* A line on its way to a page. */
typedef struct ht_strip {
    const ht_line *line; /* NULL: a page break */
    const ht_placement *placement;
    bool first; /* of its block */
    bool opens; /* of its element: the space above belongs to it */
    bool new_page;
    bool keep_next; /* stays on the page of the strip behind it */
    ht_element_kind kind;
    ht_place place;  /* of its block in the source */
    ht_len below;    /* clear space below it */
    size_t page;     /* where it stands: the page, counted from 0 */
    ht_len baseline; /* from the page's upper edge */
} ht_strip;

typedef struct ht_strips {
    ht_strip *items;
    size_t n_items;
} ht_strips;

void ht_strips_build(ht_strips *strips, ht_setter *setter, ht_arena *arena,
                     const ht_blocks *blocks);

/* Gives every strip its page and baseline. Returns how many pages they take; *bottom is where the
 * last strip of the last page ends. */
size_t ht_flow(ht_strips *strips, const ht_layout *layout, ht_len *bottom);

#endif
