/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Blocks in, strips out: their lines in one row, each knowing whether it opens an element and
 * whether it must stay with what follows. Titles and headings stay with their text; a sign-off
 * stays whole, with lines of the text before it (C14), so that no date stands alone on a page.
 */

#include "page/flow.h"

#include <glib.h>
#include <string.h>

bool ht_strip_is_body(const ht_strip *strip)
{
    return strip->kind == HT_ELEMENT_BODY || strip->kind == HT_ELEMENT_CELLS ||
           strip->kind == HT_ELEMENT_IMAGE;
}

bool ht_strips_end_paragraph(const ht_strips *strips, size_t at)
{
    if (at >= strips->n_items) {
        return false;
    }
    const ht_strip *strip = &strips->items[at];
    bool last = at + 1 == strips->n_items || strip[1].line == NULL || strip[1].first;
    return strip->line != NULL && strip->kind == HT_ELEMENT_BODY && last;
}

bool ht_strips_end_alone(const ht_strips *strips, size_t at)
{
    return ht_strips_end_paragraph(strips, at) && !strips->items[at].first;
}

bool ht_strip_is_signing(const ht_strip *strip)
{
    return strip->kind == HT_ELEMENT_SIGN_OFF || strip->kind == HT_ELEMENT_SEALS ||
           strip->kind == HT_ELEMENT_STAMPS;
}

static void add_lines(ht_strips *strips, ht_arena *arena, const ht_block *block,
                      const ht_lines *lines)
{
    size_t first = strips->n_items;
    size_t head = 0;
    for (size_t i = 0; i < lines->n_items; i++) {
        ht_strip *strip = HT_PUSH(arena, strips->items, strips->n_items);
        strip->line = &lines->items[i];
        strip->placement = &block->element->placement;
        strip->first = i == 0;
        strip->opens = i == 0 && block->first;
        strip->new_page = i == 0 && block->new_page;
        strip->keep_next = block->keep_next || block->element->by_sense || lines->items[i].tied ||
                           lines->items[i].head;
        strip->turned = block->turned;
        strip->kind = block->element->kind;
        strip->place = block->place;
        strip->below = i + 1 == lines->n_items ? block->element->placement.below : 0;
        if (block->kind == HT_BLOCK_ROW || block->kind == HT_BLOCK_STACK) {
            strip->keep_next = i + 1 < lines->n_items;
        } else if (ht_strip_is_signing(strip)) {
            strip->keep_next = true; /* also with the note below it */
        }
        if (block->kind == HT_BLOCK_CELLS && !lines->items[i].head) {
            strip->head_first = first;
            strip->n_head = head;
        }
        head += lines->items[i].head;
    }
}

void ht_strips_replace(ht_strips *strips, size_t first, size_t old, const ht_lines *lines)
{
    size_t n = lines->n_items;
    ht_strip *before = HT_NEW_ARRAY(strips->arena, ht_strip, old);
    memcpy(before, strips->items + first, old * sizeof *before);
    for (size_t i = old; i < n; i++) {
        HT_PUSH(strips->arena, strips->items, strips->n_items);
    }
    size_t behind = strips->n_items - (first + MAX(n, old));
    memmove(strips->items + first + n, strips->items + first + old, behind * sizeof *before);
    strips->n_items -= old > n ? old - n : 0;
    for (size_t i = first + n; i < strips->n_items; i++) {
        ht_strip *tail = &strips->items[i];
        tail->head_first = tail->n_head > 0 ? tail->head_first + n - old : 0;
    }
    for (size_t i = 0; i < n; i++) {
        ht_strip *strip = &strips->items[first + i];
        *strip = before[MIN(i, old - 1)];
        strip->line = &lines->items[i];
        /* What keeps lines on a page is told from the end of the paragraph. */
        strip->keep_next = before[old + i > n ? old + i - n : 0].keep_next;
        strip->below = i + 1 == n ? before[old - 1].below : 0;
        if (i > 0) {
            strip->first = strip->opens = strip->new_page = false;
        }
    }
}

/* A table of no more than this share of a page is not divided. */
#define SMALL_TABLE 3

static void keep_small_table(ht_strips *strips, size_t first, const ht_layout *layout)
{
    ht_len height = 0;
    for (size_t i = first; i < strips->n_items; i++) {
        height += strips->items[i].line->descent;
    }
    for (size_t i = first; i + 1 < strips->n_items && height < layout->height / SMALL_TABLE; i++) {
        strips->items[i].keep_next = true;
    }
}

/* Keeps the last lines before a sign-off with it, as far as they are the document's text. */
static void keep_before(ht_strips *strips, int count)
{
    for (size_t i = strips->n_items; i-- > 0 && count > 0; count--) {
        ht_strip *strip = &strips->items[i];
        bool text = ht_strip_is_body(strip) || strip->kind == HT_ELEMENT_LIST;
        if (strip->line == NULL || !text || strip->turned) {
            return;
        }
        strip->keep_next = true;
        if (strip->new_page) {
            return;
        }
    }
}

void ht_strips_build(ht_strips *strips, ht_setter *setter, const ht_layout *layout, ht_arena *arena,
                     const ht_blocks *blocks)
{
    strips->arena = arena;
    if (strips->lines == NULL) {
        strips->lines = HT_NEW_ARRAY(arena, const ht_lines *, blocks->n_items + 1);
    }
    for (size_t i = 0; i < blocks->n_items; i++) {
        const ht_block *block = &blocks->items[i];
        if (block->kind == HT_BLOCK_PAGE_BREAK) {
            HT_PUSH(arena, strips->items, strips->n_items)->new_page = true;
            continue;
        }
        if (strips->lines[i] == NULL) {
            ht_lines *set = HT_NEW(arena, ht_lines);
            ht_text_set(set, setter, block, 0);
            strips->lines[i] = set;
        }
        const ht_lines *lines = strips->lines[i];
        if (block->kind == HT_BLOCK_SIGN_OFF || block->kind == HT_BLOCK_SEALS ||
            block->kind == HT_BLOCK_STAMPS) {
            keep_before(strips, block->element->keep);
        }
        size_t first = strips->n_items;
        add_lines(strips, arena, block, lines);
        for (size_t s = first; s < strips->n_items; s++) {
            strips->items[s].block = i;
        }
        if (block->kind == HT_BLOCK_CELLS) {
            keep_small_table(strips, first, layout);
        }
    }
}
