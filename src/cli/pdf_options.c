/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What is written on the command line about a PDF in; out, the options of the library, checked. All
 * commands that write PDF take the same.
 */

#include "cli/pdf_options.h"

#include <string.h>

GOptionEntry *ht_pdf_words_entries(ht_pdf_words *words)
{
    const GOptionEntry entries[] = {
        {"profile", 0, 0, G_OPTION_ARG_STRING, &words->profile,
         ht_cli_tr(N_("PDF to keep and to read (archive, the default), or in the inks of the press "
                      "(print)")),
         "archive|print"},
        {"attach-source", 0, 0, G_OPTION_ARG_NONE, &words->attach_source,
         ht_cli_tr(N_("The document's own file goes into the PDF too: PDF/A-3a")), NULL},
        {"signature-field", 0, 0, G_OPTION_ARG_STRING, &words->signature_field,
         ht_cli_tr(N_("A field to sign for each seal, where it stands or not to be seen")),
         "visible|invisible"},
        {NULL, 0, 0, 0, NULL, NULL, NULL},
    };
    return g_memdup2(entries, sizeof entries);
}

/* Which of `names` it is; 0 for NULL, -1 for none of them. */
static int find_name(const char *const *names, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++) {
        if (name == NULL || strcmp(name, names[i]) == 0) {
            return (int)i;
        }
    }
    return -1;
}

int ht_pdf_words_check(ht_pdf_options *out, const ht_pdf_words *words, const char *command)
{
    static const char *const profiles[] = {"archive", "print"};
    static const char *const fields[] = {"", "visible", "invisible"};
    int profile = find_name(profiles, G_N_ELEMENTS(profiles), words->profile);
    int field = find_name(fields, G_N_ELEMENTS(fields), words->signature_field);
    *out = (ht_pdf_options)HT_PDF_OPTIONS_INIT;
    if (profile < 0) {
        return ht_cli_usage(command, ht_cli_tr(N_("--profile must be archive or print")));
    }
    if (field < 0 || (field == 0 && words->signature_field != NULL)) {
        return ht_cli_usage(command,
                            ht_cli_tr(N_("--signature-field must be visible or invisible")));
    }
    out->profile = (ht_pdf_profile)profile;
    out->signature_field = (ht_signature_field)field;
    return HT_EXIT_DONE;
}

void ht_pdf_words_clear(ht_pdf_words *words)
{
    g_free(words->profile);
    g_free(words->signature_field);
}
