/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The value of a key; and a tree written as YAML that reads back to the same tree.
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

/* ---- Writing ------------------------------------------------------------------------------- */

static bool is_simple(const char *text)
{
    static const char special[] = "-?:,[]{}#&*!|>'\"%@`~";
    bool reserved = strcmp(text, "null") == 0 || strcmp(text, "~") == 0;
    if (*text == '\0' || strchr(special, *text) != NULL || *text == ' ' || reserved) {
        return false;
    }
    return strpbrk(text, "\n\r\t\\\"{}[],#") == NULL && strstr(text, ": ") == NULL &&
           !g_str_has_suffix(text, ":") && !g_str_has_suffix(text, " ");
}

static void write_text(GString *out, const ht_node *node)
{
    if (is_simple(node->text)) {
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
