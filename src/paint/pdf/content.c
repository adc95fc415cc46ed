/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The marks of a page in, the operators that paint them out (ISO 32000-1 8 and 9). Lengths become
 * points here; the origin of a PDF page is its lower left corner. Each glyph stands where the page
 * says: what rounding leaves over is made good at the next one.
 */

#include "paint/pdf/writer.h"

#include <math.h>
#include <string.h>

#define FULL 1024 /* of a run's condense */
/* Hundredths of a thousandth of an em that no one sees. */
#define TOO_LITTLE 5

/* What the operators before have set. */
typedef struct state {
    GString *out;
    ht_pdf_writer *writer;
    const ht_ink *ink;
    size_t font;
    ht_len size;
    int condense;
    const ht_tag *tag; /* of the piece that is open, … */
    bool open;         /* … if one is */
} state;

static ht_len from_below(const state *s, ht_len y)
{
    return s->writer->pages->height - y;
}

static void append_lengths(const state *s, const ht_len *lengths, size_t n, const char *operator)
{
    for (size_t i = 0; i < n; i++) {
        ht_pdf_append_points(s->out, lengths[i]);
        g_string_append_c(s->out, ' ');
    }
    g_string_append(s->out, operator);
}

static void append_share(const state *s, int part, int whole)
{
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(number, sizeof number, part % whole == 0 ? "%.0f " : "%.4f ",
                    (double)part / whole);
    g_string_append(s->out, number);
}

static void set_ink(state *s, const ht_ink *ink)
{
    if (s->ink == ink) {
        return;
    }
    s->ink = ink;
    if (s->writer->print) {
        for (size_t i = 0; i < G_N_ELEMENTS(ink->cmyk); i++) {
            append_share(s, ink->cmyk[i], 100);
        }
        g_string_append(s->out, "k\n");
        return;
    }
    for (int shift = 16; shift >= 0; shift -= 8) {
        append_share(s, (int)(ink->rgb >> shift & 0xFF), 0xFF);
    }
    g_string_append(s->out, "rg\n");
}

/* ---- Text ----------------------------------------------------------------------------------- */

/* The glyphs of a run while they are shown. Widths and places are summed in units of 1/100,000 em
 * times size times condense, so that nothing is rounded. */
typedef struct showing {
    state *s;
    const ht_run *run;
    ht_pdf_font *font;
    int64_t unit; /* 1/100,000 of an em, in those */
    int64_t pen;
    ht_len rise;
    bool open;  /* within the brackets of TJ … */
    bool quote; /* … and of a string */
} showing;

#define EM_PARTS 100000

static void close_string(showing *g)
{
    if (g->quote) {
        g_string_append_c(g->s->out, '>');
        g->quote = false;
    }
}

static void close_array(showing *g)
{
    close_string(g);
    if (g->open) {
        g_string_append(g->s->out, "]TJ\n");
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
        append_lengths(g->s, &(const ht_len){-glyph->y}, 1, "Ts\n");
    }
    if (!g->open) {
        g_string_append_c(g->s->out, '[');
        g->open = true;
    }
    if (move > TOO_LITTLE || move < -TOO_LITTLE) {
        close_string(g);
        ht_pdf_append_hundredths(g->s->out, move);
        g->pen -= move * g->unit;
    }
}

static void show_glyph(showing *g, const ht_glyph *glyph)
{
    move_pen(g, glyph);
    if (!g->quote) {
        g_string_append_c(g->s->out, '<');
        g->quote = true;
    }
    g_string_append_printf(g->s->out, "%04X", glyph->id);
    g->pen += ht_pdf_glyph_width(g->run->face, glyph->id) * g->unit;
}

/* Some glyphs that show a text together, or one that is known for another text. */
static void show_spanned(showing *g, const ht_glyph *glyphs, int n_glyphs, const char *text,
                         size_t size)
{
    close_array(g);
    g_string_append(g->s->out, "/Span<</ActualText<FEFF");
    ht_pdf_append_utf16(g->s->out, text, size);
    g_string_append(g->s->out, ">>>BDC\n");
    for (int i = 0; i < n_glyphs; i++) {
        ht_pdf_font_use_mute(g->font, glyphs[i].id);
        show_glyph(g, &glyphs[i]);
    }
    close_array(g);
    g_string_append(g->s->out, "EMC\n");
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

static void show_cluster(showing *g, const ht_glyph *glyphs, const ht_cluster *cluster,
                         const char *text)
{
    size_t size = (size_t)cluster->bytes;
    int n = cluster->glyphs;
    if (n > 0 && size > 0 && share(g, glyphs, n, text, size, false) &&
        share(g, glyphs, n, text, size, true)) {
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
        const ht_cluster *cluster = &run->clusters[i];
        glyphs -= run->to_left ? cluster->glyphs : 0;
        show_cluster(g, glyphs, cluster, text);
        glyphs += run->to_left ? 0 : cluster->glyphs;
        text += cluster->bytes;
    }
}

static void set_font(state *s, const ht_run *run, size_t font)
{
    if (font != s->font || run->size != s->size) {
        g_string_append_printf(s->out, "/F%zu ", font);
        append_lengths(s, &run->size, 1, "Tf\n");
    }
    if (run->condense != s->condense) {
        ht_pdf_append_hundredths(s->out, ((int64_t)run->condense * 10000 + FULL / 2) / FULL);
        g_string_append(s->out, " Tz\n");
    }
    s->font = font;
    s->size = run->size;
    s->condense = run->condense;
}

static void paint_run(state *s, const ht_mark *mark)
{
    const ht_run *run = mark->run;
    size_t font = ht_pdf_writer_font(s->writer, run->face);
    showing g = {.s = s,
                 .run = run,
                 .font = s->writer->fonts[font],
                 .unit = (int64_t)run->size * run->condense};
    const ht_len origin[2] = {mark->x, from_below(s, mark->y)};
    if (run->n_glyphs == 0 || g.unit <= 0) {
        return;
    }
    set_ink(s, mark->ink);
    g_string_append(s->out, "BT\n");
    set_font(s, run, font);
    g_string_append(s->out, mark->turned ? "0 1 -1 0 " : "1 0 0 1 ");
    append_lengths(s, origin, 2, "Tm\n");
    show_clusters(&g);
    close_array(&g);
    if (g.rise != 0) {
        g_string_append(s->out, "0 Ts\n");
    }
    g_string_append(s->out, "ET\n");
}

/* ---- Everything else ------------------------------------------------------------------------ */

static void append_rectangle(state *s, ht_len x, ht_len y, ht_len width, ht_len height)
{
    const ht_len box[4] = {x, from_below(s, y + height), width, height};
    append_lengths(s, box, 4, "re\n");
}

static void paint_rule(state *s, const ht_mark *mark)
{
    set_ink(s, mark->ink);
    append_rectangle(s, mark->x, mark->y, mark->width, mark->height);
    g_string_append(s->out, "f\n");
}

/* Black modules side by side are one rectangle, so that no seams show. */
static void paint_bits(state *s, const ht_mark *mark)
{
    set_ink(s, mark->ink);
    for (int row = 0; row < mark->modules; row++) {
        const uint8_t *bits = mark->bits + (size_t)row * (size_t)mark->modules;
        ht_len top = ht_len_scale(mark->width, row, mark->modules);
        ht_len bottom = ht_len_scale(mark->width, row + 1, mark->modules);
        for (int from = 0; from < mark->modules;) {
            int to = from + 1;
            while (to < mark->modules && bits[to] == bits[from]) {
                to++;
            }
            ht_len left = ht_len_scale(mark->width, from, mark->modules);
            ht_len right = ht_len_scale(mark->width, to, mark->modules);
            if (bits[from] != 0) {
                append_rectangle(s, mark->x + left, mark->y + top, right - left, bottom - top);
            }
            from = to;
        }
    }
    g_string_append(s->out, "f\n");
}

/* A five-pointed star, one point up: the inner corners of a pentagram. */
#define STAR_POINTS 5
#define STAR_INNER 0.381966

static void paint_star(state *s, const ht_mark *mark)
{
    double radius = mark->width / 2.0;
    set_ink(s, mark->ink);
    for (int i = 0; i < 2 * STAR_POINTS; i++) {
        double angle = i * G_PI / STAR_POINTS - G_PI_2;
        double length = i % 2 == 0 ? radius : radius * STAR_INNER;
        const ht_len corner[2] = {
            mark->x + (ht_len)lround(radius + length * cos(angle)),
            from_below(s, mark->y + (ht_len)lround(radius + length * sin(angle)))};
        append_lengths(s, corner, 2, i == 0 ? "m\n" : "l\n");
    }
    g_string_append(s->out, "h f\n");
}

/* What lies under an image shows through: its colours are multiplied with those of the page. */
static void paint_image(state *s, const ht_mark *mark)
{
    size_t number = ht_pdf_writer_image(s->writer, mark);
    if (number >= s->writer->n_images) {
        return;
    }
    const ht_pdf_image *image = &s->writer->images[number];
    /* The mark's corner is the upper left one; a turned image stands to the left of its own
     * baseline, which goes up from there. */
    const ht_len corner[2] = {mark->x, from_below(s, mark->y)};
    g_string_append(s->out, "q/G0 gs ");
    g_string_append(s->out, mark->turned ? "0 1 -1 0 " : "1 0 0 1 ");
    append_lengths(s, corner, 2, "cm ");
    const ht_len down[1] = {-mark->height};
    g_string_append(s->out, "1 0 0 1 0 ");
    append_lengths(s, down, 1, "cm ");
    const ht_len box[2] = {mark->width, mark->height};
    if (!image->drawn) {
        append_lengths(s, &box[0], 1, "0 0 ");
        append_lengths(s, &box[1], 1, "0 0 cm ");
    }
    g_string_append_printf(s->out, "/X%zu Do Q\n", number);
}

/* ---- Pieces of the structure ---------------------------------------------------------------- */

static void close_piece(state *s)
{
    if (s->open) {
        g_string_append(s->out, "EMC\n");
        s->open = false;
    }
}

/* Marks of one tag that follow each other are one piece; what has no tag is not read. */
static void open_piece(state *s, const ht_mark *mark)
{
    ht_structure *structure = s->writer->structure;
    if (!s->open || s->tag != mark->tag) {
        close_piece(s);
        if (mark->tag == NULL) {
            g_string_append(s->out, "/Artifact BMC\n");
        } else {
            int piece = ht_structure_add(structure, mark, s->writer->pages->height);
            g_string_append_printf(s->out, "/P<</MCID %d>>BDC\n", piece);
        }
        s->tag = mark->tag;
        s->open = true;
    }
    if (mark->tag != NULL) {
        ht_structure_add_text(structure, mark);
    }
}

static void paint(state *s, const ht_mark *mark)
{
    switch (mark->kind) {
    case HT_MARK_RUN:
        paint_run(s, mark);
        break;
    case HT_MARK_RULE:
        paint_rule(s, mark);
        break;
    case HT_MARK_BITS:
        paint_bits(s, mark);
        break;
    case HT_MARK_STAR:
        paint_star(s, mark);
        break;
    case HT_MARK_IMAGE:
        paint_image(s, mark);
        break;
    case HT_MARK_LINK: /* no ink: an annotation of the page */
        break;
    }
}

void ht_pdf_append_page(GString *out, ht_pdf_writer *writer, const ht_page *page)
{
    state s = {.out = out, .writer = writer, .font = SIZE_MAX, .condense = FULL};
    for (size_t i = 0; i < page->n_marks; i++) {
        const ht_mark *mark = &page->marks[i];
        if (mark->kind != HT_MARK_LINK) {
            open_piece(&s, mark);
            paint(&s, mark);
        }
    }
    close_piece(&s);
}
