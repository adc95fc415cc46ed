/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A file in, its objects out, each by its number: from where the references say that it stands, in
 * the file itself or in a stream of objects (ISO 32000-1 7.5.7), which is unpacked once.
 */

#include "object/sections.h"

#include <string.h>

#define TRAILER_REACH 1024 /* where startxref is looked for, from the end */

static void end_file(void *object)
{
    ht_object_file *file = object;
    g_array_free(file->places, TRUE);
    g_hash_table_unref(file->streams);
}

static void end_stream(gpointer bytes)
{
    if (bytes != NULL) {
        g_byte_array_unref(bytes);
    }
}

/* Where the newest section begins: behind the last "startxref"; -1 when it is not said. */
static long find_section(const char *bytes, size_t size)
{
    static const char word[] = "startxref";
    const size_t length = strlen(word);
    for (size_t back = length; back <= MIN(size, TRAILER_REACH); back++) {
        const char *p = bytes + size - back;
        if (memcmp(p, word, length) == 0) {
            ht_written number;
            ht_written rest = {p + length, bytes + size};
            return ht_written_word(&number, &rest) ? ht_written_number(number) : -1;
        }
    }
    return -1;
}

ht_object_file *ht_object_open(ht_arena *arena, const void *bytes, size_t size)
{
    ht_object_file *file = HT_NEW(arena, ht_object_file);
    *file = (ht_object_file){.arena = arena, .bytes = bytes, .size = size};
    file->places = g_array_new(FALSE, TRUE, sizeof(ht_object_place));
    file->streams = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, end_stream);
    ht_arena_defer(arena, end_file, file);
    long section = find_section(bytes, size);
    bool good = section >= 0 && ht_object_read_sections(file, (size_t)section);
    return good ? file : NULL;
}

ht_written ht_object_trailer(const ht_object_file *file)
{
    return file->trailer;
}

size_t ht_object_section(const ht_object_file *file, bool *stream)
{
    *stream = file->section_stream;
    return file->section;
}

int ht_object_count(const ht_object_file *file)
{
    long said = ht_written_number(ht_written_entry(file->trailer, "Size"));
    return (int)CLAMP(said, (long)file->places->len, HT_MOST_OBJECTS);
}

static ht_object_place place_of(const ht_object_file *file, int number)
{
    bool known = number > 0 && (guint)number < file->places->len;
    return known ? g_array_index(file->places, ht_object_place, number)
                 : (ht_object_place){.kind = HT_PLACE_UNKNOWN};
}

int ht_object_generation(const ht_object_file *file, int number)
{
    const ht_object_place place = place_of(file, number);
    return place.kind == HT_PLACE_FILE ? place.nth : 0;
}

/* ---- Objects of the file --------------------------------------------------------------------- */

int ht_object_take_head(ht_written *rest)
{
    ht_written words[3];
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        bool there = ht_written_word(&words[i], rest);
        if (!there || (i < 2 ? ht_written_number(words[i]) < 0 : !ht_written_is(words[i], "obj"))) {
            return 0;
        }
    }
    long number = ht_written_number(words[0]);
    return number <= HT_MOST_OBJECTS ? (int)number : 0;
}

/* An object that stands in the file, and what is behind it there. */
static bool find_in_file(ht_written *value, ht_written *rest, const ht_object_file *file,
                         int number)
{
    const ht_object_place place = place_of(file, number);
    if (place.kind != HT_PLACE_FILE || place.at >= file->size) {
        return false;
    }
    *rest = (ht_written){file->bytes + place.at, file->bytes + file->size};
    return ht_object_take_head(rest) == number && ht_written_value(value, rest);
}

bool ht_object_stream_behind(ht_written *bytes, ht_object_file *file, ht_written dictionary,
                             ht_written rest)
{
    ht_written word;
    *bytes = HT_NOTHING;
    if (!ht_written_word(&word, &rest) || !ht_written_is(word, "stream")) {
        return true;
    }
    long length = ht_written_number(ht_object_entry(file, dictionary, "Length"));
    rest.at += rest.at < rest.end && *rest.at == '\r';
    rest.at += rest.at < rest.end && *rest.at == '\n';
    if (length < 0 || length > rest.end - rest.at) {
        return false;
    }
    *bytes = (ht_written){rest.at, rest.at + length};
    return true;
}

bool ht_object_stream(ht_written *bytes, ht_object_file *file, int number)
{
    ht_written dictionary;
    ht_written rest;
    *bytes = HT_NOTHING;
    return !find_in_file(&dictionary, &rest, file, number) ||
           ht_object_stream_behind(bytes, file, dictionary, rest);
}

GByteArray *ht_object_contents(ht_object_file *file, int number)
{
    ht_written bytes;
    ht_written rest;
    ht_written dictionary;
    bool there = find_in_file(&dictionary, &rest, file, number) &&
                 ht_object_stream_behind(&bytes, file, dictionary, rest) && bytes.at != NULL;
    return there ? ht_object_unpack(file, dictionary, bytes) : NULL;
}

/* ---- Objects in streams ---------------------------------------------------------------------- */

/* More than the streams of objects of any file hold, though a small file may claim more. */
#define MOST_HELD ((size_t)64 << 20)

/* What a stream of objects holds; nothing when it is none, or those before hold too much. Nothing
 * that is needed to unpack it may stand in such a stream (7.5.7). */
static ht_written unpacked(ht_object_file *file, int number)
{
    gpointer key = GINT_TO_POINTER(number);
    bool may_unpack = !file->unpacking && file->held <= MOST_HELD;
    if (may_unpack && !g_hash_table_contains(file->streams, key)) {
        file->unpacking = true;
        GByteArray *held = ht_object_contents(file, number);
        file->unpacking = false;
        file->held += held != NULL ? held->len : 0;
        g_hash_table_insert(file->streams, key, held);
    }
    const GByteArray *all = g_hash_table_lookup(file->streams, key);
    return all != NULL && all->len > 0
               ? (ht_written){(const char *)all->data, (const char *)all->data + all->len}
               : HT_NOTHING;
}

/* Where an object begins in a stream, behind its head, which is pairs of numbers: an object, and
 * that. -1 when it is not there. */
static long find_offset(ht_written head, int number, int nth)
{
    ht_written word;
    for (size_t i = 0; i < 2 * (size_t)nth; i++) {
        if (!ht_written_word(&word, &head)) {
            return -1;
        }
    }
    bool found = ht_written_word(&word, &head) && ht_written_number(word) == number;
    return found && ht_written_word(&word, &head) ? ht_written_number(word) : -1;
}

static ht_written find_in_stream(ht_object_file *file, int number)
{
    const ht_object_place place = place_of(file, number);
    int holder = place.at <= HT_MOST_OBJECTS ? (int)place.at : 0;
    if (place_of(file, holder).kind != HT_PLACE_FILE) {
        return HT_NOTHING;
    }
    ht_written value;
    ht_written rest = unpacked(file, holder);
    long first = ht_written_number(ht_object_entry(file, ht_object_value(file, holder), "First"));
    if (rest.at == NULL || first < 0 || first > rest.end - rest.at) {
        return HT_NOTHING;
    }
    long offset = find_offset((ht_written){rest.at, rest.at + first}, number, place.nth);
    if (offset < 0 || offset > rest.end - rest.at - first) {
        return HT_NOTHING;
    }
    rest.at += first + offset;
    return ht_written_value(&value, &rest) ? value : HT_NOTHING;
}

ht_written ht_object_value(ht_object_file *file, int number)
{
    ht_written value;
    ht_written rest;
    if (place_of(file, number).kind == HT_PLACE_STREAM) {
        return find_in_stream(file, number);
    }
    return find_in_file(&value, &rest, file, number) ? value : HT_NOTHING;
}

/* References to references are followed so far. */
#define MOST_STEPS 8

ht_written ht_object_resolve(ht_object_file *file, ht_written value)
{
    for (int i = 0; i < MOST_STEPS; i++) {
        int number = ht_written_reference(value);
        if (number == 0) {
            return ht_written_is(value, "null") ? HT_NOTHING : value;
        }
        value = ht_object_value(file, number);
    }
    return HT_NOTHING;
}

ht_written ht_object_entry(ht_object_file *file, ht_written dictionary, const char *key)
{
    ht_written whole = ht_object_resolve(file, dictionary);
    return ht_object_resolve(file, ht_written_entry(whole, key));
}
