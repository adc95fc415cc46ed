/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The 15 kinds of documents (条例, article 8) and the keys each must have (spec J). An order and
 * minutes are known by their issue instead of a number.
 */

#include "document/reading.h"

#include <glib.h>
#include <string.h>

static const ht_key published[] = {HT_KEY_ISSUERS, HT_KEY_TITLE, HT_KEY_BODY, HT_KEY_DATE,
                                   HT_KEY_COUNT};
static const ht_key resolved[] = {HT_KEY_ISSUERS, HT_KEY_TITLE, HT_KEY_BODY, HT_KEY_COUNT};
static const ht_key numbered[] = {HT_KEY_ISSUERS, HT_KEY_NUMBER, HT_KEY_TITLE,
                                  HT_KEY_BODY,    HT_KEY_DATE,   HT_KEY_COUNT};
static const ht_key addressed[] = {HT_KEY_ISSUERS, HT_KEY_NUMBER, HT_KEY_TITLE, HT_KEY_RECIPIENTS,
                                   HT_KEY_BODY,    HT_KEY_DATE,   HT_KEY_COUNT};
static const ht_key upward[] = {HT_KEY_ISSUERS,    HT_KEY_NUMBER, HT_KEY_SIGNERS, HT_KEY_TITLE,
                                HT_KEY_RECIPIENTS, HT_KEY_BODY,   HT_KEY_DATE,    HT_KEY_COUNT};
static const ht_key issued[] = {HT_KEY_ISSUERS, HT_KEY_BODY, HT_KEY_DATE, HT_KEY_COUNT};
static const ht_key minuted[] = {HT_KEY_ISSUERS, HT_KEY_BODY, HT_KEY_COUNT};

const ht_kind ht_kinds[HT_KINDS] = {
    {"决议", resolved},  {"决定", numbered}, {"命令", issued},   {"公报", resolved},
    {"公告", published}, {"通告", numbered}, {"意见", numbered}, {"通知", addressed},
    {"通报", addressed}, {"报告", upward},   {"请示", upward},   {"批复", addressed},
    {"议案", addressed}, {"函", addressed},  {"纪要", minuted},
};

const ht_kind *ht_kind_find(const char *name)
{
    /* 令 is the short name that titles and marks use. */
    const char *full = strcmp(name, "令") == 0 || strcmp(name, "命令（令）") == 0 ? "命令" : name;
    for (size_t i = 0; i < HT_KINDS; i++) {
        if (strcmp(full, ht_kinds[i].name) == 0) {
            return &ht_kinds[i];
        }
    }
    return NULL;
}

const ht_kind *ht_kind_of_title(const char *title)
{
    for (size_t i = 0; i < HT_KINDS; i++) {
        if (g_str_has_suffix(title, ht_kinds[i].name)) {
            return &ht_kinds[i];
        }
    }
    return NULL;
}
