/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HONGTOU_FONTS_H
#define HONGTOU_FONTS_H

#include "hongtou/base.h"
#include "hongtou/diag.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ht_fonts_options {
    int version;           /* 1 */
    const char *directory; /* faces here go before the system's; NULL for none */
    bool strict;           /* refuse, when a role is not served by a licensed face of its own */
} ht_fonts_options;

#define HT_FONTS_OPTIONS_INIT                                                                      \
    {                                                                                              \
        1, NULL, false                                                                             \
    }

/* The faces that serve the roles (fangsong, xiaobiaosong, hei, kai, song, latin). */
typedef struct ht_fontset ht_fontset;

/*
 * Finds a face for each role: the user's licensed faces by exact name, then the open set. Faces
 * are opened when first used and stay open. HT_INVALID when a role has no face at all, or when
 * `strict` and a substitute would be needed. `options` may be NULL. Shared and counted; threads may
 * share it.
 */
HT_API ht_status ht_fontset_new(ht_fontset **out, const ht_fonts_options *options, ht_diags *diags);
HT_API ht_fontset *ht_fontset_ref(ht_fontset *fonts);
HT_API void ht_fontset_unref(ht_fontset *fonts);

/* Writes a table: role, face, whether it is licensed or open, how many and which of the 6763 Han
 * characters of GB/T 2312 it lacks, and its file. */
HT_API bool ht_fontset_write(ht_fontset *fonts, ht_write_fn write, void *user);

#ifdef __cplusplus
}
#endif

#endif
