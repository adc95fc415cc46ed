/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A content stream in colours of the screen in, the same stream in those of the press out (ISO
 * 32000-1 8.6.8). A drawing in shades of red only is a seal, as with pixels: its colours are read
 * once to know, and then written. What is no plain colour is not known here.
 */

#include "object/object.h"
#include "paint/pdf/press.h"

#include <math.h>
#include <string.h>

#define MOST_PARTS 4 /* of a colour */

typedef struct recolouring {
    ht_written in;
    GString *out;
    const ht_press *press;
    bool seal;
    bool red;                 /* all colours so far are reds, white or grey … */
    bool coloured;            /* … and one of them is no grey */
    size_t operands;          /* where those of the operator to come begin in `out` */
    double parts[MOST_PARTS]; /* the numbers among them, … */
    size_t n_parts;           /* … of which there are so many */
} recolouring;

/* What an operator does that sets a colour. */
typedef struct setting {
    const char *operator;
    size_t n_parts; /* of grey, or of red, green and blue */
    bool stroke;
} setting;

static const setting settings[] = {
    {"rg", 3, false}, {"RG", 3, true}, {"g", 1, false}, {"G", 1, true}};

/* Operators that show what is no plain colour, or choose another way to say it. */
static bool is_foreign(const char *operator)
{
    static const char *const foreign[] = {"Do", "sh", "BI",  "cs", "CS",  "sc",
                                          "SC", "k",  "scn", "K",  "SCN", NULL};
    return g_strv_contains(foreign, operator);
}

static void append_process(GString *out, const uint8_t plates[4], bool stroke)
{
    for (size_t i = 0; i < 4; i++) {
        ht_pdf_append_share(out, plates[i], 0xFF);
    }
    g_string_append(out, stroke ? "K" : "k");
}

static void append_red(GString *out, const ht_press *press, uint8_t density, bool stroke)
{
    uint8_t plates[4];
    if (press->plate > 0) {
        g_string_append(out, stroke ? "/" HT_PDF_PLATE " CS " : "/" HT_PDF_PLATE " cs ");
        ht_pdf_append_share(out, density, 0xFF);
        g_string_append(out, stroke ? "SCN" : "scn");
        return;
    }
    for (size_t i = 0; i < 4; i++) {
        plates[i] = (uint8_t)(density * press->red->cmyk[i] / 100);
    }
    append_process(out, plates, stroke);
}

/* Writes the colour of the operands in their place. */
static void set_colour(recolouring *r, bool stroke)
{
    uint8_t rgb[3];
    uint8_t plates[4];
    for (size_t i = 0; i < 3; i++) {
        double part = r->parts[r->n_parts == 1 ? 0 : i];
        rgb[i] = (uint8_t)lround(CLAMP(part, 0, 1) * 0xFF);
    }
    r->red = ht_press_is_reddish(rgb, &r->coloured) && r->red;
    g_string_truncate(r->out, r->operands);
    if (r->seal) {
        append_red(r->out, r->press, ht_press_density(rgb), stroke);
    } else {
        ht_press_separate(plates, rgb);
        append_process(r->out, plates, stroke);
    }
}

/* False when the operator is foreign, or has not the operands of one that sets a colour. */
static bool take_operator(recolouring *r, const char *operator)
{
    const setting *found = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(settings); i++) {
        found = strcmp(operator, settings[i].operator) == 0 ? &settings[i] : found;
    }
    if (is_foreign(operator) || (found != NULL && found->n_parts != r->n_parts)) {
        return false;
    }
    if (found != NULL) {
        set_colour(r, found->stroke);
    } else {
        g_string_append(r->out, operator);
    }
    g_string_append_c(r->out, '\n');
    r->operands = r->out->len;
    r->n_parts = 0;
    return true;
}

static void take_operand(recolouring *r, const char *token)
{
    char *end = NULL;
    double number = g_ascii_strtod(token, &end);
    if (end > token && *end == '\0') {
        r->parts[r->n_parts % MOST_PARTS] = number;
        r->n_parts++;
    }
    g_string_append(r->out, token);
    g_string_append_c(r->out, ' ');
}

/* The whole stream; false as soon as something is foreign. */
static bool rewrite(recolouring *r, bool seal)
{
    ht_written word;
    ht_written rest = r->in;
    bool good = true;
    r->seal = seal;
    r->operands = r->n_parts = 0;
    g_string_truncate(r->out, 0);
    while (good && ht_written_word(&word, &rest)) {
        char *token = g_strndup(word.at, (gsize)(word.end - word.at));
        if (g_ascii_isalpha(*token) || *token == '\'' || *token == '"') {
            good = take_operator(r, token);
        } else {
            take_operand(r, token);
        }
        g_free(token);
    }
    return good;
}

GString *ht_press_recolour(const void *bytes, size_t size, const ht_press *press)
{
    recolouring r = {.in = {bytes, (const char *)bytes + size},
                     .out = g_string_new(NULL),
                     .press = press,
                     .red = press->red != NULL};
    bool good = rewrite(&r, false);
    if (good && r.red && r.coloured) {
        rewrite(&r, true);
    }
    if (!good) {
        g_string_free(r.out, TRUE);
        return NULL;
    }
    return r.out;
}
