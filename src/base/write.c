/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Where output goes that is not for a file: into memory, or into a digest. Each is an ht_write_fn.
 */

#include "base/base.h"

#include <glib.h>

bool ht_write_to_bytes(const void *bytes, size_t size, void *array)
{
    g_byte_array_append(array, bytes, (guint)size);
    return true;
}

bool ht_write_to_text(const void *bytes, size_t size, void *text)
{
    g_string_append_len(text, bytes, (gssize)size);
    return true;
}

bool ht_write_to_sha256(const void *bytes, size_t size, void *sum)
{
    ht_sha256_add(sum, bytes, size);
    return true;
}

char *ht_file_digest(const char *path)
{
    GMappedFile *file = g_mapped_file_new(path, FALSE, NULL);
    if (file == NULL) {
        return NULL;
    }
    char *digest = ht_sha256_of(g_mapped_file_get_contents(file), g_mapped_file_get_length(file));
    g_mapped_file_unref(file);
    return digest;
}
