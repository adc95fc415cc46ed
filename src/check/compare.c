/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: a case. Out: its result. The verdicts are asked cheapest first, and the first that does not
 * hold is the case's: the file's bytes; how many pages; their size; the faces; the marks; the
 * pixels. Pixels are looked at only where no mark explains them already.
 */

#include "check/check.h"

#include <glib.h>
#include <string.h>

#define MAX_BYTES ((size_t)256 << 20)

/* What was kept of a case, and what has come of it today. */
typedef struct comparison {
    ht_result *result;
    ht_record record;
    ht_trace before;
    ht_trace after;
} comparison;

static const char *value_of(const ht_print *prints, size_t n_prints, const char *name)
{
    for (size_t i = 0; i < n_prints; i++) {
        if (strcmp(prints[i].name, name) == 0) {
            return prints[i].value;
        }
    }
    return NULL;
}

/* Names that are gone, or stand for something else, or are new. */
static bool compare_prints(ht_result *result, ht_finding_kind kind, const ht_print *before,
                           size_t n_before, const ht_print *after, size_t n_after)
{
    size_t found = result->findings.n_items;
    for (size_t i = 0; i < n_before; i++) {
        const char *value = value_of(after, n_after, before[i].name);
        if (g_strcmp0(value, before[i].value) != 0) {
            ht_result_add(result, kind, before[i].value, value)->text = before[i].name;
        }
    }
    for (size_t i = 0; i < n_after; i++) {
        if (value_of(before, n_before, after[i].name) == NULL) {
            ht_result_add(result, kind, NULL, after[i].value)->text = after[i].name;
        }
    }
    return result->findings.n_items == found;
}

static void compare_sizes(comparison *c)
{
    ht_result *result = c->result;
    ht_arena *arena = result->arena;
    if (c->before.n_pages != c->after.n_pages) {
        ht_result_add(result, HT_FOUND_PAGE_COUNT, ht_arena_printf(arena, "%zu", c->before.n_pages),
                      ht_arena_printf(arena, "%zu", c->after.n_pages));
        ht_result_settle(result, HT_OTHER_PAGE_COUNT);
    }
    for (size_t i = 0; i < MIN(c->before.n_pages, c->after.n_pages); i++) {
        ht_result_compare_size(result, (int)i + 1, &c->before.pages[i], &c->after.pages[i], 0);
    }
}

static void compare_marks(comparison *c)
{
    ht_result *result = c->result;
    const ht_record *now = &result->product.record;
    const ht_record *kept = &c->record;
    if (!compare_prints(result, HT_FOUND_FACE, kept->faces, kept->n_faces, now->faces,
                        now->n_faces)) {
        ht_result_settle(result, HT_OTHER_FACES);
    }
    size_t found = result->findings.n_items;
    compare_prints(result, HT_FOUND_INK, kept->inks, kept->n_inks, now->inks, now->n_inks);
    ht_marks_compare(&result->findings, &result->test, &c->before, &c->after, result->em_ascent);
    if (result->findings.n_items > found) {
        ht_result_settle(result, HT_OTHER_MARKS);
    }
}

static bool lack(ht_result *result, const char *missing)
{
    result->verdict = HT_NO_REFERENCE;
    result->missing = missing;
    return false;
}

static GBytes *read_reference(const ht_case *test, ht_arena *arena, int page)
{
    gchar *bytes = NULL;
    gsize size = 0;
    bool read = g_file_get_contents(ht_case_image(arena, test, page), &bytes, &size, NULL);
    return read ? g_bytes_new_take(bytes, size) : NULL;
}

static GBytes *paint(ht_result *result, int page)
{
    GByteArray *bytes = g_byte_array_new();
    ht_status status = ht_pages_write_png(result->product.pages, (size_t)page - 1, result->test.dpi,
                                          ht_write_to_bytes, bytes, result->diags);
    if (status != HT_OK) {
        result->verdict = HT_NOT_RENDERED;
    }
    return g_byte_array_free_to_bytes(bytes);
}

static bool decode(ht_raster *out, ht_arena *arena, GBytes *bytes)
{
    gsize size = 0;
    const void *data = g_bytes_get_data(bytes, &size);
    return ht_png_read(out, arena, data, size) == NULL;
}

/* One page that both have. Equal files need not be decoded, and are kept once. */
static void compare_page(comparison *c, int page)
{
    ht_result *result = c->result;
    ht_shown_page *shown = &result->pages[page - 1];
    const ht_trace *const traces[2] = {&c->before, &c->after};
    if (shown->reference != NULL && g_bytes_equal(shown->reference, shown->output)) {
        g_bytes_unref(shown->output);
        shown->output = g_bytes_ref(shown->reference);
        return;
    }
    ht_arena *scratch = ht_arena_new();
    ht_raster before;
    ht_raster after;
    if (shown->reference == NULL || !decode(&before, scratch, shown->reference)) {
        lack(result, ht_case_image(result->arena, &result->test, page));
    } else if (decode(&after, scratch, shown->output)) {
        ht_result_compare_page(result, page, &before, &after, traces);
    }
    ht_arena_free(scratch);
}

static void compare_pages(comparison *c)
{
    ht_result *result = c->result;
    result->n_pages = MAX(c->before.n_pages, c->after.n_pages);
    result->pages = HT_NEW_ARRAY(result->arena, ht_shown_page, result->n_pages);
    for (size_t i = 0; i < result->n_pages; i++) {
        int page = (int)i + 1;
        bool was = i < c->before.n_pages;
        bool is = i < c->after.n_pages;
        result->pages[i] = (ht_shown_page){
            .size = is ? c->after.pages[i] : c->before.pages[i],
            .reference = was ? read_reference(&result->test, result->arena, page) : NULL,
            .output = is ? paint(result, page) : NULL,
            .has_left = is && !result->product.pages->items[i].turned,
            .left = is ? result->product.pages->items[i].left : 0,
        };
        if (was && is) {
            compare_page(c, page);
        }
    }
}

/* An image that has changed may hide behind its having moved. */
static void compare_images(comparison *c)
{
    ht_result *result = c->result;
    bool *differs = HT_NEW_ARRAY(result->arena, bool, result->n_pages);
    for (size_t i = 0; i < result->n_pages; i++) {
        differs[i] = result->pages[i].pixels > 0;
    }
    ht_marks_compare_images(&result->findings, &result->test, &c->before, &c->after,
                            result->em_ascent, differs);
}

/* Whether a file of the reference is there, and is the one that was approved. */
static bool is_approved(comparison *c, const char *path)
{
    char *name = g_path_get_basename(path);
    const char *approved = value_of(c->record.files, c->record.n_files, name);
    const char *digest = ht_print_of_file(c->result->arena, path);
    g_free(name);
    if (digest == NULL) {
        return lack(c->result, path);
    }
    if (approved != NULL && strcmp(approved, digest) != 0) {
        return lack(c->result,
                    ht_arena_printf(c->result->arena,
                                    ht_tr(N_("%s is not the file that was approved")), path));
    }
    return true;
}

/* True when the reference is whole: each of its files is there, and was made as the case asks. */
static bool read_kept(comparison *c)
{
    ht_result *result = c->result;
    ht_arena *arena = result->arena;
    const ht_case *test = &result->test;
    const char *path = ht_arena_printf(arena, "%s/" HT_TRACE_FILE, test->folder);
    char *text = NULL;
    size_t size = 0;
    int line = 0;
    if (!ht_record_read(&c->record, arena, test, result->diags)) {
        return lack(result, ht_arena_printf(arena, "%s/" HT_RECORD_FILE, test->folder));
    }
    if (c->record.dpi != test->dpi) {
        return lack(result, ht_arena_printf(arena,
                                            ht_tr(N_("made at %d dpi, and the case asks for "
                                                     "%d")),
                                            c->record.dpi, test->dpi));
    }
    for (int page = 1; page <= c->record.pages; page++) {
        if (!is_approved(c, ht_case_image(arena, test, page))) {
            return false;
        }
    }
    if (!is_approved(c, path)) {
        return false;
    }
    if (ht_file_read(&text, &size, arena, path, MAX_BYTES) != HT_OK) {
        return lack(result, path);
    }
    if (!ht_trace_read(&c->before, &line, arena, text)) {
        return lack(result, ht_arena_printf(arena, "%s:%d", path, line));
    }
    return true;
}

static void compare(comparison *c)
{
    ht_result *result = c->result;
    int line = 0;
    if (!read_kept(c)) {
        return;
    }
    if (strcmp(c->record.pdf, result->product.record.pdf) == 0) {
        return;
    }
    result->verdict = HT_SAME_PAGES;
    ht_trace_read(&c->after, &line, result->arena, result->product.trace);
    compare_sizes(c);
    compare_marks(c);
    compare_pages(c);
    compare_images(c);
}

static void keep_grid(ht_result *result, const ht_layout *layout)
{
    result->has_grid = true;
    result->type_area = (ht_area){layout->left, layout->top, layout->width, layout->height};
    result->columns = layout->columns;
    result->lines = layout->lines;
    result->em_ascent = layout->em_ascent;
}

void ht_result_of_case(ht_result *out, const char *folder, const char *name, bool allow_outside,
                       ht_fontset *fonts, ht_prints *prints)
{
    ht_arena *arena = ht_arena_new();
    *out = (ht_result){.arena = arena, .diags = ht_diags_new(), .findings = {arena, NULL, 0}};
    comparison c = {.result = out};
    ht_status status = ht_case_read(&out->test, arena, folder, name, out->diags);
    out->test.allow_outside = allow_outside;
    if (status != HT_OK ||
        ht_product_make(&out->product, arena, &out->test, fonts, prints, out->diags) != HT_OK) {
        out->verdict = HT_NOT_RENDERED;
        return;
    }
    keep_grid(out, out->product.pages->layout);
    compare(&c);
    if (out->verdict == HT_SAME_BYTES) {
        ht_pages_free(out->product.pages); /* of many cases they would fill the memory */
        out->product.pages = NULL;
    }
}
