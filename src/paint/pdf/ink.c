/* SPDX-License-Identifier: Apache-2.0 */

/*
 * An ink of the layout in; out, the operators that take it: for the screen its colour, for the
 * press its parts of the process inks, or a plate of its own. What is black alone is printed over
 * what it meets, which would show white at its edges when a plate stands a little off (ISO 32000-1
 * 8.6.7).
 */

#include "paint/pdf/writer.h"

#include <string.h>

#define RED "red" /* in every layout the name of the ink of mark and seals */

static const ht_ink *red_ink(const ht_layout *layout)
{
    for (size_t i = 0; i < layout->n_styles; i++) {
        const ht_ink *ink = layout->styles[i].ink;
        if (ink != NULL && strcmp(ink->name, RED) == 0) {
            return ink;
        }
    }
    return NULL;
}

void ht_pdf_append_share(GString *out, int part, int whole)
{
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(number, sizeof number, part % whole == 0 ? "%.0f " : "%.4f ",
                    (double)part / whole);
    g_string_append(out, number);
}

static bool is_black_alone(const ht_ink *ink)
{
    return ink->cmyk[0] == 0 && ink->cmyk[1] == 0 && ink->cmyk[2] == 0 && ink->cmyk[3] > 0;
}

static void append_for_press(GString *out, const ht_press *press, const ht_ink *ink)
{
    if (press->plate > 0 && strcmp(ink->name, RED) == 0) {
        g_string_append(out, "/" HT_PDF_PLATE " cs 1 scn ");
    } else {
        for (size_t i = 0; i < G_N_ELEMENTS(ink->cmyk); i++) {
            ht_pdf_append_share(out, ink->cmyk[i], 100);
        }
        g_string_append(out, "k ");
    }
    g_string_append(out, is_black_alone(ink) ? "/" HT_PDF_OVER " gs\n" : "/" HT_PDF_OUT " gs\n");
}

void ht_pdf_append_ink(GString *out, const ht_pdf_writer *writer, const ht_ink *ink)
{
    if (writer->profile == HT_PDF_PRINT) {
        append_for_press(out, &writer->press, ink);
        return;
    }
    for (int shift = 16; shift >= 0; shift -= 8) {
        ht_pdf_append_share(out, (int)(ink->rgb >> shift & 0xFF), 0xFF);
    }
    g_string_append(out, "rg\n");
}

/* Puts the colour space of a plate; where there is none it is mixed of these per cent of the
 * process inks. */
static int put_plate(ht_objects *objects, const char *name, const uint8_t cmyk[4])
{
    int number = ht_objects_reserve(objects);
    GString *text = g_string_new("[/Separation");
    ht_pdf_append_name(text, name);
    g_string_append(text, "/DeviceCMYK<</FunctionType 2/Domain[0 1]/N 1/C0[0 0 0 0]/C1[");
    for (size_t i = 0; i < 4; i++) {
        ht_pdf_append_share(text, cmyk[i], 100);
    }
    g_string_append(text, "]>>]");
    ht_objects_put(objects, number, text->str);
    g_string_free(text, TRUE);
    return number;
}

void ht_press_begin(ht_press *press, ht_objects *objects, const ht_layout *layout,
                    const ht_pdf_options *options)
{
    static const uint8_t everything[4] = {100, 100, 100, 100};
    press->red = red_ink(layout);
    if (options->plate != NULL && press->red != NULL) {
        press->plate = put_plate(objects, options->plate, press->red->cmyk);
    }
    if (options->marks != 0) {
        press->all = put_plate(objects, "All", everything);
    }
}
