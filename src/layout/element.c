/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Elements. In: a section of the merged tree, a map of named elements. Out: ht_element list in its
 * order. One table says which properties there are, of what type, for which kinds of element, and
 * where they go; whoever adds a property adds a line to it.
 */

#include "layout/reader.h"

#include <glib.h>
#include <string.h>

typedef enum property_type {
    LENGTH,
    FLAG,
    COUNT,
    TEXT,
    TEMPLATE,
    STYLE,
    INK,
    ALIGN,
    EDGE,
    LINE,
    KEY,
    KEYS,
    STYLES,
    TEXTS,
    CELLS,
    IGNORED,
} property_type;

typedef struct property {
    const char *name;
    property_type type;
    size_t offset;
    unsigned kinds;
} property;

#define AT(member) offsetof(ht_element, member)
#define BIT(kind) (1U << HT_ELEMENT_##kind)
#define ANY ((1U << HT_ELEMENT_COUNT) - 1)
#define LABELLED (BIT(SHOW) | BIT(NAMES) | BIT(LIST))
#define INDENTED (LABELLED | BIT(BODY) | BIT(MARK))

static const property properties[] = {
    /* what it is, in ht_element_kind order */
    {"show", TEMPLATE, AT(show), BIT(SHOW)},
    {"mark", KEY, AT(source), BIT(MARK)},
    {"rule", LENGTH, AT(thickness), BIT(RULE) | BIT(TABLE)},
    {"row", CELLS, 0, BIT(ROW)},
    {"names", KEY, AT(source), BIT(NAMES)},
    {"body", IGNORED, 0, BIT(BODY)},
    {"list", KEY, AT(source), BIT(LIST)},
    {"sign-off", KEY, AT(source), BIT(SIGN_OFF)},
    {"table", KEY, AT(source), BIT(TABLE)},
    {"code", TEMPLATE, AT(show), BIT(CODE)},
    /* when, and in what style */
    {"when", KEYS, 0, ANY},
    {"gives-way", FLAG, AT(gives_way), BIT(SHOW)},
    {"stands-in", FLAG, AT(stands_in), BIT(SHOW)},
    {"between", FLAG, AT(between), BIT(RULE)},
    {"style", STYLE, AT(style), ANY},
    {"label-style", STYLE, AT(label_style), LABELLED | BIT(TABLE)},
    {"ink", INK, AT(ink), BIT(RULE) | BIT(TABLE) | BIT(CODE)},
    /* its text */
    {"label", TEMPLATE, AT(label), LABELLED},
    {"end", TEXT, AT(end), BIT(SHOW)},
    {"separator", TEXT, AT(separator), BIT(SHOW)},
    {"suffix", TEXT, AT(suffix), BIT(MARK)},
    {"align", ALIGN, AT(align), BIT(SHOW) | BIT(CODE)},
    {"align-even", ALIGN, AT(align_even), BIT(SHOW)},
    {"indent", LENGTH, AT(first_indent), BIT(SHOW) | BIT(BODY)},
    {"left", LENGTH, AT(left), INDENTED},
    {"right", LENGTH, AT(right), INDENTED | BIT(SIGN_OFF)},
    {"by-sense", FLAG, AT(by_sense), BIT(SHOW)},
    {"spread", FLAG, AT(spread), BIT(NAMES) | BIT(TABLE)},
    {"columns", COUNT, AT(columns), BIT(NAMES)},
    {"last-line", FLAG, AT(last_line), ANY},
    {"headings", STYLES, 0, BIT(BODY)},
    {"numbering", TEXTS, 0, BIT(BODY)},
    {"keep", COUNT, AT(keep), BIT(SIGN_OFF)},
    {"shift", LENGTH, AT(shift), BIT(SIGN_OFF)},
    {"least-right", LENGTH, AT(least_right), BIT(SIGN_OFF)},
    {"length", LENGTH, AT(size), BIT(RULE)},
    {"size", LENGTH, AT(size), BIT(CODE)},
    {"label-width", LENGTH, AT(size), BIT(TABLE)},
    /* where it stands */
    {"new-page", FLAG, AT(new_page), ANY & ~(BIT(BODY) | BIT(LIST))},
    {"joins", TEXT, AT(joins), ANY},
    {"line", LINE, AT(placement.line), ANY},
    {"top", LENGTH, AT(placement.offset), ANY},
    {"foot", LENGTH, AT(placement.offset), ANY},
    {"above", LENGTH, AT(placement.above), ANY},
    {"below", LENGTH, AT(placement.below), ANY},
    {"stretch", LENGTH, AT(placement.stretch), ANY},
    {"grid", FLAG, AT(placement.grid), ANY},
    {"edge", EDGE, 0, BIT(SHOW) | BIT(MARK)},
};

static const char *const align_words[] = {"justify", "left", "center", "right"};
static const char *const edge_words[] = {"em", "ink", "first"};

static void read_keys(ht_element *element, ht_reader *reader, const ht_node *node)
{
    if (node->kind != HT_NODE_LIST) {
        ht_diag_add(reader->diags, HT_E0313, node->place, ht_tr("a list"), "when");
        return;
    }
    for (size_t i = 0; i < node->n_items; i++) {
        ht_key key = HT_KEY_COUNT;
        if (node->items[i]->kind == HT_NODE_TEXT &&
            strcmp(node->items[i]->text, "attachment") == 0) {
            element->when_numbered = true;
        } else if (ht_read_key(&key, reader, node->items[i])) {
            *HT_PUSH(reader->arena, element->when, element->n_when) = key;
        }
    }
}

static void read_levels(ht_element *element, ht_reader *reader, const ht_node *node, bool styles)
{
    if (node->kind != HT_NODE_LIST || node->n_items != HT_LEVELS) {
        ht_diag_add(reader->diags, HT_E0316, node->place, HT_LEVELS);
        return;
    }
    for (size_t i = 0; i < HT_LEVELS; i++) {
        if (styles) {
            ht_read_style(&element->headings[i], reader, node->items[i]);
        } else {
            ht_read_text(&element->numbering[i], reader, node->items[i], "numbering");
        }
    }
}

static void read_line(ht_element *element, ht_reader *reader, const ht_node *node)
{
    if (node->kind == HT_NODE_TEXT && strcmp(node->text, "next") == 0) {
        element->placement.line = HT_LINE_NEXT;
        return;
    }
    ht_read_number(&element->placement.line, reader, node, 1, reader->layout->lines);
}

static void read_element(ht_element *element, ht_reader *reader, const ht_node *node,
                         const char *name);

static void read_cells(ht_element *element, ht_reader *reader, const ht_node *node)
{
    if (node->kind != HT_NODE_LIST) {
        ht_diag_add(reader->diags, HT_E0313, node->place, ht_tr("a list"), "row");
        return;
    }
    for (size_t i = 0; i < node->n_items; i++) {
        ht_element *cell = HT_PUSH(reader->arena, element->cells, element->n_cells);
        read_element(cell, reader, node->items[i], element->name);
        if (cell->kind == HT_ELEMENT_BODY || cell->kind == HT_ELEMENT_LIST) {
            ht_diag_add(reader->diags, HT_E0313, node->items[i]->place,
                        ht_tr("an element of one block"), element->name);
        }
    }
}

static void read_property(ht_element *element, ht_reader *reader, const property *p,
                          const ht_node *node)
{
    const ht_layout *layout = reader->layout;
    ht_units units = {element->style->size, layout->cell, layout->row, layout->width};
    void *out = (char *)element + p->offset;
    int word = 0;
    switch (p->type) {
    case LENGTH:
        ht_read_length(out, reader, node, &units);
        break;
    case FLAG:
        ht_read_bool(out, reader, node);
        break;
    case COUNT:
        ht_read_number(out, reader, node, 0, layout->columns);
        break;
    case TEXT:
        ht_read_text(out, reader, node, p->name);
        break;
    case TEMPLATE:
        ht_read_template(out, reader, node, p->name);
        break;
    case STYLE:
        break; /* read before the others: `em` depends on them */
    case INK:
        ht_read_ink(out, reader, node);
        break;
    case ALIGN:
        if (ht_read_word(&word, reader, node, align_words, G_N_ELEMENTS(align_words))) {
            *(ht_align *)out = (ht_align)word;
        }
        break;
    case EDGE:
        if (ht_read_word(&word, reader, node, edge_words, G_N_ELEMENTS(edge_words))) {
            element->placement.edge = (ht_edge)word;
        }
        break;
    case LINE:
        read_line(element, reader, node);
        break;
    case KEY:
        ht_read_key(out, reader, node);
        break;
    case KEYS:
        read_keys(element, reader, node);
        break;
    case STYLES:
    case TEXTS:
        read_levels(element, reader, node, p->type == STYLES);
        break;
    case CELLS:
        read_cells(element, reader, node);
        break;
    case IGNORED:
        break;
    }
}

/* The kind that the map's properties name; false when there is none, or more than one. */
static bool find_kind(ht_element *element, ht_reader *reader, const ht_node *node)
{
    int found = 0;
    for (int i = 0; i < HT_ELEMENT_COUNT; i++) {
        bool rule_of_table = i == HT_ELEMENT_RULE && ht_node_find(node, "table") != NULL;
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

static void set_defaults(ht_element *element, ht_reader *reader, const ht_node *node)
{
    element->style = &reader->styles[0];
    const ht_node *style = ht_node_find(node, "style");
    const ht_node *label_style = ht_node_find(node, "label-style");
    if (style != NULL) {
        ht_read_style(&element->style, reader, style);
    }
    element->label_style = element->style;
    if (label_style != NULL) {
        ht_read_style(&element->label_style, reader, label_style);
    }
    const ht_node *align = ht_node_find(node, "align");
    int word = HT_ALIGN_JUSTIFY;
    if (align != NULL) {
        /* A wrong word is reported when the property itself is read. */
        for (size_t i = 0; i < G_N_ELEMENTS(align_words) && align->kind == HT_NODE_TEXT; i++) {
            word = strcmp(align->text, align_words[i]) == 0 ? (int)i : word;
        }
    }
    element->align_even = (ht_align)word;
    element->ink = element->style->ink;
    element->columns = 1;
    element->source = HT_KEY_COUNT;
    element->separator = "、";
    element->suffix = "";
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

/* The table's line for a property of that name and kind of element, or NULL. */
static const property *find_property(const char *name, ht_element_kind kind)
{
    for (size_t i = 0; i < G_N_ELEMENTS(properties); i++) {
        if ((properties[i].kinds & (1U << kind)) != 0 && strcmp(properties[i].name, name) == 0) {
            return &properties[i];
        }
    }
    return NULL;
}

static void tell_unknown(ht_element *element, ht_reader *reader, const ht_node *key)
{
    const char *names[G_N_ELEMENTS(properties)];
    size_t n = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(properties); i++) {
        if ((properties[i].kinds & (1U << element->kind)) != 0) {
            names[n++] = properties[i].name;
        }
    }
    ht_read_unknown(reader, key, element->name, names, n);
}

static void read_element(ht_element *element, ht_reader *reader, const ht_node *node,
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
        const property *p = find_property(node->pairs[i].key->text, element->kind);
        if (p != NULL) {
            read_property(element, reader, p, node->pairs[i].value);
        } else {
            tell_unknown(element, reader, node->pairs[i].key);
        }
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
    if (joins != NULL && joins->kind == HT_NODE_TEXT &&
        ht_node_find(section, joins->text) == NULL) {
        ht_diag_add(reader->diags, HT_E0314, joins->place, joins->text, "below");
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
        read_element(element, reader, map->pairs[i].value, map->pairs[i].key->text);
        if (element->kind_is_missing) {
            suggest_sibling(reader, map, i);
        }
        check_neighbour(reader, map, map->pairs[i].value);
    }
}
