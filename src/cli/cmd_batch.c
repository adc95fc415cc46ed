/* SPDX-License-Identifier: Apache-2.0 */

/*
 * hongtou batch SOURCE -o DIR: whole archives. What fails is told as it is found; below it stands
 * how far the batch is. hongtou batch --merge REPORT...: what shards have reported, as one.
 */

#include "cli/bar.h"
#include "cli/pdf_options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of a process that a signal ended, shells say this and its number. */
#define EXIT_SIGNAL 128
/* Of a number of processes: as many as there are processors. */
#define UNSAID G_MININT

typedef struct job {
    ht_telling telling;
    ht_batch_options options;
    gchar *output;
    gchar *fonts_directory;
    gchar *shard;
    gchar **match;
    gchar *name;
    gchar *columns;
    gchar *encoding;
    gchar *layout;
    gchar *bind;
    gchar *page_numbers;
    gchar *report;
    gchar *summary;
    gchar *thumbnails;
    gchar *diagnostics;
    ht_pdf_words pdf_words;
    ht_pdf_options pdf;
    gint workers;
    gint timeout;
    gint memory;
    gboolean force;
    gboolean verify;
    gboolean allow_outside;
    gboolean strict_fonts;
    gboolean merge;
    ht_bar bar;
} job;

static void show(const ht_batch_progress *progress, const char *told, void *user)
{
    job *j = user;
    bool ends = progress->interrupted != 0 || progress->seen == progress->of;
    if (told != NULL || ends) {
        ht_bar_clear(&j->bar);
    }
    if (told != NULL) {
        size_t size = strlen(told);
        bool broken = size > 0 && told[size - 1] == '\n';
        fprintf(stderr, "%s%s", told, broken ? "" : "\n");
    }
    if (!j->telling.quiet && !j->telling.json && !ends) {
        ht_bar_show(&j->bar, progress);
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

static int check_binding(const job *j)
{
    bool own = g_strcmp0(j->page_numbers, "own") == 0;
    bool through = g_strcmp0(j->page_numbers, "through") == 0;
    if (j->page_numbers != NULL && (j->bind == NULL || (!own && !through))) {
        return ht_cli_usage("batch",
                            ht_cli_tr(N_("--page-numbers is own or through, and for --bind")));
    }
    if (j->bind != NULL && (j->shard != NULL || j->merge)) {
        return ht_cli_usage("batch",
                            ht_cli_tr(N_("--bind wants all documents: not --shard, not --merge")));
    }
    return HT_EXIT_DONE;
}

/* Standard output tells how many of what. */
static int check_files(const job *j)
{
    const char *const files[] = {j->report, j->summary, j->bind, j->thumbnails};
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        if (g_strcmp0(files[i], "-") == 0) {
            return ht_cli_usage("batch", ht_cli_tr(N_("--report, --summary, --bind and "
                                                      "--thumbnails want a name, not -")));
        }
    }
    return HT_EXIT_DONE;
}

static int check_pdf(job *j)
{
    ht_diags *diags = ht_diags_new();
    int status = ht_pdf_words_check(&j->pdf, &j->pdf_words, "batch", diags);
    ht_cli_tell(diags, &j->telling);
    ht_diags_free(diags);
    return status;
}

static int check_options(job *j)
{
    if (j->output == NULL && !j->merge) {
        return ht_cli_usage("batch", ht_cli_tr(N_("name a folder for the outputs with -o")));
    }
    if (j->diagnostics != NULL && strcmp(j->diagnostics, "json") != 0 &&
        strcmp(j->diagnostics, "text") != 0) {
        return ht_cli_usage("batch", ht_cli_tr(N_("--diagnostics must be text or json")));
    }
    if ((j->workers != UNSAID && j->workers < 1) || j->workers > 1024 || j->timeout < 0 ||
        j->memory < 0) {
        return ht_cli_usage("batch", ht_cli_tr(N_("-j is from 1 to 1024, --timeout and --memory "
                                                  "are not below 0")));
    }
    if (j->thumbnails != NULL && j->summary == NULL) {
        return ht_cli_usage("batch", ht_cli_tr(N_("--thumbnails are for --summary: name it too")));
    }
    if (j->shard != NULL && !read_shard(&j->options, j->shard)) {
        return ht_cli_usage(
            "batch", ht_cli_tr(N_("--shard is I/N, like 3/8; or auto, in a Slurm job array or an "
                                  "indexed Kubernetes job, which say their numbers")));
    }
    if (j->match != NULL && j->match[1] != NULL) {
        return ht_cli_usage("batch", ht_cli_tr(N_("there can be only one --match")));
    }
    j->telling.json = g_strcmp0(j->diagnostics, "json") == 0;
    int status = check_binding(j);
    status = status == HT_EXIT_DONE ? check_files(j) : status;
    return status == HT_EXIT_DONE ? check_pdf(j) : status;
}

/* The beginning of a line. */
static void print_counts(const ht_batch_progress *p)
{
    printf(ht_cli_tr(N_("documents: %zu, rendered: %zu, unchanged: %zu, failed: %zu")), p->all,
           p->rendered, p->unchanged, p->failed);
}

static int run(job *j, const char *source)
{
    ht_diags *diags = ht_diags_new();
    ht_fonts_options faces = HT_FONTS_OPTIONS_INIT;
    ht_fontset *fonts = NULL;
    ht_batch_progress done = {0};
    faces.directory = j->fonts_directory;
    faces.strict = j->strict_fonts;
    j->options.match = j->match != NULL ? j->match[0] : NULL;
    j->options.name = j->name;
    j->options.columns = j->columns;
    j->options.encoding = j->encoding;
    j->options.layout = j->layout;
    j->options.workers = MAX(j->workers, 0);
    j->options.timeout = j->timeout;
    j->options.memory = j->memory;
    j->options.force = j->force;
    j->options.verify = j->verify;
    j->options.allow_outside = j->allow_outside;
    j->options.bind = j->bind;
    j->options.number_through = g_strcmp0(j->page_numbers, "through") == 0;
    j->options.report = j->report;
    j->options.summary = j->summary;
    j->options.thumbnails = j->thumbnails;
    j->options.pdf = &j->pdf;
    j->options.attach_source = j->pdf_words.attach_source;
    j->options.interruptible = true;
    j->options.json = j->telling.json != FALSE;
    j->options.progress = show;
    j->options.user = j;
    ht_bar_start(&j->bar);
    ht_status status = ht_fontset_new(&fonts, &faces, diags);
    if (status == HT_OK) {
        status = ht_batch_run(&done, source, j->output, fonts, &j->options, diags);
    }
    ht_cli_tell(diags, &j->telling);
    if (done.all > 0) {
        print_counts(&done);
        fputs(done.interrupted != 0 ? ht_cli_tr(N_(", interrupted")) : "", stdout);
        putchar('\n');
    }
    ht_fontset_unref(fonts);
    ht_diags_free(diags);
    return done.interrupted != 0 ? EXIT_SIGNAL + done.interrupted : ht_cli_exit(status);
}

/* ---- Reports of shards --------------------------------------------------------------------- */

static const char *verdict(const job *j, const ht_batch_merged *merged)
{
    if (!merged->whole) {
        return ht_cli_tr(N_("this is not the whole: see the errors above\n"));
    }
    if (merged->sum.failed > 0) {
        return ht_cli_tr(N_("each document has its record; some failed\n"));
    }
    return j->output != NULL
               ? ht_cli_tr(N_("each document is there, once\n"))
               : ht_cli_tr(
                     N_("each document has its record, once; -o DIR looks for the outputs too\n"));
}

static int merge(job *j, const char *const *reports)
{
    ht_diags *diags = ht_diags_new();
    ht_batch_merge_options options = HT_BATCH_MERGE_OPTIONS_INIT;
    ht_batch_merged merged = {0};
    options.report = j->report;
    options.summary = j->summary;
    options.output = j->output;
    options.thumbnails = j->thumbnails;
    ht_status status = ht_batch_merge(&merged, reports, &options, diags);
    ht_cli_tell(diags, &j->telling);
    if (merged.sum.all > 0) {
        print_counts(&merged.sum);
        printf(ht_cli_tr(N_(", missing: %zu, reports: %zu\n")), merged.missing, merged.shards);
        fputs(verdict(j, &merged), stdout);
    }
    ht_diags_free(diags);
    return ht_cli_exit(status);
}

static void clear_job(job *j)
{
    g_free(j->output);
    g_free(j->fonts_directory);
    g_free(j->shard);
    g_strfreev(j->match);
    g_free(j->name);
    g_free(j->columns);
    g_free(j->encoding);
    g_free(j->layout);
    g_free(j->bind);
    g_free(j->page_numbers);
    g_free(j->report);
    g_free(j->summary);
    g_free(j->thumbnails);
    g_free(j->diagnostics);
    ht_pdf_words_clear(&j->pdf_words);
}

/* What stands behind the options is a source, or are reports. */
static int act(job *j, int argc, char **argv)
{
    if (j->merge ? argc < 2 : argc != 2) {
        return ht_cli_usage("batch", j->merge ? ht_cli_tr(N_("name the reports to join"))
                                              : ht_cli_tr(N_("name one source of documents")));
    }
    int status = check_options(j);
    if (status == HT_EXIT_DONE) {
        status = j->merge ? merge(j, (const char *const *)argv + 1) : run(j, argv[1]);
    }
    return status;
}

int ht_cmd_batch(int argc, char **argv)
{
    int status = HT_EXIT_DONE;
    job j = {.options = HT_BATCH_OPTIONS_INIT, .workers = UNSAID, .timeout = 60};
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &j.output,
         ht_cli_tr(N_("Write below this folder; with --merge, look for the outputs there")), "DIR"},
        {"jobs", 'j', 0, G_OPTION_ARG_INT, &j.workers,
         ht_cli_tr(N_("So many worker processes (as many as there are processors)")), "N"},
        {"name", 0, 0, G_OPTION_ARG_STRING, &j.name,
         ht_cli_tr(N_("Name outputs by keys of their documents: {number}-{title}")), "TEMPLATE"},
        {"match", 0, 0, G_OPTION_ARG_STRING_ARRAY, &j.match,
         ht_cli_tr(N_("Of a folder or an archive, only files of such names are documents: *.yaml")),
         "PATTERN"},
        {"columns", 0, 0, G_OPTION_ARG_FILENAME, &j.columns,
         ht_cli_tr(N_("Of a table: what its columns are stands in this file")), "FILE"},
        {"encoding", 0, 0, G_OPTION_ARG_STRING, &j.encoding,
         ht_cli_tr(N_("Of a table: its encoding, such as gb18030 (UTF-8)")), "NAME"},
        {"layout", 0, 0, G_OPTION_ARG_FILENAME, &j.layout,
         ht_cli_tr(N_("Set them in this layout, or in the layout of this .yaml file")),
         "NAME|FILE"},
        {"timeout", 0, 0, G_OPTION_ARG_INT, &j.timeout,
         ht_cli_tr(N_("Give up on a document after so many seconds (60); 0: never")), "SECONDS"},
        {"memory", 0, 0, G_OPTION_ARG_INT, &j.memory,
         ht_cli_tr(N_("Give up on a document that needs more memory (no limit)")), "MIB"},
        {"force", 0, 0, G_OPTION_ARG_NONE, &j.force,
         ht_cli_tr(N_("Render also what has not changed")), NULL},
        {"verify", 0, 0, G_OPTION_ARG_NONE, &j.verify,
         ht_cli_tr(N_("Read outputs that are kept: what is not as it was rendered is rendered "
                      "again")),
         NULL},
        {"shard", 0, 0, G_OPTION_ARG_STRING, &j.shard,
         ht_cli_tr(N_("Only part I of N, which other machines do the rest of; or auto")), "I/N"},
        {"bind", 0, 0, G_OPTION_ARG_FILENAME, &j.bind,
         ht_cli_tr(N_("When none has failed, write all of them as one PDF with an outline too")),
         "FILE.pdf"},
        {"page-numbers", 0, 0, G_OPTION_ARG_STRING, &j.page_numbers,
         ht_cli_tr(N_("Of that PDF: own of each document (the default), or through all of it")),
         "own|through"},
        {"report", 0, 0, G_OPTION_ARG_FILENAME, &j.report,
         ht_cli_tr(N_("Write what became of each document, as JSON Lines")), "FILE"},
        {"summary", 0, 0, G_OPTION_ARG_FILENAME, &j.summary,
         ht_cli_tr(N_("Write the same as a page for people, what failed first")), "FILE.html"},
        {"thumbnails", 0, 0, G_OPTION_ARG_FILENAME, &j.thumbnails,
         ht_cli_tr(N_("With pictures of first pages, kept in this folder")), "DIR"},
        {"merge", 0, 0, G_OPTION_ARG_NONE, &j.merge,
         ht_cli_tr(N_("Join the reports of shards, and prove that they are the whole")), NULL},
        {"fonts", 0, 0, G_OPTION_ARG_FILENAME, &j.fonts_directory,
         ht_cli_tr(N_("Faces in this folder go before all others")), "DIR"},
        {"strict-fonts", 0, 0, G_OPTION_ARG_NONE, &j.strict_fonts,
         ht_cli_tr(N_("Fail when an open face stands in for a licensed one")), NULL},
        {"allow-outside", 0, 0, G_OPTION_ARG_NONE, &j.allow_outside,
         ht_cli_tr(N_("Documents may name files outside their own folder")), NULL},
        {"diagnostics", 0, 0, G_OPTION_ARG_STRING, &j.diagnostics,
         ht_cli_tr(N_("text (the default), or json: one object a line")), "FORM"},
        {"quiet", 'q', 0, G_OPTION_ARG_NONE, &j.telling.quiet,
         ht_cli_tr(N_("No notes and no progress: errors, warnings, and what was done")), NULL},
        {NULL, 0, 0, 0, NULL, NULL, NULL},
    };
    GOptionEntry *of_pdf = ht_pdf_words_entries(&j.pdf_words);
    bool parsed = ht_cli_parse(
        &argc, &argv, entries, of_pdf, "SOURCE | --merge REPORT...",
        N_("Typesets archives to PDF: a folder with all below it, a zip or tar file, a "
           "table (.csv, .tsv) with a document a row, a .jsonl file or - with a "
           "document a line, or a file with a path a line. What has not changed "
           "since the last run is left as it is. SIGINT and SIGTERM end it in order, with "
           "the exit status 130 or 143."),
        "hongtou batch archive/ -o out/ --name '{number}-{title}' --report out.jsonl", &status);
    g_free(of_pdf);
    if (!parsed) {
        clear_job(&j);
        return status;
    }
    status = act(&j, argc, argv);
    clear_job(&j);
    return status;
}
