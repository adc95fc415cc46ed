/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What is written on the command line about a PDF in; out, the options of the library, checked. All
 * commands that write PDF take the same.
 */

#include "cli/pdf_options.h"

#include <string.h>

#define MM_PER_INCH 25.4
#define POINTS_PER_INCH 72
#define PARTS 1024 /* of a point */
#define MOST_MM 1000

GOptionEntry *ht_pdf_words_entries(ht_pdf_words *words)
{
    const GOptionEntry entries[] = {
        {"profile", 0, 0, G_OPTION_ARG_STRING, &words->profile,
         ht_cli_tr(N_("PDF to keep and to read (archive, the default), in the inks of the press "
                      "(print), or small and for the web (screen)")),
         "archive|print|screen"},
        {"attach-source", 0, 0, G_OPTION_ARG_NONE, &words->attach_source,
         ht_cli_tr(
             N_("The document's own file goes into the PDF too; an archival one is PDF/A-3a")),
         NULL},
        {"signature-field", 0, 0, G_OPTION_ARG_STRING, &words->signature_field,
         ht_cli_tr(N_("A field to sign for each seal, where it stands or not to be seen")),
         "visible|invisible"},
        {"plate", 0, 0, G_OPTION_ARG_STRING, &words->plate,
         ht_cli_tr(N_("For the press: a plate for red alone, of this name, such as Red; else it is "
                      "mixed of magenta and yellow")),
         "NAME"},
        {"bleed", 0, 0, G_OPTION_ARG_STRING, &words->bleed,
         ht_cli_tr(N_("For the press: so much is cut off around the page (0)")), "MM"},
        {"marks", 0, 0, G_OPTION_ARG_STRING, &words->marks,
         ht_cli_tr(
             N_("For the press: marks beside the page, on a larger sheet: crop, fold, staple, "
                "several with commas, or all")),
         "LIST"},
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

/* "3" or "3mm" in 1/1024 pt. What is no possible bleed may be read all the same. */
static bool read_bleed(int *out, const char *text)
{
    char *end = NULL;
    double mm = g_ascii_strtod(text, &end);
    *out = (int)(CLAMP(mm, -MOST_MM, MOST_MM) / MM_PER_INCH * POINTS_PER_INCH * PARTS + 0.5);
    return end > text && (*end == '\0' || strcmp(end, "mm") == 0);
}

/* The marks of a name; 0 when there are none such. */
static unsigned find_marks(const char *name)
{
    static const struct {
        const char *name;
        unsigned marks;
    } known[] = {
        {"crop", HT_PDF_MARKS_CROP},
        {"fold", HT_PDF_MARKS_FOLD},
        {"staple", HT_PDF_MARKS_STAPLE},
        {"all", HT_PDF_MARKS_CROP | HT_PDF_MARKS_FOLD | HT_PDF_MARKS_STAPLE},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        if (strcmp(name, known[i].name) == 0) {
            return known[i].marks;
        }
    }
    return 0;
}

/* "crop, fold": an exit status, after telling of the first name that is none. */
static int read_marks(unsigned *out, const char *text, const char *command)
{
    char **names = g_strsplit(text, ",", -1);
    const char *wrong = names[0] == NULL ? text : NULL;
    for (size_t i = 0; names[i] != NULL && wrong == NULL; i++) {
        unsigned found = find_marks(g_strstrip(names[i]));
        *out |= found;
        wrong = found == 0 ? names[i] : NULL;
    }
    int status = HT_EXIT_DONE;
    if (wrong != NULL) {
        status = ht_cli_usage(
            command, ht_cli_tr(N_("'%s' is no mark: it must be crop, fold, staple or all")), wrong);
    }
    g_strfreev(names);
    return status;
}

const char *ht_pdf_words_first(const ht_pdf_words *words)
{
    return words->profile != NULL           ? "--profile"
           : words->plate != NULL           ? "--plate"
           : words->bleed != NULL           ? "--bleed"
           : words->marks != NULL           ? "--marks"
           : words->attach_source           ? "--attach-source"
           : words->signature_field != NULL ? "--signature-field"
                                            : NULL;
}

int ht_pdf_words_check(ht_pdf_options *out, const ht_pdf_words *words, const char *command,
                       ht_diags *diags)
{
    static const char *const profiles[] = {"archive", "print", "screen"};
    static const char *const fields[] = {"", "visible", "invisible"};
    int profile = find_name(profiles, G_N_ELEMENTS(profiles), words->profile);
    int field = find_name(fields, G_N_ELEMENTS(fields), words->signature_field);
    *out = (ht_pdf_options)HT_PDF_OPTIONS_INIT;
    if (profile < 0) {
        return ht_cli_usage(
            command, ht_cli_tr(N_("'%s' is no profile: it must be archive, print or screen")),
            words->profile);
    }
    if (field < 0 || (field == 0 && words->signature_field != NULL)) {
        return ht_cli_usage(
            command, ht_cli_tr(N_("'%s' is no signature field: it must be visible or invisible")),
            words->signature_field);
    }
    out->profile = (ht_pdf_profile)profile;
    out->signature_field = (ht_signature_field)field;
    out->plate = words->plate;
    if (words->bleed != NULL && !read_bleed(&out->bleed, words->bleed)) {
        return ht_cli_usage(command, ht_cli_tr(N_("'%s' is no bleed: it must be in mm, such as 3")),
                            words->bleed);
    }
    if (words->marks != NULL && read_marks(&out->marks, words->marks, command) != HT_EXIT_DONE) {
        return HT_EXIT_TROUBLE;
    }
    return ht_pdf_options_check(out, diags) == HT_OK ? HT_EXIT_DONE : HT_EXIT_TROUBLE;
}

void ht_pdf_words_clear(ht_pdf_words *words)
{
    g_free(words->profile);
    g_free(words->signature_field);
    g_free(words->plate);
    g_free(words->bleed);
    g_free(words->marks);
}
