/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Objects and who needs them in; out, units in the order of the annex, and numbers for all. What is
 * no stream goes into streams of objects, which are half as large (ISO 32000-1 7.5.7), but for
 * pages and the catalog; only objects that the same part needs go into one. An object in a stream
 * has a greater number than those outside, as some readers want it.
 */

#include "paint/pdf/linear.h"

#define MOST_PACKED 200 /* objects of a stream */

static ht_linear_part part_of_outline(const ht_linear *linear)
{
    return linear->outline_first ? HT_PART_FIRST : HT_PART_REST;
}

/* Where an object stands. */
static ht_linear_part part_of(const ht_linear *linear, int number)
{
    const ht_use *use = &linear->objects[number].use;
    if (use->outline) {
        return part_of_outline(linear);
    }
    if (use->document || use->first) {
        return use->document ? HT_PART_DOCUMENT : HT_PART_FIRST;
    }
    if (use->pages == HT_MANY_PAGES) {
        return HT_PART_SHARED;
    }
    bool of_page = use->pages == 1 && !use->rest;
    return of_page ? HT_PART_PAGES : use->pages == 1 || use->rest ? HT_PART_REST : HT_PART_NONE;
}

/* True for an object that goes into a stream. One that pages and others need would draw all that is
 * in its stream to these pages. */
static bool is_packed(const ht_linear *linear, int number)
{
    const ht_linear_object *object = &linear->objects[number];
    ht_linear_part part = part_of(linear, number);
    bool together = part == HT_PART_FIRST || (part == HT_PART_SHARED && !object->use.rest) ||
                    (part == HT_PART_REST && object->use.pages == 0);
    return together && !object->stream && !object->page;
}

/* ---- Units ---------------------------------------------------------------------------------- */

static ht_unit *add_unit(ht_linear *linear, ht_linear_part part, bool packed)
{
    const ht_unit unit = {.objects = g_array_new(FALSE, FALSE, sizeof(int)),
                          .packed = packed,
                          .part = part,
                          .text = g_string_new(NULL)};
    g_array_append_val(linear->units, unit);
    return &g_array_index(linear->units, ht_unit, linear->units->len - 1);
}

/* Adds an object to the unit added last. */
static void add_object(ht_linear *linear, int number)
{
    guint last = linear->units->len - 1;
    g_array_append_val(g_array_index(linear->units, ht_unit, last).objects, number);
    linear->objects[number].unit = (int)last;
}

static void add_alone(ht_linear *linear, ht_linear_part part, int number)
{
    add_unit(linear, part, false);
    add_object(linear, number);
}

/* The objects of a part that stand alone, without its pages, which have been added, and the
 * root. */
static void add_loose(ht_linear *linear, ht_linear_part part)
{
    for (int i = 1; i < linear->n_objects; i++) {
        if (part_of(linear, i) == part && !linear->objects[i].page && i != linear->root &&
            !is_packed(linear, i)) {
            add_alone(linear, part, i);
        }
    }
}

/* Adds an object to a stream, to the last one unless that is full or NULL; the one it is in. */
static const ht_unit *pack(ht_linear *linear, ht_linear_part part, const ht_unit *unit, int number)
{
    if (unit == NULL || unit->objects->len == MOST_PACKED) {
        unit = add_unit(linear, part, true);
    }
    add_object(linear, number);
    return unit;
}

/* Streams of the others, those of the outline for themselves: its root goes before all of it. */
static void add_packed(ht_linear *linear, ht_linear_part part, int outline)
{
    const ht_unit *unit = outline > 0 ? pack(linear, part, NULL, outline) : NULL;
    for (int i = 1; i < linear->n_objects; i++) {
        const ht_use *use = &linear->objects[i].use;
        if (part_of(linear, i) == part && use->outline == (outline > 0) && i != outline &&
            is_packed(linear, i)) {
            unit = pack(linear, part, unit, i);
        }
    }
}

/* The outline, if it belongs to that part. */
static void add_outline(ht_linear *linear, ht_linear_part part)
{
    int root = ht_graft_entry(linear->graft, linear->root, "Outlines");
    if (root > 0 && part == part_of_outline(linear)) {
        linear->outline = linear->units->len;
        add_packed(linear, part, root);
        linear->n_outline = linear->units->len - linear->outline;
    }
}

static gint by_page(gconstpointer a, gconstpointer b, gpointer user)
{
    const ht_linear *linear = user;
    int one = *(const int *)a;
    int other = *(const int *)b;
    int pages = linear->objects[one].use.page - linear->objects[other].use.page;
    bool pages_first = linear->objects[one].page != linear->objects[other].page;
    return pages != 0 ? pages : pages_first ? (linear->objects[one].page ? -1 : 1) : one - other;
}

/* Each page but the first, and behind it what it alone needs. */
static void add_pages(ht_linear *linear)
{
    GArray *all = g_array_new(FALSE, FALSE, sizeof(int));
    for (int i = 1; i < linear->n_objects; i++) {
        if (part_of(linear, i) == HT_PART_PAGES) {
            g_array_append_val(all, i);
        }
    }
    g_array_sort_with_data(all, by_page, linear);
    for (guint i = 0; i < all->len; i++) {
        add_alone(linear, HT_PART_PAGES, g_array_index(all, int, i));
    }
    g_array_free(all, TRUE);
}

/* ---- Numbers -------------------------------------------------------------------------------- */

/* Numbers for the units of some parts, … */
static int number_units(ht_linear *linear, ht_linear_part from, ht_linear_part to, int next)
{
    for (size_t i = linear->starts[from]; i < linear->starts[to]; i++) {
        ht_unit *unit = &g_array_index(linear->units, ht_unit, i);
        unit->number = next++;
        if (!unit->packed) {
            linear->objects[g_array_index(unit->objects, int, 0)].number = unit->number;
        }
    }
    return next;
}

/* … and for what is in their streams. */
static int number_packed(ht_linear *linear, ht_linear_part from, ht_linear_part to, int next)
{
    for (size_t i = linear->starts[from]; i < linear->starts[to]; i++) {
        const ht_unit *unit = &g_array_index(linear->units, ht_unit, i);
        for (guint k = 0; unit->packed && k < unit->objects->len; k++) {
            linear->objects[g_array_index(unit->objects, int, k)].number = next++;
        }
    }
    return next;
}

/* The second half of the file first: its table is the older one. */
static void number_all(ht_linear *linear)
{
    ht_linear_numbers *n = &linear->numbers;
    n->main_table = number_units(linear, HT_PART_PAGES, HT_PARTS, 1);
    n->dictionary = number_packed(linear, HT_PART_PAGES, HT_PARTS, n->main_table + 1);
    n->first_table = n->dictionary + 1;
    n->hints = number_units(linear, HT_PART_DOCUMENT, HT_PART_FIRST, n->first_table + 1);
    int next = number_units(linear, HT_PART_FIRST, HT_PART_PAGES, n->hints + 1);
    n->end = number_packed(linear, HT_PART_FIRST, HT_PART_PAGES, next);
}

/* What is added from here on is of that part. */
static void begin_part(ht_linear *linear, ht_linear_part part)
{
    linear->starts[part] = linear->units->len;
}

void ht_linear_divide(ht_linear *linear)
{
    begin_part(linear, HT_PART_DOCUMENT);
    add_alone(linear, HT_PART_DOCUMENT, linear->root);
    add_loose(linear, HT_PART_DOCUMENT);
    begin_part(linear, HT_PART_FIRST);
    add_alone(linear, HT_PART_FIRST, g_array_index(linear->pages, int, 0));
    add_packed(linear, HT_PART_FIRST, 0);
    add_loose(linear, HT_PART_FIRST);
    add_outline(linear, HT_PART_FIRST);
    begin_part(linear, HT_PART_PAGES);
    add_pages(linear);
    begin_part(linear, HT_PART_SHARED);
    add_packed(linear, HT_PART_SHARED, 0);
    add_loose(linear, HT_PART_SHARED);
    begin_part(linear, HT_PART_REST);
    add_loose(linear, HT_PART_REST);
    add_packed(linear, HT_PART_REST, 0);
    add_outline(linear, HT_PART_REST);
    begin_part(linear, HT_PARTS);
    number_all(linear);
}
