/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Bodies and attachments. In: a text of Markdown, or a list of texts and mappings with one key. Out:
 * the items of the body in order.
 */

#include "document/reading.h"

#include <errno.h>
#include <glib.h>
#include <string.h>

/* A page break is written as true; `page-break: false` is none. */
static void read_page_break(ht_items *items, ht_reading *reading, const ht_node *value)
{
    bool yes = value->kind == HT_NODE_TEXT && strcmp(value->text, "true") == 0;
    bool no = value->kind == HT_NODE_TEXT && strcmp(value->text, "false") == 0;
    if (!yes && !no) {
        ht_diag_add(reading->diags, HT_E0206, value->place, "page-break", ht_node_shown(value));
    } else if (yes) {
        ht_item *item = HT_PUSH(reading->arena, items->items, items->n_items);
        item->kind = HT_ITEM_PAGE_BREAK;
        item->place = value->place;
    }
}

static void read_caption(ht_item *item, ht_reading *reading, const ht_node *map,
                         const ht_subkey *keys)
{
    const ht_node *caption = ht_subkey_find(map, keys, "caption");
    ht_span span;
    if (caption != NULL && ht_text_read(&span, reading, caption, "caption")) {
        *HT_PUSH(reading->arena, item->text.spans, item->text.n_spans) = span;
    }
}

static void read_table(ht_item *item, ht_reading *reading, const ht_node *map)
{
    ht_subkeys_check(reading, map, ht_table_keys, "table");
    const ht_node *rows = ht_subkey_find(map, ht_table_keys, "rows");
    if (rows == NULL) {
        ht_diag_add(reading->diags, HT_E0207, map->place, "rows");
    } else if (rows->kind != HT_NODE_LIST) {
        ht_diag_add(reading->diags, HT_E0203, rows->place, "rows", ht_tr("a list"),
                    ht_node_shown(rows));
    }
    read_caption(item, reading, map, ht_table_keys);
}

static void read_figure(ht_item *item, ht_reading *reading, const ht_node *map)
{
    ht_subkeys_check(reading, map, ht_figure_keys, "figure");
    const ht_node *image = ht_subkey_find(map, ht_figure_keys, "image");
    if (image == NULL) {
        ht_diag_add(reading->diags, HT_E0207, map->place, "image");
        return;
    }
    const char *path = ht_path_resolve(reading, image);
    item->image = (ht_span){path != NULL ? path : "", false, image->place};
    read_caption(item, reading, map, ht_figure_keys);
}

static void read_mapping(ht_items *items, ht_reading *reading, const ht_node *map)
{
    ht_subkeys_check(reading, map, ht_item_keys, "body");
    if (map->n_pairs != 1) {
        ht_diag_add(reading->diags, HT_E0220, map->place);
        return;
    }
    const ht_node *value = map->pairs[0].value;
    if (ht_subkey_find(map, ht_item_keys, "page-break") != NULL) {
        read_page_break(items, reading, value);
        return;
    }
    bool table = ht_subkey_find(map, ht_item_keys, "table") != NULL;
    bool figure = ht_subkey_find(map, ht_item_keys, "figure") != NULL;
    if (!table && !figure) {
        return; /* an unknown key, told already */
    }
    if (value->kind != HT_NODE_MAP) {
        ht_diag_add(reading->diags, HT_E0203, value->place, map->pairs[0].key->text,
                    ht_tr("a mapping"), ht_node_shown(value));
        return;
    }
    ht_item *item = HT_PUSH(reading->arena, items->items, items->n_items);
    item->kind = table ? HT_ITEM_TABLE : HT_ITEM_FIGURE;
    item->place = map->pairs[0].key->place;
    item->table = value;
    if (table) {
        read_table(item, reading, value);
    } else {
        read_figure(item, reading, value);
    }
}

/* A figure of Markdown names its file in the line. */
static void check_figures(ht_items *items, size_t from, ht_reading *reading)
{
    for (size_t i = from; i < items->n_items; i++) {
        ht_item *item = &items->items[i];
        if (item->kind == HT_ITEM_FIGURE && item->table == NULL) {
            ht_node image = {.kind = HT_NODE_TEXT, .place = item->image.place,
                             .text = item->image.text};
            const char *path = ht_path_resolve(reading, &image);
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

void ht_body_read(ht_items *items, ht_reading *reading, const ht_node *node)
{
    if (node->kind == HT_NODE_TEXT) {
        read_markdown(items, reading, node);
        if (items->n_items == 0) {
            ht_diag_add(reading->diags, HT_E0204, node->place, "body");
        }
        return;
    }
    if (node->kind != HT_NODE_LIST) {
        ht_diag_add(reading->diags, HT_E0203, node->place, "body", ht_tr("a text or a list"),
                    ht_node_shown(node));
        return;
    }
    for (size_t i = 0; i < node->n_items; i++) {
        const ht_node *item = node->items[i];
        if (item->kind == HT_NODE_TEXT) {
            read_markdown(items, reading, item);
        } else if (item->kind == HT_NODE_MAP) {
            read_mapping(items, reading, item);
        } else {
            ht_diag_add(reading->diags, HT_E0203, item->place, "body",
                        ht_tr("a text or a mapping"), ht_node_shown(item));
        }
    }
}

/* The body of an attachment from a file of text. */
static void read_file(ht_attachment *attachment, ht_reading *reading, const ht_node *node)
{
    const char *path = ht_path_resolve(reading, node);
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
    if (ht_utf8_invalid(text, size) < size) {
        ht_diag_add(reading->diags, HT_E0222, node->place, node->text);
        return;
    }
    ht_source *source = HT_NEW(reading->arena, ht_source);
    *source = (ht_source){path, text, size};
    read_markdown(&attachment->body, reading, ht_node_from_text(reading->arena, source, 0));
    attachment->has_body = true;
}

static void read_attachment(ht_reading *reading, const ht_node *node)
{
    ht_document *document = reading->document;
    ht_attachment attachment = {.label = true};
    const ht_node *title = node;
    if (node->kind == HT_NODE_MAP) {
        ht_subkeys_check(reading, node, ht_attachment_keys, "attachments");
        title = ht_subkey_find(node, ht_attachment_keys, "title");
        const ht_node *body = ht_subkey_find(node, ht_attachment_keys, "body");
        const ht_node *file = ht_subkey_find(node, ht_attachment_keys, "file");
        const ht_node *label = ht_subkey_find(node, ht_attachment_keys, "label");
        if (title == NULL) {
            ht_diag_add(reading->diags, HT_E0207, node->place, "title");
            return;
        }
        if (body != NULL && file != NULL) {
            ht_diag_add(reading->diags, HT_E0223, file->place);
        } else if (body != NULL) {
            ht_body_read(&attachment.body, reading, body);
            attachment.has_body = true;
        } else if (file != NULL) {
            read_file(&attachment, reading, file);
        }
        if (label != NULL) {
            bool no = label->kind == HT_NODE_TEXT && strcmp(label->text, "false") == 0;
            bool yes = label->kind == HT_NODE_TEXT && strcmp(label->text, "true") == 0;
            attachment.label = !no;
            if (!no && !yes) {
                ht_diag_add(reading->diags, HT_E0206, label->place, "label",
                            ht_node_shown(label));
            }
        }
    }
    if (ht_text_read(&attachment.title, reading, title, "attachments")) {
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
