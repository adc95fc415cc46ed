/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: a set of fonts, a role, a character. Out: the face to set it in, and how far its glyphs are
 * to be lifted so that their ink is centred where the ink of the role's own face is.
 *
 * Threads may ask at the same time: faces open and lifts are measured once, by who comes first.
 */

#include "font/fontset.h"

#include <string.h>

static ht_chain *find_chain(const ht_fontset *fonts, const char *role)
{
    for (size_t i = 0; i < fonts->roles.n_roles; i++) {
        if (strcmp(fonts->roles.roles[i].key, role) == 0) {
            return &fonts->chains[i];
        }
    }
    return NULL;
}

bool ht_fontset_has_role(const ht_fontset *fonts, const char *role)
{
    return find_chain(fonts, role) != NULL;
}

const char *const *ht_fontset_roles(const ht_fontset *fonts)
{
    return fonts->names;
}

const ht_face *ht_fontset_main(ht_fontset *fonts, const char *role)
{
    ht_face *face = find_chain(fonts, role)->candidates[0].face;
    return ht_face_fault(face) == NULL ? face : NULL;
}

static bool serves(const ht_candidate *candidate, uint32_t codepoint)
{
    bool withheld =
        candidate->without != NULL && g_utf8_strchr(candidate->without, -1, codepoint) != NULL;
    return !withheld && ht_face_has(candidate->face, codepoint);
}

static int measure_lift(const ht_chain *chain, ht_candidate *candidate)
{
    if (g_once_init_enter(&candidate->measured)) {
        int own = ht_face_ink_centre(chain->candidates[0].face);
        int other = ht_face_ink_centre(candidate->face);
        candidate->lift = own != 0 && other != 0 ? own - other : 0;
        g_once_init_leave(&candidate->measured, 1);
    }
    return candidate->lift;
}

bool ht_fontset_choose(ht_choice *out, ht_fontset *fonts, const char *role, uint32_t codepoint)
{
    const ht_chain *chain = find_chain(fonts, role);
    for (size_t i = 0; i < chain->n_candidates; i++) {
        ht_candidate *candidate = &chain->candidates[i];
        if (serves(candidate, codepoint)) {
            *out = (ht_choice){
                .face = candidate->face,
                .lift = i > 0 && !candidate->shared ? measure_lift(chain, candidate) : 0,
                .substitute = i > 0 && !candidate->shared,
            };
            return true;
        }
    }
    return false;
}
