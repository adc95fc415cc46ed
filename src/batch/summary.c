/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Records in, one at a time; out: findings by their kind, faces, times, and the documents when they
 * are not too many. Memory is bounded by how many kinds there are, not by how many documents.
 */

#include "batch/summary.h"
#include "input/input.h"

#include <string.h>

/* So many findings of a kind are told one by one; the report has the rest. */
#define MOST_CASES 1000

ht_summary *ht_summary_new(void)
{
    ht_arena *arena = ht_arena_new();
    ht_summary *summary = HT_NEW(arena, ht_summary);
    summary->arena = arena;
    summary->kinds = g_ptr_array_new();
    summary->kind_by_code = g_hash_table_new(g_str_hash, g_str_equal);
    summary->faces = g_ptr_array_new();
    summary->face_by_name = g_hash_table_new(g_str_hash, g_str_equal);
    return summary;
}

void ht_summary_free(ht_summary *summary)
{
    if (summary != NULL) {
        g_ptr_array_free(summary->kinds, TRUE);
        g_hash_table_unref(summary->kind_by_code);
        g_ptr_array_free(summary->faces, TRUE);
        g_hash_table_unref(summary->face_by_name);
        ht_arena_free(summary->arena);
    }
}

static const char *copy(const ht_summary *summary, const char *text)
{
    return text != NULL ? ht_arena_strdup(summary->arena, text) : NULL;
}

static ht_summary_kind *kind_of(ht_summary *summary, const ht_diag *diag)
{
    ht_summary_kind *kind = g_hash_table_lookup(summary->kind_by_code, diag->code);
    if (kind == NULL) {
        kind = HT_NEW(summary->arena, ht_summary_kind);
        kind->code = copy(summary, diag->code);
        kind->severity = diag->severity;
        g_ptr_array_add(summary->kinds, kind);
        g_hash_table_insert(summary->kind_by_code, (gpointer)kind->code, kind);
    }
    return kind;
}

static const char *place_of(const ht_summary *summary, const ht_diag *diag)
{
    if (diag->file == NULL || diag->line == 0) {
        return copy(summary, diag->file);
    }
    return ht_arena_printf(summary->arena, "%s:%d:%d", diag->file, diag->line, diag->column);
}

static void add_finding(ht_summary *summary, const ht_batch_record *record, const ht_diag *diag)
{
    if (diag->severity == HT_SEVERITY_NOTE) {
        return;
    }
    ht_summary_kind *kind = kind_of(summary, diag);
    kind->documents += kind->last != record->number;
    kind->last = record->number;
    kind->count++;
    if (kind->n_cases == MOST_CASES) {
        return;
    }
    ht_summary_case *found = HT_PUSH(summary->arena, kind->cases, kind->n_cases);
    const char *place = place_of(summary, diag);
    found->input = copy(summary, record->input);
    found->place = g_strcmp0(place, found->input) != 0 ? place : NULL;
    found->message = copy(summary, diag->message);
    found->hint = copy(summary, diag->hint);
}

static void add_face(ht_summary *summary, const char *name)
{
    ht_summary_face *face = g_hash_table_lookup(summary->face_by_name, name);
    if (face == NULL) {
        face = HT_NEW(summary->arena, ht_summary_face);
        face->name = copy(summary, name);
        g_ptr_array_add(summary->faces, face);
        g_hash_table_insert(summary->face_by_name, (gpointer)face->name, face);
    }
    face->documents++;
}

static void add_time(ht_summary *summary, const ht_batch_record *record)
{
    if (record->outcome != HT_BATCH_RENDERED || record->milliseconds <= 0) {
        return;
    }
    summary->timed++;
    summary->milliseconds += record->milliseconds;
    if (record->milliseconds > summary->longest) {
        summary->longest = record->milliseconds;
        summary->slowest = copy(summary, record->input);
    }
}

static void add_document(ht_summary *summary, const ht_batch_record *record)
{
    if (summary->n_documents == HT_SUMMARY_DOCUMENTS) {
        return;
    }
    ht_summary_document *document =
        HT_PUSH(summary->arena, summary->documents, summary->n_documents);
    *document = (ht_summary_document){copy(summary, record->input),
                                      copy(summary, record->output),
                                      copy(summary, record->pdf),
                                      record->outcome,
                                      record->number,
                                      record->pages,
                                      copy(summary, record->document_number),
                                      copy(summary, record->title)};
}

void ht_summary_add(ht_summary *summary, const ht_batch_record *record)
{
    summary->all++;
    summary->pages += record->pages;
    add_time(summary, record);
    add_document(summary, record);
    for (size_t i = 0; i < record->faces->n_items; i++) {
        const ht_node *face = record->faces->items[i];
        if (face->kind == HT_NODE_TEXT) {
            add_face(summary, face->text);
        }
    }
    for (size_t i = 0; i < record->diagnostics->n_items; i++) {
        ht_diag diag;
        if (ht_batch_record_diag(&diag, record->diagnostics->items[i])) {
            add_finding(summary, record, &diag);
        }
    }
}

bool ht_summary_shows_pictures(size_t documents)
{
    return documents <= HT_SUMMARY_DOCUMENTS;
}

const char *ht_summary_picture(ht_arena *arena, const char *folder, const char *pdf)
{
    return ht_arena_printf(arena, "%s/%.24s.png", folder, pdf);
}
