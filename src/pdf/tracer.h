/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_PDF_TRACER_H
#define HT_PDF_TRACER_H

/*
 * Inside the pdf stage only: what trace.c and paths.c know while a trace is read.
 */

#include "pdf/pdf.h"

/* x' = a x + c y + e, y' = b x + d y + f */
typedef struct ht_matrix {
    double a, b, c, d, e, f;
} ht_matrix;

typedef struct ht_tracer {
    ht_arena *arena;
    GMarkupParseContext *parser;
    GString *rest;     /* of the trace: the beginning of a line */
    GHashTable *texts; /* kept once each */
    ht_pdf_page *pages;
    size_t n_pages;
    ht_pdf_page *page; /* the last of them */
    ht_matrix matrix;  /* of the text or path at hand … */
    ht_pdf_ink ink;
    bool shows;       /* the text at hand leaves ink on the page */
    const char *font; /* … and of the span */
    ht_matrix shape;
    double pen;  /* the path at hand is drawn with a pen that wide, in points; 0: filled */
    ht_box part; /* the points of the part of it that is being read, in points of the page */
    ht_box rest_of_path; /* … and of the parts before it that are no rules */
    int depth;           /* of groups */
    int image_depth;     /* of the group that counts as an image; 0 outside */
    ht_pdf_image image;
    bool clips; /* the path at hand paints nothing, but bounds what is painted */
} ht_tracer;

/* The value of an attribute; "" when there is none. */
const char *ht_tracer_find(const char **names, const char **values, const char *name);
ht_matrix ht_tracer_matrix(const char *text);
ht_pdf_ink ht_tracer_ink(const char **names, const char **values);

/* Whether an ink shows nothing on white paper. */
bool ht_tracer_is_white(const ht_pdf_ink *ink);

/* A path, point by point. */
void ht_tracer_begin_path(ht_tracer *tracer, const char *element, const char **names,
                          const char **values);
void ht_tracer_add_points(ht_tracer *tracer, bool moves, const char **names, const char **values);
void ht_tracer_end_path(ht_tracer *tracer);

#endif
