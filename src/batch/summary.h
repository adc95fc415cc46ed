/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_BATCH_SUMMARY_H
#define HT_BATCH_SUMMARY_H

/*
 * What there is to say of many records, gathered by summary.c and written by page.c. No time and no
 * place comes into it but from them: the same report gives the same page.
 */

#include "batch/batch.h"

/* A finding in a document. */
typedef struct ht_summary_case {
    const char *input;
    const char *place; /* "in/a.yaml:8:7"; NULL when it is not known */
    const char *message;
    const char *hint; /* or NULL */
} ht_summary_case;

/* All findings of one code. */
typedef struct ht_summary_kind {
    const char *code;
    ht_severity severity;
    size_t documents; /* that have one or more, … */
    size_t last;      /* … the last of them */
    size_t count;
    ht_summary_case *cases; /* the first of them */
    size_t n_cases;
} ht_summary_kind;

typedef struct ht_summary_document {
    const char *input;
    const char *output; /* below the folder of outputs; NULL: there is none */
    const char *pdf;
    ht_batch_outcome outcome;
    size_t number;
    size_t pages;
    const char *document_number; /* or NULL, … */
    const char *title;           /* … here too */
} ht_summary_document;

typedef struct ht_summary_face {
    const char *name;
    size_t documents;
} ht_summary_face;

typedef struct ht_summary {
    ht_arena *arena;
    GPtrArray *kinds;               /* of ht_summary_kind, … */
    GHashTable *kind_by_code;       /* … the same */
    GPtrArray *faces;               /* of ht_summary_face, … */
    GHashTable *face_by_name;       /* … the same */
    ht_summary_document *documents; /* the first of them */
    size_t n_documents;
    size_t all; /* records */
    size_t pages;
    size_t timed;        /* documents rendered, which took … */
    double milliseconds; /* … so long in all */
    double longest;
    const char *slowest; /* the one that took longest */
} ht_summary;

/* So many documents are listed one by one; a page with more of them nobody reads. */
#define HT_SUMMARY_DOCUMENTS 5000

/* Whether pictures are shown, and worth making: of a source of so many documents. */
bool ht_summary_shows_pictures(size_t documents);

ht_summary *ht_summary_new(void);
void ht_summary_free(ht_summary *summary);
void ht_summary_add(ht_summary *summary, const ht_batch_record *record);

/* What the page is told besides. */
typedef struct ht_summary_run {
    const char *path;       /* of the page */
    const char *output;     /* the folder of outputs, or NULL: no links */
    const char *thumbnails; /* the folder of pictures, or NULL */
    const ht_batch_progress *progress;
    size_t missing;           /* documents that have no record */
    size_t shards;            /* whose reports were joined; 0: one run */
    const ht_diags *findings; /* of the whole, not of a document */
} ht_summary_run;

/* Writes the page (page.c). HT_IO after an error is added. */
ht_status ht_summary_write(ht_summary *summary, const ht_summary_run *run, ht_diags *diags);

/* What it looks like: summary.css. */
extern const char ht_summary_css[];

/* The picture of a PDF, by its SHA-256: it can never be that of another. In the arena. */
const char *ht_summary_picture(ht_arena *arena, const char *folder, const char *pdf);

#endif
