/* SPDX-License-Identifier: Apache-2.0 */

/*
 * One value. In: the node of a key and the key's type. Out: texts as they shall stand on paper, or
 * an error that says what was expected. What the standard fixes about form (7.2.1, 7.2.2, 7.2.5,
 * 7.3.5.4) is checked here and, where it is sure what was meant, put right.
 */

#include "document/reading.h"

#include <glib.h>
#include <stdlib.h>
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

/* Trims blanks, full-width ones too, at both ends. */
static const char *trimmed(ht_arena *arena, const char *text, size_t *skipped)
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
    out->text = trimmed(reading->arena, node->text, &skipped);
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

static void add_text(ht_reading *reading, ht_key key, ht_span span)
{
    ht_value *value = &reading->document->values[key];
    *HT_PUSH(reading->arena, value->texts, value->n_texts) = span;
}

static void read_text(ht_reading *reading, ht_key key, const ht_node *node)
{
    ht_span span;
    if (ht_text_read(&span, reading, node, reading->written)) {
        add_text(reading, key, span);
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
        const char *text = trimmed(reading->arena, line, &skipped);
        if (*text != '\0') {
            int width = (int)ht_utf8_length(text, strlen(text));
            ht_place place = ht_node_place_at(node, start + skipped, width);
            add_text(reading, key, (ht_span){text, false, place});
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

static void read_issuer(ht_reading *reading, const ht_node *node)
{
    if (node->kind != HT_NODE_MAP) {
        read_text(reading, HT_KEY_ISSUERS, node);
        return;
    }
    ht_subkeys_check(reading, node, ht_issuer_keys, reading->written);
    const ht_pair *name = ht_subkey_find(node, ht_issuer_keys, "name");
    if (name != NULL) {
        read_text(reading, HT_KEY_ISSUERS, name->value);
    }
    static const char *const drawn[] = {"seal", "stamp"};
    for (size_t i = 0; i < G_N_ELEMENTS(drawn); i++) {
        const ht_pair *image = ht_subkey_find(node, ht_issuer_keys, drawn[i]);
        if (image != NULL) {
            ht_diag_add(reading->diags, HT_E0218, image->value->place, image->key->text);
        }
    }
}

static void read_issuers(ht_reading *reading, const ht_node *node)
{
    if (node->kind != HT_NODE_LIST) {
        read_issuer(reading, node);
        return;
    }
    for (size_t i = 0; i < node->n_items; i++) {
        read_issuer(reading, node->items[i]);
    }
}

static void read_copy_number(ht_reading *reading, ht_key key, const ht_node *node)
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
    add_text(reading, key, span);
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
static void read_secrecy(ht_reading *reading, ht_key key, const ht_node *node)
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
    add_text(reading, key, span);
}

static void read_urgency(ht_reading *reading, ht_key key, const ht_node *node)
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
    add_text(reading, key, span);
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

static void read_number(ht_reading *reading, ht_key key, const ht_node *node)
{
    ht_span span;
    if (!ht_text_read(&span, reading, node, reading->written)) {
        return;
    }
    const char *fault = number_fault(span.text);
    if (fault != NULL) {
        ht_diag_add(reading->diags, HT_E0211, span.place, span.text, ht_tr(fault));
        return;
    }
    add_text(reading, key, span);
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

static void read_date(ht_reading *reading, ht_key key, const ht_node *node)
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
    add_text(reading, key, span);
    if (key == HT_KEY_DATE) {
        document->has_date = true;
        document->year = date[0];
        document->month = date[1];
        document->day = date[2];
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
        }
    }
    add_text(reading, key, span);
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
    add_text(reading, key, span);
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
    add_text(reading, key, span);
}

void ht_value_read(ht_reading *reading, ht_key key, const ht_node *node)
{
    switch (ht_keys[key].type) {
    case HT_TYPE_KIND:
        read_kind(reading, key, node);
        break;
    case HT_TYPE_TEXT:
        read_text(reading, key, node);
        break;
    case HT_TYPE_TEXTS:
        read_texts(reading, key, node);
        break;
    case HT_TYPE_LINES:
        read_lines(reading, key, node);
        break;
    case HT_TYPE_ISSUERS:
        read_issuers(reading, node);
        break;
    case HT_TYPE_COPY_NUMBER:
        read_copy_number(reading, key, node);
        break;
    case HT_TYPE_SECRECY:
        read_secrecy(reading, key, node);
        break;
    case HT_TYPE_URGENCY:
        read_urgency(reading, key, node);
        break;
    case HT_TYPE_NUMBER:
        read_number(reading, key, node);
        break;
    case HT_TYPE_SIGNATURE:
        read_signature(reading, key, node);
        break;
    case HT_TYPE_DATE:
        read_date(reading, key, node);
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
