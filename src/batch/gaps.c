/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Numbers of documents that have a record in, in their order; out, what lies between them: documents
 * that no report has, with their neighbours, or the shards that are lost.
 */

#include "batch/batch.h"

#include <string.h>

/* So many gaps and shards are told one by one: what a record says of shards may be damaged. */
#define MOST_TOLD 20

/* Documents that no report has. */
typedef struct gap {
    size_t first;
    size_t last;
    const char *before; /* the documents on both sides; NULL: there is none */
    const char *after;
} gap;

struct ht_gaps {
    ht_arena *arena;
    GHashTable *shards; /* that are there: "2/3" */
    gap *gaps;          /* the first of them */
    size_t n_gaps;
    size_t more_gaps; /* and so many more, … */
    size_t more;      /* … of so many documents */
    size_t missing;
    size_t last;           /* the number added last, … */
    const char *last_name; /* … and its document */
};

ht_gaps *ht_gaps_new(void)
{
    ht_arena *arena = ht_arena_new();
    ht_gaps *gaps = HT_NEW(arena, ht_gaps);
    gaps->arena = arena;
    gaps->shards = g_hash_table_new(g_str_hash, g_str_equal);
    return gaps;
}

void ht_gaps_free(ht_gaps *gaps)
{
    g_hash_table_unref(gaps->shards);
    ht_arena_free(gaps->arena);
}

size_t ht_gaps_add(ht_gaps *gaps, size_t number, const char *name, const char *shard)
{
    const char *kept = name != NULL ? ht_arena_strdup(gaps->arena, name) : NULL;
    size_t missing = number - 1 - gaps->last;
    if (missing > 0 && gaps->n_gaps < MOST_TOLD) {
        gap *found = HT_PUSH(gaps->arena, gaps->gaps, gaps->n_gaps);
        *found = (gap){gaps->last + 1, number - 1, gaps->last_name, kept};
    } else if (missing > 0) {
        gaps->more_gaps++;
        gaps->more += missing;
    }
    if (shard != NULL && !g_hash_table_contains(gaps->shards, shard)) {
        g_hash_table_add(gaps->shards, ht_arena_strdup(gaps->arena, shard));
    }
    gaps->missing += missing;
    gaps->last = number;
    gaps->last_name = kept;
    return missing;
}

/* ---- Lost shards --------------------------------------------------------------------------- */

/* How many shards there are by their names; 0 when these are of several kinds. */
static guint64 count_shards(const ht_gaps *gaps)
{
    GHashTableIter iter;
    gpointer shard = NULL;
    guint64 shards = 0;
    g_hash_table_iter_init(&iter, gaps->shards);
    while (g_hash_table_iter_next(&iter, &shard, NULL)) {
        const char *slash = strchr(shard, '/');
        guint64 of = slash != NULL ? g_ascii_strtoull(slash + 1, NULL, 10) : 0;
        if (shards != 0 && of != shards) {
            return 0;
        }
        shards = of;
    }
    return shards;
}

/* Documents of a lost shard stand all over the source: they are told in one sentence. False when no
 * shard is lost. */
static bool tell_lost_shards(const ht_gaps *gaps, ht_diags *diags)
{
    GString *lost = g_string_new(NULL);
    guint64 shards = count_shards(gaps);
    size_t told = 0;
    for (guint64 i = 1; i <= shards && told < MOST_TOLD; i++) {
        char *name = g_strdup_printf("%" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT, i, shards);
        if (!g_hash_table_contains(gaps->shards, name)) {
            g_string_append_printf(lost, "%s%s", told++ > 0 ? ", " : "", name);
        }
        g_free(name);
    }
    g_string_append(lost, told == MOST_TOLD ? ", …" : "");
    bool found = told > 0;
    if (found) {
        ht_diag_add(diags, HT_E1132, HT_NO_PLACE, lost->str, gaps->missing);
    }
    g_string_free(lost, TRUE);
    return found;
}

/* ---- Gaps ---------------------------------------------------------------------------------- */

static void tell_gap(const gap *missing, size_t of, ht_diags *diags)
{
    ht_arena *arena = ht_arena_new();
    const char *which = missing->first == missing->last
                            ? ht_arena_printf(arena, ht_tr(N_("number %zu")), missing->first)
                            : ht_arena_printf(arena, ht_tr(N_("numbers %zu to %zu")),
                                              missing->first, missing->last);
    const char *where = "";
    if (missing->before != NULL && missing->after != NULL) {
        where =
            ht_arena_printf(arena, ht_tr(N_("between %s and %s")), missing->before, missing->after);
    } else if (missing->after != NULL) {
        where = ht_arena_printf(arena, ht_tr(N_("before %s")), missing->after);
    } else {
        where = ht_arena_printf(arena, ht_tr(N_("after %s")), missing->before);
    }
    ht_diag_add(diags, HT_E1131, HT_NO_PLACE, of, which, where);
    ht_arena_free(arena);
}

void ht_gaps_tell(const ht_gaps *gaps, size_t of, ht_diags *diags)
{
    if (tell_lost_shards(gaps, diags)) {
        return;
    }
    for (size_t i = 0; i < gaps->n_gaps; i++) {
        tell_gap(&gaps->gaps[i], of, diags);
        if (i == 0) {
            ht_diag_hint(diags, "%s",
                         ht_tr(N_("run the shards again that were not done or are not among the "
                                  "reports: what is done is kept")));
        }
    }
    if (gaps->more_gaps > 0) {
        ht_diag_add(diags, HT_E1136, HT_NO_PLACE, gaps->more, gaps->more_gaps);
    }
}
