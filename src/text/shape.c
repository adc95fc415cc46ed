/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Styled pieces in, atoms out. Each character gets a face: Latin letters and digits that of the
 * style's `latin` role, everything else (Chinese quotes, dashes and dots with it) that of its own
 * role; a rare character the next face of the role's chain that has it. Stretches of one face and
 * script are shaped by HarfBuzz; each cluster becomes an atom.
 *
 * Advances are scaled to the style's cell, not its size: the text's glyphs stand on 字 a little narrower than they are.
 */

#include "text/setter.h"

#include <string.h>

/* A character of the text being shaped. */
typedef struct letter {
    const ht_piece *piece;
    const char *text;
    int bytes;
    uint32_t codepoint;
    hb_script_t script;
    ht_choice choice;
    bool found;
    size_t index_in_piece;
} letter;

typedef struct letters {
    letter *items;
    size_t n_items;
} letters;

static void collect(letters *all, ht_arena *arena, const ht_pieces *pieces)
{
    for (size_t i = 0; i < pieces->n_items; i++) {
        size_t index = 0;
        for (const char *p = pieces->items[i].text; *p != '\0';) {
            letter *l = HT_PUSH(arena, all->items, all->n_items);
            l->piece = &pieces->items[i];
            l->text = p;
            l->index_in_piece = index++;
            l->codepoint = ht_utf8_decode(p, &l->bytes);
            p += l->bytes;
        }
    }
}

static bool is_latin(uint32_t c)
{
    return c < 0x80 || ht_class_of(c) == HT_CLASS_LATIN;
}

/* ’ in don’t belongs to the word, between Han it is a Chinese mark. */
static bool is_in_word(const letters *all, size_t i)
{
    bool before = i > 0 && g_unichar_isalpha(all->items[i - 1].codepoint) &&
                  is_latin(all->items[i - 1].codepoint);
    bool after = i + 1 < all->n_items && g_unichar_isalpha(all->items[i + 1].codepoint) &&
                 is_latin(all->items[i + 1].codepoint);
    return before && after;
}

/* Characters that change how the one before them looks, or show nothing: they follow its face. */
static bool is_attached(uint32_t c)
{
    return g_unichar_ismark(c) || (c >= 0x200B && c <= 0x200F) || (c >= 0xFE00 && c <= 0xFE0F) ||
           (c >= 0xE0100 && c <= 0xE01EF) || c == 0x2060 || c == 0xFEFF;
}

static void tell_missing(ht_setter *setter, const letter *l)
{
    char character[8] = {0};
    memcpy(character, l->text, (size_t)l->bytes);
    ht_place place = l->piece->place;
    place.column += (int)l->index_in_piece;
    place.width = 1;
    /* A mark that shrinks is shaped twice. */
    char *key = g_strdup_printf("%p %d:%d", (const void *)place.source, place.line, place.column);
    if (g_hash_table_add(setter->told, key)) {
        ht_diag_add(setter->diags, HT_E0502, place, character, l->codepoint, l->piece->role);
    }
}

/* Tells once for each face and character that a rare one came from elsewhere. */
static void tell_substitute(ht_setter *setter, const letter *l)
{
    const ht_face *main_face = ht_fontset_main(setter->fonts, l->piece->role);
    char *key = g_strdup_printf("%p %x", (const void *)l->choice.face, l->codepoint);
    if (g_hash_table_add(setter->told, key)) {
        char character[8] = {0};
        memcpy(character, l->text, (size_t)l->bytes);
        ht_place place = l->piece->place;
        place.column += (int)l->index_in_piece;
        place.width = 1;
        ht_diag_add(setter->diags, HT_N0503, place, character, l->codepoint,
                    main_face != NULL ? ht_face_name(main_face) : l->piece->role,
                    ht_face_name(l->choice.face));
    }
}

static void choose_face(ht_setter *setter, letters *all, size_t i)
{
    letter *l = &all->items[i];
    if (is_attached(l->codepoint) && i > 0 && all->items[i - 1].found) {
        l->choice = all->items[i - 1].choice;
        l->found = true;
        return;
    }
    const char *latin = l->piece->style->latin;
    bool curly = l->codepoint == 0x2019;
    bool western = curly ? is_in_word(all, i) : is_latin(l->codepoint);
    uint32_t c = l->codepoint == '\t' || l->codepoint == 0xA0 ? ' ' : l->codepoint;
    if (western && latin != NULL && ht_fontset_choose(&l->choice, setter->fonts, latin, c) &&
        !l->choice.substitute) {
        l->found = true;
        return;
    }
    l->found = ht_fontset_choose(&l->choice, setter->fonts, l->piece->role, c);
    if (!l->found) {
        tell_missing(setter, l);
    } else if (l->choice.substitute) {
        tell_substitute(setter, l);
    }
}

static void resolve_scripts(letters *all)
{
    hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
    hb_script_t script = HB_SCRIPT_HAN;
    for (size_t i = 0; i < all->n_items; i++) {
        hb_script_t own = hb_unicode_script(unicode, all->items[i].codepoint);
        bool neutral = own == HB_SCRIPT_COMMON || own == HB_SCRIPT_INHERITED;
        script = neutral ? script : own;
        all->items[i].script = neutral && script != HB_SCRIPT_HAN ? script : own;
        if (neutral && script == HB_SCRIPT_HAN) {
            all->items[i].script = HB_SCRIPT_HAN;
        }
    }
}

static bool same_stretch(const letter *a, const letter *b)
{
    return a->found && b->found && a->choice.face == b->choice.face &&
           a->piece->style == b->piece->style && a->piece->role == b->piece->role &&
           a->choice.lift == b->choice.lift && a->script == b->script;
}

/* Full-width dashes and dots where a face has proportional ones, half-width digits on request. */
static unsigned add_features(hb_feature_t *features, const letters *all, size_t first, size_t last)
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
static void shape_stretch(ht_setter *setter, const letters *all, size_t first, size_t last)
{
    hb_buffer_t *buffer = setter->buffer;
    hb_feature_t features[64];
    hb_buffer_clear_contents(buffer);
    for (size_t i = first; i < last; i++) {
        uint32_t c = all->items[i].codepoint;
        hb_buffer_add(buffer, c == '\t' ? ' ' : c, (unsigned)(i - first));
    }
    hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
    hb_buffer_set_script(buffer, all->items[first].script);
    hb_buffer_set_language(buffer, hb_language_from_string("zh-cn", -1));
    /* Right-to-left scripts come in visual order within their stretch, which stays unbroken. */
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
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
    const letters *all;
    bool condense;
} shaping;

/* Makes one atom of glyphs [from, to), which show letters [first, last). */
static void add_atom(shaping *s, size_t first, size_t last, const hb_glyph_info_t *info,
                     const hb_glyph_position_t *position, unsigned from, unsigned to)
{
    ht_arena *arena = s->setter->arena;
    const letter *l = &s->all->items[first];
    const ht_style *style = l->piece->style;
    int upem = ht_face_upem(l->choice.face);
    ht_atom *atom = HT_PUSH(arena, s->atoms->items, s->atoms->n_items);
    *atom = (ht_atom){.piece = l->piece,
                      .face = l->choice.face,
                      .text = l->text,
                      .codepoint = l->codepoint,
                      .class = ht_class_of(l->codepoint),
                      .first_glyph = s->atoms->n_glyphs};
    for (size_t i = first; i < last; i++) {
        atom->bytes += s->all->items[i].bytes;
    }
    int pen = 0;
    for (unsigned g = from; g < to; g++) {
        ht_shaped_glyph *glyph = HT_PUSH(arena, s->atoms->glyphs, s->atoms->n_glyphs);
        int advance = position[g].x_advance;
        ht_len advanced = in_cells(style, advance, upem);
        ht_len drawn = s->condense ? advanced : in_size(style, advance, upem);
        glyph->id = info[g].codepoint;
        /* A glyph that is wider than its cell stands in the middle of it. */
        glyph->x = in_cells(style, pen + position[g].x_offset, upem) + (advanced - drawn) / 2;
        glyph->y = -in_size(style, position[g].y_offset, upem) -
                   ht_len_scale(style->size, l->choice.lift, 1000);
        pen += advance;
        atom->n_glyphs++;
    }
    atom->width = in_cells(style, pen, upem);
}

static void add_stretch(shaping *s, size_t first, size_t last)
{
    unsigned n = 0;
    shape_stretch(s->setter, s->all, first, last);
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(s->setter->buffer, &n);
    const hb_glyph_position_t *position = hb_buffer_get_glyph_positions(s->setter->buffer, &n);
    for (unsigned from = 0; from < n;) {
        unsigned to = from + 1;
        while (to < n && info[to].cluster == info[from].cluster) {
            to++;
        }
        size_t next = to < n ? first + info[to].cluster : last;
        add_atom(s, first + info[from].cluster, next, info, position, from, to);
        from = to;
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
        if (a->class == HT_CLASS_SPACE && (after_han || before_han)) {
            a->width = a->piece->style->cell / 2;
        }
    }
}

void ht_shape(ht_atoms *atoms, ht_setter *setter, const ht_pieces *pieces, bool condense)
{
    *atoms = (ht_atoms){.condense = 1024};
    letters all = {0};
    collect(&all, setter->arena, pieces);
    for (size_t i = 0; i < all.n_items; i++) {
        choose_face(setter, &all, i);
    }
    resolve_scripts(&all);
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
