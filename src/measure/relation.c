/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The document in; out readings of what two elements, or the lines of one, are to each other: the
 * shape of the title, name and date and seal, number and signers, one page number and the next.
 */

#include "measure/quantity.h"

#include <math.h>
#include <string.h>

/* In mm: lines of a title whose widths differ by less are equally wide. */
#define EQUAL 1.0
/* In mm: rules whose thickness differs by less are as thick. */
#define ALIKE 0.1

/* ---- Title --------------------------------------------------------------------------------- */

/* Widths grow, or shrink, or grow and then shrink. */
static void read_shape(ht_readings *out, ht_subject *subject)
{
    const ht_stretches *title = &subject->elements[HT_EL_TITLE];
    bool grew = false;
    bool shrank = false;
    bool hollow = false;
    for (size_t i = 1; i < title->n; i++) {
        const ht_stretch *line = &title->items[i];
        double more = (line->right - line->left) - (line[-1].right - line[-1].left);
        hollow = hollow || (more > EQUAL && shrank);
        grew = grew || more > EQUAL;
        shrank = shrank || more < -EQUAL;
    }
    const char *shape = title->n == 1    ? N_("one line")
                        : hollow         ? N_("hollow")
                        : grew && shrank ? N_("diamond")
                        : grew || shrank ? N_("trapezoid")
                                         : N_("rectangle");
    if (title->n > 0) {
        ht_add_said(out, subject, &title->items[title->n - 1], 0, shape);
    }
}

/* ---- Rules --------------------------------------------------------------------------------- */

/* Which of two rules is the thicker one. */
static void read_order(ht_readings *out, ht_subject *subject, ht_element_id id)
{
    const ht_stretches *rules = &subject->elements[id];
    if (rules->n == 0) {
        return;
    }
    const ht_stretch *first = &rules->items[0];
    const ht_stretch *last = &rules->items[rules->n - 1];
    double more = (first->bottom - first->top) - (last->bottom - last->top);
    const char *order = rules->n != 2   ? N_("not two rules")
                        : more > ALIKE  ? N_("thick above thin")
                        : more < -ALIKE ? N_("thin above thick")
                                        : N_("both as thick");
    ht_add_said(out, subject, first, 0, order);
}

static void read_head_order(ht_readings *out, ht_subject *subject)
{
    read_order(out, subject, HT_EL_HEAD_RULES);
}

static void read_foot_order(ht_readings *out, ht_subject *subject)
{
    read_order(out, subject, HT_EL_FOOT_RULES);
}

/* How many rules, or printing offices, an imprint has. */
static void read_imprint_rules(ht_readings *out, ht_subject *subject)
{
    const ht_stretch *line = ht_element_first(subject, HT_EL_IMPRINT);
    size_t n = subject->elements[HT_EL_FIRST_RULE].n + subject->elements[HT_EL_MIDDLE_RULE].n +
               subject->elements[HT_EL_LAST_RULE].n;
    if (line != NULL) {
        ht_add_said(out, subject, line, (double)n, NULL);
    }
}

static void read_printers(ht_readings *out, ht_subject *subject)
{
    const ht_stretch *line = ht_element_first(subject, HT_EL_IMPRINT);
    if (line != NULL) {
        ht_add_said(out, subject, line, (double)subject->elements[HT_EL_PRINTED_ON].n, NULL);
    }
}

/* ---- Sign-off ------------------------------------------------------------------------------ */

static void read_shift(ht_readings *out, ht_subject *subject)
{
    const ht_stretch *date = ht_element_first(subject, HT_EL_DATE);
    const ht_stretch *name = ht_element_first(subject, HT_EL_NAMES);
    if (date != NULL && name != NULL) {
        ht_add_across(out, subject, date, name->left, date->left);
    }
}

/* The last name is the one above the date. */
static void read_off_centre(ht_readings *out, ht_subject *subject)
{
    const ht_stretches *names = &subject->elements[HT_EL_NAMES];
    const ht_stretch *date = ht_element_first(subject, HT_EL_DATE);
    if (date != NULL && names->n > 0) {
        const ht_stretch *name = &names->items[names->n - 1];
        ht_add_across(out, subject, date, (name->left + name->right) / 2,
                      (date->left + date->right) / 2);
    }
}

/* Lines of the main part above the names on their page. */
static void read_company(ht_readings *out, ht_subject *subject)
{
    const ht_stretch *date = ht_element_first(subject, HT_EL_DATE);
    const ht_stretch *name = ht_element_first(subject, HT_EL_NAMES);
    const ht_stretch *top = name != NULL ? name : date;
    if (date == NULL) {
        return;
    }
    int count = 0;
    const ht_stretches *lines = &subject->lines[date->page - 1];
    for (size_t i = 0; i < lines->n && top->page == date->page; i++) {
        count += lines->items[i].base < top->base - ONE_LINE;
    }
    ht_add_said(out, subject, date, count, NULL);
}

static void read_seal_centre(ht_readings *out, ht_subject *subject)
{
    const ht_stretches *seals = &subject->elements[HT_EL_SEALS];
    const ht_stretch *date = ht_element_first(subject, HT_EL_DATE);
    if (date != NULL && seals->n == 1) {
        ht_add_across(out, subject, date, (date->left + date->right) / 2,
                      (seals->items[0].left + seals->items[0].right) / 2);
    }
}

/* From the lowest line of the main part that a seal stands below. */
static void read_seal_above(ht_readings *out, ht_subject *subject)
{
    const ht_stretches *seals = &subject->elements[HT_EL_SEALS];
    if (seals->n == 0) {
        return;
    }
    const ht_stretch *seal = &seals->items[0];
    for (size_t i = 1; i < seals->n; i++) {
        seal = seals->items[i].top < seal->top ? &seals->items[i] : seal;
    }
    double edge = -1;
    for (size_t i = 0; i < subject->lines[seal->page - 1].n; i++) {
        const ht_stretch *line = &subject->lines[seal->page - 1].items[i];
        bool own =
            ht_element_has(subject, HT_EL_NAMES, line) || ht_element_has(subject, HT_EL_DATE, line);
        if (!own && line->base < (seal->top + seal->bottom) / 2) {
            edge = fmax(edge, line->bottom);
        }
    }
    if (edge > 0) {
        ht_add_down(out, subject, seal, edge, seal->top);
    }
}

/* ---- Numbers ------------------------------------------------------------------------------- */

static void read_beside(ht_readings *out, ht_subject *subject)
{
    const ht_stretches *names = &subject->elements[HT_EL_SIGNERS];
    const ht_stretch *number = ht_element_first(subject, HT_EL_NUMBER);
    if (number != NULL && names->n > 0) {
        ht_add_down(out, subject, number, names->items[names->n - 1].base, number->base);
    }
}

/* True for a page that begins an attachment of its own, which counts its own pages. */
static bool is_separate(const ht_subject *subject, int page)
{
    const ht_stretches *labels = &subject->elements[HT_EL_ATTACHMENT_LABEL];
    for (size_t i = 0; i < labels->n; i++) {
        if (labels->items[i].page == page && !g_str_has_prefix(labels->items[i].text, "附件")) {
            return true;
        }
    }
    return false;
}

/* How far a page's number is from that of the page before it, beyond the pages turned. */
static void read_sequence(ht_readings *out, ht_subject *subject)
{
    const ht_stretches *folios = &subject->elements[HT_EL_FOLIO];
    for (size_t i = 1; i < folios->n; i++) {
        const ht_stretch *one = &folios->items[i - 1];
        const ht_stretch *other = &folios->items[i];
        int turned = other->page - one->page;
        int off = ht_folio_number(other) - ht_folio_number(one) - turned;
        ht_add_said(out, subject, other, is_separate(subject, other->page) ? 0 : off, NULL);
    }
}

static bool has_folio(const ht_subject *subject, int page)
{
    const ht_stretches *folios = &subject->elements[HT_EL_FOLIO];
    for (size_t i = 0; i < folios->n; i++) {
        if (folios->items[i].page == page) {
            return true;
        }
    }
    return false;
}

/* Pages of the body without a number; the first page of a letter, known by its rules, has none. */
static void read_lacking(ht_readings *out, ht_subject *subject)
{
    const ht_stretches *body = &subject->elements[HT_EL_BODY];
    bool letter = subject->elements[HT_EL_HEAD_RULES].n > 0;
    for (size_t i = 0; i < body->n; i++) {
        const ht_stretch *line = &body->items[i];
        bool first_of_page = i == 0 || line[-1].page != line->page;
        if (first_of_page && !(letter && line->page == subject->first)) {
            ht_add_said(out, subject, line, has_folio(subject, line->page) ? 0 : 1, NULL);
        }
    }
}

/* Page numbers on the first page. */
static void read_first_folio(ht_readings *out, ht_subject *subject)
{
    const ht_stretches *lines = &subject->lines[subject->first - 1];
    if (lines->n > 0) {
        int count = has_folio(subject, subject->first) ? 1 : 0;
        ht_add_said(out, subject, &lines->items[lines->n - 1], count, NULL);
    }
}

/* A mark without a red rule below it. */
static void read_rule_lacking(ht_readings *out, ht_subject *subject)
{
    const ht_stretch *mark = ht_element_first(subject, HT_EL_MARK);
    if (mark != NULL) {
        ht_add_said(out, subject, mark, subject->elements[HT_EL_RED_RULE].n > 0 ? 0 : 1, NULL);
    }
}

/* ---- The table ----------------------------------------------------------------------------- */

const ht_whole_quantity ht_relation_quantities[] = {
    {"title.shape", HT_UNIT_NONE, true, read_shape},
    {"number.beside", HT_UNIT_MM, false, read_beside},
    {"date.shift", HT_UNIT_MM, false, read_shift},
    {"date.off-name", HT_UNIT_MM, false, read_off_centre},
    {"date.company", HT_UNIT_NONE, false, read_company},
    {"seals.off-date", HT_UNIT_MM, false, read_seal_centre},
    {"seals.from-text", HT_UNIT_MM, false, read_seal_above},
    {"red-rule.lacking", HT_UNIT_NONE, false, read_rule_lacking},
    {"folio.sequence", HT_UNIT_NONE, false, read_sequence},
    {"head-rules.order", HT_UNIT_NONE, true, read_head_order},
    {"foot-rules.order", HT_UNIT_NONE, true, read_foot_order},
    {"imprint.rules", HT_UNIT_NONE, false, read_imprint_rules},
    {"imprint.printers", HT_UNIT_NONE, false, read_printers},
    {"folio.lacking", HT_UNIT_NONE, false, read_lacking},
    {"folio.on-first", HT_UNIT_NONE, false, read_first_folio},
    {NULL, HT_UNIT_NONE, false, NULL},
};
