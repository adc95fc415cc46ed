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

bool ht_file_begins_with(const char *path, size_t size, const char *digest)
{
    GMappedFile *file = g_mapped_file_new(path, FALSE, NULL);
    if (file == NULL) {
        return false;
    }
    bool long_enough = g_mapped_file_get_length(file) >= size;
    char *own = long_enough ? ht_sha256_of(g_mapped_file_get_contents(file), size) : NULL;
    bool same = g_strcmp0(own, digest) == 0;
    g_free(own);
    g_mapped_file_unref(file);
    return same;
}
