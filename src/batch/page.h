/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_BATCH_PAGE_H
#define HT_BATCH_PAGE_H

/*
 * Inside the page of a summary only.
 *
 *     page.c             a summary      -> the page: what there is in all, findings, faces
 *     page_documents.c   its documents  -> pictures, and a table
 */

#include "batch/summary.h"

typedef struct ht_summary_page {
    ht_arena *arena;
    GString *out;
    const ht_summary *summary;
    const ht_summary_run *run;
    const char *outputs; /* the folders as the page's own folder has them; NULL: none */
    const char *pictures;
} ht_summary_page;

/* HTML as it is, and text as text. */
void ht_summary_put(const ht_summary_page *p, const char *html);
void ht_summary_put_text(const ht_summary_page *p, const char *text);

/* <tag class="name">text</tag>; nothing for no text. */
void ht_summary_put_element(const ht_summary_page *p, const char *tag, const char *name,
                            const char *text);

/* A paragraph, filled in. */
void ht_summary_put_sentence(const ht_summary_page *p, const char *name, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

void ht_summary_put_documents(const ht_summary_page *p);

#endif
