/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Lengths, arenas and questions about text.
 */

#include "base/base.h"

#include <glib.h>
#include <string.h>

static void test_lengths_are_rounded_to_the_nearest_unit(void)
{
    g_assert_cmpint(ht_len_from_pt(16), ==, 16 * HT_PT);
    g_assert_cmpint(ht_len_from_mm(25.4), ==, 72 * HT_PT);
    g_assert_cmpint(ht_len_from_mm(156), ==, 452818); /* 452818.27 */
    g_assert_cmpfloat_with_epsilon(ht_len_to_mm(ht_len_from_mm(37)), 37, 0.0002);
}

static void test_scale_rounds_half_away_from_zero(void)
{
    g_assert_cmpint(ht_len_scale(5, 1, 2), ==, 3);
    g_assert_cmpint(ht_len_scale(-5, 1, 2), ==, -3);
    g_assert_cmpint(ht_len_scale(HT_LEN_MAX, 3, 3), ==, HT_LEN_MAX);
}

static void count_down(void *object)
{
    int *order = object;
    order[0] = --order[1];
}

static void test_arena_zeroes_and_ends_what_was_deferred(void)
{
    int first[2] = {0, 10};
    ht_arena *arena = ht_arena_new();
    char *bytes = ht_arena_alloc(arena, 200000);
    g_assert_cmpint(bytes[0] | bytes[199999], ==, 0);
    ht_arena_defer(arena, count_down, first);
    ht_arena_defer(arena, count_down, first);
    ht_arena_free(arena);
    g_assert_cmpint(first[0], ==, 8);
}

static void test_arrays_grow_and_keep_their_items(void)
{
    ht_arena *arena = ht_arena_new();
    int *items = NULL;
    size_t n = 0;
    for (int i = 0; i < 1000; i++) {
        *HT_PUSH(arena, items, n) = i;
    }
    g_assert_cmpuint(n, ==, 1000);
    g_assert_cmpint(items[0] + items[513] + items[999], ==, 1512);
    ht_arena_free(arena);
}

static void test_invalid_utf8_is_found_where_it_is(void)
{
    g_assert_cmpuint(ht_utf8_invalid("公文", 6), ==, 6);
    g_assert_cmpuint(ht_utf8_invalid("公\xB9\xAB", 5), ==, 3);
    g_assert_cmpuint(ht_utf8_invalid("a\0b", 3), ==, 1);
    g_assert_cmpuint(ht_utf8_invalid("\xED\xA0\x80", 3), ==, 0); /* a surrogate */
    g_assert_cmpuint(ht_utf8_invalid("公\xE6\x96", 5), ==, 3);   /* cut off */
}

static void test_display_width(void)
{
    g_assert_cmpint(ht_display_width('a'), ==, 1);
    g_assert_cmpint(ht_display_width(0x516C), ==, 2);
    g_assert_cmpint(ht_display_width(0xFF1A), ==, 2);
    g_assert_cmpint(ht_display_width(0x0301), ==, 0);
}

static void test_nearest_word(void)
{
    static const char *const words[] = {"title", "recipients", "标题", "成文日期"};
    g_assert_cmpstr(ht_nearest("titel", words, 4), ==, "title"); /* two letters swapped */
    g_assert_null(ht_nearest("tiara", words, 4));
    g_assert_cmpstr(ht_nearest("titles", words, 4), ==, "title");
    g_assert_cmpstr(ht_nearest("recipents", words, 4), ==, "recipients");
    g_assert_cmpstr(ht_nearest("成文时期", words, 4), ==, "成文日期");
    g_assert_null(ht_nearest("colour", words, 4));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/base/lengths", test_lengths_are_rounded_to_the_nearest_unit);
    g_test_add_func("/base/scale", test_scale_rounds_half_away_from_zero);
    g_test_add_func("/base/arena", test_arena_zeroes_and_ends_what_was_deferred);
    g_test_add_func("/base/arrays", test_arrays_grow_and_keep_their_items);
    g_test_add_func("/base/utf8", test_invalid_utf8_is_found_where_it_is);
    g_test_add_func("/base/width", test_display_width);
    g_test_add_func("/base/nearest", test_nearest_word);
    return g_test_run();
}
