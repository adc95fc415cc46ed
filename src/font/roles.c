/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: fonts/roles.yaml. Out: the roles in its order, each with the families and files that may
 * serve it. Every mistake is reported at its place; a role needs an open face or a family, for
 * one that nothing can serve would only fail later.
 */

#include "font/fontset.h"

#include "input/input.h"

#include <stdlib.h>
#include <string.h>

typedef struct reader {
    ht_arena *arena;
    ht_diags *diags;
    GHashTable *families;
} reader;

/* Reports a value of the wrong kind. */
static void reject(const reader *r, const ht_node *node, const char *key, const char *expected)
{
    ht_diag_add(r->diags, HT_E0402, node->place, key, ht_tr(expected));
}

static const char *read_text(const reader *r, const ht_node *node, const char *key)
{
    if (node->kind != HT_NODE_TEXT || *node->text == '\0') {
        reject(r, node, key, N_("a text"));
        return NULL;
    }
    return node->text;
}

static bool read_flag(const reader *r, const ht_node *node, const char *key)
{
    bool yes = node->kind == HT_NODE_TEXT && strcmp(node->text, "true") == 0;
    if (!yes && (node->kind != HT_NODE_TEXT || strcmp(node->text, "false") != 0)) {
        reject(r, node, key, N_("true or false"));
    }
    return yes;
}

/* "file" or "file#2". */
static ht_open_file read_file(const reader *r, const ht_node *node, const char *key)
{
    ht_open_file file = {NULL, 0};
    const char *text = read_text(r, node, key);
    if (text == NULL) {
        return file;
    }
    const char *number = strchr(text, '#');
    size_t size = number != NULL ? (size_t)(number - text) : strlen(text);
    char *end = NULL;
    unsigned long index = number != NULL ? strtoul(number + 1, &end, 10) : 0;
    bool bad_number = number != NULL && (!g_ascii_isdigit(number[1]) || *end != '\0' || index > 99);
    if (size == 0 || bad_number || memchr(text, '/', size) != NULL) {
        reject(r, node, key, N_("the name of a file in fonts/open, like face.otf or faces.ttc#2"));
        return file;
    }
    file.name = ht_arena_strndup(r->arena, text, size);
    file.index = (unsigned)index;
    return file;
}

static ht_family *intern_family(const reader *r, const char *name)
{
    ht_family *family = g_hash_table_lookup(r->families, name);
    if (family == NULL) {
        family = HT_NEW(r->arena, ht_family);
        family->name = ht_arena_strdup(r->arena, name);
        g_hash_table_insert(r->families, (char *)family->name, family);
    }
    return family;
}

static bool is_list(const reader *r, const ht_node *node, const char *key)
{
    if (node->kind != HT_NODE_LIST) {
        reject(r, node, key, N_("a list"));
    }
    return node->kind == HT_NODE_LIST;
}

static void read_families(const reader *r, const ht_node *node, const char *key, ht_family ***out,
                          size_t *n_out)
{
    if (!is_list(r, node, key)) {
        return;
    }
    for (size_t i = 0; i < node->n_items; i++) {
        const char *name = read_text(r, node->items[i], key);
        if (name != NULL) {
            *HT_PUSH(r->arena, *out, *n_out) = intern_family(r, name);
        }
    }
}

static void read_rare(const reader *r, const ht_node *node, ht_role *role)
{
    if (!is_list(r, node, "rare")) {
        return;
    }
    for (size_t i = 0; i < node->n_items; i++) {
        ht_open_file file = read_file(r, node->items[i], "rare");
        if (file.name != NULL) {
            *HT_PUSH(r->arena, role->rare, role->n_rare) = file;
        }
    }
}

static void read_key(const reader *r, const ht_pair *pair, ht_role *role)
{
    static const char *const keys[] = {"name", "families",      "open",  "without",
                                       "rare", "rare-families", "shared"};
    const char *key = pair->key->text;
    const ht_node *value = pair->value;
    if (strcmp(key, "name") == 0) {
        role->name = read_text(r, value, key);
    } else if (strcmp(key, "families") == 0) {
        read_families(r, value, key, &role->families, &role->n_families);
    } else if (strcmp(key, "open") == 0) {
        role->open = read_file(r, value, key);
    } else if (strcmp(key, "without") == 0) {
        role->without = read_text(r, value, key);
    } else if (strcmp(key, "rare") == 0) {
        read_rare(r, value, role);
    } else if (strcmp(key, "rare-families") == 0) {
        read_families(r, value, key, &role->rare_families, &role->n_rare_families);
    } else if (strcmp(key, "shared") == 0) {
        role->shared = read_flag(r, value, key);
    } else {
        ht_diag_add(r->diags, HT_E0401, pair->key->place, key);
        const char *near = ht_nearest(key, keys, G_N_ELEMENTS(keys));
        if (near != NULL) {
            ht_diag_hint(r->diags, ht_tr(N_("did you mean %s?")), near);
        }
    }
}

static void read_role(const reader *r, const ht_pair *pair, ht_role *role)
{
    role->key = pair->key->text;
    role->name = role->key;
    if (pair->value->kind != HT_NODE_MAP) {
        reject(r, pair->value, role->key, N_("a mapping with name, families and open"));
        return;
    }
    size_t errors = ht_diags_errors(r->diags);
    for (size_t i = 0; i < pair->value->n_pairs; i++) {
        read_key(r, &pair->value->pairs[i], role);
    }
    if (errors == ht_diags_errors(r->diags) && role->open.name == NULL && role->n_families == 0) {
        ht_diag_add(r->diags, HT_E0403, pair->key->place, role->key);
    }
}

ht_status ht_roles_read(ht_roles *out, ht_arena *arena, const ht_source *source, ht_diags *diags)
{
    *out = (ht_roles){0};
    ht_node *root = NULL;
    ht_status status = ht_input_read(&root, arena, source, HT_FORMAT_YAML, diags);
    if (status != HT_OK) {
        return status;
    }
    size_t errors = ht_diags_errors(diags);
    out->families = g_hash_table_new(g_str_hash, g_str_equal);
    ht_arena_defer(arena, (void (*)(void *))g_hash_table_unref, out->families);
    reader r = {.arena = arena, .diags = diags, .families = out->families};
    for (size_t i = 0; i < root->n_pairs; i++) {
        read_role(&r, &root->pairs[i], HT_PUSH(arena, out->roles, out->n_roles));
    }
    return ht_diags_errors(diags) > errors ? HT_INVALID : HT_OK;
}
