/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: how many documents are done. Out, at a terminal, a bar with what is known beside it, as wide
 * as there is room; where no terminal is, a plain line each ten seconds or each twentieth of the
 * work, whichever comes later: a log should not grow by it.
 */

#include "cli/bar.h"

#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define SECOND ((gint64)G_USEC_PER_SEC)
#define BETWEEN_DRAWINGS (SECOND / 10)
#define BETWEEN_LINES (10 * SECOND)
#define LINES 20
#define MOST_CELLS 40
#define LEAST_CELLS 8
/* Both ends of the bar and a space behind it, and the column that a cursor may need. */
#define AROUND_CELLS 4

void ht_bar_start(ht_bar *bar)
{
    gint64 now = g_get_monotonic_time();
    *bar = (ht_bar){.terminal = isatty(STDERR_FILENO) != 0, .start = now, .shown = now};
}

static int columns(void)
{
    struct winsize size = {0};
    bool known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return known ? size.ws_col : 80;
}

static int width_of(const char *text)
{
    int width = 0;
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        width += g_unichar_iswide(g_utf8_get_char(p)) ? 2 : 1;
    }
    return width;
}

/* "480 of 1000, 56 a second, failed: 3, left: 0:09" */
static char *words(const ht_bar *bar, const ht_batch_progress *p, gint64 now)
{
    double seconds = (double)(now - bar->start) / (double)SECOND;
    double rate = seconds > 0 ? (double)p->done / seconds : 0;
    double left = p->seen > 0 ? seconds * (double)(p->of - p->seen) / (double)p->seen : 0;
    int rest = (int)MIN(left, 86400 * 99);
    return g_strdup_printf(ht_cli_tr(N_("%zu of %zu, %.0f a second, failed: %zu, left: %d:%02d")),
                           p->seen, p->of, rate, p->failed, rest / 60, rest % 60);
}

/* Eighths of a cell are drawn where the terminal knows their characters. */
static char *cells(const ht_batch_progress *p, int n)
{
    static const char *const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    bool blocks = g_get_charset(NULL);
    size_t filled = p->of > 0 ? p->seen * (size_t)n * 8 / p->of : 0;
    GString *text = g_string_new(blocks ? "▕" : "[");
    int drawn = 0;
    for (; drawn < (int)(filled / 8); drawn++) {
        g_string_append(text, blocks ? "█" : "#");
    }
    if (blocks && filled % 8 != 0) {
        g_string_append(text, eighths[filled % 8]);
        drawn++;
    }
    g_string_append_printf(text, "%*s%s ", n - drawn, "", blocks ? "▏" : "]");
    return g_string_free(text, FALSE);
}

static void draw(const ht_batch_progress *p, const char *text)
{
    int room = columns() - width_of(text) - AROUND_CELLS;
    if (room + AROUND_CELLS <= 0) {
        fprintf(stderr, "\r\033[K%zu/%zu", p->seen, p->of);
        return;
    }
    char *bar = room >= LEAST_CELLS ? cells(p, MIN(room, MOST_CELLS)) : g_strdup("");
    fprintf(stderr, "\r\033[K%s%s", bar, text);
    g_free(bar);
}

void ht_bar_show(ht_bar *bar, const ht_batch_progress *progress)
{
    gint64 now = g_get_monotonic_time();
    bool due = bar->terminal ? now - bar->shown >= BETWEEN_DRAWINGS
                             : now - bar->shown >= BETWEEN_LINES &&
                                   (progress->seen - bar->seen) * LINES >= progress->of;
    if (!due) {
        return;
    }
    char *text = words(bar, progress, now);
    if (bar->terminal) {
        draw(progress, text);
    } else {
        fprintf(stderr, "%s\n", text);
    }
    g_free(text);
    bar->drawn = bar->terminal;
    bar->shown = now;
    bar->seen = progress->seen;
}

void ht_bar_clear(ht_bar *bar)
{
    if (bar->drawn) {
        fputs("\r\033[K", stderr);
        bar->drawn = false;
        bar->shown = 0; /* and it is drawn again with the next document */
    }
}
