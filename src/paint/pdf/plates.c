/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Pixels in, an image in the inks of the press out: in its four process colours, in the red that
 * has a plate of its own, or in grey, which is the black plate (ISO 32000-1 10.3.3).
 */

#include "paint/pdf/image.h"
#include "paint/pdf/press.h"

static char *space_of(ht_plates_kind kind, const ht_press *press)
{
    switch (kind) {
    case HT_PLATES_RED:
        return g_strdup_printf(" %d 0 R", press->plate);
    case HT_PLATES_GREY:
        return g_strdup("/DeviceGray");
    default:
        return g_strdup("/DeviceCMYK");
    }
}

void ht_pdf_put_plates(const ht_pdf_writer *writer, int number, const GdkPixbuf *pixels)
{
    ht_plates plates;
    GString *entries = g_string_new(NULL);
    ht_pdf_put_mask(entries, writer->objects, pixels);
    ht_press_separate_pixels(&plates, pixels, &writer->press);
    char *space = space_of(plates.kind, &writer->press);
    ht_pdf_append_image(entries, pixels, space);
    ht_objects_put_stream(writer->objects, number, entries->str, plates.bytes, plates.size);
    g_free(space);
    g_free(plates.bytes);
    g_string_free(entries, TRUE);
}
