/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Glyphs and rules of a page in; out stretches: glyphs that share a baseline and stand together,
 * and rules, those drawn in pieces joined. Blanks have no place of their own: programs indent with
 * them or without.
 */

#include "measure/measure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* In mm: a glyph lent by another face may stand a little off its line. */
#define OFF_LINE 0.6
/* In ems: a wider gap parts a line into stretches. */
#define WIDE_GAP 1.8
/* In ems: the same glyph again so close is a bold one, painted twice. */
#define TWICE 0.15
/* In mm: pieces of rules so close are one. */
#define JOINED 0.3

bool ht_ink_is_red(const ht_pdf_ink *ink)
{
    const float *p = ink->part;
    return (ink->n == 3 && p[0] > 0.6F && p[1] < 0.5F && p[2] < 0.5F) ||
           (ink->n == 4 && p[0] < 0.4F && p[1] > 0.5F && p[2] > 0.5F && p[3] < 0.4F);
}

bool ht_ink_is_black(const ht_pdf_ink *ink)
{
    const float *p = ink->part;
    bool rich = ink->n == 4 && p[3] >= 1;
    bool none = ink->n == 3 && p[0] <= 0 && p[1] <= 0 && p[2] <= 0;
    return rich || none || (ink->n == 1 && p[0] <= 0);
}

static const char *find_class(const ht_clauses *clauses, const char *font)
{
    for (size_t i = 0; i < clauses->n_faces; i++) {
        const ht_face_class *class = &clauses->faces[i];
        for (size_t k = 0; k < class->n_patterns; k++) {
            if (g_regex_match(class->patterns[k], font, 0, NULL)) {
                return class->name;
            }
        }
    }
    return font;
}

const char *ht_face_of(const ht_subject *subject, const char *font)
{
    const char *class = g_hash_table_lookup(subject->faces, font);
    if (class == NULL) {
        class = find_class(subject->clauses, font);
        g_hash_table_insert(subject->faces, (gpointer)font, (gpointer) class);
    }
    return class;
}

/* ---- A stretch of its glyphs --------------------------------------------------------------- */

/* The size that most glyphs have. */
static double common_size(const ht_stretch *s)
{
    size_t best = 0;
    double size = 0;
    for (size_t i = 0; i < s->n_glyphs; i++) {
        size_t same = 0;
        for (size_t k = 0; k < s->n_glyphs; k++) {
            same += fabs(s->glyphs[k]->size - s->glyphs[i]->size) < 0.1;
        }
        if (same > best) {
            best = same;
            size = s->glyphs[i]->size;
        }
    }
    return size;
}

/* The face of the 汉字, as digits may come from another; NULL when there are several. */
static const char *common_face(const ht_subject *subject, const ht_stretch *s)
{
    bool han = false;
    const char *face = NULL;
    for (size_t i = 0; i < s->n_glyphs; i++) {
        han = han || ht_is_han(s->glyphs[i]->codepoint);
    }
    for (size_t i = 0; i < s->n_glyphs; i++) {
        if (han && !ht_is_han(s->glyphs[i]->codepoint)) {
            continue;
        }
        const char *other = ht_face_of(subject, s->glyphs[i]->font);
        if (face != NULL && strcmp(face, other) != 0) {
            return NULL;
        }
        face = other;
    }
    return face;
}

/* Fills in what follows from the glyphs. */
static void complete(const ht_subject *subject, ht_stretch *s)
{
    double ascent = subject->clauses->norm.ascent;
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < s->n_glyphs; i++) {
        uint32_t codepoint = s->glyphs[i]->codepoint;
        g_string_append_unichar(text, codepoint != 0 ? codepoint : 0xFFFD);
    }
    s->text = ht_arena_strdup(subject->arena, text->str);
    g_string_free(text, TRUE);
    s->size = common_size(s);
    s->face = common_face(subject, s);
    s->left = s->glyphs[0]->x;
    s->right = s->glyphs[s->n_glyphs - 1]->end;
    s->base = s->glyphs[0]->y;
    s->top = s->base - ascent * s->size * HT_PT_MM;
    s->bottom = s->base + (1 - ascent) * s->size * HT_PT_MM;
    s->ink = s->glyphs[0]->ink;
    s->red = ht_ink_is_red(&s->ink);
}

ht_stretch ht_stretch_part(const ht_subject *subject, const ht_stretch *whole, size_t first,
                           size_t last)
{
    ht_stretch part = *whole;
    part.glyphs = whole->glyphs + first;
    part.n_glyphs = last - first;
    complete(subject, &part);
    return part;
}

/* ---- Lines --------------------------------------------------------------------------------- */

static int by_baseline(const void *a, const void *b)
{
    const ht_pdf_glyph *one = *(const ht_pdf_glyph *const *)a;
    const ht_pdf_glyph *other = *(const ht_pdf_glyph *const *)b;
    return one->y < other->y ? -1 : one->y > other->y;
}

/* Two marks drawn together, 》（, may begin at one place: those stay as they were painted. */
static int by_left_edge(const void *a, const void *b)
{
    const ht_pdf_glyph *one = *(const ht_pdf_glyph *const *)a;
    const ht_pdf_glyph *other = *(const ht_pdf_glyph *const *)b;
    if (fabs(one->x - other->x) < 0.03) {
        return one < other ? -1 : one > other;
    }
    return one->x < other->x ? -1 : 1;
}

static bool is_blank(const ht_pdf_glyph *glyph)
{
    return g_unichar_isspace(glyph->codepoint) || glyph->end - glyph->x <= 0;
}

/* Parts a line where its gaps are wide, and adds the stretches. */
static void add_line(ht_subject *subject, ht_stretches *out, int page, const ht_pdf_glyph **glyphs,
                     size_t n)
{
    qsort(glyphs, n, sizeof(ht_pdf_glyph *), by_left_edge);
    size_t kept = 1;
    for (size_t i = 1; i < n; i++) {
        const ht_pdf_glyph *last = glyphs[kept - 1];
        bool again = last->codepoint == glyphs[i]->codepoint &&
                     glyphs[i]->x - last->x < TWICE * last->size * HT_PT_MM;
        if (!again) {
            glyphs[kept++] = glyphs[i];
        }
    }
    size_t first = 0;
    for (size_t i = 1; i <= kept; i++) {
        double em = glyphs[i - 1]->size * HT_PT_MM;
        if (i == kept || glyphs[i]->x - glyphs[i - 1]->end > WIDE_GAP * em) {
            ht_stretch *s = HT_PUSH(subject->arena, out->items, out->n);
            *s = (ht_stretch){.page = page, .glyphs = glyphs + first, .n_glyphs = i - first};
            complete(subject, s);
            first = i;
        }
    }
}

/* Lines of the glyphs of one kind, red or not: a seal does not part the text under it. */
static void read_glyphs(ht_subject *subject, ht_stretches *out, const ht_pdf_page *page, bool red)
{
    const ht_pdf_glyph **glyphs =
        HT_NEW_ARRAY(subject->arena, const ht_pdf_glyph *, page->n_glyphs + 1);
    size_t n = 0;
    for (size_t i = 0; i < page->n_glyphs; i++) {
        const ht_pdf_glyph *glyph = &page->glyphs[i];
        if (!is_blank(glyph) && ht_ink_is_red(&glyph->ink) == red) {
            glyphs[n++] = glyph;
        }
    }
    qsort(glyphs, n, sizeof *glyphs, by_baseline);
    size_t first = 0;
    for (size_t i = 1; i <= n; i++) {
        if (i == n || glyphs[i]->y - glyphs[i - 1]->y >= OFF_LINE) {
            add_line(subject, out, page->number, glyphs + first, i - first);
            first = i;
        }
    }
}

static int by_place(const void *a, const void *b)
{
    const ht_stretch *one = a;
    const ht_stretch *other = b;
    if (fabs(one->base - other->base) >= OFF_LINE) {
        return one->base < other->base ? -1 : 1;
    }
    return one->left < other->left ? -1 : one->left > other->left;
}

static void sort_by_place(ht_stretches *stretches)
{
    if (stretches->n > 0) {
        qsort(stretches->items, stretches->n, sizeof *stretches->items, by_place);
    }
}

/* ---- Rules --------------------------------------------------------------------------------- */

/* True when a rule goes on where another one ends. */
static bool continues(const ht_stretch *rule, const ht_pdf_shape *piece)
{
    return fabs(rule->top - piece->box.top) < JOINED &&
           fabs(rule->bottom - piece->box.bottom) < JOINED &&
           piece->box.left < rule->right + JOINED && piece->box.right > rule->left - JOINED;
}

static void add_rule(ht_subject *subject, ht_stretches *out, int page, const ht_pdf_shape *piece)
{
    const ht_box *box = &piece->box;
    for (size_t i = 0; i < out->n; i++) {
        ht_stretch *rule = &out->items[i];
        if (continues(rule, piece)) {
            rule->left = fmin(rule->left, box->left);
            rule->right = fmax(rule->right, box->right);
            return;
        }
    }
    ht_stretch *rule = HT_PUSH(subject->arena, out->items, out->n);
    *rule = (ht_stretch){.page = page,
                         .rule = true,
                         .left = box->left,
                         .right = box->right,
                         .top = box->top,
                         .bottom = box->bottom,
                         .base = box->bottom,
                         .text = "",
                         .ink = piece->ink,
                         .red = ht_ink_is_red(&piece->ink)};
}

void ht_lines_read(ht_subject *subject)
{
    size_t n = subject->pdf.n_pages;
    subject->lines = HT_NEW_ARRAY(subject->arena, ht_stretches, n);
    subject->rules = HT_NEW_ARRAY(subject->arena, ht_stretches, n);
    for (size_t i = 0; i < n; i++) {
        const ht_pdf_page *page = &subject->pdf.pages[i];
        ht_stretches *lines = &subject->lines[i];
        ht_stretches *rules = &subject->rules[i];
        read_glyphs(subject, lines, page, true);
        read_glyphs(subject, lines, page, false);
        sort_by_place(lines);
        for (size_t k = 0; k < page->n_rules; k++) {
            add_rule(subject, rules, page->number, &page->rules[k]);
        }
        sort_by_place(rules);
    }
}
