/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Where the time of one cold render goes. In: a document. Out: milliseconds and peak memory of each
 * stage, a line each, tab-separated.
 */

#include "paint/paint.h"

#include <glib.h>
#include <stdio.h>
#include <sys/resource.h>

static gint64 lap(const char *stage, gint64 since)
{
    struct rusage usage;
    gint64 now = g_get_monotonic_time();
    getrusage(RUSAGE_SELF, &usage);
    printf("%-10s\t%7.2f ms\t%5ld MiB\n", stage, (double)(now - since) / 1000,
           usage.ru_maxrss / 1024);
    return g_get_monotonic_time();
}

static bool count(const void *bytes, size_t size, void *user)
{
    (void)bytes;
    *(size_t *)user += size;
    return true;
}

int main(int argc, char **argv)
{
    ht_diags *diags = ht_diags_new();
    ht_document *document = NULL;
    ht_layout *layout = NULL;
    ht_fontset *fonts = NULL;
    ht_pages *pages = NULL;
    ht_fonts_options options = HT_FONTS_OPTIONS_INIT;
    size_t bytes = 0;
    if (argc != 2) {
        fprintf(stderr, "usage: %s DOCUMENT\n", argv[0]);
        return 2;
    }
    gint64 start = g_get_monotonic_time();
    gint64 at = start;
    ht_status status = ht_document_read_file(&document, argv[1], NULL, diags);
    at = lap("document", at);
    if (status == HT_OK) {
        status = ht_layout_load(&layout, ht_document_layout(document), diags);
        at = lap("layout", at);
    }
    if (status == HT_OK) {
        status = ht_fontset_new(&fonts, &options, diags);
        at = lap("fonts", at);
    }
    if (status == HT_OK) {
        status = ht_render(&pages, document, layout, fonts, NULL, diags);
        at = lap("pages", at);
    }
    if (status == HT_OK) {
        status = ht_pages_write_pdf(pages, count, &bytes, diags);
        at = lap("pdf", at);
    }
    if (status == HT_OK) {
        lap("all", start);
        printf("%zu pages, %zu bytes\n", ht_pages_count(pages), bytes);
    }
    ht_pages_free(pages);
    ht_fontset_unref(fonts);
    ht_layout_unref(layout);
    ht_document_free(document);
    ht_diags_free(diags);
    return status == HT_OK ? 0 : 1;
}
