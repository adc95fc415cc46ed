/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Places of seals in; out, a field to sign at each of them (ISO 32000-1 12.7.4.5), which says whose
 * it is. It paints nothing: what a signature looks like is the seal that is on the page. As ISO
 * 19005-2 6.3 and ISO 14289-1 7.18 ask, it is printed, has a form that shows nothing, and is an
 * element of the structure.
 */

#include "paint/pdf/writer.h"

/* Printed, and not to be moved (12.5.3). */
#define FLAGS (4 | 128)

struct ht_pdf_fields {
    ht_objects *objects;
    ht_structure *structure;
    ht_signature_field kind;
    const char *author;
    GString *references;
    int n_fields;
};

ht_pdf_fields *ht_pdf_fields_new(ht_objects *objects, ht_structure *structure,
                                 ht_signature_field kind, const char *author)
{
    ht_pdf_fields *fields = g_new0(ht_pdf_fields, 1);
    fields->objects = objects;
    fields->structure = structure;
    fields->kind = kind;
    fields->author = author;
    fields->references = g_string_new(NULL);
    return fields;
}

void ht_pdf_fields_free(ht_pdf_fields *fields)
{
    g_string_free(fields->references, TRUE);
    g_free(fields);
}

/* "[x y x y]", the lower left and the upper right corner. */
static void append_box(GString *out, const ht_len *corners)
{
    for (size_t i = 0; i < 4; i++) {
        g_string_append_c(out, i == 0 ? '[' : ' ');
        ht_pdf_append_points(out, corners[i]);
    }
    g_string_append_c(out, ']');
}

/* A form as large as a field, with nothing in it. */
static int put_empty_form(ht_objects *objects, ht_len width, ht_len height)
{
    int number = ht_objects_reserve(objects);
    GString *entries = g_string_new("/Type/XObject/Subtype/Form/Resources<<>>/BBox");
    append_box(entries, (const ht_len[]){0, 0, width, height});
    ht_objects_put_raw(objects, number, entries->str, "", 0);
    g_string_free(entries, TRUE);
    return number;
}

static int put_field(ht_pdf_fields *fields, const char *whose, int page, const ht_len *corners)
{
    int number = ht_objects_reserve(fields->objects);
    GString *text = g_string_new("<</Type/Annot/Subtype/Widget/FT/Sig/Rect");
    char *words = g_strdup_printf("%s印章签名处", whose);
    append_box(text, corners);
    g_string_append_printf(text, "/T(Signature%d)/F %d/P %d 0 R/StructParent %d/TU",
                           ++fields->n_fields, FLAGS, page,
                           ht_structure_add_annotation(fields->structure, "Form", number));
    ht_pdf_append_text(text, words);
    if (corners[0] < corners[2]) {
        g_string_append_printf(
            text, "/AP<</N %d 0 R>>",
            put_empty_form(fields->objects, corners[2] - corners[0], corners[3] - corners[1]));
    }
    g_string_append(text, ">>");
    ht_objects_put(fields->objects, number, text->str);
    g_string_append_printf(fields->references, "%d 0 R ", number);
    g_string_free(text, TRUE);
    g_free(words);
    return number;
}

static const ht_len nowhere[4] = {0, 0, 0, 0};

int ht_pdf_fields_add(ht_pdf_fields *fields, const ht_mark *seal, int page, ht_len height)
{
    const ht_len place[4] = {seal->x, height - seal->y - seal->height, seal->x + seal->width,
                             height - seal->y};
    const char *whose = *seal->target != '\0' ? seal->target : fields->author;
    bool visible = fields->kind == HT_SIGNATURE_VISIBLE;
    bool wanted = fields->kind != HT_SIGNATURE_NONE;
    return wanted ? put_field(fields, whose, page, visible ? place : nowhere) : 0;
}

int ht_pdf_fields_add_hidden(ht_pdf_fields *fields, int page)
{
    bool wanted = fields->kind != HT_SIGNATURE_NONE && fields->n_fields == 0;
    return wanted ? put_field(fields, fields->author, page, nowhere) : 0;
}

int ht_pdf_fields_put(const ht_pdf_fields *fields)
{
    if (fields->n_fields == 0) {
        return 0;
    }
    int number = ht_objects_reserve(fields->objects);
    char *text = g_strdup_printf("<</Fields[%s]/SigFlags 1>>", fields->references->str);
    ht_objects_put(fields->objects, number, text);
    g_free(text);
    return number;
}
