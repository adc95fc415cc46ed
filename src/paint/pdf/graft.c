/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A finished file in; out, its objects, the entries of their dictionaries, and what their streams
 * hold.
 */

#include "paint/pdf/graft.h"

#define MOST_LEVELS 16 /* of a tree of pages */

ht_graft *ht_graft_open(const uint8_t *bytes, size_t size)
{
    ht_arena *arena = ht_arena_new();
    ht_object_file *file = ht_object_open(arena, bytes, size);
    if (file == NULL) {
        ht_arena_free(arena);
        return NULL;
    }
    ht_graft *graft = g_new0(ht_graft, 1);
    graft->arena = arena;
    graft->file = file;
    graft->copies = g_hash_table_new(g_direct_hash, g_direct_equal);
    graft->waiting = g_array_new(FALSE, FALSE, sizeof(int));
    return graft;
}

void ht_graft_free(ht_graft *graft)
{
    g_array_free(graft->waiting, TRUE);
    g_hash_table_unref(graft->copies);
    ht_arena_free(graft->arena);
    g_free(graft);
}

static ht_written entry_of(const ht_graft *graft, int object, const char *key)
{
    return ht_written_entry(ht_object_value(graft->file, object), key);
}

/* What is referred to: by a reference, or by the first words of an array. */
static ht_written references_in(ht_written value)
{
    return ht_written_is_array(value) ? ht_written_inside(value) : value;
}

int ht_graft_entry(const ht_graft *graft, int object, const char *key)
{
    ht_written references = references_in(entry_of(graft, object, key));
    return ht_written_take_reference(&references);
}

int ht_graft_trailer(const ht_graft *graft, const char *key)
{
    return ht_written_reference(ht_written_entry(ht_object_trailer(graft->file), key));
}

void ht_graft_entries(GArray *out, const ht_graft *graft, int object, const char *key)
{
    ht_written references = references_in(entry_of(graft, object, key));
    for (int found = 0; (found = ht_written_take_reference(&references)) > 0;) {
        g_array_append_val(out, found);
    }
}

/* The pages below a node. False when the tree is damaged: too deep, or one that comes back to
 * itself. */
static bool list_pages(GArray *out, GHashTable *seen, const ht_graft *graft, int node, int level)
{
    GArray *kids = g_array_new(FALSE, FALSE, sizeof(int));
    bool good = level < MOST_LEVELS && g_hash_table_add(seen, GINT_TO_POINTER(node));
    ht_graft_entries(kids, graft, node, "Kids");
    for (guint i = 0; i < kids->len && good; i++) {
        good = list_pages(out, seen, graft, g_array_index(kids, int, i), level + 1);
    }
    if (kids->len == 0) {
        g_array_append_val(out, node);
    }
    g_array_free(kids, TRUE);
    return good;
}

bool ht_graft_pages(GArray *out, const ht_graft *graft)
{
    int root = ht_graft_entry(graft, ht_graft_trailer(graft, "Root"), "Pages");
    GHashTable *seen = g_hash_table_new(g_direct_hash, g_direct_equal);
    bool good = root > 0 && list_pages(out, seen, graft, root, 0);
    g_hash_table_unref(seen);
    return good;
}

bool ht_graft_value(GString *out, const ht_graft *graft, int object, const char *key)
{
    ht_written value = entry_of(graft, object, key);
    g_string_append_len(out, value.at, value.end - value.at);
    return value.at != value.end;
}

GByteArray *ht_graft_stream(const ht_graft *graft, int object)
{
    return ht_object_contents(graft->file, object);
}
