/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_PDF_PRESS_H
#define HT_PDF_PRESS_H

/*
 * Images for the press (press.c), which image.c puts into a file.
 */

#include "paint/pdf/writer.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

/* What images are separated into. */
typedef struct ht_press {
    const ht_ink *red; /* of seals; NULL: they are images like others */
} ht_press;

/* The ink of a layout that is called red, or NULL. */
const ht_ink *ht_pdf_red_ink(const ht_layout *layout);

/* The four plates of an image, a byte each for each pixel: cyan, magenta, yellow, black. The caller
 * frees them. */
uint8_t *ht_pdf_separate(const GdkPixbuf *pixels, const ht_press *press, size_t *size);

/* A drawing as fine dots with their alpha; NULL when it cannot be drawn. The caller ends it. */
GdkPixbuf *ht_pdf_draw_dots(const ht_mark *mark);

#endif
