/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Properties of elements. In: a name and a value of an element's map. Out: its place in ht_element.
 * One table says which properties there are, of what type, for which kinds of element, and where
 * they go; whoever adds a property adds a line to it.
 */

#include "layout/reader.h"

#include <glib.h>
#include <string.h>

const char *const ht_align_words[HT_ALIGNS] = {"justify", "left", "center", "right"};

typedef enum property_type {
    LENGTH,
    SIZE, /* a length that is not negative */
    FLAG,
    COUNT,
    TEXT,
    TEMPLATE,
    STYLE,
    INK,
    ALIGN,
    EDGE,
    FROM,
    LINE,
    SHARE,
    KEY,
    KEYS,
    NAMES,
    STYLES,
    LEVELS,
    SIZES,
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
#define SIGNED (BIT(SIGN_OFF) | BIT(SEALS) | BIT(STAMPS))

static const property properties[] = {
    /* what it is, in ht_element_kind order */
    {"show", TEMPLATE, AT(show), BIT(SHOW)},
    {"mark", KEY, AT(source), BIT(MARK)},
    {"rule", SIZE, AT(thickness), BIT(RULE) | BIT(TABLE) | BIT(CELLS)},
    {"row", CELLS, 0, BIT(ROW)},
    {"names", KEY, AT(source), BIT(NAMES)},
    {"body", IGNORED, 0, BIT(BODY)},
    {"list", KEY, AT(source), BIT(LIST)},
    {"sign-off", KEY, AT(source), BIT(SIGN_OFF)},
    {"table", KEY, AT(source), BIT(TABLE)},
    {"code", TEMPLATE, AT(show), BIT(CODE)},
    {"stack", CELLS, 0, BIT(STACK)},
    {"seals", KEY, AT(source), BIT(SEALS)},
    {"stamps", KEY, AT(source), BIT(STAMPS)},
    {"cells", IGNORED, 0, BIT(CELLS)},
    {"image", IGNORED, 0, BIT(IMAGE)},
    /* when, and in what style */
    {"when", KEYS, AT(when), ANY},
    {"unless", KEYS, AT(unless), ANY},
    {"blank", FLAG, AT(blank), ANY},
    {"since", COUNT, AT(since), BIT(SHOW)},
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
    {"lead-only", FLAG, AT(lead_only), BIT(MARK)},
    {"yields", SHARE, AT(yields), BIT(MARK)},
    {"least", SHARE, AT(least), BIT(MARK)},
    {"align", ALIGN, AT(align), BIT(SHOW) | BIT(CODE) | BIT(IMAGE)},
    {"align-even", ALIGN, AT(align_even), BIT(SHOW)},
    {"indent", LENGTH, AT(first_indent), BIT(SHOW) | BIT(BODY)},
    {"left", LENGTH, AT(left), INDENTED},
    {"right", LENGTH, AT(right), INDENTED | SIGNED},
    {"by-sense", FLAG, AT(by_sense), BIT(SHOW)},
    {"spread", FLAG, AT(spread), BIT(NAMES) | BIT(TABLE)},
    {"columns", COUNT, AT(columns), BIT(NAMES) | BIT(SEALS)},
    {"last-line", FLAG, AT(last_line), ANY},
    {"headings", STYLES, 0, BIT(BODY)},
    {"numbering", LEVELS, 0, BIT(BODY)},
    {"sizes", SIZES, 0, BIT(CELLS)},
    {"head-style", STYLE, AT(head_style), BIT(CELLS)},
    {"frame", SIZE, AT(frame), BIT(CELLS)},
    {"padding", SIZE, AT(padding), BIT(CELLS)},
    {"keep", COUNT, AT(keep), SIGNED},
    {"shift", LENGTH, AT(shift), BIT(SIGN_OFF)},
    {"least-right", LENGTH, AT(least_right), BIT(SIGN_OFF)},
    {"apart", SIZE, AT(apart), BIT(RULE) | BIT(SEALS) | BIT(STAMPS)},
    {"sink", LENGTH, AT(sink), BIT(SEALS)},
    {"date-above", SIZE, AT(date_above), BIT(STAMPS)},
    {"within", SIZE, AT(within), BIT(SEALS)},
    {"star", SIZE, AT(star), BIT(RULE)},
    {"second", SIZE, AT(second), BIT(RULE)},
    {"length", SIZE, AT(size), BIT(RULE)},
    {"size", SIZE, AT(size), BIT(CODE)},
    {"label-width", SIZE, AT(size), BIT(TABLE)},
    /* where it stands */
    {"new-page", FLAG, AT(new_page), ANY & ~(BIT(BODY) | BIT(LIST))},
    {"joins", NAMES, 0, ANY},
    {"line", LINE, AT(placement.line), ANY},
    {"top", LENGTH, AT(placement.offset), ANY},
    {"foot", LENGTH, AT(placement.offset), ANY},
    {"from", FROM, 0, ANY},
    {"above", LENGTH, AT(placement.above), ANY},
    {"below", LENGTH, AT(placement.below), ANY},
    {"stretch", LENGTH, AT(placement.stretch), ANY},
    {"grid", FLAG, AT(placement.grid), ANY},
    {"edge", EDGE, 0, BIT(SHOW) | BIT(MARK)},
};

static const char *const edge_words[] = {"em", "ink", "first"};
static const char *const from_words[] = {"type-area", "page"};

/* The keys of `when`, or of `unless`. */
static void read_keys(ht_element *element, ht_reader *reader, const ht_node *node, bool when)
{
    if (node->kind != HT_NODE_LIST) {
        ht_diag_add(reader->diags, HT_E0313, node->place, ht_tr("a list"),
                    when ? "when" : "unless");
        return;
    }
    for (size_t i = 0; i < node->n_items; i++) {
        const ht_node *item = node->items[i];
        ht_key key = HT_KEY_COUNT;
        if (when && item->kind == HT_NODE_TEXT && strcmp(item->text, "attachment") == 0) {
            element->when_numbered = true;
        } else if (item->kind == HT_NODE_TEXT && strcmp(item->text, "separate") == 0) {
            *(when ? &element->when_separate : &element->unless_separate) = true;
        } else if (ht_read_key(&key, reader, item)) {
            *(when ? HT_PUSH(reader->arena, element->when, element->n_when)
                   : HT_PUSH(reader->arena, element->unless, element->n_unless)) = key;
        }
    }
}

/* Names of neighbours: one, or a list of them. */
static void read_names(ht_element *element, ht_reader *reader, const ht_node *node)
{
    bool list = node->kind == HT_NODE_LIST;
    for (size_t i = 0; i < (list ? node->n_items : 1); i++) {
        const char *name = NULL;
        if (ht_read_text(&name, reader, list ? node->items[i] : node, "joins")) {
            *HT_PUSH(reader->arena, element->joins, element->n_joins) = name;
        }
    }
}

static void read_sizes(ht_element *element, ht_reader *reader, const ht_node *node)
{
    if (node->kind != HT_NODE_LIST || node->n_items == 0) {
        ht_diag_add(reader->diags, HT_E0313, node->place, ht_tr("a list of styles"), "sizes");
        return;
    }
    for (size_t i = 0; i < node->n_items; i++) {
        const ht_style *style = NULL;
        if (ht_read_style(&style, reader, node->items[i])) {
            *HT_PUSH(reader->arena, element->sizes, element->n_sizes) = style;
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

static void read_cells(ht_element *element, ht_reader *reader, const ht_node *node)
{
    if (node->kind != HT_NODE_LIST) {
        ht_diag_add(reader->diags, HT_E0313, node->place, ht_tr("a list"),
                    ht_element_kind_names[element->kind]);
        return;
    }
    for (size_t i = 0; i < node->n_items; i++) {
        ht_element *cell = HT_PUSH(reader->arena, element->cells, element->n_cells);
        ht_layout_read_element(cell, reader, node->items[i], element->name);
        bool several = cell->kind == HT_ELEMENT_BODY || cell->kind == HT_ELEMENT_LIST;
        if (several || cell->kind == HT_ELEMENT_CELLS || cell->kind == HT_ELEMENT_IMAGE) {
            ht_diag_add(reader->diags, HT_E0313, node->items[i]->place,
                        ht_tr("an element of one block"), element->name);
        }
    }
}

#define MOST_COUNT 100
#define LEAST_SHARE 50 /* of 1000: a mark that is smaller is none */

static void read_value(ht_element *element, ht_reader *reader, const property *p,
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
    case SIZE:
        if (ht_read_length(out, reader, node, &units) && *(ht_len *)out < 0) {
            ht_diag_add(reader->diags, HT_E0304, node->place, node->text);
            *(ht_len *)out = 0;
        }
        break;
    case FLAG:
        ht_read_bool(out, reader, node);
        break;
    case COUNT:
        ht_read_number(out, reader, node, 0, MOST_COUNT);
        break;
    case SHARE:
        ht_read_share(out, reader, node, 1000);
        if (*(int *)out < LEAST_SHARE) {
            ht_diag_add(reader->diags, HT_E0317, node->place, node->text);
            *(int *)out = LEAST_SHARE;
        }
        break;
    case TEXT:
        ht_read_text(out, reader, node, p->name);
        break;
    case TEMPLATE:
        ht_read_template(out, reader, node, p->name);
        break;
    case STYLE:
        ht_read_style(out, reader, node);
        break;
    case INK:
        ht_read_ink(out, reader, node);
        break;
    case ALIGN:
        if (ht_read_word(&word, reader, node, ht_align_words, HT_ALIGNS)) {
            *(ht_align *)out = (ht_align)word;
        }
        break;
    case EDGE:
        if (ht_read_word(&word, reader, node, edge_words, G_N_ELEMENTS(edge_words))) {
            element->placement.edge = (ht_edge)word;
        }
        break;
    case FROM:
        if (ht_read_word(&word, reader, node, from_words, G_N_ELEMENTS(from_words))) {
            element->placement.of_page = word == 1;
        }
        break;
    case LINE:
        read_line(element, reader, node);
        break;
    case KEY:
        ht_read_key(out, reader, node);
        break;
    case KEYS:
        read_keys(element, reader, node, p->offset == AT(when));
        break;
    case NAMES:
        read_names(element, reader, node);
        break;
    case STYLES:
    case LEVELS:
        read_levels(element, reader, node, p->type == STYLES);
        break;
    case SIZES:
        read_sizes(element, reader, node);
        break;
    case CELLS:
        read_cells(element, reader, node);
        break;
    case IGNORED:
        break;
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

static void tell_unknown(const ht_element *element, ht_reader *reader, const ht_node *key)
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

void ht_layout_read_property(ht_element *element, ht_reader *reader, const ht_pair *pair)
{
    const property *p = find_property(pair->key->text, element->kind);
    if (p != NULL) {
        read_value(element, reader, p, pair->value);
    } else {
        tell_unknown(element, reader, pair->key);
    }
}
