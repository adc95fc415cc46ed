/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HONGTOU_BASE_H
#define HONGTOU_BASE_H

/*
 * What every other header needs: results, visibility, output callbacks.
 *
 * Conventions of the whole library
 *   - Objects are opaque. `new`, `read` and `load` give the caller an object to end with `free`;
 *     `ref` and `unref` exist only where an object is shared between documents.
 *   - Results come first, named `out`, and are NULL when the call fails.
 *   - A call reports what it found in the `ht_diags` it is given; the status only says how it
 * ended.
 *   - Strings are UTF-8. Nothing here prints, exits, or changes the process's locale.
 *   - Different threads may use different documents, pages and diagnostics at the same time;
 *     layouts and font sets may be shared between them once they are made.
 *   - When memory runs out the process aborts with a message, as GLib does below us.
 */

#include <stdbool.h>
#include <stddef.h>

#if defined(__GNUC__)
#define HT_API __attribute__((visibility("default")))
#else
#define HT_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ht_status {
    HT_OK = 0,
    HT_INVALID, /* the data, the layout or the faces are at fault: see the diagnostics */
    HT_IO,      /* a file could not be read or written */
    HT_LIMIT,   /* larger or deeper than the program takes */
    HT_BACKEND, /* a library below failed for a reason of its own */
} ht_status;

/* Takes `size` bytes of output; returns false when it cannot, which ends the writing with HT_IO. */
typedef bool (*ht_write_fn)(const void *bytes, size_t size, void *user);

/* The library's version, "major.minor.patch"; a static string. */
HT_API const char *ht_version(void);

#ifdef __cplusplus
}
#endif

#endif
