/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_FUZZ_H
#define HT_FUZZ_H

/*
 * What the fuzz targets share. A target is a function that takes any bytes: it may find fault with
 * them, but must neither crash nor hang nor leak, and must keep the promises checked here.
 */

#include <stddef.h>
#include <stdint.h>

#include "layout/layout.h"

/* The target; each file named after one has its own. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* Takes and counts whatever is written; the text must be UTF-8. `user` is a size_t. */
bool fuzz_take_text(const void *bytes, size_t size, void *user);

/* Takes and counts any bytes. */
bool fuzz_take_bytes(const void *bytes, size_t size, void *user);

/* Writes every finding as text and as JSON, checks its place, and that there is an error when and
 * only when the status says so. Frees the list. */
void fuzz_finish(ht_diags *diags, ht_status status);

/* Reads a document; NULL when it has mistakes. */
ht_document *fuzz_read_document(const uint8_t *bytes, size_t size, const char *name,
                                ht_format format);

/* Reads a layout as ht_layout_load does, but from memory: one that extends another, whichever,
 * stands on gb9704. NULL when it has mistakes. */
ht_layout *fuzz_read_layout(const uint8_t *bytes, size_t size);

/* Typesets a document and writes all pages as trace and, when asked, as PDF. Frees nothing. */
void fuzz_render(const ht_document *document, ht_layout *layout, bool pdf);

/* An installed layout, loaded once. */
ht_layout *fuzz_installed_layout(const char *name);

#endif
