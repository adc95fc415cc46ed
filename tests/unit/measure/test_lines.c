/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Glyphs and rules of a page made up here, and the stretches that come of them.
 */

#include "measure/measure.h"

#include <glib.h>
#include <string.h>

#define EM (16 * HT_PT_MM)

typedef struct fixture {
    ht_arena *arena;
    ht_clauses clauses;
    ht_subject subject;
    ht_pdf_page page;
} fixture;

static void set_up(fixture *f, gconstpointer data)
{
    (void)data;
    ht_diags *diags = ht_diags_new();
    f->arena = ht_arena_new();
    g_assert_cmpint(ht_clauses_read(&f->clauses, f->arena, "downward", diags), ==, HT_OK);
    ht_diags_free(diags);
    f->page = (ht_pdf_page){.number = 1, .width = 210, .height = 297};
    f->subject = (ht_subject){.arena = f->arena, .clauses = &f->clauses, .pdf = {&f->page, 1}};
    f->subject.faces = g_hash_table_new(g_str_hash, g_str_equal);
}

static void tear_down(fixture *f, gconstpointer data)
{
    (void)data;
    g_hash_table_destroy(f->subject.faces);
    ht_arena_free(f->arena);
}

/* Characters of 16 pt in black, each an em behind the other. */
static void write(fixture *f, const char *text, double x, double y, const char *font)
{
    for (; *text != '\0'; text = g_utf8_next_char(text), x += EM) {
        *HT_PUSH(f->arena, f->page.glyphs, f->page.n_glyphs) =
            (ht_pdf_glyph){.codepoint = g_utf8_get_char(text),
                           .x = x,
                           .y = y,
                           .end = x + EM,
                           .size = 16,
                           .font = font,
                           .ink = {1, {0, 0, 0, 0}}};
    }
}

static const ht_stretches *lines_of(fixture *f)
{
    ht_lines_read(&f->subject);
    return &f->subject.lines[0];
}

static void test_characters_of_a_line_stand_together(fixture *f, gconstpointer data)
{
    (void)data;
    write(f, "通知", 28 + 2 * EM, 50, "FandolFang-Regular"); /* painted first, and stands behind */
    write(f, "关于", 28, 50.2, "FandolFang-Regular");
    write(f, "第二行", 28, 60, "FandolFang-Regular");
    const ht_stretches *lines = lines_of(f);
    g_assert_cmpuint(lines->n, ==, 2);
    g_assert_cmpstr(lines->items[0].text, ==, "关于通知");
    g_assert_cmpfloat_with_epsilon(lines->items[0].right, 28 + 4 * EM, 0.001);
    g_assert_cmpfloat_with_epsilon(lines->items[1].bottom - lines->items[1].top, EM, 0.001);
}

static void test_wide_gaps_part_a_line(fixture *f, gconstpointer data)
{
    (void)data;
    write(f, "印发机关", 33, 250, "FandolFang-Regular");
    write(f, "4月3日", 140, 250, "FandolFang-Regular");
    const ht_stretches *lines = lines_of(f);
    g_assert_cmpuint(lines->n, ==, 2);
    g_assert_cmpstr(lines->items[1].text, ==, "4月3日");
}

static void test_blanks_have_no_place(fixture *f, gconstpointer data)
{
    (void)data;
    write(f, "　　为 了　", 28, 50, "FandolFang-Regular");
    const ht_stretches *lines = lines_of(f);
    g_assert_cmpuint(lines->n, ==, 1);
    g_assert_cmpstr(lines->items[0].text, ==, "为了");
    g_assert_cmpfloat_with_epsilon(lines->items[0].left, 28 + 2 * EM, 0.001);
}

/* So programs make bold type that a face lacks. */
static void test_type_painted_twice_counts_once(fixture *f, gconstpointer data)
{
    (void)data;
    write(f, "标题", 50, 50, "SimSun");
    write(f, "标题", 50.3, 50, "SimSun");
    g_assert_cmpstr(lines_of(f)->items[0].text, ==, "标题");
}

static void test_face_is_that_of_the_han(fixture *f, gconstpointer data)
{
    (void)data;
    write(f, "有", 28, 50, "FangSong_GB2312");
    write(f, "12", 28 + EM, 50, "TimesNewRomanPSMT");
    write(f, "县", 28 + 3 * EM, 50, "FangSong_GB2312");
    write(f, "仿", 28, 60, "FZFSK--GBK1-0");
    write(f, "黑", 28 + EM, 60, "SimHei");
    const ht_stretches *lines = lines_of(f);
    g_assert_cmpstr(lines->items[0].face, ==, "仿宋");
    g_assert_null(lines->items[1].face);
}

static void test_part_is_measured_anew(fixture *f, gconstpointer data)
{
    (void)data;
    write(f, "签发人：", 120, 50, "FangSong");
    write(f, "王德东", 120 + 4 * EM, 50, "KaiTi");
    const ht_stretch *whole = &lines_of(f)->items[0];
    ht_stretch name = ht_stretch_part(&f->subject, whole, 4, 7);
    g_assert_cmpstr(name.text, ==, "王德东");
    g_assert_cmpstr(name.face, ==, "楷体");
    g_assert_cmpfloat_with_epsilon(name.left, 120 + 4 * EM, 0.001);
}

static void test_pieces_of_a_rule_are_joined(fixture *f, gconstpointer data)
{
    (void)data;
    static const ht_box pieces[] = {
        {28, 250, 100, 250.35}, {100, 250, 184, 250.35}, {28, 260, 184, 260.35}};
    for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
        *HT_PUSH(f->arena, f->page.rules, f->page.n_rules) =
            (ht_pdf_shape){pieces[i], {1, {0, 0, 0, 0}}};
    }
    ht_lines_read(&f->subject);
    const ht_stretches *rules = &f->subject.rules[0];
    g_assert_cmpuint(rules->n, ==, 2);
    g_assert_cmpfloat_with_epsilon(rules->items[0].right - rules->items[0].left, 156, 0.001);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(name, test) g_test_add("/lines/" name, fixture, NULL, set_up, test, tear_down)
    ADD("together", test_characters_of_a_line_stand_together);
    ADD("parted", test_wide_gaps_part_a_line);
    ADD("blanks", test_blanks_have_no_place);
    ADD("twice", test_type_painted_twice_counts_once);
    ADD("face", test_face_is_that_of_the_han);
    ADD("part", test_part_is_measured_anew);
    ADD("rules", test_pieces_of_a_rule_are_joined);
    return g_test_run();
}
