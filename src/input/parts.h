/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_INPUT_PARTS_H
#define HT_INPUT_PARTS_H

/*
 * Inside the input stage only.
 *
 *     input.c   bytes        -> checked, and to one of:
 *     yaml.c    YAML, JSON   -> nodes
 *     front.c   Markdown     -> nodes: the front matter, and the body as one text
 *     slips.c   a complaint  -> what people did wrong, in our words
 *     markup.c  a body       -> items
 *     place.c   a text       -> where its characters stand in the source
 *     node.c    the value of a key, and nodes as YAML
 */

#include "input/input.h"

/* Reads bytes [from, to) of a source. */
ht_status ht_yaml_read(ht_node **out, ht_arena *arena, const ht_source *source, size_t from,
                       size_t to, bool json, ht_diags *diags);

/* Notes where a line of a text stands: `size` bytes of it at `offset`, written as they read. */
void ht_node_place_line(ht_node *node, ht_arena *arena, size_t offset, size_t size, int line,
                        int column);

/* Finds where the lines of a quoted text begin; `written` is the source behind its first quote, and
 * the node's place that quote. */
void ht_node_place_quoted(ht_node *node, ht_arena *arena, const char *written);

/* Tells what is wrong where libfyaml complained at `place` in `theirs` words; it read bytes
 * [from, to) of the source. */
void ht_slip_tell(const ht_source *source, ht_place place, const char *theirs, bool json,
                  size_t from, size_t to, ht_diags *diags);

/* Tells a tab that indents or a full-width colon behind a key, in this line or the next: YAML's own
 * complaint would not name them. True when one was told. */
bool ht_slip_tell_typing(const ht_source *source, int line, ht_diags *diags);

ht_status ht_front_read(ht_node **out, ht_arena *arena, const ht_source *source, ht_diags *diags);

#endif
