/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_PDF_GRAFT_H
#define HT_PDF_GRAFT_H

/*
 * What graft.c, which reads a finished file, and copy.c, which puts its objects into another, share.
 */

#include "object/object.h"
#include "paint/pdf/writer.h"

struct ht_graft {
    ht_arena *arena;
    ht_object_file *file;
    GHashTable *copies; /* number + 1 -> number there + 1 */
    GArray *waiting;    /* int: numbers whose copies are referred to, and to be put */
    int shift;          /* of keys into the tree of parents */
};

/* Appends words with references to copies; of those of a stream's dictionary, which come without
 * brackets, its length is left out. Objects that have no number yet get one in `to` (copy.c). */
void ht_graft_copy_words(GString *out, ht_graft *graft, ht_objects *to, ht_written words,
                         bool stream);

#endif
