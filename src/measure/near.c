/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A stretch in, the edge of its neighbour above or below out: of lines and of rules on its page.
 */

#include "measure/quantity.h"

#include <math.h>

/* The lower edge of a stretch; of the mark that of its ink, as its em box says little of it. */
static double lower_edge(ht_subject *subject, const ht_stretch *s)
{
    ht_box ink;
    const ht_stretches *mark = &subject->elements[HT_EL_MARK];
    bool is_mark = ht_element_has(subject, HT_EL_MARK, s);
    return is_mark && ht_ink_of(&ink, subject, mark, s->page) ? ink.bottom : s->bottom;
}

bool ht_near_above(double *edge, ht_subject *subject, const ht_stretch *stretch)
{
    const ht_stretches *all[] = {&subject->lines[stretch->page - 1],
                                 &subject->rules[stretch->page - 1]};
    const ht_stretch *nearest = NULL;
    for (size_t k = 0; k < G_N_ELEMENTS(all); k++) {
        for (size_t i = 0; i < all[k]->n; i++) {
            const ht_stretch *s = &all[k]->items[i];
            bool above = s->base < stretch->base - ONE_LINE && s->bottom < stretch->bottom;
            nearest = above && (nearest == NULL || s->bottom > nearest->bottom) ? s : nearest;
        }
    }
    if (nearest != NULL) {
        *edge = lower_edge(subject, nearest);
    }
    return nearest != NULL;
}

bool ht_near_below(double *edge, const ht_subject *subject, const ht_stretch *stretch)
{
    const ht_stretches *all[] = {&subject->lines[stretch->page - 1],
                                 &subject->rules[stretch->page - 1]};
    *edge = INFINITY;
    for (size_t k = 0; k < G_N_ELEMENTS(all); k++) {
        for (size_t i = 0; i < all[k]->n; i++) {
            const ht_stretch *s = &all[k]->items[i];
            if (s->base > stretch->base + ONE_LINE) {
                *edge = fmin(*edge, s->top);
            }
        }
    }
    return isfinite(*edge);
}
