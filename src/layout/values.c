/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Single values of a layout: a node in, a typed value out, or one clear error at the node's place.
 */

#include "layout/reader.h"

#include <glib.h>
#include <string.h>

static const char *shown(const ht_node *node)
{
    switch (node->kind) {
    case HT_NODE_TEXT:
        return node->text;
    case HT_NODE_LIST:
        return "[…]";
    case HT_NODE_MAP:
        return "{…}";
    default:
        return "null";
    }
}

/* "a, b or c" in the reader's arena. */
static const char *alternatives(ht_reader *reader, const char *const *words, size_t n_words)
{
    GString *list = g_string_new(NULL);
    for (size_t i = 0; i < n_words; i++) {
        g_string_append_printf(list, "%s%s", i > 0 ? ", " : "", words[i]);
    }
    const char *result = ht_arena_strdup(reader->arena, list->str);
    g_string_free(list, TRUE);
    return result;
}

bool ht_read_length(ht_len *out, ht_reader *reader, const ht_node *node, const ht_units *units)
{
    ht_len value = 0;
    if (node->kind != HT_NODE_TEXT || !ht_measure_read(&value, node->text, units)) {
        ht_diag_add(reader->diags, HT_E0304, node->place, shown(node));
        return false;
    }
    *out = value;
    return true;
}

void ht_read_share(int *out, ht_reader *reader, const ht_node *node, int whole)
{
    ht_units units = {0, 0, 0, ht_len_from_pt(whole)};
    char *text = node->kind == HT_NODE_TEXT ? g_strdup(node->text) : g_strdup("");
    if (strchr(text, '/') != NULL) {
        char *with_unit = g_strconcat(text, "em", NULL);
        units.em = ht_len_from_pt(whole);
        g_free(text);
        text = with_unit;
    }
    ht_len value = 0;
    if (ht_measure_read(&value, text, &units) && value >= 0 && value <= ht_len_from_pt(2 * whole)) {
        *out = (value + HT_PT / 2) / HT_PT;
    } else {
        ht_diag_add(reader->diags, HT_E0317, node->place, node->text != NULL ? node->text : "");
    }
    g_free(text);
}

bool ht_read_number(int *out, ht_reader *reader, const ht_node *node, int least, int most)
{
    char *end = NULL;
    gint64 value = node->kind == HT_NODE_TEXT ? g_ascii_strtoll(node->text, &end, 10) : 0;
    if (end == NULL || end == node->text || *end != '\0' || value < least || value > most) {
        ht_diag_add(reader->diags, HT_E0315, node->place, shown(node), least, most);
        return false;
    }
    *out = (int)value;
    return true;
}

bool ht_read_bool(bool *out, ht_reader *reader, const ht_node *node)
{
    static const char *const words[] = {"false", "true"};
    int value = 0;
    if (!ht_read_word(&value, reader, node, words, G_N_ELEMENTS(words))) {
        return false;
    }
    *out = value == 1;
    return true;
}

bool ht_read_text(const char **out, ht_reader *reader, const ht_node *node, const char *name)
{
    if (node->kind != HT_NODE_TEXT) {
        ht_diag_add(reader->diags, HT_E0313, node->place, ht_tr("a text"), name);
        return false;
    }
    *out = node->text;
    return true;
}

bool ht_read_word(int *out, ht_reader *reader, const ht_node *node, const char *const *words,
                  size_t n_words)
{
    for (size_t i = 0; i < n_words && node->kind == HT_NODE_TEXT; i++) {
        if (strcmp(node->text, words[i]) == 0) {
            *out = (int)i;
            return true;
        }
    }
    ht_diag_add(reader->diags, HT_E0305, node->place, shown(node),
                alternatives(reader, words, n_words));
    const char *near = ht_nearest(shown(node), words, n_words);
    if (near != NULL) {
        ht_diag_hint(reader->diags, ht_tr("did you mean '%s'?"), near);
    }
    return false;
}

bool ht_read_style(const ht_style **out, ht_reader *reader, const ht_node *node)
{
    const char **names = HT_NEW_ARRAY(reader->arena, const char *, reader->n_styles);
    for (size_t i = 0; i < reader->n_styles; i++) {
        names[i] = reader->styles[i].name;
    }
    int index = 0;
    if (!ht_read_word(&index, reader, node, names, reader->n_styles)) {
        return false;
    }
    *out = &reader->styles[index];
    return true;
}

bool ht_read_ink(const ht_ink **out, ht_reader *reader, const ht_node *node)
{
    const char **names = HT_NEW_ARRAY(reader->arena, const char *, reader->n_inks);
    for (size_t i = 0; i < reader->n_inks; i++) {
        names[i] = reader->inks[i].name;
    }
    int index = 0;
    if (!ht_read_word(&index, reader, node, names, reader->n_inks)) {
        return false;
    }
    *out = &reader->inks[index];
    return true;
}

bool ht_read_key(ht_key *out, ht_reader *reader, const ht_node *node)
{
    ht_key key = node->kind == HT_NODE_TEXT ? ht_key_find(node->text) : HT_KEY_COUNT;
    if (key == HT_KEY_COUNT) {
        ht_diag_add(reader->diags, HT_E0308, node->place, shown(node));
        return false;
    }
    *out = key;
    return true;
}

static bool find_ref(ht_template_part *part, const char *name)
{
    static const struct {
        const char *name;
        ht_ref ref;
    } refs[] = {
        {"page", HT_REF_PAGE},
        {"attachment", HT_REF_ATTACHMENT},
        {"attachment_title", HT_REF_ATTACHMENT_TITLE},
        {"caption", HT_REF_CAPTION},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(refs); i++) {
        if (strcmp(name, refs[i].name) == 0) {
            part->ref = refs[i].ref;
            return true;
        }
    }
    part->ref = HT_REF_KEY;
    part->key = ht_key_find(name);
    return part->key != HT_KEY_COUNT;
}

bool ht_read_template(ht_template *out, ht_reader *reader, const ht_node *node, const char *name)
{
    const char *text = NULL;
    if (!ht_read_text(&text, reader, node, name)) {
        return false;
    }
    for (const char *p = text; *p != '\0';) {
        ht_template_part *part = HT_PUSH(reader->arena, out->parts, out->n_parts);
        const char *close = *p == '{' ? strchr(p, '}') : NULL;
        ht_place place = ht_node_place_at(node, (size_t)(p - text), 1);
        if (*p == '{' && close == NULL) {
            place.width = (int)ht_utf8_length(p, strlen(p));
            ht_diag_add(reader->diags, HT_E0308, place, p + 1);
            ht_diag_hint(reader->diags, "%s", ht_tr("close the brace behind the key: {title}"));
            return false;
        }
        if (close != NULL) {
            char *key = ht_arena_strndup(reader->arena, p + 1, (size_t)(close - p - 1));
            if (!find_ref(part, key)) {
                place.width = (int)ht_utf8_length(p, (size_t)(close + 1 - p));
                ht_diag_add(reader->diags, HT_E0308, place, key);
                return false;
            }
            p = close + 1;
            continue;
        }
        size_t size = 1 + strcspn(p + 1, "{");
        part->ref = HT_REF_LITERAL;
        part->literal = (ht_span){ht_arena_strndup(reader->arena, p, size), false, place};
        p += size;
    }
    return true;
}

void ht_read_unknown(ht_reader *reader, const ht_node *key, const char *where,
                     const char *const *names, size_t n_names)
{
    ht_diag_add(reader->diags, HT_E0303, key->place, key->text, where);
    const char *near = ht_nearest(key->text, names, n_names);
    if (near != NULL) {
        ht_diag_hint(reader->diags, ht_tr("did you mean '%s'?"), near);
    } else {
        ht_diag_hint(reader->diags, ht_tr("known here: %s"), alternatives(reader, names, n_names));
    }
}
