/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Pages as text, for tests and for eyes. Every number is in 1/1024 pt, so a trace is the same on
 * every machine with the same faces:
 *
 *     page 1 609449 862294
 *     run number:4 x=… y=… size=16384 condense=1024 advance=… FandolFang-R black "广朝陈府…"
 *       1234@0 1235@16176 …                          glyph @ x, and ^ y where it is not 0
 *     rule red-rule:0 x=… y=… w=… h=… red
 */

#include "paint/paint.h"

#include <glib.h>

static void trace_head(GString *out, const char *kind, const ht_mark *mark)
{
    g_string_append_printf(out, "%s %s:%d x=%d y=%d", kind, mark->element, mark->source_line,
                           mark->x, mark->y);
}

static void trace_run(GString *out, const ht_mark *mark)
{
    const ht_run *run = mark->run;
    trace_head(out, "run", mark);
    g_string_append_printf(out, "%s size=%d condense=%d advance=%d %s %s \"%s\"\n ",
                           mark->turned ? " turned" : "", run->size, run->condense, run->advance,
                           ht_face_name(run->face), mark->ink->name, run->text);
    for (size_t i = 0; i < run->n_glyphs; i++) {
        const ht_glyph *glyph = &run->glyphs[i];
        g_string_append_printf(out, " %u@%d", glyph->id, glyph->x);
        if (glyph->y != 0) {
            g_string_append_printf(out, "^%d", glyph->y);
        }
    }
    g_string_append_c(out, '\n');
}

static void trace_box(GString *out, const char *kind, const ht_mark *mark, const char *last)
{
    trace_head(out, kind, mark);
    g_string_append_printf(out, " w=%d h=%d %s\n", mark->width, mark->height, last);
}

/* The modules of a code, # for black, a row after the other. */
static void trace_bits(GString *out, const ht_mark *mark)
{
    trace_box(out, "bits", mark, mark->ink->name);
    for (int row = 0; row < mark->modules; row++) {
        g_string_append(out, "  ");
        for (int i = 0; i < mark->modules; i++) {
            g_string_append_c(out, mark->bits[row * mark->modules + i] != 0 ? '#' : '.');
        }
        g_string_append_c(out, '\n');
    }
}

/* What identifies its file stands last. */
static void trace_image(GString *out, const ht_mark *mark)
{
    trace_head(out, "image", mark);
    g_string_append_printf(out, " w=%d h=%d%s %s\n", mark->width, mark->height,
                           mark->turned ? " turned" : "", mark->image->digest);
}

static void trace_mark(GString *out, const ht_mark *mark)
{
    switch (mark->kind) {
    case HT_MARK_RUN:
        trace_run(out, mark);
        break;
    case HT_MARK_RULE:
        trace_box(out, "rule", mark, mark->ink->name);
        break;
    case HT_MARK_BITS:
        trace_bits(out, mark);
        break;
    case HT_MARK_LINK:
        trace_box(out, "link", mark, mark->target);
        break;
    case HT_MARK_STAR:
        trace_box(out, "star", mark, mark->ink->name);
        break;
    case HT_MARK_IMAGE:
        trace_image(out, mark);
        break;
    case HT_MARK_SEAL: /* nothing that is seen */
        break;
    }
}

ht_status ht_pages_write_trace(const ht_pages *pages, ht_write_fn write, void *user,
                               ht_diags *diags)
{
    (void)diags;
    GString *out = g_string_new(NULL);
    for (size_t p = 0; p < pages->n_items; p++) {
        const ht_page *page = &pages->items[p];
        g_string_append_printf(out, "page %zu %d %d\n", p + 1, pages->width, pages->height);
        for (size_t i = 0; i < page->n_marks; i++) {
            trace_mark(out, &page->marks[i]);
        }
    }
    bool ok = write(out->str, out->len, user);
    g_string_free(out, TRUE);
    return ok ? HT_OK : HT_IO;
}
