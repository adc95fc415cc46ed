/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Lengths: millimetres and points to units of 1/1024 pt and back, always to the nearest unit.
 */

#include "base/base.h"

#include <math.h>

/* An inch in the two units people write. */
#define MM_PER_INCH 25.4
#define PT_PER_INCH 72.0

ht_len ht_len_from_pt(double pt)
{
    return (ht_len)lround(pt * HT_PT);
}

ht_len ht_len_from_mm(double mm)
{
    return ht_len_from_pt(mm * PT_PER_INCH / MM_PER_INCH);
}

double ht_len_to_pt(ht_len len)
{
    return (double)len / HT_PT;
}

double ht_len_to_mm(ht_len len)
{
    return ht_len_to_pt(len) * MM_PER_INCH / PT_PER_INCH;
}

ht_len ht_len_scale(ht_len len, int64_t numerator, int64_t denominator)
{
    int64_t product = (int64_t)len * numerator;
    int64_t half = denominator / 2;
    bool negative = (product < 0) != (denominator < 0);
    return (ht_len)((negative ? product - half : product + half) / denominator);
}
