/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Markdown with front matter:
 *
 *     ---
 *     keys: as in YAML
 *     ---
 *     the body
 *
 * In: the whole file. Out: the front matter's map, with the body under the key `body`, each line
 * of which knows its place in the file.
 */

#include "input/parts.h"

#include <string.h>

/* The length of a line that is --- and nothing else, with its line break; else 0. */
static size_t fence(const char *line)
{
    size_t size = strspn(line, "-");
    size_t blank = strspn(line + size, " \t");
    const char *end = line + size + blank;
    if (size != 3 || (*end != '\n' && *end != '\0')) {
        return 0;
    }
    return (size_t)(end - line) + (*end == '\n');
}

/* Where the closing fence begins, or NULL. */
static const char *find_close(const char *text)
{
    for (const char *line = text; *line != '\0';) {
        if (fence(line) > 0) {
            return line;
        }
        size_t size = strcspn(line, "\n");
        line += line[size] == '\n' ? size + 1 : size;
    }
    return NULL;
}

static void add_body(ht_node *map, ht_arena *arena, const ht_source *source, size_t from,
                     ht_diags *diags)
{
    static const char *const names[] = {"body", "正文"};
    ht_node *body = ht_node_from_text(arena, source, from);
    size_t blank = strspn(body->text, " \t\n");
    if (body->text[blank] == '\0') {
        return;
    }
    for (size_t i = 0; i < 2; i++) {
        if (ht_node_find(map, names[i]) != NULL) {
            ht_diag_add(diags, HT_E0117, ht_node_place_at(body, blank, 1), names[i]);
            return;
        }
    }
    ht_node *key = HT_NEW(arena, ht_node);
    *key = (ht_node){.kind = HT_NODE_TEXT, .place = body->place, .text = names[0]};
    *HT_PUSH(arena, map->pairs, map->n_pairs) = (ht_pair){key, body};
}

ht_status ht_front_read(ht_node **out, ht_arena *arena, const ht_source *source, ht_diags *diags)
{
    const char *text = source->text + strspn(source->text, "\n");
    size_t open = fence(text);
    if (open == 0) {
        ht_diag_add(diags, HT_E0115, ht_source_place(source, (size_t)(text - source->text), 1));
        return HT_INVALID;
    }
    const char *front = text + open;
    const char *close = find_close(front);
    if (close == NULL) {
        ht_diag_add(diags, HT_E0116, ht_source_place(source, (size_t)(text - source->text), 3));
        return HT_INVALID;
    }
    size_t errors = ht_diags_errors(diags);
    ht_status status = ht_yaml_read(out, arena, source, (size_t)(front - source->text),
                                    (size_t)(close - source->text), false, diags);
    if (status == HT_OK && *out != NULL && (*out)->kind == HT_NODE_MAP) {
        add_body(*out, arena, source, (size_t)(close + fence(close) - source->text), diags);
    }
    return status == HT_OK && ht_diags_errors(diags) > errors ? HT_INVALID : status;
}
