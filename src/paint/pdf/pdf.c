/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Pages as PDF. Each page is written when it has been painted, and what they share behind them. The
 * dates in the file are the document's own, so that the same document gives the same bytes at any
 * time.
 */

#include "paint/paint.h"
#include "paint/pdf/writer.h"

#include <string.h>

/* When a document has no date, its file says the beginning of time rather than today. */
#define NO_DATE "1970-01-01"

size_t ht_pdf_writer_font(ht_pdf_writer *writer, const ht_face *face)
{
    for (size_t i = 0; i < writer->n_fonts; i++) {
        if (writer->faces[i] == face) {
            return i;
        }
    }
    size_t n = writer->n_fonts;
    *HT_PUSH(writer->arena, writer->faces, n) = face;
    *HT_PUSH(writer->arena, writer->fonts, writer->n_fonts) =
        ht_pdf_font_new(face, ht_objects_reserve(writer->objects));
    return writer->n_fonts - 1;
}

/* ---- Pages ---------------------------------------------------------------------------------- */

static void append_rectangle(GString *out, const ht_pages *pages, const ht_mark *mark)
{
    const ht_len corners[4] = {mark->x, pages->height - mark->y - mark->height,
                               mark->x + mark->width, pages->height - mark->y};
    g_string_append(out, "/Rect[");
    for (size_t i = 0; i < 4; i++) {
        g_string_append(out, i > 0 ? " " : "");
        ht_pdf_append_points(out, corners[i]);
    }
    g_string_append(out, "]");
}

/* The links of a page, as its annotations. */
static void append_links(GString *out, const ht_pages *pages, const ht_page *page)
{
    bool any = false;
    for (size_t i = 0; i < page->n_marks; i++) {
        const ht_mark *mark = &page->marks[i];
        if (mark->kind == HT_MARK_LINK) {
            g_string_append(out, any ? "" : "/Annots[");
            g_string_append(out, "<</Type/Annot/Subtype/Link/Border[0 0 0]/F 4");
            append_rectangle(out, pages, mark);
            g_string_append(out, "/A<</S/URI/URI");
            ht_pdf_append_bytes(out, mark->target);
            g_string_append(out, ">>>>");
            any = true;
        }
    }
    g_string_append(out, any ? "]" : "");
}

static bool has_image(const ht_page *page)
{
    for (size_t i = 0; i < page->n_marks; i++) {
        if (page->marks[i].kind == HT_MARK_IMAGE) {
            return true;
        }
    }
    return false;
}

static void put_page(ht_pdf_writer *writer, const ht_page *page, ht_page_tree *tree, int resources)
{
    GString *contents = g_string_new(NULL);
    int number = ht_objects_reserve(writer->objects);
    int stream = ht_objects_reserve(writer->objects);
    ht_pdf_append_page(contents, writer, page);
    ht_objects_put_stream(writer->objects, stream, "", contents->str, contents->len);
    g_string_assign(contents, "<</Type/Page/MediaBox[0 0 ");
    ht_pdf_append_points(contents, writer->pages->width);
    g_string_append_c(contents, ' ');
    ht_pdf_append_points(contents, writer->pages->height);
    g_string_append_printf(contents, "]/Parent %d 0 R/Resources %d 0 R/Contents %d 0 R",
                           ht_page_tree_add(tree, number), resources, stream);
    append_links(contents, writer->pages, page);
    if (has_image(page)) { /* what is multiplied is so in these colours */
        g_string_append(contents, "/Group<</S/Transparency/I true/CS/DeviceRGB>>");
    }
    g_string_append(contents, ">>");
    ht_objects_put(writer->objects, number, contents->str);
    g_string_free(contents, TRUE);
}

/* ---- What pages share ----------------------------------------------------------------------- */

static void put_resources(ht_pdf_writer *writer, int number)
{
    GString *text = g_string_new("<<");
    g_string_append(text, writer->n_fonts > 0 ? "/Font<<" : "");
    for (size_t i = 0; i < writer->n_fonts; i++) {
        g_string_append_printf(text, "/F%zu %d 0 R", i, ht_pdf_font_object(writer->fonts[i]));
    }
    g_string_append(text, writer->n_fonts > 0 ? ">>" : "");
    g_string_append(text,
                    writer->n_images > 0 ? "/ExtGState<</G0<</BM/Multiply>>>>/XObject<<" : "");
    for (size_t i = 0; i < writer->n_images; i++) {
        g_string_append_printf(text, "/X%zu %d 0 R", i, writer->images[i].object);
    }
    g_string_append(text, writer->n_images > 0 ? ">>>>" : ">>");
    ht_objects_put(writer->objects, number, text->str);
    g_string_free(text, TRUE);
}

static void put_fonts(ht_pdf_writer *writer)
{
    for (size_t i = 0; i < writer->n_fonts; i++) {
        if (!ht_pdf_font_put(writer->fonts[i], writer->objects)) {
            ht_diag_add(writer->diags, HT_E0701, HT_NO_PLACE, ht_face_path(writer->faces[i]));
            writer->status = HT_BACKEND;
        }
    }
}

static int put_info(ht_objects *objects, const ht_info *info)
{
    const char *const entries[][2] = {
        {"/Title", info->title}, {"/Author", info->author}, {"/Keywords", info->keywords}};
    GString *text = g_string_new("<<");
    char *creator = g_strdup_printf("hongtou %s", ht_version());
    char **date = g_strsplit(info->date != NULL ? info->date : NO_DATE, "-", -1);
    char *digits = g_strjoinv("", date);
    for (size_t i = 0; i < G_N_ELEMENTS(entries); i++) {
        if (entries[i][1] != NULL && *entries[i][1] != '\0') {
            g_string_append(text, entries[i][0]);
            ht_pdf_append_text(text, entries[i][1]);
        }
    }
    g_string_append(text, "/Creator");
    ht_pdf_append_text(text, creator);
    g_string_append_printf(text, "/CreationDate(D:%s000000Z)>>", digits);
    int number = ht_objects_reserve(objects);
    ht_objects_put(objects, number, text->str);
    g_free(digits);
    g_strfreev(date);
    g_free(creator);
    g_string_free(text, TRUE);
    return number;
}

static int put_catalog(ht_objects *objects, int pages)
{
    int number = ht_objects_reserve(objects);
    char *text = g_strdup_printf("<</Type/Catalog/Pages %d 0 R/Lang(zh-CN)"
                                 "/ViewerPreferences<</DisplayDocTitle true>>>>",
                                 pages);
    ht_objects_put(objects, number, text);
    g_free(text);
    return number;
}

ht_status ht_pages_write_pdf(const ht_pages *pages, ht_write_fn write, void *user, ht_diags *diags)
{
    ht_pdf_writer writer = {.objects = ht_objects_new(write, user),
                            .pages = pages,
                            .arena = ht_arena_new(),
                            .diags = diags};
    ht_page_tree *tree = ht_page_tree_new(writer.objects);
    int resources = ht_objects_reserve(writer.objects);
    for (size_t i = 0; i < pages->n_items && writer.status == HT_OK; i++) {
        put_page(&writer, &pages->items[i], tree, resources);
    }
    put_fonts(&writer);
    put_resources(&writer, resources);
    int catalog = put_catalog(writer.objects, ht_page_tree_put(tree));
    int info = put_info(writer.objects, &pages->info);
    bool written = ht_objects_finish(writer.objects, catalog, info);
    for (size_t i = 0; i < writer.n_fonts; i++) {
        ht_pdf_font_free(writer.fonts[i]);
    }
    ht_arena_free(writer.arena);
    return writer.status != HT_OK ? writer.status : written ? HT_OK : HT_IO;
}
