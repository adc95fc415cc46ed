/* SPDX-License-Identifier: Apache-2.0 */

/*
 * hongtou render INPUT...: documents in, files out. Layouts and faces are opened once for all
 * documents; a document with errors leaves no output and does not stop the others.
 */

#include "cli/cli.h"
#include "cli/copies.h"
#include "cli/pdf_options.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define DEFAULT_DPI 150

typedef struct job {
    ht_telling telling;
    gchar *output;
    gchar *format_name;
    gchar *layout_name;
    gchar *fonts_directory;
    gchar *input_format;
    gchar *diagnostics;
    gchar *copies_range;
    gchar *explain; /* PAGE:LINE */
    int explain_page;
    int explain_line;
    gboolean draw_grid;
    gboolean each_copy;
    ht_copies copies;
    gint dpi;
    ht_pdf_words pdf;
    gboolean strict_fonts;
    gboolean allow_outside;
    ht_target_form form;
    ht_diags *diags;
    ht_fontset *fonts;
    GHashTable *layouts; /* name -> ht_layout */
} job;

/* The layout of a document: the one asked for on the command line, else its own. */
static ht_status find_layout(ht_layout **out, job *j, const ht_document *document)
{
    const char *name = j->layout_name != NULL ? j->layout_name : ht_document_layout(document);
    *out = g_hash_table_lookup(j->layouts, name);
    if (*out != NULL) {
        return HT_OK;
    }
    ht_status status = j->layout_name != NULL ? ht_layout_load(out, name, j->diags)
                                              : ht_layout_load_for(out, document, j->diags);
    if (status == HT_OK) {
        g_hash_table_insert(j->layouts, g_strdup(name), *out);
    }
    return status;
}

static ht_status typeset(ht_pages **out, job *j, const char *input)
{
    static const char *const names[] = {"yaml", "json", "markdown"};
    ht_read_options options = HT_READ_OPTIONS_INIT;
    ht_document *document = NULL;
    ht_layout *layout = NULL;
    options.allow_outside = j->allow_outside;
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        if (g_strcmp0(j->input_format, names[i]) == 0) {
            options.format = (ht_format)(HT_FORMAT_YAML + i);
        }
    }
    *out = NULL;
    ht_status status = ht_document_read_file(&document, input, &options, j->diags);
    if (status == HT_OK && j->copies.first > 0) {
        ht_document_set_copy_number(document, j->copies.first);
    }
    if (status == HT_OK) {
        status = find_layout(&layout, j, document);
    }
    if (status == HT_OK && j->fonts == NULL) {
        ht_fonts_options wanted = HT_FONTS_OPTIONS_INIT;
        wanted.directory = j->fonts_directory;
        wanted.strict = j->strict_fonts;
        status = ht_fontset_new(&j->fonts, &wanted, j->diags);
    }
    if (status == HT_OK) {
        ht_render_options how = HT_RENDER_OPTIONS_INIT;
        how.explain = j->explain != NULL;
        how.draw_grid = j->draw_grid;
        status = ht_render(out, document, layout, j->fonts, &how, j->diags);
    }
    ht_document_free(document);
    return status;
}

static void show_progress(const job *j, size_t done, size_t all, const char *input,
                          const char *target, size_t n_pages)
{
    if (j->telling.quiet || j->telling.json || all < 2) {
        return;
    }
    if (!isatty(STDERR_FILENO)) {
        if (target != NULL) {
            const char *line = n_pages == 1 ? ht_cli_tr(N_("%s -> %s (%zu page)\n"))
                                            : ht_cli_tr(N_("%s -> %s (%zu pages)\n"));
            fprintf(stderr, line, input, target, n_pages);
        }
        return;
    }
    enum {
        WIDTH = 30
    };
    int filled = (int)(done * WIDTH / all);
    fprintf(stderr, "\r[%.*s%*s] %zu/%zu%s", filled, "##############################",
            WIDTH - filled, "", done, all, done == all ? "\n" : "");
}

static ht_status write_to(const job *j, const ht_pages *pages, const char *path)
{
    return j->copies.first > 0 ? ht_copies_write(&j->copies, pages, path, &j->form, j->diags)
                               : ht_targets_write(pages, path, &j->form, j->diags);
}

/* The file that pages were made of, for their PDF; the caller frees it. False after an error is told:
 * it was read a moment ago. */
static bool read_source(job *j, const char *input, char **bytes)
{
    gsize size = 0;
    *bytes = NULL;
    if (j->pdf.attach_source && !g_file_get_contents(input, bytes, &size, NULL)) {
        fprintf(stderr, ht_cli_tr(N_("%s cannot be read again\n")), input);
        return false;
    }
    const char *slash = strrchr(input, '/');
    j->form.pdf.source_name = slash != NULL ? slash + 1 : input;
    j->form.pdf.source = *bytes;
    j->form.pdf.source_size = size;
    return true;
}

static ht_status write_pages(job *j, const ht_pages *pages, const char *input, const char *path)
{
    char *source = NULL;
    if (!read_source(j, input, &source)) {
        return HT_IO;
    }
    ht_status status = write_to(j, pages, path);
    g_free(source);
    return status;
}

static int render_all(job *j, char **inputs, size_t n_inputs)
{
    ht_targets targets;
    int status = ht_targets_plan(&targets, inputs, n_inputs, j->output, j->form.format, j->diags);
    ht_cli_tell(j->diags, &j->telling);
    for (size_t i = 0; i < n_inputs && status != HT_EXIT_TROUBLE; i++) {
        ht_pages *pages = NULL;
        size_t n_pages = 0;
        ht_status result = typeset(&pages, j, inputs[i]);
        if (result == HT_OK) {
            n_pages = ht_pages_count(pages);
            result = write_pages(j, pages, inputs[i], targets.paths[i]);
        }
        ht_pages_free(pages);
        ht_cli_tell(j->diags, &j->telling);
        status = ht_cli_worse(status, ht_cli_exit(result));
        show_progress(j, i + 1, n_inputs, inputs[i], result == HT_OK ? targets.paths[i] : NULL,
                      n_pages);
        if (result != HT_OK && status == HT_EXIT_TROUBLE && i + 1 < n_inputs) {
            status = HT_EXIT_WRONG; /* go on with the others; the trouble is remembered below */
            targets.trouble = true;
        }
    }
    status = targets.trouble ? HT_EXIT_TROUBLE : status;
    ht_targets_free(&targets);
    return status;
}

/* Tells why a line ends where it does, instead of writing the pages. */
static int explain(job *j, const char *input)
{
    ht_pages *pages = NULL;
    ht_status result = typeset(&pages, j, input);
    if (result == HT_OK) {
        result = ht_pages_write_account(pages, j->explain_page, j->explain_line,
                                        ht_cli_write_stdout, NULL, j->diags);
    }
    ht_pages_free(pages);
    ht_cli_tell(j->diags, &j->telling);
    return ht_cli_exit(result);
}

static bool parse_line(job *j)
{
    const char *colon = strchr(j->explain, ':');
    char *end = NULL;
    if (!g_ascii_isdigit(*j->explain) || colon == NULL || !g_ascii_isdigit(colon[1])) {
        return false;
    }
    long page = strtol(j->explain, &end, 10);
    long line = *end == ':' ? strtol(end + 1, &end, 10) : 0;
    j->explain_page = (int)CLAMP(page, 0, 1000000);
    j->explain_line = (int)CLAMP(line, 0, 1000000);
    return *end == '\0' && page > 0 && line > 0;
}

static int check_pdf(job *j)
{
    const char *option = ht_pdf_words_first(&j->pdf);
    if (j->form.format != HT_TARGET_PDF && option != NULL) {
        return ht_cli_usage(
            "render", ht_cli_tr(N_("%s is for PDF alone: leave it out, or write -f pdf")), option);
    }
    return ht_pdf_words_check(&j->form.pdf, &j->pdf, "render", j->diags);
}

static int check_options(job *j)
{
    static const char *const formats[] = {"yaml", "json", "markdown", NULL};
    if (!ht_target_format_find(&j->form.format, j->format_name, j->output)) {
        return ht_cli_usage("render",
                            ht_cli_tr(N_("'%s' is no format: it must be pdf, png, svg or "
                                         "trace")),
                            j->format_name);
    }
    if (j->input_format != NULL && !g_strv_contains(formats, j->input_format)) {
        return ht_cli_usage("render",
                            ht_cli_tr(N_("'%s' is no input format: it must be yaml, json "
                                         "or markdown")),
                            j->input_format);
    }
    if (j->diagnostics != NULL && strcmp(j->diagnostics, "json") != 0 &&
        strcmp(j->diagnostics, "text") != 0) {
        return ht_cli_usage("render", ht_cli_tr(N_("--diagnostics must be text or json")));
    }
    if (j->copies_range != NULL && !ht_copies_parse(&j->copies, j->copies_range)) {
        return ht_cli_usage("render",
                            ht_cli_tr(N_("'%s' is no range of copy numbers: it must be such as "
                                         "1-50, at most 10000 of them")),
                            j->copies_range);
    }
    if (j->explain != NULL && !parse_line(j)) {
        return ht_cli_usage("render",
                            ht_cli_tr(N_("'%s' names no line: it must be PAGE:LINE, such as 2:7")),
                            j->explain);
    }
    if (j->explain != NULL &&
        (j->output != NULL || j->format_name != NULL || j->copies_range != NULL)) {
        return ht_cli_usage("render",
                            ht_cli_tr(N_("--explain writes no pages: leave out -o, -f and "
                                         "--copies")));
    }
    j->copies.each = j->each_copy;
    if (j->each_copy && (j->copies_range == NULL || g_strcmp0(j->output, "-") == 0)) {
        return ht_cli_usage("render", ht_cli_tr(N_("--each makes a file of each of --copies")));
    }
    if (j->dpi < 36 || j->dpi > 1200) {
        return ht_cli_usage("render", ht_cli_tr(N_("--dpi must be from 36 to 1200")));
    }
    j->form.dpi = j->dpi;
    j->telling.json = g_strcmp0(j->diagnostics, "json") == 0;
    return check_pdf(j);
}

static void clear_job(job *j)
{
    g_hash_table_destroy(j->layouts);
    ht_fontset_unref(j->fonts);
    ht_diags_free(j->diags);
    g_free(j->output);
    g_free(j->format_name);
    g_free(j->layout_name);
    g_free(j->fonts_directory);
    g_free(j->input_format);
    g_free(j->diagnostics);
    g_free(j->copies_range);
    g_free(j->explain);
    ht_pdf_words_clear(&j->pdf);
}

static void unref_layout(gpointer layout)
{
    ht_layout_unref(layout);
}

int ht_cmd_render(int argc, char **argv)
{
    int status = HT_EXIT_DONE;
    job j = {.dpi = DEFAULT_DPI};
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &j.output,
         ht_cli_tr(N_("Write to this file, or into this folder; - is standard output")),
         "FILE|DIR"},
        {"format", 'f', 0, G_OPTION_ARG_STRING, &j.format_name,
         ht_cli_tr(N_("pdf (the default), png, svg or trace")), "FORMAT"},
        {"layout", 0, 0, G_OPTION_ARG_FILENAME, &j.layout_name,
         ht_cli_tr(N_("Set it in this layout, or in the layout of this .yaml file")), "NAME|FILE"},
        {"dpi", 0, 0, G_OPTION_ARG_INT, &j.dpi, ht_cli_tr(N_("Dots an inch of PNG (150)")), "N"},
        {"fonts", 0, 0, G_OPTION_ARG_FILENAME, &j.fonts_directory,
         ht_cli_tr(N_("Faces in this folder go before all others")), "DIR"},
        {"copies", 0, 0, G_OPTION_ARG_STRING, &j.copies_range,
         ht_cli_tr(N_("Numbered copies, one behind the other, typeset once")), "FIRST-LAST"},
        {"each", 0, 0, G_OPTION_ARG_NONE, &j.each_copy,
         ht_cli_tr(N_("Each copy in a file of its own: name-000001.pdf")), NULL},
        {"explain", 0, 0, G_OPTION_ARG_STRING, &j.explain,
         ht_cli_tr(N_("Tell why a line of the text ends where it does; write no pages")),
         "PAGE:LINE"},
        {"draw-grid", 0, 0, G_OPTION_ARG_NONE, &j.draw_grid,
         ht_cli_tr(N_("Draw the type area, its cells and the numbers of its lines")), NULL},
        {"strict-fonts", 0, 0, G_OPTION_ARG_NONE, &j.strict_fonts,
         ht_cli_tr(N_("Fail when an open face stands in for a licensed one")), NULL},
        {"input-format", 0, 0, G_OPTION_ARG_STRING, &j.input_format,
         ht_cli_tr(N_("yaml, json or markdown, when the file's name does not tell")), "FORMAT"},
        {"allow-outside", 0, 0, G_OPTION_ARG_NONE, &j.allow_outside,
         ht_cli_tr(N_("Documents may name files outside their own folder")), NULL},
        {"diagnostics", 0, 0, G_OPTION_ARG_STRING, &j.diagnostics,
         ht_cli_tr(N_("text (the default), or json: one object a line")), "FORM"},
        {"quiet", 'q', 0, G_OPTION_ARG_NONE, &j.telling.quiet,
         ht_cli_tr(N_("No notes and no progress")), NULL},
        {NULL, 0, 0, 0, NULL, NULL, NULL},
    };
    GOptionEntry *of_pdf = ht_pdf_words_entries(&j.pdf);
    bool parsed =
        ht_cli_parse(&argc, &argv, entries, of_pdf, "INPUT...",
                     N_("Typesets documents: YAML, JSON, or Markdown with front matter. - is "
                        "standard input. Without -o the output stands beside the input."),
                     "hongtou render report.yaml notice.md -o out/", &status);
    g_free(of_pdf);
    if (!parsed) {
        return status;
    }
    if (argc < 2) {
        return ht_cli_usage("render", ht_cli_tr(N_("no input: name at least one document")));
    }
    j.diags = ht_diags_new();
    j.layouts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, unref_layout);
    status = check_options(&j);
    ht_cli_tell(j.diags, &j.telling);
    if (status == HT_EXIT_DONE && j.explain != NULL) {
        status = argc == 2 ? explain(&j, argv[1])
                           : ht_cli_usage("render", ht_cli_tr(N_("--explain takes one document")));
    } else if (status == HT_EXIT_DONE) {
        status = render_all(&j, argv + 1, (size_t)argc - 1);
    }
    clear_job(&j);
    return status;
}
