/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Inheritance. In: the tree of a layout and of the one it extends. Out: one tree, in the order of
 * the base, that keeps the place each value came from.
 *
 * The rule: maps are merged key by key, lists and texts are replaced, a null takes away what was
 * inherited. An element that names another kind than the inherited one (row instead of show)
 * starts afresh. A new element goes to the end, or where its `before` or `after` says; one that is
 * there already moves there.
 */

#include "layout/reader.h"

#include <string.h>

const char *const ht_element_kind_names[HT_ELEMENT_COUNT] = {
    "show",  "mark", "rule",  "row",   "names",  "body",  "list",  "sign-off",
    "table", "code", "stack", "seals", "stamps", "cells", "image",
};

/* The kind an element's map names, or NULL. A table's `rule` is a property of it. */
static const char *kind_of(const ht_node *map)
{
    const char *kind = NULL;
    for (size_t i = 0; i < HT_ELEMENT_COUNT; i++) {
        if (ht_node_find(map, ht_element_kind_names[i]) != NULL) {
            bool weak = i == HT_ELEMENT_RULE;
            kind = kind == NULL || !weak ? ht_element_kind_names[i] : kind;
        }
    }
    return kind;
}

static bool starts_afresh(const ht_node *base, const ht_node *over)
{
    const char *old = kind_of(base);
    const char *new = kind_of(over);
    return old != NULL && new != NULL &&strcmp(old, new) != 0;
}

static size_t index_of(const ht_node *map, const char *key)
{
    size_t i = 0;
    while (i < map->n_pairs && strcmp(map->pairs[i].key->text, key) != 0) {
        i++;
    }
    return i;
}

static void remove_pair(ht_node *map, size_t at)
{
    memmove(&map->pairs[at], &map->pairs[at + 1], (map->n_pairs - at - 1) * sizeof(ht_pair));
    map->n_pairs--;
}

/* A map that is ours to change: room for `more` pairs behind those of `map`. */
static ht_node *copy_map(ht_arena *arena, const ht_node *map, size_t more)
{
    ht_node *copy = HT_NEW(arena, ht_node);
    *copy = *map;
    copy->pairs = HT_NEW_ARRAY(arena, ht_pair, map->n_pairs + more + 1);
    if (map->n_pairs > 0) {
        memcpy(copy->pairs, map->pairs, map->n_pairs * sizeof(ht_pair));
    }
    return copy;
}

/* Where a new pair goes; takes `before` and `after` out of its value. */
static size_t place_for(ht_arena *arena, const ht_node *map, ht_pair *pair, ht_diags *diags)
{
    static const char *const words[] = {"before", "after"};
    size_t at = map->n_pairs;
    for (size_t w = 0; w < 2 && pair->value->kind == HT_NODE_MAP; w++) {
        const ht_node *name = ht_node_find(pair->value, words[w]);
        if (name == NULL) {
            continue;
        }
        size_t neighbour = name->kind == HT_NODE_TEXT ? index_of(map, name->text) : map->n_pairs;
        if (neighbour == map->n_pairs) {
            ht_diag_add(diags, HT_E0314, name->place, name->text != NULL ? name->text : "",
                        words[w]);
        }
        at = neighbour < map->n_pairs ? neighbour + w : map->n_pairs;
        pair->value = copy_map(arena, pair->value, 0);
        remove_pair(pair->value, index_of(pair->value, words[w]));
    }
    return at;
}

static void insert_pair(ht_arena *arena, ht_node *map, ht_pair pair, ht_diags *diags)
{
    size_t at = place_for(arena, map, &pair, diags);
    memmove(&map->pairs[at + 1], &map->pairs[at], (map->n_pairs - at) * sizeof(ht_pair));
    map->pairs[at] = pair;
    map->n_pairs++;
}

/* Elements are the values of sections, which are the values of the layout. */
#define DEPTH_OF_ELEMENTS 2

static ht_node *merge(ht_arena *arena, const ht_node *base, const ht_node *over, int depth,
                      ht_diags *diags);

/* What a key that was not there before brings: its own elements may stand before or after each
 * other. */
static ht_node *settle(ht_arena *arena, ht_node *value, int depth, ht_diags *diags)
{
    bool section = value->kind == HT_NODE_MAP && depth < DEPTH_OF_ELEMENTS;
    ht_node nothing = {.kind = HT_NODE_MAP, .place = value->place};
    return section ? merge(arena, &nothing, value, depth, diags) : value;
}

static bool moves(const ht_node *value)
{
    return ht_node_find(value, "before") != NULL || ht_node_find(value, "after") != NULL;
}

/* Merges one pair of the layout into the map it extends. */
static void merge_pair(ht_arena *arena, ht_node *map, ht_pair pair, int depth, ht_diags *diags)
{
    size_t at = index_of(map, pair.key->text);
    bool known = at < map->n_pairs;
    bool maps =
        known && pair.value->kind == HT_NODE_MAP && map->pairs[at].value->kind == HT_NODE_MAP;
    if (pair.value->kind == HT_NODE_NULL) {
        if (known) {
            remove_pair(map, at);
        }
        return;
    }
    if (maps) {
        pair.value = merge(arena, map->pairs[at].value, pair.value, depth, diags);
    } else if (!known) {
        pair.value = settle(arena, pair.value, depth, diags);
    }
    if (known && depth == DEPTH_OF_ELEMENTS && maps && moves(pair.value)) {
        remove_pair(map, at);
        known = false;
    }
    if (known) {
        map->pairs[at].value = pair.value;
        map->pairs[at].key = pair.key;
    } else {
        insert_pair(arena, map, pair, diags);
    }
}

static ht_node *merge(ht_arena *arena, const ht_node *base, const ht_node *over, int depth,
                      ht_diags *diags)
{
    if (depth == DEPTH_OF_ELEMENTS && starts_afresh(base, over)) {
        return copy_map(arena, over, 0);
    }
    ht_node *result = copy_map(arena, base, over->n_pairs);
    for (size_t i = 0; i < over->n_pairs; i++) {
        merge_pair(arena, result, over->pairs[i], depth + 1, diags);
    }
    return result;
}

ht_node *ht_layout_merge(ht_arena *arena, const ht_node *base, const ht_node *over, ht_diags *diags)
{
    return merge(arena, base, over, 0, diags);
}
