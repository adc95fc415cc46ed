/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The file that a document was made of in, with those that it names; out, the same files within the PDF
 * (ISO 19005-3 6.8): who has the PDF can set the document again.
 */

#include "paint/pdf/writer.h"

#include <errno.h>
#include <string.h>

#define MOST_BYTES ((size_t)1 << 30)

/* What kind of file it is, by its name. */
static const char *media_type(const char *name)
{
    static const char *const types[][2] = {
        {".json", "application/json"}, {".yaml", "application/yaml"}, {".yml", "application/yaml"},
        {".md", "text/markdown"},      {".svg", "image/svg+xml"},     {".png", "image/png"},
        {".jpg", "image/jpeg"},        {".jpeg", "image/jpeg"}};
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

/* What is said of a file; the first one is the document's own. */
static int put_specification(ht_objects *objects, const ht_attached *file, bool own,
                             const char *date)
{
    int stream = put_file(objects, file, date);
    int number = ht_objects_reserve(objects);
    GString *text = g_string_new("<</Type/Filespec/F");
    ht_pdf_append_text(text, file->name);
    g_string_append(text, "/UF");
    ht_pdf_append_text(text, file->name);
    g_string_append_printf(text, "/AFRelationship/%s/Desc", own ? "Source" : "Supplement");
    ht_pdf_append_text(text, own ? "公文数据" : "公文所用文件");
    g_string_append_printf(text, "/EF<</F %d 0 R/UF %d 0 R>>>>", stream, stream);
    ht_objects_put(objects, number, text->str);
    g_string_free(text, TRUE);
    return number;
}

void ht_pdf_attach(GString *catalog, ht_objects *objects, const ht_attached *files, size_t n_files,
                   const char *date)
{
    GString *all = g_string_new(NULL);
    GString *names = g_string_new(NULL);
    for (size_t i = 0; i < n_files; i++) {
        int number = put_specification(objects, &files[i], i == 0, date);
        g_string_append_printf(all, "%s%d 0 R", i > 0 ? " " : "", number);
        g_string_append_printf(names, "(%08zu)%d 0 R", i + 1, number); /* in their order */
    }
    g_string_append_printf(catalog, "/AF[%s]/Names<</EmbeddedFiles<</Names[%s]>>>>", all->str,
                           names->str);
    g_string_free(names, TRUE);
    g_string_free(all, TRUE);
}

/* A name that leads nowhere but below the folder that the files are put into. */
static const char *safe_name(const char *name)
{
    bool leads_out = g_path_is_absolute(name) || strstr(name, "..") != NULL;
    const char *slash = strrchr(name, '/');
    return leads_out && slash != NULL ? slash + 1 : name;
}

static bool is_known(const ht_attached *files, size_t n_files, const char *name)
{
    for (size_t i = 0; i < n_files; i++) {
        if (strcmp(files[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

ht_status ht_pdf_attached(ht_attached **out, size_t *n_out, ht_arena *arena,
                          const ht_pdf_options *options, const ht_info *info, ht_diags *diags)
{
    *out = NULL;
    *n_out = 0;
    if (options->source == NULL) {
        return HT_OK;
    }
    ht_attached *files = HT_NEW_ARRAY(arena, ht_attached, info->n_files + 1);
    size_t n = 0;
    files[n++] = (ht_attached){options->source_name, options->source, options->source_size};
    for (size_t i = 0; i < info->n_files; i++) {
        const char *name = safe_name(info->files[i].name);
        char *bytes = NULL;
        size_t size = 0;
        if (is_known(files, n, name)) {
            continue;
        }
        if (ht_file_read(&bytes, &size, arena, info->files[i].path, MOST_BYTES) != HT_OK) {
            ht_diag_add(diags, HT_E0801, HT_NO_PLACE, info->files[i].path, g_strerror(errno));
            return HT_IO;
        }
        files[n++] = (ht_attached){name, bytes, size};
    }
    *out = files;
    *n_out = n;
    return HT_OK;
}
