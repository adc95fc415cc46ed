/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What tells a face, or a file of faces, from every other. The directory of a font file holds the
 * checksum of each of its tables (ISO/IEC 14496-22 4.5), so the whole of it, which may be a hundred
 * megabytes of outlines, need not be read.
 */

#include "font/fontset.h"

#include <stdio.h>
#include <string.h>

#define DIGITS 16
#define HEAD 12 /* of a directory, its number of tables at 4; and of a collection, its faces at 8 */
#define ENTRY 16      /* of a table in a directory */
#define MOST_FACES 64 /* of a collection */

/* As much of a digest as tells a few faces apart; ends it. */
static char *print_of(ht_sha256 *sum)
{
    char *digest = ht_sha256_end(sum);
    char *print = g_strndup(digest, DIGITS);
    g_free(digest);
    return print;
}

char *ht_face_print(const ht_face *face)
{
    static const hb_tag_t tags[] = {HB_TAG('h', 'e', 'a', 'd'), HB_TAG('m', 'a', 'x', 'p')};
    ht_sha256 *sum = ht_sha256_new();
    ht_sha256_add_text(sum, ht_face_name(face));
    for (size_t i = 0; i < G_N_ELEMENTS(tags); i++) {
        unsigned size = 0;
        hb_blob_t *blob = hb_face_reference_table(hb_font_get_face(ht_face_font(face)), tags[i]);
        const char *bytes = hb_blob_get_data(blob, &size);
        ht_sha256_add(sum, bytes, size);
        hb_blob_destroy(blob);
    }
    return print_of(sum);
}

static uint32_t number_at(const guchar *bytes, size_t size)
{
    uint32_t number = 0;
    for (size_t i = 0; i < size; i++) {
        number = number << 8 | bytes[i];
    }
    return number;
}

/* Adds `size` bytes at an offset; false when the file ends before. */
static bool add_bytes(ht_sha256 *sum, FILE *file, long offset, size_t size)
{
    guchar *bytes = g_malloc(size);
    bool good = fseek(file, offset, SEEK_SET) == 0 && fread(bytes, 1, size, file) == size;
    if (good) {
        ht_sha256_add(sum, bytes, size);
    }
    g_free(bytes);
    return good;
}

static bool add_directory(ht_sha256 *sum, FILE *file, long offset)
{
    guchar head[HEAD];
    return fseek(file, offset, SEEK_SET) == 0 && fread(head, 1, HEAD, file) == HEAD &&
           add_bytes(sum, file, offset, HEAD + ENTRY * (size_t)number_at(head + 4, 2));
}

static bool add_file(ht_sha256 *sum, FILE *file)
{
    guchar head[HEAD];
    if (fread(head, 1, HEAD, file) != HEAD) {
        return false;
    }
    if (memcmp(head, "ttcf", 4) != 0) {
        return add_directory(sum, file, 0);
    }
    uint32_t count = MIN(number_at(head + 8, 4), MOST_FACES);
    guchar offsets[4 * MOST_FACES];
    bool good = fread(offsets, 4, count, file) == count;
    for (uint32_t i = 0; i < count && good; i++) {
        good = add_directory(sum, file, (long)number_at(offsets + 4 * (size_t)i, 4));
    }
    return good;
}

char *ht_font_file_print(const char *path)
{
    FILE *file = fopen(path, "rbe");
    if (file == NULL) {
        return NULL;
    }
    ht_sha256 *sum = ht_sha256_new();
    bool good = add_file(sum, file) && fseek(file, 0, SEEK_END) == 0;
    long size = good ? ftell(file) : -1;
    ht_sha256_add(sum, &size, sizeof size);
    fclose(file);
    char *print = print_of(sum);
    if (size < 0) {
        g_clear_pointer(&print, g_free);
    }
    return print;
}
