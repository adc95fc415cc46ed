/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Files: read whole with a limit, and the folder of the program's
 * own data.
 */

#define _GNU_SOURCE /* dladdr. NOLINT(bugprone-reserved-identifier): glibc names it so */

#include "base/base.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define READ_STEP ((size_t)64 << 10)

static ht_status read_all(int fd, GByteArray *bytes, size_t limit)
{
    for (;;) {
        guint before = bytes->len;
        g_byte_array_set_size(bytes, before + (guint)READ_STEP);
        ssize_t n = read(fd, bytes->data + before, READ_STEP);
        g_byte_array_set_size(bytes, before + (guint)MAX(n, 0));
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return HT_IO;
        }
        if (bytes->len > limit) {
            return HT_LIMIT;
        }
        if (n == 0) {
            return HT_OK;
        }
    }
}

ht_status ht_file_read(char **out, size_t *out_size, ht_arena *arena, const char *path,
                       size_t limit)
{
    *out = NULL;
    *out_size = 0;
    bool standard = strcmp(path, "-") == 0;
    int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        return HT_IO;
    }
    if (!standard) {
        /* Opening a pipe nobody writes to must not wait; reading from a slow writer must. */
        fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK);
    }
    GByteArray *bytes = g_byte_array_new();
    ht_status status = read_all(fd, bytes, limit);
    int error = errno;
    if (status == HT_OK) {
        *out = ht_arena_strndup(arena, (const char *)bytes->data, bytes->len);
        *out_size = bytes->len;
    }
    g_byte_array_free(bytes, TRUE);
    if (!standard) {
        close(fd);
    }
    errno = error;
    return status;
}

/* The folder of the file this code was loaded from: the library, or a program it is linked into. */
static char *own_folder(void)
{
    Dl_info info;
    char *path = NULL;
    if (dladdr((void *)(uintptr_t)&ht_data_path, &info) != 0 && info.dli_fname != NULL) {
        path = realpath(info.dli_fname, NULL);
    }
    char *folder = path != NULL ? g_path_get_dirname(path) : g_strdup(".");
    free(path);
    return folder;
}

const char *ht_data_path(ht_arena *arena, const char *name)
{
    /* A build keeps share/ beside the library; an installation has lib/ or lib/<triplet>/. */
    static const char *const ways[] = {"share", "../share", "../../share"};
    char *folder = own_folder();
    const char *found = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(ways) && found == NULL; i++) {
        char *path = g_build_filename(folder, ways[i], "hongtou", name, NULL);
        if (g_file_test(path, G_FILE_TEST_EXISTS)) {
            found = ht_arena_strdup(arena, path);
        }
        g_free(path);
    }
    g_free(folder);
    return found != NULL ? found : ht_arena_printf(arena, HT_DATA_DIR "/%s", name);
}
