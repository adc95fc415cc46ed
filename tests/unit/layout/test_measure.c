/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Written lengths (design of the units: mm, pt, 字, 行, em, %, and names of sizes).
 */

#include "layout/reader.h"

#include <glib.h>

static const ht_units units = {
    .em = 22 * HT_PT, .cell = 16 * HT_PT, .row = 30 * HT_PT, .full = 440 * HT_PT};

static void expect(const char *text, double pt)
{
    ht_len len = -1;
    g_assert_true(ht_measure_read(&len, text, &units));
    g_assert_cmpint(len, ==, ht_len_from_pt(pt));
}

static void expect_none(const char *text)
{
    ht_len len = -1;
    g_test_message("%s", text);
    g_assert_false(ht_measure_read(&len, text, &units));
    g_assert_cmpint(len, ==, -1);
}

static void test_units(void)
{
    expect("25.4mm", 72);
    expect("29.5pt", 29.5);
    expect("2字", 32);
    expect("1行", 30);
    expect("1em", 22);
    expect("50%", 220);
    expect("7/16字", 7);
    expect("-1mm", -72 / 25.4);
    expect("0", 0);
}

static void test_names_of_sizes(void)
{
    expect("三号", 16);
    expect("二号", 22);
    expect("小四", 12);
    expect("五号", 10.5);
}

static void test_what_is_no_length(void)
{
    expect_none("");
    expect_none("35");
    expect_none("mm");
    expect_none("35 inch");
    expect_none("35mmm");
    expect_none("1/0字");
    expect_none("nan mm");
    expect_none("1e9mm");
    expect_none("九号");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/measure/units", test_units);
    g_test_add_func("/measure/sizes", test_names_of_sizes);
    g_test_add_func("/measure/wrong", test_what_is_no_length);
    return g_test_run();
}
