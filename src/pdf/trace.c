/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A PDF file in; out its pages as lists of what is painted on them: glyphs, rules, shapes, images.
 * `mutool trace` writes them as XML, a call of its painter an element; it is read as it comes, so
 * that only what is kept takes room. paths.c knows lines and boxes, this file all else.
 */

#include "pdf/tracer.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define PACKAGE "mupdf-tools"
/* Text that leans by less than this share of its advance is upright. */
#define UPRIGHT 0.01
/* A glyph without a text of its own is written so, which no XML may hold. */
#define NO_TEXT "&#x0;"

const char *ht_tracer_find(const char **names, const char **values, const char *name)
{
    for (size_t i = 0; names[i] != NULL; i++) {
        if (strcmp(names[i], name) == 0) {
            return values[i];
        }
    }
    return "";
}

static double number_of(const char **names, const char **values, const char *name)
{
    return g_ascii_strtod(ht_tracer_find(names, values, name), NULL);
}

/* Up to six numbers with spaces between; how many there are. */
static int read_numbers(double *out, const char *text)
{
    int n = 0;
    char *end = NULL;
    for (double value = g_ascii_strtod(text, &end); end != text && n < 6;
         value = g_ascii_strtod(text, &end)) {
        out[n++] = value;
        text = end;
    }
    return n;
}

ht_matrix ht_tracer_matrix(const char *text)
{
    double n[6] = {1, 0, 0, 1, 0, 0};
    read_numbers(n, text);
    return (ht_matrix){n[0], n[1], n[2], n[3], n[4], n[5]};
}

/* The same texts, fonts and colours, come again and again: one copy serves them all. */
static const char *keep(ht_tracer *tracer, const char *text)
{
    char *kept = g_hash_table_lookup(tracer->texts, text);
    if (kept == NULL) {
        kept = ht_arena_strdup(tracer->arena, text);
        g_hash_table_insert(tracer->texts, kept, kept);
    }
    return kept;
}

/* A colour of one, three or four parts. That of a spot ink is how much of it there is. */
ht_pdf_ink ht_tracer_ink(const char **names, const char **values)
{
    double parts[6] = {0};
    ht_pdf_ink ink = {read_numbers(parts, ht_tracer_find(names, values, "color")), {0}};
    bool spot = g_str_has_prefix(ht_tracer_find(names, values, "colorspace"), "Separation");
    ink.n = MIN(ink.n, 4);
    for (int i = 0; i < ink.n; i++) {
        ink.part[i] = (float)(spot ? 1 - parts[i] : parts[i]);
    }
    return ink;
}

/* ---- Text ---------------------------------------------------------------------------------- */

/* Text may also clip, or be there to be searched only, as the words behind a scan are. */
static void begin_text(ht_tracer *tracer, const char *element, const char **names,
                       const char **values)
{
    bool painted = strcmp(element, "fill_text") == 0 || strcmp(element, "stroke_text") == 0;
    tracer->matrix = ht_tracer_matrix(ht_tracer_find(names, values, "transform"));
    tracer->ink = ht_tracer_ink(names, values);
    tracer->shows = painted && !ht_tracer_is_white(&tracer->ink);
}

static void begin_span(ht_tracer *tracer, const char **names, const char **values)
{
    const char *font = ht_tracer_find(names, values, "font");
    const char *plus = strchr(font, '+');
    tracer->font = keep(tracer, plus != NULL ? plus + 1 : font);
    tracer->shape = ht_tracer_matrix(ht_tracer_find(names, values, "trm"));
}

/* Upright text goes with the page's glyphs; other text is kept apart, as it is read with the head
 * of the page at the right. */
static void add_glyph(ht_tracer *tracer, const char **names, const char **values)
{
    const ht_matrix *m = &tracer->matrix;
    const ht_matrix *t = &tracer->shape;
    ht_pdf_page *page = tracer->page;
    double x = number_of(names, values, "x");
    double y = number_of(names, values, "y");
    double advance = number_of(names, values, "adv") * HT_PT_MM;
    double across = (t->a * m->a + t->b * m->c) * advance;
    double down = (t->a * m->b + t->b * m->d) * advance;
    double rise = hypot(t->c * m->a + t->d * m->c, t->c * m->b + t->d * m->d);
    double left = (x * m->a + y * m->c + m->e) * HT_PT_MM;
    double base = (x * m->b + y * m->d + m->f) * HT_PT_MM;
    ht_pdf_glyph glyph = {.codepoint = g_utf8_get_char(ht_tracer_find(names, values, "unicode")),
                          .x = left,
                          .y = base,
                          .end = left + across,
                          .size = rise,
                          .font = tracer->font,
                          .ink = tracer->ink};
    if (across >= 0 && fabs(down) <= UPRIGHT * across) {
        *HT_PUSH(tracer->arena, page->glyphs, page->n_glyphs) = glyph;
    } else {
        glyph.x = page->height - base;
        glyph.y = left;
        glyph.end = glyph.x - down;
        *HT_PUSH(tracer->arena, page->turned, page->n_turned) = glyph;
    }
}

/* ---- Pages and groups ---------------------------------------------------------------------- */

static void begin_page(ht_tracer *tracer, const char **names, const char **values)
{
    double box[6] = {0};
    read_numbers(box, ht_tracer_find(names, values, "mediabox"));
    tracer->page = HT_PUSH(tracer->arena, tracer->pages, tracer->n_pages);
    tracer->page->number = (int)tracer->n_pages;
    tracer->page->width = (box[2] - box[0]) * HT_PT_MM;
    tracer->page->height = (box[3] - box[1]) * HT_PT_MM;
}

/* An image fills a square of one unit, which its matrix brings to the page. */
static void add_image(ht_tracer *tracer, const char **names, const char **values)
{
    ht_matrix m = ht_tracer_matrix(ht_tracer_find(names, values, "transform"));
    ht_pdf_image *image = HT_PUSH(tracer->arena, tracer->page->images, tracer->page->n_images);
    image->frame = (ht_box){(m.e + fmin(0, m.a) + fmin(0, m.c)) * HT_PT_MM,
                            (m.f + fmin(0, m.b) + fmin(0, m.d)) * HT_PT_MM,
                            (m.e + fmax(0, m.a) + fmax(0, m.c)) * HT_PT_MM,
                            (m.f + fmax(0, m.b) + fmax(0, m.d)) * HT_PT_MM};
    image->box = image->frame;
}

/* A group that is laid over the page by mixing colours, as a seal is, counts as one image. */
static void begin_group(ht_tracer *tracer, const char **names, const char **values)
{
    tracer->depth++;
    if (tracer->image_depth == 0 &&
        strcmp(ht_tracer_find(names, values, "blendmode"), "Normal") != 0) {
        tracer->image_depth = tracer->depth;
        tracer->image = (ht_pdf_image){.box = {0, 0, 0, 0}};
    }
}

static void end_group(ht_tracer *tracer)
{
    if (tracer->depth == tracer->image_depth) {
        tracer->image_depth = 0;
        if (tracer->image.box.right > tracer->image.box.left) {
            bool framed = tracer->image.frame.right > tracer->image.frame.left;
            tracer->image.frame = framed ? tracer->image.frame : tracer->image.box;
            *HT_PUSH(tracer->arena, tracer->page->images, tracer->page->n_images) = tracer->image;
        }
    }
    tracer->depth--;
}

/* ---- Elements ------------------------------------------------------------------------------ */

static void on_start(GMarkupParseContext *context, const char *name, const char **names,
                     const char **values, gpointer user, GError **error)
{
    (void)context;
    (void)error;
    ht_tracer *tracer = user;
    if (strcmp(name, "page") == 0) {
        begin_page(tracer, names, values);
    } else if (tracer->page == NULL) {
        return;
    } else if (strcmp(name, "g") == 0 && tracer->shows && tracer->image_depth == 0) {
        add_glyph(tracer, names, values);
    } else if (strcmp(name, "span") == 0) {
        begin_span(tracer, names, values);
    } else if (g_str_has_suffix(name, "_text")) {
        begin_text(tracer, name, names, values);
    } else if (g_str_has_suffix(name, "_path")) {
        ht_tracer_begin_path(tracer, name, names, values);
    } else if (g_str_has_suffix(name, "to")) {
        ht_tracer_add_points(tracer, name[0] == 'm', names, values);
    } else if (g_str_has_prefix(name, "fill_image") && tracer->image_depth == 0) {
        add_image(tracer, names, values);
    } else if (strcmp(name, "group") == 0) {
        begin_group(tracer, names, values);
    }
}

static void on_end(GMarkupParseContext *context, const char *name, gpointer user, GError **error)
{
    (void)context;
    (void)error;
    ht_tracer *tracer = user;
    if (g_str_has_suffix(name, "_path")) {
        ht_tracer_end_path(tracer);
    } else if (strcmp(name, "group") == 0) {
        end_group(tracer);
    }
}

/* The names of fonts are bytes; of Chinese ones, those that older Windows programs write. */
static void append_line(GString *out, const char *line, gssize size)
{
    if (g_utf8_validate(line, size, NULL)) {
        g_string_append_len(out, line, size);
        return;
    }
    char *text = g_convert(line, size, "UTF-8", "GB18030", NULL, NULL, NULL);
    text = text != NULL ? text : g_utf8_make_valid(line, size);
    g_string_append(out, text);
    g_free(text);
}

/* Hands whole lines to the parser, without what no XML may hold. */
static bool take(const void *bytes, size_t size, void *user)
{
    ht_tracer *tracer = user;
    GString *rest = tracer->rest;
    g_string_append_len(rest, bytes, (gssize)size);
    char *last = g_strrstr_len(rest->str, (gssize)rest->len, "\n");
    if (last == NULL) {
        return true;
    }
    GString *clean = g_string_new(NULL);
    for (const char *line = rest->str; line <= last;) {
        const char *end = memchr(line, '\n', (size_t)(last + 1 - line));
        append_line(clean, line, end + 1 - line);
        line = end + 1;
    }
    g_string_erase(rest, 0, last + 1 - rest->str);
    g_string_replace(clean, NO_TEXT, "", 0);
    bool ok = g_markup_parse_context_parse(tracer->parser, clean->str, (gssize)clean->len, NULL);
    g_string_free(clean, TRUE);
    return ok;
}

bool ht_pdf_is(const char *path, ht_diags *diags)
{
    char head[1025] = {0};
    FILE *file = fopen(path, "rb");
    size_t size = file != NULL ? fread(head, 1, sizeof head - 1, file) : 0;
    bool failed = file == NULL || ferror(file) != 0;
    int error = errno;
    if (file != NULL) {
        fclose(file);
    }
    if (failed) {
        ht_diag_add(diags, HT_E0801, HT_NO_PLACE, path, g_strerror(error));
        return false;
    }
    if (g_strstr_len(head, (gssize)size, "%PDF-") == NULL) {
        ht_diag_add(diags, HT_E0904, HT_NO_PLACE, path);
        return false;
    }
    return true;
}

static ht_status run_trace(ht_tracer *tracer, const char *path, ht_diags *diags)
{
    const char *const argv[] = {"mutool", "trace", ht_tool_path(tracer->arena, path), NULL};
    size_t told = ht_diags_count(diags, HT_SEVERITY_NOTE);
    ht_status status = ht_tool_stream(take, tracer, argv, PACKAGE, HT_TOOL_SECONDS, diags);
    if (status == HT_IO) { /* the parser did not understand it */
        ht_diag_add(diags, HT_E0905, HT_NO_PLACE, path);
        return HT_BACKEND;
    }
    const ht_diag *last = status != HT_OK ? ht_diags_at(diags, told) : NULL;
    if (last != NULL && strstr(last->message, "password") != NULL) {
        ht_diag_hint(diags, "%s", ht_tr(N_("take its password off: qpdf --decrypt")));
    }
    return status;
}

ht_status ht_pdf_trace(ht_pdf *out, ht_arena *arena, const char *path, ht_diags *diags)
{
    static const GMarkupParser parser = {.start_element = on_start, .end_element = on_end};
    ht_tracer tracer = {.arena = arena};
    *out = (ht_pdf){0};
    if (!ht_pdf_is(path, diags)) {
        return HT_IO;
    }
    tracer.texts = g_hash_table_new(g_str_hash, g_str_equal);
    tracer.rest = g_string_new(NULL);
    tracer.parser = g_markup_parse_context_new(&parser, 0, &tracer, NULL);
    ht_status status = run_trace(&tracer, path, diags);
    g_markup_parse_context_free(tracer.parser);
    g_string_free(tracer.rest, TRUE);
    g_hash_table_destroy(tracer.texts);
    if (status == HT_OK) {
        *out = (ht_pdf){tracer.pages, tracer.n_pages};
    }
    return status;
}
