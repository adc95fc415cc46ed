/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The file that a document was made of in; out, the same file within the PDF, told as its source (ISO
 * 19005-3 6.8): who has the PDF can set the document again.
 */

#include "paint/pdf/writer.h"

#include <string.h>

/* What kind of file it is, by its name. */
static const char *media_type(const char *name)
{
    static const char *const types[][2] = {{".json", "application/json"},
                                           {".yaml", "application/yaml"},
                                           {".yml", "application/yaml"},
                                           {".md", "text/markdown"}};
    for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
        if (g_str_has_suffix(name, types[i][0])) {
            return types[i][1];
        }
    }
    return "text/plain";
}

/* Only its size and the document's date are told: the same file gives the same bytes. */
static int put_file(ht_objects *objects, const ht_attached *file, const char *date)
{
    int number = ht_objects_reserve(objects);
    GString *entries = g_string_new("/Type/EmbeddedFile/Subtype");
    ht_pdf_append_name(entries, media_type(file->name));
    g_string_append_printf(entries, "/Params<</Size %zu/ModDate%s>>", file->size, date);
    ht_objects_put_stream(objects, number, entries->str, file->bytes, file->size);
    g_string_free(entries, TRUE);
    return number;
}

void ht_pdf_attach(GString *catalog, ht_objects *objects, const ht_attached *file, const char *date)
{
    int stream = put_file(objects, file, date);
    int number = ht_objects_reserve(objects);
    GString *text = g_string_new("<</Type/Filespec/F");
    ht_pdf_append_text(text, file->name);
    g_string_append(text, "/UF");
    ht_pdf_append_text(text, file->name);
    g_string_append(text, "/AFRelationship/Source/Desc");
    ht_pdf_append_text(text, "公文数据");
    g_string_append_printf(text, "/EF<</F %d 0 R/UF %d 0 R>>>>", stream, stream);
    ht_objects_put(objects, number, text->str);
    g_string_free(text, TRUE);
    g_string_append_printf(catalog, "/AF[%d 0 R]/Names<</EmbeddedFiles<</Names[", number);
    ht_pdf_append_text(catalog, file->name);
    g_string_append_printf(catalog, "%d 0 R]>>>>", number);
}
