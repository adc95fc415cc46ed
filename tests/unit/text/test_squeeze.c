/* SPDX-License-Identifier: Apache-2.0 */

/*
 * One line made flush: where its characters stand, in tenths of a cell.
 */

#include "lines.h"

/* `places`: the left edges of all characters of `text` set in `cells`, in tenths of a cell. */
static void expect_places(const char *text, double cells, bool justify, bool wrapped,
                          const char *places)
{
    fake f;
    fake_begin(&f, text);
    ht_len *x = HT_NEW_ARRAY(f.arena, ht_len, f.atoms.n_items + 1);
    ht_squeeze(x, f.arena, &f.atoms, 0, f.atoms.n_items, (ht_len)(cells * CELL), justify, wrapped);
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < f.atoms.n_items; i++) {
        g_string_append_printf(out, "%s%d", i > 0 ? " " : "", x[i] * 10 / CELL);
    }
    g_assert_cmpstr(out->str, ==, places);
    g_string_free(out, TRUE);
    fake_end(&f);
}

static void test_a_full_line_stands_on_its_cells(void)
{
    expect_places("甲乙丙丁", 4, true, false, "0 10 20 30");
}

/* Spec E08: what is missing goes to all gaps alike. */
static void test_short_lines_open_evenly(void)
{
    expect_places("甲乙丙", 4, true, false, "0 15 30");
}

/* … but not to the gap inside a dash or a number. */
static void test_dashes_and_numbers_do_not_open(void)
{
    expect_places("甲——乙", 5, true, false, "0 15 25 40");
    expect_places("甲12乙", 4, true, false, "0 15 20 30");
}

/* Spec E08: the mark at the line's end gives up its blank first. */
static void test_line_end_is_pressed_first(void)
{
    expect_places("甲，乙丙。", 4.5, true, false, "0 10 20 30 40");
    expect_places("甲，乙丙。", 4.2, true, false, "0 10 17 27 37");
}

/* Spec E06: two marks side by side take a cell and a half. */
static void test_neighbouring_marks_draw_together(void)
{
    expect_places("甲》，乙", 9, false, false, "0 10 15 25");
    expect_places("甲：“乙", 9, false, false, "0 10 15 25");
}

/* Spec E07: an opening mark at the start of a wrapped line stands flush. */
static void test_opening_mark_at_line_start(void)
{
    expect_places("（甲", 9, false, true, "-5 5");
    expect_places("（甲", 9, false, false, "0 10");
}

/* GB/T 15834-2011, 5.1.7: 间隔号 takes half a cell. */
static void test_middle_dot_is_half_a_cell(void)
{
    expect_places("甲·乙", 9, false, false, "0 10 15");
}

/* Word spaces open before the gaps between Han do, up to a third of a cell. */
static void test_word_spaces_open_first(void)
{
    expect_places("ab cd", 2.8, true, false, "0 5 10 18 23");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/squeeze/cells", test_a_full_line_stands_on_its_cells);
    g_test_add_func("/squeeze/open", test_short_lines_open_evenly);
    g_test_add_func("/squeeze/inside", test_dashes_and_numbers_do_not_open);
    g_test_add_func("/squeeze/line-end", test_line_end_is_pressed_first);
    g_test_add_func("/squeeze/neighbours", test_neighbouring_marks_draw_together);
    g_test_add_func("/squeeze/line-start", test_opening_mark_at_line_start);
    g_test_add_func("/squeeze/middle-dot", test_middle_dot_is_half_a_cell);
    g_test_add_func("/squeeze/spaces", test_word_spaces_open_first);
    return g_test_run();
}
