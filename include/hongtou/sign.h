/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HONGTOU_SIGN_H
#define HONGTOU_SIGN_H

#include "hongtou/base.h"
#include "hongtou/diag.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Who signs what. Paths are of PEM files; the certificate's may be of a PKCS#12 file with the key
 * in it. The password is the first line of its file, - being standard input.
 *
 * A command signs in place of a key: it is given the SHA-256 digest of what is signed, 32 bytes, on
 * its standard input, and writes the signature, by RSA (PKCS#1 v1.5) or ECDSA (DER), to its
 * standard output. It is split as a shell does, and run without one.
 */
typedef struct ht_sign_options {
    int version;               /* 1 */
    const char *certificate;   /* the signer's is the first in the file */
    const char *key;           /* NULL: it is in the file of the certificate */
    const char *chain;         /* certificates that lead to one that is trusted; or NULL */
    const char *password_file; /* of the key's password; or NULL */
    const char *command;       /* NULL: the key signs */
    const char *field;         /* its full name; NULL: the first that is not signed */
    const char *reason;        /* why it is signed; or NULL */
} ht_sign_options;

#define HT_SIGN_OPTIONS_INIT                                                                       \
    {                                                                                              \
        1, NULL, NULL, NULL, NULL, NULL, NULL, NULL                                                \
    }

/*
 * Signs a PDF file, whoever made it: a signature by PAdES, baseline B-B (ETSI EN 319 142-1), behind
 * the bytes of the file, which stay as they are, so that signatures that it has already stay valid.
 * A file without a field that is not signed gets one, which shows nothing. All bytes of the signed
 * file are handed to `write`. The time is that of the clock, or SOURCE_DATE_EPOCH.
 *
 * HT_INVALID when the file, the certificate or the key does not do; HT_IO when a file cannot be
 * read or bytes cannot be written; HT_BACKEND and HT_LIMIT when the command fails or takes more
 * than two minutes. Each is told.
 */
HT_API ht_status ht_sign(const char *path, const ht_sign_options *options, ht_write_fn write,
                         void *user, ht_diags *diags);

#ifdef __cplusplus
}
#endif

#endif
