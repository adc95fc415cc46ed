/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What stays whole (spec E10; GB/T 15835). In: atoms, with the breaks that rules.c allows. Out:
 * the same without breaks between a number and its unit; and with those marked that are taken only
 * where it cannot be helped: in dates, in document numbers with the organ's code, in numbers
 * written in Han. An address on the web breaks behind its signs.
 */

#include "text/setter.h"

#include <string.h>

/* True when the atoms from `at` on begin with a text. */
static bool says(const ht_atoms *atoms, size_t at, const char *text)
{
    for (; *text != '\0' && at < atoms->n_items; text = g_utf8_next_char(text), at++) {
        if (atoms->items[at].codepoint != g_utf8_get_char(text)) {
            return false;
        }
    }
    return *text == '\0';
}

/* The atoms at `at` that are a unit of several characters; 0 for none. GB 3100 and common use. */
static size_t unit_at(const ht_atoms *atoms, size_t at)
{
    static const char *const units[] = {"毫米",   "厘米",   "分米", "千米", "公里",     "公顷",
                                        "毫克",   "千克",   "公斤", "毫升", "平方米",   "平方公里",
                                        "立方米", "千瓦时", "千瓦", "兆瓦", "小时",     "分钟",
                                        "个月",   "周岁",   "人次", "学年", "个工作日", "摄氏度"};
    for (size_t u = 0; u < G_N_ELEMENTS(units); u++) {
        if (says(atoms, at, units[u])) {
            return (size_t)g_utf8_strlen(units[u], -1);
        }
    }
    return 0;
}

/* No line ends behind atoms [first, last) unless the data says so. */
static void keep(ht_atoms *atoms, size_t first, size_t last)
{
    for (size_t i = first; i < last; i++) {
        atoms->items[i].break_after = atoms->items[i].must_break;
    }
}

static bool is_magnitude(const ht_atom *a)
{
    switch (a->codepoint) {
    case 0x5341: /* 十 */
    case 0x767E: /* 百 */
    case 0x5343: /* 千 */
    case 0x4E07: /* 万 */
    case 0x4EBF: /* 亿 */
        return true;
    default:
        return false;
    }
}

bool ht_is_numeral(const ht_atom *a)
{
    switch (a->codepoint) {
    case 0x3007: /* 〇 */
    case 0x96F6: /* 零 */
    case 0x4E00: /* 一 */
    case 0x4E8C: /* 二 */
    case 0x4E09: /* 三 */
    case 0x56DB: /* 四 */
    case 0x4E94: /* 五 */
    case 0x516D: /* 六 */
    case 0x4E03: /* 七 */
    case 0x516B: /* 八 */
    case 0x4E5D: /* 九 */
    case 0x4E24: /* 两 */
        return true;
    default:
        return a->class == HT_CLASS_DIGIT || is_magnitude(a);
    }
}

/* So many atoms from `at` on make a number of thousands or more: 万, 百万, 亿. */
static size_t magnitude_at(const ht_atoms *atoms, size_t at)
{
    size_t i = at;
    while (i < atoms->n_items && is_magnitude(&atoms->items[i])) {
        i++;
    }
    return i - at;
}

/* One atom when it says about how many: 270余万元, 300多人. */
static size_t rough_at(const ht_atoms *atoms, size_t at)
{
    return says(atoms, at, "余") || says(atoms, at, "多") || says(atoms, at, "几");
}

/* A number keeps its unit, and a unit is not divided (spec E10): 270余万元, 12万人次. */
static void keep_units(ht_atoms *atoms)
{
    for (size_t i = 0; i + 1 < atoms->n_items; i++) {
        if (atoms->items[i].class != HT_CLASS_DIGIT) {
            continue;
        }
        size_t unit = unit_at(atoms, i + 1);
        size_t behind = i + 1;
        if (unit == 0) {
            behind += rough_at(atoms, behind);
            behind += magnitude_at(atoms, behind);
            behind += rough_at(atoms, behind);
            unit = unit_at(atoms, behind);
        }
        bool simple = behind < atoms->n_items && ht_is_unit(atoms->items[behind].codepoint);
        bool counts = unit > 0 || simple;
        size_t end = counts ? behind + MAX(unit, 1) : i + 1 + magnitude_at(atoms, i + 1);
        keep(atoms, i, end - 1);
    }
}

/* The number that begins at `at`: where it ends. */
static size_t number_end(const ht_atoms *atoms, size_t at)
{
    while (at < atoms->n_items && atoms->items[at].class == HT_CLASS_DIGIT) {
        at++;
    }
    return at;
}

/* A date stays whole (spec E10): 年 goes on with a month, 月 with a day. */
static void keep_dates(ht_atoms *atoms)
{
    for (size_t i = 1; i + 2 < atoms->n_items; i++) {
        uint32_t c = atoms->items[i].codepoint;
        uint32_t next = c == 0x5E74 ? 0x6708 : c == 0x6708 ? 0x65E5 : 0;
        if (next == 0 || atoms->items[i - 1].class != HT_CLASS_DIGIT) {
            continue;
        }
        size_t end = number_end(atoms, i + 1);
        if (end > i + 1 && end < atoms->n_items && atoms->items[end].codepoint == next) {
            atoms->items[i].whole = HT_WHOLE_DATE;
        }
    }
}

/* So many characters before a 〔 are taken for an organ's code: all back to a mark, when there are
 * no more than MOST_CODE of them, else the last ones of a running text. */
#define MOST_CODE 6
#define LIKELY_CODE 4

/* A document number stays whole with the organ's code before it, 12 cells at most (spec E10). */
static void keep_document_numbers(ht_atoms *atoms)
{
    for (size_t i = 1; i < atoms->n_items; i++) {
        if (atoms->items[i].codepoint != 0x3014) {
            continue;
        }
        size_t first = i;
        while (first > 0 && i - first <= MOST_CODE &&
               atoms->items[first - 1].class == HT_CLASS_HAN) {
            first--;
        }
        for (size_t k = i - first > MOST_CODE ? i - LIKELY_CODE : first; k + 1 < i; k++) {
            atoms->items[k].whole = HT_WHOLE_CODE;
        }
    }
}

#define ORDINAL 0x7B2C /* 第 */

/* 二〇三五年, 第六十三次, 百分之九十八: numerals side by side, what is before them and the unit. */
static void keep_han_numbers(ht_atoms *atoms)
{
    bool before = false;
    bool here = atoms->n_items > 0 && ht_is_numeral(&atoms->items[0]);
    for (size_t i = 0; i + 1 < atoms->n_items; i++) {
        const ht_atom *a = &atoms->items[i];
        const ht_atom *b = a + 1;
        bool next = ht_is_numeral(b);
        bool ordinal = a->codepoint == ORDINAL && next;
        bool share = (here && says(atoms, i + 1, "分之")) || (before && says(atoms, i, "分之")) ||
                     (next && i > 0 && says(atoms, i - 1, "分之"));
        bool numeral = here && a->class == HT_CLASS_HAN;
        bool counts = before || (i > 0 && a[-1].codepoint == ORDINAL);
        if (ordinal || share || (numeral && (next || (counts && ht_is_unit(b->codepoint))))) {
            atoms->items[i].whole = HT_WHOLE_CODE;
        }
        before = here;
        here = next;
    }
}

/* A space that a number was typed with keeps its words together: GB/T 9704, 100 km. */
static void keep_spaced_numbers(ht_atoms *atoms)
{
    for (size_t i = 1; i + 1 < atoms->n_items; i++) {
        ht_class before = atoms->items[i - 1].class;
        ht_class behind = atoms->items[i + 1].class;
        bool words = (before == HT_CLASS_DIGIT && behind == HT_CLASS_LATIN) ||
                     (before == HT_CLASS_LATIN && behind == HT_CLASS_DIGIT) ||
                     (before == HT_CLASS_DIGIT && behind == HT_CLASS_DIGIT);
        if (atoms->items[i].codepoint == ' ' && words) {
            atoms->items[i].whole = HT_WHOLE_CODE;
        }
    }
}

static bool is_word_sign(const ht_atom *a)
{
    return a->codepoint < 0x80 && !g_unichar_isalnum(a->codepoint);
}

/* True when the word of atoms [first, last) is an address: with ://, www. or @ in it. */
static bool is_address(const ht_atoms *atoms, size_t first, size_t last)
{
    GString *text = g_string_new(NULL);
    for (size_t i = first; i < last; i++) {
        g_string_append_len(text, atoms->items[i].text, atoms->items[i].bytes);
    }
    bool address = strstr(text->str, "://") != NULL || g_str_has_prefix(text->str, "www.") ||
                   strchr(text->str, '@') != NULL;
    g_string_free(text, TRUE);
    return address;
}

/* A line may end behind a sign of an address, and nowhere else in it. */
static void divide_addresses(ht_atoms *atoms)
{
    for (size_t first = 0; first < atoms->n_items;) {
        size_t last = first;
        while (last < atoms->n_items && atoms->items[last].codepoint > ' ' &&
               atoms->items[last].codepoint < 0x80) {
            last++;
        }
        bool address = last > first && is_address(atoms, first, last);
        for (size_t i = first; address && i + 1 < last; i++) {
            ht_atom *a = &atoms->items[i];
            a->break_after = is_word_sign(a) && !is_word_sign(a + 1);
        }
        first = last + 1;
    }
}

void ht_keep_whole(ht_atoms *atoms)
{
    divide_addresses(atoms);
    keep_units(atoms);
    keep_dates(atoms);
    keep_document_numbers(atoms);
    keep_han_numbers(atoms);
    keep_spaced_numbers(atoms);
}
