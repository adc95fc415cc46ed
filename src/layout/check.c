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
    for (size_t i = 0; i < element->n_cells; i++) {
        note_element(shown, &element->cells[i]);
    }
}

bool ht_section_has(const ht_section *section, ht_element_kind kind)
{
    for (size_t i = 0; i < section->n_elements; i++) {
        if (section->elements[i].kind == kind) {
            return true;
        }
    }
    return false;
}

static void tell(const ht_layout *layout, ht_place place, const char *name, const char *chinese,
                 ht_diags *diags)
{
    ht_diag_add(diags, HT_W0227, place, layout->name, name, chinese);
}

static void tell_key(const ht_layout *layout, ht_place place, ht_key key, ht_diags *diags)
{
    tell(layout, place, ht_key_name(key), ht_key_chinese(key), diags);
}

/* Seals and stamps stand nowhere without an element for them. */
static void tell_unsigned(const ht_layout *layout, const ht_document *document, ht_diags *diags)
{
    bool seals = ht_section_has(&layout->main, HT_ELEMENT_SEALS);
    bool stamps = ht_section_has(&layout->main, HT_ELEMENT_STAMPS);
    for (size_t i = 0; i < document->n_issuers; i++) {
        const ht_issuer *issuer = &document->issuers[i];
        if (issuer->sealed && !seals) {
            tell(layout, issuer->seal.place, "seal", "印章", diags);
            return;
        }
        if (issuer->stamped && !stamps) {
            tell(layout, issuer->stamp.place, "stamp", "签名章", diags);
            return;
        }
    }
}

static bool shows_caption(const ht_section *section)
{
    for (size_t i = 0; i < section->n_elements; i++) {
        const ht_template *show = &section->elements[i].show;
        for (size_t p = 0; p < show->n_parts; p++) {
            if (show->parts[p].ref == HT_REF_CAPTION) {
                return true;
            }
        }
    }
    return false;
}

/* Tells the first item of a body that the layout has nothing for. */
static void check_body(const ht_layout *layout, const ht_items *body, ht_diags *diags)
{
    for (size_t i = 0; i < body->n_items; i++) {
        const ht_item *item = &body->items[i];
        bool table = item->kind == HT_ITEM_TABLE;
        if (!table && item->kind != HT_ITEM_FIGURE) {
            continue;
        }
        const ht_section *section = table ? &layout->table : &layout->figure;
        if (!ht_section_has(section, table ? HT_ELEMENT_CELLS : HT_ELEMENT_IMAGE)) {
            tell(layout, item->place, table ? "table" : "figure", table ? "表格" : "图", diags);
            return;
        }
        if (item->text.n_spans > 0 && !shows_caption(section)) {
            tell(layout, item->text.spans[0].place, "caption", "题名", diags);
            return;
        }
    }
}

static void check_bodies(const ht_layout *layout, const ht_document *document, ht_diags *diags)
{
    if (document->body.n_items > 0 && !ht_section_has(&layout->main, HT_ELEMENT_BODY)) {
        tell_key(layout, document->body.items[0].place, HT_KEY_BODY, diags);
    }
    check_body(layout, &document->body, diags);
    for (size_t i = 0; i < document->n_attachments; i++) {
        const ht_attachment *attachment = &document->attachments[i];
        if (attachment->has_body && !ht_section_has(&layout->attached, HT_ELEMENT_BODY)) {
            tell(layout, attachment->title.place, "body", "正文", diags);
            return;
        }
        check_body(layout, &attachment->body, diags);
    }
}

void ht_layout_check(const ht_layout *layout, const ht_document *document, ht_diags *diags)
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
    bool signs = ht_section_has(&layout->main, HT_ELEMENT_SIGN_OFF) ||
                 (document->sealed && ht_section_has(&layout->main, HT_ELEMENT_SEALS)) ||
                 (document->stamped && ht_section_has(&layout->main, HT_ELEMENT_STAMPS));
    shown[HT_KEY_DATE] = shown[HT_KEY_DATE] || signs;
    tell_unsigned(layout, document, diags);
    check_bodies(layout, document, diags);
    if (document->n_index > 0 && !shown[HT_KEY_INDEX]) {
        tell_key(layout, document->index[0].label.place, HT_KEY_INDEX, diags);
    }
    if (document->n_attachments > 0 && !shown[HT_KEY_ATTACHMENTS]) {
        tell_key(layout, document->attachments[0].title.place, HT_KEY_ATTACHMENTS, diags);
    }
    for (int key = 0; key < HT_KEY_COUNT; key++) {
        const ht_value *value = ht_document_value(document, (ht_key)key);
        if (value->n_texts > 0 && !shown[key]) {
            tell_key(layout, value->texts[0].place, (ht_key)key, diags);
        }
    }
}
