/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_TEXT_SETTER_H
#define HT_TEXT_SETTER_H

/*
 * Inside the text stage only: how its files share the work.
 *
 *     set.c        a block              -> its lines; paragraphs, labels, indents
 *     forms.c      mark, names, rows, sign-off
 *     seals.c      sign-offs with seals or signature stamps
 *     sheet.c      index table, QR code, images
 *     table.c      tables of the body: sizes, rows, rules
 *     frames.c     rules about their rows
 *     columns.c    how wide a table's columns are, and how they are aligned
 *     letters.c    styled pieces        -> characters with a face, a script and a direction
 *     shape.c      letters              -> atoms: the smallest things with a place in a line
 *     classes.c    a code point         -> its class (CLREQ)
 *     rules.c      atoms                -> where lines may break, what may shrink
 *     whole.c      atoms                -> the same, numbers, dates and addresses kept whole
 *     linebreak.c  atoms, a measure     -> the breaks of a paragraph, chosen as a whole
 *     phrases.c    atoms                -> what a line's end behind each costs, by sense
 *     sense.c      atoms, a measure     -> the breaks of a title, by words and shape
 *     account.c    breaks               -> in words, why they are where they are
 *     squeeze.c    one line's atoms     -> their places, flush with the measure
 *     order.c      atoms of a line      -> their order from left to right
 *     line.c       placed atoms         -> ht_line; what the other files share
 */

#include "text/text.h"

#include <glib.h>
#include <hb.h>

struct ht_setter {
    ht_arena *arena; /* of the block being set, and of nothing else */
    ht_arena *kept;  /* of the lines, when they are known */
    const ht_layout *layout;
    ht_fontset *fonts;
    const ht_source *source; /* of the document */
    ht_diags *diags;
    hb_buffer_t *buffer;
    ht_wish wish;     /* for paragraphs of the body */
    bool explain;     /* lines carry accounts */
    ht_len measure;   /* of the block being set: the type area's width, its height when turned */
    GHashTable *told; /* "face, code point" of substitutions and missing glyphs reported */
    struct ht_chosen_face *chosen; /* what was chosen last, see letters.c */
};

/* Classes of characters for breaking and spacing (CLREQ; spec L). */
typedef enum ht_class {
    HT_CLASS_HAN,
    HT_CLASS_PAUSE, /* ，、；： */
    HT_CLASS_STOP,  /* 。？！ */
    HT_CLASS_OPEN,
    HT_CLASS_CLOSE,
    HT_CLASS_DASH,      /* — of —— */
    HT_CLASS_ELLIPSIS,  /* … of …… */
    HT_CLASS_CONNECTOR, /* – ～ - between numbers */
    HT_CLASS_MIDDLE_DOT,
    HT_CLASS_SOLIDUS,
    HT_CLASS_PREFIX,  /* № ￥ ± */
    HT_CLASS_POSTFIX, /* % ‰ ℃ */
    HT_CLASS_DIGIT,
    HT_CLASS_LATIN, /* letters and marks of scripts that are set in words */
    HT_CLASS_SPACE,
} ht_class;

ht_class ht_class_of(uint32_t codepoint);

/* True for the Han words that stay with a number before them: 年 月 日 号 条 … */
bool ht_is_unit(uint32_t codepoint);

/* What stays whole where it can. */
typedef enum ht_whole {
    HT_WHOLE_NOTHING,
    HT_WHOLE_CODE, /* an organ's code before the year of a document number, a number in Han */
    HT_WHOLE_DATE,
} ht_whole;

/* A character of a text on its way to shape.c. */
typedef struct ht_letter {
    const ht_piece *piece;
    const char *text;
    int bytes;
    uint32_t codepoint;
    ht_class class;
    hb_script_t script;
    int level; /* of direction: odd ones run to the left */
    ht_choice choice;
    bool found; /* there is a face for it */
    size_t index_in_piece;
} ht_letter;

typedef struct ht_letters {
    ht_letter *items;
    size_t n_items;
} ht_letters;

/* The characters of pieces. Those that no face has, and rare ones, are reported. */
void ht_letters_of(ht_letters *all, ht_setter *setter, const ht_pieces *pieces);

/* The smallest thing that has a place in a line: one cluster of glyphs. */
typedef struct ht_atom {
    const ht_piece *piece;
    const ht_face *face;
    const char *text;
    int bytes;
    uint32_t codepoint; /* the first */
    ht_class class;
    int level;          /* of direction: odd ones run to the left */
    size_t first_glyph; /* in ht_atoms.glyphs */
    int n_glyphs;
    ht_len width;  /* its advance, after marks side by side have been drawn together */
    ht_len cut;    /* blank taken from its left already: its glyphs move left by it */
    ht_len before; /* blank that may still be taken from its left … */
    ht_len after;  /* … and from its right */
    ht_len gap;    /* to a letter of the other kind, Han or Latin: part of its width, half of it in
                   `after`; none at a line's end */
    bool break_after; /* a line may end behind it … */
    ht_whole whole;   /* … but rather not */
    bool must_break;
} ht_atom;

typedef struct ht_shaped_glyph {
    uint32_t id;
    ht_len x; /* from the atom's left edge */
    ht_len y;
} ht_shaped_glyph;

typedef struct ht_atoms {
    ht_atom *items;
    size_t n_items;
    ht_shaped_glyph *glyphs;
    size_t n_glyphs;
    int condense; /* of all glyphs, in 1/1024 */
} ht_atoms;

/* Shapes pieces. With `condense` the glyphs are drawn as narrow as the style's cell is to its size;
 * else they keep their shape and stand closer. Missing glyphs are reported and left out. */
void ht_shape(ht_atoms *atoms, ht_setter *setter, const ht_pieces *pieces, bool condense);

/* True for a digit and for 一, 十, 亿. */
bool ht_is_numeral(const ht_atom *a);

/* Keeps numbers, dates and addresses whole; the last of the rules. */
void ht_keep_whole(ht_atoms *atoms);

/* Marks where lines may break and what may shrink, and draws adjacent marks together. */
void ht_rules_apply(ht_atoms *atoms);

/* The natural width of atoms [first, last), as if on one line; at most HT_LEN_MAX / 4, so that some
 * of them can be added up. */
ht_len ht_atoms_width(const ht_atoms *atoms, size_t first, size_t last);

/* A paragraph to be broken: all lines but the first measure `measure`. */
typedef struct ht_paragraph {
    const ht_atoms *atoms;
    ht_len first_measure;
    ht_len measure;
    ht_wish wish;
    const double *sense; /* what a line's end behind each atom costs, by phrases.c; NULL: nothing */
} ht_paragraph;

/* ends[i] is the atom behind line i. */
typedef struct ht_breaks {
    size_t *ends;
    size_t n_ends;
} ht_breaks;

void ht_break_paragraph(ht_breaks *breaks, ht_arena *arena, const ht_paragraph *paragraph);
/* What ending a line elsewhere would mean. */
typedef struct ht_way {
    bool fits;
    ht_len over;    /* so much is the text wider than the measure; less than 0: narrower */
    ht_len blank;   /* what its marks may give up */
    ht_len closing; /* how many of its gaps may close a little … */
    ht_len opening; /* … how many may open … */
    ht_len spaces;  /* … and how many word spaces there are, which open first */
    double cost;    /* of that line and the best ones behind it, when it fits */
} ht_way;

/* Costs of all ways to go on with a paragraph that has been broken. */
typedef struct ht_weighing ht_weighing;
ht_weighing *ht_break_weigh(ht_arena *arena, const ht_paragraph *paragraph,
                            const ht_breaks *breaks);
void ht_break_way(ht_way *out, const ht_weighing *weighing, size_t first, size_t end);

/* Why no line may end behind atom end - 1, untranslated; NULL when one may. */
const char *ht_break_rule(const ht_atoms *atoms, size_t end);

/* What is to be said of each line of a paragraph, or of a title, of that many lines: why it ends
 * where it does. */
void ht_account_paragraph(const char **accounts, ht_setter *setter, const ht_paragraph *paragraph,
                          const ht_breaks *breaks);
void ht_account_title(const char **accounts, ht_setter *setter, const ht_atoms *atoms,
                      const ht_breaks *breaks);

void ht_break_by_sense(ht_breaks *breaks, ht_setter *setter, const ht_atoms *atoms, ht_len measure);

/* What it costs to end a line of a title behind each of atoms [first, last). */
void ht_phrases_weigh(double *costs, ht_setter *setter, const ht_atoms *atoms, size_t first,
                      size_t last);

/* True for pauses, stops and brackets. */
bool ht_is_mark(const ht_atom *a);

/* True when the gap between two neighbours may open: not within words; and when it may close a
 * little. */
bool ht_gap_opens(const ht_atom *a, const ht_atom *b);
bool ht_gap_closes(const ht_atom *a, const ht_atom *b);

/* How much closer two letters may come where a line needs it. */
ht_len ht_letter_room(const ht_style *style);

/* Left edges of atoms [first, last) of one line from 0, each `widths[i]` wide with `gaps[i]`
 * between it and the next, in the order of their levels of direction (Unicode, UAX 9, rule L2).
 * Returns where the last one ends. */
ht_len ht_place_in_order(ht_len *x, ht_arena *arena, const ht_atoms *atoms, size_t first,
                         size_t last, const ht_len *widths, const ht_len *gaps);

/* Left edges of the atoms of one line from 0, flush with `measure` when `justify`. Returns the
 * line's width. `wrapped`: the line continues a paragraph. */
ht_len ht_squeeze(ht_len *x, ht_arena *arena, const ht_atoms *atoms, size_t first, size_t last,
                  ht_len measure, bool justify, bool wrapped);

/* Appends atoms [first, last), whose left edges are x[i - first] + left, to a line as runs, and
 * makes the line as tall as they are. */
void ht_line_add_atoms(ht_line *line, ht_setter *setter, const ht_block *block,
                       const ht_atoms *atoms, size_t first, size_t last, const ht_len *x,
                       ht_len left);

/* Appends a rule. x, y from the line's left edge and baseline. */
void ht_line_add_rule(ht_line *line, ht_arena *arena, const ht_block *block, ht_len x, ht_len y,
                      ht_len width, ht_len height);

/* What a line's glyphs fill, from its baseline and left edge, y downwards. */
typedef struct ht_line_ink {
    ht_len left;
    ht_len top;
    ht_len right;
    ht_len bottom;
} ht_line_ink;

/* False when there is none. `first_only`: of the first glyph. */
bool ht_line_find_ink(ht_line_ink *ink, const ht_line *line, bool first_only);

/* The em box of a style above the baseline. */
ht_len ht_em_ascent(const ht_setter *setter, const ht_style *style);

/* Makes the line as tall as its em boxes say, or as its ink. */
void ht_line_measure_edge(ht_line *line, ht_edge edge);

/* Shapes pieces and applies the rules. */
void ht_set_words(ht_atoms *atoms, ht_setter *setter, const ht_pieces *pieces);

/* Adds atoms as they are, from `left` on, each gap wider by `spread` in all. */
void ht_line_add_spread(ht_line *line, ht_setter *setter, const ht_block *block,
                        const ht_atoms *atoms, ht_len left, ht_len spread);

/* Appends an empty line that ht_line_add_... fills. */
ht_line *ht_lines_add(ht_lines *lines, ht_setter *setter);

/* Tells that a text is too wide for its place; true when it is. */
bool ht_tell_too_wide(ht_setter *setter, const ht_pieces *text, ht_len width, ht_len room);

/* One function for each kind of block. */
void ht_set_paragraph(ht_lines *lines, ht_setter *setter, const ht_block *block, ht_align align);
void ht_set_mark(ht_lines *lines, ht_setter *setter, const ht_block *block);
void ht_set_names(ht_lines *lines, ht_setter *setter, const ht_block *block);
void ht_set_row(ht_lines *lines, ht_setter *setter, const ht_block *block);
void ht_set_sign_off(ht_lines *lines, ht_setter *setter, const ht_block *block);
void ht_set_table(ht_lines *lines, ht_setter *setter, const ht_block *block);
void ht_set_code(ht_lines *lines, ht_setter *setter, const ht_block *block);
void ht_set_seals(ht_lines *lines, ht_setter *setter, const ht_block *block);
void ht_set_stamps(ht_lines *lines, ht_setter *setter, const ht_block *block);
void ht_set_cells(ht_lines *lines, ht_setter *setter, const ht_block *block);
void ht_set_image(ht_lines *lines, ht_setter *setter, const ht_block *block);

/* Marks of a line from `first` on are of something else than their block. */
void ht_line_tag(ht_line *line, size_t first, const ht_tag *tag);

/* Appends a block's drawing, its upper left corner at x, y. Nothing for one set by hand. */
void ht_line_add_drawing(ht_line *line, ht_setter *setter, const ht_block *block, ht_len x,
                         ht_len y);

/* Adds the place of a block's seal, whose text says whose it is. */
void ht_line_add_seal(ht_line *line, ht_setter *setter, const ht_block *block, ht_len x, ht_len y,
                      ht_len width, ht_len height);

/* Pieces in another style; their faces stay theirs. */
ht_pieces ht_pieces_restyled(ht_arena *arena, const ht_pieces *pieces, const ht_style *style);

/* Tells something once for each place and code. True the first time. */
bool ht_first_telling(ht_setter *setter, const char *what, ht_place place);

/* The lines of a block in the setter's arena, as ht_text_set keeps them; for parts of blocks. */
void ht_set_block(ht_lines *lines, ht_setter *setter, const ht_block *block, int page);

/* Copies lines, with all that is on them, into another arena (keep.c). */
void ht_lines_keep(ht_lines *out, ht_arena *arena, const ht_lines *lines);

#endif
