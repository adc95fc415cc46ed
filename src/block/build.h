/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_BLOCK_BUILD_H
#define HT_BLOCK_BUILD_H

/*
 * Inside the block stage only: what its files share.
 */

#include "block/block.h"

/* What templates are filled from. */
typedef struct ht_builder {
    ht_arena *arena;
    const ht_document *document;
    const ht_layout *layout;
    ht_diags *diags;
    const ht_attachment *attachment; /* while its pages are built, else NULL */
    int attachment_number;           /* 0: it is the only one, or has no label */
    int page;                        /* for page numbers, else 0 */
    bool crowded;                    /* page 1 has no room for what may give way */
    bool gave_way;                   /* something may, and stands */
} ht_builder;

/* Appends a text in a style. `bold` asks for the style's strong face. */
void ht_pieces_add(ht_pieces *pieces, ht_arena *arena, const char *text, const ht_style *style,
                   bool bold, ht_place place);

/* Appends a rich text. */
void ht_pieces_add_text(ht_pieces *pieces, ht_arena *arena, const ht_text *text,
                        const ht_style *style);

/* Fills in an element's template. False when a key it refers to has nothing to show: the element
 * is then left out. */
bool ht_pieces_fill(ht_pieces *pieces, const ht_builder *builder, const ht_element *element,
                    const ht_template *template, const ht_style *style);

/* Makes sure the text ends with `end`, in place of another closing mark. */
void ht_pieces_end(ht_pieces *pieces, ht_arena *arena, const char *end, const ht_style *style);

/* Takes the label off the text when its writer wrote it too: 抄送：县委办公室. */
void ht_pieces_drop_label(ht_pieces *pieces, const ht_pieces *label);

/* The first place in the pieces that lies in the document; the first place otherwise. */
ht_place ht_pieces_place(const ht_pieces *pieces);

/* Appends the blocks of a body: headings, run-in headings, paragraphs, page breaks. */
void ht_block_add_body(ht_blocks *blocks, const ht_builder *builder, const ht_element *element,
                       const ht_items *items);

#endif
