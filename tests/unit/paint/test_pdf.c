/* SPDX-License-Identifier: Apache-2.0 */

/*
 * How a PDF file writes what it is given, and what becomes of files that are to be bound and are
 * damaged.
 */

#include "paint/paint.h"
#include "paint/pdf/writer.h"

#include <string.h>

typedef void (*append)(GString *out, const char *text);

static void check(append write, const char *given, const char *wanted)
{
    GString *out = g_string_new(NULL);
    write(out, given);
    g_assert_cmpstr(out->str, ==, wanted);
    g_string_free(out, TRUE);
}

static void test_texts(void)
{
    check(ht_pdf_append_text, "a(b)\\", "(a\\(b\\)\\\\)");
    check(ht_pdf_append_text, "公𠮷", "<FEFF516CD842DFB7>");
    check(ht_pdf_append_name, "A b#公", "/A#20b#23#E5#85#AC");
}

/* Readers are told no byte that an address may not have; what is escaped stays as it is. */
static void test_addresses(void)
{
    check(ht_pdf_append_address, "https://a.cn/b?c=%E4&d=1#e", "(https://a.cn/b?c=%E4&d=1#e)");
    check(ht_pdf_append_address, "https://a.cn/公(1)\\[2]",
          "(https://a.cn/%E5%85%AC\\(1\\)%5C[2])");
}

/* ---- Volumes ------------------------------------------------------------------------------- */

static bool discard(const void *bytes, size_t size, void *user)
{
    (void)bytes;
    *(size_t *)user += size;
    return true;
}

/* A file of these objects, the first of which is its catalog. */
static GString *file_of(const char *const *objects, size_t n)
{
    GString *file = g_string_new("%PDF-1.7\n");
    GString *table = g_string_new(NULL);
    g_string_printf(table, "xref\n0 %zu\n0000000000 65535 f \n", n + 1);
    for (size_t i = 0; i < n; i++) {
        g_string_append_printf(table, "%010zu 00000 n \n", file->len);
        g_string_append_printf(file, "%zu 0 obj\n%s\nendobj\n", i + 1, objects[i]);
    }
    g_string_append_printf(file, "%strailer\n<</Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n",
                           table->str, file->len);
    g_string_free(table, TRUE);
    return file;
}

static ht_status bind(const char *pages, const char *kid)
{
    const char *const objects[] = {"<</Type/Catalog/Pages 2 0 R/StructTreeRoot 4 0 R>>", pages, kid,
                                   "<</K 5 0 R/ParentTree<</Nums[]>>/ParentTreeNextKey 0>>",
                                   "<</S/Document/P 4 0 R>>"};
    GString *file = file_of(objects, G_N_ELEMENTS(objects));
    size_t written = 0;
    ht_diags *diags = ht_diags_new();
    const ht_volume_form form = {.title = "all"};
    ht_volume *volume = ht_volume_new(NULL, &form, discard, &written);
    const ht_volume_entry entry = {"a.pdf", "a", ""};
    ht_status status = ht_volume_add(volume, file->str, file->len, &entry, diags);
    g_assert_cmpuint(ht_diags_errors(diags), ==, status == HT_OK ? 0 : 1);
    ht_volume_finish(volume, diags);
    ht_diags_free(diags);
    g_string_free(file, TRUE);
    return status;
}

static void test_damaged_files(void)
{
    const char *page = "<</Type/Page/Parent 2 0 R>>";
    g_assert_cmpint(bind("<</Kids[3 0 R]>>", page), ==, HT_OK);
    /* A tree that is below itself has no end. */
    g_assert_cmpint(bind("<</Kids[2 0 R 2 0 R 2 0 R 2 0 R 2 0 R 2 0 R 2 0 R 2 0 R]>>", page), ==,
                    HT_INVALID);
    g_assert_cmpint(bind("<</Kids[3 0 R]>>", "<</Kids[2 0 R 2 0 R 2 0 R 2 0 R]>>"), ==, HT_INVALID);
    g_assert_cmpint(bind("<</Kids[9 0 R]>>", page), ==, HT_INVALID);
    g_assert_cmpint(bind("<</Kids[3 0 R]>>", "<</Parent 2 0 R/Contents 99 0 R>>"), ==, HT_INVALID);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pdf/texts", test_texts);
    g_test_add_func("/pdf/addresses", test_addresses);
    g_test_add_func("/pdf/damaged-files", test_damaged_files);
    return g_test_run();
}
