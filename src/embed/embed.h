/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_EMBED_H
#define HT_EMBED_H

/*
 * A face and some of its glyphs in, a font program for a PDF file out: compressed, and with no
 * outline altered. A glyph's own program is prepared once and kept with its face, compressed
 * already; a font program is a head and such pieces one after the other.
 *
 *     huffman.c     a code of few bits for what a face's glyphs are made of
 *     pack.c        a zlib stream of pieces that were put in code before
 *     kept.c        what is kept with a face
 *     charstring.c  a glyph of CFF outlines without the subroutines it calls
 *     cff.c         what a CFF table says
 *     cff_write.c   a CFF font of some glyphs
 *     truetype.c    a TrueType font of some glyphs
 *     embed.c       either of them
 */

#include "font/font.h"

#include <glib.h>
#include <string.h>

/* ---- Codes (huffman.c) --------------------------------------------------------------------- */

/* Bits one after the other, the lowest of a byte first (RFC 1951 3.1.1). */
typedef struct ht_bits {
    uint8_t *bytes; /* the caller ends them by g_free */
    size_t size;
    uint64_t rest;   /* bits that fill no word yet … */
    unsigned n_rest; /* … fewer than 32 of them */
} ht_bits;

/* Begins with room for so many bytes, which must do. */
void ht_bits_begin(ht_bits *bits, size_t room);

/* Puts up to 32 bits. */
static inline void ht_bits_put(ht_bits *bits, uint32_t value, unsigned n)
{
    bits->rest |= (uint64_t)value << bits->n_rest;
    bits->n_rest += n;
    if (bits->n_rest >= 32) {
        uint32_t word = GUINT32_TO_LE((uint32_t)bits->rest);
        memcpy(bits->bytes + bits->size, &word, sizeof word);
        bits->size += sizeof word;
        bits->rest >>= 32;
        bits->n_rest -= 32;
    }
}

/* Puts bits that were put together elsewhere, from the first bit of `other` on. */
void ht_bits_append(ht_bits *bits, const uint8_t *other, size_t n_bits);

/* Fills the last byte with zeros; how many bits there were. */
size_t ht_bits_end(ht_bits *bits);

enum {
    HT_HUFFMAN_END = 256, /* behind the bytes: the end of a block */
    HT_HUFFMAN_SYMBOLS,
};

/* What stands for each byte. */
typedef struct ht_huffman {
    uint16_t bits[HT_HUFFMAN_SYMBOLS];
    uint8_t lengths[HT_HUFFMAN_SYMBOLS]; /* 1 to 15 */
} ht_huffman;

/* The code that is best for bytes which come so often. */
void ht_huffman_make(ht_huffman *code, const uint64_t counts[HT_HUFFMAN_SYMBOLS]);

/* A last block of a deflated stream: its head, bytes, its end. */
void ht_huffman_put_head(ht_bits *bits, const ht_huffman *code);
void ht_huffman_put(ht_bits *bits, const ht_huffman *code, const uint8_t *bytes, size_t size);
void ht_huffman_put_end(ht_bits *bits, const ht_huffman *code);

/* ---- Streams of pieces (pack.c) ------------------------------------------------------------ */

/* Some bytes of a zlib stream in a code. */
typedef struct ht_packed {
    uint32_t size;   /* of what it holds … */
    uint32_t adler;  /* … its Adler-32 checksum … */
    uint32_t sum;    /* … and the sum of its big-endian words: a TrueType checksum */
    uint32_t n_bits; /* that follow here */
    uint8_t bytes[];
} ht_packed;

ht_packed *ht_packed_new(const ht_huffman *code, const GByteArray *bytes);

/* The sum of bytes as big-endian words, with zeros behind them. */
uint32_t ht_sum_words(const uint8_t *bytes, size_t size);

/* The zlib stream of pieces in the same code, some of them NULL; the caller ends it. `size` is that
 * of all they hold. */
GByteArray *ht_pack(const ht_huffman *code, const ht_packed *const *pieces, size_t n_pieces,
                    size_t *size);

/* ---- Font programs ------------------------------------------------------------------------- */

typedef enum ht_program_kind {
    HT_PROGRAM_CFF,      /* CID-keyed; the CID of a glyph is its number in the face */
    HT_PROGRAM_TRUETYPE, /* its glyphs are numbered as they stand in `glyphs` */
} ht_program_kind;

typedef struct ht_program {
    ht_program_kind kind;
    GByteArray *packed; /* the caller ends it */
    size_t size;        /* of what is packed */
    GArray *glyphs; /* uint32_t: all glyphs of it, ascending, .notdef first; the caller ends it */
} ht_program;

/* The program of a face with some of its glyphs, in any order, each once. `name` goes into it. False
 * when the outlines are of a kind that no PDF holds (CFF2), or damaged. Any thread. */
bool ht_embed(ht_program *out, const ht_face *face, const uint32_t *glyphs, size_t n_glyphs,
              const char *name);

/* Packs the program anew, as small as can be: it takes longer than all else that is done for it. */
void ht_program_shrink(ht_program *program);

/* ---- Kept with a face (kept.c) -------------------------------------------------------------- */

typedef struct ht_cff ht_cff;

typedef struct ht_kept ht_kept;

/* Appends the program of a glyph; false when that cannot be. */
typedef bool (*ht_glyph_fn)(GByteArray *out, const ht_kept *kept, uint32_t glyph);

struct ht_kept {
    const ht_face *face;
    ht_cff *cff; /* of a face with CFF outlines, else NULL */
    ht_glyph_fn append;
    ht_huffman code;    /* of its glyphs */
    GMutex lock;        /* of … */
    GHashTable *pieces; /* … glyph -> ht_packed */
};

/* What is kept with a face, made when it is asked for first. */
ht_kept *ht_kept_of(const ht_face *face);

/* The program of a glyph, made when it is asked for first; NULL when that cannot be. */
const ht_packed *ht_kept_piece(ht_kept *kept, uint32_t glyph);

/* ---- CFF (charstring.c, cff.c, cff_write.c) ------------------------------------------------ */

/* Bytes of a table. */
typedef struct ht_slice {
    const uint8_t *bytes;
    size_t size;
} ht_slice;

/* Operators of DICTs; those behind the escape 12 have 12 in their upper byte. */
enum {
    HT_CFF_FONT_BBOX = 5,
    HT_CFF_ESCAPE = 12,
    HT_CFF_CHARSET = 15,
    HT_CFF_CHARSTRINGS = 17,
    HT_CFF_PRIVATE = 18,
    HT_CFF_SUBRS = 19,
    HT_CFF_CHARSTRING_TYPE = 0x0C06,
    HT_CFF_FONT_MATRIX = 0x0C07,
    HT_CFF_CID_COUNT = 0x0C22,
    HT_CFF_FD_ARRAY = 0x0C24,
    HT_CFF_FD_SELECT = 0x0C25,
};

/* A CFF INDEX: so many objects of any size. */
typedef struct ht_cff_index {
    ht_slice offsets;
    ht_slice data;
    unsigned offset_size;
    unsigned count;
    size_t end; /* of it, from the beginning of the table */
} ht_cff_index;

/* One of the fonts that a CID-keyed font is made of; other fonts have one. */
typedef struct ht_cff_part {
    ht_slice matrix;     /* operands of its FontMatrix; empty: none */
    GByteArray *private; /* its Private DICT, without the reference to subroutines */
    ht_cff_index subroutines;
} ht_cff_part;

struct ht_cff {
    hb_blob_t *blob;
    ht_slice table;
    ht_cff_index charstrings;
    ht_cff_index subroutines; /* global */
    ht_slice matrix;          /* operands of FontMatrix and FontBBox; empty: none */
    ht_slice box;
    ht_cff_part *parts;
    size_t n_parts;
    ht_slice select; /* which part a glyph is of: FDSelect; empty when there is only one */
};

/* NULL when the table is damaged. */
ht_cff *ht_cff_open(hb_blob_t *blob);
void ht_cff_free(ht_cff *cff);

/* Object `i` of an INDEX; false beyond its end. */
bool ht_cff_index_get(ht_slice *out, const ht_cff_index *index, unsigned i);

/* Which part a glyph is of. */
unsigned ht_cff_part_of(const ht_cff *cff, uint32_t glyph);

/* The charstring of a glyph with the subroutines it calls put in their places; false when it does
 * what no font for print does: arithmetic, accents by seac, calls that are computed. */
bool ht_charstring_flatten(GByteArray *out, const ht_cff *cff, uint32_t glyph);

/* An ht_glyph_fn. */
bool ht_cff_append_glyph(GByteArray *out, const ht_kept *kept, uint32_t glyph);

bool ht_cff_write(ht_program *out, ht_kept *kept, const uint32_t *glyphs, size_t n_glyphs,
                  const char *name);

/* ---- TrueType (truetype.c) ----------------------------------------------------------------- */

/* An ht_glyph_fn, of glyphs with contours of their own. */
bool ht_truetype_append_glyph(GByteArray *out, const ht_kept *kept, uint32_t glyph);

bool ht_truetype_write(ht_program *out, ht_kept *kept, const uint32_t *glyphs, size_t n_glyphs);

/* Sorts glyphs: a GCompareFunc of uint32_t. */
int ht_by_glyph(const void *a, const void *b);

/* ---- Big-endian numbers -------------------------------------------------------------------- */

static inline uint32_t ht_be(const uint8_t *bytes, unsigned size)
{
    uint32_t value = 0;
    for (unsigned i = 0; i < size; i++) {
        value = value << 8 | bytes[i];
    }
    return value;
}

/* Appends the lowest `size` bytes of a number, at most four. */
static inline void ht_be_append(GByteArray *out, uint32_t value, unsigned size)
{
    const uint32_t turned = GUINT32_TO_BE(value);
    g_byte_array_append(out, (const uint8_t *)&turned + sizeof turned - size, size);
}

#endif
