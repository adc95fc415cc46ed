/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Headings with their levels in, in order; out, the outline of a file (ISO 32000-1 12.3.3): each
 * below the last one of a higher rank.
 */

#include "paint/pdf/writer.h"

typedef struct item {
    int object;
    int level;
    int parent; /* indices of items, -1: none … */
    int first;
    int last;
    int previous;
    int next;
    int count; /* … and how many are below it */
    int page;
    ht_len top;
    char *title;
} item;

struct ht_outline {
    ht_objects *objects;
    GArray *items;
};

static void clear_item(void *data)
{
    g_free(((item *)data)->title);
}

ht_outline *ht_outline_new(ht_objects *objects)
{
    ht_outline *outline = g_new(ht_outline, 1);
    *outline = (ht_outline){objects, g_array_new(FALSE, FALSE, sizeof(item))};
    g_array_set_clear_func(outline->items, clear_item);
    return outline;
}

static item *at(const ht_outline *outline, int index)
{
    return &g_array_index(outline->items, item, index);
}

void ht_outline_add(ht_outline *outline, int level, const char *title, int page, ht_len top)
{
    int index = (int)outline->items->len;
    int above = index - 1;
    while (above >= 0 && at(outline, above)->level >= level) {
        above = at(outline, above)->parent;
    }
    const item added = {ht_objects_reserve(outline->objects),
                        level,
                        above,
                        -1,
                        -1,
                        -1,
                        -1,
                        0,
                        page,
                        top,
                        g_strdup(title)};
    g_array_append_val(outline->items, added);
    /* The one before it among those below the same. */
    int before = above >= 0 ? at(outline, above)->last : index - 1;
    while (above < 0 && before >= 0 && at(outline, before)->parent >= 0) {
        before = at(outline, before)->parent;
    }
    if (before >= 0) {
        at(outline, before)->next = index;
        at(outline, index)->previous = before;
    }
    for (int up = above; up >= 0; up = at(outline, up)->parent) {
        at(outline, up)->count++;
    }
    if (above >= 0) {
        item *parent = at(outline, above);
        parent->first = parent->first < 0 ? index : parent->first;
        parent->last = index;
    }
}

static void append_reference(GString *out, const ht_outline *outline, const char *key, int index)
{
    if (index >= 0) {
        g_string_append_printf(out, "%s %d 0 R", key, at(outline, index)->object);
    }
}

static void put_item(const ht_outline *outline, const item *i, int root)
{
    GString *text = g_string_new("<</Title");
    ht_pdf_append_text(text, i->title);
    g_string_append_printf(text, "/Parent %d 0 R",
                           i->parent >= 0 ? at(outline, i->parent)->object : root);
    append_reference(text, outline, "/Prev", i->previous);
    append_reference(text, outline, "/Next", i->next);
    append_reference(text, outline, "/First", i->first);
    append_reference(text, outline, "/Last", i->last);
    if (i->count > 0) {
        g_string_append_printf(text, "/Count %d", i->count);
    }
    g_string_append_printf(text, "/Dest[%d 0 R", i->page);
    if (i->top == HT_WHOLE_PAGE) {
        g_string_append(text, "/Fit]>>");
    } else {
        g_string_append(text, "/XYZ null ");
        ht_pdf_append_points(text, i->top);
        g_string_append(text, " null]>>");
    }
    ht_objects_put(outline->objects, i->object, text->str);
    g_string_free(text, TRUE);
}

int ht_outline_put(ht_outline *outline)
{
    int n = (int)outline->items->len;
    int root = n > 0 ? ht_objects_reserve(outline->objects) : 0;
    int last = n - 1;
    for (int i = 0; i < n; i++) {
        put_item(outline, at(outline, i), root);
    }
    while (last >= 0 && at(outline, last)->parent >= 0) {
        last = at(outline, last)->parent;
    }
    if (n > 0) {
        char *text = g_strdup_printf("<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>",
                                     at(outline, 0)->object, at(outline, last)->object, n);
        ht_objects_put(outline->objects, root, text);
        g_free(text);
    }
    g_array_free(outline->items, TRUE);
    g_free(outline);
    return root;
}
