/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: the families that the roles name. Out: the file of each that is on this machine, first in
 * the folder of --fonts, then among fontconfig's fonts.
 *
 * A family counts only when its name, in any language, is exactly the one asked for: fontconfig's
 * own matching never says no. Of several faces of a family the upright one nearest to regular
 * weight is taken, and of equal ones the first by path, so that the choice is always the same.
 */

#include "font/fontset.h"

#include <dirent.h>
#include <errno.h>
#include <fontconfig/fontconfig.h>
#include <hb-ot.h>
#include <stdlib.h>
#include <string.h>

#define ITALIC_DISTANCE 1000

static const char *const font_endings[] = {".ttf", ".otf", ".ttc", ".otc", NULL};
static const char *const web_endings[] = {".woff", ".woff2", NULL};

/* Takes the face for the family if no better one is known. */
static void offer(ht_family *family, ht_arena *arena, const char *path, unsigned index,
                  int distance)
{
    bool better = family->path == NULL || distance < family->distance ||
                  (distance == family->distance && strcmp(path, family->path) < 0);
    if (better) {
        family->path = ht_arena_strdup(arena, path);
        family->index = index;
        family->distance = distance;
    }
}

/* ---- A folder ------------------------------------------------------------------------------ */

typedef struct folder_search {
    ht_roles *roles;
    ht_arena *arena;
    ht_diags *diags;
    size_t n_faces;
    size_t n_wanted; /* faces of families that a role names */
} folder_search;

static int style_distance(hb_font_t *font)
{
    int weight = (int)hb_style_get_value(font, HB_STYLE_TAG_WEIGHT);
    bool italic = hb_style_get_value(font, HB_STYLE_TAG_ITALIC) > 0;
    return abs(weight - 400) + (italic ? ITALIC_DISTANCE : 0);
}

/* Offers one face under each of its family names; when no role wants them, it is one of the
 * others. */
static void offer_face(folder_search *search, const ht_face *face)
{
    hb_font_t *font = ht_face_font(face);
    hb_face_t *hb_face = hb_font_get_face(font);
    size_t before = search->n_wanted;
    unsigned n_names = 0;
    const hb_ot_name_entry_t *names = hb_ot_name_list_names(hb_face, &n_names);
    for (unsigned i = 0; i < n_names; i++) {
        char text[256];
        unsigned size = sizeof text;
        if (names[i].name_id != HB_OT_NAME_ID_FONT_FAMILY &&
            names[i].name_id != HB_OT_NAME_ID_TYPOGRAPHIC_FAMILY) {
            continue;
        }
        hb_ot_name_get_utf8(hb_face, names[i].name_id, names[i].language, &size, text);
        ht_family *family = g_hash_table_lookup(search->roles->families, text);
        if (family != NULL) {
            family->own = true;
            search->n_wanted++;
            offer(family, search->arena, ht_face_path(face), ht_face_index(face),
                  style_distance(font));
        }
    }
    if (search->n_wanted == before) {
        ht_roles *roles = search->roles;
        const char *path = ht_arena_strdup(search->arena, ht_face_path(face));
        *HT_PUSH(search->arena, roles->others, roles->n_others) =
            (ht_open_file){path, ht_face_index(face)};
    }
}

static void search_file(folder_search *search, const char *path)
{
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);
    unsigned n_faces = MAX(hb_face_count(blob), 1);
    hb_blob_destroy(blob);
    for (unsigned i = 0; i < n_faces; i++) {
        ht_face *face = ht_face_new(path, i);
        const char *fault = ht_face_fault(face);
        if (fault == NULL) {
            search->n_faces++;
            offer_face(search, face);
        } else {
            ht_diag_add(search->diags, HT_W0408, HT_NO_PLACE, path, ht_tr(fault));
        }
        ht_face_free(face);
    }
}

static bool has_ending(const char *name, const char *const *endings)
{
    const char *dot = strrchr(name, '.');
    while (dot != NULL && *endings != NULL && g_ascii_strcasecmp(dot, *endings) != 0) {
        endings++;
    }
    return dot != NULL && *endings != NULL;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The paths of the font files in a folder, sorted; NULL when it cannot be read (errno). */
static GPtrArray *list_fonts(const char *folder)
{
    DIR *dir = opendir(folder);
    if (dir == NULL) {
        return NULL;
    }
    GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
    for (struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
        if (has_ending(entry->d_name, font_endings) || has_ending(entry->d_name, web_endings)) {
            g_ptr_array_add(paths, g_build_filename(folder, entry->d_name, NULL));
        }
    }
    closedir(dir);
    g_ptr_array_sort(paths, compare_names);
    return paths;
}

ht_status ht_find_in_folder(ht_roles *roles, ht_arena *arena, const char *folder, ht_diags *diags)
{
    GPtrArray *paths = list_fonts(folder);
    if (paths == NULL) {
        ht_diag_add(diags, HT_E0801, HT_NO_PLACE, folder, g_strerror(errno));
        return HT_IO;
    }
    folder_search search = {.roles = roles, .arena = arena, .diags = diags};
    for (guint i = 0; i < paths->len; i++) {
        search_file(&search, g_ptr_array_index(paths, i));
    }
    g_ptr_array_free(paths, TRUE);
    if (search.n_faces == 0) {
        ht_diag_add(diags, HT_E0407, HT_NO_PLACE, folder);
        return HT_INVALID;
    }
    if (search.n_wanted == 0) {
        ht_diag_add(diags, HT_N0414, HT_NO_PLACE, folder);
    }
    return HT_OK;
}

/* ---- The system ---------------------------------------------------------------------------- */

/* How far a face is from an upright regular one; negative when it has no outlines. */
static int pattern_distance(FcPattern *pattern)
{
    FcBool outline = FcFalse;
    int slant = FC_SLANT_ROMAN;
    double weight = FC_WEIGHT_REGULAR;
    FcPatternGetBool(pattern, FC_OUTLINE, 0, &outline);
    FcPatternGetInteger(pattern, FC_SLANT, 0, &slant);
    FcPatternGetDouble(pattern, FC_WEIGHT, 0, &weight);
    if (!outline) {
        return -1;
    }
    return abs((int)FcWeightToOpenTypeDouble(weight) - 400) +
           (slant != FC_SLANT_ROMAN ? ITALIC_DISTANCE : 0);
}

static void offer_pattern(const ht_roles *roles, ht_arena *arena, FcPattern *pattern)
{
    FcChar8 *name = NULL;
    FcChar8 *path = NULL;
    int index = 0;
    for (int i = 0; FcPatternGetString(pattern, FC_FAMILY, i, &name) == FcResultMatch; i++) {
        ht_family *family = g_hash_table_lookup(roles->families, name);
        int distance = family != NULL && !family->own ? pattern_distance(pattern) : -1;
        if (distance < 0 || FcPatternGetString(pattern, FC_FILE, 0, &path) != FcResultMatch) {
            continue;
        }
        FcPatternGetInteger(pattern, FC_INDEX, 0, &index);
        /* The upper half numbers the instances of a variable font: only its default is ours. */
        if (index <= 0xFFFF && has_ending((const char *)path, font_endings)) {
            offer(family, arena, (const char *)path, (unsigned)index, distance);
        }
    }
}

void ht_find_in_system(const ht_roles *roles, ht_arena *arena)
{
    FcConfig *config = FcInitLoadConfigAndFonts();
    FcFontSet *fonts = config != NULL ? FcConfigGetFonts(config, FcSetSystem) : NULL;
    for (int i = 0; fonts != NULL && i < fonts->nfont; i++) {
        offer_pattern(roles, arena, fonts->fonts[i]);
    }
    if (config != NULL) {
        FcConfigDestroy(config);
    }
}
