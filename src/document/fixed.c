/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Values whose form the standard fixes: copy number (7.2.1), secrecy (7.2.2), urgency (7.2.3),
 * document number (7.2.5) and dates (7.3.5.4). What is surely meant is put right; the rest is an
 * error.
 */

#include "document/reading.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

void ht_value_read_copy_number(ht_reading *reading, ht_key key, const ht_node *node)
{
    ht_span span;
    if (!ht_text_read(&span, reading, node, reading->written)) {
        return;
    }
    size_t digits = strspn(span.text, "0123456789");
    if (digits != strlen(span.text) || digits > 6 || digits == 0) {
        ht_diag_add(reading->diags, HT_E0208, span.place, span.text);
        return;
    }
    span.text = ht_arena_printf(reading->arena, "%06d", atoi(span.text));
    ht_value_add(reading, key, span);
}

static bool is_one_of(const char *text, const char *const *words, size_t n_words)
{
    for (size_t i = 0; i < n_words; i++) {
        if (strcmp(text, words[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* 机密★1年: the grade, and the period in Arabic digits behind a star (7.2.2). */
void ht_value_read_secrecy(ht_reading *reading, ht_key key, const ht_node *node)
{
    static const char *const grades[] = {"绝密", "机密", "秘密"};
    ht_span span;
    if (!ht_text_read(&span, reading, node, reading->written)) {
        return;
    }
    const char *star = strstr(span.text, "★");
    size_t size = star != NULL ? (size_t)(star - span.text) : strlen(span.text);
    char *grade = ht_arena_strndup(reading->arena, span.text, size);
    const char *period = star != NULL ? star + strlen("★") : "1年";
    size_t digits = strspn(period, "0123456789");
    bool timed = (digits > 0 &&
                  (strcmp(period + digits, "年") == 0 || strcmp(period + digits, "个月") == 0)) ||
                 strcmp(period, "长期") == 0;
    if (!is_one_of(grade, grades, G_N_ELEMENTS(grades)) || !timed) {
        ht_diag_add(reading->diags, HT_E0209, span.place, span.text);
        return;
    }
    ht_value_add(reading, key, span);
}

void ht_value_read_urgency(ht_reading *reading, ht_key key, const ht_node *node)
{
    static const char *const words[] = {"特急", "加急", "特提", "平急"};
    ht_span span;
    if (!ht_text_read(&span, reading, node, reading->written)) {
        return;
    }
    if (!is_one_of(span.text, words, G_N_ELEMENTS(words))) {
        ht_diag_add(reading->diags, HT_E0210, span.place, span.text);
        return;
    }
    ht_value_add(reading, key, span);
}

/* 〔2015〕42号 behind a code of Han (spec K): what is wrong with it, or NULL. */
static const char *number_fault(const char *text)
{
    const char *open = strstr(text, "〔");
    const char *close = strstr(text, "〕");
    if (strpbrk(text, "[]()") != NULL || strstr(text, "［") != NULL || strstr(text, "（") != NULL ||
        strstr(text, "【") != NULL) {
        return N_("the year stands in 〔 〕, not in other brackets");
    }
    if (strstr(text, "第") != NULL) {
        return N_("the serial number has no 第");
    }
    if (open == NULL || close == NULL || close < open) {
        return N_("the year stands in 〔 〕 behind the organ's code");
    }
    const char *year = open + strlen("〔");
    if (strspn(year, "0123456789") != 4 || year + 4 != close) {
        return N_("the year has four Arabic digits");
    }
    const char *serial = close + strlen("〕");
    size_t digits = strspn(serial, "0123456789");
    if (digits == 0 || strcmp(serial + digits, "号") != 0) {
        return N_("behind 〕 stands the serial number in Arabic digits and 号");
    }
    if (*serial == '0') {
        return N_("the serial number has no leading zero");
    }
    if (open == text) {
        return N_("the organ's code stands before the year");
    }
    return NULL;
}

/* Appends a letter of a number as it should be: brackets as 〔 and 〕, and no 第. */
static void append_mended(GString *out, gunichar letter)
{
    static const char *const opening = "[(［（【﹝";
    static const char *const closing = "])］）】﹞";
    if (g_utf8_strchr(opening, -1, letter) != NULL) {
        g_string_append(out, "〔");
    } else if (g_utf8_strchr(closing, -1, letter) != NULL) {
        g_string_append(out, "〕");
    } else if (letter != g_utf8_get_char("第")) {
        g_string_append_unichar(out, letter);
    }
}

/* Puts the year between brackets where there are none. */
static void bracket_year(GString *number)
{
    const char *year = strpbrk(number->str, "0123456789");
    if (strstr(number->str, "〔") == NULL && year != NULL && strspn(year, "0123456789") == 4) {
        gssize at = year - number->str;
        size_t skip = strncmp(year + 4, "年", strlen("年")) == 0 ? strlen("年") : 0;
        g_string_erase(number, at + 4, (gssize)skip);
        g_string_insert(number, at + 4, "〕");
        g_string_insert(number, at, "〔");
    }
}

/* What was meant; NULL when that is not plain. In the arena. */
static const char *mend_number(ht_arena *arena, const char *text)
{
    GString *number = g_string_new(NULL);
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        append_mended(number, g_utf8_get_char(p));
    }
    bracket_year(number);
    const char *close = strstr(number->str, "〕");
    if (close != NULL) {
        gssize serial = close + strlen("〕") - number->str;
        g_string_erase(number, serial, (gssize)strspn(number->str + serial, "0"));
    }
    const char *mended =
        number_fault(number->str) == NULL ? ht_arena_strdup(arena, number->str) : NULL;
    g_string_free(number, TRUE);
    return mended;
}

void ht_value_read_number(ht_reading *reading, ht_key key, const ht_node *node)
{
    ht_span span;
    if (!ht_text_read(&span, reading, node, reading->written)) {
        return;
    }
    const char *fault = number_fault(span.text);
    if (fault != NULL) {
        const char *mended = mend_number(reading->arena, span.text);
        ht_diag_add(reading->diags, HT_E0211, span.place, span.text, ht_tr(fault));
        if (mended != NULL) {
            ht_diag_hint(reading->diags, ht_tr(N_("write it as %s (7.2.5)")), mended);
        }
        return;
    }
    ht_value_add(reading, key, span);
}

/* Three numbers with anything but digits between them. */
static bool split_date(const char *text, int parts[3])
{
    static const char *const forms[][3] = {
        {"年", "月", "日"}, {"-", "-", ""}, {"/", "/", ""}, {".", ".", ""}};
    for (size_t f = 0; f < G_N_ELEMENTS(forms); f++) {
        const char *p = text;
        bool fits = true;
        for (int i = 0; i < 3 && fits; i++) {
            size_t digits = strspn(p, "0123456789");
            fits = digits > 0 && digits <= 4 && g_str_has_prefix(p + digits, forms[f][i]);
            parts[i] = fits ? atoi(p) : 0;
            p += fits ? digits + strlen(forms[f][i]) : 0;
        }
        if (fits && *p == '\0') {
            return true;
        }
    }
    return false;
}

void ht_value_read_date(ht_reading *reading, ht_key key, const ht_node *node)
{
    ht_document *document = reading->document;
    int date[3];
    ht_span span;
    if (!ht_text_read(&span, reading, node, reading->written)) {
        return;
    }
    if (!split_date(span.text, date) || date[0] < 1000) {
        ht_diag_add(reading->diags, HT_E0212, span.place, span.text);
        return;
    }
    if (date[1] < 1 || date[1] > 12 ||
        !g_date_valid_dmy((GDateDay)MIN(date[2], 99), (GDateMonth)date[1], (GDateYear)date[0])) {
        ht_diag_add(reading->diags, HT_E0213, span.place, span.text);
        return;
    }
    span.text = ht_arena_printf(reading->arena, "%d年%d月%d日", date[0], date[1], date[2]);
    ht_value_add(reading, key, span);
    if (key == HT_KEY_DATE) {
        document->has_date = true;
        document->year = date[0];
        document->month = date[1];
        document->day = date[2];
    }
}

void ht_document_set_copy_number(ht_document *document, int number)
{
    ht_value *value = &document->values[HT_KEY_COPY_NUMBER];
    ht_span *span = HT_NEW(document->arena, ht_span);
    *span = (ht_span){ht_arena_printf(document->arena, "%06d", number % 1000000), false,
                      value->n_texts > 0 ? value->texts[0].place : HT_NO_PLACE};
    *value = (ht_value){span, 1};
}
