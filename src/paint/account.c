/* SPDX-License-Identifier: Apache-2.0 */

/*
 * One line's account, out of pages that have been typeset with them. The line is counted on the
 * page's grid, as --draw-grid numbers it.
 */

#include "paint/paint.h"

#include <glib.h>

static char *list_lines(const ht_page *page)
{
    GString *lines = g_string_new(NULL);
    for (size_t i = 0; i < page->n_accounts; i++) {
        g_string_append_printf(lines, "%s%d", i > 0 ? ", " : "", page->accounts[i].line);
    }
    return g_string_free(lines, FALSE);
}

static void append_account(GString *out, const ht_account *account, int page)
{
    g_string_append_printf(out, ht_tr(N_("page %d, line %d: %s")), page, account->line,
                           ht_element_words(account->element));
    if (account->source_line > 0) {
        g_string_append_printf(out, ht_tr(N_(", line %d of the source")), account->source_line);
    }
    g_string_append_printf(out, "\n%s", account->text);
}

ht_status ht_pages_write_account(const ht_pages *pages, int page, int line, ht_write_fn write,
                                 void *user, ht_diags *diags)
{
    if (page < 1 || (size_t)page > pages->n_items) {
        ht_diag_add(diags, HT_E0611, HT_NO_PLACE, page, (int)pages->n_items);
        return HT_INVALID;
    }
    const ht_page *found = &pages->items[page - 1];
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < found->n_accounts; i++) {
        if (found->accounts[i].line == line) {
            append_account(out, &found->accounts[i], page);
        }
    }
    ht_status status = HT_INVALID;
    if (out->len == 0) {
        char *lines = list_lines(found);
        ht_diag_add(diags, HT_E0612, HT_NO_PLACE, line, page);
        if (found->n_accounts > 0) {
            ht_diag_hint(diags, ht_tr(N_("such lines of it are: %s")), lines);
        }
        g_free(lines);
    } else {
        status = write(out->str, out->len, user) ? HT_OK : HT_IO;
    }
    g_string_free(out, TRUE);
    return status;
}
