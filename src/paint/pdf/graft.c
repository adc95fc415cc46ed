/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Objects of a finished file in, the same objects in another file out, with the numbers they have
 * there. The file has a plain cross-reference table and no streams of objects, as Cairo writes them
 * when asked for PDF 1.4, and as this writer does. Streams are copied as they are.
 */

#include "paint/pdf/writer.h"

#include <stdlib.h>
#include <string.h>

#define TRAILER_REACH 1024 /* where startxref is looked for, from the end */
#define MOST_OBJECTS 10000000

struct ht_graft {
    const char *bytes;
    size_t size;
    GArray *offsets;    /* size_t, by number; 0: no such object */
    GHashTable *copies; /* number + 1 -> number there + 1 */
    GArray *waiting;    /* int: numbers whose copies are referred to, and to be put */
    size_t trailer;
};

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == '\0';
}

static bool ends_word(char c)
{
    return is_space(c) || strchr("()<>[]{}/%", c) != NULL;
}

/* The byte at `at`; beyond the end a space. */
static char byte_at(const ht_graft *graft, size_t at)
{
    static const char beyond = ' ';
    return at < graft->size ? graft->bytes[at] : beyond;
}

/* Behind white space and comments. */
static size_t skip_space(const ht_graft *graft, size_t at)
{
    while (at < graft->size && (is_space(graft->bytes[at]) || graft->bytes[at] == '%')) {
        if (graft->bytes[at] == '%') {
            while (at < graft->size && graft->bytes[at] != '\n' && graft->bytes[at] != '\r') {
                at++;
            }
        } else {
            at++;
        }
    }
    return at;
}

/* A whole number at `*at`, which then stands behind it; -1 when there is none. */
static long read_number(const ht_graft *graft, size_t *at)
{
    size_t p = skip_space(graft, *at);
    long value = 0;
    size_t start = p;
    while (p - start < 18 && g_ascii_isdigit(byte_at(graft, p))) {
        value = value * 10 + (byte_at(graft, p++) - '0');
    }
    if (p == start || !ends_word(byte_at(graft, p))) {
        return -1;
    }
    *at = p;
    return value;
}

static bool has_word(const ht_graft *graft, size_t at, const char *word)
{
    size_t size = strlen(word);
    return at + size <= graft->size && memcmp(graft->bytes + at, word, size) == 0;
}

/* "12 0 R": the object, and `*at` behind it; 0 when it is no reference. */
static int read_reference(const ht_graft *graft, size_t *at)
{
    size_t p = *at;
    long number = read_number(graft, &p);
    long generation = number > 0 ? read_number(graft, &p) : -1;
    p = skip_space(graft, p);
    if (generation < 0 || byte_at(graft, p) != 'R' || !ends_word(byte_at(graft, p + 1)) ||
        number >= MOST_OBJECTS) {
        return 0;
    }
    *at = p + 1;
    return (int)number;
}

/* Behind the token at `at`, which is no white space. */
static size_t skip_token(const ht_graft *graft, size_t at)
{
    char c = byte_at(graft, at);
    size_t p = at + 1;
    if (c == '(') {
        for (int level = 1; level > 0 && p < graft->size; p++) {
            level += graft->bytes[p] == '(' ? 1 : graft->bytes[p] == ')' ? -1 : 0;
            p += graft->bytes[p] == '\\';
        }
        return MIN(p, graft->size);
    }
    if (c == '<' && byte_at(graft, p) != '<') {
        while (p < graft->size && graft->bytes[p] != '>') {
            p++;
        }
        return MIN(p + 1, graft->size);
    }
    if (strchr("<>[]", c) != NULL) {
        return (c == '<' || c == '>') && byte_at(graft, p) == c ? p + 1 : p;
    }
    while (p < graft->size && !ends_word(graft->bytes[p])) {
        p++;
    }
    return p;
}

/* ---- The file ------------------------------------------------------------------------------- */

static bool read_table(ht_graft *graft, size_t at)
{
    if (!has_word(graft, at, "xref")) {
        return false;
    }
    at += strlen("xref");
    for (long first = 0; (first = read_number(graft, &at)) >= 0;) {
        long count = read_number(graft, &at);
        if (count < 0 || first + count > MOST_OBJECTS) {
            return false;
        }
        g_array_set_size(graft->offsets, MAX(graft->offsets->len, (guint)(first + count)));
        for (long i = 0; i < count; i++) {
            long offset = read_number(graft, &at);
            bool numbered = offset >= 0 && read_number(graft, &at) >= 0;
            at = skip_space(graft, at);
            if (!numbered) {
                return false;
            }
            bool used = byte_at(graft, at) == 'n' && (size_t)offset < graft->size;
            g_array_index(graft->offsets, size_t, first + i) = used ? (size_t)offset : 0;
            at++;
        }
    }
    graft->trailer = skip_space(graft, at);
    return has_word(graft, graft->trailer, "trailer");
}

ht_graft *ht_graft_open(const uint8_t *bytes, size_t size)
{
    ht_graft *graft = g_new0(ht_graft, 1);
    graft->bytes = (const char *)bytes;
    graft->size = size;
    graft->offsets = g_array_new(FALSE, TRUE, sizeof(size_t));
    graft->copies = g_hash_table_new(g_direct_hash, g_direct_equal);
    graft->waiting = g_array_new(FALSE, FALSE, sizeof(int));
    size_t at = size > TRAILER_REACH ? size - TRAILER_REACH : 0;
    while (at < size && !has_word(graft, at, "startxref")) {
        at++;
    }
    at += strlen("startxref");
    long table = read_number(graft, &at);
    if (table < 0 || !read_table(graft, (size_t)table)) {
        ht_graft_free(graft);
        return NULL;
    }
    return graft;
}

void ht_graft_free(ht_graft *graft)
{
    g_array_free(graft->offsets, TRUE);
    g_array_free(graft->waiting, TRUE);
    g_hash_table_unref(graft->copies);
    g_free(graft);
}

/* Behind "12 0 obj"; SIZE_MAX when there is no such object. */
static size_t object_at(const ht_graft *graft, int object)
{
    bool there = object > 0 && (guint)object < graft->offsets->len;
    size_t at = there ? g_array_index(graft->offsets, size_t, object) : 0;
    if (at == 0 || read_number(graft, &at) != object || read_number(graft, &at) < 0) {
        return SIZE_MAX;
    }
    at = skip_space(graft, at);
    return has_word(graft, at, "obj") ? at + 3 : SIZE_MAX;
}

/* Where the value of a key of the dictionary at `at` begins; SIZE_MAX when it has no such key. */
static size_t find_value(const ht_graft *graft, size_t at, const char *key)
{
    int level = 0;
    size_t size = strlen(key);
    for (at = skip_space(graft, at); at < graft->size; at = skip_space(graft, at)) {
        size_t end = skip_token(graft, at);
        bool open = has_word(graft, at, "<<");
        bool close = has_word(graft, at, ">>");
        level += open || byte_at(graft, at) == '['    ? 1
                 : close || byte_at(graft, at) == ']' ? -1
                                                      : 0;
        if (level == 0) {
            return SIZE_MAX;
        }
        if (level == 1 && byte_at(graft, at) == '/' && end - at == size + 1 &&
            memcmp(graft->bytes + at + 1, key, size) == 0) {
            return skip_space(graft, end);
        }
        at = end;
    }
    return SIZE_MAX;
}

static int reference_in(const ht_graft *graft, size_t at, const char *key)
{
    size_t value = at != SIZE_MAX ? find_value(graft, at, key) : SIZE_MAX;
    if (value == SIZE_MAX) {
        return 0;
    }
    value += byte_at(graft, value) == '[';
    return read_reference(graft, &value);
}

int ht_graft_entry(const ht_graft *graft, int object, const char *key)
{
    return reference_in(graft, object_at(graft, object), key);
}

int ht_graft_catalog(const ht_graft *graft)
{
    return reference_in(graft, graft->trailer + strlen("trailer"), "Root");
}

/* ---- Copies --------------------------------------------------------------------------------- */

void ht_graft_replace(ht_graft *graft, int object, int number)
{
    g_hash_table_insert(graft->copies, GINT_TO_POINTER(object + 1), GINT_TO_POINTER(number + 1));
}

/* The number of an object's copy; one that is new waits to be put. */
static int number_of_copy(ht_graft *graft, ht_objects *to, int object)
{
    int known = GPOINTER_TO_INT(g_hash_table_lookup(graft->copies, GINT_TO_POINTER(object + 1)));
    if (known > 0) {
        return known - 1;
    }
    int number = ht_objects_reserve(to);
    ht_graft_replace(graft, object, number);
    g_array_append_val(graft->waiting, object);
    return number;
}

/* A whole number, or the object that is one; -1 when it is neither. */
static long number_in(const ht_graft *graft, size_t at)
{
    size_t p = at;
    int object = read_reference(graft, &p);
    p = object > 0 ? object_at(graft, object) : at;
    return p == SIZE_MAX ? -1 : read_number(graft, &p);
}

/* The words of an object, with references to copies, and without the length of its stream; `*at` is
 * then behind them, where its stream begins or it ends. */
static bool copy_words(GString *out, ht_graft *graft, ht_objects *to, size_t *at, long *length)
{
    int level = 0;
    size_t p = skip_space(graft, *at);
    while (p < graft->size && !has_word(graft, p, "endobj") && !has_word(graft, p, "stream")) {
        int object = read_reference(graft, &p);
        size_t end = skip_token(graft, p);
        level += has_word(graft, p, "<<") ? 1 : has_word(graft, p, ">>") ? -1 : 0;
        if (object > 0) {
            g_string_append_printf(out, "%d 0 R ", number_of_copy(graft, to, object));
        } else if (level == 1 && end - p == strlen("/Length") && has_word(graft, p, "/Length")) {
            p = skip_space(graft, end);
            *length = number_in(graft, p);
            p = read_reference(graft, &p) > 0 ? p : skip_token(graft, p);
        } else {
            g_string_append_len(out, graft->bytes + p, (gssize)(end - p));
            g_string_append_c(out, ' ');
            p = end;
        }
        p = skip_space(graft, p);
    }
    *at = p;
    return p < graft->size;
}

/* The bytes of a stream whose keyword is at `at`. */
static bool stream_at(ht_slice *out, const ht_graft *graft, size_t at, long length)
{
    at += strlen("stream");
    at += byte_at(graft, at) == '\r';
    at += byte_at(graft, at) == '\n';
    *out = (ht_slice){(const uint8_t *)graft->bytes + at, (size_t)length};
    return length >= 0 && (size_t)length <= graft->size && at <= graft->size - (size_t)length;
}

/* Puts one object under `number`; `more` are entries of a stream's dictionary. */
static bool put_copy(ht_graft *graft, ht_objects *to, int object, int number, const char *more)
{
    ht_slice stream;
    GString *words = g_string_new(NULL);
    long length = -1;
    size_t at = object_at(graft, object);
    bool good = at != SIZE_MAX && copy_words(words, graft, to, &at, &length);
    if (good && has_word(graft, at, "endobj")) {
        ht_objects_put(to, number, words->str);
    } else if (good) {
        good = stream_at(&stream, graft, at, length) && g_str_has_prefix(words->str, "<< ") &&
               g_str_has_suffix(words->str, ">> ");
        if (good) {
            g_string_truncate(words, words->len - strlen(">> "));
            g_string_append(words, more);
            ht_objects_put_raw(to, number, words->str + strlen("<< "), stream.bytes, stream.size);
        }
    }
    g_string_free(words, TRUE);
    return good;
}

static bool put_waiting(ht_graft *graft, ht_objects *to)
{
    bool good = true;
    while (good && graft->waiting->len > 0) {
        int object = g_array_index(graft->waiting, int, graft->waiting->len - 1);
        g_array_set_size(graft->waiting, graft->waiting->len - 1);
        good = put_copy(graft, to, object, number_of_copy(graft, to, object), "");
    }
    return good;
}

int ht_graft_copy(ht_graft *graft, ht_objects *to, int object)
{
    int number = number_of_copy(graft, to, object);
    return put_waiting(graft, to) ? number : 0;
}

int ht_graft_form(ht_graft *graft, ht_objects *to, const char *entries)
{
    int pages = ht_graft_entry(graft, ht_graft_catalog(graft), "Pages");
    int page = ht_graft_entry(graft, pages, "Kids");
    int contents = ht_graft_entry(graft, page, "Contents");
    int resources = ht_graft_entry(graft, page, "Resources");
    if (contents == 0 || resources == 0) {
        return 0;
    }
    int number = ht_objects_reserve(to);
    char *all = g_strdup_printf("/Type/XObject/Subtype/Form%s/Resources %d 0 R", entries,
                                ht_graft_copy(graft, to, resources));
    bool good = put_copy(graft, to, contents, number, all) && put_waiting(graft, to);
    g_free(all);
    return good ? number : 0;
}
