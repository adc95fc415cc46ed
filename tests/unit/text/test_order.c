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
    ht_len *advances = HT_NEW_ARRAY(arena, ht_len, n);
    char *found = g_strnfill(n, '?');
    for (size_t i = 0; i < n; i++) {
        bool capital = g_ascii_isupper(read[i]) || read[i] == ' ';
        atoms.items[i].class = read[i] == ' ' ? HT_CLASS_SPACE : HT_CLASS_LATIN;
        atoms.items[i].level = capital ? 1 : g_ascii_isdigit(read[i]) ? 2 : 0;
        advances[i] = CELL;
    }
    g_assert_cmpint(ht_place_in_order(x, arena, &atoms, 0, n, advances), ==, (ht_len)n * CELL);
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

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/order/right", test_what_runs_to_the_right_stays);
    g_test_add_func("/order/left", test_what_runs_to_the_left_is_turned_around);
    g_test_add_func("/order/numbers", test_numbers_within_run_to_the_right);
    g_test_add_func("/order/spaces", test_spaces_at_the_end_stay_there);
    return g_test_run();
}
