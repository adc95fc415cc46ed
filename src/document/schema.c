/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The JSON Schema of the data, made from the table of keys. Each key stands under its English and
 * its Chinese name; what is said of it is said in both languages.
 */

#include "document/reading.h"

#include <glib.h>
#include <string.h>

static void append_string(GString *out, const char *text)
{
    g_string_append_c(out, '"');
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '"' || *p == '\\') {
            g_string_append_c(out, '\\');
        }
        g_string_append_c(out, *p);
    }
    g_string_append_c(out, '"');
}

/* A text in YAML may look like a number or a date to a schema checker. */
#define SOME_TEXT "\"type\": [\"string\", \"number\"], \"pattern\": \"\\\\S\""
#define TEXT "{" SOME_TEXT "}"
#define BOOLEAN "\"type\": \"boolean\""
#define LENGTH "\"type\": \"string\", \"pattern\": \"^[0-9.]+ *(mm|cm|pt)$\""

static const char *type_schema(ht_type type)
{
    switch (type) {
    case HT_TYPE_KIND:
        return NULL; /* an enumeration, written below */
    case HT_TYPE_TEXT:
    case HT_TYPE_LAYOUT:
    case HT_TYPE_LINES:
    case HT_TYPE_NOTE:
        return SOME_TEXT;
    case HT_TYPE_TEXTS:
    case HT_TYPE_NAMES:
        return "\"anyOf\": [" TEXT ", {\"type\": \"array\", \"items\": " TEXT "}]";
    case HT_TYPE_SIGNATURE:
        return "\"anyOf\": [{\"type\": [\"string\", \"boolean\"]}, {\"type\": \"array\", "
               "\"items\": " TEXT "}]";
    case HT_TYPE_ISSUERS:
        return "\"anyOf\": [{\"$ref\": \"#/$defs/issuer\"}, {\"type\": \"array\", \"items\": "
               "{\"$ref\": \"#/$defs/issuer\"}}]";
    case HT_TYPE_COPY_NUMBER:
        return "\"anyOf\": [{\"type\": \"string\", \"pattern\": \"^[0-9]{1,6}$\"}, {\"type\": "
               "\"integer\", \"minimum\": 0, \"maximum\": 999999}]";
    case HT_TYPE_SECRECY:
        return "\"type\": \"string\", \"pattern\": \"^(绝密|机密|秘密)(★([0-9]+(年|个月)|长期))?$\"";
    case HT_TYPE_URGENCY:
        return "\"enum\": [\"特急\", \"加急\", \"特提\", \"平急\"]";
    case HT_TYPE_NUMBER:
        return "\"type\": \"string\", \"pattern\": \"^[^〔]+〔[0-9]{4}〕[1-9][0-9]*号$\"";
    case HT_TYPE_DATE:
        return "\"type\": \"string\", \"pattern\": "
               "\"^[0-9]{4}(年[0-9]{1,2}月[0-9]{1,2}日|[-/.][0-9]{1,2}[-/.][0-9]{1,2})$\"";
    case HT_TYPE_FLAG:
        return "\"type\": \"boolean\"";
    case HT_TYPE_BODY:
        return "\"$ref\": \"#/$defs/body\"";
    case HT_TYPE_ATTACHMENTS:
        return "\"anyOf\": [{\"$ref\": \"#/$defs/attachment\"}, {\"type\": \"array\", \"items\": "
               "{\"$ref\": \"#/$defs/attachment\"}}]";
    case HT_TYPE_INDEX:
        return "\"type\": \"object\", \"additionalProperties\": {\"type\": [\"string\", "
               "\"number\", \"null\"]}";
    case HT_TYPE_LINK:
        return "\"type\": \"string\", \"format\": \"uri\", \"pattern\": "
               "\"^https?://[^ \\t\\\"<>]+$\"";
    case HT_TYPE_SETTINGS:
        return "\"type\": \"object\"";
    }
    return "";
}

static void append_kinds(GString *out)
{
    g_string_append(out, "\"enum\": [");
    for (size_t i = 0; i < HT_KINDS; i++) {
        g_string_append_printf(out, "%s\"%s\"", i > 0 ? ", " : "", ht_kinds[i].name);
    }
    g_string_append(out, ", \"令\", \"命令（令）\"]");
}

static void append_key(GString *out, const ht_key_info *info, const char *name)
{
    append_string(out, name);
    g_string_append(out, ": {\"title\": ");
    char *title = g_strdup_printf("%s · %s", info->chinese, info->title);
    append_string(out, title);
    g_free(title);
    char *about = g_strdup_printf("%s %s", info->about_chinese, info->about);
    g_string_append(out, ", \"description\": ");
    append_string(out, about);
    g_free(about);
    g_string_append(out, ", ");
    if (info->type == HT_TYPE_KIND) {
        append_kinds(out);
    } else {
        g_string_append(out, type_schema(info->type));
    }
    if (info->example != NULL && info->type != HT_TYPE_FLAG) {
        g_string_append(out, ", \"examples\": [");
        append_string(out, info->example);
        g_string_append_c(out, ']');
    }
    g_string_append_c(out, '}');
}

/* The schema of a sub-key's value, by its English name. */
static const char *subkey_schema(const char *name)
{
    static const struct {
        const char *name;
        const char *schema;
    } known[] = {
        {"body", "\"$ref\": \"#/$defs/body\""},
        {"label", BOOLEAN},
        {"separate", BOOLEAN},
        {"landscape", BOOLEAN},
        {"break-rows", BOOLEAN},
        {"borders", "\"enum\": [\"all\", \"全框\", \"rules\", \"三线\", \"none\", \"无\"]"},
        {"page-break", BOOLEAN},
        {"table", "\"$ref\": \"#/$defs/table\""},
        {"figure", "\"$ref\": \"#/$defs/figure\""},
        {"head", "\"type\": \"array\""},
        {"rows", "\"type\": \"array\", \"items\": {\"type\": \"array\"}"},
        {"widths",
         "\"type\": \"array\", \"items\": {\"anyOf\": [{" LENGTH "}, {\"type\": \"null\"}]}"},
        {"align",
         "\"type\": \"array\", \"items\": {\"enum\": [\"left\", \"左\", \"center\", \"中\", "
         "\"right\", \"右\", null]}"},
        {"seal", "\"$ref\": \"#/$defs/seal\""},
        {"stamp", "\"$ref\": \"#/$defs/stamp\""},
        {"diameter", LENGTH},
        {"width", LENGTH},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        if (strcmp(name, known[i].name) == 0) {
            return known[i].schema;
        }
    }
    return SOME_TEXT;
}

/* The sub-keys that must be there, each under either of its names. */
static void append_required(GString *out, const ht_subkey *keys)
{
    for (const ht_subkey *k = keys; k->name != NULL; k++) {
        if (k->required) {
            g_string_append_printf(out,
                                   ", \"oneOf\": [{\"required\": [\"%s\"]}, "
                                   "{\"required\": [\"%s\"]}]",
                                   k->name, k->chinese);
        }
    }
}

/* A mapping of sub-keys; `or_text` when a text may stand for it, `single` when it has one key. */
static void append_mapping(GString *out, const char *name, const ht_subkey *keys, bool or_text,
                           bool single)
{
    g_string_append_printf(out, "    \"%s\": {", name);
    g_string_append(out, or_text ? "\"anyOf\": [" TEXT ", {" : "");
    g_string_append(out,
                    "\"type\": \"object\", \"additionalProperties\": false, \"properties\": {");
    for (const ht_subkey *k = keys; k->name != NULL; k++) {
        const char *names[] = {k->name, k->chinese};
        for (size_t i = 0; i < 2; i++) {
            g_string_append(out, k == keys && i == 0 ? "" : ", ");
            append_string(out, names[i]);
            char *about = g_strdup_printf("%s %s", k->about_chinese, k->about);
            g_string_append_printf(out, ": {%s, \"description\": ", subkey_schema(k->name));
            append_string(out, about);
            g_string_append_c(out, '}');
            g_free(about);
        }
    }
    g_string_append(out, "}");
    append_required(out, keys);
    g_string_append(out, single ? ", \"minProperties\": 1, \"maxProperties\": 1" : "");
    g_string_append(out, or_text ? "}]}" : "}");
}

bool ht_document_write_schema(ht_write_fn write, void *user)
{
    GString *out =
        g_string_new("{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
                     "  \"title\": \"公文 · Official document (GB/T 9704-2012)\",\n"
                     "  \"type\": \"object\",\n  \"additionalProperties\": false,\n"
                     "  \"properties\": {\n");
    for (int i = 0; i < HT_KEY_COUNT; i++) {
        g_string_append(out, "    ");
        append_key(out, &ht_keys[i], ht_keys[i].name);
        g_string_append(out, ",\n    ");
        append_key(out, &ht_keys[i], ht_keys[i].chinese);
        g_string_append(out, i + 1 < HT_KEY_COUNT ? ",\n" : "\n");
    }
    g_string_append(out, "  },\n  \"$defs\": {\n");
    append_mapping(out, "issuer", ht_issuer_keys, true, false);
    g_string_append(out, ",\n");
    append_mapping(out, "seal", ht_seal_keys, true, false);
    g_string_append(out, ",\n");
    append_mapping(out, "stamp", ht_stamp_keys, true, false);
    g_string_append(out, ",\n");
    append_mapping(out, "attachment", ht_attachment_keys, true, false);
    g_string_append(out, ",\n");
    append_mapping(out, "item", ht_item_keys, true, true);
    g_string_append(out, ",\n");
    append_mapping(out, "table", ht_table_keys, false, false);
    g_string_append(out, ",\n");
    append_mapping(out, "figure", ht_figure_keys, false, false);
    g_string_append(out, ",\n    \"body\": {\"anyOf\": [" TEXT ", {\"type\": \"array\", "
                         "\"items\": {\"$ref\": \"#/$defs/item\"}}]}\n  }\n}\n");
    bool ok = write(out->str, out->len, user);
    g_string_free(out, TRUE);
    return ok;
}
