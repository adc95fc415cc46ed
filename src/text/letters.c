/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Styled pieces in, letters out: each character of the text with the face it is set in, its script,
 * and its level of direction (Unicode's bidirectional algorithm, by Pango).
 *
 * Latin letters and digits come from the style's `latin` role, everything else (Chinese quotes,
 * dashes and dots with it) from the role of its own; a rare character from the next face of the
 * role's chain that has it. A character that no face has is reported; it has none then.
 */

#include "text/setter.h"

#include <pango/pango.h>
#include <string.h>

/* Signs of direction show nothing, and directions are found without them. */
static bool is_direction_sign(uint32_t c)
{
    return c == 0x61C || c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

static void collect(ht_letters *all, ht_arena *arena, const ht_pieces *pieces)
{
    size_t most = 0;
    for (size_t i = 0; i < pieces->n_items; i++) {
        most += ht_utf8_length(pieces->items[i].text, strlen(pieces->items[i].text));
    }
    all->items = HT_NEW_ARRAY(arena, ht_letter, most + 1);
    for (size_t i = 0; i < pieces->n_items; i++) {
        size_t index = 0;
        for (const char *p = pieces->items[i].text; *p != '\0';) {
            int bytes = 0;
            if (is_direction_sign(ht_utf8_decode(p, &bytes))) {
                p += bytes;
                index++;
                continue;
            }
            ht_letter *l = &all->items[all->n_items++];
            l->piece = &pieces->items[i];
            l->text = p;
            l->index_in_piece = index++;
            l->codepoint = ht_utf8_decode(p, &l->bytes);
            l->class = ht_class_of(l->codepoint);
            p += l->bytes;
        }
    }
}

static bool is_latin(const ht_letter *l)
{
    return l->codepoint < 0x80 || l->class == HT_CLASS_LATIN;
}

/* ’ in don’t belongs to the word, between Han it is a Chinese mark. */
static bool is_in_word(const ht_letters *all, size_t i)
{
    bool before =
        i > 0 && g_unichar_isalpha(all->items[i - 1].codepoint) && is_latin(&all->items[i - 1]);
    bool after = i + 1 < all->n_items && g_unichar_isalpha(all->items[i + 1].codepoint) &&
                 is_latin(&all->items[i + 1]);
    return before && after;
}

/* Characters that change how the one before them looks, or show nothing, and spaces behind words:
 * they follow its face. */
static bool is_attached(const ht_letters *all, size_t i)
{
    uint32_t c = all->items[i].codepoint;
    bool spaces_words = c == ' ' && i > 0 && is_latin(&all->items[i - 1]);
    return spaces_words || g_unichar_ismark(c) || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF) || c == 0x2060 ||
           c == 0xFEFF;
}

/* So many of the missing characters' numbers are written out. */
#define MOST_NUMBERS 3

/* Tells the run of characters that no face has, from letter `first` on; returns where it ends. */
static size_t tell_missing(ht_setter *setter, const ht_letters *all, size_t first)
{
    const ht_letter *l = &all->items[first];
    GString *text = g_string_new(NULL);
    GString *numbers = g_string_new(NULL);
    size_t last = first;
    for (; last < all->n_items && !all->items[last].found && all->items[last].piece == l->piece;
         last++) {
        const ht_letter *next = &all->items[last];
        g_string_append_len(text, next->text, next->bytes);
        if (last - first < MOST_NUMBERS) {
            g_string_append_printf(numbers, "%sU+%04X", last > first ? ", " : "", next->codepoint);
        }
    }
    g_string_append(numbers, last - first > MOST_NUMBERS ? " …" : "");
    ht_place place = l->piece->place;
    place.column += (int)l->index_in_piece;
    place.width = (int)(last - first);
    /* A mark that shrinks is shaped twice. */
    if (ht_first_telling(setter, "missing", place)) {
        ht_diag_add(setter->diags, HT_E0502, place, text->str, numbers->str, l->piece->role);
    }
    g_string_free(text, TRUE);
    g_string_free(numbers, TRUE);
    return last;
}

/* Tells once for each face and character that a rare one came from elsewhere. */
static void tell_substitute(ht_setter *setter, const ht_letter *l)
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

/* A text says the same characters again and again. */
#define CHOSEN 512

struct ht_chosen_face {
    const char *role; /* NULL: nothing yet */
    uint32_t codepoint;
    bool found;
    ht_choice choice;
};

/* As ht_fontset_choose, which is asked once for each of the last characters. */
static bool choose(ht_choice *out, ht_setter *setter, const char *role, uint32_t c)
{
    if (setter->chosen == NULL) {
        setter->chosen = HT_NEW_ARRAY(setter->kept, struct ht_chosen_face, CHOSEN);
    }
    struct ht_chosen_face *known = &setter->chosen[c % CHOSEN];
    if (known->role != role || known->codepoint != c) {
        *known = (struct ht_chosen_face){.role = role, .codepoint = c};
        known->found = ht_fontset_choose(&known->choice, setter->fonts, role, c);
    }
    *out = known->choice;
    return known->found;
}

static void choose_face(ht_setter *setter, ht_letters *all, size_t i)
{
    ht_letter *l = &all->items[i];
    if (is_attached(all, i) && i > 0 && all->items[i - 1].found) {
        l->choice = all->items[i - 1].choice;
        l->found = true;
        return;
    }
    const char *latin = l->piece->style->latin;
    bool curly = l->codepoint == 0x2019;
    bool western = curly ? is_in_word(all, i) : is_latin(l);
    uint32_t c = l->codepoint == '\t' || l->codepoint == 0xA0 ? ' ' : l->codepoint;
    if (western && latin != NULL && choose(&l->choice, setter, latin, c) && !l->choice.substitute) {
        l->found = true;
        return;
    }
    l->found = choose(&l->choice, setter, l->piece->role, c);
    if (l->found && l->choice.substitute) {
        tell_substitute(setter, l);
    }
}

static bool has_glyph(const ht_face *face, uint32_t c)
{
    hb_codepoint_t glyph = 0;
    return hb_font_get_nominal_glyph(ht_face_font(face), c, &glyph) != 0;
}

static bool is_word_letter(const ht_letters *all, size_t i)
{
    const ht_letter *l = &all->items[i];
    return l->found && l->class == HT_CLASS_LATIN;
}

static void find_scripts(ht_letters *all)
{
    hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
    hb_script_t script = HB_SCRIPT_HAN;
    for (size_t i = 0; i < all->n_items; i++) {
        hb_script_t own = hb_unicode_script(unicode, all->items[i].codepoint);
        bool neutral = own == HB_SCRIPT_COMMON || own == HB_SCRIPT_INHERITED;
        script = neutral ? script : own;
        all->items[i].script = script;
    }
}

/* Faces that a word is tried in. */
#define MOST_TRIED 8

/* The letters of a word, [first, last), come from one face, if a face of theirs has them all. */
static void match_word(ht_letters *all, size_t first, size_t last)
{
    const ht_face *tried[MOST_TRIED];
    size_t n_tried = 0;
    for (size_t i = first; i < last && n_tried < MOST_TRIED; i++) {
        const ht_choice choice = all->items[i].choice;
        bool again = false;
        for (size_t k = 0; k < n_tried; k++) {
            again = again || tried[k] == choice.face;
        }
        bool whole = !again;
        for (size_t k = first; whole && k < last; k++) {
            whole = all->items[k].choice.face == choice.face ||
                    has_glyph(choice.face, all->items[k].codepoint);
        }
        if (whole) {
            for (size_t k = first; k < last; k++) {
                all->items[k].choice = choice;
            }
            return;
        }
        if (!again) {
            tried[n_tried++] = choice.face;
        }
    }
}

/* A word is of one script. */
static void match_words(ht_letters *all)
{
    for (size_t first = 0; first < all->n_items;) {
        size_t last = first;
        while (last < all->n_items && is_word_letter(all, last) &&
               all->items[last].script == all->items[first].script) {
            last++;
        }
        match_word(all, first, last);
        first = MAX(last, first + 1);
    }
}

static bool runs_to_the_left(const ht_letters *all)
{
    for (size_t i = 0; i < all->n_items; i++) {
        if (hb_script_get_horizontal_direction(all->items[i].script) == HB_DIRECTION_RTL) {
            return true;
        }
    }
    return false;
}

/* Levels of the whole text, which runs from left to right as a whole. */
static void find_levels(ht_letters *all)
{
    if (!runs_to_the_left(all)) {
        return;
    }
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < all->n_items; i++) {
        g_string_append_len(text, all->items[i].text, all->items[i].bytes);
    }
    PangoDirection base = PANGO_DIRECTION_LTR;
    guint8 *levels = pango_log2vis_get_embedding_levels(text->str, (int)text->len, &base);
    for (size_t i = 0; i < all->n_items; i++) {
        all->items[i].level = levels[i];
    }
    g_free(levels);
    g_string_free(text, TRUE);
}

void ht_letters_of(ht_letters *all, ht_setter *setter, const ht_pieces *pieces)
{
    *all = (ht_letters){0};
    collect(all, setter->arena, pieces);
    for (size_t i = 0; i < all->n_items; i++) {
        choose_face(setter, all, i);
    }
    for (size_t i = 0; i < all->n_items;) {
        i = all->items[i].found ? i + 1 : tell_missing(setter, all, i);
    }
    find_scripts(all);
    match_words(all);
    find_levels(all);
}
