/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A finished file of this writer in; its objects out, what each leads to, and who needs it: which
 * pages, the outline, or all the rest. A page is no part of another one, nor of what only points to
 * it.
 */

#include "paint/pdf/linear.h"

/* Entries of the catalog that a reader wants before all pages (F.3.4). */
static const char *const first_wanted[] = {"AcroForm"};

/* ---- Objects -------------------------------------------------------------------------------- */

/* Appends the references that are written, but for that of a page to its parent. */
static void list_references(GArray *out, ht_written rest, bool page)
{
    ht_written word;
    bool parent = false;
    for (;;) {
        int object = ht_written_take_reference(&rest);
        if (object > 0 && !parent) {
            g_array_append_val(out, object);
        }
        if (object == 0 && !ht_written_word(&word, &rest)) {
            return;
        }
        parent = object == 0 && page && ht_written_is(word, "/Parent");
    }
}

static void read_object(ht_linear *linear, int number)
{
    ht_linear_object *object = &linear->objects[number];
    ht_object_file *file = linear->graft->file;
    ht_written bytes;
    object->references = g_array_new(FALSE, FALSE, sizeof(int));
    list_references(object->references, ht_object_value(file, number), object->page);
    object->stream = ht_object_stream(&bytes, file, number) && bytes.at != NULL;
}

static void read_objects(ht_linear *linear)
{
    for (guint i = 0; i < linear->pages->len; i++) {
        linear->objects[g_array_index(linear->pages, int, i)].page = true;
    }
    for (int i = 0; i < linear->n_objects; i++) {
        read_object(linear, i);
    }
}

/* ---- Who needs what ------------------------------------------------------------------------- */

void ht_linear_follow(ht_linear *linear, const GArray *from)
{
    g_array_set_size(linear->found, 0);
    g_array_set_size(linear->stack, 0);
    linear->turn++;
    for (guint i = from->len; i > 0; i--) {
        g_array_append_val(linear->stack, g_array_index(from, int, i - 1));
    }
    while (linear->stack->len > 0) {
        int number = g_array_index(linear->stack, int, linear->stack->len - 1);
        g_array_set_size(linear->stack, linear->stack->len - 1);
        bool known = number < linear->n_objects && linear->seen[number] != linear->turn;
        bool begins = from->len == 1 && number == g_array_index(from, int, 0);
        if (!known || (linear->objects[number].page && !begins)) {
            continue;
        }
        const GArray *more = linear->objects[number].references;
        linear->seen[number] = linear->turn;
        g_array_append_val(linear->found, number);
        g_array_append_vals(linear->stack, more->data, more->len);
    }
}

static void follow_page(ht_linear *linear, guint index)
{
    GArray *from = g_array_new(FALSE, FALSE, sizeof(int));
    g_array_append_val(from, g_array_index(linear->pages, int, index));
    ht_linear_follow(linear, from);
    for (guint i = 0; i < linear->found->len; i++) {
        ht_use *use = &linear->objects[g_array_index(linear->found, int, i)].use;
        use->first = use->first || index == 0;
        use->page = index > 0 ? (int)index : use->page;
        use->pages = index > 0 ? MIN(use->pages + 1, HT_MANY_PAGES) : use->pages;
    }
    g_array_free(from, TRUE);
}

/* What an entry of the catalog leads to: in linear->found. These references of the catalog are
 * taken out of `rest`. */
static void follow_entry(ht_linear *linear, GArray *rest, const char *key)
{
    ht_written root = ht_object_value(linear->graft->file, linear->root);
    GArray *from = g_array_new(FALSE, FALSE, sizeof(int));
    list_references(from, ht_written_entry(root, key), false);
    for (guint i = 0; i < from->len; i++) {
        for (guint k = rest->len; k > 0; k--) {
            if (g_array_index(rest, int, k - 1) == g_array_index(from, int, i)) {
                g_array_remove_index(rest, k - 1);
            }
        }
    }
    ht_linear_follow(linear, from);
    g_array_free(from, TRUE);
}

static void find_uses(ht_linear *linear)
{
    GArray *rest = g_array_copy(linear->objects[linear->root].references);
    for (guint i = 0; i < linear->pages->len; i++) {
        follow_page(linear, i);
    }
    g_array_append_val(rest, linear->info);
    for (size_t i = 0; i < G_N_ELEMENTS(first_wanted); i++) {
        follow_entry(linear, rest, first_wanted[i]);
        for (guint k = 0; k < linear->found->len; k++) {
            linear->objects[g_array_index(linear->found, int, k)].use.document = true;
        }
    }
    ht_written root = ht_object_value(linear->graft->file, linear->root);
    linear->outline_first = ht_written_is(ht_written_entry(root, "PageMode"), "/UseOutlines");
    follow_entry(linear, rest, "Outlines");
    for (guint i = 0; i < linear->found->len; i++) {
        linear->objects[g_array_index(linear->found, int, i)].use.outline = true;
    }
    ht_linear_follow(linear, rest);
    for (guint i = 0; i < linear->found->len; i++) {
        linear->objects[g_array_index(linear->found, int, i)].use.rest = true;
    }
    linear->objects[linear->root].use = (ht_use){.document = true};
    g_array_free(rest, TRUE);
}

/* ---- The whole ------------------------------------------------------------------------------ */

static void free_linear(ht_linear *linear)
{
    for (int i = 0; i < linear->n_objects; i++) {
        g_array_free(linear->objects[i].references, TRUE);
    }
    for (guint i = 0; i < linear->units->len; i++) {
        const ht_unit *unit = &g_array_index(linear->units, ht_unit, i);
        g_array_free(unit->objects, TRUE);
        g_string_free(unit->text, TRUE);
    }
    g_array_free(linear->units, TRUE);
    g_array_free(linear->pages, TRUE);
    g_array_free(linear->stack, TRUE);
    g_array_free(linear->found, TRUE);
    g_free(linear->objects);
    g_free(linear->seen);
    g_free(linear->id);
    ht_graft_free(linear->graft);
}

bool ht_linear_write(const uint8_t *bytes, size_t size, ht_write_fn write, void *user)
{
    ht_linear linear = {.graft = ht_graft_open(bytes, size)};
    linear.n_objects = ht_object_count(linear.graft->file);
    linear.objects = g_new0(ht_linear_object, (size_t)linear.n_objects);
    linear.seen = g_new0(int, (size_t)linear.n_objects);
    linear.pages = g_array_new(FALSE, FALSE, sizeof(int));
    linear.stack = g_array_new(FALSE, FALSE, sizeof(int));
    linear.found = g_array_new(FALSE, FALSE, sizeof(int));
    linear.units = g_array_new(FALSE, FALSE, sizeof(ht_unit));
    linear.root = ht_graft_trailer(linear.graft, "Root");
    linear.info = ht_graft_trailer(linear.graft, "Info");
    linear.id = ht_sha256_of(bytes, size);
    ht_graft_pages(linear.pages, linear.graft);
    read_objects(&linear);
    find_uses(&linear);
    ht_linear_divide(&linear);
    bool written = ht_linear_order(&linear, write, user);
    free_linear(&linear);
    return written;
}
