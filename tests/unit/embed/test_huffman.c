/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Streams of pieces, read back by zlib: bytes in, the same bytes out, wherever the pieces begin.
 */

#include "embed/embed.h"

#include <string.h>
#include <zlib.h>

static GByteArray *bytes_of(const void *bytes, size_t size)
{
    GByteArray *out = g_byte_array_new();
    g_byte_array_append(out, bytes, (guint)size);
    return out;
}

/* The code of a text, from how often its bytes come. */
static void make_code(ht_huffman *code, const char *text)
{
    uint64_t counts[HT_HUFFMAN_SYMBOLS] = {0};
    for (const char *p = text; *p != '\0'; p++) {
        counts[(unsigned char)*p]++;
    }
    ht_huffman_make(code, counts);
}

static void test_frequent_bytes_are_short(void)
{
    ht_huffman code;
    make_code(&code, "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeex");
    g_assert_cmpuint(code.lengths['e'], <, code.lengths['x']);
    g_assert_cmpuint(code.lengths['x'], <=, code.lengths['q']);
}

/* Each code has its place in the tree and no place is empty: the sum of 2^-length is 1. */
static void expect_whole(const ht_huffman *code)
{
    unsigned sum = 0;
    for (int i = 0; i < HT_HUFFMAN_SYMBOLS; i++) {
        g_assert_cmpuint(code->lengths[i], >=, 1);
        g_assert_cmpuint(code->lengths[i], <=, 15);
        sum += 1U << (15 - code->lengths[i]);
    }
    g_assert_cmpuint(sum, ==, 1U << 15);
}

/* Counts like Fibonacci's numbers make the deepest tree there is. */
static void test_no_code_is_too_long(void)
{
    uint64_t counts[HT_HUFFMAN_SYMBOLS] = {1, 1};
    ht_huffman code;
    for (int i = 2; i < 60; i++) {
        counts[i] = counts[i - 1] + counts[i - 2];
    }
    ht_huffman_make(&code, counts);
    expect_whole(&code);
    ht_huffman_make(&code, (const uint64_t[HT_HUFFMAN_SYMBOLS]){0});
    expect_whole(&code);
}

static void test_pieces_make_a_stream(void)
{
    static const char *const texts[] = {"the first piece", "", "x", "a third, after an empty one"};
    const ht_packed *pieces[G_N_ELEMENTS(texts) + 1];
    ht_packed *own[G_N_ELEMENTS(texts)];
    ht_huffman code;
    make_code(&code, "some other text, of which the code is made");
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        GByteArray *bytes = bytes_of(texts[i], strlen(texts[i]));
        own[i] = ht_packed_new(&code, bytes);
        pieces[i] = own[i];
        g_byte_array_unref(bytes);
    }
    pieces[G_N_ELEMENTS(texts)] = NULL; /* a blank glyph */
    size_t size = 0;
    GByteArray *stream = ht_pack(&code, pieces, G_N_ELEMENTS(pieces), &size);
    char back[256] = {0};
    uLongf room = sizeof back;
    g_assert_cmpint(uncompress((Bytef *)back, &room, stream->data, stream->len), ==, Z_OK);
    g_assert_cmpstr(back, ==, "the first piecexa third, after an empty one");
    g_assert_cmpuint(size, ==, room);
    g_byte_array_unref(stream);
    for (size_t i = 0; i < G_N_ELEMENTS(own); i++) {
        g_free(own[i]);
    }
}

/* Pieces of all sizes, of all bytes: every way a piece may begin within a byte. */
static void test_pieces_begin_anywhere(void)
{
    const ht_packed *pieces[300];
    GByteArray *all = g_byte_array_new();
    ht_huffman code;
    make_code(&code, "\x01\x01\x01\x01\x02\x02\x03");
    for (unsigned i = 0; i < G_N_ELEMENTS(pieces); i++) {
        GByteArray *bytes = g_byte_array_new();
        for (unsigned at = 0; at < i; at++) {
            const guint8 byte = (guint8)(i * 7 + at * at);
            g_byte_array_append(bytes, &byte, 1);
        }
        g_byte_array_append(all, bytes->data, bytes->len);
        pieces[i] = ht_packed_new(&code, bytes);
        g_byte_array_unref(bytes);
    }
    size_t size = 0;
    GByteArray *stream = ht_pack(&code, pieces, G_N_ELEMENTS(pieces), &size);
    uLongf room = all->len;
    guint8 *back = g_malloc(room);
    g_assert_cmpint(uncompress(back, &room, stream->data, stream->len), ==, Z_OK);
    g_assert_cmpuint(room, ==, all->len);
    g_assert_true(memcmp(back, all->data, room) == 0);
    g_free(back);
    g_byte_array_unref(stream);
    g_byte_array_unref(all);
    for (unsigned i = 0; i < G_N_ELEMENTS(pieces); i++) {
        g_free((gpointer)(uintptr_t)pieces[i]);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/embed/huffman/frequent", test_frequent_bytes_are_short);
    g_test_add_func("/embed/huffman/depth", test_no_code_is_too_long);
    g_test_add_func("/embed/huffman/stream", test_pieces_make_a_stream);
    g_test_add_func("/embed/huffman/anywhere", test_pieces_begin_anywhere);
    return g_test_run();
}
