/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: files that workers have written. Out: the same, once they are on the disk, so that a file has
 * its name only when no power cut can tear it. Disks take their time: these threads wait for them, and
 * nobody else does.
 */

#include "batch/run.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* Several files on their way are one journey for the disk. */
#define THREADS 4

struct ht_disk {
    GThreadPool *threads;
    GMutex lock; /* of the results that are given, and of … */
    size_t pending;
    GCond changed;
    int fd; /* a count of those that are there, for who listens */
};

/* Zero, or why its bytes may be lost. */
static int sync_file(const char *path)
{
    int fd = open(path, O_RDWR | O_CLOEXEC);
    int error = fd < 0 || fdatasync(fd) != 0 ? errno : 0;
    if (fd >= 0) {
        close(fd);
    }
    return error;
}

static void sync_result(gpointer item, gpointer user)
{
    ht_batch_result *result = item;
    ht_disk *disk = user;
    int error = sync_file(result->temporary);
    g_mutex_lock(&disk->lock);
    result->lost = error;
    result->on_its_way = false;
    disk->pending--;
    g_cond_signal(&disk->changed);
    g_mutex_unlock(&disk->lock);
    eventfd_write(disk->fd, 1);
}

ht_disk *ht_disk_new(void)
{
    ht_disk *disk = g_new0(ht_disk, 1);
    g_mutex_init(&disk->lock);
    g_cond_init(&disk->changed);
    disk->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (disk->fd < 0) {
        g_error("there is no file descriptor left to wait by"); /* as GLib does */
    }
    disk->threads = g_thread_pool_new(sync_result, disk, THREADS, FALSE, NULL);
    return disk;
}

void ht_disk_free(ht_disk *disk)
{
    g_thread_pool_free(disk->threads, FALSE, TRUE);
    close(disk->fd);
    g_cond_clear(&disk->changed);
    g_mutex_clear(&disk->lock);
    g_free(disk);
}

void ht_disk_put(ht_disk *disk, ht_batch_result *result)
{
    g_mutex_lock(&disk->lock);
    result->on_its_way = true;
    disk->pending++;
    g_mutex_unlock(&disk->lock);
    g_thread_pool_push(disk->threads, result, NULL);
}

int ht_disk_fd(const ht_disk *disk)
{
    return disk->fd;
}

void ht_disk_listen(ht_disk *disk)
{
    eventfd_t count = 0;
    eventfd_read(disk->fd, &count);
}

bool ht_disk_has(ht_disk *disk, const ht_batch_result *result)
{
    g_mutex_lock(&disk->lock);
    bool there = !result->on_its_way;
    g_mutex_unlock(&disk->lock);
    return there;
}

void ht_disk_wait(ht_disk *disk)
{
    g_mutex_lock(&disk->lock);
    while (disk->pending > 0) {
        g_cond_wait(&disk->changed, &disk->lock);
    }
    g_mutex_unlock(&disk->lock);
}
