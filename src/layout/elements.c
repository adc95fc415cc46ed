/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: the name that a layout gives an element. Out: what people call it, in the language of the
 * locale.
 */

#include "layout/layout.h"

#include <glib.h>
#include <string.h>

const char *ht_element_words(const char *name)
{
    static const struct {
        const char *name;
        const char *words;
    } known[] = {
        {"copy-number", N_("the copy number")},
        {"secrecy", N_("the secrecy")},
        {"urgency", N_("the urgency")},
        {"over-mark", N_("the line over the mark")},
        {"mark", N_("the mark")},
        {"issue", N_("the issue")},
        {"number", N_("the number")},
        {"office", N_("the issuing office and date")},
        {"red-rule", N_("the red rule")},
        {"head-rules", N_("the double rule of the head")},
        {"foot-rules", N_("the double rule of the foot")},
        {"title", N_("the title")},
        {"title-note", N_("the note to the title")},
        {"recipients", N_("the list of recipients")},
        {"body", N_("the body")},
        {"attachments", N_("the list of attachments")},
        {"no-text", N_("the line for a page without text")},
        {"seals", N_("the sign-off with seals")},
        {"sign-off", N_("the sign-off")},
        {"stamps", N_("the sign-off with stamps")},
        {"note", N_("the note")},
        {"present", N_("the list of those present")},
        {"excused", N_("the list of those excused")},
        {"attending", N_("the list of those attending")},
        {"attachment-label", N_("the label of the attachment")},
        {"separate-label", N_("the label of the attachment")},
        {"unnumbered-label", N_("the label of the attachment")},
        {"attachment-title", N_("the title of the attachment")},
        {"attachment-body", N_("the body of the attachment")},
        {"first-rule", N_("the first rule of the imprint")},
        {"middle-rule", N_("the middle rule of the imprint")},
        {"last-rule", N_("the last rule of the imprint")},
        {"copies-to", N_("the list of copies")},
        {"printer", N_("the printing office and date")},
        {"print-run", N_("the print run")},
        {"page-number", N_("the page number")},
        {"table-caption", N_("the caption of the table")},
        {"cells", N_("the table")},
        {"figure-caption", N_("the caption of the figure")},
        {"image", N_("the figure")},
        {"sheet-title", N_("the title of the sheet")},
        {"index", N_("the index")},
        {"qr-code", N_("the QR code")},
        {"qr-caption", N_("the caption of the QR code")},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        if (strcmp(name, known[i].name) == 0) {
            return ht_tr(known[i].words);
        }
    }
    return name;
}
