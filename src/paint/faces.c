/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Faces in, small faces for Cairo out. HarfBuzz cuts each face down to the glyphs in use, FreeType
 * opens the result from memory, and Cairo gets that. The text of the glyphs comes with the runs, so
 * the cut face needs no character map and no shaping tables.
 */

#include "paint/paint.h"

#include <cairo-ft.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include <glib.h>
#include <hb-subset.h>

/* What must live as long as Cairo's face. */
typedef struct opened {
    FT_Library library;
    FT_Face face;
    hb_blob_t *blob;
} opened;

static void close_opened(void *data)
{
    opened *o = data;
    if (o->face != NULL) {
        FT_Done_Face(o->face);
    }
    if (o->library != NULL) {
        FT_Done_FreeType(o->library);
    }
    hb_blob_destroy(o->blob);
    g_free(o);
}

static void drop_cairo(void *face)
{
    cairo_font_face_destroy(face);
}

static void drop_map(void *map)
{
    hb_map_destroy(map);
}

static void drop_set(void *set)
{
    hb_set_destroy(set);
}

static cairo_font_face_t *open_blob(hb_blob_t *blob)
{
    static const cairo_user_data_key_t key;
    unsigned size = 0;
    opened *o = g_new0(opened, 1);
    o->blob = blob;
    const char *data = hb_blob_get_data(blob, &size);
    if (FT_Init_FreeType(&o->library) != 0 ||
        FT_New_Memory_Face(o->library, (const FT_Byte *)data, (FT_Long)size, 0, &o->face) != 0) {
        close_opened(o);
        return NULL;
    }
    cairo_font_face_t *face = cairo_ft_font_face_create_for_ft_face(
        o->face, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP | FT_LOAD_NO_AUTOHINT);
    if (cairo_font_face_set_user_data(face, &key, o, close_opened) != CAIRO_STATUS_SUCCESS) {
        cairo_font_face_destroy(face);
        close_opened(o);
        return NULL;
    }
    return face;
}

static hb_subset_input_t *describe_cut(const hb_set_t *glyphs)
{
    static const char *const dropped[] = {"GSUB", "GPOS", "GDEF", "BASE", "JSTF", "VORG",
                                          "vhea", "vmtx", "DSIG", "kern", "morx"};
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (input == NULL) {
        return NULL;
    }
    hb_set_t *drop = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (size_t i = 0; i < G_N_ELEMENTS(dropped); i++) {
        hb_set_add(drop, hb_tag_from_string(dropped[i], -1));
    }
    hb_set_union(hb_subset_input_glyph_set(input), glyphs);
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE);
    return input;
}

static bool cut(ht_cut_face *out, ht_arena *arena, const hb_set_t *glyphs)
{
    hb_face_t *source = hb_font_get_face(ht_face_font(out->face));
    hb_subset_input_t *input = describe_cut(glyphs);
    hb_subset_plan_t *plan = input != NULL ? hb_subset_plan_create_or_fail(source, input) : NULL;
    hb_face_t *result = plan != NULL ? hb_subset_plan_execute_or_fail(plan) : NULL;
    if (result != NULL) {
        out->glyphs = hb_map_copy(hb_subset_plan_old_to_new_glyph_mapping(plan));
        ht_arena_defer(arena, drop_map, out->glyphs);
        out->cairo = open_blob(hb_face_reference_blob(result));
    }
    if (out->cairo != NULL) {
        ht_arena_defer(arena, drop_cairo, out->cairo);
    }
    hb_face_destroy(result);
    hb_subset_plan_destroy(plan);
    hb_subset_input_destroy(input);
    return out->cairo != NULL;
}

/* Which glyphs of which faces the pages use, in the order of their first use. */
static hb_set_t **collect_glyphs(ht_cut_faces *faces, ht_arena *arena, const ht_pages *pages,
                                 size_t first, size_t last)
{
    hb_set_t **sets = NULL;
    size_t n_sets = 0;
    for (size_t p = first; p < last; p++) {
        for (size_t m = 0; m < pages->items[p].n_marks; m++) {
            const ht_run *run = pages->items[p].marks[m].run;
            size_t at = 0;
            if (run == NULL) {
                continue;
            }
            while (at < faces->n_items && faces->items[at].face != run->face) {
                at++;
            }
            if (at == faces->n_items) {
                HT_PUSH(arena, faces->items, faces->n_items)->face = run->face;
                hb_set_t *set = hb_set_create();
                *HT_PUSH(arena, sets, n_sets) = set;
                ht_arena_defer(arena, drop_set, set);
            }
            for (size_t g = 0; sets != NULL && g < run->n_glyphs; g++) {
                hb_set_add(sets[at], run->glyphs[g].id);
            }
        }
    }
    return sets;
}

ht_status ht_cut_faces_make(ht_cut_faces *faces, ht_arena *arena, const ht_pages *pages,
                            size_t first, size_t last, ht_diags *diags)
{
    *faces = (ht_cut_faces){0};
    hb_set_t **sets = collect_glyphs(faces, arena, pages, first, last);
    for (size_t i = 0; i < faces->n_items; i++) {
        if (!cut(&faces->items[i], arena, sets[i])) {
            ht_diag_add(diags, HT_E0701, HT_NO_PLACE, ht_face_path(faces->items[i].face));
            return HT_BACKEND;
        }
    }
    return HT_OK;
}
