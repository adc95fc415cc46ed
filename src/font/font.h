/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_FONT_H
#define HT_FONT_H

/*
 * Roles in, faces out. A layout asks for a role (fangsong, hei …); this stage says which face of
 * the role's chain has a character. Which families serve a role, in what order, and how a face is
 * shifted to sit well beside another, stands in fonts/roles.yaml.
 */

#include <hb.h>

#include "diag/diag.h"
#include "hongtou/fonts.h"

/* One face of one file, opened when first asked for and kept open. */
typedef struct ht_face ht_face;

/* A face for a character of a role. */
typedef struct ht_choice {
    const ht_face *face;
    int lift;        /* how far its glyphs rise to meet the role's own, in 1/1000 em; often 0 */
    bool substitute; /* the face stands further down the role's chain: a rare character */
} ht_choice;

/* True when there is such a role. */
bool ht_fontset_has_role(const ht_fontset *fonts, const char *role);

/* The names of all roles, ended by NULL; borrowed. */
const char *const *ht_fontset_roles(const ht_fontset *fonts);

/* The first face of the role's chain that has a glyph for `codepoint`. False when none has. The
 * role must exist. */
bool ht_fontset_choose(ht_choice *out, ht_fontset *fonts, const char *role, uint32_t codepoint);

/* The face that serves the role's ordinary characters; NULL when its file turned out unreadable. */
const ht_face *ht_fontset_main(ht_fontset *fonts, const char *role);

/* What the outline of a glyph fills, in font units from its origin, y upwards. */
typedef struct ht_ink_box {
    int left;
    int bottom;
    int right;
    int top;
} ht_ink_box;

/* False when the glyph is blank. */
bool ht_face_ink(ht_ink_box *out, const ht_face *face, uint32_t glyph);

/* The files of all faces that may be used, each once; the caller frees the array. Borrowed. */
const char **ht_fontset_paths(const ht_fontset *fonts, size_t *n);

/* PostScript name, file and index in it. Borrowed. */
const char *ht_face_name(const ht_face *face);
const char *ht_face_path(const ht_face *face);
unsigned ht_face_index(const ht_face *face);

/* Tells a face from every other, whatever its file is called: 16 hexadecimal digits, which the
 * caller frees. */
char *ht_face_print(const ht_face *face);

/* The same of a file of faces, of which only the directories are read; NULL when it is none. */
char *ht_font_file_print(const char *path);

/* The face of the set that has this print, or NULL. */
const ht_face *ht_fontset_face(const ht_fontset *fonts, const char *print);

/* HarfBuzz's objects, borrowed; the font's scale is the face's units per em, so advances come in
 * font units. */
hb_font_t *ht_face_font(const ht_face *face);
int ht_face_upem(const ht_face *face);

/* What one other stage keeps with a face for its life: made when it is asked for first, by any
 * thread, and ended by `drop`. */
void *ht_face_keep(const ht_face *face, void *(*make)(const ht_face *face), void (*drop)(void *));

/* Adds, once for the life of the font set, a note that says which roles the open faces serve in
 * place of licensed ones. */
void ht_fontset_report(ht_fontset *fonts, ht_diags *diags);

#endif
