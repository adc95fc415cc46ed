/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A finished file in; out, its objects, the entries of their dictionaries, and what their streams
 * hold. The file has a plain cross-reference table and no streams of objects, as Cairo writes them
 * when asked for PDF 1.4, and as this writer does.
 */

#include "paint/pdf/graft.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define TRAILER_REACH 1024 /* where startxref is looked for, from the end */
#define MOST_OBJECTS 10000000

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
    if (at >= graft->size) {
        return ' ';
    }
    return graft->bytes[at];
}

/* Behind white space and comments. */
size_t ht_graft_skip_space(const ht_graft *graft, size_t at)
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
    size_t p = ht_graft_skip_space(graft, *at);
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

bool ht_graft_has(const ht_graft *graft, size_t at, const char *word)
{
    size_t size = strlen(word);
    return at + size <= graft->size && memcmp(graft->bytes + at, word, size) == 0;
}

/* "12 0 R": the object, and `*at` behind it; 0 when it is no reference. */
int ht_graft_reference(const ht_graft *graft, size_t *at)
{
    size_t p = *at;
    long number = read_number(graft, &p);
    long generation = number > 0 ? read_number(graft, &p) : -1;
    p = ht_graft_skip_space(graft, p);
    if (generation < 0 || byte_at(graft, p) != 'R' || !ends_word(byte_at(graft, p + 1)) ||
        number >= MOST_OBJECTS) {
        return 0;
    }
    *at = p + 1;
    return (int)number;
}

/* Behind the token at `at`, which is no white space. */
size_t ht_graft_skip_token(const ht_graft *graft, size_t at)
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
    if (!ht_graft_has(graft, at, "xref")) {
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
            at = ht_graft_skip_space(graft, at);
            if (!numbered) {
                return false;
            }
            bool used = byte_at(graft, at) == 'n' && (size_t)offset < graft->size;
            g_array_index(graft->offsets, size_t, first + i) = used ? (size_t)offset : 0;
            at++;
        }
    }
    graft->trailer = ht_graft_skip_space(graft, at);
    return ht_graft_has(graft, graft->trailer, "trailer");
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
    while (at < size && !ht_graft_has(graft, at, "startxref")) {
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
size_t ht_graft_object_at(const ht_graft *graft, int object)
{
    bool there = object > 0 && (guint)object < graft->offsets->len;
    size_t at = there ? g_array_index(graft->offsets, size_t, object) : 0;
    if (at == 0 || read_number(graft, &at) != object || read_number(graft, &at) < 0) {
        return SIZE_MAX;
    }
    at = ht_graft_skip_space(graft, at);
    return ht_graft_has(graft, at, "obj") ? at + 3 : SIZE_MAX;
}

/* Where the value of a key of the dictionary at `at` begins; SIZE_MAX when it has no such key. */
static size_t find_value(const ht_graft *graft, size_t at, const char *key)
{
    int level = 0;
    size_t size = strlen(key);
    for (at = ht_graft_skip_space(graft, at); at < graft->size;
         at = ht_graft_skip_space(graft, at)) {
        size_t end = ht_graft_skip_token(graft, at);
        bool open = ht_graft_has(graft, at, "<<");
        bool close = ht_graft_has(graft, at, ">>");
        level += open || byte_at(graft, at) == '['    ? 1
                 : close || byte_at(graft, at) == ']' ? -1
                                                      : 0;
        if (level == 0) {
            return SIZE_MAX;
        }
        if (level == 1 && byte_at(graft, at) == '/' && end - at == size + 1 &&
            memcmp(graft->bytes + at + 1, key, size) == 0) {
            return ht_graft_skip_space(graft, end);
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
    return ht_graft_reference(graft, &value);
}

int ht_graft_entry(const ht_graft *graft, int object, const char *key)
{
    return reference_in(graft, ht_graft_object_at(graft, object), key);
}

int ht_graft_trailer(const ht_graft *graft, const char *key)
{
    return reference_in(graft, graft->trailer + strlen("trailer"), key);
}

void ht_graft_entries(GArray *out, const ht_graft *graft, int object, const char *key)
{
    size_t at = ht_graft_object_at(graft, object);
    size_t value = at != SIZE_MAX ? find_value(graft, at, key) : SIZE_MAX;
    if (value == SIZE_MAX) {
        return;
    }
    value += byte_at(graft, value) == '[';
    for (int found = 0; (found = ht_graft_reference(graft, &value)) > 0;) {
        g_array_append_val(out, found);
    }
}

bool ht_graft_value(GString *out, const ht_graft *graft, int object, const char *key)
{
    size_t at = ht_graft_object_at(graft, object);
    size_t value = at != SIZE_MAX ? find_value(graft, at, key) : SIZE_MAX;
    int level = 0;
    for (size_t p = value; p < graft->size; p = ht_graft_skip_space(graft, p)) {
        size_t end = ht_graft_skip_token(graft, p);
        char c = byte_at(graft, p);
        level += c == '[' || ht_graft_has(graft, p, "<<")   ? 1
                 : c == ']' || ht_graft_has(graft, p, ">>") ? -1
                                                            : 0;
        g_string_append_len(out, graft->bytes + p, (gssize)(end - p));
        if (level <= 0) {
            return true;
        }
        g_string_append_c(out, ' ');
        p = end;
    }
    return false;
}

/* Everything that zlib makes of some bytes; NULL when they are damaged. */
static GByteArray *inflate_all(ht_slice packed)
{
    Bytef room[1 << 14];
    GByteArray *all = g_byte_array_new();
    z_stream z = {.next_in = (Bytef *)(uintptr_t)packed.bytes, .avail_in = (uInt)packed.size};
    int state = inflateInit(&z);
    while (state == Z_OK) {
        z.next_out = room;
        z.avail_out = sizeof room;
        state = inflate(&z, Z_NO_FLUSH);
        g_byte_array_append(all, room, (guint)(sizeof room - z.avail_out));
    }
    inflateEnd(&z);
    if (state != Z_STREAM_END) {
        g_byte_array_unref(all);
        return NULL;
    }
    return all;
}

/* ---- Streams -------------------------------------------------------------------------------- */

/* A whole number, or the object that is one; -1 when it is neither. */
long ht_graft_number_at(const ht_graft *graft, size_t at)
{
    size_t p = at;
    int object = ht_graft_reference(graft, &p);
    p = object > 0 ? ht_graft_object_at(graft, object) : at;
    return p == SIZE_MAX ? -1 : read_number(graft, &p);
}

/* The bytes of a stream whose keyword is at `at`. */
bool ht_graft_stream_at(ht_slice *out, const ht_graft *graft, size_t at, long length)
{
    at += strlen("stream");
    at += byte_at(graft, at) == '\r';
    at += byte_at(graft, at) == '\n';
    *out = (ht_slice){(const uint8_t *)graft->bytes + at, (size_t)length};
    return length >= 0 && (size_t)length <= graft->size && at <= graft->size - (size_t)length;
}

GByteArray *ht_graft_stream(const ht_graft *graft, int object)
{
    ht_slice bytes;
    size_t at = ht_graft_object_at(graft, object);
    size_t length = at != SIZE_MAX ? find_value(graft, at, "Length") : SIZE_MAX;
    if (length == SIZE_MAX) {
        return NULL;
    }
    int level = 0;
    size_t p = ht_graft_skip_space(graft, at);
    do {
        size_t end = ht_graft_skip_token(graft, p);
        level += ht_graft_has(graft, p, "<<") ? 1 : ht_graft_has(graft, p, ">>") ? -1 : 0;
        p = ht_graft_skip_space(graft, end);
    } while (level > 0 && p < graft->size);
    bool there = ht_graft_has(graft, p, "stream") &&
                 ht_graft_stream_at(&bytes, graft, p, ht_graft_number_at(graft, length));
    return there ? inflate_all(bytes) : NULL;
}
