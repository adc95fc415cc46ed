/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Fonts of finished files in, one font of each face out, with the glyphs of all of them: the code of
 * a glyph is the same in every file of this writer. A font whose face is not here, or whose glyphs
 * stand for something else, is left as it is.
 */

#include "paint/pdf/graft.h"

#include <stdlib.h>
#include <string.h>

#define NO_GLYPH 0x10000 /* greater than the number of any */

/* A font that files share. */
typedef struct shared {
    const ht_face *face;
    char *print; /* of the face */
    ht_pdf_font *font;
} shared;

struct ht_shared_fonts {
    const ht_fontset *set;
    ht_objects *objects;
    GArray *items;
};

ht_shared_fonts *ht_shared_fonts_new(const ht_fontset *set, ht_objects *objects)
{
    ht_shared_fonts *fonts = g_new(ht_shared_fonts, 1);
    *fonts = (ht_shared_fonts){set, objects, g_array_new(FALSE, FALSE, sizeof(shared))};
    return fonts;
}

void ht_shared_fonts_free(ht_shared_fonts *fonts)
{
    for (guint i = 0; i < fonts->items->len; i++) {
        const shared *one = &g_array_index(fonts->items, shared, i);
        ht_pdf_font_free(one->font);
        g_free(one->print);
    }
    g_array_free(fonts->items, TRUE);
    g_free(fonts);
}

/* ---- What a font of a file shows ------------------------------------------------------------- */

/* A glyph of a font, and what it stands for: digits of UTF-16, or NULL. */
typedef struct used {
    uint32_t glyph;
    char *text;
} used;

static void clear_used(void *item)
{
    g_free(((used *)item)->text);
}

static char *text_of_utf16(const char *digits, size_t size)
{
    GArray *units = g_array_new(FALSE, FALSE, sizeof(gunichar2));
    for (size_t i = 0; i + 4 <= size; i += 4) {
        char unit[5] = {digits[i], digits[i + 1], digits[i + 2], digits[i + 3]};
        const gunichar2 value = (gunichar2)strtoul(unit, NULL, 16);
        g_array_append_val(units, value);
    }
    char *text = g_utf16_to_utf8((const gunichar2 *)(void *)units->data, (glong)units->len, NULL,
                                 NULL, NULL);
    g_array_free(units, TRUE);
    return text;
}

/* Lines such as "<1A2B><4E00>" of a character map. */
static void read_texts(GArray *out, const GByteArray *cmap)
{
    char *all = g_strndup((const char *)cmap->data, cmap->len);
    char **lines = g_strsplit(all, "\n", -1);
    for (size_t i = 0; lines[i] != NULL; i++) {
        const char *line = lines[i];
        size_t size = strlen(line);
        if (size > 8 && line[0] == '<' && line[5] == '>' && line[6] == '<' &&
            line[size - 1] == '>' && strcmp(line, "<0000><FFFF>") != 0) {
            used found = {(uint32_t)strtoul(line + 1, NULL, 16), text_of_utf16(line + 7, size - 8)};
            if (g_strcmp0(found.text, HT_PDF_TOLD_OTHERWISE) == 0) {
                g_clear_pointer(&found.text, g_free);
            }
            g_array_append_val(out, found);
        }
    }
    g_strfreev(lines);
    g_free(all);
}

/* Codes among widths such as "[3[500 500]17[1000]]". */
static void read_codes(GArray *out, const char *widths)
{
    uint32_t code = 0;
    for (const char *p = widths; *p != '\0';) {
        char *end = NULL;
        double number = g_ascii_strtod(p, &end);
        if (end == p) {
            p++;
        } else if (strspn(end, " ") < strlen(end) && end[strspn(end, " ")] == '[') {
            code = number >= 0 && number < NO_GLYPH ? (uint32_t)number : NO_GLYPH;
            p = end + strspn(end, " ") + 1;
        } else {
            const used found = {code++, NULL};
            g_array_append_val(out, found);
            p = end;
        }
    }
}

/* All glyphs of a font of a file. */
static GArray *glyphs_of(const ht_graft *graft, int font, int descendant)
{
    GArray *glyphs = g_array_new(FALSE, FALSE, sizeof(used));
    GString *widths = g_string_new(NULL);
    GByteArray *cmap = ht_graft_stream(graft, ht_graft_entry(graft, font, "ToUnicode"));
    g_array_set_clear_func(glyphs, clear_used);
    if (cmap != NULL && ht_graft_value(widths, graft, descendant, "W")) {
        read_texts(glyphs, cmap);
        read_codes(glyphs, widths->str);
    }
    if (cmap != NULL) {
        g_byte_array_unref(cmap);
    }
    g_string_free(widths, TRUE);
    return glyphs;
}

static bool takes(const ht_pdf_font *font, const GArray *glyphs)
{
    for (guint i = 0; i < glyphs->len; i++) {
        const used *one = &g_array_index(glyphs, used, i);
        if (one->text != NULL &&
            !ht_pdf_font_may_use(font, one->glyph, one->text, strlen(one->text))) {
            return false;
        }
    }
    return true;
}

static void take(ht_pdf_font *font, const GArray *glyphs)
{
    for (guint i = 0; i < glyphs->len; i++) {
        const used *one = &g_array_index(glyphs, used, i);
        if (one->text != NULL) {
            ht_pdf_font_use(font, one->glyph, one->text, strlen(one->text));
        } else {
            ht_pdf_font_use_mute(font, one->glyph);
        }
    }
}

/* False for glyphs of a damaged file, too. */
static bool are_of(const GArray *glyphs, const ht_face *face)
{
    uint32_t count = hb_face_get_glyph_count(hb_font_get_face(ht_face_font(face)));
    bool all = glyphs->len > 0;
    for (guint i = 0; i < glyphs->len && all; i++) {
        all = g_array_index(glyphs, used, i).glyph < count;
    }
    return all;
}

/* The shared font of a face for which all glyphs stand for what they do here; NULL when the face is
 * not here, or has not all of them. */
static ht_pdf_font *find_shared(ht_shared_fonts *fonts, const char *print, const GArray *glyphs)
{
    for (guint i = 0; i < fonts->items->len; i++) {
        const shared *known = &g_array_index(fonts->items, shared, i);
        if (strcmp(known->print, print) == 0 && are_of(glyphs, known->face) &&
            takes(known->font, glyphs)) {
            return known->font;
        }
    }
    const ht_face *face = ht_fontset_face(fonts->set, print);
    if (face == NULL || !are_of(glyphs, face)) {
        return NULL;
    }
    const shared added = {face, g_strdup(print),
                          ht_pdf_font_new(face, ht_objects_reserve(fonts->objects))};
    g_array_append_val(fonts->items, added);
    return added.font;
}

/* Whatever refers to the font of a file refers to a shared one. */
static void share_font(ht_shared_fonts *fonts, ht_graft *graft, int font)
{
    GString *print = g_string_new(NULL);
    int descendant = ht_graft_entry(graft, font, "DescendantFonts");
    int descriptor = ht_graft_entry(graft, descendant, "FontDescriptor");
    if (ht_graft_value(print, graft, descriptor, "HTFace") && print->len > 2) {
        GArray *glyphs = glyphs_of(graft, font, descendant);
        char *bare = g_strndup(print->str + 1, print->len - 2); /* without its brackets */
        ht_pdf_font *found = find_shared(fonts, bare, glyphs);
        if (found != NULL) {
            take(found, glyphs);
            ht_graft_replace(graft, font, ht_pdf_font_object(found));
        }
        g_free(bare);
        g_array_free(glyphs, TRUE);
    }
    g_string_free(print, TRUE);
}

/* The dictionary of fonts is "<</F0 4 0 R/F1 5 0 R>>". */
void ht_shared_fonts_take(ht_shared_fonts *fonts, ht_graft *graft, int page)
{
    ht_written value = ht_object_value(graft->file, page);
    ht_written resources = ht_object_entry(graft->file, value, "Resources");
    ht_written rest = ht_written_inside(ht_object_entry(graft->file, resources, "Font"));
    ht_written name;
    while (ht_written_word(&name, &rest)) {
        int font = ht_written_take_reference(&rest);
        if (font > 0 && !ht_graft_is_known(graft, font)) {
            share_font(fonts, graft, font);
        }
    }
}

ht_status ht_shared_fonts_put(const ht_shared_fonts *fonts, ht_diags *diags)
{
    for (guint i = 0; i < fonts->items->len; i++) {
        const shared *one = &g_array_index(fonts->items, shared, i);
        if (!ht_pdf_font_put(one->font, fonts->objects)) {
            ht_diag_add(diags, HT_E0701, HT_NO_PLACE, one->print);
            return HT_BACKEND;
        }
    }
    return HT_OK;
}
