/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The document poured into the layout. In: both. Out: the three streams of blocks, in the order of
 * the layout's elements. An element stands when the document has what it shows; a section whose
 * text is all missing leaves out its rules as well.
 */

#include "block/build.h"

#include <glib.h>
#include <string.h>

static bool key_is_given(const ht_document *document, ht_key key)
{
    switch (key) {
    case HT_KEY_NO_TEXT_PAGE:
        return document->no_text_page;
    case HT_KEY_ATTACHMENTS:
        return document->n_attachments > 0;
    case HT_KEY_INDEX:
        return document->n_index > 0;
    case HT_KEY_BODY:
        return document->body.n_items > 0;
    default:
        return ht_document_value(document, key)->n_texts > 0;
    }
}

static bool is_wanted(const ht_builder *builder, const ht_element *element)
{
    if (builder->crowded ? element->gives_way : element->stands_in) {
        return false;
    }
    for (size_t i = 0; i < element->n_when; i++) {
        if (!key_is_given(builder->document, element->when[i])) {
            return false;
        }
    }
    return !element->when_numbered || (builder->attachment != NULL && builder->attachment->label);
}

static void add_label(ht_block *block, const ht_builder *builder, const ht_template *template)
{
    ht_pieces text = {0};
    if (ht_pieces_fill(&text, builder, block->element, template, block->element->label_style)) {
        HT_PUSH(builder->arena, block->labels, block->n_labels)->text = text;
    }
}

static bool build_show(ht_block *block, const ht_builder *builder)
{
    const ht_element *element = block->element;
    if (!ht_pieces_fill(&block->text, builder, element, &element->show, element->style)) {
        return false;
    }
    if (element->end != NULL) {
        ht_pieces_end(&block->text, builder->arena, element->end, element->style);
    }
    add_label(block, builder, &element->label);
    if (block->n_labels > 0) {
        ht_pieces_drop_label(&block->text, &block->labels[0].text);
    }
    return true;
}

/* A part for each text of the element's key, in the element's style. */
static bool build_parts(ht_block *block, const ht_builder *builder, ht_key key)
{
    const ht_value *value = ht_document_value(builder->document, key);
    for (size_t i = 0; i < value->n_texts; i++) {
        ht_block *part = HT_PUSH(builder->arena, block->parts, block->n_parts);
        part->element = block->element;
        part->place = value->texts[i].place;
        ht_pieces_add(&part->text, builder->arena, value->texts[i].text, block->element->style,
                      value->texts[i].bold, part->place);
    }
    return block->n_parts > 0;
}

/* The mark as the document gives it; else the organs' names, and what the layout adds to them. */
static bool build_mark(ht_block *block, const ht_builder *builder)
{
    const ht_element *element = block->element;
    if (build_parts(block, builder, HT_KEY_MARK)) {
        return true;
    }
    ht_pieces_add(&block->text, builder->arena, element->suffix, element->style, false,
                  element->place);
    return build_parts(block, builder, element->source);
}

static bool build_sign_off(ht_block *block, const ht_builder *builder)
{
    const ht_value *date = ht_document_value(builder->document, HT_KEY_DATE);
    if (!builder->document->no_signature) {
        build_parts(block, builder, block->element->source);
    }
    for (size_t i = 0; i < date->n_texts; i++) {
        ht_pieces_add(&block->text, builder->arena, date->texts[i].text, block->element->style,
                      false, date->texts[i].place);
    }
    return block->n_parts > 0 || block->text.n_items > 0;
}

static bool build_table(ht_block *block, const ht_builder *builder)
{
    const ht_document *document = builder->document;
    const ht_element *element = block->element;
    for (size_t i = 0; i < document->n_index; i++) {
        const ht_index_row *row = &document->index[i];
        ht_block *part = HT_PUSH(builder->arena, block->parts, block->n_parts);
        part->element = element;
        part->place = row->label.place;
        ht_label *label = HT_PUSH(builder->arena, part->labels, part->n_labels);
        ht_pieces_add(&label->text, builder->arena, row->label.text, element->label_style, false,
                      row->label.place);
        ht_pieces_add(&part->text, builder->arena, row->value.text, element->style, false,
                      row->value.place);
    }
    return block->n_parts > 0;
}

static bool build_element(ht_block *block, const ht_builder *builder, const ht_element *element);

static bool build_row(ht_block *block, const ht_builder *builder)
{
    for (size_t i = 0; i < block->element->n_cells; i++) {
        ht_block cell = {0};
        if (build_element(&cell, builder, &block->element->cells[i])) {
            *HT_PUSH(builder->arena, block->parts, block->n_parts) = cell;
        }
    }
    return block->n_parts > 0;
}

/* One block of an element; false when there is nothing to show. Bodies and lists make several
 * blocks and are built elsewhere. */
static bool build_element(ht_block *block, const ht_builder *builder, const ht_element *element)
{
    *block = (ht_block){.element = element, .place = element->place, .first = true};
    block->new_page = element->new_page;
    bool shown = is_wanted(builder, element);
    switch (element->kind) {
    case HT_ELEMENT_SHOW:
        block->kind = HT_BLOCK_TEXT;
        shown = shown && build_show(block, builder);
        break;
    case HT_ELEMENT_MARK:
        block->kind = HT_BLOCK_MARK;
        shown = shown && build_mark(block, builder);
        break;
    case HT_ELEMENT_RULE:
        block->kind = HT_BLOCK_RULE;
        break;
    case HT_ELEMENT_ROW:
        block->kind = HT_BLOCK_ROW;
        shown = shown && build_row(block, builder);
        break;
    case HT_ELEMENT_NAMES:
        block->kind = HT_BLOCK_NAMES;
        shown = shown && build_parts(block, builder, element->source);
        add_label(block, builder, &element->label);
        break;
    case HT_ELEMENT_SIGN_OFF:
        block->kind = HT_BLOCK_SIGN_OFF;
        shown = shown && build_sign_off(block, builder);
        break;
    case HT_ELEMENT_TABLE:
        block->kind = HT_BLOCK_TABLE;
        shown = shown && build_table(block, builder);
        break;
    case HT_ELEMENT_CODE:
        block->kind = HT_BLOCK_CODE;
        shown =
            shown && ht_pieces_fill(&block->text, builder, element, &element->show, element->style);
        break;
    default:
        shown = false;
        break;
    }
    ht_place place = block->n_parts > 0 ? block->parts[0].place : ht_pieces_place(&block->text);
    block->place = place.line > 0 ? place : block->place;
    return shown;
}

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
        add_label(block, builder, &element->label);
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

static void add_element(ht_blocks *blocks, const ht_builder *builder, const ht_element *element,
                        const ht_items *body)
{
    if (element->kind == HT_ELEMENT_BODY) {
        ht_block_add_body(blocks, builder, element, body);
    } else if (element->kind == HT_ELEMENT_LIST) {
        add_list(blocks, builder, element);
    } else {
        ht_block block;
        if (build_element(&block, builder, element)) {
            *HT_PUSH(builder->arena, blocks->items, blocks->n_items) = block;
        }
    }
}

/* Takes away a rule at the end of the blocks since `start` that would stand between nothing. */
static void drop_idle_rule(ht_blocks *blocks, size_t start)
{
    size_t n = blocks->n_items;
    bool idle = n > start && blocks->items[n - 1].element->between;
    blocks->n_items -= idle;
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
        const char *above = last != NULL ? last->element->name : "";
        add_element(blocks, builder, element, body);
        if (blocks->n_items > count && g_strcmp0(element->joins, above) == 0) {
            blocks->items[count].first = false;
        }
        any_text = any_text || (blocks->n_items > count && !rule);
        builder->gave_way |= blocks->n_items > count && element->gives_way;
    }
    drop_idle_rule(blocks, before);
    /* Rules do not stand alone. */
    blocks->n_items = any_text ? blocks->n_items : before;
}

static void add_attachments(ht_blocks *blocks, ht_builder *builder)
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
        size_t first = blocks->n_items;
        add_section(blocks, builder, &builder->layout->attached, &attachment->body);
        if (blocks->n_items > first) {
            blocks->items[first].new_page = true;
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
                    const ht_layout *layout, bool crowded, ht_diags *diags)
{
    ht_builder builder = {
        .arena = arena, .document = document, .layout = layout, .diags = diags, .crowded = crowded};
    *story = (ht_story){.source = document->source};
    if (has_sheet(document)) {
        add_section(&story->sheet, &builder, &layout->sheet, &document->body);
    }
    add_section(&story->flow, &builder, &layout->header, &document->body);
    add_section(&story->flow, &builder, &layout->main, &document->body);
    add_attachments(&story->flow, &builder);
    add_section(&story->imprint, &builder, &layout->imprint, &document->body);
    story->may_yield = builder.gave_way;
}

bool ht_block_folio(ht_block *block, ht_arena *arena, const ht_element *element, int page)
{
    static const ht_document nothing = {0};
    ht_builder builder = {.arena = arena, .document = &nothing, .page = page};
    return build_element(block, &builder, element);
}
