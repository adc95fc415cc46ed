/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_TEXT_TABLE_H
#define HT_TEXT_TABLE_H

/*
 * Inside table.c, columns.c and frames.c only: a table on its way from cells to lines.
 */

#include "text/setter.h"

/* A cell, shaped in the style that is being tried. */
typedef struct ht_table_cell {
    const ht_grid_cell *source;
    ht_atoms *paragraphs;
    size_t n_paragraphs;
    ht_len natural; /* width of its longest paragraph on one line */
    ht_len least;   /* width of its longest stretch that may not be broken */
    size_t row;
} ht_table_cell;

typedef struct ht_table_column {
    ht_len left; /* from the table's left edge */
    ht_len width;
    bool said;    /* how it is aligned, by the data */
    char align;   /* l c r; . numbers, their points below each other */
    ht_len whole; /* of numbers: the widest part before the point … */
    ht_len rest;  /* … and behind it */
} ht_table_column;

typedef struct ht_table {
    ht_setter *setter;
    const ht_block *block;
    const ht_grid *grid;
    const ht_style *style;
    ht_table_cell *cells; /* row by row */
    size_t n_cells;
    size_t *starts; /* the first cell of each row, and the end */
    size_t *cover;  /* the cell over each column of each row: n_rows * n_columns of them */
    ht_table_column *columns;
    ht_len width;
} ht_table;

/*
 * Makes the columns as wide as `room` allows: those that the data gives stand, the others share
 * what is left by what their cells ask. `tight`: words of any length may be broken. False when the
 * cells do not fit; table->width is then what they need.
 */
bool ht_table_plan_columns(ht_table *table, ht_len room, bool tight);

/* The width of all the columns that a cell takes. */
ht_len ht_table_cell_width(const ht_table *table, const ht_table_cell *cell);

/* Adds the rules about one line of row `row`, `left` from the line's left edge. `opens`, `closes`:
 * the line is the first, the last of the row. */
void ht_table_add_rules(ht_line *line, const ht_table *table, size_t row, ht_len left, bool opens,
                        bool closes);

/* Finds how each column is aligned where the data does not say. */
void ht_table_align_columns(ht_table *table);

/* The width of a number's part before its point. */
ht_len ht_table_whole_part(const ht_atoms *number);

/* True when a cell holds one number and nothing else. */
bool ht_table_is_number(const ht_table_cell *cell);

#endif
