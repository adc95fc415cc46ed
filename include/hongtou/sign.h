/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HONGTOU_SIGN_H
#define HONGTOU_SIGN_H

#include "hongtou/base.h"
#include "hongtou/diag.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ht_sign_options {
    int version; /* 1 */
    const char
        *certificate;  /* a PEM file, the signer's certificate first; or a PKCS#12 file, which holds
                                the key too */
    const char *key;   /* a PEM file; NULL: it is in that of the certificate */
    const char *chain; /* a PEM file of certificates that lead to one that is trusted; or NULL */
    const char *password_file; /* its first line opens the key, - is standard input; or NULL */
    const char *command;       /* signs in place of a key: it is given the SHA-256 digest of what is
                                  signed, 32 bytes, on its standard input, and writes an RSA signature
                                  (PKCS#1 v1.5) or an ECDSA one (DER) to its standard output. Split as
                                  a shell does, run without one. NULL: the key signs */
    const char *field;         /* its full name; NULL: the first that is not signed */
    const char *reason;        /* why it is signed, UTF-8; or NULL */
} ht_sign_options;

#define HT_SIGN_OPTIONS_INIT                                                                       \
    {                                                                                              \
        1, NULL, NULL, NULL, NULL, NULL, NULL, NULL                                                \
    }

/*
 * Signs a PDF file, whoever made it: a signature by PAdES, baseline B-B (ETSI EN 319 142-1), behind the
 * bytes of the file, which stay as they are, so that signatures that it has already stay valid. It
 * needs no field: then one that shows nothing is added. Hands all bytes of the signed
 * file to `write`, once. The time is that of the clock, or SOURCE_DATE_EPOCH.
 *
 * HT_INVALID when the file, the certificate or the key does not do; HT_IO when a file cannot be read or
 * bytes cannot be written; HT_BACKEND and HT_LIMIT when the command fails or takes more than two
 * minutes. Each is told.
 */
HT_API ht_status ht_sign(const char *path, const ht_sign_options *options, ht_write_fn write,
                         void *user, ht_diags *diags);

#ifdef __cplusplus
}
#endif

#endif
