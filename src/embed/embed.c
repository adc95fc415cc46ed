/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A face and glyphs of it in; out, a font program in the form that the face's outlines have.
 */

#include "embed/embed.h"

bool ht_embed(ht_program *out, const ht_face *face, const uint32_t *glyphs, size_t n_glyphs,
              const char *name)
{
    ht_kept *kept = ht_kept_of(face);
    *out = (ht_program){0};
    return kept->cff != NULL ? ht_cff_write(out, kept, glyphs, n_glyphs, name)
                             : ht_truetype_write(out, kept, glyphs, n_glyphs);
}
