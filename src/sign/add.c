/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A file in; the same with a field to sign, which shows nothing, out. In a tagged file it is an
 * element of the structure too, as ISO 14289-1 7.18 asks of what may be seen. Not so in a file that
 * is signed: readers would take a change of the structure, or of a page, for one of what was
 * signed. There it only joins a field that is signed, on the page of that.
 */

#include "sign/sign.h"

#define MOST_LEVELS 64   /* of a tree of pages or parents */
#define FLAGS (4 | 128)  /* printed, and not to be moved (ISO 32000-1 12.5.3) */
#define TITLE "电子签名" /* what the field is, to readers */

/* The first page below a node; 0 when there is none. */
static int first_page(const ht_update *update, int node)
{
    for (int level = 0; level < MOST_LEVELS && node > 0; level++) {
        ht_written kids = ht_update_entry(update, node, "Kids");
        if (!ht_written_is_array(kids)) {
            return node;
        }
        kids = ht_written_inside(kids);
        node = ht_written_take_reference(&kids);
    }
    return 0;
}

static ht_written last_of(ht_written array)
{
    ht_written value;
    ht_written last = HT_NOTHING;
    ht_written rest = ht_written_inside(array);
    while (ht_written_value(&value, &rest)) {
        last = value;
    }
    return last;
}

/* ---- The structure --------------------------------------------------------------------------- */

/* The greatest key of a number tree (7.9.7); -1 when it is empty. */
static long greatest_key(ht_object_file *file, ht_written tree)
{
    ht_written key;
    ht_written value;
    long greatest = -1;
    for (int level = 0; level < MOST_LEVELS; level++) {
        ht_written kids = ht_object_entry(file, tree, "Kids");
        if (!ht_written_is_array(kids)) {
            break;
        }
        tree = ht_object_resolve(file, last_of(kids));
    }
    ht_written rest = ht_written_inside(ht_object_entry(file, tree, "Nums"));
    while (ht_written_value(&key, &rest) && ht_written_value(&value, &rest)) {
        greatest = MAX(greatest, ht_written_number(key));
    }
    return greatest;
}

/* Adds an element to the tree of parents, under a key that is returned. */
static long add_parent(ht_update *update, int root, int element)
{
    ht_object_file *file = ht_update_file(update);
    ht_written tree = ht_update_entry(update, root, "ParentTree");
    ht_written kids = ht_object_entry(file, tree, "Kids");
    long said = ht_written_number(ht_update_entry(update, root, "ParentTreeNextKey"));
    long key = MAX(said, greatest_key(file, tree) + 1);
    ht_written pair = ht_update_words(update, "%ld %d 0 R", key, element);
    if (ht_written_is_array(kids)) {
        int leaf = ht_update_add(update);
        ht_update_put(update, leaf,
                      ht_update_words(update, "<</Limits[%ld %ld]/Nums[%s]>>", key, key, pair.at));
        ht_update_set_in(update, root, "ParentTree", "Kids",
                         ht_update_append(update, kids, ht_update_refer(update, leaf)));
    } else {
        ht_written pairs = ht_object_entry(file, tree, "Nums");
        ht_update_set_in(update, root, "ParentTree", "Nums", ht_update_append(update, pairs, pair));
    }
    ht_update_set(update, root, "ParentTreeNextKey", ht_update_words(update, "%ld", key + 1));
    return key;
}

/* Adds an element for the field: to that of the document where there is just one, else to the root.
 * Its key in the tree of parents is returned. */
static long add_element(ht_update *update, int root, int page, int annotation)
{
    int parent = ht_update_reference(update, root, "K");
    if (parent == 0 || !ht_written_is(ht_update_entry(update, parent, "S"), "/Document")) {
        parent = root;
    }
    int element = ht_update_add(update);
    ht_update_put(
        update, element,
        ht_update_words(update, "<</Type/StructElem/S/Form/P %s/Pg %s/K<</Type/OBJR/Obj %s>>>>",
                        ht_update_refer(update, parent).at, ht_update_refer(update, page).at,
                        ht_update_refer(update, annotation).at));
    ht_written kids = ht_update_entry(update, parent, "K");
    if (!ht_written_is_array(kids)) {
        kids = ht_written_entry(ht_update_value(update, parent), "K");
    }
    ht_update_set(update, parent, "K",
                  ht_update_append(update, kids, ht_update_refer(update, element)));
    return add_parent(update, root, element);
}

/* ---- The field ------------------------------------------------------------------------------- */

/* The page of a field; the first one when there is none. */
static int page_of(const ht_update *update, int field)
{
    int page = field > 0 ? ht_update_reference(update, field, "P") : 0;
    int pages = ht_update_reference(update, ht_form_catalog(update), "Pages");
    return page > 0 ? page : first_page(update, pages);
}

int ht_form_add(ht_update *update, const char *name, int beside)
{
    int catalog = ht_form_catalog(update);
    int structure = ht_update_reference(update, catalog, "StructTreeRoot");
    int page = page_of(update, beside);
    if (!ht_written_is_dictionary(ht_update_value(update, page))) {
        return 0;
    }
    int number = ht_update_add(update);
    ht_written reference = ht_update_refer(update, number);
    ht_written form = ht_update_entry(update, catalog, "AcroForm");
    ht_written fields = ht_object_entry(ht_update_file(update), form, "Fields");
    ht_written annotations = ht_update_entry(update, page, "Annots");
    ht_update_put(update, number,
                  ht_update_words(update,
                                  "<</Type/Annot/Subtype/Widget/FT/Sig/Rect[0 0 0 0]/F %d/T(%s)"
                                  "/TU%s/P %s>>",
                                  FLAGS, name, ht_update_text(update, TITLE).at,
                                  ht_update_refer(update, page).at));
    ht_update_set(update, page, "Annots", ht_update_append(update, annotations, reference));
    ht_update_set_in(update, catalog, "AcroForm", "Fields",
                     ht_update_append(update, fields, reference));
    if (structure > 0 && beside == 0) {
        long key = add_element(update, structure, page, number);
        ht_update_set(update, number, "StructParent", ht_update_words(update, "%ld", key));
        ht_update_set(update, page, "Tabs", ht_update_words(update, "/S"));
    }
    return number;
}
