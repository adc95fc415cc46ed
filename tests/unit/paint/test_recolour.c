/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Content streams of drawings in, what they say in inks of the press out: in shades of red alone, or in
 * any colours; and those that are no plain colours.
 */

#include "paint/pdf/press.h"

#include <string.h>

static const ht_ink red = {.name = "red", .rgb = 0xFF0000, .cmyk = {0, 80, 80, 0}};
static const ht_press mixed = {.red = &red};
static const ht_press plated = {.red = &red, .plate = 7};

/* What becomes of a stream, its lines and blanks made one blank each; NULL: it is not known. */
static void check(const ht_press *press, const char *given, const char *wanted)
{
    GString *out = ht_press_recolour(given, strlen(given), press);
    if (out != NULL) {
        g_strstrip(g_strdelimit(out->str, "\n", ' '));
    }
    g_assert_cmpstr(out != NULL ? out->str : NULL, ==, wanted);
    if (out != NULL) {
        g_string_free(out, TRUE);
    }
}

static void test_colours(void)
{
    check(&mixed, "0 0 1 rg 1 2 3 4 re f", "1 1 0 0 k 1 2 3 4 re f");
    check(&mixed, "0 G 1 1 1 RG", "0 0 0 1 K 0 0 0 0 K");
    check(&mixed, "0.5 g f", "0 0 0 0.4980 k f");
    /* With blue beside it, red is no seal: its own magenta and yellow. */
    check(&plated, "1 0 0 rg f 0 0 1 rg f", "0 1 1 0 k f 1 1 0 0 k f");
    check(&(ht_press){0}, "1 0 0 rg f", "0 1 1 0 k f");
}

/* White parts of a seal are cut out of its ink. */
static void test_seals(void)
{
    check(&mixed, "1 0 0 rg f 1 1 1 rg f", "0 0.8000 0.8000 0 k f 0 0 0 0 k f");
    check(&plated, "0.85098 0 0.0470588 RG S 1 g f", "/P CS 1 SCN S /P cs 0 scn f");
    check(&plated, "1 0.5 0.5 rg f", "/P cs 0.4980 scn f");
    /* Black and grey alone are none. */
    check(&plated, "0 g f 0.9 g f", "0 0 0 1 k f 0 0 0 0.0980 k f");
}

/* What is no colour stays as it is, whatever it looks like. */
static void test_the_rest(void)
{
    check(&mixed, "q % 1 0 0 rg\n[1 2]0 d /a0 gs(1 0 0 rg \\) f)Tj<66>Tj Q",
          "q [ 1 2 ] 0 d /a0 gs (1 0 0 rg \\) f) Tj <66> Tj Q");
    check(&mixed, "", "");
}

static void test_foreign(void)
{
    static const char *const foreign[] = {
        "/x5 Do",    "/sh4 sh", "/Pattern cs /p5 scn", "BI /W 1 ID x EI", "1 0 rg f",
        "1 0 0 g f", "rg",      "1 1 0 0 k f",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(foreign); i++) {
        check(&mixed, foreign[i], NULL);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/recolour/colours", test_colours);
    g_test_add_func("/recolour/seals", test_seals);
    g_test_add_func("/recolour/the-rest", test_the_rest);
    g_test_add_func("/recolour/foreign", test_foreign);
    return g_test_run();
}
