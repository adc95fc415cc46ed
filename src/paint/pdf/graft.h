/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_PDF_GRAFT_H
#define HT_PDF_GRAFT_H

/*
 * A finished file of Cairo or of this writer in; its objects out, and the same in another file.
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

/* ---- What is in it (graft.c) ----------------------------------------------------------------- */

/* Borrows the bytes. NULL when they are no such file. */
ht_graft *ht_graft_open(const uint8_t *bytes, size_t size);
void ht_graft_free(ht_graft *graft);

/* The object that an entry of an object refers to, or the first of several: "Contents" of a page; 0
 * when there is none. */
int ht_graft_entry(const ht_graft *graft, int object, const char *key);

/* Appends all objects that an entry of an object refers to, as ints. */
void ht_graft_entries(GArray *out, const ht_graft *graft, int object, const char *key);

/* Appends all pages, in their order, as ints; false when the tree of pages is damaged. */
bool ht_graft_pages(GArray *out, const ht_graft *graft);

/* Appends the value of an entry as it is written; false when there is none. */
bool ht_graft_value(GString *out, const ht_graft *graft, int object, const char *key);

/* The bytes of a stream that zlib has compressed; NULL when it is none. The caller ends them. */
GByteArray *ht_graft_stream(const ht_graft *graft, int object);

/* The object that an entry of the trailer refers to: "Root", "Info". */
int ht_graft_trailer(const ht_graft *graft, const char *key);

/* ---- Copies (copy.c) ------------------------------------------------------------------------- */

/* The number that the copy of an object will have. */
int ht_graft_number(ht_graft *graft, ht_objects *to, int object);

/* True when it has one, and when another is in its place. */
bool ht_graft_is_known(const ht_graft *graft, int object);

/* From now on copies refer to `number` where the file refers to `object`. */
void ht_graft_replace(ht_graft *graft, int object, int number);

/* From now on keys into the tree of parents are larger by so much in copies. */
void ht_graft_shift_parents(ht_graft *graft, int by);

/* Puts a copy of an object and of all it refers to, each once; its number, 0 when the file is
 * damaged. */
int ht_graft_copy(ht_graft *graft, ht_objects *to, int object);

/* The object of the first page; 0 when there is none. */
int ht_graft_first_page(const ht_graft *graft);

/* Puts the contents of the first page as a form: something that a content stream may show.
 * `entries` are those of its dictionary that only the caller knows. */
int ht_graft_form(ht_graft *graft, ht_objects *to, const char *entries);

/* The same with contents of the caller, who has `more` resources for them beside those of the
 * page. */
int ht_graft_form_of(ht_graft *graft, ht_objects *to, const char *entries, const GString *contents,
                     const char *more);

/* Appends words with references to copies; of those of a stream's dictionary, which come without
 * brackets, its length is left out. Objects that have no number yet get one in `to` (copy.c). */
void ht_graft_copy_words(GString *out, ht_graft *graft, ht_objects *to, ht_written words,
                         bool stream);

#endif
