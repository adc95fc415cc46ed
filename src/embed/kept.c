/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What is kept with a face for its life: its CFF table once it is understood, the code of its
 * glyphs, and the glyphs that were asked for so far, in that code. Several threads may ask.
 */

#include "embed/embed.h"

/* So many glyphs tell how often each byte comes in them all: from all of the face, but side by side,
 * for each place of a file that is read takes memory. The code depends on the face alone, so the same
 * document gives the same file, whatever was set before it. */
#define PLACES 4
#define SAMPLES 16 /* at each */

static void make_code(ht_kept *kept, unsigned n_glyphs)
{
    uint64_t counts[HT_HUFFMAN_SYMBOLS] = {0};
    GByteArray *program = g_byte_array_new();
    for (uint32_t i = 0; i < PLACES * SAMPLES; i++) {
        uint64_t place = 2 * (i / SAMPLES) + 1;
        uint32_t glyph = (uint32_t)(place * n_glyphs / ((uint64_t)2 * PLACES)) + i % SAMPLES;
        g_byte_array_set_size(program, 0);
        guint size = kept->append(program, kept, glyph) ? program->len : 0;
        for (guint at = 0; at < size; at++) {
            counts[program->data[at]]++;
        }
    }
    ht_huffman_make(&kept->code, counts);
    g_byte_array_unref(program);
}

static void *make_kept(const ht_face *face)
{
    hb_face_t *source = hb_font_get_face(ht_face_font(face));
    ht_kept *kept = g_new0(ht_kept, 1);
    hb_blob_t *blob = hb_face_reference_table(source, HB_TAG('C', 'F', 'F', ' '));
    kept->face = face;
    kept->cff = hb_blob_get_length(blob) > 0 ? ht_cff_open(blob) : NULL;
    kept->append = kept->cff != NULL ? ht_cff_append_glyph : ht_truetype_append_glyph;
    make_code(kept, hb_face_get_glyph_count(source));
    kept->pieces = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
    g_mutex_init(&kept->lock);
    hb_blob_destroy(blob);
    return kept;
}

static void drop_kept(void *data)
{
    ht_kept *kept = data;
    g_mutex_clear(&kept->lock);
    g_hash_table_unref(kept->pieces);
    ht_cff_free(kept->cff);
    g_free(kept);
}

static ht_packed *make_piece(const ht_kept *kept, uint32_t glyph)
{
    GByteArray *program = g_byte_array_new();
    ht_packed *piece =
        kept->append(program, kept, glyph) ? ht_packed_new(&kept->code, program) : NULL;
    g_byte_array_unref(program);
    return piece;
}

const ht_packed *ht_kept_piece(ht_kept *kept, uint32_t glyph)
{
    gpointer key = GUINT_TO_POINTER(glyph);
    g_mutex_lock(&kept->lock);
    ht_packed *piece = g_hash_table_lookup(kept->pieces, key);
    if (piece == NULL) {
        piece = make_piece(kept, glyph);
        if (piece != NULL) {
            g_hash_table_insert(kept->pieces, key, piece);
        }
    }
    g_mutex_unlock(&kept->lock);
    return piece;
}

int ht_by_glyph(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

ht_kept *ht_kept_of(const ht_face *face)
{
    return ht_face_keep(face, make_kept, drop_kept);
}
