/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_BATCH_H
#define HT_BATCH_H

/*
 * Many documents in, their PDF files out, whatever becomes of one of them.
 *
 *     source.c    a source, see source.h       -> items: a document each
 *     name.c      a document and a template    -> the name of its output
 *     prints.c    files                        -> digests, each read once for a run
 *     journal.c   what runs before have done   -> which items are as they were
 *     record.c    what became of an item      <-> JSON, and what a person reads
 *     report.c    records                      -> the report, and:
 *     summary.c   records                      -> what there is to say of all of them
 *     page.c      that                         -> HTML, with page_documents.c
 *     run.h       while it runs: workers, the disk, outputs, a volume
 *     numbers.c   numbers of documents         -> the first that has the same
 *     merge.c     reports of shards            -> one report, proved to be the whole
 *     gaps.c      numbers of these             -> what is missing
 *     proof.c     records of shards            -> what they say of each other, and of the outputs
 */

#include "document/document.h"
#include "hongtou/batch.h"
#include "page/page.h"

#include <glib.h>
#include <stdio.h>

/* ---- Items (source.c) ---------------------------------------------------------------------- */

/* One document of a source. */
typedef struct ht_batch_item {
    const char *id;     /* as it is told: its path from the source, or "all.jsonl:17" */
    const char *file;   /* as findings in it call the file it stands in */
    const char *path;   /* of its own file; NULL: it is a part of the source's file, */
    int row;            /* of a table: its number as spreadsheets show it; else 0 */
    int line;           /* from this line of it on, … */
    off_t offset;       /* … this byte, … */
    size_t size;        /* … so many bytes */
    const char *folder; /* that files it names are in; NULL: that of `file` */
    const char *stem;   /* its output's name, without the ending, when no template gives one */
} ht_batch_item;

/* What the columns of a table mean. */
typedef struct ht_table ht_table;

typedef struct ht_batch_source {
    ht_arena *arena;
    FILE *parts;     /* that items without a path are in; or NULL */
    ht_table *table; /* whose rows they are; NULL: each is a document as it stands */
    ht_batch_item *items;
    size_t n_items;
} ht_batch_source;

/* Lists the documents of a source; nothing below `output` is one. What must be unpacked stands in
 * the batch's own folder until it is cleared. HT_IO, HT_LIMIT or HT_INVALID after an error is
 * added. */
ht_status ht_batch_source_open(ht_batch_source *out, const char *source, const char *output,
                               const char *own, const ht_batch_options *options, ht_diags *diags);
void ht_batch_source_close(ht_batch_source *source);

/* The bytes of an item; NULL, with errno set, when they cannot be read. */
GBytes *ht_batch_item_read(const ht_batch_source *source, const ht_batch_item *item);

/* Reads the document that a row of a table says; the arena must outlive it. HT_INVALID and the like
 * after an error is added. */
ht_status ht_batch_row_read(ht_document **out, ht_arena *arena, const ht_table *table,
                            const ht_batch_item *item, GBytes *bytes,
                            const ht_read_options *options, ht_diags *diags);

/* What a source says of all its documents, for digests; "" for nothing. */
const char *ht_batch_source_print(const ht_batch_source *source);

/* Removes what was unpacked into the batch's own folder, by this run or one before. */
void ht_batch_source_clear(const char *own);

/* ---- Names (name.c) ------------------------------------------------------------------------ */

/* Tells what is wrong with a template: HT_IO, for nothing can be written. */
ht_status ht_batch_name_check(const char *pattern, ht_diags *diags);

/* The output of a document: "{number}-{title}" with its values, "{folder}/{name}" with those of its
 * item's stem, made safe for any file system, and .pdf. NULL when nothing of it is left. In the
 * arena. */
const char *ht_batch_name(ht_arena *arena, const char *pattern, const ht_document *document,
                          const ht_batch_item *item);

/* ---- Digests (prints.c) -------------------------------------------------------------------- */

typedef struct ht_digests ht_digests;
ht_digests *ht_digests_new(const ht_batch_options *options, const ht_batch_source *source,
                           ht_fontset *fonts);
void ht_digests_free(ht_digests *digests);

/* SHA-256 of a document's bytes, with all that is the same for every document of a run: the
 * program's version, the faces, the options that change pages, the columns of a table. In the
 * arena. */
const char *ht_digest_of_document(ht_digests *digests, ht_arena *arena, GBytes *bytes);

/* Of a file, "" when it cannot be read; and of a layout with all it inherits. Borrowed. */
const char *ht_digest_of_file(ht_digests *digests, const char *path);
const char *ht_digest_of_layout(ht_digests *digests, const char *name);

/* ---- What became of an item ---------------------------------------------------------------- */

typedef enum ht_batch_outcome {
    HT_BATCH_RENDERED,
    HT_BATCH_UNCHANGED,
    HT_BATCH_FAILED,
    HT_BATCH_ELSEWHERE, /* in another shard */
} ht_batch_outcome;

/* All texts live in `arena`. */
typedef struct ht_batch_result {
    ht_arena *arena;
    ht_batch_outcome outcome;
    bool stuck;            /* it has failed, and so will all others: nothing can be written */
    const char *digest;    /* of the document, see above */
    const char *output;    /* below the folder of outputs */
    const char *temporary; /* the finished file, to be moved there; or NULL */
    bool on_its_way;       /* … it is not on the disk yet … */
    int lost;              /* … or will never be: errno */
    const char *pdf;       /* SHA-256 */
    const char *size;      /* bytes */
    const char *pages;
    const char *layout;
    const char *number; /* of the document, as it is printed */
    const char *title;
    const char *files;        /* the files it names, a line each */
    const char *faces;        /* PostScript names, a line each */
    const char *milliseconds; /* of work on it */
    const char *diagnostics;  /* JSON objects, a line each */
    const char *told;         /* the same for people: warnings and errors */
} ht_batch_result;

/* Adds findings to a result: as JSON all of them, for people those that are not notes. One that
 * names no file is of `name`. */
void ht_batch_tell(ht_batch_result *result, const char *name, const ht_diags *diags);

/* The same, and it has failed. */
void ht_batch_fail(ht_batch_result *result, const char *name, const ht_diags *diags);

/* The same, for a reason of two words. */
void ht_batch_refuse(const ht_batch_item *item, ht_batch_result *result, ht_code code,
                     const char *what, const char *why);

/* Where an item stands: reports of shards are joined, and proved to be the whole, by it. */
typedef struct ht_batch_place {
    size_t number;      /* in the source, from 1, … */
    size_t of;          /* … of so many */
    const char *source; /* of what all its items are called: SHA-256, 16 hexadecimal digits */
    const char *shard;  /* "2/3"; NULL: all is one */
} ht_batch_place;

/* The record of a result as one line of JSON. */
void ht_batch_record_write(GString *out, const ht_batch_item *item, const ht_batch_result *result,
                           const ht_batch_place *place);

/* What a record says. Texts and nodes live in the arena it was read into. */
typedef struct ht_batch_record {
    const char *input;
    ht_batch_outcome outcome; /* never HT_BATCH_ELSEWHERE */
    size_t number;
    size_t of;
    const char *source;
    const char *shard;  /* or NULL */
    const char *output; /* or NULL, as the rest of a document that failed */
    const char *pdf;
    const char *document_number; /* as it is printed; these two may be known of one that failed */
    const char *title;
    size_t pages;
    double milliseconds; /* of work, 0 when it is not known */
    const struct ht_node *faces;
    const struct ht_node *diagnostics;
} ht_batch_record;

/* Reads a line of a report; false when it is no record. `line` must live as long as the arena. */
bool ht_batch_record_read(ht_batch_record *out, ht_arena *arena, const char *line);

/* Reads one of a record's findings; false when it is none. The texts are borrowed. */
bool ht_batch_record_diag(ht_diag *out, const struct ht_node *map);

/* ---- The report (report.c) ----------------------------------------------------------------- */

typedef struct ht_batch_report ht_batch_report;

/* Of a run into the folder `output`; all of these must outlive it. */
ht_batch_report *ht_batch_report_new(const ht_batch_options *options, const char *output,
                                     const ht_batch_source *source);
void ht_batch_report_free(ht_batch_report *report);

/* What became of the item `number`, from 1. */
void ht_batch_report_add(ht_batch_report *report, size_t number, const ht_batch_item *item,
                         const ht_batch_result *result);

/* Writes what the options ask for: report, summary. The summary tells also what stands in `diags`.
 * HT_IO after an error is added. */
ht_status ht_batch_report_write(const ht_batch_report *report, const ht_batch_progress *progress,
                                ht_diags *diags);

/* ---- The journal (journal.c) --------------------------------------------------------------- */

typedef struct ht_journal ht_journal;

/* Opens the journal in `folder`, and keeps other runs out of it. Journals below `root` are read:
 * what other shards have done need not be done again. */
ht_status ht_journal_open(ht_journal **out, const char *folder, const char *root, ht_diags *diags);
ht_status ht_journal_close(ht_journal *journal, ht_diags *diags);

/* What is known of an item, when nothing that it was made of has changed since, and its output is
 * still there, of the same size, or longer by what was added to the same bytes; with `verify` these are
 * always read. The texts are copied into the
 * result's arena. */
bool ht_journal_find(ht_batch_result *out, ht_journal *journal, const char *folder,
                     const ht_batch_item *item, const char *digest, ht_digests *digests,
                     bool verify);

/* True when the file at `path` is the item's output of the last time with something added behind it,
 * such as a signature. */
bool ht_journal_is_added_to(const ht_journal *journal, const ht_batch_item *item, const char *path);

/* Where the item's output was the last time; NULL when it is not known. In the arena. */
const char *ht_journal_output(const ht_journal *journal, ht_arena *arena,
                              const ht_batch_item *item);

/* Calls `visit` with each item that was ever rendered, in no order, and its output. */
void ht_journal_each(const ht_journal *journal,
                     void (*visit)(const char *id, const char *output, void *user), void *user);

/* Notes a rendered item. HT_IO after an error is added. */
ht_status ht_journal_add(ht_journal *journal, const ht_batch_item *item,
                         const ht_batch_result *result, ht_digests *digests, ht_diags *diags);

/* ---- Numbers (numbers.c) ------------------------------------------------------------------- */

/* A document that has a number (发文字号). */
typedef struct ht_numbered {
    const char *id;
    const char *title; /* or NULL */
    const char *shard; /* or NULL */
} ht_numbered;

typedef struct ht_numbers ht_numbers;
ht_numbers *ht_numbers_new(void);
void ht_numbers_free(ht_numbers *numbers);

/* Notes the number of a document, which may be NULL. The first one that has it, when that is another
 * by its title; else NULL. Borrowed. */
const ht_numbered *ht_numbers_add(ht_numbers *numbers, const char *number,
                                  const ht_numbered *document);

/* ---- What is missing (gaps.c) --------------------------------------------------------------- */

typedef struct ht_gaps ht_gaps;
ht_gaps *ht_gaps_new(void);
void ht_gaps_free(ht_gaps *gaps);

/* A document that has a record; numbers rise. At the end the number behind the last document, with no
 * name and no shard. How many are missing between it and the one before. */
size_t ht_gaps_add(ht_gaps *gaps, size_t number, const char *name, const char *shard);

/* Tells what is missing of so many. */
void ht_gaps_tell(const ht_gaps *gaps, size_t of, ht_diags *diags);

/* ---- Proofs (proof.c) ----------------------------------------------------------------------- */

typedef struct ht_proof ht_proof;

/* Of records whose outputs lie in `folder`; NULL: they are not looked for. */
ht_proof *ht_proof_new(const char *folder, ht_diags *diags);
void ht_proof_free(ht_proof *proof);

/* False after an error is added: its output is of another one too, or not there, or not what was
 * rendered. The record stands at `place`. */
bool ht_proof_add(ht_proof *proof, const ht_batch_record *record, ht_place place);

#endif
