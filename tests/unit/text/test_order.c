/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What runs to the left within a line. A test is written as the text is read, capitals being letters
 * that run to the left, and sees what stands from left to right.
 */

#include "lines.h"

#include <string.h>

/* Digits among capitals run to the right, a level higher; a space at the end belongs to the line. */
static void expect_order(const char *read, const char *seen)
{
    ht_arena *arena = ht_arena_new();
    size_t n = strlen(read);
    ht_atoms atoms = {HT_NEW_ARRAY(arena, ht_atom, n), n, NULL, 0, 1024};
    ht_len *x = HT_NEW_ARRAY(arena, ht_len, n);
    ht_len *widths = HT_NEW_ARRAY(arena, ht_len, n);
    ht_len *gaps = HT_NEW_ARRAY(arena, ht_len, n);
    char *found = g_strnfill(n, '?');
    for (size_t i = 0; i < n; i++) {
        bool capital = g_ascii_isupper(read[i]) || read[i] == ' ';
        atoms.items[i].class = read[i] == ' ' ? HT_CLASS_SPACE : HT_CLASS_LATIN;
        atoms.items[i].level = capital ? 1 : g_ascii_isdigit(read[i]) ? 2 : 0;
        widths[i] = CELL;
    }
    g_assert_cmpint(ht_place_in_order(x, arena, &atoms, 0, n, widths, gaps), ==, (ht_len)n * CELL);
    for (size_t i = 0; i < n; i++) {
        found[x[i] / CELL] = read[i];
    }
    g_assert_cmpstr(found, ==, seen);
    g_free(found);
    ht_arena_free(arena);
}

/* UAX 9, L2. */
static void test_what_runs_to_the_right_stays(void)
{
    expect_order("abc", "abc");
}

static void test_what_runs_to_the_left_is_turned_around(void)
{
    expect_order("abcDEFgh", "abcFEDgh");
    expect_order("ABC", "CBA");
    expect_order("aBCdEFg", "aCBdFEg");
}

static void test_numbers_within_run_to_the_right(void)
{
    expect_order("aBC12DEf", "aED12CBf");
}

/* UAX 9, L1. */
static void test_spaces_at_the_end_stay_there(void)
{
    expect_order("aBC DE ", "aED CB ");
}

/* A line that opens opens around a word that runs to the left, not within it. */
static void test_lines_open_around_a_word(void)
{
    fake f;
    ht_len x[4];
    fake_begin(&f, "甲AB乙");
    f.atoms.items[1].level = f.atoms.items[2].level = 1;
    ht_squeeze(x, f.arena, &f.atoms, 0, 4, 5 * CELL, true, false);
    g_assert_cmpint(x[0], ==, 0);
    g_assert_cmpint(x[2], ==, 2 * CELL); /* 甲, a cell of blank, B … */
    g_assert_cmpint(x[1] - x[2], ==, CELL / 2);
    g_assert_cmpint(x[3], ==, 4 * CELL); /* … A, a cell of blank, 乙 */
    fake_end(&f);
}

/* … and around a number in it. */
static void test_lines_open_around_a_number_in_a_word(void)
{
    fake f;
    ht_len x[4];
    ht_len widths[4] = {CELL, CELL, CELL, CELL};
    ht_len gaps[4] = {0, 0, CELL, 0}; /* between the number and D */
    fake_begin(&f, "AB1D");
    for (size_t i = 0; i < 4; i++) {
        f.atoms.items[i].level = i == 2 ? 2 : 1;
    }
    ht_place_in_order(x, f.arena, &f.atoms, 0, 4, widths, gaps);
    g_assert_cmpint(x[3], ==, 0); /* D, a cell of blank, 1, B, A */
    g_assert_cmpint(x[2], ==, 2 * CELL);
    g_assert_cmpint(x[0], ==, 4 * CELL);
    fake_end(&f);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/order/right", test_what_runs_to_the_right_stays);
    g_test_add_func("/order/left", test_what_runs_to_the_left_is_turned_around);
    g_test_add_func("/order/numbers", test_numbers_within_run_to_the_right);
    g_test_add_func("/order/spaces", test_spaces_at_the_end_stay_there);
    g_test_add_func("/order/opening", test_lines_open_around_a_word);
    g_test_add_func("/order/number", test_lines_open_around_a_number_in_a_word);
    return g_test_run();
}
