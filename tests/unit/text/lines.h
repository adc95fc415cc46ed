/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_TEST_LINES_H
#define HT_TEST_LINES_H

/*
 * Text set without any font: every Han character and full-width mark is one cell wide, every Latin
 * letter and digit half a cell. So a test says "甲乙，丙" and a width, and sees "甲乙，|丙".
 */

#include "text/setter.h"

#define CELL ((ht_len)10000)

typedef struct fake {
    ht_arena *arena;
    ht_style style;
    ht_piece piece;
    ht_atoms atoms;
    ht_layout layout;
    ht_setter setter; /* with an arena and a layout without words, and nothing else */
} fake;

/* Atoms of a text, with the rules applied. A | is a line break of the data. */
static inline void fake_begin(fake *f, const char *text)
{
    *f = (fake){.arena = ht_arena_new(), .style = {.cell = CELL, .size = CELL, .em = CELL}};
    f->piece.style = &f->style;
    f->setter = (ht_setter){.arena = f->arena, .layout = &f->layout};
    for (const char *p = text; *p != '\0';) {
        int bytes = 0;
        uint32_t c = ht_utf8_decode(p, &bytes);
        if (c == '|') {
            f->atoms.items[f->atoms.n_items - 1].must_break = true;
        } else {
            ht_atom *atom = HT_PUSH(f->arena, f->atoms.items, f->atoms.n_items);
            *atom = (ht_atom){.piece = &f->piece,
                              .text = p,
                              .bytes = bytes,
                              .codepoint = c,
                              .class = ht_class_of(c),
                              .width = c < 0x80 ? CELL / 2 : CELL};
        }
        p += bytes;
    }
    ht_rules_apply(&f->atoms);
}

static inline void fake_end(fake *f)
{
    ht_arena_free(f->arena);
}

/* The text with | where lines end. */
static inline char *fake_lines(const fake *f, const ht_breaks *breaks)
{
    GString *out = g_string_new(NULL);
    size_t line = 0;
    for (size_t i = 0; i < f->atoms.n_items; i++) {
        g_string_append_len(out, f->atoms.items[i].text, f->atoms.items[i].bytes);
        if (i + 1 == breaks->ends[line] && i + 1 < f->atoms.n_items) {
            g_string_append_c(out, '|');
            line++;
        }
    }
    return g_string_free(out, FALSE);
}

/* `expected` without its | breaks into just these lines at that many cells, for a page with that
 * wish. */
static inline void expect_wished(const char *expected, double cells, ht_wish wish)
{
    fake f;
    ht_breaks breaks = {0};
    char **parts = g_strsplit(expected, "|", -1);
    char *text = g_strjoinv("", parts);
    fake_begin(&f, text);
    ht_len measure = (ht_len)(cells * CELL);
    ht_paragraph paragraph = {&f.atoms, measure, measure, wish, NULL};
    ht_break_paragraph(&breaks, f.arena, &paragraph);
    char *lines = fake_lines(&f, &breaks);
    g_assert_cmpstr(lines, ==, expected);
    g_free(lines);
    g_free(text);
    g_strfreev(parts);
    fake_end(&f);
}

static inline void expect_lines(const char *expected, double cells)
{
    expect_wished(expected, cells, HT_WISH_BEST);
}

#endif
