/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_BASE_H
#define HT_BASE_H

/*
 * What every stage stands on: lengths, arenas, text helpers, files. It knows nothing of documents.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hongtou/base.h"

/* ---- Lengths (len.c) ---------------------------------------------------------------------- */

/* A length in 1/1024 pt: sums are exact, and traces are the same on every machine. */
typedef int32_t ht_len;

#define HT_LEN_MAX INT32_MAX
#define HT_PT ((ht_len)1024)

/* Rounds a length given in mm or pt to the nearest unit. */
ht_len ht_len_from_mm(double mm);
ht_len ht_len_from_pt(double pt);
double ht_len_to_mm(ht_len len);
double ht_len_to_pt(ht_len len);

/* len * numerator / denominator, rounded half away from zero, without overflow in between. */
ht_len ht_len_scale(ht_len len, int64_t numerator, int64_t denominator);

/* ---- Arenas (arena.c) --------------------------------------------------------------------- */

/* Memory that lives and ends together. Never returns NULL; what it gives is zeroed. */
typedef struct ht_arena ht_arena;

ht_arena *ht_arena_new(void);
/* Runs the deferred calls, last first, then frees everything. NULL is allowed. */
void ht_arena_free(ht_arena *arena);
/* Ends all that lives in it, and keeps some of the memory for what comes next. */
void ht_arena_clear(ht_arena *arena);
void *ht_arena_alloc(ht_arena *arena, size_t size);
char *ht_arena_strndup(ht_arena *arena, const char *text, size_t size);
char *ht_arena_strdup(ht_arena *arena, const char *text);
char *ht_arena_printf(ht_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Calls fn(object) when the arena ends: for objects of other libraries. */
void ht_arena_defer(ht_arena *arena, void (*fn)(void *), void *object);

#define HT_NEW(arena, type) ((type *)ht_arena_alloc((arena), sizeof(type)))
#define HT_NEW_ARRAY(arena, type, count) ((type *)ht_arena_alloc((arena), (count) * sizeof(type)))

/*
 * Makes room for one more item at the end of an array that grows in an arena, and returns `items`
 * or its larger copy. The array must only ever grow by this call. Use HT_PUSH.
 */
void *ht_arena_grow(ht_arena *arena, void *items, size_t count, size_t item_size);

/* Appends a zeroed item to items[count] and gives a pointer to it. */
#define HT_PUSH(arena, items, count)                                                               \
    ((items) = ht_arena_grow((arena), (items), (count), sizeof *(items)), &(items)[(count)++])

/* ---- Text (text.c) ------------------------------------------------------------------------ */

/* The offset of the first byte that is not UTF-8 or is NUL; `size` when all is well. */
size_t ht_utf8_invalid(const char *text, size_t size);

/* The offset of the first control character that is neither a tab nor a line break, in `size` bytes
 * of valid UTF-8; `size` when there is none. */
size_t ht_utf8_control(const char *text, size_t size);

/* The code point at `text` (valid UTF-8) and how many bytes it takes. */
uint32_t ht_utf8_decode(const char *text, int *bytes);

/* Code points in `size` bytes of valid UTF-8. */
size_t ht_utf8_length(const char *text, size_t size);

/* Columns a terminal gives a code point: 0, 1 or 2. */
int ht_display_width(uint32_t codepoint);

/* Han ideographs of every block. */
bool ht_is_han(uint32_t codepoint);

/* The candidate nearest to `word` by edit distance, or NULL when none is near. */
const char *ht_nearest(const char *word, const char *const *candidates, size_t n_candidates);

/* ---- JSON (json.c) ------------------------------------------------------------------------- */

/* Writes JSON as it is told: the caller opens, names, fills and ends. Texts are valid UTF-8. */
typedef struct ht_json ht_json;

/* Objects and arrays down to the depth `lines` have a line for each of what is in them; with 0 all
 * stands on one line. */
ht_json *ht_json_new(int lines);
/* Hands on all that was written, with a line break behind it, and frees the writer. False when it
 * could not be handed on. */
bool ht_json_finish(ht_json *json, ht_write_fn write, void *user);

void ht_json_object(ht_json *json);
void ht_json_array(ht_json *json);
/* Ends the object or array begun last. */
void ht_json_end(ht_json *json);

/* The name of the value that comes next, in an object. */
void ht_json_key(ht_json *json, const char *key);

/* Bytes that are no UTF-8 are written as U+FFFD. */
void ht_json_text(ht_json *json, const char *text);
void ht_json_int(ht_json *json, long value);
/* With so many decimals; null when it is not finite. */
void ht_json_number(ht_json *json, double value, int decimals);
void ht_json_bool(ht_json *json, bool value);
void ht_json_null(ht_json *json);
/* A value that is JSON already. */
void ht_json_raw(ht_json *json, const char *value);

/* A key and its value; a NULL text is null. */
void ht_json_key_text(ht_json *json, const char *key, const char *text);
void ht_json_key_int(ht_json *json, const char *key, long value);

/* ---- Files (file.c) ----------------------------------------------------------------------- */

/* Reads a whole file, "-" being standard input, of at most `limit` bytes. The bytes live in
 * `arena` and are followed by a NUL. HT_IO (errno tells why) or HT_LIMIT. */
ht_status ht_file_read(char **out, size_t *out_size, ht_arena *arena, const char *path,
                       size_t limit);

/* SHA-256 of a file in hexadecimal; NULL when it cannot be read. The caller frees it. */
char *ht_file_digest(const char *path);

/* True when the first `size` bytes of a file have that SHA-256: something may have been added behind
 * them. */
bool ht_file_begins_with(const char *path, size_t size, const char *digest);

/* Where the program's layouts and fonts are: beside the library in a build or an installation.
 * `name` is below that folder, e.g. "layouts/gb9704.yaml". The path lives in `arena`. */
const char *ht_data_path(ht_arena *arena, const char *name);

/* ---- Digests (sha256.c) ------------------------------------------------------------------- */

/* A SHA-256 in the making. */
typedef struct ht_sha256 ht_sha256;

ht_sha256 *ht_sha256_new(void);
ht_sha256 *ht_sha256_copy(const ht_sha256 *sum);
void ht_sha256_add(ht_sha256 *sum, const void *bytes, size_t size);
/* Adds a text with its NUL, so that texts one after the other are no other texts. */
void ht_sha256_add_text(ht_sha256 *sum, const char *text);

/* Ends it: 64 hexadecimal digits, which the caller frees. */
char *ht_sha256_end(ht_sha256 *sum);

/* The digits of some bytes at once. */
char *ht_sha256_of(const void *bytes, size_t size);

/* ---- Output that stays in memory (write.c) ------------------------------------------------ */

/* Each an ht_write_fn that never fails; `user` is a GByteArray, a GString, an ht_sha256. */
bool ht_write_to_bytes(const void *bytes, size_t size, void *array);
bool ht_write_to_text(const void *bytes, size_t size, void *text);
bool ht_write_to_sha256(const void *bytes, size_t size, void *sum);

#endif
