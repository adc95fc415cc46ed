/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Letters in, atoms out, both in the order in which the text is read. Stretches of one face, script
 * and direction are shaped by HarfBuzz; each cluster becomes an atom.
 *
 * Advances are scaled to the style's cell, not its size: the text's glyphs stand on 字 a little
 * narrower than they are.
 */

#include "text/setter.h"

#include <string.h>

static bool same_stretch(const ht_letter *a, const ht_letter *b)
{
    return a->found && b->found && a->choice.face == b->choice.face &&
           a->piece->style == b->piece->style && a->piece->role == b->piece->role &&
           a->choice.lift == b->choice.lift && a->script == b->script && a->level == b->level;
}

/* Full-width dashes and dots where a face has proportional ones, half-width digits on request. */
static unsigned add_features(hb_feature_t *features, const ht_letters *all, size_t first,
                             size_t last)
{
    unsigned n = 0;
    for (size_t i = first; i < last && n < 64; i++) {
        uint32_t c = all->items[i].codepoint;
        bool digit = c >= '0' && c <= '9';
        const char *name = c == 0x2014 || c == 0xB7 || c == 0x2026 ? "fwid" : NULL;
        if (digit && all->items[i].piece->style->half_digits) {
            name = "hwid";
        }
        if (name != NULL) {
            features[n++] = (hb_feature_t){hb_tag_from_string(name, -1), 1, (unsigned)(i - first),
                                           (unsigned)(i - first) + 1};
        }
    }
    return n;
}

/* Shapes letters [first, last) into the setter's buffer; clusters count from `first`. */
static void shape_stretch(ht_setter *setter, const ht_letters *all, size_t first, size_t last)
{
    hb_buffer_t *buffer = setter->buffer;
    hb_feature_t features[64];
    hb_buffer_clear_contents(buffer);
    for (size_t i = first; i < last; i++) {
        uint32_t c = all->items[i].codepoint;
        hb_buffer_add(buffer, c == '\t' ? ' ' : c, (unsigned)(i - first));
    }
    hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
    bool left = all->items[first].level % 2 == 1;
    hb_buffer_set_script(buffer, all->items[first].script);
    hb_buffer_set_language(buffer, hb_language_from_string("zh-cn", -1));
    hb_buffer_set_direction(buffer, left ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    unsigned n = add_features(features, all, first, last);
    hb_shape(ht_face_font(all->items[first].choice.face), buffer, features, n);
}

static ht_len in_cells(const ht_style *style, int units, int upem)
{
    return ht_len_scale(style->cell, units, upem);
}

static ht_len in_size(const ht_style *style, int units, int upem)
{
    return ht_len_scale(style->size, units, upem);
}

typedef struct shaping {
    ht_setter *setter;
    ht_atoms *atoms;
    const ht_letters *all;
    bool condense;
} shaping;

/* The text's cell is a little narrower than its size, and so are its characters' advances; but
 * letters that join or stack (Uyghur, Mongolian, Tibetan) keep their own. */
static ht_len advance_of(const ht_letter *l, int units, int upem)
{
    bool in_words = l->class == HT_CLASS_LATIN;
    bool latin = l->script == HB_SCRIPT_LATIN || l->script == HB_SCRIPT_HAN;
    return latin || !in_words ? in_cells(l->piece->style, units, upem)
                              : in_size(l->piece->style, units, upem);
}

/* Makes one atom of glyphs [from, to), which show letters [first, last). */
static void add_atom(shaping *s, size_t first, size_t last, const hb_glyph_info_t *info,
                     const hb_glyph_position_t *position, unsigned from, unsigned to)
{
    ht_arena *arena = s->setter->arena;
    const ht_letter *l = &s->all->items[first];
    const ht_style *style = l->piece->style;
    int upem = ht_face_upem(l->choice.face);
    ht_atom *atom = &s->atoms->items[s->atoms->n_items++];
    *atom = (ht_atom){.piece = l->piece,
                      .face = l->choice.face,
                      .text = l->text,
                      .codepoint = l->codepoint,
                      .class = l->class,
                      .level = l->level,
                      .first_glyph = s->atoms->n_glyphs};
    for (size_t i = first; i < last; i++) {
        atom->bytes += s->all->items[i].bytes;
    }
    int pen = 0;
    for (unsigned g = from; g < to; g++) {
        ht_shaped_glyph *glyph = HT_PUSH(arena, s->atoms->glyphs, s->atoms->n_glyphs);
        int advance = position[g].x_advance;
        ht_len advanced = advance_of(l, advance, upem);
        ht_len drawn = s->condense ? advanced : in_size(style, advance, upem);
        glyph->id = info[g].codepoint;
        /* A glyph that is wider than its cell stands in the middle of it. */
        glyph->x = advance_of(l, pen + position[g].x_offset, upem) + (advanced - drawn) / 2;
        glyph->y = -in_size(style, position[g].y_offset, upem) -
                   ht_len_scale(style->size, l->choice.lift, 1000);
        pen += advance;
        atom->n_glyphs++;
    }
    atom->width = advance_of(l, pen, upem);
}

/* One cluster of a stretch that was shaped: glyphs [from, to). */
typedef struct cluster {
    unsigned from;
    unsigned to;
} cluster;

/* The cluster in front of or behind glyph `at`, in the order the text is read. HarfBuzz gives the
 * glyphs from left to right. */
static cluster next_cluster(const hb_glyph_info_t *info, unsigned n, unsigned at, bool left)
{
    cluster c = {at, at};
    if (left) {
        c.from--;
        while (c.from > 0 && info[c.from - 1].cluster == info[c.from].cluster) {
            c.from--;
        }
    } else {
        c.to++;
        while (c.to < n && info[c.to].cluster == info[at].cluster) {
            c.to++;
        }
    }
    return c;
}

static void add_stretch(shaping *s, size_t first, size_t last)
{
    unsigned n = 0;
    bool left = s->all->items[first].level % 2 == 1;
    shape_stretch(s->setter, s->all, first, last);
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(s->setter->buffer, &n);
    const hb_glyph_position_t *position = hb_buffer_get_glyph_positions(s->setter->buffer, &n);
    for (unsigned at = left ? n : 0; left ? at > 0 : at < n;) {
        cluster c = next_cluster(info, n, at, left);
        at = left ? c.from : c.to;
        bool more = left ? at > 0 : at < n;
        size_t next = more ? first + info[left ? at - 1 : at].cluster : last;
        add_atom(s, first + info[c.from].cluster, next, info, position, c.from, c.to);
    }
}

static void widen_spaces(ht_atoms *atoms)
{
    for (size_t i = 0; i < atoms->n_items; i++) {
        ht_atom *a = &atoms->items[i];
        bool after_han = i > 0 && a[-1].class != HT_CLASS_LATIN && a[-1].class != HT_CLASS_DIGIT;
        bool before_han =
            i + 1 < atoms->n_items && a[1].class != HT_CLASS_LATIN && a[1].class != HT_CLASS_DIGIT;
        /* Between Han a typed space is half a cell, so that two of them make one. */
        if (a->codepoint != 0x3000 && a->class == HT_CLASS_SPACE && (after_han || before_han)) {
            a->width = a->piece->style->cell / 2;
        }
    }
}

void ht_shape(ht_atoms *atoms, ht_setter *setter, const ht_pieces *pieces, bool condense)
{
    *atoms = (ht_atoms){.condense = 1024};
    ht_letters all;
    ht_letters_of(&all, setter, pieces);
    atoms->items =
        HT_NEW_ARRAY(setter->arena, ht_atom, all.n_items + 1); /* one shows a letter or more */
    shaping s = {setter, atoms, &all, condense};
    for (size_t first = 0; first < all.n_items;) {
        size_t last = first + 1;
        while (last < all.n_items && same_stretch(&all.items[last - 1], &all.items[last]) &&
               !all.items[last].piece->new_line) {
            last++;
        }
        if (all.items[first].found) {
            bool breaks = all.items[first].piece->new_line && all.items[first].index_in_piece == 0;
            if (breaks && atoms->n_items > 0) {
                atoms->items[atoms->n_items - 1].must_break = true;
            }
            add_stretch(&s, first, last);
        }
        first = last;
    }
    widen_spaces(atoms);
    if (condense && pieces->n_items > 0) {
        const ht_style *style = pieces->items[0].style;
        atoms->condense = (int)ht_len_scale(style->cell, 1024, style->size);
    }
}

void ht_set_words(ht_atoms *atoms, ht_setter *setter, const ht_pieces *pieces)
{
    ht_shape(atoms, setter, pieces, false);
    ht_rules_apply(atoms);
}
