/* SPDX-License-Identifier: Apache-2.0 */

/*
 * hongtou measure FILE.pdf --form NAME: a PDF in; out a table, JSON, or its pages with rulers. The
 * exit status says whether all clauses hold.
 */

#include "cli/cli.h"

#include <string.h>

typedef struct job {
    ht_telling telling;
    gchar *output;
    gchar *format;
    gchar *form;
    gchar *diagnostics;
    ht_diags *diags;
    ht_measure *measure;
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
    if (j->diagnostics != NULL && !g_strv_contains(diagnostics, j->diagnostics)) {
        return ht_cli_usage("measure", ht_cli_tr(N_("--diagnostics must be text or json")));
    }
    j->telling.json = g_strcmp0(j->diagnostics, "json") == 0;
    return HT_EXIT_DONE;
}

static ht_status fill_text(ht_write_fn write, void *user, void *data)
{
    const job *j = data;
    bool ok = g_strcmp0(j->format, "json") == 0 ? ht_measure_write_json(j->measure, write, user)
                                                : ht_measure_write_table(j->measure, write, user);
    return ok ? HT_OK : HT_IO;
}

static ht_status write_text(job *j)
{
    if (j->output == NULL || strcmp(j->output, "-") == 0) {
        return fill_text(ht_cli_write_stdout, NULL, j);
    }
    return ht_write_file(j->output, fill_text, j, j->diags);
}

/* What was found decides, once it is written. */
static int measure_file(job *j, const char *path)
{
    ht_status result = ht_measure_file(&j->measure, path, j->form, j->diags);
    if (result == HT_OK) {
        result = write_text(j);
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
        {"quiet", 'q', 0, G_OPTION_ARG_NONE, &j.telling.quiet,
         ht_cli_tr(N_("No notes and no progress")), NULL},
        {NULL, 0, 0, 0, NULL, NULL, NULL},
    };
    bool parsed = ht_cli_parse(&argc, &argv, entries, "FILE.pdf",
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
