/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_LAYOUT_H
#define HT_LAYOUT_H

/*
 * Layout files in, one frozen ht_layout out: every length absolute, every style and template
 * resolved. What the properties mean to a person who writes a layout is told in layouts/README.md;
 * the comments here give units and defaults.
 */

#include "document/document.h"
#include "hongtou/layout.h"

typedef enum ht_align {
    HT_ALIGN_JUSTIFY, /* flush on both sides, the last line left */
    HT_ALIGN_LEFT,
    HT_ALIGN_CENTER,
    HT_ALIGN_RIGHT,
} ht_align;

/* A named ink: the same name carries the colour of the screen and the inks of the press. */
typedef struct ht_ink {
    const char *name;
    uint32_t rgb;    /* 0xRRGGBB */
    uint8_t cmyk[4]; /* per cent */
} ht_ink;

typedef struct ht_style {
    const char *name;
    const char *face;   /* role */
    const char *latin;  /* role of digits and Latin letters */
    const char *strong; /* role of **bold** text */
    const ht_ink *ink;
    ht_len size;  /* of the glyphs' em box */
    ht_len cell;  /* what one 字 advances; other glyphs advance in proportion */
    ht_len em;    /* height of the em box that lines are placed by: the cell for text on the grid's
                     cells, else the size */
    ht_len pitch; /* baseline to baseline within a block off the grid */
    ht_len latin_gap; /* between Han and Latin letters or digits */
    bool half_digits; /* digits are half a cell wide each */
    ht_place place;
} ht_style;

/* Where a block stands. */
typedef enum ht_anchor {
    HT_ANCHOR_FLOW, /* below what stands before it */
    HT_ANCHOR_LINE, /* on a line of the grid */
    HT_ANCHOR_TOP,  /* its upper edge below the type area's upper edge */
    HT_ANCHOR_FOOT, /* its upper edge below the type area's lower edge */
} ht_anchor;

typedef enum ht_edge {
    HT_EDGE_EM,    /* em boxes */
    HT_EDGE_INK,   /* the ink of all glyphs */
    HT_EDGE_FIRST, /* the ink of the first glyph: the dash of a page number */
} ht_edge;

#define HT_LINE_NEXT 0 /* the line after the last one taken by an anchor of this kind */

typedef struct ht_placement {
    ht_anchor anchor;
    int line;       /* HT_ANCHOR_LINE: from 1, or HT_LINE_NEXT */
    ht_len offset;  /* HT_ANCHOR_TOP, _FOOT */
    ht_len above;   /* clear space above, from edge to edge */
    ht_len below;   /* clear space below */
    ht_len stretch; /* how much `above` may grow so that what follows meets the grid */
    bool grid;      /* baselines stand on the lines of the grid */
    ht_edge edge;   /* what counts as the upper and lower edge */
    bool of_page;   /* HT_ANCHOR_TOP, _FOOT: measured from the page's edge, and the block's nearer
                       edge; rules are centred on the page */
} ht_placement;

/* A part of a template: a text that stands as it is, or a reference to be filled in. */
typedef enum ht_ref {
    HT_REF_KEY,              /* {title}: a key of the document */
    HT_REF_PAGE,             /* {page}: the number of the page */
    HT_REF_ATTACHMENT,       /* {attachment}: its number; nothing when there is one only */
    HT_REF_ATTACHMENT_TITLE, /* {attachment_title} */
    HT_REF_CAPTION,          /* {caption}: of a table or figure */
    HT_REF_LITERAL,
} ht_ref;

typedef struct ht_template_part {
    ht_ref ref;
    ht_key key;
    ht_span literal;
} ht_template_part;

typedef struct ht_template {
    ht_template_part *parts;
    size_t n_parts;
} ht_template;

typedef enum ht_element_kind {
    HT_ELEMENT_SHOW,     /* show: a template, set as a paragraph */
    HT_ELEMENT_MARK,     /* mark: names of organs in large type, with a suffix */
    HT_ELEMENT_RULE,     /* rule: a line of that thickness */
    HT_ELEMENT_ROW,      /* row: elements side by side */
    HT_ELEMENT_NAMES,    /* names: a label and names in columns */
    HT_ELEMENT_BODY,     /* body: what the document (or the attachment) says */
    HT_ELEMENT_LIST,     /* list: the attachments, numbered when there are several */
    HT_ELEMENT_SIGN_OFF, /* sign-off: names of organs and the date below them */
    HT_ELEMENT_TABLE,    /* table: label and value rows of the index */
    HT_ELEMENT_CODE,     /* code: a QR code of that text */
    HT_ELEMENT_STACK,    /* stack: elements one below the other, in a row */
    HT_ELEMENT_SEALS,    /* seals: names of organs under their seals, and the date */
    HT_ELEMENT_STAMPS,   /* stamps: posts and signature stamps, and the date */
    HT_ELEMENT_CELLS,    /* cells: a table of the body */
    HT_ELEMENT_IMAGE,    /* image: a figure of the body */
    HT_ELEMENT_COUNT
} ht_element_kind;

#define HT_LEVELS 4 /* of headings */

typedef struct ht_element ht_element;

struct ht_element {
    const char *name; /* as the layout calls it; marks on the page carry it */
    ht_element_kind kind;
    bool kind_is_missing; /* an error, told */
    ht_place place;
    ht_template show;      /* SHOW, CODE; NAMES, LIST and TABLE have `source` */
    ht_key source;         /* MARK, NAMES, LIST, TABLE, SIGN_OFF: the key that is shown */
    ht_template label;     /* before the text, which hangs behind it */
    const char *end;       /* what the text must end with, or NULL */
    const char *separator; /* between the texts of a list */
    const char *suffix;    /* MARK: what follows the names when the document gives no mark */
    ht_key *when;          /* shown only when the document has all of these keys */
    size_t n_when;
    bool when_numbered;   /* only when attachments are numbered or labelled: `attachment` in when */
    bool when_separate;   /* only in attachments that are issued separately: `separate` in when */
    bool unless_separate; /* only in the others: `separate` in unless */
    ht_key *unless;       /* shown only when the document has none of these */
    size_t n_unless;
    bool blank;     /* takes its room, but is not printed: it stands on the paper already */
    bool gives_way; /* SHOW: left out when page 1 would otherwise show no line of the body … */
    bool stands_in; /* SHOW: … and shown only then */
    bool between;   /* RULE: only between texts of its section */
    const ht_style *style;
    const ht_style *label_style;
    const ht_style *headings[HT_LEVELS]; /* BODY */
    const char *numbering[HT_LEVELS]; /* BODY: "一、", "（一）" …: the form of each level */
    ht_align align;
    ht_align align_even; /* of even pages: a page number changes sides */
    ht_len first_indent; /* of the first line, more than `left` */
    ht_len left;         /* from the type area's left edge */
    ht_len right;        /* from its right edge */
    bool by_sense;       /* break lines by sense, in even shapes */
    bool spread;         /* TABLE, NAMES: spread short labels or names to equal width */
    bool new_page;
    const char **joins; /* no space above directly below an element of these names */
    size_t n_joins;
    bool last_line;     /* in a row: stand on the row's last line, not its first */
    int columns;        /* NAMES */
    int keep;           /* SIGN_OFF: lines of text before it that stay on its page */
    ht_len shift;       /* SIGN_OFF: how far right of the name the date begins */
    ht_len least_right; /* SIGN_OFF: how far left of the type area's right edge it ends at least */
    ht_len thickness;   /* RULE, TABLE */
    ht_len size;        /* RULE: its length; CODE: its side; TABLE: the label column's width */
    const ht_ink *ink;  /* RULE, TABLE, CODE */
    ht_placement placement;
    bool lead_only;    /* MARK: of the first organ alone */
    int yields;        /* MARK: how far it shrinks for page 1 to show the body before others give
                           way, in 1/1000 of its size */
    int least;         /* MARK: how far it shrinks at most */
    ht_len star;       /* RULE: a five-pointed star of that width in its middle; 0 for none */
    ht_len second;     /* RULE: the thickness of a rule below it; 0 for none */
    ht_len apart;      /* RULE: between the two; SEALS: between seals; STAMPS: between a post and
                           its stamp */
    ht_len sink;       /* SEALS: how far below a seal's centre the middle of the name stands */
    ht_len date_above; /* STAMPS: clear space above the date */
    ht_len within;     /* SEALS: a seal's upper edge is at most so far below the text */
    int since;         /* SHOW of a page number: from this page on */
    const ht_style **sizes; /* CELLS: styles to try, the first that fits is taken */
    size_t n_sizes;
    const ht_style *head_style; /* CELLS: its face is that of the head's rows */
    ht_len frame;               /* CELLS: thickness of the outer rules */
    ht_len padding;             /* CELLS: blank at the sides of a cell's text; half of it above and
                                   below */
    ht_element *cells;          /* ROW, STACK */
    size_t n_cells;
};

typedef struct ht_section {
    ht_element *elements;
    size_t n_elements;
} ht_section;

/* What a word is to the sense of a title. */
typedef enum ht_word_kind {
    HT_WORD_PLAIN,  /* not torn */
    HT_WORD_VERB,   /* a line may begin with it, or end with it */
    HT_WORD_TAIL,   /* stays with what stands before it */
    HT_WORD_HEAD,   /* stays with what follows it */
    HT_WORD_LINK,   /* a tail that a line ends with gladly: 和 */
    HT_WORD_NOUN,   /* a tail that ends a phrase: 工作, 方案 */
    HT_WORD_PHRASE, /* a line may begin with it: 实施方案 */
    HT_WORD_KINDS
} ht_word_kind;

/* The longest word of the layout's lists that `text` begins with: its bytes, 0 for none. */
size_t ht_layout_word(const ht_layout *layout, const char *text, ht_word_kind *kind);

/* What stands beside a page on a larger sheet, for who cuts, folds and staples it. */
typedef struct ht_press_marks {
    ht_len thickness; /* of every mark; 0: the layout has none */
    ht_len length;    /* of a mark */
    ht_len apart;  /* clear of the page, or of what is cut off around it, and of the sheet's edge */
    ht_len dash;   /* of marks of a fold */
    ht_len eye;    /* the outer eyes of staples, from the upper and the lower edge (6.3); 0: none */
    ht_len staple; /* from eye to eye of one */
} ht_press_marks;

struct ht_layout {
    ht_arena *arena;
    int references;
    const ht_node *tree;  /* with everything inherited */
    const ht_source *own; /* of the file asked for; the others are those it extends */
    const char *name;
    const char *title;
    ht_len page_width;
    ht_len page_height;
    ht_len left; /* the type area (版心), from the page's upper left corner */
    ht_len top;
    ht_len width;
    ht_len height;
    int columns;            /* 字 in a line */
    int lines;              /* lines in a page */
    ht_len cell;            /* one 字: width / columns */
    ht_len leading;         /* between lines of any size: a share of a 字 */
    ht_len row;             /* one 行: a 字 and the leading */
    ht_len pitch;           /* of the grid's lines; one 行 unless the layout says otherwise */
    ht_section sheet;       /* the index, on pages of its own before the document */
    ht_section header;      /* 版头 */
    ht_section main;        /* 主体 */
    ht_section attached;    /* each attachment, on pages of its own */
    ht_section imprint;     /* 版记, at the foot of the last page */
    ht_section folio;       /* page numbers */
    ht_section table;       /* each table of a body */
    ht_section figure;      /* each figure of a body */
    bool mirror;            /* the type area of even pages stands as far from the right edge */
    bool imprint_on_even;   /* the imprint stands on an even page (7.5) */
    bool even_pages;        /* the pages are even in number: both sides of each sheet */
    ht_len tightest;        /* the pitch may shrink to this for a sign-off to fit (7.3.5.5) … */
    ht_len loosest;         /* … or grow to this */
    struct ht_words *words; /* that titles are broken between; or NULL */
    ht_press_marks press;
    const ht_style *styles; /* the first is `text` */
    size_t n_styles;
    int em_ascent; /* the part of the em box above the baseline, in 1/1000 */
};

/* True when an element of that kind stands in the section. */
bool ht_section_has(const ht_section *section, ht_element_kind kind);

/*
 * The layout as a document's settings have it: each setting is a change of the layout, merged over
 * it as a layout is over the one it extends. Without settings it is the layout itself, counted once
 * more. HT_INVALID when a setting is unknown or has an impossible value.
 */
ht_status ht_layout_adapt(ht_layout **out, ht_layout *layout, const ht_document *document,
                          ht_diags *diags);

/* An element of the installed layouts in words of the locale: "the red rule"; one of a house's own by
 * the name its layout gives it. */
const char *ht_element_words(const char *name);

/* Tells the values that the layout shows nowhere. */
void ht_layout_check(const ht_layout *layout, const ht_document *document, ht_diags *diags);

#endif
