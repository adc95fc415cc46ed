/* SPDX-License-Identifier: Apache-2.0 */

/*
 * An element and the name of a property in; out a reading for each place where it shows: how far
 * from an edge, how large, in which face. Distances are from em box to em box, unless the name says
 * ink. One table holds all that clauses can ask of an element.
 */

#include "measure/quantity.h"

#include <math.h>
#include <string.h>

/* What a property is read of. */
typedef enum reach {
    EACH,  /* every stretch */
    FIRST, /* the first */
    LAST,
    NEXT, /* every stretch with the one before it on its page */
    ALL,  /* the element as a whole */
} reach;

/* A stretch of an element, and the edges it is measured from. */
typedef struct view {
    ht_subject *subject;
    const ht_stretches *element;
    const ht_stretch *at;
    const ht_stretch *before; /* NEXT */
    const ht_box *area;
    double below; /* where lines across the page are drawn, clear of the text */
} view;

typedef bool (*reader)(ht_reading *out, const view *v);

struct ht_property {
    const char *name;
    ht_unit unit;
    bool is_text;
    reach reach;
    reader read;
};

static ht_reading across(const view *v, double from, double to)
{
    return (ht_reading){.value = to - from, .span = {from, v->below, to, v->below}};
}

static ht_reading down(const view *v, double from, double to)
{
    double x = (v->at->left + v->at->right) / 2;
    return (ht_reading){.value = to - from, .span = {x, from, x, to}};
}

/* Something that is said of a stretch, not measured between two edges. */
static ht_reading of_stretch(const view *v, double value, const char *text)
{
    const ht_stretch *s = v->at;
    return (ht_reading){
        .value = value, .text = text, .span = {s->left, s->bottom, s->right, s->bottom}};
}

/* ---- From edges ---------------------------------------------------------------------------- */

/* A bracket may give up the empty half of its cell: that is no edge to measure by. */
static bool is_bracket(const ht_pdf_glyph *glyph)
{
    GUnicodeType type = g_unichar_type(glyph->codepoint);
    return type == G_UNICODE_OPEN_PUNCTUATION || type == G_UNICODE_INITIAL_PUNCTUATION;
}

/* So may a mark at the end of a line. */
static bool is_closing_mark(const ht_pdf_glyph *glyph)
{
    GUnicodeType type = g_unichar_type(glyph->codepoint);
    return type == G_UNICODE_CLOSE_PUNCTUATION || type == G_UNICODE_FINAL_PUNCTUATION ||
           type == G_UNICODE_OTHER_PUNCTUATION;
}

/* A text between marks has no edge there, unless it is all there is to measure. */
static bool has_edges(const view *v, bool left, bool right)
{
    const ht_stretch *s = v->at;
    return s->rule || v->element->n == 1 ||
           !((left && is_bracket(s->glyphs[0])) ||
             (right && is_closing_mark(s->glyphs[s->n_glyphs - 1])));
}

static bool read_left(ht_reading *out, const view *v)
{
    *out = across(v, v->area->left, v->at->left);
    return has_edges(v, true, false);
}

static bool read_right(ht_reading *out, const view *v)
{
    *out = across(v, v->at->right, v->area->right);
    return has_edges(v, false, true);
}

static bool read_page_left(ht_reading *out, const view *v)
{
    *out = across(v, 0, v->at->left);
    return true;
}

static bool read_centre(ht_reading *out, const view *v)
{
    *out = across(v, (v->area->left + v->area->right) / 2, (v->at->left + v->at->right) / 2);
    return has_edges(v, true, true);
}

static bool read_top(ht_reading *out, const view *v)
{
    *out = down(v, v->area->top, v->at->top);
    return true;
}

static bool read_bottom(ht_reading *out, const view *v)
{
    *out = down(v, v->at->bottom, v->area->bottom);
    return true;
}

static bool read_page_bottom(ht_reading *out, const view *v)
{
    *out = down(v, v->at->bottom, v->subject->pdf.pages[v->at->page - 1].height);
    return true;
}

/* ---- From neighbours ----------------------------------------------------------------------- */

static bool read_above(ht_reading *out, const view *v)
{
    double edge = 0;
    bool found = ht_near_above(&edge, v->subject, v->at);
    *out = down(v, edge, v->at->top);
    return found;
}

static bool read_below(ht_reading *out, const view *v)
{
    double edge = 0;
    bool found = ht_near_below(&edge, v->subject, v->at);
    *out = down(v, v->at->bottom, edge);
    return found;
}

static bool read_pitch(ht_reading *out, const view *v)
{
    *out = down(v, v->before->base, v->at->base);
    return out->value > ONE_LINE;
}

static bool read_aligned(ht_reading *out, const view *v)
{
    *out = across(v, v->element->items[0].left, v->at->left);
    return true;
}

static bool read_count(ht_reading *out, const view *v)
{
    *out = of_stretch(v, (double)v->element->n, NULL);
    return true;
}

/* ---- Of itself ----------------------------------------------------------------------------- */

static bool read_size(ht_reading *out, const view *v)
{
    *out = of_stretch(v, v->at->size, NULL);
    return v->at->size > 0;
}

static bool read_height(ht_reading *out, const view *v)
{
    *out = of_stretch(v, v->at->size * HT_PT_MM, NULL);
    return v->at->size > 0;
}

static bool read_length(ht_reading *out, const view *v)
{
    *out = across(v, v->at->left, v->at->right);
    return true;
}

static bool read_thickness(ht_reading *out, const view *v)
{
    *out = of_stretch(v, v->at->bottom - v->at->top, NULL);
    return true;
}

/* Of the widest glyph. */
static bool read_cell(ht_reading *out, const view *v)
{
    double widest = 0;
    for (size_t i = 0; i < v->at->n_glyphs; i++) {
        widest = fmax(widest, v->at->glyphs[i]->end - v->at->glyphs[i]->x);
    }
    *out = of_stretch(v, widest, NULL);
    return widest > 0;
}

static bool read_face(ht_reading *out, const view *v)
{
    const char *face = v->at->face;
    if (face == NULL) { /* several: the first that is not that of its first 汉字 */
        GString *faces = g_string_new(NULL);
        for (size_t i = 0; i < v->at->n_glyphs; i++) {
            const char *one = ht_face_of(v->subject, v->at->glyphs[i]->font);
            if (ht_is_han(v->at->glyphs[i]->codepoint) && strstr(faces->str, one) == NULL) {
                g_string_append_printf(faces, "%s%s", faces->len > 0 ? "、" : "", one);
            }
        }
        face = ht_arena_strdup(v->subject->arena, faces->str);
        g_string_free(faces, TRUE);
    }
    *out = of_stretch(v, 0, face);
    return *face != '\0';
}

static bool read_ink(ht_reading *out, const view *v)
{
    const char *ink = v->at->red                     ? N_("red")
                      : ht_ink_is_black(&v->at->ink) ? N_("black")
                                                     : N_("another colour");
    *out = of_stretch(v, 0, ink);
    return true;
}

static bool read_text(ht_reading *out, const view *v)
{
    *out = of_stretch(v, 0, v->at->text);
    return *v->at->text != '\0';
}

/* ---- Of its ink ---------------------------------------------------------------------------- */

/* Of all stretches on the page of the one looked at. */
static bool find_ink(ht_box *ink, const view *v, bool together)
{
    ht_stretches one = {(ht_stretch *)v->at, 1};
    return ht_ink_of(ink, v->subject, together ? v->element : &one, v->at->page);
}

static bool read_ink_top(ht_reading *out, const view *v)
{
    ht_box ink;
    bool found = find_ink(&ink, v, true);
    if (found) {
        *out = down(v, v->area->top, ink.top);
    }
    return found;
}

static bool read_ink_page_top(ht_reading *out, const view *v)
{
    ht_box ink;
    bool found = find_ink(&ink, v, true);
    if (found) {
        *out = down(v, 0, ink.top);
    }
    return found;
}

static bool read_ink_centre(ht_reading *out, const view *v)
{
    ht_box ink;
    bool found = find_ink(&ink, v, true);
    if (found) {
        *out = across(v, (v->area->left + v->area->right) / 2, (ink.left + ink.right) / 2);
    }
    return found;
}

static bool read_ink_width(ht_reading *out, const view *v)
{
    ht_box ink;
    bool found = find_ink(&ink, v, true);
    if (found) {
        *out = across(v, ink.left, ink.right);
    }
    return found;
}

static bool read_ink_foot(ht_reading *out, const view *v)
{
    ht_box ink;
    bool found = find_ink(&ink, v, false);
    if (found) {
        *out = down(v, v->area->bottom, ink.top);
    }
    return found;
}

/* ---- The table ----------------------------------------------------------------------------- */

static const ht_property properties[] = {
    /* from the edges of the type area, and of the page */
    {"left", HT_UNIT_MM, false, EACH, read_left},
    {"right", HT_UNIT_MM, false, EACH, read_right},
    {"centre", HT_UNIT_MM, false, EACH, read_centre},
    {"top", HT_UNIT_MM, false, FIRST, read_top},
    {"bottom", HT_UNIT_MM, false, LAST, read_bottom},
    {"page-left", HT_UNIT_MM, false, EACH, read_page_left},
    {"page-bottom", HT_UNIT_MM, false, LAST, read_page_bottom},
    /* from what stands nearest above and below, on the page */
    {"above", HT_UNIT_MM, false, FIRST, read_above},
    {"below", HT_UNIT_MM, false, LAST, read_below},
    /* from baseline to baseline, and from the first one's left edge, within the element */
    {"pitch", HT_UNIT_MM, false, NEXT, read_pitch},
    {"aligned", HT_UNIT_MM, false, EACH, read_aligned},
    {"count", HT_UNIT_NONE, false, ALL, read_count},
    /* of itself */
    {"size", HT_UNIT_PT, false, EACH, read_size},
    {"height", HT_UNIT_MM, false, EACH, read_height},
    {"cell", HT_UNIT_MM, false, EACH, read_cell},
    {"length", HT_UNIT_MM, false, EACH, read_length},
    {"thickness", HT_UNIT_MM, false, EACH, read_thickness},
    {"face", HT_UNIT_NONE, true, EACH, read_face},
    {"ink", HT_UNIT_NONE, true, EACH, read_ink},
    {"text", HT_UNIT_NONE, true, EACH, read_text},
    /* of the ink of all of it: from the type area's and the page's upper edge, from the middle, in
     * width; and of each, from the type area's lower edge */
    {"ink-top", HT_UNIT_MM, false, ALL, read_ink_top},
    {"ink-page-top", HT_UNIT_MM, false, ALL, read_ink_page_top},
    {"ink-centre", HT_UNIT_MM, false, ALL, read_ink_centre},
    {"ink-width", HT_UNIT_MM, false, ALL, read_ink_width},
    {"ink-foot", HT_UNIT_MM, false, FIRST, read_ink_foot},
};

const char *ht_property_name(size_t index)
{
    return index < G_N_ELEMENTS(properties) ? properties[index].name : NULL;
}

const ht_property *ht_property_find(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(properties); i++) {
        if (strcmp(properties[i].name, name) == 0) {
            return &properties[i];
        }
    }
    return NULL;
}

ht_unit ht_property_unit(const ht_property *property)
{
    return property->unit;
}

bool ht_property_is_text(const ht_property *property)
{
    return property->is_text;
}

static void read_one(ht_readings *out, const ht_property *property, ht_subject *subject,
                     const ht_stretches *element, size_t at)
{
    const ht_stretch *s = &element->items[at];
    view v = {subject,          element, s, at > 0 ? s - 1 : NULL, ht_area_of(subject, s->page),
              s->bottom + CLEAR};
    ht_reading reading;
    bool first = at == 0 || s[-1].page != s->page;
    if (property->reach == NEXT && (first || s->base - s[-1].base < ONE_LINE)) {
        return;
    }
    if (property->read(&reading, &v)) {
        reading.page = s->page;
        ht_readings_add(out, subject, reading);
    }
}

void ht_readings_add(ht_readings *out, ht_subject *subject, ht_reading reading)
{
    *HT_PUSH(subject->arena, out->items, out->n) = reading;
}

void ht_property_read(ht_readings *out, const ht_property *property, ht_subject *subject,
                      ht_element_id id)
{
    const ht_stretches *element = &subject->elements[id];
    size_t first = property->reach == LAST && element->n > 0 ? element->n - 1 : 0;
    bool one = property->reach == FIRST || property->reach == ALL;
    size_t end = one ? MIN(element->n, 1) : element->n;
    for (size_t i = first; i < end; i++) {
        read_one(out, property, subject, element, i);
    }
}
