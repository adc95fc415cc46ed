/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The bytes of an object in; out, its words one after the other, and the values that they make (ISO
 * 32000-1 7.2 and 7.3). Every step ends at the end of the bytes, whatever they are.
 */

#include "object/object.h"

#include <string.h>

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == '\0';
}

static bool ends_word(char c)
{
    return is_space(c) || strchr("()<>[]{}/%", c) != NULL;
}

/* Behind white space and comments. */
static void skip_space(ht_written *rest)
{
    while (rest->at < rest->end && (is_space(*rest->at) || *rest->at == '%')) {
        if (*rest->at != '%') {
            rest->at++;
            continue;
        }
        while (rest->at < rest->end && *rest->at != '\n' && *rest->at != '\r') {
            rest->at++;
        }
    }
}

/* Behind a string in parentheses, which may hold others. */
static const char *end_of_string(const char *p, const char *end)
{
    int level = 0;
    do {
        level += *p == '(' ? 1 : *p == ')' ? -1 : 0;
        p += *p == '\\' ? 2 : 1;
    } while (level > 0 && p < end);
    return MIN(p, end);
}

static const char *end_of_hexadecimal(const char *p, const char *end)
{
    const char *close = memchr(p, '>', (size_t)(end - p));
    return close != NULL ? close + 1 : end;
}

static const char *end_of_word(const char *p, const char *end)
{
    char c = *p;
    bool twice = p + 1 < end && p[1] == c;
    if (c == '(') {
        return end_of_string(p, end);
    }
    if (c == '<' || c == '>') {
        return twice ? p + 2 : c == '<' ? end_of_hexadecimal(p, end) : p + 1;
    }
    if (c == '[' || c == ']') {
        return p + 1;
    }
    do {
        p++;
    } while (p < end && !ends_word(*p));
    return p;
}

bool ht_written_word(ht_written *word, ht_written *rest)
{
    skip_space(rest);
    if (rest->at >= rest->end) {
        return false;
    }
    *word = (ht_written){rest->at, end_of_word(rest->at, rest->end)};
    rest->at = word->end;
    return true;
}

bool ht_written_is(ht_written written, const char *word)
{
    size_t size = strlen(word);
    return (size_t)(written.end - written.at) == size && memcmp(written.at, word, size) == 0;
}

/* ---- Values --------------------------------------------------------------------------------- */

/* As many digits as a number of this program can have. */
#define MOST_DIGITS 18

long ht_written_number(ht_written value)
{
    long number = 0;
    if (value.at == value.end || value.end - value.at > MOST_DIGITS) {
        return -1;
    }
    for (const char *p = value.at; p < value.end; p++) {
        if (!g_ascii_isdigit(*p)) {
            return -1;
        }
        number = number * 10 + (*p - '0');
    }
    return number;
}

/* Takes "12 0 R" off `rest`: its number; -1 when it is not there. */
static long take_reference(ht_written *rest)
{
    ht_written ahead = *rest;
    ht_written words[3];
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        bool there = ht_written_word(&words[i], &ahead);
        if (!there || (i < 2 ? ht_written_number(words[i]) < 0 : !ht_written_is(words[i], "R"))) {
            return -1;
        }
    }
    *rest = ahead;
    return ht_written_number(words[0]);
}

int ht_written_take_reference(ht_written *rest)
{
    ht_written ahead = *rest;
    long number = take_reference(&ahead);
    if (number <= 0 || number > HT_MOST_OBJECTS) {
        return 0;
    }
    *rest = ahead;
    return (int)number;
}

/* How much deeper a word leads. */
static int depth_of(ht_written word)
{
    bool opens = ht_written_is(word, "<<") || ht_written_is(word, "[");
    bool closes = ht_written_is(word, ">>") || ht_written_is(word, "]");
    return opens ? 1 : closes ? -1 : 0;
}

bool ht_written_value(ht_written *value, ht_written *rest)
{
    ht_written word;
    int level = 0;
    skip_space(rest);
    value->at = rest->at;
    if (take_reference(rest) < 0) {
        do {
            if (!ht_written_word(&word, rest)) {
                return false;
            }
            level += depth_of(word);
        } while (level > 0);
    }
    value->end = rest->at;
    return level == 0;
}

int ht_written_reference(ht_written value)
{
    int number = ht_written_take_reference(&value);
    return value.at == value.end ? number : 0;
}

bool ht_written_is_array(ht_written value)
{
    return value.end - value.at >= 2 && *value.at == '[' && value.end[-1] == ']';
}

bool ht_written_is_dictionary(ht_written value)
{
    return value.end - value.at >= 4 && memcmp(value.at, "<<", 2) == 0 &&
           memcmp(value.end - 2, ">>", 2) == 0;
}

ht_written ht_written_inside(ht_written value)
{
    int bracket = ht_written_is_array(value) ? 1 : ht_written_is_dictionary(value) ? 2 : 0;
    return bracket > 0 ? (ht_written){value.at + bracket, value.end - bracket} : HT_NOTHING;
}

ht_written ht_written_entry(ht_written dictionary, const char *key)
{
    ht_written name;
    ht_written value;
    ht_written rest =
        ht_written_is_dictionary(dictionary) ? ht_written_inside(dictionary) : HT_NOTHING;
    size_t size = strlen(key);
    while (ht_written_word(&name, &rest)) {
        if (*name.at != '/') {
            continue; /* one value too many, as damaged files have */
        }
        if (!ht_written_value(&value, &rest)) {
            break;
        }
        if ((size_t)(name.end - name.at) == size + 1 && memcmp(name.at + 1, key, size) == 0) {
            return value;
        }
    }
    return HT_NOTHING;
}
