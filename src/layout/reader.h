/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_LAYOUT_READER_H
#define HT_LAYOUT_READER_H

/*
 * Inside the layout stage only: how its files share the work.
 *
 *     load.c     a name          -> files, parsed, merged into one tree       (merge.c)
 *     read.c     the tree        -> ht_layout: page, inks, styles
 *     press.c    its `press`     -> marks beside the page
 *     element.c  a section       -> ht_element list
 *     elements.c an element      -> what people call it
 *     property.c a property      -> its place in ht_element, by a table of them
 *     measure.c  "2字"           -> ht_len
 *     words.c    words.txt       -> the words of titles
 *     settings.c a document      -> the layout as its settings have it
 *     check.c    a document      -> what it says and the layout does not show
 */

#include "layout/layout.h"

/* What the units of a written length stand for where it is written. 0: not known there. */
typedef struct ht_units {
    ht_len em;   /* em: the size of the style in force */
    ht_len cell; /* 字 */
    ht_len row;  /* 行 */
    ht_len full; /* %: of the type area's width */
} ht_units;

/* Reads "2字", "0.35mm", "7/16字", "29.5pt", "1行", "1em", "100%", "三号" or "0". */
bool ht_measure_read(ht_len *out, const char *text, const ht_units *units);

typedef struct ht_reader {
    ht_layout *layout;
    ht_arena *arena;
    ht_diags *diags;
    const ht_source *own; /* the layout asked for; the others are those it extends */
    ht_ink *inks;
    size_t n_inks;
    ht_style *styles;
    size_t n_styles;
} ht_reader;

/* Merges a layout over the one it extends: maps key by key, null removes, `before` and `after` say
 * where a new element goes, an element of another kind starts afresh. */
ht_node *ht_layout_merge(ht_arena *arena, const ht_node *base, const ht_node *over,
                         ht_diags *diags);

/* The property names that make an element what it is: "show", "mark" …, in ht_element_kind order.
 */
extern const char *const ht_element_kind_names[HT_ELEMENT_COUNT];

/* Reads the merged tree into reader->layout. */
void ht_layout_read(ht_reader *reader, const ht_node *tree);
void ht_layout_read_section(ht_section *section, ht_reader *reader, const ht_node *tree,
                            const char *name);

/* One element of a section; its properties, by the table of property.c. */
void ht_layout_read_element(ht_element *element, ht_reader *reader, const ht_node *node,
                            const char *name);
void ht_layout_read_property(ht_element *element, ht_reader *reader, const ht_pair *pair);

/* The words for alignments, in ht_align order. */
#define HT_ALIGNS 4
extern const char *const ht_align_words[HT_ALIGNS];

/* The section `press`, when there is one; the page has been read. */
void ht_layout_read_press(ht_reader *reader, const ht_node *tree);

/* The lists of words that the layout names. */
void ht_layout_read_words(ht_reader *reader, const ht_node *tree);

/* Tells settings that are not written as changes of the layout. */
void ht_layout_check_settings(ht_reader *reader, const ht_node *tree);

/* Tells the keys of a map that are none of `names`. */
void ht_read_known(ht_reader *reader, const ht_node *map, const char *where,
                   const char *const *names, size_t n_names);
/* A map below `tree` that must be there; NULL after an error. And a length in a map. */
const ht_node *ht_read_needed_map(ht_reader *reader, const ht_node *tree, const char *name);
void ht_read_needed_length(ht_len *out, ht_reader *reader, const ht_node *map, const char *name,
                           const ht_units *units);
/* The place of the first of these values of a map that the user's own layout gives: where the slip
 * must be; the place of the map when it gives none. */
ht_place ht_read_own_place(const ht_reader *reader, const ht_node *map, const char *const *names,
                           size_t n_names);

/* Values, each with its own clear error; `name` is that of the property. `out` is untouched when
 * the value is wrong. */
bool ht_read_length(ht_len *out, ht_reader *reader, const ht_node *node, const ht_units *units);
bool ht_read_number(int *out, ht_reader *reader, const ht_node *node, int least, int most);
/* "88%" or "7/8" as a share of `whole`. */
void ht_read_share(int *out, ht_reader *reader, const ht_node *node, int whole);
bool ht_read_bool(bool *out, ht_reader *reader, const ht_node *node);
bool ht_read_text(const char **out, ht_reader *reader, const ht_node *node, const char *name);
bool ht_read_word(int *out, ht_reader *reader, const ht_node *node, const char *const *words,
                  size_t n_words);
bool ht_read_style(const ht_style **out, ht_reader *reader, const ht_node *node);
bool ht_read_ink(const ht_ink **out, ht_reader *reader, const ht_node *node);
bool ht_read_template(ht_template *out, ht_reader *reader, const ht_node *node, const char *name);
bool ht_read_key(ht_key *out, ht_reader *reader, const ht_node *node);
/* Tells that `key` is unknown in `where`, and the nearest of `names`. */
void ht_read_unknown(ht_reader *reader, const ht_node *key, const char *where,
                     const char *const *names, size_t n_names);

#endif
