/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: two rasters, one of them printed or scanned a little beside its place. Out: by how much; and
 * a raster put back there.
 *
 * Ink is what is darker than most of the page. That of every row, and of every column, makes a
 * profile; the shift that lays one profile best over the other is that of the page. A turned or
 * stretched page is not mended: that is a finding.
 */

#include "check/check.h"

#include <glib.h>
#include <string.h>

#define WHITE 255
#define CHANNELS 3

static int brightness(const uint8_t *pixel)
{
    return pixel[0] + pixel[1] + pixel[2];
}

/* The brightness that most pixels have. */
static int paper_of(const ht_raster *raster)
{
    size_t counts[CHANNELS * WHITE + 1] = {0};
    size_t n_pixels = (size_t)raster->width * (size_t)raster->height;
    int paper = CHANNELS * WHITE;
    for (size_t i = 0; i < n_pixels; i++) {
        counts[brightness(raster->rgb + CHANNELS * i)]++;
    }
    for (int value = CHANNELS * WHITE; value >= 0; value--) {
        paper = counts[value] > counts[paper] ? value : paper;
    }
    return paper;
}

/* The ink of each row, or of each column. */
static int64_t *profile(const ht_raster *raster, bool of_rows, int length)
{
    int64_t *sums = g_new0(int64_t, (size_t)length);
    int paper = paper_of(raster);
    for (int y = 0; y < raster->height; y++) {
        const uint8_t *pixel = raster->rgb + CHANNELS * (size_t)y * (size_t)raster->width;
        for (int x = 0; x < raster->width; x++, pixel += CHANNELS) {
            sums[of_rows ? y : x] += MAX(paper - brightness(pixel), 0);
        }
    }
    return sums;
}

/* How much of the profiles does not lie on each other, when the second is shifted. */
static int64_t mismatch(const int64_t *before, const int64_t *after, int length, int shift)
{
    int64_t sum = 0;
    for (int i = 0; i < length; i++) {
        int j = i - shift;
        int64_t other = j >= 0 && j < length ? after[j] : 0;
        sum += before[i] > other ? before[i] - other : other - before[i];
    }
    return sum;
}

/* The shift that fits best; of equal ones the smallest. */
static int best_shift(const ht_raster *before, const ht_raster *after, bool of_rows, int reach)
{
    int length = of_rows ? MAX(before->height, after->height) : MAX(before->width, after->width);
    int64_t *first = profile(before, of_rows, length);
    int64_t *second = profile(after, of_rows, length);
    int best = 0;
    int64_t least = mismatch(first, second, length, 0);
    for (int distance = 1; distance <= reach && least > 0; distance++) {
        for (int shift = -distance; shift <= distance; shift += 2 * distance) {
            int64_t found = mismatch(first, second, length, shift);
            if (found < least) {
                least = found;
                best = shift;
            }
        }
    }
    g_free(first);
    g_free(second);
    return best;
}

void ht_raster_offset(int *dx, int *dy, const ht_raster *before, const ht_raster *after, int reach)
{
    *dx = best_shift(before, after, false, reach);
    *dy = best_shift(before, after, true, reach);
}

ht_raster ht_raster_shift(ht_arena *arena, const ht_raster *raster, int dx, int dy)
{
    size_t row = CHANNELS * (size_t)raster->width;
    ht_raster shifted = {raster->width, raster->height,
                         HT_NEW_ARRAY(arena, uint8_t, row * (size_t)raster->height)};
    memset(shifted.rgb, WHITE, row * (size_t)raster->height);
    int kept = raster->width - abs(dx);
    for (int y = MAX(dy, 0); y < raster->height + MIN(dy, 0) && kept > 0; y++) {
        const uint8_t *from = raster->rgb + row * (size_t)(y - dy) + CHANNELS * (size_t)MAX(-dx, 0);
        memcpy(shifted.rgb + row * (size_t)y + CHANNELS * (size_t)MAX(dx, 0), from,
               CHANNELS * (size_t)kept);
    }
    return shifted;
}
