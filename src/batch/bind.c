/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The outputs of a batch in, in the order of its source; one file of all their pages out, whole or
 * not at all. Where pages are numbered through, each document is set once more, for now it is known
 * how many pages stand before it; workers do that as they did the first time.
 */

#include "batch/run.h"
#include "paint/paint.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

/* So many documents set anew wait at most for one before them. */
#define WINDOW 256

/* A document that was rendered. */
typedef struct bound {
    char *output;
    char *pdf;   /* SHA-256 */
    char *title; /* or NULL */
    size_t pages;
} bound;

/* Of a batch in which none has failed: each item has its document, under its number. */
struct ht_binding {
    GArray *documents;
    const ht_stop *stop; /* or NULL */
    int signal;          /* that has ended it, or 0 */
};

typedef struct binder {
    ht_binding *binding;
    const ht_batch_source *source;
    const ht_batch_work *work;
    const char *output; /* the folder of outputs */
    ht_crew *crew;
    ht_volume *volume;
    ht_diags *diags;
} binder;

static void clear_bound(void *item)
{
    g_free(((bound *)item)->output);
    g_free(((bound *)item)->pdf);
    g_free(((bound *)item)->title);
}

ht_binding *ht_binding_new(const ht_stop *stop)
{
    ht_binding *binding = g_new0(ht_binding, 1);
    binding->stop = stop;
    binding->documents = g_array_new(FALSE, FALSE, sizeof(bound));
    g_array_set_clear_func(binding->documents, clear_bound);
    return binding;
}

void ht_binding_free(ht_binding *binding)
{
    g_array_free(binding->documents, TRUE);
    g_free(binding);
}

void ht_binding_add(ht_binding *binding, const ht_batch_result *result)
{
    if (result->output != NULL && result->pages != NULL) {
        const bound document = {g_strdup(result->output), g_strdup(result->pdf),
                                g_strdup(result->title), strtoul(result->pages, NULL, 10)};
        g_array_append_val(binding->documents, document);
    }
}

int ht_binding_signal(const ht_binding *binding)
{
    return binding->signal;
}

static bool is_stopped(const binder *b)
{
    b->binding->signal = ht_stop_take(b->binding->stop);
    return b->binding->signal != 0;
}

static const bound *document_at(const binder *b, size_t i)
{
    return &g_array_index(b->binding->documents, bound, i);
}

/* Adds a file to the volume: by its title, or the name of its output, in the folders that the
 * document has in the source. */
static ht_status add_bytes(const binder *b, size_t i, const void *bytes, size_t size)
{
    const bound *document = document_at(b, i);
    const char *stem = b->source->items[i].stem;
    const char *slash = strrchr(stem, '/');
    char *folder = g_strndup(stem, slash != NULL ? (size_t)(slash - stem) : 0);
    const ht_volume_entry entry = {
        document->output, document->title != NULL ? document->title : document->output, folder};
    ht_status status = ht_volume_add(b->volume, bytes, size, &entry, b->diags);
    g_free(folder);
    return status;
}

/* Adds the PDF of a document, whose SHA-256 must be `pdf`, if that is known. */
static ht_status add_file(const binder *b, const char *path, size_t i, const char *pdf)
{
    GMappedFile *file = g_mapped_file_new(path, FALSE, NULL);
    if (file == NULL) {
        ht_diag_add(b->diags, HT_E0801, HT_NO_PLACE, path, g_strerror(errno));
        return HT_IO;
    }
    const void *bytes = g_mapped_file_get_contents(file);
    size_t size = g_mapped_file_get_length(file);
    char *digest = ht_sha256_of(bytes, size);
    ht_status status = HT_INVALID;
    if (pdf == NULL || g_strcmp0(digest, pdf) == 0) {
        status = add_bytes(b, i, bytes, size);
    } else {
        ht_diag_add(b->diags, HT_E0704, HT_NO_PLACE, document_at(b, i)->output);
    }
    g_free(digest);
    g_mapped_file_unref(file);
    return status;
}

/* Each as it lies there: as it was made, or it is not bound. */
static ht_status add_outputs(const binder *b)
{
    ht_status status = HT_OK;
    for (size_t i = 0; i < b->binding->documents->len && status == HT_OK; i++) {
        const bound *document = document_at(b, i);
        if (is_stopped(b)) {
            return HT_INVALID;
        }
        char *path = g_build_filename(b->output, document->output, NULL);
        status = add_file(b, path, i, document->pdf);
        g_free(path);
    }
    return status;
}

/* ---- Set anew ------------------------------------------------------------------------------- */

static ht_status tell_change(const binder *b, size_t number)
{
    const ht_source source = {b->source->items[number].id, "", 0, NULL};
    ht_diag_add(b->diags, HT_E1141, ht_source_file(&source));
    return HT_INVALID;
}

/* Gives a document to a worker; its first page is `first`. */
static ht_status begin(const binder *b, size_t i, size_t first)
{
    const ht_batch_item *item = &b->source->items[i];
    GBytes *bytes = ht_batch_item_read(b->source, item);
    if (bytes == NULL) {
        return tell_change(b, i);
    }
    bool given = ht_crew_give(b->crew, i, item, bytes, first, b->diags);
    g_bytes_unref(bytes);
    return given ? HT_OK : HT_LIMIT;
}

static ht_status tell_failure(const binder *b, size_t number, const ht_batch_result *result)
{
    const ht_source source = {b->source->items[number].id, "", 0, NULL};
    const char *told = result->told != NULL ? result->told : "";
    char *first = g_strndup(told, strcspn(told, "\n"));
    ht_diag_add(b->diags, HT_E1145, ht_source_file(&source), first);
    g_free(first);
    return HT_INVALID;
}

/* The number of the first page of document `i`. */
static size_t first_page(const binder *b, size_t i)
{
    size_t first = 1;
    for (size_t before = 0; before < i; before++) {
        first += document_at(b, before)->pages;
    }
    return first;
}

/* Documents that are set anew, while they are. */
typedef struct anew {
    GHashTable *ready; /* number + 1 -> the file of what waits for its turn */
    size_t next;       /* to be given to a worker … */
    size_t first;      /* … with this page */
    size_t turn;       /* to be added to the volume */
} anew;

static void drop_ready(anew *a, size_t from)
{
    GHashTableIter iter;
    gpointer key = NULL;
    gpointer path = NULL;
    g_hash_table_iter_init(&iter, a->ready);
    while (g_hash_table_iter_next(&iter, &key, &path)) {
        if (GPOINTER_TO_SIZE(key) > from) {
            g_unlink(path);
            g_hash_table_iter_remove(&iter);
        }
    }
}

/* Where a document begins may say how many pages it has, for some things stand on even pages only. Then
 * those behind it begin elsewhere, and what was made of them is dropped. */
static void begin_again(const binder *b, anew *a, size_t i, size_t pages)
{
    g_array_index(b->binding->documents, bound, i).pages = pages;
    while (!ht_crew_is_idle(b->crew)) {
        size_t other = 0;
        ht_arena *arena = ht_arena_new();
        ht_batch_result result = {.arena = arena};
        if (ht_crew_wait(b->crew, &other, &result, NULL, 0) && result.temporary != NULL) {
            g_unlink(result.temporary);
        }
        a->next = MIN(a->next, other);
        ht_arena_free(arena);
    }
    drop_ready(a, i + 1);
    a->next = MIN(a->next, i + 1);
    a->first = first_page(b, a->next);
}

/* Takes what a worker has done. Nothing, when there is a signal. */
static ht_status wait(const binder *b, anew *a)
{
    size_t i = 0;
    ht_arena *arena = ht_arena_new();
    ht_batch_result result = {.arena = arena};
    ht_status status = HT_OK;
    const int stop = ht_stop_fd(b->binding->stop);
    if (ht_crew_wait(b->crew, &i, &result, &stop, 1)) {
        size_t pages = result.pages != NULL ? strtoul(result.pages, NULL, 10) : 0;
        if (result.outcome != HT_BATCH_RENDERED) {
            status = tell_failure(b, i, &result);
        } else {
            g_hash_table_insert(a->ready, GSIZE_TO_POINTER(i + 1), g_strdup(result.temporary));
        }
        if (status == HT_OK && pages != document_at(b, i)->pages) {
            begin_again(b, a, i, pages);
        }
    }
    ht_arena_free(arena);
    return status;
}

static ht_status add_ready(const binder *b, anew *a)
{
    size_t i = a->turn++;
    const char *path = g_hash_table_lookup(a->ready, GSIZE_TO_POINTER(i + 1));
    ht_status status = add_file(b, path, i, NULL);
    g_unlink(path);
    g_hash_table_remove(a->ready, GSIZE_TO_POINTER(i + 1));
    return status;
}

static ht_status add_anew(const binder *b)
{
    anew a = {g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free), 0, 1, 0};
    size_t n = b->binding->documents->len;
    ht_status status = HT_OK;
    while (a.turn < n && status == HT_OK) {
        if (is_stopped(b)) {
            status = HT_INVALID;
        } else if (g_hash_table_contains(a.ready, GSIZE_TO_POINTER(a.turn + 1))) {
            status = add_ready(b, &a);
        } else if (a.next < n && a.next - a.turn < WINDOW && ht_crew_is_free(b->crew)) {
            status = begin(b, a.next, a.first);
            a.first += document_at(b, a.next++)->pages;
        } else {
            status = wait(b, &a);
        }
    }
    g_hash_table_unref(a.ready);
    return status;
}

/* ---- The whole ------------------------------------------------------------------------------ */

static ht_status fill(ht_write_fn write, void *user, void *data)
{
    binder *b = data;
    const ht_batch_options *options = b->work->options;
    bool through = options->number_through;
    char *name = g_path_get_basename(options->bind);
    if (g_str_has_suffix(name, ".pdf")) {
        name[strlen(name) - strlen(".pdf")] = '\0';
    }
    const ht_volume_form form = {name, through,
                                 options->pdf != NULL ? options->pdf->profile : HT_PDF_ARCHIVE};
    b->volume = ht_volume_new(b->work->fonts, &form, write, user);
    g_free(name);
    ht_status status = through ? add_anew(b) : add_outputs(b);
    ht_status finished = ht_volume_finish(b->volume, b->diags);
    return status != HT_OK ? status : finished;
}

ht_status ht_binding_write(ht_binding *binding, const ht_batch_work *work, const char *output,
                           const ht_batch_source *source, ht_crew *crew, ht_diags *diags)
{
    binder b = {.binding = binding,
                .source = source,
                .work = work,
                .output = output,
                .crew = crew,
                .diags = diags};
    return ht_write_file(work->options->bind, fill, &b, diags);
}
