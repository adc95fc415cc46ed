/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_EMBED_H
#define HT_EMBED_H

/*
 * A face and some of its glyphs in, a font program for a PDF file out: compressed, and with no
 * outline altered. A glyph's own program is prepared once and kept with its face, compressed
 * already; a font program is a head and such pieces one after the other.
 *
 *     pack.c        a zlib stream of pieces, some of which were compressed before
 *     kept.c        what is kept with a face
 *     charstring.c  a glyph of CFF outlines without the subroutines it calls
 *     cff.c         what a CFF table says
 *     cff_write.c   a CFF font of some glyphs
 *     truetype.c    a TrueType font of some glyphs
 *     embed.c       either of them
 */

#include "font/font.h"

#include <glib.h>

/* ---- Streams of pieces (pack.c) ------------------------------------------------------------ */

/* A piece of a zlib stream that refers to nothing before it. */
typedef struct ht_packed {
    uint32_t size;   /* of what it holds … */
    uint32_t adler;  /* … its Adler-32 checksum … */
    uint32_t sum;    /* … and the sum of its big-endian words: a TrueType checksum */
    uint32_t packed; /* bytes that follow here */
    uint8_t bytes[];
} ht_packed;

ht_packed *ht_packed_new(const void *bytes, size_t size);

/* The sum of bytes as big-endian words, with zeros behind them. */
uint32_t ht_sum_words(const uint8_t *bytes, size_t size);

/* A stream in the making. */
typedef struct ht_packer {
    GByteArray *out;
    size_t size;    /* of all that went in */
    uint32_t adler; /* of it */
} ht_packer;

void ht_packer_begin(ht_packer *packer);
void ht_packer_add(ht_packer *packer, const ht_packed *piece);
void ht_packer_add_bytes(ht_packer *packer, const GByteArray *bytes);
/* The whole stream; the caller ends it. */
GByteArray *ht_packer_end(ht_packer *packer);

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

/* ---- Kept with a face (kept.c) -------------------------------------------------------------- */

typedef struct ht_cff ht_cff;

typedef struct ht_kept {
    const ht_face *face;
    ht_cff *cff;        /* of a face with CFF outlines, else NULL */
    GMutex lock;        /* of … */
    GHashTable *pieces; /* … glyph -> ht_packed */
} ht_kept;

/* What is kept with a face, made when it is asked for first. */
ht_kept *ht_kept_of(const ht_face *face);

/* The program of a glyph, made by `make` when it is asked for first; NULL when that cannot. */
const ht_packed *ht_kept_piece(ht_kept *kept, uint32_t glyph,
                               ht_packed *(*make)(const ht_kept *kept, uint32_t glyph));

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

bool ht_cff_write(ht_program *out, ht_kept *kept, const uint32_t *glyphs, size_t n_glyphs,
                  const char *name);

/* ---- TrueType (truetype.c) ----------------------------------------------------------------- */

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

/* Appends the lowest `size` bytes of a number. */
static inline void ht_be_append(GByteArray *out, uint32_t value, unsigned size)
{
    for (unsigned i = size; i-- > 0;) {
        uint8_t byte = (uint8_t)(value >> (8 * i));
        g_byte_array_append(out, &byte, 1);
    }
}

#endif
