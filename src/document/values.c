/* SPDX-License-Identifier: Apache-2.0 */

/*
 * One value. In: the node of a key and the key's type. Out: texts as they shall stand on paper, or
 * an error that says what was expected. This file knows every type and hands on those that have
 * files of their own: texts, values of a fixed form, bodies and attachments.
 */

#include "document/reading.h"

#include <glib.h>
#include <string.h>

static void read_text(ht_reading *reading, ht_key key, const ht_node *node)
{
    ht_span span;
    if (ht_text_read(&span, reading, node, reading->written)) {
        ht_value_add(reading, key, span);
    }
}

static void read_texts(ht_reading *reading, ht_key key, const ht_node *node)
{
    if (node->kind != HT_NODE_LIST) {
        read_text(reading, key, node);
        return;
    }
    for (size_t i = 0; i < node->n_items; i++) {
        read_text(reading, key, node->items[i]);
    }
}

/* A text whose line breaks are obeyed: one text for each line. */
static void read_lines(ht_reading *reading, ht_key key, const ht_node *node)
{
    if (node->kind != HT_NODE_TEXT) {
        read_text(reading, key, node);
        return;
    }
    size_t before = reading->document->values[key].n_texts;
    for (size_t start = 0;; start++) {
        size_t size = strcspn(node->text + start, "\n");
        size_t skipped = 0;
        char *line = ht_arena_strndup(reading->arena, node->text + start, size);
        const char *text = ht_text_trim(reading->arena, line, &skipped);
        if (*text != '\0') {
            int width = (int)ht_utf8_length(text, strlen(text));
            ht_place place = ht_node_place_at(node, start + skipped, width);
            ht_value_add(reading, key, (ht_span){text, false, place});
        }
        start += size;
        if (node->text[start] == '\0') {
            break;
        }
    }
    if (reading->document->values[key].n_texts == before) {
        ht_diag_add(reading->diags, HT_E0204, node->place, reading->written);
    }
}

static void read_names(ht_reading *reading, ht_key key, const ht_node *node)
{
    bool list = node->kind == HT_NODE_LIST;
    for (size_t i = 0; i < (list ? node->n_items : 1); i++) {
        ht_span span;
        if (ht_name_read(&span, reading, list ? node->items[i] : node)) {
            ht_value_add(reading, key, span);
        }
    }
}

/* A name that ends in .yaml is a file, looked for as every file of the document is. */
static void read_layout(ht_reading *reading, ht_key key, const ht_node *node)
{
    ht_span span;
    if (!ht_text_read(&span, reading, node, reading->written)) {
        return;
    }
    if (g_str_has_suffix(span.text, ".yaml") || g_str_has_suffix(span.text, ".yml")) {
        ht_node written = {.kind = HT_NODE_TEXT, .place = node->place, .text = reading->written};
        ht_node file = *node;
        span.text = ht_path_resolve(reading, &(ht_pair){&written, &file});
    }
    if (span.text != NULL) {
        ht_value_add(reading, key, span);
    }
}

/* The layout prints the parentheses; taken off when the user wrote them too. */
static void read_note(ht_reading *reading, ht_key key, const ht_node *node)
{
    static const char *const pairs[][2] = {{"（", "）"}, {"(", ")"}};
    ht_span span;
    if (!ht_text_read(&span, reading, node, reading->written)) {
        return;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
        size_t open = strlen(pairs[i][0]);
        size_t close = strlen(pairs[i][1]);
        if (g_str_has_prefix(span.text, pairs[i][0]) && g_str_has_suffix(span.text, pairs[i][1])) {
            span.text = ht_arena_strndup(reading->arena, span.text + open,
                                         strlen(span.text) - open - close);
            span.place.column++;
            break;
        }
    }
    if (*span.text == '\0') {
        ht_diag_add(reading->diags, HT_E0204, node->place, reading->written);
        return;
    }
    ht_value_add(reading, key, span);
}

static bool read_flag(ht_reading *reading, const ht_node *node)
{
    bool yes = node->kind == HT_NODE_TEXT && strcmp(node->text, "true") == 0;
    bool no = node->kind == HT_NODE_TEXT && strcmp(node->text, "false") == 0;
    if (!yes && !no) {
        ht_diag_add(reading->diags, HT_E0206, node->place, reading->written, ht_node_shown(node));
    }
    return yes;
}

static void read_signature(ht_reading *reading, ht_key key, const ht_node *node)
{
    bool plain = node->kind == HT_NODE_TEXT && node->plain;
    if (plain && strcmp(node->text, "false") == 0) {
        reading->document->no_signature = true;
    } else if (plain && (g_ascii_strcasecmp(node->text, "false") == 0 ||
                         (g_ascii_strcasecmp(node->text, "true") == 0 && *node->text != 't'))) {
        ht_diag_add(reading->diags, HT_E0206, node->place, reading->written, node->text);
    } else if (!plain || strcmp(node->text, "true") != 0) {
        read_texts(reading, key, node);
    }
}

static void read_index(ht_reading *reading, const ht_node *node)
{
    ht_document *document = reading->document;
    if (node->kind != HT_NODE_MAP) {
        ht_diag_add(reading->diags, HT_E0203, node->place, reading->written,
                    ht_tr("a mapping of labels to values"), ht_node_shown(node));
        return;
    }
    for (size_t i = 0; i < node->n_pairs; i++) {
        const ht_node *value = node->pairs[i].value;
        bool empty =
            value->kind == HT_NODE_NULL || (value->kind == HT_NODE_TEXT && *value->text == '\0');
        ht_index_row row = {.value = {"", false, value->place}};
        const ht_node *label = node->pairs[i].key;
        if (ht_text_read(&row.label, reading, label, reading->written) &&
            (empty || ht_text_read(&row.value, reading, value, label->text))) {
            *HT_PUSH(reading->arena, document->index, document->n_index) = row;
        }
    }
}

static void read_link(ht_reading *reading, ht_key key, const ht_node *node)
{
    ht_span span;
    if (!ht_text_read(&span, reading, node, reading->written)) {
        return;
    }
    bool web = g_str_has_prefix(span.text, "http://") || g_str_has_prefix(span.text, "https://");
    if (!web || strpbrk(span.text, " \t\"<>") != NULL) {
        ht_diag_add(reading->diags, HT_E0214, span.place, span.text);
        return;
    }
    ht_value_add(reading, key, span);
}

static void read_kind(ht_reading *reading, ht_key key, const ht_node *node)
{
    ht_span span;
    if (!ht_text_read(&span, reading, node, reading->written)) {
        return;
    }
    const ht_kind *kind = ht_kind_find(span.text);
    if (kind == NULL) {
        ht_diag_add(reading->diags, HT_E0215, span.place, span.text);
        return;
    }
    reading->document->kind = kind->name;
    ht_value_add(reading, key, span);
}

void ht_value_read(ht_reading *reading, ht_key key, const ht_node *node)
{
    switch (ht_keys[key].type) {
    case HT_TYPE_KIND:
        read_kind(reading, key, node);
        break;
    case HT_TYPE_LAYOUT:
        read_layout(reading, key, node);
        break;
    case HT_TYPE_TEXT:
        read_text(reading, key, node);
        break;
    case HT_TYPE_NAMES:
        read_names(reading, key, node);
        break;
    case HT_TYPE_TEXTS:
        read_texts(reading, key, node);
        break;
    case HT_TYPE_LINES:
        read_lines(reading, key, node);
        break;
    case HT_TYPE_ISSUERS:
        ht_issuers_read(reading, node);
        break;
    case HT_TYPE_COPY_NUMBER:
        ht_value_read_copy_number(reading, key, node);
        break;
    case HT_TYPE_SECRECY:
        ht_value_read_secrecy(reading, key, node);
        break;
    case HT_TYPE_URGENCY:
        ht_value_read_urgency(reading, key, node);
        break;
    case HT_TYPE_NUMBER:
        ht_value_read_number(reading, key, node);
        break;
    case HT_TYPE_SIGNATURE:
        read_signature(reading, key, node);
        break;
    case HT_TYPE_DATE:
        ht_value_read_date(reading, key, node);
        break;
    case HT_TYPE_NOTE:
        read_note(reading, key, node);
        break;
    case HT_TYPE_FLAG:
        reading->document->no_text_page = read_flag(reading, node);
        break;
    case HT_TYPE_BODY:
        ht_body_read(&reading->document->body, reading, node);
        break;
    case HT_TYPE_ATTACHMENTS:
        ht_attachments_read(reading, node);
        break;
    case HT_TYPE_INDEX:
        read_index(reading, node);
        break;
    case HT_TYPE_LINK:
        read_link(reading, key, node);
        break;
    case HT_TYPE_SETTINGS:
        if (node->kind == HT_NODE_MAP) {
            reading->document->settings = node;
        } else {
            ht_diag_add(reading->diags, HT_E0203, node->place, reading->written, ht_tr("a mapping"),
                        ht_node_shown(node));
        }
        break;
    }
}
