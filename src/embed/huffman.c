/* SPDX-License-Identifier: Apache-2.0 */

/*
 * How often each byte comes in, a code of few bits for the frequent ones out (RFC 1951 3.2.2). It is
 * made once for a face, of some of its glyphs, and serves all of them: what is coded by it can be
 * kept, and put behind anything else that is coded by it, bit by bit.
 */

#include "embed/embed.h"

#include <string.h>

#define MOST_BITS 15
#define LENGTH_BITS 4 /* of a length in the head of a block */
/* Of the alphabet of lengths, those that are none: repetitions, which stand first in the head. */
#define REPETITIONS 3
#define LENGTHS 19
#define DISTANCES 2 /* which no one refers to: no reader misses them */

/* The tree in the making: its leaves by their weight, and behind them what is put together of two
 * nodes, which comes in the order of its weight by itself. */
enum {
    NODES = 2 * HT_HUFFMAN_SYMBOLS - 1,
};

typedef struct tree {
    uint64_t weights[NODES];
    int parents[NODES];
    int leaf;  /* the lightest leaf that is in no node yet … */
    int inner; /* … and the lightest such node */
    int end;   /* of all nodes there are */
} tree;

/* The symbols by their weights. */
static void sort_symbols(uint16_t *symbols, const uint64_t *counts)
{
    for (int i = 0; i < HT_HUFFMAN_SYMBOLS; i++) {
        int at = i;
        for (; at > 0 && counts[symbols[at - 1]] > counts[i]; at--) {
            symbols[at] = symbols[at - 1];
        }
        symbols[at] = (uint16_t)i;
    }
}

/* Takes the lightest node that is in no other yet. */
static int take_lightest(tree *t)
{
    bool inner = t->inner < t->end &&
                 (t->leaf == HT_HUFFMAN_SYMBOLS || t->weights[t->inner] < t->weights[t->leaf]);
    return inner ? t->inner++ : t->leaf++;
}

/* The lengths of Huffman's code; false when one is too long. */
static bool find_lengths(ht_huffman *code, const uint64_t *counts)
{
    tree t = {.inner = HT_HUFFMAN_SYMBOLS, .end = HT_HUFFMAN_SYMBOLS};
    int depths[NODES] = {0};
    uint16_t symbols[HT_HUFFMAN_SYMBOLS];
    sort_symbols(symbols, counts);
    for (int i = 0; i < HT_HUFFMAN_SYMBOLS; i++) {
        t.weights[i] = counts[symbols[i]];
    }
    for (; t.end < NODES; t.end++) {
        int a = take_lightest(&t);
        int b = take_lightest(&t);
        t.weights[t.end] = t.weights[a] + t.weights[b];
        t.parents[a] = t.end;
        t.parents[b] = t.end;
    }
    bool fits = true;
    for (int i = NODES - 2; i >= 0; i--) {
        depths[i] = depths[t.parents[i]] + 1;
        fits = fits && depths[i] <= MOST_BITS;
    }
    for (int i = 0; i < HT_HUFFMAN_SYMBOLS; i++) {
        code->lengths[symbols[i]] = (uint8_t)depths[i];
    }
    return fits;
}

/* Streams take the bits of a code from the highest on, and all else from the lowest. */
static uint16_t turned_round(unsigned bits, unsigned n)
{
    unsigned turned = 0;
    for (unsigned i = 0; i < n; i++) {
        turned |= (bits >> i & 1) << (n - 1 - i);
    }
    return (uint16_t)turned;
}

static void assign_bits(ht_huffman *code)
{
    unsigned next = 0;
    for (unsigned length = 1; length <= MOST_BITS; length++) {
        next <<= 1;
        for (int i = 0; i < HT_HUFFMAN_SYMBOLS; i++) {
            if (code->lengths[i] == length) {
                code->bits[i] = turned_round(next++, length);
            }
        }
    }
}

void ht_huffman_make(ht_huffman *code, const uint64_t counts[HT_HUFFMAN_SYMBOLS])
{
    uint64_t tamed[HT_HUFFMAN_SYMBOLS];
    for (int i = 0; i < HT_HUFFMAN_SYMBOLS; i++) {
        tamed[i] = counts[i] + 1; /* each byte may come */
    }
    while (!find_lengths(code, tamed)) {
        for (int i = 0; i < HT_HUFFMAN_SYMBOLS; i++) {
            tamed[i] = tamed[i] / 2 + 1; /* nearer to each other: the tree is less deep */
        }
    }
    assign_bits(code);
}

/* The head of a last block with a code of its own (RFC 1951 3.2.7). Each length is told by as many
 * bits, so that there is nothing to find out. */
void ht_huffman_put_head(ht_bits *bits, const ht_huffman *code)
{
    ht_bits_put(bits, 1, 1);
    ht_bits_put(bits, 2, 2);
    ht_bits_put(bits, HT_HUFFMAN_SYMBOLS - 257, 5);
    ht_bits_put(bits, DISTANCES - 1, 5);
    ht_bits_put(bits, LENGTHS - 4, 4);
    for (int i = 0; i < LENGTHS; i++) {
        ht_bits_put(bits, i < REPETITIONS ? 0 : LENGTH_BITS, 3);
    }
    for (int i = 0; i < HT_HUFFMAN_SYMBOLS; i++) {
        ht_bits_put(bits, turned_round(code->lengths[i], LENGTH_BITS), LENGTH_BITS);
    }
    for (int i = 0; i < DISTANCES; i++) {
        ht_bits_put(bits, turned_round(1, LENGTH_BITS), LENGTH_BITS);
    }
}

void ht_huffman_put(ht_bits *bits, const ht_huffman *code, const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        ht_bits_put(bits, code->bits[bytes[i]], code->lengths[bytes[i]]);
    }
}

void ht_huffman_put_end(ht_bits *bits, const ht_huffman *code)
{
    ht_bits_put(bits, code->bits[HT_HUFFMAN_END], code->lengths[HT_HUFFMAN_END]);
}

/* ---- Bits ----------------------------------------------------------------------------------- */

void ht_bits_begin(ht_bits *bits, size_t room)
{
    *bits = (ht_bits){.bytes = g_malloc(room + sizeof bits->rest)};
}

/* The words of the other, each moved to where these bits end. */
void ht_bits_append(ht_bits *bits, const uint8_t *other, size_t n_bits)
{
    uint32_t word;
    for (; n_bits >= 32; n_bits -= 32, other += sizeof word) {
        memcpy(&word, other, sizeof word);
        ht_bits_put(bits, GUINT32_FROM_LE(word), 32);
    }
    for (; n_bits > 0; other++) {
        unsigned n = (unsigned)MIN(n_bits, 8);
        ht_bits_put(bits, *other & ((1U << n) - 1), n);
        n_bits -= n;
    }
}

size_t ht_bits_end(ht_bits *bits)
{
    size_t n = 8 * bits->size + bits->n_rest;
    for (; bits->n_rest > 0; bits->n_rest -= MIN(bits->n_rest, 8)) {
        bits->bytes[bits->size++] = (uint8_t)bits->rest;
        bits->rest >>= 8;
    }
    return n;
}
