/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What breaking paragraphs as a whole costs. In: a document. Out: milliseconds for all its texts, and
 * for one paragraph made of them, of 1,000 characters, 10,000, and so on: ten times as many should
 * take ten times as long.
 */

#include "page/page.h"
#include "text/setter.h"

#include <glib.h>
#include <stdio.h>

#define ROUNDS 20
#define LONGEST 1000000

typedef struct bench {
    ht_arena *arena;
    ht_setter *setter;
    const ht_story *story;
    ht_len measure;
} bench;

static ht_atoms words_of(const bench *b, const ht_block *block)
{
    ht_atoms atoms = {0};
    if (block->kind == HT_BLOCK_TEXT) {
        ht_set_words(&atoms, b->setter, &block->text);
    }
    return atoms;
}

/* Milliseconds to break these atoms, the least of some rounds. */
static double break_once(const bench *b, const ht_atoms *atoms, int rounds)
{
    gint64 least = G_MAXINT64;
    for (int i = 0; i < rounds; i++) {
        ht_arena *arena = ht_arena_new();
        ht_breaks breaks = {0};
        ht_paragraph paragraph = {atoms, b->measure, b->measure, HT_WISH_BEST, NULL};
        gint64 start = g_get_monotonic_time();
        ht_break_paragraph(&breaks, arena, &paragraph);
        least = MIN(least, g_get_monotonic_time() - start);
        ht_arena_free(arena);
    }
    return (double)least / 1000;
}

static void break_document(const bench *b)
{
    double all = 0;
    size_t characters = 0;
    for (size_t i = 0; i < b->story->flow.n_items; i++) {
        ht_atoms atoms = words_of(b, &b->story->flow.items[i]);
        characters += atoms.n_items;
        all += atoms.n_items > 0 ? break_once(b, &atoms, ROUNDS) : 0;
    }
    printf("all texts of the document\t%zu characters\t%.3f ms\n", characters, all);
}

/* A paragraph of `n` atoms: the document's texts, again and again. */
static ht_atoms repeat(const bench *b, size_t n)
{
    ht_atoms all = {0};
    while (all.n_items < n) {
        for (size_t i = 0; i < b->story->flow.n_items && all.n_items < n; i++) {
            ht_atoms atoms = words_of(b, &b->story->flow.items[i]);
            for (size_t k = 0; k < atoms.n_items && all.n_items < n; k++) {
                *HT_PUSH(b->arena, all.items, all.n_items) = atoms.items[k];
                all.items[all.n_items - 1].must_break = false;
            }
        }
    }
    all.items[n - 1].break_after = true;
    return all;
}

int main(int argc, char **argv)
{
    ht_diags *diags = ht_diags_new();
    ht_document *document = NULL;
    ht_layout *plain = NULL;
    ht_layout *layout = NULL;
    ht_fontset *fonts = NULL;
    ht_fonts_options options = HT_FONTS_OPTIONS_INIT;
    ht_concessions none = HT_NO_CONCESSIONS;
    ht_story story;
    if (argc != 2 || ht_document_read_file(&document, argv[1], NULL, diags) != HT_OK ||
        ht_layout_load(&plain, ht_document_layout(document), diags) != HT_OK ||
        ht_layout_adapt(&layout, plain, document, diags) != HT_OK ||
        ht_fontset_new(&fonts, &options, diags) != HT_OK) {
        fprintf(stderr, "usage: %s DOCUMENT\n", argv[0]);
        return 2;
    }
    bench b = {.arena = ht_arena_new(), .story = &story, .measure = layout->width};
    b.setter = ht_setter_new(b.arena, layout, fonts, document->source, diags);
    ht_block_build(&story, b.arena, document, layout, &none, diags);
    break_document(&b);
    for (size_t n = 1000; n <= LONGEST; n *= 10) {
        ht_atoms atoms = repeat(&b, n);
        printf("one paragraph\t%zu characters\t%.3f ms\n", n, break_once(&b, &atoms, 3));
    }
    ht_arena_free(b.arena);
    ht_layout_unref(layout);
    ht_layout_unref(plain);
    ht_fontset_unref(fonts);
    ht_document_free(document);
    ht_diags_free(diags);
    return 0;
}
