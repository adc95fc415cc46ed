/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Where output goes. In: inputs, -o and the format. Out: a path for each input, decided and checked
 * before the first is written; then the writing itself, whole or not at all.
 */

#include "cli/targets.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const endings[] = {"pdf", "png", "svg", "trace"};

bool ht_target_format_find(ht_target_format *out, const char *name, const char *output)
{
    const char *dot = output != NULL ? strrchr(output, '.') : NULL;
    const char *wanted = name != NULL ? name : dot != NULL ? dot + 1 : "pdf";
    *out = HT_TARGET_PDF;
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
        if (g_ascii_strcasecmp(wanted, endings[i]) == 0) {
            *out = (ht_target_format)i;
            return true;
        }
    }
    return name == NULL;
}

/* folder/report.pdf for some/where/report.yaml. */
static char *path_for(const char *input, const char *folder, ht_target_format format)
{
    char *base = strcmp(input, "-") == 0 ? g_strdup("stdin") : g_path_get_basename(input);
    char *dot = strrchr(base, '.');
    if (dot != NULL && dot != base) {
        *dot = '\0';
    }
    char *name = g_strconcat(base, ".", endings[format], NULL);
    char *path = g_build_filename(folder, name, NULL);
    g_free(name);
    g_free(base);
    return path;
}

static bool same_file(const char *a, const char *b)
{
    char *real_a = realpath(a, NULL);
    char *real_b = realpath(b, NULL);
    bool same = real_a != NULL && real_b != NULL && strcmp(real_a, real_b) == 0;
    free(real_a);
    free(real_b);
    return same;
}

/* The other target of whose pages `path` could be one: name.png for name-3.png; NULL for none. The
 * caller frees it. */
static char *path_of_pages(const char *path)
{
    const char *dot = strrchr(path, '.');
    const char *digits = dot;
    while (digits != NULL && digits > path && g_ascii_isdigit(digits[-1])) {
        digits--;
    }
    bool numbered = digits != NULL && digits < dot && digits > path && digits[-1] == '-';
    return numbered ? g_strdup_printf("%.*s%s", (int)(digits - 1 - path), path, dot) : NULL;
}

/* Pages of PNG and SVG are files of their own: a-1.png may be a page of a.png. */
static int check_pages(const ht_targets *targets, char **inputs, GHashTable *seen)
{
    int status = HT_EXIT_DONE;
    for (size_t i = 0; i < targets->n_paths && status == HT_EXIT_DONE; i++) {
        char *whole = path_of_pages(targets->paths[i]);
        const char *other = whole != NULL ? g_hash_table_lookup(seen, whole) : NULL;
        if (other != NULL) {
            status = ht_cli_usage("render",
                                  ht_cli_tr(N_("%s and %s would both be written to %s; "
                                               "render them into different folders")),
                                  other, inputs[i], targets->paths[i]);
        }
        g_free(whole);
    }
    return status;
}

static int check_clashes(const ht_targets *targets, char **inputs, bool paged)
{
    GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
    int status = HT_EXIT_DONE;
    for (size_t i = 0; i < targets->n_paths && status == HT_EXIT_DONE; i++) {
        const char *path = targets->paths[i];
        const char *other = g_hash_table_lookup(seen, path);
        if (other != NULL) {
            status = ht_cli_usage("render",
                                  ht_cli_tr(N_("%s and %s would both be written to %s; "
                                               "render them into different folders")),
                                  other, inputs[i], path);
        }
        for (size_t j = 0; j < targets->n_paths && status == HT_EXIT_DONE; j++) {
            if (!same_file(path, inputs[j])) {
                continue;
            }
            status = ht_cli_usage("render",
                                  ht_cli_tr(N_("%s would be overwritten by an "
                                               "output; name another file with -o")),
                                  path);
        }
        g_hash_table_insert(seen, (gpointer)path, inputs[i]);
    }
    if (status == HT_EXIT_DONE && paged) {
        status = check_pages(targets, inputs, seen);
    }
    g_hash_table_destroy(seen);
    return status;
}

/* True for report.pdf, which is no folder yet and does not look like the name of one. */
static bool names_a_file(const char *output)
{
    const char *dot = strrchr(output, '.');
    for (size_t i = 0; dot != NULL && i < G_N_ELEMENTS(endings); i++) {
        if (g_ascii_strcasecmp(dot + 1, endings[i]) == 0) {
            return !g_file_test(output, G_FILE_TEST_IS_DIR);
        }
    }
    return false;
}

int ht_targets_plan(ht_targets *targets, char **inputs, size_t n_inputs, const char *output,
                    ht_target_format format, ht_diags *diags)
{
    *targets = (ht_targets){g_new0(char *, n_inputs + 1), n_inputs, false};
    bool standard = output != NULL && strcmp(output, "-") == 0;
    bool into =
        output != NULL && !standard &&
        (n_inputs > 1 || g_str_has_suffix(output, "/") || g_file_test(output, G_FILE_TEST_IS_DIR));
    if (output != NULL && *output == '\0') {
        return ht_cli_usage("render", ht_cli_tr(N_("-o needs the name of a file or folder")));
    }
    if (standard && n_inputs > 1) {
        return ht_cli_usage("render", ht_cli_tr(N_("standard output takes one document only")));
    }
    if (into && names_a_file(output)) {
        return ht_cli_usage("render",
                            ht_cli_tr(N_("several documents do not go into one file %s; "
                                         "name a folder with -o, such as %s/")),
                            output, output);
    }
    if (into && ht_make_folder(output, diags) != HT_OK) {
        return HT_EXIT_TROUBLE;
    }
    for (size_t i = 0; i < n_inputs; i++) {
        bool from_standard = strcmp(inputs[i], "-") == 0;
        char *folder = into ? g_strdup(output) : g_path_get_dirname(inputs[i]);
        if (standard || (output == NULL && from_standard)) {
            targets->paths[i] = g_strdup("-");
        } else if (output != NULL && !into) {
            targets->paths[i] = g_strdup(output);
        } else {
            targets->paths[i] = path_for(inputs[i], folder, format);
        }
        g_free(folder);
    }
    bool paged = format == HT_TARGET_PNG || format == HT_TARGET_SVG;
    return check_clashes(targets, inputs, paged);
}

void ht_targets_free(ht_targets *targets)
{
    g_strfreev(targets->paths);
}

/* What fills one file. */
typedef struct filling {
    const ht_pages *pages;
    size_t page;
    const ht_target_form *form;
    ht_diags *diags;
} filling;

static ht_status fill(ht_write_fn write, void *user, void *data)
{
    const filling *f = data;
    switch (f->form->format) {
    case HT_TARGET_PNG:
        return ht_pages_write_png(f->pages, f->page, f->form->dpi, write, user, f->diags);
    case HT_TARGET_SVG:
        return ht_pages_write_svg(f->pages, f->page, write, user, f->diags);
    case HT_TARGET_TRACE:
        return ht_pages_write_trace(f->pages, write, user, f->diags);
    default:
        return ht_pages_write_pdf(f->pages, &f->form->pdf, write, user, f->diags);
    }
}

/* name-3.png for page 3 of name.png. */
static char *page_path(const char *path, size_t page)
{
    const char *dot = strrchr(path, '.');
    const char *slash = strrchr(path, '/');
    size_t stem =
        dot != NULL && (slash == NULL || dot > slash) ? (size_t)(dot - path) : strlen(path);
    return g_strdup_printf("%.*s-%zu%s", (int)stem, path, page + 1, path + stem);
}

static ht_status write_pages(filling *f, const char *path)
{
    size_t count = ht_pages_count(f->pages);
    ht_status status = HT_OK;
    size_t done = 0;
    while (done < count && status == HT_OK) {
        char *name = page_path(path, done);
        f->page = done;
        status = ht_write_file(name, fill, f, f->diags);
        done += status == HT_OK;
        g_free(name);
    }
    for (size_t i = 0; status != HT_OK && i < done; i++) {
        char *name = page_path(path, i);
        g_unlink(name);
        g_free(name);
    }
    return status;
}

static ht_status write_standard(filling *f, bool paged)
{
    if (paged && ht_pages_count(f->pages) > 1) {
        ht_cli_usage("render",
                     ht_cli_tr(N_("a document of %zu pages makes as many images, and "
                                  "standard output takes one only")),
                     ht_pages_count(f->pages));
        return HT_LIMIT;
    }
    return fill(ht_cli_write_stdout, NULL, f);
}

ht_status ht_targets_write(const ht_pages *pages, const char *path, const ht_target_form *form,
                           ht_diags *diags)
{
    filling f = {pages, 0, form, diags};
    ht_target_format format = form->format;
    bool paged = format == HT_TARGET_PNG || format == HT_TARGET_SVG;
    if (strcmp(path, "-") == 0) {
        return write_standard(&f, paged);
    }
    if (paged && ht_pages_count(pages) > 1) {
        return write_pages(&f, path);
    }
    return ht_write_file(path, fill, &f, diags);
}
