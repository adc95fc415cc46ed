/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The ink of a glyph. In: a face and a glyph. Out: the box that its outline fills, which is measured
 * once: marks and titles show the same glyphs again and again.
 *
 * HarfBuzz's extents of a CFF glyph hold the control points of its curves, which may lie a
 * millimetre outside the ink of a large mark: here the curves' own extremes are found.
 */

#include "font/fontset.h"

#include <math.h>

typedef struct box {
    double least[2]; /* x, y */
    double most[2];
    bool any;
} box;

static void add(box *b, double x, double y)
{
    const double at[2] = {x, y};
    for (int i = 0; i < 2; i++) {
        b->least[i] = b->any ? fmin(b->least[i], at[i]) : at[i];
        b->most[i] = b->any ? fmax(b->most[i], at[i]) : at[i];
    }
    b->any = true;
}

static void move_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y,
                    void *user)
{
    /* A contour that draws nothing has no ink: its first point counts with the next. */
    (void)funcs, (void)data, (void)state, (void)x, (void)y, (void)user;
}

static void line_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y,
                    void *user)
{
    (void)funcs, (void)user;
    add(data, (double)state->current_x, (double)state->current_y);
    add(data, (double)x, (double)y);
}

static double cubic(const double p[4], double t)
{
    double s = 1 - t;
    return s * s * s * p[0] + 3 * s * s * t * p[1] + 3 * s * t * t * p[2] + t * t * t * p[3];
}

/* The two places where a curve turns along one axis; outside 0 to 1 where it does not. */
static void find_turns(double turns[2], const double p[4])
{
    double a = p[3] - 3 * p[2] + 3 * p[1] - p[0];
    double b = 2 * (p[2] - 2 * p[1] + p[0]);
    double c = p[1] - p[0];
    double root = b * b - 4 * a * c;
    turns[0] = turns[1] = -1;
    if (fabs(a) < 1e-9) {
        turns[0] = fabs(b) > 1e-9 ? -c / b : -1;
    } else if (root >= 0) {
        turns[0] = (-b + sqrt(root)) / (2 * a);
        turns[1] = (-b - sqrt(root)) / (2 * a);
    }
}

static void add_curve(box *b, const double x[4], const double y[4])
{
    const double *axes[2] = {x, y};
    add(b, x[0], y[0]);
    add(b, x[3], y[3]);
    for (int i = 0; i < 2; i++) {
        double turns[2];
        find_turns(turns, axes[i]);
        for (int k = 0; k < 2; k++) {
            if (turns[k] > 0 && turns[k] < 1) {
                add(b, cubic(x, turns[k]), cubic(y, turns[k]));
            }
        }
    }
}

static void quadratic_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float cx,
                         float cy, float x, float y, void *user)
{
    /* The same curve with two control points. */
    double x0 = (double)state->current_x;
    double y0 = (double)state->current_y;
    const double xs[4] = {x0, x0 + ((double)cx - x0) * 2 / 3,
                          (double)x + ((double)cx - (double)x) * 2 / 3, (double)x};
    const double ys[4] = {y0, y0 + ((double)cy - y0) * 2 / 3,
                          (double)y + ((double)cy - (double)y) * 2 / 3, (double)y};
    (void)funcs, (void)user;
    add_curve(data, xs, ys);
}

static void cubic_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float ax, float ay,
                     float bx, float by, float x, float y, void *user)
{
    const double xs[4] = {(double)state->current_x, (double)ax, (double)bx, (double)x};
    const double ys[4] = {(double)state->current_y, (double)ay, (double)by, (double)y};
    (void)funcs, (void)user;
    add_curve(data, xs, ys);
}

static bool measure(ht_ink_box *out, const ht_face *face, uint32_t glyph)
{
    box b = {.any = false};
    hb_draw_funcs_t *funcs = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(funcs, move_to, NULL, NULL);
    hb_draw_funcs_set_line_to_func(funcs, line_to, NULL, NULL);
    hb_draw_funcs_set_quadratic_to_func(funcs, quadratic_to, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(funcs, cubic_to, NULL, NULL);
    hb_font_get_glyph_shape(ht_face_font(face), glyph, funcs, &b);
    hb_draw_funcs_destroy(funcs);
    *out = (ht_ink_box){(int)floor(b.least[0]), (int)floor(b.least[1]), (int)ceil(b.most[0]),
                        (int)ceil(b.most[1])};
    return b.any;
}

/* ---- What was measured ---------------------------------------------------------------------- */

struct ht_inks {
    GMutex lock;
    GHashTable *boxes; /* glyph -> ht_ink_box; NULL: it is blank */
};

ht_inks *ht_inks_new(void)
{
    ht_inks *inks = g_new(ht_inks, 1);
    g_mutex_init(&inks->lock);
    inks->boxes = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
    return inks;
}

void ht_inks_free(ht_inks *inks)
{
    g_hash_table_unref(inks->boxes);
    g_mutex_clear(&inks->lock);
    g_free(inks);
}

bool ht_face_ink(ht_ink_box *out, const ht_face *face, uint32_t glyph)
{
    ht_inks *inks = ht_face_inks(face);
    gpointer known = NULL;
    g_mutex_lock(&inks->lock);
    if (!g_hash_table_lookup_extended(inks->boxes, GUINT_TO_POINTER(glyph), NULL, &known)) {
        ht_ink_box measured;
        known = measure(&measured, face, glyph) ? g_memdup2(&measured, sizeof measured) : NULL;
        g_hash_table_insert(inks->boxes, GUINT_TO_POINTER(glyph), known);
    }
    if (known != NULL) {
        *out = *(ht_ink_box *)known;
    }
    g_mutex_unlock(&inks->lock);
    return known != NULL;
}
