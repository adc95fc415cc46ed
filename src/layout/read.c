/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The merged tree in, ht_layout out: page and grid first, since 字 and 行 are defined by them,
 * then inks, styles, and the sections.
 *
 * 字 is the type area's width divided by its columns (3.1); 行 is a 字 and the leading (3.2). A
 * style that gives a size of its own has cells of that size, and lines of that size plus leading.
 */

#include "layout/reader.h"

#include <glib.h>
#include <string.h>

const ht_node *ht_read_needed_map(ht_reader *reader, const ht_node *tree, const char *name)
{
    const ht_node *map = ht_node_find(tree, name);
    if (map == NULL) {
        ht_diag_add(reader->diags, HT_E0309, tree->place, name);
    } else if (map->kind != HT_NODE_MAP) {
        ht_diag_add(reader->diags, HT_E0313, map->place, ht_tr("a map"), name);
        map = NULL;
    }
    return map;
}

void ht_read_known(ht_reader *reader, const ht_node *map, const char *where,
                   const char *const *names, size_t n_names)
{
    for (size_t i = 0; i < map->n_pairs; i++) {
        bool known = false;
        for (size_t j = 0; j < n_names; j++) {
            known = known || strcmp(map->pairs[i].key->text, names[j]) == 0;
        }
        if (!known) {
            ht_read_unknown(reader, map->pairs[i].key, where, names, n_names);
        }
    }
}

void ht_read_needed_length(ht_len *out, ht_reader *reader, const ht_node *map, const char *name,
                           const ht_units *units)
{
    const ht_node *node = ht_node_find(map, name);
    if (node == NULL) {
        ht_diag_add(reader->diags, HT_E0309, map->place, name);
    } else {
        ht_read_length(out, reader, node, units);
    }
}

/* A length that may be left out. */
static void read_length(ht_len *out, ht_reader *reader, const ht_node *map, const char *name,
                        const ht_units *units)
{
    const ht_node *node = ht_node_find(map, name);
    if (node != NULL) {
        ht_read_length(out, reader, node, units);
    }
}

static void read_flag(bool *out, ht_reader *reader, const ht_node *map, const char *name)
{
    const ht_node *node = ht_node_find(map, name);
    if (node != NULL) {
        ht_read_bool(out, reader, node);
    }
}

static void read_grid(ht_reader *reader, const ht_node *grid)
{
    static const char *const names[] = {"columns", "lines",    "leading",
                                        "pitch",   "tightest", "loosest"};
    ht_layout *layout = reader->layout;
    ht_read_known(reader, grid, "grid", names, G_N_ELEMENTS(names));
    const ht_node *columns = ht_node_find(grid, "columns");
    const ht_node *lines = ht_node_find(grid, "lines");
    const ht_node *leading = ht_node_find(grid, "leading");
    if (columns == NULL || lines == NULL || leading == NULL) {
        ht_diag_add(reader->diags, HT_E0309, grid->place, "columns, lines, leading");
        return;
    }
    int share = 0;
    if (!ht_read_number(&layout->columns, reader, columns, 1, 200) ||
        !ht_read_number(&layout->lines, reader, lines, 1, 200)) {
        return;
    }
    ht_read_share(&share, reader, leading, 1000);
    layout->cell = ht_len_scale(layout->width, 1, layout->columns);
    layout->leading = ht_len_scale(layout->cell, share, 1000);
    layout->row = layout->cell + layout->leading;
    layout->pitch = layout->row;
    ht_units units = {layout->cell, layout->cell, layout->row, 0};
    read_length(&layout->pitch, reader, grid, "pitch", &units);
    layout->tightest = layout->loosest = layout->pitch;
    read_length(&layout->tightest, reader, grid, "tightest", &units);
    read_length(&layout->loosest, reader, grid, "loosest", &units);
}

ht_place ht_read_own_place(const ht_reader *reader, const ht_node *map, const char *const *names,
                           size_t n_names)
{
    for (size_t i = 0; i < n_names; i++) {
        const ht_node *value = ht_node_find(map, names[i]);
        if (value != NULL && value->place.source == reader->own) {
            return value->place;
        }
    }
    return map->place;
}

static void check_page(ht_reader *reader, const ht_node *page)
{
    static const char *const of_area[] = {"width", "height", "left", "top"};
    static const char *const of_pitch[] = {"pitch", "leading", "columns"};
    static const char *const of_lines[] = {"lines", "pitch", "leading"};
    const ht_node *area = ht_node_find(page, "type-area");
    const ht_node *grid = ht_node_find(page, "grid");
    const ht_layout *l = reader->layout;
    /* Four fifths of a cell hold a glyph's ink: less is a slip of the pen, not a layout. */
    int64_t last = (int64_t)(l->lines - 1) * l->pitch + l->cell;
    if (l->left < 0 || l->top < 0 || l->width < l->cell || l->height < l->cell ||
        l->left + l->width > l->page_width || l->top + l->height > l->page_height) {
        ht_diag_add(reader->diags, HT_E0312, ht_read_own_place(reader, area, of_area, 4));
    } else if (l->pitch < ht_len_scale(l->cell, 4, 5)) {
        ht_diag_add(reader->diags, HT_E0318, ht_read_own_place(reader, grid, of_pitch, 3),
                    ht_len_to_mm(l->pitch));
    } else if (l->tightest < ht_len_scale(l->cell, 4, 5)) {
        static const char *const of_tightest[] = {"tightest"};
        ht_diag_add(reader->diags, HT_E0318, ht_read_own_place(reader, grid, of_tightest, 1),
                    ht_len_to_mm(l->tightest));
    } else if (l->top + last > l->page_height) {
        ht_diag_add(reader->diags, HT_E0319, ht_read_own_place(reader, grid, of_lines, 3), l->lines,
                    ht_len_to_mm((ht_len)MIN(last, HT_LEN_MAX)));
    }
}

static void read_page(ht_reader *reader, const ht_node *tree)
{
    static const char *const names[] = {"size",   "type-area",       "grid",      "em-ascent",
                                        "mirror", "imprint-on-even", "even-pages"};
    static const char *const area_names[] = {"left", "top", "width", "height"};
    const ht_units units = {0};
    ht_layout *layout = reader->layout;
    const ht_node *page = ht_read_needed_map(reader, tree, "page");
    const ht_node *area = page != NULL ? ht_read_needed_map(reader, page, "type-area") : NULL;
    const ht_node *grid = page != NULL ? ht_read_needed_map(reader, page, "grid") : NULL;
    if (area == NULL || grid == NULL) {
        return;
    }
    size_t errors = ht_diags_errors(reader->diags);
    ht_read_known(reader, page, "page", names, G_N_ELEMENTS(names));
    ht_read_known(reader, area, "type-area", area_names, G_N_ELEMENTS(area_names));
    const ht_node *size = ht_node_find(page, "size");
    if (size == NULL || size->kind != HT_NODE_LIST || size->n_items != 2) {
        ht_diag_add(reader->diags, HT_E0320, size != NULL ? size->place : page->place);
    } else {
        ht_read_length(&layout->page_width, reader, size->items[0], &units);
        ht_read_length(&layout->page_height, reader, size->items[1], &units);
    }
    ht_read_needed_length(&layout->left, reader, area, "left", &units);
    ht_read_needed_length(&layout->top, reader, area, "top", &units);
    ht_read_needed_length(&layout->width, reader, area, "width", &units);
    ht_read_needed_length(&layout->height, reader, area, "height", &units);
    read_flag(&layout->mirror, reader, page, "mirror");
    read_flag(&layout->imprint_on_even, reader, page, "imprint-on-even");
    read_flag(&layout->even_pages, reader, page, "even-pages");
    const ht_node *ascent = ht_node_find(page, "em-ascent");
    if (ascent != NULL) {
        ht_read_share(&layout->em_ascent, reader, ascent, 1000);
    } else {
        ht_diag_add(reader->diags, HT_E0309, page->place, "em-ascent");
    }
    read_grid(reader, grid);
    if (ht_diags_errors(reader->diags) == errors) {
        check_page(reader, page);
    }
}

static bool read_rgb(uint32_t *out, const ht_node *node)
{
    char *end = NULL;
    if (node == NULL || node->kind != HT_NODE_TEXT || node->text[0] != '#' ||
        strlen(node->text) != 7) {
        return false;
    }
    *out = (uint32_t)g_ascii_strtoull(node->text + 1, &end, 16);
    return *end == '\0';
}

static void read_ink(ht_reader *reader, const ht_node *key, const ht_node *map)
{
    static const char *const names[] = {"rgb", "cmyk"};
    ht_ink *ink = HT_PUSH(reader->arena, reader->inks, reader->n_inks);
    ink->name = key->text;
    if (map->kind != HT_NODE_MAP) {
        ht_diag_add(reader->diags, HT_E0313, map->place, ht_tr("a map"), key->text);
        return;
    }
    ht_read_known(reader, map, key->text, names, G_N_ELEMENTS(names));
    const ht_node *rgb = ht_node_find(map, "rgb");
    const ht_node *cmyk = ht_node_find(map, "cmyk");
    if (!read_rgb(&ink->rgb, rgb)) {
        ht_diag_add(reader->diags, HT_E0321, rgb != NULL ? rgb->place : map->place, key->text);
    }
    if (cmyk == NULL || cmyk->kind != HT_NODE_LIST || cmyk->n_items != 4) {
        ht_diag_add(reader->diags, HT_E0322, cmyk != NULL ? cmyk->place : map->place, key->text);
        return;
    }
    for (size_t i = 0; i < 4; i++) {
        int share = 0;
        ht_read_share(&share, reader, cmyk->items[i], 100);
        ink->cmyk[i] = (uint8_t)MIN(share, 100);
    }
}

static void read_style(ht_reader *reader, const ht_node *key, const ht_node *map)
{
    static const char *const names[] = {"face", "latin", "strong",    "ink",        "size",
                                        "cell", "pitch", "latin-gap", "half-digits"};
    const ht_layout *layout = reader->layout;
    ht_style style = reader->n_styles > 0 ? reader->styles[0] : (ht_style){0};
    static const char *const of_face[] = {"face", "latin", "strong"};
    style.name = key->text;
    style.place = ht_read_own_place(reader, map, of_face, 3);
    ht_read_known(reader, map, key->text, names, G_N_ELEMENTS(names));
    ht_units units = {layout->cell, layout->cell, layout->row, layout->width};
    for (size_t i = 0; i < map->n_pairs; i++) {
        const char *name = map->pairs[i].key->text;
        const ht_node *value = map->pairs[i].value;
        if (strcmp(name, "face") == 0) {
            ht_read_text(&style.face, reader, value, name);
        } else if (strcmp(name, "latin") == 0) {
            ht_read_text(&style.latin, reader, value, name);
        } else if (strcmp(name, "strong") == 0) {
            ht_read_text(&style.strong, reader, value, name);
        } else if (strcmp(name, "ink") == 0) {
            ht_read_ink(&style.ink, reader, value);
        } else if (strcmp(name, "half-digits") == 0) {
            ht_read_bool(&style.half_digits, reader, value);
        } else if (strcmp(name, "size") == 0 &&
                   ht_read_length(&style.size, reader, value, &units)) {
            style.cell = style.size;
        }
    }
    units.em = style.size;
    if (ht_node_find(map, "cell") != NULL) {
        ht_read_length(&style.cell, reader, ht_node_find(map, "cell"), &units);
    }
    /* The type's own height and the leading of the grid; text on the grid's cells has its 行. */
    style.em = style.cell == layout->cell ? style.cell : style.size;
    style.pitch = style.em + layout->leading;
    if (ht_node_find(map, "pitch") != NULL) {
        ht_read_length(&style.pitch, reader, ht_node_find(map, "pitch"), &units);
    }
    const ht_node *gap = ht_node_find(map, "latin-gap");
    if (gap == NULL && reader->n_styles > 0 && reader->styles[0].cell > 0) {
        style.latin_gap = ht_len_scale(style.latin_gap, style.cell, reader->styles[0].cell);
    } else if (gap != NULL && ht_read_length(&style.latin_gap, reader, gap, &units) &&
               (style.latin_gap < 0 || style.latin_gap > layout->cell)) {
        ht_diag_add(reader->diags, HT_E0331, gap->place);
        style.latin_gap = 0;
    }
    if (style.size < HT_PT || style.cell < HT_PT) {
        static const char *const of_size[] = {"size", "cell"};
        ht_diag_add(reader->diags, HT_E0323, ht_read_own_place(reader, map, of_size, 2), key->text);
        style.size = style.cell = MAX(layout->cell, HT_PT);
    }
    *HT_PUSH(reader->arena, reader->styles, reader->n_styles) = style;
}

static void read_palette(ht_reader *reader, const ht_node *tree)
{
    const ht_node *inks = ht_read_needed_map(reader, tree, "inks");
    for (size_t i = 0; inks != NULL && i < inks->n_pairs; i++) {
        read_ink(reader, inks->pairs[i].key, inks->pairs[i].value);
    }
    const ht_node *styles = ht_read_needed_map(reader, tree, "styles");
    for (size_t i = 0; styles != NULL && i < styles->n_pairs; i++) {
        const ht_pair *pair = &styles->pairs[i];
        if (pair->value->kind == HT_NODE_MAP) {
            read_style(reader, pair->key, pair->value);
        } else {
            ht_diag_add(reader->diags, HT_E0313, pair->value->place, ht_tr("a map"),
                        pair->key->text);
        }
    }
    const ht_style *text = reader->n_styles > 0 ? &reader->styles[0] : NULL;
    if (text == NULL || strcmp(text->name, "text") != 0 || text->face == NULL ||
        text->ink == NULL || text->strong == NULL || text->size == 0) {
        ht_diag_add(reader->diags, HT_E0324, styles != NULL ? styles->place : tree->place);
    }
}

void ht_layout_read(ht_reader *reader, const ht_node *tree)
{
    static const char *const names[] = {
        "name",     "title",   "extends", "page",  "inks",   "styles",   "sheet", "header", "main",
        "attached", "imprint", "folio",   "table", "figure", "settings", "words", "press"};
    ht_layout *layout = reader->layout;
    ht_read_known(reader, tree, ht_tr("a layout"), names, G_N_ELEMENTS(names));
    const ht_node *title = ht_node_find(tree, "title");
    if (title != NULL) {
        ht_read_text(&layout->title, reader, title, "title");
    }
    size_t errors = ht_diags_errors(reader->diags);
    read_page(reader, tree);
    if (ht_diags_errors(reader->diags) == errors) {
        ht_layout_read_press(reader, tree);
        read_palette(reader, tree);
    }
    /* Without a page and styles nothing further can be read soundly. */
    if (ht_diags_errors(reader->diags) != errors) {
        return;
    }
    layout->styles = reader->styles;
    layout->n_styles = reader->n_styles;
    ht_layout_read_section(&layout->sheet, reader, tree, "sheet");
    ht_layout_read_section(&layout->header, reader, tree, "header");
    ht_layout_read_section(&layout->main, reader, tree, "main");
    ht_layout_read_section(&layout->attached, reader, tree, "attached");
    ht_layout_read_section(&layout->imprint, reader, tree, "imprint");
    ht_layout_read_section(&layout->folio, reader, tree, "folio");
    ht_layout_read_section(&layout->table, reader, tree, "table");
    ht_layout_read_section(&layout->figure, reader, tree, "figure");
    ht_layout_check_settings(reader, tree);
    ht_layout_read_words(reader, tree);
}
