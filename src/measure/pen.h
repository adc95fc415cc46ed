/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_MEASURE_PEN_H
#define HT_MEASURE_PEN_H

/*
 * Inside the measure stage only: what annotate.c draws with. Everything is in mm on the page's own
 * sheet, which has a column for notes at its right.
 */

#include "page/page.h"

typedef struct ht_pen {
    ht_pages *pages; /* of one page */
    ht_page *page;
    ht_setter *setter;
} ht_pen;

/* A box filled with an ink. */
void ht_pen_fill(ht_pen *pen, double left, double top, double width, double height,
                 const ht_ink *ink);

/* The outline of a box, its lines that thick, around it. */
void ht_pen_frame(ht_pen *pen, double left, double top, double right, double bottom, double thick,
                  const ht_ink *ink);

/* A text in lines of a width, set at a place or only measured; returns its height, and its width in
 * `used` when that is not NULL. */
double ht_pen_write(ht_pen *pen, const char *text, double size, double left, double top,
                    double width, const ht_ink *ink, double *used);

/* Rulers in mm along the upper and the left edge. */
void ht_pen_rulers(ht_pen *pen, double width, double height, const ht_ink *ink);

#endif
