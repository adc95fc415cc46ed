/* SPDX-License-Identifier: Apache-2.0 */

/*
 * hongtou measure FILE.pdf --form NAME: a PDF in; out a table, JSON, or its pages with rulers. The
 * exit status says whether all clauses hold.
 */

#include "cli/cli.h"

#include <string.h>

#define DPI 150

typedef struct job {
    ht_telling telling;
    gchar *output;
    gchar *format;
    gchar *form;
    gchar *diagnostics;
    ht_diags *diags;
    ht_measure *measure;
    ht_pages *page; /* the one being written */
} job;

static int check_options(job *j)
{
    static const char *const formats[] = {"table", "json", "png", NULL};
    static const char *const diagnostics[] = {"text", "json", NULL};
    if (j->form == NULL) {
        return ht_cli_usage("measure", ht_cli_tr(N_("no form: name one, such as --form downward, "
                                                    "or a file of clauses")));
    }
    if (j->format != NULL && !g_strv_contains(formats, j->format)) {
        return ht_cli_usage("measure",
                            ht_cli_tr(N_("'%s' is no format: it must be table, json or png")),
                            j->format);
    }
    if (g_strcmp0(j->format, "png") == 0 && g_strcmp0(j->output, "-") == 0) {
        return ht_cli_usage("measure", ht_cli_tr(N_("each page is a file: give -o a folder")));
    }
    if (j->diagnostics != NULL && !g_strv_contains(diagnostics, j->diagnostics)) {
        return ht_cli_usage("measure", ht_cli_tr(N_("--diagnostics must be text or json")));
    }
    bool pages = g_strcmp0(j->format, "png") == 0;
    if (pages && j->output != NULL &&
        (strcmp(j->output, "-") == 0 || g_str_has_suffix(j->output, ".png"))) {
        return ht_cli_usage("measure",
                            ht_cli_tr(N_("every page is a file of its own: name a folder "
                                         "with -o")));
    }
    j->telling.json = g_strcmp0(j->diagnostics, "json") == 0;
    return HT_EXIT_DONE;
}

static ht_status fill_text(ht_write_fn write, void *user, void *data)
{
    const job *j = data;
    bool ok = g_strcmp0(j->format, "json") == 0
                  ? ht_measure_write_json(j->measure, write, user)
                  : ht_measure_write_table(j->measure, j->telling.quiet, write, user);
    return ok ? HT_OK : HT_IO;
}

static ht_status write_text(job *j)
{
    if (j->output == NULL || strcmp(j->output, "-") == 0) {
        return fill_text(ht_cli_write_stdout, NULL, j);
    }
    return ht_write_file(j->output, fill_text, j, j->diags);
}

/* What fills the file of one page. */
static ht_status fill_page(ht_write_fn write, void *user, void *data)
{
    const job *j = data;
    return ht_pages_write_png(j->page, 0, DPI, write, user, j->diags);
}

/* folder/report-measured-3.png for page 3 of some/where/report.pdf. */
static char *page_path(const job *j, const char *path, size_t page)
{
    char *folder = j->output != NULL ? g_strdup(j->output) : g_path_get_dirname(path);
    char *base = g_path_get_basename(path);
    char *dot = strrchr(base, '.');
    size_t stem = dot != NULL && dot != base ? (size_t)(dot - base) : strlen(base);
    char *name = g_strdup_printf("%.*s-measured-%zu.png", (int)stem, base, page + 1);
    char *result = g_build_filename(folder, name, NULL);
    g_free(name);
    g_free(base);
    g_free(folder);
    return result;
}

/* A file for each page. */
static ht_status write_pages(job *j, const char *path)
{
    ht_fontset *fonts = NULL;
    ht_status status = ht_fontset_new(&fonts, NULL, j->diags);
    if (status == HT_OK && j->output != NULL) {
        status = ht_make_folder(j->output, j->diags);
    }
    for (size_t i = 0; i < ht_measure_pages(j->measure) && status == HT_OK; i++) {
        char *name = page_path(j, path, i);
        status = ht_measure_annotate(&j->page, j->measure, i, fonts, j->diags);
        if (status == HT_OK) {
            status = ht_write_file(name, fill_page, j, j->diags);
        }
        ht_pages_free(j->page);
        j->page = NULL;
        g_free(name);
    }
    ht_fontset_unref(fonts);
    return status;
}

/* What was found decides, once it is written. */
static int measure_file(job *j, const char *path)
{
    ht_status result = ht_measure_file(&j->measure, path, j->form, j->diags);
    if (result == HT_OK) {
        result = g_strcmp0(j->format, "png") == 0 ? write_pages(j, path) : write_text(j);
    }
    int status = result == HT_OK ? HT_EXIT_DONE : HT_EXIT_TROUBLE;
    if (result == HT_OK && ht_measure_count(j->measure, HT_VERDICT_FAIL) > 0) {
        status = HT_EXIT_WRONG;
    }
    ht_cli_tell(j->diags, &j->telling);
    return status;
}

static void clear_job(job *j)
{
    ht_measure_free(j->measure);
    ht_diags_free(j->diags);
    g_free(j->output);
    g_free(j->format);
    g_free(j->form);
    g_free(j->diagnostics);
}

int ht_cmd_measure(int argc, char **argv)
{
    int status = HT_EXIT_DONE;
    job j = {.diags = ht_diags_new()};
    const GOptionEntry entries[] = {
        {"form", 0, 0, G_OPTION_ARG_FILENAME, &j.form,
         ht_cli_tr(
             N_("upward, downward, letter, order, minutes, resolution, plain; or a .yaml file "
                "of clauses")),
         "NAME|FILE"},
        {"format", 'f', 0, G_OPTION_ARG_STRING, &j.format,
         ht_cli_tr(N_("table (the default), json, or png: the pages with rulers")), "FORMAT"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &j.output,
         ht_cli_tr(N_("Write to this file, or into this folder; - is standard output")),
         "FILE|DIR"},
        {"diagnostics", 0, 0, G_OPTION_ARG_STRING, &j.diagnostics,
         ht_cli_tr(N_("text (the default), or json: one object a line")), "FORM"},
        {"quiet", 'q', 0, G_OPTION_ARG_NONE, &j.telling.quiet, ht_cli_tr(N_("Only what is wrong")),
         NULL},
        {NULL, 0, 0, 0, NULL, NULL, NULL},
    };
    bool parsed = ht_cli_parse(&argc, &argv, entries, NULL, "FILE.pdf",
                               N_("Holds the standard against a PDF, whoever made it: what each "
                                  "clause asks, what was found, and whether it holds."),
                               "hongtou measure report.pdf --form upward", &status);
    if (parsed && argc != 2) {
        status = ht_cli_usage("measure", ht_cli_tr(N_("name one PDF")));
    } else if (parsed) {
        status = check_options(&j);
        status = status == HT_EXIT_DONE ? measure_file(&j, argv[1]) : status;
    }
    clear_job(&j);
    return status;
}
