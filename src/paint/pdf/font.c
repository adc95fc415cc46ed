/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A face and the glyphs that pages show of it in, a composite font out (ISO 32000-1 9.7): the code
 * of a glyph is its number in the face, whatever else the file shows. What a glyph stands for is
 * told by its first use; another text for the same glyph stands beside it in the page, and a glyph
 * whose text is only told there is U+FFFD by itself. /HTFace says which face it is, for those who put
 * files together.
 */

#include "paint/pdf/writer.h"

#include <string.h>

#define MOST_IN_BLOCK 100 /* lines of a character map (Adobe Technical Note 5014) */
#define LINE_SIZE 16      /* of most of them */
#define TAG_LETTERS 6

struct ht_pdf_font {
    const ht_face *face;
    int object;
    GHashTable *texts; /* glyph -> what it stands for; NULL: told otherwise */
};

ht_pdf_font *ht_pdf_font_new(const ht_face *face, int object)
{
    ht_pdf_font *font = g_new(ht_pdf_font, 1);
    *font = (ht_pdf_font){face, object,
                          g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free)};
    return font;
}

void ht_pdf_font_free(ht_pdf_font *font)
{
    g_hash_table_unref(font->texts);
    g_free(font);
}

int ht_pdf_font_object(const ht_pdf_font *font)
{
    return font->object;
}

static bool is_text(const char *known, const char *text, size_t size)
{
    return strncmp(known, text, size) == 0 && known[size] == '\0';
}

bool ht_pdf_font_may_use(const ht_pdf_font *font, uint32_t glyph, const char *text, size_t size)
{
    const char *known = g_hash_table_lookup(font->texts, GUINT_TO_POINTER(glyph));
    return known == NULL || is_text(known, text, size);
}

bool ht_pdf_font_use(ht_pdf_font *font, uint32_t glyph, const char *text, size_t size)
{
    gpointer key = GUINT_TO_POINTER(glyph);
    const char *known = g_hash_table_lookup(font->texts, key);
    if (known != NULL) {
        return is_text(known, text, size);
    }
    g_hash_table_insert(font->texts, key, g_strndup(text, size));
    return true;
}

void ht_pdf_font_use_mute(ht_pdf_font *font, uint32_t glyph)
{
    gpointer key = GUINT_TO_POINTER(glyph);
    if (!g_hash_table_contains(font->texts, key)) {
        g_hash_table_insert(font->texts, key, NULL);
    }
}

int64_t ht_pdf_glyph_width(const ht_face *face, uint32_t glyph)
{
    int64_t upem = ht_face_upem(face);
    int64_t advance = hb_font_get_glyph_h_advance(ht_face_font(face), glyph);
    return (advance * 100000 + upem / 2) / upem;
}

/* ---- The parts of a font -------------------------------------------------------------------- */

static GArray *glyphs_of(const ht_pdf_font *font)
{
    GArray *glyphs = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    GHashTableIter iter;
    gpointer key = NULL;
    g_hash_table_iter_init(&iter, font->texts);
    while (g_hash_table_iter_next(&iter, &key, NULL)) {
        const uint32_t glyph = GPOINTER_TO_UINT(key);
        g_array_append_val(glyphs, glyph);
    }
    g_array_sort(glyphs, ht_by_glyph);
    return glyphs;
}

/* "ABCDEF+Name": letters that tell this part of the face from others. */
static char *name_of(const ht_pdf_font *font, const GArray *glyphs)
{
    char tag[TAG_LETTERS + 1] = "";
    ht_sha256 *sum = ht_sha256_new();
    const char *name = ht_face_name(font->face);
    ht_sha256_add_text(sum, name);
    ht_sha256_add(sum, glyphs->data, glyphs->len * sizeof(uint32_t));
    char *digest = ht_sha256_end(sum);
    for (size_t i = 0; i < TAG_LETTERS; i++) {
        int high = g_ascii_xdigit_value(digest[2 * i]);
        int low = g_ascii_xdigit_value(digest[2 * i + 1]);
        tag[i] = (char)('A' + (16 * high + low) % 26);
    }
    g_free(digest);
    return g_strdup_printf("%s+%s", tag, name);
}

/* What a glyph is wide that is not listed (9.7.4.3): an em, as Han characters are. */
#define USUAL_WIDTH 100000

/* Neighbours share a pair of brackets. */
static void append_widths(GString *out, const ht_face *face, const GArray *glyphs)
{
    uint32_t last = UINT32_MAX;
    g_string_append(out, "/W[");
    for (guint i = 0; i < glyphs->len; i++) {
        uint32_t glyph = g_array_index(glyphs, uint32_t, i);
        int64_t width = ht_pdf_glyph_width(face, glyph);
        if (width == USUAL_WIDTH) {
            continue;
        }
        if (last != UINT32_MAX && last + 1 == glyph) {
            g_string_append_c(out, ' ');
        } else {
            g_string_append(out, last != UINT32_MAX ? "]" : "");
            ht_pdf_append_decimal(out, glyph, 0);
            g_string_append_c(out, '[');
        }
        ht_pdf_append_hundredths(out, width);
        last = glyph;
    }
    g_string_append(out, last != UINT32_MAX ? "]]" : "]");
}

/* In thousandths of the em. */
static void append_scaled(GString *out, const char *key, int value, int upem)
{
    g_string_append_printf(out, "%s %d", key, (int)((int64_t)value * 1000 / upem));
}

static void append_box(GString *out, const ht_face *face)
{
    unsigned size = 0;
    int upem = ht_face_upem(face);
    hb_blob_t *head =
        hb_face_reference_table(hb_font_get_face(ht_face_font(face)), HB_TAG('h', 'e', 'a', 'd'));
    const uint8_t *bytes = (const uint8_t *)hb_blob_get_data(head, &size);
    g_string_append(out, "/FontBBox[");
    for (size_t i = 0; i < 4; i++) {
        int value = size >= 44 ? (int16_t)ht_be(bytes + 36 + 2 * i, 2) : 0;
        append_scaled(out, "", value, upem);
    }
    g_string_append(out, "]");
    hb_blob_destroy(head);
}

static void put_descriptor(const ht_pdf_font *font, ht_objects *objects, int number,
                           const char *name, int file, ht_program_kind kind)
{
    hb_font_extents_t extents;
    int upem = ht_face_upem(font->face);
    GString *text = g_string_new("<</Type/FontDescriptor/FontName");
    hb_font_get_h_extents(ht_face_font(font->face), &extents);
    ht_pdf_append_name(text, name);
    char *print = ht_face_print(font->face);
    g_string_append_printf(text, "/HTFace(%s)/Flags 4/ItalicAngle 0/StemV 80", print);
    g_free(print);
    append_box(text, font->face);
    append_scaled(text, "/Ascent", extents.ascender, upem);
    append_scaled(text, "/Descent", extents.descender, upem);
    append_scaled(text, "/CapHeight", extents.ascender, upem);
    g_string_append_printf(text, "/%s %d 0 R>>", kind == HT_PROGRAM_CFF ? "FontFile3" : "FontFile2",
                           file);
    ht_objects_put(objects, number, text->str);
    g_string_free(text, TRUE);
}

static void put_program(const ht_program *program, ht_objects *objects, int number)
{
    char entries[64] = "/Subtype/CIDFontType0C";
    if (program->kind == HT_PROGRAM_TRUETYPE) {
        g_snprintf(entries, sizeof entries, "/Length1 %zu", program->size);
    }
    ht_objects_put_packed(objects, number, entries, program->packed->data, program->packed->len);
}

/* Which glyph of a TrueType program a code shows. */
static void put_map(const ht_program *program, ht_objects *objects, int number)
{
    uint32_t last = g_array_index(program->glyphs, uint32_t, program->glyphs->len - 1);
    size_t size = 2 * ((size_t)last + 1);
    uint8_t *map = g_malloc0(size);
    for (guint i = 0; i < program->glyphs->len; i++) {
        size_t at = 2 * (size_t)g_array_index(program->glyphs, uint32_t, i);
        map[at] = (uint8_t)(i >> 8);
        map[at + 1] = (uint8_t)i;
    }
    ht_objects_put_stream(objects, number, "", map, size);
    g_free(map);
}

/* What the codes stand for, a block of lines after the other. */
static void put_texts(const ht_pdf_font *font, ht_objects *objects, int number,
                      const GArray *glyphs)
{
    GString *lines = g_string_sized_new((gsize)MOST_IN_BLOCK * LINE_SIZE);
    GString *cmap = g_string_sized_new((size_t)(glyphs->len + MOST_IN_BLOCK) * LINE_SIZE);
    g_string_append(cmap, "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                          "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
                          "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
                          "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
    int n = 0;
    for (guint i = 0; i < glyphs->len; i++) {
        uint32_t glyph = g_array_index(glyphs, uint32_t, i);
        const char *text = g_hash_table_lookup(font->texts, GUINT_TO_POINTER(glyph));
        text = text != NULL ? text : HT_PDF_TOLD_OTHERWISE;
        g_string_append_c(lines, '<');
        ht_pdf_append_code(lines, glyph);
        g_string_append(lines, "><");
        ht_pdf_append_utf16(lines, text, strlen(text));
        g_string_append(lines, ">\n");
        n++;
        if (n == MOST_IN_BLOCK || i + 1 == glyphs->len) {
            g_string_append_printf(cmap, "%d beginbfchar\n%sendbfchar\n", n, lines->str);
            g_string_truncate(lines, 0);
            n = 0;
        }
    }
    g_string_append(cmap, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
    ht_objects_put_stream(objects, number, "", cmap->str, cmap->len);
    g_string_free(cmap, TRUE);
    g_string_free(lines, TRUE);
}

/* ---- The font ------------------------------------------------------------------------------- */

/* The two dictionaries of the font itself. */
static void put_dictionaries(const ht_pdf_font *font, ht_objects *objects, const char *name,
                             const ht_program *program, const GArray *glyphs, int first)
{
    bool cff = program->kind == HT_PROGRAM_CFF;
    GString *text = g_string_new("<</Type/Font/Subtype/Type0/BaseFont");
    ht_pdf_append_name(text, name);
    g_string_append_printf(text, "/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>",
                           first, first + 3);
    ht_objects_put(objects, font->object, text->str);
    g_string_assign(text, "<</Type/Font/Subtype");
    g_string_append_printf(text, "/CIDFontType%d/BaseFont", cff ? 0 : 2);
    ht_pdf_append_name(text, name);
    g_string_append_printf(text,
                           "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
                           "/FontDescriptor %d 0 R",
                           first + 1);
    if (!cff) {
        g_string_append_printf(text, "/CIDToGIDMap %d 0 R", first + 4);
    }
    append_widths(text, font->face, glyphs);
    g_string_append(text, ">>");
    ht_objects_put(objects, first, text->str);
    g_string_free(text, TRUE);
}

bool ht_pdf_font_put(const ht_pdf_font *font, ht_objects *objects)
{
    ht_program program;
    GArray *glyphs = glyphs_of(font);
    char *name = name_of(font, glyphs);
    bool good =
        ht_embed(&program, font->face, (const uint32_t *)(void *)glyphs->data, glyphs->len, name);
    if (good && ht_objects_are_small(objects)) {
        ht_program_shrink(&program);
    }
    if (good) {
        int first = ht_objects_reserve(objects);
        int more = program.kind == HT_PROGRAM_TRUETYPE ? 4 : 3;
        for (int i = 0; i < more; i++) {
            ht_objects_reserve(objects);
        }
        put_dictionaries(font, objects, name, &program, glyphs, first);
        put_descriptor(font, objects, first + 1, name, first + 2, program.kind);
        put_program(&program, objects, first + 2);
        put_texts(font, objects, first + 3, glyphs);
        if (program.kind == HT_PROGRAM_TRUETYPE) {
            put_map(&program, objects, first + 4);
        }
        g_byte_array_unref(program.packed);
    }
    if (program.glyphs != NULL) {
        g_array_free(program.glyphs, TRUE);
    }
    g_free(name);
    g_array_free(glyphs, TRUE);
    return good;
}
