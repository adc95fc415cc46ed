/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What people get wrong in YAML and JSON. In: libfyaml's first complaint. Out: one finding in words
 * of ours, at the place where the slip is rather than where it first made no sense.
 */

#include "input/parts.h"

#include <glib.h>
#include <string.h>

#define MAX_OPEN 64

/* How a slip is told: libfyaml's words for it, or a part of them, and ours. */
typedef struct slip {
    const char *theirs;
    const char *message;
    const char *hint;
} slip;

static const char quote_it[] = N_("put the text in straight quotes: \"…\"");

static const slip slips[] = {
    {"closing quote", N_("the quotes around a text are not closed"),
     N_("write the closing quote where the text ends")},
    {"wrongly indented", N_("the quotes around a text are not closed"),
     N_("write the closing quote where the text ends")},
    {"nested block mapping on the same line", N_("there is a colon with a space inside this text"),
     quote_it},
    {"could not find expected ':'", N_("there is no colon with a space behind this key"),
     N_("write it as key: value")},
    {"invalid multiline plain key", N_("this line is indented further than the keys around it"),
     N_("begin all keys of one level in the same column")},
    {"missing comma", N_("a comma is missing before this"),
     N_("values and keys in brackets are separated by straight commas")},
    {"without a closing", N_("this bracket is not closed"), N_("write the closing bracket")},
    {"JSON plain scalar", N_("this is no value of JSON"),
     N_("texts and keys stand in straight double quotes")},
    {"Multi line plain", N_("this is no value of JSON"),
     N_("texts and keys stand in straight double quotes, and there are no comments")},
    {"single quoted", N_("texts of JSON stand in double quotes"), N_("write \"…\" instead of '…'")},
    {"trailing comma", N_("nothing follows this comma"), N_("take the comma out")},
    {"empty values in a mapping", N_("a key without a colon and a value"),
     N_("write it as \"key\": \"value\"")},
    {"unescaped character", N_("this text is not closed in its line"),
     N_("write the closing quote where the text ends, and a line break inside it as \\n")},
    {"Multi line double quoted", N_("this text is not closed in its line"),
     N_("write the closing quote where the text ends, and a line break inside it as \\n")},
    {"value after mapping", N_("this text begins with a bracket and goes on behind it"), quote_it},
    {"cannot start with", N_("a text cannot begin with this character"), quote_it},
};

static const slip *find_slip(const char *theirs)
{
    for (size_t i = 0; i < G_N_ELEMENTS(slips); i++) {
        if (strstr(theirs, slips[i].theirs) != NULL) {
            return &slips[i];
        }
    }
    return NULL;
}

/* The beginning of a line of the source; the end of the text past the last. */
static const char *line_start(const ht_source *source, int line)
{
    const char *text = source->text;
    for (int i = ht_source_first_line(source); i < line; i++) {
        text += strcspn(text, "\n");
        text += *text == '\n';
    }
    return text;
}

bool ht_slip_tell_typing(const ht_source *source, int line, ht_diags *diags)
{
    for (int last = line + 1; line <= last; line++) {
        const char *text = line_start(source, line);
        size_t size = strcspn(text, "\n");
        size_t indent = strspn(text, " ");
        size_t tab = indent + strspn(text + indent, "\t");
        const char *colon = strstr(text, "：");
        const char *ascii = memchr(text, ':', size);
        ht_place place = {source, line, (int)indent + 1, 1};
        if (tab > indent && tab < size) {
            ht_diag_add(diags, HT_E0110, place);
            return true;
        }
        if (colon != NULL && colon < text + size && (ascii == NULL || colon < ascii)) {
            place.column = 1 + (int)ht_utf8_length(text, (size_t)(colon - text));
            ht_diag_add(diags, HT_E0111, place);
            return true;
        }
    }
    return false;
}

/* Behind a text in quotes that begins at `p`; `to` when it does not end. */
static const char *skip_quotes(const char *p, const char *to)
{
    const char quote = *p;
    for (p++; p < to && *p != quote; p++) {
        p += *p == '\\' && quote == '"';
    }
    return MIN(p, to);
}

/* The last bracket of bytes [from, to) that nothing closes; NULL when there is none. A bracket
 * opens where a value may begin, and so does a quote. */
static const char *open_bracket(const char *from, const char *to)
{
    const char *open[MAX_OPEN];
    size_t n = 0;
    char before = '\n';
    for (const char *p = from; p < to; p++) {
        bool begins = strchr("\n:,[{-", before) != NULL;
        if ((*p == '"' || *p == '\'') && begins) {
            p = skip_quotes(p, to);
        } else if ((*p == '[' || *p == '{') && (begins || n > 0) && n < MAX_OPEN) {
            open[n++] = p;
        } else if ((*p == ']' || *p == '}') && n > 0) {
            n--;
        }
        if (p < to && *p != ' ') {
            before = *p;
        }
    }
    return n > 0 ? open[n - 1] : NULL;
}

/* Where the slip is, when libfyaml stumbled at `place`. */
static ht_place find_place(const ht_source *source, const char *theirs, ht_place place)
{
    const char *text = line_start(source, place.line);
    if (strstr(theirs, "multiline plain key") != NULL) {
        const char *next = line_start(source, place.line + 1);
        int indent = (int)strspn(next, " ");
        return *next != '\0' ? (ht_place){source, place.line + 1, indent + 1, 1} : place;
    }
    bool blank = (size_t)place.column <= strspn(text, " ") + 1;
    if (strstr(theirs, "unescaped character") != NULL && blank &&
        place.line > ht_source_first_line(source)) {
        const char *line = line_start(source, place.line - 1);
        const char *quote = g_strrstr_len(line, (gssize)strcspn(line, "\n"), "\"");
        size_t before = quote != NULL ? (size_t)(quote - line) : 0;
        return (ht_place){source, place.line - 1, (int)ht_utf8_length(line, before) + 1, 1};
    }
    size_t length = ht_utf8_length(text, strcspn(text, "\n"));
    if (place.column > 1 && (size_t)place.column <= length + 1) {
        /* The mark of a quoted text stands behind its quote. */
        const char *before = g_utf8_offset_to_pointer(text, place.column - 2);
        bool quote = *before == '"' || *before == '\'';
        place.column -= quote && strchr(",:]}", *g_utf8_next_char(before)) == NULL;
    }
    return place;
}

void ht_slip_tell(const ht_source *source, ht_place place, const char *theirs, bool json,
                  size_t from, size_t to, ht_diags *diags)
{
    const slip *known = find_slip(theirs);
    bool escape = strstr(theirs, "escape") != NULL && known == NULL;
    if (escape || strstr(theirs, "tag terminator") != NULL) {
        ht_diag_add(diags, escape ? HT_E0107 : HT_E0109, place);
        return;
    }
    if (!json && ht_slip_tell_typing(source, place.line, diags)) {
        return;
    }
    const char *text = line_start(source, place.line);
    const char *end = source->text + to;
    bool at_end = text >= end || strstr(theirs, "without a closing") != NULL;
    bool comma = strstr(theirs, "missing comma") != NULL && !json;
    const char *open = at_end  ? open_bracket(source->text + from, end)
                       : comma ? open_bracket(source->text + from, text)
                               : NULL;
    /* A list that goes on below its line lacks its bracket rather than a comma. */
    if (open != NULL) {
        known = find_slip("without a closing");
        place = ht_source_place(source, (size_t)(open - source->text), 1);
    } else {
        place = find_place(source, theirs, place);
    }
    ht_diag_add(diags, json ? HT_E0113 : HT_E0112, place,
                known != NULL ? ht_tr(known->message) : theirs);
    if (known != NULL) {
        ht_diag_hint(diags, "%s", ht_tr(known->hint));
    }
}
