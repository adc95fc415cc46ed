/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Titles broken by sense (GB/T 9704-2012, 7.3.1): words whole, lines in a trapezoid or a diamond.
 */

#include "lines.h"

static void expect_title(const char *expected, double cells)
{
    fake f;
    ht_breaks breaks;
    char **parts = g_strsplit(expected, "|", -1);
    char *text = g_strjoinv("", parts);
    fake_begin(&f, text);
    ht_break_by_sense(&breaks, f.arena, &f.atoms, (ht_len)(cells * CELL));
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

static void test_breaks_before_the_subject(void)
{
    expect_title("临江县人民政府办公室|关于做好2024年防汛抗旱工作的通知", 20);
}

static void test_words_stay_whole(void)
{
    expect_title("临江县水利局关于南浦水库大坝除险加固|工程施工期间水库水位控制运行的通告", 20);
}

/* The user's own breaks stand, whatever their shape. */
static void test_breaks_of_the_data_are_kept(void)
{
    fake f;
    ht_breaks breaks;
    fake_begin(&f, "甲县人民政府|关于同意设立乙镇便民服务中心的批复");
    ht_break_by_sense(&breaks, f.arena, &f.atoms, 20 * CELL);
    g_assert_cmpuint(breaks.n_ends, ==, 2);
    g_assert_cmpuint(breaks.ends[0], ==, 6);
    fake_end(&f);
}

/* No line is left over that holds two or three characters. */
static void test_no_stub(void)
{
    fake f;
    ht_breaks breaks;
    fake_begin(&f, "关于进一步加强全县城乡建设用地审批管理工作的通知");
    ht_break_by_sense(&breaks, f.arena, &f.atoms, 20 * CELL);
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
    fake_begin(&f, text->str);
    ht_break_by_sense(&breaks, f.arena, &f.atoms, 20 * CELL);
    g_assert_cmpuint(breaks.n_ends, ==, 100);
    g_string_free(text, TRUE);
    fake_end(&f);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sense/one-line", test_one_line_stays_one_line);
    g_test_add_func("/sense/subject", test_breaks_before_the_subject);
    g_test_add_func("/sense/words", test_words_stay_whole);
    g_test_add_func("/sense/data", test_breaks_of_the_data_are_kept);
    g_test_add_func("/sense/stub", test_no_stub);
    g_test_add_func("/sense/endless", test_endless_title);
    return g_test_run();
}
