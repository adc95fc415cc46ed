/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: a template such as "{folder}/{number}-{title}", and a document. Out: the name of its output,
 * which no file system refuses: what is not allowed in a name somewhere becomes _, and a name that
 * is too long is cut between characters. Only slashes of the template and of {folder} make folders.
 */

#include "batch/batch.h"

#include <string.h>

/* File systems take 255 bytes; some of them are kept for an ending and a temporary name. */
#define MOST_BYTES 200

/* What stands between two braces. */
typedef enum field {
    FIELD_UNKNOWN,
    FIELD_KEY,    /* of the document */
    FIELD_FOLDER, /* that the document is in, below the source */
    FIELD_NAME,   /* of its file, without the ending; of its line */
} field;

/* The field at the brace `at`; `end` is behind it. */
static field field_at(const char *at, ht_key *key, const char **end)
{
    const char *close = strchr(at, '}');
    if (close == NULL) {
        *end = at + strlen(at);
        return FIELD_UNKNOWN;
    }
    char *name = g_strndup(at + 1, (size_t)(close - at - 1));
    bool folder = strcmp(name, "folder") == 0 || strcmp(name, "文件夹") == 0;
    bool stem = strcmp(name, "name") == 0 || strcmp(name, "文件名") == 0;
    *key = ht_key_find(name);
    *end = close + 1;
    g_free(name);
    return folder                 ? FIELD_FOLDER
           : stem                 ? FIELD_NAME
           : *key != HT_KEY_COUNT ? FIELD_KEY
                                  : FIELD_UNKNOWN;
}

ht_status ht_batch_name_check(const char *pattern, ht_diags *diags)
{
    size_t errors = ht_diags_errors(diags);
    bool varies = false;
    for (const char *at = pattern; *at != '\0';) {
        const char *end = at + 1;
        ht_key key = HT_KEY_COUNT;
        if (*at == '{' && field_at(at, &key, &end) == FIELD_UNKNOWN) {
            char *part = g_strndup(at, (size_t)(end - at));
            ht_diag_add(diags, HT_E1102, HT_NO_PLACE, part);
            g_free(part);
        }
        varies = varies || *at == '{';
        at = end;
    }
    if (!varies || *pattern == '/' || strstr(pattern, "..") != NULL) {
        ht_diag_add(diags, HT_E1103, HT_NO_PLACE, pattern);
    }
    return ht_diags_errors(diags) > errors ? HT_IO : HT_OK;
}

/* The name of a file may be no UTF-8: what is none becomes U+FFFD here. */
static void append_safe(GString *out, const char *text)
{
    char *valid = g_utf8_make_valid(text, -1);
    for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        bool bad = c < ' ' || c == 0x7F || c == 0xFFFD || g_unichar_isspace(c) ||
                   (c < 0x80 && strchr("/\\:*?\"<>|", (int)c) != NULL);
        g_string_append_unichar(out, bad ? '_' : c);
    }
    g_free(valid);
}

static void append_value(GString *out, const ht_document *document, ht_key key)
{
    const ht_value *value = ht_document_value(document, key);
    /* The texts of a title are its lines. */
    const char *between = key == HT_KEY_TITLE ? "" : "、";
    for (size_t i = 0; i < value->n_texts; i++) {
        g_string_append(out, i > 0 ? between : "");
        append_safe(out, value->texts[i].text);
    }
}

/* The folders before the stem's last slash; false when there are none. */
static bool append_folder(GString *out, const char *stem)
{
    char **parts = g_strsplit(stem, "/", -1);
    size_t n = g_strv_length(parts);
    for (size_t i = 0; i + 1 < n; i++) {
        g_string_append(out, i > 0 ? "/" : "");
        append_safe(out, parts[i]);
    }
    g_strfreev(parts);
    return n > 1;
}

/* The field at the brace `at`; returns what is behind it. */
static const char *append_field(GString *out, const char *at, const ht_document *document,
                                const ht_batch_item *item)
{
    const char *slash = strrchr(item->stem, '/');
    const char *end = at;
    ht_key key = HT_KEY_COUNT;
    switch (field_at(at, &key, &end)) {
    case FIELD_KEY:
        append_value(out, document, key);
        break;
    case FIELD_FOLDER:
        if (!append_folder(out, item->stem) && *end == '/') {
            end++; /* of no folder */
        }
        break;
    case FIELD_NAME:
        append_safe(out, slash != NULL ? slash + 1 : item->stem);
        break;
    case FIELD_UNKNOWN:
        break; /* told by ht_batch_name_check */
    }
    return end;
}

/* Each part between slashes: neither too long, nor hidden, nor nothing. */
static bool tidy_parts(GString *out, const char *raw)
{
    char **parts = g_strsplit(raw, "/", -1);
    bool good = parts[0] != NULL;
    for (size_t i = 0; parts[i] != NULL; i++) {
        char *part = parts[i] + strspn(parts[i], ". ");
        size_t size = MIN(strlen(part), MOST_BYTES);
        while (size > 0 && (part[size] & 0xC0) == 0x80) {
            size--;
        }
        good = good && size > 0;
        g_string_append(out, i > 0 ? "/" : "");
        g_string_append_len(out, part, (gssize)size);
    }
    g_strfreev(parts);
    return good;
}

const char *ht_batch_name(ht_arena *arena, const char *pattern, const ht_document *document,
                          const ht_batch_item *item)
{
    GString *raw = g_string_new(NULL);
    GString *name = g_string_new(NULL);
    size_t size = strlen(pattern);
    const char *stop = pattern + size - (g_str_has_suffix(pattern, ".pdf") ? strlen(".pdf") : 0);
    for (const char *at = pattern; at < stop;) {
        if (*at == '{') {
            at = append_field(raw, at, document, item);
        } else {
            g_string_append_c(raw, *at++);
        }
    }
    bool good = tidy_parts(name, raw->str);
    const char *result = good ? ht_arena_printf(arena, "%s.pdf", name->str) : NULL;
    g_string_free(name, TRUE);
    g_string_free(raw, TRUE);
    return result;
}
