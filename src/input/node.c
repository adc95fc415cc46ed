/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Questions about nodes: the value of a key, the place of a character in a text. And a tree written
 * as YAML that reads back to the same tree.
 */

#include "input/parts.h"

#include <glib.h>
#include <string.h>

ht_node *ht_node_find(const ht_node *map, const char *key)
{
    for (size_t i = 0; map != NULL && map->kind == HT_NODE_MAP && i < map->n_pairs; i++) {
        if (strcmp(map->pairs[i].key->text, key) == 0) {
            return map->pairs[i].value;
        }
    }
    return NULL;
}

ht_node *ht_node_from_text(ht_arena *arena, const ht_source *source, size_t from)
{
    ht_node *node = HT_NEW(arena, ht_node);
    node->kind = HT_NODE_TEXT;
    node->place = ht_source_place(source, from, 1);
    node->text = ht_arena_strdup(arena, source->text + from);
    size_t n = 1;
    for (const char *p = node->text; *p != '\0'; p++) {
        n += *p == '\n';
    }
    int *lines = HT_NEW_ARRAY(arena, int, 2 * n);
    for (size_t i = 0; i < n; i++) {
        lines[2 * i] = node->place.line + (int)i;
        lines[2 * i + 1] = 1;
    }
    node->lines = lines;
    return node;
}

/* Bytes of one escape or character of a double-quoted text, as written. */
static size_t written_size(const char *p)
{
    if (*p != '\\') {
        return (size_t)(g_utf8_next_char(p) - p);
    }
    size_t size = p[1] == 'x' ? 4 : p[1] == 'u' ? 6 : p[1] == 'U' ? 10 : 2;
    bool high = p[1] == 'u' && (p[2] == 'd' || p[2] == 'D') && strchr("89abAB", p[3]) != NULL;
    return high && p[6] == '\\' ? 12 : size; /* a surrogate pair is one character */
}

/* A place in a quoted text, by walking what was written. */
static ht_place place_in_quotes(const ht_node *node, size_t characters, int width)
{
    ht_place place = node->place;
    const char *p = place.source->text;
    for (int line = 1; line < place.line; line++) {
        p = strchr(p, '\n') + 1;
    }
    p = g_utf8_offset_to_pointer(p, place.column - 1);
    char quote = *p;
    int column = place.column + 1;
    if (quote != '"' && quote != '\'') {
        return place;
    }
    p++;
    for (size_t i = 0; i < characters; i++) {
        size_t size = quote == '"' ? written_size(p) : (size_t)(g_utf8_next_char(p) - p);
        size = quote == '\'' && p[0] == '\'' && p[1] == '\'' ? 2 : size;
        if (memchr(p, '\n', size) != NULL || strlen(p) < size) {
            return place; /* a text over several lines */
        }
        column += (int)ht_utf8_length(p, size);
        p += size;
    }
    place.column = column;
    place.width = width;
    return place;
}

ht_place ht_node_place_at(const ht_node *text, size_t offset, int width)
{
    ht_place place = text->place;
    if (text->kind != HT_NODE_TEXT || place.source == NULL || place.line == 0) {
        return place;
    }
    size_t line = 0;
    const char *start = text->text;
    for (const char *p = text->text; p < text->text + offset; p++) {
        if (*p == '\n') {
            line++;
            start = p + 1;
        }
    }
    size_t before = ht_utf8_length(start, (size_t)(text->text + offset - start));
    if (text->lines != NULL) {
        place.line = text->lines[2 * line];
        place.column = text->lines[2 * line + 1] + (int)before;
        place.width = width;
        return place;
    }
    if (text->plain && line == 0) {
        place.column += (int)before;
        place.width = width;
        return place;
    }
    return text->plain ? place : place_in_quotes(text, ht_utf8_length(text->text, offset), width);
}

/* ---- Writing ------------------------------------------------------------------------------- */

static bool is_simple(const char *text)
{
    static const char special[] = "-?:,[]{}#&*!|>'\"%@`~";
    bool reserved = strcmp(text, "null") == 0 || strcmp(text, "~") == 0;
    if (*text == '\0' || strchr(special, *text) != NULL || *text == ' ' || reserved) {
        return false;
    }
    return strpbrk(text, "\n\t\\\"{}[],#") == NULL && strstr(text, ": ") == NULL &&
           !g_str_has_suffix(text, ":") && !g_str_has_suffix(text, " ");
}

static void write_text(GString *out, const ht_node *node)
{
    if (node->plain || is_simple(node->text)) {
        g_string_append(out, node->text);
        return;
    }
    g_string_append_c(out, '"');
    for (const char *p = node->text; *p != '\0'; p++) {
        if (*p == '\n' || *p == '\t') {
            g_string_append(out, *p == '\n' ? "\\n" : "\\t");
        } else if (*p == '"' || *p == '\\') {
            g_string_append_printf(out, "\\%c", *p);
        } else if ((unsigned char)*p < ' ') {
            g_string_append_printf(out, "\\x%02x", (unsigned)*p);
        } else {
            g_string_append_c(out, *p);
        }
    }
    g_string_append_c(out, '"');
}

static void indent(GString *out, int depth)
{
    g_string_append_printf(out, "%*s", 2 * depth, "");
}

static void write_node(GString *out, const ht_node *node, int depth);

/* A value behind "key:" or "-": on the same line when it is a text or empty. */
static void write_value(GString *out, const ht_node *node, int depth)
{
    bool below = (node->kind == HT_NODE_MAP && node->n_pairs > 0) ||
                 (node->kind == HT_NODE_LIST && node->n_items > 0);
    g_string_append_c(out, below ? '\n' : ' ');
    write_node(out, node, depth);
    if (!below) {
        g_string_append_c(out, '\n');
    }
}

static void write_node(GString *out, const ht_node *node, int depth)
{
    switch (node->kind) {
    case HT_NODE_NULL:
        g_string_append(out, "null");
        break;
    case HT_NODE_TEXT:
        write_text(out, node);
        break;
    case HT_NODE_LIST:
        g_string_append(out, node->n_items == 0 ? "[]" : "");
        for (size_t i = 0; i < node->n_items; i++) {
            indent(out, depth);
            g_string_append_c(out, '-');
            write_value(out, node->items[i], depth + 1);
        }
        break;
    case HT_NODE_MAP:
        g_string_append(out, node->n_pairs == 0 ? "{}" : "");
        for (size_t i = 0; i < node->n_pairs; i++) {
            indent(out, depth);
            write_text(out, node->pairs[i].key);
            g_string_append_c(out, ':');
            write_value(out, node->pairs[i].value, depth + 1);
        }
        break;
    }
}

bool ht_node_write(const ht_node *node, ht_write_fn write, void *user)
{
    GString *out = g_string_new(NULL);
    write_node(out, node, 0);
    bool ok = write(out->str, out->len, user);
    g_string_free(out, TRUE);
    return ok;
}
