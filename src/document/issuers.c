/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Issuing organs. In: a name, a list of names, or mappings with a name and what the organ signs
 * with: a seal (7.3.5.1), or the signature stamp of who holds a post (7.3.5.3). Out: the names, and
 * an ht_issuer for each.
 */

#include "document/reading.h"

#include <glib.h>
#include <string.h>

/* What a seal or a stamp may measure, in mm: 国发〔1999〕25号 has seals from 42 to 60. */
#define LEAST_SEAL 20
#define MOST_SEAL 70
#define LEAST_STAMP 10
#define MOST_STAMP 80
/* The room kept for a stamp set by hand is so wide by height. */
#define STAMP_SHAPE 2

bool ht_name_read(ht_span *out, ht_reading *reading, const ht_node *node)
{
    if (!ht_text_read(out, reading, node, reading->written)) {
        return false;
    }
    if (strstr(out->text, "，") != NULL || strstr(out->text, "、") != NULL) {
        ht_diag_add(reading->diags, HT_E0228, out->place, out->text);
        return false;
    }
    return true;
}

/* What a seal and a stamp differ in. */
typedef struct drawn_kind {
    const ht_subkey *keys;
    const char *size; /* the key that says how large */
    int least;        /* mm */
    int most;
    double shape; /* of the room without an image */
} drawn_kind;

static const drawn_kind seal_kind = {ht_seal_keys, "diameter", LEAST_SEAL, MOST_SEAL, 1};
static const drawn_kind stamp_kind = {ht_stamp_keys, "width", LEAST_STAMP, MOST_STAMP, STAMP_SHAPE};

/* The key for the size, in the language of the key above it. */
static const char *size_name(const drawn_kind *kind, const ht_pair *pair)
{
    const ht_subkey *k = kind->keys;
    while (strcmp(k->name, kind->size) != 0) {
        k++;
    }
    return g_str_is_ascii(pair->key->text) ? k->name : k->chinese;
}

/* The size: as the data says, else as the image does. */
static bool set_size(ht_drawing *out, ht_reading *reading, const drawn_kind *kind,
                     const ht_pair *pair, ht_len width)
{
    const ht_image *image = out->image;
    bool given = width > 0;
    if (width == 0 && image != NULL) {
        width = image->width;
    }
    bool odd = width < ht_len_from_mm(kind->least) || width > ht_len_from_mm(kind->most);
    if (odd) {
        if (width == 0) {
            ht_diag_add(reading->diags, HT_E0232, out->place);
        } else {
            ht_diag_add(reading->diags, HT_E0234, out->place, ht_len_to_mm(width), kind->least,
                        kind->most);
        }
        const char *name = size_name(kind, pair);
        if (image != NULL && !given) {
            ht_diag_hint(reading->diags, ht_tr("say it with the image: {image: …, %s: …mm}"), name);
        } else {
            ht_diag_hint(reading->diags, ht_tr("write the size on paper, such as %s: %dmm"), name,
                         (kind->least + kind->most) / 2);
        }
        return false;
    }
    double shape = image != NULL ? image->shape : kind->shape;
    out->width = width;
    out->height = ht_len_from_pt(ht_len_to_pt(width) / shape);
    if (out->height > ht_len_from_mm(kind->most)) {
        ht_diag_add(reading->diags, HT_E0245, out->place, ht_len_to_mm(out->height), kind->most);
        return false;
    }
    return true;
}

/* A path, or a mapping with an image and its size. */
static bool read_drawn(ht_drawing *out, ht_reading *reading, const ht_pair *pair,
                       const drawn_kind *kind)
{
    const ht_node *node = pair->value;
    ht_len width = 0;
    out->place = node->place;
    if (node->kind == HT_NODE_TEXT) {
        out->image = ht_picture_read(reading, pair);
        return out->image != NULL && set_size(out, reading, kind, pair, 0);
    }
    if (node->kind != HT_NODE_MAP) {
        ht_diag_add(reading->diags, HT_E0203, node->place, pair->key->text,
                    ht_tr("a path or a mapping"), ht_node_shown(node));
        return false;
    }
    ht_subkeys_check(reading, node, kind->keys, pair->key->text);
    const ht_pair *image = ht_subkey_find(node, kind->keys, "image");
    const ht_pair *size = ht_subkey_find(node, kind->keys, kind->size);
    if (size != NULL && !ht_length_read(&width, reading, size->value)) {
        return false;
    }
    if (image != NULL) {
        out->image = ht_picture_read(reading, image);
        if (out->image == NULL) {
            return false;
        }
    }
    return set_size(out, reading, kind, pair, width);
}

static void read_signing(ht_issuer *issuer, ht_reading *reading, const ht_node *node)
{
    const ht_pair *seal = ht_subkey_find(node, ht_issuer_keys, "seal");
    const ht_pair *stamp = ht_subkey_find(node, ht_issuer_keys, "stamp");
    const ht_pair *post = ht_subkey_find(node, ht_issuer_keys, "post");
    if (seal != NULL && stamp != NULL) {
        ht_diag_add(reading->diags, HT_E0235, MAX(seal, stamp)->key->place);
        return;
    }
    issuer->post.text = "";
    if (post != NULL) {
        ht_text_read(&issuer->post, reading, post->value, post->key->text);
    }
    if (post != NULL && stamp == NULL) {
        ht_diag_add(reading->diags, HT_E0236, post->key->place);
    }
    issuer->sealed = seal != NULL && read_drawn(&issuer->seal, reading, seal, &seal_kind);
    issuer->stamped = stamp != NULL && read_drawn(&issuer->stamp, reading, stamp, &stamp_kind);
}

static void read_issuer(ht_reading *reading, const ht_node *node)
{
    ht_document *document = reading->document;
    ht_issuer issuer = {.post = {.text = ""}};
    const ht_node *name = node;
    if (node->kind == HT_NODE_MAP) {
        ht_subkeys_check(reading, node, ht_issuer_keys, reading->written);
        read_signing(&issuer, reading, node);
        const ht_pair *pair = ht_subkey_find(node, ht_issuer_keys, "name");
        if (pair == NULL) {
            return; /* told already */
        }
        name = pair->value;
    }
    if (ht_name_read(&issuer.name, reading, name)) {
        ht_value_add(reading, HT_KEY_ISSUERS, issuer.name);
        *HT_PUSH(reading->arena, document->issuers, document->n_issuers) = issuer;
        document->sealed = document->sealed || issuer.sealed;
        document->stamped = document->stamped || issuer.stamped;
    }
}

void ht_issuers_read(ht_reading *reading, const ht_node *node)
{
    if (node->kind != HT_NODE_LIST) {
        read_issuer(reading, node);
        return;
    }
    for (size_t i = 0; i < node->n_items; i++) {
        read_issuer(reading, node->items[i]);
    }
}

static const ht_issuer *find_issuer(const ht_document *document, const char *name)
{
    for (size_t i = 0; i < document->n_issuers; i++) {
        if (strcmp(document->issuers[i].name.text, name) == 0) {
            return &document->issuers[i];
        }
    }
    return NULL;
}

/* Who signs for whom: by name; where the signature has other names for all of them, short ones, in
 * the same order. */
static void pair_signatures(ht_reading *reading)
{
    ht_document *document = reading->document;
    const ht_value *names = &document->values[HT_KEY_SIGNATURE];
    bool known = false;
    document->signing = HT_NEW_ARRAY(reading->arena, const ht_issuer *, names->n_texts + 1);
    for (size_t i = 0; i < names->n_texts; i++) {
        document->signing[i] = find_issuer(document, names->texts[i].text);
        known = known || document->signing[i] != NULL;
    }
    for (size_t i = 0; !known && i < names->n_texts; i++) {
        document->signing[i] = names->n_texts == document->n_issuers ? &document->issuers[i] : NULL;
    }
}

static bool signs(const ht_document *document, const ht_issuer *issuer)
{
    for (size_t i = 0; i < document->values[HT_KEY_SIGNATURE].n_texts; i++) {
        if (document->signing[i] == issuer) {
            return true;
        }
    }
    return false;
}

/* No seal stands without a name, and no name that others have a seal for without one. */
void ht_issuers_check(ht_reading *reading)
{
    const ht_document *document = reading->document;
    const ht_value *names = &document->values[HT_KEY_SIGNATURE];
    pair_signatures(reading);
    for (size_t i = 0; i < document->n_issuers; i++) {
        const ht_issuer *issuer = &document->issuers[i];
        if (issuer->sealed && !signs(document, issuer)) {
            ht_diag_add(reading->diags, HT_E0230, issuer->seal.place, issuer->name.text);
        }
        if (document->sealed && issuer->stamped) {
            ht_diag_add(reading->diags, HT_E0235, issuer->stamp.place);
        } else if (document->stamped && !document->sealed && !issuer->stamped) {
            ht_diag_add(reading->diags, HT_W0237, issuer->name.place, issuer->name.text);
        }
    }
    for (size_t i = 0; document->sealed && i < names->n_texts; i++) {
        if (document->signing[i] == NULL || !document->signing[i]->sealed) {
            ht_diag_add(reading->diags, HT_W0237, names->texts[i].place, names->texts[i].text);
        }
    }
}
