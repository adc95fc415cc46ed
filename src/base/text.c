/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Small questions about UTF-8 text: is it valid, how long, how wide on a terminal, how near a word
 * is to another. GLib knows the characters; this file only asks it in our words.
 */

#include "base/base.h"

#include <glib.h>
#include <string.h>

size_t ht_utf8_invalid(const char *text, size_t size)
{
    const char *end = text;
    /* With a length given, g_utf8_validate stops at NUL bytes as well. */
    g_utf8_validate_len(text, size, &end);
    return (size_t)(end - text);
}

size_t ht_utf8_control(const char *text, size_t size)
{
    for (const char *p = text; p < text + size; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_iscntrl(c) && c != '\t' && c != '\n' && c != '\r') {
            return (size_t)(p - text);
        }
    }
    return size;
}

uint32_t ht_utf8_decode(const char *text, int *bytes)
{
    *bytes = (int)(g_utf8_next_char(text) - text);
    return g_utf8_get_char(text);
}

size_t ht_utf8_length(const char *text, size_t size)
{
    return (size_t)g_utf8_strlen(text, (gssize)size);
}

int ht_display_width(uint32_t codepoint)
{
    if (g_unichar_iszerowidth(codepoint)) {
        return 0;
    }
    return g_unichar_iswide(codepoint) ? 2 : 1;
}

bool ht_is_han(uint32_t codepoint)
{
    return g_unichar_get_script(codepoint) == G_UNICODE_SCRIPT_HAN &&
           g_unichar_type(codepoint) != G_UNICODE_OTHER_SYMBOL;
}

#define LONGEST_WORD 64

/* How many slips of the pen lead from one word to another: a letter too many, too few or wrong, or
 * two swapped (optimal string alignment, in code points). Both are shorter than LONGEST_WORD. */
static size_t edit_distance(const gunichar *a, size_t na, const gunichar *b, size_t nb)
{
    size_t d[LONGEST_WORD][LONGEST_WORD];
    for (size_t i = 0; i <= na; i++) {
        for (size_t j = 0; j <= nb; j++) {
            if (i == 0 || j == 0) {
                d[i][j] = MAX(i, j);
                continue;
            }
            size_t change = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            d[i][j] = MIN(change, MIN(d[i - 1][j], d[i][j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                d[i][j] = MIN(d[i][j], d[i - 2][j - 2] + 1);
            }
        }
    }
    return d[na][nb];
}

const char *ht_nearest(const char *word, const char *const *candidates, size_t n_candidates)
{
    glong n_word = 0;
    gunichar *wide = g_utf8_to_ucs4_fast(word, -1, &n_word);
    const char *best = NULL;
    size_t best_distance = SIZE_MAX;
    for (size_t i = 0; i < n_candidates && n_word < LONGEST_WORD; i++) {
        glong n = 0;
        gunichar *other = g_utf8_to_ucs4_fast(candidates[i], -1, &n);
        size_t distance =
            n < LONGEST_WORD ? edit_distance(wide, (size_t)n_word, other, (size_t)n) : SIZE_MAX;
        g_free(other);
        /* Near is one slip in a short word, one in three letters in a long one. */
        size_t allowed = MAX((size_t)1, (size_t)MAX(n, n_word) / 3);
        if (distance <= allowed && distance < MIN(best_distance, (size_t)MAX(n, n_word))) {
            best = candidates[i];
            best_distance = distance;
        }
    }
    g_free(wide);
    return best;
}
