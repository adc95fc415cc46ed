/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_BLOCK_H
#define HT_BLOCK_H

/*
 * A document and a layout in, a list of blocks out: what stands on paper, in what order, in what
 * style. Nothing is measured here; nobody after this stage reads the document.
 */

#include "layout/layout.h"

/* A piece of text in one style. */
typedef struct ht_piece {
    const char *text;
    const ht_style *style;
    const char *role; /* of its Han characters: the style's face, or its strong one */
    ht_place place;
    bool new_line; /* begins a line: the user broke it there */
} ht_piece;

typedef struct ht_pieces {
    ht_piece *items;
    size_t n_items;
} ht_pieces;

/* What goes before a hanging text. Each label begins where the one before it ends. */
typedef struct ht_label {
    ht_pieces text;
    ht_pieces like; /* takes at least the room of this text */
    bool hidden;    /* takes its room, but is not printed */
} ht_label;

typedef enum ht_block_kind {
    HT_BLOCK_TEXT,
    HT_BLOCK_MARK, /* parts: a name each, the suffix in `text` */
    HT_BLOCK_RULE,
    HT_BLOCK_ROW,      /* parts: side by side */
    HT_BLOCK_NAMES,    /* parts: a name each, after the labels */
    HT_BLOCK_SIGN_OFF, /* parts: a name each; `text`: the date */
    HT_BLOCK_TABLE,    /* parts: a row each, its label in `labels`, its value in `text` */
    HT_BLOCK_CODE,     /* parts: none; `text`: what the code says */
    HT_BLOCK_PAGE_BREAK,
} ht_block_kind;

typedef struct ht_block ht_block;

struct ht_block {
    ht_block_kind kind;
    const ht_element *element; /* its style, indents and placement */
    ht_place place;
    ht_pieces text;
    ht_label *labels;
    size_t n_labels;
    ht_block *parts;
    size_t n_parts;
    bool first;     /* the first of its element: the element's space above belongs to it */
    bool new_page;  /* begins a page */
    bool keep_next; /* stays on the page of what follows */
};

typedef struct ht_blocks {
    ht_block *items;
    size_t n_items;
} ht_blocks;

/* The three streams of a document. */
typedef struct ht_story {
    const ht_source *source; /* of the document */
    ht_blocks sheet;         /* on pages of its own, without numbers, before the others */
    ht_blocks flow;          /* header, main part and attachments */
    ht_blocks imprint;       /* at the foot of the last page */
    bool may_yield;          /* something in it gives way when page 1 has no room for the body */
} ht_story;

/* Builds the blocks of a document in `arena`; they refer to the document and the layout. `crowded`:
 * what may give way to the body on page 1 does, and stands where the layout says instead. */
void ht_block_build(ht_story *story, ht_arena *arena, const ht_document *document,
                    const ht_layout *layout, bool crowded, ht_diags *diags);

/* Builds the block of one page's number; false when the element shows nothing there. */
bool ht_block_folio(ht_block *block, ht_arena *arena, const ht_element *element, int page);

#endif
