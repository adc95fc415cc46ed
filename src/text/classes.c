/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A code point in, its class out. The lists are those of CLREQ and GB/T 15834 as spec L has them;
 * what they do not name is Han when it is set in cells, else a letter of a word.
 */

#include "text/setter.h"

typedef struct class_list {
    ht_class class;
    const char *members;
} class_list;

static const class_list lists[] = {
    {HT_CLASS_PAUSE, "，、；："},
    {HT_CLASS_STOP, "。．？！"},
    {HT_CLASS_OPEN, "“‘（〔［｛《〈「『【〖([{"},
    {HT_CLASS_CLOSE, "”’）〕］｝》〉」』】〗)]}"},
    {HT_CLASS_DASH, "—⸺"},
    {HT_CLASS_ELLIPSIS, "…⋯"},
    {HT_CLASS_CONNECTOR, "–～~"},
    {HT_CLASS_MIDDLE_DOT, "·"},
    {HT_CLASS_SOLIDUS, "/／"},
    {HT_CLASS_PREFIX, "№§￥¥$＄±£€"},
    {HT_CLASS_POSTFIX, "%‰℃°′″％"},
};

/* The block of the common Han characters. */
#define FIRST_HAN 0x4E00
#define LAST_HAN 0x9FFF

ht_class ht_class_of(uint32_t codepoint)
{
    if ((codepoint >= '0' && codepoint <= '9') || (codepoint >= 0xFF10 && codepoint <= 0xFF19)) {
        return HT_CLASS_DIGIT;
    }
    if (codepoint == ' ' || codepoint == '\t' || codepoint == 0x3000) {
        return HT_CLASS_SPACE;
    }
    if (codepoint >= FIRST_HAN && codepoint <= LAST_HAN) {
        return HT_CLASS_HAN; /* most of all text, and on none of the lists */
    }
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
        if (g_utf8_strchr(lists[i].members, -1, codepoint) != NULL) {
            return lists[i].class;
        }
    }
    return g_unichar_iswide(codepoint) || g_unichar_type(codepoint) == G_UNICODE_OTHER_NUMBER ||
                   g_unichar_type(codepoint) == G_UNICODE_LETTER_NUMBER
               ? HT_CLASS_HAN
               : HT_CLASS_LATIN;
}

bool ht_is_unit(uint32_t codepoint)
{
    static const char units[] =
        "年月日号时分秒点条款项章节期届次个名位人户元角万亿千百米吨克里亩升"
        "度倍岁天周处家所件批类级层栋座辆台套份页起例种头只口间场株孔眼㎡㎞㎏";
    return g_utf8_strchr(units, -1, codepoint) != NULL;
}
