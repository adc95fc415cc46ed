/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Pieces in, a zlib stream out (RFC 1950). Each piece ends on a whole byte and refers to nothing
 * before it (a full flush, RFC 1951 3.2.4), so it may be kept and put into any stream; the checksum
 * of the whole is put together from those of the pieces.
 */

#include "embed/embed.h"

#include <string.h>
#include <zlib.h>

#define LEVEL 6
/* Pieces are small: a small window and small tables are quickly cleared. */
#define WINDOW_BITS 12
#define TABLES 5
#define STORED 5 /* bytes before those of a stored block */

/* What a zlib stream begins with: deflate, a window of 32 KiB, the usual level. */
static const uint8_t head[] = {0x78, 0x9C};
/* A last block with nothing in it. */
static const uint8_t last_block[] = {0x03, 0x00};

/* As a block that is not compressed, of less than 64 KiB (RFC 1951 3.2.4). */
static size_t store(uint8_t *to, const void *bytes, size_t size)
{
    const uint8_t head_of_block[STORED] = {0, (uint8_t)size, (uint8_t)(size >> 8), (uint8_t)~size,
                                           (uint8_t)(~size >> 8)};
    memcpy(to, head_of_block, STORED);
    memcpy(to + STORED, bytes, size);
    return STORED + size;
}

/* Compresses into `to`, which has the room that bound() says; what does not become smaller is
 * stored. */
static size_t compress_piece(uint8_t *to, size_t room, const void *bytes, size_t size)
{
    z_stream z = {0};
    if (deflateInit2(&z, LEVEL, Z_DEFLATED, -WINDOW_BITS, TABLES, Z_DEFAULT_STRATEGY) != Z_OK) {
        g_error("zlib has no memory"); /* as GLib does */
    }
    z.next_in = (Bytef *)(uintptr_t)bytes;
    z.avail_in = (uInt)size;
    z.next_out = to;
    z.avail_out = (uInt)room;
    deflate(&z, Z_FULL_FLUSH);
    deflateEnd(&z);
    size_t packed = room - z.avail_out;
    return packed > size + STORED && size <= UINT16_MAX ? store(to, bytes, size) : packed;
}

/* More than deflate makes of anything in this window, with its flush. */
static size_t bound(size_t size)
{
    return size + (size >> 3) + 64;
}

uint32_t ht_sum_words(const uint8_t *bytes, size_t size)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < size; i++) {
        sum += (uint32_t)bytes[i] << (8 * (3 - i % 4));
    }
    return sum;
}

ht_packed *ht_packed_new(const void *bytes, size_t size)
{
    uint8_t *room = g_malloc(bound(size));
    size_t packed = size > 0 ? compress_piece(room, bound(size), bytes, size) : 0;
    ht_packed *piece = g_malloc(sizeof *piece + packed);
    piece->size = (uint32_t)size;
    piece->adler = (uint32_t)adler32(adler32(0, NULL, 0), bytes, (uInt)size);
    piece->sum = ht_sum_words(bytes, size);
    piece->packed = (uint32_t)packed;
    memcpy(piece->bytes, room, packed);
    g_free(room);
    return piece;
}

void ht_packer_begin(ht_packer *packer)
{
    *packer = (ht_packer){g_byte_array_new(), 0, (uint32_t)adler32(0, NULL, 0)};
    g_byte_array_append(packer->out, head, sizeof head);
}

void ht_packer_add(ht_packer *packer, const ht_packed *piece)
{
    g_byte_array_append(packer->out, piece->bytes, piece->packed);
    packer->adler = (uint32_t)adler32_combine(packer->adler, piece->adler, (z_off_t)piece->size);
    packer->size += piece->size;
}

void ht_packer_add_bytes(ht_packer *packer, const GByteArray *bytes)
{
    ht_packed *piece = ht_packed_new(bytes->data, bytes->len);
    ht_packer_add(packer, piece);
    g_free(piece);
}

GByteArray *ht_packer_end(ht_packer *packer)
{
    g_byte_array_append(packer->out, last_block, sizeof last_block);
    ht_be_append(packer->out, packer->adler, 4);
    return packer->out;
}
