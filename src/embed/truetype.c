/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Glyphs of a face with TrueType outlines in, a font file with these and the parts of which they are
 * composed out: the tables that ISO 32000-1 9.9 asks for. Outlines are copied; instructions are left
 * out, for they want tables of the whole face and serve coarse screens. The glyphs stand in the last
 * table, and come compressed.
 */

#include "embed/embed.h"

#include <string.h>

#define MOST_LEVELS 16
#define MOST_PARTS 4096
#define NO_GLYPH UINT32_MAX

/* Flags of a part of a composite glyph. */
enum {
    WORDS = 0x0001,
    SCALE = 0x0008,
    MORE = 0x0020,
    TWO_SCALES = 0x0040,
    MATRIX = 0x0080,
    INSTRUCTIONS = 0x0100,
};

#define HEAD_ADJUSTMENT 8 /* where in head the checksum of the file stands … */
#define HEAD_LOCA_FORMAT 50
#define HHEA_METRICS 34
#define MAXP_GLYPHS 4
#define CHECKSUM 0xB1B0AFBA

typedef struct tables {
    hb_blob_t *blobs[6];
    ht_slice head;
    ht_slice hhea;
    ht_slice hmtx;
    ht_slice loca;
    ht_slice maxp;
    ht_slice glyf;
} tables;

static ht_slice table_of(tables *t, size_t at, const ht_kept *kept, hb_tag_t tag)
{
    unsigned size = 0;
    t->blobs[at] = hb_face_reference_table(hb_font_get_face(ht_face_font(kept->face)), tag);
    const char *bytes = hb_blob_get_data(t->blobs[at], &size);
    return (ht_slice){(const uint8_t *)bytes, size};
}

static void open_tables(tables *t, const ht_kept *kept)
{
    t->head = table_of(t, 0, kept, HB_TAG('h', 'e', 'a', 'd'));
    t->hhea = table_of(t, 1, kept, HB_TAG('h', 'h', 'e', 'a'));
    t->hmtx = table_of(t, 2, kept, HB_TAG('h', 'm', 't', 'x'));
    t->loca = table_of(t, 3, kept, HB_TAG('l', 'o', 'c', 'a'));
    t->maxp = table_of(t, 4, kept, HB_TAG('m', 'a', 'x', 'p'));
    t->glyf = table_of(t, 5, kept, HB_TAG('g', 'l', 'y', 'f'));
}

static void close_tables(tables *t)
{
    for (size_t i = 0; i < G_N_ELEMENTS(t->blobs); i++) {
        hb_blob_destroy(t->blobs[i]);
    }
}

static bool are_whole(const tables *t)
{
    return t->head.size >= 54 && t->hhea.size >= 36 && t->maxp.size >= 6 && t->hmtx.size >= 4 &&
           ht_be(t->hhea.bytes + HHEA_METRICS, 2) > 0;
}

/* A glyph's data, empty for a blank one, as one without contours is; false when it lies outside the
 * table. */
static bool data_of(ht_slice *out, const tables *t, uint32_t glyph)
{
    unsigned size = ht_be(t->head.bytes + HEAD_LOCA_FORMAT, 2) != 0 ? 4 : 2;
    size_t at = (size_t)glyph * size;
    if (at + 2 * (size_t)size > t->loca.size) {
        return false;
    }
    size_t scale = size == 2 ? 2 : 1;
    size_t start = ht_be(t->loca.bytes + at, size) * scale;
    size_t end = ht_be(t->loca.bytes + at + size, size) * scale;
    if (start > end || end > t->glyf.size) {
        return false;
    }
    *out = (ht_slice){t->glyf.bytes + start, end - start};
    if (out->size >= 2 && ht_be(out->bytes, 2) == 0) {
        out->size = 0;
    }
    return true;
}

static bool is_composite(ht_slice data)
{
    return data.size >= 10 && (data.bytes[0] & 0x80) != 0;
}

/* ---- The parts of composite glyphs ---------------------------------------------------------- */

/* The bytes of the part at `at`; 0 when it is cut off. */
static size_t part_size(ht_slice data, size_t at)
{
    if (at + 4 > data.size) {
        return 0;
    }
    uint32_t flags = ht_be(data.bytes + at, 2);
    size_t size = 4 + ((flags & WORDS) != 0 ? 4U : 2U);
    size += (flags & SCALE) != 0        ? 2U
            : (flags & TWO_SCALES) != 0 ? 4U
            : (flags & MATRIX) != 0     ? 8U
                                        : 0U;
    return at + size <= data.size ? size : 0;
}

/* Adds a glyph and what it is composed of. */
static bool collect(GHashTable *seen, GArray *all, const tables *t, uint32_t glyph, int level)
{
    ht_slice data;
    if (!g_hash_table_add(seen, GUINT_TO_POINTER(glyph))) {
        return true;
    }
    g_array_append_val(all, glyph);
    if (level > MOST_LEVELS || all->len > MOST_PARTS + UINT16_MAX || !data_of(&data, t, glyph)) {
        return false;
    }
    bool more = is_composite(data);
    for (size_t at = 10; more;) {
        size_t size = part_size(data, at);
        if (size == 0 || !collect(seen, all, t, ht_be(data.bytes + at + 2, 2), level + 1)) {
            return false;
        }
        more = (ht_be(data.bytes + at, 2) & MORE) != 0;
        at += size;
    }
    return true;
}

static uint32_t new_number(const GArray *all, uint32_t glyph)
{
    guint at = 0;
    return g_array_binary_search((GArray *)(uintptr_t)all, &glyph, ht_by_glyph, &at) ? at : 0;
}

/* ---- Programs ------------------------------------------------------------------------------- */

/* Glyphs begin at multiples of four, so that checksums can be summed. */
static void pad(GByteArray *out)
{
    static const guint8 zeros[4] = {0};
    g_byte_array_append(out, zeros, (4 - out->len % 4) % 4);
}

/* A composite glyph, with the new numbers of its parts. */
static ht_packed *make_composite(const ht_kept *kept, ht_slice data, const GArray *all)
{
    GByteArray *out = g_byte_array_new();
    bool more = true;
    g_byte_array_append(out, data.bytes, 10);
    for (size_t at = 10; more;) {
        uint32_t flags = ht_be(data.bytes + at, 2);
        size_t size = part_size(data, at); /* collect() has seen that it is whole */
        ht_be_append(out, flags & ~(uint32_t)INSTRUCTIONS, 2);
        ht_be_append(out, new_number(all, ht_be(data.bytes + at + 2, 2)), 2);
        g_byte_array_append(out, data.bytes + at + 4, (guint)(size - 4));
        more = (flags & MORE) != 0;
        at += size;
    }
    pad(out);
    ht_packed *piece = ht_packed_new(&kept->code, out);
    g_byte_array_unref(out);
    return piece;
}

/* Without its instructions. */
static bool append_simple(GByteArray *out, ht_slice data)
{
    size_t ends = data.size >= 10 ? 10 + 2 * (size_t)ht_be(data.bytes, 2) : data.size;
    size_t instructions = ends + 2 <= data.size ? ht_be(data.bytes + ends, 2) : data.size;
    if (ends + 2 + instructions > data.size) {
        return false;
    }
    g_byte_array_append(out, data.bytes, (guint)ends);
    ht_be_append(out, 0, 2);
    g_byte_array_append(out, data.bytes + ends + 2 + instructions,
                        (guint)(data.size - ends - 2 - instructions));
    pad(out);
    return true;
}

bool ht_truetype_append_glyph(GByteArray *out, const ht_kept *kept, uint32_t glyph)
{
    tables t;
    ht_slice data;
    open_tables(&t, kept);
    bool good = are_whole(&t) && data_of(&data, &t, glyph) && !is_composite(data) &&
                append_simple(out, data);
    close_tables(&t);
    return good;
}

/* ---- The file ------------------------------------------------------------------------------- */

static void append_metrics(GByteArray *out, const tables *t, uint32_t glyph)
{
    uint32_t n = ht_be(t->hhea.bytes + HHEA_METRICS, 2);
    size_t advance_at = 4 * (size_t)(glyph < n ? glyph : n - 1);
    size_t left_at = glyph < n ? advance_at + 2 : 4 * (size_t)n + 2 * (size_t)(glyph - n);
    ht_slice m = t->hmtx;
    ht_be_append(out, advance_at + 2 <= m.size ? ht_be(m.bytes + advance_at, 2) : 0, 2);
    ht_be_append(out, left_at + 2 <= m.size ? ht_be(m.bytes + left_at, 2) : 0, 2);
}

static GByteArray *copy_table(ht_slice table)
{
    GByteArray *copy = g_byte_array_new();
    g_byte_array_append(copy, table.bytes, (guint)table.size);
    return copy;
}

static void put(GByteArray *table, size_t at, uint32_t value, unsigned size)
{
    for (unsigned i = 0; i < size; i++) {
        table->data[at + i] = (uint8_t)(value >> (8 * (size - 1 - i)));
    }
}

static uint32_t sum_of(const GByteArray *bytes)
{
    return ht_sum_words(bytes->data, bytes->len);
}

/* The table directory and all tables but glyf, whose size and sum are given. */
static GByteArray *make_file(GByteArray *const parts[5], size_t glyf_size, uint32_t glyf_sum)
{
    static const char names[] = "glyfheadhheahmtxlocamaxp";
    enum {
        N_TABLES = 6
    };
    GByteArray *file = g_byte_array_new();
    size_t at = 12 + 16 * N_TABLES;
    size_t head_at = at;
    size_t glyf_at = at;
    for (size_t i = 0; i + 1 < N_TABLES; i++) {
        glyf_at += ((size_t)parts[i]->len + 3) / 4 * 4;
    }
    ht_be_append(file, 0x00010000, 4);
    ht_be_append(file, N_TABLES, 2);
    ht_be_append(file, 64, 2); /* the largest power of two among the tables, in their units … */
    ht_be_append(file, 2, 2);
    ht_be_append(file, 32, 2); /* … and the rest */
    for (size_t i = 0; i < N_TABLES; i++) {
        const GByteArray *part = i > 0 ? parts[i - 1] : NULL;
        g_byte_array_append(file, (const guint8 *)names + 4 * i, 4);
        ht_be_append(file, part != NULL ? sum_of(part) : glyf_sum, 4);
        ht_be_append(file, (uint32_t)(part != NULL ? at : glyf_at), 4);
        ht_be_append(file, (uint32_t)(part != NULL ? part->len : glyf_size), 4);
        at += part != NULL ? (part->len + 3) / 4 * 4 : 0;
    }
    for (size_t i = 0; i + 1 < N_TABLES; i++) {
        g_byte_array_append(file, parts[i]->data, parts[i]->len);
        pad(file);
    }
    put(file, head_at + HEAD_ADJUSTMENT, CHECKSUM - (sum_of(file) + glyf_sum), 4);
    return file;
}

/* `pieces` are those of all glyphs; NULL: a blank one. */
static GByteArray *make_head(const tables *t, const GArray *all, const ht_packed *const *pieces)
{
    GByteArray *parts[5] = {copy_table(t->head), copy_table(t->hhea), g_byte_array_new(),
                            g_byte_array_new(), copy_table(t->maxp)};
    uint32_t offset = 0;
    uint32_t sum = 0;
    for (guint i = 0; i < all->len; i++) {
        append_metrics(parts[2], t, g_array_index(all, uint32_t, i));
        ht_be_append(parts[3], offset, 4);
        offset += pieces[i] != NULL ? pieces[i]->size : 0;
        sum += pieces[i] != NULL ? pieces[i]->sum : 0;
    }
    ht_be_append(parts[3], offset, 4);
    put(parts[0], HEAD_ADJUSTMENT, 0, 4);
    put(parts[0], HEAD_LOCA_FORMAT, 1, 2);
    put(parts[1], HHEA_METRICS, all->len, 2);
    put(parts[4], MAXP_GLYPHS, all->len, 2);
    GByteArray *file = make_file(parts, offset, sum);
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        g_byte_array_unref(parts[i]);
    }
    return file;
}

/* The piece of a glyph; NULL for a blank one. What is made for this font alone goes into `own`, too. */
static bool find_piece(const ht_packed **out, GPtrArray *own, ht_kept *kept, const tables *t,
                       const GArray *all, uint32_t glyph)
{
    ht_slice data;
    *out = NULL;
    if (!data_of(&data, t, glyph)) {
        return false;
    }
    if (is_composite(data)) {
        ht_packed *piece = make_composite(kept, data, all);
        g_ptr_array_add(own, piece);
        *out = piece;
    } else if (data.size > 0) {
        *out = ht_kept_piece(kept, glyph);
    }
    return *out != NULL || data.size == 0;
}

static bool fill(ht_program *out, ht_kept *kept, const tables *t)
{
    const GArray *all = out->glyphs;
    GPtrArray *own = g_ptr_array_new_with_free_func(g_free);
    const ht_packed **pieces = g_new0(const ht_packed *, (size_t)all->len + 1); /* the head first */
    bool good = true;
    for (guint i = 0; i < all->len && good; i++) {
        good = find_piece(&pieces[i + 1], own, kept, t, all, g_array_index(all, uint32_t, i));
    }
    if (good) {
        GByteArray *head = make_head(t, all, pieces + 1);
        ht_packed *packed_head = ht_packed_new(&kept->code, head);
        g_ptr_array_add(own, packed_head);
        pieces[0] = packed_head;
        out->packed = ht_pack(&kept->code, pieces, (size_t)all->len + 1, &out->size);
        g_byte_array_unref(head);
    }
    g_ptr_array_unref(own);
    g_free(pieces);
    return good;
}

bool ht_truetype_write(ht_program *out, ht_kept *kept, const uint32_t *glyphs, size_t n_glyphs)
{
    tables t;
    GHashTable *seen = g_hash_table_new(g_direct_hash, g_direct_equal);
    open_tables(&t, kept);
    out->kind = HT_PROGRAM_TRUETYPE;
    out->glyphs = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    bool good = are_whole(&t) && collect(seen, out->glyphs, &t, 0, 0);
    for (size_t i = 0; i < n_glyphs && good; i++) {
        good = collect(seen, out->glyphs, &t, glyphs[i], 0);
    }
    if (good) {
        g_array_sort(out->glyphs, ht_by_glyph);
        good = fill(out, kept, &t);
    }
    g_hash_table_unref(seen);
    close_tables(&t);
    return good;
}
