/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Tables and figures of a body. In: an item. Out: blocks, those of the layout's section for it:
 * a caption above or below, and the cells or the image.
 */

#include "block/build.h"

#include <glib.h>
#include <string.h>

/* Where the cells of a row stand: past those that reach down from rows above it. */
typedef struct reach {
    int *rows; /* for each column, how many more rows a cell above takes */
    int columns;
} reach;

static int next_column(const reach *above, int column)
{
    while (column < above->columns && above->rows[column] > 0) {
        column++;
    }
    return column;
}

static int count_columns(const ht_item *item)
{
    int columns = 0;
    for (size_t r = 0; r < item->n_rows; r++) {
        int width = 0;
        for (size_t i = 0; i < item->rows[r].n_cells; i++) {
            width += item->rows[r].cells[i].span;
        }
        columns = MAX(columns, width);
    }
    return columns;
}

static void add_cell(ht_grid_row *row, const ht_builder *builder, const ht_element *element,
                     const ht_cell *written, int column, bool head)
{
    ht_grid_cell *cell = HT_PUSH(builder->arena, row->cells, row->n_cells);
    *cell = (ht_grid_cell){.column = column, .span = written->span, .rows = written->rows};
    for (size_t i = 0; i < written->n_paragraphs; i++) {
        ht_pieces *text = HT_PUSH(builder->arena, cell->paragraphs, cell->n_paragraphs);
        ht_pieces_add_text(text, builder->arena, &written->paragraphs[i], element->style);
        for (size_t p = 0; head && p < text->n_items; p++) {
            text->items[p].role = element->head_style->face;
        }
    }
}

const ht_grid *ht_block_grid(const ht_builder *builder, const ht_element *element)
{
    static const ht_cell nothing = {.span = 1, .rows = 1};
    const ht_item *item = builder->item;
    ht_grid *grid = HT_NEW(builder->arena, ht_grid);
    *grid = (ht_grid){.n_head = item->n_head,
                      .n_columns = count_columns(item),
                      .widths = item->widths,
                      .n_widths = item->n_widths,
                      .align = item->align != NULL ? item->align : "",
                      .borders = item->borders,
                      .break_rows = item->break_rows};
    reach above = {HT_NEW_ARRAY(builder->arena, int, (size_t)grid->n_columns + 1), grid->n_columns};
    for (size_t r = 0; r < item->n_rows; r++) {
        ht_grid_row *row = HT_PUSH(builder->arena, grid->rows, grid->n_rows);
        int *starts = HT_NEW_ARRAY(builder->arena, int, (size_t)grid->n_columns + 1);
        int column = 0;
        for (size_t i = 0; i < item->rows[r].n_cells; i++) {
            const ht_cell *cell = &item->rows[r].cells[i];
            column = next_column(&above, column);
            add_cell(row, builder, element, cell, column, r < grid->n_head);
            for (int k = 0; k < cell->span && column < above.columns; k++) {
                starts[column++] = cell->rows;
            }
        }
        /* A row that ends early is filled up: its frame is closed. */
        for (column = next_column(&above, column); column < above.columns;
             column = next_column(&above, column)) {
            add_cell(row, builder, element, &nothing, column, false);
            starts[column++] = 1;
        }
        for (int k = 0; k < above.columns; k++) {
            above.rows[k] = MAX(above.rows[k], starts[k]);
            above.rows[k] -= above.rows[k] > 0;
        }
    }
    return grid;
}

void ht_block_add_drawn(ht_blocks *blocks, ht_builder *builder, const ht_item *item)
{
    const ht_layout *layout = builder->layout;
    const ht_section *section = item->kind == HT_ITEM_TABLE ? &layout->table : &layout->figure;
    size_t before = blocks->n_items;
    builder->item = item;
    for (size_t i = 0; i < section->n_elements; i++) {
        ht_block block;
        if (ht_block_build_one(&block, builder, &section->elements[i])) {
            block.turned = item->landscape;
            block.first =
                blocks->n_items == before ||
                !ht_block_joins(block.element, blocks->items[blocks->n_items - 1].element);
            *HT_PUSH(builder->arena, blocks->items, blocks->n_items) = block;
        }
    }
    builder->item = NULL;
    /* A caption stays with what it names. */
    for (size_t i = before; i + 1 < blocks->n_items; i++) {
        blocks->items[i].keep_next = blocks->items[i].kind != HT_BLOCK_CELLS;
    }
}
