/* SPDX-License-Identifier: Apache-2.0 */

/* A PDF file: all its objects, and what its streams hold. A value stands in the file or a stream. */

#include "fuzz.h"

#include "object/object.h"

/* As many objects as are looked at. */
#define MOST 512

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    ht_arena *arena = ht_arena_new();
    ht_object_file *file = ht_object_open(arena, bytes, size);
    for (int i = 0; file != NULL && i < ht_object_count(file) && i < MOST; i++) {
        ht_written value = ht_object_value(file, i);
        ht_written rest = value;
        ht_written again;
        char *text = ht_written_text(value);
        g_assert_true(g_utf8_validate(text, -1, NULL));
        if (value.at != value.end) {
            g_assert_true(ht_written_value(&again, &rest) && again.end == value.end);
        }
        ht_object_entry(file, value, "Kids");
        GByteArray *contents = ht_object_contents(file, i);
        if (contents != NULL) {
            g_byte_array_unref(contents);
        }
        g_free(text);
    }
    ht_arena_free(arena);
    return 0;
}
