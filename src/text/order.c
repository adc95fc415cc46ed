/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: atoms of a line as they are read, how wide each is, and the gaps between them. Out: where
 * each stands from left to right.
 *
 * Rule L2 of Unicode's bidirectional algorithm (UAX 9): from the highest level down to 1 every
 * stretch of atoms of that level or above is turned around. Spaces at a line's end stand at its
 * right whatever their level is (L1).
 */

#include "text/setter.h"

static int highest_level(const int *levels, size_t n)
{
    int highest = 0;
    for (size_t i = 0; i < n; i++) {
        highest = MAX(highest, levels[i]);
    }
    return highest;
}

static void turn_around(size_t *order, size_t from, size_t to)
{
    for (; from + 1 < to; from++, to--) {
        size_t first = order[from];
        order[from] = order[to - 1];
        order[to - 1] = first;
    }
}

static void put_in_order(size_t *order, const int *levels, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        order[i] = i;
    }
    for (int level = highest_level(levels, n); level > 0; level--) {
        for (size_t from = 0; from < n;) {
            size_t to = from;
            while (to < n && levels[order[to]] >= level) {
                to++;
            }
            turn_around(order, from, to);
            from = to + 1;
        }
    }
}

/* What is between atom i and the next one is at the right of the stretch that ends with i and runs
 * on a higher level than one of the two, or at its left when the lower of these levels runs to the
 * left. That is at an edge of one of its atoms. */
static void add_gap(ht_len *left, ht_len *right, const int *levels, const size_t *places, size_t n,
                    size_t i, ht_len gap)
{
    int level = i + 1 < n ? MIN(levels[i], levels[i + 1]) : 0;
    bool to_left = level % 2 == 1;
    size_t edge = i;
    for (size_t k = i; levels[k] > level; k--) {
        edge = (to_left ? places[k] < places[edge] : places[k] > places[edge]) ? k : edge;
        if (k == 0) {
            break;
        }
    }
    *(to_left ? &left[edge] : &right[edge]) += gap;
}

ht_len ht_place_in_order(ht_len *x, ht_arena *arena, const ht_atoms *atoms, size_t first,
                         size_t last, const ht_len *widths, const ht_len *gaps)
{
    size_t n = last - first;
    size_t *order = HT_NEW_ARRAY(arena, size_t, n + 1);
    size_t *places = HT_NEW_ARRAY(arena, size_t, n + 1);
    int *levels = HT_NEW_ARRAY(arena, int, n + 1);
    ht_len *left = HT_NEW_ARRAY(arena, ht_len, n + 1);
    ht_len *right = HT_NEW_ARRAY(arena, ht_len, n + 1);
    size_t visible = n;
    while (visible > 0 && atoms->items[first + visible - 1].class == HT_CLASS_SPACE) {
        visible--;
    }
    for (size_t i = 0; i < visible; i++) {
        levels[i] = atoms->items[first + i].level;
    }
    put_in_order(order, levels, n);
    for (size_t i = 0; i < n; i++) {
        places[order[i]] = i;
    }
    for (size_t i = 0; i < n; i++) {
        add_gap(left, right, levels, places, n, i, gaps[i]);
    }
    ht_len pen = 0;
    for (size_t i = 0; i < n; i++) {
        size_t at = order[i];
        x[at] = pen + left[at];
        pen = x[at] + widths[at] + right[at];
    }
    return pen;
}
