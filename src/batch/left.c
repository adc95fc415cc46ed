/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What was ever rendered into a folder and a source in; out, a warning that names outputs of
 * documents which the source has no longer: they may be needed, and must not be taken for those of
 * documents that are there.
 */

#include "batch/run.h"

#include <string.h>

/* So many of them are named. */
#define MOST_NAMES 3

typedef struct search {
    const char *folder;
    GHashTable *items; /* of the source: what they are called */
    GHashTable *kept;  /* their outputs, in small letters */
    GPtrArray *left;   /* outputs of others */
} search;

static void keep_own(const char *id, const char *output, void *user)
{
    const search *s = user;
    if (g_hash_table_contains(s->items, id)) {
        g_hash_table_add(s->kept, ht_output_fold(output));
    }
}

static void find_left(const char *id, const char *output, void *user)
{
    const search *s = user;
    char *folded = ht_output_fold(output);
    char *path = g_build_filename(s->folder, output, NULL);
    if (!g_hash_table_contains(s->items, id) && !g_hash_table_contains(s->kept, folded) &&
        g_file_test(path, G_FILE_TEST_EXISTS)) {
        g_hash_table_add(s->kept, g_strdup(folded)); /* it is named once */
        g_ptr_array_add(s->left, g_strdup(output));
    }
    g_free(path);
    g_free(folded);
}

static int by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void tell(GPtrArray *left, ht_diags *diags)
{
    GString *names = g_string_new(NULL);
    g_ptr_array_sort(left, by_name);
    for (guint i = 0; i < MIN(left->len, MOST_NAMES); i++) {
        const char *name = g_ptr_array_index(left, i);
        g_string_append_printf(names, "%s%s", i > 0 ? ", " : "", name);
    }
    g_string_append(names, left->len > MOST_NAMES ? ", …" : "");
    ht_diag_add(diags, HT_W1155, HT_NO_PLACE, (size_t)left->len, names->str);
    g_string_free(names, TRUE);
}

void ht_batch_tell_left(const ht_journal *journal, const ht_batch_source *source,
                        const char *folder, ht_diags *diags)
{
    search s = {folder, g_hash_table_new(g_str_hash, g_str_equal),
                g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                g_ptr_array_new_with_free_func(g_free)};
    for (size_t i = 0; i < source->n_items; i++) {
        g_hash_table_add(s.items, (gpointer)source->items[i].id);
    }
    ht_journal_each(journal, keep_own, &s);
    ht_journal_each(journal, find_left, &s);
    if (s.left->len > 0) {
        tell(s.left, diags);
    }
    g_ptr_array_free(s.left, TRUE);
    g_hash_table_unref(s.kept);
    g_hash_table_unref(s.items);
}
