/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Sections of references in, the newest first; out, where each object stands. A section is a table
 * (ISO 32000-1 7.5.4), a stream (7.5.8), or a table with a stream beside it, for what is in streams
 * of objects (7.5.8.4). What a newer one says holds.
 */

#include "object/sections.h"

#include <string.h>

/* What is in a stream may be called free by the table beside it. */
static void set_place(ht_object_file *file, long number, const ht_object_place *place)
{
    if (number < 0 || number > HT_MOST_OBJECTS) {
        return;
    }
    if ((guint)number >= file->places->len) {
        g_array_set_size(file->places, (guint)number + 1);
    }
    ht_object_place *known = &g_array_index(file->places, ht_object_place, number);
    bool hidden = known->kind == HT_PLACE_FREE && place->kind == HT_PLACE_STREAM;
    if (known->kind == HT_PLACE_UNKNOWN || hidden) {
        *known = *place;
    }
}

/* ---- Tables --------------------------------------------------------------------------------- */

static long take_number(ht_written *rest)
{
    ht_written word;
    ht_written ahead = *rest;
    long number = ht_written_word(&word, &ahead) ? ht_written_number(word) : -1;
    if (number >= 0) {
        *rest = ahead;
    }
    return number;
}

/* "0000000017 00000 n". */
static bool take_row(ht_object_place *place, ht_written *rest)
{
    ht_written word;
    long offset = take_number(rest);
    long generation = take_number(rest);
    bool whole =
        offset >= 0 && generation >= 0 && generation <= G_MAXUINT16 && ht_written_word(&word, rest);
    bool used = whole && ht_written_is(word, "n") && offset > 0;
    *place =
        (ht_object_place){used ? HT_PLACE_FILE : HT_PLACE_FREE, (int)generation, (size_t)offset};
    return whole;
}

static bool read_table(ht_written *trailer, ht_object_file *file, ht_written rest)
{
    ht_written word;
    ht_object_place place;
    for (long first = 0; (first = take_number(&rest)) >= 0;) {
        long count = take_number(&rest);
        if (count < 0) {
            return false;
        }
        for (long i = 0; i < count; i++) {
            if (!take_row(&place, &rest)) {
                return false;
            }
            set_place(file, first + i, &place);
        }
    }
    return ht_written_word(&word, &rest) && ht_written_is(word, "trailer") &&
           ht_written_value(trailer, &rest) && ht_written_is_dictionary(*trailer);
}

/* ---- Streams -------------------------------------------------------------------------------- */

#define FIELDS 3
#define WIDEST 8 /* of a field, in bytes */

/* How many bytes the fields of a row take: "[1 3 2]". */
static bool read_widths(long *widths, ht_written array)
{
    ht_written rest = ht_written_inside(array);
    for (size_t i = 0; i < FIELDS; i++) {
        widths[i] = take_number(&rest);
        if (widths[i] < 0 || widths[i] > WIDEST) {
            return false;
        }
    }
    return widths[1] > 0;
}

static size_t take_field(const guint8 **p, long width)
{
    size_t value = 0;
    for (long i = 0; i < width; i++) {
        value = value << 8 | *(*p)++;
    }
    return value;
}

/* A row of a stream; without a first field it is of an object in the file. */
static ht_object_place place_of_row(const guint8 *row, const long *widths)
{
    static const ht_place_kind kinds[] = {HT_PLACE_FREE, HT_PLACE_FILE, HT_PLACE_STREAM};
    size_t kind = widths[0] > 0 ? take_field(&row, widths[0]) : 1;
    size_t at = take_field(&row, widths[1]);
    size_t nth = take_field(&row, widths[2]);
    if (kind >= G_N_ELEMENTS(kinds) || nth > G_MAXINT) {
        return (ht_object_place){.kind = HT_PLACE_FREE};
    }
    return (ht_object_place){kinds[kind], (int)nth, at};
}

static bool read_rows(ht_object_file *file, ht_written dictionary, const GByteArray *rows)
{
    long widths[FIELDS];
    char whole[48];
    if (!read_widths(widths, ht_written_entry(dictionary, "W"))) {
        return false;
    }
    size_t size = (size_t)(widths[0] + widths[1] + widths[2]);
    g_snprintf(whole, sizeof whole, "0 %ld",
               ht_written_number(ht_written_entry(dictionary, "Size")));
    ht_written index = ht_written_inside(ht_written_entry(dictionary, "Index"));
    ht_written rest = index.at != NULL ? index : (ht_written){whole, whole + strlen(whole)};
    size_t row = 0;
    for (long first = 0; (first = take_number(&rest)) >= 0;) {
        long count = take_number(&rest);
        for (long i = 0; i < count; i++, row++) {
            if ((row + 1) * size > rows->len) {
                return false;
            }
            const ht_object_place place = place_of_row(rows->data + row * size, widths);
            set_place(file, first + i, &place);
        }
    }
    return true;
}

static bool read_stream(ht_written *dictionary, ht_object_file *file, ht_written rest)
{
    ht_written bytes;
    if (ht_object_take_head(&rest) == 0 || !ht_written_value(dictionary, &rest) ||
        !ht_written_is(ht_written_entry(*dictionary, "Type"), "/XRef") ||
        !ht_object_stream_behind(&bytes, file, *dictionary, rest) || bytes.at == NULL) {
        return false;
    }
    GByteArray *rows = ht_object_unpack(file, *dictionary, bytes);
    bool good = rows != NULL && read_rows(file, *dictionary, rows);
    if (rows != NULL) {
        g_byte_array_unref(rows);
    }
    return good;
}

/* ---- All of them ---------------------------------------------------------------------------- */

static bool read_section(ht_written *trailer, bool *stream, ht_object_file *file, size_t at)
{
    ht_written word;
    if (at >= file->size) {
        return false;
    }
    ht_written rest = {file->bytes + at, file->bytes + file->size};
    ht_written behind = rest;
    *stream = !(ht_written_word(&word, &behind) && ht_written_is(word, "xref"));
    return *stream ? read_stream(trailer, file, rest) : read_table(trailer, file, behind);
}

bool ht_object_read_sections(ht_object_file *file, size_t at)
{
    GHashTable *seen = g_hash_table_new(g_direct_hash, g_direct_equal);
    bool good = true;
    file->section = at;
    for (long next = (long)at; good && next >= 0;) {
        ht_written trailer;
        ht_written beside;
        bool stream = false;
        bool newest = g_hash_table_size(seen) == 0;
        good = g_hash_table_add(seen, GSIZE_TO_POINTER((size_t)next)) &&
               read_section(&trailer, &stream, file, (size_t)next);
        if (good && newest) {
            file->trailer = trailer;
            file->section_stream = stream;
        }
        long hybrid = good ? ht_written_number(ht_written_entry(trailer, "XRefStm")) : -1;
        if (hybrid >= 0) {
            good = read_section(&beside, &stream, file, (size_t)hybrid);
        }
        next = good ? ht_written_number(ht_written_entry(trailer, "Prev")) : -1;
    }
    g_hash_table_unref(seen);
    return good;
}
