/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_PAGE_H
#define HT_PAGE_H

/*
 * Blocks and their lines in, pages out: flat lists of marks in page coordinates, from the upper
 * left corner of the trimmed sheet, x to the right, y down. The page is the boundary: everything
 * that is painted, traced or compared is read from here, and nothing below measures text.
 */

#include "hongtou/render.h"
#include "text/text.h"

/* More pages than this in one document are a mistake of the data. */
#define HT_MAX_PAGES 20000

/* Why a line of text ends where it does. */
typedef struct ht_account {
    int line; /* of the page's grid, from 1 */
    const char *element;
    int source_line;
    const char *text;
} ht_account;

typedef struct ht_page {
    ht_mark *marks;
    size_t n_marks;
    ht_account *accounts; /* of its lines, when they are wanted */
    size_t n_accounts;
    ht_len left; /* edge of the type area */
    bool turned;
    int number; /* that it bears, printed or not; 0: none, as of an index sheet */
    int copy;   /* of numbered copies: which it is of; else 0 */
} ht_page;

/* An element of a document's metadata (GB/T 33480). */
typedef struct ht_info_element {
    const char *name;    /* in English, as the document's key */
    const char *meaning; /* the standard's name */
    const char **texts;
    size_t n_texts; /* one or more */
} ht_info_element;

/* What a file says of itself. */
typedef struct ht_info {
    const char *title; /* joined without breaks; NULL for none */
    const char *author;
    const char *keywords;
    const char *kind;
    const char *number;
    const char *secrecy;
    const char *date; /* ISO 8601, or NULL */
    ht_info_element *elements;
    size_t n_elements;
    ht_named_file *files; /* that the document names */
    size_t n_files;
} ht_info;

/* `ht_pages` of the public header. */
struct ht_pages {
    ht_arena *arena;
    ht_layout *layout; /* counted */
    ht_fontset *fonts; /* counted */
    ht_len width;
    ht_len height;
    ht_page *items;
    size_t n_items;
    int first_page; /* its number, from which pages are numbered through; 0: parts have their own */
    ht_info info;
};

/* What files of a document say of themselves, in `arena` (info.c). */
void ht_info_of(ht_info *info, ht_arena *arena, const ht_document *document);

/* False when the story has a body and its first page shows no line of it (7.3.3). Only what stands
 * before the body, and its beginning, is set for it: `set` receives the lines of each block of the
 * flow, NULL for those that are still to be set. */
bool ht_page_shows_body(const ht_lines ***set, const ht_pages *pages, ht_setter *setter,
                        const ht_story *story);

/* Sets all blocks of a story, but those of the flow in `set`, and fills pages->items. */
void ht_page_compose(ht_pages *pages, ht_setter *setter, const ht_story *story,
                     const ht_lines **set, ht_diags *diags);

/* Lays the type area, the cells and the numbered lines of the grid over every page. */
void ht_page_draw_grid(ht_pages *pages, ht_setter *setter);

#endif
