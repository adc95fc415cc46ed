/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Records of several shards in, in the order of the source; out, what no shard could see: two
 * documents with one output, or with one number. And, where the folder of the outputs is known,
 * whether each lies there as it was rendered.
 */

#include "batch/batch.h"

#include <string.h>

struct ht_proof {
    const char *folder; /* of the outputs; NULL: they are not looked for */
    ht_arena *arena;
    GHashTable *outputs; /* in small letters -> the document */
    ht_numbers *numbers;
    ht_diags *diags;
};

ht_proof *ht_proof_new(const char *folder, ht_diags *diags)
{
    ht_proof *proof = g_new(ht_proof, 1);
    *proof = (ht_proof){folder, ht_arena_new(), g_hash_table_new(g_str_hash, g_str_equal),
                        ht_numbers_new(), diags};
    return proof;
}

void ht_proof_free(ht_proof *proof)
{
    ht_numbers_free(proof->numbers);
    g_hash_table_unref(proof->outputs);
    ht_arena_free(proof->arena);
    g_free(proof);
}

static bool has_own_output(ht_proof *proof, const ht_batch_record *record, ht_place place)
{
    char *folded = g_utf8_casefold(record->output, -1);
    const char *other = g_hash_table_lookup(proof->outputs, folded);
    if (other != NULL) {
        ht_diag_add(proof->diags, HT_E1133, place, record->output, other, record->input);
    } else {
        g_hash_table_insert(proof->outputs, ht_arena_strdup(proof->arena, folded),
                            ht_arena_strdup(proof->arena, record->input));
    }
    g_free(folded);
    return other == NULL;
}

/* Within a shard it has been told already. */
static void tell_same_number(const ht_proof *proof, const ht_batch_record *record)
{
    const ht_numbered document = {record->input, record->title, record->shard};
    const ht_numbered *first = ht_numbers_add(proof->numbers, record->document_number, &document);
    if (first != NULL && g_strcmp0(first->shard, record->shard) != 0) {
        const ht_source source = {record->input, "", 0, NULL};
        ht_diag_add(proof->diags, HT_W1124, ht_source_file(&source), record->document_number,
                    first->id, first->title != NULL ? first->title : "");
    }
}

static bool is_there(const ht_proof *proof, const ht_batch_record *record)
{
    const ht_source source = {record->input, "", 0, NULL};
    if (strstr(record->output, "\uFFFD") != NULL) {
        return true; /* a name that is no UTF-8: the record cannot say it */
    }
    char *path = g_build_filename(proof->folder, record->output, NULL);
    char *digest = ht_file_digest(path);
    bool good = digest != NULL && g_strcmp0(digest, record->pdf) == 0;
    if (!good) {
        ht_diag_add(proof->diags, digest == NULL ? HT_E1152 : HT_E1153, ht_source_file(&source),
                    path);
    }
    g_free(digest);
    g_free(path);
    return good;
}

bool ht_proof_add(ht_proof *proof, const ht_batch_record *record, ht_place place)
{
    if (record->output == NULL) {
        return true;
    }
    tell_same_number(proof, record);
    bool own = has_own_output(proof, record, place);
    return (proof->folder == NULL || is_there(proof, record)) && own;
}
