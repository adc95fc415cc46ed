/* SPDX-License-Identifier: Apache-2.0 */

/*
 * One element, one block. In: an element and what the document says. Out: its block, when the
 * document has what it shows and its `when` and `unless` agree. Bodies and lists make several
 * blocks and are built elsewhere.
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
    if (builder->concessions.moved ? element->gives_way : element->stands_in) {
        return false;
    }
    for (size_t i = 0; i < element->n_when; i++) {
        if (!key_is_given(builder->document, element->when[i])) {
            return false;
        }
    }
    for (size_t i = 0; i < element->n_unless; i++) {
        if (key_is_given(builder->document, element->unless[i])) {
            return false;
        }
    }
    const ht_attachment *attachment = builder->attachment;
    bool labelled = attachment != NULL && attachment->label;
    bool separate = attachment != NULL && attachment->separate;
    return (!element->when_numbered || labelled) && (!element->when_separate || separate) &&
           (!element->unless_separate || !separate);
}

void ht_block_add_label(ht_block *block, const ht_builder *builder, const ht_template *template)
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
    ht_block_add_label(block, builder, &element->label);
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
    block->share = 1000;
    if (build_parts(block, builder, HT_KEY_MARK)) {
        return true;
    }
    if (ht_document_value(builder->document, element->source)->n_texts > 1 && !element->lead_only &&
        element->least < 1000) {
        block->share = builder->concessions.mark_share;
        if (builder->story != NULL) {
            builder->story->mark = element;
        }
    }
    ht_pieces_add(&block->text, builder->arena, element->suffix, element->style, false,
                  element->place);
    bool shown = build_parts(block, builder, element->source);
    block->n_parts = element->lead_only ? MIN(block->n_parts, 1) : block->n_parts;
    return shown;
}

void ht_block_draw(ht_block *block, const ht_builder *builder, const ht_drawing *drawing,
                   const char *words)
{
    block->drawing = *drawing;
    block->words = words;
    if (drawing->image != NULL) {
        ht_image_hold(builder->arena, drawing->image);
    }
}

static void add_date(ht_block *block, const ht_builder *builder)
{
    const ht_value *date = ht_document_value(builder->document, HT_KEY_DATE);
    for (size_t i = 0; i < date->n_texts; i++) {
        ht_pieces_add(&block->text, builder->arena, date->texts[i].text, block->element->style,
                      false, date->texts[i].place);
    }
}

/* Names under their seals (7.3.5.1). */
static bool build_seals(ht_block *block, const ht_builder *builder)
{
    const ht_document *document = builder->document;
    if (!document->sealed || !build_parts(block, builder, block->element->source)) {
        return false;
    }
    for (size_t i = 0; i < block->n_parts; i++) {
        const ht_issuer *issuer = document->signing[i];
        if (issuer != NULL && issuer->sealed) {
            ht_block_draw(&block->parts[i], builder, &issuer->seal,
                          ht_arena_printf(builder->arena, "印章：%s", issuer->name.text));
        }
    }
    add_date(block, builder);
    return true;
}

/* Posts and signature stamps, a row for each organ (7.3.5.3). */
static bool build_stamps(ht_block *block, const ht_builder *builder)
{
    const ht_document *document = builder->document;
    for (size_t i = 0; i < document->n_issuers; i++) {
        const ht_issuer *issuer = &document->issuers[i];
        if (!issuer->stamped) {
            continue;
        }
        ht_block *part = HT_PUSH(builder->arena, block->parts, block->n_parts);
        part->element = block->element;
        part->place = issuer->stamp.place;
        ht_pieces_add(&part->text, builder->arena, issuer->post.text, block->element->style, false,
                      issuer->post.place);
        ht_block_draw(part, builder, &issuer->stamp,
                      ht_arena_printf(builder->arena, "签名章：%s", issuer->post.text));
    }
    add_date(block, builder);
    return block->n_parts > 0;
}

static bool build_sign_off(ht_block *block, const ht_builder *builder)
{
    const ht_document *document = builder->document;
    const ht_section *main_part = &builder->layout->main;
    if ((document->sealed && ht_section_has(main_part, HT_ELEMENT_SEALS)) ||
        (document->stamped && ht_section_has(main_part, HT_ELEMENT_STAMPS))) {
        return false; /* they sign in their own way */
    }
    if (!document->no_signature) {
        build_parts(block, builder, block->element->source);
    }
    add_date(block, builder);
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

static bool build_row(ht_block *block, const ht_builder *builder)
{
    for (size_t i = 0; i < block->element->n_cells; i++) {
        ht_block cell = {0};
        if (ht_block_build_one(&cell, builder, &block->element->cells[i])) {
            *HT_PUSH(builder->arena, block->parts, block->n_parts) = cell;
        }
    }
    return block->n_parts > 0;
}

bool ht_block_build_one(ht_block *block, const ht_builder *builder, const ht_element *element)
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
        ht_block_add_label(block, builder, &element->label);
        break;
    case HT_ELEMENT_SIGN_OFF:
        block->kind = HT_BLOCK_SIGN_OFF;
        shown = shown && build_sign_off(block, builder);
        break;
    case HT_ELEMENT_TABLE:
        block->kind = HT_BLOCK_TABLE;
        shown = shown && build_table(block, builder);
        break;
    case HT_ELEMENT_STACK:
        block->kind = HT_BLOCK_STACK;
        shown = shown && build_row(block, builder);
        break;
    case HT_ELEMENT_SEALS:
        block->kind = HT_BLOCK_SEALS;
        shown = shown && build_seals(block, builder);
        break;
    case HT_ELEMENT_STAMPS:
        block->kind = HT_BLOCK_STAMPS;
        shown = shown && build_stamps(block, builder);
        break;
    case HT_ELEMENT_CELLS:
        block->kind = HT_BLOCK_CELLS;
        block->grid = ht_block_grid(builder, element);
        block->place = builder->item->place;
        break;
    case HT_ELEMENT_IMAGE:
        block->kind = HT_BLOCK_IMAGE;
        ht_block_draw(block, builder, &builder->item->drawing,
                      ht_block_join(builder->arena, &builder->item->text));
        block->place = block->drawing.place;
        break;
    case HT_ELEMENT_CODE:
        block->kind = HT_BLOCK_CODE;
        shown =
            shown && ht_pieces_fill(&block->text, builder, element, &element->show, element->style);
        block->words = shown ? block->text.items[0].text : NULL;
        break;
    default:
        shown = false;
        break;
    }
    ht_place place = block->n_parts > 0 ? block->parts[0].place : ht_pieces_place(&block->text);
    block->place = place.line > 0 ? place : block->place;
    return shown;
}
