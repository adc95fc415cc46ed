/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Tables and figures that are written as mappings. In: the mapping. Out: its part of an ht_item,
 * the same that GFM gives: rows of cells, the head's first. Every row of the result takes as many
 * columns as the widest; no cell lies under another.
 */

#include "document/reading.h"

#include <glib.h>
#include <string.h>

#define MOST_COLUMNS 64

static void read_caption(ht_item *item, ht_reading *reading, const ht_node *map,
                         const ht_subkey *keys)
{
    const ht_pair *caption = ht_subkey_find(map, keys, "caption");
    ht_span span;
    if (caption != NULL && ht_text_read(&span, reading, caption->value, caption->key->text)) {
        *HT_PUSH(reading->arena, item->text.spans, item->text.n_spans) = span;
    }
}

/* ---- Cells --------------------------------------------------------------------------------- */

/* The lines of a text are paragraphs of the cell. */
static void add_paragraphs(ht_cell *cell, ht_reading *reading, const ht_node *text)
{
    for (size_t start = 0; text->text[start] != '\0';) {
        size_t size = strcspn(text->text + start, "\n");
        if (size > 0) {
            *HT_PUSH(reading->arena, cell->paragraphs, cell->n_paragraphs) =
                ht_markup_inline(reading->arena, text, start, start + size);
        }
        start += size + (text->text[start + size] == '\n');
    }
}

static void read_content(ht_cell *cell, ht_reading *reading, const ht_node *node)
{
    if (node->kind == HT_NODE_TEXT) {
        add_paragraphs(cell, reading, node);
    }
    for (size_t i = 0; node->kind == HT_NODE_LIST && i < node->n_items; i++) {
        const ht_node *item = node->items[i];
        if (item->kind == HT_NODE_TEXT) {
            add_paragraphs(cell, reading, item);
        } else if (item->kind != HT_NODE_NULL) {
            ht_diag_add(reading->diags, HT_E0203, item->place, reading->written, ht_tr("a text"),
                        ht_node_shown(item));
        }
    }
    if (node->kind == HT_NODE_MAP) {
        ht_diag_add(reading->diags, HT_E0203, node->place, reading->written,
                    ht_tr("a text or a list of texts"), ht_node_shown(node));
    }
}

static void read_count(int *out, ht_reading *reading, const ht_node *map, const char *name)
{
    const ht_pair *pair = ht_subkey_find(map, ht_cell_keys, name);
    if (pair == NULL) {
        return;
    }
    const ht_node *node = pair->value;
    char *end = NULL;
    gint64 value = node->kind == HT_NODE_TEXT ? g_ascii_strtoll(node->text, &end, 10) : 0;
    if (end == NULL || *end != '\0' || value < 1 || value > MOST_COLUMNS) {
        ht_diag_add(reading->diags, HT_E0239, node->place, pair->key->text, ht_node_shown(node),
                    MOST_COLUMNS);
        return;
    }
    *out = (int)value;
}

static void read_cell(ht_row *row, ht_reading *reading, const ht_node *node)
{
    ht_cell *cell = HT_PUSH(reading->arena, row->cells, row->n_cells);
    cell->span = 1;
    cell->rows = 1;
    if (node->kind != HT_NODE_MAP) {
        read_content(cell, reading, node);
        return;
    }
    ht_subkeys_check(reading, node, ht_cell_keys, ht_tr("a cell of a table"));
    const ht_pair *text = ht_subkey_find(node, ht_cell_keys, "text");
    if (text != NULL) {
        read_content(cell, reading, text->value);
    }
    read_count(&cell->span, reading, node, "span");
    read_count(&cell->rows, reading, node, "rows");
}

static void read_row(ht_item *item, ht_reading *reading, const ht_node *node)
{
    ht_row *row = HT_PUSH(reading->arena, item->rows, item->n_rows);
    row->place = node->place;
    for (size_t i = 0; i < node->n_items; i++) {
        read_cell(row, reading, node->items[i]);
    }
}

/* A list of cells is a row; a list of lists several. A cell of a head may be a list of texts too:
 * rows begin with a list each. */
static bool holds_rows(const ht_node *node)
{
    for (size_t i = 0; i < node->n_items; i++) {
        if (node->items[i]->kind != HT_NODE_LIST) {
            return false;
        }
    }
    return node->n_items > 0;
}

static void read_rows(ht_item *item, ht_reading *reading, const ht_pair *pair, bool head)
{
    const ht_node *node = pair->value;
    if (node->kind != HT_NODE_LIST) {
        ht_diag_add(reading->diags, HT_E0203, node->place, pair->key->text, ht_tr("a list"),
                    ht_node_shown(node));
        return;
    }
    if (head && !holds_rows(node)) {
        read_row(item, reading, node);
        return;
    }
    for (size_t i = 0; i < node->n_items; i++) {
        const ht_node *row = node->items[i];
        if (row->kind == HT_NODE_LIST) {
            read_row(item, reading, row);
        } else {
            ht_diag_add(reading->diags, HT_E0203, row->place, pair->key->text,
                        ht_tr("a list of cells"), ht_node_shown(row));
        }
    }
}

/* ---- What is said of columns --------------------------------------------------------------- */

static const ht_node *list_of(ht_reading *reading, const ht_pair *pair)
{
    if (pair != NULL && pair->value->kind != HT_NODE_LIST) {
        ht_diag_add(reading->diags, HT_E0203, pair->value->place, pair->key->text, ht_tr("a list"),
                    ht_node_shown(pair->value));
        return NULL;
    }
    return pair != NULL ? pair->value : NULL;
}

static void read_widths(ht_item *item, ht_reading *reading, const ht_node *list)
{
    for (size_t i = 0; list != NULL && i < list->n_items; i++) {
        ht_len *width = HT_PUSH(reading->arena, item->widths, item->n_widths);
        if (list->items[i]->kind != HT_NODE_NULL) {
            ht_length_read(width, reading, list->items[i]);
        }
    }
}

/* One of the words, each with its Chinese name behind it; -1 after an error. */
static int read_word(ht_reading *reading, const ht_node *node, const char *const *words)
{
    GString *known = g_string_new(NULL);
    int found = -1;
    for (int i = 0; words[i] != NULL; i++) {
        bool same = node->kind == HT_NODE_TEXT && strcmp(node->text, words[i]) == 0;
        found = same ? i / 2 : found;
        g_string_append_printf(known, "%s%s", i > 0 ? ", " : "", words[i]);
    }
    if (found < 0) {
        ht_diag_add(reading->diags, HT_E0240, node->place, ht_node_shown(node), known->str);
    }
    g_string_free(known, TRUE);
    return found;
}

static void read_align(ht_item *item, ht_reading *reading, const ht_node *list)
{
    static const char *const words[] = {"left", "左", "center", "中", "right", "右", NULL};
    GString *align = g_string_new(NULL);
    for (size_t i = 0; list != NULL && i < list->n_items; i++) {
        bool none = list->items[i]->kind == HT_NODE_NULL;
        int word = none ? -1 : read_word(reading, list->items[i], words);
        g_string_append_c(align, word >= 0 ? "lcr"[word] : '-');
    }
    item->align = ht_arena_strdup(reading->arena, align->str);
    g_string_free(align, TRUE);
}

static void read_look(ht_item *item, ht_reading *reading, const ht_node *map)
{
    static const char *const borders[] = {"all", "全框", "rules", "三线", "none", "无", NULL};
    const ht_pair *landscape = ht_subkey_find(map, ht_table_keys, "landscape");
    const ht_pair *breaks = ht_subkey_find(map, ht_table_keys, "break-rows");
    const ht_pair *border = ht_subkey_find(map, ht_table_keys, "borders");
    item->landscape = landscape != NULL && ht_yes_read(reading, landscape, false);
    item->break_rows = breaks != NULL && ht_yes_read(reading, breaks, false);
    int word = border != NULL ? read_word(reading, border->value, borders) : -1;
    item->borders = (ht_borders)(word + 1);
    read_widths(item, reading, list_of(reading, ht_subkey_find(map, ht_table_keys, "widths")));
    read_align(item, reading, list_of(reading, ht_subkey_find(map, ht_table_keys, "align")));
}

/* ---- The whole ----------------------------------------------------------------------------- */

/* Tells cells that lie under each other or beyond the last column: every row must take as many
 * columns as the first, those that cells above it reach into counted; a row may end early. */
static void check_shape(const ht_item *item, ht_reading *reading, const ht_pair *table)
{
    int taken[MOST_COLUMNS] = {0}; /* rows that a cell above still takes */
    int columns = 0;
    for (size_t r = 0; r < item->n_rows; r++) {
        int at = 0;
        for (size_t i = 0; i < item->rows[r].n_cells; i++) {
            const ht_cell *cell = &item->rows[r].cells[i];
            while (at < MOST_COLUMNS && taken[at] > 0) {
                at++;
            }
            for (int k = 0; k < cell->span; k++, at++) {
                bool under = at >= MOST_COLUMNS || taken[at] > 0 || (r > 0 && at >= columns);
                bool beyond = (size_t)cell->rows > item->n_rows - r ||
                              (r < item->n_head && (size_t)cell->rows > item->n_head - r);
                if (under || beyond) {
                    ht_diag_add(reading->diags, under ? HT_E0241 : HT_E0242, item->rows[r].place,
                                (int)r + 1);
                    return;
                }
                taken[at] = cell->rows;
            }
        }
        columns = r == 0 ? at : columns;
        for (int k = 0; k < MOST_COLUMNS; k++) {
            taken[k] -= taken[k] > 0;
        }
    }
    size_t named = MAX(item->n_widths, item->align != NULL ? strlen(item->align) : 0);
    if ((int)named > columns) {
        ht_diag_add(reading->diags, HT_E0243, table->key->place, (int)named, columns);
    }
}

void ht_table_check_columns(const ht_item *item, ht_reading *reading)
{
    for (size_t r = 0; r < item->n_rows; r++) {
        size_t columns = 0;
        for (size_t i = 0; i < item->rows[r].n_cells; i++) {
            columns += (size_t)item->rows[r].cells[i].span;
        }
        if (columns > MOST_COLUMNS) {
            ht_diag_add(reading->diags, HT_E0244, item->rows[r].place, (int)columns, MOST_COLUMNS);
            return;
        }
    }
}

void ht_table_read(ht_item *item, ht_reading *reading, const ht_pair *table)
{
    const ht_node *map = table->value;
    size_t errors = ht_diags_errors(reading->diags);
    ht_subkeys_check(reading, map, ht_table_keys, table->key->text);
    const ht_pair *head = ht_subkey_find(map, ht_table_keys, "head");
    const ht_pair *rows = ht_subkey_find(map, ht_table_keys, "rows");
    read_caption(item, reading, map, ht_table_keys);
    if (head != NULL) {
        read_rows(item, reading, head, true);
    }
    item->n_head = item->n_rows;
    if (rows != NULL) {
        read_rows(item, reading, rows, false);
    }
    read_look(item, reading, map);
    if (item->n_rows == 0 && ht_diags_errors(reading->diags) == errors) {
        ht_diag_add(reading->diags, HT_E0204, map->place, table->key->text);
    }
    ht_table_check_columns(item, reading);
    if (ht_diags_errors(reading->diags) == errors) {
        check_shape(item, reading, table);
    }
}

void ht_figure_read(ht_item *item, ht_reading *reading, const ht_pair *figure)
{
    const ht_node *map = figure->value;
    ht_subkeys_check(reading, map, ht_figure_keys, figure->key->text);
    const ht_pair *image = ht_subkey_find(map, ht_figure_keys, "image");
    const ht_pair *width = ht_subkey_find(map, ht_figure_keys, "width");
    if (image != NULL) {
        item->image.place = item->drawing.place = image->value->place;
        item->drawing.image = ht_picture_read(reading, image);
    }
    if (width != NULL) {
        ht_length_read(&item->drawing.width, reading, width->value);
    }
    read_caption(item, reading, map, ht_figure_keys);
}
