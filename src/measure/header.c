/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The first page's stretches and rules in; out the elements of the header (版头), from the copy
 * number to the red rule, and the title below it. Everything red and large is the mark; the rest is
 * known by what it says.
 */

#include "measure/measure.h"

#include <math.h>
#include <string.h>

/* In pt: red type as large as this makes a mark. */
#define MARK_SIZE 20
/* In pt: a title is at least so large, or else stands in the middle. */
#define TITLE_SIZE 18
/* Share of a type area's width that a rule across it has at least. */
#define LONG_RULE 0.6
/* Share of a page's height below which a red rule is that of a letter's foot. */
#define LOW 0.75
/* Lines that a title has at most. */
#define MAX_TITLE 8

#define YEAR "[〔\\[［【（(][12]\\d{3}[〕\\]］】）)]"

/* What the texts of a header look like; a copy number and the rest may be written wrongly. */
static const struct {
    ht_element_id id;
    const char *pattern;
} texts[] = {
    {HT_EL_COPY_NUMBER, "(№|No\\.?|份号[:：]?)?\\d{1,6}"},
    {HT_EL_SECRECY, "(绝密|机密|秘密).{0,8}"},
    {HT_EL_URGENCY, "(特急|加急|特提|平急|急件|紧急)"},
    {HT_EL_ISSUE, "[（(]?第[\\d一二三四五六七八九十百〇]{1,6}[号期][）)]?"},
    {HT_EL_NUMBER, ".{1,20}" YEAR ".{0,2}\\d{1,5}号?"},
};

bool ht_stretch_is_mark(const ht_stretch *stretch)
{
    return stretch->red && stretch->size >= MARK_SIZE;
}

bool ht_stretch_is_long(const ht_subject *subject, const ht_stretch *rule)
{
    const ht_box *area = ht_area_of(subject, rule->page);
    return rule->right - rule->left > LONG_RULE * (area->right - area->left);
}

/* Red type above the red rule; the names of many organs reach far down. */
static void find_mark(ht_subject *subject, const ht_stretches *lines)
{
    const ht_stretch *rule = ht_element_first(subject, HT_EL_RED_RULE);
    double page = subject->pdf.pages[subject->first - 1].height;
    double lowest = rule != NULL ? rule->top : page * LOW;
    for (size_t i = 0; i < lines->n; i++) {
        const ht_stretch *line = &lines->items[i];
        if (ht_stretch_is_mark(line) && line->top < lowest) {
            ht_element_add(subject, HT_EL_MARK, line);
        }
    }
}

/* Takes a box into a drawn mark, when it is as tall as letters of one are and not a picture of the
 * whole page. */
static void take_in(ht_stretch *mark, const ht_box *box, double lowest, double highest)
{
    double height = box->bottom - box->top;
    if (box->bottom < lowest && height >= MARK_SIZE * HT_PT_MM / 2 && height < highest) {
        mark->left = fmin(mark->left, box->left);
        mark->top = fmin(mark->top, box->top);
        mark->right = fmax(mark->right, box->right);
        mark->bottom = mark->base = fmax(mark->bottom, box->bottom);
    }
}

/* A mark whose letters are drawn, or that is a picture, above the red rule. It says nothing, and has
 * no face; but its edges can be measured. */
static void find_drawn_mark(ht_subject *subject)
{
    const ht_pdf_page *page = &subject->pdf.pages[subject->first - 1];
    const ht_stretch *rule = ht_element_first(subject, HT_EL_RED_RULE);
    double lowest = rule != NULL ? rule->top : page->height / 2;
    ht_stretch mark = {.page = subject->first,
                       .rule = true,
                       .left = INFINITY,
                       .top = INFINITY,
                       .text = "",
                       .red = true};
    for (size_t i = 0; i < page->n_shapes; i++) {
        if (ht_ink_is_red(&page->shapes[i].ink)) {
            take_in(&mark, &page->shapes[i].box, lowest, page->height / 4);
        }
    }
    for (size_t i = 0; i < page->n_images; i++) {
        take_in(&mark, &page->images[i].frame, lowest, page->height / 4);
    }
    if (mark.right > mark.left) {
        ht_element_add(subject, HT_EL_MARK, &mark);
    }
}

/* A double rule counts as that of a letter; so does a rule at the foot of the page. */
static void find_red_rules(ht_subject *subject)
{
    const ht_stretches *rules = &subject->rules[subject->first - 1];
    double low = subject->pdf.pages[subject->first - 1].height * LOW;
    double apart = subject->clauses->norm.cell / 2;
    for (size_t i = 0; i < rules->n; i++) {
        const ht_stretch *rule = &rules->items[i];
        if (!rule->red || !ht_stretch_is_long(subject, rule)) {
            continue;
        }
        bool after = i > 0 && rules->items[i - 1].red && rule->top - rule[-1].bottom < apart;
        bool before = i + 1 < rules->n && rule[1].red && rule[1].top - rule->bottom < apart;
        ht_element_id id = rule->top > low     ? HT_EL_FOOT_RULES
                           : (after || before) ? HT_EL_HEAD_RULES
                                               : HT_EL_RED_RULE;
        ht_element_add(subject, id, rule);
    }
}

/* The label, the names beside it, and those on lines below it. */
static void find_signers(ht_subject *subject, const ht_stretches *lines, size_t at)
{
    const ht_stretch *line = &lines->items[at];
    const char *wide = strstr(line->text, "：");
    const char *colon = wide != NULL ? wide : strchr(line->text, ':');
    const ht_stretch *rule = ht_element_first(subject, HT_EL_RED_RULE);
    double low = rule != NULL ? rule->top : line->bottom;
    if (colon == NULL) {
        return;
    }
    size_t length = (size_t)g_utf8_pointer_to_offset(line->text, colon) + 1;
    ht_stretch label = ht_stretch_part(subject, line, 0, length);
    ht_element_add(subject, HT_EL_SIGNER_LABEL, &label);
    if (length < line->n_glyphs) {
        ht_stretch name = ht_stretch_part(subject, line, length, line->n_glyphs);
        ht_element_add(subject, HT_EL_SIGNERS, &name);
    }
    for (size_t i = at + 1; i < lines->n && lines->items[i].base < low; i++) {
        if (lines->items[i].left > label.left && !lines->items[i].red) {
            ht_element_add(subject, HT_EL_SIGNERS, &lines->items[i]);
        }
    }
    const ht_stretches *names = &subject->elements[HT_EL_SIGNERS];
    for (size_t i = 0; i < names->n; i++) {
        if (i == 0 || names->items[i].base - names->items[i - 1].base > 1) {
            ht_element_add(subject, HT_EL_SIGNER_ROWS, &names->items[i]);
        }
        if (i + 1 == names->n || names->items[i + 1].base - names->items[i].base > 1) {
            ht_element_add(subject, HT_EL_SIGNER_ENDS, &names->items[i]);
        }
    }
}

/* Everything that is known by what it says, above `low`. */
static void find_texts(ht_subject *subject, const ht_stretches *lines, double low)
{
    for (size_t i = 0; i < lines->n && lines->items[i].base < low; i++) {
        const ht_stretch *line = &lines->items[i];
        if (line->red) {
            continue;
        }
        if (g_str_has_prefix(line->text, "签发人")) {
            find_signers(subject, lines, i);
        }
        for (size_t k = 0; k < G_N_ELEMENTS(texts); k++) {
            bool known = subject->elements[texts[k].id].n > 0;
            if (!known && ht_text_matches(subject, line->text, texts[k].pattern)) {
                ht_element_add(subject, texts[k].id, line);
                break;
            }
        }
    }
}

/* ---- The title ----------------------------------------------------------------------------- */

static bool is_centred(const ht_subject *subject, const ht_stretch *line)
{
    const ht_box *area = ht_area_of(subject, line->page);
    double cell = subject->clauses->norm.cell;
    double off = (line->left + line->right) / 2 - (area->left + area->right) / 2;
    bool paragraph = fabs(line->left - area->left - 2 * cell) < cell / 4;
    bool clear = line->left > area->left + cell && line->right < area->right - cell;
    return fabs(off) < cell && clear && !paragraph;
}

/* Where the header ends: below its rules, or else below its number or its mark. */
static double header_end(const ht_subject *subject)
{
    static const ht_element_id last[] = {HT_EL_RED_RULE, HT_EL_HEAD_RULES, HT_EL_NUMBER,
                                         HT_EL_ISSUE,    HT_EL_SECRECY,    HT_EL_URGENCY,
                                         HT_EL_MARK};
    double end = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(last); i++) {
        const ht_stretches *element = &subject->elements[last[i]];
        if (element->n > 0) {
            end = fmax(end, element->items[element->n - 1].bottom);
        }
    }
    return end;
}

/* Lines of one size from the first large or centred one below the header on. */
static void find_title(ht_subject *subject, const ht_stretches *lines)
{
    double end = header_end(subject);
    const ht_stretches *title = &subject->elements[HT_EL_TITLE];
    for (size_t i = 0; i < lines->n && title->n < MAX_TITLE; i++) {
        const ht_stretch *line = &lines->items[i];
        if (line->red || line->base <= end || ht_element_has(subject, HT_EL_FOLIO, line)) {
            continue;
        }
        bool same = title->n > 0 && fabs(line->size - title->items[0].size) < 1;
        bool large = line->size >= TITLE_SIZE && line->size > subject->body_size + 1;
        bool begins = title->n == 0 && (large || is_centred(subject, line));
        if (!begins && !(same && (large || is_centred(subject, line)))) {
            break;
        }
        ht_element_add(subject, HT_EL_TITLE, line);
    }
    size_t n = title->n;
    for (size_t i = 0; n > 0 && i < lines->n; i++) {
        const ht_stretch *line = &lines->items[i];
        bool below = line->base > title->items[n - 1].base &&
                     line->top - title->items[n - 1].bottom < 2 * subject->clauses->norm.row;
        if (below && is_centred(subject, line) &&
            ht_text_matches(subject, line->text, "[（(].+[）)]")) {
            ht_element_add(subject, HT_EL_TITLE_NOTE, line);
            return;
        }
    }
}

void ht_recognise_header(ht_subject *subject)
{
    const ht_stretches *lines = &subject->lines[subject->first - 1];
    find_red_rules(subject);
    find_mark(subject, lines);
    if (subject->elements[HT_EL_MARK].n == 0) {
        find_drawn_mark(subject);
    }
    const ht_stretch *rule = ht_element_first(subject, HT_EL_RED_RULE);
    double low = rule != NULL ? rule->top : subject->pdf.pages[subject->first - 1].height / 2;
    find_texts(subject, lines, low);
    find_title(subject, lines);
}
