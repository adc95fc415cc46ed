/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Texts of one line. In: a node. Out: its text without blanks at the ends, with the place of its
 * first character; or an error that says what was expected.
 */

#include "document/reading.h"

#include <glib.h>
#include <string.h>

const char *ht_node_shown(const ht_node *node)
{
    switch (node->kind) {
    case HT_NODE_TEXT:
        return node->text;
    case HT_NODE_LIST:
        return ht_tr("a list");
    case HT_NODE_MAP:
        return ht_tr("a mapping");
    default:
        return ht_tr("nothing");
    }
}

const char *ht_text_trim(ht_arena *arena, const char *text, size_t *skipped)
{
    const char *start = text;
    while (*start != '\0' && g_unichar_isspace(g_utf8_get_char(start))) {
        start = g_utf8_next_char(start);
    }
    const char *end = start + strlen(start);
    while (end > start && g_unichar_isspace(g_utf8_get_char(g_utf8_prev_char(end)))) {
        end = g_utf8_prev_char(end);
    }
    *skipped = (size_t)(start - text);
    return ht_arena_strndup(arena, start, (size_t)(end - start));
}

bool ht_text_read(ht_span *out, ht_reading *reading, const ht_node *node, const char *where)
{
    size_t skipped = 0;
    if (node->kind != HT_NODE_TEXT) {
        ht_diag_add(reading->diags, HT_E0203, node->place, where, ht_tr("a text"),
                    ht_node_shown(node));
        return false;
    }
    out->text = ht_text_trim(reading->arena, node->text, &skipped);
    out->bold = false;
    int width = (int)ht_utf8_length(out->text, strlen(out->text));
    out->place = ht_node_place_at(node, skipped, MAX(width, 1));
    if (*out->text == '\0') {
        ht_diag_add(reading->diags, HT_E0204, node->place, where);
        return false;
    }
    const char *line_break = strchr(out->text, '\n');
    if (line_break != NULL) {
        size_t offset = skipped + (size_t)(line_break - out->text);
        ht_diag_add(reading->diags, HT_E0205, ht_node_place_at(node, offset, 1), where);
        return false;
    }
    return true;
}

bool ht_yes_read(ht_reading *reading, const ht_pair *pair, bool otherwise)
{
    const ht_node *value = pair->value;
    bool yes = value->kind == HT_NODE_TEXT && strcmp(value->text, "true") == 0;
    bool no = value->kind == HT_NODE_TEXT && strcmp(value->text, "false") == 0;
    if (!yes && !no) {
        ht_diag_add(reading->diags, HT_E0206, value->place, pair->key->text, ht_node_shown(value));
        return otherwise;
    }
    return yes;
}

void ht_value_add(ht_reading *reading, ht_key key, ht_span span)
{
    ht_value *value = &reading->document->values[key];
    *HT_PUSH(reading->arena, value->texts, value->n_texts) = span;
}
