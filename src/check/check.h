/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_CHECK_H
#define HT_CHECK_H

/*
 * Pages of today and what was kept of them when they were approved in; out a verdict, and findings
 * that say what moved, where and by how much.
 *
 *     case.c       case.yaml, reference.yaml -> what a case asks, what its reference says
 *     product.c    a document                -> its pages, and all that a reference keeps of them
 *     trace.c      a trace                   -> marks
 *     marks.c      marks, marks              -> findings: moved, changed, gone
 *     pixels.c     two rasters               -> findings: regions, and a heat map
 *     align.c      two rasters               -> how far one lies beside the other
 *     png.c        PNG files                 <-> rasters
 *     result.c     what was found             -> a result, asked and added to
 *     pages.c      a page and a page         -> their place in a result
 *     compare.c    a case                    -> its result: the verdicts, cheapest first
 *     against.c    two files of anyone's     -> the same result, by their rasters alone
 *     run.c        a folder of cases         -> results, several at a time
 *     renew.c      a result                  -> a new reference
 *     sentence.c   a finding                 -> a sentence
 *     record.c     results                   -> report.json, junit.xml
 *     report.c     results                   -> a folder with these, images, and index.html
 */

#include "hongtou/check.h"
#include "input/input.h"
#include "page/page.h"
#include "pdf/pdf.h"

/* ---- Cases (case.c) ------------------------------------------------------------------------ */

typedef struct ht_area {
    ht_len x;
    ht_len y;
    ht_len width;
    ht_len height;
} ht_area;

/* A part of pages that may differ. */
typedef struct ht_mask {
    int page; /* from 1; 0: of every page */
    ht_area box;
} ht_mask;

/* What case.yaml says; lives in the arena it was read into. */
typedef struct ht_case {
    const char *name;
    const char *folder;
    const char *document; /* its path, from where the program was started */
    const char *layout;   /* NULL: the document's own */
    bool allow_outside;   /* it may name files outside its own folder */
    int dpi;
    int tolerance; /* of 255, for each of red, green and blue */
    ht_len slack;  /* how far ink may lie beside its place */
    int budget;    /* how many pixels of a page may differ by more */
    const char *reason;
    ht_mask *masks;
    size_t n_masks;
} ht_case;

/* A name with what identifies it: a face with its file's digest, an ink with its colours. */
typedef struct ht_print {
    const char *name;
    const char *value;
} ht_print;

/* What reference.yaml keeps, beside the trace and the images. */
typedef struct ht_record {
    const char *pdf; /* SHA-256 of the file */
    int dpi;
    int pages;
    ht_print *faces;
    size_t n_faces;
    ht_print *inks;
    size_t n_inks;
    ht_print *files; /* what the images and the trace were when they were approved */
    size_t n_files;
} ht_record;

/* Names of the files of a case's folder. */
#define HT_CASE_FILE "case.yaml"
#define HT_RECORD_FILE "reference.yaml"
#define HT_TRACE_FILE "reference.trace"

/* Reads the case in a folder. HT_INVALID or HT_IO after errors are added. */
ht_status ht_case_read(ht_case *out, ht_arena *arena, const char *folder, const char *name,
                       ht_diags *diags);

/* Reads what `--update` has written. False without an error when there is no reference yet. */
bool ht_record_read(ht_record *out, ht_arena *arena, const ht_case *test, ht_diags *diags);

/* reference.yaml as text. */
const char *ht_record_text(ht_arena *arena, const ht_record *record);

/* p03.ref.png of a case's folder. */
const char *ht_case_image(ht_arena *arena, const ht_case *test, int page);

/* ---- Products (product.c) ------------------------------------------------------------------ */

/* Digests of the faces' files, each read once for a run. */
typedef struct ht_prints ht_prints;
ht_prints *ht_prints_new(void);
void ht_prints_free(ht_prints *prints);

/* What identifies bytes, and those of a file; NULL when it cannot be read. In the arena. */
const char *ht_print_of_bytes(ht_arena *arena, const void *bytes, size_t size);
const char *ht_print_of_file(ht_arena *arena, const char *path);

typedef struct ht_product {
    ht_pages *pages; /* to be freed */
    ht_record record;
    const char *trace;
} ht_product;

/* Typesets the case's document. */
ht_status ht_product_make(ht_product *out, ht_arena *arena, const ht_case *test, ht_fontset *fonts,
                          ht_prints *prints, ht_diags *diags);

/* ---- Traces (trace.c) ---------------------------------------------------------------------- */

/* A mark as a trace tells it. */
typedef struct ht_traced {
    ht_mark_kind kind;
    int page; /* from 1 */
    const char *element;
    int source_line;
    ht_area box;      /* of a run: its origin on the baseline, its advance, its size */
    int condense;     /* of a run */
    bool turned;      /* of a run or an image */
    const char *face; /* of a run */
    const char *ink;
    const char *text;   /* of a run; of a link where it leads; of a code its modules */
    const char *glyphs; /* of a run, as the trace has them */
    const char *image;  /* what identifies its file */
} ht_traced;

typedef struct ht_trace {
    ht_traced *marks;
    size_t n_marks;
    ht_area *pages; /* their sizes */
    size_t n_pages;
} ht_trace;

/* Reads a trace. False, with the number of the line that is none, when it is damaged. */
bool ht_trace_read(ht_trace *out, int *bad_line, ht_arena *arena, const char *text);

/* What a mark covers on its page; of a run its em boxes. `em_ascent` in 1/1000, of the layout. */
ht_area ht_traced_area(const ht_traced *mark, int em_ascent);

bool ht_area_meets(const ht_area *a, const ht_area *b);
ht_area ht_area_union(const ht_area *a, const ht_area *b);

/* ---- Findings ------------------------------------------------------------------------------ */

typedef enum ht_finding_kind {
    HT_FOUND_PAGE_COUNT, /* from, to */
    HT_FOUND_PAGE_SIZE,  /* from, to */
    HT_FOUND_FACE,       /* from, to; either may be NULL */
    HT_FOUND_INK,        /* text: its name; from, to; either may be NULL */
    HT_FOUND_MOVED,      /* by dx, dy */
    HT_FOUND_RESIZED,    /* wider by dx, taller by dy */
    HT_FOUND_CHANGED,    /* what; from, to */
    HT_FOUND_APPEARED,
    HT_FOUND_VANISHED,
    HT_FOUND_OTHER_PAGE, /* from, to */
    HT_FOUND_PIXELS,     /* pixels, elements */
    HT_FOUND_KINDS
} ht_finding_kind;

typedef struct ht_finding {
    ht_finding_kind kind;
    ht_mark_kind mark;
    int page; /* 0: of the whole */
    const char *element;
    int source_line;
    const char *text;
    size_t marks; /* how many share it */
    bool has_box;
    ht_area box;   /* where it stands; of what is gone, stood; of what has changed, both … */
    int left_page; /* … and HT_FOUND_MOVED, _OTHER_PAGE: the page it stood on, and where */
    ht_area left;
    ht_len dx;
    ht_len dy;
    const char *what;
    const char *from;
    const char *to;
    size_t pixels;
    const char *elements; /* those whose boxes the pixels lie in, "title, mark"; or NULL */
} ht_finding;

typedef struct ht_findings {
    ht_arena *arena;
    ht_finding *items;
    size_t n_items;
} ht_findings;

/* Compares the marks of two traces; what differs in the same way is one finding (marks.c). The case
 * says where they may differ, and how far they may stand beside their places. */
void ht_marks_compare(ht_findings *findings, const ht_case *test, const ht_trace *before,
                      const ht_trace *after, int em_ascent);

/* Adds the images that come from another file, of pages that differ: a file written anew that looks
 * the same is no finding. `differs` has an answer for each page. */
void ht_marks_compare_images(ht_findings *findings, const ht_case *test, const ht_trace *before,
                             const ht_trace *after, int em_ascent, const bool *differs);

/* The kind of a finding in the report: "moved". */
const char *ht_finding_name(ht_finding_kind kind);

/* A finding as a sentence, in the language of the locale; in the arena (sentence.c). */
const char *ht_finding_sentence(ht_arena *arena, const ht_finding *finding, const char *document);

/* ---- Rasters (pixels.c, align.c, png.c) ---------------------------------------------------- */

/* What tells two pixels apart. */
typedef struct ht_pixel_rules {
    int dpi;
    int tolerance;
    ht_len slack;
    const ht_mask *masks;
    size_t n_masks;
} ht_pixel_rules;

/* What differs between two rasters of one page: how many pixels, and in what regions. */
typedef struct ht_difference {
    size_t pixels;
    ht_area *regions;
    size_t *region_pixels;
    size_t n_regions;
    ht_raster heat; /* the page pale, what differs red by its strength */
} ht_difference;

/* The regions live in `arena`, the heat map and what is needed meanwhile in `scratch`. */
void ht_pixels_compare(ht_difference *out, ht_arena *arena, ht_arena *scratch,
                       const ht_raster *before, const ht_raster *after, int page,
                       const ht_pixel_rules *rules);

/* How far `after` must be shifted, in pixels, at most `reach`, to lie on `before` best. */
void ht_raster_offset(int *dx, int *dy, const ht_raster *before, const ht_raster *after, int reach);

/* The raster shifted; what comes in at its edges is white. */
ht_raster ht_raster_shift(ht_arena *arena, const ht_raster *raster, int dx, int dy);

/* Reads a PNG file's bytes. NULL when that is done, else why not. */
const char *ht_png_read(ht_raster *out, ht_arena *arena, const void *bytes, size_t size);

/* Encodes a raster. */
GBytes *ht_png_write(const ht_raster *raster);

/* ---- Results (result.c, pages.c, compare.c) ------------------------------------------------ */

typedef enum ht_check_verdict {
    HT_SAME_BYTES, /* passes */
    HT_SAME_PAGES, /* passes: the file differs, what it prints does not */
    HT_OTHER_PAGE_COUNT,
    HT_OTHER_PAGE_SIZE,
    HT_OTHER_FACES,
    HT_OTHER_MARKS,
    HT_OTHER_PIXELS,
    HT_NO_REFERENCE,
    HT_NOT_RENDERED,
    HT_VERDICTS
} ht_check_verdict;

/* A page of a result that did not pass, as PNG; each may be NULL. */
typedef struct ht_shown_page {
    ht_area size;
    ht_area shift; /* by which today's page was laid onto the reference: x, y */
    bool has_left;
    ht_len left; /* where the type area begins on this page */
    GBytes *reference;
    GBytes *output;
    GBytes *difference;
    size_t pixels;
} ht_shown_page;

typedef struct ht_result {
    ht_arena *arena;
    ht_case test;
    ht_check_verdict verdict;
    const char *missing; /* HT_NO_REFERENCE: the file that is not there, or why it is of no use */
    ht_diags *diags;
    ht_product product;
    bool has_grid; /* the layout is known: its type area and the cells of its grid … */
    ht_area type_area;
    int columns;
    int lines;
    int em_ascent; /* … and how much of an em box is above the baseline, in 1/1000 */
    ht_findings findings;
    ht_shown_page *pages;
    size_t n_pages;
} ht_result;

/* Checks one case. The result is the caller's to clear. `name` is its folder below `folder`. */
void ht_result_of_case(ht_result *out, const char *folder, const char *name, bool allow_outside,
                       ht_fontset *fonts, ht_prints *prints);

/* The verdict, unless an earlier one was worse than a pass. */
void ht_result_settle(ht_result *result, ht_check_verdict verdict);

ht_finding *ht_result_add(ht_result *result, ht_finding_kind kind, const char *from,
                          const char *to);

/* Compares the sizes of a page (pages.c). */
void ht_result_compare_size(ht_result *result, int page, const ht_area *before,
                            const ht_area *after, ht_len least);

/* Compares the rasters of a page, and adds findings for regions that no finding before explains.
 * The traces say what stands there; either may be NULL. */
void ht_result_compare_page(ht_result *result, int page, const ht_raster *before,
                            const ht_raster *after, const ht_trace *const traces[2]);

void ht_result_clear(ht_result *result);

/* A check with room for so many results. */
ht_check *ht_check_new(size_t n_results);

bool ht_check_verdict_passes(ht_check_verdict verdict);

/* "page-count" as the report has it, and the same in words of the locale. */
const char *ht_check_verdict_name(ht_check_verdict verdict);
const char *ht_check_verdict_words(ht_check_verdict verdict);

/* `ht_check` of the public header. */
struct ht_check {
    ht_arena *arena;
    ht_result *results;
    size_t n_results;
};

/* All results as JSON, with the images in it when they are wanted; and as JUnit XML (record.c). The
 * caller frees them with g_string_free. */
GString *ht_check_json(const ht_check *check, bool images);
GString *ht_check_junit(const ht_check *check);

/* notice-p01.ref, as the report names an image: ref, out or diff. */
const char *ht_image_name(ht_arena *arena, const ht_result *result, size_t page, const char *what);

/* What the page of a report is made of; see src/CMakeLists.txt. */
extern const char ht_report_html[];
extern const char ht_report_css[];
extern const char ht_report_js[];

#endif
