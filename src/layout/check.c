/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What a document asks of a layout. In: both. Out: an error for each setting that the layout does
 * not offer, and a warning for each value that it shows nowhere or for a form that it is not:
 * nothing is lost in silence.
 */

#include "layout/layout.h"

#include <glib.h>
#include <string.h>

static void tell_unknown_setting(const ht_node *key, const ht_layout *layout, const ht_node *known,
                                 ht_diags *diags)
{
    size_t n = known != NULL ? known->n_pairs : 0;
    const char **names = g_new0(const char *, n + 1);
    for (size_t i = 0; i < n; i++) {
        names[i] = known->pairs[i].key->text;
    }
    ht_diag_add(diags, HT_E0326, key->place, layout->name, key->text);
    const char *near = ht_nearest(key->text, names, n);
    if (near != NULL) {
        ht_diag_hint(diags, ht_tr("did you mean '%s'?"), near);
    }
    g_free(names);
}

static void check_settings(const ht_layout *layout, const ht_document *document, ht_diags *diags)
{
    const ht_node *asked = document->settings;
    const ht_node *known = ht_node_find(layout->tree, "settings");
    for (size_t i = 0; asked != NULL && i < asked->n_pairs; i++) {
        const ht_node *key = asked->pairs[i].key;
        if (known == NULL || ht_node_find(known, key->text) == NULL) {
            tell_unknown_setting(key, layout, known, diags);
        }
    }
}

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
    note_template(shown, &element->show);
    note_template(shown, &element->label);
    if (element->source != HT_KEY_COUNT) {
        shown[element->source] = true;
    }
    for (size_t i = 0; i < element->n_when; i++) {
        shown[element->when[i]] = true;
    }
    if (element->kind == HT_ELEMENT_MARK) {
        shown[HT_KEY_MARK] = true;
    }
    if (element->kind == HT_ELEMENT_SIGN_OFF) {
        shown[HT_KEY_DATE] = true;
    }
    for (size_t i = 0; i < element->n_cells; i++) {
        note_element(shown, &element->cells[i]);
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

/* A letter, an order or minutes have forms of their own, which are no layouts yet: when nobody chose
 * this one, it is not what they should look like. */
static void check_form(const ht_layout *layout, const ht_document *document, ht_diags *diags)
{
    static const char *const kinds[] = {"函", "命令", "纪要"};
    const ht_value *kind = ht_document_value(document, HT_KEY_KIND);
    bool chosen = ht_document_value(document, HT_KEY_LAYOUT)->n_texts > 0 ||
                  strcmp(layout->name, document->layout) != 0;
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        if (!chosen && strcmp(document->kind, kinds[i]) == 0) {
            ht_place place =
                kind->n_texts > 0 ? kind->texts[0].place : ht_source_file(document->source);
            ht_diag_add(diags, HT_W0229, place, document->kind, layout->name);
        }
    }
}

void ht_layout_check(const ht_layout *layout, const ht_document *document, ht_diags *diags)
{
    check_form(layout, document, diags);
    check_settings(layout, document, diags);
    check_shown(layout, document, diags);
}
