/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What is asked of a PDF file in; out, whether it can be: each error is told.
 */

#include "paint/pdf/writer.h"

#include <string.h>

#define MOST_BLEED_MM 20
#define LONGEST_NAME 100 /* bytes of a plate's: a name of PDF has 127 (ISO 32000-1 annex C) */

static bool is_plate_name(const char *name)
{
    static const char *const others[] = {"Cyan", "Magenta", "Yellow", "Black", "All", "None", NULL};
    return *name != '\0' && strlen(name) <= LONGEST_NAME && !g_strv_contains(others, name) &&
           g_utf8_validate(name, -1, NULL);
}

ht_status ht_pdf_options_check(const ht_pdf_options *options, ht_diags *diags)
{
    double bleed = ht_len_to_mm(options->bleed);
    size_t errors = ht_diags_errors(diags);
    if (options->profile != HT_PDF_PRINT &&
        (options->plate != NULL || options->marks != 0 || options->bleed != 0)) {
        ht_diag_add(diags, HT_E0710, HT_NO_PLACE);
    }
    if (options->profile == HT_PDF_PRINT && options->signature_field != HT_SIGNATURE_NONE) {
        ht_diag_add(diags, HT_E0720, HT_NO_PLACE);
    }
    if (options->plate != NULL && !is_plate_name(options->plate)) {
        ht_diag_add(diags, HT_E0711, HT_NO_PLACE, options->plate);
    }
    if (options->bleed < 0 || options->bleed > ht_len_from_mm(MOST_BLEED_MM)) {
        ht_diag_add(diags, HT_E0712, HT_NO_PLACE, bleed);
    }
    return ht_diags_errors(diags) == errors ? HT_OK : HT_INVALID;
}

ht_status ht_pdf_options_fit(const ht_pdf_options *options, const ht_layout *layout,
                             ht_diags *diags)
{
    bool staples = (options->marks & HT_PDF_MARKS_STAPLE) != 0;
    if ((options->marks != 0 && layout->press.thickness == 0) ||
        (staples && layout->press.eye == 0)) {
        ht_diag_add(diags, HT_E0713, HT_NO_PLACE, layout->name);
        return HT_INVALID;
    }
    return HT_OK;
}
