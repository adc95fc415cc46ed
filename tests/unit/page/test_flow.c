/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Where lines stand: pages of five lines, described in a word or two.
 *
 *     t     a line of text on the grid       h     a heading: it stays with the next line
 *     T     a line off the grid              s     a sign-off's line, which stays with the next
 *     |     a page break                     *     the line after it opens with one line of space
 *
 * What comes out is the line of the grid of each strip, counted from 1, a page a word.
 */

#include "page/flow.h"

#include <glib.h>
#include <string.h>

#define CELL ((ht_len)10000)
#define PITCH ((ht_len)18750) /* 15/8 of a cell */

static const ht_layout layout = {.cell = CELL,
                                 .pitch = PITCH,
                                 .lines = 5,
                                 .columns = 10,
                                 .em_ascent = 880,
                                 .top = 50000,
                                 .width = 10 * CELL,
                                 .height = 4 * PITCH + CELL};

static const ht_placement on_grid = {.grid = true};
static const ht_placement spaced = {.grid = true, .above = PITCH};
static const ht_placement off_grid = {.stretch = PITCH};

static ht_strip strip_of(char c, bool opens, const ht_line *line)
{
    ht_strip strip = {.line = line, .first = true, .opens = opens};
    strip.placement = c == 'T' ? &off_grid : opens ? &spaced : &on_grid;
    strip.keep_next = c == 'h' || c == 's';
    return strip;
}

static void expect_pages(const char *strips_in, const char *expected)
{
    ht_arena *arena = ht_arena_new();
    ht_line line = {.ascent = 8800, .descent = 1200, .pitch = PITCH};
    ht_strips strips = {.arena = arena};
    ht_len bottom = 0;
    bool opens = false;
    for (const char *p = strips_in; *p != '\0'; p++) {
        if (*p == '|') {
            HT_PUSH(arena, strips.items, strips.n_items)->new_page = true;
        } else if (*p != '*') {
            *HT_PUSH(arena, strips.items, strips.n_items) = strip_of(*p, opens, &line);
        }
        opens = *p == '*';
    }
    ht_flow(&strips, &layout, (ht_page_pitch){0, 0}, &bottom);
    GString *out = g_string_new(NULL);
    size_t page = 0;
    for (size_t i = 0; i < strips.n_items; i++) {
        const ht_strip *strip = &strips.items[i];
        if (strip->line == NULL) {
            continue;
        }
        for (; page < strip->page; page++) {
            g_string_append_c(out, ' ');
        }
        ht_len from_top = strip->baseline - layout.top - 8800;
        g_string_append_printf(out, from_top % PITCH == 0 ? "%d" : "(%d)", 1 + from_top / PITCH);
    }
    g_assert_cmpstr(out->str, ==, expected);
    g_string_free(out, TRUE);
    ht_arena_free(arena);
}

static void test_a_page_holds_its_lines(void)
{
    expect_pages("ttttttt", "12345 12");
}

static void test_space_above(void)
{
    expect_pages("t*tt", "134");
}

/* At the top of a page there is nothing to be spaced from. */
static void test_space_is_dropped_at_the_top_of_a_page(void)
{
    expect_pages("ttttt*t", "12345 1");
}

static void test_headings_go_to_the_page_of_their_text(void)
{
    expect_pages("tttthtt", "1234 123");
    expect_pages("ttthht", "123 123");
}

/* Two lines of text go along with a sign-off (spec C14). */
static void test_sign_off_takes_lines_along(void)
{
    expect_pages("ttthhss", "123 1234");
}

/* When everything must stay together, the page is filled all the same. */
static void test_nothing_hangs_when_all_must_stay_together(void)
{
    expect_pages("hhhhhhh", "12345 12");
}

static void test_page_breaks(void)
{
    expect_pages("t|t", "1 1");
    expect_pages("t||t", "1 1");
}

/* A strip off the grid moves freely; the next one on it stands on a line again. */
static void test_back_to_the_grid(void)
{
    expect_pages("Tt", "12");
}

/* Lines of a paragraph are replaced: what is behind moves up or down, what keeps lines together is
 * told from the paragraph's end. */
static void test_other_lines_of_a_paragraph(void)
{
    ht_arena *arena = ht_arena_new();
    ht_line line = {.ascent = 8800, .descent = 1200, .pitch = PITCH};
    ht_line others[4] = {line, line, line, line};
    for (size_t n = 1; n <= 4; n++) {
        ht_strips strips = {.arena = arena};
        for (const char *p = "tttst"; *p != '\0'; p++) {
            *HT_PUSH(arena, strips.items, strips.n_items) = strip_of(*p, false, &line);
        }
        strips.items[4].head_first = 3;
        strips.items[4].n_head = 1;
        ht_strips_replace(&strips, 1, 3, &(ht_lines){others, n});
        g_assert_cmpuint(strips.n_items, ==, 2 + n);
        g_assert_true(strips.items[0].line == &line);
        g_assert_true(strips.items[1].line == &others[0]);
        g_assert_true(strips.items[1].first);
        g_assert_true(n == 1 || !strips.items[n].first);
        g_assert_true(strips.items[n].keep_next);
        g_assert_true(n == 1 || !strips.items[n - 1].keep_next);
        g_assert_true(strips.items[1 + n].line == &line);
        g_assert_cmpuint(strips.items[1 + n].head_first, ==, n);
    }
    ht_arena_free(arena);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/flow/page", test_a_page_holds_its_lines);
    g_test_add_func("/flow/space", test_space_above);
    g_test_add_func("/flow/top", test_space_is_dropped_at_the_top_of_a_page);
    g_test_add_func("/flow/headings", test_headings_go_to_the_page_of_their_text);
    g_test_add_func("/flow/sign-off", test_sign_off_takes_lines_along);
    g_test_add_func("/flow/all-kept", test_nothing_hangs_when_all_must_stay_together);
    g_test_add_func("/flow/breaks", test_page_breaks);
    g_test_add_func("/flow/other-lines", test_other_lines_of_a_paragraph);
    g_test_add_func("/flow/grid", test_back_to_the_grid);
    return g_test_run();
}
