/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Titles broken by sense (GB/T 9704-2012, 7.3.1): words whole, lines in a trapezoid or a diamond.
 */

#include "lines.h"

#include <string.h>

static ht_layout *layout; /* gb9704, for its words */

static void begin(fake *f, const char *text)
{
    fake_begin(f, text);
    f->setter.layout = layout;
}

/* Breaks a title on lines of 20 characters. */
static void break_title(fake *f, ht_breaks *breaks, const char *text)
{
    begin(f, text);
    ht_break_by_sense(breaks, &f->setter, &f->atoms, 20 * CELL);
}

static void expect_title(const char *expected, double cells)
{
    fake f;
    ht_breaks breaks;
    char **parts = g_strsplit(expected, "|", -1);
    char *text = g_strjoinv("", parts);
    begin(&f, text);
    ht_break_by_sense(&breaks, &f.setter, &f.atoms, (ht_len)(cells * CELL));
    char *lines = fake_lines(&f, &breaks);
    g_assert_cmpstr(lines, ==, expected);
    g_free(lines);
    g_free(text);
    g_strfreev(parts);
    fake_end(&f);
}

static void test_one_line_stays_one_line(void)
{
    expect_title("关于做好防汛工作的通知", 20);
}

/* 关于 begins a phrase and a verb its object: neither is left at a line's end or begins one alone. */
static void test_about_stays_with_what_follows(void)
{
    expect_title("临江县人民政府办公室关于做好|2024年防汛抗旱工作的通知", 20);
    expect_title("临江县人民政府关于推进|城乡客运一体化健康发展的意见", 20);
}

static void test_a_verb_begins_a_phrase(void)
{
    expect_title("临江县人民政府关于深化产教融合|促进职业教育发展的若干意见", 20);
}

static void test_a_name_of_several_words_begins_a_line(void)
{
    expect_title("国务院关于印发国家职业教育改革|实施方案的通知", 20);
}

static void test_a_line_ends_with_and(void)
{
    expect_title("临江县人民政府关于加强小型水库和|山塘安全运行管理工作的通知", 20);
}

/* 的 and what names the words before it do not begin a line. */
static void test_tails_stay_with_what_is_before(void)
{
    fake f;
    ht_breaks breaks;
    break_title(&f, &breaks, "临江县人民政府办公室关于做好秋冬季森林草原防火工作的通知");
    uint32_t first = f.atoms.items[breaks.ends[0]].codepoint;
    g_assert_cmpuint(first, !=, 0x7684); /* 的 */
    g_assert_cmpuint(first, !=, 0x5DE5); /* 工 */
    fake_end(&f);
}

static void test_words_stay_whole(void)
{
    expect_title("临江县水利局关于南浦水库大坝除险加固工程|施工期间水库水位控制运行的通告", 20);
}

/* What the dictionary tears, single characters, is not broken between. */
static void test_single_characters_hold_together(void)
{
    expect_title("国务院办公厅、中央军委办公厅|关于加强对侵华日军遗弃化学武器|调查和管理工作的通知",
                 20);
}

/* No name of an organ is torn, though a part of it is a word. */
static void test_names_of_organs_are_whole(void)
{
    static const char *const titles[] = {
        "临江县发展和改革局等4部门关于将青石滩水源工程列入2025年度重点项目计划的请示",
        "临江县教育科学研究所关于报送全县中小学校舍安全检查情况和改造建议的报告",
    };
    static const char *const names[] = {"发展和改革局等4部门", "研究所"};
    for (size_t i = 0; i < G_N_ELEMENTS(titles); i++) {
        fake f;
        ht_breaks breaks;
        break_title(&f, &breaks, titles[i]);
        char *lines = fake_lines(&f, &breaks);
        g_assert_nonnull(strstr(lines, names[i]));
        g_free(lines);
        fake_end(&f);
    }
}

/* Joint organs stand on a line of their own. */
static void test_joint_organs_stand_on_a_line(void)
{
    expect_title("临江县公安局、临江县司法局|关于加强涉侨纠纷排查和调解工作的通知", 20);
}

static void test_a_title_in_brackets_is_whole(void)
{
    expect_title("临江县人民政府关于印发|《临江县农村公路养护管理办法》的通知", 20);
}

/* The user's own breaks stand, whatever their shape. */
static void test_breaks_of_the_data_are_kept(void)
{
    fake f;
    ht_breaks breaks;
    break_title(&f, &breaks, "甲县人民政府|关于同意设立乙镇便民服务中心的批复");
    g_assert_cmpuint(breaks.n_ends, ==, 2);
    g_assert_cmpuint(breaks.ends[0], ==, 6);
    fake_end(&f);
}

/* No line is left over that holds two or three characters. */
static void test_no_stub(void)
{
    fake f;
    ht_breaks breaks;
    break_title(&f, &breaks, "关于进一步加强全县城乡建设用地审批管理工作的通知");
    g_assert_cmpuint(breaks.n_ends, ==, 2);
    g_assert_cmpuint(breaks.ends[1] - breaks.ends[0], >=, 8);
    g_assert_cmpuint(breaks.ends[0], >=, 8);
    fake_end(&f);
}

/* A text longer than any title is set like a paragraph, at once. */
static void test_endless_title(void)
{
    fake f;
    ht_breaks breaks;
    GString *text = g_string_new(NULL);
    for (int i = 0; i < 2000; i++) {
        g_string_append(text, "长");
    }
    break_title(&f, &breaks, text->str);
    g_assert_cmpuint(breaks.n_ends, ==, 100);
    g_string_free(text, TRUE);
    fake_end(&f);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ht_diags *diags = ht_diags_new();
    g_assert_cmpint(ht_layout_load(&layout, "gb9704", diags), ==, HT_OK);
    g_test_add_func("/sense/one-line", test_one_line_stays_one_line);
    g_test_add_func("/sense/about", test_about_stays_with_what_follows);
    g_test_add_func("/sense/verb", test_a_verb_begins_a_phrase);
    g_test_add_func("/sense/name", test_a_name_of_several_words_begins_a_line);
    g_test_add_func("/sense/and", test_a_line_ends_with_and);
    g_test_add_func("/sense/tails", test_tails_stay_with_what_is_before);
    g_test_add_func("/sense/words", test_words_stay_whole);
    g_test_add_func("/sense/single-characters", test_single_characters_hold_together);
    g_test_add_func("/sense/organs-whole", test_names_of_organs_are_whole);
    g_test_add_func("/sense/joint-organs", test_joint_organs_stand_on_a_line);
    g_test_add_func("/sense/brackets", test_a_title_in_brackets_is_whole);
    g_test_add_func("/sense/breaks-of-the-data", test_breaks_of_the_data_are_kept);
    g_test_add_func("/sense/no-stub", test_no_stub);
    g_test_add_func("/sense/endless", test_endless_title);
    int status = g_test_run();
    ht_layout_unref(layout);
    ht_diags_free(diags);
    return status;
}
