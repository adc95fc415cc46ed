/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: two files of anyone's, each a PDF, a PNG, or a folder of PNG files, one a page. Out: a result
 * like that of a case, by what the pages look like: how many there are, their size, their pixels;
 * and the words that stand where pixels differ.
 */

#include "check/check.h"

#include <errno.h>
#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_DPI 150
#define MAX_BYTES ((size_t)512 << 20)
/* Pages drawn or scanned are as exact as a pixel: half a millimetre. */
#define LEAST_SIZE ht_len_from_mm(0.5)
/* A printer or scanner lays paper so far off at most. */
#define MOST_OFFSET_MM 10.0
#define MM_PER_INCH 25.4

/* Pages of one side. */
typedef struct side {
    const char *path;
    const char **images; /* PNG files, one a page; NULL: `path` is a PDF */
    ht_pdf_size *sizes;  /* of a PDF */
    size_t n_pages;
    int skipped; /* pages before the one that is compared */
} side;

typedef struct comparison {
    ht_arena *arena;
    ht_result *result;
    const ht_compare_options *options;
    side before;
    side after;
    ht_diags *diags;
} comparison;

static bool is_png(const char *path)
{
    size_t size = strlen(path);
    return size > 4 && g_ascii_strcasecmp(path + size - 4, ".png") == 0;
}

/* p2.png before p10.png. */
static int by_number(const void *a, const void *b)
{
    const char *first = *(const char *const *)a;
    const char *second = *(const char *const *)b;
    while (*first != '\0' && *second != '\0') {
        if (g_ascii_isdigit(*first) && g_ascii_isdigit(*second)) {
            char *end_first = NULL;
            char *end_second = NULL;
            guint64 x = g_ascii_strtoull(first, &end_first, 10);
            guint64 y = g_ascii_strtoull(second, &end_second, 10);
            if (x != y) {
                return x < y ? -1 : 1;
            }
            first = end_first;
            second = end_second;
        } else if (*first != *second) {
            break;
        } else {
            first++;
            second++;
        }
    }
    return (unsigned char)*first - (unsigned char)*second;
}

static ht_status open_folder(side *s, const comparison *c)
{
    GError *error = NULL;
    GDir *dir = g_dir_open(s->path, 0, &error);
    if (dir == NULL) {
        ht_diag_add(c->diags, HT_E0801, HT_NO_PLACE, s->path, error->message);
        g_error_free(error);
        return HT_IO;
    }
    for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir)) {
        if (is_png(name)) {
            *HT_PUSH(c->arena, s->images, s->n_pages) =
                ht_arena_printf(c->arena, "%s/%s", s->path, name);
        }
    }
    g_dir_close(dir);
    if (s->n_pages == 0) {
        ht_diag_add(c->diags, HT_E0928, HT_NO_PLACE, s->path);
        return HT_INVALID;
    }
    qsort(s->images, s->n_pages, sizeof *s->images, by_number);
    return HT_OK;
}

static ht_status open_any(side *s, const comparison *c, const char *path)
{
    *s = (side){.path = path};
    if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
        return open_folder(s, c);
    }
    if (is_png(path)) {
        *HT_PUSH(c->arena, s->images, s->n_pages) = path;
        return HT_OK;
    }
    return ht_pdf_sizes(&s->sizes, &s->n_pages, c->arena, path, c->diags);
}

/* Opens one side; of several pages, when only one is wanted, that one is left. */
static ht_status open_side(side *s, const comparison *c, const char *path)
{
    int page = c->options->page;
    ht_status status = open_any(s, c, path);
    if (status != HT_OK || page == 0 || s->n_pages == 1) {
        return status;
    }
    if ((size_t)page > s->n_pages) {
        ht_diag_add(c->diags, HT_E0930, HT_NO_PLACE, path, page, (int)s->n_pages);
        return HT_INVALID;
    }
    s->skipped = page - 1;
    s->n_pages = 1;
    return HT_OK;
}

/* The dots an inch that a PNG file says it has; 0 when it says nothing, or cannot be read: that is
 * told when its pixels are. */
static int dpi_of_png(const char *path)
{
    ht_diags *unsaid = ht_diags_new();
    ht_image *image = NULL;
    int dpi = 0;
    if (ht_image_read(&image, path, HT_NO_PLACE, unsaid) && image->width > 0) {
        dpi = (int)lround(image->pixels_across / (ht_len_to_mm(image->width) / MM_PER_INCH));
    }
    ht_image_unref(image);
    ht_diags_free(unsaid);
    return dpi;
}

static int choose_dpi(const comparison *c)
{
    const side *const sides[] = {&c->before, &c->after};
    int dpi = c->options->dpi;
    for (size_t i = 0; i < G_N_ELEMENTS(sides) && dpi == 0; i++) {
        dpi = sides[i]->images != NULL ? dpi_of_png(sides[i]->images[0]) : 0;
    }
    return dpi > 0 ? dpi : DEFAULT_DPI;
}

static ht_status read_png(ht_raster *out, const comparison *c, ht_arena *arena, const char *path)
{
    char *bytes = NULL;
    size_t size = 0;
    if (ht_file_read(&bytes, &size, arena, path, MAX_BYTES) != HT_OK) {
        ht_diag_add(c->diags, HT_E0801, HT_NO_PLACE, path, g_strerror(errno));
        return HT_IO;
    }
    const char *fault = ht_png_read(out, arena, bytes, size);
    if (fault != NULL) {
        ht_diag_add(c->diags, HT_E0929, HT_NO_PLACE, path, fault);
        return HT_INVALID;
    }
    return HT_OK;
}

static ht_status draw(ht_raster *out, const comparison *c, ht_arena *arena, const side *s, int page)
{
    return s->images != NULL ? read_png(out, c, arena, s->images[s->skipped + page - 1])
                             : ht_pdf_raster(out, arena, s->path, s->skipped + page,
                                             c->result->test.dpi, c->diags);
}

/* A page's size on paper: a PDF says it, of an image it follows from its pixels. */
static ht_area size_of(const comparison *c, const side *s, int page, const ht_raster *raster)
{
    double pt = 72.0 / c->result->test.dpi;
    return s->sizes != NULL ? (ht_area){0, 0, s->sizes[s->skipped + page - 1].width,
                                        s->sizes[s->skipped + page - 1].height}
                            : (ht_area){0, 0, ht_len_from_pt(raster->width * pt),
                                        ht_len_from_pt(raster->height * pt)};
}

/* Lays today's page onto the reference, and keeps by how much. */
static void align(const comparison *c, ht_arena *arena, ht_shown_page *shown,
                  const ht_raster *before, ht_raster *after)
{
    int dx = 0;
    int dy = 0;
    int dpi = c->result->test.dpi;
    ht_raster_offset(&dx, &dy, before, after, (int)(MOST_OFFSET_MM / MM_PER_INCH * dpi));
    *after = ht_raster_shift(arena, after, dx, dy);
    shown->shift.x = ht_len_from_pt(dx * 72.0 / dpi);
    shown->shift.y = ht_len_from_pt(dy * 72.0 / dpi);
}

/* Names the words of one side that stand where pixels of a page differ; `shift` is how far that page
 * was moved. A place that has words already keeps them. */
static ht_status name_words(const comparison *c, const side *s, int page, const ht_area *shift,
                            size_t first)
{
    ht_findings *findings = &c->result->findings;
    ht_pdf_word *words = NULL;
    size_t n_words = 0;
    if (s->images != NULL || findings->n_items == first) {
        return HT_OK;
    }
    ht_status status =
        ht_pdf_words(&words, &n_words, c->arena, s->path, s->skipped + page, c->diags);
    for (size_t i = first; status == HT_OK && i < findings->n_items; i++) {
        ht_finding *finding = &findings->items[i];
        for (size_t w = 0; w < n_words && finding->text == NULL; w++) {
            const ht_area box = {words[w].x + shift->x, words[w].y + shift->y, words[w].width,
                                 words[w].height};
            finding->text = ht_area_meets(&box, &finding->box) ? words[w].text : NULL;
        }
    }
    return status;
}

/* What stands there now, else what stood there. */
static ht_status name_all(const comparison *c, int page, const ht_area *shift, size_t first)
{
    const ht_area still = {0};
    ht_status status = name_words(c, &c->after, page, shift, first);
    return status == HT_OK ? name_words(c, &c->before, page, &still, first) : status;
}

static ht_status compare_page(const comparison *c, int page)
{
    static const ht_trace *const no_traces[2] = {NULL, NULL};
    ht_arena *arena = ht_arena_new();
    ht_shown_page *shown = &c->result->pages[page - 1];
    size_t first = c->result->findings.n_items;
    ht_raster before = {0};
    ht_raster after = {0};
    bool was = (size_t)page <= c->before.n_pages;
    bool is = (size_t)page <= c->after.n_pages;
    ht_status status = was ? draw(&before, c, arena, &c->before, page) : HT_OK;
    if (status == HT_OK && is) {
        status = draw(&after, c, arena, &c->after, page);
    }
    if (status == HT_OK && was && is) {
        ht_area size = size_of(c, &c->before, page, &before);
        ht_area now = size_of(c, &c->after, page, &after);
        ht_len least = c->options->align ? ht_len_from_mm(MOST_OFFSET_MM) : LEAST_SIZE;
        ht_result_compare_size(c->result, page, &size, &now, least);
        if (c->options->align) {
            align(c, arena, shown, &before, &after);
        }
        size_t sizes = c->result->findings.n_items;
        ht_result_compare_page(c->result, page, &before, &after, no_traces);
        status = name_all(c, page, &shown->shift, MAX(first, sizes));
    }
    if (status == HT_OK) {
        shown->size =
            is ? size_of(c, &c->after, page, &after) : size_of(c, &c->before, page, &before);
        shown->reference = was ? ht_png_write(&before) : NULL;
        shown->output = is ? ht_png_write(&after) : NULL;
    }
    ht_arena_free(arena);
    return status;
}

static bool same_bytes(const char *a, const char *b)
{
    GMappedFile *first = g_mapped_file_new(a, FALSE, NULL);
    GMappedFile *second = g_mapped_file_new(b, FALSE, NULL);
    bool same = first != NULL && second != NULL &&
                g_mapped_file_get_length(first) == g_mapped_file_get_length(second) &&
                memcmp(g_mapped_file_get_contents(first), g_mapped_file_get_contents(second),
                       g_mapped_file_get_length(first)) == 0;
    if (first != NULL) {
        g_mapped_file_unref(first);
    }
    if (second != NULL) {
        g_mapped_file_unref(second);
    }
    return same;
}

static ht_status compare(comparison *c)
{
    ht_result *result = c->result;
    size_t was = c->before.n_pages;
    size_t is = c->after.n_pages;
    ht_status status = HT_OK;
    if (same_bytes(c->before.path, c->after.path)) {
        return HT_OK;
    }
    result->verdict = HT_SAME_PAGES;
    if (was != is) {
        ht_result_add(result, HT_FOUND_PAGE_COUNT, ht_arena_printf(c->arena, "%zu", was),
                      ht_arena_printf(c->arena, "%zu", is));
        ht_result_settle(result, HT_OTHER_PAGE_COUNT);
    }
    result->n_pages = MAX(was, is);
    result->pages = HT_NEW_ARRAY(c->arena, ht_shown_page, result->n_pages);
    for (size_t i = 0; i < result->n_pages && status == HT_OK; i++) {
        status = compare_page(c, (int)i + 1);
    }
    return status;
}

static void take_masks(ht_case *test, ht_arena *arena, const ht_compare_options *options)
{
    for (size_t i = 0; i < options->n_masks; i++) {
        const ht_check_mask *mask = &options->masks[i];
        *HT_PUSH(arena, test->masks, test->n_masks) =
            (ht_mask){mask->page,
                      {ht_len_from_mm(mask->left), ht_len_from_mm(mask->top),
                       ht_len_from_mm(mask->width), ht_len_from_mm(mask->height)}};
    }
}

ht_status ht_check_compare(ht_check **out, const char *file, const char *against,
                           const ht_compare_options *options, ht_diags *diags)
{
    const ht_compare_options standard = HT_COMPARE_OPTIONS_INIT;
    ht_check *check = ht_check_new(1);
    ht_result *result = &check->results[0];
    ht_arena *arena = ht_arena_new();
    comparison c = {.arena = arena,
                    .result = result,
                    .options = options != NULL ? options : &standard,
                    .diags = diags};
    char *name = g_path_get_basename(file);
    *result = (ht_result){.arena = arena, .diags = ht_diags_new(), .findings = {arena, NULL, 0}};
    result->test = (ht_case){.name = ht_arena_strdup(arena, name),
                             .document = ht_arena_strdup(arena, file),
                             .tolerance = c.options->tolerance,
                             .slack = ht_len_from_mm(c.options->slack),
                             .budget = c.options->budget};
    take_masks(&result->test, arena, c.options);
    g_free(name);
    ht_status status = open_side(&c.before, &c, against);
    if (status == HT_OK) {
        status = open_side(&c.after, &c, file);
    }
    if (status == HT_OK) {
        result->test.dpi = choose_dpi(&c);
        status = compare(&c);
    }
    *out = status == HT_OK ? check : NULL;
    if (status != HT_OK) {
        ht_check_free(check);
    }
    return status;
}
