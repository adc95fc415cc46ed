/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A face: in, a file and an index; out, HarfBuzz's font of it.
 *
 * The file is mapped, not read, when the first character is asked of it, by whichever thread asks
 * first; then it stays. A file that holds no outlines HarfBuzz can read is never used: it keeps
 * the reason, and the chain goes on without it.
 */

#include "font/fontset.h"

#include <hb-ot.h>
#include <string.h>

struct ht_face {
    char *path;
    unsigned index;
    gsize tried; /* set once the file has been opened, well or not */
    const char *fault;
    char *name;
    hb_font_t *font;
    int upem;
    ht_inks *inks;
    gsize kept_once;
    void *kept; /* what another stage keeps with it */
    void (*drop)(void *);
};

ht_face *ht_face_new(const char *path, unsigned index)
{
    ht_face *face = g_new0(ht_face, 1);
    face->path = g_strdup(path);
    face->index = index;
    face->inks = ht_inks_new();
    return face;
}

void ht_face_free(ht_face *face)
{
    if (face->drop != NULL) {
        face->drop(face->kept);
    }
    hb_font_destroy(face->font);
    ht_inks_free(face->inks);
    g_free(face->name);
    g_free(face->path);
    g_free(face);
}

static bool has_table(hb_face_t *face, hb_tag_t tag)
{
    hb_blob_t *blob = hb_face_reference_table(face, tag);
    bool has = hb_blob_get_length(blob) > 0;
    hb_blob_destroy(blob);
    return has;
}

/* What keeps a file from being used, by its first bytes; NULL for nothing. */
static const char *find_blob_fault(hb_blob_t *blob)
{
    unsigned size = 0;
    const char *bytes = hb_blob_get_data(blob, &size);
    if (size >= 4 && (memcmp(bytes, "wOFF", 4) == 0 || memcmp(bytes, "wOF2", 4) == 0)) {
        return N_("it is a web font (WOFF), not a TrueType or OpenType font");
    }
    return hb_face_count(blob) == 0 ? N_("it is not a TrueType or OpenType font") : NULL;
}

/* What a face allows to be done with it: fsType of the table OS/2 (ISO/IEC 14496-22). Of several bits
 * of old faces the most liberal counts. */
enum {
    FS_TYPE_AT = 8,
    FS_USES = 0x000F,
    FS_RESTRICTED = 0x0002,
    FS_WHOLE_ONLY = 0x0100,
    FS_BITMAPS_ONLY = 0x0200,
};

/* Documents hold parts of the faces they are set in, which not every licence allows; NULL when it
 * does. A face that says nothing allows it. */
static const char *find_licence_fault(hb_face_t *face)
{
    unsigned size = 0;
    hb_blob_t *table = hb_face_reference_table(face, HB_TAG('O', 'S', '/', '2'));
    const unsigned char *bytes = (const unsigned char *)hb_blob_get_data(table, &size);
    unsigned type =
        size >= FS_TYPE_AT + 2 ? (unsigned)bytes[FS_TYPE_AT] << 8 | bytes[FS_TYPE_AT + 1] : 0;
    hb_blob_destroy(table);
    if ((type & FS_USES) == FS_RESTRICTED) {
        return N_("its licence forbids to embed it in documents (fsType)");
    }
    if ((type & FS_WHOLE_ONLY) != 0) {
        return N_("its licence forbids to embed a part of it in documents (fsType)");
    }
    return (type & FS_BITMAPS_ONLY) != 0
               ? N_("its licence forbids to embed its outlines in documents (fsType)")
               : NULL;
}

static const char *find_face_fault(hb_face_t *face)
{
    if (hb_face_get_glyph_count(face) == 0) {
        return N_("the font is damaged");
    }
    if (!has_table(face, HB_TAG('g', 'l', 'y', 'f')) &&
        !has_table(face, HB_TAG('C', 'F', 'F', ' ')) &&
        !has_table(face, HB_TAG('C', 'F', 'F', '2'))) {
        return N_("it holds no readable outlines");
    }
    return has_table(face, HB_TAG('c', 'm', 'a', 'p')) ? find_licence_fault(face)
                                                       : N_("it has no character map");
}

/* The PostScript name; the file's name for a font without one. */
static char *read_name(hb_face_t *face, const char *path)
{
    char name[128];
    unsigned size = sizeof name;
    hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size, name);
    return size > 0 ? g_strdup(name) : g_path_get_basename(path);
}

static const char *open_blob(ht_face *face, hb_blob_t *blob)
{
    const char *fault = find_blob_fault(blob);
    if (fault == NULL && face->index >= hb_face_count(blob)) {
        fault = N_("the collection holds fewer fonts than that");
    }
    if (fault != NULL) {
        return fault;
    }
    hb_face_t *hb_face = hb_face_create(blob, face->index);
    fault = find_face_fault(hb_face);
    if (fault == NULL) {
        face->upem = (int)hb_face_get_upem(hb_face);
        face->name = read_name(hb_face, face->path);
        face->font = hb_font_create(hb_face); /* its scale is the units per em already */
        hb_font_make_immutable(face->font);
    }
    hb_face_destroy(hb_face);
    return fault;
}

const char *ht_face_fault(ht_face *face)
{
    if (g_once_init_enter(&face->tried)) {
        hb_blob_t *blob = hb_blob_create_from_file_or_fail(face->path);
        face->fault = blob != NULL ? open_blob(face, blob) : N_("the file cannot be read");
        hb_blob_destroy(blob);
        g_once_init_leave(&face->tried, 1);
    }
    return face->fault;
}

bool ht_face_has(ht_face *face, uint32_t codepoint)
{
    hb_codepoint_t glyph;
    return ht_face_fault(face) == NULL &&
           hb_font_get_nominal_glyph(face->font, codepoint, &glyph) && glyph != 0;
}

int ht_face_ink_centre(ht_face *face)
{
    /* Three square characters that every Chinese font has: 国 中 永. */
    static const uint32_t samples[] = {0x56FD, 0x4E2D, 0x6C38};
    double sum = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
        hb_codepoint_t glyph;
        hb_glyph_extents_t ink;
        if (!ht_face_has(face, samples[i]) ||
            !hb_font_get_nominal_glyph(face->font, samples[i], &glyph) ||
            !hb_font_get_glyph_extents(face->font, glyph, &ink)) {
            return 0;
        }
        sum += ink.y_bearing + ink.height / 2.0;
    }
    return (int)(sum * 1000 / (face->upem * (double)G_N_ELEMENTS(samples)) + 0.5);
}

const char *ht_face_name(const ht_face *face)
{
    return face->name;
}

const char *ht_face_path(const ht_face *face)
{
    return face->path;
}

unsigned ht_face_index(const ht_face *face)
{
    return face->index;
}

hb_font_t *ht_face_font(const ht_face *face)
{
    return face->font;
}

int ht_face_upem(const ht_face *face)
{
    return face->upem;
}

ht_inks *ht_face_inks(const ht_face *face)
{
    return face->inks;
}

void *ht_face_keep(const ht_face *face, void *(*make)(const ht_face *face), void (*drop)(void *))
{
    /* Only this is ever written once a face is in use. */
    ht_face *keeper = (ht_face *)(uintptr_t)face;
    if (g_once_init_enter(&keeper->kept_once)) {
        keeper->kept = make(face);
        keeper->drop = drop;
        g_once_init_leave(&keeper->kept_once, 1);
    }
    return keeper->kept;
}
