/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Units with their numbers in, the file out, part after part (ISO 32000-1 F.3). What stands where
 * is known before anything is written: the first parts have the size that they will have. Places in
 * the hints are told as if there were no hint stream.
 */

#include "paint/pdf/linear.h"

#include <string.h>

#define DICTIONARY_SIZE 160 /* it is filled up with blanks */
#define ROW 7               /* bytes of an object in a table: 1, 4 and 2 */
#define END_OF_FIRST "startxref\n0\n%%EOF\n"

/* Where things that are no units are, from the file's beginning. */
typedef struct file_plan {
    size_t dictionary;
    size_t first_table;
    size_t hints;
    size_t hints_size;
    size_t first_end; /* of what page 1 needs */
    size_t main_table;
    size_t end;
} file_plan;

/* Where an object is: in the file, or in a stream of objects. */
typedef struct entry {
    guint8 kind; /* 0: nowhere, 1: at `place`, 2: in object `place`, the index-th */
    guint32 place;
    guint16 index;
} entry;

/* ---- Objects -------------------------------------------------------------------------------- */

/* A whole stream object. */
static void append_stream(GString *out, int number, const char *entries, const void *bytes,
                          size_t size)
{
    g_string_append_printf(out, "%d 0 obj\n<<%s/Length %zu>>\nstream\n", number, entries, size);
    g_string_append_len(out, bytes, (gssize)size);
    g_string_append(out, HT_END_OF_STREAM);
}

/* The same, compressed. */
static void append_packed(GString *out, int number, const char *entries, const void *bytes,
                          size_t size)
{
    size_t packed = 0;
    void *room = ht_pdf_compress(bytes, size, &packed);
    char *all = g_strconcat(entries, "/Filter/FlateDecode", NULL);
    append_stream(out, number, all, room, packed);
    g_free(all);
    g_free(room);
}

static void write_alone(ht_linear *linear, const ht_unit *unit)
{
    ht_written bytes;
    GString *words = g_string_new(NULL);
    int number = g_array_index(unit->objects, int, 0);
    bool stream = linear->objects[number].stream;
    ht_written value = ht_object_value(linear->graft->file, number);
    ht_graft_copy_words(words, linear->graft, NULL, stream ? ht_written_inside(value) : value,
                        stream);
    if (stream && ht_object_stream(&bytes, linear->graft->file, number)) {
        append_stream(unit->text, unit->number, words->str, bytes.at,
                      (size_t)(bytes.end - bytes.at));
    } else {
        g_string_append_printf(unit->text, "%d 0 obj\n%s\nendobj\n", unit->number, words->str);
    }
    g_string_free(words, TRUE);
}

static void write_packed(ht_linear *linear, const ht_unit *unit)
{
    GString *head = g_string_new(NULL);
    GString *bodies = g_string_new(NULL);
    for (guint i = 0; i < unit->objects->len; i++) {
        int number = g_array_index(unit->objects, int, i);
        g_string_append_printf(head, "%d %zu ", linear->objects[number].number, bodies->len);
        ht_graft_copy_words(bodies, linear->graft, NULL,
                            ht_object_value(linear->graft->file, number), false);
        g_string_append_c(bodies, '\n');
    }
    char *entries = g_strdup_printf("/Type/ObjStm/N %u/First %zu", unit->objects->len, head->len);
    g_string_append_len(head, bodies->str, (gssize)bodies->len);
    append_packed(unit->text, unit->number, entries, head->str, head->len);
    g_free(entries);
    g_string_free(head, TRUE);
    g_string_free(bodies, TRUE);
}

static void write_units(ht_linear *linear)
{
    for (int i = 1; i < linear->n_objects; i++) {
        ht_graft_replace(linear->graft, i, linear->objects[i].number);
    }
    for (guint i = 0; i < linear->units->len; i++) {
        const ht_unit *unit = ht_unit_at(linear, i);
        if (unit->packed) {
            write_packed(linear, unit);
        } else {
            write_alone(linear, unit);
        }
    }
}

/* ---- Places --------------------------------------------------------------------------------- */

/* Places for the units of some parts, one behind the other; where they end. */
static size_t place_units(ht_linear *linear, ht_linear_part from, ht_linear_part to, size_t at)
{
    for (size_t i = linear->starts[from]; i < linear->starts[to]; i++) {
        ht_unit_at(linear, i)->offset = at;
        at += ht_unit_at(linear, i)->text->len;
    }
    return at;
}

/* ---- Tables --------------------------------------------------------------------------------- */

/* Where all objects are, by their numbers. The caller frees it. */
static entry *list_entries(const ht_linear *linear, const file_plan *plan)
{
    const ht_linear_numbers *n = &linear->numbers;
    entry *entries = g_new0(entry, (size_t)n->end);
    for (guint i = 0; i < linear->units->len; i++) {
        const ht_unit *unit = ht_unit_at(linear, i);
        entries[unit->number] = (entry){1, (guint32)unit->offset, 0};
        for (guint k = 0; unit->packed && k < unit->objects->len; k++) {
            int number = linear->objects[g_array_index(unit->objects, int, k)].number;
            entries[number] = (entry){2, (guint32)unit->number, (guint16)k};
        }
    }
    entries[0].index = G_MAXUINT16;
    entries[n->dictionary] = (entry){1, (guint32)plan->dictionary, 0};
    entries[n->first_table] = (entry){1, (guint32)plan->first_table, 0};
    entries[n->hints] = (entry){1, (guint32)plan->hints, 0};
    entries[n->main_table] = (entry){1, (guint32)plan->main_table, 0};
    return entries;
}

static void put_row(guint8 row[ROW], const entry *e)
{
    row[0] = e->kind;
    for (int i = 0; i < 4; i++) {
        row[1 + i] = (guint8)(e->place >> (24 - 8 * i));
    }
    row[5] = (guint8)(e->index >> 8);
    row[6] = (guint8)e->index;
}

/* The table of the first half, not compressed: its size does not depend on what it says. */
static void append_first_table(GString *out, const ht_linear *linear, const file_plan *plan,
                               const entry *entries)
{
    const ht_linear_numbers *n = &linear->numbers;
    GByteArray *rows = g_byte_array_new();
    for (int i = n->dictionary; i < n->end; i++) {
        guint8 row[ROW];
        put_row(row, &entries[i]);
        g_byte_array_append(rows, row, ROW);
    }
    char *all = g_strdup_printf(
        "/Type/XRef/W[1 4 2]/Index[%d %d]/Size %d/Prev %010zu/Root %d 0 R/Info %d 0 R/ID[<%.32s><%.32s>]",
        n->dictionary, n->end - n->dictionary, n->end, plan->main_table,
        linear->objects[linear->root].number, linear->objects[linear->info].number, linear->id,
        linear->id);
    append_stream(out, n->first_table, all, rows->data, rows->len);
    g_free(all);
    g_byte_array_unref(rows);
}

/* The table of the second half: each row less the one before, which compresses well (7.4.4.4). */
static void append_main_table(GString *out, const ht_linear *linear, const entry *entries)
{
    const ht_linear_numbers *n = &linear->numbers;
    guint8 before[ROW] = {0};
    GByteArray *rows = g_byte_array_new();
    for (int i = 0; i < n->dictionary; i++) {
        guint8 row[ROW];
        guint8 coded[1 + ROW] = {2};
        put_row(row, &entries[i]);
        for (size_t k = 0; k < ROW; k++) {
            coded[1 + k] = (guint8)(row[k] - before[k]);
        }
        memcpy(before, row, ROW);
        g_byte_array_append(rows, coded, sizeof coded);
    }
    char *all = g_strdup_printf(
        "/Type/XRef/W[1 4 2]/Size %d/DecodeParms<</Predictor 12/Columns %d>>", n->dictionary, ROW);
    append_packed(out, n->main_table, all, rows->data, rows->len);
    g_free(all);
    g_byte_array_unref(rows);
}

/* ---- The file ------------------------------------------------------------------------------- */

/* The linearization parameter dictionary (F.3.3). */
static void append_dictionary(GString *out, const ht_linear *linear, const file_plan *plan)
{
    size_t begin = out->len;
    int page = g_array_index(linear->pages, int, 0);
    g_string_append_printf(
        out, "%d 0 obj\n<</Linearized 1/L %zu/H[%zu %zu]/O %d/E %zu/N %u/T %zu>>",
        linear->numbers.dictionary, plan->end, plan->hints, plan->hints_size,
        linear->objects[page].number, plan->first_end, linear->pages->len, plan->main_table);
    while (out->len - begin < DICTIONARY_SIZE - strlen("\nendobj\n")) {
        g_string_append_c(out, ' ');
    }
    g_string_append(out, "\nendobj\n");
}

/* How large the table of the first half will be. */
static size_t size_of_first_table(const ht_linear *linear)
{
    const file_plan unknown = {0};
    GString *table = g_string_new(NULL);
    entry *entries = g_new0(entry, (size_t)linear->numbers.end);
    append_first_table(table, linear, &unknown, entries);
    size_t size = table->len;
    g_free(entries);
    g_string_free(table, TRUE);
    return size;
}

/* Places for all units, and the hint stream, which moves what stands behind it. */
static void place_all(file_plan *plan, GString *hints, ht_linear *linear)
{
    GByteArray *tables = g_byte_array_new();
    GString *entries = g_string_new(NULL);
    plan->dictionary = strlen(HT_PDF_HEADER);
    plan->first_table = plan->dictionary + DICTIONARY_SIZE;
    size_t begin = plan->first_table + size_of_first_table(linear) + strlen(END_OF_FIRST);
    plan->hints = place_units(linear, HT_PART_DOCUMENT, HT_PART_FIRST, begin);
    place_units(linear, HT_PART_FIRST, HT_PARTS, plan->hints);
    ht_linear_append_hints(tables, entries, linear);
    append_packed(hints, linear->numbers.hints, entries->str, tables->data, tables->len);
    plan->hints_size = hints->len;
    plan->first_end = place_units(linear, HT_PART_FIRST, HT_PART_PAGES, plan->hints + hints->len);
    plan->main_table = place_units(linear, HT_PART_PAGES, HT_PARTS, plan->first_end);
    g_string_free(entries, TRUE);
    g_byte_array_unref(tables);
}

static bool write_text(const GString *text, ht_write_fn write, void *user)
{
    return text->len == 0 || write(text->str, text->len, user);
}

static bool write_parts(const ht_linear *linear, ht_linear_part from, ht_linear_part to,
                        ht_write_fn write, void *user)
{
    bool good = true;
    for (size_t i = linear->starts[from]; i < linear->starts[to] && good; i++) {
        good = write_text(ht_unit_at(linear, i)->text, write, user);
    }
    return good;
}

bool ht_linear_order(ht_linear *linear, ht_write_fn write, void *user)
{
    file_plan plan = {0};
    GString *head = g_string_new(HT_PDF_HEADER);
    GString *hints = g_string_new(NULL);
    GString *tail = g_string_new(NULL);
    write_units(linear);
    place_all(&plan, hints, linear);
    entry *entries = list_entries(linear, &plan);
    append_main_table(tail, linear, entries);
    g_string_append_printf(tail, "startxref\n%zu\n%%%%EOF\n", plan.first_table);
    plan.end = plan.main_table + tail->len;
    append_dictionary(head, linear, &plan);
    append_first_table(head, linear, &plan, entries);
    g_string_append(head, END_OF_FIRST);
    bool good = write_text(head, write, user) &&
                write_parts(linear, HT_PART_DOCUMENT, HT_PART_FIRST, write, user) &&
                write_text(hints, write, user) &&
                write_parts(linear, HT_PART_FIRST, HT_PARTS, write, user) &&
                write_text(tail, write, user);
    g_free(entries);
    g_string_free(head, TRUE);
    g_string_free(hints, TRUE);
    g_string_free(tail, TRUE);
    return good;
}
