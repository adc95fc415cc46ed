/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A part of a page in; out the edges of the ink in it, as a ruler on paper would find them. Only
 * that part is drawn, at 600 dots an inch.
 */

#include "measure/measure.h"

#include <math.h>

#define DPI 600
#define INCH_MM 25.4
/* Darker than this is ink: paper is 255, red 76. */
#define DARK 160
/* In mm: ink may reach so far out of its em box, up and down; and so far out of its advance, beside
 * which other ink may stand close. */
#define AROUND 1.5
#define BESIDE 0.3

static bool is_ink(const uint8_t *rgb)
{
    return 299 * rgb[0] + 587 * rgb[1] + 114 * rgb[2] < 1000 * DARK;
}

/* Edges in pixels; false when all is paper. */
static bool find_edges(ht_box *out, const ht_raster *raster)
{
    *out = (ht_box){raster->width, raster->height, 0, 0};
    for (int y = 0; y < raster->height; y++) {
        const uint8_t *row = raster->rgb + 3 * (size_t)y * (size_t)raster->width;
        for (int x = 0; x < raster->width; x++) {
            if (is_ink(row + 3 * (size_t)x)) {
                out->left = fmin(out->left, x);
                out->right = fmax(out->right, x + 1);
                out->top = fmin(out->top, y);
                out->bottom = y + 1;
            }
        }
    }
    return out->bottom > 0;
}

/* A part of a page on its sheet. */
static ht_box on_sheet(const ht_pdf_page *page, const ht_box *part)
{
    return (ht_box){page->left + fmax(part->left, 0), page->top + fmax(part->top, 0),
                    page->left + fmin(part->right, page->width),
                    page->top + fmin(part->bottom, page->height)};
}

static bool draw_and_look(ht_box *out, ht_subject *subject, int number, const ht_box *part)
{
    const ht_pdf_page *page = &subject->pdf.pages[number - 1];
    const ht_box place = on_sheet(page, part);
    ht_raster raster;
    ht_arena *arena = ht_arena_new();
    ht_status status =
        ht_pdf_raster_part(&raster, arena, subject->path, number, DPI, &place, subject->diags);
    ht_box edges;
    subject->blind = status != HT_OK;
    bool found = status == HT_OK && find_edges(&edges, &raster);
    if (found) {
        double pixel = INCH_MM / DPI;
        double left = round(place.left / pixel) * pixel - page->left;
        double top = round(place.top / pixel) * pixel - page->top;
        *out = (ht_box){left + edges.left * pixel, top + edges.top * pixel,
                        left + edges.right * pixel, top + edges.bottom * pixel};
    }
    ht_arena_free(arena);
    return found;
}

bool ht_ink_find(ht_box *out, ht_subject *subject, int page, const ht_box *part)
{
    const char *key = ht_arena_printf(subject->arena, "%d %.2f %.2f %.2f %.2f", page, part->left,
                                      part->top, part->right, part->bottom);
    ht_box *known = g_hash_table_lookup(subject->inks, key);
    if (known == NULL && subject->blind) {
        return false;
    }
    if (known == NULL) {
        known = HT_NEW(subject->arena, ht_box);
        if (!draw_and_look(known, subject, page, part)) {
            *known = (ht_box){0};
        }
        g_hash_table_insert(subject->inks, (gpointer)key, known);
    }
    *out = *known;
    return known->right > known->left;
}

bool ht_ink_of(ht_box *out, ht_subject *subject, const ht_stretches *stretches, int page)
{
    ht_box part = {INFINITY, INFINITY, 0, 0};
    for (size_t i = 0; i < stretches->n; i++) {
        const ht_stretch *s = &stretches->items[i];
        if (s->page == page) {
            part.left = fmin(part.left, s->left - BESIDE);
            part.top = fmin(part.top, s->top - AROUND);
            part.right = fmax(part.right, s->right + BESIDE);
            part.bottom = fmax(part.bottom, s->bottom + AROUND);
        }
    }
    return part.right > 0 && ht_ink_find(out, subject, page, &part);
}
