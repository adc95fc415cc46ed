/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The stretches of all pages in; out the elements of the main part (主体) below the title:
 * recipients, body and headings, list of attachments, sign-off, note, and the attachments' own
 * heads. The lines are gone through once, in the order they are read.
 */

#include "measure/measure.h"

#include <math.h>
#include <string.h>

/* In pt: type of the body is so close to the size that most of it has. */
#define SAME_SIZE 1.0
/* Lines that recipients take at most. */
#define MAX_RECIPIENTS 15
/* Lines that names of organs take at most. */
#define MAX_NAMES 24

#define NUMERAL "[\\d〇○Ｏ零一二三四五六七八九十]"
#define DATE NUMERAL "{2,4}年" NUMERAL "{1,3}月" NUMERAL "{1,3}日"
#define HAN_NUMBER "[一二三四五六七八九十]{1,3}"

static const struct {
    ht_element_id id;
    const char *pattern;
} headings[] = {
    {HT_EL_HEADING_1, HAN_NUMBER "[、.．，].*"},
    {HT_EL_HEADING_2, "[（(]" HAN_NUMBER "[）)].*"},
    {HT_EL_HEADING_3, "\\d{1,2}[.．、](?!\\d).*"},
    {HT_EL_HEADING_4, "[（(]\\d{1,2}[）)].*"},
};

/* Lines on their way: what is neither header, imprint, folio nor red. */
typedef struct flow {
    ht_subject *subject;
    ht_stretch *lines;
    size_t n;
    size_t at;
} flow;

static bool is_elsewhere(const ht_subject *subject, const ht_stretch *line)
{
    static const ht_element_id others[] = {HT_EL_FOLIO, HT_EL_TITLE, HT_EL_TITLE_NOTE,
                                           HT_EL_IMPRINT};
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
        if (ht_element_has(subject, others[i], line)) {
            return true;
        }
    }
    return line->red;
}

/* Where the main part begins on its first page: below the title, or else below the header. */
static double main_start(const ht_subject *subject)
{
    double start = 0;
    for (int id = 0; id <= HT_EL_TITLE_NOTE; id++) {
        const ht_stretches *element = &subject->elements[id];
        if (element->n > 0 && id != HT_EL_FOOT_RULES) {
            start = fmax(start, element->items[element->n - 1].bottom);
        }
    }
    return start;
}

static void collect(flow *f)
{
    ht_subject *subject = f->subject;
    double start = main_start(subject);
    for (size_t p = (size_t)subject->first - 1; p < subject->pdf.n_pages; p++) {
        const ht_stretches *lines = &subject->lines[p];
        for (size_t i = 0; i < lines->n; i++) {
            const ht_stretch *line = &lines->items[i];
            bool below = line->page > subject->first || line->base > start;
            if (below && !is_elsewhere(subject, line)) {
                *HT_PUSH(subject->arena, f->lines, f->n) = *line;
            }
        }
    }
}

/* How far from the left edge a line begins, in 字. */
static double indent(const flow *f, const ht_stretch *line)
{
    double left = line->left - ht_area_of(f->subject, line->page)->left;
    return left / f->subject->clauses->norm.cell;
}

static bool is_body_size(const flow *f, const ht_stretch *line)
{
    return fabs(line->size - f->subject->body_size) < SAME_SIZE;
}

/* ---- Recipients ---------------------------------------------------------------------------- */

/* Lines that begin at the left edge, up to one that ends with a colon. */
static void take_recipients(flow *f)
{
    for (size_t i = 0; i < MAX_RECIPIENTS && i < f->n; i++) {
        const ht_stretch *line = &f->lines[i];
        if (indent(f, line) > 1 || line->page != f->subject->first) {
            return;
        }
        if (g_str_has_suffix(line->text, "：") || g_str_has_suffix(line->text, ":")) {
            for (size_t k = 0; k <= i; k++) {
                ht_element_add(f->subject, HT_EL_RECIPIENTS, &f->lines[k]);
            }
            ht_element_add(f->subject, HT_EL_RECIPIENTS_END, line);
            f->at = i + 1;
            return;
        }
    }
}

/* ---- Body ---------------------------------------------------------------------------------- */

/* Characters of a line up to its first full stop, and that one; all when it has none. */
static size_t heading_length(const ht_stretch *line)
{
    const char *stop = strstr(line->text, "。");
    return stop != NULL ? (size_t)g_utf8_pointer_to_offset(line->text, stop) + 1 : line->n_glyphs;
}

/* The heading that a paragraph of `n` lines begins with: a sentence that fits its first line. It is
 * parted from the text behind it. */
static void add_paragraph(flow *f, const ht_stretch *lines, size_t n)
{
    size_t length = heading_length(&lines[0]);
    size_t text = 0;
    bool whole = length == lines[0].n_glyphs;
    bool stops = g_str_has_suffix(lines[0].text, "。");
    for (size_t k = 0; k < G_N_ELEMENTS(headings); k++) {
        bool fits = n == 1 || !whole || stops;
        if (fits && ht_text_matches(f->subject, lines[0].text, headings[k].pattern) &&
            !g_str_has_suffix(lines[n - 1].text, "；")) {
            ht_stretch head = ht_stretch_part(f->subject, &lines[0], 0, length);
            ht_element_add(f->subject, headings[k].id, &head);
            text = length;
            break;
        }
    }
    for (size_t i = 0; i < n; i++, text = 0) {
        ht_element_add(f->subject, HT_EL_BODY, &lines[i]);
        ht_element_add(f->subject, i == 0 ? HT_EL_PARAGRAPHS : HT_EL_WRAPPED, &lines[i]);
        if (text < lines[i].n_glyphs) {
            ht_stretch part = ht_stretch_part(f->subject, &lines[i], text, lines[i].n_glyphs);
            ht_element_add(f->subject, HT_EL_TEXT, &part);
        }
    }
}

static bool is_attachment_label(const flow *f, size_t at)
{
    const ht_stretch *line = &f->lines[at];
    bool heads_page = at == 0 || f->lines[at - 1].page != line->page;
    return heads_page && ht_text_matches(f->subject, line->text, "(.{1,20}号)?附件\\d{0,2}[:：]?");
}

/* A date alone in the right half; names may stand at its left, under other seals. */
static bool is_date(const flow *f, const ht_stretch *line)
{
    return indent(f, line) > 6 && ht_text_matches(f->subject, line->text, DATE);
}

static bool ends_body(const flow *f, size_t at)
{
    const ht_stretch *line = &f->lines[at];
    return is_date(f, line) || is_attachment_label(f, at) ||
           ht_text_matches(f->subject, line->text, "附件[:：].*") ||
           ht_text_matches(f->subject, line->text, "(出席|请假|列席)[:：].*");
}

/* True when a line stands beside its neighbour, as names under seals do. */
static bool is_one_of_a_row(const flow *f, size_t at)
{
    const ht_stretch *line = &f->lines[at];
    bool after = at > f->at && line[-1].page == line->page && line->base - line[-1].base < 1;
    bool before = at + 1 < f->n && line[1].page == line->page && line[1].base - line->base < 1;
    return after || before;
}

/* Names of organs stand above the date, away from the left edge or several in a row. */
static size_t names_begin(const flow *f, size_t date)
{
    size_t first = date;
    while (first > f->at && date - first < MAX_NAMES &&
           f->lines[first - 1].page == f->lines[date].page &&
           (indent(f, &f->lines[first - 1]) > 3.5 || is_one_of_a_row(f, first - 1))) {
        first--;
    }
    return first;
}

/* The lines up to where the body ends, without those of tables; and without names of organs. */
static void take_body(flow *f)
{
    size_t end = f->at;
    while (end < f->n && !ends_body(f, end)) {
        end++;
    }
    if (end < f->n && is_date(f, &f->lines[end])) {
        end = names_begin(f, end);
    }
    size_t first = f->at;
    ht_stretch *lines = NULL;
    size_t n = 0;
    for (size_t i = first; i < end; i++) {
        const ht_stretch *line = &f->lines[i];
        if (!is_body_size(f, line) || indent(f, line) > 3.5) {
            continue;
        }
        if (n > 0 && indent(f, line) > 1) {
            add_paragraph(f, lines, n);
            lines = NULL;
            n = 0;
        }
        *HT_PUSH(f->subject->arena, lines, n) = *line;
    }
    if (n > 0) {
        add_paragraph(f, lines, n);
    }
    f->at = end;
}

/* ---- Behind the body ----------------------------------------------------------------------- */

/* 附件： and the names behind and below it. */
static void take_attachment_list(flow *f)
{
    if (f->at == f->n || !ht_text_matches(f->subject, f->lines[f->at].text, "附件[:：].*")) {
        return;
    }
    const ht_stretch *head = &f->lines[f->at];
    ht_element_add(f->subject, HT_EL_ATTACHMENTS, head);
    if (head->n_glyphs > 3) {
        ht_stretch name = ht_stretch_part(f->subject, head, 3, head->n_glyphs);
        ht_element_add(f->subject, HT_EL_ATTACHMENT_NAMES, &name);
    }
    for (f->at++; f->at < f->n; f->at++) {
        const ht_stretch *line = &f->lines[f->at];
        double left = indent(f, line);
        if (left < 3.5 || left > 8 || !is_body_size(f, line) || ends_body(f, f->at)) {
            return;
        }
        if (ht_text_matches(f->subject, line->text, "\\d{1,2}[.．、].*")) {
            ht_element_add(f->subject, HT_EL_ATTACHMENT_NAMES, line);
        }
    }
}

static void take_attendance(flow *f)
{
    for (size_t i = f->at; i < f->n; i++) {
        if (ht_text_matches(f->subject, f->lines[i].text, "(出席|请假|列席)[:：].*")) {
            ht_stretch label = ht_stretch_part(f->subject, &f->lines[i], 0, 3);
            ht_element_add(f->subject, HT_EL_ATTENDANCE, &label);
        }
    }
}

/* Images near names and date: round ones as large as a seal, and stamps, which are wider. */
static void find_signs(ht_subject *subject, const ht_stretch *date, double top)
{
    const ht_pdf_page *page = &subject->pdf.pages[date->page - 1];
    double cell = subject->clauses->norm.cell;
    for (size_t i = 0; i < page->n_images; i++) {
        const ht_pdf_image *image = &page->images[i];
        const ht_box *box = &image->frame;
        double width = box->right - box->left;
        double height = box->bottom - box->top;
        bool near = box->top < date->bottom && box->bottom > top - cell;
        bool seal = width >= 4 * cell && fabs(width - height) < width / 4;
        bool stamp = width >= 2 * cell && width < 10 * cell && height < width;
        if (near && (seal || stamp)) {
            box = seal ? &image->box : box;
            ht_stretch sign = {.page = date->page,
                               .rule = true,
                               .left = box->left,
                               .right = box->right,
                               .top = box->top,
                               .bottom = box->bottom,
                               .base = box->bottom,
                               .text = ""};
            ht_element_add(subject, seal ? HT_EL_SEALS : HT_EL_STAMPS, &sign);
            ht_element_add(subject, HT_EL_SIGNS, &sign);
        }
    }
    if (subject->elements[HT_EL_SEALS].n == 1) {
        ht_element_add(subject, HT_EL_ONLY_SEAL, ht_element_first(subject, HT_EL_SEALS));
    }
}

/* Names, date, and the note below them. */
static void take_sign_off(flow *f)
{
    size_t date = f->at;
    while (date < f->n && !is_date(f, &f->lines[date]) && !is_attachment_label(f, date)) {
        date++;
    }
    if (date == f->n || !is_date(f, &f->lines[date])) {
        return;
    }
    const ht_stretch *widest = NULL;
    size_t first = names_begin(f, date);
    for (size_t i = first; i < date; i++) {
        const ht_stretch *name = &f->lines[i];
        ht_element_add(f->subject, HT_EL_NAMES, name);
        bool wider = widest == NULL || name->right - name->left > widest->right - widest->left;
        widest = wider ? name : widest;
    }
    if (widest != NULL) {
        double more = widest->right - widest->left - (f->lines[date].right - f->lines[date].left);
        ht_element_add(f->subject, more >= 0 ? HT_EL_WIDE_NAME : HT_EL_NARROW_NAME, widest);
    }
    ht_element_add(f->subject, HT_EL_DATE, &f->lines[date]);
    find_signs(f->subject, &f->lines[date], f->lines[first].top);
    f->at = date + 1;
    if (f->at < f->n && ht_text_matches(f->subject, f->lines[f->at].text, "[（(].*")) {
        ht_element_add(f->subject, HT_EL_NOTE, &f->lines[f->at]);
        f->at++;
    }
}

/* The label at the head of an attachment's first page, and its title below it. */
static void take_attached(flow *f)
{
    for (; f->at < f->n; f->at++) {
        if (!is_attachment_label(f, f->at)) {
            continue;
        }
        const ht_stretch *label = &f->lines[f->at];
        ht_element_add(f->subject, HT_EL_ATTACHMENT_LABEL, label);
        for (size_t i = f->at + 1; i < f->n && f->lines[i].page == label->page; i++) {
            bool same = fabs(f->lines[i].size - f->lines[f->at + 1].size) < 1;
            if (!same || indent(f, &f->lines[i]) < 1 || is_body_size(f, &f->lines[i])) {
                break;
            }
            ht_element_add(f->subject, HT_EL_ATTACHMENT_TITLE, &f->lines[i]);
        }
    }
}

void ht_recognise_main(ht_subject *subject)
{
    flow f = {.subject = subject};
    collect(&f);
    take_recipients(&f);
    take_body(&f);
    take_attachment_list(&f);
    take_attendance(&f);
    take_sign_off(&f);
    take_attached(&f);
}
