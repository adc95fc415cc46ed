/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Written values of clauses: a number or a fraction with its unit, alone or as a range, in; mm, pt
 * or a count out. And the way back: a value as it is told.
 */

#include "measure/measure.h"

#include <math.h>
#include <string.h>

static const struct {
    const char *name;
    ht_unit unit;
} units[] = {
    {"mm", HT_UNIT_MM},  {"pt", HT_UNIT_PT}, {"字", HT_UNIT_CELL},
    {"行", HT_UNIT_ROW}, {"", HT_UNIT_NONE},
};

/* What one of a unit is in mm; counts stay what they are. */
static double size_of(ht_unit unit, const ht_norm *norm)
{
    switch (unit) {
    case HT_UNIT_PT:
        return HT_PT_MM;
    case HT_UNIT_CELL:
        return norm->cell;
    case HT_UNIT_ROW:
        return norm->row;
    default:
        return 1;
    }
}

/* One value of `length` bytes, in `wanted`: mm, pt or a count. */
static bool read_value(double *out, ht_unit *unit, const char *text, size_t length, ht_unit wanted,
                       const ht_norm *norm)
{
    char *value = g_strndup(text, length);
    char *end = NULL;
    g_strstrip(value);
    double number = g_ascii_strtod(value, &end);
    bool good = end != value && isfinite(number);
    if (good && *end == '/') {
        char *divisor = end + 1;
        number /= g_ascii_strtod(divisor, &end);
        good = end != divisor && isfinite(number);
    }
    size_t i = 0;
    while (good && i < G_N_ELEMENTS(units) && strcmp(units[i].name, end) != 0) {
        i++;
    }
    good = good && i < G_N_ELEMENTS(units) &&
           (units[i].unit == HT_UNIT_NONE) == (wanted == HT_UNIT_NONE);
    if (good) {
        *unit = units[i].unit;
        *out = number * size_of(*unit, norm) / size_of(wanted, norm);
    }
    g_free(value);
    return good;
}

bool ht_asked_read(ht_asked *out, ht_unit *unit, const char *text, ht_unit wanted,
                   const ht_norm *norm)
{
    const char *to = strstr(text, " to ");
    size_t length = to != NULL ? (size_t)(to - text) : strlen(text);
    *out = (ht_asked){0, 0, NULL};
    if (!read_value(&out->least, unit, text, length, wanted, norm)) {
        return false;
    }
    out->most = out->least;
    if (to == NULL) {
        return true;
    }
    to += strlen(" to ");
    return read_value(&out->most, unit, to, strlen(to), wanted, norm) && out->most >= out->least;
}

const char *ht_value_tell(ht_arena *arena, double value, ht_unit unit, ht_unit held,
                          const ht_norm *norm)
{
    double told = value * size_of(held, norm) / size_of(unit, norm);
    if (fabs(told) < 0.005) {
        told = 0; /* not -0.00 */
    }
    if (unit == HT_UNIT_NONE) {
        return ht_arena_printf(arena, "%.0f", told);
    }
    size_t i = 0;
    while (units[i].unit != unit) {
        i++;
    }
    return ht_arena_printf(arena, "%.2f %s", told, units[i].name);
}
