/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Sign-offs with seals (7.3.5.1) and with signature stamps (7.3.5.3). In: a block whose parts are
 * names or posts with their drawings, and the date. Out: lines.
 *
 *             text above
 *        ╭──────────────╮   at most a line below the text
 *        │      ★       │
 *     临江县人民政府……    the middle of the name `sink` below the seal's centre
 *        │ 2024年5月8日 │   four 字 from the right edge
 *        ╰──────────────╯
 *
 * Several seals stand in rows, in columns as far apart as the widest of them asks for, the last
 * column where the date stands. The seals' middles are one height in a row.
 */

#include "text/setter.h"

#include <string.h>

typedef struct plan {
    ht_atoms *names; /* one a part */
    ht_atoms date;
    ht_len date_width;
    ht_len widest;  /* of names and seals */
    ht_len tallest; /* seal */
    size_t columns;
    ht_len pitch;  /* from column to column */
    ht_len centre; /* of the last column */
    ht_len sink;   /* of the names' middles below the seals' */
} plan;

static void shape_parts(plan *p, ht_setter *setter, const ht_block *block)
{
    p->names = HT_NEW_ARRAY(setter->arena, ht_atoms, block->n_parts + 1);
    for (size_t i = 0; i < block->n_parts; i++) {
        ht_set_words(&p->names[i], setter, &block->parts[i].text);
        ht_len name = ht_atoms_width(&p->names[i], 0, p->names[i].n_items);
        p->widest = MAX(p->widest, MAX(name, block->parts[i].drawing.width));
        p->tallest = MAX(p->tallest, block->parts[i].drawing.height);
    }
    ht_set_words(&p->date, setter, &block->text);
    p->date_width = ht_atoms_width(&p->date, 0, p->date.n_items);
}

/* How many columns there are, and where the last one's middle is: the date keeps its blank at the
 * right, unless a name or a seal would leave the type area. */
static void plan_columns(plan *p, const ht_setter *setter, const ht_block *block)
{
    const ht_element *element = block->element;
    ht_len half = p->widest / 2;
    ht_len last = setter->measure - element->right - p->date_width / 2;
    p->pitch = p->widest + element->apart;
    size_t fit = (size_t)((setter->measure + element->apart) / p->pitch);
    p->columns = MIN(MAX(fit, 1), MIN(block->n_parts, (size_t)MAX(element->columns, 1)));
    ht_len first = last - (ht_len)(p->columns - 1) * p->pitch;
    last += MAX(half - first, 0);
    p->centre = MIN(last, setter->measure - half);
}

/*
 * How far the first row's names stand below their seals' centres. The lines are on the grid, so the
 * gap between the text and the seals is what is left over: as much as `sink` leaves of it, and
 * within the line that 7.3.5.1 allows. Deeper when the gap would be wider.
 */
static ht_len plan_sink(const plan *p, const ht_setter *setter, const ht_element *element)
{
    ht_len pitch = setter->layout->pitch;
    ht_len em = element->style->em;
    ht_len least = element->placement.above;
    /* From the middle of the text's last line to the centre of the seals at the least gap. */
    ht_len to_centre = em / 2 + least + p->tallest / 2;
    ht_len lines = (to_centre + element->sink + pitch - 1) / pitch;
    ht_len gap = lines * pitch - element->sink - p->tallest / 2 - em / 2;
    ht_len most = element->within - element->within / 16;
    return element->sink + MAX(gap - most, 0);
}

static void check_names(ht_setter *setter, const ht_block *block, const plan *p)
{
    for (size_t i = 0; i < block->n_parts; i++) {
        ht_len width = ht_atoms_width(&p->names[i], 0, p->names[i].n_items);
        if (ht_tell_too_wide(setter, &block->parts[i].text, width, setter->measure)) {
            return;
        }
    }
}

/* A row of names [first, last) and their seals. */
static void add_row(ht_lines *lines, ht_setter *setter, const ht_block *block, const plan *p,
                    size_t first, size_t last)
{
    const ht_style *style = block->element->style;
    ht_line *line = ht_lines_add(lines, setter);
    ht_len ascent = ht_em_ascent(setter, style);
    /* The middle of the em box, from the baseline upwards. */
    ht_len middle = ascent - style->em / 2;
    ht_len centre = -middle - p->sink;
    for (size_t i = first; i < last; i++) {
        ht_len x = p->centre - (ht_len)(last - 1 - i) * p->pitch;
        ht_len width = ht_atoms_width(&p->names[i], 0, p->names[i].n_items);
        const ht_block *part = &block->parts[i];
        ht_line_add_spread(line, setter, part, &p->names[i], x - width / 2, 0);
        ht_line_add_drawing(line, setter, part, x - part->drawing.width / 2,
                            centre - part->drawing.height / 2);
        if (part->drawing.height == 0) {
            ht_line_add_seal(line, setter, part, x - width / 2, -ascent, width, style->em);
        } else {
            ht_line_add_seal(line, setter, part, x - part->drawing.width / 2,
                             centre - part->drawing.height / 2, part->drawing.width,
                             part->drawing.height);
            line->reach = MAX(line->reach, centre + part->drawing.height / 2);
            ht_len left = x - part->drawing.width / 2;
            line->reach_left = i == first ? left : MIN(line->reach_left, left);
        }
    }
    line->ascent = MAX(ascent, p->tallest / 2 - centre);
    line->descent = style->em - ascent;
    line->pitch = style->pitch;
}

/* The lines a row of seals takes: as many as keep it clear of the next. */
static ht_len row_pitch(const plan *p, const ht_setter *setter, ht_len apart)
{
    ht_len pitch = setter->layout->pitch;
    return (p->tallest + apart + pitch - 1) / pitch * pitch;
}

void ht_set_seals(ht_lines *lines, ht_setter *setter, const ht_block *block)
{
    const ht_element *element = block->element;
    plan p = {0};
    size_t errors = ht_diags_errors(setter->diags);
    shape_parts(&p, setter, block);
    check_names(setter, block, &p);
    if (ht_diags_errors(setter->diags) > errors) {
        return;
    }
    plan_columns(&p, setter, block);
    p.sink = plan_sink(&p, setter, element);
    for (size_t first = 0; first < block->n_parts; first += p.columns) {
        size_t last = MIN(first + p.columns, block->n_parts);
        add_row(lines, setter, block, &p, first, last);
        if (first > 0) {
            ht_line *line = &lines->items[lines->n_items - 1];
            line->drop = row_pitch(&p, setter, element->apart);
        }
    }
    if (p.date.n_items > 0) {
        const ht_line above = lines->items[lines->n_items - 1];
        ht_line *line = ht_lines_add(lines, setter);
        ht_line_add_spread(line, setter, block, &p.date, p.centre - p.date_width / 2, 0);
        line->reach = MAX(above.reach - setter->layout->pitch, 0);
        line->reach_left = above.reach_left;
    }
}

/* ---- Signature stamps ---------------------------------------------------------------------- */

/* Blank between the stamps of several organs, as a share of a stamp's height. */
#define STAMP_LEADING 8

void ht_set_stamps(ht_lines *lines, ht_setter *setter, const ht_block *block)
{
    const ht_element *element = block->element;
    const ht_style *style = element->style;
    ht_len edge = setter->measure - element->right;
    ht_len widest = 0;
    ht_atoms date;
    for (size_t i = 0; i < block->n_parts; i++) {
        widest = MAX(widest, block->parts[i].drawing.width);
    }
    for (size_t i = 0; i < block->n_parts; i++) {
        const ht_block *part = &block->parts[i];
        const ht_drawing *stamp = &part->drawing;
        ht_line *line = ht_lines_add(lines, setter);
        ht_atoms post;
        ht_set_words(&post, setter, &part->text);
        ht_len width = ht_atoms_width(&post, 0, post.n_items);
        ht_len right = edge - widest - element->apart;
        if (ht_tell_too_wide(setter, &part->text, width, right)) {
            return;
        }
        ht_len middle = ht_em_ascent(setter, style) - style->em / 2;
        ht_line_add_spread(line, setter, part, &post, right - width, 0);
        ht_line_add_drawing(line, setter, part, edge - stamp->width, -middle - stamp->height / 2);
        ht_line_add_seal(line, setter, part, edge - stamp->width, -middle - stamp->height / 2,
                         stamp->width, stamp->height);
        ht_len leading = i > 0 ? stamp->height / STAMP_LEADING : 0;
        line->ascent = MAX(ht_em_ascent(setter, style), middle + stamp->height / 2);
        line->descent = MAX(style->em - ht_em_ascent(setter, style), stamp->height / 2 - middle);
        line->pitch = i > 0 ? lines->items[i - 1].descent + leading + line->ascent : 0;
    }
    ht_set_words(&date, setter, &block->text);
    if (date.n_items > 0) {
        ht_len width = ht_atoms_width(&date, 0, date.n_items);
        ht_line *line = ht_lines_add(lines, setter);
        ht_line_add_spread(line, setter, block, &date, edge - width, 0);
        if (lines->n_items > 1) {
            line->pitch = line[-1].descent + element->date_above + line->ascent;
        }
    }
}
