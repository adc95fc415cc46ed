/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A digest and who signs in; out, the signature as CMS (RFC 5652) in the profile of PAdES baseline
 * B-B (ETSI EN 319 142-1 6.3): the attributes content-type, message-digest and
 * signing-certificate-v2, and no time, which stands in the file. What is signed is the digest of
 * these attributes: by the key, or by a command that is given it. Whatever comes back is checked by
 * the certificate.
 */

#include "pdf/pdf.h"
#include "sign/signer.h"

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pkcs7.h>

#define COMMAND_SECONDS 120
/* What CMS needs beside certificates and the signature itself. */
#define FRAME 1024

size_t ht_signer_room(const ht_signer *signer)
{
    EVP_PKEY *key = X509_get0_pubkey(signer->certificate);
    /* The names of the certificate stand there once more, and its issuer's too. */
    size_t room =
        FRAME + (size_t)EVP_PKEY_get_size(key) + 3 * (size_t)i2d_X509(signer->certificate, NULL);
    for (int i = 0; i < sk_X509_num(signer->others); i++) {
        room += (size_t)i2d_X509(sk_X509_value(signer->others, i), NULL);
    }
    return room;
}

void ht_signer_digest(uint8_t *digest, ht_written first, ht_written second)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    EVP_DigestInit_ex(context, EVP_sha256(), NULL);
    EVP_DigestUpdate(context, first.at, (size_t)(first.end - first.at));
    EVP_DigestUpdate(context, second.at, (size_t)(second.end - second.at));
    EVP_DigestFinal_ex(context, digest, NULL);
    EVP_MD_CTX_free(context);
}

/* ---- The frame ------------------------------------------------------------------------------- */

/* A signature of somebody, with all but the signature itself; NULL when OpenSSL has failed. */
static CMS_SignerInfo *add_signer(CMS_ContentInfo *cms, const ht_signer *signer,
                                  const uint8_t *digest)
{
    unsigned flags = CMS_PARTIAL | CMS_DETACHED | CMS_BINARY | CMS_CADES | CMS_NOSMIMECAP;
    CMS_SignerInfo *info = CMS_add1_signer(
        cms, signer->certificate, X509_get0_pubkey(signer->certificate), EVP_sha256(), flags);
    bool good = info != NULL &&
                CMS_signed_add1_attr_by_NID(info, NID_pkcs9_contentType, V_ASN1_OBJECT,
                                            OBJ_nid2obj(NID_pkcs7_data), -1) &&
                CMS_signed_add1_attr_by_NID(info, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING,
                                            digest, HT_DIGEST_SIZE);
    for (int i = 0; good && i < sk_X509_num(signer->others); i++) {
        good = CMS_add1_cert(cms, sk_X509_value(signer->others, i));
    }
    return good ? info : NULL;
}

/* The digest of the attributes: as a set, in the order of its bytes (RFC 5652 5.4). */
static bool digest_attributes(uint8_t *digest, CMS_SignerInfo *info)
{
    STACK_OF(X509_ATTRIBUTE) *all = sk_X509_ATTRIBUTE_new_null();
    unsigned char *der = NULL;
    for (int i = 0; i < CMS_signed_get_attr_count(info); i++) {
        sk_X509_ATTRIBUTE_push(all, CMS_signed_get_attr(info, i));
    }
    int size = ASN1_item_i2d((ASN1_VALUE *)all, &der, ASN1_ITEM_rptr(PKCS7_ATTR_SIGN));
    if (size > 0) {
        ht_signer_digest(digest, (ht_written){(const char *)der, (const char *)der + size},
                         HT_NOTHING);
    }
    OPENSSL_free(der);
    sk_X509_ATTRIBUTE_free(all);
    return size > 0;
}

/* ---- The signature itself -------------------------------------------------------------------- */

/* A context of a key for digests by SHA-256; NULL when OpenSSL has failed. */
static EVP_PKEY_CTX *context_of(EVP_PKEY *key, int (*init)(EVP_PKEY_CTX *context))
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
    if (context != NULL &&
        (init(context) <= 0 || EVP_PKEY_CTX_set_signature_md(context, EVP_sha256()) <= 0)) {
        EVP_PKEY_CTX_free(context);
        context = NULL;
    }
    return context;
}

static ht_status sign_by_key(GByteArray **out, const ht_signer *signer, const uint8_t *digest,
                             ht_diags *diags)
{
    size_t size = (size_t)EVP_PKEY_get_size(signer->key);
    GByteArray *signature = g_byte_array_new();
    EVP_PKEY_CTX *context = context_of(signer->key, EVP_PKEY_sign_init);
    g_byte_array_set_size(signature, (guint)size);
    if (context != NULL &&
        EVP_PKEY_sign(context, signature->data, &size, digest, HT_DIGEST_SIZE) > 0) {
        g_byte_array_set_size(signature, (guint)size);
        *out = signature;
    } else {
        ht_diag_add(diags, HT_E1321, HT_NO_PLACE, signer->means, ht_openssl_reason());
        g_byte_array_unref(signature);
    }
    EVP_PKEY_CTX_free(context);
    return *out != NULL ? HT_OK : HT_BACKEND;
}

static ht_status sign_by_command(GByteArray **out, const ht_signer *signer, const uint8_t *digest,
                                 ht_diags *diags)
{
    ht_status status = ht_tool_ask(out, (const char *const *)signer->command, digest,
                                   HT_DIGEST_SIZE, COMMAND_SECONDS, diags);
    if (status != HT_OK) {
        ht_diag_hint(diags, ht_tr(N_("run it by hand: it reads a digest by SHA-256, 32 bytes, and "
                                     "writes its signature")));
    } else if ((*out)->len == 0) {
        ht_diag_add(diags, HT_E1321, HT_NO_PLACE, signer->means, ht_tr(N_("it wrote nothing")));
        status = HT_BACKEND;
    }
    return status;
}

/* True when a signature is one by the certificate. */
static bool is_by(const X509 *certificate, const GByteArray *signature, const uint8_t *digest)
{
    EVP_PKEY_CTX *context = context_of(X509_get0_pubkey(certificate), EVP_PKEY_verify_init);
    bool good = context != NULL && EVP_PKEY_verify(context, signature->data, signature->len, digest,
                                                   HT_DIGEST_SIZE) == 1;
    EVP_PKEY_CTX_free(context);
    ERR_clear_error();
    return good;
}

static ht_status sign_digest(GByteArray **out, const ht_signer *signer, const uint8_t *digest,
                             ht_diags *diags)
{
    ht_status status = signer->command != NULL ? sign_by_command(out, signer, digest, diags)
                                               : sign_by_key(out, signer, digest, diags);
    if (status == HT_OK && !is_by(signer->certificate, *out, digest)) {
        ht_diag_add(diags, HT_E1321, HT_NO_PLACE, signer->means,
                    ht_tr(N_("what it wrote is no signature by the certificate")));
        status = HT_BACKEND;
    }
    return status;
}

/* ---- All of it ------------------------------------------------------------------------------- */

static GByteArray *encode(CMS_ContentInfo *cms, CMS_SignerInfo *info, const GByteArray *signature)
{
    unsigned char *der = NULL;
    ASN1_OCTET_STRING_set(CMS_SignerInfo_get0_signature(info), signature->data,
                          (int)signature->len);
    int size = i2d_CMS_ContentInfo(cms, &der);
    GByteArray *all = NULL;
    if (size > 0) {
        all = g_byte_array_new();
        g_byte_array_append(all, der, (guint)size);
    }
    OPENSSL_free(der);
    return all;
}

ht_status ht_signer_sign(GByteArray **out, const ht_signer *signer, const uint8_t *digest,
                         ht_diags *diags)
{
    uint8_t attributes_digest[HT_DIGEST_SIZE];
    GByteArray *signature = NULL;
    CMS_ContentInfo *cms =
        CMS_sign(NULL, NULL, NULL, NULL, CMS_PARTIAL | CMS_DETACHED | CMS_BINARY);
    CMS_SignerInfo *info = cms != NULL ? add_signer(cms, signer, digest) : NULL;
    bool framed = info != NULL && digest_attributes(attributes_digest, info);
    ht_status status =
        framed ? sign_digest(&signature, signer, attributes_digest, diags) : HT_BACKEND;
    *out = status == HT_OK ? encode(cms, info, signature) : NULL;
    if (!framed || (status == HT_OK && *out == NULL)) {
        ht_diag_add(diags, HT_E1321, HT_NO_PLACE, signer->means, ht_openssl_reason());
        status = HT_BACKEND;
    }
    if (signature != NULL) {
        g_byte_array_unref(signature);
    }
    CMS_ContentInfo_free(cms);
    return status;
}
