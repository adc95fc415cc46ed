/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Messages between a batch and its workers: a list of texts, each with its length before it and a
 * NUL behind it, and how long all of that is. Both sides are the same program on the same machine.
 */

#include "batch/run.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* No message is longer than a document may be, with what is said of it. */
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

static void append_number(GByteArray *out, uint64_t number)
{
    g_byte_array_append(out, (const guint8 *)&number, sizeof number);
}

bool ht_wire_send(int fd, GBytes *const *parts, size_t n_parts)
{
    GByteArray *message = g_byte_array_new();
    append_number(message, 0); /* how many bytes follow */
    for (size_t i = 0; i < n_parts; i++) {
        gsize size = 0;
        const guint8 *bytes = g_bytes_get_data(parts[i], &size);
        append_number(message, size);
        g_byte_array_append(message, bytes, (guint)size);
        g_byte_array_append(message, (const guint8 *)"", 1); /* texts are used as they are */
    }
    const uint64_t following = message->len - sizeof following;
    memcpy(message->data, &following, sizeof following);
    bool sent = write_all(fd, message->data, message->len);
    g_byte_array_unref(message);
    return sent;
}

/* The parts of a message as it was sent; false when it is none. */
static bool split(GPtrArray *parts, GBytes *message)
{
    uint64_t size = 0;
    gsize length = 0;
    const char *bytes = g_bytes_get_data(message, &length);
    for (gsize at = 0; at < length; at += size + 1) {
        if (length - at < sizeof size) {
            return false;
        }
        memcpy(&size, bytes + at, sizeof size);
        at += sizeof size;
        if (size >= length - at) {
            return false;
        }
        g_ptr_array_add(parts, g_bytes_new_from_bytes(message, at, size));
    }
    return true;
}

GPtrArray *ht_wire_receive(int fd)
{
    uint64_t size = 0;
    if (!read_all(fd, &size, sizeof size) || size > MOST_BYTES) {
        return NULL;
    }
    char *bytes = g_malloc(size);
    bool whole = read_all(fd, bytes, size);
    GBytes *message = g_bytes_new_take(bytes, size);
    GPtrArray *parts = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    if (!whole || !split(parts, message)) {
        g_clear_pointer(&parts, g_ptr_array_unref);
    }
    g_bytes_unref(message);
    return parts;
}

const char *ht_wire_text(const GPtrArray *message, size_t index)
{
    gsize size = 0;
    return index < message->len ? g_bytes_get_data(g_ptr_array_index(message, index), &size) : "";
}
