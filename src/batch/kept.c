/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Files without a name: what is read twice and must not change in between. In: standard input. Out:
 * an open file that goes away by itself.
 */

#include "batch/source.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define CHUNK ((size_t)1 << 16)

static FILE *open_nameless(const char *folder)
{
    char *name = g_build_filename(folder, "hongtou-XXXXXX", NULL);
    int fd = g_mkstemp(name);
    if (fd >= 0) {
        unlink(name);
    }
    g_free(name);
    return fd >= 0 ? fdopen(fd, "w+") : NULL;
}

/* From the beginning on; NULL, and closed, when it was not written whole. */
static FILE *finish(FILE *file)
{
    if (file != NULL && (fflush(file) != 0 || ferror(file))) {
        int error = errno;
        fclose(file);
        errno = error;
        return NULL;
    }
    if (file != NULL) {
        rewind(file);
    }
    return file;
}

FILE *ht_keep_standard_input(void)
{
    FILE *file = open_nameless(g_get_tmp_dir());
    char *chunk = g_malloc(CHUNK);
    size_t n = 0;
    while (file != NULL && (n = fread(chunk, 1, CHUNK, stdin)) > 0) {
        fwrite(chunk, 1, n, file);
    }
    g_free(chunk);
    return finish(file);
}
