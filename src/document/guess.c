/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: a key that is none, and the document it stands in. Out: the key that was meant. One that the
 * kind requires and nobody has written is likelier than any other, one that is there already less
 * likely.
 */

#include "document/reading.h"

#include <glib.h>
#include <string.h>

/* All letters of `word` stand in `name`, in their order: 文号 in 发文字号. */
static bool is_within(const char *word, const char *name)
{
    const char *at = name;
    for (const char *p = word; *p != '\0'; p = g_utf8_next_char(p)) {
        const char *found = g_utf8_strchr(at, -1, g_utf8_get_char(p));
        if (found == NULL) {
            return false;
        }
        at = g_utf8_next_char(found);
    }
    return g_utf8_strlen(word, -1) > 1;
}

/* They have a Han in common: 题目 and 标题. */
static bool shares_han(const char *word, const char *name)
{
    for (const char *p = word; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar letter = g_utf8_get_char(p);
        if (ht_is_han(letter) && g_utf8_strchr(name, -1, letter) != NULL) {
            return true;
        }
    }
    return false;
}

static bool is_written(const ht_node *tree, ht_key key)
{
    return ht_node_find(tree, ht_keys[key].name) != NULL ||
           ht_node_find(tree, ht_keys[key].chinese) != NULL;
}

/* The only key of some that shares a Han with the word; HT_KEY_COUNT when there are several. */
static ht_key only_one_sharing(const char *word, const ht_key *keys, size_t n_keys)
{
    ht_key found = HT_KEY_COUNT;
    size_t n = 0;
    for (size_t i = 0; i < n_keys; i++) {
        if (shares_han(word, ht_keys[keys[i]].chinese)) {
            found = keys[i];
            n++;
        }
    }
    return n == 1 ? found : HT_KEY_COUNT;
}

static ht_key nearest(const char *word, const ht_key *keys, size_t n_keys)
{
    const char *names[2 * HT_KEY_COUNT];
    for (size_t i = 0; i < n_keys; i++) {
        names[2 * i] = ht_keys[keys[i]].name;
        names[2 * i + 1] = ht_keys[keys[i]].chinese;
    }
    const char *near = ht_nearest(word, names, 2 * n_keys);
    return near != NULL ? ht_key_find(near) : HT_KEY_COUNT;
}

static ht_key guess_required(const char *word, const ht_key *missing, size_t n_missing)
{
    for (size_t i = 0; i < n_missing; i++) {
        if (is_within(word, ht_keys[missing[i]].chinese) ||
            is_within(word, ht_keys[missing[i]].name)) {
            return missing[i];
        }
    }
    ht_key near = nearest(word, missing, n_missing);
    return near != HT_KEY_COUNT ? near : only_one_sharing(word, missing, n_missing);
}

const char *ht_key_guess(const ht_node *tree, const char *word)
{
    const ht_node *written = ht_node_find(tree, ht_keys[HT_KEY_KIND].name);
    written = written != NULL ? written : ht_node_find(tree, ht_keys[HT_KEY_KIND].chinese);
    bool known = written != NULL && written->kind == HT_NODE_TEXT;
    const ht_kind *kind = known ? ht_kind_find(written->text) : NULL;
    ht_key missing[HT_KEY_COUNT];
    ht_key others[HT_KEY_COUNT];
    size_t n_missing = 0;
    size_t n_others = 0;
    for (size_t i = 0; kind != NULL && kind->required[i] != HT_KEY_COUNT; i++) {
        if (!is_written(tree, kind->required[i])) {
            missing[n_missing++] = kind->required[i];
        }
    }
    for (int i = 0; i < HT_KEY_COUNT; i++) {
        if (!is_written(tree, (ht_key)i)) {
            others[n_others++] = (ht_key)i;
        }
    }
    ht_key found = guess_required(word, missing, n_missing);
    found = found != HT_KEY_COUNT ? found : nearest(word, others, n_others);
    if (found == HT_KEY_COUNT) {
        return ht_key_nearest(word);
    }
    return g_str_is_ascii(word) ? ht_keys[found].name : ht_keys[found].chinese;
}
