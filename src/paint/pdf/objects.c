/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Objects in, a file out: each is written as it comes, where it stands is kept, and the
 * cross-reference table ends the file. The file's identity is the digest of its bytes, where the
 * checksum of a compressed stream stands for it; so the same objects give the same file. After a
 * failed write nothing more is written.
 */

#include "paint/pdf/objects.h"

#include <libdeflate.h>
#include <string.h>

#define LEVEL 6
#define SMALLEST 12
#define CHECKSUM_SIZE 4 /* at the end of a compressed stream (RFC 1950 2.2) */
#define ENOUGH 65536    /* bytes for a write */

struct ht_objects {
    ht_write_fn write;
    void *user;
    GArray *offsets; /* guint64, by number; 0: not put */
    guint64 size;
    GByteArray *pending; /* bytes that were not written yet */
    ht_sha256 *sum;
    struct libdeflate_compressor *compressor;
    bool small; /* streams are compressed as much as can be */
    bool failed;
};

static void write_pending(ht_objects *objects)
{
    GByteArray *pending = objects->pending;
    if (!objects->failed && pending->len > 0) {
        objects->failed = !objects->write(pending->data, pending->len, objects->user);
    }
    g_byte_array_set_size(pending, 0);
}

static void write_bytes(ht_objects *objects, const void *bytes, size_t size)
{
    objects->size += size;
    if (size > ENOUGH) {
        write_pending(objects);
        objects->failed = objects->failed || !objects->write(bytes, size, objects->user);
        return;
    }
    g_byte_array_append(objects->pending, bytes, (guint)size);
    if (objects->pending->len > ENOUGH) {
        write_pending(objects);
    }
}

static void write_text(ht_objects *objects, const char *text)
{
    size_t size = strlen(text);
    write_bytes(objects, text, size);
    ht_sha256_add(objects->sum, text, size);
}

static struct libdeflate_compressor *new_compressor(int level)
{
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(level);
    if (compressor == NULL) {
        g_error("there is no memory to compress"); /* as GLib does */
    }
    return compressor;
}

static void *compress_all(struct libdeflate_compressor *compressor, const void *bytes, size_t size,
                          size_t *packed)
{
    size_t most = libdeflate_zlib_compress_bound(compressor, size);
    void *room = g_malloc(most);
    *packed = libdeflate_zlib_compress(compressor, bytes, size, room, most);
    return room;
}

void *ht_pdf_compress(const void *bytes, size_t size, size_t *packed)
{
    struct libdeflate_compressor *compressor = new_compressor(SMALLEST);
    void *room = compress_all(compressor, bytes, size, packed);
    libdeflate_free_compressor(compressor);
    return room;
}

ht_objects *ht_objects_new(ht_write_fn write, void *user, ht_pdf_profile profile)
{
    ht_objects *objects = g_new0(ht_objects, 1);
    objects->write = write;
    objects->user = user;
    objects->offsets = g_array_new(FALSE, TRUE, sizeof(guint64));
    g_array_set_size(objects->offsets, 1); /* object 0 is none */
    objects->sum = ht_sha256_new();
    objects->pending = g_byte_array_new();
    objects->small = profile == HT_PDF_SCREEN;
    objects->compressor = new_compressor(objects->small ? SMALLEST : LEVEL);
    write_text(objects, HT_PDF_HEADER);
    return objects;
}

bool ht_objects_are_small(const ht_objects *objects)
{
    return objects->small;
}

int ht_objects_reserve(ht_objects *objects)
{
    g_array_set_size(objects->offsets, objects->offsets->len + 1);
    return (int)objects->offsets->len - 1;
}

static void begin(ht_objects *objects, int number)
{
    char head[32];
    g_array_index(objects->offsets, guint64, number) = objects->size;
    g_snprintf(head, sizeof head, "%d 0 obj\n", number);
    write_text(objects, head);
}

void ht_objects_put(ht_objects *objects, int number, const char *text)
{
    begin(objects, number);
    write_text(objects, text);
    write_text(objects, "\nendobj\n");
}

static void put_bytes(ht_objects *objects, int number, const char *entries, const void *bytes,
                      size_t size)
{
    char length[48];
    begin(objects, number);
    write_text(objects, "<<");
    write_text(objects, entries);
    g_snprintf(length, sizeof length, "/Length %zu>>\nstream\n", size);
    write_text(objects, length);
    write_bytes(objects, bytes, size);
    write_text(objects, "\nendstream\nendobj\n");
}

void ht_objects_put_raw(ht_objects *objects, int number, const char *entries, const void *bytes,
                        size_t size)
{
    ht_sha256_add(objects->sum, bytes, size);
    put_bytes(objects, number, entries, bytes, size);
}

void ht_objects_put_packed(ht_objects *objects, int number, const char *entries, const void *bytes,
                           size_t size)
{
    char *all = g_strconcat(entries, "/Filter/FlateDecode", NULL);
    size_t summed = MIN(size, CHECKSUM_SIZE);
    ht_sha256_add(objects->sum, (const char *)bytes + size - summed, summed);
    put_bytes(objects, number, all, bytes, size);
    g_free(all);
}

void ht_objects_put_stream(ht_objects *objects, int number, const char *entries, const void *bytes,
                           size_t size)
{
    size_t packed = 0;
    void *room = compress_all(objects->compressor, bytes, size, &packed);
    ht_objects_put_packed(objects, number, entries, room, packed);
    g_free(room);
}

static void append_table(GString *out, const GArray *offsets)
{
    g_string_append_printf(out, "xref\n0 %u\n0000000000 65535 f \n", offsets->len);
    for (guint i = 1; i < offsets->len; i++) {
        guint64 offset = g_array_index(offsets, guint64, i);
        const char *form = offset > 0 ? "%010" G_GUINT64_FORMAT " 00000 n \n"
                                      : "%010" G_GUINT64_FORMAT " 65535 f \n";
        g_string_append_printf(out, form, offset);
    }
}

bool ht_objects_finish(ht_objects *objects, int catalog, int info)
{
    GString *tail = g_string_new(NULL);
    char *id = ht_sha256_end(objects->sum);
    append_table(tail, objects->offsets);
    g_string_append_printf(tail,
                           "trailer\n<</Size %u/Root %d 0 R/Info %d 0 R/ID[<%.32s><%.32s>]>>\n",
                           objects->offsets->len, catalog, info, id, id);
    g_string_append_printf(tail, "startxref\n%" G_GUINT64_FORMAT "\n%%%%EOF\n", objects->size);
    write_bytes(objects, tail->str, tail->len);
    write_pending(objects);
    bool ok = !objects->failed;
    g_byte_array_unref(objects->pending);
    g_string_free(tail, TRUE);
    g_array_free(objects->offsets, TRUE);
    libdeflate_free_compressor(objects->compressor);
    g_free(id);
    g_free(objects);
    return ok;
}
