/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_PDF_OBJECTS_H
#define HT_PDF_OBJECTS_H

/*
 * What a PDF file is written of (ISO 32000-1 7).
 *
 *     objects.c   numbered objects and streams -> a file with its cross-reference table
 *     text.c      numbers, names and texts as a PDF file writes them
 */

#include "hongtou/render.h"
#include "page/page.h"

#include <glib.h>

/* The first line of a file, and a line of bytes that no text has, so that it is taken for
 * binary. */
#define HT_PDF_HEADER "%PDF-1.7\n%\xE7\xBA\xA2\xE5\xA4\xB4\n"

/* ---- Objects (objects.c) ------------------------------------------------------------------- */

typedef struct ht_objects ht_objects;

/* Begins a file, whose bytes go to `write`. For the screen streams are compressed as much as can
 * be. */
ht_objects *ht_objects_new(ht_write_fn write, void *user, ht_pdf_profile profile);

bool ht_objects_are_small(const ht_objects *objects);

/* A number for an object that is put later, or never referred to. */
int ht_objects_reserve(ht_objects *objects);

/* Bytes as zlib compresses them, as few as can be; the caller frees them. */
void *ht_pdf_compress(const void *bytes, size_t size, size_t *packed);

void ht_objects_put(ht_objects *objects, int number, const char *text);

/* A stream: compressed here; compressed by zlib already; or in another form, which `entries` tell.
 * `entries` are those of its dictionary but for /Length and, of the first two, /Filter. */
void ht_objects_put_stream(ht_objects *objects, int number, const char *entries, const void *bytes,
                           size_t size);
void ht_objects_put_packed(ht_objects *objects, int number, const char *entries, const void *bytes,
                           size_t size);
void ht_objects_put_raw(ht_objects *objects, int number, const char *entries, const void *bytes,
                        size_t size);

/* Ends the file and frees the object. False when bytes could not be written. */
bool ht_objects_finish(ht_objects *objects, int catalog, int info);

/* ---- Texts (text.c) ------------------------------------------------------------------------ */

/* A length in points, rounded to thousandths. */
void ht_pdf_append_points(GString *out, ht_len length);

/* value / 10^decimals. */
void ht_pdf_append_decimal(GString *out, int64_t value, int decimals);

/* A code of two bytes, in hexadecimal digits. */
void ht_pdf_append_code(GString *out, uint32_t code);

/* A number that is so many hundredths. */
void ht_pdf_append_hundredths(GString *out, int64_t hundredths);

/* A text string: as ASCII where that does, else as UTF-16. */
void ht_pdf_append_text(GString *out, const char *text);

/* The same as UTF-16 in hexadecimal digits, for a character map. */
void ht_pdf_append_utf16(GString *out, const char *text, size_t size);

/* A string of bytes. */
void ht_pdf_append_bytes(GString *out, const char *bytes);

/* An address of the web: as ASCII, other bytes of it by percent signs (RFC 3986 2.1). */
void ht_pdf_append_address(GString *out, const char *address);

/* A name, with its slash. */
void ht_pdf_append_name(GString *out, const char *name);

#endif
