/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Pages in; out the same pages with the grid laid over them, for eyes that check: the type area
 * (版心), the cell of each character on each line, and at the left the lines' numbers.
 */

#include "page/page.h"

/* Thin blue, as on manuscript paper. */
static const ht_ink pen = {"grid", 0x7FB2E5, {50, 20, 0, 0}};
static const ht_element element = {.name = "grid"};

/* An eighth of a point, and half a point. */
#define THIN 128
#define THICK 512

static void add_rule(ht_pages *pages, ht_page *page, ht_len x, ht_len y, ht_len width,
                     ht_len height)
{
    ht_mark *mark = HT_PUSH(pages->arena, page->marks, page->n_marks);
    *mark = (ht_mark){.kind = HT_MARK_RULE,
                      .x = x,
                      .y = y,
                      .width = width,
                      .height = height,
                      .ink = &pen,
                      .element = element.name};
}

static void draw_type_area(ht_pages *pages, ht_page *page)
{
    const ht_layout *layout = pages->layout;
    ht_len half = THICK / 2;
    ht_len width = layout->width + THICK;
    ht_len height = layout->height + THICK;
    ht_len left = page->left - half;
    ht_len top = layout->top - half;
    add_rule(pages, page, left, top, width, THICK);
    add_rule(pages, page, left, top + layout->height, width, THICK);
    add_rule(pages, page, left, top, THICK, height);
    add_rule(pages, page, left + layout->width, top, THICK, height);
}

/* The upper edge of line n of the grid, from 0. */
static ht_len line_top(const ht_layout *layout, int n)
{
    return layout->top + n * layout->pitch;
}

static void draw_cells(ht_pages *pages, ht_page *page)
{
    const ht_layout *layout = pages->layout;
    for (int n = 0; n < layout->lines; n++) {
        ht_len top = line_top(layout, n);
        add_rule(pages, page, page->left, top - THIN / 2, layout->width, THIN);
        add_rule(pages, page, page->left, top + layout->cell - THIN / 2, layout->width, THIN);
        for (int i = 1; i < layout->columns; i++) {
            ht_len x = page->left + ht_len_scale(layout->width, i, layout->columns);
            add_rule(pages, page, x - THIN / 2, top, THIN, layout->cell);
        }
    }
}

static void draw_numbers(ht_pages *pages, ht_page *page, const ht_lines *numbers)
{
    const ht_layout *layout = pages->layout;
    for (int n = 0; n < layout->lines; n++) {
        const ht_line *line = numbers[n].items;
        for (size_t i = 0; line != NULL && i < line->n_marks; i++) {
            ht_mark *mark = HT_PUSH(pages->arena, page->marks, page->n_marks);
            *mark = line->marks[i];
            mark->x = page->left - layout->cell - mark->width;
            mark->y = line_top(layout, n) + ht_len_scale(layout->cell, 4, 5);
        }
    }
}

/* The numbers of the lines, set once. */
static ht_lines *set_numbers(ht_pages *pages, ht_setter *setter)
{
    const ht_layout *layout = pages->layout;
    ht_lines *numbers = HT_NEW_ARRAY(pages->arena, ht_lines, (size_t)layout->lines);
    ht_style *style = HT_NEW(pages->arena, ht_style);
    *style = layout->styles[0];
    style->ink = &pen;
    style->size = style->cell = style->em = layout->cell * 3 / 5;
    ht_element *plain = HT_NEW(pages->arena, ht_element);
    *plain = element;
    plain->style = style;
    for (int n = 0; n < layout->lines; n++) {
        ht_piece *piece = HT_NEW(pages->arena, ht_piece);
        *piece = (ht_piece){.text = ht_arena_printf(pages->arena, "%d", n + 1),
                            .style = style,
                            .role = style->face};
        ht_block block = {.kind = HT_BLOCK_TEXT, .element = plain, .text = {piece, 1}};
        ht_text_set(&numbers[n], setter, &block, 0);
    }
    return numbers;
}

void ht_page_draw_grid(ht_pages *pages, ht_setter *setter)
{
    const ht_lines *numbers = set_numbers(pages, setter);
    for (size_t i = 0; i < pages->n_items; i++) {
        ht_page *page = &pages->items[i];
        draw_type_area(pages, page);
        if (!page->turned) { /* nothing stands on lines there */
            draw_cells(pages, page);
            draw_numbers(pages, page, numbers);
        }
    }
}
