/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: a trace, as paint/trace.c writes it. Out: its marks and the sizes of its pages. The trace of
 * today is read as well as the one that was kept, so that both are compared as they were written.
 */

#include "check/check.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* Half a million points: no page is so large, and sums of such numbers still fit. */
#define MOST_NUMBER ((1 << 29) - 1)
/* The largest QR code, of 177 rows, is written with fewer characters. */
#define MOST_CODE 32768

/* What is left of a line. */
typedef struct scan {
    ht_arena *arena;
    const char *at;
    const char *end;
} scan;

static bool take_word(scan *s, const char *word)
{
    size_t size = strlen(word);
    bool there = (size_t)(s->end - s->at) >= size && memcmp(s->at, word, size) == 0;
    s->at += there ? size : 0;
    return there;
}

static bool take_number(scan *s, const char *key, ht_len *out)
{
    char *end = NULL;
    if (!take_word(s, key)) {
        return false;
    }
    gint64 value = g_ascii_strtoll(s->at, &end, 10);
    bool good = end != s->at && end <= s->end && value >= -MOST_NUMBER && value <= MOST_NUMBER;
    *out = good ? (ht_len)value : 0;
    s->at = end;
    return good;
}

static const char *take_rest(scan *s)
{
    const char *rest = ht_arena_strndup(s->arena, s->at, (size_t)(s->end - s->at));
    s->at = s->end;
    return rest;
}

/* Up to a blank, which is taken too. */
static const char *take_name(scan *s)
{
    const char *blank = memchr(s->at, ' ', (size_t)(s->end - s->at));
    const char *stop = blank != NULL ? blank : s->end;
    const char *name = ht_arena_strndup(s->arena, s->at, (size_t)(stop - s->at));
    s->at = blank != NULL ? blank + 1 : s->end;
    return name;
}

/* " number:4 x=… y=…". */
static bool take_head(scan *s, ht_traced *mark)
{
    ht_len line = 0;
    char *head = g_strndup(s->at, (size_t)(s->end - s->at));
    char *place = strstr(head, " x=");
    char *colon = place != NULL ? g_strrstr_len(head, place - head, ":") : NULL;
    bool good = colon != NULL && *head == ' ';
    if (good) {
        mark->element = ht_arena_strndup(s->arena, head + 1, (size_t)(colon - head - 1));
        s->at += colon - head;
        good = take_number(s, ":", &line) && take_number(s, " x=", &mark->box.x) &&
               take_number(s, " y=", &mark->box.y);
        mark->source_line = line;
    }
    g_free(head);
    return good;
}

/* ' size=… condense=… advance=… FACE INK "text"'. */
static bool take_run(scan *s, ht_traced *mark)
{
    mark->turned = take_word(s, " turned");
    mark->glyphs = ""; /* they stand in the next line */
    if (!take_number(s, " size=", &mark->box.height) ||
        !take_number(s, " condense=", &mark->condense) ||
        !take_number(s, " advance=", &mark->box.width) || !take_word(s, " ")) {
        return false;
    }
    mark->face = take_name(s);
    mark->ink = take_name(s);
    size_t left = (size_t)(s->end - s->at);
    bool quoted = left >= 2 && s->at[0] == '"' && s->end[-1] == '"';
    mark->text = quoted ? ht_arena_strndup(s->arena, s->at + 1, left - 2) : "";
    return quoted;
}

/* ' w=… h=… LAST': an ink, a link's target, or what identifies an image. */
static bool take_box(scan *s, ht_traced *mark)
{
    if (!take_number(s, " w=", &mark->box.width) || !take_number(s, " h=", &mark->box.height)) {
        return false;
    }
    mark->turned = mark->kind == HT_MARK_IMAGE && take_word(s, " turned");
    bool whole = take_word(s, " ");
    const char *last = take_rest(s);
    if (mark->kind == HT_MARK_IMAGE) {
        mark->image = last;
    } else if (mark->kind == HT_MARK_LINK) {
        mark->text = last;
    } else {
        mark->ink = last;
    }
    return whole;
}

static bool take_mark(scan *s, ht_traced *mark)
{
    static const char *const kinds[] = {
        [HT_MARK_RUN] = "run",   [HT_MARK_RULE] = "rule", [HT_MARK_BITS] = "bits",
        [HT_MARK_LINK] = "link", [HT_MARK_STAR] = "star", [HT_MARK_IMAGE] = "image",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        if (take_word(s, kinds[i])) {
            mark->kind = (ht_mark_kind)i;
            return take_head(s, mark) &&
                   (mark->kind == HT_MARK_RUN ? take_run(s, mark) : take_box(s, mark));
        }
    }
    return false;
}

/* A line that goes on with the mark above it: glyphs of a run, a row of a code. */
static bool take_more(scan *s, ht_trace *trace)
{
    ht_traced *mark = trace->n_marks > 0 ? &trace->marks[trace->n_marks - 1] : NULL;
    if (mark != NULL && mark->kind == HT_MARK_RUN && *mark->glyphs == '\0') {
        mark->glyphs = take_rest(s);
        return true;
    }
    if (mark != NULL && mark->kind == HT_MARK_BITS &&
        (mark->text == NULL || strlen(mark->text) < MOST_CODE)) {
        mark->text = mark->text == NULL
                         ? take_rest(s)
                         : ht_arena_printf(s->arena, "%s\n%s", mark->text, take_rest(s));
        return true;
    }
    return false;
}

static bool take_line(scan *s, ht_trace *trace)
{
    ht_len number = 0;
    if (take_word(s, "page")) {
        ht_area *page = HT_PUSH(s->arena, trace->pages, trace->n_pages);
        return take_number(s, " ", &number) && number == (ht_len)trace->n_pages &&
               take_number(s, " ", &page->width) && take_number(s, " ", &page->height);
    }
    if (*s->at == ' ') {
        return take_more(s, trace);
    }
    ht_traced *mark = HT_PUSH(s->arena, trace->marks, trace->n_marks);
    mark->page = (int)trace->n_pages;
    return take_mark(s, mark);
}

bool ht_trace_read(ht_trace *out, int *bad_line, ht_arena *arena, const char *text)
{
    *out = (ht_trace){0};
    *bad_line = 0;
    for (const char *at = text; *at != '\0';) {
        const char *end = strchr(at, '\n');
        (*bad_line)++;
        scan s = {arena, at, end};
        if (end == NULL || !take_line(&s, out) || out->n_pages == 0) {
            return false;
        }
        at = end + 1;
    }
    return out->n_pages > 0;
}

ht_area ht_traced_area(const ht_traced *mark, int em_ascent)
{
    ht_area box = mark->box;
    if (mark->kind != HT_MARK_RUN) {
        return box;
    }
    ht_len ascent = ht_len_scale(box.height, em_ascent, 1000);
    if (mark->turned) {
        return (ht_area){box.x - ascent, box.y - box.width, box.height, box.width};
    }
    box.y -= ascent;
    return box;
}

bool ht_area_meets(const ht_area *a, const ht_area *b)
{
    return a->x <= b->x + b->width && b->x <= a->x + a->width && a->y <= b->y + b->height &&
           b->y <= a->y + a->height;
}

ht_area ht_area_union(const ht_area *a, const ht_area *b)
{
    ht_len left = MIN(a->x, b->x);
    ht_len top = MIN(a->y, b->y);
    ht_len right = MAX(a->x + a->width, b->x + b->width);
    ht_len bottom = MAX(a->y + a->height, b->y + b->height);
    return (ht_area){left, top, right - left, bottom - top};
}
