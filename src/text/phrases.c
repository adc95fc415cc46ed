/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Where a title may be broken by sense. In: its atoms. Out: what a line's end behind each of them
 * costs.
 *
 * ICU's dictionary says what is a word, and the layout's lists say it better (layouts/words.txt):
 * theirs are kept whole, and tell what a word does. A boundary is the weaker the closer its sides
 * belong together: 的 and nouns such as 工作 to what stands before them, 关于 and adverbs to what
 * follows; verbs begin a phrase. Marks and 和 end one.
 */

#include "text/setter.h"

#include <string.h>
#include <unicode/ubrk.h>

/* What a line's end costs … */
#define TORN 90.0   /* within a word */
#define LONE 45.0   /* beside a single character that the dictionary takes for a word */
#define CLING 45.0  /* before 的, behind 关于 */
#define NESTED 22.0 /* … and more within 《》 or “” */
#define CLOSE 14.0  /* before 工作, 方案, or （: what names the words before it */
#define LOOSE 9.0   /* between two words of a phrase */
#define HASTY 6.0   /* … and more when the first is all of a verb's object that stays with it */
#define OBJECT 5.0  /* between a verb and its object */
#define PHRASE 1.0  /* before a verb or a name of several words, behind a noun that ends a phrase */
#define ENDED 0.0   /* behind a mark, or 和 */

typedef struct words {
    const ht_atoms *atoms;
    size_t first;
    size_t last;
    bool *inside;         /* a word goes on behind the atom */
    ht_word_kind *ends;   /* of the word that ends with the atom … */
    ht_word_kind *begins; /* … and that begins with it */
    bool *listed;         /* the atom belongs to a word of the lists */
    int *depth;           /* in brackets or quotes behind the atom */
} words;

/* The text of the atoms, and where each begins in it. */
static char *join(const words *w, size_t *starts)
{
    GString *text = g_string_new(NULL);
    for (size_t i = w->first; i < w->last; i++) {
        starts[i - w->first] = text->len;
        g_string_append_len(text, w->atoms->items[i].text, w->atoms->items[i].bytes);
    }
    starts[w->last - w->first] = text->len;
    return g_string_free(text, FALSE);
}

static void ask_dictionary(words *w, const char *text, const size_t *starts)
{
    UErrorCode error = U_ZERO_ERROR;
    UText *utext = utext_openUTF8(NULL, text, -1, &error);
    UBreakIterator *breaks = ubrk_open(UBRK_WORD, "zh", NULL, 0, &error);
    ubrk_setUText(breaks, utext, &error);
    for (size_t i = w->first; i + 1 < w->last && U_SUCCESS(error); i++) {
        w->inside[i] = !ubrk_isBoundary(breaks, (int32_t)starts[i + 1 - w->first]);
    }
    ubrk_close(breaks);
    utext_close(utext);
}

/* The atom that begins at a byte of the text, or `last`; `from` begins before it. */
static size_t atom_at(const words *w, const size_t *starts, size_t from, size_t byte)
{
    while (from < w->last && starts[from - w->first] < byte) {
        from++;
    }
    return from;
}

/* The lists' words are whole, and nothing else is where they begin and end. */
static void ask_lists(words *w, const ht_layout *layout, const char *text, const size_t *starts)
{
    for (size_t i = w->first; i < w->last;) {
        ht_word_kind kind = HT_WORD_PLAIN;
        size_t size = ht_layout_word(layout, text + starts[i - w->first], &kind);
        if (size == 0) {
            i++;
            continue;
        }
        size_t end = atom_at(w, starts, i, starts[i - w->first] + size);
        for (size_t k = i; k < end; k++) {
            w->inside[k] = k + 1 < end;
            w->listed[k] = true;
        }
        if (i > w->first) {
            w->inside[i - 1] = false;
        }
        w->begins[i] = kind;
        w->ends[end - 1] = kind;
        i = end;
    }
}

static void find_depth(words *w)
{
    int now = 0;
    for (size_t i = w->first; i < w->last; i++) {
        now += w->atoms->items[i].class == HT_CLASS_OPEN;
        now -= w->atoms->items[i].class == HT_CLASS_CLOSE && now > 0;
        w->depth[i] = now;
    }
}

/* The first atom of the word that ends with atom i. */
static size_t start_of(const words *w, size_t i)
{
    while (i > w->first && w->inside[i - 1]) {
        i--;
    }
    return i;
}

/* A Han character that stands alone for want of a word in the dictionary. */
static bool is_lone(const words *w, size_t i)
{
    bool whole = !w->inside[i] && (i == w->first || !w->inside[i - 1]);
    return whole && !w->listed[i] && w->atoms->items[i].class == HT_CLASS_HAN;
}

/* How closely the words on both sides of the boundary behind atom i belong together. */
static double bond(const words *w, size_t i)
{
    ht_word_kind left = w->ends[i];
    ht_word_kind right = w->begins[i + 1];
    const ht_atom *a = &w->atoms->items[i];
    const ht_atom *b = a + 1;
    if (w->inside[i] || a->whole != HT_WHOLE_NOTHING) {
        return TORN;
    }
    /* A number stays with what it counts, and with 等 before it. */
    bool counts =
        a->class == HT_CLASS_DIGIT || (left == HT_WORD_TAIL && b->class == HT_CLASS_DIGIT);
    if (right == HT_WORD_TAIL || right == HT_WORD_LINK || left == HT_WORD_HEAD || counts) {
        return CLING;
    }
    if (left == HT_WORD_LINK || a->class == HT_CLASS_PAUSE || a->class == HT_CLASS_STOP) {
        return ENDED;
    }
    /* The lists are sure where a word begins; where it ends, a name may go on: 改革 in 改革局. */
    bool begins = w->listed[i + 1] || left == HT_WORD_VERB;
    if (!begins && (is_lone(w, i) || is_lone(w, i + 1))) {
        return LONE;
    }
    bool bracket = b->codepoint == 0xFF08 || b->codepoint == 0x3014;
    if (right == HT_WORD_NOUN || bracket) {
        return CLOSE;
    }
    size_t start = start_of(w, i);
    bool after_verb = start > w->first && w->ends[start - 1] == HT_WORD_VERB;
    double hasty = after_verb ? HASTY : 0;
    if (right == HT_WORD_VERB || right == HT_WORD_HEAD || right == HT_WORD_PHRASE ||
        left == HT_WORD_NOUN) {
        return PHRASE + hasty;
    }
    return left == HT_WORD_VERB ? OBJECT : LOOSE + hasty;
}

void ht_phrases_weigh(double *costs, ht_setter *setter, const ht_atoms *atoms, size_t first,
                      size_t last)
{
    size_t n = atoms->n_items + 1;
    words w = {.atoms = atoms, .first = first, .last = last};
    size_t *starts = HT_NEW_ARRAY(setter->arena, size_t, last - first + 1);
    w.inside = HT_NEW_ARRAY(setter->arena, bool, n);
    w.ends = HT_NEW_ARRAY(setter->arena, ht_word_kind, n);
    w.begins = HT_NEW_ARRAY(setter->arena, ht_word_kind, n);
    w.listed = HT_NEW_ARRAY(setter->arena, bool, n);
    w.depth = HT_NEW_ARRAY(setter->arena, int, n);
    char *text = join(&w, starts);
    ask_dictionary(&w, text, starts);
    ask_lists(&w, setter->layout, text, starts);
    g_free(text);
    find_depth(&w);
    for (size_t i = first; i + 1 < last; i++) {
        costs[i] = bond(&w, i) + (w.depth[i] > 0 ? NESTED : 0);
    }
}
