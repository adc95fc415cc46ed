/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Placed atoms in, a line's marks out. Neighbours of one face, size and ink become one glyph run,
 * with the text they show and which bytes belong to which glyphs, so that what is printed can be
 * copied and searched.
 */

#include "text/setter.h"

#include <string.h>

ht_line *ht_lines_add(ht_lines *lines, ht_setter *setter)
{
    return HT_PUSH(setter->arena, lines->items, lines->n_items);
}

bool ht_tell_too_wide(ht_setter *setter, const ht_pieces *text, ht_len width, ht_len room)
{
    if (width <= room || text->n_items == 0) {
        return false;
    }
    const ht_piece *piece = &text->items[0];
    ht_diag_add(setter->diags, HT_E0505, piece->place, piece->text, ht_len_to_mm(width),
                ht_len_to_mm(room));
    return true;
}

ht_len ht_em_ascent(const ht_setter *setter, const ht_style *style)
{
    return ht_len_scale(style->em, setter->layout->em_ascent, 1000);
}

bool ht_first_telling(ht_setter *setter, const char *what, ht_place place)
{
    return g_hash_table_add(
        setter->told,
        g_strdup_printf("%s %p %d:%d", what, (const void *)place.source, place.line, place.column));
}

ht_pieces ht_pieces_restyled(ht_arena *arena, const ht_pieces *pieces, const ht_style *style)
{
    ht_pieces copy = {HT_NEW_ARRAY(arena, ht_piece, pieces->n_items + 1), pieces->n_items};
    for (size_t i = 0; i < pieces->n_items; i++) {
        copy.items[i] = pieces->items[i];
        copy.items[i].style = style;
    }
    return copy;
}

static int source_line(const ht_piece *piece, const ht_setter *setter)
{
    return piece->place.source == setter->source ? piece->place.line : 0;
}

static bool same_run(const ht_atom *a, const ht_atom *b, const ht_setter *setter)
{
    return a->face == b->face && a->level == b->level &&
           a->piece->style->size == b->piece->style->size &&
           a->piece->style->cell == b->piece->style->cell &&
           a->piece->style->ink == b->piece->style->ink &&
           source_line(a->piece, setter) == source_line(b->piece, setter);
}

/* Adds the glyphs of one atom, which stands at x. */
static void add_glyphs(ht_run *run, ht_arena *arena, const ht_atoms *atoms, size_t at, ht_len x)
{
    const ht_atom *a = &atoms->items[at];
    for (int g = 0; g < a->n_glyphs; g++) {
        const ht_shaped_glyph *shaped = &atoms->glyphs[a->first_glyph + (size_t)g];
        *HT_PUSH(arena, run->glyphs, run->n_glyphs) =
            (ht_glyph){shaped->id, x + shaped->x - a->cut, shaped->y};
    }
}

/* The run of atoms [first, last), which stand at x[0] and so on; *edge is where it begins. */
static ht_run *make_run(ht_len *edge, ht_setter *setter, const ht_atoms *atoms, size_t first,
                        size_t last, const ht_len *x)
{
    ht_run *run = HT_NEW(setter->arena, ht_run);
    GString *text = g_string_new(NULL);
    run->to_left =
        atoms->items[first].level % 2 == 1 && atoms->items[first].class != HT_CLASS_SPACE;
    size_t left = run->to_left ? last - 1 - first : 0;
    size_t right = last - 1 - first - left;
    run->face = atoms->items[first].face;
    run->size = atoms->items[first].piece->style->size;
    run->condense = atoms->condense;
    for (size_t i = first; i < last; i++) {
        const ht_atom *a = &atoms->items[i];
        ht_cluster *cluster = HT_PUSH(setter->arena, run->clusters, run->n_clusters);
        *cluster = (ht_cluster){a->bytes, a->n_glyphs};
        g_string_append_len(text, a->text, a->bytes);
        size_t from_left = run->to_left ? first + last - 1 - i : i;
        add_glyphs(run, setter->arena, atoms, from_left, x[from_left - first] - x[left]);
    }
    *edge = x[left];
    run->advance = x[right] - x[left] + atoms->items[first + right].width;
    run->text = ht_arena_strdup(setter->arena, text->str);
    g_string_free(text, TRUE);
    return run;
}

static ht_mark *add_mark(ht_line *line, ht_arena *arena, const ht_block *block)
{
    ht_mark *mark = HT_PUSH(arena, line->marks, line->n_marks);
    mark->element = block->element->name;
    mark->tag = block->tag;
    mark->ink = block->element->ink;
    return mark;
}

void ht_line_add_atoms(ht_line *line, ht_setter *setter, const ht_block *block,
                       const ht_atoms *atoms, size_t first, size_t last, const ht_len *x,
                       ht_len left)
{
    size_t visible = last; /* spaces behind it are a run of their own, see order.c */
    while (visible > first && atoms->items[visible - 1].class == HT_CLASS_SPACE) {
        visible--;
    }
    for (size_t from = first; from < last;) {
        size_t to = from + 1;
        while (to < last && to != visible &&
               same_run(&atoms->items[to - 1], &atoms->items[to], setter)) {
            to++;
        }
        const ht_piece *piece = atoms->items[from].piece;
        const ht_style *style = piece->style;
        ht_mark *mark = add_mark(line, setter->arena, block);
        mark->kind = HT_MARK_RUN;
        ht_len edge = 0;
        mark->ink = style->ink;
        mark->source_line = source_line(piece, setter);
        mark->run = make_run(&edge, setter, atoms, from, to, x + (from - first));
        mark->x = left + edge;
        mark->copy_number = piece->copy_number ? piece : NULL;
        mark->width = mark->run->advance;
        ht_len ascent = ht_em_ascent(setter, style);
        line->ascent = MAX(line->ascent, ascent);
        line->descent = MAX(line->descent, style->em - ascent);
        line->pitch = MAX(line->pitch, style->pitch);
        from = to;
    }
}

void ht_line_add_spread(ht_line *line, ht_setter *setter, const ht_block *block,
                        const ht_atoms *atoms, ht_len left, ht_len spread)
{
    size_t n = atoms->n_items;
    ht_len *x = HT_NEW_ARRAY(setter->arena, ht_len, n + 1);
    ht_len *widths = HT_NEW_ARRAY(setter->arena, ht_len, n + 1);
    ht_len *between = HT_NEW_ARRAY(setter->arena, ht_len, n + 1);
    int64_t gaps = 0;
    for (size_t i = 0; i + 1 < n; i++) {
        gaps += ht_gap_opens(&atoms->items[i], &atoms->items[i + 1]);
    }
    int64_t seen = 0;
    ht_len given = 0;
    for (size_t i = 0; i < n; i++) {
        seen += i + 1 < n && ht_gap_opens(&atoms->items[i], &atoms->items[i + 1]);
        ht_len due = gaps > 0 ? ht_len_scale(spread, seen, gaps) - given : 0;
        widths[i] = atoms->items[i].width - atoms->items[i].gap;
        between[i] = atoms->items[i].gap + due;
        given += due;
    }
    ht_place_in_order(x, setter->arena, atoms, 0, n, widths, between);
    if (atoms->n_items > 0) {
        ht_line_add_atoms(line, setter, block, atoms, 0, atoms->n_items, x, left);
    }
}

/* A mark that nobody reads. */
static ht_mark *add_box(ht_line *line, ht_arena *arena, const ht_block *block, ht_len x, ht_len y,
                        ht_len width, ht_len height)
{
    ht_mark *mark = add_mark(line, arena, block);
    mark->kind = HT_MARK_RULE;
    mark->tag = NULL;
    mark->x = x;
    mark->y = y;
    mark->width = width;
    mark->height = height;
    return mark;
}

void ht_line_add_rule(ht_line *line, ht_arena *arena, const ht_block *block, ht_len x, ht_len y,
                      ht_len width, ht_len height)
{
    add_box(line, arena, block, x, y, width, height);
}

void ht_line_add_drawing(ht_line *line, ht_setter *setter, const ht_block *block, ht_len x,
                         ht_len y)
{
    const ht_drawing *drawing = &block->drawing;
    if (drawing->image == NULL) {
        return;
    }
    ht_mark *mark = add_mark(line, setter->arena, block);
    mark->kind = HT_MARK_IMAGE;
    mark->tag = block->figure;
    mark->x = x;
    mark->y = y;
    mark->width = drawing->width;
    mark->height = drawing->height;
    mark->source_line = drawing->place.source == setter->source ? drawing->place.line : 0;
    mark->image = drawing->image;
    ht_image_hold(setter->arena, drawing->image);
}

static const char *join_pieces(ht_arena *arena, const ht_pieces *pieces)
{
    const char *all = "";
    for (size_t i = 0; i < pieces->n_items; i++) {
        all = ht_arena_printf(arena, "%s%s", all, pieces->items[i].text);
    }
    return all;
}

void ht_line_add_seal(ht_line *line, ht_setter *setter, const ht_block *block, ht_len x, ht_len y,
                      ht_len width, ht_len height)
{
    ht_mark *mark = add_box(line, setter->arena, block, x, y, width, height);
    mark->kind = HT_MARK_SEAL;
    mark->target = join_pieces(setter->arena, &block->text);
}

void ht_line_tag(ht_line *line, size_t first, const ht_tag *tag)
{
    for (size_t i = first; i < line->n_marks; i++) {
        line->marks[i].tag = tag;
    }
}

/* Adds the ink of one run to a line's; of its first glyph only on request. */
static void add_ink(ht_line_ink *ink, const ht_mark *mark, bool first_only)
{
    const ht_run *run = mark->run;
    int upem = ht_face_upem(run->face);
    ht_len wide = ht_len_scale(run->size, run->condense, 1024);
    for (size_t i = 0; i < (first_only ? 1 : run->n_glyphs); i++) {
        const ht_glyph *glyph = &run->glyphs[i];
        ht_ink_box box;
        if (!ht_face_ink(&box, run->face, glyph->id)) {
            continue;
        }
        ht_len x = mark->x + glyph->x;
        ht_len y = mark->y + glyph->y;
        ink->top = MIN(ink->top, y - ht_len_scale(run->size, box.top, upem));
        ink->bottom = MAX(ink->bottom, y - ht_len_scale(run->size, box.bottom, upem));
        ink->left = MIN(ink->left, x + ht_len_scale(wide, box.left, upem));
        ink->right = MAX(ink->right, x + ht_len_scale(wide, box.right, upem));
    }
}

bool ht_line_find_ink(ht_line_ink *ink, const ht_line *line, bool first_only)
{
    *ink = (ht_line_ink){HT_LEN_MAX, HT_LEN_MAX, -HT_LEN_MAX, -HT_LEN_MAX};
    for (size_t i = 0; i < line->n_marks; i++) {
        if (line->marks[i].kind == HT_MARK_RUN) {
            add_ink(ink, &line->marks[i], first_only);
            if (first_only) {
                break;
            }
        }
    }
    return ink->left < HT_LEN_MAX;
}

void ht_line_measure_edge(ht_line *line, ht_edge edge)
{
    ht_line_ink ink;
    if (edge != HT_EDGE_EM && ht_line_find_ink(&ink, line, edge == HT_EDGE_FIRST)) {
        line->ascent = -ink.top;
        line->descent = ink.bottom;
    }
}
