/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The document. In: a tree of nodes. Out: an ht_document, or errors with their places. First every
 * key is read by its type; then what can be derived is derived (kind, signature, layout); then what
 * the kind requires and still lacks is told.
 */

#include "document/reading.h"

#include <errno.h>
#include <glib.h>
#include <string.h>

static const char *const layout_upward = "gb9704/upward";
static const char *const layout_downward = "gb9704/downward";
/* Speeches, briefings: no kind of document, and no red head. */
static const char *const layout_plain = "plain";

static void tell_unknown_key(ht_reading *reading, const ht_node *tree, const ht_node *key)
{
    bool kept = ht_diag_add(reading->diags, HT_E0201, key->place, key->text);
    const char *near = kept ? ht_key_guess(tree, key->text) : NULL;
    if (near != NULL) {
        ht_diag_hint(reading->diags, ht_tr("did you mean '%s'?"), near);
        reading->guessed[ht_key_find(near)] = true;
    }
}

/* Nothing was written, or a list of nothing: as if the key were not there. */
static bool is_empty(const ht_node *value)
{
    return value->kind == HT_NODE_NULL || (value->kind == HT_NODE_LIST && value->n_items == 0);
}

static void read_keys(ht_reading *reading, const ht_node *tree)
{
    const ht_node *seen[HT_KEY_COUNT] = {NULL};
    for (size_t i = 0; i < tree->n_pairs; i++) {
        const ht_node *name = tree->pairs[i].key;
        const ht_node *value = tree->pairs[i].value;
        ht_key key = ht_key_find(name->text);
        if (key == HT_KEY_COUNT) {
            tell_unknown_key(reading, tree, name);
        } else if (seen[key] != NULL) {
            ht_diag_add(reading->diags, HT_E0202, name->place, seen[key]->text, name->text);
        } else if (!is_empty(value)) {
            reading->written = name->text;
            ht_value_read(reading, key, value);
        }
        if (key != HT_KEY_COUNT && seen[key] == NULL) {
            seen[key] = name;
        }
    }
}

/* The kind, when it is not given: the one the title ends in. */
static void derive_kind(ht_reading *reading, const ht_node *tree)
{
    ht_document *document = reading->document;
    const ht_value *title = &document->values[HT_KEY_TITLE];
    if (document->kind != NULL || ht_node_find(tree, "kind") != NULL ||
        ht_node_find(tree, "文种") != NULL) {
        return;
    }
    const ht_kind *kind =
        title->n_texts > 0 ? ht_kind_of_title(title->texts[title->n_texts - 1].text) : NULL;
    const ht_value *layout = &document->values[HT_KEY_LAYOUT];
    bool plain = layout->n_texts > 0 && strcmp(layout->texts[0].text, layout_plain) == 0;
    if (kind != NULL || plain) {
        document->kind = plain ? "" : kind->name;
    } else if (!reading->guessed[HT_KEY_KIND] && !reading->guessed[HT_KEY_TITLE]) {
        ht_diag_add(reading->diags, HT_E0224, ht_source_file(document->source));
    }
}

static void derive_rest(ht_document *document)
{
    ht_value *signature = &document->values[HT_KEY_SIGNATURE];
    const ht_value *layout = &document->values[HT_KEY_LAYOUT];
    bool upward = document->values[HT_KEY_SIGNERS].n_texts > 0;
    const ht_kind *kind = document->kind != NULL ? ht_kind_find(document->kind) : NULL;
    if (signature->n_texts == 0 && !document->no_signature) {
        *signature = document->values[HT_KEY_ISSUERS];
    }
    document->layout = layout->n_texts > 0                    ? layout->texts[0].text
                       : kind != NULL && kind->layout != NULL ? kind->layout
                       : upward                               ? layout_upward
                                                              : layout_downward;
}

static bool has_key(const ht_document *document, ht_key key)
{
    switch (key) {
    case HT_KEY_BODY:
        return document->body.n_items > 0;
    default:
        return document->values[key].n_texts > 0;
    }
}

/* Tells each key that the kind requires and the document does not have. A key that is there but
 * wrong has been told already. */
static void check_required(ht_reading *reading, const ht_node *tree)
{
    ht_document *document = reading->document;
    const ht_kind *kind = document->kind != NULL ? ht_kind_find(document->kind) : NULL;
    bool in_chinese = tree->n_pairs > 0 && !g_str_is_ascii(tree->pairs[0].key->text);
    for (size_t i = 0; kind != NULL && kind->required[i] != HT_KEY_COUNT; i++) {
        ht_key key = kind->required[i];
        const ht_node *given = ht_node_find(tree, ht_keys[key].name);
        given = given != NULL ? given : ht_node_find(tree, ht_keys[key].chinese);
        bool wrong = given != NULL && !is_empty(given);
        if (!has_key(document, key) && !wrong && !reading->guessed[key]) {
            ht_diag_add(reading->diags, HT_E0225, ht_source_file(document->source), kind->name,
                        in_chinese ? ht_keys[key].chinese : ht_keys[key].name,
                        in_chinese ? ht_keys[key].name : ht_keys[key].chinese);
            if (ht_keys[key].example != NULL) {
                ht_diag_hint(reading->diags, ht_tr("for example %s: %s"),
                             in_chinese ? ht_keys[key].chinese : ht_keys[key].name,
                             ht_keys[key].example);
            }
        }
    }
    bool written = ht_node_find(tree, ht_keys[HT_KEY_COPY_NUMBER].name) != NULL ||
                   ht_node_find(tree, ht_keys[HT_KEY_COPY_NUMBER].chinese) != NULL;
    if (has_key(document, HT_KEY_SECRECY) && !written) {
        ht_diag_add(reading->diags, HT_W0226, document->values[HT_KEY_SECRECY].texts[0].place);
    }
}

static ht_status read_tree(ht_reading *reading, const ht_node *tree)
{
    ht_document *document = reading->document;
    size_t errors = ht_diags_errors(reading->diags);
    /* Marks tell lines of the text as the input stage left it. */
    document->source = (ht_source *)tree->place.source;
    read_keys(reading, tree);
    derive_kind(reading, tree);
    derive_rest(document);
    check_required(reading, tree);
    if (ht_diags_errors(reading->diags) == errors) {
        ht_issuers_check(reading);
    }
    return ht_diags_errors(reading->diags) > errors ? HT_INVALID : HT_OK;
}

static ht_status finish(ht_document **out, ht_document *document, ht_status status)
{
    *out = status == HT_OK ? document : NULL;
    if (status != HT_OK) {
        ht_arena_free(document->arena);
    }
    return status;
}

static ht_document *new_document(const char *name)
{
    ht_arena *arena = ht_arena_new();
    ht_document *document = HT_NEW(arena, ht_document);
    document->arena = arena;
    document->source = HT_NEW(arena, ht_source);
    document->source->name = strcmp(name, "-") == 0 ? "<stdin>" : ht_arena_strdup(arena, name);
    return document;
}

/* Of a tree, or of the document's source when there is none. */
static ht_status read_document(ht_document *document, const ht_node *tree,
                               const ht_read_options *options, ht_diags *diags)
{
    static const ht_read_options usual = HT_READ_OPTIONS_INIT;
    options = options != NULL ? options : &usual;
    char *folder = options->folder != NULL ? g_strdup(options->folder)
                                           : g_path_get_dirname(document->source->name);
    ht_part *part = HT_NEW(document->arena, ht_part);
    part->line = options->line;
    document->source->part = options->line > 0 ? part : NULL;
    ht_reading reading = {.document = document,
                          .arena = document->arena,
                          .diags = diags,
                          .folder = folder,
                          .allow_outside = options->allow_outside};
    ht_node *read = NULL;
    ht_status status = HT_OK;
    if (tree == NULL) {
        status = ht_input_read(&read, document->arena, document->source, options->format, diags);
        tree = read;
    }
    if (status == HT_OK) {
        status = read_tree(&reading, tree);
    }
    g_free(folder);
    return status;
}

ht_status ht_document_read_file(ht_document **out, const char *path, const ht_read_options *options,
                                ht_diags *diags)
{
    ht_document *document = new_document(path);
    char *text = NULL;
    size_t size = 0;
    ht_status status = ht_file_read(&text, &size, document->arena, path, HT_INPUT_MAX_BYTES);
    if (status == HT_IO) {
        ht_diag_add(diags, HT_E0801, HT_NO_PLACE, document->source->name, g_strerror(errno));
    } else if (status == HT_LIMIT) {
        ht_diag_add(diags, HT_E0802, HT_NO_PLACE, document->source->name,
                    (int)(HT_INPUT_MAX_BYTES >> 20));
    } else {
        document->source->text = text;
        document->source->size = size;
        status = read_document(document, NULL, options, diags);
    }
    return finish(out, document, status);
}

ht_status ht_document_read_memory(ht_document **out, const char *name, const void *bytes,
                                  size_t size, const ht_read_options *options, ht_diags *diags)
{
    ht_document *document = new_document(name);
    document->source->text = ht_arena_strndup(document->arena, bytes, size);
    document->source->size = size;
    return finish(out, document, read_document(document, NULL, options, diags));
}

ht_status ht_document_read_tree(ht_document **out, const ht_node *tree,
                                const ht_read_options *options, ht_diags *diags)
{
    ht_document *document = new_document(tree->place.source->name);
    return finish(out, document, read_document(document, tree, options, diags));
}

void ht_document_free(ht_document *document)
{
    if (document != NULL) {
        ht_arena_free(document->arena);
    }
}

const char *ht_document_layout(const ht_document *document)
{
    return document->layout;
}

const ht_value *ht_document_value(const ht_document *document, ht_key key)
{
    return &document->values[key];
}
