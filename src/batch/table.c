/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: a table of comma- or tab-separated values. Out: a document a row, of which only the place is
 * kept. The first row says what the columns are.
 */

#include "batch/source.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

typedef struct rows {
    const ht_listing *listing;
    const char *path;
    const char *name;
    const char *stem;
    ht_table *table;
    bool has_head;
    int row; /* its number, from 1 */
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
    item->row = r->row;
    item->offset = start;
    item->size = size;
    return HT_OK;
}

/* A cell of the column has something in it. */
static void fill(const rows *r, size_t column)
{
    if (column < r->table->n_columns) {
        r->table->columns[column].filled = true;
    }
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
    size_t column = 0;
    bool blank = true;
    int c = 0;
    for (off_t at = 0; c != EOF && status == HT_OK; at++) {
        c = getc_unlocked(file);
        ht_csv_part part = c != EOF ? ht_csv_step(&csv, (char)c) : HT_CSV_ROW;
        opened = part == HT_CSV_OPEN ? line : opened;
        line += c == '\n';
        if (part != HT_CSV_ROW) {
            bool text = part == HT_CSV_TEXT || part == HT_CSV_STRAY;
            if (text && !g_ascii_isspace(c)) {
                fill(r, column);
                blank = false;
            }
            column += part == HT_CSV_CELL;
            continue;
        }
        if (csv.quoted) {
            return tell_open_quote(r, opened);
        }
        r->row++;
        status = blank ? HT_OK : add_row(r, start, (size_t)(at - start), first);
        start = at + 1;
        first = line;
        column = 0;
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
    if (status == HT_OK) {
        status = ht_columns_check_filled(r.table, listing);
    }
    listing->source->table = r.table;
    return status;
}
