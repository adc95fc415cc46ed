/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Files that a document names. In: a path as written, from the document's folder. Out: a path that
 * can be opened, inside that folder unless the caller allows otherwise; links are followed first.
 */

#include "document/reading.h"

#include <errno.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

static bool is_inside(const char *path, const char *folder)
{
    char *real_path = realpath(path, NULL);
    char *real_folder = realpath(folder, NULL);
    bool inside = false;
    if (real_path != NULL && real_folder != NULL) {
        size_t size = strlen(real_folder);
        bool root = strcmp(real_folder, "/") == 0;
        inside = root || (strncmp(real_path, real_folder, size) == 0 && real_path[size] == '/');
    }
    free(real_path);
    free(real_folder);
    return inside;
}

const char *ht_path_resolve(ht_reading *reading, const ht_pair *file)
{
    const ht_node *node = file->value;
    ht_span written;
    if (!ht_text_read(&written, reading, node, file->key->text)) {
        return NULL;
    }
    const char *path =
        g_path_is_absolute(written.text)
            ? written.text
            : ht_arena_printf(reading->arena, "%s/%s", reading->folder, written.text);
    if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
        ht_diag_add(reading->diags, HT_E0216, node->place, written.text, g_strerror(ENOENT));
        return NULL;
    }
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
        ht_diag_add(reading->diags, HT_E0216, node->place, written.text, ht_tr("it is not a file"));
        return NULL;
    }
    if (!reading->allow_outside && !is_inside(path, reading->folder)) {
        ht_diag_add(reading->diags, HT_E0217, node->place, written.text);
        return NULL;
    }
    *HT_PUSH(reading->arena, reading->document->files, reading->document->n_files) =
        (ht_named_file){path, written.text};
    return path;
}
