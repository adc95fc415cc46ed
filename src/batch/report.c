/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What became of items in, in the order of the source; out, when the batch is over: the report with
 * a record for each, and the summary of it. Whoever asks for neither pays for neither.
 */

#include "batch/summary.h"

#include <string.h>

/* As much of a digest as tells sources apart. */
#define SOURCE_DIGITS 16

struct ht_batch_report {
    const ht_batch_options *options;
    const char *output;
    ht_batch_place place; /* of the item that was added last */
    char *source;
    char *shard;
    GString *text;       /* of the report, when there is to be one */
    ht_summary *summary; /* or NULL */
};

/* SHA-256 of what the items are called, each with a NUL behind it. */
static char *digest_of_source(const ht_batch_source *source)
{
    ht_sha256 *sum = ht_sha256_new();
    for (size_t i = 0; i < source->n_items; i++) {
        ht_sha256_add_text(sum, source->items[i].id);
    }
    char *whole = ht_sha256_end(sum);
    char *digest = g_strndup(whole, SOURCE_DIGITS);
    g_free(whole);
    return digest;
}

ht_batch_report *ht_batch_report_new(const ht_batch_options *options, const char *output,
                                     const ht_batch_source *source)
{
    ht_batch_report *report = g_new0(ht_batch_report, 1);
    report->options = options;
    report->output = output;
    report->source = digest_of_source(source);
    report->shard =
        options->shards > 0 ? g_strdup_printf("%d/%d", options->shard, options->shards) : NULL;
    report->place = (ht_batch_place){0, source->n_items, report->source, report->shard};
    report->text = g_string_new(NULL);
    report->summary = options->summary != NULL ? ht_summary_new() : NULL;
    return report;
}

void ht_batch_report_free(ht_batch_report *report)
{
    ht_summary_free(report->summary);
    g_string_free(report->text, TRUE);
    g_free(report->shard);
    g_free(report->source);
    g_free(report);
}

void ht_batch_report_add(ht_batch_report *report, size_t number, const ht_batch_item *item,
                         const ht_batch_result *result)
{
    if (report->options->report == NULL && report->summary == NULL) {
        return;
    }
    GString *line = g_string_new(NULL);
    report->place.number = number;
    ht_batch_record_write(line, item, result, &report->place);
    if (report->options->report != NULL) {
        g_string_append_len(report->text, line->str, (gssize)line->len);
    }
    if (report->summary != NULL) {
        ht_arena *arena = ht_arena_new();
        ht_batch_record record;
        if (ht_batch_record_read(&record, arena, line->str)) {
            ht_summary_add(report->summary, &record);
        }
        ht_arena_free(arena);
    }
    g_string_free(line, TRUE);
}

static ht_status fill(ht_write_fn write, void *user, void *data)
{
    const GString *text = data;
    return write(text->str, text->len, user) ? HT_OK : HT_IO;
}

ht_status ht_batch_report_write(const ht_batch_report *report, const ht_batch_progress *progress,
                                ht_diags *diags)
{
    const ht_batch_options *o = report->options;
    ht_status status = HT_OK;
    if (o->report != NULL) {
        status = ht_write_file(o->report, fill, report->text, diags);
    }
    if (o->summary != NULL && status == HT_OK) {
        const ht_summary_run run = {.path = o->summary,
                                    .output = report->output,
                                    .thumbnails = o->thumbnails,
                                    .progress = progress,
                                    .missing = progress->of - progress->seen,
                                    .findings = diags};
        status = ht_summary_write(report->summary, &run, diags);
    }
    return status;
}
