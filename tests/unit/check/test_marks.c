/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What became of the marks: two traces in, sentences out. 2903/1024 pt are a millimetre.
 */

#include "check/check.h"

#include <glib.h>
#include <string.h>

#define PAGE "page 1 609449 862294\n"
#define RULE "rule red-rule:0 x=100 y=29030 w=400000 h=1451 red\n"
#define TITLE                                                                                      \
    "run title:7 x=90000 y=58060 size=22528 condense=1024 advance=45056 Song black \"通知\"\n"   \
    "  5@0 6@22528\n"
#define LINE(text, y)                                                                              \
    "run body:9 x=1000 y=" #y " size=16384 condense=1024 advance=32344 Fang black \"" text         \
    "\"\n  1@0 2@16172\n"

static ht_trace read_trace(ht_arena *arena, const char *text)
{
    ht_trace trace;
    int line = 0;
    g_assert_true(ht_trace_read(&trace, &line, arena, text));
    return trace;
}

/* `expected` has a line for each finding. */
static void expect(const char *before, const char *after, const char *expected)
{
    ht_arena *arena = ht_arena_new();
    const ht_case test = {0};
    ht_findings findings = {arena, NULL, 0};
    ht_trace first = read_trace(arena, before);
    ht_trace second = read_trace(arena, after);
    GString *told = g_string_new(NULL);
    ht_marks_compare(&findings, &test, &first, &second, 880);
    for (size_t i = 0; i < findings.n_items; i++) {
        g_string_append_printf(told, "%s\n",
                               ht_finding_sentence(arena, &findings.items[i], "a.yaml"));
    }
    g_assert_cmpstr(told->str, ==, expected);
    g_string_free(told, TRUE);
    ht_arena_free(arena);
}

static void test_nothing(void)
{
    expect(PAGE RULE TITLE, PAGE RULE TITLE, "");
    /* A hundredth of a millimetre is nothing. */
    expect(PAGE RULE, PAGE "rule red-rule:0 x=100 y=29059 w=400000 h=1451 red\n", "");
}

static void test_moved(void)
{
    expect(PAGE RULE, PAGE "rule red-rule:0 x=100 y=29901 w=400000 h=1451 red\n",
           "page 1: the red rule moved 0.30 mm down\n");
    expect(PAGE RULE, PAGE "rule red-rule:0 x=-1352 y=29901 w=400000 h=1451 red\n",
           "page 1: the red rule moved 0.50 mm left and 0.30 mm down\n");
}

static void test_moved_alike_is_told_once(void)
{
    expect(PAGE LINE("甲乙", 100000) LINE("丙丁", 130000),
           PAGE LINE("甲乙", 101451) LINE("丙丁", 131451),
           "page 1: the body “甲乙” moved 0.50 mm down (2 marks, a.yaml:9)\n");
}

static void test_resized(void)
{
    expect(PAGE RULE, PAGE "rule red-rule:0 x=100 y=29030 w=399129 h=1596 red\n",
           "page 1: the red rule is 0.30 mm shorter and 0.05 mm thicker\n");
    expect(PAGE "image seals:3 x=0 y=0 w=121926 h=121926 \n",
           PAGE "image seals:3 x=0 y=0 w=124829 h=124829 \n",
           "page 1: the sign-off with seals is 1.00 mm wider and 1.00 mm taller (a.yaml:3)\n");
}

static void test_changed(void)
{
    expect(PAGE LINE("自己", 100000), PAGE LINE("自已", 100000),
           "page 1: the body says “自已” instead of “自己” (a.yaml:9)\n");
    expect(PAGE LINE("一二三四五六七八九己十一二三四五六七八", 1000),
           PAGE LINE("一二三四五六七八九已十一二三四五六七八", 1000),
           "page 1: the body says “…四五六七八九已十一二三四五…” instead of "
           "“…四五六七八九己十一二三四五…” (a.yaml:9)\n");
    expect(PAGE RULE, PAGE "rule red-rule:0 x=100 y=29030 w=400000 h=1451 black\n",
           "page 1: the red rule is black instead of red\n");
    expect(PAGE LINE("甲乙", 1000),
           PAGE "run body:9 x=1000 y=1000 size=16384 condense=1024 advance=32344 Kai black "
                "\"甲乙\"\n  1@0 2@16172\n",
           "page 1: the body “甲乙” is set in Kai instead of Fang (a.yaml:9)\n");
    expect(PAGE LINE("甲乙", 1000),
           PAGE "run body:9 x=1000 y=1000 size=16384 condense=1024 advance=32344 Fang black "
                "\"甲乙\"\n  1@0 3@16172\n",
           "page 1: the body “甲乙” is drawn with other glyphs (a.yaml:9)\n");
    expect(PAGE LINE("甲乙", 1000),
           PAGE "run body:9 x=1000 y=1000 size=16384 condense=1024 advance=32344 Fang black "
                "\"甲乙\"\n  1@0 2@16272\n",
           "page 1: the body “甲乙” has its letters spaced otherwise (a.yaml:9)\n");
}

static void test_new_and_gone(void)
{
    expect(PAGE RULE, PAGE RULE TITLE, "page 1: the title “通知” is new (a.yaml:7)\n");
    expect(PAGE RULE TITLE, PAGE TITLE, "page 1: the red rule is gone\n");
}

static void test_another_page(void)
{
    expect(PAGE LINE("甲乙", 1000) LINE("丙丁", 2000) "page 2 609449 862294\n",
           PAGE LINE("甲乙", 1000) "page 2 609449 862294\n" LINE("丙丁", 500),
           "page 2: the body “丙丁” moved from page 1 to page 2 (a.yaml:9)\n");
    /* What is alike is told once, though something of another page stands between. */
    expect(PAGE LINE("甲乙", 1000) RULE LINE("丙丁", 2000) "page 2 609449 862294\n",
           PAGE "rule red-rule:0 x=100 y=29901 w=400000 h=1451 red\n"
                "page 2 609449 862294\n" LINE("甲乙", 500) LINE("丙丁", 900),
           "page 1: the red rule moved 0.30 mm down\n"
           "page 2: the body “甲乙” moved from page 1 to page 2 (2 marks, a.yaml:9)\n");
}

/* A rule more among those of a table: the others are known by their sizes. */
static void test_marks_are_known_by_their_sizes(void)
{
    expect(PAGE "rule cells:0 x=0 y=100 w=900000 h=500 black\nrule cells:0 x=0 y=100 w=500 h=90000 "
                "black\n",
           PAGE "rule cells:0 x=0 y=100 w=900000 h=500 black\nrule cells:0 x=0 y=50100 w=900000 "
                "h=500 black\nrule cells:0 x=0 y=100 w=500 h=90000 black\n",
           "page 1: the table is new\n");
}

/* Of marks that are alike the first is the first. */
static void test_marks_without_a_text(void)
{
    expect(PAGE "rule cells:4 x=0 y=100 w=9000 h=500 black\nrule cells:4 x=0 y=9000 w=9000 h=500 "
                "black\n",
           PAGE "rule cells:4 x=0 y=100 w=9000 h=500 black\nrule cells:4 x=0 y=11903 w=9000 h=500 "
                "black\n",
           "page 1: the table moved 1.00 mm down (a.yaml:4)\n");
}

static void test_a_run_that_lost_its_glyphs(void)
{
    expect(PAGE "run title:7 x=90000 y=58060 size=22528 condense=1024 advance=45056 Song black "
                "\"通知\"\n",
           PAGE TITLE, "page 1: the title “通知” is drawn with other glyphs (a.yaml:7)\n");
}

static void test_damaged_traces(void)
{
    static const struct {
        const char *text;
        int line;
    } cases[] = {{"", 0},
                 {"rule a:1 x=1 y=1 w=1 h=1 red\n", 1},
                 {"page 2 1 1\n", 1},
                 {PAGE "rule a:1 x=1 y=1 w=1\n", 2},
                 {PAGE "run a:1 x=1 y=1 size=1 condense=1 advance=1 F black \"x\n", 2},
                 {PAGE "blob a:1 x=1 y=1\n", 2},
                 {PAGE "rule a:1 x=99999999999 y=1 w=1 h=1 red\n", 2},
                 {PAGE "rule a:1 x=2147483647 y=1 w=2147483647 h=1 red\n", 2},
                 {PAGE "rule a:1 x=1 y=1 w=1 h=1 red", 2},
                 {PAGE " 1@0\n", 2}};
    ht_arena *arena = ht_arena_new();
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        ht_trace trace;
        int line = 0;
        g_assert_false(ht_trace_read(&trace, &line, arena, cases[i].text));
        g_assert_cmpint(line, ==, cases[i].line);
    }
    ht_arena_free(arena);
}

/* Each row more would make a copy of all before. */
static void test_a_code_of_endless_rows(void)
{
    ht_arena *arena = ht_arena_new();
    GString *text = g_string_new(PAGE "bits qr-code:1 x=1 y=1 w=1 h=1 black\n");
    ht_trace trace;
    int line = 0;
    for (int i = 0; i < 20000; i++) {
        g_string_append(text, "  #\n");
    }
    g_assert_false(ht_trace_read(&trace, &line, arena, text->str));
    g_string_free(text, TRUE);
    ht_arena_free(arena);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/marks/nothing", test_nothing);
    g_test_add_func("/marks/moved", test_moved);
    g_test_add_func("/marks/moved-alike", test_moved_alike_is_told_once);
    g_test_add_func("/marks/resized", test_resized);
    g_test_add_func("/marks/changed", test_changed);
    g_test_add_func("/marks/new-and-gone", test_new_and_gone);
    g_test_add_func("/marks/another-page", test_another_page);
    g_test_add_func("/marks/without-a-text", test_marks_without_a_text);
    g_test_add_func("/marks/by-size", test_marks_are_known_by_their_sizes);
    g_test_add_func("/marks/lost-glyphs", test_a_run_that_lost_its_glyphs);
    g_test_add_func("/marks/damaged", test_damaged_traces);
    g_test_add_func("/marks/endless-code", test_a_code_of_endless_rows);
    return g_test_run();
}
