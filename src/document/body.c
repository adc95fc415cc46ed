/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Bodies and attachments. In: a text of Markdown, or a list of texts and mappings with one key.
 * Out: the items of the body in order.
 */

#include "document/reading.h"

#include <errno.h>
#include <glib.h>
#include <string.h>

/* True or false; `otherwise` after an error. */
static bool read_yes(ht_reading *reading, const ht_pair *pair, bool otherwise)
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

static void read_caption(ht_item *item, ht_reading *reading, const ht_node *map,
                         const ht_subkey *keys)
{
    const ht_pair *caption = ht_subkey_find(map, keys, "caption");
    ht_span span;
    if (caption != NULL && ht_text_read(&span, reading, caption->value, caption->key->text)) {
        *HT_PUSH(reading->arena, item->text.spans, item->text.n_spans) = span;
    }
}

static void read_table(ht_item *item, ht_reading *reading, const ht_pair *table)
{
    ht_subkeys_check(reading, table->value, ht_table_keys, table->key->text);
    const ht_pair *rows = ht_subkey_find(table->value, ht_table_keys, "rows");
    if (rows != NULL && rows->value->kind != HT_NODE_LIST) {
        ht_diag_add(reading->diags, HT_E0203, rows->value->place, rows->key->text, ht_tr("a list"),
                    ht_node_shown(rows->value));
    }
    read_caption(item, reading, table->value, ht_table_keys);
}

static void read_figure(ht_item *item, ht_reading *reading, const ht_pair *figure)
{
    ht_subkeys_check(reading, figure->value, ht_figure_keys, figure->key->text);
    const ht_pair *image = ht_subkey_find(figure->value, ht_figure_keys, "image");
    if (image != NULL) {
        const char *path = ht_path_resolve(reading, image);
        item->image = (ht_span){path != NULL ? path : "", false, image->value->place};
    }
    read_caption(item, reading, figure->value, ht_figure_keys);
}

static void read_mapping(ht_items *items, ht_reading *reading, const ht_node *map)
{
    ht_subkeys_check(reading, map, ht_item_keys, reading->written);
    if (map->n_pairs != 1) {
        ht_diag_add(reading->diags, HT_E0220, map->place);
        return;
    }
    const ht_pair *page_break = ht_subkey_find(map, ht_item_keys, "page-break");
    const ht_pair *table = ht_subkey_find(map, ht_item_keys, "table");
    const ht_pair *figure = ht_subkey_find(map, ht_item_keys, "figure");
    if (page_break != NULL && read_yes(reading, page_break, false)) {
        ht_item *item = HT_PUSH(reading->arena, items->items, items->n_items);
        item->kind = HT_ITEM_PAGE_BREAK;
        item->place = page_break->value->place;
    }
    const ht_pair *drawn = table != NULL ? table : figure;
    if (drawn == NULL) {
        return; /* a page break, or an unknown key, told already */
    }
    if (drawn->value->kind != HT_NODE_MAP) {
        ht_diag_add(reading->diags, HT_E0203, drawn->value->place, drawn->key->text,
                    ht_tr("a mapping"), ht_node_shown(drawn->value));
        return;
    }
    ht_item *item = HT_PUSH(reading->arena, items->items, items->n_items);
    item->kind = table != NULL ? HT_ITEM_TABLE : HT_ITEM_FIGURE;
    item->place = drawn->key->place;
    item->table = drawn->value;
    if (table != NULL) {
        read_table(item, reading, table);
    } else {
        read_figure(item, reading, figure);
    }
}

/* A figure of Markdown names its file in the line. */
static void check_figures(ht_items *items, size_t from, ht_reading *reading)
{
    for (size_t i = from; i < items->n_items; i++) {
        ht_item *item = &items->items[i];
        if (item->kind == HT_ITEM_FIGURE && item->table == NULL) {
            ht_node image = {
                .kind = HT_NODE_TEXT, .place = item->image.place, .text = item->image.text};
            ht_node key = {.kind = HT_NODE_TEXT, .place = item->place, .text = reading->written};
            const char *path = ht_path_resolve(reading, &(ht_pair){&key, &image});
            item->image.text = path != NULL ? path : "";
        }
    }
}

static void read_markdown(ht_items *items, ht_reading *reading, const ht_node *node)
{
    size_t before = items->n_items;
    ht_markup_read(items, reading->arena, node, reading->diags);
    check_figures(items, before, reading);
}

/* Tells that a body says nothing, when no error told it already. */
static void tell_empty(const ht_items *items, ht_reading *reading, const ht_node *node,
                       size_t errors)
{
    if (items->n_items == 0 && ht_diags_errors(reading->diags) == errors) {
        ht_diag_add(reading->diags, HT_E0204, node->place, reading->written);
    }
}

void ht_body_read(ht_items *items, ht_reading *reading, const ht_node *node)
{
    size_t errors = ht_diags_errors(reading->diags);
    if (node->kind == HT_NODE_TEXT) {
        read_markdown(items, reading, node);
        tell_empty(items, reading, node, errors);
        return;
    }
    if (node->kind != HT_NODE_LIST) {
        ht_diag_add(reading->diags, HT_E0203, node->place, reading->written,
                    ht_tr("a text or a list"), ht_node_shown(node));
        return;
    }
    for (size_t i = 0; i < node->n_items; i++) {
        const ht_node *item = node->items[i];
        if (item->kind == HT_NODE_TEXT) {
            read_markdown(items, reading, item);
        } else if (item->kind == HT_NODE_MAP) {
            read_mapping(items, reading, item);
        } else {
            ht_diag_add(reading->diags, HT_E0203, item->place, reading->written,
                        ht_tr("a text or a mapping"), ht_node_shown(item));
        }
    }
    tell_empty(items, reading, node, errors);
}

/* The body of an attachment from a file of text. */
static void read_file(ht_attachment *attachment, ht_reading *reading, const ht_pair *file)
{
    const char *path = ht_path_resolve(reading, file);
    const ht_node *node = file->value;
    char *text = NULL;
    size_t size = 0;
    if (path == NULL) {
        return;
    }
    if (!g_str_has_suffix(path, ".md") && !g_str_has_suffix(path, ".txt")) {
        ht_diag_add(reading->diags, HT_E0221, node->place, node->text);
        return;
    }
    if (ht_file_read(&text, &size, reading->arena, path, HT_INPUT_MAX_BYTES) != HT_OK) {
        ht_diag_add(reading->diags, HT_E0216, node->place, node->text, g_strerror(errno));
        return;
    }
    ht_source written = {path, text, size};
    const ht_source *source = NULL;
    if (ht_input_clean(&source, reading->arena, &written, reading->diags) == HT_OK) {
        size_t errors = ht_diags_errors(reading->diags);
        read_markdown(&attachment->body, reading, ht_node_from_text(reading->arena, source, 0));
        tell_empty(&attachment->body, reading, node, errors);
        attachment->has_body = true;
    }
}

static void read_attachment_map(ht_attachment *attachment, ht_reading *reading, const ht_node *map)
{
    ht_subkeys_check(reading, map, ht_attachment_keys, reading->written);
    const ht_pair *body = ht_subkey_find(map, ht_attachment_keys, "body");
    const ht_pair *file = ht_subkey_find(map, ht_attachment_keys, "file");
    const ht_pair *label = ht_subkey_find(map, ht_attachment_keys, "label");
    if (body != NULL && file != NULL) {
        ht_diag_add(reading->diags, HT_E0223, file->value->place);
    } else if (body != NULL) {
        ht_body_read(&attachment->body, reading, body->value);
        attachment->has_body = true;
    } else if (file != NULL) {
        read_file(attachment, reading, file);
    }
    attachment->label = label == NULL || read_yes(reading, label, true);
    if (!attachment->label && body == NULL && file == NULL) {
        /* It is not listed either: its title would stand nowhere. */
        ht_diag_add(reading->diags, HT_E0207, label->key->place, "body", "正文");
    }
}

static void read_attachment(ht_reading *reading, const ht_node *node)
{
    ht_document *document = reading->document;
    ht_attachment attachment = {.label = true};
    const ht_node *title = node;
    const char *written = reading->written;
    if (node->kind == HT_NODE_MAP) {
        read_attachment_map(&attachment, reading, node);
        const ht_pair *pair = ht_subkey_find(node, ht_attachment_keys, "title");
        if (pair == NULL) {
            return; /* told already */
        }
        title = pair->value;
        written = pair->key->text;
    }
    if (ht_text_read(&attachment.title, reading, title, written)) {
        *HT_PUSH(reading->arena, document->attachments, document->n_attachments) = attachment;
    }
}

void ht_attachments_read(ht_reading *reading, const ht_node *node)
{
    if (node->kind != HT_NODE_LIST) {
        read_attachment(reading, node);
        return;
    }
    for (size_t i = 0; i < node->n_items; i++) {
        read_attachment(reading, node->items[i]);
    }
}
