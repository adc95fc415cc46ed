/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The folder of a batch's own, below that of its outputs: journals, and finished files that have no
 * name yet. Each shard has one of its own in it, for shards may run at the same time, on machines that
 * share the folder.
 */

#include "batch/run.h"

#include <glib/gstdio.h>

char *ht_own_root(const char *output)
{
    return g_build_filename(output, ".hongtou", NULL);
}

char *ht_own_folder(const char *root, const ht_batch_options *options)
{
    return options->shards > 0
               ? g_strdup_printf("%s/%d-of-%d", root, options->shard, options->shards)
               : g_strdup(root);
}

void ht_own_clear(const char *own)
{
    GDir *dir = g_dir_open(own, 0, NULL);
    for (const char *name = NULL; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
        if (g_str_has_suffix(name, ".pdf") || g_str_has_suffix(name, ".tmp")) {
            char *path = g_build_filename(own, name, NULL);
            g_unlink(path);
            g_free(path);
        }
    }
    if (dir != NULL) {
        g_dir_close(dir);
    }
    ht_batch_source_clear(own);
}
