/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A page of a PDF file in, its pixels out, by pdftoppm; and the sizes of all pages, by pdfinfo.
 * Both are poppler's, which is GPL: they are run, never linked.
 */

#include "pdf/pdf.h"

#include <math.h>
#include <string.h>

#define PACKAGE "poppler-utils"
#define INCH_MM 25.4

/* The number at *at behind white space, which is moved past. */
static int read_number(const char **at, const char *end)
{
    int value = 0;
    while (*at < end && g_ascii_isspace(**at)) {
        (*at)++;
    }
    while (*at < end && g_ascii_isdigit(**at) && value < 100000) {
        value = 10 * value + (**at - '0');
        (*at)++;
    }
    return value;
}

/* A binary PPM file: "P6 width height 255", one white space, three bytes a pixel. */
static bool read_ppm(ht_raster *out, ht_arena *arena, const GByteArray *bytes)
{
    const char *at = (const char *)bytes->data;
    const char *end = at + bytes->len;
    if (bytes->len < 2 || memcmp(at, "P6", 2) != 0) {
        return false;
    }
    at += 2;
    out->width = read_number(&at, end);
    out->height = read_number(&at, end);
    int most = read_number(&at, end);
    size_t size = 3 * (size_t)out->width * (size_t)out->height;
    if (most != 255 || size == 0 || (size_t)(end - at) < size + 1) {
        return false;
    }
    out->rgb = ht_arena_alloc(arena, size);
    memcpy(out->rgb, at + 1, size);
    return true;
}

/* Runs pdftoppm; `crop` are its arguments for a part of the page, ended by NULL. */
static ht_status run_pdftoppm(ht_raster *out, ht_arena *arena, const char *path, int page, int dpi,
                              const char *const *crop, ht_diags *diags)
{
    GPtrArray *argv = g_ptr_array_new();
    const char *number = ht_arena_printf(arena, "%d", page);
    const char *const first[] = {
        "pdftoppm", "-q",   "-cropbox", "-singlefile", "-r", ht_arena_printf(arena, "%d", dpi),
        "-f",       number, "-l",       number};
    for (size_t i = 0; i < G_N_ELEMENTS(first); i++) {
        g_ptr_array_add(argv, (gpointer)first[i]);
    }
    for (size_t i = 0; crop[i] != NULL; i++) {
        g_ptr_array_add(argv, (gpointer)crop[i]);
    }
    g_ptr_array_add(argv, (gpointer)ht_tool_path(arena, path));
    g_ptr_array_add(argv, NULL);
    GByteArray *bytes = NULL;
    ht_status status =
        ht_tool_run(&bytes, (const char *const *)argv->pdata, PACKAGE, HT_TOOL_SECONDS, diags);
    g_ptr_array_free(argv, TRUE);
    if (status != HT_OK) {
        return status;
    }
    if (!read_ppm(out, arena, bytes)) {
        ht_diag_add(diags, HT_E0903, HT_NO_PLACE, page, path);
        status = HT_BACKEND;
    }
    g_byte_array_unref(bytes);
    return status;
}

ht_status ht_pdf_raster(ht_raster *out, ht_arena *arena, const char *path, int page, int dpi,
                        ht_diags *diags)
{
    static const char *const whole[] = {NULL};
    return run_pdftoppm(out, arena, path, page, dpi, whole, diags);
}

ht_status ht_pdf_raster_part(ht_raster *out, ht_arena *arena, const char *path, int page, int dpi,
                             const ht_box *part, ht_diags *diags)
{
    int left = (int)lround(fmax(part->left, 0) * dpi / INCH_MM);
    int top = (int)lround(fmax(part->top, 0) * dpi / INCH_MM);
    int right = (int)lround(part->right * dpi / INCH_MM);
    int bottom = (int)lround(part->bottom * dpi / INCH_MM);
    const char *const crop[] = {
        "-x", ht_arena_printf(arena, "%d", left),
        "-y", ht_arena_printf(arena, "%d", top),
        "-W", ht_arena_printf(arena, "%d", MAX(right - left, 1)),
        "-H", ht_arena_printf(arena, "%d", MAX(bottom - top, 1)),
        NULL,
    };
    return run_pdftoppm(out, arena, path, page, dpi, crop, diags);
}

/* "Page    2 size:      595.28 x 841.89 pts (A4)" and "Page    2 rot:       90". */
static void read_size_line(ht_pdf_size *sizes, size_t n, const char *line)
{
    char *at = NULL;
    if (!g_str_has_prefix(line, "Page ")) {
        return;
    }
    guint64 page = g_ascii_strtoull(line + strlen("Page "), &at, 10);
    if (page < 1 || page > n) {
        return;
    }
    ht_pdf_size *size = &sizes[page - 1];
    if (g_str_has_prefix(at, " size:")) {
        double width = g_ascii_strtod(at + strlen(" size:"), &at);
        const char *times = strchr(at, 'x');
        double height = times != NULL ? g_ascii_strtod(times + 1, NULL) : 0;
        *size = (ht_pdf_size){ht_len_from_pt(width), ht_len_from_pt(height)};
    } else if (g_str_has_prefix(at, " rot:") &&
               g_ascii_strtoll(at + strlen(" rot:"), NULL, 10) % 180) {
        *size = (ht_pdf_size){size->height, size->width};
    }
}

static size_t count_pages(char **lines)
{
    for (; *lines != NULL; lines++) {
        if (g_str_has_prefix(*lines, "Pages:")) {
            return (size_t)g_ascii_strtoull(*lines + strlen("Pages:"), NULL, 10);
        }
    }
    return 0;
}

ht_status ht_pdf_sizes(ht_pdf_size **out, size_t *n, ht_arena *arena, const char *path,
                       ht_diags *diags)
{
    const char *const argv[] = {"pdfinfo", "-l", "-1", ht_tool_path(arena, path), NULL};
    GByteArray *bytes = NULL;
    *out = NULL;
    *n = 0;
    if (!ht_pdf_is(path, diags)) {
        return HT_IO;
    }
    ht_status status = ht_tool_run(&bytes, argv, PACKAGE, HT_TOOL_SECONDS, diags);
    if (status != HT_OK) {
        return status;
    }
    g_byte_array_append(bytes, (const guint8 *)"", 1);
    char **lines = g_strsplit((const char *)bytes->data, "\n", -1);
    *n = count_pages(lines);
    *out = HT_NEW_ARRAY(arena, ht_pdf_size, *n);
    for (size_t i = 0; lines[i] != NULL; i++) {
        read_size_line(*out, *n, lines[i]);
    }
    g_strfreev(lines);
    g_byte_array_unref(bytes);
    return HT_OK;
}
