/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_PAINT_H
#define HT_PAINT_H

/*
 * Pages in, bytes out. A format is a file of this folder; it sees pages and nothing else. Cairo
 * is known to this stage only.
 *
 *     pdf/                PDF, by a writer of our own
 *     png.c svg.c         the formats that Cairo paints          (canvas.c, faces.c)
 *     trace.c             the pages as text
 *     account.c           why a line ends where it does
 *     image.c             seals and figures for Cairo
 *     file.c              bytes to a file, whole or not at all
 */

#include <cairo.h>

#include "page/page.h"

/* ---- Files (file.c) ------------------------------------------------------------------------- */

/* Writes a file that nobody else looks for; it may be torn by a power cut. What could not be written is
 * removed. */
ht_status ht_write_unsynced(const char *path, ht_fill_fn fill, void *data, ht_diags *diags);

/* Removes temporary files that ht_write_file could not: those of processes that were killed. */
void ht_clear_temporaries(const char *folder);

/* ---- Volumes (pdf/volume.c) ----------------------------------------------------------------- */

/* PDF files of ours put together. */
typedef struct ht_volume ht_volume;

/* How a volume is made. */
typedef struct ht_volume_form {
    const char *title;
    bool running;           /* the numbers on its pages go on from one document to the next; else
                               each has its own */
    ht_pdf_profile profile; /* that of its documents */
} ht_volume_form;

/* Begins a file whose bytes go to `write`. The faces are borrowed. */
ht_volume *ht_volume_new(const ht_fontset *fonts, const ht_volume_form *form, ht_write_fn write,
                         void *user);

/* What is said of a file in a volume. */
typedef struct ht_volume_entry {
    const char *name;   /* for messages */
    const char *title;  /* in the outline, … */
    const char *folder; /* … where it stands in these, "2015/orders"; "" for none */
} ht_volume_entry;

/* Adds all pages of a file; the bytes are not kept. HT_INVALID after an error is
 * added when it is none of ours, or damaged; then the volume is of no use but to be finished. */
ht_status ht_volume_add(ht_volume *volume, const void *bytes, size_t size,
                        const ht_volume_entry *entry, ht_diags *diags);

/* Ends the file and frees the volume, which holds a page at least. HT_IO when bytes could not be
 * written. */
ht_status ht_volume_finish(ht_volume *volume, ht_diags *diags);

/* ---- Faces for Cairo (faces.c) ------------------------------------------------------------- */

/* The faces of some pages, cut down to the glyphs that these pages use: opening and embedding the
 * whole of a face of 60,000 glyphs costs more than everything else together. */
typedef struct ht_cut_face {
    cairo_font_face_t *cairo;
    const ht_face *face;
    struct hb_map_t *glyphs; /* glyph of the face -> glyph of the cut one */
} ht_cut_face;

typedef struct ht_cut_faces {
    ht_cut_face *items;
    size_t n_items;
} ht_cut_faces;

/* Cuts the faces of pages [first, last); all is released with the arena. HT_BACKEND when a face
 * cannot be cut or opened; the failing face is told. */
ht_status ht_cut_faces_make(ht_cut_faces *faces, ht_arena *arena, const ht_pages *pages,
                            size_t first, size_t last, ht_diags *diags);

/* ---- Painting with Cairo (canvas.c) -------------------------------------------------------- */

/* Paints one page in points, the origin in the upper left corner. */
void ht_canvas_paint(cairo_t *cr, ht_arena *arena, const ht_page *page, const ht_cut_faces *faces);

/* Paints an image in its box. */
void ht_canvas_paint_image(cairo_t *cr, const ht_mark *mark);

/* Collects a surface's bytes in a GByteArray and never fails: Cairo loses write errors, so it must
 * not see any. Used as a cairo_write_func_t. */
cairo_status_t ht_canvas_collect(void *array, const unsigned char *bytes, unsigned size);

/* Ends the one page of a surface that is a file, and both objects. */
cairo_status_t ht_canvas_end(cairo_t *cr, cairo_surface_t *surface);

/* Hands the collected bytes on when Cairo reports success; tells when it does not. */
ht_status ht_canvas_finish(cairo_status_t status, void *array, ht_write_fn write, void *user,
                           ht_diags *diags);

#endif
