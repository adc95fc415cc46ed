/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HONGTOU_BATCH_H
#define HONGTOU_BATCH_H

#include "hongtou/render.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How far a batch is. */
typedef struct ht_batch_progress {
    size_t all;       /* documents of the source, or of the shard */
    size_t done;      /* those whose outcome is known: */
    size_t rendered;  /* typeset and written */
    size_t unchanged; /* as they were, by the journal: not touched */
    size_t failed;
    size_t of;       /* documents of the whole source, … */
    size_t seen;     /* … and those whose turn has been, whichever shard they are of */
    int interrupted; /* the signal that ended the batch before all was done, or 0 */
} ht_batch_progress;

typedef struct ht_batch_options {
    int version;          /* 1 */
    const char *match;    /* of a folder: which files are documents, "*.yaml"; NULL: all kinds */
    const char *name;     /* of outputs, over a document's keys: "{number}-{title}"; NULL: as the
                           documents are called */
    const char *columns;  /* of a table: a YAML file that says what its columns are; or NULL */
    const char *encoding; /* of a table: "gb18030"; NULL: UTF-8 */
    const char *layout;   /* for all; NULL: each its own */
    int workers;          /* processes; 0: as many as there are processors */
    int timeout;          /* seconds for a document; 0: no limit */
    int memory;           /* MiB for a worker's own data; 0: no limit */
    bool force;           /* render also what has not changed */
    bool verify;          /* read outputs: one that is not what was rendered is rendered again */
    bool allow_outside;   /* documents may name files outside their own folder */
    int shard;            /* from 1, of … */
    int shards;           /* … so many; 0: all is one */
    const char *bind; /* one PDF of all, when none failed and nothing stopped it, with an outline;
                               not of a shard; NULL for none */
    bool number_through;    /* its pages are numbered through, not each document's by itself */
    const char *report;     /* JSON Lines, a record a document; NULL for none */
    const char *summary;    /* the same as a page for people, HTML; NULL for none */
    const char *thumbnails; /* a folder for pictures of first pages, for the summary; or NULL */
    bool interruptible; /* SIGINT and SIGTERM end the batch in order, a second one at once; for that
                           they are blocked in this thread while workers are at work */
    bool json;          /* what is told is JSON, an object a line */
    /* Of every output, but for its source; NULL: as ht_pages_write_pdf has it. */
    const ht_pdf_options *pdf;
    /* Each output has its document's own file in it; a row of a table is none. */
    bool attach_source;
    /* Called after each document, and when a signal has come; `told` is what should be read of the
     * document, or NULL. */
    void (*progress)(const ht_batch_progress *progress, const char *told, void *user);
    void *user;
} ht_batch_options;

#define HT_BATCH_OPTIONS_INIT                                                                      \
    {                                                                                              \
        1, NULL, NULL, NULL, NULL, NULL, 0, 60, 0, false, false, false, 0, 0, NULL, false, NULL,   \
            NULL, NULL, false, false, NULL, false, NULL, NULL                                      \
    }

/*
 * Renders every document of a source to PDF below the folder `output`: of a folder, a zip or a tar
 * file all documents in it, of a file of JSON Lines (.jsonl, or - for standard input) a document a
 * line, of a table (.csv, .tsv) a document a row, of another file the paths in its lines. Workers
 * are processes, forked here: the calling process must have no other threads. What a run before has
 * made of the same bytes with the same program, layout, faces and files is kept. HT_INVALID when a
 * document failed, or a signal came; HT_IO and the like when the batch could not go on. `out` tells
 * what was done in any case.
 */
HT_API ht_status ht_batch_run(ht_batch_progress *out, const char *source, const char *output,
                              ht_fontset *fonts, const ht_batch_options *options, ht_diags *diags);

/* What reports have in them together. */
typedef struct ht_batch_merged {
    ht_batch_progress sum; /* all: documents of the source; done: those that have a record */
    size_t shards;         /* reports */
    size_t missing;        /* documents that no report has */
    bool whole;            /* each document is there once, and each output is of one */
} ht_batch_merged;

typedef struct ht_batch_merge_options {
    int version;            /* 1 */
    const char *report;     /* all records, in the order of the source; NULL for none */
    const char *summary;    /* a page for people; NULL for none */
    const char *output;     /* where the outputs lie: each must be what was rendered; or NULL */
    const char *thumbnails; /* where the pictures lie, or NULL */
} ht_batch_merge_options;

#define HT_BATCH_MERGE_OPTIONS_INIT                                                                \
    {                                                                                              \
        1, NULL, NULL, NULL, NULL                                                                  \
    }

/*
 * Joins the reports of shards, ended by NULL, and proves that together they are the whole: one
 * source, each of its documents once, each output of one document. HT_INVALID when they are not, or
 * a document failed; HT_IO when a file cannot be read or written. `options` may be NULL.
 */
HT_API ht_status ht_batch_merge(ht_batch_merged *out, const char *const *reports,
                                const ht_batch_merge_options *options, ht_diags *diags);

#ifdef __cplusplus
}
#endif

#endif
