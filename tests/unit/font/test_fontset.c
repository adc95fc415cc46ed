/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Font sets made from roles files of our own over the faces of fonts/open. The families that the
 * files name are either in a folder that the test fills or exist nowhere, so that the fonts of
 * the machine change nothing.
 */

#include "fixture.h"

#include <string.h>

/* ---- Chains -------------------------------------------------------------------------------- */

static const char chain_roles[] = "fangsong:\n"
                                  "  families: [No Such Family]\n"
                                  "  open: FandolFang-Regular.otf\n"
                                  "  without: ①②\n"
                                  "  rare: [LXGWWenKai-Light.ttf, NotoSerifCJK-Regular.ttc#2]\n"
                                  "latin:\n"
                                  "  open: LiberationSerif-Regular.ttf\n"
                                  "  rare: [NotoSerifCJK-Regular.ttc#2]\n";

static void load_chains(fixture *f)
{
    add_face(f, f->open, "FandolFang-Regular.otf");
    add_face(f, f->open, "LXGWWenKai-Light.ttf");
    add_face(f, f->open, "NotoSerifCJK-Regular.ttc");
    add_face(f, f->open, "LiberationSerif-Regular.ttf");
    g_assert_cmpint(load(f, chain_roles, NULL, false), ==, HT_OK);
    g_assert_cmpuint(ht_diags_count(f->diags, HT_SEVERITY_NOTE), ==, 0);
}

static void test_chooses_down_the_chain(fixture *f, const void *unused)
{
    (void)unused;
    ht_choice choice;
    load_chains(f);
    g_assert_cmpstr(choose(f, "fangsong", 0x56FD, &choice), ==, "FandolFang-Regular"); /* 国 */
    g_assert_false(choice.substitute);
    g_assert_cmpint(choice.lift, ==, 0);
    g_assert_cmpstr(choose(f, "fangsong", 0x9555, &choice), ==, "LXGWWenKai-Light"); /* 镕 */
    g_assert_true(choice.substitute);
    g_assert_cmpstr(choose(f, "fangsong", 0x2460, &choice), ==, "LXGWWenKai-Light"); /* ① */
    g_assert_cmpstr(choose(f, "fangsong", 0x3406, &choice), ==, "NotoSerifCJKsc-Regular");
    g_assert_cmpuint(ht_face_index(choice.face), ==, 2);
    g_assert_cmpstr(choose(f, "fangsong", 0x10FFFD, &choice), ==, "none");
    g_assert_cmpstr(choose(f, "latin", '7', &choice), ==, "LiberationSerif");
    g_assert_cmpstr(choose(f, "latin", 0x56FD, &choice), ==, "NotoSerifCJKsc-Regular");
    g_assert_cmpint(choice.lift, ==, 0); /* a Latin face has no 国 to measure */
}

static void test_lifts_to_the_ink_centre(fixture *f, const void *unused)
{
    (void)unused;
    ht_choice choice;
    load_chains(f);
    /* Measured in fonts: Fandol .30 to .31 em, LXGW .348 to .356, Noto .38. */
    choose(f, "fangsong", 0x9555, &choice);
    g_assert_cmpint(choice.lift, >=, -55);
    g_assert_cmpint(choice.lift, <=, -38);
    choose(f, "fangsong", 0x3406, &choice);
    g_assert_cmpint(choice.lift, >=, -80);
    g_assert_cmpint(choice.lift, <=, -65);
}

static void test_faces_give_font_units(fixture *f, const void *unused)
{
    (void)unused;
    load_chains(f);
    const ht_face *face = ht_fontset_main(f->fonts, "latin");
    hb_codepoint_t glyph;
    g_assert_cmpint(ht_face_upem(face), ==, 2048);
    g_assert_true(hb_font_get_nominal_glyph(ht_face_font(face), '0', &glyph));
    g_assert_cmpint(hb_font_get_glyph_h_advance(ht_face_font(face), glyph), ==, 1024);
    g_assert_true(g_str_has_suffix(ht_face_path(face), "/open/LiberationSerif-Regular.ttf"));
}

/* The faces of shared roles, then the folder's that no role names, end every other chain. */
static void test_other_faces_end_the_chains(fixture *f, const void *unused)
{
    (void)unused;
    ht_choice choice;
    add_face(f, f->open, "FandolFang-Regular.otf");
    add_face(f, f->open, "NotoNaskhArabic-Regular.ttf");
    add_face(f, f->faces, "LXGWWenKai-Light.ttf");
    ht_status status = load(f,
                            "scripts:\n"
                            "  shared: true\n"
                            "  open: NotoNaskhArabic-Regular.ttf\n"
                            "fangsong:\n"
                            "  families: [No Such Family]\n"
                            "  open: FandolFang-Regular.otf\n",
                            f->faces, false);
    g_assert_cmpint(status, ==, HT_OK);
    g_assert_cmpstr(choose(f, "fangsong", 0x9555, &choice), ==, "LXGWWenKai-Light"); /* 镕 */
    g_assert_true(choice.substitute);
    g_assert_cmpint(choice.lift, !=, 0);
    g_assert_cmpstr(choose(f, "fangsong", 0x06C7, &choice), ==, "NotoNaskhArabic-Regular");
    g_assert_false(choice.substitute);
    g_assert_cmpint(choice.lift, ==, 0);
}

static void test_names_its_roles(fixture *f, const void *unused)
{
    (void)unused;
    load_chains(f);
    const char *const *roles = ht_fontset_roles(f->fonts);
    g_assert_cmpstr(roles[0], ==, "fangsong");
    g_assert_cmpstr(roles[1], ==, "latin");
    g_assert_null(roles[2]);
    g_assert_true(ht_fontset_has_role(f->fonts, "latin"));
    g_assert_false(ht_fontset_has_role(f->fonts, "Latin"));
}

/* Sums up what is chosen for many characters; a thread's work. */
static void *choose_many(void *data)
{
    fixture *f = data;
    gsize sum = 0;
    for (uint32_t c = 0x9500; c < 0x9600; c++) {
        ht_choice choice;
        bool found = ht_fontset_choose(&choice, f->fonts, "fangsong", c);
        sum = sum * 31 + (found ? g_str_hash(ht_face_name(choice.face)) + (gsize)-choice.lift : 0);
    }
    return GSIZE_TO_POINTER(sum);
}

static void test_threads_share_a_set(fixture *f, const void *unused)
{
    (void)unused;
    load_chains(f);
    GThread *threads[4];
    for (size_t i = 0; i < G_N_ELEMENTS(threads); i++) {
        threads[i] = g_thread_new("choose", choose_many, f);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(threads); i++) {
        void *sum = g_thread_join(threads[i]);
        g_assert_true(sum == choose_many(f));
    }
}

/* ---- Families ------------------------------------------------------------------------------ */

static void test_licensed_families_lead(fixture *f, const void *unused)
{
    (void)unused;
    ht_choice choice;
    add_face(f, f->open, "FandolKai-Regular.otf");
    add_face(f, f->faces, "LXGWWenKai-Light.ttf");
    add_face(f, f->faces, "FandolFang-Regular.otf");
    ht_status status = load(f,
                            "kai:\n"
                            "  families: [No Such Family, 霞鹜文楷 Light]\n"
                            "  open: FandolKai-Regular.otf\n",
                            f->faces, true);
    g_assert_cmpint(status, ==, HT_OK);
    g_assert_cmpstr(choose(f, "kai", 0x56FD, &choice), ==, "LXGWWenKai-Light");
    g_assert_false(choice.substitute);
    ht_fontset_report(f->fonts, f->diags);
    g_assert_cmpuint(ht_diags_count(f->diags, HT_SEVERITY_NOTE), ==, 0);
}

static void test_takes_the_regular_face(fixture *f, const void *unused)
{
    (void)unused;
    add_face(f, f->faces, "NotoSerifCJK-SemiBold.ttc");
    add_face(f, f->faces, "NotoSerifCJK-Regular.ttc");
    g_assert_cmpint(load(f, "song: {families: [Noto Serif CJK SC]}\n", f->faces, false), ==, HT_OK);
    const ht_face *face = ht_fontset_main(f->fonts, "song");
    g_assert_cmpstr(ht_face_name(face), ==, "NotoSerifCJKsc-Regular");
    g_assert_cmpuint(ht_face_index(face), ==, 2);
}

static void test_nearly_the_family_is_not_it(fixture *f, const void *unused)
{
    (void)unused;
    add_face(f, f->open, "FandolKai-Regular.otf");
    add_face(f, f->faces, "NotoSansCJK-Regular.ttc");
    ht_status status = load(f, "hei: {families: [Noto Sans CJK S], open: FandolKai-Regular.otf}\n",
                            f->faces, false);
    g_assert_cmpint(status, ==, HT_OK);
    expect_one(f, "N0414", "serves a role");
    g_assert_cmpstr(ht_face_name(ht_fontset_main(f->fonts, "hei")), ==, "FandolKai-Regular");
}

static void test_folder_must_be_there(fixture *f, const void *unused)
{
    (void)unused;
    const char *folder = ht_arena_printf(f->arena, "%s/none", f->folder);
    g_assert_cmpint(load(f, "hei: {families: [No Such Family]}\n", folder, false), ==, HT_IO);
    expect_one(f, "E0801", "No such file");
}

static void test_folder_must_hold_fonts(fixture *f, const void *unused)
{
    (void)unused;
    add_bytes(f->faces, "notes.txt", "x", 1);
    ht_status status = load(f, "hei: {families: [No Such Family]}\n", f->faces, false);
    g_assert_cmpint(status, ==, HT_INVALID);
    expect_one(f, "E0407", "faces");
}

static void test_folder_tells_what_it_passes_over(fixture *f, const void *unused)
{
    (void)unused;
    add_bytes(f->faces, "a.ttf", "not a font", 10);
    add_bytes(f->faces, "b.WOFF2", "wOF2\0\0\0\0", 8);
    add_face(f, f->faces, "LiberationSerif-Regular.ttf");
    g_assert_cmpint(load(f, "latin: {families: [Liberation Serif]}\n", f->faces, true), ==, HT_OK);
    g_assert_cmpuint(ht_diags_count(f->diags, HT_SEVERITY_NOTE), ==, 2);
    g_assert_cmpstr(ht_diags_at(f->diags, 0)->code, ==, "W0408");
    g_assert_nonnull(strstr(ht_diags_at(f->diags, 0)->message, "a.ttf"));
    g_assert_nonnull(strstr(ht_diags_at(f->diags, 1)->message, "web font"));
}

/* ---- What is missing or broken ------------------------------------------------------------- */

static void test_open_face_missing(fixture *f, const void *unused)
{
    (void)unused;
    ht_status status = load(f, "hei: {open: Hei.otf, rare: [Rare.otf]}\n", NULL, false);
    g_assert_cmpint(status, ==, HT_INVALID);
    expect_one(f, "E0404", "fonts/install.sh");
    g_assert_null(f->fonts);
}

static void test_rare_face_missing(fixture *f, const void *unused)
{
    (void)unused;
    add_face(f, f->open, "FandolKai-Regular.otf");
    const char *roles = "kai: {open: FandolKai-Regular.otf, rare: [Rare.otf]}\n";
    g_assert_cmpint(load(f, roles, NULL, false), ==, HT_OK);
    expect_one(f, "W0405", "Rare.otf");
}

static void test_role_without_any_face(fixture *f, const void *unused)
{
    (void)unused;
    ht_status status = load(f, "kai: {families: [No Such Family]}\n", NULL, false);
    g_assert_cmpint(status, ==, HT_INVALID);
    expect_one(f, "E0411", "No Such Family");
}

static void test_strict_wants_licensed_faces(fixture *f, const void *unused)
{
    (void)unused;
    add_face(f, f->open, "FandolKai-Regular.otf");
    const char *roles = "kai: {families: [No A, No B], open: FandolKai-Regular.otf}\n";
    g_assert_cmpint(load(f, roles, NULL, true), ==, HT_INVALID);
    expect_one(f, "E0410", "No A, No B");
}

static void test_reports_open_faces_once(fixture *f, const void *unused)
{
    (void)unused;
    load_chains(f);
    ht_fontset_report(f->fonts, f->diags);
    ht_fontset_report(f->fonts, f->diags);
    expect_one(f, "N0412", "fangsong FandolFang-Regular, latin LiberationSerif");
}

static void test_text_is_no_font(fixture *f, const void *unused)
{
    (void)unused;
    add_bytes(f->open, "Hei.otf", "once upon a time", 16);
    expect_unusable(f, "Hei.otf", "not a TrueType");
}

static void test_collection_is_too_short(fixture *f, const void *unused)
{
    (void)unused;
    add_face(f, f->open, "NotoSansCJK-Regular.ttc");
    expect_unusable(f, "NotoSansCJK-Regular.ttc#77", "fewer fonts");
}

static void cut_font(fixture *f, gsize size, const char *reason)
{
    const char *path = ht_data_path(f->arena, "fonts/open/LiberationSerif-Regular.ttf");
    char *bytes = NULL;
    g_assert_true(g_file_get_contents(path, &bytes, NULL, NULL));
    add_bytes(f->open, "Cut.ttf", bytes, size);
    g_free(bytes);
    expect_unusable(f, "Cut.ttf", reason);
}

static void test_font_is_cut_behind_its_directory(fixture *f, const void *unused)
{
    (void)unused;
    cut_font(f, 400, "damaged");
}

static void test_font_is_cut_before_its_outlines(fixture *f, const void *unused)
{
    (void)unused;
    cut_font(f, 2000, "no readable outlines");
}

/* ---- The table ----------------------------------------------------------------------------- */

static bool append(const void *bytes, size_t size, void *user)
{
    g_string_append_len(user, bytes, (gssize)size);
    return true;
}

static int display_column(const char *line, const char *part)
{
    const char *found = strstr(line, part);
    g_assert_nonnull(found);
    int column = 0;
    for (const char *p = line; p < found; p = g_utf8_next_char(p)) {
        column += ht_display_width(g_utf8_get_char(p));
    }
    return column;
}

static void test_writes_a_table(fixture *f, const void *unused)
{
    (void)unused;
    load_chains(f);
    GString *text = g_string_new(NULL);
    g_assert_true(ht_fontset_write(f->fonts, append, text));
    char **lines = g_strsplit(text->str, "\n", -1);
    g_assert_cmpuint(g_strv_length(lines), ==, 4); /* the last is empty */
    int column = display_column(lines[0], "file");
    g_assert_cmpint(display_column(lines[1], f->folder), ==, column);
    g_assert_cmpint(display_column(lines[2], f->folder), ==, column);
    g_assert_nonnull(strstr(lines[1], "FandolFang-Regular  open  - "));
    g_assert_nonnull(strstr(lines[2], "LiberationSerif     open  all "));
    g_strfreev(lines);
    g_string_free(text, TRUE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(name, fn) g_test_add("/font/fontset/" name, fixture, NULL, begin, fn, end)
    ADD("chooses-down-the-chain", test_chooses_down_the_chain);
    ADD("lifts-to-the-ink-centre", test_lifts_to_the_ink_centre);
    ADD("faces-give-font-units", test_faces_give_font_units);
    ADD("other-faces-end-the-chains", test_other_faces_end_the_chains);
    ADD("names-its-roles", test_names_its_roles);
    ADD("threads-share-a-set", test_threads_share_a_set);
    ADD("licensed-families-lead", test_licensed_families_lead);
    ADD("takes-the-regular-face", test_takes_the_regular_face);
    ADD("nearly-the-family-is-not-it", test_nearly_the_family_is_not_it);
    ADD("folder-must-be-there", test_folder_must_be_there);
    ADD("folder-must-hold-fonts", test_folder_must_hold_fonts);
    ADD("folder-tells-what-it-passes-over", test_folder_tells_what_it_passes_over);
    ADD("open-face-missing", test_open_face_missing);
    ADD("rare-face-missing", test_rare_face_missing);
    ADD("role-without-any-face", test_role_without_any_face);
    ADD("strict-wants-licensed-faces", test_strict_wants_licensed_faces);
    ADD("reports-open-faces-once", test_reports_open_faces_once);
    ADD("text-is-no-font", test_text_is_no_font);
    ADD("collection-is-too-short", test_collection_is_too_short);
    ADD("font-is-cut-behind-its-directory", test_font_is_cut_behind_its_directory);
    ADD("font-is-cut-before-its-outlines", test_font_is_cut_before_its_outlines);
    ADD("writes-a-table", test_writes_a_table);
#undef ADD
    return g_test_run();
}
