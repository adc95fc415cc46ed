/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The way of a document through the house; the only file that knows every stage.
 *
 *     input      bytes             -> nodes       src/input
 *     document   nodes             -> document    src/document
 *     layout     layouts/          -> layout      src/layout
 *     font       fonts/, system    -> font set    src/font
 *     block      document, layout  -> story       src/block
 *     text       blocks            -> lines       src/text
 *     page       lines             -> pages       src/page
 *     paint      pages             -> bytes       src/paint
 */

#include "paint/paint.h"

#include <glib.h>
#include <string.h>

/* The mark of several organs shrinks by so much at a time. */
#define MARK_STEP 40

/* What else may be done so that page 1 shows the body: first the mark shrinks as far as its layout
 * lets it before the recipients go; then they go; then it shrinks as far as it may (7.2.4, 7.3.2).
 * False when all is done. */
static bool concede(ht_concessions *c, const ht_story *story)
{
    const ht_element *mark = story->mark;
    int least = mark == NULL ? 1000 : c->moved || !story->may_move ? mark->least : mark->yields;
    if (c->mark_share - MARK_STEP >= least) {
        c->mark_share -= MARK_STEP;
        return true;
    }
    bool moves = !c->moved && story->may_move;
    *c = moves ? (ht_concessions){true, 1000} : *c;
    return moves;
}

static void tell_concessions(const ht_concessions *c, const ht_document *document, bool shown,
                             ht_diags *diags)
{
    ht_place place = ht_source_file(document->source);
    if (c->moved) {
        ht_diag_add(diags, HT_N0602, place);
    }
    if (c->mark_share < 1000) {
        ht_diag_add(diags, HT_N0606, place, c->mark_share / 10);
    }
    if (!shown) {
        ht_diag_add(diags, HT_W0603, place);
    }
}

/* Blocks, lines and pages; the blocks again with concessions until page 1 shows a line of the
 * body. */
static void compose(ht_pages *pages, const ht_document *document, const ht_render_options *options,
                    ht_diags *diags)
{
    ht_story story;
    ht_concessions concessions = HT_NO_CONCESSIONS;
    size_t errors = ht_diags_errors(diags);
    ht_setter *setter =
        ht_setter_new(pages->arena, pages->layout, pages->fonts, document->source, diags);
    const ht_lines **set = NULL;
    bool shown = false;
    if (options->explain) {
        ht_setter_explain(setter);
    }
    for (bool more = true; !shown && more && ht_diags_errors(diags) == errors;) {
        ht_block_build(&story, pages->arena, document, pages->layout, &concessions, diags);
        shown = ht_page_shows_body(&set, pages, setter, &story);
        more = !shown && concede(&concessions, &story);
    }
    if (ht_diags_errors(diags) == errors) {
        tell_concessions(&concessions, document, shown, diags);
        ht_page_compose(pages, setter, &story, set, diags);
    }
    if (options->draw_grid && ht_diags_errors(diags) == errors) {
        ht_page_draw_grid(pages, setter);
    }
}

ht_status ht_render(ht_pages **out, const ht_document *document, ht_layout *layout,
                    ht_fontset *fonts, const ht_render_options *options, ht_diags *diags)
{
    ht_render_options standard = HT_RENDER_OPTIONS_INIT;
    ht_arena *arena = ht_arena_new();
    ht_pages *pages = HT_NEW(arena, ht_pages);
    size_t errors = ht_diags_errors(diags);
    pages->arena = arena;
    pages->fonts = ht_fontset_ref(fonts);
    pages->first_page = options != NULL ? MAX(options->first_page, 0) : 0;
    ht_info_of(&pages->info, arena, document);
    if (ht_layout_adapt(&pages->layout, layout, document, diags) == HT_OK) {
        pages->width = pages->layout->page_width;
        pages->height = pages->layout->page_height;
        ht_layout_check(pages->layout, document, diags);
        compose(pages, document, options != NULL ? options : &standard, diags);
        ht_fontset_report(fonts, diags);
    }
    bool failed = ht_diags_errors(diags) > errors;
    *out = failed ? NULL : pages;
    if (failed) {
        ht_pages_free(pages);
    }
    return failed ? HT_INVALID : HT_OK;
}

void ht_pages_free(ht_pages *pages)
{
    if (pages != NULL) {
        ht_layout_unref(pages->layout);
        ht_fontset_unref(pages->fonts);
        ht_arena_free(pages->arena);
    }
}

size_t ht_pages_count(const ht_pages *pages)
{
    return pages->n_items;
}

void ht_pages_size(const ht_pages *pages, size_t index, int *width, int *height)
{
    bool there = index < pages->n_items;
    *width = there ? pages->width : 0;
    *height = there ? pages->height : 0;
}

const char *ht_version(void)
{
    return HT_VERSION;
}
