/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Lists of words (layouts/words.txt). In: files that a layout names. Out: a table by which the text
 * stage knows where a title may be broken.
 */

#include "layout/reader.h"

#include <errno.h>
#include <glib.h>
#include <string.h>

#define MAX_WORDS_BYTES ((size_t)4 << 20)
#define LONGEST_WORD 64 /* bytes */

struct ht_words {
    GHashTable *kinds; /* word -> kind + 1 */
};

static const char *const kind_names[HT_WORD_KINDS] = {"word", "verb", "tail",  "head",
                                                      "link", "noun", "phrase"};

static void drop_table(void *table)
{
    g_hash_table_destroy(table);
}

static int kind_of(const char *name)
{
    int found = -1;
    for (int i = 0; i < HT_WORD_KINDS; i++) {
        found = strcmp(name, kind_names[i]) == 0 ? i : found;
    }
    return found;
}

static void read_line(ht_reader *reader, const ht_source *source, char *line, int number)
{
    char *comment = strchr(line, '#');
    if (comment != NULL) {
        *comment = '\0';
    }
    char *word = g_strstrip(line);
    if (*word == '\0') {
        return;
    }
    char *gap = strpbrk(word, " \t");
    const char *name = "word";
    if (gap != NULL) {
        *gap = '\0';
        name = g_strstrip(gap + 1);
    }
    int kind = kind_of(name);
    ht_place place = {source, number, 1, 1};
    if (strlen(word) > LONGEST_WORD) {
        ht_diag_add(reader->diags, HT_E0330, place, word);
        return;
    }
    if (kind < 0) {
        ht_diag_add(reader->diags, HT_E0328, place, name);
        return;
    }
    g_hash_table_insert(reader->layout->words->kinds, ht_arena_strdup(reader->arena, word),
                        GINT_TO_POINTER(kind + 1));
}

/* Beside the layout that names it; else among the installed layouts, which a copy of one of them
 * still means. */
static const char *path_of(ht_reader *reader, const ht_node *name)
{
    char *folder = g_path_get_dirname(name->place.source->name);
    const char *path = g_path_is_absolute(name->text)
                           ? name->text
                           : ht_arena_printf(reader->arena, "%s/%s", folder, name->text);
    g_free(folder);
    if (g_file_test(path, G_FILE_TEST_EXISTS)) {
        return path;
    }
    const char *installed =
        ht_data_path(reader->arena, ht_arena_printf(reader->arena, "layouts/%s", name->text));
    return g_file_test(installed, G_FILE_TEST_EXISTS) ? installed : path;
}

static void read_list(ht_reader *reader, const ht_node *name)
{
    const char *path = path_of(reader, name);
    char *text = NULL;
    size_t size = 0;
    ht_status status = ht_file_read(&text, &size, reader->arena, path, MAX_WORDS_BYTES);
    if (status != HT_OK) {
        const char *why = status == HT_LIMIT ? ht_tr("it is too large") : g_strerror(errno);
        ht_diag_add(reader->diags, HT_E0801, name->place, path, why);
        return;
    }
    ht_source *raw = HT_NEW(reader->arena, ht_source);
    const ht_source *source = NULL;
    *raw = (ht_source){path, text, size, NULL};
    if (ht_input_clean(&source, reader->arena, raw, reader->diags) != HT_OK) {
        return;
    }
    char **lines = g_strsplit(source->text, "\n", -1);
    for (int i = 0; lines[i] != NULL; i++) {
        read_line(reader, source, lines[i], i + 1);
    }
    g_strfreev(lines);
}

void ht_layout_read_words(ht_reader *reader, const ht_node *tree)
{
    const ht_node *lists = ht_node_find(tree, "words");
    if (lists == NULL) {
        return;
    }
    if (lists->kind != HT_NODE_MAP) {
        ht_diag_add(reader->diags, HT_E0313, lists->place, ht_tr("a map"), "words");
        return;
    }
    reader->layout->words = HT_NEW(reader->arena, struct ht_words);
    reader->layout->words->kinds = g_hash_table_new(g_str_hash, g_str_equal);
    ht_arena_defer(reader->arena, drop_table, reader->layout->words->kinds);
    for (size_t i = 0; i < lists->n_pairs; i++) {
        if (lists->pairs[i].value->kind == HT_NODE_TEXT) {
            read_list(reader, lists->pairs[i].value);
        } else {
            ht_diag_add(reader->diags, HT_E0313, lists->pairs[i].value->place, ht_tr("a path"),
                        lists->pairs[i].key->text);
        }
    }
}

size_t ht_layout_word(const ht_layout *layout, const char *text, ht_word_kind *kind)
{
    char word[LONGEST_WORD + 1];
    size_t size = MIN(strlen(text), (size_t)LONGEST_WORD);
    if (layout->words == NULL) {
        return 0;
    }
    memcpy(word, text, size);
    for (; size > 0; size--) {
        word[size] = '\0';
        bool whole = (text[size] & 0xC0) != 0x80; /* not within a character */
        gpointer found = whole ? g_hash_table_lookup(layout->words->kinds, word) : NULL;
        if (found != NULL) {
            *kind = (ht_word_kind)(GPOINTER_TO_INT(found) - 1);
            return size;
        }
    }
    return 0;
}
