/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Written values of clauses, and values as they are told.
 */

#include "measure/measure.h"

#include <glib.h>

static const ht_norm norm = {.cell = 5, .row = 10};

static void expect(const char *text, ht_unit wanted, double least, double most)
{
    ht_asked asked;
    ht_unit unit = HT_UNIT_NONE;
    g_assert_true(ht_asked_read(&asked, &unit, text, wanted, &norm));
    g_assert_cmpfloat_with_epsilon(asked.least, least, 0.0001);
    g_assert_cmpfloat_with_epsilon(asked.most, most, 0.0001);
}

static void test_values_in_all_units(void)
{
    expect("35mm", HT_UNIT_MM, 35, 35);
    expect("72pt", HT_UNIT_MM, 25.4, 25.4);
    expect("25.4mm", HT_UNIT_PT, 72, 72);
    expect("2字", HT_UNIT_MM, 10, 10);
    expect("1行", HT_UNIT_MM, 10, 10);
    expect("7/8字", HT_UNIT_MM, 4.375, 4.375);
    expect("-0.3mm", HT_UNIT_MM, -0.3, -0.3);
    expect("22", HT_UNIT_NONE, 22, 22);
}

static void test_ranges(void)
{
    expect("20mm to 26mm", HT_UNIT_MM, 20, 26);
    expect("0mm to 1行", HT_UNIT_MM, 0, 10);
    expect("2 to 99", HT_UNIT_NONE, 2, 99);
}

static void test_what_is_no_value(void)
{
    static const struct {
        const char *text;
        ht_unit wanted;
    } bad[] = {
        {"", HT_UNIT_MM},      {"mm", HT_UNIT_MM},         {"35", HT_UNIT_MM},
        {"35cm", HT_UNIT_MM},  {"35mm", HT_UNIT_NONE},     {"26mm to 20mm", HT_UNIT_MM},
        {"1/0字", HT_UNIT_MM}, {"7/字", HT_UNIT_MM},       {"20mm to", HT_UNIT_MM},
        {"infmm", HT_UNIT_MM}, {"20mm to 22", HT_UNIT_MM}, {"nan", HT_UNIT_NONE},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        ht_asked asked;
        ht_unit unit = HT_UNIT_NONE;
        g_assert_false(ht_asked_read(&asked, &unit, bad[i].text, bad[i].wanted, &norm));
    }
}

static void test_values_as_told(void)
{
    ht_arena *arena = ht_arena_new();
    g_assert_cmpstr(ht_value_tell(arena, 34.996, HT_UNIT_MM, HT_UNIT_MM, &norm), ==, "35.00 mm");
    g_assert_cmpstr(ht_value_tell(arena, 10, HT_UNIT_CELL, HT_UNIT_MM, &norm), ==, "2.00 字");
    g_assert_cmpstr(ht_value_tell(arena, 16, HT_UNIT_PT, HT_UNIT_PT, &norm), ==, "16.00 pt");
    g_assert_cmpstr(ht_value_tell(arena, -0.001, HT_UNIT_MM, HT_UNIT_MM, &norm), ==, "0.00 mm");
    g_assert_cmpstr(ht_value_tell(arena, 22, HT_UNIT_NONE, HT_UNIT_NONE, &norm), ==, "22");
    ht_arena_free(arena);
}

static void test_inks(void)
{
    g_assert_true(ht_ink_is_red(&(ht_pdf_ink){3, {1, 0, 0, 0}}));
    g_assert_true(ht_ink_is_red(&(ht_pdf_ink){3, {0.784F, 0.063F, 0.18F, 0}}));
    g_assert_true(ht_ink_is_red(&(ht_pdf_ink){4, {0, 0.8F, 0.8F, 0}}));
    g_assert_false(ht_ink_is_red(&(ht_pdf_ink){4, {0, 0, 0, 1}}));
    g_assert_false(ht_ink_is_red(&(ht_pdf_ink){1, {0, 0, 0, 0}}));
    g_assert_true(ht_ink_is_black(&(ht_pdf_ink){1, {0, 0, 0, 0}}));
    g_assert_true(ht_ink_is_black(&(ht_pdf_ink){4, {0, 0, 0, 1}}));
    g_assert_false(ht_ink_is_black(&(ht_pdf_ink){3, {0.1F, 0.1F, 0.1F, 0}}));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/values/units", test_values_in_all_units);
    g_test_add_func("/values/ranges", test_ranges);
    g_test_add_func("/values/bad", test_what_is_no_value);
    g_test_add_func("/values/told", test_values_as_told);
    g_test_add_func("/values/inks", test_inks);
    return g_test_run();
}
