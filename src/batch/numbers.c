/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Numbers (发文字号) of documents in, in the order of the source; out, the first document of a
 * number that another one has too. Two files of one document are all right: their titles are the
 * same.
 */

#include "batch/batch.h"

#include <string.h>

struct ht_numbers {
    ht_arena *arena;
    GHashTable *first; /* number -> ht_numbered */
};

ht_numbers *ht_numbers_new(void)
{
    ht_numbers *numbers = g_new(ht_numbers, 1);
    *numbers = (ht_numbers){ht_arena_new(), g_hash_table_new(g_str_hash, g_str_equal)};
    return numbers;
}

void ht_numbers_free(ht_numbers *numbers)
{
    g_hash_table_unref(numbers->first);
    ht_arena_free(numbers->arena);
    g_free(numbers);
}

static const char *copy(const ht_numbers *numbers, const char *text)
{
    return text != NULL ? ht_arena_strdup(numbers->arena, text) : NULL;
}

const ht_numbered *ht_numbers_add(ht_numbers *numbers, const char *number,
                                  const ht_numbered *document)
{
    if (number == NULL || *number == '\0') {
        return NULL;
    }
    const ht_numbered *first = g_hash_table_lookup(numbers->first, number);
    if (first != NULL) {
        return g_strcmp0(first->title, document->title) != 0 ? first : NULL;
    }
    ht_numbered *kept = HT_NEW(numbers->arena, ht_numbered);
    *kept = (ht_numbered){copy(numbers, document->id), copy(numbers, document->title),
                          copy(numbers, document->shard)};
    g_hash_table_insert(numbers->first, (gpointer)copy(numbers, number), kept);
    return NULL;
}
