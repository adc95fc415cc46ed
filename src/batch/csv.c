/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: the text of a table, byte by byte. Out: what each byte is, by RFC 4180: cells between commas,
 * rows between line breaks, and quotes around a cell that holds either. And of a whole row its
 * cells, as texts of which every character knows its place in the table.
 */

#include "batch/source.h"

#include <string.h>

static ht_csv_part end_cell(ht_csv *csv, ht_csv_part part)
{
    *csv = (ht_csv){.comma = csv->comma};
    return part;
}

ht_csv_part ht_csv_step(ht_csv *csv, char byte)
{
    bool closed = csv->just_closed;
    bool begins = !csv->within;
    csv->within = true;
    csv->just_closed = false;
    if (byte == '"' && (csv->quoted || closed || begins)) {
        csv->quoted = !csv->quoted;
        csv->just_closed = !csv->quoted;
        return begins ? HT_CSV_OPEN : closed ? HT_CSV_TEXT : HT_CSV_CLOSE;
    }
    if (!csv->quoted && byte == csv->comma) {
        return end_cell(csv, HT_CSV_CELL);
    }
    if (!csv->quoted && byte == '\n') {
        return end_cell(csv, HT_CSV_ROW);
    }
    return closed ? HT_CSV_STRAY : HT_CSV_TEXT;
}

/* ---- Cells --------------------------------------------------------------------------------- */

typedef struct reader {
    ht_arena *arena;
    const ht_source *row;
    int line; /* of the byte that comes next */
    int column;
    ht_node *cell;
    GString *text; /* of the cell, so far */
} reader;

/* The cell's text goes on at this place. */
static void go_on(const reader *r)
{
    *HT_PUSH(r->arena, r->cell->lines, r->cell->n_lines) =
        (ht_text_line){r->text->len, r->line, r->column, NULL};
}

static void begin_cell(reader *r)
{
    r->cell = HT_NEW(r->arena, ht_node);
    *r->cell =
        (ht_node){.kind = HT_NODE_TEXT, .place = {r->row, r->line, r->column, 1}, .plain = true};
    g_string_truncate(r->text, 0);
    go_on(r);
}

static ht_node *finish_cell(const reader *r)
{
    size_t width = ht_utf8_length(r->text->str, strcspn(r->text->str, "\n"));
    r->cell->place.width = MAX((int)width, 1);
    r->cell->text = ht_arena_strndup(r->arena, r->text->str, r->text->len);
    return r->cell;
}

static void count(reader *r, char byte)
{
    r->column = byte == '\n' ? 1 : r->column + ((byte & 0xC0) != 0x80);
    r->line += byte == '\n';
}

/* Takes a byte of the cell; a quote written twice is one character that takes two columns. */
static void take(reader *r, ht_csv_part part, char byte)
{
    count(r, byte);
    if (part == HT_CSV_OPEN) {
        r->cell->place.column = r->column;
        r->cell->lines[0].column = r->column;
    } else if (part == HT_CSV_TEXT) {
        g_string_append_c(r->text, byte);
        if (byte == '\n' || byte == '"') {
            go_on(r);
        }
    }
}

ht_status ht_csv_cells(ht_node ***cells, size_t *n_cells, ht_arena *arena, const ht_source *row,
                       char comma, ht_diags *diags)
{
    reader r = {arena, row, ht_source_first_line(row), 1, NULL, g_string_new(NULL)};
    ht_csv csv = {.comma = comma};
    ht_csv_part part = HT_CSV_CELL;
    begin_cell(&r);
    for (const char *p = row->text; part != HT_CSV_ROW && part != HT_CSV_STRAY; p++) {
        bool end = *p == '\0';
        char byte = *p;
        if (end) {
            byte = '\n';
        }
        part = csv.quoted && end ? HT_CSV_STRAY : ht_csv_step(&csv, byte);
        if (part == HT_CSV_STRAY) {
            ht_diag_add(diags, HT_E1122, r.cell->place);
        } else if (part == HT_CSV_CELL || part == HT_CSV_ROW) {
            *HT_PUSH(arena, *cells, *n_cells) = finish_cell(&r);
            count(&r, byte);
            begin_cell(&r);
        } else {
            take(&r, part, byte);
        }
    }
    g_string_free(r.text, TRUE);
    return part == HT_CSV_STRAY ? HT_INVALID : HT_OK;
}
