/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Stretches and rules in; out the elements of the document, each a list of them. The parts come one
 * after the other: header, main part, imprint. What is looked for by its place is looked for with
 * several millimetres to spare, or its faults could not be found; what is not recognised is left
 * out, never guessed.
 */

#include "measure/measure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[HT_EL_COUNT] = {
#define HT_ELEMENT(id, name) name,
#include "measure/elements.def"
#undef HT_ELEMENT
};

const char *ht_element_name(ht_element_id id)
{
    return names[id];
}

ht_element_id ht_element_find(const char *name)
{
    int id = 0;
    while (id < HT_EL_COUNT && strcmp(names[id], name) != 0) {
        id++;
    }
    return (ht_element_id)id;
}

void ht_element_add(ht_subject *subject, ht_element_id id, const ht_stretch *stretch)
{
    ht_stretches *element = &subject->elements[id];
    ht_stretch copy = *stretch; /* it may stand in the array that grows */
    *HT_PUSH(subject->arena, element->items, element->n) = copy;
}

const ht_stretch *ht_element_first(const ht_subject *subject, ht_element_id id)
{
    const ht_stretches *element = &subject->elements[id];
    return element->n > 0 ? &element->items[0] : NULL;
}

size_t ht_element_on(const ht_stretches *element, int page)
{
    size_t first = 0;
    size_t end = element->n;
    while (first < end) {
        size_t middle = (first + end) / 2;
        if (element->items[middle].page < page) {
            first = middle + 1;
        } else {
            end = middle;
        }
    }
    return first;
}

bool ht_element_has(const ht_subject *subject, ht_element_id id, const ht_stretch *stretch)
{
    const ht_stretches *element = &subject->elements[id];
    for (size_t i = ht_element_on(element, stretch->page); i < element->n; i++) {
        const ht_stretch *one = &element->items[i];
        if (one->page != stretch->page) {
            return false;
        }
        bool same_line = fabs(one->base - stretch->base) < 0.01;
        if (same_line && one->left < stretch->right && one->right > stretch->left) {
            return true;
        }
    }
    return false;
}

bool ht_text_matches(ht_subject *subject, const char *text, const char *pattern)
{
    GRegex *regex = g_hash_table_lookup(subject->patterns, pattern);
    if (regex == NULL) {
        char *whole = g_strdup_printf("^(?:%s)$", pattern);
        regex = g_regex_new(whole, G_REGEX_OPTIMIZE, 0, NULL);
        g_hash_table_insert(subject->patterns, (gpointer)pattern, regex);
        g_free(whole);
    }
    return g_regex_match(regex, text, 0, NULL);
}

/* ---- Page numbers -------------------------------------------------------------------------- */

static bool is_dash(uint32_t codepoint)
{
    static const char dashes[] = "—–―-－─‐";
    char text[7] = {0};
    g_unichar_to_utf8(codepoint, text);
    return strstr(dashes, text) != NULL;
}

int ht_folio_number(const ht_stretch *folio)
{
    const char *digits = strpbrk(folio->text, "0123456789");
    return digits != NULL ? atoi(digits) : 0;
}

/* The last line of a page, when it is a number with or without dashes at its sides. */
static void find_folio(ht_subject *subject, const ht_stretches *lines)
{
    const ht_stretch *last = lines->n > 0 ? &lines->items[lines->n - 1] : NULL;
    double lowest = subject->clauses->norm.area.bottom - subject->clauses->norm.row;
    if (last == NULL || last->bottom < lowest || last->size > subject->body_size + 1 ||
        !ht_text_matches(subject, last->text, "第?[—–―\\-－─‐]*\\d{1,4}[—–―\\-－─‐]*页?")) {
        return;
    }
    bool odd = ht_folio_number(last) % 2 != 0;
    ht_element_add(subject, odd ? HT_EL_ODD_FOLIO : HT_EL_EVEN_FOLIO, last);
    ht_element_add(subject, HT_EL_FOLIO, last);
    if (is_dash(last->glyphs[0]->codepoint)) {
        ht_stretch dash = ht_stretch_part(subject, last, 0, 1);
        ht_element_add(subject, HT_EL_FOLIO_DASH, &dash);
    }
}

/* The dashes stand apart from the number: a folio in three stretches becomes one again. */
static void join_folio(ht_subject *subject, ht_stretches *lines)
{
    size_t n = lines->n;
    if (n < 3 || fabs(lines->items[n - 1].base - lines->items[n - 3].base) > 0.6 ||
        lines->items[n - 1].n_glyphs != 1 || lines->items[n - 3].n_glyphs != 1) {
        return;
    }
    ht_stretch *first = &lines->items[n - 3];
    const ht_pdf_glyph **glyphs =
        HT_NEW_ARRAY(subject->arena, const ht_pdf_glyph *, lines->items[n - 2].n_glyphs + 2);
    size_t count = 0;
    for (size_t i = n - 3; i < n; i++) {
        for (size_t k = 0; k < lines->items[i].n_glyphs; k++) {
            glyphs[count++] = lines->items[i].glyphs[k];
        }
    }
    ht_stretch whole = *first;
    whole.glyphs = glyphs;
    *first = ht_stretch_part(subject, &whole, 0, count);
    lines->n = n - 2;
}

/* ---- The first page ------------------------------------------------------------------------ */

static bool has_mark(const ht_subject *subject, size_t page)
{
    const ht_stretches *lines = &subject->lines[page];
    for (size_t i = 0; i < lines->n; i++) {
        if (ht_stretch_is_mark(&lines->items[i])) {
            return true;
        }
    }
    return false;
}

/* A sheet with information may stand before it. */
void ht_first_page_find(ht_subject *subject)
{
    subject->first = 1;
    for (size_t p = 0; p < subject->pdf.n_pages; p++) {
        if (has_mark(subject, p)) {
            subject->first = (int)p + 1;
            return;
        }
    }
}

int ht_page_side(const ht_subject *subject, int page)
{
    return abs(page - subject->first + 1) % 2;
}

void ht_recognise(ht_subject *subject)
{
    for (size_t p = 0; p < subject->pdf.n_pages; p++) {
        join_folio(subject, &subject->lines[p]);
        find_folio(subject, &subject->lines[p]);
    }
    ht_recognise_header(subject);
    ht_recognise_imprint(subject);
    ht_recognise_main(subject);
    ht_grid_find(subject);
}
