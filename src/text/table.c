/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Tables of the body. In: a grid of cells. Out: lines: a row each, its upper edge on the line's
 * baseline; or, where rows may be divided, one for each line of their text. The largest of the
 * element's sizes is taken in which the cells fit; a smaller one than the first is told.
 */

#include "text/table.h"

#include <string.h>

/* Lines of at least so many 字 are made flush. */
#define LEAST_FLUSH 12

/* One line of a cell's text. */
typedef struct text_line {
    const ht_atoms *atoms;
    size_t first;
    size_t last;
    bool flush;   /* to both sides */
    bool wrapped; /* continues a paragraph */
} text_line;

typedef struct text_lines {
    text_line *items;
    size_t n_items;
} text_lines;

/* ---- Shaping and measuring ----------------------------------------------------------------- */

static ht_len longest_stretch(const ht_atoms *atoms)
{
    ht_len longest = 0;
    size_t first = 0;
    for (size_t i = 0; i < atoms->n_items; i++) {
        if (atoms->items[i].break_after || i + 1 == atoms->n_items) {
            longest = MAX(longest, ht_atoms_width(atoms, first, i + 1));
            first = i + 1;
        }
    }
    return longest;
}

static void shape_cell(ht_table *t, ht_table_cell *cell)
{
    ht_arena *arena = t->setter->arena;
    const ht_grid_cell *source = cell->source;
    cell->paragraphs = HT_NEW_ARRAY(arena, ht_atoms, source->n_paragraphs + 1);
    for (size_t i = 0; i < source->n_paragraphs; i++) {
        ht_pieces text = ht_pieces_restyled(arena, &source->paragraphs[i], t->style);
        ht_atoms *atoms = &cell->paragraphs[cell->n_paragraphs];
        ht_set_words(atoms, t->setter, &text);
        if (atoms->n_items > 0) {
            cell->n_paragraphs++;
            cell->natural = MAX(cell->natural, ht_atoms_width(atoms, 0, atoms->n_items));
            cell->least = MAX(cell->least, longest_stretch(atoms));
        }
    }
}

static void note_cover(ht_table *t, const ht_table_cell *cell)
{
    const ht_grid_cell *source = cell->source;
    size_t columns = (size_t)t->grid->n_columns;
    for (size_t r = 0; r < (size_t)source->rows && cell->row + r < t->grid->n_rows; r++) {
        for (size_t k = 0; k < (size_t)source->span; k++) {
            t->cover[(cell->row + r) * columns + (size_t)source->column + k] =
                (size_t)(cell - t->cells);
        }
    }
}

/* Shapes all cells in a style. */
static void shape_cells(ht_table *t, const ht_style *style)
{
    const ht_grid *grid = t->grid;
    ht_arena *arena = t->setter->arena;
    size_t count = 0;
    for (size_t r = 0; r < grid->n_rows; r++) {
        count += grid->rows[r].n_cells;
    }
    t->style = style;
    t->cells = HT_NEW_ARRAY(arena, ht_table_cell, count + 1);
    t->n_cells = 0;
    t->starts = HT_NEW_ARRAY(arena, size_t, grid->n_rows + 1);
    t->cover = HT_NEW_ARRAY(arena, size_t, grid->n_rows * (size_t)grid->n_columns + 1);
    t->columns = HT_NEW_ARRAY(arena, ht_table_column, (size_t)grid->n_columns + 1);
    for (size_t r = 0; r < grid->n_rows; r++) {
        for (size_t i = 0; i < grid->rows[r].n_cells; i++) {
            ht_table_cell *cell = &t->cells[t->n_cells++];
            *cell = (ht_table_cell){.source = &grid->rows[r].cells[i], .row = r};
            shape_cell(t, cell);
            note_cover(t, cell);
        }
        t->starts[r + 1] = t->n_cells;
    }
}

/* Tries the sizes from the largest; false after an error. */
static bool choose_size(ht_table *t)
{
    const ht_element *element = t->block->element;
    const ht_style *const none[] = {element->style};
    const ht_style *const *sizes = element->n_sizes > 0 ? element->sizes : none;
    size_t n = MAX(element->n_sizes, 1);
    ht_len room = t->setter->measure;
    for (size_t i = 0; i < n; i++) {
        shape_cells(t, sizes[i]);
        bool last = i + 1 == n;
        if (ht_table_plan_columns(t, room, false) ||
            (last && ht_table_plan_columns(t, room, true))) {
            if (i > 0 && ht_first_telling(t->setter, "smaller", t->block->place)) {
                ht_diag_add(t->setter->diags, HT_N0509, t->block->place,
                            ht_len_to_pt(sizes[i]->size));
            }
            return true;
        }
    }
    ht_diag_add(t->setter->diags, HT_E0510, t->block->place, ht_len_to_mm(t->width),
                ht_len_to_mm(room));
    if (t->grid->n_widths > 0) {
        ht_diag_hint(t->setter->diags, "%s",
                     ht_tr("give smaller widths, or leave some of them out"));
    } else if (t->block->turned) {
        ht_diag_hint(t->setter->diags, "%s",
                     ht_tr("give fewer columns, or shorten the longest words"));
    }
    return false;
}

/* ---- The text of a cell -------------------------------------------------------------------- */

static void break_cell(text_lines *lines, const ht_table *t, const ht_table_cell *cell)
{
    ht_arena *arena = t->setter->arena;
    ht_len measure = ht_table_cell_width(t, cell) - 2 * t->block->element->padding;
    measure = MAX(measure, t->style->cell);
    for (size_t p = 0; p < cell->n_paragraphs; p++) {
        const ht_atoms *atoms = &cell->paragraphs[p];
        ht_breaks breaks = {0};
        size_t first = 0;
        ht_paragraph paragraph = {atoms, measure, measure, HT_WISH_BEST, NULL};
        ht_break_paragraph(&breaks, arena, &paragraph);
        for (size_t i = 0; i < breaks.n_ends; i++) {
            size_t end = breaks.ends[i];
            *HT_PUSH(arena, lines->items, lines->n_items) =
                (text_line){atoms, first, end, end<atoms->n_items, i> 0};
            first = end;
        }
    }
}

/* Adds one line of a cell's text, its baseline `y` below the row's upper edge. */
static void add_text(ht_line *line, const ht_table *t, const ht_table_cell *cell,
                     const text_line *text, ht_len left, ht_len y)
{
    const ht_table_column *column = &t->columns[cell->source->column];
    ht_len padding = t->block->element->padding;
    ht_len measure = MAX(ht_table_cell_width(t, cell) - 2 * padding, t->style->cell);
    bool head = cell->row < t->grid->n_head;
    char align = column->align;
    bool one_line = cell->n_paragraphs == 1 && cell->natural <= measure;
    bool said = column->said && !head;
    if (head || (cell->source->span > 1 && !said && one_line)) {
        align = 'c';
    } else if (cell->source->span > 1 && !said) {
        align = 'l';
    }
    ht_len *x = HT_NEW_ARRAY(t->setter->arena, ht_len, text->last - text->first + 1);
    /* In a narrow column a flush line would show holes. */
    bool wide = measure >= LEAST_FLUSH * t->style->cell;
    bool flush = text->flush && wide && align != 'c' && align != 'r';
    ht_len width = ht_squeeze(x, t->setter->arena, text->atoms, text->first, text->last, measure,
                              flush, text->wrapped);
    ht_len at = left + column->left + padding;
    if (align == '.' && ht_table_is_number(cell)) {
        ht_len block = column->whole + column->rest;
        at += (measure - block) / 2 + column->whole - ht_table_whole_part(text->atoms);
    } else if (align == 'c' || align == '.') {
        at += (measure - width) / 2;
    } else if (align == 'r') {
        at += measure - width;
    }
    size_t before = line->n_marks;
    ht_line_add_atoms(line, t->setter, t->block, text->atoms, text->first, text->last, x, at);
    ht_line_tag(line, before, cell->source->tag);
    for (size_t m = before; m < line->n_marks; m++) {
        line->marks[m].y += y;
    }
}

/* ---- Rows ---------------------------------------------------------------------------------- */

/* Blank above and below the text of a cell. */
static ht_len blank_of(const ht_table *t)
{
    return (t->style->pitch - t->style->em) / 2 + t->block->element->padding / 2;
}

static ht_len text_height(const ht_table *t, size_t lines)
{
    int64_t below = lines > 0 ? (int64_t)(lines - 1) * t->style->pitch : 0;
    return (ht_len)MIN(below + t->style->em, HT_LEN_MAX / 8);
}

/* The height of each row; a cell that reaches down lets the last row it reaches grow. */
static ht_len *measure_rows(const ht_table *t, const text_lines *texts)
{
    ht_len *heights = HT_NEW_ARRAY(t->setter->arena, ht_len, t->grid->n_rows + 1);
    for (int reaching = 0; reaching < 2; reaching++) {
        for (size_t i = 0; i < t->n_cells; i++) {
            const ht_table_cell *cell = &t->cells[i];
            if ((cell->source->rows > 1) != (reaching == 1)) {
                continue;
            }
            size_t last = cell->row + (size_t)cell->source->rows - 1;
            ht_len height = text_height(t, texts[i].n_items) + 2 * blank_of(t);
            for (size_t r = cell->row; r < last; r++) {
                height -= heights[r];
            }
            heights[last] = MAX(heights[last], height);
        }
    }
    return heights;
}

/* True when a cell over row r goes on in the next. */
static bool reaches_down(const ht_table *t, size_t r)
{
    size_t columns = (size_t)t->grid->n_columns;
    for (size_t k = 0; k < columns; k++) {
        const ht_table_cell *cell = &t->cells[t->cover[r * columns + k]];
        if (cell->row + (size_t)cell->source->rows > r + 1) {
            return true;
        }
    }
    return false;
}

/* A row as one line. */
static void add_row(ht_lines *lines, const ht_table *t, size_t row, const text_lines *texts,
                    const ht_len *heights, ht_len left)
{
    ht_line *line = ht_lines_add(lines, t->setter);
    for (size_t i = t->starts[row]; i < t->starts[row + 1]; i++) {
        const ht_table_cell *cell = &t->cells[i];
        ht_len height = 0;
        for (size_t r = row; r < row + (size_t)cell->source->rows; r++) {
            height += heights[r];
        }
        line->tied = line->tied || cell->source->rows > 1;
        ht_len y =
            (height - text_height(t, texts[i].n_items)) / 2 + ht_em_ascent(t->setter, t->style);
        for (size_t n = 0; n < texts[i].n_items; n++) {
            add_text(line, t, cell, &texts[i].items[n], left, y + (ht_len)n * t->style->pitch);
        }
    }
    line->tied = line->tied || reaches_down(t, row);
    line->head = row < t->grid->n_head;
    line->ascent = 0;
    line->descent = heights[row];
    line->pitch = 0; /* rows stand on each other */
    ht_table_add_rules(line, t, row, left, true, true);
}

static bool may_break(const ht_table *t, size_t row)
{
    size_t columns = (size_t)t->grid->n_columns;
    bool whole = !t->grid->break_rows || row < t->grid->n_head;
    for (size_t k = 0; k < columns && !whole; k++) {
        whole = t->cells[t->cover[row * columns + k]].source->rows > 1;
    }
    return !whole;
}

/* A row as a line for each line of its text. */
static void add_broken_row(ht_lines *lines, const ht_table *t, size_t row, const text_lines *texts,
                           ht_len left)
{
    size_t most = 1;
    for (size_t i = t->starts[row]; i < t->starts[row + 1]; i++) {
        most = MAX(most, texts[i].n_items);
    }
    ht_len blank = blank_of(t);
    for (size_t n = 0; n < most; n++) {
        ht_line *line = ht_lines_add(lines, t->setter);
        bool opens = n == 0;
        bool closes = n + 1 == most;
        ht_len above = opens ? blank : 0;
        for (size_t i = t->starts[row]; i < t->starts[row + 1]; i++) {
            if (n < texts[i].n_items) {
                add_text(line, t, &t->cells[i], &texts[i].items[n], left,
                         above + ht_em_ascent(t->setter, t->style));
            }
        }
        line->ascent = 0;
        line->descent = above + (closes ? t->style->em + blank : t->style->pitch);
        line->pitch = 0;
        ht_table_add_rules(line, t, row, left, opens, closes);
    }
}

#define MM (25.4 / 72)

/* Tells the first row that no page holds. */
static bool check_heights(const ht_table *t, const ht_len *heights)
{
    const ht_layout *layout = t->setter->layout;
    ht_len room = t->block->turned ? layout->width : layout->height;
    for (size_t r = 0; r < t->grid->n_head; r++) {
        room -= heights[r];
    }
    int64_t tied = 0; /* height of the rows that cells hold together */
    for (size_t r = 0; r < t->grid->n_rows; r++) {
        tied += heights[r];
        if (tied > room && !may_break(t, r)) {
            ht_diag_add(t->setter->diags, HT_E0511, t->block->place, (int)r + 1,
                        (double)tied / HT_PT * MM, ht_len_to_mm(MAX(room, 0)));
            return false;
        }
        tied = reaches_down(t, r) ? tied : 0;
    }
    return true;
}

void ht_set_cells(ht_lines *lines, ht_setter *setter, const ht_block *block)
{
    ht_table t = {.setter = setter, .block = block, .grid = block->grid};
    if (t.grid->n_rows == 0 || t.grid->n_columns == 0 || !choose_size(&t)) {
        return;
    }
    ht_table_align_columns(&t);
    text_lines *texts = HT_NEW_ARRAY(setter->arena, text_lines, t.n_cells + 1);
    for (size_t i = 0; i < t.n_cells; i++) {
        break_cell(&texts[i], &t, &t.cells[i]);
    }
    ht_len *heights = measure_rows(&t, texts);
    ht_len left = (setter->measure - t.width) / 2;
    if (!check_heights(&t, heights)) {
        return;
    }
    for (size_t r = 0; r < t.grid->n_rows; r++) {
        if (may_break(&t, r)) {
            add_broken_row(lines, &t, r, texts, left);
        } else {
            add_row(lines, &t, r, texts, heights, left);
        }
    }
}
