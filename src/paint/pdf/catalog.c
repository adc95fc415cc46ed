/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The trees of a file and what its document says of itself in; out, the end of the file: its
 * metadata, its colours, and the catalog that names all of it (ISO 32000-1 7.7.2). The dates are the
 * document's own, so that the same document gives the same bytes at any time.
 */

#include "paint/pdf/writer.h"

#include <string.h>

/* When a document has no date, its file says the beginning of time rather than today. */
#define NO_DATE "1970-01-01"

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

/* "(D:20240305000000Z)" of 2024-03-05T00:00:00Z. */
static char *pdf_date(const statement *s)
{
    const char *d = s->date;
    return g_strdup_printf("(D:%.4s%.2s%.2s000000Z)", d, d + 5, d + 8);
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
    char *date = pdf_date(s);
    g_string_append_printf(text, "/CreationDate%s>>", date);
    g_free(date);
    int number = ht_objects_reserve(objects);
    ht_objects_put(objects, number, text->str);
    g_string_free(text, TRUE);
    return number;
}

/* Of an archival file it is not compressed: programs that know no PDF may find it. */
static int put_metadata(ht_objects *objects, const statement *s, const ht_pdf_trees *trees)
{
    static const char entries[] = "/Type/Metadata/Subtype/XML";
    int number = ht_objects_reserve(objects);
    const ht_claims claims = {.archival = trees->profile != HT_PDF_ARCHIVE ? 0
                                          : trees->n_attached > 0          ? 3
                                                                           : 2,
                              .accessible = trees->profile != HT_PDF_PRINT};
    char *packet = ht_pdf_xmp(&s->info, s->creator, s->date, &claims);
    if (trees->profile == HT_PDF_SCREEN) {
        ht_objects_put_stream(objects, number, entries, packet, strlen(packet));
    } else {
        ht_objects_put_raw(objects, number, entries, packet, strlen(packet));
    }
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

static int put_catalog(ht_objects *objects, const ht_pdf_trees *trees, const statement *s)
{
    int number = ht_objects_reserve(objects);
    int metadata = put_metadata(objects, s, trees);
    GString *text = g_string_new("<</Type/Catalog/Lang(zh-CN)/MarkInfo<</Marked true>>"
                                 "/ViewerPreferences<</DisplayDocTitle true>>");
    g_string_append_printf(text, "/Pages %d 0 R/StructTreeRoot %d 0 R/Metadata %d 0 R",
                           trees->pages, trees->structure, metadata);
    if (trees->outline > 0) {
        g_string_append_printf(text, "/Outlines %d 0 R", trees->outline);
    }
    if (trees->form > 0) {
        g_string_append_printf(text, "/AcroForm %d 0 R", trees->form);
    }
    g_string_append_printf(text, "/PageLabels<</Nums[%s]>>", trees->labels);
    g_string_append(text, trees->volume ? "/PageMode/UseOutlines" : "");
    if (trees->profile == HT_PDF_ARCHIVE) {
        g_string_append_printf(text,
                               "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1"
                               "/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)"
                               "/DestOutputProfile %d 0 R>>]",
                               put_profile(objects));
    }
    if (trees->n_attached > 0) {
        char *date = pdf_date(s);
        ht_pdf_attach(text, objects, trees->attached, trees->n_attached, date);
        g_free(date);
    }
    g_string_append(text, ">>");
    ht_objects_put(objects, number, text->str);
    g_string_free(text, TRUE);
    return number;
}

bool ht_pdf_finish(ht_objects *objects, const ht_pdf_trees *trees, const ht_info *info)
{
    statement s;
    state(&s, info);
    int catalog = put_catalog(objects, trees, &s);
    bool written = ht_objects_finish(objects, catalog, put_info(objects, &s));
    g_free(s.creator);
    g_free(s.date);
    return written;
}
