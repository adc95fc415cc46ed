/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_CLI_PDF_OPTIONS_H
#define HT_CLI_PDF_OPTIONS_H

#include "cli/cli.h"

/* The options of a PDF as they are written on the command line. */
typedef struct ht_pdf_words {
    gchar *profile;
    gboolean attach_source;
    gchar *signature_field;
    gchar *plate;
    gchar *bleed; /* in mm */
    gchar *marks; /* such as "crop, fold" */
} ht_pdf_words;

/* Their entries, which fill `words`. The caller frees the array. */
GOptionEntry *ht_pdf_words_entries(ht_pdf_words *words);

/* What they ask for; texts are borrowed from `words`. The exit status, after telling what is wrong,
 * or adding it to `diags`: `command` was called with them. */
int ht_pdf_words_check(ht_pdf_options *out, const ht_pdf_words *words, const char *command,
                       ht_diags *diags);

/* The name of one that is given, with its dashes; NULL when none is. */
const char *ht_pdf_words_first(const ht_pdf_words *words);

/* Frees their texts. */
void ht_pdf_words_clear(ht_pdf_words *words);

#endif
