/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What mutool says of a small page: glyphs and where they stand, rules and shapes, colours, images;
 * and the pages of a file that is turned or cut, or lies on a larger sheet.
 */

#include "pdf/pdf.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#define PT_MM (25.4 / 72)

/* A page of 720 by 360 pt with these attributes and contents, and a font to write with. */
static ht_pdf trace_in(ht_arena *arena, const char *font, const char *attributes,
                       const char *contents)
{
    char *text = g_strdup_printf("%%PDF-1.4\n"
                                 "1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
                                 "2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> endobj\n"
                                 "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 720 360] %s"
                                 "/Resources<</Font<</F 5 0 R>>/ExtGState<</M <</BM/Multiply>>>>>>"
                                 "/Contents 4 0 R>> endobj\n"
                                 "4 0 obj <</Length %zu>> stream\n%s\nendstream endobj\n"
                                 "5 0 obj <</Type/Font/Subtype/Type1/BaseFont/%s>> endobj\n"
                                 "trailer <</Root 1 0 R>>\n",
                                 attributes, strlen(contents), contents, font);
    char *path = NULL;
    ht_pdf pdf;
    ht_diags *diags = ht_diags_new();
    close(g_file_open_tmp("hongtou-XXXXXX.pdf", &path, NULL));
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    g_assert_cmpint(ht_pdf_trace(&pdf, arena, path, diags), ==, HT_OK);
    g_assert_cmpint(ht_pdf_trim(&pdf, arena, path, diags), ==, HT_OK);
    g_assert_cmpuint(pdf.n_pages, ==, 1);
    g_unlink(path);
    g_free(path);
    g_free(text);
    ht_diags_free(diags);
    return pdf;
}

static ht_pdf trace(ht_arena *arena, const char *attributes, const char *contents)
{
    return trace_in(arena, "Courier", attributes, contents);
}

static void expect_mm(double found, double pt)
{
    g_assert_cmpfloat_with_epsilon(found, pt * PT_MM, 0.002);
}

static void expect_box(const ht_box *box, double left, double top, double right, double bottom)
{
    expect_mm(box->left, left);
    expect_mm(box->top, top);
    expect_mm(box->right, right);
    expect_mm(box->bottom, bottom);
}

static void test_glyphs_stand_from_the_upper_left(void)
{
    ht_arena *arena = ht_arena_new();
    ht_pdf pdf = trace(arena, "", "BT /F 20 Tf 1 0 0 rg 100 60 Td (Ab) Tj ET");
    const ht_pdf_page *page = &pdf.pages[0];
    g_assert_cmpuint(page->n_glyphs, ==, 2);
    expect_mm(page->width, 720);
    expect_mm(page->glyphs[0].x, 100);
    expect_mm(page->glyphs[0].y, 300);
    expect_mm(page->glyphs[0].end, 112); /* a character of Courier is 0.6 em wide */
    expect_mm(page->glyphs[1].x, 112);
    g_assert_cmpuint(page->glyphs[1].codepoint, ==, 'b');
    g_assert_cmpfloat_with_epsilon(page->glyphs[0].size, 20, 0.001);
    g_assert_cmpstr(page->glyphs[0].font, ==, "Courier");
    g_assert_cmpint(page->glyphs[0].ink.n, ==, 3);
    g_assert_cmpfloat(page->glyphs[0].ink.part[0], ==, 1);
    ht_arena_free(arena);
}

static void test_condensed_type_keeps_its_height(void)
{
    ht_arena *arena = ht_arena_new();
    ht_pdf pdf = trace(arena, "", "BT /F 40 Tf 50 Tz 0 0 Td (A) Tj ET");
    const ht_pdf_glyph *glyph = &pdf.pages[0].glyphs[0];
    g_assert_cmpfloat_with_epsilon(glyph->size, 40, 0.001);
    expect_mm(glyph->end - glyph->x, 12);
    ht_arena_free(arena);
}

static void test_turned_text_is_kept_apart(void)
{
    ht_arena *arena = ht_arena_new();
    ht_pdf pdf = trace(arena, "", "BT /F 20 Tf 0 1 -1 0 200 60 Tm (Ab) Tj ET");
    const ht_pdf_page *page = &pdf.pages[0];
    g_assert_cmpuint(page->n_glyphs, ==, 0);
    g_assert_cmpuint(page->n_turned, ==, 2);
    expect_mm(page->turned[0].y, 200);
    expect_mm(page->turned[1].x - page->turned[0].x, 12);
    ht_arena_free(arena);
}

static size_t count_glyphs(const char *contents)
{
    ht_arena *arena = ht_arena_new();
    ht_pdf pdf = trace(arena, "", contents);
    size_t n = pdf.pages[0].n_glyphs + pdf.pages[0].n_turned;
    ht_arena_free(arena);
    return n;
}

/* As the words behind a scan are, or blanks made of white letters. */
static void test_text_that_shows_nothing_is_left_out(void)
{
    g_assert_cmpuint(count_glyphs("BT /F 20 Tf (A) Tj 1 Tr (B) Tj ET"), ==, 2);
    g_assert_cmpuint(count_glyphs("BT /F 20 Tf (A) Tj 3 Tr (B) Tj ET"), ==, 1);
    g_assert_cmpuint(count_glyphs("BT /F 20 Tf (A) Tj 7 Tr (B) Tj ET"), ==, 1);
    g_assert_cmpuint(count_glyphs("BT /F 20 Tf (A) Tj 1 g (B) Tj ET"), ==, 1);
}

static void test_rules_are_drawn_or_filled(void)
{
    ht_arena *arena = ht_arena_new();
    ht_pdf pdf = trace(arena, "",
                       "1 w 0 0.8 0.8 0 K 50 300 m 650 300 l S\n"
                       "0 g 50 100 600 2 re f\n"
                       "10 10 100 50 re f\n"
                       "1 g 0 0 720 360 re f");
    const ht_pdf_page *page = &pdf.pages[0];
    g_assert_cmpuint(page->n_rules, ==, 2);
    expect_box(&page->rules[0].box, 50, 59.5, 650, 60.5);
    g_assert_cmpint(page->rules[0].ink.n, ==, 4);
    expect_box(&page->rules[1].box, 50, 258, 650, 260);
    g_assert_cmpuint(page->n_shapes, ==, 1); /* white covers nothing */
    expect_box(&page->shapes[0].box, 10, 300, 110, 350);
    ht_arena_free(arena);
}

static void test_two_rules_of_one_path_are_two(void)
{
    ht_arena *arena = ht_arena_new();
    ht_pdf pdf = trace(arena, "", "0 g 50 100 600 2 re 50 104 600 1 re f");
    g_assert_cmpuint(pdf.pages[0].n_rules, ==, 2);
    g_assert_cmpuint(pdf.pages[0].n_shapes, ==, 0);
    ht_arena_free(arena);
}

static void test_images_fill_their_frame(void)
{
    ht_arena *arena = ht_arena_new();
    ht_pdf pdf = trace(arena, "",
                       "q 100 0 0 50 200 100 cm\n"
                       "BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q");
    g_assert_cmpuint(pdf.pages[0].n_images, ==, 1);
    expect_box(&pdf.pages[0].images[0].frame, 200, 210, 300, 260);
    ht_arena_free(arena);
}

static void test_turned_page_is_as_it_is_seen(void)
{
    ht_arena *arena = ht_arena_new();
    ht_pdf pdf = trace(arena, "/Rotate 90", "0 g 0 0 2 360 re f");
    expect_mm(pdf.pages[0].width, 360);
    expect_mm(pdf.pages[0].height, 720);
    g_assert_cmpuint(pdf.pages[0].n_rules, ==, 1);
    expect_box(&pdf.pages[0].rules[0].box, 0, 0, 360, 2);
    ht_arena_free(arena);
}

static void test_cut_page_begins_at_its_own_corner(void)
{
    ht_arena *arena = ht_arena_new();
    ht_pdf pdf = trace(arena, "/CropBox[20 10 620 310]", "BT /F 20 Tf 100 60 Td (A) Tj ET");
    expect_mm(pdf.pages[0].width, 600);
    expect_mm(pdf.pages[0].glyphs[0].x, 80);
    expect_mm(pdf.pages[0].glyphs[0].y, 250);
    ht_arena_free(arena);
}

/* A letter, a rule, a square and an image, and the like beside a page of 600 by 300 pt; two turned
 * letters, of which one is beside it. */
#define ON_A_SHEET                                                                                 \
    "BT /F 20 Tf 100 60 Td (A) Tj ET BT /F 20 Tf 5 60 Td (A) Tj ET "                               \
    "BT /F 20 Tf 0 1 -1 0 300 60 Tm (A) Tj ET BT /F 20 Tf 0 1 -1 0 700 60 Tm (A) Tj ET "           \
    "0 g 200 100 50 1 re f 5 310 10 .2 re f 300 100 50 50 re f 630 100 50 50 re f "                \
    "q 30 0 0 30 400 100 cm BI /W 1 /H 1 /BPC 8 /CS /G ID 0 EI Q "                                 \
    "q 10 0 0 10 5 100 cm BI /W 1 /H 1 /BPC 8 /CS /G ID 0 EI Q"

static void expect_page_of_a_sheet(const ht_pdf_page *page)
{
    expect_mm(page->width, 600);
    expect_mm(page->height, 300);
    g_assert_cmpuint(page->n_glyphs, ==, 1);
    expect_mm(page->glyphs[0].x, 80);
    expect_mm(page->glyphs[0].end, 92);
    expect_mm(page->glyphs[0].y, 250);
    g_assert_cmpuint(page->n_turned, ==, 1);
    expect_mm(page->turned[0].x, 50);  /* from the foot, … */
    expect_mm(page->turned[0].y, 280); /* … and from the left edge */
    g_assert_cmpuint(page->n_rules, ==, 1);
    expect_box(&page->rules[0].box, 180, 209, 230, 210);
    g_assert_cmpuint(page->n_shapes, ==, 1);
    expect_box(&page->shapes[0].box, 280, 160, 330, 210);
    g_assert_cmpuint(page->n_images, ==, 1);
    expect_box(&page->images[0].frame, 380, 180, 410, 210);
}

static void test_page_on_a_larger_sheet(void)
{
    ht_arena *arena = ht_arena_new();
    ht_pdf pdf = trace(arena, "/TrimBox[20 10 620 310]", ON_A_SHEET);
    expect_page_of_a_sheet(&pdf.pages[0]);
    expect_mm(pdf.pages[0].left, 20);
    expect_mm(pdf.pages[0].top, 50);
    pdf = trace(arena, "/CropBox[10 5 700 350]/TrimBox[20 10 620 310]", ON_A_SHEET);
    expect_page_of_a_sheet(&pdf.pages[0]);
    expect_mm(pdf.pages[0].left, 10);
    expect_mm(pdf.pages[0].top, 40);
    ht_arena_free(arena);
}

/* It is turned with its sheet; its upper edge is the left one of the file. */
static void test_page_on_a_turned_sheet(void)
{
    ht_arena *arena = ht_arena_new();
    ht_pdf pdf = trace(arena, "/Rotate 90/TrimBox[20 10 620 310]", "0 g 20 10 2 300 re f");
    const ht_pdf_page *page = &pdf.pages[0];
    expect_mm(page->width, 300);
    expect_mm(page->height, 600);
    expect_mm(page->left, 10);
    expect_mm(page->top, 20);
    g_assert_cmpuint(page->n_rules, ==, 1);
    expect_box(&page->rules[0].box, 0, 0, 300, 2);
    ht_arena_free(arena);
}

static void test_fonts_with_chinese_names(void)
{
    static const char *const names[] = {"ABCDEF+#E4#BB#BF#E5#AE#8B_GB2312", /* in UTF-8 */
                                        "ABCDEF+#B7#C2#CB#CE_GB2312"};      /* and in GBK */
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        ht_arena *arena = ht_arena_new();
        ht_pdf pdf = trace_in(arena, names[i], "", "BT /F 20 Tf 100 60 Td (A) Tj ET");
        g_assert_cmpstr(pdf.pages[0].glyphs[0].font, ==, "仿宋_GB2312");
        ht_arena_free(arena);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/trace/glyphs", test_glyphs_stand_from_the_upper_left);
    g_test_add_func("/trace/chinese-names", test_fonts_with_chinese_names);
    g_test_add_func("/trace/condensed", test_condensed_type_keeps_its_height);
    g_test_add_func("/trace/turned-text", test_turned_text_is_kept_apart);
    g_test_add_func("/trace/unseen-text", test_text_that_shows_nothing_is_left_out);
    g_test_add_func("/trace/rules", test_rules_are_drawn_or_filled);
    g_test_add_func("/trace/two-rules", test_two_rules_of_one_path_are_two);
    g_test_add_func("/trace/images", test_images_fill_their_frame);
    g_test_add_func("/trace/turned-page", test_turned_page_is_as_it_is_seen);
    g_test_add_func("/trace/cut-page", test_cut_page_begins_at_its_own_corner);
    g_test_add_func("/trace/sheet", test_page_on_a_larger_sheet);
    g_test_add_func("/trace/turned-sheet", test_page_on_a_turned_sheet);
    return g_test_run();
}
