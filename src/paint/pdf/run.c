/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A run of glyphs in, the operators that show it out (ISO 32000-1 9.4). Each glyph stands where the
 * page says: a space between characters that most of them have in common is told once, the others
 * are moved, and what rounding leaves over is made good at the next one.
 */

#include "paint/pdf/writer.h"

#define FULL HT_PDF_NATURAL /* of a run's condense */
/* Hundredths of a thousandth of an em that no one sees. */
#define TOO_LITTLE 10
#define EM_PARTS 100000
#define POINT_PARTS 100000 /* of a space between characters */

/* The glyphs of a run while they are shown. Widths and places are summed in units of 1/100,000 em
 * times size times condense, so that nothing is rounded. */
typedef struct showing {
    GString *out;
    ht_pdf_text *text;
    const ht_run *run;
    ht_pdf_font *font;
    int64_t unit; /* 1/100,000 of an em, in those */
    int64_t pen;
    ht_len rise;
    bool open;  /* within the brackets of TJ … */
    bool quote; /* … and of a string */
} showing;

static void append_length(GString *out, ht_len length, const char *behind)
{
    ht_pdf_append_points(out, length);
    g_string_append(out, behind);
}

/* ---- The space between characters ----------------------------------------------------------- */

/* 1/100,000 pt, in the units of places. */
static int64_t point_part(const ht_run *run)
{
    return (int64_t)HT_PT * run->condense;
}

static int64_t width_of(const showing *g, uint32_t glyph)
{
    return ht_pdf_glyph_width(g->run->face, glyph) * g->unit;
}

/* What lies between glyph `i` and the next. */
static int64_t gap_behind(const showing *g, size_t i)
{
    const ht_glyph *glyph = &g->run->glyphs[i];
    return (int64_t)(glyph[1].x - glyph[0].x) * EM_PARTS * FULL - width_of(g, glyph->id);
}

/* Gaps of a line differ by what rounding leaves: such are alike. */
static bool are_alike(const showing *g, int64_t gap, int64_t other)
{
    int64_t off = gap - other;
    int64_t most = TOO_LITTLE * g->unit;
    return off <= most && off >= -most;
}

/* So many gaps tell what most of them are. */
#define MOST_GAPS 64

/* The space that most gaps of the run have, in 1/100,000 pt: the mean of those like one of the first.
 * None for text to the left, whose pen goes back and forth. */
static int64_t common_space(const showing *g)
{
    int64_t gaps[MOST_GAPS];
    size_t n_gaps = g->run->to_left ? 0 : MIN(g->run->n_glyphs - 1, MOST_GAPS);
    size_t most = 1;
    int64_t space = 0;
    for (size_t i = 0; i < n_gaps; i++) {
        gaps[i] = gap_behind(g, i);
    }
    for (size_t first = 0; first < MIN(n_gaps, 3) && 2 * most < n_gaps; first++) {
        int64_t sum = 0;
        size_t n = 0;
        for (size_t i = first; i < n_gaps; i++) {
            if (are_alike(g, gaps[i], gaps[first])) {
                sum += gaps[i];
                n++;
            }
        }
        if (n > most) {
            most = n;
            space = sum / (int64_t)n / point_part(g->run);
        }
    }
    return space;
}

/* ---- Glyphs --------------------------------------------------------------------------------- */

static void close_string(showing *g)
{
    if (g->quote) {
        g_string_append_c(g->out, '>');
        g->quote = false;
    }
}

static void close_array(showing *g)
{
    close_string(g);
    if (g->open) {
        g_string_append(g->out, "]TJ\n");
        g->open = false;
    }
}

/* Moves the pen to where a glyph stands. */
static void move_pen(showing *g, const ht_glyph *glyph)
{
    int64_t wanted = (int64_t)glyph->x * EM_PARTS * FULL;
    int64_t off = g->pen - wanted;
    int64_t move = (2 * off + (off < 0 ? -g->unit : g->unit)) / (2 * g->unit);
    if (glyph->y != g->rise) {
        close_array(g);
        g->rise = glyph->y;
        append_length(g->out, -glyph->y, " Ts\n");
    }
    if (!g->open) {
        g_string_append_c(g->out, '[');
        g->open = true;
    }
    if (move > TOO_LITTLE || move < -TOO_LITTLE) {
        close_string(g);
        ht_pdf_append_hundredths(g->out, move);
        g->pen -= move * g->unit;
    }
}

static void show_glyph(showing *g, const ht_glyph *glyph)
{
    move_pen(g, glyph);
    if (!g->quote) {
        g_string_append_c(g->out, '<');
        g->quote = true;
    }
    ht_pdf_append_code(g->out, glyph->id);
    g->pen += width_of(g, glyph->id) + g->text->space * point_part(g->run);
}

/* Some glyphs that show a text together, or one that is known for another text. */
static void show_spanned(showing *g, const ht_glyph *glyphs, int n_glyphs, const char *text,
                         size_t size)
{
    close_array(g);
    g_string_append(g->out, "/Span<</ActualText<FEFF");
    ht_pdf_append_utf16(g->out, text, size);
    g_string_append(g->out, ">>>BDC\n");
    for (int i = 0; i < n_glyphs; i++) {
        ht_pdf_font_use_mute(g->font, glyphs[i].id);
        show_glyph(g, &glyphs[i]);
    }
    close_array(g);
    g_string_append(g->out, "EMC\n");
}

/* So many bytes of a text the first of `n` glyphs stands for: all but a character for each of the
 * others; 0 when there are fewer characters than glyphs. */
static size_t share_of(const char *text, size_t size, int n)
{
    long characters = g_utf8_strlen(text, (gssize)size);
    return characters < n ? 0 : (size_t)(g_utf8_offset_to_pointer(text, characters - n + 1) - text);
}

/* True when each of some glyphs may stand for a part of their text; `use`: now they do, unless one of
 * them stands there twice, for different parts. */
static bool share(const showing *g, const ht_glyph *glyphs, int n, const char *text, size_t size,
                  bool use)
{
    for (int i = 0; i < n; i++) {
        /* In a run to the left the last glyph is of the first characters. */
        uint32_t glyph = glyphs[g->run->to_left ? n - 1 - i : i].id;
        size_t part = share_of(text, size, n - i);
        bool fits = part > 0 && (use ? ht_pdf_font_use(g->font, glyph, text, part)
                                     : ht_pdf_font_may_use(g->font, glyph, text, part));
        if (!fits) {
            return false;
        }
        text += part;
        size -= part;
    }
    return true;
}

static void show_cluster(showing *g, const ht_glyph *glyphs, ht_cluster cluster, const char *text)
{
    size_t size = (size_t)cluster.bytes;
    int n = cluster.glyphs;
    /* One glyph may simply be used; of several, all or none. */
    bool fits = n == 1 || share(g, glyphs, n, text, size, false);
    if (n > 0 && size > 0 && fits && share(g, glyphs, n, text, size, true)) {
        for (int i = 0; i < n; i++) {
            show_glyph(g, &glyphs[i]);
        }
    } else if (n > 0) {
        show_spanned(g, glyphs, n, text, size);
    }
}

/* In the order of the text, also where it runs to the left. */
static void show_clusters(showing *g)
{
    const ht_run *run = g->run;
    const ht_glyph *glyphs = run->to_left ? run->glyphs + run->n_glyphs : run->glyphs;
    const char *text = run->text;
    for (size_t i = 0; i < run->n_clusters; i++) {
        ht_cluster cluster = ht_run_cluster(run, i, text);
        glyphs -= run->to_left ? cluster.glyphs : 0;
        show_cluster(g, glyphs, cluster, text);
        glyphs += run->to_left ? 0 : cluster.glyphs;
        text += cluster.bytes;
    }
}

static void set_font(showing *g, size_t font)
{
    ht_pdf_text *text = g->text;
    const ht_run *run = g->run;
    if (font != text->font || run->size != text->size) {
        g_string_append_printf(g->out, "/F%zu ", font);
        append_length(g->out, run->size, " Tf\n");
    }
    if (run->condense != text->condense) {
        ht_pdf_append_hundredths(g->out, ((int64_t)run->condense * 10000 + FULL / 2) / FULL);
        g_string_append(g->out, " Tz\n");
    }
    int64_t space = common_space(g);
    if (space != text->space) {
        ht_pdf_append_decimal(g->out, space, 5);
        g_string_append(g->out, " Tc\n");
    }
    *text = (ht_pdf_text){font, run->size, run->condense, space};
}

/* Where the run begins: its first glyph, if it stands on the baseline as the others do. */
static void set_origin(showing *g, const ht_mark *mark, ht_len height)
{
    ht_len ahead = g->run->to_left ? 0 : g->run->glyphs[0].x;
    g->pen = (int64_t)ahead * EM_PARTS * FULL;
    g_string_append(g->out, mark->turned ? "0 1 -1 0 " : "1 0 0 1 ");
    append_length(g->out, mark->x + (mark->turned ? 0 : ahead), " ");
    append_length(g->out, height - mark->y + (mark->turned ? ahead : 0), " Tm\n");
}

void ht_pdf_append_run(GString *out, ht_pdf_text *text, ht_pdf_writer *writer, const ht_mark *mark)
{
    const ht_run *run = mark->run;
    size_t font = ht_pdf_writer_font(writer, run->face);
    showing g = {.out = out,
                 .text = text,
                 .run = run,
                 .font = writer->fonts[font],
                 .unit = (int64_t)run->size * run->condense};
    if (run->n_glyphs == 0 || g.unit <= 0) {
        return;
    }
    g_string_append(out, "BT\n");
    set_font(&g, font);
    set_origin(&g, mark, writer->pages->height);
    show_clusters(&g);
    close_array(&g);
    if (g.rise != 0) {
        g_string_append(out, "0 Ts\n");
    }
    g_string_append(out, "ET\n");
}
