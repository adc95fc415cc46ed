/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A font of a few glyphs, made here byte by byte; out, what is embedded of it. Its glyphs: 0 a
 * triangle, 1 one without contours, of which some fonts say how large it is, 2 a triangle with
 * instructions, 3 one that is cut off.
 */

#include "embed/embed.h"
#include "font/fontset.h"

#include <glib/gstdio.h>
#include <string.h>
#include <zlib.h>

#define N_GLYPHS 4

/* A triangle: its box, where its contour ends, no instructions, three points of four bytes each. */
static const uint8_t triangle[] = {0, 1, 0, 0, 0,    0,    0,    9, 0, 9,
                                   0, 2, 0, 0, 0x31, 0x33, 0x35, 9, 9};
static const uint8_t no_contours[] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
static const uint8_t instructed[] = {0, 1, 0, 0, 0,    0,    0,    9,    0, 9,
                                     0, 2, 0, 1, 0x2D, 0x31, 0x33, 0x35, 9, 9};
static const uint8_t cut_off[] = {0, 1, 0, 0};

typedef struct table {
    const char *tag;
    GByteArray *bytes;
} table;

static GByteArray *zeros(guint size)
{
    GByteArray *bytes = g_byte_array_new();
    g_byte_array_set_size(bytes, size);
    memset(bytes->data, 0, size);
    return bytes;
}

static void add_glyph(GByteArray *glyf, GByteArray *loca, const uint8_t *bytes, guint size)
{
    g_byte_array_append(glyf, bytes, size);
    ht_be_append(loca, glyf->len, 4);
}

static void write_font(const char *path, const table *tables, uint32_t n)
{
    GByteArray *head = g_byte_array_new();
    GByteArray *rest = g_byte_array_new();
    ht_be_append(head, 0x00010000, 4);
    ht_be_append(head, n, 2);
    ht_be_append(head, 0, 4);
    ht_be_append(head, 0, 2);
    for (uint32_t i = 0; i < n; i++) {
        g_byte_array_append(head, (const guint8 *)tables[i].tag, 4);
        ht_be_append(head, 0, 4);
        ht_be_append(head, 12 + 16 * n + rest->len, 4);
        ht_be_append(head, tables[i].bytes->len, 4);
        g_byte_array_append(rest, tables[i].bytes->data, tables[i].bytes->len);
        g_byte_array_set_size(rest, (rest->len + 3) / 4 * 4);
        g_byte_array_unref(tables[i].bytes);
    }
    g_byte_array_append(head, rest->data, rest->len);
    g_file_set_contents(path, (const char *)head->data, (gssize)head->len, NULL);
    g_byte_array_unref(head);
    g_byte_array_unref(rest);
}

static void make_font(const char *path)
{
    table tables[] = {{"cmap", zeros(4)},  {"glyf", g_byte_array_new()}, {"head", zeros(54)},
                      {"hhea", zeros(36)}, {"hmtx", zeros(4)},           {"loca", zeros(4)},
                      {"maxp", zeros(6)}};
    tables[2].bytes->data[19] = 100; /* units per em */
    tables[2].bytes->data[51] = 1;   /* long offsets */
    tables[3].bytes->data[35] = 1;   /* one width for all */
    tables[6].bytes->data[2] = 0x50; /* version 0.5 */
    tables[6].bytes->data[5] = N_GLYPHS;
    add_glyph(tables[1].bytes, tables[5].bytes, triangle, sizeof triangle);
    add_glyph(tables[1].bytes, tables[5].bytes, no_contours, sizeof no_contours);
    add_glyph(tables[1].bytes, tables[5].bytes, instructed, sizeof instructed);
    add_glyph(tables[1].bytes, tables[5].bytes, cut_off, sizeof cut_off);
    write_font(path, tables, G_N_ELEMENTS(tables));
}

/* The glyf table of the program, which is its last; NULL when the face cannot be embedded. */
static GByteArray *embed(const uint32_t *glyphs, size_t n)
{
    char *path = NULL;
    g_close(g_file_open_tmp("hongtou-XXXXXX.ttf", &path, NULL), NULL);
    make_font(path);
    ht_face *face = ht_face_new(path, 0);
    g_assert_null(ht_face_fault(face));
    ht_program program;
    GByteArray *glyf = NULL;
    if (ht_embed(&program, face, glyphs, n, "A")) {
        uLongf size = (uLongf)program.size;
        GByteArray *file = zeros((guint)size);
        g_assert_cmpint(uncompress(file->data, &size, program.packed->data, program.packed->len),
                        ==, Z_OK);
        glyf = g_byte_array_new();
        uint32_t at = ht_be(file->data + 12 + 8, 4); /* glyf is the first of its tables */
        g_byte_array_append(glyf, file->data + at, file->len - at);
        g_byte_array_unref(file);
        g_byte_array_unref(program.packed);
    }
    g_array_free(program.glyphs, TRUE);
    ht_face_free(face);
    g_unlink(path);
    g_free(path);
    return glyf;
}

static void test_blank(void)
{
    const uint32_t wanted[] = {1};
    GByteArray *glyf = embed(wanted, G_N_ELEMENTS(wanted));
    g_assert_nonnull(glyf);
    g_assert_true(memcmp(glyf->data, triangle, sizeof triangle) == 0);
    g_assert_cmpuint(glyf->len, ==, 20); /* .notdef, and nothing for the other */
    g_byte_array_unref(glyf);
}

static void test_instructions(void)
{
    const uint32_t wanted[] = {2, 0};
    GByteArray *glyf = embed(wanted, G_N_ELEMENTS(wanted));
    g_assert_nonnull(glyf);
    g_assert_cmpuint(glyf->len, ==, 40);
    g_assert_true(memcmp(glyf->data + 20, triangle, sizeof triangle) == 0);
    g_byte_array_unref(glyf);
}

static void test_damaged(void)
{
    const uint32_t cut[] = {3};
    const uint32_t beyond[] = {N_GLYPHS};
    g_assert_null(embed(cut, 1));
    g_assert_null(embed(beyond, 1));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/truetype/blank", test_blank);
    g_test_add_func("/truetype/instructions", test_instructions);
    g_test_add_func("/truetype/damaged", test_damaged);
    return g_test_run();
}
