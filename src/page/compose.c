/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Pages. In: a story. Out: pages of marks in page coordinates. The sheet comes first, on pages of
 * its own without numbers; then the flow; then the imprint, its last rule on the lower edge of the
 * type area of the last page, or of a page more when it does not fit (7.4.1);
 * then the page numbers.
 */

#include "page/flow.h"

#include <glib.h>

static ht_page *page_at(ht_pages *pages, size_t index)
{
    while (pages->n_items <= index) {
        HT_PUSH(pages->arena, pages->items, pages->n_items);
    }
    return &pages->items[index];
}

static void add_marks(ht_pages *pages, size_t index, const ht_line *line, ht_len baseline)
{
    ht_page *page = page_at(pages, index);
    for (size_t i = 0; i < line->n_marks; i++) {
        ht_mark *mark = HT_PUSH(pages->arena, page->marks, page->n_marks);
        *mark = line->marks[i];
        mark->x += pages->layout->left;
        mark->y += baseline;
    }
}

static void add_strips(ht_pages *pages, const ht_strips *strips, size_t first_page)
{
    for (size_t i = 0; i < strips->n_items; i++) {
        const ht_strip *strip = &strips->items[i];
        if (strip->line != NULL) {
            add_marks(pages, first_page + strip->page, strip->line, strip->baseline);
        }
    }
}

/* Stacks the imprint's strips from 0 downwards; returns their height. */
static ht_len stack(ht_strips *strips)
{
    ht_len bottom = 0;
    ht_len baseline = 0;
    ht_len below = 0;
    for (size_t i = 0; i < strips->n_items; i++) {
        ht_strip *strip = &strips->items[i];
        if (strip->line == NULL) {
            continue; /* a page break: an imprint is never divided */
        }
        ht_len above = strip->opens && i > 0 ? strip->placement->above : 0;
        ht_len by_edge = bottom + above + below + strip->line->ascent;
        strip->baseline = strip->opens ? by_edge : MAX(by_edge, baseline + strip->line->pitch);
        baseline = strip->baseline;
        bottom = strip->baseline + strip->line->descent;
        below = strip->below;
    }
    return bottom;
}

/* Where the first of the blocks that is no rule was written. */
static ht_place place_of_text(const ht_blocks *blocks)
{
    size_t i = 0;
    while (i + 1 < blocks->n_items && blocks->items[i].kind == HT_BLOCK_RULE) {
        i++;
    }
    return blocks->items[i].place;
}

/* Adds the imprint to the last page, whose text ends at `text_bottom`, or to a page more. */
static void add_imprint(ht_pages *pages, ht_setter *setter, const ht_blocks *blocks,
                        size_t last_page, ht_len text_bottom, ht_diags *diags)
{
    const ht_layout *layout = pages->layout;
    ht_strips strips = {0};
    ht_strips_build(&strips, setter, pages->arena, blocks);
    if (strips.n_items == 0) {
        return;
    }
    ht_len height = stack(&strips);
    if (height > layout->height) {
        ht_diag_add(diags, HT_E0604, place_of_text(blocks), ht_len_to_mm(height),
                    ht_len_to_mm(layout->height));
        return;
    }
    ht_len top = layout->top + layout->height - height;
    /* A page break, which has no placement, may stand first. */
    ht_len above = strips.items[0].line != NULL ? strips.items[0].placement->above : 0;
    bool fits = text_bottom + above <= top;
    for (size_t i = 0; i < strips.n_items; i++) {
        strips.items[i].baseline += top;
        strips.items[i].page = 0;
    }
    add_strips(pages, &strips, fits ? last_page : last_page + 1);
}

static void add_folios(ht_pages *pages, ht_setter *setter, size_t first_page)
{
    const ht_layout *layout = pages->layout;
    for (size_t page = first_page; page < pages->n_items; page++) {
        int number = (int)(page - first_page) + 1;
        for (size_t i = 0; i < layout->folio.n_elements; i++) {
            const ht_element *element = &layout->folio.elements[i];
            ht_block block;
            ht_lines lines = {0};
            if (ht_block_folio(&block, pages->arena, element, number)) {
                ht_text_set(&lines, setter, &block, number);
            }
            if (lines.n_items > 0) {
                ht_len edge = layout->top + layout->height + element->placement.offset;
                add_marks(pages, page, &lines.items[0], edge + lines.items[0].ascent);
            }
        }
    }
}

/* True unless there is a body and none of it stands on the first page. */
static bool shows_body(const ht_strips *flow)
{
    bool any = false;
    for (size_t i = 0; i < flow->n_items; i++) {
        const ht_strip *strip = &flow->items[i];
        bool body = strip->line != NULL && strip->kind == HT_ELEMENT_BODY;
        any = any || body;
        if (body && strip->page == 0) {
            return true;
        }
    }
    return !any;
}

/* Tells the first strip that ends below the edge of its page: it could not be divided. */
static void check_feet(const ht_strips *strips, const ht_layout *layout, ht_diags *diags)
{
    for (size_t i = 0; i < strips->n_items; i++) {
        const ht_strip *strip = &strips->items[i];
        ht_len over =
            strip->line != NULL ? strip->baseline + strip->line->descent - layout->page_height : 0;
        if (over > 0) {
            ht_diag_add(diags, HT_E0605, strip->place, ht_len_to_mm(over));
            return;
        }
    }
}

bool ht_page_compose(ht_pages *pages, ht_setter *setter, const ht_layout *layout,
                     const ht_story *story, ht_diags *diags)
{
    ht_strips sheet = {0};
    ht_strips flow = {0};
    ht_len bottom = 0;
    ht_strips_build(&sheet, setter, pages->arena, &story->sheet);
    ht_strips_build(&flow, setter, pages->arena, &story->flow);
    size_t first = ht_flow(&sheet, layout, &bottom);
    size_t count = ht_flow(&flow, layout, &bottom);
    if (first + count > HT_MAX_PAGES) {
        ht_diag_add(diags, HT_E0601, ht_source_file(story->source), HT_MAX_PAGES);
        return true;
    }
    check_feet(&sheet, layout, diags);
    check_feet(&flow, layout, diags);
    add_strips(pages, &sheet, 0);
    add_strips(pages, &flow, first);
    page_at(pages, first + MAX(count, 1) - 1);
    add_imprint(pages, setter, &story->imprint, pages->n_items - 1, bottom, diags);
    add_folios(pages, setter, first);
    return shows_body(&flow);
}
