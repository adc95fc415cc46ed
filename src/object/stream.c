/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The bytes of a stream and its dictionary in; out, what they hold (ISO 32000-1 7.4.4): as they
 * are, or packed by zlib, with differences from the row above as PNG has them.
 */

#include "object/sections.h"

#include <string.h>
#include <zlib.h>

/* More than any stream holds that this program reads. */
#define MOST_BYTES ((size_t)256 << 20)
#define FIRST_PNG 10 /* of the predictors */

/* Everything that zlib makes of some bytes; NULL when they are damaged or too much. */
static GByteArray *inflate_all(ht_written packed)
{
    Bytef room[1 << 14];
    GByteArray *all = g_byte_array_new();
    z_stream z = {.next_in = (Bytef *)(uintptr_t)packed.at,
                  .avail_in = (uInt)MIN((size_t)(packed.end - packed.at), MOST_BYTES)};
    int state = inflateInit(&z);
    while (state == Z_OK && all->len <= MOST_BYTES) {
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

static guint8 paeth(int left, int above, int corner)
{
    int estimate = left + above - corner;
    int by_left = ABS(estimate - left);
    int by_above = ABS(estimate - above);
    int by_corner = ABS(estimate - corner);
    return (guint8)(by_left <= by_above && by_left <= by_corner ? left
                    : by_above <= by_corner                     ? above
                                                                : corner);
}

/* A row of `size` bytes behind its filter, made whole (PNG 9.2); `above` is all zeros for the
 * first. */
static bool restore_row(guint8 *row, const guint8 *above, guint8 filter, size_t size, size_t pixel)
{
    for (size_t i = 0; i < size; i++) {
        int left = i >= pixel ? row[i - pixel] : 0;
        int corner = i >= pixel ? above[i - pixel] : 0;
        const int guesses[] = {0, left, above[i], (left + above[i]) / 2,
                               paeth(left, above[i], corner)};
        if (filter >= G_N_ELEMENTS(guesses)) {
            return false;
        }
        row[i] = (guint8)(row[i] + guesses[filter]);
    }
    return true;
}

/* Rows of a filter and `size` bytes, made whole, without their filters. */
static bool restore_rows(GByteArray *all, size_t size, size_t pixel)
{
    guint8 *zeros = g_malloc0(size);
    const guint8 *above = zeros;
    size_t rows = all->len / (size + 1);
    bool good = true;
    for (size_t i = 0; i < rows && good; i++) {
        guint8 *from = all->data + i * (size + 1);
        guint8 filter = *from;
        guint8 *row = all->data + i * size;
        memmove(row, from + 1, size);
        good = restore_row(row, above, filter, size, pixel);
        above = row;
    }
    g_byte_array_set_size(all, (guint)(rows * size));
    g_free(zeros);
    return good;
}

/* A number of the parameters; `standard` when it is not given. */
static long parameter(ht_object_file *file, ht_written parameters, const char *key, long standard)
{
    long number = ht_written_number(ht_object_entry(file, parameters, key));
    return number >= 0 ? number : standard;
}

/* Undoes what was done before packing. */
static bool restore(GByteArray *all, ht_object_file *file, ht_written parameters)
{
    long predictor = parameter(file, parameters, "Predictor", 1);
    long bits = parameter(file, parameters, "Colors", 1) *
                parameter(file, parameters, "BitsPerComponent", 8);
    long columns = parameter(file, parameters, "Columns", 1);
    bool possible = bits > 0 && bits <= 1024 && columns > 0 && columns <= 1 << 20;
    if (predictor == 1) {
        return true;
    }
    return predictor >= FIRST_PNG && possible &&
           restore_rows(all, (size_t)(bits * columns + 7) / 8, (size_t)(bits + 7) / 8);
}

/* The value, or the only item of an array of one. */
static ht_written only_one(ht_object_file *file, ht_written value)
{
    ht_written item;
    ht_written rest = ht_written_inside(value);
    if (!ht_written_is_array(value) || !ht_written_value(&item, &rest)) {
        return value;
    }
    return ht_written_value(&(ht_written){0}, &rest) ? value : ht_object_resolve(file, item);
}

GByteArray *ht_object_unpack(ht_object_file *file, ht_written dictionary, ht_written bytes)
{
    ht_written filter = only_one(file, ht_object_entry(file, dictionary, "Filter"));
    ht_written parameters = only_one(file, ht_object_entry(file, dictionary, "DecodeParms"));
    GByteArray *all = NULL;
    if (filter.at == filter.end || ht_written_is(filter, "[]")) {
        all = g_byte_array_new();
        g_byte_array_append(all, (const guint8 *)bytes.at, (guint)(bytes.end - bytes.at));
        return all;
    }
    all = ht_written_is(filter, "/FlateDecode") ? inflate_all(bytes) : NULL;
    if (all != NULL && !restore(all, file, parameters)) {
        g_byte_array_unref(all);
        all = NULL;
    }
    return all;
}
