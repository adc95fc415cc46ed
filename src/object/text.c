/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A string as it is written in; out, the text that it is (ISO 32000-1 7.3.4 and 7.9.2.2). What is
 * not UTF-16 is read as Latin-1, which names its letters as PDFDocEncoding does.
 */

#include "object/object.h"

#include <string.h>

/* The byte that an escape stands for; `*p` is then behind it. A line that goes on stands for
 * none. */
static void append_escaped(GByteArray *out, const char **p, const char *end)
{
    static const char letters[] = "nrtbf";
    static const char bytes[] = "\n\r\t\b\f";
    const char *letter = **p != '\0' ? strchr(letters, **p) : NULL;
    guint8 byte = (guint8) * *p;
    if (byte >= '0' && byte <= '7') {
        unsigned value = 0;
        for (int i = 0; i < 3 && *p < end && **p >= '0' && **p <= '7'; i++) {
            value = value * 8 + (unsigned)(*(*p)++ - '0');
        }
        byte = (guint8)value;
        g_byte_array_append(out, &byte, 1);
        return;
    }
    (*p)++;
    if (byte == '\r' || byte == '\n') {
        *p += byte == '\r' && *p < end && **p == '\n';
        return;
    }
    byte = letter != NULL ? (guint8)bytes[letter - letters] : byte;
    g_byte_array_append(out, &byte, 1);
}

static void read_literal(GByteArray *out, ht_written inside)
{
    for (const char *p = inside.at; p < inside.end;) {
        if (*p == '\\' && p + 1 < inside.end) {
            p++;
            append_escaped(out, &p, inside.end);
        } else {
            g_byte_array_append(out, (const guint8 *)p++, 1);
        }
    }
}

static void read_hexadecimal(GByteArray *out, ht_written inside)
{
    int digits = 0;
    guint8 byte = 0;
    for (const char *p = inside.at; p < inside.end; p++) {
        if (g_ascii_isxdigit(*p)) {
            byte = (guint8)(byte << 4 | g_ascii_xdigit_value(*p));
            digits++;
            if (digits % 2 == 0) {
                g_byte_array_append(out, &byte, 1);
            }
        }
    }
    if (digits % 2 != 0) { /* a digit alone is followed by 0 */
        byte = (guint8)(byte << 4);
        g_byte_array_append(out, &byte, 1);
    }
}

char *ht_written_text(ht_written value)
{
    GByteArray *bytes = g_byte_array_new();
    if (value.end - value.at >= 2 && *value.at == '(') {
        read_literal(bytes, (ht_written){value.at + 1, value.end - 1});
    } else if (value.end - value.at >= 2 && *value.at == '<' && value.at[1] != '<') {
        read_hexadecimal(bytes, (ht_written){value.at + 1, value.end - 1});
    }
    guint8 end = '\0';
    bool utf16 = bytes->len >= 2 && bytes->data[0] == 0xFE && bytes->data[1] == 0xFF;
    gssize skip = utf16 ? 2 : 0;
    gssize size = (gssize)bytes->len - skip;
    g_byte_array_append(bytes, &end, 1); /* there are bytes, whatever was written */
    char *text = g_convert((const char *)bytes->data + skip, size, "UTF-8",
                           utf16 ? "UTF-16BE" : "ISO-8859-1", NULL, NULL, NULL);
    g_byte_array_unref(bytes);
    return text != NULL ? text : g_strdup("");
}
