/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A worker: in a process of its own it takes one document after the other from a socket, renders it
 * to a file of no final name, and says what came of it. Faces were opened before it was forked;
 * layouts it keeps for its life. Whatever goes wrong here costs this document only.
 */

#include "batch/run.h"
#include "batch/summary.h"
#include "paint/paint.h"

#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* Pictures of pages are shown at half their size, so that they are sharp on fine screens. */
#define THUMBNAIL_DPI 38
#define KEPT_BYTES (16 << 20)

typedef struct worker {
    const ht_batch_work *work;
    GHashTable *layouts; /* name -> ht_layout */
    ht_arena *arena;     /* of one document … */
    ht_diags *diags;     /* … its findings */
    ht_batch_result result;
    ht_pdf_options pdf; /* of its output */
} worker;

static void unref_layout(gpointer layout)
{
    ht_layout_unref(layout);
}

static ht_status find_layout(ht_layout **out, worker *w, const ht_document *document)
{
    const char *wanted = w->work->options->layout;
    const char *name = wanted != NULL ? wanted : ht_document_layout(document);
    *out = g_hash_table_lookup(w->layouts, name);
    if (*out != NULL) {
        return HT_OK;
    }
    ht_status status = wanted != NULL ? ht_layout_load(out, name, w->diags)
                                      : ht_layout_load_for(out, document, w->diags);
    if (status == HT_OK) {
        g_hash_table_insert(w->layouts, g_strdup(name), *out);
    }
    return status;
}

/* The bytes on their way into the file, counted and digested. */
typedef struct output {
    const ht_pages *pages;
    const ht_pdf_options *pdf;
    ht_sha256 *sum;
    size_t size;
    ht_write_fn write;
    void *user;
    ht_diags *diags;
} output;

static bool pass_on(const void *bytes, size_t size, void *user)
{
    output *o = user;
    ht_sha256_add(o->sum, bytes, size);
    o->size += size;
    return o->write(bytes, size, o->user);
}

static ht_status fill(ht_write_fn write, void *user, void *data)
{
    output *o = data;
    o->write = write;
    o->user = user;
    return ht_pages_write_pdf(o->pages, o->pdf, pass_on, o, o->diags);
}

static ht_status write_output(worker *w, const ht_pages *pages, const char *path)
{
    output o = {.pages = pages, .pdf = &w->pdf, .sum = ht_sha256_new(), .diags = w->diags};
    ht_status status = ht_write_unsynced(path, fill, &o, w->diags);
    w->result.temporary = status == HT_OK ? path : NULL;
    w->result.stuck = status == HT_IO;
    char *digest = ht_sha256_end(o.sum);
    w->result.pdf = ht_arena_strdup(w->arena, digest);
    w->result.size = ht_arena_printf(w->arena, "%zu", o.size);
    g_free(digest);
    return status;
}

static ht_status fill_picture(ht_write_fn write, void *user, void *data)
{
    const output *o = data;
    return ht_pages_write_png(o->pages, 0, THUMBNAIL_DPI, write, user, o->diags);
}

/* A small picture of page 1, for the summary. */
static ht_status write_picture(worker *w, const ht_pages *pages)
{
    const char *folder = w->work->options->thumbnails;
    output o = {.pages = pages, .diags = w->diags};
    if (folder == NULL || !ht_summary_shows_pictures(w->work->source->n_items)) {
        return HT_OK;
    }
    const char *path = ht_summary_picture(w->arena, folder, w->result.pdf);
    ht_status status = ht_write_file(path, fill_picture, &o, w->diags);
    w->result.stuck = status == HT_IO;
    return status;
}

/* The names of the faces the pages are set in, in the order of their first letters there. */
static const char *faces_of(ht_arena *arena, const ht_pages *pages)
{
    GHashTable *seen = g_hash_table_new(g_direct_hash, g_direct_equal);
    GString *names = g_string_new(NULL);
    for (size_t p = 0; p < pages->n_items; p++) {
        for (size_t i = 0; i < pages->items[p].n_marks; i++) {
            const ht_run *run = pages->items[p].marks[i].run;
            if (run != NULL && g_hash_table_add(seen, (gpointer)run->face)) {
                g_string_append_printf(names, "%s%s", names->len > 0 ? "\n" : "",
                                       ht_face_name(run->face));
            }
        }
    }
    const char *all = ht_arena_strdup(arena, names->str);
    g_string_free(names, TRUE);
    g_hash_table_unref(seen);
    return all;
}

static const char *files_of(ht_arena *arena, const ht_document *document)
{
    GString *paths = g_string_new(NULL);
    for (size_t i = 0; i < document->n_files; i++) {
        g_string_append_printf(paths, "%s%s", i > 0 ? "\n" : "", document->files[i].path);
    }
    const char *all = ht_arena_strdup(arena, paths->str);
    g_string_free(paths, TRUE);
    return all;
}

/* The texts of a key as one, which outlives the document. */
static const char *value_of(ht_arena *arena, const ht_document *document, ht_key key)
{
    const ht_value *value = ht_document_value(document, key);
    const char *text = "";
    for (size_t i = 0; i < value->n_texts; i++) {
        text = ht_arena_printf(arena, "%s%s", text, value->texts[i].text);
    }
    return text;
}

static ht_status name_output(worker *w, const ht_document *document, const ht_batch_item *item)
{
    const char *pattern = w->work->options->name;
    w->result.output = pattern == NULL ? ht_arena_printf(w->arena, "%s.pdf", item->stem)
                                       : ht_batch_name(w->arena, pattern, document, item);
    if (w->result.output == NULL) {
        ht_diag_add(w->diags, HT_E1104, ht_source_file(document->source), pattern);
        return HT_INVALID;
    }
    return HT_OK;
}

/* A first page other than 0 is that of a document in a volume. */
static ht_status render(worker *w, const ht_document *document, const ht_batch_item *item,
                        const char *path, int first_page)
{
    ht_render_options options = HT_RENDER_OPTIONS_INIT;
    ht_layout *layout = NULL;
    ht_pages *pages = NULL;
    options.first_page = first_page;
    w->result.number = value_of(w->arena, document, HT_KEY_NUMBER);
    w->result.title = value_of(w->arena, document, HT_KEY_TITLE);
    ht_status status = name_output(w, document, item);
    if (status == HT_OK) {
        status = find_layout(&layout, w, document);
    }
    if (status == HT_OK) {
        w->result.layout = ht_arena_strdup(w->arena, ht_layout_name(layout));
        status = ht_render(&pages, document, layout, w->work->fonts, &options, w->diags);
    }
    if (status == HT_OK) {
        w->result.files = files_of(w->arena, document);
        w->result.faces = faces_of(w->arena, pages);
        w->result.pages = ht_arena_printf(w->arena, "%zu", ht_pages_count(pages));
        status = write_output(w, pages, path);
    }
    if (status == HT_OK && first_page == 0) {
        status = write_picture(w, pages);
    }
    ht_pages_free(pages);
    return status;
}

/* The bytes of an item as a document. */
static ht_status read_item(ht_document **out, const worker *w, const ht_batch_item *item,
                           GBytes *bytes)
{
    const ht_table *table = w->work->source->table;
    ht_read_options options = HT_READ_OPTIONS_INIT;
    options.allow_outside = w->work->options->allow_outside;
    options.folder = item->folder;
    options.line = item->line;
    if (table != NULL) {
        return ht_batch_row_read(out, w->arena, table, item, bytes, &options, w->diags);
    }
    gsize size = 0;
    const void *data = g_bytes_get_data(bytes, &size);
    return ht_document_read_memory(out, item->file, data, size, &options, w->diags);
}

/* The options of an item's output, with its bytes where they are asked for: a part of a file is one of
 * JSON. */
static ht_pdf_options pdf_of(const worker *w, const ht_batch_item *item, GBytes *bytes)
{
    const ht_batch_options *options = w->work->options;
    const ht_pdf_options standard = HT_PDF_OPTIONS_INIT;
    ht_pdf_options pdf = options->pdf != NULL ? *options->pdf : standard;
    if (options->attach_source) {
        char *name = g_path_get_basename(item->path != NULL ? item->path : item->stem);
        pdf.source_name =
            ht_arena_printf(w->arena, "%s%s", name, item->path != NULL ? "" : ".json");
        pdf.source = g_bytes_get_data(bytes, &pdf.source_size);
        g_free(name);
    }
    return pdf;
}

/* A job: the number of its item, that of its first page, and the item's bytes. */
static void do_job(worker *w, const GPtrArray *job)
{
    ht_document *document = NULL;
    guint64 number = g_ascii_strtoull(ht_wire_text(job, 0), NULL, 10);
    const ht_batch_item *item = &w->work->source->items[number];
    const char *path =
        ht_arena_printf(w->arena, "%s/%s.pdf", w->work->folder, ht_wire_text(job, 0));
    gint64 start = g_get_monotonic_time();
    w->pdf = pdf_of(w, item, g_ptr_array_index(job, 2));
    ht_status status = read_item(&document, w, item, g_ptr_array_index(job, 2));
    if (status == HT_OK) {
        status = render(w, document, item, path, atoi(ht_wire_text(job, 1)));
    }
    ht_document_free(document);
    w->result.outcome = status == HT_OK ? HT_BATCH_RENDERED : HT_BATCH_FAILED;
    w->result.milliseconds =
        ht_arena_printf(w->arena, "%.1f", (double)(g_get_monotonic_time() - start) / 1000);
    ht_batch_tell(&w->result, item->id, w->diags);
}

static bool answer(int fd, const ht_batch_result *result)
{
    const char *outcome = result->outcome == HT_BATCH_RENDERED ? "rendered" : "failed";
    const char *const texts[] = {
        result->stuck ? "stuck" : outcome,
        result->output,
        result->temporary,
        result->pdf,
        result->size,
        result->pages,
        result->layout,
        result->number,
        result->title,
        result->files,
        result->faces,
        result->milliseconds,
        result->diagnostics,
        result->told,
    };
    GBytes *parts[G_N_ELEMENTS(texts)];
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        const char *text = texts[i] != NULL ? texts[i] : "";
        parts[i] = g_bytes_new(text, strlen(text));
    }
    bool sent = ht_wire_send(fd, parts, G_N_ELEMENTS(parts));
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        g_bytes_unref(parts[i]);
    }
    return sent;
}

/* What a worker allocates beyond this fails, and ends it. */
static void limit_memory(int mebibytes)
{
    if (mebibytes > 0) {
        rlim_t bytes = (rlim_t)mebibytes << 20;
        struct rlimit limit = {bytes, bytes};
        struct rlimit no_core = {0, 0};
        setrlimit(RLIMIT_DATA, &limit);
        setrlimit(RLIMIT_CORE, &no_core);
    }
}

/* What a document took the next one will take: it is not given back to the system in between. */
static void keep_memory(void)
{
    mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
    mallopt(M_MMAP_THRESHOLD, KEPT_BYTES);
}

void ht_worker_run(int fd, const ht_batch_work *work)
{
    worker w = {.work = work,
                .layouts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, unref_layout)};
    GPtrArray *job = NULL;
    bool sent = true;
    signal(SIGINT, SIG_IGN); /* these go to all processes at once: who gave the work ends it */
    signal(SIGTERM, SIG_IGN);
    limit_memory(work->options->memory);
    keep_memory();
    while (sent && (job = ht_wire_receive(fd)) != NULL) {
        w.arena = ht_arena_new();
        w.diags = ht_diags_new();
        w.result = (ht_batch_result){.arena = w.arena};
        do_job(&w, job);
        sent = answer(fd, &w.result);
        ht_diags_free(w.diags);
        ht_arena_free(w.arena);
        g_ptr_array_free(job, TRUE);
    }
    _exit(0);
}
