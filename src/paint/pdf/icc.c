/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The colours of a file that gives them as red, green and blue: sRGB (IEC 61966-2-1) as an ICC
 * profile, version 2.1 (ICC.1:1998-09), made here of the numbers of that standard: its primaries as
 * seen under D50, and its curve in so many steps.
 */

#include "paint/pdf/writer.h"

#include <math.h>
#include <string.h>

#define STEPS 256
#define HEADER 128
/* Numbers of 16 bits before and after the point. */
#define S15_FIXED16(value) ((uint32_t)(int32_t)lround((value)*65536))

static void append_xyz(GByteArray *out, double x, double y, double z)
{
    g_byte_array_append(out, (const guint8 *)"XYZ \0\0\0\0", 8);
    ht_be_append(out, S15_FIXED16(x), 4);
    ht_be_append(out, S15_FIXED16(y), 4);
    ht_be_append(out, S15_FIXED16(z), 4);
}

/* From a value between 0 and 1 to the light it stands for. */
static double linear(double value)
{
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static void append_curve(GByteArray *out)
{
    g_byte_array_append(out, (const guint8 *)"curv\0\0\0\0", 8);
    ht_be_append(out, STEPS, 4);
    for (int i = 0; i < STEPS; i++) {
        ht_be_append(out, (uint32_t)lround(linear(i / (STEPS - 1.0)) * 65535), 2);
    }
}

static void append_words(GByteArray *out, const char *kind, const char *words)
{
    uint32_t size = (uint32_t)strlen(words) + 1;
    bool description = strcmp(kind, "desc") == 0;
    g_byte_array_append(out, (const guint8 *)kind, 4);
    ht_be_append(out, 0, 4);
    if (description) {
        ht_be_append(out, size, 4);
    }
    g_byte_array_append(out, (const guint8 *)words, size);
    if (description) { /* none in Unicode, none in the script of the Macintosh */
        for (int i = 0; i < 4 + 4 + 2 + 1 + 67; i++) {
            ht_be_append(out, 0, 1);
        }
    }
    while (out->len % 4 != 0) {
        ht_be_append(out, 0, 1);
    }
}

static void append_header(GByteArray *out, uint32_t size)
{
    static const guint8 zeros[44] = {0};
    ht_be_append(out, size, 4);
    ht_be_append(out, 0, 4);
    ht_be_append(out, 0x02100000, 4);
    g_byte_array_append(out, (const guint8 *)"mntrRGB XYZ ", 12);
    const uint32_t date[6] = {2024, 1, 1, 0, 0, 0};
    for (size_t i = 0; i < 6; i++) {
        ht_be_append(out, date[i], 2);
    }
    g_byte_array_append(out, (const guint8 *)"acsp", 4);
    g_byte_array_append(out, zeros, 4 * 7); /* platform, flags, maker, model, attributes, intent */
    ht_be_append(out, S15_FIXED16(0.9642), 4);
    ht_be_append(out, S15_FIXED16(1), 4);
    ht_be_append(out, S15_FIXED16(0.8249), 4);
    g_byte_array_append(out, zeros, 48 - 4);
    ht_be_append(out, 0, 4);
}

GByteArray *ht_pdf_srgb_profile(void)
{
    static const char names[] = "desccprtwtptrXYZgXYZbXYZrTRCgTRCbTRC";
    enum {
        N_TAGS = (sizeof names - 1) / 4
    };
    GByteArray *data = g_byte_array_new();
    uint32_t starts[N_TAGS + 1];
    for (size_t i = 0; i < N_TAGS; i++) {
        starts[i] = data->len;
        switch (i) {
        case 0:
            append_words(data, "desc", "sRGB IEC61966-2.1");
            break;
        case 1:
            append_words(data, "text", "No copyright, use freely");
            break;
        case 2:
            append_xyz(data, 0.9642, 1, 0.8249);
            break;
        case 3:
            append_xyz(data, 0.43607, 0.22249, 0.01392);
            break;
        case 4:
            append_xyz(data, 0.38515, 0.71687, 0.09708);
            break;
        case 5:
            append_xyz(data, 0.14307, 0.06061, 0.71410);
            break;
        default:
            if (i == 6) {
                append_curve(data);
            }
            break;
        }
    }
    starts[N_TAGS] = data->len;
    uint32_t front = HEADER + 4 + 12 * N_TAGS;
    GByteArray *profile = g_byte_array_new();
    append_header(profile, front + data->len);
    ht_be_append(profile, N_TAGS, 4);
    for (size_t i = 0; i < N_TAGS; i++) {
        size_t which = MIN(i, 6); /* the three curves are one */
        g_byte_array_append(profile, (const guint8 *)names + 4 * i, 4);
        ht_be_append(profile, front + starts[which], 4);
        ht_be_append(profile, starts[which == 6 ? N_TAGS : which + 1] - starts[which], 4);
    }
    g_byte_array_append(profile, data->data, data->len);
    g_byte_array_unref(data);
    return profile;
}
