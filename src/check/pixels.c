/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: two rasters of one page, and what tells two pixels apart. Out: how many differ, the regions
 * they lie in, and a heat map.
 *
 * Two pixels differ when one of red, green and blue does by more than the tolerance, outside the
 * masks; where only one raster has a pixel, the other's is white paper. With slack, ink may lie a
 * little beside its place: a pixel is excused when its colour lies between those near it in the
 * other raster, both ways.
 * Pixels that differ belong to one region when no more than a few millimetres lie between them.
 */

#include "check/check.h"

#include <glib.h>
#include <math.h>
#include <string.h>

/* Regions are made of squares of this side. */
#define SQUARE_MM 2.0
#define MM_PER_INCH 25.4
#define WHITE 255
/* How much of the page shows in the heat map: it is paled to this share of its darkness. */
#define PALE 4
/* A difference of this strength, and stronger, is fully red. */
#define STRONG 96

typedef struct sheet {
    const ht_raster *before;
    const ht_raster *after;
    const ht_pixel_rules *rules;
    int page;
    int width;
    int height;
    int slack;   /* in pixels */
    int side;    /* of a square, in pixels */
    int columns; /* of squares */
    int rows;
    size_t *counts; /* pixels that differ, for each square */
    int *left;      /* what they fill of it */
    int *top;
    int *right;
    int *bottom;
} sheet;

static const uint8_t *pixel_at(const ht_raster *raster, int x, int y)
{
    static const uint8_t white[3] = {WHITE, WHITE, WHITE};
    bool inside = x < raster->width && y < raster->height;
    return inside ? raster->rgb + 3 * ((size_t)y * (size_t)raster->width + (size_t)x) : white;
}

static int distance(const uint8_t *a, const uint8_t *b)
{
    int most = 0;
    for (int i = 0; i < 3; i++) {
        most = MAX(most, abs(a[i] - b[i]));
    }
    return most;
}

static int to_pixels(ht_len len, int dpi)
{
    return (int)lround(ht_len_to_pt(len) * dpi / 72);
}

static ht_len from_pixels(int pixels, int dpi)
{
    return ht_len_from_pt(pixels * 72.0 / dpi);
}

static bool is_masked(const sheet *s, int x, int y)
{
    for (size_t i = 0; i < s->rules->n_masks; i++) {
        const ht_mask *mask = &s->rules->masks[i];
        int dpi = s->rules->dpi;
        if ((mask->page == 0 || mask->page == s->page) && x >= to_pixels(mask->box.x, dpi) &&
            y >= to_pixels(mask->box.y, dpi) && x < to_pixels(mask->box.x + mask->box.width, dpi) &&
            y < to_pixels(mask->box.y + mask->box.height, dpi)) {
            return true;
        }
    }
    return false;
}

/* Whether a colour lies between those that a raster has within the slack of a place: the edge of a
 * letter that moved by a part of a pixel has a grey that was not there before. */
static bool has_near(const sheet *s, const ht_raster *raster, int x, int y, const uint8_t *colour)
{
    int least[3] = {WHITE, WHITE, WHITE};
    int most[3] = {0};
    bool near = true;
    for (int v = MAX(y - s->slack, 0); v <= MIN(y + s->slack, s->height - 1); v++) {
        for (int u = MAX(x - s->slack, 0); u <= MIN(x + s->slack, s->width - 1); u++) {
            const uint8_t *pixel = pixel_at(raster, u, v);
            for (int i = 0; i < 3; i++) {
                least[i] = MIN(least[i], pixel[i]);
                most[i] = MAX(most[i], pixel[i]);
            }
        }
    }
    for (int i = 0; i < 3; i++) {
        near = near && colour[i] >= least[i] - s->rules->tolerance &&
               colour[i] <= most[i] + s->rules->tolerance;
    }
    return near;
}

static bool is_excused(const sheet *s, int x, int y)
{
    return is_masked(s, x, y) ||
           (s->slack > 0 && has_near(s, s->after, x, y, pixel_at(s->before, x, y)) &&
            has_near(s, s->before, x, y, pixel_at(s->after, x, y)));
}

static void count_pixel(sheet *s, int x, int y)
{
    size_t i = (size_t)(y / s->side) * (size_t)s->columns + (size_t)(x / s->side);
    bool first = s->counts[i]++ == 0;
    s->left[i] = first ? x : MIN(s->left[i], x);
    s->top[i] = first ? y : MIN(s->top[i], y);
    s->right[i] = first ? x + 1 : MAX(s->right[i], x + 1);
    s->bottom[i] = first ? y + 1 : MAX(s->bottom[i], y + 1);
}

/* The page paled, and on it the difference: the stronger, the less of green and blue is left. */
static void heat_pixel(uint8_t *heat, const uint8_t *page, int strength)
{
    int grey = (page[0] + page[1] + page[2]) / 3;
    uint8_t pale = (uint8_t)(WHITE - (WHITE - grey) / PALE);
    heat[0] = heat[1] = heat[2] = pale;
    if (strength > 0) {
        heat[0] = (uint8_t)(WHITE - WHITE / 8);
        heat[1] = heat[2] = (uint8_t)(WHITE / 2 - WHITE / 2 * MIN(strength, STRONG) / STRONG);
    }
}

static void scan(ht_difference *out, sheet *s)
{
    for (int y = 0; y < s->height; y++) {
        for (int x = 0; x < s->width; x++) {
            const uint8_t *before = pixel_at(s->before, x, y);
            int strength = distance(before, pixel_at(s->after, x, y));
            bool differs = strength > s->rules->tolerance && !is_excused(s, x, y);
            size_t at = (size_t)y * (size_t)s->width + (size_t)x;
            heat_pixel(out->heat.rgb + 3 * at, before, differs ? strength : 0);
            if (differs) {
                out->pixels++;
                count_pixel(s, x, y);
            }
        }
    }
}

/* Gathers the squares that touch one that has differences, itself one of them, into a region. */
static void flood(ht_difference *out, ht_arena *arena, sheet *s, size_t start)
{
    GArray *open = g_array_new(FALSE, FALSE, sizeof(size_t));
    int left = s->left[start], top = s->top[start], right = 0, bottom = 0;
    size_t pixels = 0;
    g_array_append_val(open, start);
    while (open->len > 0) {
        size_t i = g_array_index(open, size_t, open->len - 1);
        g_array_set_size(open, open->len - 1);
        if (s->counts[i] == 0) {
            continue;
        }
        left = MIN(left, s->left[i]);
        top = MIN(top, s->top[i]);
        right = MAX(right, s->right[i]);
        bottom = MAX(bottom, s->bottom[i]);
        pixels += s->counts[i];
        s->counts[i] = 0;
        int row = (int)(i / (size_t)s->columns);
        int column = (int)(i % (size_t)s->columns);
        for (int y = MAX(row - 1, 0); y <= MIN(row + 1, s->rows - 1); y++) {
            for (int x = MAX(column - 1, 0); x <= MIN(column + 1, s->columns - 1); x++) {
                size_t next = (size_t)y * (size_t)s->columns + (size_t)x;
                g_array_append_val(open, next);
            }
        }
    }
    g_array_free(open, TRUE);
    int dpi = s->rules->dpi;
    size_t n = out->n_regions;
    *HT_PUSH(arena, out->region_pixels, n) = pixels;
    *HT_PUSH(arena, out->regions, out->n_regions) =
        (ht_area){from_pixels(left, dpi), from_pixels(top, dpi), from_pixels(right - left, dpi),
                  from_pixels(bottom - top, dpi)};
}

void ht_pixels_compare(ht_difference *out, ht_arena *arena, ht_arena *scratch,
                       const ht_raster *before, const ht_raster *after, int page,
                       const ht_pixel_rules *rules)
{
    sheet s = {.before = before,
               .after = after,
               .rules = rules,
               .page = page,
               .width = MAX(before->width, after->width),
               .height = MAX(before->height, after->height),
               .slack = to_pixels(rules->slack, rules->dpi),
               .side = MAX(1, (int)lround(SQUARE_MM / MM_PER_INCH * rules->dpi))};
    s.columns = (s.width + s.side - 1) / s.side;
    s.rows = (s.height + s.side - 1) / s.side;
    size_t squares = (size_t)s.columns * (size_t)s.rows;
    s.counts = HT_NEW_ARRAY(scratch, size_t, squares);
    s.left = HT_NEW_ARRAY(scratch, int, squares);
    s.top = HT_NEW_ARRAY(scratch, int, squares);
    s.right = HT_NEW_ARRAY(scratch, int, squares);
    s.bottom = HT_NEW_ARRAY(scratch, int, squares);
    *out = (ht_difference){.heat = {s.width, s.height, NULL}};
    out->heat.rgb = HT_NEW_ARRAY(scratch, uint8_t, 3 * (size_t)s.width * (size_t)s.height);
    scan(out, &s);
    for (size_t i = 0; i < squares; i++) {
        if (s.counts[i] > 0) {
            flood(out, arena, &s, i);
        }
    }
}
