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
 *     wire.c      texts                        <-> a socket
 *     worker.c    an item's bytes              -> a finished file, in a process of its own
 *     crew.c      workers                      -> started, given work, watched, replaced
 *     stop.c      SIGINT, SIGTERM              -> something to wait for
 *     record.c    what became of an item      <-> JSON, and what a person reads
 *     report.c    records                      -> the report, and:
 *     summary.c   records                      -> what there is to say of all of them
 *     page.c      that                         -> HTML, with page_documents.c
 *     targets.c   report, summary, volume      -> each a file of its own
 *     numbers.c   numbers of documents         -> the first that has the same
 *     own.c       the folder for files that are no outputs
 *     disk.c      finished files               -> on the disk
 *     outputs.c   these                        -> under their names, and noted
 *     left.c      what runs before have done   -> outputs of documents that are no more
 *     bind.c      outputs                      -> one PDF
 *     run.c       the whole, in the order of the source
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

/* ---- Other files that are written (targets.c) ----------------------------------------------- */

typedef struct ht_target {
    const char *option; /* "--report" */
    const char *path;   /* NULL: it is not asked for */
} ht_target;

#define HT_TARGETS 3

void ht_targets_list(ht_target targets[HT_TARGETS], const ht_batch_options *options);

/* Tells targets that are one file, or the source, or another file that is read. HT_IO. */
ht_status ht_targets_check(const ht_batch_options *options, const char *source, ht_diags *diags);

/* Tells a target that is a document of the source. HT_IO. */
ht_status ht_targets_check_items(const ht_batch_options *options, const ht_batch_source *source,
                                 ht_diags *diags);

/* Makes the folders of all, and that of the pictures; or that of one file, NULL being none. HT_IO
 * after an error is added. */
ht_status ht_targets_make_folders(const ht_batch_options *options, ht_diags *diags);
ht_status ht_make_folder_of(const char *path, ht_diags *diags);

/* Removes what a run that was killed has left beside them. */
void ht_targets_clear(const ht_batch_options *options);

/* The path of a file, which need not be there, from the root and through no link to a folder. The
 * caller frees it. */
char *ht_place_of_file(const char *path);

/* True when both are there, and one ordinary file. */
bool ht_is_same_file(const char *a, const char *b);

/* ---- Outputs (outputs.c) ------------------------------------------------------------------- */

typedef struct ht_outputs ht_outputs;

/* Of a run into `folder`; all of these must outlive it. */
ht_outputs *ht_outputs_new(const char *folder, ht_journal *journal, ht_digests *digests,
                           bool force);
void ht_outputs_free(ht_outputs *outputs);

/* No document may have the name of a target; one that lies elsewhere takes none. */
void ht_outputs_keep_free(ht_outputs *outputs, const ht_target *target);

/* Moves a rendered document to its name and notes it; of one that is as it was, the name is taken. A
 * document whose name another one has fails. HT_IO after an error is added: the journal cannot be
 * written. */
ht_status ht_outputs_settle(ht_outputs *outputs, const ht_batch_item *item, ht_batch_result *result,
                            ht_diags *diags);

/* The name of an output in small letters, as file systems may take it; one that is no UTF-8 as it is.
 * The caller frees it. */
char *ht_output_fold(const char *name);

/* Tells outputs below `folder` of documents that the source has no longer (left.c). */
void ht_batch_tell_left(const ht_journal *journal, const ht_batch_source *source,
                        const char *folder, ht_diags *diags);

/* ---- Workers (wire.c, worker.c, crew.c) ---------------------------------------------------- */

/* Writes texts to a socket as one message; false when the other side is gone. */
bool ht_wire_send(int fd, GBytes *const *parts, size_t n_parts);

/* Reads one message; NULL when the other side is gone. The caller frees it. */
GPtrArray *ht_wire_receive(int fd);

/* The text of part `index` of a message; "" when there is none. */
const char *ht_wire_text(const GPtrArray *message, size_t index);

/* What workers need to know. */
typedef struct ht_batch_work {
    const ht_batch_options *options;
    const ht_batch_source *source;
    ht_fontset *fonts;
    const char *folder; /* for finished files */
} ht_batch_work;

/* Works until the socket is closed; never returns. */
void ht_worker_run(int fd, const ht_batch_work *work) __attribute__((noreturn));

typedef struct ht_crew ht_crew;

ht_crew *ht_crew_new(const ht_batch_work *work);
/* Ends all workers at once. */
void ht_crew_free(ht_crew *crew);

bool ht_crew_is_free(const ht_crew *crew);
bool ht_crew_is_idle(const ht_crew *crew);

/* Gives an item to a free worker. Its pages are numbered from `first_page`, or by themselves with 0.
 * False after an error is added: no process can be started. */
bool ht_crew_give(ht_crew *crew, size_t number, const ht_batch_item *item, GBytes *bytes,
                  size_t first_page, ht_diags *diags);

/* Waits until a worker is done with its item, or is lost over it, or has had its time. The number
 * is that of the item. False when one of the others, each a file descriptor or -1, can be read
 * before; nothing else ends the waiting when the crew is idle. */
bool ht_crew_wait(ht_crew *crew, size_t *number, ht_batch_result *result, const int *others,
                  size_t n_others);

/* ---- The batch's own folder (own.c) --------------------------------------------------------- */

/* Below that of the outputs; and that of this shard, which may be the same. The caller frees them. */
char *ht_own_root(const char *output);
char *ht_own_folder(const char *root, const ht_batch_options *options);

/* Removes what a run before has left there, cut off. */
void ht_own_clear(const char *own);

/* ---- The disk (disk.c) --------------------------------------------------------------------- */

typedef struct ht_disk ht_disk;
ht_disk *ht_disk_new(void);
/* Waits for all that is on its way. */
void ht_disk_free(ht_disk *disk);

/* Sends the finished file of a result to the disk; the result must live until it is there. */
void ht_disk_put(ht_disk *disk, ht_batch_result *result);

/* Can be read when the disk has something that it had not before; nothing can be read behind
 * ht_disk_listen(). */
int ht_disk_fd(const ht_disk *disk);
void ht_disk_listen(ht_disk *disk);

/* True when it is there, or is lost. */
bool ht_disk_has(ht_disk *disk, const ht_batch_result *result);

/* Waits until all are. */
void ht_disk_wait(ht_disk *disk);

/* ---- Signals (stop.c) ---------------------------------------------------------------------- */

typedef struct ht_stop ht_stop;

/* From now on SIGINT and SIGTERM wait to be taken. */
ht_stop *ht_stop_new(void);
/* All is as it was before; a signal that was not taken is forgotten. NULL is allowed, here and
 * below. */
void ht_stop_free(ht_stop *stop);

/* Can be read when a signal has come; -1: none will. */
int ht_stop_fd(const ht_stop *stop);

/* The signal that has come, or 0. After one the next ends the process. */
int ht_stop_take(const ht_stop *stop);

/* ---- A volume (bind.c) ---------------------------------------------------------------------- */

/* What is to be bound, in the order of the source. */
typedef struct ht_binding ht_binding;

/* `stop` ends the writing, and must outlive it. */
ht_binding *ht_binding_new(const ht_stop *stop);
void ht_binding_free(ht_binding *binding);

/* Adds the next item, if it has an output. */
void ht_binding_add(ht_binding *binding, const ht_batch_result *result);

/* Writes the file that the options ask for, of the outputs below the folder `output`: of all items of
 * the source. The crew is idle. An error is added when that cannot be; none for a signal. */
ht_status ht_binding_write(ht_binding *binding, const ht_batch_work *work, const char *output,
                           const ht_batch_source *source, ht_crew *crew, ht_diags *diags);

/* The signal that has ended the writing, or 0. */
int ht_binding_signal(const ht_binding *binding);

#endif
