/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The columns of a table. In: its shaped cells and the room. Out: how wide each column is and how
 * it is aligned.
 *
 * A column of short cells is as wide as they are, so that no 序号 is broken; one of long cells is
 * at least a few 字 wide. What is left over is shared: in proportion to what the cells would take
 * on one line, when all of them fit so; else to what they still lack.
 */

#include "text/table.h"

#include <string.h>

/* A column is not narrower than so many 字 of its text, or its longest cell. */
#define LEAST_CELLS 4
/* Wider than any page, and so that many of them can be added up. */
#define WIDEST (HT_LEN_MAX / 512)
/* Widths that are given in mm may miss the type area's by this much. */
#define ROUNDING ((ht_len)64)

typedef struct need {
    ht_len *least;
    ht_len *natural;
} need;

static ht_len padded(const ht_table *t, ht_len width)
{
    return MIN(width, WIDEST) + 2 * MIN(t->block->element->padding, WIDEST);
}

static ht_len sum_of(const ht_len *widths, const ht_table_cell *cell)
{
    ht_len sum = 0;
    for (int k = 0; k < cell->source->span; k++) {
        sum += widths[cell->source->column + k];
    }
    return sum;
}

/* Lets the columns of a cell that spans several share what they lack. */
static void widen(ht_len *widths, const ht_table_cell *cell, ht_len wanted)
{
    ht_len lack = wanted - sum_of(widths, cell);
    int span = cell->source->span;
    for (int k = 0; lack > 0 && k < span; k++) {
        ht_len share = lack / (span - k);
        widths[cell->source->column + k] += share;
        lack -= share;
    }
}

static void collect(need *n, const ht_table *t, bool tight)
{
    size_t columns = (size_t)t->grid->n_columns;
    n->least = HT_NEW_ARRAY(t->setter->arena, ht_len, columns + 1);
    n->natural = HT_NEW_ARRAY(t->setter->arena, ht_len, columns + 1);
    /* Cells of one column first: they say what spanning ones still lack. */
    for (int spanning = 0; spanning < 2; spanning++) {
        for (size_t i = 0; i < t->n_cells; i++) {
            const ht_table_cell *cell = &t->cells[i];
            if ((cell->source->span > 1) != (spanning == 1)) {
                continue;
            }
            ht_len soft = MIN(cell->natural, LEAST_CELLS * t->style->cell);
            ht_len least = tight ? MIN(cell->natural, t->style->cell) : MAX(cell->least, soft);
            widen(n->least, cell, padded(t, least));
            widen(n->natural, cell, padded(t, cell->natural));
        }
    }
}

static bool is_given(const ht_table *t, size_t column)
{
    return column < t->grid->n_widths && t->grid->widths[column] > 0;
}

bool ht_table_plan_columns(ht_table *t, ht_len room, bool tight)
{
    size_t columns = (size_t)t->grid->n_columns;
    need n;
    int64_t given = 0;
    int64_t least = 0;
    int64_t natural = 0;
    size_t free_columns = 0;
    collect(&n, t, tight);
    for (size_t i = 0; i < columns; i++) {
        given += is_given(t, i) ? t->grid->widths[i] : 0;
        least += is_given(t, i) ? 0 : n.least[i];
        natural += is_given(t, i) ? 0 : n.natural[i];
        free_columns += !is_given(t, i);
    }
    t->width = (ht_len)MIN(given + least, HT_LEN_MAX);
    if (given + least > room + ROUNDING) {
        return false;
    }
    int64_t left = MAX(room - given, 0);
    ht_len x = 0;
    for (size_t i = 0; i < columns; i++) {
        ht_len width = is_given(t, i) ? t->grid->widths[i] : 0;
        if (width == 0 && natural <= left) {
            width = ht_len_scale(n.natural[i], left, MAX(natural, 1));
        } else if (width == 0) {
            int64_t lack = natural - least;
            width = n.least[i] +
                    ht_len_scale((ht_len)(left - least), n.natural[i] - n.least[i], MAX(lack, 1));
        }
        t->columns[i].left = x;
        t->columns[i].width = width;
        x += width;
    }
    t->width = free_columns > 0 ? room : MIN(x, room);
    if (free_columns > 0) {
        /* What was rounded. */
        t->columns[columns - 1].width += room - x;
    }
    return true;
}

/* ---- Alignment ----------------------------------------------------------------------------- */

static bool belongs_to_number(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c < 0x80 && strchr("+-.,% ", (int)c) != NULL) ||
           c == 0x2212 || c == 0x2030;
}

bool ht_table_is_number(const ht_table_cell *cell)
{
    bool digits = false;
    for (size_t i = 0; cell->n_paragraphs == 1 && i < cell->paragraphs[0].n_items; i++) {
        uint32_t c = cell->paragraphs[0].items[i].codepoint;
        if (!belongs_to_number(c)) {
            return false;
        }
        digits = digits || (c >= '0' && c <= '9');
    }
    return digits;
}

ht_len ht_table_whole_part(const ht_atoms *number)
{
    size_t end = 0;
    while (end < number->n_items && number->items[end].codepoint != '.' &&
           number->items[end].codepoint != '%' && number->items[end].codepoint != 0x2030) {
        end++;
    }
    return ht_atoms_width(number, 0, end);
}

/* What the cells of a column below the head have in common. */
static void judge(ht_table *t, int column)
{
    ht_table_column *c = &t->columns[column];
    bool numbers = true;
    bool short_ones = true;
    size_t filled = 0;
    for (size_t i = 0; i < t->n_cells; i++) {
        const ht_table_cell *cell = &t->cells[i];
        bool here = cell->source->column == column && cell->source->span == 1;
        if (!here || cell->row < t->grid->n_head || cell->n_paragraphs == 0) {
            continue;
        }
        filled++;
        numbers = numbers && ht_table_is_number(cell);
        short_ones = short_ones && cell->n_paragraphs == 1 && padded(t, cell->natural) <= c->width;
        if (ht_table_is_number(cell)) {
            ht_len all = ht_atoms_width(&cell->paragraphs[0], 0, cell->paragraphs[0].n_items);
            ht_len whole = ht_table_whole_part(&cell->paragraphs[0]);
            c->whole = MAX(c->whole, whole);
            c->rest = MAX(c->rest, all - whole);
        }
    }
    bool fits = padded(t, c->whole + c->rest) <= c->width;
    c->align = 'l';
    if (filled > 0 && numbers && fits) {
        c->align = '.';
    } else if (short_ones) {
        c->align = 'c';
    }
}

void ht_table_align_columns(ht_table *t)
{
    size_t said = strlen(t->grid->align);
    for (int i = 0; i < t->grid->n_columns; i++) {
        judge(t, i);
        if ((size_t)i < said && t->grid->align[i] != '-') {
            t->columns[i].align = t->grid->align[i];
            t->columns[i].said = true;
        }
    }
}
