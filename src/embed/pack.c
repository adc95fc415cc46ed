/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Pieces in, a zlib stream out (RFC 1950) of one block in the code of a face (huffman.c). A piece is
 * kept as the bits of its bytes, which stand in the stream wherever the piece before ends; the
 * checksum of the whole is put together from those of the pieces.
 */

#include "embed/embed.h"

#include <string.h>
#include <zlib.h>

/* What a zlib stream begins with: deflate, a window of 32 KiB, the usual level. */
static const uint8_t head[] = {0x78, 0x9C};
#define CHECKSUM_SIZE 4
/* Room for the head of the block and its end. */
#define HEAD_ROOM 256

uint32_t ht_sum_words(const uint8_t *bytes, size_t size)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < size; i++) {
        sum += (uint32_t)bytes[i] << (8 * (3 - i % 4));
    }
    return sum;
}

ht_packed *ht_packed_new(const ht_huffman *code, const GByteArray *bytes)
{
    ht_bits bits;
    ht_bits_begin(&bits, 2 * (size_t)bytes->len); /* no byte takes more than 15 bits */
    ht_huffman_put(&bits, code, bytes->data, bytes->len);
    size_t n_bits = ht_bits_end(&bits);
    ht_packed *piece = g_malloc(sizeof *piece + bits.size);
    piece->size = bytes->len;
    piece->adler = (uint32_t)adler32(adler32(0, NULL, 0), bytes->data, bytes->len);
    piece->sum = ht_sum_words(bytes->data, bytes->len);
    piece->n_bits = (uint32_t)n_bits;
    memcpy(piece->bytes, bits.bytes, bits.size);
    g_free(bits.bytes);
    return piece;
}

GByteArray *ht_pack(const ht_huffman *code, const ht_packed *const *pieces, size_t n_pieces,
                    size_t *size)
{
    ht_bits bits;
    uint32_t adler = (uint32_t)adler32(0, NULL, 0);
    size_t room = sizeof head + HEAD_ROOM + CHECKSUM_SIZE;
    *size = 0;
    for (size_t i = 0; i < n_pieces; i++) {
        room += pieces[i] != NULL ? pieces[i]->n_bits / 8 + 1 : 0;
    }
    ht_bits_begin(&bits, room);
    for (size_t i = 0; i < sizeof head; i++) {
        ht_bits_put(&bits, head[i], 8);
    }
    ht_huffman_put_head(&bits, code);
    for (size_t i = 0; i < n_pieces; i++) {
        const ht_packed *piece = pieces[i];
        if (piece != NULL) {
            ht_bits_append(&bits, piece->bytes, piece->n_bits);
            adler = (uint32_t)adler32_combine(adler, piece->adler, (z_off_t)piece->size);
            *size += piece->size;
        }
    }
    ht_huffman_put_end(&bits, code);
    ht_bits_end(&bits);
    GByteArray *out = g_byte_array_new_take(bits.bytes, bits.size);
    ht_be_append(out, adler, CHECKSUM_SIZE);
    return out;
}
