/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Settings: switches that a layout offers to documents under its `settings`, each with its default.
 * In: a document. Out: an error for each setting the layout does not offer.
 */

#include "layout/layout.h"

#include <string.h>

static void tell_unknown_setting(const ht_node *key, const ht_layout *layout, const ht_node *known,
                                 ht_diags *diags)
{
    size_t n = known != NULL ? known->n_pairs : 0;
    const char **names = HT_NEW_ARRAY(layout->arena, const char *, n);
    for (size_t i = 0; i < n; i++) {
        names[i] = known->pairs[i].key->text;
    }
    ht_diag_add(diags, HT_E0326, key->place, layout->name, key->text);
    const char *near = ht_nearest(key->text, names, n);
    if (near != NULL) {
        ht_diag_hint(diags, ht_tr("did you mean '%s'?"), near);
    }
}

void ht_layout_check_settings(const ht_layout *layout, const ht_document *document,
                              ht_diags *diags)
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
