/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Where the time goes. In: documents. Out: milliseconds and peak memory of each stage, a line each,
 * tab-separated: of the first one, for which everything has to be opened; then of each of the others
 * on an average, as a worker of `hongtou batch` sets them.
 */

#include "paint/paint.h"

#include <glib.h>
#include <stdio.h>
#include <sys/resource.h>

typedef enum stage {
    DOCUMENT,
    LAYOUT,
    FONTS,
    PAGES,
    PDF,
    DIGEST,
    FILE_WRITTEN,
    N_STAGES
} stage;

typedef struct bench {
    ht_diags *diags;
    ht_layout *layout;
    ht_fontset *fonts;
    gint64 at;
    gint64 spent[N_STAGES]; /* microseconds */
    size_t n_pages;
    size_t n_bytes;
} bench;

static void lap(bench *b, stage which)
{
    gint64 now = g_get_monotonic_time();
    b->spent[which] += now - b->at;
    b->at = now;
}

static void print(const bench *b, int documents)
{
    static const char *const names[N_STAGES] = {"document", "layout", "fonts",      "pages",
                                                "pdf",      "digest", "file synced"};
    struct rusage usage;
    gint64 all = 0;
    getrusage(RUSAGE_SELF, &usage);
    for (size_t i = 0; i < N_STAGES; i++) {
        printf("%-11s\t%7.2f ms\n", names[i], (double)b->spent[i] / 1000 / documents);
        all += b->spent[i];
    }
    printf("%-11s\t%7.2f ms\t%5ld MiB\t%zu pages, %zu bytes\n", "all",
           (double)all / 1000 / documents, usage.ru_maxrss / 1024, b->n_pages, b->n_bytes);
}

static ht_status fill(ht_write_fn write, void *user, void *data)
{
    const GByteArray *bytes = data;
    return write(bytes->data, bytes->len, user) ? HT_OK : HT_IO;
}

static ht_status write_out(bench *b, const ht_pages *pages, const char *path)
{
    GByteArray *bytes = g_byte_array_new();
    ht_status status = ht_pages_write_pdf(pages, NULL, ht_write_to_bytes, bytes, b->diags);
    lap(b, PDF);
    g_free(ht_sha256_of(bytes->data, bytes->len));
    lap(b, DIGEST);
    if (status == HT_OK) {
        status = ht_write_file(path, fill, bytes, b->diags);
    }
    lap(b, FILE_WRITTEN);
    b->n_pages += ht_pages_count(pages);
    b->n_bytes += bytes->len;
    g_byte_array_unref(bytes);
    return status;
}

static ht_status set(bench *b, const char *path, const char *output)
{
    ht_document *document = NULL;
    ht_pages *pages = NULL;
    ht_fonts_options options = HT_FONTS_OPTIONS_INIT;
    b->at = g_get_monotonic_time();
    ht_status status = ht_document_read_file(&document, path, NULL, b->diags);
    lap(b, DOCUMENT);
    if (status == HT_OK && b->layout == NULL) {
        status = ht_layout_load(&b->layout, ht_document_layout(document), b->diags);
        lap(b, LAYOUT);
    }
    if (status == HT_OK && b->fonts == NULL) {
        status = ht_fontset_new(&b->fonts, &options, b->diags);
        lap(b, FONTS);
    }
    if (status == HT_OK) {
        status = ht_render(&pages, document, b->layout, b->fonts, NULL, b->diags);
        lap(b, PAGES);
    }
    if (status == HT_OK) {
        status = write_out(b, pages, output);
    }
    ht_pages_free(pages);
    ht_document_free(document);
    lap(b, PAGES);
    return status;
}

int main(int argc, char **argv)
{
    bench b = {.diags = ht_diags_new()};
    char *folder = g_dir_make_tmp("hongtou-bench-XXXXXX", NULL);
    char *output = g_build_filename(folder, "out.pdf", NULL);
    if (argc < 2) {
        fprintf(stderr, "usage: %s DOCUMENT...\n", argv[0]);
        return 2;
    }
    ht_status status = set(&b, argv[1], output);
    print(&b, 1);
    b = (bench){.diags = b.diags, .layout = b.layout, .fonts = b.fonts};
    for (int i = 2; i < argc && status == HT_OK; i++) {
        status = set(&b, argv[i], output);
    }
    if (argc > 2) {
        printf("each of %d more\n", argc - 2);
        print(&b, argc - 2);
    }
    remove(output);
    remove(folder);
    g_free(output);
    g_free(folder);
    ht_fontset_unref(b.fonts);
    ht_layout_unref(b.layout);
    ht_diags_free(b.diags);
    return status == HT_OK ? 0 : 1;
}
