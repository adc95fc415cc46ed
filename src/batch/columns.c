/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: the head of a table, and a file that says what its columns are, if the user has one:
 *
 *     columns: {文号: number, 公章: issuers.seal, 备注: null}      # null: of no use
 *     values: {kind: 通知, layout: gb9704/letter}                  # where a row says nothing else
 *     separator: 、                                                # of several values in a cell
 *
 * Out: what each column gives. One that the file does not name is a key by its own name; one without
 * a name is nothing, as long as nothing stands in it.
 */

#include "batch/source.h"

#include <errno.h>
#include <string.h>

#define MAX_BYTES ((size_t)1 << 20)
/* More of a cell is not told. */
#define MOST_LETTERS 24

typedef struct reader {
    ht_table *table;
    const ht_listing *listing;
    ht_arena *arena;
    ht_diags *diags;
    const ht_node *columns; /* of the file; or NULL */
} reader;

/* ---- The file ------------------------------------------------------------------------------ */

static void tell_shape(const reader *r, const ht_node *node, const char *key, const char *expected)
{
    ht_diag_add(r->diags, HT_E1118, node->place, key, ht_tr(expected));
}

static void tell_unknown(const reader *r, const ht_node *key)
{
    const char *near = ht_key_nearest(key->text);
    ht_diag_add(r->diags, HT_E0201, key->place, key->text);
    if (near != NULL) {
        ht_diag_hint(r->diags, ht_tr("did you mean '%s'?"), near);
    }
}

static void read_values(const reader *r, const ht_node *node)
{
    if (node->kind != HT_NODE_MAP) {
        tell_shape(r, node, "values", N_("a mapping of keys to values, like {kind: 通知}"));
        return;
    }
    for (size_t i = 0; i < node->n_pairs; i++) {
        if (ht_key_find(node->pairs[i].key->text) == HT_KEY_COUNT) {
            tell_unknown(r, node->pairs[i].key);
        }
    }
    r->table->values = node;
}

static void read_pair(reader *r, const ht_pair *pair)
{
    const char *key = pair->key->text;
    if (strcmp(key, "columns") == 0 && pair->value->kind == HT_NODE_MAP) {
        r->columns = pair->value;
    } else if (strcmp(key, "columns") == 0) {
        tell_shape(r, pair->value, key,
                   N_("a mapping of columns to keys, like {文号: number, 备注: null}"));
    } else if (strcmp(key, "values") == 0) {
        read_values(r, pair->value);
    } else if (strcmp(key, "separator") == 0) {
        bool good = pair->value->kind == HT_NODE_TEXT && *pair->value->text != '\0';
        r->table->separator = good ? pair->value->text : NULL;
        if (!good) {
            tell_shape(r, pair->value, key, N_("a text, like 、"));
        }
    } else {
        tell_shape(r, pair->key, key, N_("one of columns, values, separator"));
    }
}

/* Reads the file; its text, for digests, is NULL when there is none. */
static ht_status read_file(reader *r, const char **text)
{
    const char *path = r->listing->options->columns;
    ht_source *source = HT_NEW(r->arena, ht_source);
    ht_node *tree = NULL;
    char *bytes = NULL;
    if (path == NULL) {
        return HT_OK;
    }
    source->name = path;
    ht_status status = ht_file_read(&bytes, &source->size, r->arena, path, MAX_BYTES);
    if (status == HT_LIMIT) {
        ht_diag_add(r->diags, HT_E0802, HT_NO_PLACE, path, (int)(MAX_BYTES >> 20));
        return status;
    }
    if (status != HT_OK) {
        return ht_source_tell(r->listing, path, errno);
    }
    source->text = bytes;
    *text = bytes;
    status = ht_input_read(&tree, r->arena, source, HT_FORMAT_YAML, r->diags);
    for (size_t i = 0; status == HT_OK && i < tree->n_pairs; i++) {
        read_pair(r, &tree->pairs[i]);
    }
    return status;
}

/* ---- The head ------------------------------------------------------------------------------ */

/* "issuers.seal" is the part `seal` of the key `issuers`. False when it is no key. */
static bool read_target(const reader *r, ht_column *column, const ht_node *target)
{
    const char *dot = strchr(target->text, '.');
    size_t size = dot != NULL ? (size_t)(dot - target->text) : strlen(target->text);
    ht_node *name = HT_NEW(r->arena, ht_node);
    ht_node *part = HT_NEW(r->arena, ht_node);
    *name = *target;
    name->text = ht_arena_strndup(r->arena, target->text, size);
    column->key = ht_key_find(name->text);
    column->name = name;
    if (column->key == HT_KEY_COUNT) {
        return false;
    }
    *part = *target;
    part->text = dot != NULL ? dot + 1 : ht_key_main_part(column->key);
    column->part = part->text != NULL ? part : NULL;
    return ht_key_has_part(column->key, part->text);
}

/* Tells two columns that give the same. */
static void check_double(const reader *r, ht_node *const *cells, size_t last)
{
    const ht_column *column = &r->table->columns[last];
    for (size_t i = 0; i < last; i++) {
        const ht_column *other = &r->table->columns[i];
        bool same_part = column->part == NULL || other->part == NULL ||
                         strcmp(column->part->text, other->part->text) == 0;
        if (column->key != HT_KEY_COUNT && other->key == column->key && same_part) {
            ht_diag_add(r->diags, HT_E1120, cells[last]->place, cells[i]->text, cells[last]->text);
            return;
        }
    }
}

const char *ht_table_cut(ht_arena *arena, const char *text)
{
    size_t line = strcspn(text, "\n");
    const char *end = text;
    for (int i = 0; i < MOST_LETTERS && end < text + line; i++) {
        end = g_utf8_next_char(end);
    }
    return ht_arena_printf(arena, "%.*s%s", (int)(end - text), text, *end != '\0' ? "…" : "");
}

/* Where no column is known, the first row may be a caption, or a document. */
static void tell_unknown_columns(const reader *r, const GPtrArray *unknown, size_t n_named)
{
    GString *names = g_string_new(NULL);
    for (size_t i = 0; i < unknown->len; i++) {
        const ht_node *cell = g_ptr_array_index(unknown, i);
        g_string_append_printf(names, "%s'%s'", i > 0 ? ", " : "",
                               ht_table_cut(r->arena, cell->text));
    }
    const ht_node *first = g_ptr_array_index(unknown, 0);
    ht_diag_add(r->diags, HT_E1117, first->place, names->str);
    if (unknown->len == n_named) {
        ht_diag_hint(r->diags, "%s",
                     ht_tr(N_("names of columns stand in the first row, with nothing above them; "
                              "what they are may also stand in a file: see --columns")));
    }
    g_string_free(names, TRUE);
}

/* Tells columns that the file names and the table has not. */
static void check_missing(const reader *r, ht_node *const *cells, size_t n_cells)
{
    for (size_t i = 0; r->columns != NULL && i < r->columns->n_pairs; i++) {
        const ht_node *name = r->columns->pairs[i].key;
        bool found = false;
        for (size_t j = 0; j < n_cells; j++) {
            found = found || strcmp(cells[j]->text, name->text) == 0;
        }
        if (!found) {
            ht_diag_add(r->diags, HT_E1119, name->place, name->text);
        }
    }
}

static void read_head(reader *r, ht_node *const *cells, size_t n_cells)
{
    GPtrArray *unknown = g_ptr_array_new();
    size_t n_named = 0;
    for (size_t i = 0; i < n_cells; i++) {
        ht_column *column = HT_PUSH(r->arena, r->table->columns, r->table->n_columns);
        const ht_node *target = ht_node_find(r->columns, cells[i]->text);
        *column = (ht_column){.label = cells[i]->text, .key = HT_KEY_COUNT};
        n_named += *cells[i]->text != '\0';
        if (*cells[i]->text == '\0') {
            column->bare = cells[i];
        } else if (target == NULL && !read_target(r, column, cells[i])) {
            g_ptr_array_add(unknown, cells[i]);
        } else if (target != NULL && target->kind == HT_NODE_TEXT &&
                   !read_target(r, column, target)) {
            tell_unknown(r, target);
        } else if (target != NULL && target->kind > HT_NODE_TEXT) {
            tell_shape(r, target, cells[i]->text, N_("a key, or null"));
        } else {
            check_double(r, cells, i);
        }
    }
    if (unknown->len > 0) {
        tell_unknown_columns(r, unknown, n_named);
    }
    check_missing(r, cells, n_cells);
    g_ptr_array_free(unknown, TRUE);
}

ht_status ht_columns_check_filled(const ht_table *table, const ht_listing *listing)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        const ht_column *column = &table->columns[i];
        if (column->bare != NULL && column->filled) {
            ht_diag_add(listing->diags, HT_E1158, column->bare->place, (int)i + 1);
            return HT_INVALID;
        }
    }
    return HT_OK;
}

ht_status ht_columns_read(ht_table *table, const ht_listing *listing, const ht_source *head)
{
    reader r = {table, listing, listing->source->arena, listing->diags, NULL};
    ht_node **cells = NULL;
    size_t n_cells = 0;
    const char *written = NULL;
    const ht_source *text = NULL;
    size_t errors = ht_diags_errors(r.diags);
    ht_status status = read_file(&r, &written);
    if (status == HT_OK) {
        status = ht_input_clean(&text, r.arena, head, r.diags);
    }
    if (status == HT_OK) {
        status = ht_csv_cells(&cells, &n_cells, r.arena, text, table->comma, r.diags);
    }
    if (status == HT_OK) {
        for (size_t i = 0; i < n_cells; i++) {
            cells[i]->text = g_strstrip(ht_arena_strdup(r.arena, cells[i]->text));
        }
        read_head(&r, cells, n_cells);
        table->print =
            ht_arena_printf(r.arena, "%s\n%s", text->text, written != NULL ? written : "");
        status = ht_diags_errors(r.diags) > errors ? HT_INVALID : HT_OK;
    }
    return status;
}
