/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_BATCH_SOURCE_H
#define HT_BATCH_SOURCE_H

/*
 * Inside the sources of a batch only.
 *
 *     source.c   the name of a source    -> which of these lists it; the bytes of its items
 *     folder.c   a folder                -> the documents in it, and in all folders below
 *     list.c     paths, one a line       -> the documents there
 *     lines.c    JSON Lines              -> a document a line
 *     archive.c  a zip or tar file       -> a folder
 *     kept.c     standard input         -> a file without a name
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
ht_status ht_list_archive(const ht_listing *listing, const char *path);

/* The same as for a folder, whose documents are told as if they were below `shown`. */
ht_status ht_list_unpacked(const ht_listing *listing, const char *path, const char *shown);

/* Appends an item, which is told by `id` and named by it. */
ht_batch_item *ht_source_add(ht_batch_source *source, const char *id);

/* Appends an item that is a part of a file: `name` and `stem` are those of the file. */
ht_batch_item *ht_source_add_part(ht_batch_source *source, const char *name, const char *stem,
                                  int line);

/* A path without its ending. In the arena. */
const char *ht_without_ending(ht_arena *arena, const char *path);

/* Tells why a file cannot be read. HT_IO. */
ht_status ht_source_tell(const ht_listing *listing, const char *path, int error);

/* ---- Files without a name (kept.c) --------------------------------------------------------- */

/* A copy of standard input, which cannot be read twice; NULL with errno set. */
FILE *ht_keep_standard_input(void);

#endif
