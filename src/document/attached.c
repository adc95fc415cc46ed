/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Attachments. In: titles, or mappings with a title and a body, or a file of text or an image. Out:
 * an ht_attachment for each.
 */

#include "document/reading.h"

#include <errno.h>
#include <glib.h>
#include <string.h>

/* The body of an attachment that is an image: a figure as large as it is. */
static void read_image(ht_attachment *attachment, ht_reading *reading, const ht_pair *file)
{
    ht_item item = {.kind = HT_ITEM_FIGURE, .place = file->value->place};
    item.drawing.place = file->value->place;
    item.drawing.image = ht_picture_read(reading, file);
    if (item.drawing.image != NULL) {
        *HT_PUSH(reading->arena, attachment->body.items, attachment->body.n_items) = item;
        attachment->has_body = true;
    }
}

static bool has_ending(const char *path, const char *const *endings)
{
    char *lower = g_ascii_strdown(path, -1);
    bool found = false;
    for (size_t i = 0; endings[i] != NULL; i++) {
        found = found || g_str_has_suffix(lower, endings[i]);
    }
    g_free(lower);
    return found;
}

/* A file beside a document is told as the document is, wherever both were unpacked. */
static const char *told_path(const ht_reading *reading, const char *path)
{
    if (!g_str_has_prefix(path, reading->folder)) {
        return path;
    }
    char *folder = g_path_get_dirname(reading->document->source->name);
    const char *told =
        ht_arena_printf(reading->arena, "%s%s", folder, path + strlen(reading->folder));
    g_free(folder);
    return told;
}

/* The body of an attachment from a file of text, or an image. */
static void read_file(ht_attachment *attachment, ht_reading *reading, const ht_pair *file)
{
    static const char *const texts[] = {".md", ".txt", NULL};
    static const char *const images[] = {".svg", ".png", ".jpg", ".jpeg", NULL};
    const char *path = ht_path_resolve(reading, file);
    const ht_node *node = file->value;
    char *text = NULL;
    size_t size = 0;
    if (path == NULL) {
        return;
    }
    if (has_ending(path, images)) {
        read_image(attachment, reading, file);
        return;
    }
    if (!has_ending(path, texts)) {
        ht_diag_add(reading->diags, HT_E0221, node->place, node->text);
        return;
    }
    if (ht_file_read(&text, &size, reading->arena, path, HT_INPUT_MAX_BYTES) != HT_OK) {
        ht_diag_add(reading->diags, HT_E0216, node->place, node->text, g_strerror(errno));
        return;
    }
    ht_source written = {told_path(reading, path), text, size, NULL};
    const ht_source *source = NULL;
    if (ht_input_clean(&source, reading->arena, &written, reading->diags) == HT_OK) {
        size_t errors = ht_diags_errors(reading->diags);
        ht_body_read_markdown(&attachment->body, reading,
                              ht_node_from_text(reading->arena, source, 0));
        ht_body_tell_empty(&attachment->body, reading, node, errors);
        attachment->has_body = true;
    }
}

static void read_attachment_map(ht_attachment *attachment, ht_reading *reading, const ht_node *map)
{
    ht_subkeys_check(reading, map, ht_attachment_keys, reading->written);
    const ht_pair *body = ht_subkey_find(map, ht_attachment_keys, "body");
    const ht_pair *file = ht_subkey_find(map, ht_attachment_keys, "file");
    const ht_pair *label = ht_subkey_find(map, ht_attachment_keys, "label");
    const ht_pair *separate = ht_subkey_find(map, ht_attachment_keys, "separate");
    if (body != NULL && file != NULL) {
        ht_diag_add(reading->diags, HT_E0223, file->value->place);
    } else if (body != NULL) {
        ht_body_read(&attachment->body, reading, body->value);
        attachment->has_body = true;
    } else if (file != NULL) {
        read_file(attachment, reading, file);
    }
    attachment->label = label == NULL || ht_yes_read(reading, label, true);
    attachment->separate = separate != NULL && ht_yes_read(reading, separate, false);
    if (!attachment->label && body == NULL && file == NULL) {
        /* It is not listed either: its title would stand nowhere. */
        ht_diag_add(reading->diags, HT_E0207, label->key->place, "body", "正文");
    }
}

static void read_attachment(ht_reading *reading, const ht_node *node)
{
    ht_document *document = reading->document;
    ht_attachment attachment = {.label = true};
    const ht_node *title = node;
    const char *written = reading->written;
    if (node->kind == HT_NODE_MAP) {
        read_attachment_map(&attachment, reading, node);
        const ht_pair *pair = ht_subkey_find(node, ht_attachment_keys, "title");
        if (pair == NULL) {
            return; /* told already */
        }
        title = pair->value;
        written = pair->key->text;
    }
    if (ht_text_read(&attachment.title, reading, title, written)) {
        *HT_PUSH(reading->arena, document->attachments, document->n_attachments) = attachment;
    }
}

void ht_attachments_read(ht_reading *reading, const ht_node *node)
{
    if (node->kind != HT_NODE_LIST) {
        read_attachment(reading, node);
        return;
    }
    for (size_t i = 0; i < node->n_items; i++) {
        read_attachment(reading, node->items[i]);
    }
}
