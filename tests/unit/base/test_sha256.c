/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Digests: the examples of FIPS 180-4, and the same bytes in pieces.
 */

#include "base/base.h"

#include <glib.h>

static void expect(ht_sha256 *sum, const char *wanted)
{
    char *digest = ht_sha256_end(sum);
    g_assert_cmpstr(digest, ==, wanted);
    g_free(digest);
}

static void test_examples(void)
{
    char *digest = ht_sha256_of("abc", 3);
    g_assert_cmpstr(digest, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    g_free(digest);
    expect(ht_sha256_new(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void test_pieces(void)
{
    ht_sha256 *sum = ht_sha256_new();
    ht_sha256_add(sum, "a", 1);
    ht_sha256 *other = ht_sha256_copy(sum);
    ht_sha256_add(sum, "bc", 2);
    expect(sum, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect(other, "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb");
}

/* "ab", "c" and "a", "bc" are different texts. */
static void test_texts(void)
{
    ht_sha256 *sum = ht_sha256_new();
    ht_sha256 *other = ht_sha256_new();
    ht_sha256_add_text(sum, "ab");
    ht_sha256_add_text(sum, "c");
    ht_sha256_add_text(other, "a");
    ht_sha256_add_text(other, "bc");
    char *digest = ht_sha256_end(sum);
    char *different = ht_sha256_end(other);
    g_assert_cmpstr(digest, !=, different);
    g_free(digest);
    g_free(different);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/base/sha256/examples", test_examples);
    g_test_add_func("/base/sha256/pieces", test_pieces);
    g_test_add_func("/base/sha256/texts", test_texts);
    return g_test_run();
}
