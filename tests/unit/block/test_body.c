/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Headings found in bodies (GB/T 9704-2012, 7.3.3). What is set as a heading of level n stands as
 * <n …>.
 */

#include "block/build.h"

#include <glib.h>
#include <string.h>

static void expect_body(const char *body, const char *expected)
{
    ht_arena *arena = ht_arena_new();
    ht_diags *diags = ht_diags_new();
    ht_source source = {"test.md", body, strlen(body), NULL};
    ht_layout layout = {.columns = 28};
    ht_style text = {.face = "text"};
    ht_style levels[HT_LEVELS] = {{.face = "1"}, {.face = "2"}, {.face = "3"}, {.face = "4"}};
    ht_element element = {.style = &text, .numbering = {"一、", "（一）", "1.", "（1）"}};
    ht_builder builder = {.arena = arena, .layout = &layout, .diags = diags};
    ht_items items = {0};
    ht_blocks blocks = {0};
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < HT_LEVELS; i++) {
        element.headings[i] = &levels[i];
    }
    ht_markup_read(&items, arena, ht_node_from_text(arena, &source, 0), diags);
    ht_block_add_body(&blocks, &builder, &element, &items);
    for (size_t i = 0; i < blocks.n_items; i++) {
        g_string_append(out, i > 0 ? "\n" : "");
        const char *last = "text";
        for (size_t p = 0; p < blocks.items[i].text.n_items; p++) {
            const ht_piece *piece = &blocks.items[i].text.items[p];
            bool head = strcmp(piece->role, "text") != 0;
            g_string_append(out, head && strcmp(last, "text") == 0 ? "<" : "");
            g_string_append_printf(out, head && strcmp(last, "text") == 0 ? "%s " : "%.0s",
                                   piece->role);
            g_string_append(out, !head && strcmp(last, "text") != 0 ? ">" : "");
            g_string_append(out, piece->text);
            last = piece->role;
        }
        g_string_append(out, strcmp(last, "text") != 0 ? ">" : "");
        g_string_append(out, blocks.items[i].keep_next ? "+" : "");
    }
    g_assert_cmpstr(out->str, ==, expected);
    g_string_free(out, TRUE);
    ht_diags_free(diags);
    ht_arena_free(arena);
}

/* A heading stays with what follows it: +. */
static void test_headings_on_a_line_of_their_own(void)
{
    expect_body("一、总体要求\n（二）基本原则\n3.工作目标\n（4）任务",
                "<1 一、总体要求>+\n<2 （二）基本原则>+\n<3 3.工作目标>+\n<4 （4）任务>+");
    expect_body("十二、附则。", "<1 十二、附则。>+");
}

static void test_ascii_forms(void)
{
    expect_body("(一)甲\n(1)乙\n1．丙", "<2 (一)甲>+\n<4 (1)乙>+\n<3 1．丙>+");
}

/* Texts begin right behind the number, whatever was typed there. */
static void test_blanks_behind_a_number_are_dropped(void)
{
    expect_body("1. 甲\n1．　乙\n（一） 丙；\n一、 丁。戊",
                "<3 1.甲>+\n<3 1．乙>+\n（一）丙；\n<1 一、丁。>戊");
}

static void test_run_in_headings(void)
{
    expect_body("（一）压实责任。各乡镇要落实。", "<2 （一）压实责任。>各乡镇要落实。");
}

/* Of a long first sentence nothing is heading. */
static void test_long_sentences_are_body(void)
{
    expect_body(
        "一、各级各部门要按照统一部署把防汛抗旱各项工作任务逐级分解落实到具体单位和人员。好。",
        "一、各级各部门要按照统一部署把防汛抗旱各项工作任务逐级分解落实到具体单位和人员。好。");
}

static void test_items_of_an_enumeration_are_body(void)
{
    expect_body("（一）工资所得；", "（一）工资所得；");
}

static void test_numbers_that_are_no_headings(void)
{
    expect_body("3.5亿元", "3.5亿元");
    expect_body("一是落实责任", "一是落实责任");
    expect_body("2024年", "2024年");
    expect_body("（本文有删减）", "（本文有删减）");
}

static void test_markdown_headings_number_themselves(void)
{
    expect_body("# 甲\n## 乙\n## 丙\n# 丁\n## 戊\n### 己\n#### 庚",
                "<1 一、甲>+\n<2 （一）乙>+\n<2 （二）丙>+\n<1 二、丁>+\n<2 （一）戊>+\n"
                "<3 1.己>+\n<4 （1）庚>+");
}

/* … and what stands behind their first 。 is body, as behind a number that was typed. */
static void test_markdown_headings_run_in(void)
{
    expect_body("### 水位。每日报告。", "<3 1.水位。>每日报告。");
}

static void test_numbers_beyond_ten(void)
{
    GString *body = g_string_new(NULL);
    GString *expected = g_string_new(NULL);
    static const char *const numbers[] = {"一",   "二",   "三",   "四",   "五",   "六",   "七",
                                          "八",   "九",   "十",   "十一", "十二", "十三", "十四",
                                          "十五", "十六", "十七", "十八", "十九", "二十", "二十一"};
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
        g_string_append(body, "# 甲\n");
        g_string_append_printf(expected, "%s<1 %s、甲>+", i > 0 ? "\n" : "", numbers[i]);
    }
    expect_body(body->str, expected->str);
    g_string_free(body, TRUE);
    g_string_free(expected, TRUE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/body/headings", test_headings_on_a_line_of_their_own);
    g_test_add_func("/body/ascii", test_ascii_forms);
    g_test_add_func("/body/blanks", test_blanks_behind_a_number_are_dropped);
    g_test_add_func("/body/run-in", test_run_in_headings);
    g_test_add_func("/body/long", test_long_sentences_are_body);
    g_test_add_func("/body/items", test_items_of_an_enumeration_are_body);
    g_test_add_func("/body/no-headings", test_numbers_that_are_no_headings);
    g_test_add_func("/body/markdown", test_markdown_headings_number_themselves);
    g_test_add_func("/body/markdown-run-in", test_markdown_headings_run_in);
    g_test_add_func("/body/beyond-ten", test_numbers_beyond_ten);
    return g_test_run();
}
