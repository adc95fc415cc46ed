/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_PDF_H
#define HT_PDF_H

/*
 * What stands in somebody's PDF, read by other people's tools. A path in; out its pages as pixels,
 * or as what is painted on them. The tools are run as programs of their own and never linked.
 *
 *     tools.c    a program and its arguments -> what it writes
 *     raster.c   a page                      -> pixels                       (poppler-utils)
 *     words.c    a page                      -> its words                    (poppler-utils)
 *     trace.c    a file                      -> what is painted on its pages (mupdf-tools; paths.c)
 *     trim.c     these                       -> the same, cut out            (poppler-utils)
 */

#include "diag/diag.h"

#include <glib.h>

/* A point in mm. */
#define HT_PT_MM (25.4 / 72)

/* ---- Programs (tools.c) -------------------------------------------------------------------- */

/* As long as any tool may take over any file. */
#define HT_TOOL_SECONDS 300

/*
 * Runs a program, found by PATH, and collects its standard output in `out`, which the caller ends
 * with g_byte_array_unref. `argv` ends with NULL. HT_BACKEND after an error is added: a missing
 * program is told with the Debian `package` that has it, a failing one with the first line it wrote
 * to standard error. HT_LIMIT, told as well, when it takes longer than `seconds`. `out` is NULL
 * then.
 */
ht_status ht_tool_run(GByteArray **out, const char *const *argv, const char *package, int seconds,
                      ht_diags *diags);

/* The same, with the output handed on piece by piece. When `take` returns false the program is
 * stopped, and the status is HT_IO: nothing is added then. */
ht_status ht_tool_stream(ht_write_fn take, void *user, const char *const *argv, const char *package,
                         int seconds, ht_diags *diags);

/* The same of a program of the user's, which is given some bytes, at most 512, on its standard
 * input, and answers with at most 64 KiB. */
ht_status ht_tool_ask(GByteArray **out, const char *const *argv, const void *input, size_t size,
                      int seconds, ht_diags *diags);

/* A path that no program takes for an option. */
const char *ht_tool_path(ht_arena *arena, const char *path);

/* True when a file can be read and calls itself a PDF; else it is told why not, which no program
 * does as well. */
bool ht_pdf_is(const char *path, ht_diags *diags);

/* A part of a page, or the edges of what stands on it, in mm from its upper left corner. */
typedef struct ht_box {
    double left;
    double top;
    double right;
    double bottom;
} ht_box;

/* ---- Pixels (raster.c) --------------------------------------------------------------------- */

/* Three bytes a pixel, red, green and blue, row by row from the upper left corner. */
typedef struct ht_raster {
    int width;
    int height;
    uint8_t *rgb;
} ht_raster;

/* Page `page`, from 1, at `dpi` dots an inch; the pixels live in `arena`. HT_BACKEND after an error
 * is added. */
ht_status ht_pdf_raster(ht_raster *out, ht_arena *arena, const char *path, int page, int dpi,
                        ht_diags *diags);

/* The same of a part of it, rounded to whole pixels. */
ht_status ht_pdf_raster_part(ht_raster *out, ht_arena *arena, const char *path, int page, int dpi,
                             const ht_box *part, ht_diags *diags);

/* A page as it is seen: turned when the file says so. */
typedef struct ht_pdf_size {
    ht_len width;
    ht_len height;
} ht_pdf_size;

/* The sizes of all pages, in `arena`. HT_IO when the file cannot be read or is no PDF, HT_BACKEND
 * when it is damaged, encrypted, or the tool is missing; each is told. */
ht_status ht_pdf_sizes(ht_pdf_size **out, size_t *n, ht_arena *arena, const char *path,
                       ht_diags *diags);

/* ---- Words (words.c) ----------------------------------------------------------------------- */

typedef struct ht_pdf_word {
    ht_len x;
    ht_len y;
    ht_len width;
    ht_len height;
    const char *text;
} ht_pdf_word;

/* The words of page `page`, from 1, in the order of the file; in `arena`. HT_BACKEND after an error
 * is added. */
ht_status ht_pdf_words(ht_pdf_word **out, size_t *n, ht_arena *arena, const char *path, int page,
                       ht_diags *diags);
/* ---- What is painted (trace.c) ------------------------------------------------------------- */

/* A colour as the file has it: 1 part of grey, 3 of red, green and blue, 4 of cyan, magenta, yellow
 * and black, each from 0 to 1. 0 parts: not known. */
typedef struct ht_pdf_ink {
    int n;
    float part[4];
} ht_pdf_ink;

/* x, y: its origin, on the baseline; `end`: where its advance ends. In mm. */
typedef struct ht_pdf_glyph {
    uint32_t codepoint; /* 0 when the file does not say */
    double x;
    double y;
    double end;
    double size;      /* of its em box, in pt */
    const char *font; /* PostScript name, without the prefix of a subset */
    ht_pdf_ink ink;
} ht_pdf_glyph;

/* A rule or a shape. */
typedef struct ht_pdf_shape {
    ht_box box;
    ht_pdf_ink ink;
} ht_pdf_shape;

/* An image, or a group that is mixed with what lies under it, as seals are. */
typedef struct ht_pdf_image {
    ht_box frame; /* all of it, to a point */
    ht_box box;   /* of a group: what it paints in its frame */
} ht_pdf_image;

typedef struct ht_pdf_page {
    int number;   /* from 1 */
    double width; /* in mm */
    double height;
    double left; /* where it lies on a larger sheet, from the upper left corner of that */
    double top;
    ht_pdf_glyph *glyphs; /* upright ones, in the order they are painted */
    size_t n_glyphs;
    ht_pdf_glyph *turned; /* the others, as if read with the head of the page at the right */
    size_t n_turned;
    ht_pdf_shape *rules; /* thin and lying across the page, drawn or filled */
    size_t n_rules;
    ht_pdf_shape *shapes; /* all else that is drawn or filled */
    size_t n_shapes;
    ht_pdf_image *images;
    size_t n_images;
} ht_pdf_page;

typedef struct ht_pdf {
    ht_pdf_page *pages;
    size_t n_pages;
} ht_pdf;

/* Reads what is painted on all pages; it lives in `arena`. HT_IO when the file cannot be read or is
 * no PDF, HT_BACKEND when it is damaged, encrypted, or the tool is missing; each is told. */
ht_status ht_pdf_trace(ht_pdf *out, ht_arena *arena, const char *path, ht_diags *diags);

/* Pages that lie on larger sheets, by their TrimBox, become these pages alone: what is on them is
 * told from their own corner, and what is beside them is dropped. HT_BACKEND after an error is
 * added (trim.c). */
ht_status ht_pdf_trim(ht_pdf *pdf, ht_arena *arena, const char *path, ht_diags *diags);

#endif
