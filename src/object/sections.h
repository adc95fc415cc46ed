/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_OBJECT_SECTIONS_H
#define HT_OBJECT_SECTIONS_H

/*
 * What file.c, which finds objects, and sections.c, which reads where they are, share.
 */

#include "object/object.h"

typedef enum ht_place_kind {
    HT_PLACE_UNKNOWN,
    HT_PLACE_FREE,
    HT_PLACE_FILE,   /* at an offset of the file */
    HT_PLACE_STREAM, /* in a stream of objects */
} ht_place_kind;

/* Where an object stands. */
typedef struct ht_object_place {
    ht_place_kind kind;
    int nth;   /* its generation; or its place in the stream, from 0 */
    size_t at; /* the offset, or the number of the stream */
} ht_object_place;

struct ht_object_file {
    ht_arena *arena;
    const char *bytes;
    size_t size;
    GArray *places;      /* ht_object_place, by number */
    GHashTable *streams; /* the number of a stream of objects -> GByteArray */
    size_t held;         /* bytes of them all */
    ht_written trailer;  /* the newest */
    size_t section;      /* where it begins */
    bool section_stream; /* it is a stream */
    bool unpacking;      /* a stream of objects */
};

/* Reads the section at an offset and all that it goes on from; false when one is damaged. */
bool ht_object_read_sections(ht_object_file *file, size_t at);

/* Takes "12 0 obj" off `rest`; its number, 0 when it is not there. */
int ht_object_take_head(ht_written *rest);

/* The bytes of a stream whose dictionary ends where `rest` begins; nothing when it is none. False
 * when they are cut off. */
bool ht_object_stream_behind(ht_written *bytes, ht_object_file *file, ht_written dictionary,
                             ht_written rest);

/* What the bytes of a stream hold, by its dictionary (stream.c). */
GByteArray *ht_object_unpack(ht_object_file *file, ht_written dictionary, ht_written bytes);

#endif
