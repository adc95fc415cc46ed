/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Kinsoku and spacing of marks, by CLREQ and GB/T 15834. In: atoms of one paragraph. Out: the same,
 * with the breaks that are allowed between them, and with the blank sides of marks:
 *
 *     |▐（|  an opening mark has half a cell of blank on its left
 *     |，▌|  a pause, stop or closing mark has it on its right
 *
 * Two marks side by side give up half a cell between them (spec E06). What is still blank may be
 * squeezed out later, line by line. Breaks between letters of a word are Pango's to say.
 */

#include "text/setter.h"

#include <pango/pango.h>
#include <string.h>

static bool never_starts(const ht_atom *a)
{
    switch (a->class) {
    case HT_CLASS_PAUSE:
    case HT_CLASS_STOP:
    case HT_CLASS_CLOSE:
    case HT_CLASS_CONNECTOR:
    case HT_CLASS_MIDDLE_DOT:
    case HT_CLASS_SOLIDUS:
    case HT_CLASS_POSTFIX:
    case HT_CLASS_SPACE:
        return true;
    default:
        return false;
    }
}

static bool never_ends(const ht_atom *a)
{
    return a->class == HT_CLASS_OPEN || a->class == HT_CLASS_PREFIX || a->class == HT_CLASS_SOLIDUS;
}

static bool is_worded(const ht_atom *a)
{
    return a->class == HT_CLASS_LATIN || a->class == HT_CLASS_DIGIT ||
           (a->codepoint < 0x80 && a->class != HT_CLASS_SPACE);
}

/* What belongs together whatever Unicode says: spec E03, E10. */
static bool belong_together(const ht_atom *a, const ht_atom *b)
{
    bool pair =
        a->class == b->class &&
        (a->class == HT_CLASS_DASH || a->class == HT_CLASS_ELLIPSIS || a->class == HT_CLASS_DIGIT);
    bool measured = a->class == HT_CLASS_DIGIT && ht_is_unit(b->codepoint);
    bool connected = a->class == HT_CLASS_CONNECTOR && b->class == HT_CLASS_DIGIT;
    bool number = b->codepoint == 0x3014 || (a->codepoint == 0x3015 && b->class == HT_CLASS_DIGIT);
    return pair || measured || connected || number;
}

static bool may_break(const ht_atom *a, const ht_atom *b, bool unicode)
{
    if (never_starts(b) || never_ends(a) || belong_together(a, b)) {
        return false;
    }
    return is_worded(a) && is_worded(b) ? unicode : true;
}

const char *ht_break_rule(const ht_atoms *atoms, size_t end)
{
    const ht_atom *a = &atoms->items[end - 1];
    const ht_atom *b = a + 1;
    if (end == atoms->n_items || a->break_after) {
        return NULL;
    }
    if (b->class == HT_CLASS_SPACE) {
        return N_("a space stays with what is before it");
    }
    if (never_starts(b)) {
        return N_("a mark that never starts a line (GB/T 15834, 5.1)");
    }
    if (never_ends(a)) {
        return N_("a mark that never ends a line (GB/T 15834, 5.1)");
    }
    if (a->class == b->class && (a->class == HT_CLASS_DASH || a->class == HT_CLASS_ELLIPSIS)) {
        return N_("dashes and ellipses stay whole (GB/T 15834, 5.1)");
    }
    bool word = is_worded(a) && is_worded(b) && a->class != HT_CLASS_DIGIT;
    return word ? N_("a word stays whole") : N_("a number stays whole, with what it counts");
}

/* Pango's line breaks for the text, one for each atom: may a line end behind it? */
static bool *unicode_breaks(const ht_atoms *atoms)
{
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < atoms->n_items; i++) {
        g_string_append_len(text, atoms->items[i].text, atoms->items[i].bytes);
    }
    size_t n_attrs = ht_utf8_length(text->str, text->len) + 1;
    PangoLogAttr *attrs = g_new0(PangoLogAttr, n_attrs);
    pango_get_log_attrs(text->str, (int)text->len, -1, pango_language_from_string("zh-cn"), attrs,
                        (int)n_attrs);
    bool *breaks = g_new0(bool, atoms->n_items);
    size_t at = 0;
    for (size_t i = 0; i < atoms->n_items; i++) {
        at += ht_utf8_length(atoms->items[i].text, (size_t)atoms->items[i].bytes);
        breaks[i] = attrs[at].is_line_break;
    }
    g_free(attrs);
    g_string_free(text, TRUE);
    return breaks;
}

/* True when Unicode has a say somewhere: not between digits. */
static bool has_words(const ht_atoms *atoms)
{
    for (size_t i = 0; i + 1 < atoms->n_items; i++) {
        const ht_atom *a = &atoms->items[i];
        if (is_worded(a) && is_worded(a + 1) && !belong_together(a, a + 1)) {
            return true;
        }
    }
    return false;
}

/* Blank sides, for marks that fill a whole cell of their face. */
static void find_blanks(ht_atom *a)
{
    ht_len cell = a->piece->style->cell;
    bool full = a->width > ht_len_scale(cell, 9, 10);
    bool mirrored = a->level % 2 == 1; /* its blank is at the other side: it keeps it */
    if (!full || mirrored) {
        return;
    }
    switch (a->class) {
    case HT_CLASS_OPEN:
        a->before = cell / 2;
        break;
    case HT_CLASS_PAUSE:
    case HT_CLASS_STOP:
    case HT_CLASS_CLOSE:
        a->after = cell / 2;
        break;
    case HT_CLASS_MIDDLE_DOT:
        /* 间隔号 takes half a cell (15834, 5.1.7). */
        a->cut = cell / 4;
        a->width -= cell / 2;
        break;
    default:
        break;
    }
}

bool ht_is_mark(const ht_atom *a)
{
    return a->class == HT_CLASS_PAUSE || a->class == HT_CLASS_STOP || a->class == HT_CLASS_OPEN ||
           a->class == HT_CLASS_CLOSE;
}

/* The brackets of a heading's number, （一）, keep their shape: headings stand below each other. */
static void keep_heading_number(ht_atoms *atoms)
{
    size_t i = 1;
    if (atoms->n_items == 0 || atoms->items[0].class != HT_CLASS_OPEN) {
        return;
    }
    while (i < atoms->n_items && ht_is_numeral(&atoms->items[i])) {
        i++;
    }
    if (i > 1 && i < atoms->n_items && atoms->items[i].class == HT_CLASS_CLOSE) {
        atoms->items[0].before = 0;
        atoms->items[i].after = 0;
    }
}

/* Of two marks side by side one gives up its blank: the first behind it, or the second before it.
 */
static void draw_together(ht_atom *a, ht_atom *b)
{
    if (!ht_is_mark(a) || !ht_is_mark(b)) {
        return;
    }
    if (a->after > 0) {
        a->width -= a->after;
        a->after = 0;
    } else if (b->before > 0) {
        b->cut += b->before;
        b->width -= b->before;
        b->before = 0;
    }
}

/* A single — is no half of a dash but connects: 3—5 (15834, 4.13). */
static void find_connectors(ht_atoms *atoms)
{
    for (size_t i = 0; i < atoms->n_items; i++) {
        ht_atom *a = &atoms->items[i];
        bool after = i > 0 && a[-1].codepoint == a->codepoint;
        bool before = i + 1 < atoms->n_items && a[1].codepoint == a->codepoint;
        if (a->codepoint == 0x2014 && !after && !before) {
            a->class = HT_CLASS_CONNECTOR;
        }
    }
}

/* Han and Latin letters or digits stand apart where the style says so (CLREQ; spec E12). */
static void part_scripts(ht_atoms *atoms)
{
    for (size_t i = 0; i + 1 < atoms->n_items; i++) {
        ht_atom *a = &atoms->items[i];
        const ht_atom *b = a + 1;
        bool word = a->class == HT_CLASS_LATIN || a->class == HT_CLASS_DIGIT ||
                    a->class == HT_CLASS_POSTFIX;
        bool into_word = b->class == HT_CLASS_LATIN || b->class == HT_CLASS_DIGIT;
        if ((word && b->class == HT_CLASS_HAN) || (a->class == HT_CLASS_HAN && into_word)) {
            a->gap = a->piece->style->latin_gap;
            a->width += a->gap;
            a->after += a->gap / 2;
        }
    }
}

void ht_rules_apply(ht_atoms *atoms)
{
    find_connectors(atoms);
    bool *unicode = has_words(atoms) ? unicode_breaks(atoms) : NULL;
    for (size_t i = 0; i < atoms->n_items; i++) {
        find_blanks(&atoms->items[i]);
    }
    keep_heading_number(atoms);
    for (size_t i = 0; i + 1 < atoms->n_items; i++) {
        ht_atom *a = &atoms->items[i];
        a->break_after = may_break(a, a + 1, unicode != NULL && unicode[i]) || a->must_break;
        draw_together(a, a + 1);
    }
    part_scripts(atoms);
    ht_keep_whole(atoms);
    if (atoms->n_items > 0) {
        atoms->items[atoms->n_items - 1].break_after = true;
    }
    g_free(unicode);
}

ht_len ht_atoms_width(const ht_atoms *atoms, size_t first, size_t last)
{
    int64_t width = 0;
    for (size_t i = first; i < last; i++) {
        width += atoms->items[i].width;
    }
    return (ht_len)MIN(width, HT_LEN_MAX / 4);
}
