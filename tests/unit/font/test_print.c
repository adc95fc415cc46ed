/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What tells files of faces apart: their directories and sizes, not their names.
 */

#include "font/font.h"

#include <glib/gstdio.h>
#include <string.h>

/* The print of a file of these bytes. */
static char *print_of(const guint8 *bytes, size_t size)
{
    char *path = NULL;
    int fd = g_file_open_tmp("hongtou-XXXXXX", &path, NULL);
    g_assert_cmpint(fd, >=, 0);
    g_assert_true(g_close(fd, NULL));
    g_assert_true(g_file_set_contents(path, (const char *)bytes, (gssize)size, NULL));
    char *print = ht_font_file_print(path);
    g_unlink(path);
    g_free(path);
    return print;
}

static void expect(const guint8 *bytes, size_t size, const guint8 *others, size_t others_size,
                   bool same)
{
    char *one = print_of(bytes, size);
    char *two = print_of(others, others_size);
    g_assert_cmpuint(strlen(one), ==, 16);
    g_assert_cmpint(strcmp(one, two) == 0, ==, same);
    g_free(one);
    g_free(two);
}

/* A file of one table, its checksum at 16, with the table's four bytes at 28. */
static const guint8 font[] = {0, 1, 0, 0, 0, 1, 0, 16, 0, 0, 0, 0, 'a', 'b', 'c', 'd',
                              1, 2, 3, 4, 0, 0, 0, 28, 0, 0, 0, 4, 9,   9,   9,   9};

static void test_one_face(void)
{
    guint8 other[sizeof font + 1];
    memcpy(other, font, sizeof font);
    other[sizeof font] = 0;
    expect(font, sizeof font, other, sizeof font, true);
    expect(font, sizeof font, other, sizeof font + 1, false); /* it is longer */
    other[16] = 5;                                            /* another table */
    expect(font, sizeof font, other, sizeof font, false);
}

static void test_collection(void)
{
    guint8 two[20 + 2 * 28] = {'t', 't', 'c', 'f', 0, 1,  0, 0, 0, 0,
                               0,   2,   0,   0,   0, 20, 0, 0, 0, 48};
    guint8 other[sizeof two];
    memcpy(two + 20, font, 28);
    memcpy(two + 48, font, 28);
    memcpy(other, two, sizeof two);
    expect(two, sizeof two, other, sizeof two, true);
    other[48 + 16] = 5; /* in the second face */
    expect(two, sizeof two, other, sizeof two, false);
}

static void test_no_font(void)
{
    static const char text[] = "kind: 通知, and no font at all";
    g_assert_null(print_of((const guint8 *)text, sizeof text));
    g_assert_null(print_of(font, 11));
    g_assert_null(print_of(font, 27)); /* its directory is cut off */
    g_assert_null(ht_font_file_print("/nowhere/at/all.otf"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/print/one-face", test_one_face);
    g_test_add_func("/print/collection", test_collection);
    g_test_add_func("/print/no-font", test_no_font);
    return g_test_run();
}
