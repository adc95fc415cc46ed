/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Pages in, a tree of them out whose nodes are small: a reader finds any page of a hundred thousand
 * in a few steps (ISO 32000-1 7.7.3). How many there will be need not be known.
 */

#include "paint/pdf/writer.h"

#define MOST_KIDS 64

typedef struct node {
    int object;
    int count; /* of the pages below it */
} node;

struct ht_page_tree {
    ht_objects *objects;
    GArray *pages; /* node: the pages … */
    GArray *nodes; /* … and their parents, each of MOST_KIDS of them */
};

static GArray *new_nodes(void)
{
    return g_array_new(FALSE, FALSE, sizeof(node));
}

ht_page_tree *ht_page_tree_new(ht_objects *objects)
{
    ht_page_tree *tree = g_new(ht_page_tree, 1);
    *tree = (ht_page_tree){objects, new_nodes(), new_nodes()};
    return tree;
}

/* Adds a kid below the last of the nodes, or a new one when that is full. */
static int add(ht_objects *objects, GArray *kids, GArray *nodes, node kid)
{
    if (kids->len % MOST_KIDS == 0) {
        const node parent = {ht_objects_reserve(objects), 0};
        g_array_append_val(nodes, parent);
    }
    node *parent = &g_array_index(nodes, node, nodes->len - 1);
    parent->count += kid.count;
    g_array_append_val(kids, kid);
    return parent->object;
}

int ht_page_tree_add(ht_page_tree *tree, int page)
{
    return add(tree->objects, tree->pages, tree->nodes, (node){page, 1});
}

/* Puts the nodes above some kids; `above` are their parents, NULL for the root. */
static void put_nodes(ht_objects *objects, const GArray *kids, const GArray *nodes,
                      const GArray *above)
{
    for (guint i = 0; i < nodes->len; i++) {
        const node *n = &g_array_index(nodes, node, i);
        GString *text = g_string_new("<</Type/Pages");
        if (above != NULL) {
            g_string_append_printf(text, "/Parent %d 0 R",
                                   g_array_index(above, node, i / MOST_KIDS).object);
        }
        g_string_append_printf(text, "/Count %d/Kids[", n->count);
        for (guint k = i * MOST_KIDS; k < kids->len && k < (i + 1) * MOST_KIDS; k++) {
            g_string_append_printf(text, "%d 0 R ", g_array_index(kids, node, k).object);
        }
        g_string_append(text, "]>>");
        ht_objects_put(objects, n->object, text->str);
        g_string_free(text, TRUE);
    }
}

int ht_page_tree_put(ht_page_tree *tree)
{
    GArray *kids = tree->pages;
    GArray *nodes = tree->nodes;
    while (nodes->len > 1) {
        GArray *done = new_nodes();
        GArray *above = new_nodes();
        for (guint i = 0; i < nodes->len; i++) {
            add(tree->objects, done, above, g_array_index(nodes, node, i));
        }
        put_nodes(tree->objects, kids, nodes, above);
        g_array_free(kids, TRUE);
        g_array_free(nodes, TRUE);
        kids = done;
        nodes = above;
    }
    if (nodes->len == 0) { /* a file of no pages is one still */
        const node root = {ht_objects_reserve(tree->objects), 0};
        g_array_append_val(nodes, root);
    }
    put_nodes(tree->objects, kids, nodes, NULL);
    int root = g_array_index(nodes, node, 0).object;
    g_array_free(kids, TRUE);
    g_array_free(nodes, TRUE);
    g_free(tree);
    return root;
}
