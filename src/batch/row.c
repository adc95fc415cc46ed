/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: a row of a table, and what its columns give. Out: the row as the tree of a document, whose
 * values know their places in the table: what is wrong with one of them is told there, with the name
 * of its column. An empty cell is a key that is not there.
 */

#include "batch/source.h"

#include <string.h>

typedef struct maker {
    const ht_table *table;
    ht_arena *arena;
    ht_node *tree;
    ht_node *given[HT_KEY_COUNT]; /* values of the tree */
} maker;

static void put(const maker *m, ht_node *map, const ht_node *key, ht_node *value)
{
    *HT_PUSH(m->arena, map->pairs, map->n_pairs) = (ht_pair){(ht_node *)key, value};
}

static bool is_blank(const char *text)
{
    while (*text != '\0' && g_unichar_isspace(g_utf8_get_char(text))) {
        text = g_utf8_next_char(text);
    }
    return *text == '\0';
}

static ht_node *new_node(const maker *m, ht_node_kind kind, ht_place place)
{
    ht_node *node = HT_NEW(m->arena, ht_node);
    *node = (ht_node){.kind = kind, .place = place, .plain = true};
    return node;
}

/* The same source, of which is told what is found in it with another name. */
static const ht_source *named(const maker *m, const ht_source *row, const char *name)
{
    ht_source *source = HT_NEW(m->arena, ht_source);
    ht_part *part = HT_NEW(m->arena, ht_part);
    *source = *row;
    *part = (ht_part){ht_source_first_line(row), name};
    source->part = part;
    return source;
}

/* A row as people find it in a spreadsheet, and by the number (发文字号) of its document. */
static const ht_source *name_row(const maker *m, const ht_source *row, ht_node *const *cells)
{
    const char *name = row->part->name;
    for (size_t i = 0; i < m->table->n_columns; i++) {
        if (m->table->columns[i].key == HT_KEY_NUMBER && !is_blank(cells[i]->text)) {
            name =
                ht_arena_printf(m->arena, "%s, %s", name, ht_table_cut(m->arena, cells[i]->text));
        }
    }
    return named(m, row, name);
}

/* From here on what is found in a cell is told with the name of its column. */
static void name_cell(const maker *m, const ht_source *row, ht_node *cell, const ht_column *column)
{
    const char *name =
        ht_arena_printf(m->arena, "%s, %s", row->part->name, ht_table_cut(m->arena, column->label));
    cell->place.source = named(m, row, name);
}

/* The next separator in a text, or its end; *size is how many bytes it takes. */
static const char *find_separator(const maker *m, ht_takes takes, const char *text, size_t *size)
{
    /* Names and titles have none of these in them; in a text as it shall stand ； may be. */
    static const char *const usual[] = {"\n", "；", ";"};
    const char *const *separators = m->table->separator != NULL ? &m->table->separator : usual;
    size_t n = m->table->separator != NULL || takes == HT_TAKES_TEXTS ? 1 : G_N_ELEMENTS(usual);
    const char *nearest = text + strlen(text);
    *size = 0;
    for (size_t i = 0; i < n; i++) {
        const char *found = strstr(text, separators[i]);
        if (found != NULL && found < nearest) {
            nearest = found;
            *size = strlen(separators[i]);
        }
    }
    return nearest;
}

/* The values in a cell, a list. A blank one among them is nothing, and keeps its place. */
static ht_node *split(const maker *m, const ht_node *cell, ht_takes takes)
{
    ht_node *list = new_node(m, HT_NODE_LIST, cell->place);
    for (const char *at = cell->text;;) {
        size_t gap = 0;
        const char *end = find_separator(m, takes, at, &gap);
        char *text = ht_arena_strndup(m->arena, at, (size_t)(end - at));
        int width = MAX((int)ht_utf8_length(text, strlen(text)), 1);
        ht_place place = ht_node_place_at(cell, (size_t)(at - cell->text), width);
        ht_node *value = new_node(m, is_blank(text) ? HT_NODE_NULL : HT_NODE_TEXT, place);
        value->text = text;
        *HT_PUSH(m->arena, value->lines, value->n_lines) =
            (ht_text_line){0, place.line, place.column, NULL};
        *HT_PUSH(m->arena, list->items, list->n_items) = value;
        if (gap == 0) {
            return list;
        }
        at = end + gap;
    }
}

/* One text, or a list of those that are not blank. */
static ht_node *one_or_several(const maker *m, const ht_node *cell, ht_takes takes)
{
    ht_node *list = split(m, cell, takes);
    size_t n = 0;
    for (size_t i = 0; i < list->n_items; i++) {
        list->items[n] = list->items[i];
        n += list->items[i]->kind == HT_NODE_TEXT;
    }
    list->n_items = n;
    return n == 1 ? list->items[0] : list;
}

/* The value of a column's key, which other columns may have begun. */
static ht_node *value_of(maker *m, const ht_column *column, ht_node_kind kind, ht_place place)
{
    ht_node **value = &m->given[column->key];
    if (*value == NULL) {
        *value = new_node(m, kind, place);
        put(m, m->tree, column->name, *value);
    }
    return *value;
}

/* Names or titles, or parts of theirs: the first belongs to the first, and so on. */
static void put_items(maker *m, const ht_column *column, const ht_node *cell)
{
    ht_node *items = value_of(m, column, HT_NODE_LIST, cell->place);
    ht_node *parts = split(m, cell, HT_TAKES_ITEMS);
    for (size_t i = 0; i < parts->n_items; i++) {
        ht_node *part = parts->items[i];
        if (part->kind == HT_NODE_NULL) {
            continue;
        }
        while (items->n_items <= i) {
            *HT_PUSH(m->arena, items->items, items->n_items) =
                new_node(m, HT_NODE_MAP, part->place);
        }
        put(m, items->items[i], column->part, part);
    }
}

static void put_cell(maker *m, const ht_column *column, ht_node *cell)
{
    ht_takes takes = ht_key_takes(column->key);
    switch (takes) {
    case HT_TAKES_TEXT:
        m->given[column->key] = cell;
        put(m, m->tree, column->name, cell);
        break;
    case HT_TAKES_TEXTS:
    case HT_TAKES_NAMES:
        m->given[column->key] = one_or_several(m, cell, takes);
        put(m, m->tree, column->name, m->given[column->key]);
        break;
    case HT_TAKES_ITEMS:
        put_items(m, column, cell);
        break;
    case HT_TAKES_MAP:
        put(m, value_of(m, column, HT_NODE_MAP, cell->place), column->part, cell);
        break;
    }
}

static ht_status make_tree(ht_node **out, ht_arena *arena, const ht_table *table,
                           const ht_source *row, ht_diags *diags)
{
    ht_node **cells = NULL;
    size_t n_cells = 0;
    maker m = {.table = table, .arena = arena};
    ht_status status = ht_csv_cells(&cells, &n_cells, arena, row, table->comma, diags);
    if (status == HT_OK && n_cells != table->n_columns) {
        ht_diag_add(diags, HT_E1121, ht_source_file(row), (int)n_cells, (int)table->n_columns);
        return HT_INVALID;
    }
    const ht_source *known = status == HT_OK ? name_row(&m, row, cells) : row;
    m.tree = new_node(&m, HT_NODE_MAP, ht_source_file(known));
    for (size_t i = 0; i < n_cells && status == HT_OK; i++) {
        if (table->columns[i].key != HT_KEY_COUNT && !is_blank(cells[i]->text)) {
            name_cell(&m, known, cells[i], &table->columns[i]);
            put_cell(&m, &table->columns[i], cells[i]);
        }
    }
    for (size_t i = 0; table->values != NULL && i < table->values->n_pairs; i++) {
        const ht_pair *pair = &table->values->pairs[i];
        if (m.given[ht_key_find(pair->key->text)] == NULL) {
            put(&m, m.tree, pair->key, pair->value);
        }
    }
    *out = m.tree;
    return status;
}

ht_status ht_batch_row_read(ht_document **out, ht_arena *arena, const ht_table *table,
                            const ht_batch_item *item, GBytes *bytes,
                            const ht_read_options *options, ht_diags *diags)
{
    gsize size = 0;
    const char *data = g_bytes_get_data(bytes, &size);
    ht_part *part = HT_NEW(arena, ht_part);
    *part = (ht_part){item->line, ht_arena_printf(arena, ht_tr(N_("row %d")), item->row)};
    ht_source written = {item->file, ht_arena_strndup(arena, data, size), size, part};
    const ht_source *row = NULL;
    ht_node *tree = NULL;
    *out = NULL;
    ht_status status = ht_input_clean(&row, arena, &written, diags);
    if (status == HT_OK) {
        status = make_tree(&tree, arena, table, row, diags);
    }
    return status == HT_OK ? ht_document_read_tree(out, tree, options, diags) : status;
}
