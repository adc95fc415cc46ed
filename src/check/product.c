/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: a case. Out: the pages of its document as they are today, and what a reference keeps of them:
 * the digest of the PDF, the trace, and what identifies each face and ink that is used.
 */

#include "check/check.h"

#include <glib.h>
#include <string.h>

/* So many hexadecimal digits of a digest tell faces apart. */
#define PRINT_DIGITS 16

struct ht_prints {
    GMutex lock;
    GHashTable *digests; /* path -> text */
};

ht_prints *ht_prints_new(void)
{
    ht_prints *prints = g_new0(ht_prints, 1);
    g_mutex_init(&prints->lock);
    prints->digests = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    return prints;
}

void ht_prints_free(ht_prints *prints)
{
    g_hash_table_unref(prints->digests);
    g_mutex_clear(&prints->lock);
    g_free(prints);
}

const char *ht_print_of_bytes(ht_arena *arena, const void *bytes, size_t size)
{
    char *digest = ht_sha256_of(bytes, size);
    const char *print = ht_arena_strndup(arena, digest, PRINT_DIGITS);
    g_free(digest);
    return print;
}

const char *ht_print_of_file(ht_arena *arena, const char *path)
{
    char *digest = ht_file_digest(path);
    const char *print = digest != NULL ? ht_arena_strndup(arena, digest, PRINT_DIGITS) : NULL;
    g_free(digest);
    return print;
}

/* Of a face's file, "" when it went away since it was opened. */
static const char *print_of_face(ht_prints *prints, ht_arena *arena, const ht_face *face)
{
    const char *path = ht_face_path(face);
    g_mutex_lock(&prints->lock);
    const char *print = g_hash_table_lookup(prints->digests, path);
    if (print == NULL) {
        const char *found = ht_print_of_file(arena, path);
        print = g_strdup(found != NULL ? found : "");
        g_hash_table_insert(prints->digests, g_strdup(path), (gpointer)print);
    }
    g_mutex_unlock(&prints->lock);
    return print;
}

static bool has_print(const ht_print *prints, size_t n_prints, const char *name)
{
    for (size_t i = 0; i < n_prints; i++) {
        if (strcmp(prints[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

static void add_face(ht_record *record, ht_arena *arena, const ht_face *face, ht_prints *prints)
{
    const char *name = ht_face_name(face);
    if (!has_print(record->faces, record->n_faces, name)) {
        *HT_PUSH(arena, record->faces, record->n_faces) =
            (ht_print){ht_arena_strdup(arena, name),
                       ht_arena_strdup(arena, print_of_face(prints, arena, face))};
    }
}

static void add_ink(ht_record *record, ht_arena *arena, const ht_ink *ink)
{
    if (!has_print(record->inks, record->n_inks, ink->name)) {
        *HT_PUSH(arena, record->inks, record->n_inks) =
            (ht_print){ht_arena_strdup(arena, ink->name),
                       ht_arena_printf(arena, "#%06X, C%d M%d Y%d K%d", (unsigned)ink->rgb,
                                       ink->cmyk[0], ink->cmyk[1], ink->cmyk[2], ink->cmyk[3])};
    }
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const ht_print *)a)->name, ((const ht_print *)b)->name);
}

/* What the pages are painted with, by name. */
static void identify(ht_record *record, ht_arena *arena, const ht_pages *pages, ht_prints *prints)
{
    for (size_t p = 0; p < pages->n_items; p++) {
        for (size_t i = 0; i < pages->items[p].n_marks; i++) {
            const ht_mark *mark = &pages->items[p].marks[i];
            if (mark->kind == HT_MARK_RUN) {
                add_face(record, arena, mark->run->face, prints);
            }
            if (mark->ink != NULL) {
                add_ink(record, arena, mark->ink);
            }
        }
    }
    if (record->n_faces > 0) {
        qsort(record->faces, record->n_faces, sizeof *record->faces, by_name);
    }
    if (record->n_inks > 0) {
        qsort(record->inks, record->n_inks, sizeof *record->inks, by_name);
    }
}

static ht_status typeset(ht_pages **out, const ht_case *test, ht_fontset *fonts, ht_diags *diags)
{
    ht_read_options options = HT_READ_OPTIONS_INIT;
    ht_document *document = NULL;
    ht_layout *layout = NULL;
    *out = NULL;
    options.allow_outside = test->allow_outside;
    ht_status status = ht_document_read_file(&document, test->document, &options, diags);
    if (status == HT_OK) {
        status = test->layout != NULL ? ht_layout_load(&layout, test->layout, diags)
                                      : ht_layout_load_for(&layout, document, diags);
    }
    if (status == HT_OK) {
        status = ht_render(out, document, layout, fonts, NULL, diags);
        ht_layout_unref(layout);
    }
    ht_document_free(document);
    return status;
}

ht_status ht_product_make(ht_product *out, ht_arena *arena, const ht_case *test, ht_fontset *fonts,
                          ht_prints *prints, ht_diags *diags)
{
    *out = (ht_product){0};
    ht_status status = typeset(&out->pages, test, fonts, diags);
    if (status != HT_OK) {
        return status;
    }
    ht_sha256 *sum = ht_sha256_new();
    GString *trace = g_string_new(NULL);
    status = ht_pages_write_pdf(out->pages, NULL, ht_write_to_sha256, sum, diags);
    if (status == HT_OK) {
        status = ht_pages_write_trace(out->pages, ht_write_to_text, trace, diags);
    }
    char *digest = ht_sha256_end(sum);
    out->trace = ht_arena_strdup(arena, trace->str);
    out->record.pdf = ht_arena_strdup(arena, digest);
    out->record.dpi = test->dpi;
    out->record.pages = (int)ht_pages_count(out->pages);
    identify(&out->record, arena, out->pages, prints);
    g_string_free(trace, TRUE);
    g_free(digest);
    return status;
}
