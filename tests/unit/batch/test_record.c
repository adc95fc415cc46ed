/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What became of an item, as a record and read from it again.
 */

#include "batch/batch.h"
#include "input/input.h"

#include <string.h>

static const ht_batch_item item = {.id = "a\tb\x01.yaml"};
static const ht_batch_place place = {7, 9, "0123456789abcdef", "2/3"};

/* A result with the one finding E0701, which names no file. */
static ht_batch_result *failed(ht_arena *arena)
{
    ht_batch_result *result = HT_NEW(arena, ht_batch_result);
    ht_diags *diags = ht_diags_new();
    result->arena = arena;
    ht_diag_add(diags, HT_E0701, HT_NO_PLACE, "\"FangSong\"");
    ht_batch_fail(result, "in/a.yaml", diags);
    ht_diags_free(diags);
    return result;
}

static void test_a_finding_names_its_document(void)
{
    ht_arena *arena = ht_arena_new();
    const ht_batch_result *result = failed(arena);
    g_assert_true(g_str_has_prefix(result->told, "in/a.yaml: error[E0701]: the face"));
    g_assert_nonnull(strstr(result->diagnostics, "\"file\":\"in/a.yaml\""));
    ht_arena_free(arena);
}

static void test_what_is_written_is_read(void)
{
    ht_arena *arena = ht_arena_new();
    GString *line = g_string_new(NULL);
    ht_batch_record record;
    ht_diag diag;
    ht_batch_record_write(line, &item, failed(arena), &place);
    g_assert_true(ht_batch_record_read(&record, arena, line->str));
    g_assert_cmpstr(record.input, ==, "a\tb\uFFFD.yaml");
    g_assert_cmpuint(record.number, ==, 7);
    g_assert_cmpuint(record.of, ==, 9);
    g_assert_cmpstr(record.source, ==, "0123456789abcdef");
    g_assert_cmpstr(record.shard, ==, "2/3");
    g_assert_cmpint(record.outcome, ==, HT_BATCH_FAILED);
    g_assert_null(record.output);
    g_assert_cmpuint(record.diagnostics->n_items, ==, 1);
    g_assert_true(ht_batch_record_diag(&diag, record.diagnostics->items[0]));
    g_assert_cmpstr(diag.code, ==, "E0701");
    g_assert_cmpint(diag.severity, ==, HT_SEVERITY_ERROR);
    g_assert_cmpstr(diag.file, ==, "in/a.yaml");
    g_assert_cmpstr(diag.message, ==, "the face \"FangSong\" cannot be embedded");
    g_string_free(line, TRUE);
    ht_arena_free(arena);
}

static void test_what_is_no_record(void)
{
    static const char *const lines[] = {
        "",
        "7",
        "{}",
        "{\"input\":\"a\"}",
        "{\"input\":\"a\",\"number\":2,\"of\":1,\"source\":\"0\",\"outcome\":\"failed\","
        "\"faces\":[],\"diagnostics\":[]}",
        "{\"input\":\"a\",\"number\":1,\"of\":1,\"source\":\"0\",\"outcome\":\"elsewhere\","
        "\"faces\":[],\"diagnostics\":[]}",
        "{\"input\":\"a\",\"number\":1,\"of\":1,\"source\":\"0\",\"outcome\":\"failed\","
        "\"faces\":[],\"diagnostics\":null}",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        ht_arena *arena = ht_arena_new();
        ht_batch_record record;
        g_assert_false(ht_batch_record_read(&record, arena, lines[i]));
        ht_arena_free(arena);
    }
}

static void test_title_of_a_kind(void)
{
    char *title = ht_diag_title("E0703");
    g_assert_cmpstr(title, ==, "… dots an inch are not possible");
    g_assert_null(ht_diag_title("E9999"));
    g_free(title);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/record/names-its-document", test_a_finding_names_its_document);
    g_test_add_func("/record/read-again", test_what_is_written_is_read);
    g_test_add_func("/record/no-record", test_what_is_no_record);
    g_test_add_func("/record/title", test_title_of_a_kind);
    return g_test_run();
}
