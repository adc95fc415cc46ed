/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A PDF file that is to be signed: a field is chosen or added. What stands behind the file then can
 * be read, the field is in it, and no byte before it is another.
 */

#include "fuzz.h"

#include "sign/sign.h"

#include <glib.h>
#include <string.h>

static void check_update(ht_arena *arena, ht_update *update, int field, const uint8_t *bytes,
                         size_t size)
{
    GByteArray *all = ht_update_finish(update);
    g_assert_true(all->len > size && memcmp(all->data, bytes, size) == 0);
    ht_object_file *file = ht_object_open(arena, all->data, all->len);
    g_assert_nonnull(file);
    ht_written value = ht_written_entry(ht_object_value(file, field), "V");
    g_assert_true(ht_written_is(value, "(signed)"));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    ht_arena *arena = ht_arena_new();
    ht_diags *diags = ht_diags_new();
    ht_update *update = ht_update_new(arena, (const char *)bytes, size);
    bool whole = ht_update_file(update) != NULL;
    ht_chosen field = {0};
    bool chosen = whole && ht_form_choose(&field, arena, update, "a.pdf", NULL, diags);
    if (chosen) {
        ht_update_set(update, field.object, "V", ht_update_words(update, "(signed)"));
        check_update(arena, update, field.object, bytes, size);
    }
    fuzz_finish(diags, whole && !chosen ? HT_INVALID : HT_OK);
    ht_arena_free(arena);
    return 0;
}
