/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Files of certificates and a key in; out, who signs, when all fits: the key is the certificate's,
 * its time is now, it may sign, and it is of a kind that PAdES knows. Nothing of a key or a
 * password is ever told or written.
 */

#include "sign/signer.h"

#include <errno.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/pkcs12err.h>
#include <openssl/x509v3.h>
#include <string.h>

#define MOST_PASSWORD 1024
#define MOST_BYTES (1 << 20)           /* of a file of certificates or keys */
#define BYTE_ORDER_MARK "\xEF\xBB\xBF" /* some editors put it before all else */

/* The usual ones in our words, the others in its own. */
const char *ht_openssl_reason(void)
{
    unsigned long error = ERR_peek_last_error();
    const char *reason = ERR_reason_error_string(error);
    ERR_clear_error();
    if (ERR_GET_LIB(error) == ERR_LIB_PEM && ERR_GET_REASON(error) == PEM_R_NO_START_LINE) {
        return ht_tr(N_("there is none in it"));
    }
    if (ERR_GET_LIB(error) == ERR_LIB_ASN1) {
        return ht_tr(N_("it is damaged, or something else"));
    }
    if (ERR_GET_REASON(error) == ERR_R_UNSUPPORTED) {
        return ht_tr(N_("there is none in it of a kind that can be read"));
    }
    return reason != NULL ? reason : ht_tr(N_("there is none in it"));
}

/* ---- Passwords ------------------------------------------------------------------------------- */

/* What opens a key. */
typedef struct secret {
    char text[MOST_PASSWORD];
    bool given;
    bool asked; /* somebody wanted it */
} secret;

static ht_status read_password(secret *s, const char *path, ht_diags *diags)
{
    if (path == NULL) {
        return HT_OK;
    }
    bool standard = strcmp(path, "-") == 0;
    errno = 0;
    FILE *file = standard ? stdin : fopen(path, "r");
    s->given = file != NULL && fgets(s->text, sizeof s->text, file) != NULL;
    if (!s->given) {
        ht_diag_add(diags, HT_E0801, HT_NO_PLACE, path, g_strerror(errno != 0 ? errno : ENODATA));
    }
    s->text[strcspn(s->text, "\r\n")] = '\0';
    if (g_str_has_prefix(s->text, BYTE_ORDER_MARK)) {
        memmove(s->text, s->text + strlen(BYTE_ORDER_MARK),
                sizeof s->text - strlen(BYTE_ORDER_MARK));
    }
    if (file != NULL && !standard) {
        fclose(file);
    }
    return s->given ? HT_OK : HT_IO;
}

/* Gives OpenSSL the password; it asks nobody else. */
static int give_password(char *room, int size, int writing, void *user)
{
    secret *s = user;
    (void)writing;
    s->asked = true;
    int length = (int)strlen(s->text);
    if (!s->given || length > size) {
        return -1;
    }
    memcpy(room, s->text, (size_t)length);
    return length;
}

static ht_status tell_locked(const secret *s, const char *path, ht_diags *diags)
{
    ht_diag_add(diags, s->given ? HT_E1314 : HT_E1313, HT_NO_PLACE, path);
    ERR_clear_error();
    return HT_INVALID;
}

/* ---- Files ----------------------------------------------------------------------------------- */

/* Reads a file into memory, for it may be a pipe, and is read again to know what it is. */
static BIO *open_file(const char *path, ht_diags *diags)
{
    errno = 0;
    BIO *file = BIO_new_file(path, "rb");
    if (file == NULL) {
        ht_diag_add(diags, HT_E0801, HT_NO_PLACE, path, g_strerror(errno));
        ERR_clear_error();
        return NULL;
    }
    BIO *memory = BIO_new(BIO_s_mem());
    char *bytes = OPENSSL_malloc(MOST_BYTES);
    int size = BIO_read(file, bytes, MOST_BYTES);
    BIO_write(memory, bytes, MAX(size, 0));
    BIO_set_flags(memory, BIO_FLAGS_NONCLEAR_RST);
    BIO_set_mem_eof_return(memory, 0);
    OPENSSL_clear_free(bytes, MOST_BYTES);
    BIO_free(file);
    return memory;
}

/* Takes a certificate, unless it is there. */
static void add_certificate(ht_signer *signer, X509 *one)
{
    bool known = signer->certificate != NULL && X509_cmp(signer->certificate, one) == 0;
    for (int i = 0; i < sk_X509_num(signer->others) && !known; i++) {
        known = X509_cmp(sk_X509_value(signer->others, i), one) == 0;
    }
    if (known) {
        X509_free(one);
    } else if (signer->certificate == NULL) {
        signer->certificate = one;
    } else {
        sk_X509_push(signer->others, one);
    }
}

/* All certificates of a PEM file: the first is the signer's, when that is not known yet. */
static ht_status read_certificates(ht_signer *signer, BIO *file, const char *path, ht_diags *diags)
{
    X509 *one = NULL;
    int n = 0;
    while ((one = PEM_read_bio_X509(file, NULL, NULL, NULL)) != NULL) {
        n++;
        add_certificate(signer, one);
    }
    if (n == 0) {
        ht_diag_add(diags, HT_E1311, HT_NO_PLACE, path, ht_openssl_reason());
    }
    ERR_clear_error(); /* the end of the file is one */
    return n > 0 ? HT_OK : HT_INVALID;
}

/* Why a PKCS#12 file does not open. */
static ht_status tell_unopened(const secret *s, const char *path, ht_diags *diags)
{
    int reason = ERR_GET_REASON(ERR_peek_last_error());
    if (reason == PKCS12_R_MAC_VERIFY_FAILURE) {
        return tell_locked(s, path, diags);
    }
    ht_diag_add(diags, HT_E1311, HT_NO_PLACE, path, ht_openssl_reason());
    if (reason == ERR_R_UNSUPPORTED) {
        ht_diag_hint(diags, "%s",
                     ht_tr(N_("it is locked as old systems did, by RC2: write it anew by "
                              "openssl pkcs12 -legacy -in OLD -nodes -out ALL.pem and "
                              "openssl pkcs12 -export -in ALL.pem -out NEW")));
    }
    return HT_INVALID;
}

/* What is in a PKCS#12 file; its key is of no use when another signs. */
static ht_status take_pkcs12(ht_signer *signer, PKCS12 *all, const char *path, bool with_key,
                             secret *s, ht_diags *diags)
{
    EVP_PKEY *key = NULL;
    STACK_OF(X509) *others = NULL;
    if (!PKCS12_parse(all, s->text, &key, &signer->certificate, &others)) {
        return tell_unopened(s, path, diags);
    }
    while (others != NULL && sk_X509_num(others) > 0) {
        add_certificate(signer, sk_X509_shift(others));
    }
    sk_X509_free(others);
    if (with_key) {
        signer->key = key;
    } else {
        EVP_PKEY_free(key);
    }
    if (signer->certificate == NULL) {
        ht_diag_add(diags, HT_E1311, HT_NO_PLACE, path, ht_openssl_reason());
        return HT_INVALID;
    }
    return HT_OK;
}

/* A PKCS#12 file, or one certificate. */
static ht_status read_der(ht_signer *signer, BIO *file, const char *path, bool with_key, secret *s,
                          ht_diags *diags)
{
    PKCS12 *all = d2i_PKCS12_bio(file, NULL);
    if (all != NULL) {
        ht_status status = take_pkcs12(signer, all, path, with_key, s, diags);
        PKCS12_free(all);
        return status;
    }
    (void)BIO_reset(file);
    signer->certificate = d2i_X509_bio(file, NULL);
    if (signer->certificate == NULL) {
        ht_diag_add(diags, HT_E1311, HT_NO_PLACE, path, ht_openssl_reason());
        return HT_INVALID;
    }
    ERR_clear_error(); /* it is no PKCS#12 file */
    return HT_OK;
}

/* True when a file begins as DER does, with a sequence. */
static bool is_der(BIO *file)
{
    unsigned char first = 0;
    bool der = BIO_read(file, &first, 1) == 1 && first == 0x30;
    (void)BIO_reset(file);
    return der;
}

static ht_status read_certificate(ht_signer *signer, const ht_sign_options *options, secret *s,
                                  ht_diags *diags)
{
    const char *path = options->certificate;
    BIO *file = open_file(path, diags);
    if (file == NULL) {
        return HT_IO;
    }
    bool with_key = options->key == NULL && options->command == NULL;
    ht_status status = is_der(file) ? read_der(signer, file, path, with_key, s, diags)
                                    : read_certificates(signer, file, path, diags);
    BIO_free(file);
    return status;
}

static ht_status read_chain(ht_signer *signer, const char *path, ht_diags *diags)
{
    BIO *file = path != NULL ? open_file(path, diags) : NULL;
    if (file == NULL) {
        return path != NULL ? HT_IO : HT_OK;
    }
    ht_status status = read_certificates(signer, file, path, diags);
    BIO_free(file);
    return status;
}

static ht_status read_key(ht_signer *signer, const ht_sign_options *options, secret *s,
                          ht_diags *diags)
{
    const char *path = options->key != NULL ? options->key : options->certificate;
    signer->means = g_strdup(path);
    if (signer->key != NULL) {
        return HT_OK; /* it was in the PKCS#12 file */
    }
    BIO *file = open_file(path, diags);
    if (file == NULL) {
        return HT_IO;
    }
    signer->key = PEM_read_bio_PrivateKey(file, NULL, give_password, s);
    BIO_free(file);
    if (signer->key == NULL && s->asked) {
        return tell_locked(s, path, diags);
    }
    if (signer->key == NULL) {
        ht_diag_add(diags, HT_E1312, HT_NO_PLACE, path, ht_openssl_reason());
    }
    ERR_clear_error();
    return signer->key != NULL ? HT_OK : HT_INVALID;
}

static ht_status read_command(ht_signer *signer, const char *command, ht_diags *diags)
{
    GError *error = NULL;
    if (g_shell_parse_argv(command, NULL, &signer->command, &error)) {
        signer->means = g_strdup(signer->command[0]);
        return HT_OK;
    }
    ht_diag_add(diags, HT_E1315, HT_NO_PLACE, command, error->message);
    g_error_free(error);
    return HT_INVALID;
}

/* ---- Whether all fits ------------------------------------------------------------------------ */

static char *day_of(const ASN1_TIME *time)
{
    struct tm day = {0};
    ASN1_TIME_to_tm(time, &day);
    return g_strdup_printf("%04d-%02d-%02d", day.tm_year + 1900, day.tm_mon + 1, day.tm_mday);
}

static bool is_in_time(const X509 *certificate, const char *path, time_t now, ht_diags *diags)
{
    const ASN1_TIME *first = X509_get0_notBefore(certificate);
    const ASN1_TIME *last = X509_get0_notAfter(certificate);
    if (X509_cmp_time(first, &now) == -1 && X509_cmp_time(last, &now) == 1) {
        return true;
    }
    char *from = day_of(first);
    char *to = day_of(last);
    struct tm today = {0};
    gmtime_r(&now, &today);
    char *day =
        g_strdup_printf("%04d-%02d-%02d", today.tm_year + 1900, today.tm_mon + 1, today.tm_mday);
    ht_diag_add(diags, HT_E1317, HT_NO_PLACE, path, from, to, day);
    g_free(day);
    g_free(to);
    g_free(from);
    return false;
}

static bool is_known_kind(const EVP_PKEY *key, const char *path, ht_diags *diags)
{
    if (key != NULL && (EVP_PKEY_is_a(key, "RSA") || EVP_PKEY_is_a(key, "EC"))) {
        return true;
    }
    const char *kind = key != NULL ? EVP_PKEY_get0_type_name(key) : "?";
    ht_diag_add(diags, HT_E1318, HT_NO_PLACE, path, kind);
    if (key != NULL && EVP_PKEY_is_a(key, "SM2")) {
        ht_diag_hint(diags,
                     ht_tr(N_("a signature of PDF by SM2 is not one of CMS: use a certificate "
                              "of RSA or EC here, and a program for GB/T 38540 for a seal "
                              "by SM2")));
    }
    ERR_clear_error();
    return false;
}

static ht_status check(const ht_signer *signer, const char *path, time_t now, ht_diags *diags)
{
    X509 *certificate = signer->certificate;
    if (!is_known_kind(X509_get0_pubkey(certificate), path, diags) ||
        !is_in_time(certificate, path, now, diags)) {
        return HT_INVALID;
    }
    if ((X509_get_key_usage(certificate) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) == 0) {
        ht_diag_add(diags, HT_E1319, HT_NO_PLACE, path);
        return HT_INVALID;
    }
    if (signer->key != NULL && X509_check_private_key(certificate, signer->key) != 1) {
        ht_diag_add(diags, HT_E1316, HT_NO_PLACE, signer->means, path);
        ERR_clear_error();
        return HT_INVALID;
    }
    return HT_OK;
}

/* ---- All of it ------------------------------------------------------------------------------- */

ht_status ht_signer_open(ht_signer **out, const ht_sign_options *options, time_t now,
                         ht_diags *diags)
{
    secret s = {.given = false};
    ht_signer *signer = g_new0(ht_signer, 1);
    signer->others = sk_X509_new_null();
    ht_status status = read_password(&s, options->password_file, diags);
    if (status == HT_OK) {
        status = read_certificate(signer, options, &s, diags);
    }
    if (status == HT_OK) {
        status = read_chain(signer, options->chain, diags);
    }
    if (status == HT_OK) {
        status = options->command != NULL ? read_command(signer, options->command, diags)
                                          : read_key(signer, options, &s, diags);
    }
    if (status == HT_OK) {
        status = check(signer, options->certificate, now, diags);
    }
    OPENSSL_cleanse(&s, sizeof s);
    if (status != HT_OK) {
        ht_signer_free(signer);
        signer = NULL;
    }
    *out = signer;
    return status;
}

void ht_signer_free(ht_signer *signer)
{
    if (signer != NULL) {
        X509_free(signer->certificate);
        sk_X509_pop_free(signer->others, X509_free);
        EVP_PKEY_free(signer->key);
        g_strfreev(signer->command);
        g_free(signer->means);
        g_free(signer);
    }
}
