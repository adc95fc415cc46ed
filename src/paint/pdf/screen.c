/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Pixels in; out, an image of few bytes: with a palette where it has few colours, else by whichever
 * of its codes is the shortest. JPEG, which blurs edges, is for photographs: for what has many
 * colours, or many shades of grey, and is no seal.
 */

#include "paint/pdf/image.h"
#include "paint/pdf/press.h"

#include <string.h>

#define QUALITY "85" /* of JPEG: no fault is seen at this size */
#define PALETTE 256
/* More shades of grey than this: the edges of drawings and letters have fewer. */
#define MANY_SHADES 128

/* A form of an image: its bytes, and what its dictionary says of them. */
typedef struct code {
    gchar *bytes;
    gsize size;
    char *entries;
} code;

/* Keeps the shorter one of two. */
static void keep(code *best, code other)
{
    bool better = best->bytes == NULL || (other.bytes != NULL && other.size < best->size);
    code *worse = better ? best : &other;
    g_free(worse->bytes);
    g_free(worse->entries);
    if (better) {
        *best = other;
    }
}

/* ---- Colours -------------------------------------------------------------------------------- */

/* Each byte triple of `rgb` as the number of its colour in `palette`; how many there are, or 0 when
 * they are too many. */
static size_t find_palette(uint8_t palette[3 * PALETTE], uint8_t *numbers, const uint8_t *rgb,
                           size_t n_pixels)
{
    GHashTable *known = g_hash_table_new(g_direct_hash, g_direct_equal);
    size_t n = 0;
    for (size_t i = 0; i < n_pixels && n <= PALETTE; i++) {
        const uint8_t *p = rgb + 3 * i;
        gpointer key = GINT_TO_POINTER((p[0] << 16 | p[1] << 8 | p[2]) + 1);
        gpointer number = g_hash_table_lookup(known, key);
        if (number == NULL && n++ < PALETTE) {
            memcpy(palette + 3 * (n - 1), p, 3);
            number = GSIZE_TO_POINTER(n);
            g_hash_table_insert(known, key, number);
        }
        numbers[i] = (uint8_t)(GPOINTER_TO_SIZE(number) - 1);
    }
    g_hash_table_unref(known);
    return n <= PALETTE ? n : 0;
}

static bool is_grey(const uint8_t *rgb, size_t n_pixels)
{
    for (const uint8_t *p = rgb; p < rgb + 3 * n_pixels; p += 3) {
        if (p[0] != p[1] || p[1] != p[2]) {
            return false;
        }
    }
    return true;
}

static bool is_photograph(const GdkPixbuf *pixels)
{
    uint8_t palette[3 * PALETTE];
    size_t size = 0;
    uint8_t *rgb = ht_pdf_take_channels(pixels, 0, 3, &size);
    uint8_t *numbers = g_malloc(size / 3);
    size_t n = find_palette(palette, numbers, rgb, size / 3);
    bool many = n == 0 || (n > MANY_SHADES && is_grey(palette, n));
    g_free(numbers);
    g_free(rgb);
    return many && !ht_press_is_seal(pixels);
}

/* ---- Codes ---------------------------------------------------------------------------------- */

static code compress_all(const void *bytes, size_t size)
{
    code c = {0};
    c.bytes = ht_pdf_compress(bytes, size, &c.size);
    return c;
}

static char *entries_of(const GdkPixbuf *pixels, const char *space, const char *filter)
{
    GString *entries = g_string_new(NULL);
    ht_pdf_append_image(entries, pixels, space);
    g_string_append(entries, filter);
    return g_string_free(entries, FALSE);
}

/* With a palette, if there are few enough colours. */
static code code_palette(const GdkPixbuf *pixels, const uint8_t *rgb, size_t size)
{
    uint8_t palette[3 * PALETTE];
    uint8_t *numbers = g_malloc(size / 3);
    size_t n = find_palette(palette, numbers, rgb, size / 3);
    code c = {0};
    if (n > 0) {
        GString *space = g_string_new("[/Indexed/DeviceRGB ");
        g_string_append_printf(space, "%zu<", n - 1);
        for (size_t i = 0; i < 3 * n; i++) {
            g_string_append_printf(space, "%02X", palette[i]);
        }
        g_string_append(space, ">]");
        c = compress_all(numbers, size / 3);
        c.entries = entries_of(pixels, space->str, "/Filter/FlateDecode");
        c.size += space->len;
        g_string_free(space, TRUE);
    }
    g_free(numbers);
    return c;
}

static code code_jpeg(GdkPixbuf *pixels)
{
    code c = {0};
    if (gdk_pixbuf_save_to_buffer(pixels, &c.bytes, &c.size, "jpeg", NULL, "quality", QUALITY,
                                  NULL)) {
        c.entries = entries_of(pixels, "/DeviceRGB", "/Filter/DCTDecode");
    }
    return c;
}

/* ---- The whole ------------------------------------------------------------------------------ */

/* The shortest code of pixels that stand for those of an image. */
static code shorten(GdkPixbuf *pixels, const GdkPixbuf *whole)
{
    size_t size = 0;
    uint8_t *rgb = ht_pdf_take_channels(pixels, 0, 3, &size);
    code best = compress_all(rgb, size);
    best.entries = entries_of(pixels, "/DeviceRGB", "/Filter/FlateDecode");
    keep(&best, code_palette(pixels, rgb, size));
    if (is_photograph(whole)) {
        keep(&best, code_jpeg(pixels));
    }
    g_free(rgb);
    return best;
}

void ht_pdf_put_small(ht_objects *objects, int number, GdkPixbuf *pixels, const GdkPixbuf *whole)
{
    GString *entries = g_string_new(NULL);
    code best = shorten(pixels, whole);
    ht_pdf_put_mask(entries, objects, pixels);
    g_string_append(entries, best.entries);
    ht_objects_put_raw(objects, number, entries->str, best.bytes, best.size);
    g_string_free(entries, TRUE);
    g_free(best.bytes);
    g_free(best.entries);
}
