/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Calls in, JSON text out. The text is kept until it is whole; commas, line breaks and the ends of
 * what was begun follow from the calls.
 */

#include "base/base.h"

#include <glib.h>
#include <math.h>

struct ht_json {
    GString *out;
    GString *open; /* the brackets that are to be written at the ends, the last one last */
    int lines;
    bool empty; /* nothing stands in what was begun last */
    bool named; /* a key was written: its value is next */
};

ht_json *ht_json_new(int lines)
{
    ht_json *json = g_new0(ht_json, 1);
    json->out = g_string_new(NULL);
    json->open = g_string_new(NULL);
    json->lines = lines;
    json->empty = true;
    return json;
}

bool ht_json_finish(ht_json *json, ht_write_fn write, void *user)
{
    g_string_append_c(json->out, '\n');
    bool ok = write(json->out->str, json->out->len, user);
    g_string_free(json->out, TRUE);
    g_string_free(json->open, TRUE);
    g_free(json);
    return ok;
}

/* A line break with two spaces for each level, where things have lines of their own. */
static void break_line(ht_json *json)
{
    if (json->open->len > 0 && json->open->len <= (gsize)json->lines) {
        g_string_append_printf(json->out, "\n%*s", (int)json->open->len * 2, "");
    }
}

/* What stands between the thing before and the next. */
static void separate(ht_json *json)
{
    if (!json->named) {
        if (!json->empty) {
            g_string_append_c(json->out, ',');
        }
        break_line(json);
    }
    json->named = false;
    json->empty = false;
}

static void begin(ht_json *json, char bracket, char end)
{
    separate(json);
    g_string_append_c(json->out, bracket);
    g_string_append_c(json->open, end);
    json->empty = true;
}

void ht_json_object(ht_json *json)
{
    begin(json, '{', '}');
}

void ht_json_array(ht_json *json)
{
    begin(json, '[', ']');
}

void ht_json_end(ht_json *json)
{
    gsize depth = json->open->len - 1;
    char end = json->open->str[depth];
    g_string_truncate(json->open, depth);
    if (!json->empty && depth < (gsize)json->lines) {
        g_string_append_printf(json->out, "\n%*s", (int)depth * 2, "");
    }
    g_string_append_c(json->out, end);
    json->empty = false;
}

/* A file's name may be of any bytes; JSON is UTF-8. */
static void append_quoted(GString *out, const char *text)
{
    char *valid = g_utf8_make_valid(text, -1);
    g_string_append_c(out, '"');
    for (const char *p = valid; *p != '\0'; p++) {
        if (*p == '"' || *p == '\\') {
            g_string_append_c(out, '\\');
            g_string_append_c(out, *p);
        } else if ((unsigned char)*p < ' ') {
            g_string_append_printf(out, "\\u%04x", (unsigned)*p);
        } else {
            g_string_append_c(out, *p);
        }
    }
    g_string_append_c(out, '"');
    g_free(valid);
}

void ht_json_key(ht_json *json, const char *key)
{
    separate(json);
    append_quoted(json->out, key);
    g_string_append_c(json->out, ':');
    json->named = true;
}

void ht_json_text(ht_json *json, const char *text)
{
    separate(json);
    append_quoted(json->out, text);
}

void ht_json_int(ht_json *json, long value)
{
    separate(json);
    g_string_append_printf(json->out, "%ld", value);
}

void ht_json_number(ht_json *json, double value, int decimals)
{
    char format[16];
    char digits[G_ASCII_DTOSTR_BUF_SIZE * 10];
    if (!isfinite(value)) {
        ht_json_null(json);
        return;
    }
    separate(json);
    g_snprintf(format, sizeof format, "%%.%df", decimals);
    g_string_append(json->out, g_ascii_formatd(digits, sizeof digits, format, value));
}

void ht_json_bool(ht_json *json, bool value)
{
    separate(json);
    g_string_append(json->out, value ? "true" : "false");
}

void ht_json_null(ht_json *json)
{
    separate(json);
    g_string_append(json->out, "null");
}

void ht_json_raw(ht_json *json, const char *value)
{
    separate(json);
    g_string_append(json->out, value);
}

void ht_json_key_text(ht_json *json, const char *key, const char *text)
{
    ht_json_key(json, key);
    if (text != NULL) {
        ht_json_text(json, text);
    } else {
        ht_json_null(json);
    }
}

void ht_json_key_int(ht_json *json, const char *key, long value)
{
    ht_json_key(json, key);
    ht_json_int(json, value);
}
