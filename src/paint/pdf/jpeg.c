/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A JPEG file in, the same bytes as an image out (ISO 32000-1 7.4.8): in grey always, in red, green
 * and blue where these are the colours of the file, and in the four plates for the press, whose
 * separation is its own. Programs of Adobe write these plates the other way round, 0 being all of
 * an ink, and say who they are.
 */

#include "paint/pdf/image.h"

#include <string.h>

#define ADOBE "Adobe" /* how its segment begins (ITU-T T.872 6.5.3) */

/* What the header of a JPEG says. */
typedef struct header {
    int components; /* 0: it has none */
    bool adobe;
} header;

/* Up to its frame header (ITU-T T.81 B.2.2). */
static header read_header(const uint8_t *bytes, size_t size)
{
    header h = {0, false};
    for (size_t at = 2; at + 10 <= size && bytes[at] == 0xFF;) {
        uint8_t marker = bytes[at + 1];
        bool frame =
            marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (frame) {
            h.components = bytes[at + 9];
            return h;
        }
        h.adobe = h.adobe || (marker == 0xEE && memcmp(bytes + at + 4, ADOBE, strlen(ADOBE)) == 0);
        at += marker == 0xFF ? 1 : 2 + (size_t)ht_be(bytes + at + 2, 2);
    }
    return h;
}

/* The colour space of its components, and how they are read; NULL: the profile has none such. */
static const char *space_of(const header *h, ht_pdf_profile profile)
{
    bool print = profile == HT_PDF_PRINT;
    switch (h->components) {
    case 1:
        return "/DeviceGray";
    case 3:
        return print ? NULL : "/DeviceRGB";
    case 4:
        return !print ? NULL : h->adobe ? "/DeviceCMYK/Decode[1 0 1 0 1 0 1 0]" : "/DeviceCMYK";
    default:
        return NULL;
    }
}

bool ht_pdf_put_jpeg(ht_objects *objects, int number, const ht_image *image, ht_pdf_profile profile)
{
    gsize size = 0;
    const uint8_t *bytes = g_bytes_get_data(image->jpeg, &size);
    const header h = read_header(bytes, size);
    const char *space = space_of(&h, profile);
    if (space == NULL) {
        return false;
    }
    GString *entries = g_string_new(NULL);
    ht_pdf_append_image(entries, image->pixels, space);
    g_string_append(entries, "/Filter/DCTDecode");
    ht_objects_put_raw(objects, number, entries->str, bytes, size);
    g_string_free(entries, TRUE);
    return true;
}
