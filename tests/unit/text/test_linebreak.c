/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Where the lines of a paragraph end. Each test is a rule, with the place it comes from.
 */

#include "lines.h"

/* CLREQ, prohibition rules for line start and line end; GB/T 15834-2011, 5.1.1. */
static void test_pause_never_starts_a_line(void)
{
    expect_lines("甲乙丙丁|戊己庚辛", 4);
    expect_lines("甲乙丙，|丁戊己庚", 4);
    expect_lines("甲乙丙丁，|戊己庚辛", 4.5); /* pushed in: its blank half is pressed away */
}

/* GB/T 15834-2011, 5.1.3. */
static void test_brackets_stay_with_what_they_hold(void)
{
    expect_lines("甲乙丙|《丁戊》己", 4);
    expect_lines("甲乙（丙）|丁戊己庚", 4.5);
}

/* GB/T 15834-2011, 5.1.4 and 5.1.5. */
static void test_dashes_and_ellipses_are_not_divided(void)
{
    expect_lines("甲乙丙|——丁戊", 4);
    expect_lines("甲乙丙|……丁戊", 4);
}

/* A space at a line's end takes no room of it, a full-width one neither (CLREQ). */
static void test_spaces_at_a_line_end_take_no_room(void)
{
    expect_lines("甲乙丙丁　|戊己庚辛", 4);
}

/* CLREQ; spec E12: the gap between Han and Latin counts, half of it may be taken, and none is left
 * at a line's end. */
static void test_gaps_between_scripts(void)
{
    fake f;
    fake_begin(&f, "甲a乙");
    f.style.latin_gap = CELL / 4;
    for (size_t i = 0; i < f.atoms.n_items; i++) {
        f.atoms.items[i].width = i == 1 ? CELL / 2 : CELL;
    }
    ht_rules_apply(&f.atoms);
    g_assert_cmpint(ht_atoms_width(&f.atoms, 0, 3), ==, 3 * CELL);
    g_assert_cmpint(f.atoms.items[0].after, ==, CELL / 8);
    static const char *const expected[] = {"甲|a|乙", "甲a|乙"};
    for (int i = 0; i < 2; i++) {
        ht_breaks breaks = {0};
        ht_len measure = (i == 0 ? 160 : 163) * CELL / 100; /* 甲a needs 162.5 at least */
        ht_paragraph paragraph = {&f.atoms, measure, measure, HT_WISH_BEST, NULL};
        ht_break_paragraph(&breaks, f.arena, &paragraph);
        char *lines = fake_lines(&f, &breaks);
        g_assert_cmpstr(lines, ==, expected[i]);
        g_free(lines);
    }
    fake_end(&f);
}

/* GB/T 15834-2011, 5.1.7: 间隔号 never starts a line; 5.1.9: 分隔号 neither starts nor ends one. */
static void test_dots_and_solidi_stay_between(void)
{
    expect_lines("甲乙丙|丁·戊己", 4);
    expect_lines("甲乙丙|丁/戊己", 4);
    expect_lines("甲乙|丙/丁戊", 3.5);
}

/* CLREQ: № and ￥ stay with the number behind them, ℃ and % with the one before. */
static void test_signs_stay_with_their_numbers(void)
{
    expect_lines("甲乙丙|№5丁戊", 4);
    expect_lines("甲乙丙|25℃丁戊", 4);
    expect_lines("甲乙丙|50%丁戊", 4);
}

/* Spec E09: a mark is pushed in where marks of the line give up enough for it, else pushed out with
 * the character before it. */
static void test_marks_are_pushed_in_before_they_are_pushed_out(void)
{
    expect_lines("甲，乙丙丁戊，|己庚辛壬", 6);
    expect_lines("甲乙丙丁戊|己，庚辛壬癸", 6);
}

/* Spec E10: numbers with their units, years, document numbers. */
static void test_numbers_are_not_divided(void)
{
    expect_lines("甲乙丙|1234元丁", 4);
    expect_lines("甲乙丙|2024年丁", 4);
    expect_lines("甲乙丙丁|戊〔2024〕5号己", 7);
    expect_lines("甲乙丙|12.5%丁戊", 4.5);
}

/* CLREQ: Western words break only where their own rules let them. */
static void test_words_are_not_divided(void)
{
    expect_lines("甲乙丙|Word丁戊", 4);
    expect_lines("甲乙word |word丙丁", 5);
}

/* Spec E13: 孤字不成行. */
static void test_no_last_line_of_one_character(void)
{
    expect_lines("甲，乙，丙，丁，戊，己。", 10.5);
    expect_lines("甲乙丙丁戊己庚辛壬癸子丑寅|卯辰。", 14);
}

static void test_breaks_of_the_data_are_kept(void)
{
    fake f;
    ht_breaks breaks = {0};
    fake_begin(&f, "甲乙|丙丁戊");
    ht_paragraph paragraph = {&f.atoms, 4 * CELL, 4 * CELL, HT_WISH_BEST, NULL};
    ht_break_paragraph(&breaks, f.arena, &paragraph);
    char *lines = fake_lines(&f, &breaks);
    g_assert_cmpstr(lines, ==, "甲乙|丙丁戊");
    g_free(lines);
    fake_end(&f);
}

static void test_a_word_longer_than_the_line_is_divided_at_last(void)
{
    expect_lines("abcdefgh|ijkl", 4);
}

static void test_first_line_may_be_shorter(void)
{
    fake f;
    ht_breaks breaks = {0};
    fake_begin(&f, "甲乙丙丁戊己");
    ht_paragraph paragraph = {&f.atoms, 2 * CELL, 4 * CELL, HT_WISH_BEST, NULL};
    ht_break_paragraph(&breaks, f.arena, &paragraph);
    char *lines = fake_lines(&f, &breaks);
    g_assert_cmpstr(lines, ==, "甲乙|丙丁戊己");
    g_free(lines);
    fake_end(&f);
}

/* A number and its unit, of one character or more, stay on a line. */
static void test_numbers_keep_their_units(void)
{
    expect_lines("甲乙丙丁|297毫米戊", 6);
    expect_lines("甲乙丙丁|45平方米戊己", 7);
    expect_lines("甲乙丙丁戊己|270万元庚辛", 8.5);
    expect_lines("甲乙丙丁戊己|12万人次庚辛", 9);
}

/* GB/T 15834, 5.1.7: 一字线 and ～ between numbers never start a line. */
static void test_connectors_never_start_a_line(void)
{
    expect_lines("甲乙丙丁|29—65公里戊己", 7);
    expect_lines("甲乙丙丁|3～5年戊己庚", 6.5);
}

/* Spec E10: a date stays whole, and a document number with its organ's code. */
static void test_dates_are_not_divided(void)
{
    expect_lines("甲乙丙丁戊|2024年6月1日己庚", 8);
    expect_lines("甲乙丙丁|6月15日戊己", 7);
    expect_lines("甲乙2024年至|2025年丙丁戊", 7);
    expect_lines("2024年|12月31日|甲", 4); /* where it cannot be helped */
}

/* GB/T 15835: numbers written in Han stay whole too, with 第, 百分之 and their unit. */
static void test_han_numbers_are_not_divided(void)
{
    expect_lines("甲乙丙丁戊己庚辛壬癸子丑|二〇三五年寅卯", 14);
    expect_lines("甲乙丙丁戊己庚辛壬癸子丑|第六十三次寅卯", 14);
    expect_lines("甲乙丙丁戊己庚辛壬癸子丑|百分之九十八寅", 14);
    expect_lines("甲乙丙丁戊己庚辛壬|１２３号子丑寅卯", 11);
    expect_lines("甲乙丙丁戊己庚辛壬癸子丑|GB/T 9704寅", 14);
}

/* Spec E10: addresses break behind their signs. */
static void test_addresses_break_behind_their_signs(void)
{
    expect_lines("甲乙https://|www.a.cn/|list丙丁", 6);
}

static void test_document_numbers_are_not_divided(void)
{
    expect_lines("甲乙丙丁戊己庚辛壬癸子丑寅卯|临政办发〔2024〕5号辰巳", 16);
    expect_lines("甲乙丙丁戊己庚辛壬癸子丑寅|（临府〔2024〕5号）辰巳", 15);
}

/* 7.3.5.5: letters half a point closer where a line is to be saved, and only then. */
static void test_letters_come_closer_to_save_a_line(void)
{
    expect_wished("甲局，乙局，丙局，丁局，甲乙丙丁戊己庚辛壬癸子丑寅卯", 23.5, HT_WISH_FEWER);
    expect_wished("甲局，乙局，丙局，丁局，甲乙丙丁戊己庚辛壬癸子|丑寅卯", 23.5, HT_WISH_BEST);
}

/* Not closer than half a point: then the line is not saved. */
static void test_letters_come_no_closer_than_that(void)
{
    expect_wished("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳|午未", 16, HT_WISH_FEWER);
}

/* CLREQ, 孤行不成页: a paragraph takes a line more, its letters half a point wider at most … */
static void test_letters_stand_wider_for_one_line_more(void)
{
    expect_wished("甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬|"
                  "癸甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛|"
                  "壬癸",
                  40, HT_WISH_MORE);
}

/* … or stays as it is: two characters cannot leave lines so short. */
static void test_letters_stand_no_wider_than_that(void)
{
    expect_wished("甲乙丙丁戊己庚辛壬癸|甲乙丙丁戊己庚辛壬癸", 10, HT_WISH_MORE);
}

/* Recipients and lists of names: a line ends behind 、 rather than within a name, where the line's
 * gaps need not open by more than a ninth of a cell. */
static void test_names_are_not_divided_where_that_costs_little(void)
{
    static const char *const expected[] = {
        "甲乡政府、乙乡政府、丙丁乡人民政府、|戊己乡政府、庚辛乡政府",
        "甲乡政府、乙乡政府、丙丁乡人民政府、戊|己乡政府、庚辛乡政府"};
    for (int with_sense = 1; with_sense >= 0; with_sense--) {
        fake f;
        ht_breaks breaks = {0};
        fake_begin(&f, "甲乡政府、乙乡政府、丙丁乡人民政府、戊己乡政府、庚辛乡政府");
        double *sense = HT_NEW_ARRAY(f.arena, double, f.atoms.n_items);
        for (size_t i = 0; i < f.atoms.n_items; i++) {
            sense[i] = f.atoms.items[i].class == HT_CLASS_PAUSE ? 0 : 90;
        }
        ht_paragraph paragraph = {&f.atoms, 19 * CELL, 19 * CELL, HT_WISH_BEST,
                                  with_sense ? sense : NULL};
        ht_break_paragraph(&breaks, f.arena, &paragraph);
        char *lines = fake_lines(&f, &breaks);
        g_assert_cmpstr(lines, ==, expected[1 - with_sense]);
        g_free(lines);
        fake_end(&f);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/linebreak/pause", test_pause_never_starts_a_line);
    g_test_add_func("/linebreak/brackets", test_brackets_stay_with_what_they_hold);
    g_test_add_func("/linebreak/dashes", test_dashes_and_ellipses_are_not_divided);
    g_test_add_func("/linebreak/spaces", test_spaces_at_a_line_end_take_no_room);
    g_test_add_func("/linebreak/scripts", test_gaps_between_scripts);
    g_test_add_func("/linebreak/dots", test_dots_and_solidi_stay_between);
    g_test_add_func("/linebreak/signs", test_signs_stay_with_their_numbers);
    g_test_add_func("/linebreak/in-before-out",
                    test_marks_are_pushed_in_before_they_are_pushed_out);
    g_test_add_func("/linebreak/numbers", test_numbers_are_not_divided);
    g_test_add_func("/linebreak/words", test_words_are_not_divided);
    g_test_add_func("/linebreak/stray", test_no_last_line_of_one_character);
    g_test_add_func("/linebreak/data", test_breaks_of_the_data_are_kept);
    g_test_add_func("/linebreak/long-word", test_a_word_longer_than_the_line_is_divided_at_last);
    g_test_add_func("/linebreak/units", test_numbers_keep_their_units);
    g_test_add_func("/linebreak/names", test_names_are_not_divided_where_that_costs_little);
    g_test_add_func("/linebreak/connectors", test_connectors_never_start_a_line);
    g_test_add_func("/linebreak/dates", test_dates_are_not_divided);
    g_test_add_func("/linebreak/han-numbers", test_han_numbers_are_not_divided);
    g_test_add_func("/linebreak/addresses", test_addresses_break_behind_their_signs);
    g_test_add_func("/linebreak/document-numbers", test_document_numbers_are_not_divided);
    g_test_add_func("/linebreak/letters/closer", test_letters_come_closer_to_save_a_line);
    g_test_add_func("/linebreak/letters/no-closer", test_letters_come_no_closer_than_that);
    g_test_add_func("/linebreak/letters/wider", test_letters_stand_wider_for_one_line_more);
    g_test_add_func("/linebreak/letters/no-wider", test_letters_stand_no_wider_than_that);
    g_test_add_func("/linebreak/first-line", test_first_line_may_be_shorter);
    return g_test_run();
}
