/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Lengths, names and texts in; out, how a PDF file writes them (ISO 32000-1 7.3). No locale has a
 * say in it.
 */

#include "paint/pdf/objects.h"

#include <string.h>

/* Without zeros at its end. */
void ht_pdf_append_decimal(GString *out, int64_t value, int decimals)
{
    char digits[32];
    int n = 0;
    uint64_t rest = value < 0 ? (uint64_t)-value : (uint64_t)value;
    bool shown = false;
    for (int i = 0; i < decimals || rest > 0 || i == decimals; i++) {
        char digit = (char)('0' + rest % 10);
        rest /= 10;
        shown = shown || digit != '0' || i >= decimals;
        if (i == decimals && n > 0) {
            digits[n++] = '.';
        }
        if (shown) {
            digits[n++] = digit;
        }
    }
    if (value < 0) {
        g_string_append_c(out, '-');
    }
    while (n > 0) {
        g_string_append_c(out, digits[--n]);
    }
}

void ht_pdf_append_code(GString *out, uint32_t code)
{
    static const char digits[] = "0123456789ABCDEF";
    const char written[4] = {digits[code >> 12 & 15], digits[code >> 8 & 15],
                             digits[code >> 4 & 15], digits[code & 15]};
    g_string_append_len(out, written, sizeof written);
}

void ht_pdf_append_points(GString *out, ht_len length)
{
    int64_t scaled = (int64_t)length * 1000;
    int64_t half = scaled < 0 ? -HT_PT / 2 : HT_PT / 2;
    ht_pdf_append_decimal(out, (scaled + half) / HT_PT, 3);
}

void ht_pdf_append_hundredths(GString *out, int64_t hundredths)
{
    ht_pdf_append_decimal(out, hundredths, 2);
}

void ht_pdf_append_utf16(GString *out, const char *text, size_t size)
{
    for (const char *p = text; p < text + size; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c > 0xFFFF) {
            c -= 0x10000;
            ht_pdf_append_code(out, 0xD800 + (c >> 10));
            ht_pdf_append_code(out, 0xDC00 + (c & 0x3FF));
        } else {
            ht_pdf_append_code(out, c);
        }
    }
}

void ht_pdf_append_bytes(GString *out, const char *bytes)
{
    g_string_append_c(out, '(');
    for (const char *p = bytes; *p != '\0'; p++) {
        unsigned char c = (unsigned char)*p;
        if (c < ' ' || c > '~') {
            g_string_append_printf(out, "\\%03o", c);
        } else {
            if (strchr("()\\", c) != NULL) {
                g_string_append_c(out, '\\');
            }
            g_string_append_c(out, (char)c);
        }
    }
    g_string_append_c(out, ')');
}

void ht_pdf_append_address(GString *out, const char *address)
{
    char *ascii = g_uri_escape_string(address, "!#$%&'()*+,/:;=?@[]", FALSE);
    ht_pdf_append_bytes(out, ascii);
    g_free(ascii);
}

void ht_pdf_append_text(GString *out, const char *text)
{
    if (g_str_is_ascii(text)) {
        ht_pdf_append_bytes(out, text);
        return;
    }
    g_string_append(out, "<FEFF");
    ht_pdf_append_utf16(out, text, strlen(text));
    g_string_append_c(out, '>');
}

void ht_pdf_append_name(GString *out, const char *name)
{
    g_string_append_c(out, '/');
    for (const char *p = name; *p != '\0'; p++) {
        unsigned char c = (unsigned char)*p;
        if (c <= ' ' || c > '~' || strchr("#()<>[]{}/%", c) != NULL) {
            g_string_append_printf(out, "#%02X", c);
        } else {
            g_string_append_c(out, (char)c);
        }
    }
}
