/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What a document says and its layout does not show. In: both. Out: a warning for each value that
 * stands nowhere: nothing is lost in silence.
 */

#include "layout/layout.h"

#include <glib.h>
#include <string.h>

static void note_template(bool shown[HT_KEY_COUNT], const ht_template *template)
{
    for (size_t i = 0; i < template->n_parts; i++) {
        if (template->parts[i].ref == HT_REF_KEY) {
            shown[template->parts[i].key] = true;
        }
    }
}

static void note_element(bool shown[HT_KEY_COUNT], const ht_element *element)
{
    if (element->when_separate) {
        return; /* what it shows the document itself shows elsewhere */
    }
    note_template(shown, &element->show);
    note_template(shown, &element->label);
    if (element->source != HT_KEY_COUNT) {
        shown[element->source] = true;
    }
    for (size_t i = 0; i < element->n_when; i++) {
        shown[element->when[i]] = true;
    }
    for (size_t i = 0; i < element->n_unless; i++) {
        shown[element->unless[i]] = true;
    }
    if (element->kind == HT_ELEMENT_MARK) {
        shown[HT_KEY_MARK] = true;
    }
    if (element->kind == HT_ELEMENT_SIGN_OFF || element->kind == HT_ELEMENT_SEALS ||
        element->kind == HT_ELEMENT_STAMPS) {
        shown[HT_KEY_DATE] = true;
    }
    for (size_t i = 0; i < element->n_cells; i++) {
        note_element(shown, &element->cells[i]);
    }
}

/* Seals and stamps stand nowhere without an element for them. */
static void tell_unsigned(const ht_layout *layout, const ht_document *document, ht_diags *diags)
{
    ht_element_kind wanted = document->sealed ? HT_ELEMENT_SEALS : HT_ELEMENT_STAMPS;
    bool there = !document->sealed && !document->stamped;
    for (size_t i = 0; i < layout->main.n_elements; i++) {
        there = there || layout->main.elements[i].kind == wanted;
    }
    for (size_t i = 0; i < document->n_issuers && !there; i++) {
        const ht_issuer *issuer = &document->issuers[i];
        there = issuer->sealed || issuer->stamped;
        if (there) {
            ht_diag_add(diags, HT_W0227, issuer->sealed ? issuer->seal.place : issuer->stamp.place,
                        layout->name, issuer->sealed ? "seal" : "stamp",
                        issuer->sealed ? "印章" : "签名章");
        }
    }
}

static void check_shown(const ht_layout *layout, const ht_document *document, ht_diags *diags)
{
    const ht_section *const sections[] = {&layout->sheet,    &layout->header,  &layout->main,
                                          &layout->attached, &layout->imprint, &layout->folio};
    bool shown[HT_KEY_COUNT] = {false};
    /* These say how to set the document; and what is derived from the issuers nobody wrote. */
    shown[HT_KEY_KIND] = shown[HT_KEY_LAYOUT] = shown[HT_KEY_ISSUERS] = true;
    shown[HT_KEY_SIGNATURE] = true;
    for (size_t s = 0; s < G_N_ELEMENTS(sections); s++) {
        for (size_t i = 0; i < sections[s]->n_elements; i++) {
            note_element(shown, &sections[s]->elements[i]);
        }
    }
    tell_unsigned(layout, document, diags);
    if (document->n_index > 0 && !shown[HT_KEY_INDEX]) {
        ht_diag_add(diags, HT_W0227, document->index[0].label.place, layout->name,
                    ht_key_name(HT_KEY_INDEX), ht_key_chinese(HT_KEY_INDEX));
    }
    if (document->n_attachments > 0 && !shown[HT_KEY_ATTACHMENTS]) {
        ht_diag_add(diags, HT_W0227, document->attachments[0].title.place, layout->name,
                    ht_key_name(HT_KEY_ATTACHMENTS), ht_key_chinese(HT_KEY_ATTACHMENTS));
    }
    for (int key = 0; key < HT_KEY_COUNT; key++) {
        const ht_value *value = ht_document_value(document, (ht_key)key);
        if (value->n_texts > 0 && !shown[key]) {
            ht_diag_add(diags, HT_W0227, value->texts[0].place, layout->name,
                        ht_key_name((ht_key)key), ht_key_chinese((ht_key)key));
        }
    }
}

void ht_layout_check(const ht_layout *layout, const ht_document *document, ht_diags *diags)
{
    check_shown(layout, document, diags);
}
