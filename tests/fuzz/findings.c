/* SPDX-License-Identifier: Apache-2.0 */

/* Findings are printed too: what they quote comes from the bytes. */

#include "fuzz.h"

#include <glib.h>
#include <string.h>

bool fuzz_take_bytes(const void *bytes, size_t size, void *user)
{
    g_assert(bytes != NULL || size == 0);
    *(size_t *)user += size;
    return true;
}

bool fuzz_take_text(const void *bytes, size_t size, void *user)
{
    g_assert(ht_utf8_invalid(bytes, size) == size);
    return fuzz_take_bytes(bytes, size, user);
}

/* A JSON object is one line. */
static bool take_json(const void *bytes, size_t size, void *user)
{
    const char *text = bytes;
    g_assert(size > 2 && text[0] == '{' && text[size - 2] == '}' && text[size - 1] == '\n');
    g_assert(memchr(text, '\n', size - 1) == NULL);
    return fuzz_take_text(bytes, size, user);
}

static void check_place(const ht_diag *diag)
{
    g_assert(diag->line >= 0);
    if (diag->line > 0) {
        g_assert(diag->file != NULL && diag->column >= 1 && diag->width >= 1);
    }
    if (diag->source != NULL) {
        g_assert(diag->quoted_column >= 1);
        g_assert(strchr(diag->source, '\n') == NULL);
    }
}

void fuzz_finish(ht_diags *diags, ht_status status)
{
    size_t written = 0;
    const ht_diag *diag = NULL;
    for (size_t i = 0; (diag = ht_diags_at(diags, i)) != NULL; i++) {
        check_place(diag);
        g_assert(ht_diag_write_text(diag, fuzz_take_text, &written));
        g_assert(ht_diag_write_json(diag, take_json, &written));
    }
    g_assert((status == HT_OK) == (ht_diags_count(diags, HT_SEVERITY_ERROR) == 0));
    ht_diags_free(diags);
}
