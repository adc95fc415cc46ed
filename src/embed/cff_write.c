/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Glyphs of a CFF table in, a CID-keyed CFF font of them out. The CID of a glyph is its number in
 * the face, so what shows the text need not know which glyphs the font holds. Everything of varying
 * size stands before the charstrings: these end the font, and come compressed.
 */

#include "embed/embed.h"

#include <string.h>

/* Adobe-Identity-0, by the font's first two strings, 391 and 392, and the operator ROS. Readers know
 * a CID-keyed font by it, some only when the numbers are as short as can be. */
static const uint8_t identity[] = {0xF8, 0x1B, 0xF8, 0x1C, 0x8B, 0x0C, 0x1E};

/* At its longest, so that its size does not change with it. */
static void append_int(GByteArray *out, size_t value)
{
    ht_be_append(out, 29, 1);
    ht_be_append(out, (uint32_t)value, 4);
}

static void append_op(GByteArray *out, uint32_t op)
{
    ht_be_append(out, op, op > 0xFF ? 2 : 1);
}

static void append_span(GByteArray *out, ht_slice operands, uint32_t op)
{
    if (operands.size > 0) {
        g_byte_array_append(out, operands.bytes, (guint)operands.size);
        append_op(out, op);
    }
}

/* The head of an INDEX whose objects have these sizes and follow it. */
static void append_index_head(GByteArray *out, const size_t *sizes, size_t count)
{
    size_t offset = 1;
    size_t end = 1;
    unsigned offset_size = 1;
    for (size_t i = 0; i < count; i++) {
        end += sizes[i];
    }
    while (end >> (8 * offset_size) > 0) {
        offset_size++;
    }
    ht_be_append(out, (uint32_t)count, 2);
    ht_be_append(out, offset_size, 1);
    ht_be_append(out, (uint32_t)offset, offset_size);
    for (size_t i = 0; i < count; i++) {
        offset += sizes[i];
        ht_be_append(out, (uint32_t)offset, offset_size);
    }
}

/* An INDEX of one object. */
static void append_single(GByteArray *out, const GByteArray *object)
{
    const size_t size = object->len;
    append_index_head(out, &size, 1);
    g_byte_array_append(out, object->data, object->len);
}

/* Which CID each glyph but the first has, and which part it is of. */
static void append_charset(GByteArray *out, const GArray *glyphs)
{
    ht_be_append(out, 0, 1);
    for (guint i = 1; i < glyphs->len; i++) {
        ht_be_append(out, g_array_index(glyphs, uint32_t, i), 2);
    }
}

static void append_select(GByteArray *out, const ht_cff *cff, const GArray *glyphs)
{
    if (cff->n_parts == 1) {
        static const uint8_t one_range[] = {3, 0, 1, 0, 0, 0}; /* from glyph 0 on part 0, up to … */
        g_byte_array_append(out, one_range, sizeof one_range);
        ht_be_append(out, glyphs->len, 2);
        return;
    }
    ht_be_append(out, 0, 1);
    for (guint i = 0; i < glyphs->len; i++) {
        ht_be_append(out, ht_cff_part_of(cff, g_array_index(glyphs, uint32_t, i)), 1);
    }
}

/* All Private DICTs, then the INDEX of Font DICTs that point to them; its place is returned. `at` is
 * where they will stand. */
static size_t append_parts(GByteArray *out, const ht_cff *cff, size_t at)
{
    size_t *sizes = g_new(size_t, cff->n_parts);
    GByteArray *dicts = g_byte_array_new();
    guint start = out->len;
    for (size_t i = 0; i < cff->n_parts; i++) {
        const ht_cff_part *part = &cff->parts[i];
        guint before = dicts->len;
        append_span(dicts, part->matrix, HT_CFF_FONT_MATRIX);
        append_int(dicts, part->private->len);
        append_int(dicts, at + out->len - start);
        append_op(dicts, HT_CFF_PRIVATE);
        sizes[i] = dicts->len - before;
        g_byte_array_append(out, part->private->data, part->private->len);
    }
    size_t place = at + out->len - start;
    append_index_head(out, sizes, cff->n_parts);
    g_byte_array_append(out, dicts->data, dicts->len);
    g_byte_array_unref(dicts);
    g_free(sizes);
    return place;
}

typedef struct places {
    size_t charset;
    size_t select;
    size_t charstrings;
    size_t parts;
} places;

/* The same size whatever the places are. */
static GByteArray *make_top(const ht_cff *cff, uint32_t last_cid, const places *to)
{
    GByteArray *top = g_byte_array_new();
    g_byte_array_append(top, identity, sizeof identity);
    append_span(top, cff->matrix, HT_CFF_FONT_MATRIX);
    append_span(top, cff->box, HT_CFF_FONT_BBOX);
    const struct {
        size_t value;
        uint32_t op;
    } entries[] = {{last_cid + 1, HT_CFF_CID_COUNT},
                   {to->charset, HT_CFF_CHARSET},
                   {to->select, HT_CFF_FD_SELECT},
                   {to->charstrings, HT_CFF_CHARSTRINGS},
                   {to->parts, HT_CFF_FD_ARRAY}};
    for (size_t i = 0; i < G_N_ELEMENTS(entries); i++) {
        append_int(top, entries[i].value);
        append_op(top, entries[i].op);
    }
    return top;
}

/* Header, Name INDEX, Top DICT INDEX, String INDEX, no global subroutines. */
static void append_front(GByteArray *out, const char *name, const GByteArray *top)
{
    static const uint8_t header[] = {1, 0, 4, 4}; /* version, its size, the size of offsets */
    static const char strings[] = "AdobeIdentity";
    static const size_t string_sizes[] = {5, 8};
    GByteArray *names = g_byte_array_new();
    g_byte_array_append(names, (const guint8 *)name, (guint)strlen(name));
    g_byte_array_append(out, header, sizeof header);
    append_single(out, names);
    append_single(out, top);
    append_index_head(out, string_sizes, G_N_ELEMENTS(string_sizes));
    g_byte_array_append(out, (const guint8 *)strings, sizeof strings - 1);
    ht_be_append(out, 0, 2);
    g_byte_array_unref(names);
}

static GByteArray *make_head(const ht_cff *cff, const char *name, const GArray *glyphs,
                             const size_t *sizes)
{
    uint32_t last = g_array_index(glyphs, uint32_t, glyphs->len - 1);
    places to = {0};
    GByteArray *head = g_byte_array_new();
    GByteArray *body = g_byte_array_new();
    GByteArray *top = make_top(cff, last, &to);
    append_front(head, name, top);
    size_t front = head->len;
    append_charset(body, glyphs);
    to.charset = front;
    to.select = front + body->len;
    append_select(body, cff, glyphs);
    to.parts = append_parts(body, cff, front + body->len);
    to.charstrings = front + body->len;
    append_index_head(body, sizes, glyphs->len);
    g_byte_array_set_size(head, 0);
    g_byte_array_unref(top);
    top = make_top(cff, last, &to);
    append_front(head, name, top);
    g_byte_array_append(head, body->data, body->len);
    g_byte_array_unref(top);
    g_byte_array_unref(body);
    return head;
}

bool ht_cff_append_glyph(GByteArray *out, const ht_kept *kept, uint32_t glyph)
{
    return ht_charstring_flatten(out, kept->cff, glyph);
}

static bool is_sorted(const uint32_t *glyphs, size_t n_glyphs)
{
    for (size_t i = 1; i < n_glyphs; i++) {
        if (glyphs[i - 1] > glyphs[i]) {
            return false;
        }
    }
    return true;
}

/* All glyphs of the font, .notdef first. */
static GArray *sort_glyphs(const uint32_t *glyphs, size_t n_glyphs)
{
    const uint32_t notdef = 0;
    GArray *all = g_array_sized_new(FALSE, FALSE, sizeof(uint32_t), (guint)n_glyphs + 1);
    g_array_append_val(all, notdef);
    g_array_append_vals(all, glyphs, (guint)n_glyphs);
    if (!is_sorted(glyphs, n_glyphs)) {
        g_array_sort(all, ht_by_glyph);
    }
    if (n_glyphs > 0 && g_array_index(all, uint32_t, 1) == 0) {
        g_array_remove_index(all, 0);
    }
    return all;
}

bool ht_cff_write(ht_program *out, ht_kept *kept, const uint32_t *glyphs, size_t n_glyphs,
                  const char *name)
{
    GArray *all = sort_glyphs(glyphs, n_glyphs);
    const ht_packed **pieces = g_new0(const ht_packed *, (size_t)all->len + 1); /* the head first */
    size_t *sizes = g_new0(size_t, all->len);
    bool good = true;
    for (guint i = 0; i < all->len && good; i++) {
        pieces[i + 1] = ht_kept_piece(kept, g_array_index(all, uint32_t, i));
        good = pieces[i + 1] != NULL;
        sizes[i] = good ? pieces[i + 1]->size : 0;
    }
    if (good) {
        GByteArray *head = make_head(kept->cff, name, all, sizes);
        ht_packed *packed_head = ht_packed_new(&kept->code, head);
        pieces[0] = packed_head;
        out->kind = HT_PROGRAM_CFF;
        out->packed = ht_pack(&kept->code, pieces, (size_t)all->len + 1, &out->size);
        g_free(packed_head);
        g_byte_array_unref(head);
    }
    out->glyphs = all;
    g_free(sizes);
    g_free(pieces);
    return good;
}
