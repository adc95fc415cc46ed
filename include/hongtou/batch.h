/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HONGTOU_BATCH_H
#define HONGTOU_BATCH_H

#include "hongtou/fonts.h"

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
} ht_batch_progress;

typedef struct ht_batch_options {
    int version;        /* 1 */
    const char *match;  /* of a folder: which files are documents, "*.yaml"; NULL: all kinds */
    const char *name;   /* of outputs, over a document's keys: "{number}-{title}"; NULL: as the
                           documents are called */
    const char *layout; /* for all; NULL: each its own */
    int workers;        /* processes; 0: as many as there are processors */
    int timeout;        /* seconds for a document; 0: no limit */
    int memory;         /* MiB for a worker's own data; 0: no limit */
    bool force;         /* render also what has not changed */
    bool allow_outside; /* documents may name files outside their own folder */
    int shard;          /* from 1, of … */
    int shards;         /* … so many; 0: all is one */
    const char *report; /* JSON Lines, a record a document; NULL for none */
    /* Called after each document; `told` is what a person should read of it, or NULL. */
    void (*progress)(const ht_batch_progress *progress, const char *told, void *user);
    void *user;
} ht_batch_options;

#define HT_BATCH_OPTIONS_INIT                                                                      \
    {                                                                                              \
        1, NULL, NULL, NULL, 0, 60, 0, false, false, 0, 0, NULL, NULL, NULL                        \
    }

/*
 * Renders every document of a source to PDF below the folder `output`: of a folder all documents
 * below it, of a file of JSON Lines (.jsonl, or - for standard input) a document a line, of another
 * file the paths in its lines. Workers are processes, forked here: the calling process must have no
 * other threads. What a run before has made of the same bytes with the same program, layout, faces
 * and files is kept. HT_INVALID when a document failed; HT_IO and the like when the batch could not
 * go on. `out` tells what was done in any case.
 */
HT_API ht_status ht_batch_run(ht_batch_progress *out, const char *source, const char *output,
                              ht_fontset *fonts, const ht_batch_options *options, ht_diags *diags);

#ifdef __cplusplus
}
#endif

#endif
