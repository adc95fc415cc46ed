/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The rules of a table. In: a row, as a line that has its height. Out: its marks: around each cell,
 * or 三线表, or none.
 */

#include "text/table.h"

ht_len ht_table_cell_width(const ht_table *t, const ht_table_cell *cell)
{
    ht_len width = 0;
    for (int k = 0; k < cell->source->span; k++) {
        width += t->columns[cell->source->column + k].width;
    }
    return width;
}

static void add_across(ht_line *line, const ht_table *t, ht_len x, ht_len width, ht_len y,
                       ht_len thickness)
{
    ht_line_add_rule(line, t->setter->arena, t->block, x, y - thickness / 2, width, thickness);
}

/* The sides of the cells over one row, and the edges of those that begin or end in it. `opens`,
 * `closes`: this line is the first, the last of the row. */
static void add_frame(ht_line *line, const ht_table *t, size_t row, ht_len left, ht_len height,
                      bool opens, bool closes)
{
    const ht_element *element = t->block->element;
    const ht_grid *grid = t->grid;
    size_t columns = (size_t)grid->n_columns;
    for (size_t k = 0; k < columns; k++) {
        const ht_table_cell *cell = &t->cells[t->cover[row * columns + k]];
        if ((size_t)cell->source->column != k) {
            continue;
        }
        ht_len x = left + t->columns[k].left;
        ht_len width = ht_table_cell_width(t, cell);
        size_t end = k + (size_t)cell->source->span;
        ht_len frame = element->frame;
        ht_len at = k == 0 ? x : x - element->thickness / 2;
        ht_line_add_rule(line, t->setter->arena, t->block, at, 0,
                         k == 0 ? frame : element->thickness, height);
        if (end == columns) {
            ht_line_add_rule(line, t->setter->arena, t->block, x + width - frame, 0, frame, height);
        }
        if (opens && cell->row == row) {
            add_across(line, t, x, width, 0, row == 0 ? frame : element->thickness);
        }
        size_t below = cell->row + (size_t)cell->source->rows;
        if (closes && below == row + 1) {
            add_across(line, t, x, width, height,
                       below == grid->n_rows ? frame : element->thickness);
        }
    }
}

/* 三线表: above and below the head, and at the foot. */
static void add_three_rules(ht_line *line, const ht_table *t, size_t row, ht_len left,
                            ht_len height, bool opens, bool closes)
{
    const ht_element *element = t->block->element;
    const ht_grid *grid = t->grid;
    if (opens && row == 0) {
        add_across(line, t, left, t->width, 0, element->frame);
    }
    if (closes && row + 1 == grid->n_rows) {
        add_across(line, t, left, t->width, height, element->frame);
    } else if (closes && row + 1 == grid->n_head) {
        add_across(line, t, left, t->width, height, element->thickness);
    }
}

void ht_table_add_rules(ht_line *line, const ht_table *t, size_t row, ht_len left, bool opens,
                        bool closes)
{
    ht_len height = line->descent;
    if (t->grid->borders == HT_BORDERS_RULES) {
        add_three_rules(line, t, row, left, height, opens, closes);
    } else if (t->grid->borders != HT_BORDERS_NONE) {
        add_frame(line, t, row, left, height, opens, closes);
    }
}
