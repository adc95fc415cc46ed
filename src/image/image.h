/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_IMAGE_H
#define HT_IMAGE_H

/*
 * Image files in: seals, signature stamps, figures. Out: an image that knows its size on paper,
 * decoded once, so that a damaged file is told before anything is typeset. What it holds inside is
 * known here and to who paints it.
 */

#include "diag/diag.h"

#include <glib.h>

typedef struct ht_image {
    int references;
    void *pixels;  /* a GdkPixbuf: PNG, JPEG; else NULL */
    void *drawing; /* an RsvgHandle: SVG; else NULL */
    void *jpeg; /* GBytes of a JPEG file that stands upright, to be embedded as they are; or NULL */
    ht_len width; /* on paper, as the file says in mm, inches or dots an inch; 0 when it does not */
    ht_len height;
    double shape;         /* width by height */
    double pixels_across; /* of pixels or an SVG's own units; 0 when it has none */
    char digest[17];      /* of the file's bytes, in hexadecimal; "" for one that was no file */
} ht_image;

/* One thread at a time uses Cairo: those of 1.16 that fill its glyph cache together may wait for
 * each other for ever. */
void ht_cairo_lock(void);
void ht_cairo_unlock(void);

/* Reads an SVG, PNG or JPEG file, known by its first bytes. An error at `place` when it is none, is
 * damaged, or is larger than the program takes. Nothing else is loaded: an SVG may not refer to
 * other files. The caller ends it with ht_image_unref. */
bool ht_image_read(ht_image **out, const char *path, ht_place place, ht_diags *diags);

/* An image of `width` by `height` pixels, three bytes each, red, green and blue, which are copied. It
 * has no size on paper. */
ht_image *ht_image_of_pixels(const uint8_t *rgb, int width, int height);

/* Encodes pixels, three bytes each, as PNG; `dpi` 0 says nothing of their size on paper. The caller
 * ends the bytes. */
GByteArray *ht_png_encode(const uint8_t *rgb, int width, int height, int dpi);

ht_image *ht_image_ref(ht_image *image);

/* Counts an image once more, until the arena ends. */
void ht_image_hold(ht_arena *arena, ht_image *image);
void ht_image_unref(ht_image *image);

#endif
