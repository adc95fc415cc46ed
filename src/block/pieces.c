/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Pieces of styled text. In: texts of the document and templates of the layout. Out: pieces that
 * keep the place each came from, so that a missing glyph can be told where it was written.
 */

#include "block/build.h"

#include <glib.h>
#include <string.h>

void ht_pieces_add(ht_pieces *pieces, ht_arena *arena, const char *text, const ht_style *style,
                   bool bold, ht_place place)
{
    if (*text == '\0') {
        return;
    }
    ht_piece *piece = HT_PUSH(arena, pieces->items, pieces->n_items);
    piece->text = text;
    piece->style = style;
    piece->role = bold ? style->strong : style->face;
    piece->place = place;
}

void ht_pieces_add_text(ht_pieces *pieces, ht_arena *arena, const ht_text *text,
                        const ht_style *style)
{
    for (size_t i = 0; i < text->n_spans; i++) {
        const ht_span *span = &text->spans[i];
        ht_pieces_add(pieces, arena, span->text, style, span->bold, span->place);
    }
}

/* The texts of a key: a title's are lines, a list's are joined by the element's separator. */
static bool add_value(ht_pieces *pieces, const ht_builder *builder, const ht_element *element,
                      ht_key key, const ht_style *style)
{
    const ht_value *value = ht_document_value(builder->document, key);
    bool lines = key == HT_KEY_TITLE;
    for (size_t i = 0; i < value->n_texts; i++) {
        const ht_span *text = &value->texts[i];
        if (i > 0 && !lines) {
            ht_pieces_add(pieces, builder->arena, element->separator, style, false, text->place);
        }
        size_t before = pieces->n_items;
        ht_pieces_add(pieces, builder->arena, text->text, style, text->bold, text->place);
        if (pieces->n_items > before) {
            pieces->items[before].new_line = i > 0 && lines;
            pieces->items[before].copy_number = key == HT_KEY_COPY_NUMBER;
        }
    }
    return value->n_texts > 0;
}

static bool add_part(ht_pieces *pieces, const ht_builder *builder, const ht_element *element,
                     const ht_template_part *part, const ht_style *style)
{
    ht_arena *arena = builder->arena;
    switch (part->ref) {
    case HT_REF_LITERAL:
        ht_pieces_add(pieces, arena, part->literal.text, style, false, part->literal.place);
        return true;
    case HT_REF_PAGE:
        ht_pieces_add(pieces, arena, ht_arena_printf(arena, "%d", builder->page), style, false,
                      element->place);
        return true;
    case HT_REF_ATTACHMENT:
        if (builder->attachment_number > 0) {
            ht_pieces_add(pieces, arena, ht_arena_printf(arena, "%d", builder->attachment_number),
                          style, false, element->place);
        }
        return true;
    case HT_REF_ATTACHMENT_TITLE:
        if (builder->attachment != NULL) {
            const ht_span *title = &builder->attachment->title;
            ht_pieces_add(pieces, arena, title->text, style, false, title->place);
        }
        return builder->attachment != NULL;
    case HT_REF_CAPTION:
        if (builder->item != NULL) {
            ht_pieces_add_text(pieces, arena, &builder->item->text, style);
        }
        return builder->item != NULL && builder->item->text.n_spans > 0;
    case HT_REF_KEY:
        return add_value(pieces, builder, element, part->key, style);
    }
    return false;
}

bool ht_pieces_fill(ht_pieces *pieces, const ht_builder *builder, const ht_element *element,
                    const ht_template *template, const ht_style *style)
{
    for (size_t i = 0; i < template->n_parts; i++) {
        if (!add_part(pieces, builder, element, &template->parts[i], style)) {
            return false;
        }
    }
    return pieces->n_items > 0;
}

/* The bytes of the mark that closes the text: one of those a layout may end it with, or the ASCII
 * form that people type for it. 0 when it ends otherwise. */
static size_t closing_mark(const char *text)
{
    static const char *const marks[] = {"：", "。", ":", "."};
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
        size_t size = strlen(marks[i]);
        if (g_str_has_suffix(text, marks[i])) {
            /* The point of "Co." is its own. */
            const char *before = text + strlen(text) - size - 1;
            return size == 1 && before >= text && g_ascii_isalpha(*before) ? 0 : size;
        }
    }
    return 0;
}

/* The bytes of a colon that the text begins with; 0 when it begins otherwise. */
static size_t opening_mark(const char *text)
{
    static const char *const marks[] = {"：", ":"};
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
        if (g_str_has_prefix(text, marks[i])) {
            return strlen(marks[i]);
        }
    }
    return 0;
}

void ht_pieces_end(ht_pieces *pieces, ht_arena *arena, const char *end, const ht_style *style)
{
    if (pieces->n_items == 0) {
        return;
    }
    ht_piece *last = &pieces->items[pieces->n_items - 1];
    if (g_str_has_suffix(last->text, end)) {
        return;
    }
    last->text = ht_arena_strndup(arena, last->text, strlen(last->text) - closing_mark(last->text));
    ht_place place = last->place;
    place.column += (int)ht_utf8_length(last->text, strlen(last->text));
    ht_pieces_add(pieces, arena, end, style, false, place);
}

void ht_pieces_drop_label(ht_pieces *pieces, const ht_pieces *label)
{
    if (pieces->n_items == 0 || label->n_items != 1) {
        return;
    }
    ht_piece *first = &pieces->items[0];
    const char *words = label->items[0].text;
    size_t size = strlen(words) - closing_mark(words);
    size_t mark = closing_mark(words) > 0 && strncmp(first->text, words, size) == 0
                      ? opening_mark(first->text + size)
                      : 0;
    if (mark > 0 && first->text[size + mark] != '\0') {
        first->place.column += (int)ht_utf8_length(first->text, size + mark);
        first->text += size + mark;
    }
}

ht_place ht_pieces_place(const ht_pieces *pieces)
{
    return pieces->n_items > 0 ? pieces->items[0].place : HT_NO_PLACE;
}
