/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_PDF_PRESS_H
#define HT_PDF_PRESS_H

/*
 * Images for the press: pixels (press.c, for plates.c) and drawings (recolour.c, for drawing.c).
 */

#include "paint/pdf/writer.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

/* ---- Colours (press.c) ---------------------------------------------------------------------- */

/* True for white, and for a red: what seals and stamps are made of. `*coloured` becomes true when
 * it is no grey. */
bool ht_press_is_reddish(const uint8_t rgb[3], bool *coloured);

/* How much of its ink such a colour takes, of 255. */
uint8_t ht_press_density(const uint8_t rgb[3]);

/* Any other colour as cyan, magenta, yellow and black, of 255; a grey is black alone. */
void ht_press_separate(uint8_t to[4], const uint8_t rgb[3]);

/* ---- Pixels (press.c) ----------------------------------------------------------------------- */

/* True when all pixels that are seen are shades of red, or no colour, and not all of these. */
bool ht_press_is_seal(const GdkPixbuf *pixels);

/* Which plates an image is printed by. */
typedef enum ht_plates_kind {
    HT_PLATES_PROCESS, /* cyan, magenta, yellow, black */
    HT_PLATES_RED,     /* the one of red alone */
    HT_PLATES_GREY,    /* black alone, said as light: 255 is white */
} ht_plates_kind;

/* The plates of an image: pixel after pixel of a byte for each. */
typedef struct ht_plates {
    uint8_t *bytes; /* the caller frees them */
    size_t size;
    ht_plates_kind kind;
} ht_plates;

void ht_press_separate_pixels(ht_plates *out, const GdkPixbuf *pixels, const ht_press *press);

/* ---- Drawings ------------------------------------------------------------------------------- */

/* A drawing as fine dots with their alpha; NULL when it cannot be drawn. The caller ends it. */
GdkPixbuf *ht_press_draw_dots(const ht_mark *mark);

/* A content stream whose colours are red, green and blue, with those of the press in their place;
 * the plate of red is HT_PDF_PLATE among its resources. NULL when it shows what is no plain colour:
 * images, patterns, shadings. The caller ends it. */
GString *ht_press_recolour(const void *bytes, size_t size, const ht_press *press);

#endif
