/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A document in; out, what a file of it says of itself: the elements of GB/T 33480-2016 (chapter 4)
 * that the document has, and some of them once more as every program looks for them.
 */

#include "page/page.h"

#include <glib.h>
#include <string.h>

/* Elements that are the texts of a key. */
static const struct {
    ht_key key;
    const char *name;
    const char *meaning;
} elements[] = {
    {HT_KEY_COPY_NUMBER, "copyNumber", "份号"},
    {HT_KEY_SECRECY, "secrecy", "密级和保密期限"},
    {HT_KEY_URGENCY, "urgency", "紧急程度"},
    {HT_KEY_MARK, "mark", "发文机关标志"},
    {HT_KEY_NUMBER, "number", "发文字号"},
    {HT_KEY_SIGNERS, "signers", "签发人"},
    {HT_KEY_SIGNATURE, "signature", "发文机关或签发人署名"},
    {HT_KEY_NOTE, "note", "附注"},
    {HT_KEY_PRINTER, "printer", "印发机关"},
    {HT_KEY_PRINTED_ON, "printedOn", "印发日期"},
};

static const char *join(ht_arena *arena, const ht_value *value, const char *separator)
{
    GString *all = g_string_new(NULL);
    for (size_t i = 0; i < value->n_texts; i++) {
        g_string_append_printf(all, "%s%s", i > 0 ? separator : "", value->texts[i].text);
    }
    const char *result = ht_arena_strdup(arena, all->str);
    g_string_free(all, TRUE);
    return result;
}

/* Adds an element with room for `n` texts, which are to be filled in; none for none. */
static const char **add(ht_info *info, ht_arena *arena, const char *name, const char *meaning,
                        size_t n)
{
    const char **texts = HT_NEW_ARRAY(arena, const char *, n + 1);
    if (n > 0) {
        *HT_PUSH(arena, info->elements, info->n_elements) =
            (ht_info_element){name, meaning, texts, n};
    }
    return texts;
}

static void add_one(ht_info *info, ht_arena *arena, const char *name, const char *meaning,
                    const char *text)
{
    if (text != NULL && *text != '\0') {
        add(info, arena, name, meaning, 1)[0] = text;
    }
}

/* Organs, which a document may have as a list or as they are printed: 各乡镇、县直各单位, without the
 * mark that ends them there. */
static const char *organs_of(ht_arena *arena, const ht_document *document, ht_key key)
{
    static const char *const marks[] = {"：", ":", "。"};
    char *text = g_strdup(join(arena, ht_document_value(document, key), "、"));
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
        if (g_str_has_suffix(text, marks[i])) {
            text[strlen(text) - strlen(marks[i])] = '\0';
        }
    }
    const char *kept = ht_arena_strdup(arena, text);
    g_free(text);
    return kept;
}

static void add_elements(ht_info *info, ht_arena *arena, const ht_document *document)
{
    add_one(info, arena, "kind", "文种", info->kind);
    add_one(info, arena, "title", "标题", info->title);
    add_one(info, arena, "date", "成文日期", info->date);
    add_one(info, arena, "recipients", "主送机关", organs_of(arena, document, HT_KEY_RECIPIENTS));
    add_one(info, arena, "copiesTo", "抄送机关", organs_of(arena, document, HT_KEY_COPIES_TO));
    for (size_t i = 0; i < G_N_ELEMENTS(elements); i++) {
        const ht_value *value = ht_document_value(document, elements[i].key);
        const char **texts =
            add(info, arena, elements[i].name, elements[i].meaning, value->n_texts);
        for (size_t n = 0; n < value->n_texts; n++) {
            texts[n] = ht_arena_strdup(arena, value->texts[n].text);
        }
    }
    size_t listed = 0;
    for (size_t i = 0; i < document->n_attachments; i++) {
        listed += document->attachments[i].label;
    }
    const char **titles = add(info, arena, "attachments", "附件说明", listed);
    for (size_t i = 0; i < document->n_attachments; i++) {
        const ht_attachment *attachment = &document->attachments[i];
        if (attachment->label) {
            *titles++ = ht_arena_strdup(arena, attachment->title.text);
        }
    }
}

void ht_info_of(ht_info *info, ht_arena *arena, const ht_document *document)
{
    const char *number = join(arena, ht_document_value(document, HT_KEY_NUMBER), " ");
    *info = (ht_info){.title = join(arena, ht_document_value(document, HT_KEY_TITLE), ""),
                      .author = join(arena, ht_document_value(document, HT_KEY_ISSUERS), "、"),
                      .kind = ht_arena_strdup(arena, document->kind),
                      .number = number,
                      .secrecy = join(arena, ht_document_value(document, HT_KEY_SECRECY), " "),
                      .keywords = ht_arena_printf(arena, "%s%s%s", document->kind,
                                                  *number != '\0' ? " " : "", number)};
    if (document->has_date) {
        info->date = ht_arena_printf(arena, "%04d-%02d-%02d", document->year, document->month,
                                     document->day);
    }
    add_elements(info, arena, document);
    for (size_t i = 0; i < document->n_files; i++) {
        const ht_named_file *file = &document->files[i];
        *HT_PUSH(arena, info->files, info->n_files) =
            (ht_named_file){ht_arena_strdup(arena, file->path), ht_arena_strdup(arena, file->name)};
    }
}
