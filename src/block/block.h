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
    bool new_line;    /* begins a line: the user broke it there */
    bool copy_number; /* it is the copy number, which differs from copy to copy */
} ht_piece;

typedef struct ht_pieces {
    ht_piece *items;
    size_t n_items;
} ht_pieces;

/* What something is to a reader that goes by structure, not by looks (ISO 32000-1 14.8.4). */
typedef enum ht_tag_kind {
    HT_TAG_PARAGRAPH,
    HT_TAG_HEADING,
    HT_TAG_FIGURE,
    HT_TAG_LIST,      /* of items, … */
    HT_TAG_ITEM,      /* … each with … */
    HT_TAG_ITEM_BODY, /* … this */
    HT_TAG_TABLE,     /* of rows, … */
    HT_TAG_ROW,       /* … each of cells */
    HT_TAG_CELL,
} ht_tag_kind;

typedef struct ht_tag ht_tag;

struct ht_tag {
    ht_tag_kind kind;
    int level;            /* HEADING: from 1, none left out */
    const char *words;    /* FIGURE: what it shows */
    bool head_of_column;  /* CELL … */
    bool head_of_row;     /* … */
    int span;             /* … its columns … */
    int rows;             /* … and rows */
    const ht_tag *parent; /* NULL: it stands in the document itself */
    const ht_tag *
        *parts; /* TABLE: all its rows; ROW: all its cells, also those that show nothing */
    size_t n_parts;
};

/* What goes before a hanging text. Each label begins where the one before it ends. */
typedef struct ht_label {
    ht_pieces text;
    ht_pieces like;    /* takes at least the room of this text */
    bool hidden;       /* takes its room, but is not printed */
    const ht_tag *tag; /* of a row's head; NULL: it is of what its block is */
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
    HT_BLOCK_STACK,    /* parts: one below the other */
    HT_BLOCK_SEALS,    /* parts: a name each, with its seal in `drawing`; `text`: the date */
    HT_BLOCK_STAMPS,   /* parts: a post each, with its stamp in `drawing`; `text`: the date */
    HT_BLOCK_CELLS,    /* `grid` */
    HT_BLOCK_IMAGE,    /* `drawing` */
    HT_BLOCK_PAGE_BREAK,
} ht_block_kind;

/* A cell of a table, at its column. */
typedef struct ht_grid_cell {
    const ht_tag *tag;
    ht_pieces *paragraphs;
    size_t n_paragraphs;
    int column;
    int span; /* columns */
    int rows;
} ht_grid_cell;

typedef struct ht_grid_row {
    ht_grid_cell *cells;
    size_t n_cells;
} ht_grid_row;

/* A table of the body. */
typedef struct ht_grid {
    ht_grid_row *rows; /* the head's first */
    size_t n_rows;
    size_t n_head;
    int n_columns;
    const ht_len *widths; /* 0: not given; n_widths of them */
    size_t n_widths;
    const char *align; /* l c r or - of the first columns */
    ht_borders borders;
    bool break_rows;
} ht_grid;

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
    const ht_grid *grid;
    ht_drawing drawing;
    const char *words;    /* what the drawing shows, or the code says */
    int level;            /* of a heading of the body, from 1; 0: it is none */
    const ht_tag *tag;    /* NULL: it is not read */
    const ht_tag *figure; /* the same of its drawing */
    int share;            /* MARK: its size in 1/1000 of what the style says */
    bool turned;          /* stands on a page turned by a right angle (8) */
    bool first;           /* the first of its element: the element's space above belongs to it */
    bool new_page;        /* begins a page */
    bool keep_next;       /* stays on the page of what follows */
};

typedef struct ht_blocks {
    ht_block *items;
    size_t n_items;
} ht_blocks;

/* What is done so that page 1 shows a line of the body (7.3.2, 7.3.3). */
typedef struct ht_concessions {
    bool moved;     /* what may give way does, and stands where the layout says instead */
    int mark_share; /* the mark of several organs in 1/1000 of its size */
} ht_concessions;

#define HT_NO_CONCESSIONS ((ht_concessions){false, 1000})

/* The streams of a document. */
typedef struct ht_story {
    const ht_source *source; /* of the document */
    ht_blocks sheet;         /* on pages of its own, without numbers, before the others */
    ht_blocks flow;          /* header, main part and attachments */
    ht_blocks imprint;       /* at the foot of the last page */
    ht_blocks *separate;     /* attachments that are issued on their own, behind the imprint */
    size_t n_separate;
    bool may_move;          /* something in it gives way when page 1 has no room for the body */
    const ht_element *mark; /* the mark of several organs, which may shrink; or NULL */
} ht_story;

/* Builds the blocks of a document in `arena`; they refer to the document and the layout, and hold
 * its images. */
void ht_block_build(ht_story *story, ht_arena *arena, const ht_document *document,
                    const ht_layout *layout, const ht_concessions *concessions, ht_diags *diags);

/* Builds the block that shows the number of page `page` of a document, `shown`; false when the
 * element shows nothing there. */
bool ht_block_folio(ht_block *block, ht_arena *arena, const ht_element *element, int page,
                    int shown);

#endif
