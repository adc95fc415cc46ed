/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The list of findings. In: a code, a place, the values of its message. Out: ht_diag entries that
 * own copies of all they quote, so that they outlive the sources. Past a limit they are counted
 * and dropped: a broken file of a million lines must not drown its first fault.
 */

#include "diag/diag.h"

#include <glib.h>
#include <libintl.h>
#include <stdarg.h>
#include <string.h>

#define MAX_KEPT 200
/* As much of a long source line as is worth quoting, in characters before and after the place. */
#define QUOTE_BEFORE 60
#define QUOTE_AFTER 40

typedef struct code_info {
    const char *code;
    ht_severity severity;
    const char *slug;
    const char *message;
    const char *hint;
} code_info;

static const code_info codes[HT_CODE_COUNT] = {
#define HT_DIAG(code, severity, slug, message, hint)                                               \
    {#code, HT_SEVERITY_##severity, slug, message, hint},
#include "diag/codes.def"
#undef HT_DIAG
};

struct ht_diags {
    GPtrArray *kept; /* of ht_diag, with malloc'ed strings */
    size_t counts[HT_SEVERITY_ERROR + 1];
    bool open; /* the finding added last was kept, and may still be given a hint */
};

static void free_diag(void *data)
{
    ht_diag *diag = data;
    g_free((char *)diag->file);
    g_free((char *)diag->source);
    g_free((char *)diag->message);
    g_free((char *)diag->hint);
    g_free(diag);
}

ht_diags *ht_diags_new(void)
{
    ht_diags *diags = g_new0(ht_diags, 1);
    diags->kept = g_ptr_array_new_with_free_func(free_diag);
    return diags;
}

void ht_diags_free(ht_diags *diags)
{
    if (diags != NULL) {
        g_ptr_array_free(diags->kept, TRUE);
        g_free(diags);
    }
}

void ht_diags_clear(ht_diags *diags)
{
    g_ptr_array_set_size(diags->kept, 0);
    memset(diags->counts, 0, sizeof diags->counts);
}

size_t ht_diags_count(const ht_diags *diags, ht_severity least)
{
    size_t count = 0;
    for (int severity = (int)least; severity <= HT_SEVERITY_ERROR; severity++) {
        count += diags->counts[severity];
    }
    return count;
}

size_t ht_diags_errors(const ht_diags *diags)
{
    return ht_diags_count(diags, HT_SEVERITY_ERROR);
}

const ht_diag *ht_diags_at(const ht_diags *diags, size_t index)
{
    return index < diags->kept->len ? g_ptr_array_index(diags->kept, index) : NULL;
}

const char *ht_tr(const char *text)
{
    return text != NULL && *text != '\0' ? dgettext("hongtou", text) : text;
}

/* The place's line; of a very long one the part around the place, with the column moved to fit. */
static char *quote_line(ht_place place, int *column)
{
    const char *text = place.source->text;
    for (int line = ht_source_first_line(place.source); line < place.line && text != NULL; line++) {
        text = strchr(text, '\n');
        text = text != NULL ? text + 1 : NULL;
    }
    if (text == NULL) {
        return NULL;
    }
    size_t size = strcspn(text, "\r\n");
    if (ht_utf8_invalid(text, size) != size) {
        return NULL;
    }
    long length = g_utf8_strlen(text, (gssize)size);
    long first = MAX(0, place.column - 1 - QUOTE_BEFORE);
    long last = MIN(length, place.column - 1 + MIN(place.width, QUOTE_AFTER) + QUOTE_AFTER);
    if (first >= last) {
        return g_strndup(text, size);
    }
    char *part = g_utf8_substring(text, first, last);
    char *quoted = g_strconcat(first > 0 ? "…" : "", part, last < length ? "…" : "", NULL);
    g_free(part);
    *column = place.column - (int)first + (first > 0 ? 1 : 0);
    return quoted;
}

/* The message, which is used up, with the name of the part it is about. */
static char *tell(ht_place place, char *message)
{
    const ht_part *part = place.source != NULL ? place.source->part : NULL;
    if (part == NULL || part->name == NULL) {
        return message;
    }
    char *whole = g_strdup_printf("%s: %s", part->name, message);
    g_free(message);
    return whole;
}

bool ht_diag_add(ht_diags *diags, ht_code code, ht_place place, ...)
{
    const code_info *info = &codes[code];
    diags->counts[info->severity]++;
    diags->open = diags->kept->len < MAX_KEPT;
    if (!diags->open) {
        return false;
    }
    ht_diag *diag = g_new0(ht_diag, 1);
    diag->code = info->code;
    diag->slug = info->slug;
    diag->severity = info->severity;
    if (place.source != NULL) {
        diag->file = g_strdup(place.source->name);
        diag->line = place.line;
        diag->column = place.column;
        diag->width = MAX(place.width, 1);
    }
    va_list args;
    va_start(args, place);
    diag->message = tell(place, g_strdup_vprintf(ht_tr(info->message), args));
    va_end(args);
    diag->hint = g_strdup(ht_tr(info->hint));
    diag->quoted_column = place.column;
    if (place.source != NULL && place.line > 0) {
        diag->source = quote_line(place, &diag->quoted_column);
    }
    g_ptr_array_add(diags->kept, diag);
    return true;
}

void ht_diag_hint(ht_diags *diags, const char *format, ...)
{
    if (diags->kept->len == 0 || !diags->open) {
        return;
    }
    ht_diag *diag = g_ptr_array_index(diags->kept, diags->kept->len - 1);
    g_free((char *)diag->hint);
    va_list args;
    va_start(args, format);
    diag->hint = g_strdup_vprintf(format, args);
    va_end(args);
}

char *ht_diag_title(const char *code)
{
    const code_info *info = NULL;
    for (size_t i = 0; i < HT_CODE_COUNT && info == NULL; i++) {
        info = strcmp(codes[i].code, code) == 0 ? &codes[i] : NULL;
    }
    if (info == NULL) {
        return NULL;
    }
    GString *title = g_string_new(NULL);
    for (const char *p = ht_tr(info->message); *p != '\0';) {
        size_t plain = strcspn(p, "%");
        g_string_append_len(title, p, (gssize)plain);
        p += plain;
        if (*p == '%') {
            /* Flags, width and precision, size, and the letter that ends it. */
            p += 1 + strspn(p + 1, "-+ #0123456789.$");
            p += strspn(p, "zlh");
            g_string_append(title, *p == '%' ? "%" : "…");
            p += *p != '\0';
        }
    }
    return g_string_free(title, FALSE);
}
