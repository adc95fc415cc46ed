/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The document poured into the layout. In: both. Out: the streams of blocks, in the order of the
 * layout's elements. An element stands when the document has what it shows; a section whose
 * text is all missing leaves out its rules as well.
 */

#include "block/build.h"

#include <glib.h>
#include <string.h>

static size_t count_listed(const ht_document *document)
{
    size_t listed = 0;
    for (size_t i = 0; i < document->n_attachments; i++) {
        listed += document->attachments[i].label;
    }
    return listed;
}

/* 附件说明 (7.3.4): one name without a number, or several with theirs, all names aligned. */
static void add_list(ht_blocks *blocks, const ht_builder *builder, const ht_element *element)
{
    const ht_document *document = builder->document;
    ht_arena *arena = builder->arena;
    size_t listed = count_listed(document);
    const char *widest = ht_arena_printf(arena, "%d.", (int)listed);
    int number = 0;
    for (size_t i = 0; i < document->n_attachments; i++) {
        const ht_attachment *attachment = &document->attachments[i];
        if (!attachment->label) {
            continue;
        }
        ht_block *block = HT_PUSH(arena, blocks->items, blocks->n_items);
        block->element = element;
        block->place = attachment->title.place;
        block->first = number++ == 0;
        ht_block_add_label(block, builder, &element->label);
        if (block->n_labels > 0) {
            block->labels[0].hidden = number > 1;
        }
        if (listed > 1) {
            ht_label *label = HT_PUSH(arena, block->labels, block->n_labels);
            ht_pieces_add(&label->text, arena, ht_arena_printf(arena, "%d.", number),
                          element->style, false, block->place);
            ht_pieces_add(&label->like, arena, widest, element->style, false, block->place);
        }
        ht_pieces_add(&block->text, arena, attachment->title.text, element->style, false,
                      attachment->title.place);
    }
}

static void add_element(ht_blocks *blocks, ht_builder *builder, const ht_element *element,
                        const ht_items *body)
{
    if (element->kind == HT_ELEMENT_BODY) {
        ht_block_add_body(blocks, builder, element, body);
    } else if (element->kind == HT_ELEMENT_LIST) {
        add_list(blocks, builder, element);
    } else {
        ht_block block;
        if (ht_block_build_one(&block, builder, element)) {
            *HT_PUSH(builder->arena, blocks->items, blocks->n_items) = block;
        }
    }
}

/* Takes away a rule at the end of the blocks since `start` that would stand between nothing. */
static void drop_idle_rule(ht_blocks *blocks, size_t start)
{
    size_t n = blocks->n_items;
    bool idle = blocks->items != NULL && n > start && blocks->items[n - 1].element->between;
    blocks->n_items -= idle;
}

bool ht_block_joins(const ht_element *element, const ht_element *above)
{
    for (size_t i = 0; i < element->n_joins; i++) {
        if (strcmp(element->joins[i], above->name) == 0) {
            return true;
        }
    }
    return false;
}

static void add_section(ht_blocks *blocks, ht_builder *builder, const ht_section *section,
                        const ht_items *body)
{
    size_t before = blocks->n_items;
    bool any_text = false;
    for (size_t i = 0; i < section->n_elements; i++) {
        const ht_element *element = &section->elements[i];
        bool rule = element->kind == HT_ELEMENT_RULE;
        if (rule) {
            drop_idle_rule(blocks, before);
        }
        size_t count = blocks->n_items;
        const ht_block *last = count > before ? &blocks->items[count - 1] : NULL;
        if (element->between && (last == NULL || last->element->kind == HT_ELEMENT_RULE)) {
            continue;
        }
        bool joined = last != NULL && ht_block_joins(element, last->element);
        add_element(blocks, builder, element, body);
        if (blocks->n_items > count && joined) {
            blocks->items[count].first = false;
        }
        any_text = any_text || (blocks->n_items > count && !rule);
        builder->story->may_move |= blocks->n_items > count && element->gives_way;
    }
    drop_idle_rule(blocks, before);
    /* Rules do not stand alone. */
    blocks->n_items = any_text ? blocks->n_items : before;
}

/* Each on pages of its own: behind the main part, or apart when it is issued separately. */
static void add_attachments(ht_story *story, ht_builder *builder)
{
    const ht_document *document = builder->document;
    size_t listed = count_listed(document);
    int number = 0;
    for (size_t i = 0; i < document->n_attachments; i++) {
        const ht_attachment *attachment = &document->attachments[i];
        number += attachment->label;
        if (!attachment->has_body) {
            continue;
        }
        builder->attachment = attachment;
        builder->attachment_number = attachment->label && listed > 1 ? number : 0;
        ht_blocks *blocks = attachment->separate
                                ? HT_PUSH(builder->arena, story->separate, story->n_separate)
                                : &story->flow;
        size_t first = blocks->n_items;
        add_section(blocks, builder, &builder->layout->attached, &attachment->body);
        if (blocks->n_items > first) {
            blocks->items[first].new_page = true;
        }
        /* The label and the title of a turned table turn with it. */
        bool turned = attachment->body.n_items > 0 && attachment->body.items[0].landscape &&
                      builder->layout->table.n_elements > 0;
        for (size_t b = first; turned && b < blocks->n_items && !blocks->items[b].turned; b++) {
            blocks->items[b].turned = true;
        }
    }
    builder->attachment = NULL;
}

/* The sheet says nothing that the index and the link do not say. */
static bool has_sheet(const ht_document *document)
{
    return document->n_index > 0 || ht_document_value(document, HT_KEY_LINK)->n_texts > 0;
}

void ht_block_build(ht_story *story, ht_arena *arena, const ht_document *document,
                    const ht_layout *layout, const ht_concessions *concessions, ht_diags *diags)
{
    ht_builder builder = {.arena = arena,
                          .document = document,
                          .layout = layout,
                          .diags = diags,
                          .concessions = *concessions,
                          .story = story};
    *story = (ht_story){.source = document->source};
    if (has_sheet(document)) {
        add_section(&story->sheet, &builder, &layout->sheet, &document->body);
    }
    add_section(&story->flow, &builder, &layout->header, &document->body);
    add_section(&story->flow, &builder, &layout->main, &document->body);
    add_attachments(story, &builder);
    add_section(&story->imprint, &builder, &layout->imprint, &document->body);
    ht_block_tag(story, arena);
}

bool ht_block_folio(ht_block *block, ht_arena *arena, const ht_element *element, int page,
                    int shown)
{
    static const ht_document nothing = {0};
    ht_builder builder = {.arena = arena, .document = &nothing, .page = shown};
    return page >= element->since && ht_block_build_one(block, &builder, element);
}
