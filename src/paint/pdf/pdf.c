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

/* A link of a page as an annotation, told by where it leads. */
static int put_link(ht_pdf_writer *writer, const ht_mark *mark)
{
    const ht_pages *pages = writer->pages;
    int number = ht_objects_reserve(writer->objects);
    const ht_len corners[4] = {mark->x, pages->height - mark->y - mark->height,
                               mark->x + mark->width, pages->height - mark->y};
    GString *text = g_string_new("<</Type/Annot/Subtype/Link/Border[0 0 0]/F 4/Rect[");
    for (size_t i = 0; i < 4; i++) {
        g_string_append(text, i > 0 ? " " : "");
        ht_pdf_append_points(text, corners[i]);
    }
    g_string_append(text, "]/A<</S/URI/URI");
    ht_pdf_append_bytes(text, mark->target);
    g_string_append(text, ">>/Contents");
    ht_pdf_append_text(text, mark->target);
    g_string_append_printf(text, "/StructParent %d>>",
                           ht_structure_add_link(writer->structure, number));
    ht_objects_put(writer->objects, number, text->str);
    g_string_free(text, TRUE);
    return number;
}

static void append_links(GString *out, ht_pdf_writer *writer, const ht_page *page)
{
    bool any = false;
    for (size_t i = 0; i < page->n_marks; i++) {
        if (page->marks[i].kind == HT_MARK_LINK) {
            g_string_append_printf(out, "%s%d 0 R", any ? " " : "/Annots[",
                                   put_link(writer, &page->marks[i]));
            any = true;
        }
    }
    g_string_append(out, any ? "]/Tabs/S" : "");
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
    ht_structure_begin_page(writer->structure, number);
    ht_pdf_append_page(contents, writer, page);
    ht_objects_put_stream(writer->objects, stream, "", contents->str, contents->len);
    g_string_assign(contents, "<</Type/Page/MediaBox[0 0 ");
    ht_pdf_append_points(contents, writer->pages->width);
    g_string_append_c(contents, ' ');
    ht_pdf_append_points(contents, writer->pages->height);
    g_string_append_printf(contents,
                           "]/Parent %d 0 R/Resources %d 0 R/Contents %d 0 R/StructParents %d",
                           ht_page_tree_add(tree, number), resources, stream,
                           ht_structure_end_page(writer->structure));
    append_links(contents, writer, page);
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

/* ---- What the file says of itself ------------------------------------------------------------ */

/* What both the information dictionary and the metadata say. */
typedef struct statement {
    ht_info info;
    char *creator;
    char *date;
} statement;

/* A file needs a title (ISO 14289-1 7.1). */
static void state(statement *s, const ht_info *info)
{
    bool titled = info->title != NULL && *info->title != '\0';
    s->info = *info;
    s->info.title = titled ? info->title : info->keywords;
    s->creator = g_strdup_printf("hongtou %s", ht_version());
    s->date = g_strdup_printf("%sT00:00:00Z", info->date != NULL ? info->date : NO_DATE);
}

static int put_info(ht_objects *objects, const statement *s)
{
    const char *const entries[][2] = {{"/Title", s->info.title},
                                      {"/Author", s->info.author},
                                      {"/Keywords", s->info.keywords},
                                      {"/Creator", s->creator}};
    GString *text = g_string_new("<<");
    for (size_t i = 0; i < G_N_ELEMENTS(entries); i++) {
        if (entries[i][1] != NULL && *entries[i][1] != '\0') {
            g_string_append(text, entries[i][0]);
            ht_pdf_append_text(text, entries[i][1]);
        }
    }
    const char *d = s->date; /* 2024-03-05T00:00:00Z */
    g_string_append_printf(text, "/CreationDate(D:%.4s%.2s%.2s000000Z)>>", d, d + 5, d + 8);
    int number = ht_objects_reserve(objects);
    ht_objects_put(objects, number, text->str);
    g_string_free(text, TRUE);
    return number;
}

/* Not compressed: programs that know no PDF may find it. */
static int put_metadata(ht_objects *objects, const statement *s)
{
    int number = ht_objects_reserve(objects);
    char *packet = ht_pdf_xmp(&s->info, s->creator, s->date);
    ht_objects_put_raw(objects, number, "/Type/Metadata/Subtype/XML", packet, strlen(packet));
    g_free(packet);
    return number;
}

static int put_profile(ht_objects *objects)
{
    int number = ht_objects_reserve(objects);
    GByteArray *profile = ht_pdf_srgb_profile();
    ht_objects_put_stream(objects, number, "/N 3", profile->data, profile->len);
    g_byte_array_unref(profile);
    return number;
}

static int put_catalog(ht_pdf_writer *writer, int pages, const statement *s)
{
    int number = ht_objects_reserve(writer->objects);
    int structure = ht_structure_put(writer->structure);
    int outline = ht_structure_put_outline(writer->structure);
    int metadata = put_metadata(writer->objects, s);
    int profile = put_profile(writer->objects);
    GString *text = g_string_new("<</Type/Catalog/Lang(zh-CN)/MarkInfo<</Marked true>>"
                                 "/ViewerPreferences<</DisplayDocTitle true>>");
    g_string_append_printf(text, "/Pages %d 0 R/StructTreeRoot %d 0 R/Metadata %d 0 R", pages,
                           structure, metadata);
    if (outline > 0) {
        g_string_append_printf(text, "/Outlines %d 0 R", outline);
    }
    g_string_append_printf(text,
                           "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1"
                           "/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)"
                           "/DestOutputProfile %d 0 R>>]>>",
                           profile);
    ht_objects_put(writer->objects, number, text->str);
    g_string_free(text, TRUE);
    return number;
}

ht_status ht_pages_write_pdf(const ht_pages *pages, ht_write_fn write, void *user, ht_diags *diags)
{
    ht_pdf_writer writer = {.objects = ht_objects_new(write, user),
                            .pages = pages,
                            .arena = ht_arena_new(),
                            .diags = diags};
    statement said;
    state(&said, &pages->info);
    writer.structure = ht_structure_new(writer.objects);
    ht_page_tree *tree = ht_page_tree_new(writer.objects);
    int resources = ht_objects_reserve(writer.objects);
    for (size_t i = 0; i < pages->n_items && writer.status == HT_OK; i++) {
        if (i > 0 && pages->items[i].copy != pages->items[i - 1].copy) {
            ht_structure_restart(writer.structure);
        }
        put_page(&writer, &pages->items[i], tree, resources);
    }
    put_fonts(&writer);
    put_resources(&writer, resources);
    int catalog = put_catalog(&writer, ht_page_tree_put(tree), &said);
    int info = put_info(writer.objects, &said);
    bool written = ht_objects_finish(writer.objects, catalog, info);
    for (size_t i = 0; i < writer.n_fonts; i++) {
        ht_pdf_font_free(writer.fonts[i]);
    }
    ht_structure_free(writer.structure);
    g_free(said.creator);
    g_free(said.date);
    ht_arena_free(writer.arena);
    return writer.status != HT_OK ? writer.status : written ? HT_OK : HT_IO;
}
