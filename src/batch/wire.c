/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Messages between a batch and its workers: a list of texts, each with its length before it. Both
 * sides are the same program on the same machine.
 */

#include "batch/batch.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* A part is never longer than a document may be, with what is said of it. */
#define MOST_PARTS 64
#define MOST_BYTES ((uint64_t)1 << 30)

static bool write_all(int fd, const void *bytes, size_t size)
{
    const char *at = bytes;
    while (size > 0) {
        /* A worker that was killed must not kill us by its closed socket. */
        ssize_t n = send(fd, at, size, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return false;
        }
        at += n;
        size -= (size_t)n;
    }
    return true;
}

static bool read_all(int fd, void *bytes, size_t size)
{
    char *at = bytes;
    while (size > 0) {
        ssize_t n = recv(fd, at, size, 0);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return false;
        }
        at += n;
        size -= (size_t)n;
    }
    return true;
}

bool ht_wire_send(int fd, GBytes *const *parts, size_t n_parts)
{
    uint64_t count = n_parts;
    bool ok = write_all(fd, &count, sizeof count);
    for (size_t i = 0; i < n_parts && ok; i++) {
        gsize size = 0;
        const void *bytes = g_bytes_get_data(parts[i], &size);
        uint64_t length = size;
        ok = write_all(fd, &length, sizeof length) && write_all(fd, bytes, size);
    }
    return ok;
}

static GBytes *read_part(int fd)
{
    uint64_t size = 0;
    if (!read_all(fd, &size, sizeof size) || size > MOST_BYTES) {
        return NULL;
    }
    char *bytes = g_malloc(size + 1);
    bytes[size] = '\0'; /* texts are used as they are */
    if (!read_all(fd, bytes, size)) {
        g_free(bytes);
        return NULL;
    }
    return g_bytes_new_take(bytes, size);
}

GPtrArray *ht_wire_receive(int fd)
{
    uint64_t count = 0;
    if (!read_all(fd, &count, sizeof count) || count > MOST_PARTS) {
        return NULL;
    }
    GPtrArray *message = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    for (uint64_t i = 0; i < count; i++) {
        GBytes *part = read_part(fd);
        if (part == NULL) {
            g_ptr_array_free(message, TRUE);
            return NULL;
        }
        g_ptr_array_add(message, part);
    }
    return message;
}

const char *ht_wire_text(const GPtrArray *message, size_t index)
{
    gsize size = 0;
    return index < message->len ? g_bytes_get_data(g_ptr_array_index(message, index), &size) : "";
}
