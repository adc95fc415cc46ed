/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: a result with its pages. Out: its case's reference, made anew. A file that is there already
 * with the same bytes is left alone, so that nothing is written when nothing has changed; images of
 * pages that are no more are removed. reference.yaml goes first and comes last: where a run is cut
 * off, the case has no reference until it is renewed again, whatever its document says by then.
 */

#include "check/check.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct renewal {
    ht_result *result;
    ht_record record; /* it names each file that is put */
    size_t written;
    ht_diags *diags;
} renewal;

static ht_status fill(ht_write_fn write, void *user, void *data)
{
    const GByteArray *bytes = data;
    return write(bytes->data, bytes->len, user) ? HT_OK : HT_IO;
}

static bool is_there(const char *path, const GByteArray *bytes)
{
    gchar *old = NULL;
    gsize size = 0;
    bool same = g_file_get_contents(path, &old, &size, NULL) && size == bytes->len &&
                memcmp(old, bytes->data, size) == 0;
    g_free(old);
    return same;
}

static const char *path_of(const renewal *r, const char *name)
{
    return ht_arena_printf(r->result->arena, "%s/%s", r->result->test.folder, name);
}

static ht_status put(renewal *r, const char *path, GByteArray *bytes)
{
    if (is_there(path, bytes)) {
        return HT_OK;
    }
    r->written++;
    return ht_write_file(path, fill, bytes, r->diags);
}

/* The same for a file that the record vouches for. */
static ht_status put_part(renewal *r, const char *path, GByteArray *bytes)
{
    ht_arena *arena = r->result->arena;
    char *name = g_path_get_basename(path);
    *HT_PUSH(arena, r->record.files, r->record.n_files) =
        (ht_print){ht_arena_strdup(arena, name), ht_print_of_bytes(arena, bytes->data, bytes->len)};
    g_free(name);
    return put(r, path, bytes);
}

static ht_status put_trace(renewal *r)
{
    const char *trace = r->result->product.trace;
    GByteArray *bytes = g_byte_array_new();
    ht_write_to_bytes(trace, strlen(trace), bytes);
    ht_status status = put_part(r, path_of(r, HT_TRACE_FILE), bytes);
    g_byte_array_unref(bytes);
    return status;
}

static ht_status put_record(renewal *r)
{
    const char *text = ht_record_text(r->result->arena, &r->record);
    GByteArray *bytes = g_byte_array_new();
    ht_write_to_bytes(text, strlen(text), bytes);
    ht_status status = put(r, path_of(r, HT_RECORD_FILE), bytes);
    g_byte_array_unref(bytes);
    return status;
}

static ht_status put_page(renewal *r, int page)
{
    GByteArray *bytes = g_byte_array_new();
    ht_status status = ht_pages_write_png(r->result->product.pages, (size_t)page - 1,
                                          r->result->test.dpi, ht_write_to_bytes, bytes, r->diags);
    if (status == HT_OK) {
        status = put_part(r, ht_case_image(r->result->arena, &r->result->test, page), bytes);
    }
    g_byte_array_unref(bytes);
    return status;
}

/* Nothing passes by a reference half old and half new. */
static void withdraw(renewal *r)
{
    g_unlink(path_of(r, HT_RECORD_FILE));
}

/* Images of pages behind the last. */
static void remove_rest(renewal *r, int pages)
{
    for (int page = pages + 1; page <= HT_MAX_PAGES; page++) {
        if (g_unlink(ht_case_image(r->result->arena, &r->result->test, page)) != 0) {
            return;
        }
        r->written++;
    }
}

ht_status ht_check_renew(const ht_check *check, size_t index, size_t *written, ht_diags *diags)
{
    renewal r = {.result = &check->results[index], .diags = diags};
    const ht_product *product = &r.result->product;
    *written = 0;
    if (r.result->verdict == HT_SAME_BYTES) {
        return HT_OK;
    }
    if (product->pages == NULL || r.result->test.folder == NULL) {
        return HT_INVALID;
    }
    int pages = product->record.pages;
    ht_status status = HT_OK;
    r.record = product->record;
    withdraw(&r);
    for (int page = 1; page <= pages && status == HT_OK; page++) {
        status = put_page(&r, page);
    }
    if (status == HT_OK) {
        remove_rest(&r, pages);
        status = put_trace(&r);
    }
    if (status == HT_OK) {
        status = put_record(&r);
    }
    *written = r.written;
    return status;
}
