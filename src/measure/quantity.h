/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_MEASURE_QUANTITY_H
#define HT_MEASURE_QUANTITY_H

/*
 * Inside the measure stage only: how the files share what can be measured.
 *
 *     property.c near.c     of one element: its edges, its type, its ink, its neighbours
 *     whole.c               of the whole document; the quantities stand in
 *     paper.c               paper, edges of the type area, colours
 *     grid.c                lines and characters of the body
 *     relation.c            what two elements are to each other
 */

#include "measure/measure.h"

/* In mm: things whose baselines differ by less stand on one line. */
#define ONE_LINE 1.0
/* In mm: from a text to the line that tells where it stands. */
#define CLEAR 0.5

struct ht_whole_quantity {
    const char *name;
    ht_unit unit; /* of its readings: mm, pt, or none for a count */
    bool is_text;
    void (*read)(ht_readings *out, ht_subject *subject);
};

/* Each ends with an entry without a name. */
extern const ht_whole_quantity ht_paper_quantities[];
extern const ht_whole_quantity ht_grid_quantities[];
extern const ht_whole_quantity ht_relation_quantities[];

/* Readings between two edges, at the height or in the middle of a stretch; and one that is said of
 * the stretch. */
void ht_add_across(ht_readings *out, ht_subject *subject, const ht_stretch *at, double from,
                   double to);
void ht_add_down(ht_readings *out, ht_subject *subject, const ht_stretch *at, double from,
                 double to);
void ht_add_said(ht_readings *out, ht_subject *subject, const ht_stretch *at, double value,
                 const char *text);

/* The lower edge of what stands nearest above a stretch, a line or a rule, and the upper edge of
 * what stands below; false when nothing does. */
bool ht_near_above(double *edge, ht_subject *subject, const ht_stretch *stretch);
bool ht_near_below(double *edge, const ht_subject *subject, const ht_stretch *stretch);

#endif
