/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A face and glyphs of it in; out, a font program in the form that the face's outlines have. What was
 * put together of kept pieces is quickly made; as a whole it can be packed a little smaller.
 */

#include "embed/embed.h"

#include <libdeflate.h>

#define HARDEST 12

bool ht_embed(ht_program *out, const ht_face *face, const uint32_t *glyphs, size_t n_glyphs,
              const char *name)
{
    ht_kept *kept = ht_kept_of(face);
    *out = (ht_program){0};
    return kept->cff != NULL ? ht_cff_write(out, kept, glyphs, n_glyphs, name)
                             : ht_truetype_write(out, kept, glyphs, n_glyphs);
}

/* Inflates and deflates; `back` and `room` have room. False when the stream is not what it should be,
 * or there is no memory. */
static bool repack(const ht_program *program, void *back, GByteArray *room)
{
    size_t size = 0;
    struct libdeflate_decompressor *reader = libdeflate_alloc_decompressor();
    struct libdeflate_compressor *writer = libdeflate_alloc_compressor(HARDEST);
    bool good = reader != NULL && writer != NULL &&
                libdeflate_zlib_decompress(reader, program->packed->data, program->packed->len,
                                           back, program->size, &size) == LIBDEFLATE_SUCCESS &&
                size == program->size;
    if (good) {
        size = libdeflate_zlib_compress(writer, back, size, room->data, room->len);
        g_byte_array_set_size(room, (guint)size);
    }
    libdeflate_free_decompressor(reader);
    libdeflate_free_compressor(writer);
    return good && size > 0;
}

void ht_program_shrink(ht_program *program)
{
    void *back = g_malloc(MAX(program->size, 1));
    GByteArray *packed = g_byte_array_new();
    g_byte_array_set_size(packed, program->packed->len); /* what is not smaller does not serve */
    if (repack(program, back, packed)) {
        g_byte_array_unref(program->packed);
        program->packed = packed;
    } else {
        g_byte_array_unref(packed);
    }
    g_free(back);
}
