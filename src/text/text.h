/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_TEXT_H
#define HT_TEXT_H

/*
 * Blocks in, lines out. A line is a strip of paper that no page break divides: its marks stand
 * relative to its baseline and to the left edge of the type area. All measuring ends here.
 */

#include "block/block.h"
#include "font/font.h"

/* A glyph of a run: where it stands from the run's origin, x to the right, y down. */
typedef struct ht_glyph {
    uint32_t id;
    ht_len x;
    ht_len y;
} ht_glyph;

/* So many bytes of the run's text are shown by so many of its glyphs, in order. */
typedef struct ht_cluster {
    int bytes;
    int glyphs;
} ht_cluster;

/* Glyphs of one face, size and ink, with the text they show. */
typedef struct ht_run {
    const ht_face *face;
    ht_len size;  /* height of the em box */
    int condense; /* width of the glyphs in 1/1024 of their natural width */
    ht_len advance;
    ht_glyph *glyphs; /* from left to right */
    size_t n_glyphs;
    ht_cluster
        *clusters; /* in the order of the text: for one that runs to the left the first one is
                             of the last glyphs. NULL: each glyph shows one character */
    size_t n_clusters;
    const char *text;
    bool to_left;
} ht_run;

/* Cluster `i` of a run, whose text begins at `text`. */
ht_cluster ht_run_cluster(const ht_run *run, size_t i, const char *text);

typedef enum ht_mark_kind {
    HT_MARK_RUN,
    HT_MARK_RULE,  /* a filled rectangle */
    HT_MARK_BITS,  /* a square of black and white modules: a QR code */
    HT_MARK_LINK,  /* an area that leads to `target` */
    HT_MARK_STAR,  /* a five-pointed star in its box */
    HT_MARK_IMAGE, /* an image in its box; what lies under it shows through */
    HT_MARK_SEAL,  /* the place of a seal, or of what stands for one: nothing is painted. `target`
                      says whose it is */
} ht_mark_kind;

/* What ends up on paper. x, y: the run's origin on its baseline, or the upper left corner. */
typedef struct ht_mark {
    ht_mark_kind kind;
    ht_len x;
    ht_len y;
    ht_len width;
    ht_len height;
    const ht_ink *ink;
    const char *element; /* the layout's name of what it belongs to */
    int source_line;     /* in the document's source; 0 when it comes from the layout */
    const ht_tag *tag;   /* what it is of; NULL: of nothing that is read, such as a rule */
    const ht_run *run;
    const uint8_t *bits; /* HT_MARK_BITS: modules * modules bytes, 0 or 1 */
    int modules;
    const char *target;
    const ht_image *image;
    const ht_piece *copy_number; /* HT_MARK_RUN: what it shows, when that is the copy number */
    bool turned;                 /* HT_MARK_RUN, _IMAGE: a quarter to the left about x, y */
} ht_mark;

typedef struct ht_line {
    ht_mark *marks;
    size_t n_marks;
    ht_len ascent;  /* from the upper edge to the baseline */
    ht_len descent; /* from the baseline to the lower edge */
    ht_len pitch;   /* from the baseline before, within one block */
    ht_len reach;   /* a seal's lower edge, from the baseline, when it is below `descent`: only what
                       would stand on it must keep clear of it … */
    ht_len reach_left;   /* … and its left edge */
    ht_len drop;         /* at least so far below the baseline before, on the grid too */
    bool head;           /* of a table's head: again at the top of each page the table runs on to */
    const char *account; /* why it ends where it does, or NULL */
    bool tied;           /* stays on the page of the line behind it: a cell reaches into that */
} ht_line;

typedef struct ht_lines {
    ht_line *items;
    size_t n_items;
} ht_lines;

/* What setting needs beside the block. */
typedef struct ht_setter ht_setter;

/* A setter that lives in `arena`. Marks made of text in `source` carry its line numbers. Styles
 * that ask for unknown roles are reported. */
ht_setter *ht_setter_new(ht_arena *arena, const ht_layout *layout, ht_fontset *fonts,
                         const ht_source *source, ht_diags *diags);

/* How many lines paragraphs of the body are to take. For fewer their letters stand at most half a
 * point closer, for one more at most half a point wider; where that does not do, they stay. */
typedef enum ht_wish {
    HT_WISH_BEST, /* as many as look best */
    HT_WISH_FEWER,
    HT_WISH_MORE,
} ht_wish;

/* What paragraphs that are set from now on are to take. */
void ht_setter_wish(ht_setter *setter, ht_wish wish);

/* From now on lines of paragraphs and titles carry accounts of why they end where they do. */
void ht_setter_explain(ht_setter *setter);

/* Sets one block; the lines live in the arena the setter was made in. `page` is the number of the page for
 * blocks that change sides, or 0. A missing glyph or a text that does not fit is reported. */
void ht_text_set(ht_lines *lines, ht_setter *setter, const ht_block *block, int page);

#endif
