/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_SIGN_SIGNER_H
#define HT_SIGN_SIGNER_H

/*
 * What signer.c, which reads who signs, and cms.c, which signs, share: the only files that know
 * OpenSSL.
 */

#include "sign/sign.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

struct ht_signer {
    X509 *certificate;
    STACK_OF(X509) * others; /* that lead to one that is trusted */
    EVP_PKEY *key;           /* NULL: the command signs */
    char **command;          /* its words; or NULL */
    char *means;             /* what signs, for messages: the key's file, or the command */
};

/* What OpenSSL says of its last failure, of which it knows nothing more then. */
const char *ht_openssl_reason(void);

#endif
