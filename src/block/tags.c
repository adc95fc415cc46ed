/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The blocks of a story in; out, what each of them is to a reader that goes by structure: a heading
 * of a level, a paragraph, an item of a list, a cell of a table, a figure with words for it (ISO
 * 32000-1 14.8.4). Rules and page numbers are nothing. A heading is at most one level below the one
 * before it (ISO 14289-1 7.4.2).
 */

#include "block/build.h"

#include <glib.h>

typedef struct tagger {
    ht_arena *arena;
    int level;                /* of the last heading */
    const ht_element *listed; /* the element of the last block, if that was an item … */
    const ht_tag *list;       /* … of this list */
} tagger;

static ht_tag *new_tag(const tagger *t, ht_tag_kind kind, const ht_tag *parent)
{
    ht_tag *tag = HT_NEW(t->arena, ht_tag);
    *tag = (ht_tag){.kind = kind, .parent = parent, .span = 1, .rows = 1};
    return tag;
}

static ht_tag *add_part(const tagger *t, ht_tag *parent, ht_tag_kind kind)
{
    ht_tag *part = new_tag(t, kind, parent);
    *HT_PUSH(t->arena, parent->parts, parent->n_parts) = part;
    return part;
}

/* True when an element shows the title of a document or an attachment. */
static bool is_title(const ht_element *element)
{
    for (size_t i = 0; i < element->show.n_parts; i++) {
        const ht_template_part *part = &element->show.parts[i];
        if ((part->ref == HT_REF_KEY && part->key == HT_KEY_TITLE) ||
            part->ref == HT_REF_ATTACHMENT_TITLE) {
            return true;
        }
    }
    return false;
}

static const ht_tag *tag_text(tagger *t, const ht_block *block)
{
    bool title = block->element->kind == HT_ELEMENT_SHOW && is_title(block->element);
    int level = title ? 1 : block->level > 0 ? block->level + 1 : 0;
    ht_tag *tag = new_tag(t, level > 0 ? HT_TAG_HEADING : HT_TAG_PARAGRAPH, NULL);
    if (level > 0) {
        tag->level = MIN(level, t->level + 1);
        t->level = tag->level;
    }
    return tag;
}

static const ht_tag *tag_item(tagger *t, const ht_block *block)
{
    if (t->listed != block->element) {
        t->list = new_tag(t, HT_TAG_LIST, NULL);
    }
    t->listed = block->element;
    return new_tag(t, HT_TAG_ITEM_BODY, new_tag(t, HT_TAG_ITEM, t->list));
}

static const ht_tag *tag_figure(const tagger *t, const ht_block *block)
{
    ht_tag *tag = new_tag(t, HT_TAG_FIGURE, NULL);
    /* The document may be gone when a file is written. */
    tag->words = block->words != NULL ? ht_arena_strdup(t->arena, block->words) : NULL;
    return tag;
}

/* A table of the body. */
static void tag_cells(const tagger *t, const ht_block *block)
{
    ht_tag *table = new_tag(t, HT_TAG_TABLE, NULL);
    for (size_t r = 0; r < block->grid->n_rows; r++) {
        ht_tag *row = add_part(t, table, HT_TAG_ROW);
        for (size_t i = 0; i < block->grid->rows[r].n_cells; i++) {
            ht_grid_cell *cell = &block->grid->rows[r].cells[i];
            ht_tag *tag = add_part(t, row, HT_TAG_CELL);
            tag->head_of_column = r < block->grid->n_head;
            tag->span = cell->span;
            tag->rows = cell->rows;
            cell->tag = tag;
        }
    }
}

/* The index: rows of a label and a value. */
static void tag_index(const tagger *t, const ht_block *block)
{
    ht_tag *table = new_tag(t, HT_TAG_TABLE, NULL);
    for (size_t i = 0; i < block->n_parts; i++) {
        ht_tag *row = add_part(t, table, HT_TAG_ROW);
        ht_tag *label = add_part(t, row, HT_TAG_CELL);
        label->head_of_row = true;
        block->parts[i].tag = add_part(t, row, HT_TAG_CELL);
        block->parts[i].labels[0].tag = label;
    }
}

static void tag_block(tagger *t, ht_block *block);

/* Parts of one paragraph, such as names of organs; or parts that each stand for themselves. */
static void tag_parts(tagger *t, ht_block *block, bool together)
{
    for (size_t i = 0; i < block->n_parts; i++) {
        ht_block *part = &block->parts[i];
        if (together) {
            part->tag = block->tag;
            part->figure = part->drawing.image != NULL ? tag_figure(t, part) : NULL;
        } else {
            tag_block(t, part);
        }
    }
}

static void tag_block(tagger *t, ht_block *block)
{
    bool item = block->element->kind == HT_ELEMENT_LIST;
    t->listed = item ? t->listed : NULL;
    switch (block->kind) {
    case HT_BLOCK_RULE:
    case HT_BLOCK_PAGE_BREAK:
        break;
    case HT_BLOCK_CELLS:
        tag_cells(t, block);
        break;
    case HT_BLOCK_TABLE:
        tag_index(t, block);
        break;
    case HT_BLOCK_IMAGE:
    case HT_BLOCK_CODE:
        block->figure = tag_figure(t, block);
        break;
    case HT_BLOCK_ROW:
    case HT_BLOCK_STACK:
        tag_parts(t, block, false);
        break;
    default:
        block->tag = item ? tag_item(t, block) : tag_text(t, block);
        tag_parts(t, block, true);
        break;
    }
}

static void tag_blocks(tagger *t, const ht_blocks *blocks)
{
    for (size_t i = 0; i < blocks->n_items; i++) {
        tag_block(t, &blocks->items[i]);
    }
}

void ht_block_tag(ht_story *story, ht_arena *arena)
{
    tagger t = {.arena = arena};
    tag_blocks(&t, &story->sheet);
    tag_blocks(&t, &story->flow);
    tag_blocks(&t, &story->imprint);
    for (size_t i = 0; i < story->n_separate; i++) {
        tag_blocks(&t, &story->separate[i]);
    }
}
