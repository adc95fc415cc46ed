/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A finding as text:
 *
 *     报告.yaml:12:7: error[E0211]: 2026年2月30日 is not a day of the calendar
 *         date: 2026年2月30日
 *               ^~~~~~~~~~~~
 *     hint: February 2026 has 28 days
 *
 * The caret stands by display width, so that it is right under Chinese text. As JSON: one object
 * on a line, with the same fields.
 */

#include "diag/diag.h"

#include <glib.h>
#include <string.h>

#define INDENT "    "

static const char *severity_word(ht_severity severity)
{
    switch (severity) {
    case HT_SEVERITY_ERROR:
        return "error";
    case HT_SEVERITY_WARNING:
        return "warning";
    default:
        return "note";
    }
}

static int width_of(const char *text, long first, long last)
{
    int width = 0;
    const char *p = text;
    for (long i = 0; *p != '\0' && i < last; i++, p = g_utf8_next_char(p)) {
        width += i >= first ? ht_display_width(g_utf8_get_char(p)) : 0;
    }
    return width;
}

static void append_quote(GString *out, const ht_diag *diag)
{
    char *line = g_strdup(diag->source);
    g_strdelimit(line, "\t", ' ');
    g_string_append_printf(out, INDENT "%s\n" INDENT, line);
    long first = diag->quoted_column - 1;
    for (int i = width_of(line, 0, first); i > 0; i--) {
        g_string_append_c(out, ' ');
    }
    g_string_append_c(out, '^');
    for (int i = width_of(line, first, first + diag->width); i > 1; i--) {
        g_string_append_c(out, '~');
    }
    g_string_append_c(out, '\n');
    g_free(line);
}

bool ht_diag_write_text(const ht_diag *diag, ht_write_fn write, void *user)
{
    GString *out = g_string_new(NULL);
    if (diag->file != NULL) {
        g_string_append_printf(out, "%s:", diag->file);
        if (diag->line > 0) {
            g_string_append_printf(out, "%d:%d:", diag->line, diag->column);
        }
        g_string_append_c(out, ' ');
    }
    g_string_append_printf(out, "%s[%s]: %s\n", ht_tr(severity_word(diag->severity)), diag->code,
                           diag->message);
    if (diag->source != NULL) {
        append_quote(out, diag);
    }
    if (diag->hint != NULL) {
        g_string_append_printf(out, INDENT "%s: %s\n", ht_tr("hint"), diag->hint);
    }
    bool ok = write(out->str, out->len, user);
    g_string_free(out, TRUE);
    return ok;
}

bool ht_diag_write_json(const ht_diag *diag, ht_write_fn write, void *user)
{
    ht_json *json = ht_json_new(0);
    ht_json_object(json);
    ht_json_key_text(json, "severity", severity_word(diag->severity));
    ht_json_key_text(json, "code", diag->code);
    ht_json_key_text(json, "slug", diag->slug);
    if (diag->file != NULL) {
        ht_json_key_text(json, "file", diag->file);
    }
    if (diag->line > 0) {
        ht_json_key_int(json, "line", diag->line);
        ht_json_key_int(json, "column", diag->column);
        ht_json_key_int(json, "width", diag->width);
    }
    ht_json_key_text(json, "message", diag->message);
    if (diag->hint != NULL) {
        ht_json_key_text(json, "hint", diag->hint);
    }
    ht_json_end(json);
    return ht_json_finish(json, write, user);
}
