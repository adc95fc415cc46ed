/* SPDX-License-Identifier: Apache-2.0 */

/*
 * hongtou check [CASE...]: pages against their references. What is found is written to standard
 * output, a case after the other, those that pass in the summary only.
 */

#include "cli/cli.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define DEFAULT_FOLDER "tests/reference"
/* Of a number that any other value may be given to, right or wrong. */
#define NOT_GIVEN INT_MIN

typedef struct job {
    ht_telling telling;
    gchar *folder;
    gchar *report;
    gchar *against;
    gchar *fonts_directory;
    gchar *diagnostics;
    gchar **masks;
    gboolean update;
    gboolean update_all;
    gboolean align;
    gboolean allow_outside;
    gint threads;
    gint dpi;
    gint tolerance; /* or NOT_GIVEN */
    gint budget;
    gint page;
    gdouble slack;
    ht_diags *diags;
} job;

static void show_progress(size_t done, size_t all, void *user)
{
    const job *j = user;
    if (!j->telling.quiet && !j->telling.json && isatty(STDERR_FILENO)) {
        fprintf(stderr, "\r%zu/%zu%s", done, all, done == all ? "\r\033[K" : "");
    }
}

/* Makes what was found the reference, after it has been told. */
static int renew(const job *j, const ht_check *check, size_t index, size_t *approved,
                 size_t *current)
{
    size_t written = 0;
    ht_status status = ht_check_renew(check, index, &written, j->diags);
    ht_cli_tell(j->diags, &j->telling);
    if (status == HT_OK && written > 0) {
        printf(ht_cli_tr(N_("%s: files written: %zu\n")), ht_check_name(check, index), written);
    }
    *current += status == HT_OK && written == 0;
    *approved += status == HT_OK && written > 0;
    return status == HT_OK ? HT_EXIT_DONE : HT_EXIT_TROUBLE;
}

static int tell_results(const job *j, const ht_check *check)
{
    bool renewing = j->update || j->update_all;
    size_t all = ht_check_count(check);
    size_t passed = 0;
    size_t current = 0;
    size_t approved = 0;
    int status = HT_EXIT_DONE;
    for (size_t i = 0; i < all; i++) {
        bool good = ht_check_passed(check, i);
        passed += good;
        /* What was aligned is told by how much. */
        if ((!good || j->align) && !ht_check_write(check, i, ht_cli_write_stdout, NULL)) {
            return HT_EXIT_TROUBLE;
        }
        if (renewing && !ht_check_broken(check, i)) {
            status = ht_cli_worse(status, renew(j, check, i, &approved, &current));
        } else if (!good) {
            status = ht_cli_worse(status, HT_EXIT_WRONG);
        }
    }
    if (!j->telling.quiet && renewing) {
        printf(ht_cli_tr(N_("cases: %zu, approved: %zu, up to date: %zu\n")), all, approved,
               current);
    } else if (!j->telling.quiet) {
        printf(ht_cli_tr(N_("cases: %zu, passed: %zu, failed: %zu\n")), all, passed, all - passed);
    }
    return status;
}

/* The report is written before a word is: who reads it may go away. */
static int finish(const job *j, ht_check *check)
{
    int status = check != NULL ? HT_EXIT_DONE : HT_EXIT_TROUBLE;
    ht_cli_tell(j->diags, &j->telling);
    if (check != NULL && j->report != NULL &&
        ht_check_write_report(check, j->report, j->diags) != HT_OK) {
        ht_cli_tell(j->diags, &j->telling);
        status = HT_EXIT_TROUBLE;
    }
    status = check != NULL ? ht_cli_worse(status, tell_results(j, check)) : status;
    ht_check_free(check);
    return status;
}

static int check_cases(job *j, char **names)
{
    ht_fonts_options faces = HT_FONTS_OPTIONS_INIT;
    ht_check_options options = HT_CHECK_OPTIONS_INIT;
    ht_fontset *fonts = NULL;
    ht_check *check = NULL;
    faces.directory = j->fonts_directory;
    options.threads = j->threads;
    options.allow_outside = j->allow_outside;
    options.progress = show_progress;
    options.user = j;
    if (ht_fontset_new(&fonts, &faces, j->diags) == HT_OK) {
        const char *folder = j->folder != NULL ? j->folder : DEFAULT_FOLDER;
        ht_check_cases(&check, folder, *names != NULL ? (const char *const *)names : NULL, fonts,
                       &options, j->diags);
    }
    int result = finish(j, check);
    ht_fontset_unref(fonts);
    return result;
}

/* "2:28,37,60,10": page, left, top, width and height in mm; "*" stands for every page. */
static bool read_mask(ht_check_mask *out, const char *text)
{
    double *const sides[] = {&out->left, &out->top, &out->width, &out->height};
    const char *at = text;
    char *end = NULL;
    *out = (ht_check_mask){0};
    if (*at == '*') {
        at++;
    } else {
        guint64 page = g_ascii_strtoull(at, &end, 10);
        if (end == at || page < 1 || page > INT_MAX) {
            return false;
        }
        out->page = (int)page;
        at = end;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(sides); i++) {
        if (*at != (i == 0 ? ':' : ',')) {
            return false;
        }
        *sides[i] = g_ascii_strtod(at + 1, &end);
        if (end == at + 1 || !(*sides[i] >= 0) || *sides[i] > 10000) {
            return false;
        }
        at = end;
    }
    return *at == '\0';
}

static int compare_files(job *j, const char *file)
{
    ht_compare_options options = HT_COMPARE_OPTIONS_INIT;
    ht_check *check = NULL;
    size_t n_masks = j->masks != NULL ? g_strv_length(j->masks) : 0;
    ht_check_mask *masks = g_new0(ht_check_mask, n_masks + 1);
    for (size_t i = 0; i < n_masks; i++) {
        if (!read_mask(&masks[i], j->masks[i])) {
            g_free(masks);
            return ht_cli_usage("check",
                                ht_cli_tr(N_("--mask is PAGE:LEFT,TOP,WIDTH,HEIGHT in mm, like "
                                             "1:28,37,60,10, and not '%s'")),
                                j->masks[i]);
        }
    }
    options.dpi = j->dpi;
    options.tolerance = j->tolerance != NOT_GIVEN ? j->tolerance : options.tolerance;
    options.budget = j->budget;
    options.slack = j->slack;
    options.page = j->page;
    options.align = j->align;
    options.masks = masks;
    options.n_masks = n_masks;
    ht_check_compare(&check, file, j->against, &options, j->diags);
    int result = finish(j, check);
    g_free(masks);
    return result;
}

static int check_options(job *j, int argc)
{
    bool toleranced = j->tolerance != NOT_GIVEN;
    bool compares = j->dpi != 0 || toleranced || j->slack != 0 || j->budget != 0 || j->page != 0 ||
                    j->align || j->masks != NULL;
    if (j->diagnostics != NULL && strcmp(j->diagnostics, "json") != 0 &&
        strcmp(j->diagnostics, "text") != 0) {
        return ht_cli_usage("check", ht_cli_tr(N_("--diagnostics must be text or json")));
    }
    j->telling.json = g_strcmp0(j->diagnostics, "json") == 0;
    if (j->against == NULL && compares) {
        return ht_cli_usage(
            "check",
            ht_cli_tr(N_(
                "--dpi, --tolerance, --slack, --budget, --mask, --page and --align go with --against; a case has such in its case.yaml")));
    }
    if (j->against != NULL && (j->update || j->update_all || j->folder != NULL)) {
        return ht_cli_usage("check",
                            ht_cli_tr(N_("--against compares two files, and has no cases")));
    }
    if (j->against != NULL && argc != 2) {
        return ht_cli_usage("check", ht_cli_tr(N_("--against takes one file")));
    }
    if (j->update && (j->update_all || argc < 2)) {
        return ht_cli_usage("check", ht_cli_tr(N_("--update renews the cases that are named; "
                                                  "--update-all renews all")));
    }
    if (j->update_all && argc > 1) {
        return ht_cli_usage("check", ht_cli_tr(N_("--update-all takes no names")));
    }
    bool dpi = j->dpi == 0 || (j->dpi >= 36 && j->dpi <= 1200);
    bool slack = j->slack >= 0 && j->slack <= 5;
    bool tolerance = !toleranced || (j->tolerance >= 0 && j->tolerance <= UCHAR_MAX);
    if (!dpi || !slack || !tolerance || j->budget < 0 || j->page < 0 || j->threads < 0) {
        return ht_cli_usage(
            "check",
            ht_cli_tr(N_(
                "--dpi is from 36 to 1200, --tolerance from 0 to 255, --slack from 0 to 5, all others not below 0")));
    }
    return HT_EXIT_DONE;
}

static void clear_job(job *j)
{
    ht_diags_free(j->diags);
    g_free(j->folder);
    g_free(j->report);
    g_free(j->against);
    g_free(j->fonts_directory);
    g_free(j->diagnostics);
    g_strfreev(j->masks);
}

int ht_cmd_check(int argc, char **argv)
{
    int status = HT_EXIT_DONE;
    job j = {.tolerance = NOT_GIVEN};
    const GOptionEntry entries[] = {
        {"cases", 0, 0, G_OPTION_ARG_FILENAME, &j.folder,
         ht_cli_tr(N_("The folder of the cases (tests/reference)")), "DIR"},
        {"update", 0, 0, G_OPTION_ARG_NONE, &j.update,
         ht_cli_tr(N_("Make the pages of the named cases their references, after telling what "
                      "changes")),
         NULL},
        {"update-all", 0, 0, G_OPTION_ARG_NONE, &j.update_all,
         ht_cli_tr(N_("The same for every case")), NULL},
        {"report", 0, 0, G_OPTION_ARG_FILENAME, &j.report,
         ht_cli_tr(N_("Write index.html, report.json and junit.xml into this folder")), "DIR"},
        {"jobs", 'j', 0, G_OPTION_ARG_INT, &j.threads,
         ht_cli_tr(N_("Check so many cases at a time (as many as there are processors)")), "N"},
        {"fonts", 0, 0, G_OPTION_ARG_FILENAME, &j.fonts_directory,
         ht_cli_tr(N_("Faces in this folder go before all others")), "DIR"},
        {"allow-outside", 0, 0, G_OPTION_ARG_NONE, &j.allow_outside,
         ht_cli_tr(N_("Documents may name files outside their own folder")), NULL},
        {"against", 0, 0, G_OPTION_ARG_FILENAME, &j.against,
         ht_cli_tr(N_("Compare a PDF or PNG file of anyone's with this one, by what they look "
                      "like")),
         "FILE|DIR"},
        {"align", 0, 0, G_OPTION_ARG_NONE, &j.align,
         ht_cli_tr(N_("With --against: take out a constant offset of a printer or scanner")), NULL},
        {"dpi", 0, 0, G_OPTION_ARG_INT, &j.dpi,
         ht_cli_tr(N_("With --against: dots an inch (150, or those of a PNG file)")), "N"},
        {"tolerance", 0, 0, G_OPTION_ARG_INT, &j.tolerance,
         ht_cli_tr(N_("With --against: how much a colour may differ, of 255 (8)")), "N"},
        {"slack", 0, 0, G_OPTION_ARG_DOUBLE, &j.slack,
         ht_cli_tr(N_("With --against: how far ink may lie beside its place, in mm (0)")), "MM"},
        {"page", 0, 0, G_OPTION_ARG_INT, &j.page,
         ht_cli_tr(N_("With --against: compare this page alone, of files that have more")), "N"},
        {"budget", 0, 0, G_OPTION_ARG_INT, &j.budget,
         ht_cli_tr(N_("With --against: how many pixels of a page may differ by more (0)")), "N"},
        {"mask", 0, 0, G_OPTION_ARG_STRING_ARRAY, &j.masks,
         ht_cli_tr(
             N_("With --against: leave out a part of a page, or with * of every page, in mm")),
         "PAGE:LEFT,TOP,WIDTH,HEIGHT"},
        {"diagnostics", 0, 0, G_OPTION_ARG_STRING, &j.diagnostics,
         ht_cli_tr(N_("text (the default), or json: one object a line")), "FORM"},
        {"quiet", 'q', 0, G_OPTION_ARG_NONE, &j.telling.quiet, ht_cli_tr(N_("Only what is wrong")),
         NULL},
        {NULL, 0, 0, 0, NULL, NULL, NULL},
    };
    if (!ht_cli_parse(&argc, &argv, entries, NULL, "[CASE...]",
                      N_("Checks that pages are what they were when they were approved, and says "
                         "what moved, where and by how much."),
                      "hongtou check --report out/check", &status)) {
        return status;
    }
    j.diags = ht_diags_new();
    status = check_options(&j, argc);
    if (status == HT_EXIT_DONE) {
        status = j.against != NULL ? compare_files(&j, argv[1]) : check_cases(&j, argv + 1);
    }
    clear_job(&j);
    return status;
}
