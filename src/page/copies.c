/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Numbered copies (7.2.1). In: the pages of a document that shows a copy number. Out: the same
 * pages once for each copy, with its number: all was typeset once, and only that run is set anew.
 */

#include "page/page.h"

#include <glib.h>

typedef struct copying {
    ht_pages *out;
    const ht_pages *pages;
    ht_setter *setter;
    ht_diags *diags;
} copying;

/* Replaces a mark by one that shows another number in its place. */
static void renumber(ht_mark *mark, copying *c, int number)
{
    ht_arena *arena = c->out->arena;
    ht_piece *piece = HT_NEW(arena, ht_piece);
    ht_element *element = HT_NEW(arena, ht_element);
    ht_lines lines;
    *piece = *mark->copy_number;
    piece->place = HT_NO_PLACE; /* the document may be gone */
    piece->text = ht_arena_printf(arena, "%06d", number);
    *element = (ht_element){.name = mark->element, .style = piece->style, .ink = mark->ink};
    ht_block block = {.element = element, .text = {piece, 1}};
    ht_text_set(&lines, c->setter, &block, 0);
    if (lines.n_items > 0 && lines.items[0].n_marks > 0) {
        ht_mark old = *mark;
        *mark = lines.items[0].marks[0];
        mark->x += old.x;
        mark->y += old.y;
        mark->source_line = old.source_line;
    }
}

/* The page itself, or a copy of it with the number. */
static ht_page copy_page(copying *c, const ht_page *page, int number, bool *shown)
{
    ht_page copy = *page;
    copy.copy = number;
    bool own = false;
    for (size_t i = 0; i < page->n_marks; i++) {
        if (page->marks[i].copy_number == NULL) {
            continue;
        }
        if (!own) {
            copy.marks = HT_NEW_ARRAY(c->out->arena, ht_mark, page->n_marks);
            for (size_t k = 0; k < page->n_marks; k++) {
                copy.marks[k] = page->marks[k];
            }
            own = true;
        }
        renumber(&copy.marks[i], c, number);
    }
    *shown = *shown || own;
    return copy;
}

ht_status ht_pages_copies(ht_pages **out, const ht_pages *pages, int first, int last,
                          ht_diags *diags)
{
    ht_arena *arena = ht_arena_new();
    ht_pages *all = HT_NEW(arena, ht_pages);
    bool shown = true;
    *all = *pages;
    all->arena = arena;
    all->layout = ht_layout_ref(pages->layout);
    all->fonts = ht_fontset_ref(pages->fonts);
    all->n_items = 0;
    all->items =
        HT_NEW_ARRAY(arena, ht_page, pages->n_items * (size_t)MAX(last - first + 1, 0) + 1);
    copying c = {all, pages, ht_setter_new(arena, pages->layout, pages->fonts, NULL, diags), diags};
    for (int number = first; number <= last && shown; number++) {
        shown = false;
        for (size_t i = 0; i < pages->n_items; i++) {
            all->items[all->n_items++] = copy_page(&c, &pages->items[i], number, &shown);
        }
    }
    *out = shown ? all : NULL;
    if (!shown) {
        ht_diag_add(diags, HT_E0608, HT_NO_PLACE, pages->layout->name);
        ht_pages_free(all);
    }
    return shown ? HT_OK : HT_INVALID;
}
