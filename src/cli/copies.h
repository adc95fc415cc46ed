/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_CLI_COPIES_H
#define HT_CLI_COPIES_H

#include "cli/targets.h"

/* The copies that --copies asks for: their first and last number, and whether each is a file. */
typedef struct ht_copies {
    int first; /* 0: none are asked for */
    int last;
    bool each;
} ht_copies;

/* Reads "1-50" or "7". False when it is no range of copy numbers. */
bool ht_copies_parse(ht_copies *copies, const char *text);

/* Writes the copies of some pages: one file behind the other in one, or name-000001.pdf and so on;
 * all of them or none. */
ht_status ht_copies_write(const ht_copies *copies, const ht_pages *pages, const char *path,
                          const ht_target_form *form, ht_diags *diags);

#endif
