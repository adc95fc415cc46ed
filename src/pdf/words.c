/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A page of a PDF file in, its words and where they stand out, by pdftotext, which is poppler's and
 * is run, never linked. The boxes are rough: their heights are the font's, not the ink's.
 */

#include "pdf/pdf.h"

#include <string.h>

#define PACKAGE "poppler-utils"

typedef struct reading {
    ht_arena *arena;
    ht_pdf_word *words;
    size_t n_words;
    bool in_word;
} reading;

/* <word xMin="…" yMin="…" xMax="…" yMax="…">text</word>, in pt. */
static void begin(GMarkupParseContext *context, const char *element, const char **names,
                  const char **values, gpointer user, GError **error)
{
    (void)context;
    (void)error;
    reading *r = user;
    double sides[4] = {0};
    static const char *const keys[] = {"xMin", "yMin", "xMax", "yMax"};
    r->in_word = strcmp(element, "word") == 0;
    for (size_t i = 0; r->in_word && names[i] != NULL; i++) {
        for (size_t k = 0; k < G_N_ELEMENTS(keys); k++) {
            if (strcmp(names[i], keys[k]) == 0) {
                sides[k] = g_ascii_strtod(values[i], NULL);
            }
        }
    }
    if (r->in_word) {
        *HT_PUSH(r->arena, r->words, r->n_words) = (ht_pdf_word){
            ht_len_from_pt(sides[0]), ht_len_from_pt(sides[1]), ht_len_from_pt(sides[2] - sides[0]),
            ht_len_from_pt(sides[3] - sides[1]), ""};
    }
}

static void end(GMarkupParseContext *context, const char *element, gpointer user, GError **error)
{
    (void)context;
    (void)element;
    (void)error;
    ((reading *)user)->in_word = false;
}

static void text(GMarkupParseContext *context, const char *bytes, gsize size, gpointer user,
                 GError **error)
{
    (void)context;
    (void)error;
    reading *r = user;
    if (r->in_word) {
        r->words[r->n_words - 1].text = ht_arena_strndup(r->arena, bytes, size);
    }
}

ht_status ht_pdf_words(ht_pdf_word **out, size_t *n, ht_arena *arena, const char *path, int page,
                       ht_diags *diags)
{
    static const GMarkupParser parser = {begin, end, text, NULL, NULL};
    const char *number = ht_arena_printf(arena, "%d", page);
    const char *const argv[] = {"pdftotext", "-q",   "-bbox",
                                "-cropbox",  "-f",   number,
                                "-l",        number, ht_tool_path(arena, path),
                                "-",         NULL};
    reading r = {.arena = arena};
    GByteArray *bytes = NULL;
    *out = NULL;
    *n = 0;
    ht_status status = ht_tool_run(&bytes, argv, PACKAGE, HT_TOOL_SECONDS, diags);
    if (status != HT_OK) {
        return status;
    }
    GMarkupParseContext *context = g_markup_parse_context_new(&parser, 0, &r, NULL);
    /* Words up to where the text is no XML are worth having: they only name what was found. */
    g_markup_parse_context_parse(context, (const char *)bytes->data, (gssize)bytes->len, NULL);
    g_markup_parse_context_free(context);
    g_byte_array_unref(bytes);
    *out = r.words;
    *n = r.n_words;
    return HT_OK;
}
