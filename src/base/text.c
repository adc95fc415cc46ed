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
    return g_unichar_iswide(codepoint) || g_unichar_iswide_cjk(codepoint) ? 2 : 1;
}

bool ht_is_han(uint32_t codepoint)
{
    return g_unichar_get_script(codepoint) == G_UNICODE_SCRIPT_HAN &&
           g_unichar_type(codepoint) != G_UNICODE_OTHER_SYMBOL;
}

/* Levenshtein's distance in code points. */
static size_t edit_distance(const gunichar *a, size_t na, const gunichar *b, size_t nb)
{
    size_t *row = g_new(size_t, nb + 1);
    for (size_t j = 0; j <= nb; j++) {
        row[j] = j;
    }
    for (size_t i = 1; i <= na; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= nb; j++) {
            size_t substitute = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = MIN(substitute, MIN(row[j], row[j - 1]) + 1);
        }
    }
    size_t distance = row[nb];
    g_free(row);
    return distance;
}

const char *ht_nearest(const char *word, const char *const *candidates, size_t n_candidates)
{
    glong n_word = 0;
    gunichar *wide = g_utf8_to_ucs4_fast(word, -1, &n_word);
    const char *best = NULL;
    size_t best_distance = SIZE_MAX;
    for (size_t i = 0; i < n_candidates && n_word < 64; i++) {
        glong n = 0;
        gunichar *other = g_utf8_to_ucs4_fast(candidates[i], -1, &n);
        size_t distance = edit_distance(wide, (size_t)n_word, other, (size_t)n);
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
