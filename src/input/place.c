/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Where the characters of a text stand in its source. In: a text node and a byte offset. Out: line
 * and column. A text knows where each of its lines begins, and long lines at more places, so that
 * asking costs no more at the end of a long body than at its beginning; within a quoted line the
 * escapes are walked over.
 */

#include "input/parts.h"

#include <glib.h>
#include <string.h>

/* A long line is known at more places than its beginning, this many bytes apart. */
#define STRETCH ((size_t)1024)

void ht_node_place_line(ht_node *node, ht_arena *arena, size_t offset, size_t size, int line,
                        int column)
{
    const char *end = node->text + offset + size;
    const char *p = node->text + offset;
    do {
        *HT_PUSH(arena, node->lines, node->n_lines) =
            (ht_text_line){(size_t)(p - node->text), line, column, NULL};
        const char *next = p;
        for (; next < end && (size_t)(next - p) < STRETCH; next = g_utf8_next_char(next)) {
            column++;
        }
        p = next;
    } while (p < end);
}

ht_node *ht_node_from_text(ht_arena *arena, const ht_source *source, size_t from)
{
    ht_node *node = HT_NEW(arena, ht_node);
    node->kind = HT_NODE_TEXT;
    node->place = ht_source_place(source, from, 1);
    node->text = ht_arena_strdup(arena, source->text + from);
    size_t offset = 0;
    for (int line = node->place.line;; line++) {
        size_t size = strcspn(node->text + offset, "\n");
        ht_node_place_line(node, arena, offset, size, line, 1);
        offset += size;
        if (node->text[offset++] == '\0') {
            return node;
        }
    }
}

/* Bytes of one character between quotes, as written; an escape is one character. */
static size_t written_size(const char *p, char quote)
{
    if (quote == '\'' && p[0] == '\'' && p[1] == '\'') {
        return 2;
    }
    if (quote == '\'' || *p != '\\') {
        return (size_t)(g_utf8_next_char(p) - p);
    }
    size_t size = p[1] == 'x' ? 4 : p[1] == 'u' ? 6 : p[1] == 'U' ? 10 : 2;
    bool high = p[1] == 'u' && (p[2] == 'd' || p[2] == 'D') && strchr("89abAB", p[3]) != NULL;
    return high && p[6] == '\\' ? 12 : size; /* a surrogate pair */
}

void ht_node_place_quoted(ht_node *node, ht_arena *arena, const char *written)
{
    char quote = written[-1];
    int column = node->place.column + 1;
    const char *p = written;
    *HT_PUSH(arena, node->lines, node->n_lines) =
        (ht_text_line){0, node->place.line, column, written};
    for (const char *t = node->text; *t != '\0'; t = g_utf8_next_char(t)) {
        size_t size = written_size(p, quote);
        if (strnlen(p, size) < size || memchr(p, '\n', size) != NULL) {
            node->n_lines = 0; /* folded over several lines of the source */
            return;
        }
        column += (int)ht_utf8_length(p, size);
        p += size;
        size_t next = (size_t)(g_utf8_next_char(t) - node->text);
        if (*t == '\n' || next - node->lines[node->n_lines - 1].offset >= STRETCH) {
            *HT_PUSH(arena, node->lines, node->n_lines) =
                (ht_text_line){next, node->place.line, column, p};
        }
    }
}

/* The last line that begins at or before `offset`. */
static const ht_text_line *line_at(const ht_node *text, size_t offset)
{
    size_t low = 0;
    size_t high = text->n_lines;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        *(text->lines[middle].offset <= offset ? &low : &high) = middle;
    }
    return &text->lines[low];
}

/* Columns that the first `characters` of a quoted line take in the source. */
static int written_columns(const ht_node *text, const ht_text_line *line, size_t characters)
{
    char quote = text->lines[0].written[-1];
    const char *p = line->written;
    int columns = 0;
    for (size_t i = 0; i < characters; i++) {
        size_t size = written_size(p, quote);
        columns += (int)ht_utf8_length(p, size);
        p += size;
    }
    return columns;
}

ht_place ht_node_place_at(const ht_node *text, size_t offset, int width)
{
    ht_place place = text->place;
    if (text->n_lines == 0) {
        return place;
    }
    const ht_text_line *line = line_at(text, offset);
    size_t before = ht_utf8_length(text->text + line->offset, offset - line->offset);
    place.line = line->line;
    place.column =
        line->column + (line->written != NULL ? written_columns(text, line, before) : (int)before);
    place.width = width;
    return place;
}
