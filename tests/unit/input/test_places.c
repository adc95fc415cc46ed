/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Every character of a document knows where it was written: plain, quoted, in a block, in JSON and
 * in Markdown.
 */

#include "input/input.h"

#include <glib.h>
#include <string.h>

/* The place of the first 错 in the value of `key`, as "line:column". */
static void expect_place(const char *text, ht_format format, const char *key, const char *expected)
{
    ht_arena *arena = ht_arena_new();
    ht_diags *diags = ht_diags_new();
    ht_source source = {"test", text, strlen(text), NULL};
    ht_node *tree = NULL;
    g_assert_cmpint(ht_input_read(&tree, arena, &source, format, diags), ==, HT_OK);
    const ht_node *node = ht_node_find(tree, key);
    g_assert_nonnull(node);
    const char *wrong = strstr(node->text, "错");
    g_assert_nonnull(wrong);
    ht_place place = ht_node_place_at(node, (size_t)(wrong - node->text), 1);
    char *at = g_strdup_printf("%d:%d", place.line, place.column);
    g_assert_cmpstr(at, ==, expected);
    g_free(at);
    ht_diags_free(diags);
    ht_arena_free(arena);
}

static void test_plain(void)
{
    expect_place("标题: 关于错的通知\n", HT_FORMAT_YAML, "标题", "1:7");
}

static void test_quoted(void)
{
    expect_place("a: \"关于错\"\n", HT_FORMAT_YAML, "a", "1:7");
    expect_place("a: 'it''s 错'\n", HT_FORMAT_YAML, "a", "1:11");
    expect_place("a: \"\\u4e00\\\"错\"\n", HT_FORMAT_YAML, "a", "1:13");
}

static void test_block(void)
{
    expect_place("a: |\n  一\n  二错\n", HT_FORMAT_YAML, "a", "3:4");
    expect_place("a: |2\n    一\n  错\n", HT_FORMAT_YAML, "a", "3:3");
}

static void test_json(void)
{
    expect_place("{\"a\": \"一\\n二\\n三错\"}", HT_FORMAT_JSON, "a", "1:15");
    expect_place("{\"a\": \"\\ud83d\\ude00错\"}", HT_FORMAT_JSON, "a", "1:20");
}

static void test_markdown(void)
{
    expect_place("---\ntitle: 甲\n---\n一\n\n二错\n", HT_FORMAT_MARKDOWN, "body", "6:2");
    expect_place("---\ntitle: 甲错\n---\n一\n", HT_FORMAT_MARKDOWN, "title", "2:9");
}

/* A byte order mark and the line ends of other systems move nothing. */
static void test_foreign_line_ends(void)
{
    expect_place("\xEF\xBB\xBF"
                 "a: b\r\nc: 错\r\n",
                 HT_FORMAT_YAML, "c", "2:4");
    expect_place("a: b\rc: 错\r", HT_FORMAT_YAML, "c", "2:4");
}

static void test_empty_values_stand_where_their_key_does(void)
{
    ht_arena *arena = ht_arena_new();
    ht_diags *diags = ht_diags_new();
    const char *text = "a: b\nindex:\n  x:\n  y: 1\n";
    ht_source source = {"test", text, strlen(text), NULL};
    ht_node *tree = NULL;
    g_assert_cmpint(ht_input_read(&tree, arena, &source, HT_FORMAT_YAML, diags), ==, HT_OK);
    const ht_node *x = ht_node_find(ht_node_find(tree, "index"), "x");
    g_assert_cmpint(x->kind, ==, HT_NODE_NULL);
    g_assert_cmpint(x->place.line, ==, 3);
    ht_diags_free(diags);
    ht_arena_free(arena);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/places/plain", test_plain);
    g_test_add_func("/places/quoted", test_quoted);
    g_test_add_func("/places/block", test_block);
    g_test_add_func("/places/json", test_json);
    g_test_add_func("/places/markdown", test_markdown);
    g_test_add_func("/places/line-ends", test_foreign_line_ends);
    g_test_add_func("/places/empty", test_empty_values_stand_where_their_key_does);
    return g_test_run();
}
