/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Loaded before the library, this stands in for ht_document_read_memory: a document whose text says
 * so crashes, hangs, takes its time, eats memory, can be read only once, or is gone when it has been
 * read; all others are read as ever. And for the disk: some files cannot be moved; and by HT_DISK it
 * is "slow", or "torn", and has lost the fifth file when that is to be kept.
 */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hongtou/document.h"

#define SLOW 300000 /* microseconds: longer than a bar waits to be drawn again */

typedef ht_status (*reader)(ht_document **, const char *, const void *, size_t,
                            const ht_read_options *, ht_diags *);

static void hang(void)
{
    for (;;) {
        sleep(1);
    }
}

/* Of a document that is read for the second time by this process. */
static void make_late_trouble(const char *text, size_t size)
{
    static int times;
    if (memmem(text, size, "# once", strlen("# once")) != NULL && ++times > 1) {
        _exit(3);
    }
    static int waits;
    if (memmem(text, size, "# wait", strlen("# wait")) != NULL && ++waits > 1) {
        hang();
    }
}

static void make_trouble(const char *name, const char *text, size_t size)
{
    if (memmem(text, size, "# crash", strlen("# crash")) != NULL) {
        abort();
    }
    if (memmem(text, size, "# killed", strlen("# killed")) != NULL) {
        kill(getpid(), SIGKILL); /* as the kernel does when the machine's memory is full */
    }
    if (memmem(text, size, "# leave", strlen("# leave")) != NULL) {
        _exit(3);
    }
    if (memmem(text, size, "# gone", strlen("# gone")) != NULL) {
        unlink(name);
    }
    if (memmem(text, size, "# slow", strlen("# slow")) != NULL) {
        usleep(SLOW);
    }
    if (memmem(text, size, "# hang", strlen("# hang")) != NULL) {
        hang();
    }
    if (memmem(text, size, "# eat", strlen("# eat")) != NULL) {
        for (;;) {
            size_t much = (size_t)1 << 24;
            void *block = malloc(much);
            if (block == NULL) {
                abort(); /* as GLib does */
            }
            memset(block, 1, much);
        }
    }
}

/* A disk that may not be written, for what is called "fixed". */
int rename(const char *from, const char *to)
{
    int (*next)(const char *, const char *) =
        (int (*)(const char *, const char *))dlsym(RTLD_NEXT, "rename");
    if (strstr(to, "fixed") != NULL) {
        errno = EROFS;
        return -1;
    }
    return next(from, to);
}

int fdatasync(int fd)
{
    static atomic_int files;
    const char *disk = getenv("HT_DISK");
    bool torn = disk != NULL && strcmp(disk, "torn") == 0;
    if (disk != NULL && strcmp(disk, "slow") == 0) {
        usleep(SLOW);
    }
    if (torn && ++files == 5) {
        errno = EIO;
        return -1;
    }
    return fsync(fd);
}

ht_status ht_document_read_memory(ht_document **out, const char *name, const void *bytes,
                                  size_t size, const ht_read_options *options, ht_diags *diags)
{
    reader next = (reader)dlsym(RTLD_NEXT, "ht_document_read_memory");
    make_late_trouble(bytes, size);
    make_trouble(name, bytes, size);
    return next(out, name, bytes, size, options, diags);
}
