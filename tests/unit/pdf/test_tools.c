/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Programs that are run: what they write, and what is told when they fail. Pages as pixels, and
 * their sizes.
 */

#include "pdf/pdf.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Two pages of 72 by 36 pt, the second turned; on the first a red box of 36 by 18 pt, its upper
 * left corner in that of the page. */
static const char document[] =
    "%PDF-1.4\n"
    "1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
    "2 0 obj <</Type/Pages/Count 2/Kids[3 0 R 4 0 R]>> endobj\n"
    "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 72 36]/Contents 5 0 R>> endobj\n"
    "4 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 72 36]/Rotate 90>> endobj\n"
    "5 0 obj <</Length 25>> stream\n1 0 0 rg 0 18 36 18 re f \nendstream endobj\n"
    "trailer <</Root 1 0 R>>\n";

typedef struct fixture {
    ht_arena *arena;
    ht_diags *diags;
    char *path;
} fixture;

static void set_up(fixture *f, gconstpointer data)
{
    (void)data;
    f->arena = ht_arena_new();
    f->diags = ht_diags_new();
    close(g_file_open_tmp("hongtou-XXXXXX.pdf", &f->path, NULL));
    g_assert_true(g_file_set_contents(f->path, document, -1, NULL));
}

static void tear_down(fixture *f, gconstpointer data)
{
    (void)data;
    g_unlink(f->path);
    g_free(f->path);
    ht_diags_free(f->diags);
    ht_arena_free(f->arena);
}

static void expect_finding(const fixture *f, const char *code, const char *part)
{
    const ht_diag *diag = ht_diags_at(f->diags, 0);
    g_assert_cmpstr(diag->code, ==, code);
    g_assert_nonnull(strstr(diag->message, part));
}

static void test_output_is_collected(fixture *f, gconstpointer data)
{
    (void)data;
    const char *const argv[] = {"printf", "a\\000b", NULL};
    GByteArray *bytes = NULL;
    g_assert_cmpint(ht_tool_run(&bytes, argv, "coreutils", HT_TOOL_SECONDS, f->diags), ==, HT_OK);
    g_assert_cmpuint(bytes->len, ==, 3);
    g_assert_true(memcmp(bytes->data, "a\0b", 3) == 0);
    g_byte_array_unref(bytes);
}

static void test_missing_program_names_its_package(fixture *f, gconstpointer data)
{
    (void)data;
    const char *const argv[] = {"hongtou-no-such-tool", NULL};
    GByteArray *bytes = NULL;
    g_assert_cmpint(ht_tool_run(&bytes, argv, "some-tools", HT_TOOL_SECONDS, f->diags), ==,
                    HT_BACKEND);
    g_assert_null(bytes);
    expect_finding(f, "E0901", "hongtou-no-such-tool");
    g_assert_nonnull(strstr(ht_diags_at(f->diags, 0)->hint, "apt-get install some-tools"));
}

static void test_failing_program_is_quoted(fixture *f, gconstpointer data)
{
    (void)data;
    const char *const argv[] = {"ls", "/no/such/folder", NULL};
    GByteArray *bytes = NULL;
    g_assert_cmpint(ht_tool_run(&bytes, argv, "coreutils", HT_TOOL_SECONDS, f->diags), ==,
                    HT_BACKEND);
    expect_finding(f, "E0902", "/no/such/folder");
}

static bool take_once(const void *bytes, size_t size, void *user)
{
    (void)bytes;
    *(size_t *)user += size;
    return false;
}

/* `yes` would write for ever. */
static void test_program_is_stopped(fixture *f, gconstpointer data)
{
    (void)data;
    const char *const argv[] = {"yes", NULL};
    size_t taken = 0;
    g_assert_cmpint(ht_tool_stream(take_once, &taken, argv, "coreutils", HT_TOOL_SECONDS, f->diags),
                    ==, HT_IO);
    g_assert_cmpuint(taken, >, 0);
    g_assert_cmpuint(ht_diags_errors(f->diags), ==, 0);
}

static void test_program_has_its_time(fixture *f, gconstpointer data)
{
    (void)data;
    const char *const argv[] = {"sleep", "60", NULL};
    GByteArray *bytes = NULL;
    g_assert_cmpint(ht_tool_run(&bytes, argv, "coreutils", 1, f->diags), ==, HT_LIMIT);
    g_assert_null(bytes);
    expect_finding(f, "E0906", "sleep took longer than 1 seconds");
}

static void test_path_is_no_option(fixture *f, gconstpointer data)
{
    (void)data;
    g_assert_cmpstr(ht_tool_path(f->arena, "-l.pdf"), ==, "./-l.pdf");
    g_assert_cmpstr(ht_tool_path(f->arena, "a/-l.pdf"), ==, "a/-l.pdf");
}

static const uint8_t *pixel(const ht_raster *raster, int x, int y)
{
    return raster->rgb + 3 * ((size_t)y * (size_t)raster->width + (size_t)x);
}

static void expect_pixel(const uint8_t *found, const char *rgb)
{
    g_assert_true(memcmp(found, rgb, 3) == 0);
}

static void test_page_has_pixels(fixture *f, gconstpointer data)
{
    (void)data;
    ht_raster raster;
    g_assert_cmpint(ht_pdf_raster(&raster, f->arena, f->path, 1, 72, f->diags), ==, HT_OK);
    g_assert_cmpint(raster.width, ==, 72);
    g_assert_cmpint(raster.height, ==, 36);
    expect_pixel(pixel(&raster, 10, 5), "\xFF\0\0");
    expect_pixel(pixel(&raster, 60, 30), "\xFF\xFF\xFF");
}

static void test_part_has_its_pixels(fixture *f, gconstpointer data)
{
    (void)data;
    ht_raster raster;
    ht_box part = {6.35, 0, 19.05, 12.7}; /* from 18 to 54 pt, 36 pt high */
    g_assert_cmpint(ht_pdf_raster_part(&raster, f->arena, f->path, 1, 72, &part, f->diags), ==,
                    HT_OK);
    g_assert_cmpint(raster.width, ==, 36);
    g_assert_cmpint(raster.height, ==, 36);
    expect_pixel(pixel(&raster, 16, 5), "\xFF\0\0");
    expect_pixel(pixel(&raster, 20, 5), "\xFF\xFF\xFF");
}

static void test_page_that_is_not_there(fixture *f, gconstpointer data)
{
    (void)data;
    ht_raster raster;
    g_assert_cmpint(ht_pdf_raster(&raster, f->arena, f->path, 9, 72, f->diags), ==, HT_BACKEND);
    g_assert_cmpuint(ht_diags_errors(f->diags), ==, 1);
}

/* A pdftoppm that succeeds and draws nothing. */
static void test_page_without_pixels(fixture *f, gconstpointer data)
{
    (void)data;
    char *folder = g_dir_make_tmp("hongtou-XXXXXX", NULL);
    char *tool = g_build_filename(folder, "pdftoppm", NULL);
    char *path = g_strdup(g_getenv("PATH"));
    ht_raster raster;
    g_assert_true(g_file_set_contents(tool, "#!/bin/sh\nprintf 'P6 0 0 255 '\n", -1, NULL));
    g_chmod(tool, 0700);
    g_setenv("PATH", folder, TRUE);
    g_assert_cmpint(ht_pdf_raster(&raster, f->arena, f->path, 1, 72, f->diags), ==, HT_BACKEND);
    g_setenv("PATH", path, TRUE);
    expect_finding(f, "E0903", "page 1");
    g_unlink(tool);
    g_rmdir(folder);
    g_free(tool);
    g_free(folder);
    g_free(path);
}

static void test_sizes_are_as_seen(fixture *f, gconstpointer data)
{
    (void)data;
    ht_pdf_size *sizes = NULL;
    size_t n = 0;
    g_assert_cmpint(ht_pdf_sizes(&sizes, &n, f->arena, f->path, f->diags), ==, HT_OK);
    g_assert_cmpuint(n, ==, 2);
    g_assert_cmpint(sizes[0].width, ==, 72 * HT_PT);
    g_assert_cmpint(sizes[0].height, ==, 36 * HT_PT);
    g_assert_cmpint(sizes[1].width, ==, 36 * HT_PT);
    g_assert_cmpint(sizes[1].height, ==, 72 * HT_PT);
}

/* ---- A program that is asked ----------------------------------------------------------------- */

/* Answers to "12" of a shell's script; NULL when it is refused. */
static GByteArray *ask(fixture *f, const char *script, ht_status status)
{
    const char *const argv[] = {"sh", "-c", script, NULL};
    GByteArray *answer = NULL;
    g_assert_cmpint(ht_tool_ask(&answer, argv, "12", 2, 1, f->diags), ==, status);
    g_assert_cmpuint(ht_diags_errors(f->diags), ==, status == HT_OK ? 0 : 1);
    return answer;
}

static void test_answer(fixture *f, gconstpointer data)
{
    (void)data;
    GByteArray *answer = ask(f, "cat; printf 3", HT_OK);
    g_assert_cmpuint(answer->len, ==, 3);
    g_assert_true(memcmp(answer->data, "123", 3) == 0);
    g_byte_array_unref(answer);
    answer = ask(f, "exec <&-; sleep 0.1", HT_OK); /* it does not listen */
    g_assert_cmpuint(answer->len, ==, 0);
    g_byte_array_unref(answer);
}

static void test_no_answer_in_time(fixture *f, gconstpointer data)
{
    (void)data;
    g_assert_null(ask(f, "exec sleep 60", HT_LIMIT));
    g_assert_cmpstr(ht_diags_at(f->diags, 0)->code, ==, "E0906");
}

static void test_too_long_an_answer(fixture *f, gconstpointer data)
{
    (void)data;
    g_assert_null(ask(f, "exec yes", HT_BACKEND));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(name, test) g_test_add("/pdf/" name, fixture, NULL, set_up, test, tear_down)
    ADD("output", test_output_is_collected);
    ADD("missing", test_missing_program_names_its_package);
    ADD("failing", test_failing_program_is_quoted);
    ADD("stopped", test_program_is_stopped);
    ADD("late", test_program_has_its_time);
    ADD("answer", test_answer);
    ADD("no-answer", test_no_answer_in_time);
    ADD("too-long-an-answer", test_too_long_an_answer);
    ADD("path", test_path_is_no_option);
    ADD("page", test_page_has_pixels);
    ADD("part", test_part_has_its_pixels);
    ADD("no-page", test_page_that_is_not_there);
    ADD("no-pixels", test_page_without_pixels);
    ADD("sizes", test_sizes_are_as_seen);
    return g_test_run();
}
