/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Elements. In: a section of the merged tree, a map of named elements. Out: ht_element list in its
 * order: what each is, its defaults, then its properties (property.c).
 */

#include "layout/reader.h"

#include <glib.h>
#include <string.h>

/* The kind that the map's properties name; false when there is none, or more than one. */
static bool find_kind(ht_element *element, ht_reader *reader, const ht_node *node)
{
    int found = 0;
    for (int i = 0; i < HT_ELEMENT_COUNT; i++) {
        bool rule_of_table = i == HT_ELEMENT_RULE && (ht_node_find(node, "table") != NULL ||
                                                      ht_node_find(node, "cells") != NULL);
        if (ht_node_find(node, ht_element_kind_names[i]) != NULL && !rule_of_table) {
            element->kind = (ht_element_kind)i;
            found++;
        }
    }
    element->kind_is_missing = found == 0;
    if (found != 1) {
        ht_diag_add(reader->diags, found == 0 ? HT_E0310 : HT_E0311, element->place, element->name);
    }
    return found == 1;
}

static void peek_style(const ht_style **out, const ht_reader *reader, const ht_node *node)
{
    for (size_t i = 0; node != NULL && node->kind == HT_NODE_TEXT && i < reader->n_styles; i++) {
        *out = strcmp(node->text, reader->styles[i].name) == 0 ? &reader->styles[i] : *out;
    }
}

static void set_defaults(ht_element *element, ht_reader *reader, const ht_node *node)
{
    element->style = element->head_style = &reader->styles[0];
    const ht_node *style = ht_node_find(node, "style");
    const ht_node *label_style = ht_node_find(node, "label-style");
    /* Before the others: `em` depends on them. Wrong words are told when the property is read. */
    peek_style(&element->style, reader, style);
    element->label_style = element->style;
    peek_style(&element->label_style, reader, label_style);
    const ht_node *align = ht_node_find(node, "align");
    int word = HT_ALIGN_JUSTIFY;
    if (align != NULL) {
        /* A wrong word is reported when the property itself is read. */
        for (size_t i = 0; i < HT_ALIGNS && align->kind == HT_NODE_TEXT; i++) {
            word = strcmp(align->text, ht_align_words[i]) == 0 ? (int)i : word;
        }
    }
    element->align_even = (ht_align)word;
    element->ink = element->style->ink;
    element->columns = 1;
    element->source = HT_KEY_COUNT;
    element->separator = "、";
    element->suffix = "";
    element->yields = element->least = 1000;
    element->within = HT_LEN_MAX;
    if (element->kind == HT_ELEMENT_RULE) {
        element->size = reader->layout->width;
    }
    for (size_t i = 0; i < HT_LEVELS; i++) {
        element->headings[i] = element->style;
        element->numbering[i] = "";
    }
    if (ht_node_find(node, "line") != NULL) {
        element->placement.anchor = HT_ANCHOR_LINE;
    } else if (ht_node_find(node, "top") != NULL) {
        element->placement.anchor = HT_ANCHOR_TOP;
    } else if (ht_node_find(node, "foot") != NULL) {
        element->placement.anchor = HT_ANCHOR_FOOT;
    }
}

void ht_layout_read_element(ht_element *element, ht_reader *reader, const ht_node *node,
                            const char *name)
{
    element->name = name;
    element->place = node->place;
    if (node->kind != HT_NODE_MAP) {
        ht_diag_add(reader->diags, HT_E0313, node->place, ht_tr("properties such as {show: …}"),
                    name);
        return;
    }
    if (!find_kind(element, reader, node)) {
        return;
    }
    set_defaults(element, reader, node);
    for (size_t i = 0; i < node->n_pairs; i++) {
        ht_layout_read_property(element, reader, &node->pairs[i]);
    }
}

/* An element that does not say what it is may be another's with a slip in its name. */
static void suggest_sibling(ht_reader *reader, const ht_node *section, size_t at)
{
    const char **names = g_new0(const char *, section->n_pairs);
    size_t n = 0;
    for (size_t i = 0; i < section->n_pairs; i++) {
        if (i != at) {
            names[n++] = section->pairs[i].key->text;
        }
    }
    const char *near = ht_nearest(section->pairs[at].key->text, names, n);
    if (near != NULL) {
        ht_diag_hint(reader->diags, ht_tr("did you mean '%s'?"), near);
    }
    g_free(names);
}

/* Tells when an element joins one that its section does not have. */
static void check_neighbour(ht_reader *reader, const ht_node *section, const ht_node *element)
{
    const ht_node *joins = element->kind == HT_NODE_MAP ? ht_node_find(element, "joins") : NULL;
    size_t n = joins == NULL ? 0 : joins->kind == HT_NODE_LIST ? joins->n_items : 1;
    for (size_t i = 0; i < n; i++) {
        const ht_node *name = joins->kind == HT_NODE_LIST ? joins->items[i] : joins;
        if (name->kind == HT_NODE_TEXT && ht_node_find(section, name->text) == NULL) {
            ht_diag_add(reader->diags, HT_E0314, name->place, name->text, "below");
        }
    }
}

/* Cells and images are those of a table or figure, and stand in its section. */
static void check_section(ht_reader *reader, const ht_element *element, const char *section)
{
    bool cells = element->kind == HT_ELEMENT_CELLS && strcmp(section, "table") != 0;
    bool image = element->kind == HT_ELEMENT_IMAGE && strcmp(section, "figure") != 0;
    if (cells || image) {
        ht_diag_add(reader->diags, HT_E0329, element->place, element->name, section);
    }
}

void ht_layout_read_section(ht_section *section, ht_reader *reader, const ht_node *tree,
                            const char *name)
{
    const ht_node *map = ht_node_find(tree, name);
    if (map == NULL || map->kind == HT_NODE_NULL) {
        return;
    }
    if (map->kind != HT_NODE_MAP) {
        ht_diag_add(reader->diags, HT_E0313, map->place, ht_tr("a map of elements"), name);
        return;
    }
    for (size_t i = 0; i < map->n_pairs; i++) {
        if (map->pairs[i].value->kind == HT_NODE_NULL) {
            continue;
        }
        ht_element *element = HT_PUSH(reader->arena, section->elements, section->n_elements);
        ht_layout_read_element(element, reader, map->pairs[i].value, map->pairs[i].key->text);
        check_section(reader, element, name);
        if (element->kind_is_missing) {
            suggest_sibling(reader, map, i);
        }
        check_neighbour(reader, map, map->pairs[i].value);
    }
}
