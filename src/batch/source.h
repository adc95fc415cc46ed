/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_BATCH_SOURCE_H
#define HT_BATCH_SOURCE_H

/*
 * Inside the sources of a batch only.
 *
 *     source.c   the name of a source    -> which of these lists it; the bytes of its items
 *     folder.c   a folder                -> the documents in it, and in all folders below
 *     list.c     paths, one a line       -> the documents there
 *     unfit.c    a file that is no list  -> what it is, and what to do with it
 *     lines.c    JSON Lines              -> a document a line
 *     archive.c  a zip or tar file       -> a folder
 *     table.c    a table, CSV            -> a document a row
 *     columns.c  a table's head          -> which column gives which key
 *     row.c      a row                   -> the tree of a document
 *     csv.c      the text of a row       -> its cells
 *     kept.c     text of any encoding    -> a file without a name, in UTF-8
 */

#include "batch/batch.h"

#include <stdio.h>

/* What lists a source: each adds the items it finds. */
typedef struct ht_listing {
    ht_batch_source *source;
    const ht_batch_options *options;
    const char *output; /* nothing below it is a document */
    const char *own;    /* the batch's own folder */
    ht_diags *diags;
} ht_listing;

ht_status ht_list_folder(const ht_listing *listing, const char *path);
ht_status ht_list_paths(const ht_listing *listing, const char *path);
ht_status ht_list_lines(const ht_listing *listing, const char *path);
ht_status ht_list_table(const ht_listing *listing, const char *path);
ht_status ht_list_archive(const ht_listing *listing, const char *path);

/* Tells what would be taken for a list of paths and is none. HT_INVALID. */
ht_status ht_check_list(const ht_listing *listing, const char *path);

/* The same as for a folder, whose documents are told as if they were below `shown`. */
ht_status ht_list_unpacked(const ht_listing *listing, const char *path, const char *shown);

/* Appends an item, which is told by `id` and named by it. */
ht_batch_item *ht_source_add(ht_batch_source *source, const char *id);

/* Appends an item that is a part of a file: `name` and `stem` are those of the file. It is told by its
 * line, and its output goes by how many are before it: lines come and go without a change in these. */
ht_batch_item *ht_source_add_part(ht_batch_source *source, const char *name, const char *stem,
                                  int line);

/* A path without its ending. In the arena. */
const char *ht_without_ending(ht_arena *arena, const char *path);

/* A path without what changes nothing in it (a/./b//c); NULL when it leads out of the folder that it
 * is from, or nowhere. The caller frees it. */
char *ht_plain_path(const char *path);

/* Tells why a file cannot be read. HT_IO. */
ht_status ht_source_tell(const ht_listing *listing, const char *path, int error);

/* ---- Files without a name (kept.c) --------------------------------------------------------- */

/* A copy of standard input, which cannot be read twice; NULL with errno set. */
FILE *ht_keep_standard_input(void);

/* Keeps a file of an encoding (NULL: UTF-8) as UTF-8 with plain line breaks and no byte order mark.
 * HT_IO or HT_INVALID after an error is added. */
ht_status ht_keep_text(FILE **out, const ht_listing *listing, const char *path);

/* ---- Rows (csv.c), by RFC 4180 ------------------------------------------------------------- */

/* What a byte of a table is. */
typedef enum ht_csv_part {
    HT_CSV_TEXT,  /* of a cell */
    HT_CSV_OPEN,  /* the quote before a cell */
    HT_CSV_CLOSE, /* the quote behind it, or the first of two that are one */
    HT_CSV_STRAY, /* text behind that */
    HT_CSV_CELL,  /* the end of a cell … */
    HT_CSV_ROW,   /* … and of a row */
} ht_csv_part;

typedef struct ht_csv {
    char comma;       /* between cells */
    bool within;      /* something of the cell has been read */
    bool quoted;      /* its quotes are open … */
    bool just_closed; /* … or the byte before closed them */
} ht_csv;

ht_csv_part ht_csv_step(ht_csv *csv, char byte);

/* The cells of a row, without its last line break: texts that know their places. HT_INVALID after
 * an error is added. */
ht_status ht_csv_cells(ht_node ***cells, size_t *n_cells, ht_arena *arena, const ht_source *row,
                       char comma, ht_diags *diags);

/* ---- Columns (columns.c) ------------------------------------------------------------------- */

/* What a column gives. */
typedef struct ht_column {
    const char *label;   /* as the table calls it */
    ht_key key;          /* HT_KEY_COUNT: nothing */
    const ht_node *name; /* the key as it was written */
    const ht_node *part; /* of the key's value, as written; or NULL */
    const ht_node *bare; /* its cell in the first row, when that is empty; or NULL */
    bool filled;         /* it has a cell that is not */
} ht_column;

struct ht_table {
    char comma;
    const char *separator; /* between several values in a cell; NULL: the usual ones */
    ht_column *columns;
    size_t n_columns;
    const ht_node *values; /* what documents have that rows do not say; NULL for nothing */
    const char *print;     /* all that is said of columns, for digests */
};

/* Reads what the head of a table says, and the file of options->columns if there is one.
 * HT_INVALID or HT_IO after an error is added. */
ht_status ht_columns_read(ht_table *table, const ht_listing *listing, const ht_source *head);

/* Tells a column without a name, when all rows are known and it has something in it. HT_INVALID. */
ht_status ht_columns_check_filled(const ht_table *table, const ht_listing *listing);

/* The beginning of a text of the table, for messages. In the arena. */
const char *ht_table_cut(ht_arena *arena, const char *text);

#endif
