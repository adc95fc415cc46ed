/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The Markdown of bodies: what is markup, and that everything else stands as it was written.
 */

#include "input/input.h"

#include <glib.h>
#include <string.h>

static void append_text(GString *out, const ht_text *text)
{
    for (size_t i = 0; i < text->n_spans; i++) {
        bool bold = text->spans[i].bold;
        g_string_append_printf(out, bold ? "<%s>" : "%s", text->spans[i].text);
    }
}

static void append_table(GString *out, const ht_item *item)
{
    g_string_append(out, "table");
    for (size_t r = 0; r < item->n_rows; r++) {
        g_string_append(out, r == item->n_head ? " /" : "");
        for (size_t c = 0; c < item->rows[r].n_cells; c++) {
            const ht_cell *cell = &item->rows[r].cells[c];
            g_string_append_c(out, ' ');
            for (size_t p = 0; p < cell->n_paragraphs; p++) {
                append_text(out, &cell->paragraphs[p]);
            }
        }
        g_string_append_c(out, ';');
    }
}

/* The items of a body, a line each: "p text", "h1 text", "break", "figure caption: path". */
static void expect_items(const char *body, const char *expected)
{
    ht_arena *arena = ht_arena_new();
    ht_diags *diags = ht_diags_new();
    ht_source source = {"test.md", body, strlen(body), NULL};
    ht_items items = {0};
    GString *out = g_string_new(NULL);
    ht_markup_read(&items, arena, ht_node_from_text(arena, &source, 0), diags);
    for (size_t i = 0; i < items.n_items; i++) {
        const ht_item *item = &items.items[i];
        g_string_append(out, i > 0 ? "\n" : "");
        if (item->kind == HT_ITEM_PAGE_BREAK) {
            g_string_append(out, "break");
        } else if (item->kind == HT_ITEM_TABLE) {
            append_table(out, item);
        } else if (item->kind == HT_ITEM_FIGURE) {
            g_string_append(out, "figure ");
            append_text(out, &item->text);
            g_string_append_printf(out, ": %s", item->image.text);
        } else {
            g_string_append_printf(out, item->kind == HT_ITEM_HEADING ? "h%d " : "p ", item->level);
            append_text(out, &item->text);
        }
    }
    g_assert_cmpstr(out->str, ==, expected);
    g_string_free(out, TRUE);
    ht_diags_free(diags);
    ht_arena_free(arena);
}

static void test_a_line_is_a_paragraph(void)
{
    expect_items("一\n二\n\n\n三", "p 一\np 二\np 三");
}

static void test_headings(void)
{
    expect_items("# 一\n## 二\n### 三\n#### 四\n##### 五\n#六",
                 "h1 一\nh2 二\nh3 三\nh4 四\np ##### 五\np #六");
}

static void test_bold_and_escapes(void)
{
    expect_items("水位**84.5米**以下", "p 水位<84.5米>以下");
    expect_items("\\*\\*原样\\*\\*", "p **原样**");
    expect_items("2**8", "p 2**8");
}

static void test_rules_break_the_page(void)
{
    expect_items("一\n---\n二\n***\n三", "p 一\nbreak\np 二\nbreak\np 三");
}

static void test_office_text_stands_as_written(void)
{
    expect_items("<办法>、AT&T、1. 甲、- 乙、_丙_", "p <办法>、AT&T、1. 甲、- 乙、_丙_");
    expect_items("- 甲\n1. 乙\n> 丙", "p - 甲\np 1. 乙\np > 丙");
}

static void test_typed_indents_are_dropped(void)
{
    expect_items("　　一\n　　　　二\n", "p 一\np 　　二");
}

static void test_tables(void)
{
    expect_items("| 甲 | 乙 |\n|---|--:|\n| 1 | 2 |\n| 3 | a\\|b |\n\n后文",
                 "table 甲 乙; / 1 2; 3 a|b;\np 后文");
}

static void test_figures(void)
{
    expect_items("![位置图](map.png)", "figure 位置图: map.png");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/markup/paragraphs", test_a_line_is_a_paragraph);
    g_test_add_func("/markup/headings", test_headings);
    g_test_add_func("/markup/bold", test_bold_and_escapes);
    g_test_add_func("/markup/rules", test_rules_break_the_page);
    g_test_add_func("/markup/office-text", test_office_text_stands_as_written);
    g_test_add_func("/markup/indents", test_typed_indents_are_dropped);
    g_test_add_func("/markup/tables", test_tables);
    g_test_add_func("/markup/figures", test_figures);
    return g_test_run();
}
