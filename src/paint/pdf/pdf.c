/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Pages as PDF. Each page is written when it has been painted, and what they share behind them.
 */

#include "paint/paint.h"
#include "paint/pdf/writer.h"

#include <string.h>

#define USUAL_CONTENTS 8192 /* bytes of a page full of text */

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
    ht_pdf_append_address(text, mark->target);
    g_string_append(text, ">>/Contents");
    ht_pdf_append_text(text, mark->target);
    g_string_append_printf(text, "/StructParent %d>>",
                           ht_structure_add_annotation(writer->structure, "Link", number));
    ht_objects_put(writer->objects, number, text->str);
    g_string_free(text, TRUE);
    return number;
}

/* The annotation of a mark; 0 when it has none. */
static int put_annotation(ht_pdf_writer *writer, const ht_mark *mark, int page)
{
    switch (mark->kind) {
    case HT_MARK_LINK:
        return put_link(writer, mark);
    case HT_MARK_SEAL:
        return ht_pdf_fields_add(writer->fields, mark, page, writer->pages->height);
    default:
        return 0;
    }
}

static void append_reference(GString *out, int object)
{
    if (object > 0) {
        g_string_append_printf(out, "%s%d 0 R", out->len > 0 ? " " : "", object);
    }
}

/* Appends the annotations of page object `number`. */
static void append_annotations(GString *out, ht_pdf_writer *writer, const ht_page *page, int number)
{
    const ht_pages *pages = writer->pages;
    GString *all = g_string_new(NULL);
    for (size_t i = 0; i < page->n_marks; i++) {
        append_reference(all, put_annotation(writer, &page->marks[i], number));
    }
    if (page == &pages->items[pages->n_items - 1]) {
        append_reference(all, ht_pdf_fields_add_hidden(writer->fields, number));
    }
    if (all->len > 0) {
        g_string_append_printf(out, "/Annots[%s]/Tabs/S", all->str);
    }
    g_string_free(all, TRUE);
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

#define PAGES_OF_A_LEAF 2

/* Where the part ends that begins with a page: of a copy, all that is bound together, such as the
 * document itself behind its index sheet; its pages are numbered from 1. */
static size_t end_of_part(const ht_pages *pages, size_t first)
{
    const ht_page *items = pages->items;
    size_t end = first + 1;
    while (end < pages->n_items && items[end].copy == items[first].copy && items[end].number != 1) {
        end++;
    }
    return end;
}

/* How page `index` is bound in its part, of pages [first, end), which begins on a leaf of its own.
 * Both sides of leaves are printed (GB/T 9704-2012 6.2), so even pages are bound at the right. Pages
 * that are numbered through are those of a volume, which is folded as a whole. */
static ht_binding binding_of(const ht_pages *pages, size_t index, size_t first, size_t end)
{
    bool through = pages->first_page > 0;
    size_t before = through ? (size_t)pages->first_page - 1 + index : index - first;
    return (ht_binding){.at_right = before % 2 == 1,
                        .folded = through || end - first > PAGES_OF_A_LEAF};
}

static void put_page(ht_pdf_writer *writer, const ht_page *page, const ht_binding *binding,
                     ht_page_tree *tree, int resources)
{
    GString *contents = g_string_sized_new(USUAL_CONTENTS);
    int number = ht_objects_reserve(writer->objects);
    int stream = ht_objects_reserve(writer->objects);
    ht_structure_begin_page(writer->structure, number);
    ht_pdf_append_page(contents, writer, page);
    ht_sheet_append_marks(contents, writer, binding);
    ht_objects_put_stream(writer->objects, stream, "", contents->str, contents->len);
    g_string_assign(contents, "<</Type/Page");
    ht_sheet_append_boxes(contents, writer);
    g_string_append_printf(contents, "/Parent %d 0 R/Resources", ht_page_tree_add(tree, number));
    if (resources > 0) {
        g_string_append_printf(contents, " %d 0 R", resources);
    } else {
        ht_pdf_append_resources(contents, writer, writer->page);
    }
    g_string_append_printf(contents, "/Contents %d 0 R/StructParents %d", stream,
                           ht_structure_end_page(writer->structure));
    append_annotations(contents, writer, page, number);
    if (has_image(page)) { /* what is multiplied is so in these colours */
        g_string_append_printf(contents, "/Group<</S/Transparency/I true/CS/%s>>",
                               writer->profile == HT_PDF_PRINT ? "DeviceCMYK" : "DeviceRGB");
    }
    g_string_append(contents, ">>");
    ht_objects_put(writer->objects, number, contents->str);
    g_string_free(contents, TRUE);
}

/* ---- What pages share ----------------------------------------------------------------------- */

static void put_resources(const ht_pdf_writer *writer, int number)
{
    GString *text = g_string_new(NULL);
    ht_pdf_append_resources(text, writer, 0);
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

/* Puts all pages, then what they share. */
static void put_all(ht_pdf_writer *writer, ht_page_tree *tree)
{
    const ht_pages *pages = writer->pages;
    bool shared = writer->profile != HT_PDF_SCREEN;
    int resources = shared ? ht_objects_reserve(writer->objects) : 0;
    size_t first = 0; /* of its part, … */
    size_t end = 0;   /* … which ends there */
    for (size_t i = 0; i < pages->n_items && writer->status == HT_OK; i++) {
        if (i > 0 && pages->items[i].copy != pages->items[i - 1].copy) {
            ht_structure_restart(writer->structure);
        }
        if (i == end) {
            first = i;
            end = end_of_part(pages, first);
        }
        const ht_binding binding = binding_of(pages, i, first, end);
        writer->page = i + 1;
        put_page(writer, &pages->items[i], &binding, tree, resources);
    }
    put_fonts(writer);
    if (shared) {
        put_resources(writer, resources);
    }
}

/* A file of plain objects, one behind the other. */
static ht_status write_plain(const ht_pages *pages, const ht_pdf_options *options,
                             ht_write_fn write, void *user, ht_diags *diags)
{
    ht_pdf_writer writer = {.objects = ht_objects_new(write, user, options->profile),
                            .pages = pages,
                            .profile = options->profile,
                            .sheet = ht_sheet_of(pages->layout, options),
                            .arena = ht_arena_new(),
                            .diags = diags};
    if (options->profile == HT_PDF_PRINT) {
        ht_press_begin(&writer.press, writer.objects, pages->layout, options);
    }
    writer.structure = ht_structure_new(writer.objects);
    writer.fields = ht_pdf_fields_new(writer.objects, writer.structure, options->signature_field,
                                      pages->info.author);
    ht_page_tree *tree = ht_page_tree_new(writer.objects);
    char *labels = ht_pdf_labels(pages);
    ht_attached *attached = NULL;
    size_t n_attached = 0;
    put_all(&writer, tree);
    if (writer.status == HT_OK) {
        writer.status =
            ht_pdf_attached(&attached, &n_attached, writer.arena, options, &pages->info, diags);
    }
    const ht_pdf_trees trees = {.pages = ht_page_tree_put(tree),
                                .structure = ht_structure_put(writer.structure),
                                .outline = ht_structure_put_outline(writer.structure),
                                .labels = labels,
                                .form = ht_pdf_fields_put(writer.fields),
                                .profile = options->profile,
                                .attached = attached,
                                .n_attached = n_attached};
    bool written = ht_pdf_finish(writer.objects, &trees, &pages->info);
    for (size_t i = 0; i < writer.n_fonts; i++) {
        ht_pdf_font_free(writer.fonts[i]);
    }
    ht_pdf_fields_free(writer.fields);
    ht_structure_free(writer.structure);
    g_free(labels);
    ht_arena_free(writer.arena);
    return writer.status != HT_OK ? writer.status : written ? HT_OK : HT_IO;
}

ht_status ht_pages_write_pdf(const ht_pages *pages, const ht_pdf_options *options,
                             ht_write_fn write, void *user, ht_diags *diags)
{
    const ht_pdf_options standard = HT_PDF_OPTIONS_INIT;
    const ht_pdf_options *o = options != NULL ? options : &standard;
    ht_status status = ht_pdf_options_check(o, diags);
    status = status == HT_OK ? ht_pdf_options_fit(o, pages->layout, diags) : status;
    if (status != HT_OK || o->profile != HT_PDF_SCREEN) {
        return status == HT_OK ? write_plain(pages, o, write, user, diags) : status;
    }
    GByteArray *plain = g_byte_array_new();
    status = write_plain(pages, o, ht_write_to_bytes, plain, diags);
    if (status == HT_OK && !ht_linear_write(plain->data, plain->len, write, user)) {
        status = HT_IO;
    }
    g_byte_array_unref(plain);
    return status;
}
