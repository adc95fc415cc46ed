/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_OBJECT_H
#define HT_OBJECT_H

/*
 * Somebody's PDF file in; out, its objects as they are written (ISO 32000-1 7.3 to 7.5). Nothing is
 * kept but where they stand: a value is a piece of the file, or of a stream of objects in it. No
 * damage is mended: an object that cannot be read is none.
 *
 *     words.c     the bytes of an object           -> its words, values, and entries
 *     text.c      a string                         -> a text
 *     stream.c    the bytes of a stream            -> what they hold
 *     sections.c  tables and streams of references -> where each object stands
 *     file.c      a file                           -> its objects
 */

#include "base/base.h"

#include <glib.h>

/* ---- Words (words.c) ----------------------------------------------------------------------- */

/* What is written at some place: a value, or all from there on. Nothing when `at` is `end`. */
typedef struct ht_written {
    const char *at;
    const char *end;
} ht_written;

#define HT_NOTHING ((ht_written){NULL, NULL})

/* Takes the next word off `rest`: a name, a number, a string, a bracket. False at the end. */
bool ht_written_word(ht_written *word, ht_written *rest);

/* Takes the next value off `rest`: a word, a reference, a whole array or dictionary. False when
 * there is none, or it has no end. */
bool ht_written_value(ht_written *value, ht_written *rest);

/* Takes a reference, "12 0 R", off `rest`: its object; 0, and nothing is taken, when there is
 * none. */
int ht_written_take_reference(ht_written *rest);

/* True when this is all that is written. */
bool ht_written_is(ht_written written, const char *word);

/* What stands in an array or a dictionary, without its brackets; nothing when it is neither. */
ht_written ht_written_inside(ht_written value);
bool ht_written_is_array(ht_written value);
bool ht_written_is_dictionary(ht_written value);

/* A whole number, not below 0; -1 when it is none. */
long ht_written_number(ht_written value);

/* The object that a reference is to; 0 when it is none. */
int ht_written_reference(ht_written value);

/* The value of an entry of a dictionary, as it is written there; nothing when it has none. */
ht_written ht_written_entry(ht_written dictionary, const char *key);

/* ---- Texts (text.c) ------------------------------------------------------------------------ */

/* A text string in UTF-8; "" when it is no string. The caller frees it. */
char *ht_written_text(ht_written value);

/* ---- Files (file.c) ------------------------------------------------------------------------ */

typedef struct ht_object_file ht_object_file;

/* As many objects as a file may have (ISO 32000-1 C). */
#define HT_MOST_OBJECTS 8388607

/* Opens a file whose bytes stay where they are as long as it is used; it ends with the arena. NULL
 * when its objects cannot be found: it is no PDF file, or damaged. */
ht_object_file *ht_object_open(ht_arena *arena, const void *bytes, size_t size);

/* The entries of the newest trailer. */
ht_written ht_object_trailer(const ht_object_file *file);

/* Where the newest section of references begins, and whether it is a stream. */
size_t ht_object_section(const ht_object_file *file, bool *stream);

/* A number greater than that of any object. */
int ht_object_count(const ht_object_file *file);

/* The generation that references to an object name. */
int ht_object_generation(const ht_object_file *file, int number);

/* An object: its value, of a stream the dictionary. Nothing when it cannot be read. */
ht_written ht_object_value(ht_object_file *file, int number);

/* The value itself, or that of the object which it refers to. */
ht_written ht_object_resolve(ht_object_file *file, ht_written value);

/* An entry of a dictionary, or of the dictionary that is referred to; resolved. */
ht_written ht_object_entry(ht_object_file *file, ht_written dictionary, const char *key);

/* The bytes of a stream as they stand in the file; nothing, with `at` NULL, when the object is
 * none. False when they are cut off. */
bool ht_object_stream(ht_written *bytes, ht_object_file *file, int number);

/* What a stream holds; NULL when it is none, damaged, too large, or packed otherwise than by zlib.
 * The caller ends it. */
GByteArray *ht_object_contents(ht_object_file *file, int number);

#endif
