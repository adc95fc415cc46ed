/* SPDX-License-Identifier: Apache-2.0 */

/*
 * render --copies FIRST-LAST: pages of one document in, its numbered copies out, in one file or in
 * one each. The pages are typeset once.
 */

#include "cli/copies.h"

#include <glib/gstdio.h>
#include <string.h>

#define LAST_NUMBER 999999
/* In one file: so many copies of a long document are as much as memory should hold. */
#define MOST_COPIES 10000

bool ht_copies_parse(ht_copies *copies, const char *text)
{
    char *end = NULL;
    if (!g_ascii_isdigit(*text)) {
        return false;
    }
    gint64 first = g_ascii_strtoll(text, &end, 10);
    gint64 last = first;
    if (*end == '-' && g_ascii_isdigit(end[1])) {
        last = g_ascii_strtoll(end + 1, &end, 10);
    }
    bool good = *end == '\0' && first >= 1 && last >= first && last <= LAST_NUMBER &&
                last - first < MOST_COPIES;
    copies->first = good ? (int)first : 0;
    copies->last = good ? (int)last : 0;
    return good;
}

/* name-000007.pdf for copy 7 of name.pdf. */
static char *path_of(const char *path, int number)
{
    const char *dot = strrchr(path, '.');
    const char *slash = strrchr(path, '/');
    size_t stem =
        dot != NULL && (slash == NULL || dot > slash) ? (size_t)(dot - path) : strlen(path);
    return g_strdup_printf("%.*s-%06d%s", (int)stem, path, number, path + stem);
}

static ht_status write_range(const ht_pages *pages, int first, int last, const char *path,
                             const ht_target_form *form, ht_diags *diags)
{
    ht_pages *copies = NULL;
    ht_status status = ht_pages_copies(&copies, pages, first, last, diags);
    if (status == HT_OK) {
        status = ht_targets_write(copies, path, form, diags);
    }
    ht_pages_free(copies);
    return status;
}

ht_status ht_copies_write(const ht_copies *copies, const ht_pages *pages, const char *path,
                          const ht_target_form *form, ht_diags *diags)
{
    if (!copies->each) {
        return write_range(pages, copies->first, copies->last, path, form, diags);
    }
    if (strcmp(path, "-") == 0) {
        ht_cli_usage("render", ht_cli_tr(N_("--each makes a file of each of --copies")));
        return HT_IO;
    }
    ht_status status = HT_OK;
    int number = copies->first;
    for (; number <= copies->last && status == HT_OK; number++) {
        char *name = path_of(path, number);
        status = write_range(pages, number, number, name, form, diags);
        g_free(name);
    }
    for (int done = copies->first; status != HT_OK && done < number - 1; done++) {
        char *name = path_of(path, done);
        g_unlink(name);
        g_free(name);
    }
    return status;
}
