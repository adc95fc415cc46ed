/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What became of an item in; out a line of JSON for programs, and what a person should read of it.
 * And such a line in again, of a report that shards have written; out what it says.
 */

#include "batch/batch.h"
#include "input/input.h"

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

void ht_batch_tell(ht_batch_result *result, const char *name, const ht_diags *diags)
{
    GString *told = g_string_new(NULL);
    GString *json = g_string_new(NULL);
    const ht_diag *diag = NULL;
    for (size_t i = 0; (diag = ht_diags_at(diags, i)) != NULL; i++) {
        ht_diag named = *diag;
        named.file = diag->file != NULL ? diag->file : name;
        ht_diag_write_json(&named, ht_write_to_text, json);
        if (diag->severity != HT_SEVERITY_NOTE) {
            ht_diag_write_text(&named, ht_write_to_text, told);
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

void ht_batch_fail(ht_batch_result *result, const char *name, const ht_diags *diags)
{
    result->outcome = HT_BATCH_FAILED;
    result->output = NULL;
    ht_batch_tell(result, name, diags);
}

void ht_batch_refuse(const ht_batch_item *item, ht_batch_result *result, ht_code code,
                     const char *what, const char *why)
{
    const ht_source document = {item->id, "", 0, NULL};
    ht_diags *diags = ht_diags_new();
    ht_diag_add(diags, code, ht_source_file(&document), what, why);
    ht_batch_fail(result, item->id, diags);
    ht_diags_free(diags);
}

/* ---- Written ------------------------------------------------------------------------------- */

static const char *const outcomes[] = {"rendered", "unchanged", "failed", "elsewhere"};

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

/* Names of files may have control characters, which the input stage does not take: so that a record
 * can be read again, U+FFFD stands for each, be it written as it is or as \u00XX. */
static void append_clean(GString *out, const char *text)
{
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        bool escape = p[0] == '\\';
        bool bad = escape ? strncmp(p, "\\u00", 4) == 0 && strncmp(p, "\\u0009", 6) != 0 &&
                                strncmp(p, "\\u000a", 6) != 0 && strncmp(p, "\\u000d", 6) != 0
                          : g_unichar_iscntrl(g_utf8_get_char(p)) && *p != '\n';
        if (bad) {
            g_string_append(out, "\uFFFD");
            p += escape ? 5 : 0;
        } else {
            g_string_append_unichar(out, g_utf8_get_char(p));
            if (escape) {
                g_string_append_c(out, *++p);
            }
        }
    }
}

void ht_batch_record_write(GString *out, const ht_batch_item *item, const ht_batch_result *result,
                           const ht_batch_place *place)
{
    bool failed = result->outcome == HT_BATCH_FAILED;
    ht_json *json = ht_json_new(0);
    GString *line = g_string_new(NULL);
    ht_json_object(json);
    ht_json_key_text(json, "input", item->id);
    ht_json_key_int(json, "number", (long)place->number);
    ht_json_key_int(json, "of", (long)place->of);
    ht_json_key_text(json, "source", place->source);
    ht_json_key_text(json, "shard", place->shard);
    ht_json_key_text(json, "digest", result->digest);
    ht_json_key_text(json, "outcome", outcomes[result->outcome]);
    ht_json_key_text(json, "output", failed ? NULL : result->output);
    ht_json_key_text(json, "pdf", failed ? NULL : result->pdf);
    put_number(json, "pages", failed ? NULL : result->pages, 0);
    ht_json_key_text(json, "document_number", result->number);
    ht_json_key_text(json, "title", result->title);
    ht_json_key_text(json, "layout", result->layout);
    put_list(json, "faces", failed ? NULL : result->faces);
    put_diagnostics(json, result->diagnostics);
    put_number(json, "milliseconds", result->milliseconds, 1);
    ht_json_end(json);
    ht_json_finish(json, ht_write_to_text, line);
    append_clean(out, line->str);
    g_string_free(line, TRUE);
}

/* ---- Read ---------------------------------------------------------------------------------- */

static const char *text_at(const ht_node *map, const char *key)
{
    const ht_node *node = ht_node_find(map, key);
    return node != NULL && node->kind == HT_NODE_TEXT ? node->text : NULL;
}

/* 0 for what is no number. */
static size_t number_at(const ht_node *map, const char *key)
{
    const char *text = text_at(map, key);
    return text != NULL ? (size_t)g_ascii_strtoull(text, NULL, 10) : 0;
}

static bool is_list(const ht_node *node)
{
    return node != NULL && node->kind == HT_NODE_LIST;
}

static void read_fields(ht_batch_record *out, const ht_node *map)
{
    const char *outcome = text_at(map, "outcome");
    const char *milliseconds = text_at(map, "milliseconds");
    out->outcome = HT_BATCH_RENDERED;
    while (out->outcome < HT_BATCH_ELSEWHERE && g_strcmp0(outcome, outcomes[out->outcome]) != 0) {
        out->outcome++;
    }
    out->input = text_at(map, "input");
    out->number = number_at(map, "number");
    out->of = number_at(map, "of");
    out->source = text_at(map, "source");
    out->shard = text_at(map, "shard");
    out->output = text_at(map, "output");
    out->pdf = text_at(map, "pdf");
    out->document_number = text_at(map, "document_number");
    out->title = text_at(map, "title");
    out->pages = number_at(map, "pages");
    out->milliseconds = milliseconds != NULL ? g_ascii_strtod(milliseconds, NULL) : 0;
    out->faces = ht_node_find(map, "faces");
    out->diagnostics = ht_node_find(map, "diagnostics");
}

bool ht_batch_record_read(ht_batch_record *out, ht_arena *arena, const char *line)
{
    ht_source *source = HT_NEW(arena, ht_source);
    ht_diags *unsaid = ht_diags_new();
    ht_node *map = NULL;
    *source = (ht_source){"", line, strlen(line), NULL};
    ht_status status = ht_input_read(&map, arena, source, HT_FORMAT_JSON, unsaid);
    ht_diags_free(unsaid);
    if (status != HT_OK) {
        return false;
    }
    read_fields(out, map);
    return out->input != NULL && out->source != NULL && out->outcome != HT_BATCH_ELSEWHERE &&
           out->number >= 1 && out->number <= out->of && is_list(out->faces) &&
           is_list(out->diagnostics);
}

bool ht_batch_record_diag(ht_diag *out, const ht_node *map)
{
    const char *severity = map->kind == HT_NODE_MAP ? text_at(map, "severity") : NULL;
    *out = (ht_diag){.severity = HT_SEVERITY_NOTE};
    if (severity == NULL || text_at(map, "code") == NULL || text_at(map, "message") == NULL) {
        return false;
    }
    if (strcmp(severity, "note") != 0) {
        out->severity = strcmp(severity, "error") == 0 ? HT_SEVERITY_ERROR : HT_SEVERITY_WARNING;
    }
    out->code = text_at(map, "code");
    out->slug = text_at(map, "slug");
    out->file = text_at(map, "file");
    out->line = (int)number_at(map, "line");
    out->column = (int)number_at(map, "column");
    out->message = text_at(map, "message");
    out->hint = text_at(map, "hint");
    return true;
}
