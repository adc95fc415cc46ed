/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_CLI_TARGETS_H
#define HT_CLI_TARGETS_H

#include "cli/cli.h"

typedef enum ht_target_format {
    HT_TARGET_PDF,
    HT_TARGET_PNG,
    HT_TARGET_SVG,
    HT_TARGET_TRACE,
} ht_target_format;

/* What a target is to be. */
typedef struct ht_target_form {
    ht_target_format format;
    int dpi; /* of PNG */
    ht_pdf_options pdf;
} ht_target_form;

/* Where each input's output goes. */
typedef struct ht_targets {
    char **paths; /* one for each input; "-" is standard output */
    size_t n_paths;
    bool trouble; /* some output failed for a reason outside the data */
} ht_targets;

/* The format by its name, else by the output's ending, else PDF. False for an unknown name. */
bool ht_target_format_find(ht_target_format *out, const char *name, const char *output);

/* Decides all targets before anything is written: no two inputs share one, and none is an input.
 * Returns an exit status, after telling what is wrong. */
int ht_targets_plan(ht_targets *targets, char **inputs, size_t n_inputs, const char *output,
                    ht_target_format format, ht_diags *diags);
void ht_targets_free(ht_targets *targets);

/* Writes pages to a target. Pages of PNG and SVG are files of their own, name-1.png and so on, when
 * there are several; either all of them appear or none. */
ht_status ht_targets_write(const ht_pages *pages, const char *path, const ht_target_form *form,
                           ht_diags *diags);

#endif
