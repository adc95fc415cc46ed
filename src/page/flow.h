/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_PAGE_FLOW_H
#define HT_PAGE_FLOW_H

/*
 * Inside the page stage only.
 *
 *     strips.c   blocks   -> strips: lines in order, with what keeps them together
 *     flow.c     strips   -> where each stands, on which page
 *     widows.c   strips   -> the same, paragraphs a line shorter or longer for the page's sake
 *     fit.c      strips   -> the same, a page's lines closer or wider for the sign-off (7.3.5.5)
 *     compose.c  all      -> ht_page: marks, imprint and page numbers
 *     grid.c     ht_pages -> the same with the grid drawn over them
 *     copies.c   ht_pages -> the same pages with other copy numbers
 */

#include "page/page.h"

/* A line on its way to a page. On a turned page (8) down is right, and the page's left edge is its
 * upper one. */
typedef struct ht_strip {
    const ht_line *line; /* NULL: a page break */
    const ht_placement *placement;
    bool first; /* of its block */
    bool opens; /* of its element: the space above belongs to it */
    bool new_page;
    bool keep_next; /* stays on the page of the strip behind it */
    bool turned;
    size_t block; /* that it is a line of */
    ht_element_kind kind;
    ht_place place;    /* of its block in the source */
    ht_len below;      /* clear space below it */
    size_t head_first; /* of the table it belongs to: the strips of the head … */
    size_t n_head;     /* … which stand again above it at the top of a page */
    size_t page;       /* where it stands: the page, counted from 0 */
    ht_len baseline;   /* from the page's upper edge */
} ht_strip;

/* The head of a table, once more. */
typedef struct ht_repeat {
    size_t strip;
    size_t page;
    ht_len baseline;
} ht_repeat;

typedef struct ht_strips {
    ht_arena *arena;
    const ht_lines **lines; /* of each block; NULL for all, or for one that is still to be set */
    ht_strip *items;
    size_t n_items;
    ht_repeat *repeats;
    size_t n_repeats;
} ht_strips;

/* One page whose lines are closer or wider than the layout's. */
typedef struct ht_page_pitch {
    size_t page;
    ht_len pitch; /* 0: no page's */
} ht_page_pitch;

/* Sets the blocks whose lines are not there yet, and makes strips of all. */
void ht_strips_build(ht_strips *strips, ht_setter *setter, const ht_layout *layout, ht_arena *arena,
                     const ht_blocks *blocks);

/* Puts other lines of the same block in the place of the `old` ones from `first` on. Those that
 * stand on a page already stay there. */
void ht_strips_replace(ht_strips *strips, size_t first, size_t old, const ht_lines *lines);

/* Gives the strips of one page, which begins with `first`, that page and a baseline. Returns the
 * first strip of the next page; *bottom is where the text ends, at least the page's height when the
 * page is turned. */
size_t ht_flow_page(ht_strips *strips, const ht_layout *layout, ht_page_pitch own, size_t page,
                    size_t first, ht_len *bottom);

/* The same for every page. Returns how many there are; *bottom is the last one's. */
size_t ht_flow(ht_strips *strips, const ht_layout *layout, ht_page_pitch own, ht_len *bottom);

/* The same; where a page would begin with the last line of a paragraph, a paragraph of the page
 * before takes a line less or more, if that cannot be seen. `blocks` are those of the strips. */
void ht_flow_without_widows(ht_strips *strips, ht_setter *setter, const ht_layout *layout,
                            const ht_blocks *blocks);

/* How many pages begin with the last line of a paragraph. */
size_t ht_flow_widows(const ht_strips *strips);

/* Where the text of a line ends at its right. */
ht_len ht_line_right_edge(const ht_line *line);

/* What became of a flow whose sign-off must not stand alone. */
typedef struct ht_fit {
    ht_page_pitch own; /* the page whose lines are closer or wider for it */
    bool moved;        /* it has left the page of its text, and took lines along */
    size_t left;       /* the page it has left */
    size_t pages;
    ht_len bottom;
} ht_fit;

/* The same; when the sign-off would not fit on the page of the text, the lines of that page are set
 * closer so that it does. */
void ht_flow_fit(ht_strips *strips, const ht_layout *layout, ht_fit *fit);

/* After it, when the sign-off has moved: the lines of the page it left are set wider, so that the
 * page is full without those that went along. They stay when anything else would move. */
void ht_flow_widen(ht_strips *strips, const ht_layout *layout, ht_fit *fit);

/* True for what the body shows, and for what stands below it as names, seals and date. */
bool ht_strip_is_body(const ht_strip *strip);
bool ht_strip_is_signing(const ht_strip *strip);

/* True when a strip is the last line of a paragraph of the body; and when it is not the only one. */
bool ht_strips_end_paragraph(const ht_strips *strips, size_t at);
bool ht_strips_end_alone(const ht_strips *strips, size_t at);

/* The line of the grid, from 0, that a baseline is nearest to. */
int ht_flow_line_at(const ht_layout *layout, ht_len baseline);

#endif
