/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Bodies. In: a text of Markdown, or a list of texts and mappings with one key. Out: the items of
 * the body in order.
 */

#include "document/reading.h"

#include <glib.h>
#include <string.h>

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
    if (page_break != NULL && ht_yes_read(reading, page_break, false)) {
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
        ht_table_read(item, reading, table);
    } else {
        ht_figure_read(item, reading, figure);
    }
}

/* A figure of Markdown names its file in the line. */
static void check_figures(ht_items *items, size_t from, ht_reading *reading)
{
    for (size_t i = from; i < items->n_items; i++) {
        ht_item *item = &items->items[i];
        if (item->kind == HT_ITEM_TABLE && item->table == NULL) {
            ht_table_check_columns(item, reading);
        }
        if (item->kind == HT_ITEM_FIGURE && item->table == NULL) {
            ht_node image = {
                .kind = HT_NODE_TEXT, .place = item->image.place, .text = item->image.text};
            ht_node key = {.kind = HT_NODE_TEXT, .place = item->place, .text = reading->written};
            item->drawing.place = item->image.place;
            item->drawing.image = ht_picture_read(reading, &(ht_pair){&key, &image});
        }
    }
}

void ht_body_read_markdown(ht_items *items, ht_reading *reading, const ht_node *node)
{
    size_t before = items->n_items;
    ht_markup_read(items, reading->arena, node, reading->diags);
    check_figures(items, before, reading);
}

void ht_body_tell_empty(const ht_items *items, ht_reading *reading, const ht_node *node,
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
        ht_body_read_markdown(items, reading, node);
        ht_body_tell_empty(items, reading, node, errors);
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
            ht_body_read_markdown(items, reading, item);
        } else if (item->kind == HT_NODE_MAP) {
            read_mapping(items, reading, item);
        } else {
            ht_diag_add(reading->diags, HT_E0203, item->place, reading->written,
                        ht_tr("a text or a mapping"), ht_node_shown(item));
        }
    }
    ht_body_tell_empty(items, reading, node, errors);
}
