/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Rasters drawn in letters, each a square of 2 mm at 254 dots an inch: . is white, # black, o pale
 * grey, r red. Out come the number of squares that differ and the regions they lie in, in mm.
 */

#include "check/check.h"

#include <glib.h>
#include <string.h>

#define DPI 254
#define SIDE 20 /* pixels */

static void paint(uint8_t *pixel, char c)
{
    static const struct {
        char c;
        uint8_t rgb[3];
    } inks[] = {
        {'.', {255, 255, 255}}, {'#', {0, 0, 0}}, {'o', {250, 250, 250}}, {'r', {255, 0, 0}}};
    for (size_t i = 0; i < G_N_ELEMENTS(inks); i++) {
        if (inks[i].c == c) {
            memcpy(pixel, inks[i].rgb, 3);
        }
    }
}

/* Rows are parted by blanks. */
static ht_raster draw(ht_arena *arena, const char *rows)
{
    int columns = (int)strcspn(rows, " ");
    int n_rows = ((int)strlen(rows) + 1) / (columns + 1);
    ht_raster raster = {columns * SIDE, n_rows * SIDE, NULL};
    raster.rgb = ht_arena_alloc(arena, 3 * (size_t)(raster.width * raster.height));
    for (int y = 0; y < raster.height; y++) {
        for (int x = 0; x < raster.width; x++) {
            paint(raster.rgb + 3 * (size_t)(y * raster.width + x),
                  rows[y / SIDE * (columns + 1) + x / SIDE]);
        }
    }
    return raster;
}

static void expect_with(const ht_pixel_rules *rules, const char *before, const char *after,
                        const char *expected)
{
    ht_arena *arena = ht_arena_new();
    ht_raster first = draw(arena, before);
    ht_raster second = draw(arena, after);
    ht_difference difference;
    GString *told = g_string_new(NULL);
    ht_pixels_compare(&difference, arena, arena, &first, &second, 1, rules);
    g_string_append_printf(told, "%zu", difference.pixels / (SIDE * SIDE));
    for (size_t i = 0; i < difference.n_regions; i++) {
        const ht_area *box = &difference.regions[i];
        g_string_append_printf(told, " %.0f,%.0f:%.0fx%.0f", ht_len_to_mm(box->x),
                               ht_len_to_mm(box->y), ht_len_to_mm(box->width),
                               ht_len_to_mm(box->height));
    }
    g_assert_cmpstr(told->str, ==, expected);
    g_string_free(told, TRUE);
    ht_arena_free(arena);
}

static void expect(const char *before, const char *after, const char *expected)
{
    const ht_pixel_rules rules = {.dpi = DPI, .tolerance = 8};
    expect_with(&rules, before, after, expected);
}

static void test_regions(void)
{
    expect("..... ..... .....", "..... ..... .....", "0");
    expect("..... ..... .....", "..... ..#.. .....", "1 4,2:2x2");
    expect("..... ..... .....", ".#... ..#.. .....", "2 2,0:4x4");
    expect("..... ..... .....", "#...# ....# .....", "3 0,0:2x2 8,0:2x4");
    expect("..r.. ..... .....", "..#.. ..... .....", "1 4,0:2x2");
}

static void test_tolerance(void)
{
    const ht_pixel_rules strict = {.dpi = DPI, .tolerance = 4};
    expect("..... .....", "..o.. .....", "0");
    expect_with(&strict, "..... .....", "..o.. .....", "1 4,0:2x2");
}

/* Ink that lies a square off is excused; ink that comes or goes is not. */
static void test_slack(void)
{
    const ht_pixel_rules rules = {.dpi = DPI, .tolerance = 8, .slack = ht_len_from_mm(2)};
    expect_with(&rules, "..... .#... .....", "..... ..#.. .....", "0");
    expect_with(&rules, ".#... .....", "...#. .....", "2 2,0:2x2 6,0:2x2");
    expect_with(&rules, ".#... .....", ".r... .....", "1 2,0:2x2");
    expect_with(&rules, "..... .....", "..... ....#", "1 8,2:2x2");
}

static void test_masks(void)
{
    const ht_mask here = {1, {0, 0, ht_len_from_mm(4), ht_len_from_mm(4)}};
    const ht_mask elsewhere = {2, here.box};
    const ht_mask everywhere = {0, here.box};
    ht_pixel_rules rules = {.dpi = DPI, .tolerance = 8, .masks = &here, .n_masks = 1};
    expect_with(&rules, "..... .....", "#...# .....", "1 8,0:2x2");
    rules.masks = &elsewhere;
    expect_with(&rules, "..... .....", "#...# .....", "2 0,0:2x2 8,0:2x2");
    rules.masks = &everywhere;
    expect_with(&rules, "..... .....", "#...# .....", "1 8,0:2x2");
}

/* What one page has and the other has not is compared with white paper. */
static void test_pages_of_other_sizes(void)
{
    expect("..... .....", "..... ..... .....", "0");
    expect("..... .....", "..... ..... ...#.", "1 6,4:2x2");
    expect("....# .....", ".... ....", "1 8,0:2x2");
}

static void expect_offset(const char *before, const char *after, int right, int down)
{
    ht_arena *arena = ht_arena_new();
    const ht_pixel_rules rules = {.dpi = DPI, .tolerance = 8};
    ht_raster first = draw(arena, before);
    ht_raster second = draw(arena, after);
    ht_difference difference;
    int dx = 0;
    int dy = 0;
    ht_raster_offset(&dx, &dy, &first, &second, 3 * SIDE);
    g_assert_cmpint(dx, ==, right * SIDE);
    g_assert_cmpint(dy, ==, down * SIDE);
    ht_raster shifted = ht_raster_shift(arena, &second, dx, dy);
    ht_pixels_compare(&difference, arena, arena, &first, &shifted, 1, &rules);
    g_assert_cmpuint(difference.pixels, ==, 0);
    ht_arena_free(arena);
}

static void test_offsets(void)
{
    expect_offset("...... .##... .#.... ......", "...... .##... .#.... ......", 0, 0);
    expect_offset("...... .##... .#.... ......", "...... ...... ..##.. ..#...", -1, -1);
    expect_offset("...... ...##. ...#.. ......", ".##... .#.... ...... ......", 2, 1);
}

static void test_png(void)
{
    ht_arena *arena = ht_arena_new();
    ht_raster raster = draw(arena, ".#r o..");
    ht_raster again;
    GBytes *png = ht_png_write(&raster);
    gsize size = 0;
    const void *bytes = g_bytes_get_data(png, &size);
    g_assert_null(ht_png_read(&again, arena, bytes, size));
    g_assert_cmpint(again.width, ==, raster.width);
    g_assert_cmpint(again.height, ==, raster.height);
    size = 3 * (size_t)raster.width * (size_t)raster.height;
    g_assert_true(memcmp(again.rgb, raster.rgb, size) == 0);
    bytes = g_bytes_get_data(png, &size);
    g_assert_nonnull(ht_png_read(&again, arena, bytes, size / 2));
    g_bytes_unref(png);
    ht_arena_free(arena);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pixels/regions", test_regions);
    g_test_add_func("/pixels/tolerance", test_tolerance);
    g_test_add_func("/pixels/slack", test_slack);
    g_test_add_func("/pixels/masks", test_masks);
    g_test_add_func("/pixels/other-sizes", test_pages_of_other_sizes);
    g_test_add_func("/pixels/offsets", test_offsets);
    g_test_add_func("/pixels/png", test_png);
    return g_test_run();
}
