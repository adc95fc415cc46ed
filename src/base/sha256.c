/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Bytes in, their SHA-256 out (FIPS 180-4), by Nettle: it knows the processor's instructions for it.
 */

#include "base/base.h"

#include <glib.h>
#include <nettle/sha2.h>
#include <string.h>

struct ht_sha256 {
    struct sha256_ctx state;
};

ht_sha256 *ht_sha256_new(void)
{
    ht_sha256 *sum = g_new(ht_sha256, 1);
    sha256_init(&sum->state);
    return sum;
}

ht_sha256 *ht_sha256_copy(const ht_sha256 *sum)
{
    return g_memdup2(sum, sizeof *sum);
}

void ht_sha256_add(ht_sha256 *sum, const void *bytes, size_t size)
{
    sha256_update(&sum->state, size, bytes);
}

void ht_sha256_add_text(ht_sha256 *sum, const char *text)
{
    ht_sha256_add(sum, text, strlen(text) + 1);
}

char *ht_sha256_end(ht_sha256 *sum)
{
    static const char digits[] = "0123456789abcdef";
    uint8_t digest[SHA256_DIGEST_SIZE];
    char *text = g_malloc(2 * sizeof digest + 1);
    sha256_digest(&sum->state, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        text[2 * i] = digits[digest[i] >> 4];
        text[2 * i + 1] = digits[digest[i] & 15];
    }
    text[2 * sizeof digest] = '\0';
    g_free(sum);
    return text;
}

char *ht_sha256_of(const void *bytes, size_t size)
{
    ht_sha256 *sum = ht_sha256_new();
    ht_sha256_add(sum, bytes, size);
    return ht_sha256_end(sum);
}
