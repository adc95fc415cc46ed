/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Objects of a file that change, and new ones, in; out, the file with an update behind its bytes,
 * which stay as they are (ISO 32000-1 7.5.6): the objects, and a section of references to them of
 * the form that the newest section of the file has, a table or a stream.
 */

#include "sign/sign.h"

#include <stdarg.h>
#include <string.h>

struct ht_update {
    ht_arena *arena;
    const char *bytes;
    size_t size;
    ht_object_file *file;
    GTree *values; /* number -> ht_written, in the order of numbers */
    GTree *places; /* number -> where its object begins in the finished file */
    GByteArray *all;
    int next; /* number */
};

static gint compare_numbers(gconstpointer a, gconstpointer b)
{
    int left = GPOINTER_TO_INT(a);
    int right = GPOINTER_TO_INT(b);
    return (left > right) - (left < right);
}

static void end_update(void *object)
{
    ht_update *update = object;
    g_tree_unref(update->values);
    g_tree_unref(update->places);
    g_byte_array_unref(update->all);
}

ht_update *ht_update_new(ht_arena *arena, const char *bytes, size_t size)
{
    ht_update *update = HT_NEW(arena, ht_update);
    *update = (ht_update){.arena = arena, .bytes = bytes, .size = size};
    update->file = ht_object_open(arena, bytes, size);
    update->values = g_tree_new(compare_numbers);
    update->places = g_tree_new(compare_numbers);
    update->all = g_byte_array_new();
    update->next = update->file != NULL ? ht_object_count(update->file) : 0;
    ht_arena_defer(arena, end_update, update);
    return update;
}

ht_object_file *ht_update_file(const ht_update *update)
{
    return update->file;
}

/* ---- Values ---------------------------------------------------------------------------------- */

static ht_written keep(ht_update *update, const char *bytes, size_t size)
{
    const char *kept = ht_arena_strndup(update->arena, bytes, size);
    return (ht_written){kept, kept + size};
}

ht_written ht_update_words(ht_update *update, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *words = g_strdup_vprintf(format, args);
    va_end(args);
    ht_written kept = keep(update, words, strlen(words));
    g_free(words);
    return kept;
}

ht_written ht_update_refer(ht_update *update, int number)
{
    return ht_update_words(update, "%d %d R", number, ht_object_generation(update->file, number));
}

static void append_value(GString *out, ht_written value)
{
    if (value.at != value.end) {
        g_string_append_len(out, value.at, value.end - value.at);
    }
}

/* A dictionary with an entry that is that; what is none gets to be one. A new entry comes first, so
 * that it is found whatever is wrong with others. */
static ht_written with_entry(ht_update *update, ht_written dictionary, const char *key,
                             ht_written value)
{
    ht_written whole =
        ht_written_is_dictionary(dictionary) ? dictionary : ht_update_words(update, "<<>>");
    ht_written old = ht_written_entry(whole, key);
    GString *all = g_string_new(NULL);
    if (old.at == old.end) {
        g_string_append_printf(all, "<</%s", key);
        old.end = whole.at + strlen("<<");
    } else {
        append_value(all, (ht_written){whole.at, old.at});
    }
    g_string_append_c(all, ' ');
    append_value(all, value);
    append_value(all, (ht_written){old.end, whole.end});
    ht_written kept = keep(update, all->str, all->len);
    g_string_free(all, TRUE);
    return kept;
}

ht_written ht_update_append(ht_update *update, ht_written array, ht_written more)
{
    GString *all = g_string_new("[");
    append_value(all, ht_written_is_array(array) ? ht_written_inside(array) : array);
    g_string_append_c(all, ' ');
    append_value(all, more);
    g_string_append_c(all, ']');
    ht_written kept = keep(update, all->str, all->len);
    g_string_free(all, TRUE);
    return kept;
}

/* ---- Objects --------------------------------------------------------------------------------- */

int ht_update_add(ht_update *update)
{
    return update->next++;
}

void ht_update_put(ht_update *update, int number, ht_written value)
{
    ht_written *kept = HT_NEW(update->arena, ht_written);
    *kept = value;
    g_tree_replace(update->values, GINT_TO_POINTER(number), kept);
}

ht_written ht_update_value(const ht_update *update, int number)
{
    const ht_written *value = g_tree_lookup(update->values, GINT_TO_POINTER(number));
    return value != NULL ? *value : ht_object_value(update->file, number);
}

/* An entry as it is written. */
static ht_written entry_of(const ht_update *update, int number, const char *key)
{
    return ht_written_entry(ht_update_value(update, number), key);
}

int ht_update_reference(const ht_update *update, int number, const char *key)
{
    return ht_written_reference(entry_of(update, number, key));
}

ht_written ht_update_entry(const ht_update *update, int number, const char *key)
{
    ht_written value = entry_of(update, number, key);
    int object = ht_written_reference(value);
    return object > 0 ? ht_update_value(update, object) : ht_object_resolve(update->file, value);
}

void ht_update_set(ht_update *update, int number, const char *key, ht_written value)
{
    ht_written old = ht_update_value(update, number);
    ht_update_put(update, number, with_entry(update, old, key, value));
}

void ht_update_set_in(ht_update *update, int number, const char *name, const char *key,
                      ht_written value)
{
    ht_written within = entry_of(update, number, name);
    int object = ht_written_reference(within);
    if (object > 0) {
        ht_update_set(update, object, key, value);
    } else {
        ht_update_set(update, number, name, with_entry(update, within, key, value));
    }
}

ht_written ht_update_text(ht_update *update, const char *text)
{
    glong length = 0;
    gunichar2 *units = g_utf8_to_utf16(text, -1, NULL, &length, NULL);
    GString *digits = g_string_new("<FEFF");
    for (glong i = 0; units != NULL && i < length; i++) {
        g_string_append_printf(digits, "%04X", units[i]);
    }
    g_string_append_c(digits, '>');
    ht_written kept = keep(update, digits->str, digits->len);
    g_string_free(digits, TRUE);
    g_free(units);
    return kept;
}

/* ---- The update ------------------------------------------------------------------------------ */

static void append_bytes(ht_update *update, const void *bytes, size_t size)
{
    g_byte_array_append(update->all, bytes, (guint)size);
}

static void append(ht_update *update, const char *text)
{
    append_bytes(update, text, strlen(text));
}

static void append_head(ht_update *update, int number)
{
    g_tree_replace(update->places, GINT_TO_POINTER(number), GSIZE_TO_POINTER(update->all->len));
    append(update, ht_update_words(update, "%d %d obj\n", number,
                                   ht_object_generation(update->file, number))
                       .at);
}

static gboolean append_object(gpointer number, gpointer object, gpointer user)
{
    ht_update *update = user;
    const ht_written *value = object;
    append_head(update, GPOINTER_TO_INT(number));
    append_bytes(update, value->at, (size_t)(value->end - value->at));
    append(update, "\nendobj\n");
    return FALSE;
}

/* What is appended to as references are listed. */
typedef struct listing {
    const ht_update *update;
    GString *table;
    GString *index;   /* of a stream: "3 1 7 1" */
    GByteArray *rows; /* of a stream */
} listing;

#define ROW_WIDTHS "[1 5 2]"

/* Each object has a subsection of its own. */
static gboolean list_object(gpointer key, gpointer place, gpointer user)
{
    listing *l = user;
    int number = GPOINTER_TO_INT(key);
    guint64 at = GPOINTER_TO_SIZE(place);
    int generation = ht_object_generation(l->update->file, number);
    g_string_append_printf(l->table, "%d 1\n%010" G_GUINT64_FORMAT " %05d n \n", number, at,
                           generation);
    g_string_append_printf(l->index, "%d 1 ", number);
    const guint8 row[] = {1,
                          (guint8)(at >> 32),
                          (guint8)(at >> 24),
                          (guint8)(at >> 16),
                          (guint8)(at >> 8),
                          (guint8)at,
                          (guint8)(generation >> 8),
                          (guint8)generation};
    g_byte_array_append(l->rows, row, sizeof row);
    return FALSE;
}

static void append_entry(GString *out, const char *name, ht_written value)
{
    if (value.at != value.end) {
        g_string_append_printf(out, "%s ", name);
        append_value(out, value);
    }
}

/* The entries of the trailer: those of the file, but for what an update changes. The second half of
 * a file's identity is that of its contents (14.4). */
static GString *entries_of_trailer(const ht_update *update)
{
    ht_written trailer = ht_object_trailer(update->file);
    bool stream = false;
    ht_written first;
    ht_written id = ht_written_inside(ht_object_entry(update->file, trailer, "ID"));
    GString *entries = g_string_new(NULL);
    g_string_append_printf(entries, "/Size %d/Prev %zu", update->next,
                           ht_object_section(update->file, &stream));
    append_entry(entries, "/Root", ht_written_entry(trailer, "Root"));
    append_entry(entries, "/Info", ht_written_entry(trailer, "Info"));
    if (ht_written_value(&first, &id)) {
        char *digest =
            ht_sha256_of(update->all->data + update->size, update->all->len - update->size);
        append_entry(entries, "/ID[", first);
        g_string_append_printf(entries, "<%.32s>]", digest);
        g_free(digest);
    }
    return entries;
}

static void append_stream(ht_update *update, const listing *l, const GString *entries)
{
    append(update, "<</Type/XRef/W" ROW_WIDTHS "/Index[");
    append(update, l->index->str);
    append(update, ht_update_words(update, "]/Length %u", l->rows->len).at);
    append_bytes(update, entries->str, entries->len);
    append(update, ">>\nstream\n");
    append_bytes(update, l->rows->data, l->rows->len);
    append(update, "\nendstream\nendobj\n");
}

static void append_table(ht_update *update, const listing *l, const GString *entries)
{
    append(update, "xref\n");
    append(update, l->table->str);
    append(update, "trailer\n<<");
    append_bytes(update, entries->str, entries->len);
    append(update, ">>\n");
}

static void append_section(ht_update *update, bool stream)
{
    int number = stream ? ht_update_add(update) : 0;
    GString *entries = entries_of_trailer(update);
    listing l = {update, g_string_new(NULL), g_string_new(NULL), g_byte_array_new()};
    size_t start = update->all->len;
    if (stream) {
        append_head(update, number); /* it is an object, and refers to itself */
    }
    g_tree_foreach(update->places, list_object, &l);
    if (stream) {
        append_stream(update, &l, entries);
    } else {
        append_table(update, &l, entries);
    }
    append(update, ht_update_words(update, "startxref\n%zu\n%%%%EOF\n", start).at);
    g_byte_array_unref(l.rows);
    g_string_free(l.index, TRUE);
    g_string_free(l.table, TRUE);
    g_string_free(entries, TRUE);
}

GByteArray *ht_update_finish(ht_update *update)
{
    bool stream = false;
    ht_object_section(update->file, &stream);
    append_bytes(update, update->bytes, update->size);
    if (update->bytes[update->size - 1] != '\n') {
        append(update, "\n");
    }
    g_tree_foreach(update->values, append_object, update);
    append_section(update, stream);
    return update->all;
}

size_t ht_update_place(const ht_update *update, int number)
{
    size_t place = GPOINTER_TO_SIZE(g_tree_lookup(update->places, GINT_TO_POINTER(number)));
    const char *head = (const char *)update->all->data + place;
    return place + (size_t)(strchr(head, '\n') + 1 - head);
}
