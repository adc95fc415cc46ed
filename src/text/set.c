/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A block in, its lines out. Paragraphs are set here: labels first, the text hanging behind them
 * or indented, broken, and made flush. The other kinds of block have files of their own.
 *
 *     left            labels    text                                    right
 *     |<-- left -->|附件：|1.|工作方案…………………………………………|<- right ->|
 *                            |续行
 */

#include "text/setter.h"

#include <string.h>

static void drop_buffer(void *buffer)
{
    hb_buffer_destroy(buffer);
}

static void drop_arena(void *arena)
{
    ht_arena_free(arena);
}

static void drop_table(void *table)
{
    g_hash_table_destroy(table);
}

static void check_role(ht_setter *setter, const ht_style *style, const char *role)
{
    if (role != NULL && !ht_fontset_has_role(setter->fonts, role)) {
        const char *const *roles = ht_fontset_roles(setter->fonts);
        ht_diag_add(setter->diags, HT_E0504, style->place, style->name, role);
        char *known = g_strjoinv(", ", (char **)roles);
        ht_diag_hint(setter->diags, ht_tr("known here: %s"), known);
        g_free(known);
    }
}

ht_setter *ht_setter_new(ht_arena *arena, const ht_layout *layout, ht_fontset *fonts,
                         const ht_source *source, ht_diags *diags)
{
    ht_setter *setter = HT_NEW(arena, ht_setter);
    *setter = (ht_setter){.arena = ht_arena_new(),
                          .kept = arena,
                          .layout = layout,
                          .fonts = fonts,
                          .source = source,
                          .diags = diags,
                          .buffer = hb_buffer_create()};
    setter->told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    ht_arena_defer(arena, drop_buffer, setter->buffer);
    ht_arena_defer(arena, drop_table, setter->told);
    ht_arena_defer(arena, drop_arena, setter->arena);
    for (size_t i = 0; i < layout->n_styles; i++) {
        const ht_style *style = &layout->styles[i];
        check_role(setter, style, style->face);
        check_role(setter, style, style->latin);
        check_role(setter, style, style->strong);
    }
    return setter;
}

void ht_setter_wish(ht_setter *setter, ht_wish wish)
{
    setter->wish = wish;
}

void ht_setter_explain(ht_setter *setter)
{
    setter->explain = true;
}

/* Sets the labels of a block on its first line; returns where the text behind them begins. */
static ht_len set_labels(ht_line *line, ht_setter *setter, const ht_block *block)
{
    ht_len x = block->element->left;
    for (size_t i = 0; i < block->n_labels; i++) {
        const ht_label *label = &block->labels[i];
        ht_atoms atoms;
        ht_atoms like;
        ht_set_words(&atoms, setter, &label->text);
        ht_set_words(&like, setter, &label->like);
        ht_len width = ht_atoms_width(&atoms, 0, atoms.n_items);
        if (!label->hidden) {
            ht_line_add_spread(line, setter, block, &atoms, x, 0);
        }
        x += MAX(width, ht_atoms_width(&like, 0, like.n_items));
    }
    return x;
}

static ht_len aligned(ht_align align, ht_len left, ht_len measure, ht_len width)
{
    switch (align) {
    case HT_ALIGN_CENTER:
        return left + (measure - width) / 2;
    case HT_ALIGN_RIGHT:
        return left + measure - width;
    default:
        return left;
    }
}

/* Breaks a text: a title by sense, names and lists at marks rather than within a name where that
 * costs little, all else as it comes out best. Returns the account of each line, if wanted. */
static const char **break_text(ht_breaks *breaks, ht_setter *setter, const ht_block *block,
                               const ht_atoms *atoms, ht_len indent, ht_len measure)
{
    bool body = block->element->kind == HT_ELEMENT_BODY;
    ht_paragraph paragraph = {.atoms = atoms,
                              .first_measure = measure - indent,
                              .measure = measure,
                              .wish = body ? setter->wish : HT_WISH_BEST};
    if (block->element->by_sense) {
        ht_break_by_sense(breaks, setter, atoms, measure);
        const char **accounts = HT_NEW_ARRAY(setter->arena, const char *, breaks->n_ends + 1);
        if (setter->explain) {
            ht_account_title(accounts, setter, atoms, breaks);
        }
        return accounts;
    }
    size_t n = atoms->n_items;
    if (!body && ht_atoms_width(atoms, 0, n) > paragraph.first_measure) {
        double *sense = HT_NEW_ARRAY(setter->arena, double, n);
        ht_phrases_weigh(sense, setter, atoms, 0, n);
        paragraph.sense = sense;
    }
    ht_break_paragraph(breaks, setter->arena, &paragraph);
    const char **accounts = HT_NEW_ARRAY(setter->arena, const char *, breaks->n_ends + 1);
    if (setter->explain) {
        ht_account_paragraph(accounts, setter, &paragraph, breaks);
    }
    return accounts;
}

void ht_set_paragraph(ht_lines *lines, ht_setter *setter, const ht_block *block, ht_align align)
{
    const ht_element *element = block->element;
    ht_atoms atoms;
    ht_breaks breaks = {0};
    ht_line first_line = {0};
    ht_len left = set_labels(&first_line, setter, block);
    ht_len measure = setter->measure - element->right - left;
    ht_len indent = block->n_labels == 0 ? element->first_indent : 0;
    ht_set_words(&atoms, setter, &block->text);
    if (measure < setter->layout->cell) {
        ht_tell_too_wide(setter, &block->text, setter->layout->cell, measure);
        return;
    }
    const char **accounts = break_text(&breaks, setter, block, &atoms, indent, measure);
    size_t first = 0;
    for (size_t i = 0; i < breaks.n_ends; i++) {
        size_t end = breaks.ends[i];
        bool flush =
            align == HT_ALIGN_JUSTIFY && end < atoms.n_items && !atoms.items[end - 1].must_break;
        ht_len shift = i == 0 ? indent : 0;
        ht_len *x = HT_NEW_ARRAY(setter->arena, ht_len, end - first + 1);
        ht_len width =
            ht_squeeze(x, setter->arena, &atoms, first, end, measure - shift, flush, i > 0);
        ht_line *line = ht_lines_add(lines, setter);
        *line = i == 0 ? first_line : (ht_line){0};
        line->account = accounts[i];
        ht_line_add_atoms(line, setter, block, &atoms, first, end, x,
                          aligned(align, left + shift, measure - shift, width));
        ht_line_measure_edge(line, element->placement.edge);
        first = end;
    }
}

/* The blank on both sides of a star, as a share of its width. */
#define STAR_BLANK 4

/* A rule with a star in its middle is two, with a blank on both sides of the star. */
static void add_star(ht_line *line, ht_setter *setter, const ht_block *block, ht_len x)
{
    const ht_element *element = block->element;
    ht_len star = element->star;
    ht_len half = (element->size - star) / 2 - star / STAR_BLANK;
    ht_len end = x + element->size;
    ht_line_add_rule(line, setter->arena, block, x, -element->thickness, half, element->thickness);
    ht_line_add_rule(line, setter->arena, block, end - half, -element->thickness, half,
                     element->thickness);
    ht_len left = x + (element->size - star) / 2;
    ht_line_add_rule(line, setter->arena, block, left, -(element->thickness + star) / 2, star,
                     star);
    line->marks[line->n_marks - 1].kind = HT_MARK_STAR;
}

/* A rule: a line without height of its own but its thickness, below its upper edge; with a second
 * one below it when the layout says so. */
static void set_rule(ht_lines *lines, ht_setter *setter, const ht_block *block)
{
    const ht_element *element = block->element;
    const ht_layout *layout = setter->layout;
    ht_len centre =
        element->placement.of_page ? layout->page_width / 2 - layout->left : setter->measure / 2;
    ht_len x = centre - element->size / 2;
    ht_line *line = ht_lines_add(lines, setter);
    line->ascent = element->thickness;
    if (element->star > 0) {
        add_star(line, setter, block, x);
        return;
    }
    ht_line_add_rule(line, setter->arena, block, x, -element->thickness, element->size,
                     element->thickness);
    if (element->second > 0) {
        ht_line_add_rule(line, setter->arena, block, x, element->apart, element->size,
                         element->second);
        line->descent = element->apart + element->second;
    }
}

static void set_stack(ht_lines *lines, ht_setter *setter, const ht_block *block)
{
    for (size_t i = 0; i < block->n_parts; i++) {
        ht_lines part;
        ht_set_block(&part, setter, &block->parts[i], 0);
        for (size_t n = 0; n < part.n_items; n++) {
            *ht_lines_add(lines, setter) = part.items[n];
        }
    }
}

static void set_kind(ht_lines *lines, ht_setter *setter, const ht_block *block, int page)
{
    switch (block->kind) {
    case HT_BLOCK_TEXT: {
        const ht_element *element = block->element;
        bool even = page > 0 && page % 2 == 0;
        ht_set_paragraph(lines, setter, block, even ? element->align_even : element->align);
        break;
    }
    case HT_BLOCK_MARK:
        ht_set_mark(lines, setter, block);
        break;
    case HT_BLOCK_RULE:
        set_rule(lines, setter, block);
        break;
    case HT_BLOCK_ROW:
        ht_set_row(lines, setter, block);
        break;
    case HT_BLOCK_STACK:
        set_stack(lines, setter, block);
        break;
    case HT_BLOCK_NAMES:
        ht_set_names(lines, setter, block);
        break;
    case HT_BLOCK_SIGN_OFF:
        ht_set_sign_off(lines, setter, block);
        break;
    case HT_BLOCK_SEALS:
        ht_set_seals(lines, setter, block);
        break;
    case HT_BLOCK_STAMPS:
        ht_set_stamps(lines, setter, block);
        break;
    case HT_BLOCK_TABLE:
        ht_set_table(lines, setter, block);
        break;
    case HT_BLOCK_CELLS:
        ht_set_cells(lines, setter, block);
        break;
    case HT_BLOCK_CODE:
        ht_set_code(lines, setter, block);
        break;
    case HT_BLOCK_IMAGE:
        ht_set_image(lines, setter, block);
        break;
    case HT_BLOCK_PAGE_BREAK:
        break;
    }
}

void ht_set_block(ht_lines *lines, ht_setter *setter, const ht_block *block, int page)
{
    *lines = (ht_lines){0};
    setter->measure = block->turned ? setter->layout->height : setter->layout->width;
    set_kind(lines, setter, block, page);
    for (size_t i = 0; block->element != NULL && block->element->blank && i < lines->n_items; i++) {
        lines->items[i].n_marks = 0; /* on the paper already: its room is kept */
    }
}

void ht_text_set(ht_lines *lines, ht_setter *setter, const ht_block *block, int page)
{
    ht_lines made;
    ht_set_block(&made, setter, block, page);
    ht_lines_keep(lines, setter->kept, &made);
    ht_arena_clear(setter->arena);
}
