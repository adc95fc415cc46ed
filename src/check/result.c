/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Results, and the checks that hold them: made empty, added to, asked, cleared. The first verdict
 * that does not hold stays.
 */

#include "check/check.h"

bool ht_check_verdict_passes(ht_check_verdict verdict)
{
    return verdict == HT_SAME_BYTES || verdict == HT_SAME_PAGES;
}

void ht_result_settle(ht_result *result, ht_check_verdict verdict)
{
    if (ht_check_verdict_passes(result->verdict)) {
        result->verdict = verdict;
    }
}

ht_finding *ht_result_add(ht_result *result, ht_finding_kind kind, const char *from, const char *to)
{
    ht_findings *findings = &result->findings;
    ht_finding *finding = HT_PUSH(findings->arena, findings->items, findings->n_items);
    *finding = (ht_finding){.kind = kind, .from = from, .to = to};
    return finding;
}

static void drop(GBytes *bytes)
{
    if (bytes != NULL) {
        g_bytes_unref(bytes);
    }
}

void ht_result_clear(ht_result *result)
{
    for (size_t i = 0; i < result->n_pages; i++) {
        drop(result->pages[i].reference);
        drop(result->pages[i].output);
        drop(result->pages[i].difference);
    }
    ht_pages_free(result->product.pages);
    ht_diags_free(result->diags);
    ht_arena_free(result->arena);
}

ht_check *ht_check_new(size_t n_results)
{
    ht_arena *arena = ht_arena_new();
    ht_check *check = HT_NEW(arena, ht_check);
    *check = (ht_check){arena, HT_NEW_ARRAY(arena, ht_result, n_results), n_results};
    return check;
}

void ht_check_free(ht_check *check)
{
    for (size_t i = 0; check != NULL && i < check->n_results; i++) {
        ht_result_clear(&check->results[i]);
    }
    if (check != NULL) {
        ht_arena_free(check->arena);
    }
}

size_t ht_check_count(const ht_check *check)
{
    return check->n_results;
}

const char *ht_check_name(const ht_check *check, size_t index)
{
    return check->results[index].test.name;
}

bool ht_check_passed(const ht_check *check, size_t index)
{
    return ht_check_verdict_passes(check->results[index].verdict);
}

bool ht_check_broken(const ht_check *check, size_t index)
{
    return check->results[index].verdict == HT_NOT_RENDERED;
}
