/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_PDF_GRAFT_H
#define HT_PDF_GRAFT_H

/*
 * What graft.c, which reads a finished file, and copy.c, which puts its objects into another, share:
 * steps through the bytes of a file. A place beyond its end is white space.
 */

#include "paint/pdf/writer.h"

struct ht_graft {
    const char *bytes;
    size_t size;
    GArray *offsets;    /* size_t, by number; 0: no such object */
    GHashTable *copies; /* number + 1 -> number there + 1 */
    GArray *waiting;    /* int: numbers whose copies are referred to, and to be put */
    size_t trailer;
    int shift; /* of keys into the tree of parents */
};

/* Behind white space and comments. */
size_t ht_graft_skip_space(const ht_graft *graft, size_t at);

/* Behind the token at `at`, which is no white space. */
size_t ht_graft_skip_token(const ht_graft *graft, size_t at);

/* True when these bytes stand at `at`. */
bool ht_graft_has(const ht_graft *graft, size_t at, const char *word);

/* "12 0 R": the object, and `*at` behind it; 0 when it is no reference. */
int ht_graft_reference(const ht_graft *graft, size_t *at);

/* Behind "12 0 obj"; SIZE_MAX when there is no such object. */
size_t ht_graft_object_at(const ht_graft *graft, int object);

/* A whole number, or that of the object it refers to; -1 when it is neither. */
long ht_graft_number_at(const ht_graft *graft, size_t at);

/* The bytes of a stream whose keyword is at `at`; false when they are cut off. */
bool ht_graft_stream_at(ht_slice *out, const ht_graft *graft, size_t at, long length);

#endif
