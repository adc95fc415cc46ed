/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The Markdown of bodies. In: a text node. Out: items in its order.
 *
 * Office text comes first: a line is a paragraph, and what is no markup of ours stands as it was
 * written: <办法>, AT&T, 1. and leading dashes with it. Ours are # headings, GFM tables, a figure
 * on a line of its own, a rule as a page break; within a line **bold** and backslash escapes.
 */

#include "input/parts.h"

#include <glib.h>
#include <string.h>

static const char wide_space[] = "　";
#define WIDE_SPACE_SIZE (sizeof wide_space - 1)

/* A line of a text node: bytes [start, end) of its text, without blanks at its ends. */
typedef struct line {
    size_t start;
    size_t end;
    bool blank;
} line;

typedef struct lines {
    line *items;
    size_t n_items;
} lines;

typedef struct reading {
    ht_items *items;
    ht_arena *arena;
    const ht_node *node;
    ht_diags *diags;
} reading;

static size_t count_wide_spaces(const char *p)
{
    size_t n = 0;
    while (strncmp(p + n * WIDE_SPACE_SIZE, wide_space, WIDE_SPACE_SIZE) == 0) {
        n++;
    }
    return n;
}

static bool is_blank_byte(char c)
{
    return c == ' ' || c == '\t';
}

static line trim(const char *text, size_t start, size_t end)
{
    while (start < end && is_blank_byte(text[start])) {
        start++;
    }
    for (;;) {
        bool wide = end - start >= WIDE_SPACE_SIZE &&
                    memcmp(text + end - WIDE_SPACE_SIZE, wide_space, WIDE_SPACE_SIZE) == 0;
        if (wide) {
            end -= WIDE_SPACE_SIZE;
        } else if (end > start && is_blank_byte(text[end - 1])) {
            end--;
        } else {
            return (line){start, end, start == end};
        }
    }
}

/* Takes away the indent of two full-width spaces that people type; where they do, a line that
 * begins with more of them keeps the rest. */
static void drop_indents(lines *all, const char *text)
{
    bool typed = false;
    for (size_t i = 0; i < all->n_items; i++) {
        typed =
            typed || (!all->items[i].blank && count_wide_spaces(text + all->items[i].start) == 2);
    }
    for (size_t i = 0; typed && i < all->n_items; i++) {
        if (!all->items[i].blank && count_wide_spaces(text + all->items[i].start) >= 2) {
            all->items[i].start += 2 * WIDE_SPACE_SIZE;
        }
    }
}

static lines split(ht_arena *arena, const char *text)
{
    lines all = {0};
    for (size_t start = 0; text[start] != '\0';) {
        size_t size = strcspn(text + start, "\n");
        *HT_PUSH(arena, all.items, all.n_items) = trim(text, start, start + size);
        start += text[start + size] == '\n' ? size + 1 : size;
    }
    drop_indents(&all, text);
    return all;
}

/* ---- Inside a line ------------------------------------------------------------------------- */

static void add_span(ht_text *out, ht_arena *arena, const ht_node *node, size_t start, size_t end,
                     bool bold)
{
    if (start == end) {
        return;
    }
    ht_span *span = HT_PUSH(arena, out->spans, out->n_spans);
    span->text = ht_arena_strndup(arena, node->text + start, end - start);
    span->bold = bold;
    span->place = ht_node_place_at(node, start, 1);
}

static bool is_stars(const char *p, size_t left)
{
    return left >= 2 && p[0] == '*' && p[1] == '*';
}

/* The offset of the ** that closes the one at `open`, or `end`. */
static size_t find_stars(const char *text, size_t open, size_t end)
{
    for (size_t i = open + 3; i + 1 < end; i++) {
        bool escaped = text[i - 1] == '\\';
        if (is_stars(text + i, end - i) && !escaped && !is_blank_byte(text[i - 1])) {
            return i;
        }
    }
    return end;
}

ht_text ht_markup_inline(ht_arena *arena, const ht_node *node, size_t start, size_t end)
{
    const char *text = node->text;
    ht_text out = {0};
    bool bold = false;
    bool closable = true; /* until no ** that could close is left */
    size_t from = start;
    size_t close = end;
    for (size_t i = start; i < end;) {
        bool opens = !bold && closable && is_stars(text + i, end - i) && i + 2 < end &&
                     !is_blank_byte(text[i + 2]) && text[i + 2] != '*';
        if (opens) {
            close = find_stars(text, i, end);
            closable = close < end;
            opens = closable;
        }
        if (text[i] == '\\' && i + 1 < end && g_ascii_ispunct(text[i + 1])) {
            add_span(&out, arena, node, from, i, bold);
            from = i + 1;
            i += 2;
        } else if (opens || (bold && i == close)) {
            add_span(&out, arena, node, from, i, bold);
            bold = !bold;
            i += 2;
            from = i;
        } else {
            i++;
        }
    }
    add_span(&out, arena, node, from, end, bold);
    return out;
}

/* ---- Lines --------------------------------------------------------------------------------- */

static ht_item *add_item(reading *r, ht_item_kind kind, const line *l)
{
    ht_item *item = HT_PUSH(r->arena, r->items->items, r->items->n_items);
    int width = (int)ht_utf8_length(r->node->text + l->start, l->end - l->start);
    item->kind = kind;
    item->place = ht_node_place_at(r->node, l->start, width);
    return item;
}

static bool is_rule(const char *p, size_t size)
{
    size_t marks = 0;
    for (size_t i = 0; i < size; i++) {
        if (p[i] == p[0]) {
            marks++;
        } else if (!is_blank_byte(p[i])) {
            return false;
        }
    }
    return marks >= 3 && strchr("-*_", p[0]) != NULL;
}

static bool read_rule(reading *r, const line *l)
{
    if (!is_rule(r->node->text + l->start, l->end - l->start)) {
        return false;
    }
    add_item(r, HT_ITEM_PAGE_BREAK, l);
    return true;
}

static bool read_heading(reading *r, const line *l)
{
    const char *p = r->node->text + l->start;
    size_t level = strspn(p, "#");
    if (level == 0 || level > 4 || !is_blank_byte(p[level])) {
        return false;
    }
    line content = trim(r->node->text, l->start + level, l->end);
    if (content.blank) {
        return false;
    }
    ht_item *item = add_item(r, HT_ITEM_HEADING, l);
    item->level = (int)level;
    item->text = ht_markup_inline(r->arena, r->node, content.start, content.end);
    return true;
}

/* ![caption](image) and nothing else on the line. */
static bool read_figure(reading *r, const line *l)
{
    const char *text = r->node->text;
    const char *middle = g_strstr_len(text + l->start, (gssize)(l->end - l->start), "](");
    bool framed = strncmp(text + l->start, "![", 2) == 0 && text[l->end - 1] == ')';
    if (!framed || middle == NULL) {
        return false;
    }
    size_t close = (size_t)(middle - text);
    ht_item *item = add_item(r, HT_ITEM_FIGURE, l);
    item->text = ht_markup_inline(r->arena, r->node, l->start + 2, close);
    item->image.text = ht_arena_strndup(r->arena, middle + 2, l->end - 1 - (close + 2));
    int width = (int)ht_utf8_length(item->image.text, strlen(item->image.text));
    item->image.place = ht_node_place_at(r->node, close + 2, width);
    return true;
}

/* ---- Tables -------------------------------------------------------------------------------- */

static bool has_pipe(const reading *r, const line *l)
{
    return !l->blank && memchr(r->node->text + l->start, '|', l->end - l->start) != NULL;
}

/* | :-- | --: | under the head of a table. */
static bool is_delimiter(const reading *r, const line *l)
{
    const char *p = r->node->text + l->start;
    size_t size = l->end - l->start;
    bool dash = false;
    for (size_t i = 0; i < size; i++) {
        if (strchr("|:- \t", p[i]) == NULL) {
            return false;
        }
        dash = dash || p[i] == '-';
    }
    return dash && has_pipe(r, l);
}

static void read_row(reading *r, ht_row *row, const line *l)
{
    const char *text = r->node->text;
    size_t start = l->start + (text[l->start] == '|');
    row->place = ht_node_place_at(r->node, l->start, 1);
    for (size_t i = start; i <= l->end; i++) {
        bool ends = i == l->end || (text[i] == '|' && text[i - 1] != '\\');
        if (!ends || (i == l->end && start == l->end)) {
            continue;
        }
        line content = trim(text, start, i);
        ht_cell *cell = HT_PUSH(r->arena, row->cells, row->n_cells);
        cell->span = 1;
        cell->rows = 1;
        *HT_PUSH(r->arena, cell->paragraphs, cell->n_paragraphs) =
            ht_markup_inline(r->arena, r->node, content.start, content.end);
        start = i + 1;
    }
}

/* l, c, r for each column, - for one that does not say. */
static const char *read_align(reading *r, const line *l)
{
    const char *text = r->node->text;
    GString *align = g_string_new(NULL);
    size_t start = l->start + (text[l->start] == '|');
    while (start < l->end) {
        size_t size = strcspn(text + start, "|\n");
        line column = trim(text, start, MIN(start + size, l->end));
        bool left = !column.blank && text[column.start] == ':';
        bool right = !column.blank && text[column.end - 1] == ':';
        g_string_append_c(align, left && right ? 'c' : left ? 'l' : right ? 'r' : '-');
        start += size + 1;
    }
    const char *result = ht_arena_strdup(r->arena, align->str);
    g_string_free(align, TRUE);
    return result;
}

/* Reads a table that begins at line `at`; returns how many lines it takes, 0 for none. */
static size_t read_table(reading *r, const lines *all, size_t at)
{
    bool table = at + 1 < all->n_items && has_pipe(r, &all->items[at]) &&
                 is_delimiter(r, &all->items[at + 1]);
    if (!table) {
        return 0;
    }
    ht_item *item = add_item(r, HT_ITEM_TABLE, &all->items[at]);
    item->align = read_align(r, &all->items[at + 1]);
    item->n_head = 1;
    size_t end = at;
    for (; end < all->n_items && has_pipe(r, &all->items[end]); end++) {
        if (end != at + 1) {
            read_row(r, HT_PUSH(r->arena, item->rows, item->n_rows), &all->items[end]);
        }
    }
    size_t columns = strlen(item->align);
    for (size_t i = 0; i < item->n_rows; i++) {
        if (item->rows[i].n_cells > columns) {
            const line *l = &all->items[at + (i > 0 ? i + 1 : 0)];
            ht_diag_add(r->diags, HT_E0118, ht_node_place_at(r->node, l->start, 1),
                        (int)item->rows[i].n_cells, (int)columns);
        }
    }
    return end - at;
}

void ht_markup_read(ht_items *items, ht_arena *arena, const ht_node *text, ht_diags *diags)
{
    reading r = {items, arena, text, diags};
    lines all = split(arena, text->text);
    for (size_t i = 0; i < all.n_items; i++) {
        const line *l = &all.items[i];
        if (l->blank) {
            continue;
        }
        size_t taken = read_table(&r, &all, i);
        if (taken > 0) {
            i += taken - 1;
        } else if (!read_rule(&r, l) && !read_heading(&r, l) && !read_figure(&r, l)) {
            ht_item *item = add_item(&r, HT_ITEM_PARAGRAPH, l);
            item->text = ht_markup_inline(arena, text, l->start, l->end);
        }
    }
}
