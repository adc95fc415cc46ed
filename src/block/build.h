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
    const ht_item *item;             /* while a table or figure is built, else NULL */
    ht_concessions concessions;
    ht_story *story; /* that it belongs to, or NULL */
} ht_builder;

/* Appends a text in a style. `bold` asks for the style's strong face. */
void ht_pieces_add(ht_pieces *pieces, ht_arena *arena, const char *text, const ht_style *style,
                   bool bold, ht_place place);

/* Puts an element's label before a block's text. */
void ht_block_add_label(ht_block *block, const ht_builder *builder, const ht_template *template);

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

/* True when an element stands directly below another without its space above. */
bool ht_block_joins(const ht_element *element, const ht_element *above);

/* One block of an element; false when there is nothing to show. */
bool ht_block_build_one(ht_block *block, const ht_builder *builder, const ht_element *element);

/* A rich text without its styles. */
const char *ht_block_join(ht_arena *arena, const ht_text *text);

/* Gives a block a drawing, and words for who cannot see it; its image is held by the builder's
 * arena. */
void ht_block_draw(ht_block *block, const ht_builder *builder, const ht_drawing *drawing,
                   const char *words);

/* The table of the builder's item, in the styles of a `cells` element. */
const ht_grid *ht_block_grid(const ht_builder *builder, const ht_element *element);

/* Appends the blocks of a table or figure of the body: those of its section of the layout. */
void ht_block_add_drawn(ht_blocks *blocks, ht_builder *builder, const ht_item *item);

/* Appends the blocks of a body: headings, run-in headings, paragraphs, tables, figures, page
 * breaks. */
void ht_block_add_body(ht_blocks *blocks, ht_builder *builder, const ht_element *element,
                       const ht_items *items);

/* Gives all blocks of a story their tags (tags.c). */
void ht_block_tag(ht_story *story, ht_arena *arena);

#endif
