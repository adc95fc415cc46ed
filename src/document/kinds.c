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
static const ht_key plain[] = {HT_KEY_TITLE, HT_KEY_BODY, HT_KEY_COUNT};

const ht_kind ht_kinds[HT_KINDS] = {
    {"决议", "gb9704/resolution", resolved},
    {"决定", NULL, numbered},
    {"命令", "gb9704/order", issued},
    {"公报", "gb9704/resolution", resolved},
    {"公告", NULL, published},
    {"通告", NULL, numbered},
    {"意见", NULL, numbered},
    {"通知", NULL, addressed},
    {"通报", NULL, addressed},
    {"报告", NULL, upward},
    {"请示", NULL, upward},
    {"批复", NULL, addressed},
    {"议案", NULL, addressed},
    {"函", "gb9704/letter", addressed},
    {"纪要", "gb9704/minutes", minuted},
};

/* A document without a kind: a speech, a briefing. */
static const ht_kind no_kind = {"", NULL, plain};

const ht_kind *ht_kind_find(const char *name)
{
    if (*name == '\0') {
        return &no_kind;
    }
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
