/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A CFF table in (Adobe Technical Note 5176); out, where in it everything is that a smaller font
 * needs: charstrings, subroutines, Private DICTs, and which of them a glyph uses. Nothing is copied
 * but the Private DICTs. A table that points outside itself is damaged and gives nothing.
 */

#include "embed/embed.h"

#define FIRST_OPERAND 22 /* smaller bytes are operators */
#define REAL 30
#define MAX_PARTS 256

/* What follows `at` in a table; empty beyond its end. */
static ht_slice from(ht_slice table, size_t at)
{
    return at <= table.size ? (ht_slice){table.bytes + at, table.size - at} : (ht_slice){0};
}

/* ---- INDEX --------------------------------------------------------------------------------- */

static bool read_index(ht_cff_index *out, ht_slice table, size_t at)
{
    ht_slice rest = from(table, at);
    *out = (ht_cff_index){.end = at + 2};
    if (rest.size < 2) {
        return false;
    }
    out->count = ht_be(rest.bytes, 2);
    if (out->count == 0) {
        return true;
    }
    out->offset_size = rest.size > 2 ? rest.bytes[2] : 0;
    out->offsets.size = (size_t)(out->count + 1) * out->offset_size;
    if (out->offset_size < 1 || out->offset_size > 4 || rest.size < 3 + out->offsets.size) {
        return false;
    }
    out->offsets.bytes = rest.bytes + 3;
    out->data = from(rest, 3 + out->offsets.size);
    size_t end =
        ht_be(out->offsets.bytes + (size_t)out->count * out->offset_size, out->offset_size);
    out->end = at + 3 + out->offsets.size + end - 1;
    return end >= 1 && end - 1 <= out->data.size;
}

bool ht_cff_index_get(ht_slice *out, const ht_cff_index *index, unsigned i)
{
    if (i >= index->count) {
        return false;
    }
    const uint8_t *offset = index->offsets.bytes + (size_t)i * index->offset_size;
    size_t start = ht_be(offset, index->offset_size);
    size_t end = ht_be(offset + index->offset_size, index->offset_size);
    if (start < 1 || start > end || end - 1 > index->data.size) {
        return false;
    }
    *out = (ht_slice){index->data.bytes + start - 1, end - start};
    return true;
}

/* ---- DICT ---------------------------------------------------------------------------------- */

static size_t operand_size(ht_slice dict, size_t at)
{
    uint8_t first = dict.bytes[at];
    if (first == REAL) {
        size_t end = at + 1;
        while (end < dict.size && (dict.bytes[end] & 0x0F) != 0x0F &&
               dict.bytes[end] >> 4 != 0x0F) {
            end++;
        }
        return end + 1 - at;
    }
    return first == 28 ? 3 : first == 29 ? 5 : first < 247 ? 1 : 2;
}

/* The next operator from `*at` on, with the operands before it; -1 at the end. */
static int next_entry(ht_slice *operands, ht_slice dict, size_t *at)
{
    size_t start = *at;
    size_t p = start;
    while (p < dict.size && dict.bytes[p] >= FIRST_OPERAND) {
        p += operand_size(dict, p);
    }
    bool escaped = p < dict.size && dict.bytes[p] == HT_CFF_ESCAPE;
    if (p + escaped >= dict.size) {
        return -1;
    }
    *operands = (ht_slice){dict.bytes + start, p - start};
    *at = p + 1 + escaped;
    return escaped ? HT_CFF_ESCAPE << 8 | dict.bytes[p + 1] : dict.bytes[p];
}

/* The operands of an operator; empty when it is not there. */
static ht_slice find_entry(ht_slice dict, int op)
{
    ht_slice operands = {0};
    int found = 0;
    for (size_t at = 0; found >= 0 && found != op;) {
        found = next_entry(&operands, dict, &at);
    }
    return found == op ? operands : (ht_slice){0};
}

/* Whole numbers among the operands of an operator, at most `room`; how many there are. */
static size_t find_numbers(int32_t *out, size_t room, ht_slice dict, int op)
{
    ht_slice operands = find_entry(dict, op);
    size_t n = 0;
    for (size_t at = 0; at < operands.size && n < room; n++) {
        size_t size = operand_size(operands, at);
        const uint8_t *p = operands.bytes + at;
        if (size > operands.size - at || *p == REAL) {
            return 0;
        }
        out[n] = size == 5   ? (int32_t)ht_be(p + 1, 4)
                 : size == 3 ? (int16_t)ht_be(p + 1, 2)
                 : size == 1 ? *p - 139
                 : *p < 251  ? (*p - 247) * 256 + p[1] + 108
                             : -(*p - 251) * 256 - p[1] - 108;
        at += size;
    }
    return n;
}

/* Where in the table something is that an operator points to; 0 when it does not. */
static size_t find_offset(ht_slice dict, int op)
{
    int32_t offset = 0;
    return find_numbers(&offset, 1, dict, op) == 1 && offset > 0 ? (size_t)offset : 0;
}

/* ---- The table ------------------------------------------------------------------------------ */

/* A Font DICT, or the Top DICT of a font that is not CID-keyed. */
static bool read_part(ht_cff_part *part, ht_slice table, ht_slice dict)
{
    int32_t place[2] = {0, 0};
    part->private = g_byte_array_new();
    if (find_numbers(place, 2, dict, HT_CFF_PRIVATE) != 2 || place[0] < 0 || place[1] < 0) {
        return false;
    }
    ht_slice private = from(table, (size_t)place[1]);
    if (private.size < (size_t)place[0]) {
        return false;
    }
    private.size = (size_t)place[0];
    ht_slice operands;
    size_t start = 0;
    size_t at = 0;
    for (int op = 0; (op = next_entry(&operands, private, &at)) >= 0; start = at) {
        if (op != HT_CFF_SUBRS) {
            g_byte_array_append(part->private, private.bytes + start, (guint)(at - start));
        }
    }
    size_t subroutines = find_offset(private, HT_CFF_SUBRS);
    return subroutines == 0 ||
           read_index(&part->subroutines, table, (size_t)place[1] + subroutines);
}

static bool read_parts(ht_cff *cff, ht_slice top)
{
    size_t at = find_offset(top, HT_CFF_FD_ARRAY);
    ht_cff_index fonts = {0};
    ht_slice dict;
    bool keyed = at > 0;
    if (keyed && (!read_index(&fonts, cff->table, at) || fonts.count > MAX_PARTS)) {
        return false;
    }
    cff->n_parts = keyed ? fonts.count : 1;
    cff->parts = g_new0(ht_cff_part, cff->n_parts);
    for (unsigned i = 0; i < cff->n_parts; i++) {
        bool there = !keyed || ht_cff_index_get(&dict, &fonts, i);
        if (!there || !read_part(&cff->parts[i], cff->table, keyed ? dict : top)) {
            return false;
        }
        cff->parts[i].matrix = keyed ? find_entry(dict, HT_CFF_FONT_MATRIX) : (ht_slice){0};
    }
    cff->select = keyed ? from(cff->table, find_offset(top, HT_CFF_FD_SELECT)) : (ht_slice){0};
    return cff->n_parts > 0;
}

static bool read_table(ht_cff *cff)
{
    ht_slice table = cff->table;
    ht_cff_index index;
    ht_slice top;
    int32_t type = 2;
    if (table.size < 4 || table.bytes[0] != 1 || !read_index(&index, table, table.bytes[2]) ||
        !read_index(&index, table, index.end) || !ht_cff_index_get(&top, &index, 0) ||
        !read_index(&index, table, index.end) || !read_index(&cff->subroutines, table, index.end)) {
        return false;
    }
    find_numbers(&type, 1, top, HT_CFF_CHARSTRING_TYPE);
    cff->matrix = find_entry(top, HT_CFF_FONT_MATRIX);
    cff->box = find_entry(top, HT_CFF_FONT_BBOX);
    size_t charstrings = find_offset(top, HT_CFF_CHARSTRINGS);
    return type == 2 && charstrings > 0 && read_index(&cff->charstrings, table, charstrings) &&
           read_parts(cff, top);
}

ht_cff *ht_cff_open(hb_blob_t *blob)
{
    unsigned size = 0;
    ht_cff *cff = g_new0(ht_cff, 1);
    cff->blob = hb_blob_reference(blob);
    cff->table.bytes = (const uint8_t *)hb_blob_get_data(blob, &size);
    cff->table.size = size;
    if (!read_table(cff)) {
        ht_cff_free(cff);
        return NULL;
    }
    return cff;
}

void ht_cff_free(ht_cff *cff)
{
    if (cff == NULL) {
        return;
    }
    for (size_t i = 0; i < cff->n_parts; i++) {
        if (cff->parts[i].private != NULL) {
            g_byte_array_unref(cff->parts[i].private);
        }
    }
    g_free(cff->parts);
    hb_blob_destroy(cff->blob);
    g_free(cff);
}

unsigned ht_cff_part_of(const ht_cff *cff, uint32_t glyph)
{
    const uint8_t *p = cff->select.bytes;
    size_t size = cff->select.size;
    if (size < 3) {
        return 0;
    }
    if (p[0] == 0) {
        return glyph + 1 < size ? p[glyph + 1] : 0;
    }
    /* Format 3: ranges, each with its first glyph, ascending. */
    unsigned low = 0;
    unsigned high = p[0] == 3 ? ht_be(p + 1, 2) : 0;
    while (high - low > 1 && 3 + 3 * (size_t)high <= size) {
        unsigned middle = low + (high - low) / 2;
        if (ht_be(p + 3 + 3 * (size_t)middle, 2) <= glyph) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return 6 + 3 * (size_t)low <= size ? p[5 + 3 * (size_t)low] : 0;
}
