/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Written lengths: a number (3, 0.35, 7/16) and a unit, or the name of a type size. The sizes are
 * those of DTP practice in points (spec.md M); everything else a length may mean comes in through
 * ht_units.
 */

#include "layout/reader.h"

#include <glib.h>
#include <math.h>
#include <string.h>

typedef struct size_name {
    const char *name;
    double pt;
} size_name;

static const size_name sizes[] = {
    {"初号", 42},  {"小初", 36},  {"一号", 26},  {"小一", 24}, {"二号", 22},   {"小二", 18},
    {"三号", 16},  {"小三", 15},  {"四号", 14},  {"小四", 12}, {"五号", 10.5}, {"小五", 9},
    {"六号", 7.5}, {"小六", 6.5}, {"七号", 5.5}, {"八号", 5},
};

static bool read_size_name(ht_len *out, const char *text)
{
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        if (strcmp(text, sizes[i].name) == 0) {
            *out = ht_len_from_pt(sizes[i].pt);
            return true;
        }
    }
    return false;
}

/* The value of a number or fraction, exact to a double; *end is where the unit begins. */
static bool read_number(double *out, const char *text, const char **end)
{
    char *after = NULL;
    if (!g_ascii_isdigit(*text) && *text != '-' && *text != '.') {
        return false;
    }
    double value = g_ascii_strtod(text, &after);
    if (*after == '/') {
        char *last = NULL;
        double divisor = g_ascii_strtod(after + 1, &last);
        if (last == after + 1 || divisor <= 0) {
            return false;
        }
        value /= divisor;
        after = last;
    }
    *out = value;
    *end = after;
    return isfinite(value);
}

bool ht_measure_read(ht_len *out, const char *text, const ht_units *units)
{
    double number = 0;
    const char *unit = NULL;
    if (read_size_name(out, text)) {
        return true;
    }
    if (!read_number(&number, text, &unit)) {
        return false;
    }
    const struct {
        const char *name;
        double pt;
    } known[] = {
        {"mm", 72.0 / 25.4},
        {"pt", 1},
        {"em", ht_len_to_pt(units->em)},
        {"字", ht_len_to_pt(units->cell)},
        {"行", ht_len_to_pt(units->row)},
        {"%", ht_len_to_pt(units->full) / 100},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        if (strcmp(unit, known[i].name) == 0) {
            double pt = number * known[i].pt;
            /* Ten metres is beyond any sheet; a zero unit is one that means nothing here. */
            bool sane = known[i].pt > 0 && fabs(pt) < 28346;
            *out = sane ? ht_len_from_pt(pt) : *out;
            return sane;
        }
    }
    if (*unit == '\0' && number == 0) {
        *out = 0;
        return true;
    }
    return false;
}
