/* SPDX-License-Identifier: Apache-2.0 */

/* Replays files, and all files of folders, without a fuzzer: any compiler will do. */

#include "fuzz.h"

#include <glib.h>
#include <stdio.h>

static void replay(const char *path)
{
    char *bytes = NULL;
    gsize size = 0;
    g_assert(g_file_get_contents(path, &bytes, &size, NULL));
    printf("%s\n", path);
    fflush(stdout); /* the last one named is the one that crashed */
    LLVMFuzzerTestOneInput((const uint8_t *)bytes, size);
    g_free(bytes);
}

int main(int argc, char **argv)
{
    int replayed = 0;
    for (int i = 1; i < argc; i++) {
        GDir *folder = g_dir_open(argv[i], 0, NULL);
        const char *name = NULL;
        if (folder == NULL) {
            replay(argv[i]);
            replayed++;
            continue;
        }
        while ((name = g_dir_read_name(folder)) != NULL) {
            char *path = g_build_filename(argv[i], name, NULL);
            replay(path);
            g_free(path);
            replayed++;
        }
        g_dir_close(folder);
    }
    return replayed > 0 ? 0 : 1;
}
