/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_INPUT_H
#define HT_INPUT_H

/*
 * Bytes in, a tree of nodes out, each with its place in the source. YAML, JSON and Markdown with
 * front matter give the same tree, and nobody after this stage knows which of them it was. Values
 * stay text (007 is not seven): the document stage gives them types.
 */

#include "diag/diag.h"
#include "hongtou/document.h"
#include "image/image.h"

typedef struct ht_node ht_node;

typedef enum ht_node_kind {
    HT_NODE_NULL, /* nothing was written, or a plain null or ~ */
    HT_NODE_TEXT,
    HT_NODE_LIST,
    HT_NODE_MAP,
} ht_node_kind;

typedef struct ht_pair {
    ht_node *key; /* always HT_NODE_TEXT */
    ht_node *value;
} ht_pair;

/* Where a line of a text, or a stretch of a long one, begins. */
typedef struct ht_text_line {
    size_t offset; /* of its first byte in the text */
    int line;      /* in the source */
    int column;
    const char *written; /* in quotes: its first character there, maybe an escape; else NULL */
} ht_text_line;

struct ht_node {
    ht_node_kind kind;
    ht_place place;
    const char *text;    /* HT_NODE_TEXT; NUL-terminated */
    bool plain;          /* HT_NODE_TEXT: written without quotes and not as a block */
    ht_text_line *lines; /* HT_NODE_TEXT: where its lines begin, in order; none when only the place
                            of the whole is known */
    size_t n_lines;
    ht_node **items; /* HT_NODE_LIST */
    size_t n_items;
    ht_pair *pairs; /* HT_NODE_MAP, in the order of the source, keys unique */
    size_t n_pairs;
};

/* Limits of what is taken. */
#define HT_INPUT_MAX_BYTES ((size_t)64 << 20)
#define HT_INPUT_MAX_DEPTH 64

/*
 * Reads `source` (its bytes need not be valid UTF-8 yet: that is checked first). The root is a map.
 * HT_INVALID with at least one error added, HT_LIMIT when nested too deep. A Markdown source
 * gives its front matter with the body under the key `body`.
 */
ht_status ht_input_read(ht_node **out, ht_arena *arena, const ht_source *source, ht_format format,
                        ht_diags *diags);

/* Checks that a source, whose text ends with a NUL, is text, and takes out its byte order mark and
 * foreign line ends; what results lives in `arena`, and shares the text where there are none.
 * HT_INVALID with an error added when it is not UTF-8 or has control characters. */
ht_status ht_input_clean(const ht_source **out, ht_arena *arena, const ht_source *source,
                         ht_diags *diags);

/* The value of a key in a map, or NULL. */
ht_node *ht_node_find(const ht_node *map, const char *key);

/* The place of `width` characters at byte `offset` of a text node. Exact for plain and block
 * text and for quoted text on one line; else the place of the node. */
ht_place ht_node_place_at(const ht_node *text, size_t offset, int width);

/* A text node of all of a source from byte `from` on; every line of it knows its place. */
ht_node *ht_node_from_text(ht_arena *arena, const ht_source *source, size_t from);

/* Writes a tree as YAML that reads back to the same tree. */
bool ht_node_write(const ht_node *node, ht_write_fn write, void *user);

/* ---- Rich text and the Markdown of bodies (markup.c) --------------------------------------- */

/* A piece of text as it stands in a source. */
typedef struct ht_span {
    const char *text; /* NUL-terminated, without line breaks */
    bool bold;
    ht_place place; /* of its first character; the others follow on the same line */
} ht_span;

typedef struct ht_text {
    ht_span *spans;
    size_t n_spans;
} ht_text;

typedef enum ht_item_kind {
    HT_ITEM_PARAGRAPH,
    HT_ITEM_HEADING, /* written with #: its number is given later */
    HT_ITEM_PAGE_BREAK,
    HT_ITEM_TABLE,
    HT_ITEM_FIGURE,
} ht_item_kind;

typedef struct ht_cell {
    ht_text *paragraphs;
    size_t n_paragraphs;
    int span; /* columns, at least 1 */
    int rows; /* rows, at least 1 */
} ht_cell;

typedef struct ht_row {
    ht_place place;
    ht_cell *cells;
    size_t n_cells;
} ht_row;

/* An image and its size on paper. */
typedef struct ht_drawing {
    ht_image *image; /* NULL: its room is kept, and nothing is drawn */
    ht_len width;
    ht_len height;
    ht_place place;
} ht_drawing;

typedef enum ht_borders {
    HT_BORDERS_DEFAULT, /* as the layout has them: all */
    HT_BORDERS_ALL,
    HT_BORDERS_RULES, /* above and below the head, and at the foot: 三线表 */
    HT_BORDERS_NONE,
} ht_borders;

/* One item of a body, in the order of the source. */
typedef struct ht_item {
    ht_item_kind kind;
    ht_place place;
    int level;    /* HT_ITEM_HEADING: 1 to 4 */
    ht_text text; /* HT_ITEM_PARAGRAPH, HT_ITEM_HEADING; HT_ITEM_TABLE, _FIGURE: the caption */
    ht_row *rows; /* HT_ITEM_TABLE: the head's rows first */
    size_t n_rows;
    size_t n_head;
    const ht_node *table; /* HT_ITEM_TABLE, _FIGURE written as a mapping: the mapping, else NULL */
    const char *align;    /* HT_ITEM_TABLE from GFM: one of l c r - for each column; else NULL */
    ht_span image;        /* HT_ITEM_FIGURE: the path as written */
    ht_drawing drawing;   /* HT_ITEM_FIGURE: it read; its width 0 when the data does not say */
    ht_len *widths;       /* HT_ITEM_TABLE: of its columns, 0 for one that is not given; or NULL */
    size_t n_widths;
    ht_borders borders; /* HT_ITEM_TABLE */
    bool landscape;     /* HT_ITEM_TABLE: turned, on pages of its own */
    bool break_rows;    /* HT_ITEM_TABLE: its rows may be divided between pages */
} ht_item;

typedef struct ht_items {
    ht_item *items;
    size_t n_items;
} ht_items;

/*
 * Reads the Markdown of a body: a line is a paragraph, # to #### are headings, GFM tables,
 * ![caption](image) on a line of its own, --- (three or more of -, * or _) as a page break,
 * **bold** and backslash escapes inside a line. Everything else stands for itself: no text is lost.
 * White space at both ends of a line is dropped, and one written indent of two full-width spaces.
 */
void ht_markup_read(ht_items *items, ht_arena *arena, const ht_node *text, ht_diags *diags);

/* Reads **bold** and escapes of one line of a text node, from byte `start` to `end`. */
ht_text ht_markup_inline(ht_arena *arena, const ht_node *text, size_t start, size_t end);

#endif
