/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_CLI_BAR_H
#define HT_CLI_BAR_H

/*
 * How far a batch is, on standard error: at a terminal a bar that is drawn over and over, elsewhere
 * a line now and then.
 */

#include "cli/cli.h"

typedef struct ht_bar {
    bool terminal;
    gint64 start;
    gint64 shown; /* when it was shown last … */
    size_t seen;  /* … and how far the batch was */
    bool drawn;   /* it stands in the terminal's last line */
} ht_bar;

void ht_bar_start(ht_bar *bar);

/* Shows how far it is, unless that was shown a moment ago. */
void ht_bar_show(ht_bar *bar, const ht_batch_progress *progress);

/* Takes the bar away: something else is to be written. */
void ht_bar_clear(ht_bar *bar);

#endif
