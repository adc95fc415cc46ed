/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_INPUT_PARTS_H
#define HT_INPUT_PARTS_H

/*
 * Inside the input stage only.
 *
 *     input.c   bytes        -> checked, and to one of:
 *     yaml.c    YAML, JSON   -> nodes
 *     front.c   Markdown     -> nodes: the front matter, and the body as one text
 *     markup.c  a body       -> items
 *     place.c   a text       -> where its characters stand in the source
 *     node.c    the value of a key, and nodes as YAML
 */

#include "input/input.h"

/* Reads bytes [from, to) of a source. */
ht_status ht_yaml_read(ht_node **out, ht_arena *arena, const ht_source *source, size_t from,
                       size_t to, bool json, ht_diags *diags);

/* Finds where the lines of a quoted text begin; `written` is the source behind its first quote, and
 * the node's place that quote. */
void ht_node_place_quoted(ht_node *node, ht_arena *arena, const char *written);

ht_status ht_front_read(ht_node **out, ht_arena *arena, const ht_source *source, ht_diags *diags);

#endif
