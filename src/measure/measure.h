/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_MEASURE_PRIVATE_H
#define HT_MEASURE_PRIVATE_H

/*
 * The standard held against a PDF. The source of the document is never seen: everything follows
 * from what is painted.
 *
 *     clauses.c    clauses.yaml          -> what is asked, and of which faces and page
 *     clause.c     an entry of it        -> a clause
 *     values.c     "20mm to 26mm"        -> a value with its unit
 *     lines.c      glyphs                -> stretches: what stands together on a line
 *     area.c       the stretches         -> the type area that the document itself keeps
 *     recognise.c  stretches and rules   -> elements: which is the mark, the title …
 *                  (header.c, main.c, imprint.c: one file a part of the document)
 *     ink.c        an element            -> the edges of its ink, by a raster
 *     property.c   an element, a name    -> readings: left, size, face …     (near.c)
 *     whole.c      the document, a name  -> readings: page.width, body.pitch …
 *                  (paper.c, grid.c, relation.c)
 *     judge.c      a clause, readings    -> a verdict and the worst place
 *     table.c json.c annotate.c          verdicts -> for people, for programs, on the page (pen.c)
 *     measure.c    the public calls
 */

#include "hongtou/measure.h"
#include "input/input.h"
#include "pdf/pdf.h"

/* ---- What is asked (clauses.c, values.c) --------------------------------------------------- */

typedef enum ht_unit {
    HT_UNIT_NONE, /* a count */
    HT_UNIT_MM,
    HT_UNIT_PT,
    HT_UNIT_CELL, /* 字 */
    HT_UNIT_ROW,  /* 行 */
} ht_unit;

/* The page as the standard has it; lengths in mm. */
typedef struct ht_norm {
    ht_box area;   /* the type area (版心) */
    double cell;   /* one 字 */
    double row;    /* one 行 */
    double ascent; /* share of an em box above the baseline */
} ht_norm;

/* A class of typefaces, and how the PostScript names of its faces begin. */
typedef struct ht_face_class {
    const char *name;
    GRegex **patterns;
    size_t n_patterns;
} ht_face_class;

typedef enum ht_strength {
    HT_STRENGTH_MUST,
    HT_STRENGTH_NORMALLY,
    HT_STRENGTH_CUSTOM,
} ht_strength;

/* One thing that is right: from `least` to `most`, or a text. */
typedef struct ht_asked {
    double least;
    double most;
    const char *text; /* NULL for a number */
} ht_asked;

typedef struct ht_property ht_property;
typedef struct ht_whole_quantity ht_whole_quantity;

typedef struct ht_clause {
    const char *id;     /* of the checklist: A02 */
    const char *number; /* in the standard: 7.2.4 */
    ht_strength strength;
    const char *says_en;
    const char *says_zh;
    const char *measure;            /* as written: title.size */
    int element;                    /* ht_element_id, with `property` … */
    const ht_property *property;    /* … or NULL: */
    const ht_whole_quantity *whole; /* a quantity of the whole document */
    ht_asked *asked;                /* any of them is right */
    size_t n_asked;
    const char *asked_as; /* as written */
    GRegex *pattern;      /* what a text must match, or NULL */
    ht_unit unit;         /* that values are told in */
    int with;             /* asked only when there is such an element; -1: always … */
    int without;          /* … or when there is none */
    bool needed;          /* not to find it is a failure */
    ht_place place;       /* in the file */
} ht_clause;

typedef struct ht_clauses {
    const char *form;
    ht_norm norm;
    ht_face_class *faces;
    size_t n_faces;
    ht_clause *items; /* those of the form */
    size_t n_items;
} ht_clauses;

/* Reads the clauses of a form. HT_IO when the file or the form is not there, HT_INVALID when it has
 * mistakes; all are told. */
ht_status ht_clauses_read(ht_clauses *out, ht_arena *arena, const char *form, ht_diags *diags);

/* Reads "4mm", "2字", "16pt", "22" or "20mm to 26mm" as what is `wanted`: mm, pt or a count. `unit`
 * is the one it is written in. */
bool ht_asked_read(ht_asked *out, ht_unit *unit, const char *text, ht_unit wanted,
                   const ht_norm *norm);

/* A value, held in mm, pt or as a count, in another unit, as it is told: "34.90 mm", "2.00 字". In
 * the arena. */
const char *ht_value_tell(ht_arena *arena, double value, ht_unit unit, ht_unit held,
                          const ht_norm *norm);

/* ---- What stands on the pages (lines.c, area.c) -------------------------------------------- */

/* Text that stands together on a line, or a rule; edges in mm. */
typedef struct ht_stretch {
    int page; /* from 1 */
    bool rule;
    double left;
    double right;
    double top; /* of the em box; of a rule its own */
    double bottom;
    double base;      /* baseline */
    double size;      /* in pt, of most of its glyphs */
    const char *text; /* without blanks, a character a glyph; "" for a rule */
    const char *face; /* class of its 汉字, or of all glyphs when it has none; NULL: mixed */
    bool red;
    ht_pdf_ink ink;
    const ht_pdf_glyph **glyphs; /* from left to right, without blanks */
    size_t n_glyphs;
} ht_stretch;

typedef struct ht_stretches {
    ht_stretch *items;
    size_t n;
} ht_stretches;

typedef enum ht_element_id {
#define HT_ELEMENT(id, name) HT_EL_##id,
#include "measure/elements.def"
#undef HT_ELEMENT
    HT_EL_COUNT
} ht_element_id;

/* The element of a name; HT_EL_COUNT when there is none. */
ht_element_id ht_element_find(const char *name);
const char *ht_element_name(ht_element_id id);

/* A document on its way to be judged. */
typedef struct ht_subject {
    ht_arena *arena;
    const char *path;
    const ht_clauses *clauses;
    ht_pdf pdf;
    ht_stretches *lines; /* of each page, by baseline and then from left to right */
    ht_stretches *rules; /* of each page, pieces end to end joined, from top to bottom */
    int first;           /* page with the header, from 1 */
    double body_size;    /* in pt */
    ht_box areas[2];     /* the type area of even and odd pages, as the document keeps it … */
    bool has_left[2];    /* … and whether its edges were seen */
    bool has_right[2];
    double rights[2]; /* the right edge as seen; the area keeps that of the standard's width when it
                         is close to it */
    ht_stretches elements[HT_EL_COUNT];
    double pitch;         /* from line to line of the body, where most stand, in mm; 0: not known */
    GHashTable *inks;     /* boxes of ink, by the part of the page looked at */
    bool blind;           /* a page could not be drawn, which was told: no more is tried */
    GHashTable *patterns; /* compiled ones, by their text */
    GHashTable *faces;    /* classes, by the names of fonts */
    ht_diags *diags;
} ht_subject;

/* Fills subject->lines and ->rules. */
void ht_lines_read(ht_subject *subject);

/* Glyphs [first, last) of a stretch as one of its own. */
ht_stretch ht_stretch_part(const ht_subject *subject, const ht_stretch *whole, size_t first,
                           size_t last);

/* The class of a face; its own name when it belongs to none. */
const char *ht_face_of(const ht_subject *subject, const char *font);

/* True for the type of a mark: red and large. */
bool ht_stretch_is_mark(const ht_stretch *stretch);

/* True for a rule that lies across most of the type area: one of the header or the imprint. */
bool ht_stretch_is_long(const ht_subject *subject, const ht_stretch *rule);

bool ht_ink_is_red(const ht_pdf_ink *ink);
bool ht_ink_is_black(const ht_pdf_ink *ink);

/* Finds the page with the mark, or else takes the first. */
void ht_first_page_find(ht_subject *subject);

/* 1 for the document's odd pages, 0 for even ones; its first page is odd. */
int ht_page_side(const ht_subject *subject, int page);

/* The number that a page bears. */
int ht_folio_number(const ht_stretch *folio);

/* Finds the size of the body's type and the type areas. */
void ht_area_find(ht_subject *subject);

/* The type area of a page. */
const ht_box *ht_area_of(const ht_subject *subject, int page);

/* ---- Which is what (recognise.c, header.c, main.c, imprint.c) ------------------------------ */

/* Fills subject->elements, and subject->pitch from them. */
void ht_recognise(ht_subject *subject);
void ht_recognise_header(ht_subject *subject);
void ht_recognise_main(ht_subject *subject);
void ht_recognise_imprint(ht_subject *subject);

void ht_grid_find(ht_subject *subject);

void ht_element_add(ht_subject *subject, ht_element_id id, const ht_stretch *stretch);

/* The first stretch of an element, or NULL. */
const ht_stretch *ht_element_first(const ht_subject *subject, ht_element_id id);

/* The first stretch of an element on or behind a page: they are in the order of their pages. */
size_t ht_element_on(const ht_stretches *element, int page);

/* True when an element has a stretch that is a part of this one. */
bool ht_element_has(const ht_subject *subject, ht_element_id id, const ht_stretch *stretch);

/* True when a text matches a pattern, which is a literal of the program's, as a whole. */
bool ht_text_matches(ht_subject *subject, const char *text, const char *pattern);

/* ---- Quantities (property.c, whole.c, ink.c) ----------------------------------------------- */

/* What was measured at one place: a number in mm, pt or as a count, or a text; and the two points
 * between which it was measured. */
typedef struct ht_reading {
    double value;
    const char *text; /* NULL for a number */
    int page;
    ht_box span; /* from left, top to right, bottom */
    double off;  /* how far from what is asked; 0: it holds */
} ht_reading;

typedef struct ht_readings {
    ht_reading *items;
    size_t n;
} ht_readings;

/* A quantity of an element: "size" in title.size; NULL when there is none of that name. */
const ht_property *ht_property_find(const char *name);
const char *ht_property_name(size_t index); /* of them all; NULL past the end */
ht_unit ht_property_unit(const ht_property *property);
bool ht_property_is_text(const ht_property *property);
void ht_property_read(ht_readings *out, const ht_property *property, ht_subject *subject,
                      ht_element_id element);

/* A quantity of the whole document, such as page.width. */
const ht_whole_quantity *ht_whole_find(const char *name);
const char *ht_whole_name(size_t index);
ht_unit ht_whole_unit(const ht_whole_quantity *whole);
bool ht_whole_is_text(const ht_whole_quantity *whole);
void ht_whole_read(ht_readings *out, const ht_whole_quantity *whole, ht_subject *subject);

void ht_readings_add(ht_readings *out, ht_subject *subject, ht_reading reading);

/* The edges of the ink in a part of a page, in mm; false when there is none or it cannot be drawn.
 * Each part is drawn once. */
bool ht_ink_find(ht_box *out, ht_subject *subject, int page, const ht_box *part);

/* The same of stretches on one page, seen together. */
bool ht_ink_of(ht_box *out, ht_subject *subject, const ht_stretches *stretches, int page);

/* ---- Verdicts (judge.c) -------------------------------------------------------------------- */

typedef struct ht_judgement {
    const ht_clause *clause;
    ht_verdict verdict;
    ht_readings readings;
    size_t worst;   /* of the readings */
    size_t n_wrong; /* readings that do not hold */
} ht_judgement;

/* `ht_measure` of the public header. */
struct ht_measure {
    ht_arena *arena;
    ht_clauses clauses;
    ht_subject subject;
    ht_judgement *items; /* in the order of the clauses; those that do not apply are left out */
    size_t n_items;
};

void ht_judge(ht_measure *measure);

/* What a clause says in the language of the locale, and what was found. */
const char *ht_clause_says(const ht_clause *clause);
const char *ht_found_tell(ht_arena *arena, const ht_measure *measure, const ht_judgement *item);
const char *ht_reading_tell(ht_arena *arena, const ht_measure *measure, const ht_judgement *item,
                            const ht_reading *reading);
const char *ht_verdict_word(ht_verdict verdict);

#endif
