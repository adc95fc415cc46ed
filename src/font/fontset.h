/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_FONTSET_H
#define HT_FONTSET_H

/*
 * What the files of this folder share: roles as fonts/roles.yaml has them (roles.c), families
 * found on this machine (find.c), faces (face.c) and the chains made of them (fontset.c). Other
 * stages include font.h only.
 */

#include <glib.h>

#include "font/font.h"

/* ---- Roles (roles.c) ----------------------------------------------------------------------- */

/* A family that a role names, and where it is. Roles that name the same family share it. */
typedef struct ht_family {
    const char *name;
    const char *path; /* NULL: it is nowhere */
    unsigned index;
    int distance; /* how far the face is from a regular one, see find.c */
    bool own;     /* it stands in the folder given with --fonts */
} ht_family;

/* A face of a file, of fonts/open when there is no folder in its name. */
typedef struct ht_open_file {
    const char *name;
    unsigned index;
} ht_open_file;

typedef struct ht_role {
    const char *key;  /* fangsong */
    const char *name; /* 仿宋 */
    bool shared;      /* its faces end the chain of every other role */
    ht_family **families;
    size_t n_families;
    ht_open_file open;   /* its name is NULL when there is none */
    const char *without; /* characters the open face shall not give, or NULL */
    ht_open_file *rare;
    size_t n_rare;
    ht_family **rare_families;
    size_t n_rare_families;
} ht_role;

typedef struct ht_roles {
    ht_role *roles;
    size_t n_roles;
    ht_open_file *others; /* faces, by path, of the folder given with --fonts that no role names */
    size_t n_others;
    GHashTable *families; /* name -> ht_family, in the arena it was read into */
} ht_roles;

/* Reads roles.yaml. HT_INVALID when it has mistakes. */
ht_status ht_roles_read(ht_roles *out, ht_arena *arena, const ht_source *source, ht_diags *diags);

/* ---- Families on this machine (find.c) ----------------------------------------------------- */

/* Looks for the families in the folder given with --fonts, and notes its other faces: HT_IO when
 * it cannot be read, HT_INVALID when no face is in it. */
ht_status ht_find_in_folder(ht_roles *roles, ht_arena *arena, const char *folder, ht_diags *diags);

/* Looks among the system's fonts for those that the folder does not hold. */
void ht_find_in_system(const ht_roles *roles, ht_arena *arena);

/* ---- Faces (face.c) ------------------------------------------------------------------------ */

ht_face *ht_face_new(const char *path, unsigned index);
void ht_face_free(ht_face *face);

/* Opens the face if it is not open yet. NULL when it can be used, else why not (untranslated). */
const char *ht_face_fault(ht_face *face);

/* True when the face can be used and has a glyph for the character. */
bool ht_face_has(ht_face *face, uint32_t codepoint);

/* The middle of a Han character's ink above the baseline, in 1/1000 em; 0 when it has none. */
int ht_face_ink_centre(ht_face *face);

/* The ink of a face's glyphs, as far as they were asked for (ink.c). */
typedef struct ht_inks ht_inks;
ht_inks *ht_inks_new(void);
void ht_inks_free(ht_inks *inks);
ht_inks *ht_face_inks(const ht_face *face);

/* ---- The set (fontset.c) ------------------------------------------------------------------- */

/* One face of a role's chain. */
typedef struct ht_candidate {
    ht_face *face;
    const char *without; /* characters it shall not give, or NULL */
    bool shared;         /* of a shared role: what it gives is no substitution */
    gsize measured;      /* set once `lift` is known */
    int lift;
} ht_candidate;

typedef struct ht_chain {
    const ht_role *role;
    ht_candidate *candidates; /* the role's own face first */
    size_t n_candidates;
    bool open; /* the role's own face is the open one */
} ht_chain;

struct ht_fontset {
    gatomicrefcount refs;
    gint reported;
    ht_arena *arena;
    ht_roles roles;
    ht_chain *chains; /* one for each role, in the same order */
    const char **names;
    GHashTable *faces; /* "path#index" -> ht_face */
};

/* Makes a set from a roles file of the given path; the open faces are in open/ beside it. */
ht_status ht_fontset_load(ht_fontset **out, const char *roles_path, const ht_fonts_options *options,
                          ht_diags *diags);

#endif
