/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_SIGN_H
#define HT_SIGN_H

/*
 * A PDF file, a certificate and a key in; the same file with a signature behind its bytes out (ISO
 * 32000-1 12.8, ETSI EN 319 142-1).
 *
 *     update.c   objects that change        -> what stands behind the file
 *     form.c     the fields of the file     -> the one to sign
 *     add.c      a file without one         -> a field that shows nothing
 *     signer.c   certificate and key files  -> who signs             (OpenSSL)
 *     cms.c      the digest of the file     -> its signature         (OpenSSL)
 *     sign.c     the whole
 */

#include "diag/diag.h"
#include "hongtou/sign.h"
#include "object/object.h"

#include <time.h>

/* ---- Updates (update.c) --------------------------------------------------------------------- */

/* A file and what of it is to change. It lives in an arena, with all texts it gives. */
typedef struct ht_update ht_update;

ht_update *ht_update_new(ht_arena *arena, const char *bytes, size_t size);

/* NULL: the file is no PDF, or damaged. */
ht_object_file *ht_update_file(const ht_update *update);

/* The number of a new object. */
int ht_update_add(ht_update *update);

/* What a format makes, as it is to be written. */
ht_written ht_update_words(ht_update *update, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* A reference to an object of the file, or a new one. */
ht_written ht_update_refer(ht_update *update, int number);

/* Sets all of an object. */
void ht_update_put(ht_update *update, int number, ht_written value);

/* Sets an entry of an object that is a dictionary. */
void ht_update_set(ht_update *update, int number, const char *key, ht_written value);

/* Sets an entry of the dictionary that entry `name` of an object is, or refers to. */
void ht_update_set_in(ht_update *update, int number, const char *name, const char *key,
                      ht_written value);

/* An object as it is by now; an entry of it, resolved. */
ht_written ht_update_value(const ht_update *update, int number);
ht_written ht_update_entry(const ht_update *update, int number, const char *key);

/* The object that an entry refers to; 0 when it does not. */
int ht_update_reference(const ht_update *update, int number, const char *key);

/* An array with something more; what is no array is its first item. */
ht_written ht_update_append(ht_update *update, ht_written array, ht_written more);

/* A text as a string of the file; it ends with the arena. */
ht_written ht_update_text(ht_update *update, const char *text);

/* The whole file with its update, which ends with the arena. */
GByteArray *ht_update_finish(ht_update *update);

/* Where in that the text of an object begins. */
size_t ht_update_place(const ht_update *update, int number);

/* ---- Fields (form.c, add.c) ------------------------------------------------------------------ */

/* A field to sign. */
typedef struct ht_chosen {
    int object;
    const char *name;  /* its full one */
    const char *title; /* what people call it; or "" */
    bool added;        /* it was not there before */
} ht_chosen;

/* Chooses by the full name of a field, or by how its title begins; with NULL the first that is not
 * signed, or a new one. The names live in `arena`. False after an error is added: there is no such
 * field, or signatures of the file `path` forbid it. */
bool ht_form_choose(ht_chosen *out, ht_arena *arena, ht_update *update, const char *path,
                    const char *name, ht_diags *diags);

/* The object of the catalog. */
int ht_form_catalog(const ht_update *update);

/* Adds a field that shows nothing: to the first page, or, of a file that is signed, beside a field
 * that is. 0 when the file has no page. */
int ht_form_add(ht_update *update, const char *name, int beside);

/* ---- Signatures (signer.c, cms.c) ------------------------------------------------------------ */

/* Who signs. */
typedef struct ht_signer ht_signer;

#define HT_DIGEST_SIZE 32 /* of SHA-256 */

/* Reads certificates and key, and makes sure that they fit each other, the time and signing. */
ht_status ht_signer_open(ht_signer **out, const ht_sign_options *options, time_t now,
                         ht_diags *diags);
void ht_signer_free(ht_signer *signer);

/* As many bytes as a signature takes at most. */
size_t ht_signer_room(const ht_signer *signer);

/* The digest of two pieces, one behind the other. */
void ht_signer_digest(uint8_t *digest, ht_written first, ht_written second);

/* The signature of what has that digest, as CMS (RFC 5652) in DER; the caller ends it. */
ht_status ht_signer_sign(GByteArray **out, const ht_signer *signer, const uint8_t *digest,
                         ht_diags *diags);

#endif
