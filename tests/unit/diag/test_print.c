/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A finding as people and as programs read it.
 */

#include "diag/diag.h"

#include <glib.h>
#include <string.h>

static bool append(const void *bytes, size_t size, void *user)
{
    g_string_append_len(user, bytes, (gssize)size);
    return true;
}

/* The one finding of a list as text or JSON. */
static char *shown(const ht_diags *diags, bool json)
{
    GString *out = g_string_new(NULL);
    const ht_diag *diag = ht_diags_at(diags, 0);
    (json ? ht_diag_write_json : ht_diag_write_text)(diag, append, out);
    return g_string_free(out, FALSE);
}

static void test_caret_stands_under_wide_characters(void)
{
    ht_source source = {"报告.yaml", "kind: 报告\n标题错: 甲\n", 29, NULL};
    ht_diags *diags = ht_diags_new();
    ht_diag_add(diags, HT_E0201, (ht_place){&source, 2, 3, 1}, "标题错");
    char *text = shown(diags, false);
    g_assert_cmpstr(text, ==,
                    "报告.yaml:2:3: error[E0201]: '标题错' is not a key of a document\n"
                    "    标题错: 甲\n"
                    "        ^~\n"
                    "    hint: `hongtou schema` lists the keys\n");
    g_free(text);
    ht_diags_free(diags);
}

static void test_json_escapes_what_it_must(void)
{
    ht_source source = {"a\"b.yaml", "x\n", 2, NULL};
    ht_diags *diags = ht_diags_new();
    ht_diag_add(diags, HT_E0212, (ht_place){&source, 1, 1, 1}, "a\\\t\"");
    char *text = shown(diags, true);
    g_assert_cmpstr(text, ==,
                    "{\"severity\":\"error\",\"code\":\"E0212\",\"slug\":\"bad-date\","
                    "\"file\":\"a\\\"b.yaml\",\"line\":1,\"column\":1,\"width\":1,"
                    "\"message\":\"'a\\\\\\u0009\\\"' is not a date\","
                    "\"hint\":\"write it as 2015-12-09 or 2015年12月9日\"}\n");
    g_free(text);
    ht_diags_free(diags);
}

static void test_a_part_of_a_file_tells_places_of_the_file(void)
{
    const ht_part part = {17, "日期"};
    ht_source source = {"all.csv", "甲,\"乙\n丙\"\n", 0, &part};
    ht_diags *diags = ht_diags_new();
    source.size = strlen(source.text);
    ht_diag_add(diags, HT_E0103, ht_source_place(&source, strlen("甲,\"乙\n"), 1));
    const ht_diag *diag = ht_diags_at(diags, 0);
    g_assert_cmpint(diag->line, ==, 18);
    g_assert_cmpint(diag->column, ==, 1);
    g_assert_cmpstr(diag->source, ==, "丙\"");
    g_assert_cmpstr(diag->message, ==, "日期: a document must be keys with values");
    g_assert_cmpint(ht_source_file(&source).line, ==, 17);
    ht_diags_free(diags);
}

static void test_long_lines_are_quoted_around_the_place(void)
{
    GString *line = g_string_new(NULL);
    for (int i = 0; i < 500; i++) {
        g_string_append(line, i == 300 ? "错" : "字");
    }
    ht_source source = {"a.md", line->str, line->len, NULL};
    ht_diags *diags = ht_diags_new();
    ht_diag_add(diags, HT_E0212, (ht_place){&source, 1, 301, 1}, "错");
    const ht_diag *diag = ht_diags_at(diags, 0);
    const char *at = g_utf8_offset_to_pointer(diag->source, diag->quoted_column - 1);
    g_assert_true(g_str_has_prefix(diag->source, "…"));
    g_assert_true(g_str_has_prefix(at, "错"));
    g_assert_cmpint(g_utf8_strlen(diag->source, -1), <, 120);
    g_string_free(line, TRUE);
    ht_diags_free(diags);
}

static void test_a_flood_is_counted_not_kept(void)
{
    ht_diags *diags = ht_diags_new();
    for (int i = 0; i < 1000; i++) {
        ht_diag_add(diags, HT_E0103, HT_NO_PLACE);
    }
    g_assert_cmpuint(ht_diags_count(diags, HT_SEVERITY_ERROR), ==, 1000);
    g_assert_nonnull(ht_diags_at(diags, 199));
    g_assert_null(ht_diags_at(diags, 200));
    ht_diags_free(diags);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/print/caret", test_caret_stands_under_wide_characters);
    g_test_add_func("/print/part", test_a_part_of_a_file_tells_places_of_the_file);
    g_test_add_func("/print/json", test_json_escapes_what_it_must);
    g_test_add_func("/print/long-lines", test_long_lines_are_quoted_around_the_place);
    g_test_add_func("/print/flood", test_a_flood_is_counted_not_kept);
    return g_test_run();
}
