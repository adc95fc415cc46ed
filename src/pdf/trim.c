/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Pages as they were traced in, the same pages as they are cut out: a page that lies on a larger
 * sheet says so by its TrimBox (ISO 32000-1 14.11.2). All that is on it is moved to its corner, and
 * what stands beside it, as marks of the press do, is dropped. pdfinfo, which is poppler's and is
 * run, tells the boxes; they are taken as shares of what is seen of a sheet, its CropBox, so that
 * no unit of the file matters.
 */

#include "pdf/pdf.h"

#include <math.h>
#include <string.h>

#define PACKAGE "poppler-utils"
#define QUARTER 90 /* degrees */

/* What is told of a page: boxes from left, bottom to right, top, as if it were not turned. */
typedef struct told {
    int quarters; /* that it is turned by, with the clock */
    double crop[4];
    double trim[4];
} told;

/* ---- Boxes ---------------------------------------------------------------------------------- */

static void read_box(double box[4], const char *text)
{
    char *at = (char *)text;
    for (size_t i = 0; i < 4; i++) {
        box[i] = g_ascii_strtod(at, &at);
    }
}

/* "Page    2 TrimBox:      0.00     0.00   595.28   841.89" and "Page    2 rot:   90". */
static void read_line(told *pages, size_t n, const char *line)
{
    char *at = NULL;
    guint64 number =
        g_str_has_prefix(line, "Page ") ? g_ascii_strtoull(line + strlen("Page "), &at, 10) : 0;
    const char *value = number > 0 ? strchr(at, ':') : NULL;
    if (number > n || value == NULL) {
        return;
    }
    told *page = &pages[number - 1];
    if (g_str_has_prefix(at, " rot:")) {
        page->quarters = (int)(g_ascii_strtoll(value + 1, NULL, 10) / QUARTER % 4 + 4) % 4;
    } else if (g_str_has_prefix(at, " CropBox:")) {
        read_box(page->crop, value + 1);
    } else if (g_str_has_prefix(at, " TrimBox:")) {
        read_box(page->trim, value + 1);
    }
}

/* The page in its sheet, as it is seen, from the upper left corner: 0 to 1 for all of it. */
static ht_box shares_of(const told *page)
{
    const double *crop = page->crop;
    const double *trim = page->trim;
    double width = crop[2] - crop[0];
    double height = crop[3] - crop[1];
    ht_box box = {fmax((trim[0] - crop[0]) / width, 0), fmax((crop[3] - trim[3]) / height, 0),
                  fmin((trim[2] - crop[0]) / width, 1), fmin((crop[3] - trim[1]) / height, 1)};
    for (int i = 0; i < page->quarters; i++) {
        box = (ht_box){1 - box.bottom, box.left, 1 - box.top, box.right};
    }
    bool there = box.right > box.left && box.bottom > box.top;
    return there ? box : (ht_box){0, 0, 1, 1};
}

/* ---- What is on a page ---------------------------------------------------------------------- */

static void move_box(ht_box *box, const ht_pdf_page *page)
{
    *box = (ht_box){box->left - page->left, box->top - page->top, box->right - page->left,
                    box->bottom - page->top};
}

static bool is_on(const ht_pdf_page *page, const ht_box *box)
{
    return box->right > 0 && box->left < page->width && box->bottom > 0 && box->top < page->height;
}

static void move_shapes(ht_pdf_shape *shapes, size_t *n, const ht_pdf_page *page)
{
    size_t kept = 0;
    for (size_t i = 0; i < *n; i++) {
        move_box(&shapes[i].box, page);
        if (is_on(page, &shapes[i].box)) {
            shapes[kept++] = shapes[i];
        }
    }
    *n = kept;
}

static void move_images(ht_pdf_page *page)
{
    size_t kept = 0;
    for (size_t i = 0; i < page->n_images; i++) {
        ht_pdf_image image = page->images[i];
        move_box(&image.frame, page);
        move_box(&image.box, page);
        if (is_on(page, &image.box)) {
            page->images[kept++] = image;
        }
    }
    page->n_images = kept;
}

/* `width` and `height` are those of the page as these glyphs are read. */
static void move_glyphs(ht_pdf_glyph *glyphs, size_t *n, double left, double top, double width,
                        double height)
{
    size_t kept = 0;
    for (size_t i = 0; i < *n; i++) {
        ht_pdf_glyph glyph = glyphs[i];
        glyph.x -= left;
        glyph.end -= left;
        glyph.y -= top;
        if (glyph.x >= 0 && glyph.x <= width && glyph.y >= 0 && glyph.y <= height) {
            glyphs[kept++] = glyph;
        }
    }
    *n = kept;
}

static void trim_page(ht_pdf_page *page, const ht_box *shares)
{
    double below = (1 - shares->bottom) * page->height;
    page->left = shares->left * page->width;
    page->top = shares->top * page->height;
    page->width *= shares->right - shares->left;
    page->height *= shares->bottom - shares->top;
    move_glyphs(page->glyphs, &page->n_glyphs, page->left, page->top, page->width, page->height);
    move_glyphs(page->turned, &page->n_turned, below, page->left, page->height, page->width);
    move_shapes(page->rules, &page->n_rules, page);
    move_shapes(page->shapes, &page->n_shapes, page);
    move_images(page);
}

ht_status ht_pdf_trim(ht_pdf *pdf, ht_arena *arena, const char *path, ht_diags *diags)
{
    const char *const argv[] = {"pdfinfo", "-box", "-l", "-1", ht_tool_path(arena, path), NULL};
    GByteArray *bytes = NULL;
    ht_status status = ht_tool_run(&bytes, argv, PACKAGE, HT_TOOL_SECONDS, diags);
    if (status != HT_OK) {
        return status;
    }
    told *pages = HT_NEW_ARRAY(arena, told, pdf->n_pages);
    g_byte_array_append(bytes, (const guint8 *)"", 1);
    char **lines = g_strsplit((const char *)bytes->data, "\n", -1);
    for (size_t i = 0; lines[i] != NULL; i++) {
        read_line(pages, pdf->n_pages, lines[i]);
    }
    for (size_t i = 0; i < pdf->n_pages; i++) {
        const ht_box shares = shares_of(&pages[i]);
        trim_page(&pdf->pages[i], &shares);
    }
    g_strfreev(lines);
    g_byte_array_unref(bytes);
    return HT_OK;
}
