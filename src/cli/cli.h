/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_CLI_H
#define HT_CLI_H

/*
 * The program: one file a command. It uses the public library only.
 */

#include <glib.h>

#include "hongtou/hongtou.h"

#define N_(text) text

typedef enum ht_exit {
    HT_EXIT_DONE = 0,
    HT_EXIT_WRONG = 1,   /* the work found something wrong */
    HT_EXIT_TROUBLE = 2, /* usage, a missing file, input and output, limits */
} ht_exit;

/* How findings and progress are told. */
typedef struct ht_telling {
    gboolean quiet; /* no notes, no progress */
    gboolean json;
} ht_telling;

/* A translated message of the program. */
const char *ht_cli_tr(const char *text) G_GNUC_FORMAT(1);

/* Sets the language of messages from the environment; numbers are always written with a point. */
void ht_cli_set_locale(void);

/* Parses the options of a command, `more` of them if that is not NULL, and takes them out of argv.
 * False after telling what is wrong, or after --help. *status then holds the exit status. */
bool ht_cli_parse(int *argc, char ***argv, const GOptionEntry *entries, const GOptionEntry *more,
                  const char *usage, const char *summary, const char *example, int *status);

/* Tells all findings on standard error and forgets them. */
void ht_cli_tell(ht_diags *diags, const ht_telling *telling);

/* The exit status for a result. */
int ht_cli_exit(ht_status status);

/* The worse of two exit statuses. */
int ht_cli_worse(int a, int b);

/* Writes to standard output: an ht_write_fn. */
bool ht_cli_write_stdout(const void *bytes, size_t size, void *user);

/* Tells on standard error that a command was called wrongly, and how to learn more. */
int ht_cli_usage(const char *command, const char *format, ...) G_GNUC_PRINTF(2, 3);

int ht_cmd_render(int argc, char **argv);
int ht_cmd_batch(int argc, char **argv);
int ht_cmd_check(int argc, char **argv);
int ht_cmd_fonts(int argc, char **argv);
int ht_cmd_layouts(int argc, char **argv);
int ht_cmd_measure(int argc, char **argv);
int ht_cmd_schema(int argc, char **argv);
int ht_cmd_sign(int argc, char **argv);

#endif
