/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Files of this writer in, one after the other; one file of all their pages out, with an outline and
 * labels for its pages. Each is read, copied and forgotten: what is kept grows with the glyphs in
 * use, and by some bytes a page. Fonts of one face become one font, for the codes of its glyphs are
 * the same in every file; a font of a face that is not here is copied as it is.
 */

#include "paint/paint.h"
#include "paint/pdf/writer.h"

#include <stdlib.h>
#include <string.h>

#define MOST_LEVELS 16   /* of a tree of pages */
#define NO_GLYPH 0x10000 /* greater than the number of any */

/* A font that files share. */
typedef struct shared {
    const ht_face *face;
    char *print; /* of the face */
    ht_pdf_font *font;
} shared;

struct ht_volume {
    ht_objects *objects;
    ht_page_tree *tree;
    const ht_fontset *fonts;
    GArray *shared;
    GString *labels; /* the number tree of page labels */
    int outline;     /* its object, … */
    int first_item;  /* … its first item, … */
    int last_item;   /* … and its last, which is put when it is known whether one follows */
    GString *last;   /* that item, but for what follows */
    size_t n_items;
    size_t n_pages;
    bool running; /* pages are numbered through */
};

ht_volume *ht_volume_new(const ht_fontset *fonts, bool running, ht_write_fn write, void *user)
{
    ht_volume *volume = g_new0(ht_volume, 1);
    volume->objects = ht_objects_new(write, user);
    volume->tree = ht_page_tree_new(volume->objects);
    volume->fonts = fonts;
    volume->shared = g_array_new(FALSE, FALSE, sizeof(shared));
    volume->labels = g_string_new(NULL);
    volume->last = g_string_new(NULL);
    volume->outline = ht_objects_reserve(volume->objects);
    volume->running = running;
    return volume;
}

/* ---- Fonts ---------------------------------------------------------------------------------- */

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
static ht_pdf_font *find_shared(ht_volume *volume, const char *print, const GArray *glyphs)
{
    for (guint i = 0; i < volume->shared->len; i++) {
        const shared *known = &g_array_index(volume->shared, shared, i);
        if (strcmp(known->print, print) == 0 && are_of(glyphs, known->face) &&
            takes(known->font, glyphs)) {
            return known->font;
        }
    }
    const ht_face *face = ht_fontset_face(volume->fonts, print);
    if (face == NULL || !are_of(glyphs, face)) {
        return NULL;
    }
    const shared added = {face, g_strdup(print),
                          ht_pdf_font_new(face, ht_objects_reserve(volume->objects))};
    g_array_append_val(volume->shared, added);
    return added.font;
}

/* Whatever refers to the font of a file refers to a shared one. */
static void share_font(ht_volume *volume, ht_graft *graft, int font)
{
    GString *print = g_string_new(NULL);
    int descendant = ht_graft_entry(graft, font, "DescendantFonts");
    int descriptor = ht_graft_entry(graft, descendant, "FontDescriptor");
    if (ht_graft_value(print, graft, descriptor, "HTFace") && print->len > 2) {
        GArray *glyphs = glyphs_of(graft, font, descendant);
        char *bare = g_strndup(print->str + 1, print->len - 2); /* without its brackets */
        ht_pdf_font *found = find_shared(volume, bare, glyphs);
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
static void share_fonts(ht_volume *volume, ht_graft *graft, int resources)
{
    GString *fonts = g_string_new(NULL);
    if (ht_graft_value(fonts, graft, resources, "Font")) {
        for (const char *p = strchr(fonts->str, '/'); p != NULL; p = strchr(p + 1, '/')) {
            share_font(volume, graft, atoi(p + strcspn(p, " ")));
        }
    }
    g_string_free(fonts, TRUE);
}

/* ---- Pages ---------------------------------------------------------------------------------- */

/* The pages below a node. False when the tree is damaged: too deep, or one that comes back to
 * itself. */
static bool list_pages(GArray *out, GHashTable *seen, const ht_graft *graft, int node, int level)
{
    GArray *kids = g_array_new(FALSE, FALSE, sizeof(int));
    bool good = level < MOST_LEVELS && g_hash_table_add(seen, GINT_TO_POINTER(node));
    ht_graft_entries(kids, graft, node, "Kids");
    for (guint i = 0; i < kids->len && good; i++) {
        good = list_pages(out, seen, graft, g_array_index(kids, int, i), level + 1);
    }
    if (kids->len == 0) {
        g_array_append_val(out, node);
    }
    g_array_free(kids, TRUE);
    return good;
}

/* Copies the pages of a file and lists them; the object of the first copy, 0 when the file is
 * damaged. */
static int copy_pages(GArray *pages, ht_volume *volume, ht_graft *graft)
{
    int first = 0;
    int root = ht_graft_entry(graft, ht_graft_trailer(graft, "Root"), "Pages");
    GHashTable *seen = g_hash_table_new(g_direct_hash, g_direct_equal);
    bool good = root > 0 && list_pages(pages, seen, graft, root, 0);
    g_hash_table_unref(seen);
    if (!good) {
        return 0;
    }
    share_fonts(volume, graft, ht_graft_entry(graft, g_array_index(pages, int, 0), "Resources"));
    for (guint i = 0; i < pages->len; i++) {
        int page = g_array_index(pages, int, i);
        int number = ht_graft_number(graft, volume->objects, page);
        int parent = ht_page_tree_add(volume->tree, number);
        ht_graft_replace(graft, ht_graft_entry(graft, page, "Parent"), parent);
        if (ht_graft_copy(graft, volume->objects, page) == 0) {
            return 0;
        }
        first = i == 0 ? number : first;
    }
    return first;
}

/* ---- The outline ---------------------------------------------------------------------------- */

/* Puts the item before, with what follows it, and begins another. */
static void add_item(ht_volume *volume, const ht_graft *graft, const char *name, int page)
{
    int number = ht_objects_reserve(volume->objects);
    GString *title = g_string_new(NULL);
    if (!ht_graft_value(title, graft, ht_graft_trailer(graft, "Info"), "Title")) {
        ht_pdf_append_text(title, name);
    }
    if (volume->n_items > 0) {
        g_string_append_printf(volume->last, "/Next %d 0 R>>", number);
        ht_objects_put(volume->objects, volume->last_item, volume->last->str);
    } else {
        volume->first_item = number;
    }
    g_string_printf(volume->last, "<</Title%s/Parent %d 0 R/Dest[%d 0 R/Fit]", title->str,
                    volume->outline, page);
    if (volume->n_items > 0) {
        g_string_append_printf(volume->last, "/Prev %d 0 R", volume->last_item);
    }
    volume->last_item = number;
    volume->n_items++;
    g_string_free(title, TRUE);
}

ht_status ht_volume_add(ht_volume *volume, const void *bytes, size_t size, const char *name,
                        ht_diags *diags)
{
    ht_graft *graft = ht_graft_open(bytes, size);
    GArray *pages = g_array_new(FALSE, FALSE, sizeof(int));
    int first = graft != NULL ? copy_pages(pages, volume, graft) : 0;
    if (first > 0) {
        add_item(volume, graft, name, first);
        if (!volume->running || volume->n_pages == 0) {
            g_string_append_printf(volume->labels, "%zu<</S/D>>", volume->n_pages);
        }
        volume->n_pages += pages->len;
    } else {
        ht_diag_add(diags, HT_E0704, HT_NO_PLACE, name);
    }
    if (graft != NULL) {
        ht_graft_free(graft);
    }
    g_array_free(pages, TRUE);
    return first > 0 ? HT_OK : HT_INVALID;
}

/* ---- The end -------------------------------------------------------------------------------- */

static void put_outline(ht_volume *volume)
{
    char *text = g_strdup_printf("<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %zu>>",
                                 volume->first_item, volume->last_item, volume->n_items);
    g_string_append(volume->last, ">>");
    ht_objects_put(volume->objects, volume->last_item, volume->last->str);
    ht_objects_put(volume->objects, volume->outline, text);
    g_free(text);
}

static ht_status put_fonts(ht_volume *volume, ht_diags *diags)
{
    for (guint i = 0; i < volume->shared->len; i++) {
        const shared *one = &g_array_index(volume->shared, shared, i);
        if (!ht_pdf_font_put(one->font, volume->objects)) {
            ht_diag_add(diags, HT_E0701, HT_NO_PLACE, one->print);
            return HT_BACKEND;
        }
    }
    return HT_OK;
}

static int put_catalog(ht_volume *volume)
{
    int pages = ht_page_tree_put(volume->tree);
    int number = ht_objects_reserve(volume->objects);
    char *text = g_strdup_printf("<</Type/Catalog/Pages %d 0 R/Outlines %d 0 R/PageMode/UseOutlines"
                                 "/PageLabels<</Nums[%s]>>/Lang(zh-CN)>>",
                                 pages, volume->outline, volume->labels->str);
    ht_objects_put(volume->objects, number, text);
    g_free(text);
    return number;
}

static void free_volume(ht_volume *volume)
{
    for (guint i = 0; i < volume->shared->len; i++) {
        const shared *one = &g_array_index(volume->shared, shared, i);
        ht_pdf_font_free(one->font);
        g_free(one->print);
    }
    g_array_free(volume->shared, TRUE);
    g_string_free(volume->labels, TRUE);
    g_string_free(volume->last, TRUE);
    g_free(volume);
}

ht_status ht_volume_finish(ht_volume *volume, ht_diags *diags)
{
    int info = ht_objects_reserve(volume->objects);
    char *text = g_strdup_printf("<</Creator(hongtou %s)>>", ht_version());
    ht_objects_put(volume->objects, info, text);
    g_free(text);
    if (volume->n_items > 0) {
        put_outline(volume);
    }
    ht_status status = put_fonts(volume, diags);
    int catalog = put_catalog(volume);
    bool written = ht_objects_finish(volume->objects, catalog, info);
    free_volume(volume);
    return status != HT_OK ? status : written ? HT_OK : HT_IO;
}
