/* SPDX-License-Identifier: Apache-2.0 */

/*
 * One page onto a Cairo surface: runs of glyphs, rules, modules of QR codes.
 * Lengths become points here and nowhere before. Hinting is off: positions are the page's.
 */

#include "paint/paint.h"

#include <glib.h>
#include <hb.h>
#include <math.h>
#include <string.h>

static void set_ink(cairo_t *cr, const ht_ink *ink)
{
    double red = (ink->rgb >> 16 & 0xFF) / 255.0;
    double green = (ink->rgb >> 8 & 0xFF) / 255.0;
    double blue = (ink->rgb & 0xFF) / 255.0;
    cairo_set_source_rgb(cr, red, green, blue);
}

static void set_rectangle(cairo_t *cr, const ht_mark *mark)
{
    cairo_rectangle(cr, ht_len_to_pt(mark->x), ht_len_to_pt(mark->y), ht_len_to_pt(mark->width),
                    ht_len_to_pt(mark->height));
}

static const ht_cut_face *find_cut(const ht_cut_faces *faces, const ht_face *face)
{
    size_t i = 0;
    while (faces->items[i].face != face) {
        i++;
    }
    return &faces->items[i];
}

static void set_font(cairo_t *cr, const ht_run *run, const ht_cut_face *cut)
{
    cairo_matrix_t matrix;
    double size = ht_len_to_pt(run->size);
    cairo_matrix_init_scale(&matrix, size * run->condense / 1024, size);
    cairo_set_font_face(cr, cut->cairo);
    cairo_set_font_matrix(cr, &matrix);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_set_font_options(cr, options);
    cairo_font_options_destroy(options);
}

static void paint_run(cairo_t *cr, ht_arena *arena, const ht_mark *mark, const ht_cut_faces *faces)
{
    const ht_run *run = mark->run;
    const ht_cut_face *cut = find_cut(faces, run->face);
    cairo_glyph_t *glyphs = HT_NEW_ARRAY(arena, cairo_glyph_t, run->n_glyphs);
    /* A turned run is painted about its own origin. */
    ht_len left = mark->turned ? 0 : mark->x;
    ht_len baseline = mark->turned ? 0 : mark->y;
    for (size_t i = 0; i < run->n_glyphs; i++) {
        glyphs[i].index = hb_map_get(cut->glyphs, run->glyphs[i].id);
        glyphs[i].x = ht_len_to_pt(left + run->glyphs[i].x);
        glyphs[i].y = ht_len_to_pt(baseline + run->glyphs[i].y);
    }
    cairo_save(cr);
    if (mark->turned) {
        cairo_translate(cr, ht_len_to_pt(mark->x), ht_len_to_pt(mark->y));
        cairo_rotate(cr, -G_PI_2);
    }
    set_ink(cr, mark->ink);
    set_font(cr, run, cut);
    cairo_show_glyphs(cr, glyphs, (int)run->n_glyphs);
    cairo_restore(cr);
}

/* A five-pointed star, one point up: the inner corners of a pentagram. */
#define STAR_POINTS 5
#define STAR_INNER 0.381966

static void paint_star(cairo_t *cr, const ht_mark *mark)
{
    double radius = ht_len_to_pt(mark->width) / 2;
    double x = ht_len_to_pt(mark->x) + radius;
    double y = ht_len_to_pt(mark->y) + radius;
    set_ink(cr, mark->ink);
    for (int i = 0; i < 2 * STAR_POINTS; i++) {
        double angle = i * G_PI / STAR_POINTS - G_PI_2;
        double length = i % 2 == 0 ? radius : radius * STAR_INNER;
        cairo_line_to(cr, x + length * cos(angle), y + length * sin(angle));
    }
    cairo_close_path(cr);
    cairo_fill(cr);
}

/* Black modules side by side are one rectangle, so that no seams show. */
static void paint_bits(cairo_t *cr, const ht_mark *mark)
{
    double side = ht_len_to_pt(mark->width) / mark->modules;
    set_ink(cr, mark->ink);
    for (int row = 0; row < mark->modules; row++) {
        const uint8_t *bits = mark->bits + (size_t)row * (size_t)mark->modules;
        for (int from = 0; from < mark->modules;) {
            int to = from + 1;
            while (to < mark->modules && bits[to] == bits[from]) {
                to++;
            }
            if (bits[from] != 0) {
                cairo_rectangle(cr, ht_len_to_pt(mark->x) + from * side,
                                ht_len_to_pt(mark->y) + row * side, (to - from) * side, side);
            }
            from = to;
        }
    }
    cairo_fill(cr);
}

void ht_canvas_paint(cairo_t *cr, ht_arena *arena, const ht_page *page, const ht_cut_faces *faces)
{
    for (size_t i = 0; i < page->n_marks; i++) {
        const ht_mark *mark = &page->marks[i];
        switch (mark->kind) {
        case HT_MARK_RUN:
            paint_run(cr, arena, mark, faces);
            break;
        case HT_MARK_RULE:
            set_ink(cr, mark->ink);
            set_rectangle(cr, mark);
            cairo_fill(cr);
            break;
        case HT_MARK_BITS:
            paint_bits(cr, mark);
            break;
        case HT_MARK_LINK:
        case HT_MARK_SEAL:
            break; /* nothing on paper */
        case HT_MARK_STAR:
            paint_star(cr, mark);
            break;
        case HT_MARK_IMAGE:
            ht_canvas_paint_image(cr, mark);
            break;
        }
    }
}

cairo_status_t ht_canvas_collect(void *array, const unsigned char *bytes, unsigned size)
{
    g_byte_array_append(array, bytes, size);
    return CAIRO_STATUS_SUCCESS;
}

cairo_status_t ht_canvas_end(cairo_t *cr, cairo_surface_t *surface)
{
    cairo_show_page(cr);
    cairo_status_t result = cairo_status(cr);
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    result = result == CAIRO_STATUS_SUCCESS ? cairo_surface_status(surface) : result;
    cairo_surface_destroy(surface);
    return result;
}

ht_status ht_canvas_finish(cairo_status_t status, void *array, ht_write_fn write, void *user,
                           ht_diags *diags)
{
    GByteArray *bytes = array;
    ht_status result = HT_OK;
    if (status != CAIRO_STATUS_SUCCESS) {
        ht_diag_add(diags, HT_E0702, HT_NO_PLACE, cairo_status_to_string(status));
        result = HT_BACKEND;
    } else if (!write(bytes->data, bytes->len, user)) {
        result = HT_IO;
    }
    g_byte_array_free(bytes, TRUE);
    return result;
}
