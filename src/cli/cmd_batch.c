/* SPDX-License-Identifier: Apache-2.0 */

/*
 * hongtou batch SOURCE -o DIR: whole archives. What fails is told as it is found; at a terminal a
 * line below it shows how far the batch is.
 */

#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Without a terminal a line is written each time so much of the work is done. */
#define LINES 20

typedef struct job {
    ht_telling telling;
    ht_batch_options options;
    gchar *output;
    gchar *fonts_directory;
    gchar *shard;
    gchar *match;
    gchar *name;
    gchar *layout;
    gchar *report;
    gchar *diagnostics;
    gint workers;
    gint timeout;
    gint memory;
    gboolean force;
    gboolean allow_outside;
    gboolean strict_fonts;
    bool terminal;
    gint64 start;
    gint64 shown; /* when progress was shown last */
    size_t lines; /* written so far, without a terminal */
} job;

/* "1,234 of 10,000 (56/s, 3 failed, 2:36 left)" */
static void print_bar(const job *j, const ht_batch_progress *p)
{
    double seconds = (double)(g_get_monotonic_time() - j->start) / G_USEC_PER_SEC;
    double rate = seconds > 0 ? (double)p->done / seconds : 0;
    int left = rate > 0 ? (int)((double)(p->all - p->done) / rate) : 0;
    fprintf(stderr, ht_cli_tr(N_("%zu of %zu, %.0f a second, failed: %zu, left: %d:%02d")), p->done,
            p->all, rate, p->failed, left / 60, left % 60);
}

static void show(const ht_batch_progress *progress, const char *told, void *user)
{
    job *j = user;
    gint64 now = g_get_monotonic_time();
    if (told != NULL) {
        fprintf(stderr, "%s%s", j->terminal ? "\r\033[K" : "", told);
    }
    if (j->telling.quiet || j->telling.json) {
        return;
    }
    bool end = progress->done == progress->all;
    if (j->terminal && (told != NULL || end || now - j->shown > G_USEC_PER_SEC / 10)) {
        fputs("\r\033[K", stderr);
        print_bar(j, progress);
        fputs(end ? "\n" : "", stderr);
        j->shown = now;
    } else if (!j->terminal && progress->done * LINES >= (j->lines + 1) * progress->all) {
        j->lines = progress->done * LINES / progress->all;
        print_bar(j, progress);
        fputc('\n', stderr);
    }
}

/* "3/8"; "auto" takes the numbers that a Slurm job array or an indexed Kubernetes job gives its
 * tasks. */
static bool read_shard(ht_batch_options *options, const char *text)
{
    const struct {
        const char *index;
        const char *first;
        const char *count;
    } schedulers[] = {
        {"SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_COUNT"},
        {"JOB_COMPLETION_INDEX", NULL, "JOB_COMPLETIONS"},
    };
    long index = 0;
    long count = 0;
    if (strcmp(text, "auto") == 0) {
        for (size_t i = 0; i < G_N_ELEMENTS(schedulers) && count == 0; i++) {
            const char *which = getenv(schedulers[i].index);
            const char *many = getenv(schedulers[i].count);
            const char *first = schedulers[i].first != NULL ? getenv(schedulers[i].first) : NULL;
            if (which != NULL && many != NULL) {
                index = strtol(which, NULL, 10) - (first != NULL ? strtol(first, NULL, 10) : 0) + 1;
                count = strtol(many, NULL, 10);
            }
        }
    } else {
        char *end = NULL;
        index = strtol(text, &end, 10);
        count = *end == '/' ? strtol(end + 1, &end, 10) : 0;
        count = *end == '\0' ? count : 0;
    }
    options->shard = (int)index;
    options->shards = (int)count;
    return index >= 1 && index <= count && count <= 100000;
}

static int check_options(job *j)
{
    if (j->output == NULL) {
        return ht_cli_usage("batch", ht_cli_tr(N_("name a folder for the outputs with -o")));
    }
    if (j->diagnostics != NULL && strcmp(j->diagnostics, "json") != 0 &&
        strcmp(j->diagnostics, "text") != 0) {
        return ht_cli_usage("batch", ht_cli_tr(N_("--diagnostics must be text or json")));
    }
    if (j->workers < 0 || j->workers > 1024 || j->timeout < 0 || j->memory < 0) {
        return ht_cli_usage("batch", ht_cli_tr(N_("-j is from 1 to 1024, --timeout and --memory "
                                                  "are not below 0")));
    }
    if (j->shard != NULL && !read_shard(&j->options, j->shard)) {
        return ht_cli_usage(
            "batch", ht_cli_tr(N_("--shard is I/N, like 3/8; or auto, in a Slurm job array or an "
                                  "indexed Kubernetes job, which say their numbers")));
    }
    j->telling.json = g_strcmp0(j->diagnostics, "json") == 0;
    return HT_EXIT_DONE;
}

static int run(job *j, const char *source)
{
    ht_diags *diags = ht_diags_new();
    ht_fonts_options faces = HT_FONTS_OPTIONS_INIT;
    ht_fontset *fonts = NULL;
    ht_batch_progress done = {0};
    faces.directory = j->fonts_directory;
    faces.strict = j->strict_fonts;
    j->options.match = j->match;
    j->options.name = j->name;
    j->options.layout = j->layout;
    j->options.workers = j->workers;
    j->options.timeout = j->timeout;
    j->options.memory = j->memory;
    j->options.force = j->force;
    j->options.allow_outside = j->allow_outside;
    j->options.report = j->report;
    j->options.progress = show;
    j->options.user = j;
    j->terminal = isatty(STDERR_FILENO) != 0;
    j->start = g_get_monotonic_time();
    ht_status status = ht_fontset_new(&fonts, &faces, diags);
    if (status == HT_OK) {
        status = ht_batch_run(&done, source, j->output, fonts, &j->options, diags);
    }
    ht_cli_tell(diags, &j->telling);
    if (!j->telling.quiet && done.all > 0) {
        printf(ht_cli_tr(N_("documents: %zu, rendered: %zu, unchanged: %zu, failed: %zu\n")),
               done.all, done.rendered, done.unchanged, done.failed);
    }
    ht_fontset_unref(fonts);
    ht_diags_free(diags);
    return ht_cli_exit(status);
}

static void clear_job(job *j)
{
    g_free(j->output);
    g_free(j->fonts_directory);
    g_free(j->shard);
    g_free(j->match);
    g_free(j->name);
    g_free(j->layout);
    g_free(j->report);
    g_free(j->diagnostics);
}

int ht_cmd_batch(int argc, char **argv)
{
    int status = HT_EXIT_DONE;
    job j = {.options = HT_BATCH_OPTIONS_INIT, .timeout = 60};
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &j.output,
         ht_cli_tr(N_("Write below this folder")), "DIR"},
        {"jobs", 'j', 0, G_OPTION_ARG_INT, &j.workers,
         ht_cli_tr(N_("So many worker processes (as many as there are processors)")), "N"},
        {"name", 0, 0, G_OPTION_ARG_STRING, &j.name,
         ht_cli_tr(N_("Name outputs by keys of their documents: {number}-{title}")), "TEMPLATE"},
        {"match", 0, 0, G_OPTION_ARG_STRING, &j.match,
         ht_cli_tr(N_("Of a folder, only files of such names are documents: *.yaml")), "PATTERN"},
        {"layout", 0, 0, G_OPTION_ARG_FILENAME, &j.layout,
         ht_cli_tr(N_("Set them in this layout, or in the layout of this .yaml file")),
         "NAME|FILE"},
        {"timeout", 0, 0, G_OPTION_ARG_INT, &j.timeout,
         ht_cli_tr(N_("Give up on a document after so many seconds (60); 0: never")), "SECONDS"},
        {"memory", 0, 0, G_OPTION_ARG_INT, &j.memory,
         ht_cli_tr(N_("Give up on a document that needs more memory (no limit)")), "MIB"},
        {"force", 0, 0, G_OPTION_ARG_NONE, &j.force,
         ht_cli_tr(N_("Render also what has not changed")), NULL},
        {"shard", 0, 0, G_OPTION_ARG_STRING, &j.shard,
         ht_cli_tr(N_("Only part I of N, which other machines do the rest of; or auto")), "I/N"},
        {"report", 0, 0, G_OPTION_ARG_FILENAME, &j.report,
         ht_cli_tr(N_("Write what became of each document, as JSON Lines")), "FILE"},
        {"fonts", 0, 0, G_OPTION_ARG_FILENAME, &j.fonts_directory,
         ht_cli_tr(N_("Faces in this folder go before all others")), "DIR"},
        {"strict-fonts", 0, 0, G_OPTION_ARG_NONE, &j.strict_fonts,
         ht_cli_tr(N_("Fail when an open face stands in for a licensed one")), NULL},
        {"allow-outside", 0, 0, G_OPTION_ARG_NONE, &j.allow_outside,
         ht_cli_tr(N_("Documents may name files outside their own folder")), NULL},
        {"diagnostics", 0, 0, G_OPTION_ARG_STRING, &j.diagnostics,
         ht_cli_tr(N_("text (the default), or json: one object a line")), "FORM"},
        {"quiet", 'q', 0, G_OPTION_ARG_NONE, &j.telling.quiet,
         ht_cli_tr(N_("No notes and no progress")), NULL},
        {NULL, 0, 0, 0, NULL, NULL, NULL},
    };
    if (!ht_cli_parse(&argc, &argv, entries, "SOURCE",
                      N_("Typesets archives to PDF: a folder with all below it, a .jsonl file or - "
                         "with a document a line, or a file with a path a line. What has not "
                         "changed since the last run is left as it is."),
                      "hongtou batch archive/ -o out/ --name '{number}-{title}' --report out.jsonl",
                      &status)) {
        return status;
    }
    status = argc == 2 ? check_options(&j)
                       : ht_cli_usage("batch", ht_cli_tr(N_("name one source of documents")));
    if (status == HT_EXIT_DONE) {
        status = run(&j, argv[1]);
    }
    clear_job(&j);
    return status;
}
