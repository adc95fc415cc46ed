/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Atoms of a line, as they are read, and how wide each is. Out: where each stands from left to right.
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

ht_len ht_place_in_order(ht_len *x, ht_arena *arena, const ht_atoms *atoms, size_t first,
                         size_t last, const ht_len *advances)
{
    size_t n = last - first;
    size_t *order = HT_NEW_ARRAY(arena, size_t, n + 1);
    int *levels = HT_NEW_ARRAY(arena, int, n + 1);
    size_t visible = n;
    while (visible > 0 && atoms->items[first + visible - 1].class == HT_CLASS_SPACE) {
        visible--;
    }
    for (size_t i = 0; i < visible; i++) {
        levels[i] = atoms->items[first + i].level;
    }
    put_in_order(order, levels, n);
    ht_len pen = 0;
    for (size_t i = 0; i < n; i++) {
        x[order[i]] = pen;
        pen += advances[order[i]];
    }
    return pen;
}
