/* SPDX-License-Identifier: Apache-2.0 */

/* Bytes to documents and layouts. */

#include "fuzz.h"
#include "layout/reader.h"

#include <glib.h>
#include <string.h>

ht_document *fuzz_read_document(const uint8_t *bytes, size_t size, const char *name,
                                ht_format format)
{
    ht_read_options options = HT_READ_OPTIONS_INIT;
    ht_diags *diags = ht_diags_new();
    ht_document *document = NULL;
    options.format = format;
    ht_status status = ht_document_read_memory(&document, name, bytes, size, &options, diags);
    g_assert((status == HT_OK) == (document != NULL));
    fuzz_finish(diags, status);
    return document;
}

ht_layout *fuzz_installed_layout(const char *name)
{
    static GHashTable *layouts;
    layouts = layouts != NULL ? layouts : g_hash_table_new(g_str_hash, g_str_equal);
    ht_layout *layout = g_hash_table_lookup(layouts, name);
    if (layout == NULL) {
        ht_diags *diags = ht_diags_new();
        fuzz_finish(diags, ht_layout_load(&layout, name, diags));
        g_assert_nonnull(layout);
        g_hash_table_insert(layouts, (char *)name, layout);
    }
    return layout;
}

static bool append(const void *bytes, size_t size, void *user)
{
    g_string_append_len(user, bytes, (gssize)size);
    return true;
}

/* A tree that is written and read again is written the same. */
static void check_round_trip(ht_arena *arena, const ht_node *tree)
{
    GString *first = g_string_new(NULL);
    GString *second = g_string_new(NULL);
    ht_diags *diags = ht_diags_new();
    ht_node *again = NULL;
    g_assert(ht_node_write(tree, append, first));
    ht_source *source = HT_NEW(arena, ht_source);
    *source = (ht_source){"written.yaml", ht_arena_strndup(arena, first->str, first->len),
                          first->len, NULL};
    fuzz_finish(diags, ht_input_read(&again, arena, source, HT_FORMAT_YAML, diags));
    g_assert_nonnull(again);
    g_assert(ht_node_write(again, append, second));
    g_assert_cmpstr(first->str, ==, second->str);
    g_string_free(first, TRUE);
    g_string_free(second, TRUE);
}

static ht_status read_tree(ht_layout *layout, const ht_source *source, ht_diags *diags)
{
    ht_node *tree = NULL;
    ht_status status = ht_input_read(&tree, layout->arena, source, HT_FORMAT_YAML, diags);
    if (status != HT_OK) {
        return status;
    }
    layout->tree = tree;
    layout->name = "";
    layout->title = "";
    if (ht_node_find(tree, "extends") != NULL) {
        const ht_node *base = fuzz_installed_layout("gb9704")->tree;
        layout->tree = ht_layout_merge(layout->arena, base, tree, diags);
    }
    check_round_trip(layout->arena, layout->tree);
    ht_reader reader = {.layout = layout, .arena = layout->arena, .diags = diags};
    ht_layout_read(&reader, layout->tree);
    return ht_diags_count(diags, HT_SEVERITY_ERROR) > 0 ? HT_INVALID : HT_OK;
}

ht_layout *fuzz_read_layout(const uint8_t *bytes, size_t size)
{
    ht_arena *arena = ht_arena_new();
    ht_layout *layout = HT_NEW(arena, ht_layout);
    layout->arena = arena;
    layout->references = 1;
    ht_source *source = HT_NEW(arena, ht_source);
    *source =
        (ht_source){"layout.yaml", ht_arena_strndup(arena, (const char *)bytes, size), size, NULL};
    ht_diags *diags = ht_diags_new();
    ht_status status = read_tree(layout, source, diags);
    fuzz_finish(diags, status);
    if (status != HT_OK) {
        ht_layout_unref(layout);
    }
    return status == HT_OK ? layout : NULL;
}
