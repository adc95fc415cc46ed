/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A file whole or not at all. What is written goes to a temporary name beside the target, is
 * synced, and takes the target's name: whoever looks sees the old file or the new one, also after
 * a power cut. A target that is no ordinary file (a pipe, a terminal) is written straight. A temporary
 * file is locked by who writes it, until it has its last name: one that is not locked was left behind
 * by a process that is gone.
 */

#include "paint/paint.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* What the name of a temporary file begins and ends with. */
#define BEFORE ".hongtou-"
#define AFTER ".tmp"
/* Other threads of this process may be writing beside us. */
#define MAX_ATTEMPTS 1000

typedef struct sink {
    int fd;
    int error; /* errno of the first failure, or 0 */
} sink;

static bool write_to_sink(const void *bytes, size_t size, void *user)
{
    sink *s = user;
    const char *p = bytes;
    while (size > 0 && s->error == 0) {
        ssize_t n = write(s->fd, p, size);
        if (n > 0) {
            p += n;
            size -= (size_t)n;
        } else if (n == 0 || errno != EINTR) {
            s->error = n == 0 ? EIO : errno;
        }
    }
    return s->error == 0;
}

static bool is_special(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && !S_ISREG(info.st_mode);
}

/* True while an open file has this name. */
static bool has_name(int fd, const char *name)
{
    struct stat own;
    struct stat named;
    return fstat(fd, &own) == 0 && stat(name, &named) == 0 && own.st_ino == named.st_ino &&
           own.st_dev == named.st_dev;
}

/* Locks a new file; false when somebody clears it away. File systems without locks clear nothing. */
static bool lock_new(int fd, const char *name)
{
    bool locked = flock(fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
    return locked && has_name(fd, name);
}

/* Opens a new file beside `path`. Its name owes nothing to the target's, which may be as long as
 * names can be. Who clears the folder may take it before it is locked: then there is another. */
static int open_temporary(char **name, const char *path)
{
    char *folder = g_path_get_dirname(path);
    int fd = -1;
    *name = NULL;
    for (int attempt = 0; attempt < MAX_ATTEMPTS && fd < 0; attempt++) {
        g_free(*name);
        *name = g_strdup_printf("%s/" BEFORE "%ld-%d" AFTER, folder, (long)getpid(), attempt);
        fd = open(*name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd < 0 && errno != EEXIST) {
            break;
        }
        if (fd >= 0 && !lock_new(fd, *name)) {
            close(fd);
            fd = -1;
            errno = EEXIST;
        }
    }
    g_free(folder);
    return fd;
}

/* A file that takes the place of another has its mode: what only its owner may read stays so. */
static void keep_mode(int fd, const char *path)
{
    struct stat old;
    if (stat(path, &old) == 0) {
        (void)!fchmod(fd, old.st_mode & 07777); /* some file systems know no modes */
    }
}

static void sync_folder(const char *path)
{
    char *folder = g_path_get_dirname(path);
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
    g_free(folder);
}

/* Gives the file its last name; its lock ends after that. */
static int seal(sink *s, const char *temporary, const char *path)
{
    if (s->error == 0 && (fsync(s->fd) != 0 || rename(temporary, path) != 0)) {
        s->error = errno;
    }
    close(s->fd); /* it is synced: nothing can be lost here */
    return s->error;
}

static ht_status tell(ht_diags *diags, const char *path, int error)
{
    ht_diag_add(diags, HT_E0803, HT_NO_PLACE, path, g_strerror(error));
    return HT_IO;
}

static ht_status write_straight(const char *path, ht_fill_fn fill, void *data, ht_diags *diags)
{
    sink s = {open(path, O_WRONLY | O_CLOEXEC), 0};
    if (s.fd < 0) {
        return tell(diags, path, errno);
    }
    ht_status status = fill(write_to_sink, &s, data);
    close(s.fd);
    return s.error != 0 ? tell(diags, path, s.error) : status;
}

ht_status ht_write_file(const char *path, ht_fill_fn fill, void *data, ht_diags *diags)
{
    if (is_special(path)) {
        return write_straight(path, fill, data, diags);
    }
    char *temporary = NULL;
    sink s = {open_temporary(&temporary, path), 0};
    ht_status status = HT_OK;
    if (s.fd < 0) {
        status = tell(diags, path, errno);
        g_free(temporary);
        return status;
    }
    keep_mode(s.fd, path);
    status = fill(write_to_sink, &s, data);
    if (status != HT_OK) {
        close(s.fd);
    } else if (seal(&s, temporary, path) == 0) {
        sync_folder(path);
    }
    if (s.error != 0) {
        status = tell(diags, path, s.error);
    }
    if (status != HT_OK) {
        unlink(temporary);
    }
    g_free(temporary);
    return status;
}

ht_status ht_write_unsynced(const char *path, ht_fill_fn fill, void *data, ht_diags *diags)
{
    sink s = {open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666), 0};
    if (s.fd < 0) {
        return tell(diags, path, errno);
    }
    ht_status status = fill(write_to_sink, &s, data);
    if (close(s.fd) != 0 && s.error == 0) {
        s.error = errno;
    }
    if (s.error != 0) {
        status = tell(diags, path, s.error);
    }
    if (status != HT_OK) {
        unlink(path);
    }
    return status;
}

ht_status ht_make_folder(const char *path, ht_diags *diags)
{
    return g_mkdir_with_parents(path, 0777) == 0 ? HT_OK : tell(diags, path, errno);
}

void ht_clear_temporaries(const char *folder)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    for (const char *name = NULL; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
        if (g_str_has_prefix(name, BEFORE) && g_str_has_suffix(name, AFTER)) {
            char *path = g_build_filename(folder, name, NULL);
            int fd = open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
            if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0 && has_name(fd, path)) {
                unlink(path);
            }
            if (fd >= 0) {
                close(fd);
            }
            g_free(path);
        }
    }
    if (dir != NULL) {
        g_dir_close(dir);
    }
}
