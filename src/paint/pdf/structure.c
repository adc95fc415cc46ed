/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The tags of marks in, in the order they are painted; out, the structure tree of a tagged file (ISO
 * 32000-1 14.7): an element for each tag, which knows its pieces on the pages, and for each page the
 * elements of its pieces. A table gets all of its rows and cells as soon as one of them shows
 * something.
 */

#include "paint/pdf/writer.h"

#include <string.h>

typedef struct element element;

struct element {
    int object;
    const ht_tag *tag;
    element *parent; /* NULL: the document itself */
    GString *kids;
    GString *text; /* of a heading */
    int page;      /* of its first piece, 0 before it */
    ht_len top;    /* of that, from the foot of the page */
    char *box;     /* of a figure */
};

struct ht_structure {
    ht_objects *objects;
    int root;     /* the structure tree … */
    int document; /* … and its one element */
    GString *kids;
    GPtrArray *elements;
    GHashTable *by_tag;
    GString *parents; /* the number tree: of pages, and of annotations */
    int n_keys;
    int page;      /* the object of the page that is painted … */
    GString *refs; /* … and the elements of its pieces */
    int n_pieces;
};

static void free_element(void *item)
{
    element *e = item;
    g_string_free(e->kids, TRUE);
    g_string_free(e->text, TRUE);
    g_free(e->box);
    g_free(e);
}

ht_structure *ht_structure_new(ht_objects *objects)
{
    ht_structure *s = g_new0(ht_structure, 1);
    s->objects = objects;
    s->root = ht_objects_reserve(objects);
    s->document = ht_objects_reserve(objects);
    s->kids = g_string_new(NULL);
    s->elements = g_ptr_array_new_with_free_func(free_element);
    s->by_tag = g_hash_table_new(g_direct_hash, g_direct_equal);
    s->parents = g_string_new(NULL);
    s->refs = g_string_new(NULL);
    return s;
}

/* ---- Elements ------------------------------------------------------------------------------- */

static element *element_of(ht_structure *s, const ht_tag *tag)
{
    element *e = g_hash_table_lookup(s->by_tag, tag);
    if (e != NULL) {
        return e;
    }
    element *parent = tag->parent != NULL ? element_of(s, tag->parent) : NULL;
    e = g_hash_table_lookup(s->by_tag, tag); /* as a part of its parent */
    if (e != NULL) {
        return e;
    }
    e = g_new0(element, 1);
    *e = (element){.object = ht_objects_reserve(s->objects),
                   .tag = tag,
                   .parent = parent,
                   .kids = g_string_new(NULL),
                   .text = g_string_new(NULL)};
    g_hash_table_insert(s->by_tag, (gpointer)tag, e);
    g_ptr_array_add(s->elements, e);
    g_string_append_printf(parent != NULL ? parent->kids : s->kids, "%d 0 R ", e->object);
    for (size_t i = 0; i < tag->n_parts; i++) {
        element_of(s, tag->parts[i]);
    }
    return e;
}

void ht_structure_begin_page(ht_structure *s, int page)
{
    s->page = page;
    s->n_pieces = 0;
    g_string_truncate(s->refs, 0);
}

int ht_structure_end_page(ht_structure *s)
{
    int array = ht_objects_reserve(s->objects);
    char *text = g_strdup_printf("[%s]", s->refs->str);
    ht_objects_put(s->objects, array, text);
    g_free(text);
    g_string_append_printf(s->parents, "%d %d 0 R ", s->n_keys, array);
    return s->n_keys++;
}

void ht_structure_restart(ht_structure *s)
{
    g_hash_table_remove_all(s->by_tag);
}

static char *box_of(const ht_mark *mark, ht_len height)
{
    ht_len wide = mark->turned ? mark->height : mark->width;
    ht_len high = mark->turned ? mark->width : mark->height;
    ht_len top = mark->turned ? mark->y - high : mark->y;
    const ht_len edges[4] = {mark->x, height - top - high, mark->x + wide, height - top};
    GString *box = g_string_new("[");
    for (size_t i = 0; i < 4; i++) {
        ht_pdf_append_points(box, edges[i]);
        g_string_append_c(box, i < 3 ? ' ' : ']');
    }
    return g_string_free(box, FALSE);
}

int ht_structure_add(ht_structure *s, const ht_mark *mark, ht_len height)
{
    element *e = element_of(s, mark->tag);
    if (e->page == 0) {
        e->page = s->page;
        e->top = height - mark->y + (mark->run != NULL ? mark->run->size : 0);
        e->box = mark->tag->kind == HT_TAG_FIGURE ? box_of(mark, height) : NULL;
    }
    if (e->page == s->page) {
        g_string_append_printf(e->kids, "%d ", s->n_pieces);
    } else {
        g_string_append_printf(e->kids, "<</Type/MCR/Pg %d 0 R/MCID %d>>", s->page, s->n_pieces);
    }
    g_string_append_printf(s->refs, "%d 0 R ", e->object);
    return s->n_pieces++;
}

void ht_structure_add_text(ht_structure *s, const ht_mark *mark)
{
    if (mark->tag->kind == HT_TAG_HEADING && mark->run != NULL) {
        g_string_append(element_of(s, mark->tag)->text, mark->run->text);
    }
}

int ht_structure_add_annotation(ht_structure *s, const char *type, int annotation)
{
    int added = ht_objects_reserve(s->objects);
    char *text = g_strdup_printf("<</Type/StructElem/S/%s/P %d 0 R/Pg %d 0 R"
                                 "/K<</Type/OBJR/Obj %d 0 R>>>>",
                                 type, s->document, s->page, annotation);
    ht_objects_put(s->objects, added, text);
    g_free(text);
    g_string_append_printf(s->kids, "%d 0 R ", added);
    g_string_append_printf(s->parents, "%d %d 0 R ", s->n_keys, added);
    return s->n_keys++;
}

/* ---- The tree ------------------------------------------------------------------------------- */

static void append_type(GString *out, const ht_tag *tag)
{
    static const char *const types[] = {
        [HT_TAG_PARAGRAPH] = "P", [HT_TAG_HEADING] = "H", [HT_TAG_FIGURE] = "Figure",
        [HT_TAG_LIST] = "L",      [HT_TAG_ITEM] = "LI",   [HT_TAG_ITEM_BODY] = "LBody",
        [HT_TAG_TABLE] = "Table", [HT_TAG_ROW] = "TR",    [HT_TAG_CELL] = "TD",
    };
    if (tag->kind == HT_TAG_HEADING) {
        g_string_append_printf(out, "/S/H%d", tag->level);
    } else {
        bool head = tag->head_of_column || tag->head_of_row;
        g_string_append_printf(out, "/S/%s", head ? "TH" : types[tag->kind]);
    }
}

static void append_attributes(GString *out, const element *e)
{
    const ht_tag *tag = e->tag;
    if (tag->kind == HT_TAG_FIGURE) {
        bool said = tag->words != NULL && *tag->words != '\0';
        g_string_append(out, "/Alt");
        ht_pdf_append_text(out, said ? tag->words : "图");
        g_string_append_printf(out, "/A<</O/Layout/BBox%s>>",
                               e->box != NULL ? e->box : "[0 0 0 0]");
    }
    if (tag->kind == HT_TAG_CELL) {
        g_string_append(out, "/A<</O/Table");
        g_string_append(out, tag->head_of_column ? "/Scope/Column"
                             : tag->head_of_row  ? "/Scope/Row"
                                                 : "");
        if (tag->span > 1) {
            g_string_append_printf(out, "/ColSpan %d", tag->span);
        }
        if (tag->rows > 1) {
            g_string_append_printf(out, "/RowSpan %d", tag->rows);
        }
        g_string_append(out, ">>");
    }
}

static void put_element(const ht_structure *s, const element *e)
{
    GString *text = g_string_new("<</Type/StructElem");
    append_type(text, e->tag);
    g_string_append_printf(text, "/P %d 0 R", e->parent != NULL ? e->parent->object : s->document);
    if (e->page != 0) {
        g_string_append_printf(text, "/Pg %d 0 R", e->page);
    }
    append_attributes(text, e);
    g_string_append_printf(text, "/K[%s]>>", e->kids->str);
    ht_objects_put(s->objects, e->object, text->str);
    g_string_free(text, TRUE);
}

void ht_structure_put_root(ht_objects *objects, const ht_structure_root *root)
{
    char *text =
        g_strdup_printf("<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>", root->object, root->kids);
    ht_objects_put(objects, root->document, text);
    g_free(text);
    text = g_strdup_printf("<</Type/StructTreeRoot/K %d 0 R/ParentTree<</Nums[%s]>>"
                           "/ParentTreeNextKey %d>>",
                           root->document, root->parents, root->n_keys);
    ht_objects_put(objects, root->object, text);
    g_free(text);
}

int ht_structure_put(ht_structure *s)
{
    for (guint i = 0; i < s->elements->len; i++) {
        put_element(s, g_ptr_array_index(s->elements, i));
    }
    const ht_structure_root root = {s->root, s->document, s->kids->str, s->parents->str, s->n_keys};
    ht_structure_put_root(s->objects, &root);
    return s->root;
}

int ht_structure_put_outline(const ht_structure *s)
{
    ht_outline *outline = ht_outline_new(s->objects);
    for (guint i = 0; i < s->elements->len; i++) {
        const element *e = g_ptr_array_index(s->elements, i);
        if (e->tag->kind == HT_TAG_HEADING && e->page != 0) {
            ht_outline_add(outline, e->tag->level, e->text->str, e->page, e->top);
        }
    }
    return ht_outline_put(outline);
}

void ht_structure_free(ht_structure *s)
{
    g_ptr_array_free(s->elements, TRUE);
    g_hash_table_unref(s->by_tag);
    g_string_free(s->kids, TRUE);
    g_string_free(s->parents, TRUE);
    g_string_free(s->refs, TRUE);
    g_free(s);
}
