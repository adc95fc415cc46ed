/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Pages as PDF. The dates in the file are the document's own, so that the same document gives the
 * same bytes at any time.
 */

#include "paint/paint.h"

#include <cairo-pdf.h>
#include <glib.h>

/* When a document has no date, its file says the beginning of time rather than today. */
#define NO_DATE "1970-01-01"

static void set_metadata(cairo_surface_t *surface, const ht_info *info)
{
    const struct {
        cairo_pdf_metadata_t which;
        const char *text;
    } entries[] = {
        {CAIRO_PDF_METADATA_TITLE, info->title},
        {CAIRO_PDF_METADATA_AUTHOR, info->author},
        {CAIRO_PDF_METADATA_KEYWORDS, info->keywords},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(entries); i++) {
        if (entries[i].text != NULL && *entries[i].text != '\0') {
            cairo_pdf_surface_set_metadata(surface, entries[i].which, entries[i].text);
        }
    }
    char *creator = g_strdup_printf("hongtou %s", ht_version());
    char *date = g_strdup_printf("%sT00:00:00Z", info->date != NULL ? info->date : NO_DATE);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, creator);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
    g_free(date);
    g_free(creator);
}

ht_status ht_pages_write_pdf(const ht_pages *pages, ht_write_fn write, void *user, ht_diags *diags)
{
    ht_arena *arena = ht_arena_new();
    ht_cut_faces faces;
    ht_cairo_lock();
    ht_status status = ht_cut_faces_make(&faces, arena, pages, 0, pages->n_items, diags);
    if (status != HT_OK) {
        ht_arena_free(arena);
        ht_cairo_unlock();
        return status;
    }
    GByteArray *bytes = g_byte_array_new();
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
        ht_canvas_collect, bytes, ht_len_to_pt(pages->width), ht_len_to_pt(pages->height));
    set_metadata(surface, &pages->info);
    cairo_t *cr = cairo_create(surface);
    for (size_t i = 0; i < pages->n_items; i++) {
        ht_canvas_paint(cr, arena, &pages->items[i], &faces, true);
        cairo_show_page(cr);
    }
    cairo_status_t result = cairo_status(cr);
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    result = result == CAIRO_STATUS_SUCCESS ? cairo_surface_status(surface) : result;
    cairo_surface_destroy(surface);
    ht_arena_free(arena);
    ht_cairo_unlock();
    return ht_canvas_finish(result, bytes, write, user, diags);
}
