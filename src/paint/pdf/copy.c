/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Objects of a finished file in, the same objects in another file out, with the numbers they have
 * there. Streams are copied as they are.
 */

#include "paint/pdf/graft.h"

#include <string.h>

void ht_graft_shift_parents(ht_graft *graft, int by)
{
    graft->shift = by;
}

void ht_graft_replace(ht_graft *graft, int object, int number)
{
    g_hash_table_insert(graft->copies, GINT_TO_POINTER(object + 1), GINT_TO_POINTER(number + 1));
}

bool ht_graft_is_known(const ht_graft *graft, int object)
{
    return g_hash_table_contains(graft->copies, GINT_TO_POINTER(object + 1));
}

/* The number of an object's copy; one that is new waits to be put. */
int ht_graft_number(ht_graft *graft, ht_objects *to, int object)
{
    int known = GPOINTER_TO_INT(g_hash_table_lookup(graft->copies, GINT_TO_POINTER(object + 1)));
    if (known > 0) {
        return known - 1;
    }
    int number = ht_objects_reserve(to);
    ht_graft_replace(graft, object, number);
    g_array_append_val(graft->waiting, object);
    return number;
}

/* Appends a word; a blank keeps it from the one before, where nothing else does. */
static void append_word(GString *out, const char *word, size_t size)
{
    static const char delimiters[] = "()<>[]{}/";
    bool apart = out->len == 0 || strchr(delimiters, out->str[out->len - 1]) != NULL ||
                 strchr(delimiters, *word) != NULL;
    g_string_append(out, apart ? "" : " ");
    g_string_append_len(out, word, (gssize)size);
}

static void append_number(GString *out, long number, const char *behind)
{
    char *text = g_strdup_printf("%ld%s", number, behind);
    append_word(out, text, strlen(text));
    g_free(text);
}

static int depth_of(ht_written word)
{
    return ht_written_is(word, "<<") ? 1 : ht_written_is(word, ">>") ? -1 : 0;
}

void ht_graft_copy_words(GString *out, ht_graft *graft, ht_objects *to, ht_written rest,
                         bool stream)
{
    int level = 0;
    ht_written word;
    ht_written value;
    for (;;) {
        int object = ht_written_take_reference(&rest);
        if (object > 0) {
            append_number(out, ht_graft_number(graft, to, object), " 0 R");
            continue;
        }
        if (!ht_written_word(&word, &rest)) {
            return;
        }
        level += depth_of(word);
        if (stream && level == 0 && ht_written_is(word, "/Length")) {
            ht_written_value(&value, &rest);
            continue;
        }
        append_word(out, word.at, (size_t)(word.end - word.at));
        if ((ht_written_is(word, "/StructParents") || ht_written_is(word, "/StructParent")) &&
            ht_written_value(&value, &rest)) {
            long key = ht_written_number(ht_object_resolve(graft->file, value));
            append_number(out, key + graft->shift, "");
        }
    }
}

/* Puts one object under `number`; `more` are entries of a stream's dictionary. */
static bool put_copy(ht_graft *graft, ht_objects *to, int object, int number, const char *more)
{
    ht_written bytes;
    ht_written value = ht_object_value(graft->file, object);
    bool good = value.at != value.end && ht_object_stream(&bytes, graft->file, object);
    bool stream = good && bytes.at != NULL;
    GString *words = g_string_new(NULL);
    ht_graft_copy_words(words, graft, to, stream ? ht_written_inside(value) : value, stream);
    if (stream) {
        g_string_append(words, more);
        ht_objects_put_raw(to, number, words->str, bytes.at, (size_t)(bytes.end - bytes.at));
    } else if (good) {
        ht_objects_put(to, number, words->str);
    }
    g_string_free(words, TRUE);
    return good;
}

static bool put_waiting(ht_graft *graft, ht_objects *to)
{
    bool good = true;
    while (good && graft->waiting->len > 0) {
        int object = g_array_index(graft->waiting, int, graft->waiting->len - 1);
        g_array_set_size(graft->waiting, graft->waiting->len - 1);
        good = put_copy(graft, to, object, ht_graft_number(graft, to, object), "");
    }
    return good;
}

int ht_graft_copy(ht_graft *graft, ht_objects *to, int object)
{
    int number = ht_graft_number(graft, to, object);
    return put_waiting(graft, to) ? number : 0;
}

int ht_graft_first_page(const ht_graft *graft)
{
    int pages = ht_graft_entry(graft, ht_graft_trailer(graft, "Root"), "Pages");
    return ht_graft_entry(graft, pages, "Kids");
}

int ht_graft_form(ht_graft *graft, ht_objects *to, const char *entries)
{
    int page = ht_graft_first_page(graft);
    int contents = ht_graft_entry(graft, page, "Contents");
    int resources = ht_graft_entry(graft, page, "Resources");
    if (contents == 0 || resources == 0) {
        return 0;
    }
    int number = ht_objects_reserve(to);
    char *all = g_strdup_printf("/Type/XObject/Subtype/Form%s/Resources %d 0 R", entries,
                                ht_graft_copy(graft, to, resources));
    bool good = put_copy(graft, to, contents, number, all) && put_waiting(graft, to);
    g_free(all);
    return good ? number : 0;
}

int ht_graft_form_of(ht_graft *graft, ht_objects *to, const char *entries, const GString *contents,
                     const char *more)
{
    int resources = ht_graft_entry(graft, ht_graft_first_page(graft), "Resources");
    ht_written value = ht_object_value(graft->file, resources);
    GString *words = g_string_new(NULL);
    ht_graft_copy_words(words, graft, to, ht_written_inside(value), false);
    bool good = ht_written_is_dictionary(value) && put_waiting(graft, to);
    int number = good ? ht_objects_reserve(to) : 0;
    if (good) {
        char *all = g_strdup_printf("/Type/XObject/Subtype/Form%s/Resources<<%s%s>>", entries, more,
                                    words->str);
        ht_objects_put_stream(to, number, all, contents->str, contents->len);
        g_free(all);
    }
    g_string_free(words, TRUE);
    return number;
}
