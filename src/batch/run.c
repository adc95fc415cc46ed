/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: a source and a folder for its outputs. Out: every document rendered, or told why it is not.
 *
 * Workers finish in any order; what they made is moved to its name, noted and reported in the order
 * of the source, so that a run with one worker and one with many do the same. A finished file waits
 * for its turn in a folder of the batch's own, and a run that was cut off leaves nothing but what
 * stands there; the next run of the same shard clears it.
 */

#include "batch/run.h"
#include "batch/summary.h"
#include "paint/paint.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* So many finished documents at most wait for one before them. */
#define WINDOW 4096

typedef struct batch {
    const ht_batch_options *options;
    ht_batch_source source;
    const char *output;
    char *root; /* the batch's own folder, … */
    char *own;  /* … and that of this shard */
    ht_digests *digests;
    ht_journal *journal;
    ht_crew *crew;
    GHashTable *results; /* number + 1 -> ht_batch_result, of those that wait for their turn */
    GHashTable *begun;   /* number + 1 -> digest, of those that workers have */
    ht_disk *disk;
    ht_outputs *outputs;
    size_t next; /* to be begun */
    size_t turn; /* to be finished */
    ht_batch_progress progress;
    ht_batch_report *report;
    ht_binding *binding;
    ht_stop *stop; /* NULL: nobody can */
    ht_diags *diags;
} batch;

/* ---- Beginning ----------------------------------------------------------------------------- */

static ht_batch_result *new_result(batch *b, size_t number)
{
    ht_arena *arena = ht_arena_new();
    ht_batch_result *result = HT_NEW(arena, ht_batch_result);
    *result = (ht_batch_result){.arena = arena};
    g_hash_table_insert(b->results, GSIZE_TO_POINTER(number + 1), result);
    return result;
}

/* The bytes of a document say which shard it is in, and nothing else does: shards need not know of
 * each other, nor have the same faces. What cannot be read is known by its name. */
static bool is_mine(const batch *b, const ht_batch_item *item, GBytes *bytes)
{
    guint64 shards = (guint64)b->options->shards;
    if (shards == 0) {
        return true;
    }
    char head[9];
    gsize size = strlen(item->id);
    const void *data = bytes != NULL ? g_bytes_get_data(bytes, &size) : item->id;
    char *digest = ht_sha256_of(data, size);
    g_strlcpy(head, digest, sizeof head);
    g_free(digest);
    return g_ascii_strtoull(head, NULL, 16) % shards == (guint64)(b->options->shard - 1);
}

static void fail_to_read(const batch *b, const ht_batch_item *item, ht_batch_result *result,
                         int error)
{
    ht_batch_refuse(item, result, HT_E0801, item->file, g_strerror(error));
    result->outcome = is_mine(b, item, NULL) ? HT_BATCH_FAILED : HT_BATCH_ELSEWHERE;
}

/* By the journal nothing is left to do, but for the picture that the summary wants. */
static bool is_done(const batch *b, const ht_batch_result *result)
{
    const char *folder = b->options->thumbnails;
    return folder == NULL || result->pdf == NULL || !ht_summary_shows_pictures(b->source.n_items) ||
           g_file_test(ht_summary_picture(result->arena, folder, result->pdf), G_FILE_TEST_EXISTS);
}

/* Begins the next item: by the journal there may be nothing to do. False when it needs a worker and
 * none can be started. */
static bool begin(batch *b)
{
    size_t number = b->next++;
    const ht_batch_item *item = &b->source.items[number];
    ht_batch_result *result = new_result(b, number);
    GBytes *bytes = ht_batch_item_read(&b->source, item);
    bool ok = true;
    if (bytes == NULL) {
        fail_to_read(b, item, result, errno);
        return true;
    }
    result->digest = ht_digest_of_document(b->digests, result->arena, bytes);
    if (!is_mine(b, item, bytes)) {
        result->outcome = HT_BATCH_ELSEWHERE;
    } else if (b->options->force ||
               !ht_journal_find(result, b->journal, b->output, item, result->digest, b->digests,
                                b->options->verify) ||
               !is_done(b, result)) {
        g_hash_table_insert(b->begun, GSIZE_TO_POINTER(number + 1), g_strdup(result->digest));
        g_hash_table_remove(b->results, GSIZE_TO_POINTER(number + 1));
        ok = ht_crew_give(b->crew, number, item, bytes, 0, b->diags);
    }
    g_bytes_unref(bytes);
    return ok;
}

/* ---- Finishing, in order ------------------------------------------------------------------- */

static void tell(batch *b, const ht_batch_item *item, const ht_batch_result *result)
{
    ht_batch_progress *p = &b->progress;
    p->seen++;
    if (result->outcome == HT_BATCH_ELSEWHERE) {
        p->all--;
        return;
    }
    p->done++;
    p->rendered += result->outcome == HT_BATCH_RENDERED;
    p->unchanged += result->outcome == HT_BATCH_UNCHANGED;
    p->failed += result->outcome == HT_BATCH_FAILED;
    ht_batch_report_add(b->report, b->turn + 1, item, result);
    if (b->options->bind != NULL) {
        ht_binding_add(b->binding, result);
    }
    if (b->options->progress != NULL) {
        b->options->progress(p, b->options->json ? result->diagnostics : result->told,
                             b->options->user);
    }
}

/* Finishes the item whose turn it is, if it is ready. */
static ht_status finish_next(batch *b)
{
    ht_batch_result *result = g_hash_table_lookup(b->results, GSIZE_TO_POINTER(b->turn + 1));
    ht_status status = HT_OK;
    if (result != NULL) {
        const ht_batch_item *item = &b->source.items[b->turn];
        status = ht_outputs_settle(b->outputs, item, result, b->diags);
        tell(b, item, result);
        status = status == HT_OK && result->stuck ? HT_IO : status;
        g_hash_table_remove(b->results, GSIZE_TO_POINTER(b->turn + 1));
    }
    b->turn++;
    return status;
}

static bool is_ready(const batch *b)
{
    const ht_batch_result *result = g_hash_table_lookup(b->results, GSIZE_TO_POINTER(b->turn + 1));
    return result != NULL && ht_disk_has(b->disk, result);
}

/* Finishes all whose turn it is. */
static ht_status finish(batch *b)
{
    ht_status status = HT_OK;
    ht_disk_listen(b->disk);
    while (status == HT_OK && is_ready(b)) {
        status = finish_next(b);
    }
    return status;
}

/* A signal has come: what is ready is finished, though not all before it is. */
static ht_status finish_ready(batch *b)
{
    ht_status status = HT_OK;
    ht_disk_wait(b->disk);
    while (status == HT_OK && b->turn < b->next) {
        status = finish_next(b);
    }
    return status;
}

/* Waits for a worker, for the disk, or for a signal. */
static void wait(batch *b)
{
    size_t number = 0;
    ht_arena *arena = ht_arena_new();
    ht_batch_result *result = HT_NEW(arena, ht_batch_result);
    *result = (ht_batch_result){.arena = arena};
    const int others[] = {ht_stop_fd(b->stop), ht_disk_fd(b->disk)};
    if (!ht_crew_wait(b->crew, &number, result, others, G_N_ELEMENTS(others))) {
        ht_arena_free(arena);
        return;
    }
    gpointer key = GSIZE_TO_POINTER(number + 1);
    result->digest = ht_arena_strdup(arena, g_hash_table_lookup(b->begun, key));
    g_hash_table_remove(b->begun, key);
    g_hash_table_insert(b->results, key, result);
    if (result->outcome == HT_BATCH_RENDERED) {
        ht_disk_put(b->disk, result);
    }
}

/* True when a signal has come; it is told at once. */
static bool is_stopped(batch *b)
{
    b->progress.interrupted = ht_stop_take(b->stop);
    if (b->progress.interrupted != 0 && b->options->progress != NULL) {
        b->options->progress(&b->progress, NULL, b->options->user);
    }
    return b->progress.interrupted != 0;
}

static ht_status do_all(batch *b)
{
    ht_status status = HT_OK;
    while (status == HT_OK && b->turn < b->source.n_items) {
        bool more = b->next < b->source.n_items && b->next - b->turn < WINDOW;
        if (is_stopped(b)) {
            return finish_ready(b);
        }
        if (more && ht_crew_is_free(b->crew)) {
            status = begin(b) ? HT_OK : HT_LIMIT;
        } else {
            wait(b);
        }
        status = status == HT_OK ? finish(b) : status;
    }
    return status;
}

/* ---- The whole ----------------------------------------------------------------------------- */

static void free_result(gpointer data)
{
    ht_arena_free(((ht_batch_result *)data)->arena);
}

/* What all workers need is opened once, and told once. */
static void prepare(ht_fontset *fonts, ht_diags *diags)
{
    for (const char *const *role = ht_fontset_roles(fonts); *role != NULL; role++) {
        ht_fontset_main(fonts, *role);
    }
    ht_fontset_report(fonts, diags);
}

/* What was not begun, or not finished, is left to the next run. */
static void tell_rest(const batch *b)
{
    const ht_batch_progress *p = &b->progress;
    if (p->interrupted != 0 && p->seen < p->of) {
        ht_diag_add(b->diags, HT_W1125, HT_NO_PLACE, g_strsignal(p->interrupted), p->of - p->seen);
    } else if (p->interrupted != 0 && b->options->bind != NULL) {
        ht_diag_add(b->diags, HT_W1144, HT_NO_PLACE, g_strsignal(p->interrupted), b->options->bind);
    }
}

/* A volume that lacks a document might be taken for the whole. */
static ht_status bind_all(batch *b, const ht_batch_work *work)
{
    const char *path = b->options->bind;
    if (path == NULL || b->progress.interrupted != 0) {
        return HT_OK;
    }
    if (b->progress.failed > 0) {
        ht_diag_add(b->diags, HT_E1140, HT_NO_PLACE, path, b->progress.failed);
        return HT_INVALID;
    }
    ht_status status = ht_binding_write(b->binding, work, b->output, &b->source, b->crew, b->diags);
    b->progress.interrupted = ht_binding_signal(b->binding);
    return status;
}

static void keep_targets_free(const batch *b)
{
    ht_target targets[HT_TARGETS];
    ht_targets_list(targets, b->options);
    for (size_t i = 0; i < HT_TARGETS; i++) {
        if (targets[i].path != NULL) {
            ht_outputs_keep_free(b->outputs, &targets[i]);
        }
    }
}

static ht_status run(batch *b, ht_fontset *fonts)
{
    const ht_batch_work work = {b->options, &b->source, fonts, b->own};
    prepare(fonts, b->diags);
    b->report = ht_batch_report_new(b->options, b->output, &b->source);
    b->stop = b->options->interruptible ? ht_stop_new() : NULL;
    b->binding = ht_binding_new(b->stop);
    b->crew = ht_crew_new(&work);
    b->digests = ht_digests_new(b->options, &b->source, fonts);
    b->disk = ht_disk_new();
    b->outputs = ht_outputs_new(b->output, b->journal, b->digests, b->options->force);
    keep_targets_free(b);
    b->progress.all = b->source.n_items;
    b->progress.of = b->source.n_items;
    ht_status status = do_all(b);
    ht_disk_free(b->disk);
    status = status == HT_OK ? bind_all(b, &work) : status;
    ht_crew_free(b->crew);
    tell_rest(b);
    ht_batch_tell_left(b->journal, &b->source, b->output, b->diags);
    ht_status written = ht_batch_report_write(b->report, &b->progress, b->diags);
    ht_outputs_free(b->outputs);
    ht_digests_free(b->digests);
    ht_batch_report_free(b->report);
    ht_binding_free(b->binding);
    ht_stop_free(b->stop);
    status = status == HT_OK ? written : status;
    bool whole = b->progress.failed == 0 && b->progress.interrupted == 0;
    return status == HT_OK && !whole ? HT_INVALID : status;
}

/* The journal is open: nobody else is in the batch's own folder. */
static ht_status run_source(batch *b, const char *source, ht_fontset *fonts)
{
    ht_own_clear(b->own);
    ht_targets_clear(b->options);
    ht_status status =
        ht_batch_source_open(&b->source, source, b->output, b->own, b->options, b->diags);
    if (status == HT_OK && b->options->attach_source && b->source.table != NULL) {
        ht_diag_add(b->diags, HT_E0715, HT_NO_PLACE, source);
        status = HT_IO;
    }
    if (status == HT_OK) {
        status = ht_targets_check_items(b->options, &b->source, b->diags);
    }
    if (status == HT_OK) {
        status = ht_targets_make_folders(b->options, b->diags);
    }
    if (status == HT_OK) {
        status = run(b, fonts);
    }
    ht_batch_source_close(&b->source);
    ht_own_clear(b->own);
    return status;
}

/* What is wrong for all documents is told once, before the first. */
static ht_status check_options(const ht_batch_options *options, ht_diags *diags)
{
    ht_layout *layout = NULL;
    ht_status status = HT_OK;
    if (options->pdf != NULL) {
        status = ht_pdf_options_check(options->pdf, diags);
        if (options->bind != NULL && options->pdf->signature_field != HT_SIGNATURE_NONE) {
            ht_diag_add(diags, HT_E1161, HT_NO_PLACE, options->bind);
            status = HT_INVALID;
        }
    }
    if (status == HT_OK && options->name != NULL) {
        status = ht_batch_name_check(options->name, diags);
    }
    if (status == HT_OK && options->layout != NULL) {
        status = ht_layout_load(&layout, options->layout, diags);
        ht_layout_unref(layout);
    }
    return status;
}

ht_status ht_batch_run(ht_batch_progress *out, const char *source, const char *output,
                       ht_fontset *fonts, const ht_batch_options *options, ht_diags *diags)
{
    const ht_batch_options standard = HT_BATCH_OPTIONS_INIT;
    batch b = {.options = options != NULL ? options : &standard,
               .output = output,
               .root = ht_own_root(output),
               .diags = diags};
    b.own = ht_own_folder(b.root, b.options);
    *out = (ht_batch_progress){0};
    ht_status status = check_options(b.options, diags);
    if (status == HT_OK) {
        status = ht_targets_check(b.options, source, diags);
    }
    if (status == HT_OK) {
        status = ht_make_folder(b.own, diags);
    }
    if (status == HT_OK) {
        status = ht_journal_open(&b.journal, b.own, b.root, diags);
    }
    if (status == HT_OK) {
        b.results = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, free_result);
        b.begun = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
        status = run_source(&b, source, fonts);
        ht_status closed = ht_journal_close(b.journal, diags);
        status = status == HT_OK ? closed : status;
        g_hash_table_unref(b.begun);
        g_hash_table_unref(b.results);
        *out = b.progress;
    }
    g_free(b.own);
    g_free(b.root);
    return status;
}
