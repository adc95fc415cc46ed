/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Charstrings without their subroutines: bytes in, bytes out. Numbers from -107 to 107 are one byte,
 * 139 more; subroutine 0 is called as -107, which is 32.
 */

#include "embed/embed.h"

#include <string.h>

#define N(number) ((uint8_t)((number) + 139))
#define CALL_LOCAL 10
#define CALL_GLOBAL 29
#define RETURN 11
#define END 14
#define HSTEMHM 18
#define HINTMASK 19
#define RMOVETO 21
#define RLINETO 5

/* Objects of an INDEX, by their ends. */
typedef struct objects {
    uint8_t bytes[64];
    uint8_t ends[4];
    unsigned count;
} objects;

static ht_cff_index index_of(const objects *from, uint8_t *offsets)
{
    offsets[0] = 1;
    for (unsigned i = 0; i < from->count; i++) {
        offsets[i + 1] = (uint8_t)(from->ends[i] + 1);
    }
    return (ht_cff_index){.offsets = {offsets, from->count + 1},
                          .data = {from->bytes, sizeof from->bytes},
                          .offset_size = 1,
                          .count = from->count};
}

/* A glyph of this code, with one local and one global subroutine. */
static GByteArray *flatten(const objects *code, const objects *local, const objects *global)
{
    uint8_t offsets[3][8];
    ht_cff_part part = {.subroutines = index_of(local, offsets[1])};
    const ht_cff cff = {.charstrings = index_of(code, offsets[0]),
                        .subroutines = index_of(global, offsets[2]),
                        .parts = &part,
                        .n_parts = 1};
    GByteArray *out = g_byte_array_new();
    if (!ht_charstring_flatten(out, &cff, 0)) {
        g_byte_array_unref(out);
        return NULL;
    }
    return out;
}

static void expect(const objects *code, const objects *local, const objects *global,
                   const uint8_t *wanted, size_t size)
{
    GByteArray *out = flatten(code, local, global);
    g_assert_nonnull(out);
    g_assert_cmpuint(out->len, ==, size);
    g_assert_true(memcmp(out->data, wanted, size) == 0);
    g_byte_array_unref(out);
}

static const objects none = {.count = 0};

static void test_without_calls(void)
{
    const objects code = {{N(5), N(7), RMOVETO, N(1), N(2), RLINETO, END}, {7}, 1};
    expect(&code, &none, &none, code.bytes, 7);
}

static void test_calls(void)
{
    const objects local = {{N(1), N(2), RLINETO, RETURN}, {4}, 1};
    const objects global = {{N(-107), CALL_LOCAL, END}, {3}, 1};
    const objects code = {{N(5), N(7), RMOVETO, N(-107), CALL_LOCAL, N(-107), CALL_GLOBAL}, {7}, 1};
    const uint8_t flat[] = {N(5), N(7), RMOVETO, N(1), N(2), RLINETO, N(1), N(2), RLINETO, END};
    expect(&code, &local, &global, flat, sizeof flat);
}

/* A mask has a bit for each stem; those before a mask need no operator. Its bits may look like a
 * call. */
static void test_masks(void)
{
    const objects code = {{N(1), N(2), HSTEMHM, N(1), N(2), N(3), N(4), HINTMASK, CALL_LOCAL, N(5),
                           N(7), RMOVETO, END},
                          {13},
                          1};
    expect(&code, &none, &none, code.bytes, 13);
}

static void test_no_end(void)
{
    const objects code = {{N(5), N(7), RMOVETO}, {3}, 1};
    const uint8_t flat[] = {N(5), N(7), RMOVETO, END};
    expect(&code, &none, &none, flat, sizeof flat);
}

static void test_refused(void)
{
    const objects local = {{N(-107), CALL_LOCAL}, {2}, 1};
    const objects codes[] = {
        {{N(-107), CALL_LOCAL, END}, {3}, 1},       /* calls itself for ever */
        {{N(-106), CALL_LOCAL, END}, {3}, 1},       /* there is no such subroutine */
        {{N(1), RMOVETO, CALL_LOCAL, END}, {4}, 1}, /* no number */
        {{12, 10, END}, {3}, 1},                    /* arithmetic */
        {{N(0), N(0), N(65), N(66), END}, {5}, 1},  /* an accent by seac */
        {{28, 0}, {2}, 1},                          /* cut off */
        {{N(1), N(2), HSTEMHM, HINTMASK}, {4}, 1},  /* a mask without bits */
        {{N(1), 12}, {2}, 1},                       /* half an operator */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(codes); i++) {
        g_assert_null(flatten(&codes[i], &local, &none));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/charstring/without-calls", test_without_calls);
    g_test_add_func("/charstring/calls", test_calls);
    g_test_add_func("/charstring/masks", test_masks);
    g_test_add_func("/charstring/no-end", test_no_end);
    g_test_add_func("/charstring/refused", test_refused);
    return g_test_run();
}
