/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What is kept with a face for its life: its CFF table once it is understood, and the glyphs that
 * were asked for so far, compressed. Several threads may ask.
 */

#include "embed/embed.h"

static void *make_kept(const ht_face *face)
{
    hb_face_t *source = hb_font_get_face(ht_face_font(face));
    ht_kept *kept = g_new0(ht_kept, 1);
    hb_blob_t *blob = hb_face_reference_table(source, HB_TAG('C', 'F', 'F', ' '));
    kept->face = face;
    kept->cff = hb_blob_get_length(blob) > 0 ? ht_cff_open(blob) : NULL;
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

const ht_packed *ht_kept_piece(ht_kept *kept, uint32_t glyph,
                               ht_packed *(*make)(const ht_kept *kept, uint32_t glyph))
{
    gpointer key = GUINT_TO_POINTER(glyph);
    g_mutex_lock(&kept->lock);
    ht_packed *piece = g_hash_table_lookup(kept->pieces, key);
    if (piece == NULL) {
        piece = make(kept, glyph);
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
