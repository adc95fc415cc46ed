/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_PDF_IMAGE_H
#define HT_PDF_IMAGE_H

/*
 * What image.c, which puts images into a file, shares with those that know a form of them each:
 * jpeg.c, screen.c and plates.c.
 */

#include "paint/pdf/writer.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

/* Appends the entries that every image of some pixels has; `space` is written as it stands behind
 * the key of colours. */
void ht_pdf_append_image(GString *out, const GdkPixbuf *pixels, const char *space);

/* The bytes of some channels of all pixels, row after row; the caller frees them. */
uint8_t *ht_pdf_take_channels(const GdkPixbuf *pixels, int first, int count, size_t *size);

/* Puts the alpha of pixels that let something through, and appends the entry that names it. */
void ht_pdf_put_mask(GString *entries, ht_objects *objects, const GdkPixbuf *pixels);

/* Puts the JPEG file of an image as it is; false when its colours are none of the profile
 * (jpeg.c). */
bool ht_pdf_put_jpeg(ht_objects *objects, int number, const ht_image *image,
                     ht_pdf_profile profile);

/* Puts pixels for the screen in the form that takes the fewest bytes; they stand for those of
 * `whole`, of which they may be fewer (screen.c). */
void ht_pdf_put_small(ht_objects *objects, int number, GdkPixbuf *pixels, const GdkPixbuf *whole);

/* Puts pixels in the inks of the press (plates.c). */
void ht_pdf_put_plates(const ht_pdf_writer *writer, int number, const GdkPixbuf *pixels);

#endif
