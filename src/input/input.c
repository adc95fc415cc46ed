/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The door of the house. In: bytes of a file. Out: a tree whose root is a map. The bytes are
 * checked before any parser sees them: size, then UTF-8; a byte order mark and the line ends of
 * other systems are taken in stride.
 */

#include "input/parts.h"

#include <glib.h>
#include <string.h>

static ht_format guess(const ht_source *source)
{
    static const struct {
        const char *ending;
        ht_format format;
    } endings[] = {
        {".yaml", HT_FORMAT_YAML},   {".yml", HT_FORMAT_YAML},          {".json", HT_FORMAT_JSON},
        {".md", HT_FORMAT_MARKDOWN}, {".markdown", HT_FORMAT_MARKDOWN},
    };
    char *name = g_ascii_strdown(source->name, -1);
    ht_format format = HT_FORMAT_AUTO;
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
        format = g_str_has_suffix(name, endings[i].ending) ? endings[i].format : format;
    }
    g_free(name);
    if (format != HT_FORMAT_AUTO) {
        return format;
    }
    const char *first = source->text + strspn(source->text, " \t\r\n");
    if (*first == '{') {
        return HT_FORMAT_JSON;
    }
    /* Three dashes also begin a YAML document; only Markdown has them twice. */
    bool dashes = strncmp(first, "---", 3) == 0;
    return dashes && strstr(first + 3, "\n---") != NULL ? HT_FORMAT_MARKDOWN : HT_FORMAT_YAML;
}

/* The place of a byte that is not UTF-8: the text before it is. */
static void tell_invalid(const ht_source *source, size_t offset, ht_diags *diags)
{
    ht_source valid = {source->name, g_strndup(source->text, offset), offset, source->part};
    unsigned byte = (unsigned char)source->text[offset];
    bool wide = source->size >= 2 && (memcmp(source->text, "\xFF\xFE", 2) == 0 ||
                                      memcmp(source->text, "\xFE\xFF", 2) == 0);
    ht_place place = ht_source_place(&valid, offset, 1);
    ht_diag_add(diags, byte == 0 ? HT_E0102 : HT_E0101, place, byte);
    if (wide) {
        ht_diag_hint(diags, "%s", ht_tr("this is a file in UTF-16: save it as UTF-8"));
    }
    g_free((char *)valid.text);
}

/* CR LF and CR become LF; places are counted in what results. */
static void normalise_line_ends(char *text, size_t *size)
{
    size_t to = 0;
    for (size_t from = 0; from < *size; from++) {
        if (text[from] != '\r') {
            text[to++] = text[from];
        } else if (from + 1 == *size || text[from + 1] != '\n') {
            text[to++] = '\n';
        }
    }
    text[to] = '\0';
    *size = to;
}

static ht_status find_control(const ht_source *source, ht_diags *diags)
{
    size_t control = ht_utf8_control(source->text, source->size);
    if (control < source->size) {
        ht_diag_add(diags, HT_E0119, ht_source_place(source, control, 1));
        return HT_INVALID;
    }
    return HT_OK;
}

ht_status ht_input_clean(const ht_source **out, ht_arena *arena, const ht_source *source,
                         ht_diags *diags)
{
    static const char mark[] = "\xEF\xBB\xBF";
    size_t invalid = ht_utf8_invalid(source->text, source->size);
    if (invalid < source->size) {
        tell_invalid(source, invalid, diags);
        return HT_INVALID;
    }
    size_t skip = source->size >= 3 && memcmp(source->text, mark, 3) == 0 ? 3 : 0;
    ht_source *copy = HT_NEW(arena, ht_source);
    *copy = *source;
    *out = copy;
    if (skip > 0 || memchr(source->text, '\r', source->size) != NULL) {
        char *text = ht_arena_strndup(arena, source->text + skip, source->size - skip);
        copy->size = source->size - skip;
        normalise_line_ends(text, &copy->size);
        copy->text = text;
    }
    return find_control(copy, diags);
}

/* Nothing but spaces and line breaks. */
static bool is_blank(const ht_source *text)
{
    return strspn(text->text, " \t\r\n") == text->size;
}

ht_status ht_input_read(ht_node **out, ht_arena *arena, const ht_source *source, ht_format format,
                        ht_diags *diags)
{
    *out = NULL;
    if (source->size > HT_INPUT_MAX_BYTES) {
        ht_diag_add(diags, HT_E0802, HT_NO_PLACE, source->name, (int)(HT_INPUT_MAX_BYTES >> 20));
        return HT_LIMIT;
    }
    const ht_source *text = NULL;
    ht_status status = ht_input_clean(&text, arena, source, diags);
    if (status != HT_OK) {
        return status;
    }
    if (is_blank(text)) {
        ht_diag_add(diags, HT_E0103, ht_source_file(text));
        ht_diag_hint(diags, "%s",
                     ht_tr(N_("it is empty: begin with lines such as kind: 通知 and title: …")));
        return HT_INVALID;
    }
    format = format != HT_FORMAT_AUTO ? format : guess(text);
    if (format == HT_FORMAT_MARKDOWN) {
        status = ht_front_read(out, arena, text, diags);
    } else {
        status = ht_yaml_read(out, arena, text, 0, text->size, format == HT_FORMAT_JSON, diags);
    }
    if (status != HT_OK) {
        return status;
    }
    if (*out == NULL || (*out)->kind != HT_NODE_MAP) {
        bool typed = *out != NULL && (*out)->kind == HT_NODE_TEXT &&
                     ht_slip_tell_typing(text, (*out)->place.line, diags);
        if (!typed) {
            ht_diag_add(diags, HT_E0103, *out != NULL ? (*out)->place : ht_source_file(text));
        }
        *out = NULL;
        return HT_INVALID;
    }
    return HT_OK;
}
