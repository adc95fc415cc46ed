/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_PDF_LINEAR_H
#define HT_PDF_LINEAR_H

/*
 * A finished file in, the same in the order of its pages out (ISO 32000-1 annex F): whoever fetches
 * it from far away shows page 1 before the rest has come.
 *
 *     linear.c    a finished file       -> its objects, and which pages need them
 *     parts.c     these                 -> what stands where, under which number
 *     order.c     that                  -> the file
 *     hints.c     sizes and places      -> the tables by which other pages are found
 */

#include "paint/pdf/graft.h"

/* The parts of such a file, in their order, by their numbers in the annex. */
typedef enum ht_linear_part {
    HT_PART_DOCUMENT, /* 4: the catalog, and what a reader wants before all pages */
    HT_PART_FIRST,    /* 6: page 1, and all that it needs */
    HT_PART_PAGES,    /* 7: each other page, and what it alone needs */
    HT_PART_SHARED,   /* 8: what several of these need */
    HT_PART_REST,     /* 9: all else: the page tree, the structure, … */
    HT_PARTS,
    HT_PART_NONE = HT_PARTS /* nobody needs it */
} ht_linear_part;

#define HT_MANY_PAGES 2 /* two or more */

/* Who needs an object. */
typedef struct ht_use {
    bool document; /* a reader, before all pages; */
    bool outline;
    bool first; /* page 1; */
    bool rest;  /* what is none of these and no page; */
    int pages;  /* so many of the other pages, counted up to HT_MANY_PAGES; … */
    int page;   /* … one of which is this, page 1 being 0 */
} ht_use;

/* An object of the finished file. */
typedef struct ht_linear_object {
    GArray *references; /* ints: the objects it leads to; a page does not lead to those above it */
    bool stream;
    bool page;
    ht_use use;
    int unit;   /* its index below */
    int number; /* in the new file */
} ht_linear_object;

/* What stands in the new file by itself: one object, or a stream of several. */
typedef struct ht_unit {
    GArray *objects; /* ints: by their numbers in the finished file */
    bool packed;     /* it is a stream of them */
    ht_linear_part part;
    int number;
    GString *text; /* all of it */
    size_t offset;
} ht_unit;

/* Numbers of what is no unit. The second half of the file is numbered first. */
typedef struct ht_linear_numbers {
    int main_table; /* of the second half */
    int dictionary; /* the first number of the first half */
    int first_table;
    int hints;
    int end; /* behind the last */
} ht_linear_numbers;

typedef struct ht_linear {
    ht_graft *graft;
    ht_linear_object *objects; /* by number; the first is none */
    int n_objects;
    GArray *pages; /* ints: their objects, in order */
    int root;
    int info;
    GArray *stack; /* ints, of ht_linear_follow */
    GArray *found; /* ints, what it has found */
    int *seen;     /* by number: when it was there last */
    int turn;
    GArray *units;               /* ht_unit, as they stand in the file */
    size_t starts[HT_PARTS + 1]; /* the first unit of each part, and the end */
    bool outline_first;          /* the file opens with its outline: that is needed with page 1 */
    size_t outline;              /* the first unit of the outline, … */
    size_t n_outline;            /* … which has so many, or none */
    ht_linear_numbers numbers;
    char *id; /* of the file: its digest */
} ht_linear;

/* Behind the bytes of a stream. */
#define HT_END_OF_STREAM "\nendstream\nendobj\n"

static inline ht_unit *ht_unit_at(const ht_linear *linear, size_t i)
{
    return &g_array_index(linear->units, ht_unit, i);
}

/* Finds all objects that these lead to, themselves too, but none of a page, unless it is the one
 * that is given: they are in `found` until the next call (linear.c). */
void ht_linear_follow(ht_linear *linear, const GArray *from);

/* Makes units of all objects that anybody needs, in their order, and gives them numbers
 * (parts.c). */
void ht_linear_divide(ht_linear *linear);

/* Writes the file (order.c); false when bytes could not be written. */
bool ht_linear_order(ht_linear *linear, ht_write_fn write, void *user);

/* What a hint stream says, and the entries of its dictionary that tell where each table begins.
 * Units have places as if it were not there (hints.c). */
void ht_linear_append_hints(GByteArray *tables, GString *entries, ht_linear *linear);

#endif
