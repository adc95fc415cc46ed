/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: a table of comma- or tab-separated values. Out: a document a row, of which only the place is
 * kept; and, when its turn comes, the row as the tree of a document, whose values know their places
 * in the table: what is wrong with one of them is told there.
 */

#include "batch/source.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* ---- Rows ---------------------------------------------------------------------------------- */

typedef struct rows {
    const ht_listing *listing;
    const char *path;
    const char *name;
    const char *stem;
    ht_table *table;
    bool has_head;
} rows;

static ht_status read_head(rows *r, off_t start, size_t size, int line)
{
    const ht_listing *l = r->listing;
    char *text = HT_NEW_ARRAY(l->source->arena, char, size + 1);
    ht_source *head = HT_NEW(l->source->arena, ht_source);
    if (pread(fileno(l->source->parts), text, size, start) != (ssize_t)size) {
        return ht_source_tell(l, r->path, errno);
    }
    ht_part *part = HT_NEW(l->source->arena, ht_part);
    part->line = line;
    *head = (ht_source){r->path, text, size, part};
    r->has_head = true;
    return ht_columns_read(r->table, l, head);
}

static ht_status add_row(rows *r, off_t start, size_t size, int line)
{
    if (!r->has_head) {
        return read_head(r, start, size, line);
    }
    ht_batch_item *item = ht_source_add_part(r->listing->source, r->name, r->stem, line);
    item->file = r->path;
    item->offset = start;
    item->size = size;
    return HT_OK;
}

static ht_status tell_open_quote(const rows *r, int line)
{
    const ht_part part = {line, NULL};
    const ht_source file = {r->path, NULL, 0, &part};
    ht_diag_add(r->listing->diags, HT_E1122, ht_source_file(&file));
    return HT_INVALID;
}

/* Where each row begins and ends; one of empty cells is none. */
static ht_status list_rows(rows *r)
{
    FILE *file = r->listing->source->parts;
    ht_csv csv = {.comma = r->table->comma};
    ht_status status = HT_OK;
    off_t start = 0;
    int line = 1;
    int first = 1;  /* line of the row */
    int opened = 0; /* line of the last quote before a cell */
    bool blank = true;
    int c = 0;
    for (off_t at = 0; c != EOF && status == HT_OK; at++) {
        c = getc_unlocked(file);
        ht_csv_part part = c != EOF ? ht_csv_step(&csv, (char)c) : HT_CSV_ROW;
        opened = part == HT_CSV_OPEN ? line : opened;
        line += c == '\n';
        if (part != HT_CSV_ROW) {
            bool text = part == HT_CSV_TEXT || part == HT_CSV_STRAY;
            blank = blank && (!text || g_ascii_isspace(c));
            continue;
        }
        if (csv.quoted) {
            return tell_open_quote(r, opened);
        }
        status = blank ? HT_OK : add_row(r, start, (size_t)(at - start), first);
        start = at + 1;
        first = line;
        blank = true;
    }
    return status;
}

ht_status ht_list_table(const ht_listing *listing, const char *path)
{
    ht_arena *arena = listing->source->arena;
    char *base = g_path_get_basename(path);
    char *ending = g_ascii_strdown(path, -1);
    rows r = {.listing = listing, .path = path, .name = ht_arena_strdup(arena, base)};
    r.stem = ht_without_ending(arena, r.name);
    r.table = HT_NEW(arena, ht_table);
    r.table->comma = g_str_has_suffix(ending, ".tsv") ? '\t' : ',';
    g_free(ending);
    g_free(base);
    ht_status status = ht_keep_text(&listing->source->parts, listing, path);
    if (status == HT_OK) {
        status = list_rows(&r);
    }
    listing->source->table = r.table;
    return status;
}

/* ---- A row as a document ------------------------------------------------------------------- */

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

/* From here on what is found in a cell is told with the name of its column. */
static void name_cell(const maker *m, ht_node *cell, const ht_column *column)
{
    ht_source *source = HT_NEW(m->arena, ht_source);
    ht_part *part = HT_NEW(m->arena, ht_part);
    *source = *cell->place.source;
    *part = (ht_part){ht_source_first_line(source), column->label};
    source->part = part;
    cell->place.source = source;
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
    m.tree = new_node(&m, HT_NODE_MAP, ht_source_file(row));
    for (size_t i = 0; i < n_cells && status == HT_OK; i++) {
        if (table->columns[i].key != HT_KEY_COUNT && !is_blank(cells[i]->text)) {
            name_cell(&m, cells[i], &table->columns[i]);
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
    part->line = item->line;
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
