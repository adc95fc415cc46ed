/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Reports of shards in, each in the order of the source; out one report in that order, and the
 * proof that it is the whole: one source, each of its documents once, and what proof.c finds.
 * Reports are read a line at a time; kept are names of outputs, numbers, and what is told.
 */

#include "batch/run.h"
#include "batch/summary.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A report, and the record in it that comes next. */
typedef struct report {
    ht_source source; /* for places: its path; no text */
    FILE *in;         /* NULL: it is at its end */
    char *line;
    size_t room;
    int line_number;
    ht_arena *arena; /* of the record */
    ht_batch_record record;
    size_t last; /* the number of the record before */
} report;

typedef struct merge {
    ht_arena *arena;
    report *reports;
    size_t n_reports;
    const report *first; /* whose source is that of all; NULL: no record was read yet */
    const char *source;
    ht_proof *proof;
    ht_gaps *gaps;
    size_t last;           /* the number joined last, … */
    const report *last_in; /* … and its report */
    bool mixed;            /* a report is of another source */
    size_t faults;
    size_t doubles;
    ht_summary *summary; /* or NULL */
    ht_write_fn write;   /* of the joined report; NULL: none */
    void *user;
    ht_batch_merged *out;
    ht_diags *diags;
} merge;

/* ---- Reading ------------------------------------------------------------------------------- */

static ht_place place_of(const report *r)
{
    return (ht_place){&r->source, r->line_number, 1, 1};
}

static void end(report *r)
{
    if (r->in != NULL) {
        fclose(r->in);
        r->in = NULL;
    }
}

/* What to do is told once. */
static void tell_double(merge *m, const report *r, const report *other)
{
    ht_diag_add(m->diags, HT_E1129, place_of(r), r->record.input, r->record.number,
                other->source.name);
    if (m->doubles++ == 0) {
        ht_diag_hint(m->diags, "%s",
                     ht_tr(N_("give each report once; when two shards did the same document, their "
                              "programs or faces are not the same: run all with the same")));
    }
}

/* True when the record belongs where it stands; tells why not. One of another source ends its
 * report: nothing in it is of use. */
static bool fits(merge *m, report *r)
{
    const ht_batch_record *record = &r->record;
    if (m->first == NULL) {
        m->first = r;
        m->source = ht_arena_strdup(m->arena, record->source);
        m->out->sum.all = m->out->sum.of = record->of;
    }
    if (strcmp(record->source, m->source) != 0 || record->of != m->out->sum.of) {
        ht_diag_add(m->diags, HT_E1128, ht_source_file(&r->source), record->of,
                    m->first->source.name, m->out->sum.of);
        m->mixed = true;
        end(r);
    } else if (record->number == r->last) {
        tell_double(m, r, r);
    } else if (record->number < r->last) {
        ht_diag_add(m->diags, HT_E1130, place_of(r), record->number, r->last);
    } else {
        r->last = record->number;
        return true;
    }
    m->faults++;
    return false;
}

/* Goes to the next record that is one. HT_IO after an error is added. */
static ht_status advance(merge *m, report *r)
{
    bool found = false;
    while (r->in != NULL && !found) {
        ssize_t size = getline(&r->line, &r->room, r->in);
        if (size < 0) {
            bool failed = ferror(r->in) != 0;
            if (failed) {
                ht_diag_add(m->diags, HT_E0801, HT_NO_PLACE, r->source.name, g_strerror(errno));
            }
            end(r);
            return failed ? HT_IO : HT_OK;
        }
        r->line_number++;
        ht_arena_free(r->arena);
        r->arena = ht_arena_new();
        bool torn = r->line[size - 1] != '\n';
        if (strlen(r->line) == (size_t)size &&
            ht_batch_record_read(&r->record, r->arena, r->line)) {
            found = fits(m, r);
        } else {
            ht_diag_add(m->diags, torn ? HT_E1127 : HT_E1126, place_of(r));
            m->faults++;
        }
    }
    return HT_OK;
}

/* The report whose next record has the least number; NULL when all are at their end. */
static report *least(const merge *m)
{
    report *found = NULL;
    for (size_t i = 0; i < m->n_reports; i++) {
        report *r = &m->reports[i];
        if (r->in != NULL && (found == NULL || r->record.number < found->record.number)) {
            found = r;
        }
    }
    return found;
}

/* ---- Joining ------------------------------------------------------------------------------- */

static void count(merge *m, const ht_batch_record *record)
{
    ht_batch_progress *sum = &m->out->sum;
    sum->done++;
    sum->rendered += record->outcome == HT_BATCH_RENDERED;
    sum->unchanged += record->outcome == HT_BATCH_UNCHANGED;
    sum->failed += record->outcome == HT_BATCH_FAILED;
    if (m->summary != NULL) {
        ht_summary_add(m->summary, record);
    }
}

/* A record as it was written, but for the line break that the last one may lack. */
static bool pass_on(const merge *m, const report *r)
{
    size_t size = strcspn(r->line, "\n");
    return m->write == NULL || (m->write(r->line, size, m->user) && m->write("\n", 1, m->user));
}

static ht_status join(merge *m)
{
    ht_status status = HT_OK;
    for (report *r = NULL; status == HT_OK && (r = least(m)) != NULL;) {
        const ht_batch_record *record = &r->record;
        if (record->number == m->last) {
            tell_double(m, r, m->last_in);
            m->faults++;
        } else {
            m->out->missing += ht_gaps_add(m->gaps, record->number, record->input, record->shard);
            m->last = record->number;
            m->last_in = r;
            m->faults += !ht_proof_add(m->proof, record, place_of(r));
            count(m, record);
            status = pass_on(m, r) ? HT_OK : HT_IO;
        }
        if (status == HT_OK) {
            status = advance(m, r);
        }
    }
    m->out->missing += ht_gaps_add(m->gaps, m->out->sum.of + 1, NULL, NULL);
    return status;
}

static ht_status fill(ht_write_fn write, void *user, void *data)
{
    merge *m = data;
    m->write = write;
    m->user = user;
    return join(m);
}

/* Beside a report of another source there is no telling what is missing. */
static void tell_missing(merge *m)
{
    if (m->first == NULL) {
        ht_diag_add(m->diags, HT_E1135, HT_NO_PLACE);
        m->faults++;
    } else if (!m->mixed && m->out->missing > 0) {
        ht_gaps_tell(m->gaps, m->out->sum.of, m->diags);
    }
}

/* ---- The whole ----------------------------------------------------------------------------- */

/* True when this report is one of the files that are written. */
static bool is_written(const char *path, const ht_batch_merge_options *options)
{
    return (options->report != NULL && ht_is_same_file(path, options->report)) ||
           (options->summary != NULL && ht_is_same_file(path, options->summary));
}

static ht_status open_reports(merge *m, const char *const *paths,
                              const ht_batch_merge_options *options)
{
    ht_status status = HT_OK;
    for (size_t i = 0; paths[i] != NULL && status == HT_OK; i++) {
        report *r = HT_PUSH(m->arena, m->reports, m->n_reports);
        r->source.name = paths[i];
        if (is_written(paths[i], options)) {
            ht_diag_add(m->diags, HT_E1134, HT_NO_PLACE, paths[i]);
            status = HT_IO;
        } else if ((r->in = fopen(paths[i], "re")) == NULL) {
            ht_diag_add(m->diags, HT_E0801, HT_NO_PLACE, paths[i], g_strerror(errno));
            status = HT_IO;
        }
    }
    for (size_t i = 0; i < m->n_reports && status == HT_OK; i++) {
        status = advance(m, &m->reports[i]);
    }
    m->out->shards = m->n_reports;
    return status;
}

static void close_reports(const merge *m)
{
    for (size_t i = 0; i < m->n_reports; i++) {
        end(&m->reports[i]);
        ht_arena_free(m->reports[i].arena);
        free(m->reports[i].line);
    }
}

static ht_status run(merge *m, const char *const *paths, const ht_batch_merge_options *options)
{
    ht_status status = ht_make_folder_of(options->report, m->diags);
    if (status == HT_OK) {
        status = ht_make_folder_of(options->summary, m->diags);
    }
    if (status == HT_OK) {
        status = open_reports(m, paths, options);
    }
    if (status == HT_OK) {
        status =
            options->report != NULL ? ht_write_file(options->report, fill, m, m->diags) : join(m);
    }
    if (status == HT_OK) {
        tell_missing(m);
    }
    if (status == HT_OK && m->summary != NULL) {
        const ht_summary_run about = {options->summary, options->output, options->thumbnails,
                                      &m->out->sum,     m->out->missing, m->out->shards,
                                      m->diags};
        status = ht_summary_write(m->summary, &about, m->diags);
    }
    m->out->whole = status == HT_OK && m->out->missing == 0 && m->faults == 0;
    bool good = m->out->whole && m->out->sum.failed == 0;
    return status == HT_OK && !good ? HT_INVALID : status;
}

ht_status ht_batch_merge(ht_batch_merged *out, const char *const *reports,
                         const ht_batch_merge_options *options, ht_diags *diags)
{
    const ht_batch_merge_options standard = HT_BATCH_MERGE_OPTIONS_INIT;
    const ht_batch_merge_options *chosen = options != NULL ? options : &standard;
    merge m = {.arena = ht_arena_new(),
               .proof = ht_proof_new(chosen->output, diags),
               .gaps = ht_gaps_new(),
               .summary = chosen->summary != NULL ? ht_summary_new() : NULL,
               .out = out,
               .diags = diags};
    *out = (ht_batch_merged){0};
    ht_status status = run(&m, reports, chosen);
    close_reports(&m);
    ht_summary_free(m.summary);
    ht_gaps_free(m.gaps);
    ht_proof_free(m.proof);
    ht_arena_free(m.arena);
    return status;
}
