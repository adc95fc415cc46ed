/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: results. Out: a folder for people and for build servers: index.html, which is one file with
 * all it needs in it, report.json, junit.xml, and in images/ the pages that differ. What an earlier
 * report left there is removed.
 */

#include "check/check.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

/* The lines of report.html whose places are taken. */
#define STYLE_MARKER "<!--style-->"
#define SCRIPT_MARKER "<!--script-->"
#define DATA_MARKER "<!--data-->"

static ht_status fill(ht_write_fn write, void *user, void *data)
{
    gsize size = 0;
    const void *bytes = g_bytes_get_data(data, &size);
    return write(bytes, size, user) ? HT_OK : HT_IO;
}

static ht_status put(const char *folder, const char *name, GBytes *bytes, ht_diags *diags)
{
    char *path = g_build_filename(folder, name, NULL);
    ht_status status = ht_write_file(path, fill, bytes, diags);
    g_free(path);
    return status;
}

static ht_status put_text(const char *folder, const char *name, GString *text, ht_diags *diags)
{
    GBytes *bytes = g_string_free_to_bytes(text);
    ht_status status = put(folder, name, bytes, diags);
    g_bytes_unref(bytes);
    return status;
}

/* The data as JSON that no HTML parser takes for anything else: a text may hold </script>. */
static GString *data_for_html(const ht_check *check)
{
    GString *data = ht_check_json(check, true);
    g_string_replace(data, "<", "\\u003c", 0);
    return data;
}

static GString *make_page(const ht_check *check)
{
    const struct {
        const char *marker;
        const char *open;
        const char *close;
    } parts[] = {
        {STYLE_MARKER, "<style>\n", "</style>"},
        {SCRIPT_MARKER, "<script>\n", "</script>"},
        {DATA_MARKER, "<script type=\"application/json\" id=\"data\">", "</script>"},
    };
    GString *data = data_for_html(check);
    const char *const contents[] = {ht_report_css, ht_report_js, data->str};
    GString *page = g_string_new(NULL);
    char **lines = g_strsplit(ht_report_html, "\n", -1);
    for (size_t i = 0; lines[i] != NULL; i++) {
        const char *line = lines[i];
        size_t part = 0;
        while (part < G_N_ELEMENTS(parts) && strcmp(line, parts[part].marker) != 0) {
            part++;
        }
        if (part < G_N_ELEMENTS(parts)) {
            g_string_append(page, parts[part].open);
            g_string_append(page, contents[part]);
            line = parts[part].close;
        }
        g_string_append(page, line);
        g_string_append_c(page, '\n');
    }
    g_strfreev(lines);
    g_string_free(data, TRUE);
    return page;
}

/* Makes the folder of the images, or takes those of an earlier report out of it. */
static ht_status clear_images(const char *folder, ht_diags *diags)
{
    static const char *const endings[] = {".ref.png", ".out.png", ".diff.png"};
    ht_status status = ht_make_folder(folder, diags);
    GDir *dir = status == HT_OK ? g_dir_open(folder, 0, NULL) : NULL;
    for (const char *name = NULL; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
        for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
            if (g_str_has_suffix(name, endings[i])) {
                char *path = g_build_filename(folder, name, NULL);
                g_unlink(path);
                g_free(path);
            }
        }
    }
    if (dir != NULL) {
        g_dir_close(dir);
    }
    return status;
}

static ht_status put_images(const ht_check *check, const char *folder, ht_diags *diags)
{
    ht_status status = clear_images(folder, diags);
    for (size_t i = 0; i < check->n_results; i++) {
        const ht_result *result = &check->results[i];
        for (size_t p = 0; p < result->n_pages; p++) {
            const struct {
                GBytes *image;
                const char *what;
            } images[] = {{result->pages[p].reference, "ref.png"},
                          {result->pages[p].output, "out.png"},
                          {result->pages[p].difference, "diff.png"}};
            for (size_t k = 0; k < G_N_ELEMENTS(images) && status == HT_OK; k++) {
                if (images[k].image != NULL && (k == 0 || images[k].image != images[0].image)) {
                    const char *name = ht_image_name(result->arena, result, p, images[k].what);
                    status = put(folder, name, images[k].image, diags);
                }
            }
        }
    }
    return status;
}

ht_status ht_check_write_report(const ht_check *check, const char *folder, ht_diags *diags)
{
    char *images = g_build_filename(folder, "images", NULL);
    ht_status status = put_images(check, images, diags);
    g_free(images);
    if (status == HT_OK) {
        status = put_text(folder, "report.json", ht_check_json(check, false), diags);
    }
    if (status == HT_OK) {
        status = put_text(folder, "junit.xml", ht_check_junit(check), diags);
    }
    return status == HT_OK ? put_text(folder, "index.html", make_page(check), diags) : status;
}
