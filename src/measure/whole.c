/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The name of a quantity of the whole document in, its readings out; and how they are added.
 */

#include "measure/quantity.h"

#include <string.h>

void ht_add_across(ht_readings *out, ht_subject *subject, const ht_stretch *at, double from,
                   double to)
{
    double y = at->bottom + CLEAR;
    ht_readings_add(out, subject,
                    (ht_reading){.value = to - from, .page = at->page, .span = {from, y, to, y}});
}

void ht_add_down(ht_readings *out, ht_subject *subject, const ht_stretch *at, double from,
                 double to)
{
    double x = (at->left + at->right) / 2;
    ht_readings_add(out, subject,
                    (ht_reading){.value = to - from, .page = at->page, .span = {x, from, x, to}});
}

/* Something said of a stretch. */
void ht_add_said(ht_readings *out, ht_subject *subject, const ht_stretch *at, double value,
                 const char *text)
{
    ht_box span = {at->left, at->bottom, at->right, at->bottom};
    ht_readings_add(out, subject,
                    (ht_reading){.value = value, .text = text, .page = at->page, .span = span});
}

static const ht_whole_quantity *const tables[] = {ht_paper_quantities, ht_grid_quantities,
                                                  ht_relation_quantities};

/* The quantity at `index` of all tables; NULL past the end. */
static const ht_whole_quantity *at(size_t index)
{
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
        for (const ht_whole_quantity *one = tables[i]; one->name != NULL; one++) {
            if (index-- == 0) {
                return one;
            }
        }
    }
    return NULL;
}

const char *ht_whole_name(size_t index)
{
    const ht_whole_quantity *found = at(index);
    return found != NULL ? found->name : NULL;
}

const ht_whole_quantity *ht_whole_find(const char *name)
{
    size_t index = 0;
    while (at(index) != NULL && strcmp(at(index)->name, name) != 0) {
        index++;
    }
    return at(index);
}

ht_unit ht_whole_unit(const ht_whole_quantity *whole)
{
    return whole->unit;
}

bool ht_whole_is_text(const ht_whole_quantity *whole)
{
    return whole->is_text;
}

void ht_whole_read(ht_readings *out, const ht_whole_quantity *whole, ht_subject *subject)
{
    whole->read(out, subject);
}
