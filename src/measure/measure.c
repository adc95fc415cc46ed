/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A PDF file and a form in, verdicts out: the stages of measuring, one after the other.
 */

#include "measure/measure.h"

/* What mutool writes for a letter that the file does not name. */
#define NOT_KNOWN 0xFFFD

/* True when the pages hold letters, and most of them say which they are. A scan has none. */
static bool has_text(const ht_subject *subject)
{
    size_t known = 0;
    size_t all = 0;
    for (size_t p = 0; p < subject->pdf.n_pages; p++) {
        const ht_pdf_page *page = &subject->pdf.pages[p];
        all += page->n_glyphs;
        for (size_t i = 0; i < page->n_glyphs; i++) {
            known += page->glyphs[i].codepoint != 0 && page->glyphs[i].codepoint != NOT_KNOWN;
        }
    }
    return known > all / 2;
}

/* Why there is nothing to measure: all text lies on its side, or there is none. */
static void tell_no_text(const ht_subject *subject, ht_diags *diags)
{
    size_t turned = 0;
    for (size_t p = 0; p < subject->pdf.n_pages; p++) {
        turned += subject->pdf.pages[p].n_turned;
    }
    if (turned > 0) {
        ht_diag_add(diags, HT_E1010, HT_NO_PLACE, subject->path);
    } else {
        ht_diag_add(diags, HT_E1009, HT_NO_PLACE, subject->path);
    }
}

static ht_status measure_pages(ht_measure *measure, ht_diags *diags)
{
    ht_subject *subject = &measure->subject;
    size_t errors = ht_diags_errors(diags);
    ht_lines_read(subject);
    if (!has_text(subject)) {
        tell_no_text(subject, diags);
        return HT_BACKEND;
    }
    ht_first_page_find(subject);
    ht_area_find(subject);
    ht_recognise(subject);
    ht_judge(measure);
    return ht_diags_errors(diags) == errors ? HT_OK : HT_BACKEND;
}

static void drop_table(void *table)
{
    g_hash_table_destroy(table);
}

static void drop_pattern(void *pattern)
{
    g_regex_unref(pattern);
}

ht_status ht_measure_file(ht_measure **out, const char *path, const char *form, ht_diags *diags)
{
    ht_arena *arena = ht_arena_new();
    ht_measure *measure = HT_NEW(arena, ht_measure);
    ht_subject *subject = &measure->subject;
    *out = NULL;
    measure->arena = arena;
    subject->arena = arena;
    subject->clauses = &measure->clauses;
    subject->path = ht_arena_strdup(arena, path);
    subject->diags = diags;
    subject->inks = g_hash_table_new(g_str_hash, g_str_equal);
    subject->patterns = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, drop_pattern);
    ht_arena_defer(arena, drop_table, subject->inks);
    subject->faces = g_hash_table_new(g_str_hash, g_str_equal);
    ht_arena_defer(arena, drop_table, subject->patterns);
    ht_arena_defer(arena, drop_table, subject->faces);
    ht_status status =
        ht_clauses_read(&measure->clauses, arena, ht_arena_strdup(arena, form), diags);
    if (status == HT_OK) {
        status = ht_pdf_trace(&subject->pdf, arena, path, diags);
    }
    if (status == HT_OK) {
        status = ht_pdf_trim(&subject->pdf, arena, path, diags);
    }
    if (status == HT_OK) {
        status = measure_pages(measure, diags);
    }
    if (status == HT_OK) {
        *out = measure;
    } else {
        ht_arena_free(arena);
    }
    return status;
}

void ht_measure_free(ht_measure *measure)
{
    if (measure != NULL) {
        ht_arena_free(measure->arena);
    }
}

size_t ht_measure_count(const ht_measure *measure, ht_verdict verdict)
{
    size_t count = 0;
    for (size_t i = 0; i < measure->n_items; i++) {
        count += measure->items[i].verdict == verdict;
    }
    return count;
}

size_t ht_measure_pages(const ht_measure *measure)
{
    return measure->subject.pdf.n_pages;
}
