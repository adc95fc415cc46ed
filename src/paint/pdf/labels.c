/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Pages in, their labels out (ISO 32000-1 12.4.2), so that a viewer calls a page what its folio calls
 * it. Pages without a number, such as an index sheet, are i, ii …; those of a numbered copy say which
 * it is of.
 */

#include "paint/pdf/writer.h"

/* True when the label of a page is the next after that of the page before. */
static bool goes_on(const ht_page *before, const ht_page *page)
{
    bool numbers = before->number > 0 && page->number == before->number + 1;
    bool none = before->number == 0 && page->number == 0;
    return before->copy == page->copy && (numbers || none);
}

static void append_range(GString *out, size_t index, const ht_page *page)
{
    g_string_append_printf(out, "%zu<</S/%s", index, page->number > 0 ? "D" : "r");
    if (page->number > 1) {
        g_string_append_printf(out, "/St %d", page->number);
    }
    if (page->copy > 0) {
        g_string_append_printf(out, "/P(%06d-)", page->copy);
    }
    g_string_append(out, ">>");
}

char *ht_pdf_labels(const ht_pages *pages)
{
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < pages->n_items; i++) {
        if (i == 0 || !goes_on(&pages->items[i - 1], &pages->items[i])) {
            append_range(out, i, &pages->items[i]);
        }
    }
    return g_string_free(out, FALSE);
}
