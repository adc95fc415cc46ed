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

static bool is_parent_key(const ht_graft *graft, size_t at, size_t end)
{
    return (end - at == strlen("/StructParents") && ht_graft_has(graft, at, "/StructParents")) ||
           (end - at == strlen("/StructParent") && ht_graft_has(graft, at, "/StructParent"));
}

/* The words of an object, with references to copies, and without the length of its stream; `*at` is
 * then behind them, where its stream begins or it ends. */
static bool copy_words(GString *out, ht_graft *graft, ht_objects *to, size_t *at, long *length)
{
    int level = 0;
    size_t p = ht_graft_skip_space(graft, *at);
    while (p < graft->size && !ht_graft_has(graft, p, "endobj") &&
           !ht_graft_has(graft, p, "stream")) {
        int object = ht_graft_reference(graft, &p);
        size_t end = ht_graft_skip_token(graft, p);
        level += ht_graft_has(graft, p, "<<") ? 1 : ht_graft_has(graft, p, ">>") ? -1 : 0;
        if (object > 0) {
            g_string_append_printf(out, "%d 0 R ", ht_graft_number(graft, to, object));
        } else if (level == 1 && end - p == strlen("/Length") &&
                   ht_graft_has(graft, p, "/Length")) {
            p = ht_graft_skip_space(graft, end);
            *length = ht_graft_number_at(graft, p);
            p = ht_graft_reference(graft, &p) > 0 ? p : ht_graft_skip_token(graft, p);
        } else if (is_parent_key(graft, p, end)) {
            g_string_append_len(out, graft->bytes + p, (gssize)(end - p));
            p = ht_graft_skip_space(graft, end);
            g_string_append_printf(out, " %ld ", ht_graft_number_at(graft, p) + graft->shift);
            p = ht_graft_skip_token(graft, p);
        } else {
            g_string_append_len(out, graft->bytes + p, (gssize)(end - p));
            g_string_append_c(out, ' ');
            p = end;
        }
        p = ht_graft_skip_space(graft, p);
    }
    *at = p;
    return p < graft->size;
}

/* Puts one object under `number`; `more` are entries of a stream's dictionary. */
static bool put_copy(ht_graft *graft, ht_objects *to, int object, int number, const char *more)
{
    ht_slice stream;
    GString *words = g_string_new(NULL);
    long length = -1;
    size_t at = ht_graft_object_at(graft, object);
    bool good = at != SIZE_MAX && copy_words(words, graft, to, &at, &length);
    if (good && ht_graft_has(graft, at, "endobj")) {
        ht_objects_put(to, number, words->str);
    } else if (good) {
        good = ht_graft_stream_at(&stream, graft, at, length) &&
               g_str_has_prefix(words->str, "<< ") && g_str_has_suffix(words->str, ">> ");
        if (good) {
            g_string_truncate(words, words->len - strlen(">> "));
            g_string_append(words, more);
            ht_objects_put_raw(to, number, words->str + strlen("<< "), stream.bytes, stream.size);
        }
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

int ht_graft_form(ht_graft *graft, ht_objects *to, const char *entries)
{
    int pages = ht_graft_entry(graft, ht_graft_trailer(graft, "Root"), "Pages");
    int page = ht_graft_entry(graft, pages, "Kids");
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
