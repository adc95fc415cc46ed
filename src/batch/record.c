/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What became of an item in; out a line of JSON for programs, and what a person should read of it.
 */

#include "batch/batch.h"

#include <string.h>

/* Both, when there are both; NULL for nothing. */
static const char *join(ht_arena *arena, const char *before, const char *between, const char *more)
{
    if (*more == '\0') {
        return before;
    }
    return before == NULL ? ht_arena_strdup(arena, more)
                          : ht_arena_printf(arena, "%s%s%s", before, between, more);
}

void ht_batch_tell(ht_batch_result *result, const ht_diags *diags)
{
    GString *told = g_string_new(NULL);
    GString *json = g_string_new(NULL);
    const ht_diag *diag = NULL;
    for (size_t i = 0; (diag = ht_diags_at(diags, i)) != NULL; i++) {
        ht_diag_write_json(diag, ht_write_to_text, json);
        if (diag->severity != HT_SEVERITY_NOTE) {
            ht_diag_write_text(diag, ht_write_to_text, told);
        }
    }
    if (json->len > 0) {
        g_string_truncate(json, json->len - 1); /* the last line break */
    }
    result->told = join(result->arena, result->told, "", told->str);
    result->diagnostics = join(result->arena, result->diagnostics, "\n", json->str);
    g_string_free(json, TRUE);
    g_string_free(told, TRUE);
}

void ht_batch_fail(ht_batch_result *result, const ht_diags *diags)
{
    result->outcome = HT_BATCH_FAILED;
    result->output = NULL;
    ht_batch_tell(result, diags);
}

static void put_list(ht_json *json, const char *key, const char *lines)
{
    char **each = g_strsplit(lines != NULL ? lines : "", "\n", -1);
    ht_json_key(json, key);
    ht_json_array(json);
    for (size_t i = 0; each[i] != NULL; i++) {
        ht_json_text(json, each[i]);
    }
    ht_json_end(json);
    g_strfreev(each);
}

static void put_number(ht_json *json, const char *key, const char *text, int decimals)
{
    ht_json_key(json, key);
    if (text != NULL) {
        ht_json_number(json, g_ascii_strtod(text, NULL), decimals);
    } else {
        ht_json_null(json);
    }
}

static void put_diagnostics(ht_json *json, const char *lines)
{
    char **each = g_strsplit(lines != NULL ? lines : "", "\n", -1);
    ht_json_key(json, "diagnostics");
    ht_json_array(json);
    for (size_t i = 0; each[i] != NULL; i++) {
        ht_json_raw(json, each[i]);
    }
    ht_json_end(json);
    g_strfreev(each);
}

void ht_batch_record(GString *out, const ht_batch_item *item, const ht_batch_result *result)
{
    static const char *const outcomes[] = {"rendered", "unchanged", "failed", "elsewhere"};
    bool failed = result->outcome == HT_BATCH_FAILED;
    ht_json *json = ht_json_new(0);
    ht_json_object(json);
    ht_json_key_text(json, "input", item->id);
    ht_json_key_text(json, "digest", result->digest);
    ht_json_key_text(json, "outcome", outcomes[result->outcome]);
    ht_json_key_text(json, "output", failed ? NULL : result->output);
    ht_json_key_text(json, "pdf", failed ? NULL : result->pdf);
    put_number(json, "pages", failed ? NULL : result->pages, 0);
    ht_json_key_text(json, "layout", result->layout);
    put_list(json, "faces", failed ? NULL : result->faces);
    put_diagnostics(json, result->diagnostics);
    put_number(json, "milliseconds", result->milliseconds, 1);
    ht_json_end(json);
    ht_json_finish(json, ht_write_to_text, out);
}
