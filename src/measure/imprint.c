/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Stretches and rules of all pages in; out the elements of the imprint (版记): its rules, 主送 and
 * 抄送, the printing office and its date. The imprint is on the last page that has lines such as
 * these, with rules or, in a letter, without.
 */

#include "measure/measure.h"

#include <math.h>
#include <string.h>

#define NUMERAL "[\\d〇○Ｏ零一二三四五六七八九十]"
#define PRINTED_ON NUMERAL "{2,4}年" NUMERAL "{1,3}月" NUMERAL "{1,3}日印(?:发|制)?"

static bool begins_list(ht_subject *subject, const ht_stretch *line)
{
    return ht_text_matches(subject, line->text, "(?:主送|抄送|抄报|分送)[:：].*");
}

static bool is_printed_on(ht_subject *subject, const ht_stretch *line)
{
    return ht_text_matches(subject, line->text, ".*" PRINTED_ON);
}

/* The first line of an imprint on a page; lines->n when it has none. */
static size_t find_start(ht_subject *subject, size_t page)
{
    const ht_stretches *lines = &subject->lines[page];
    double half = subject->pdf.pages[page].height / 2;
    for (size_t i = 0; i < lines->n; i++) {
        const ht_stretch *line = &lines->items[i];
        bool printed = is_printed_on(subject, line) && line->top > half;
        if (!line->red && (printed || begins_list(subject, line))) {
            return i;
        }
    }
    return lines->n;
}

/* Black rules across the page, from a little above the first line of the imprint on. */
static void find_rules(ht_subject *subject, const ht_stretch *first)
{
    const ht_norm *norm = &subject->clauses->norm;
    const ht_stretches *rules = &subject->rules[first->page - 1];
    ht_stretches found = {NULL, 0};
    for (size_t i = 0; i < rules->n; i++) {
        const ht_stretch *rule = &rules->items[i];
        bool below = rule->bottom > first->top - norm->row;
        if (below && !rule->red && ht_stretch_is_long(subject, rule)) {
            *HT_PUSH(subject->arena, found.items, found.n) = *rule;
        }
    }
    for (size_t i = 0; i < found.n; i++) {
        bool last = i == found.n - 1;
        ht_element_id id = i == 0 && found.items[0].top < first->base ? HT_EL_FIRST_RULE
                           : last                                     ? HT_EL_LAST_RULE
                                                                      : HT_EL_MIDDLE_RULE;
        ht_element_add(subject, id, &found.items[i]);
    }
}

/* A date of printing, alone or behind the office in one stretch. */
static void add_printed_on(ht_subject *subject, const ht_stretch *line)
{
    GRegex *regex = g_regex_new(PRINTED_ON "$", 0, 0, NULL);
    GMatchInfo *match = NULL;
    int start = 0;
    if (g_regex_match(regex, line->text, 0, &match) &&
        g_match_info_fetch_pos(match, 0, &start, NULL)) {
        size_t first = (size_t)g_utf8_pointer_to_offset(line->text, line->text + start);
        ht_stretch date = ht_stretch_part(subject, line, first, line->n_glyphs);
        ht_element_add(subject, HT_EL_PRINTED_ON, &date);
        if (first > 0) {
            ht_stretch office = ht_stretch_part(subject, line, 0, first);
            ht_element_add(subject, HT_EL_PRINTER, &office);
        }
    }
    g_match_info_free(match);
    g_regex_unref(regex);
}

/* What stands at the left of a date of printing, which was added last. */
static void add_office(ht_subject *subject, const ht_stretches *lines, size_t at)
{
    const ht_stretch *date = &lines->items[at];
    if (at > 0 && fabs(lines->items[at - 1].base - date->base) < 1 &&
        subject->elements[HT_EL_PRINTER].n == 0) {
        ht_element_add(subject, HT_EL_PRINTER, &lines->items[at - 1]);
    }
}

static void find_lines(ht_subject *subject, const ht_stretches *lines, size_t start)
{
    ht_element_id list = HT_EL_COUNT;
    for (size_t i = start; i < lines->n; i++) {
        const ht_stretch *line = &lines->items[i];
        if (line->red || ht_element_has(subject, HT_EL_FOLIO, line)) {
            continue;
        }
        ht_element_add(subject, HT_EL_IMPRINT, line);
        bool office = i + 1 < lines->n && fabs(lines->items[i + 1].base - line->base) < 1 &&
                      is_printed_on(subject, &lines->items[i + 1]);
        if (is_printed_on(subject, line)) {
            add_printed_on(subject, line);
            add_office(subject, lines, i);
            list = HT_EL_COUNT;
        } else if (office || ht_text_matches(subject, line->text, "[（(]?共印.*")) {
            list = HT_EL_COUNT; /* the office is added with its date */
        } else if (begins_list(subject, line)) {
            bool recipients = g_str_has_prefix(line->text, "主送");
            list = recipients ? HT_EL_IMPRINT_RECIPIENTS : HT_EL_COPIES;
        }
        if (list != HT_EL_COUNT) {
            ht_element_add(subject, list, line);
        }
    }
}

void ht_recognise_imprint(ht_subject *subject)
{
    for (size_t p = subject->pdf.n_pages; p > 0; p--) {
        const ht_stretches *lines = &subject->lines[p - 1];
        size_t start = find_start(subject, p - 1);
        if (start == lines->n) {
            continue;
        }
        bool office = start > 0 && is_printed_on(subject, &lines->items[start]) &&
                      fabs(lines->items[start - 1].base - lines->items[start].base) < 1;
        start -= office ? 1 : 0;
        find_rules(subject, &lines->items[start]);
        find_lines(subject, lines, start);
        const ht_stretches *copies = &subject->elements[HT_EL_COPIES];
        if (copies->n > 0) {
            ht_element_add(subject, HT_EL_COPIES_FIRST, &copies->items[0]);
            ht_element_add(subject, HT_EL_COPIES_END, &copies->items[copies->n - 1]);
        }
        return;
    }
}
