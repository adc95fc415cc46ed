/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HONGTOU_RENDER_H
#define HONGTOU_RENDER_H

#include "hongtou/document.h"
#include "hongtou/fonts.h"
#include "hongtou/layout.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The typeset pages of one document: flat lists of marks that every output is painted from. */
typedef struct ht_pages ht_pages;

typedef struct ht_render_options {
    int version;    /* 1 */
    bool explain;   /* for ht_pages_write_account */
    bool draw_grid; /* type area, cells and numbered lines are drawn over the text */
    int first_page; /* the number of the first page, from which all pages are numbered through, in a
                       volume of several documents; 0: as the document numbers them itself */
} ht_render_options;

#define HT_RENDER_OPTIONS_INIT                                                                     \
    {                                                                                              \
        1, false, false, 0                                                                         \
    }

/*
 * Typesets a document. The pages stand on their own: the document may be freed before them; the
 * layout and the faces are held by them. HT_INVALID when a glyph is missing or something does not
 * fit, each told in `diags`. `options` may be NULL.
 */
HT_API ht_status ht_render(ht_pages **out, const ht_document *document, ht_layout *layout,
                           ht_fontset *fonts, const ht_render_options *options, ht_diags *diags);

/*
 * The pages once for each copy from `first` to `last`, with its copy number (份号); the document
 * must have one, which stands for all of them. Nothing is typeset again but the numbers. `pages`
 * must outlive the copies, which the caller frees. HT_INVALID when the layout shows no copy
 * number.
 */
HT_API ht_status ht_pages_copies(ht_pages **out, const ht_pages *pages, int first, int last,
                                 ht_diags *diags);

HT_API void ht_pages_free(ht_pages *pages);
HT_API size_t ht_pages_count(const ht_pages *pages);

/* The size of page `index` (from 0) in 1/1024 pt. */
HT_API void ht_pages_size(const ht_pages *pages, size_t index, int *width, int *height);

/* What a PDF is for. */
typedef enum ht_pdf_profile {
    HT_PDF_ARCHIVE, /* PDF/A-2a and PDF/UA-1, in sRGB */
    HT_PDF_PRINT,   /* for the press: the inks of the layout, such as black alone and red as so much
                       magenta and yellow, and images in the four process colours */
    HT_PDF_SCREEN,  /* for the web: small, page 1 first (linearised), PDF/UA-1 */
} ht_pdf_profile;

/*
 * A field to sign for each seal of the document, of each organ in a joint one: Signature1 and so
 * on, which say whose they are. Visible ones stand where the seal does, without a seal over the
 * name and the date. A document without a sign-off has one field, on its last page, which shows
 * nothing.
 */
typedef enum ht_signature_field {
    HT_SIGNATURE_NONE,
    HT_SIGNATURE_VISIBLE,
    HT_SIGNATURE_INVISIBLE,
} ht_signature_field;

/* Marks that stand beside a page on a larger sheet, in the ink of every plate. */
typedef enum ht_pdf_marks {
    HT_PDF_MARKS_CROP = 1, /* where the page is cut, at its corners */
    HT_PDF_MARKS_FOLD = 2, /* where a sheet is folded, at the binding edge; none beside one leaf */
    HT_PDF_MARKS_STAPLE = 4, /* where it is stapled there */
} ht_pdf_marks;

typedef struct ht_pdf_options {
    int version; /* 1 */
    ht_pdf_profile profile;
    const char *source_name; /* the file that the document was made of goes into the PDF under this
                                name, and those that it names by theirs, … */
    const void *source; /* … these are its bytes: an archival one is PDF/A-3a then; or NULL */
    size_t source_size;
    ht_signature_field signature_field; /* none for HT_PDF_PRINT */
    /* For HT_PDF_PRINT alone: */
    const char *plate; /* red ink has a plate of its own, of this name; NULL: it is mixed */
    unsigned marks;    /* of ht_pdf_marks, or none */
    int bleed;         /* what is cut off around the page, in 1/1024 pt: 0 to 20 mm */
} ht_pdf_options;

#define HT_PDF_OPTIONS_INIT                                                                        \
    {                                                                                              \
        1, HT_PDF_ARCHIVE, NULL, NULL, 0, HT_SIGNATURE_NONE, NULL, 0, 0                            \
    }

/* HT_INVALID after an error is added: what is asked for does not go together, or is not
 * possible. */
HT_API ht_status ht_pdf_options_check(const ht_pdf_options *options, ht_diags *diags);

/* Writes all pages as one PDF. The bytes depend on the pages and the options alone; these may be
 * NULL. */
HT_API ht_status ht_pages_write_pdf(const ht_pages *pages, const ht_pdf_options *options,
                                    ht_write_fn write, void *user, ht_diags *diags);

/* Writes one page as PNG at `dpi` dots an inch, 36 to 1200. */
HT_API ht_status ht_pages_write_png(const ht_pages *pages, size_t index, int dpi, ht_write_fn write,
                                    void *user, ht_diags *diags);

/* Writes one page as SVG. */
HT_API ht_status ht_pages_write_svg(const ht_pages *pages, size_t index, ht_write_fn write,
                                    void *user, ht_diags *diags);

/* Writes all marks of all pages as text, a mark a line, in 1/1024 pt: for tests and for eyes. */
HT_API ht_status ht_pages_write_trace(const ht_pages *pages, ht_write_fn write, void *user,
                                      ht_diags *diags);

/* Writes in words why line `line` of the grid of page `page`, both from 1, ends where it does: the
 * other ends it might have and what they cost. HT_INVALID when no line of a text stands there. */
HT_API ht_status ht_pages_write_account(const ht_pages *pages, int page, int line,
                                        ht_write_fn write, void *user, ht_diags *diags);

/*
 * Writes a file whole or not at all: `fill` writes into a temporary file beside `path`, which is
 * synced and renamed onto it when `fill` returns HT_OK, and removed otherwise.
 */
typedef ht_status (*ht_fill_fn)(ht_write_fn write, void *user, void *data);
HT_API ht_status ht_write_file(const char *path, ht_fill_fn fill, void *data, ht_diags *diags);

/* Makes a folder and those on the way to it; all is well when it is there already. HT_IO after an
 * error is added. */
HT_API ht_status ht_make_folder(const char *path, ht_diags *diags);

#ifdef __cplusplus
}
#endif

#endif
