/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A glyph's Type 2 charstring in (Adobe Technical Note 5177), the same without calls out: what a
 * subroutine does stands where it was called. Everything else stays byte for byte, so the outline
 * and its hints are those of the face.
 */

#include "embed/embed.h"

#include <string.h>

#define MAX_DEPTH 10 /* of calls, by the specification */
#define MAX_STACK 513
#define MAX_BYTES 65535
/* As much as one number or operator may take, with its mask: the specification allows 96 stems. */
#define SLACK 128

enum {
    HSTEM = 0x01,
    VSTEM = 0x03,
    CALLSUBR = 0x0A,
    RETURN = 0x0B,
    ESCAPE = 0x0C,
    ENDCHAR = 0x0E,
    HSTEMHM = 0x12,
    HINTMASK = 0x13,
    CNTRMASK = 0x14,
    VSTEMHM = 0x17,
    SHORTINT = 0x1C,
    CALLGSUBR = 0x1D,
    FIRST_NUMBER = 0x20,
    FIXED = 0xFF,
    /* Behind ESCAPE: only the curves of flex are drawn. */
    FIRST_FLEX = 0x22,
    LAST_FLEX = 0x25,
};

typedef struct flattening {
    const ht_cff_index *global;
    const ht_cff_index *local;
    uint8_t *out;    /* room for MAX_BYTES and SLACK … */
    size_t size;     /* … and what is there */
    size_t depth;    /* numbers on the stack */
    int value;       /* of the last, when it is a whole number … */
    size_t value_at; /* … which was written here … */
    bool has_value;  /* … just now */
    size_t stems;
    bool ended;
} flattening;

static bool flatten(flattening *f, ht_slice code, int level);

/* A few bytes at a time, for which a call of memcpy() would be too much. */
static void append(flattening *f, const uint8_t *p, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        f->out[f->size + i] = p[i];
    }
    f->size += size;
}

/* A number at `p`: its size, 0 when it is cut off. */
static size_t read_number(int *value, bool *whole, const uint8_t *p, size_t left)
{
    size_t size = p[0] == SHORTINT ? 3 : p[0] == FIXED ? 5 : p[0] < 247 ? 1 : 2;
    if (size > left) {
        return 0;
    }
    *whole = p[0] != FIXED;
    if (p[0] == SHORTINT) {
        *value = (int16_t)ht_be(p + 1, 2);
    } else if (p[0] < 247) {
        *value = p[0] - 139;
    } else if (p[0] < 251) {
        *value = (p[0] - 247) * 256 + p[1] + 108;
    } else if (p[0] < FIXED) {
        *value = -(p[0] - 251) * 256 - p[1] - 108;
    }
    return size;
}

static size_t push_number(flattening *f, const uint8_t *p, size_t left)
{
    size_t size = read_number(&f->value, &f->has_value, p, left);
    f->value_at = f->size;
    f->depth++;
    append(f, p, size);
    return f->depth <= MAX_STACK ? size : 0;
}

/* The number of the subroutine stands just before the call: it is taken back. */
static bool call(flattening *f, const ht_cff_index *subroutines, int level)
{
    ht_slice code;
    int bias = subroutines->count < 1240 ? 107 : subroutines->count < 33900 ? 1131 : 32768;
    int number = f->value + bias;
    if (!f->has_value || level >= MAX_DEPTH || number < 0 ||
        !ht_cff_index_get(&code, subroutines, (unsigned)number)) {
        return false;
    }
    f->size = f->value_at;
    f->depth--;
    f->has_value = false;
    return flatten(f, code, level + 1);
}

/* An operator that is kept, with `more` bytes behind it. */
static void keep(flattening *f, const uint8_t *p, size_t more)
{
    append(f, p, 1 + more);
    f->depth = 0;
    f->has_value = false;
}

/* The bytes that an operator at `p` takes, itself with it; 0 when it cannot be kept. */
static size_t keep_operator(flattening *f, const uint8_t *p, size_t left)
{
    size_t more = 0;
    switch (p[0]) {
    case HSTEM:
    case VSTEM:
    case HSTEMHM:
    case VSTEMHM:
        f->stems += f->depth / 2;
        break;
    case HINTMASK:
    case CNTRMASK:
        f->stems += f->depth / 2; /* vstemhm may be left out before a mask */
        more = (f->stems + 7) / 8;
        break;
    case ESCAPE:
        more = 1;
        if (left < 2 || p[1] < FIRST_FLEX || p[1] > LAST_FLEX) {
            return 0;
        }
        break;
    case ENDCHAR:
        f->ended = true;
        if (f->depth >= 4) {
            return 0;
        }
        break;
    default:
        break;
    }
    if (1 + more > left || more >= SLACK) {
        return 0;
    }
    keep(f, p, more);
    return 1 + more;
}

static bool flatten(flattening *f, ht_slice code, int level)
{
    const uint8_t *p = code.bytes;
    size_t left = code.size;
    while (left > 0 && !f->ended) {
        size_t size = 1;
        if (f->size > MAX_BYTES) {
            return false;
        }
        if (p[0] == CALLSUBR || p[0] == CALLGSUBR) {
            if (!call(f, p[0] == CALLSUBR ? f->local : f->global, level)) {
                return false;
            }
        } else if (p[0] == RETURN) {
            return level > 0;
        } else if (p[0] >= FIRST_NUMBER || p[0] == SHORTINT) {
            size = push_number(f, p, left);
        } else {
            size = keep_operator(f, p, left);
        }
        if (size == 0) {
            return false;
        }
        p += size;
        left -= size;
    }
    return true;
}

bool ht_charstring_flatten(GByteArray *out, const ht_cff *cff, uint32_t glyph)
{
    ht_slice code;
    unsigned part = ht_cff_part_of(cff, glyph);
    if (part >= cff->n_parts || !ht_cff_index_get(&code, &cff->charstrings, glyph)) {
        return false;
    }
    flattening f = {.global = &cff->subroutines,
                    .local = &cff->parts[part].subroutines,
                    .out = g_malloc(MAX_BYTES + SLACK)};
    bool flat = flatten(&f, code, 0);
    if (flat && !f.ended) {
        const uint8_t end = ENDCHAR; /* which readers do not miss, but the format wants */
        append(&f, &end, 1);
    }
    g_byte_array_append(out, f.out, (guint)f.size);
    g_free(f.out);
    return flat;
}
