/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A layout's name or file in, a frozen layout out. The chain of `extends` is read from the layout
 * asked for down to the one that stands alone, then merged from there up.
 */

#include "layout/reader.h"

#include <errno.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#define MAX_LAYOUT_BYTES ((size_t)1 << 20)
#define MAX_CHAIN 16

/* The layouts from the one asked for (first) to the one all of them stand on. */
typedef struct chain {
    const char *paths[MAX_CHAIN];
    const ht_node *trees[MAX_CHAIN];
    size_t n;
} chain;

static bool is_file_name(const char *name)
{
    return g_str_has_suffix(name, ".yaml") || g_str_has_suffix(name, ".yml");
}

static void tell_unknown_layout(const char *name, ht_place place, ht_diags *diags)
{
    char **names = ht_layout_names();
    ht_diag_add(diags, HT_E0301, place, name);
    const char *near = ht_nearest(name, (const char *const *)names, g_strv_length(names));
    if (near != NULL) {
        ht_diag_hint(diags, ht_tr("did you mean '%s'?"), near);
    }
    ht_layout_names_free(names);
}

/* The file of a layout: a name among the installed ones, or a path, from the folder of `from`. */
static const char *path_of(ht_arena *arena, const char *name, const char *from, ht_place place,
                           ht_diags *diags)
{
    if (is_file_name(name)) {
        if (from == NULL || g_path_is_absolute(name)) {
            return name;
        }
        char *folder = g_path_get_dirname(from);
        const char *path = ht_arena_printf(arena, "%s/%s", folder, name);
        g_free(folder);
        return path;
    }
    const char *path = ht_data_path(arena, ht_arena_printf(arena, "layouts/%s.yaml", name));
    if (strstr(name, "..") != NULL || !g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
        tell_unknown_layout(name, place, diags);
        return NULL;
    }
    return path;
}

static ht_status read_tree(const ht_node **out, ht_arena *arena, const char *path, ht_place place,
                           ht_diags *diags)
{
    char *text = NULL;
    size_t size = 0;
    ht_status status = ht_file_read(&text, &size, arena, path, MAX_LAYOUT_BYTES);
    if (status == HT_LIMIT) {
        ht_diag_add(diags, HT_E0802, place, path, (int)(MAX_LAYOUT_BYTES >> 20));
        return status;
    }
    if (status != HT_OK) {
        ht_diag_add(diags, HT_E0801, place, path, g_strerror(errno));
        return status;
    }
    ht_source *source = HT_NEW(arena, ht_source);
    *source = (ht_source){ht_arena_strdup(arena, path), text, size, NULL};
    ht_node *tree = NULL;
    status = ht_input_read(&tree, arena, source, HT_FORMAT_YAML, diags);
    *out = tree;
    return status;
}

/* Adds the layout at `path` to the chain; an error when it is there already. */
static ht_status add_link(chain *links, ht_arena *arena, const char *path, ht_place place,
                          ht_diags *diags)
{
    char *real = realpath(path, NULL);
    const char *canonical = ht_arena_strdup(arena, real != NULL ? real : path);
    free(real);
    for (size_t i = 0; i < links->n; i++) {
        if (strcmp(links->paths[i], canonical) == 0) {
            ht_diag_add(diags, HT_E0302, place, path);
            return HT_INVALID;
        }
    }
    if (links->n == MAX_CHAIN) {
        ht_diag_add(diags, HT_E0325, place, MAX_CHAIN);
        return HT_LIMIT;
    }
    ht_status status = read_tree(&links->trees[links->n], arena, path, place, diags);
    links->paths[links->n] = canonical;
    links->n += status == HT_OK;
    return status;
}

/* `place`: where the name is written. */
static ht_status follow(chain *links, ht_arena *arena, const char *name, ht_place place,
                        ht_diags *diags)
{
    const char *from = NULL;
    while (name != NULL) {
        const char *path = path_of(arena, name, from, place, diags);
        if (path == NULL) {
            return links->n == 0 ? HT_IO : HT_INVALID;
        }
        ht_status status = add_link(links, arena, path, place, diags);
        if (status != HT_OK) {
            return status;
        }
        const ht_node *extends = ht_node_find(links->trees[links->n - 1], "extends");
        if (extends != NULL && extends->kind != HT_NODE_TEXT) {
            ht_diag_add(diags, HT_E0313, extends->place, ht_tr("the name of a layout"), "extends");
            return HT_INVALID;
        }
        name = extends != NULL ? extends->text : NULL;
        place = extends != NULL ? extends->place : place;
        from = path;
    }
    return HT_OK;
}

static const char *name_of(ht_arena *arena, const chain *links)
{
    const ht_node *name = ht_node_find(links->trees[0], "name");
    if (name != NULL && name->kind == HT_NODE_TEXT) {
        return name->text;
    }
    char *base = g_path_get_basename(links->paths[0]);
    const char *result = ht_arena_strdup(arena, base);
    g_free(base);
    return result;
}

static ht_status build(ht_layout *layout, const char *name, ht_place place, ht_diags *diags)
{
    chain links = {0};
    size_t errors = ht_diags_errors(diags);
    ht_status status = follow(&links, layout->arena, name, place, diags);
    if (status != HT_OK) {
        return status;
    }
    const ht_node *tree = links.trees[links.n - 1];
    for (size_t i = links.n - 1; i-- > 0;) {
        tree = ht_layout_merge(layout->arena, tree, links.trees[i], diags);
    }
    layout->tree = tree;
    layout->own = links.trees[0]->place.source;
    layout->name = name_of(layout->arena, &links);
    layout->title = "";
    ht_reader reader = {
        .layout = layout, .arena = layout->arena, .diags = diags, .own = layout->own};
    ht_layout_read(&reader, tree);
    return ht_diags_errors(diags) > errors ? HT_INVALID : HT_OK;
}

static ht_status load(ht_layout **out, const char *name, ht_place place, ht_diags *diags)
{
    ht_arena *arena = ht_arena_new();
    ht_layout *layout = HT_NEW(arena, ht_layout);
    layout->arena = arena;
    layout->references = 1;
    ht_status status = build(layout, name, place, diags);
    *out = status == HT_OK ? layout : NULL;
    if (status != HT_OK) {
        ht_arena_free(arena);
    }
    return status;
}

ht_status ht_layout_load(ht_layout **out, const char *name_or_path, ht_diags *diags)
{
    return load(out, name_or_path, HT_NO_PLACE, diags);
}

ht_status ht_layout_load_for(ht_layout **out, const ht_document *document, ht_diags *diags)
{
    const ht_value *written = ht_document_value(document, HT_KEY_LAYOUT);
    ht_place place = written->n_texts > 0 ? written->texts[0].place : HT_NO_PLACE;
    ht_status status = load(out, document->layout, place, diags);
    /* A name that the document got wrong is a mistake of the data. */
    return status == HT_IO && written->n_texts > 0 ? HT_INVALID : status;
}

ht_layout *ht_layout_ref(ht_layout *layout)
{
    g_atomic_int_inc(&layout->references);
    return layout;
}

void ht_layout_unref(ht_layout *layout)
{
    if (layout != NULL && g_atomic_int_dec_and_test(&layout->references)) {
        ht_arena_free(layout->arena);
    }
}

const char *ht_layout_name(const ht_layout *layout)
{
    return layout->name;
}

const char *ht_layout_title(const ht_layout *layout)
{
    return layout->title;
}

bool ht_layout_write(const ht_layout *layout, ht_write_fn write, void *user)
{
    /* What is written stands alone: it says what it inherits, not from whom. */
    ht_node alone = *layout->tree;
    ht_pair *pairs = g_new(ht_pair, alone.n_pairs);
    size_t n = 0;
    for (size_t i = 0; i < alone.n_pairs; i++) {
        if (strcmp(alone.pairs[i].key->text, "extends") != 0) {
            pairs[n++] = alone.pairs[i];
        }
    }
    alone.pairs = pairs;
    alone.n_pairs = n;
    bool ok = ht_node_write(&alone, write, user);
    g_free(pairs);
    return ok;
}
