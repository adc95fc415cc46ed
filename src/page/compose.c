/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Pages. In: a story. Out: pages of marks in page coordinates. The sheet comes first, on pages of
 * its own without numbers; then the flow; then the imprint, its last rule on the lower edge of the
 * type area of the last page, or of a page more when it does not fit (7.4.1); then the page
 * numbers; and behind all that, attachments that are issued on their own.
 */

#include "page/flow.h"

#include <glib.h>

static ht_page *page_at(ht_pages *pages, size_t index)
{
    while (pages->n_items <= index) {
        HT_PUSH(pages->arena, pages->items, pages->n_items)->left = pages->layout->left;
    }
    return &pages->items[index];
}

/* The number that page `index` bears, which is page `number` of its part of the document. */
static size_t shown_number(const ht_pages *pages, size_t index, size_t number)
{
    return pages->first_page > 0 ? (size_t)pages->first_page + index : number;
}

/* The type area's left edge on the page of a number: on even pages the binding is at the right. */
static ht_len left_of(const ht_layout *layout, size_t number)
{
    bool mirrored = layout->mirror && number % 2 == 0;
    return mirrored ? layout->page_width - layout->left - layout->width : layout->left;
}

/* A mark of a page that is turned by a quarter to the left: right becomes up, down right. */
static void turn(ht_mark *mark, const ht_layout *layout)
{
    ht_len across = mark->x;
    ht_len foot = layout->top + layout->height;
    mark->x = mark->y;
    if (mark->kind == HT_MARK_RUN || mark->kind == HT_MARK_IMAGE) {
        mark->y = foot - across;
        mark->turned = true;
    } else {
        ht_len width = mark->width;
        mark->y = foot - across - width;
        mark->width = mark->height;
        mark->height = width;
    }
}

/* Where a line's marks go: the page, its number, and the line's baseline on it. */
typedef struct target {
    size_t page;
    size_t number;
    ht_len baseline;
    bool turned;
    bool again; /* it stands on a page before too, and is read there */
} target;

static void add_account(ht_pages *pages, ht_page *page, const ht_line *line, ht_len baseline)
{
    int number = ht_flow_line_at(pages->layout, baseline) + 1;
    if (line->account == NULL || line->n_marks == 0 || number < 1 ||
        number > pages->layout->lines) {
        return;
    }
    const ht_mark *mark = &line->marks[line->n_marks - 1];
    *HT_PUSH(pages->arena, page->accounts, page->n_accounts) =
        (ht_account){number, mark->element, mark->source_line, line->account};
}

static void add_marks(ht_pages *pages, const ht_line *line, const target *to)
{
    ht_page *page = page_at(pages, to->page);
    page->turned = page->turned || to->turned;
    if (!to->turned) {
        add_account(pages, page, line, to->baseline);
    }
    for (size_t i = 0; i < line->n_marks; i++) {
        ht_mark *mark = HT_PUSH(pages->arena, page->marks, page->n_marks);
        *mark = line->marks[i];
        mark->tag = to->again ? NULL : mark->tag;
        mark->y += to->baseline;
        if (to->turned) {
            turn(mark, pages->layout);
        }
        page->left = left_of(pages->layout, shown_number(pages, to->page, to->number));
        mark->x += page->left;
    }
}

/* Adds strips to pages from `first` on, which bear numbers from 1. */
static void add_strips(ht_pages *pages, const ht_strips *strips, size_t first)
{
    for (size_t i = 0; i < strips->n_items; i++) {
        const ht_strip *s = &strips->items[i];
        if (s->line != NULL) {
            target to = {first + s->page, s->page + 1, s->baseline, s->turned, false};
            add_marks(pages, s->line, &to);
        }
    }
    for (size_t i = 0; i < strips->n_repeats; i++) {
        const ht_repeat *r = &strips->repeats[i];
        const ht_strip *s = &strips->items[r->strip];
        target to = {first + r->page, r->page + 1, r->baseline, s->turned, true};
        add_marks(pages, s->line, &to);
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

/* The pages of the document proper, from `first` on. */
typedef struct run_of_pages {
    size_t first;
    size_t count;
    size_t numbered; /* so many of them bear numbers */
} run_of_pages;

/* The imprint's place: the last page when it fits there, else the next; on an even page when the
 * layout wants that. Behind a blank page it bears no number, nor does that (7.5). */
static size_t page_of_imprint(run_of_pages *run, const ht_pages *pages, bool fits)
{
    size_t number = fits ? run->count : run->count + 1;
    size_t shown = shown_number(pages, run->first + number - 1, number);
    number += pages->layout->imprint_on_even && shown % 2 == 1;
    bool blank = number > run->count + 1;
    run->numbered = blank ? run->count : MAX(run->count, number);
    run->count = MAX(run->count, number);
    return number;
}

/* Adds the imprint below the text, which ends at `text_bottom` on the last page. */
static void add_imprint(ht_pages *pages, run_of_pages *run, ht_setter *setter,
                        const ht_blocks *blocks, ht_len text_bottom, ht_diags *diags)
{
    const ht_layout *layout = pages->layout;
    ht_strips strips = {0};
    ht_strips_build(&strips, setter, layout, pages->arena, blocks);
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
    size_t number = page_of_imprint(run, pages, text_bottom + above <= top);
    for (size_t i = 0; i < strips.n_items; i++) {
        strips.items[i].baseline += top;
        strips.items[i].page = number - 1;
    }
    add_strips(pages, &strips, run->first);
}

static void add_folios(ht_pages *pages, ht_setter *setter, const run_of_pages *run)
{
    const ht_layout *layout = pages->layout;
    for (size_t number = 1; number <= run->numbered; number++) {
        size_t index = run->first + number - 1;
        int shown = (int)shown_number(pages, index, number);
        page_at(pages, index)->number = shown;
        for (size_t i = 0; i < layout->folio.n_elements; i++) {
            const ht_element *element = &layout->folio.elements[i];
            ht_block block;
            ht_lines lines = {0};
            if (ht_block_folio(&block, pages->arena, element, (int)number, shown)) {
                ht_text_set(&lines, setter, &block, shown);
            }
            ht_len edge = layout->top + layout->height + element->placement.offset;
            for (size_t n = 0; n < lines.n_items; n++) {
                const ht_line *line = &lines.items[n];
                target to = {index, number, edge + line->ascent, false, false};
                add_marks(pages, line, &to);
                edge += MAX(line->pitch, line->ascent + line->descent);
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
        bool body = strip->line != NULL && ht_strip_is_body(strip);
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
        ht_len foot = strip->turned ? layout->page_width - layout->left : layout->page_height;
        ht_len over = strip->line != NULL ? strip->baseline + strip->line->descent - foot : 0;
        if (over > 0) {
            ht_diag_add(diags, HT_E0605, strip->place, ht_len_to_mm(over));
            return;
        }
    }
}

/* So many pages fill whole sheets, where both of their sides are printed. */
static size_t sheet_sides(const ht_layout *layout, size_t pages)
{
    return pages + (layout->even_pages && pages % 2 == 1);
}

/* Attachments that are issued on their own: each a run of pages with numbers from 1. */
static void add_separate(ht_pages *pages, ht_setter *setter, const ht_story *story, ht_diags *diags)
{
    const ht_layout *layout = pages->layout;
    for (size_t i = 0; i < story->n_separate; i++) {
        ht_strips strips = {0};
        ht_len bottom = 0;
        ht_strips_build(&strips, setter, layout, pages->arena, &story->separate[i]);
        run_of_pages run = {.first = sheet_sides(layout, pages->n_items)};
        ht_flow_without_widows(&strips, setter, layout, &story->separate[i]);
        run.count = run.numbered = ht_flow(&strips, layout, (ht_page_pitch){0, 0}, &bottom);
        check_feet(&strips, layout, diags);
        add_strips(pages, &strips, run.first);
        add_folios(pages, setter, &run);
    }
}

/* Tells what was done for the sign-off. */
static void tell_fit(const ht_fit *fit, bool saved, const ht_layout *layout, const ht_strips *flow,
                     ht_diags *diags)
{
    size_t i = flow->n_items;
    while (i > 0 && !ht_strip_is_signing(&flow->items[i - 1])) {
        i--;
    }
    if (i > 0 && saved) {
        ht_diag_add(diags, HT_N0609, flow->items[i - 1].place);
    }
    if (i > 0 && fit->own.pitch > 0) {
        ht_diag_add(diags, HT_N0607, flow->items[i - 1].place, (int)fit->own.page + 1,
                    ht_len_to_pt(fit->own.pitch), ht_len_to_pt(layout->pitch));
    }
}

/* The lines that are set, but for those of text that begins on one page or on the next, which the
 * sign-off is on. */
static const ht_lines **lines_elsewhere(const ht_strips *flow, size_t page, ht_arena *arena,
                                        size_t n_blocks)
{
    const ht_lines **lines = HT_NEW_ARRAY(arena, const ht_lines *, n_blocks + 1);
    for (size_t i = 0; i < n_blocks; i++) {
        lines[i] = flow->lines[i];
    }
    for (size_t i = 0; i < flow->n_items; i++) {
        const ht_strip *strip = &flow->items[i];
        bool near = strip->page == page || strip->page == page + 1;
        if (near && strip->first && strip->line != NULL && strip->kind == HT_ELEMENT_BODY) {
            lines[strip->block] = NULL;
        }
    }
    return lines;
}

/* Sets and places the flow. When the sign-off does not fit on the page of its text, closer lines
 * are tried, then closer letters, then wider lines (7.3.5.5). */
static void place_flow(ht_strips *flow, ht_fit *fit, bool *saved, ht_pages *pages,
                       ht_setter *setter, const ht_blocks *blocks, ht_diags *diags)
{
    const ht_layout *layout = pages->layout;
    size_t errors = ht_diags_errors(diags);
    *saved = false;
    ht_strips_build(flow, setter, layout, pages->arena, blocks);
    bool whole = ht_diags_errors(diags) == errors;
    if (whole) {
        ht_flow_without_widows(flow, setter, layout, blocks);
    }
    ht_flow_fit(flow, layout, fit);
    if (!fit->moved || !whole) {
        return;
    }
    ht_strips closer = {.lines = lines_elsewhere(flow, fit->left, pages->arena, blocks->n_items)};
    ht_fit with_closer;
    ht_setter_wish(setter, HT_WISH_FEWER);
    ht_strips_build(&closer, setter, layout, pages->arena, blocks);
    ht_setter_wish(setter, HT_WISH_BEST);
    ht_flow_fit(&closer, layout, &with_closer);
    if (with_closer.moved || ht_flow_widows(&closer) > ht_flow_widows(flow)) {
        ht_flow_widen(flow, layout, fit);
    } else {
        *flow = closer;
        *fit = with_closer;
        *saved = true;
    }
}

bool ht_page_shows_body(const ht_lines ***set, const ht_pages *pages, ht_setter *setter,
                        const ht_story *story)
{
    ht_blocks head = story->flow;
    size_t n = 0;
    while (n < head.n_items && head.items[n].element->kind != HT_ELEMENT_BODY &&
           head.items[n].kind != HT_BLOCK_CELLS && head.items[n].kind != HT_BLOCK_IMAGE) {
        n++;
    }
    ht_strips strips = {.lines =
                            HT_NEW_ARRAY(pages->arena, const ht_lines *, story->flow.n_items + 1)};
    ht_len bottom = 0;
    *set = strips.lines;
    head.n_items = MIN(n + 1, head.n_items);
    ht_strips_build(&strips, setter, pages->layout, pages->arena, &head);
    ht_flow(&strips, pages->layout, (ht_page_pitch){0, 0}, &bottom);
    return shows_body(&strips);
}

void ht_page_compose(ht_pages *pages, ht_setter *setter, const ht_story *story,
                     const ht_lines **set, ht_diags *diags)
{
    const ht_layout *layout = pages->layout;
    ht_strips sheet = {0};
    ht_strips flow = {.lines = set};
    ht_fit fit;
    bool saved = false;
    ht_len bottom = 0;
    ht_strips_build(&sheet, setter, layout, pages->arena, &story->sheet);
    place_flow(&flow, &fit, &saved, pages, setter, &story->flow, diags);
    size_t before = ht_flow(&sheet, layout, (ht_page_pitch){0, 0}, &bottom);
    run_of_pages run = {.first = sheet_sides(layout, before)};
    run.count = run.numbered = MAX(fit.pages, 1);
    if (run.first + run.count > HT_MAX_PAGES) {
        ht_diag_add(diags, HT_E0601, ht_source_file(story->source), HT_MAX_PAGES);
        return;
    }
    tell_fit(&fit, saved, layout, &flow, diags);
    check_feet(&sheet, layout, diags);
    check_feet(&flow, layout, diags);
    add_strips(pages, &sheet, 0);
    add_strips(pages, &flow, run.first);
    add_imprint(pages, &run, setter, &story->imprint, fit.bottom, diags);
    run.count = sheet_sides(layout, run.count);
    page_at(pages, run.first + run.count - 1);
    add_folios(pages, setter, &run);
    add_separate(pages, setter, story, diags);
}
