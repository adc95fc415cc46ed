/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The parts of a document that are not paragraphs: the mark (7.2.4), signers in columns (7.2.6),
 * elements side by side (7.2.5, 7.4.3), and the sign-off (7.3.5.2). Each takes a block with parts
 * and gives lines.
 */

#include "text/setter.h"

#include <string.h>

/* ---- The mark ------------------------------------------------------------------------------ */

/* The marks of several organs, one above the other, are so far apart, in 1/1000 of their size. */
#define MARK_LEADING 1180
/* Between the names and 文件 at their right, in 1/1000 of a cell. */
#define MARK_GAP 250

/* A mark smaller than this many 1024ths of its size is none. */
#define LEAST_SHARE 128

typedef struct mark_parts {
    ht_atoms *names;
    size_t n_names;
    ht_atoms suffix;
    ht_len names_width;
    ht_len gap;
    ht_len suffix_width;
} mark_parts;

/* The pieces in a style of the mark that is `share` 1024ths of its size. */
static ht_pieces scaled(ht_arena *arena, const ht_pieces *pieces, int share)
{
    ht_pieces copy = {HT_NEW_ARRAY(arena, ht_piece, pieces->n_items + 1), pieces->n_items};
    for (size_t i = 0; i < pieces->n_items; i++) {
        ht_style *style = HT_NEW(arena, ht_style);
        *style = *pieces->items[i].style;
        style->size = ht_len_scale(style->size, share, 1024);
        style->cell = ht_len_scale(style->cell, share, 1024);
        style->em = ht_len_scale(style->em, share, 1024);
        copy.items[i] = pieces->items[i];
        copy.items[i].style = style;
    }
    return copy;
}

static void shape_mark(mark_parts *parts, ht_setter *setter, const ht_block *block, int share)
{
    *parts = (mark_parts){.names = HT_NEW_ARRAY(setter->arena, ht_atoms, block->n_parts),
                          .n_names = block->n_parts};
    for (size_t i = 0; i < block->n_parts; i++) {
        ht_pieces text = scaled(setter->arena, &block->parts[i].text, share);
        ht_shape(&parts->names[i], setter, &text, true);
        ht_len width = ht_atoms_width(&parts->names[i], 0, parts->names[i].n_items);
        parts->names_width = MAX(parts->names_width, width);
    }
    ht_pieces suffix = scaled(setter->arena, &block->text, share);
    ht_shape(&parts->suffix, setter, &suffix, true);
    parts->suffix_width = ht_atoms_width(&parts->suffix, 0, parts->suffix.n_items);
    bool apart = block->n_parts > 1 && parts->suffix.n_items > 0;
    parts->gap = apart ? ht_len_scale(suffix.items[0].style->cell, MARK_GAP, 1000) : 0;
}

static ht_len mark_width(const mark_parts *parts)
{
    return parts->names_width + parts->gap + parts->suffix_width;
}

/* Moves the marks added since `from` down by `y`. */
static void move_down(ht_line *line, size_t from, ht_len y)
{
    for (size_t i = from; i < line->n_marks; i++) {
        line->marks[i].y += y;
    }
}

/* Glyphs have more blank on one side than on the other: what is centred is what is seen. At most by
 * `slack`, so that the mark stays in its room. */
static void centre_ink(ht_line *line, ht_len centre, ht_len slack)
{
    ht_line_ink ink;
    ht_len off = ht_line_find_ink(&ink, line, false) ? centre - (ink.left + ink.right) / 2 : 0;
    off = CLAMP(off, -slack, slack);
    for (size_t i = 0; i < line->n_marks; i++) {
        line->marks[i].x += off;
    }
}

void ht_set_mark(ht_lines *lines, ht_setter *setter, const ht_block *block)
{
    const ht_element *element = block->element;
    ht_len room = setter->measure - element->left - element->right;
    mark_parts parts;
    int wanted = block->share * 1024 / 1000;
    shape_mark(&parts, setter, block, wanted);
    if (mark_width(&parts) > room) {
        /* Rounded down: a mark must not stick out by a hair. */
        int share = (int)((int64_t)room * wanted / mark_width(&parts));
        if (share < LEAST_SHARE) {
            ht_tell_too_wide(setter, &block->parts[0].text, mark_width(&parts), room);
            return;
        }
        shape_mark(&parts, setter, block, share);
    }
    ht_line *line = ht_lines_add(lines, setter);
    ht_len left = element->left + (room - mark_width(&parts)) / 2;
    ht_len pitch = 0;
    for (size_t i = 0; i < parts.n_names; i++) {
        size_t before = line->n_marks;
        ht_len width = ht_atoms_width(&parts.names[i], 0, parts.names[i].n_items);
        ht_line_add_spread(line, setter, block, &parts.names[i], left, parts.names_width - width);
        if (parts.names[i].n_items > 0) {
            pitch = ht_len_scale(parts.names[i].items[0].piece->style->size, MARK_LEADING, 1000);
        }
        move_down(line, before, (ht_len)i * pitch);
    }
    size_t before = line->n_marks;
    ht_line_add_spread(line, setter, block, &parts.suffix, left + parts.names_width + parts.gap, 0);
    move_down(line, before, ((ht_len)parts.n_names - 1) * pitch / 2);
    line->descent += ((ht_len)parts.n_names - 1) * pitch;
    centre_ink(line, element->left + room / 2, (room - mark_width(&parts)) / 2);
    ht_line_measure_edge(line, element->placement.edge);
}

/* ---- Names in columns ---------------------------------------------------------------------- */

/* A name of two characters takes the width of three. */
#define SHORT_NAME 2
#define SPREAD_NAME 3

static ht_len name_width(const ht_atoms *atoms, bool spread)
{
    ht_len width = ht_atoms_width(atoms, 0, atoms->n_items);
    bool short_name = spread && atoms->n_items == SHORT_NAME;
    return short_name ? SPREAD_NAME * atoms->items[0].piece->style->cell : width;
}

void ht_set_names(ht_lines *lines, ht_setter *setter, const ht_block *block)
{
    const ht_element *element = block->element;
    ht_atoms *names = HT_NEW_ARRAY(setter->arena, ht_atoms, block->n_parts);
    ht_atoms label = {0};
    ht_len column = 0;
    for (size_t i = 0; i < block->n_parts; i++) {
        ht_set_words(&names[i], setter, &block->parts[i].text);
        column = MAX(column, name_width(&names[i], element->spread));
    }
    if (block->n_labels > 0) {
        ht_set_words(&label, setter, &block->labels[0].text);
    }
    size_t columns = MIN((size_t)MAX(element->columns, 1), block->n_parts);
    ht_len gap = setter->layout->cell;
    ht_len label_width = ht_atoms_width(&label, 0, label.n_items);
    ht_len width = label_width + (ht_len)columns * (column + gap) - gap;
    ht_len room = setter->measure - element->left - element->right;
    ht_len left = setter->measure - element->right - width;
    if (ht_tell_too_wide(setter, &block->parts[0].text, width, room)) {
        return;
    }
    for (size_t i = 0; i < block->n_parts; i++) {
        ht_line *line =
            i % columns == 0 ? ht_lines_add(lines, setter) : &lines->items[lines->n_items - 1];
        ht_len natural = ht_atoms_width(&names[i], 0, names[i].n_items);
        ht_len spread = name_width(&names[i], element->spread) - natural;
        ht_len x = left + label_width + (ht_len)(i % columns) * (column + gap);
        if (i == 0) {
            ht_line_add_spread(line, setter, block, &label, left, 0);
        }
        ht_line_add_spread(line, setter, &block->parts[i], &names[i], x, spread);
    }
}

/* ---- Side by side -------------------------------------------------------------------------- */

static void append_marks(ht_line *line, ht_arena *arena, const ht_line *from)
{
    for (size_t i = 0; i < from->n_marks; i++) {
        *HT_PUSH(arena, line->marks, line->n_marks) = from->marks[i];
    }
    line->ascent = MAX(line->ascent, from->ascent);
    line->descent = MAX(line->descent, from->descent);
    line->pitch = MAX(line->pitch, from->pitch);
}

/* Tells when two marks of a line stand on each other. */
static void check_overlap(ht_setter *setter, const ht_block *block, const ht_line *line)
{
    for (size_t i = 0; i < line->n_marks; i++) {
        for (size_t j = 0; j < i; j++) {
            const ht_mark *a = &line->marks[j];
            const ht_mark *b = &line->marks[i];
            ht_len shared = MIN(a->x + a->width, b->x + b->width) - MAX(a->x, b->x);
            ht_len slack = HT_PT / 2;
            if (shared > slack) {
                const ht_pieces *text = &block->parts[0].text;
                ht_tell_too_wide(setter, text, a->width, a->width - shared);
                return;
            }
        }
    }
}

void ht_set_row(ht_lines *lines, ht_setter *setter, const ht_block *block)
{
    ht_lines *parts = HT_NEW_ARRAY(setter->arena, ht_lines, block->n_parts);
    size_t height = 0;
    for (size_t i = 0; i < block->n_parts; i++) {
        ht_set_block(&parts[i], setter, &block->parts[i], 0);
        height = MAX(height, parts[i].n_items);
    }
    for (size_t row = 0; row < height; row++) {
        ht_line *line = ht_lines_add(lines, setter);
        for (size_t i = 0; i < block->n_parts; i++) {
            bool last = block->parts[i].element->last_line;
            size_t skip = last ? height - parts[i].n_items : 0;
            if (row >= skip && row - skip < parts[i].n_items) {
                append_marks(line, setter->arena, &parts[i].items[row - skip]);
            }
        }
        check_overlap(setter, block, line);
    }
}

/* ---- Sign-off without a seal (7.3.5.2) ----------------------------------------------------- */

/* The place of a seal over a name, or over a name and the date in the line below. */
static void add_seal(ht_line *lines, size_t n_lines, ht_setter *setter, const ht_block *whose)
{
    const ht_style *style = whose->element->style;
    ht_len height = style->em + (ht_len)(n_lines - 1) * setter->layout->pitch;
    ht_len left = HT_LEN_MAX;
    ht_len right = 0;
    for (size_t n = 0; n < n_lines; n++) {
        for (size_t i = 0; i < lines[n].n_marks; i++) {
            const ht_mark *mark = &lines[n].marks[i];
            left = MIN(left, mark->x);
            right = MAX(right, mark->x + mark->width);
        }
    }
    if (left < right) {
        ht_line_add_seal(lines, setter, whose, left, -ht_em_ascent(setter, style), right - left,
                         height);
    }
}

/* Where the seals would stand. A date without a name is nobody's. */
static void add_seals(ht_lines *lines, ht_setter *setter, const ht_block *block)
{
    const ht_block nobody = {.element = block->element};
    for (size_t i = 0; i < block->n_parts; i++) {
        bool last = i + 1 == block->n_parts;
        add_seal(&lines->items[i], last ? lines->n_items - i : 1, setter, &block->parts[i]);
    }
    if (block->n_parts == 0 && lines->n_items > 0) {
        add_seal(lines->items, 1, setter, &nobody);
    }
}

void ht_set_sign_off(ht_lines *lines, ht_setter *setter, const ht_block *block)
{
    const ht_element *element = block->element;
    ht_atoms *names = HT_NEW_ARRAY(setter->arena, ht_atoms, block->n_parts);
    ht_atoms date;
    ht_len name_room = 0;
    for (size_t i = 0; i < block->n_parts; i++) {
        ht_set_words(&names[i], setter, &block->parts[i].text);
        ht_len width = ht_atoms_width(&names[i], 0, names[i].n_items);
        if (ht_tell_too_wide(setter, &block->parts[i].text, width,
                             setter->measure - element->right)) {
            return;
        }
        name_room = MAX(name_room, width);
    }
    ht_set_words(&date, setter, &block->text);
    ht_len date_width = ht_atoms_width(&date, 0, date.n_items);
    ht_len edge = setter->measure - element->right;
    ht_len name_x = edge - name_room;
    ht_len date_x = block->n_parts > 0 ? name_x + element->shift : edge - date_width;
    if (date_width > name_room && block->n_parts > 0) {
        /* A longer date keeps the blank at its right, and the name moves left. */
        date_x = edge - date_width;
        name_x = date_x - element->shift;
    }
    /* A date that would come too near the edge takes the names along to the left. */
    ht_len over = date_x + date_width + element->least_right - setter->measure;
    if (over > 0 && date.n_items > 0) {
        date_x -= over;
        name_x -= over;
    }
    for (size_t i = 0; i < block->n_parts; i++) {
        ht_line_add_spread(ht_lines_add(lines, setter), setter, &block->parts[i], &names[i], name_x,
                           0);
    }
    if (date.n_items > 0) {
        ht_line_add_spread(ht_lines_add(lines, setter), setter, block, &date, date_x, 0);
    }
    add_seals(lines, setter, block);
}
