/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Units with their sizes and places in; out, the tables of the hint stream (ISO 32000-1 F.4): rows
 * of numbers of as few bits as the greatest needs, each less the least of its row.
 */

#include "paint/pdf/linear.h"

#include <string.h>

/* What is hinted of a page. */
typedef struct page_hint {
    size_t objects; /* of its own, which stand behind each other, … */
    size_t size;    /* … and their bytes */
    size_t content; /* its content stream begins so far behind the page itself, … */
    size_t content_size;
    GArray *shared; /* ints: which shared units it needs; NULL: none */
} page_hint;

/* ---- Rows ----------------------------------------------------------------------------------- */

/* One row of a table. */
typedef struct row {
    uint32_t *values;
    size_t n;
    uint32_t least;
    unsigned bits; /* of the greatest less the least */
} row;

static void append_bits(GByteArray *out, unsigned *free_bits, uint32_t value, unsigned bits)
{
    while (bits > 0) {
        const guint8 empty = 0;
        if (*free_bits == 0) {
            g_byte_array_append(out, &empty, 1);
            *free_bits = 8;
        }
        unsigned n = MIN(bits, *free_bits);
        uint32_t top = value >> (bits - n) & ((1U << n) - 1);
        out->data[out->len - 1] |= (guint8)(top << (*free_bits - n));
        bits -= n;
        *free_bits -= n;
    }
}

static void append_number(GByteArray *out, size_t value, unsigned bits)
{
    unsigned free_bits = 0;
    append_bits(out, &free_bits, (uint32_t)value, bits);
}

static row new_row(size_t n)
{
    return (row){g_new0(uint32_t, n + 1), n, 0, 0};
}

/* All values are there now. */
static void measure(row *r, bool from_zero)
{
    uint32_t greatest = 0;
    r->least = from_zero || r->n == 0 ? 0 : UINT32_MAX;
    for (size_t i = 0; i < r->n; i++) {
        r->least = MIN(r->least, r->values[i]);
        greatest = MAX(greatest, r->values[i]);
    }
    for (uint32_t rest = greatest - r->least; rest > 0; rest >>= 1) {
        r->bits++;
    }
}

/* Each row begins with a byte of its own. */
static void append_row(GByteArray *out, row *r)
{
    unsigned free_bits = 0;
    for (size_t i = 0; i < r->n; i++) {
        append_bits(out, &free_bits, r->values[i] - r->least, r->bits);
    }
    g_free(r->values);
}

/* ---- Tables --------------------------------------------------------------------------------- */

static row row_of_shared(const page_hint *pages, size_t n)
{
    size_t all = 0;
    for (size_t i = 0; i < n; i++) {
        all += pages[i].shared != NULL ? pages[i].shared->len : 0;
    }
    row shared = new_row(all);
    for (size_t i = 0, at = 0; i < n; i++) {
        for (guint k = 0; pages[i].shared != NULL && k < pages[i].shared->len; k++) {
            shared.values[at++] = (uint32_t)g_array_index(pages[i].shared, int, k);
        }
    }
    return shared;
}

/* The page offset hint table (F.4.1); page 1 is at `first`. */
static void append_page_table(GByteArray *out, const page_hint *pages, size_t n, size_t first)
{
    enum {
        OBJECTS,
        SIZES,
        CONTENTS,
        CONTENT_SIZES,
        COUNTS,
        ROWS
    };
    row rows[ROWS];
    row shared = row_of_shared(pages, n);
    for (size_t r = 0; r < ROWS; r++) {
        rows[r] = new_row(n);
    }
    for (size_t i = 0; i < n; i++) {
        rows[OBJECTS].values[i] = (uint32_t)pages[i].objects;
        rows[SIZES].values[i] = (uint32_t)pages[i].size;
        rows[CONTENTS].values[i] = (uint32_t)pages[i].content;
        rows[CONTENT_SIZES].values[i] = (uint32_t)pages[i].content_size;
        rows[COUNTS].values[i] = pages[i].shared != NULL ? pages[i].shared->len : 0;
    }
    measure(&shared, true);
    for (size_t r = 0; r < ROWS; r++) {
        measure(&rows[r], r == COUNTS);
    }
    append_number(out, rows[OBJECTS].least, 32);
    append_number(out, first, 32);
    append_number(out, rows[OBJECTS].bits, 16);
    for (size_t r = SIZES; r <= CONTENT_SIZES; r++) {
        append_number(out, rows[r].least, 32);
        append_number(out, rows[r].bits, 16);
    }
    append_number(out, rows[COUNTS].bits, 16);
    append_number(out, shared.bits, 16);
    append_number(out, 0, 16); /* where on the page a shared object is needed is not told: … */
    append_number(out, 1, 16); /* … the numerators of these fractions have no bits */
    append_row(out, &rows[OBJECTS]);
    append_row(out, &rows[SIZES]);
    append_row(out, &rows[COUNTS]);
    append_row(out, &shared);
    append_row(out, &rows[CONTENTS]);
    append_row(out, &rows[CONTENT_SIZES]);
}

/* The shared object hint table (F.4.2) of units of these sizes, `n_first` of them of page 1; of the
 * others the first has that number and place. */
static void append_shared_table(GByteArray *out, const size_t *sizes, size_t n, size_t n_first,
                                int number, size_t place)
{
    row lengths = new_row(n);
    row signatures = new_row(n); /* none has one */
    for (size_t i = 0; i < n; i++) {
        lengths.values[i] = (uint32_t)sizes[i];
    }
    measure(&lengths, false);
    signatures.bits = 1;
    append_number(out, (size_t)number, 32);
    append_number(out, place, 32);
    append_number(out, n_first, 32);
    append_number(out, n, 32);
    append_number(out, 0, 16); /* each group is one object */
    append_number(out, lengths.least, 32);
    append_number(out, lengths.bits, 16);
    append_row(out, &lengths);
    append_row(out, &signatures);
}

/* ---- What is in them ------------------------------------------------------------------------ */

/* So many bytes are some units. */
static size_t size_of(const ht_linear *linear, size_t from, size_t to)
{
    size_t size = 0;
    for (size_t i = from; i < to; i++) {
        size += ht_unit_at(linear, i)->text->len;
    }
    return size;
}

/* Which shared units a page needs: those of page 1 are counted first, then those of several
 * pages. */
static GArray *list_shared(ht_linear *linear, int page)
{
    GArray *shared = g_array_new(FALSE, FALSE, sizeof(int));
    GArray *from = g_array_new(FALSE, FALSE, sizeof(int));
    int n_first = (int)(linear->starts[HT_PART_PAGES] - linear->starts[HT_PART_FIRST]);
    g_array_append_val(from, page);
    ht_linear_follow(linear, from);
    for (guint i = 0; i < linear->found->len; i++) {
        int index = linear->objects[g_array_index(linear->found, int, i)].unit;
        ht_linear_part part = ht_unit_at(linear, (size_t)index)->part;
        bool known = part != HT_PART_FIRST && part != HT_PART_SHARED;
        index -= (int)linear->starts[part];
        index += part == HT_PART_SHARED ? n_first : 0;
        for (guint k = 0; k < shared->len; k++) {
            known = known || g_array_index(shared, int, k) == index;
        }
        if (!known) {
            g_array_append_val(shared, index);
        }
    }
    g_array_free(from, TRUE);
    return shared;
}

/* What is hinted of the page whose units are these. */
static page_hint hint_of(ht_linear *linear, int page, size_t from, size_t to)
{
    page_hint hint = {.objects = to - from, .size = size_of(linear, from, to)};
    int contents = ht_graft_entry(linear->graft, page, "Contents");
    size_t unit = (size_t)linear->objects[contents].unit;
    if (unit > from && unit < to) {
        hint.content = ht_unit_at(linear, unit)->offset - ht_unit_at(linear, from)->offset;
        hint.content_size = ht_unit_at(linear, unit)->text->len - strlen(HT_END_OF_STREAM);
    }
    return hint;
}

static void append_page_hints(GByteArray *out, ht_linear *linear)
{
    size_t n = linear->pages->len;
    page_hint *hints = g_new0(page_hint, n);
    size_t at = linear->starts[HT_PART_PAGES];
    hints[0] =
        hint_of(linear, g_array_index(linear->pages, int, 0), linear->starts[HT_PART_FIRST], at);
    for (size_t i = 1; i < n; i++) {
        int page = g_array_index(linear->pages, int, i);
        size_t end = at + 1;
        while (end < linear->starts[HT_PART_SHARED] &&
               !linear->objects[g_array_index(ht_unit_at(linear, end)->objects, int, 0)].page) {
            end++;
        }
        hints[i] = hint_of(linear, page, at, end);
        hints[i].shared = list_shared(linear, page);
        at = end;
    }
    append_page_table(out, hints, n, ht_unit_at(linear, linear->starts[HT_PART_FIRST])->offset);
    for (size_t i = 1; i < n; i++) {
        g_array_free(hints[i].shared, TRUE);
    }
    g_free(hints);
}

static void append_shared_hints(GByteArray *out, const ht_linear *linear)
{
    const size_t *starts = linear->starts;
    size_t n_first = starts[HT_PART_PAGES] - starts[HT_PART_FIRST];
    size_t n_shared = starts[HT_PART_REST] - starts[HT_PART_SHARED];
    const ht_unit *first = n_shared > 0 ? ht_unit_at(linear, starts[HT_PART_SHARED]) : NULL;
    size_t *sizes = g_new(size_t, n_first + n_shared);
    for (size_t i = 0; i < n_first; i++) {
        sizes[i] = ht_unit_at(linear, starts[HT_PART_FIRST] + i)->text->len;
    }
    for (size_t i = 0; i < n_shared; i++) {
        sizes[n_first + i] = ht_unit_at(linear, starts[HT_PART_SHARED] + i)->text->len;
    }
    append_shared_table(out, sizes, n_first + n_shared, n_first, first != NULL ? first->number : 0,
                        first != NULL ? first->offset : 0);
    g_free(sizes);
}

void ht_linear_append_hints(GByteArray *tables, GString *entries, ht_linear *linear)
{
    size_t end = linear->outline + linear->n_outline;
    append_page_hints(tables, linear);
    g_string_append_printf(entries, "/S %u", tables->len);
    append_shared_hints(tables, linear);
    if (linear->n_outline > 0) { /* a generic table (F.4.4): all units from this one on */
        const ht_unit *first = ht_unit_at(linear, linear->outline);
        g_string_append_printf(entries, "/O %u", tables->len);
        append_number(tables, (size_t)first->number, 32);
        append_number(tables, first->offset, 32);
        append_number(tables, linear->n_outline, 32);
        append_number(tables, size_of(linear, linear->outline, end), 32);
    }
}
