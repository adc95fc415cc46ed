/* SPDX-License-Identifier: Apache-2.0 */

/* Documents to pages, with the faces kept for the process. */

#include "fuzz.h"

#include "hongtou/hongtou.h"

#include <glib.h>

static ht_fontset *fonts(void)
{
    static ht_fontset *kept;
    if (kept == NULL) {
        ht_diags *diags = ht_diags_new();
        fuzz_finish(diags, ht_fontset_new(&kept, NULL, diags));
        g_assert_nonnull(kept);
    }
    return kept;
}

void fuzz_render(const ht_document *document, ht_layout *layout, bool pdf)
{
    ht_diags *diags = ht_diags_new();
    ht_pages *pages = NULL;
    size_t written = 0;
    ht_status status = ht_render(&pages, document, layout, fonts(), NULL, diags);
    g_assert((status == HT_OK) == (pages != NULL));
    if (pages != NULL) {
        g_assert_cmpuint(ht_pages_count(pages), >, 0);
        g_assert(ht_pages_write_trace(pages, fuzz_take_text, &written, diags) == HT_OK);
    }
    if (pages != NULL && pdf) {
        g_assert(ht_pages_write_pdf(pages, NULL, fuzz_take_bytes, &written, diags) == HT_OK);
    }
    ht_pages_free(pages);
    fuzz_finish(diags, status);
}
