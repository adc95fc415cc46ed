/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The points of a path in; out a rule for each part of it that is long and thin and lies across the
 * page, drawn with a pen or filled, and one shape for all its other parts. What is painted white
 * shows nothing and is left out.
 */

#include "pdf/tracer.h"

#include <math.h>

/* In mm: a rule is thinner than this, and longer than thick. */
#define RULE_HEIGHT 1.5
/* In mm: a line with less than that between its ends has no extent in that direction. */
#define FLAT 0.01

static const ht_box nothing = {INFINITY, INFINITY, -INFINITY, -INFINITY};

static void unite(ht_box *box, const ht_box *other)
{
    box->left = fmin(box->left, other->left);
    box->top = fmin(box->top, other->top);
    box->right = fmax(box->right, other->right);
    box->bottom = fmax(box->bottom, other->bottom);
}

void ht_tracer_begin_path(ht_tracer *tracer, const char *element, const char **names,
                          const char **values)
{
    tracer->matrix = ht_tracer_matrix(ht_tracer_find(names, values, "transform"));
    tracer->ink = ht_tracer_ink(names, values);
    tracer->clips = g_str_has_prefix(element, "clip");
    const ht_matrix *m = &tracer->matrix;
    double scale = sqrt(fabs(m->a * m->d - m->b * m->c));
    double width = g_ascii_strtod(ht_tracer_find(names, values, "linewidth"), NULL);
    tracer->pen = g_str_has_prefix(element, "stroke") ? width * scale : 0;
    tracer->part = nothing;
    tracer->rest_of_path = nothing;
}

/* Puts what was read of a path among the rules, or with the rest. */
static void end_part(ht_tracer *tracer)
{
    ht_box box = tracer->part;
    if (box.left > box.right) {
        return;
    }
    /* A line is thick across only. */
    double half = tracer->pen * HT_PT_MM / 2;
    double wide = box.bottom - box.top < FLAT ? 0 : half;
    double high = box.right - box.left < FLAT ? 0 : half;
    box = (ht_box){box.left - wide, box.top - high, box.right + wide, box.bottom + high};
    double height = box.bottom - box.top;
    bool thin = height < RULE_HEIGHT && box.right - box.left > height;
    if (thin && tracer->image_depth == 0 && !tracer->clips) {
        ht_pdf_shape *rule = HT_PUSH(tracer->arena, tracer->page->rules, tracer->page->n_rules);
        *rule = (ht_pdf_shape){box, tracer->ink};
    } else {
        unite(&tracer->rest_of_path, &box);
    }
    tracer->part = nothing;
}

void ht_tracer_add_points(ht_tracer *tracer, bool moves, const char **names, const char **values)
{
    static const char *const points[][2] = {{"x", "y"}, {"x1", "y1"}, {"x2", "y2"}, {"x3", "y3"}};
    const ht_matrix *m = &tracer->matrix;
    if (moves) {
        end_part(tracer);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(points); i++) {
        const char *across = ht_tracer_find(names, values, points[i][0]);
        if (*across != '\0') {
            double x = g_ascii_strtod(across, NULL);
            double y = g_ascii_strtod(ht_tracer_find(names, values, points[i][1]), NULL);
            double px = (m->a * x + m->c * y + m->e) * HT_PT_MM;
            double py = (m->b * x + m->d * y + m->f) * HT_PT_MM;
            unite(&tracer->part, &(ht_box){px, py, px, py});
        }
    }
}

bool ht_tracer_is_white(const ht_pdf_ink *ink)
{
    double paper = ink->n == 4 ? 0 : 1;
    for (int i = 0; i < ink->n; i++) {
        if (fabs(ink->part[i] - paper) > 0.001) {
            return false;
        }
    }
    return ink->n > 0;
}

void ht_tracer_end_path(ht_tracer *tracer)
{
    ht_pdf_page *page = tracer->page;
    size_t n_rules = page->n_rules;
    end_part(tracer);
    const ht_box *box = &tracer->rest_of_path;
    bool empty = box->left > box->right;
    ht_pdf_image *image = tracer->image_depth > 0 ? &tracer->image : NULL;
    if (tracer->clips) {
        bool first = image != NULL && image->frame.right <= image->frame.left;
        if (first && !empty) {
            image->frame = *box;
        }
    } else if (ht_tracer_is_white(&tracer->ink)) {
        page->n_rules = n_rules;
    } else if (image != NULL && !empty) {
        bool first = image->box.right <= image->box.left;
        image->box = first ? *box : image->box;
        unite(&image->box, box);
    } else if (!empty) {
        *HT_PUSH(tracer->arena, page->shapes, page->n_shapes) = (ht_pdf_shape){*box, tracer->ink};
    }
}
