/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Which layouts are installed: every .yaml file below the data folder's layouts/, by its path
 * there without the ending; but for the clauses that PDFs are measured by.
 */

#include "layout/layout.h"

#include <glib.h>
#include <string.h>

#define CLAUSES "clauses.yaml"

static void collect(GPtrArray *names, const char *folder, const char *prefix)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *entry = NULL;
    while (dir != NULL && (entry = g_dir_read_name(dir)) != NULL) {
        char *path = g_build_filename(folder, entry, NULL);
        char *name = g_strconcat(prefix, entry, NULL);
        if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
            char *below = g_strconcat(name, "/", NULL);
            collect(names, path, below);
            g_free(below);
        } else if (g_str_has_suffix(name, ".yaml") && strcmp(name, CLAUSES) != 0) {
            g_ptr_array_add(names, g_strndup(name, strlen(name) - strlen(".yaml")));
        }
        g_free(name);
        g_free(path);
    }
    if (dir != NULL) {
        g_dir_close(dir);
    }
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

char **ht_layout_names(void)
{
    ht_arena *arena = ht_arena_new();
    GPtrArray *names = g_ptr_array_new();
    collect(names, ht_data_path(arena, "layouts"), "");
    g_ptr_array_sort(names, compare);
    g_ptr_array_add(names, NULL);
    ht_arena_free(arena);
    return (char **)g_ptr_array_free(names, FALSE);
}

void ht_layout_names_free(char **names)
{
    g_strfreev(names);
}
