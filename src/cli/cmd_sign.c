/* SPDX-License-Identifier: Apache-2.0 */

/*
 * hongtou sign FILE --certificate CERT: a PDF in, the same with a signature out; in its own place,
 * whole or not at all, unless another one is named.
 */

#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

typedef struct job {
    ht_telling telling;
    gchar *output;
    gchar *certificate;
    gchar *key;
    gchar *chain;
    gchar *password_file;
    gchar *command;
    gchar *field;
    gchar *reason;
    gchar *diagnostics;
    const char *input;
    ht_diags *diags;
} job;

static int check_options(job *j, int n_inputs)
{
    static const char *const diagnostics[] = {"text", "json", NULL};
    if (n_inputs != 1) {
        return ht_cli_usage("sign", ht_cli_tr(N_("name one PDF to sign")));
    }
    if (j->certificate == NULL) {
        return ht_cli_usage("sign", ht_cli_tr(N_("no certificate: name one with --certificate")));
    }
    if (j->command != NULL && j->key != NULL) {
        return ht_cli_usage("sign", ht_cli_tr(N_("--sign-command signs in place of a key: leave "
                                                 "--key out")));
    }
    if (j->diagnostics != NULL && !g_strv_contains(diagnostics, j->diagnostics)) {
        return ht_cli_usage("sign", ht_cli_tr(N_("--diagnostics must be text or json")));
    }
    j->telling.json = g_strcmp0(j->diagnostics, "json") == 0;
    return HT_EXIT_DONE;
}

static ht_status fill(ht_write_fn write, void *user, void *data)
{
    const job *j = data;
    const ht_sign_options options = {.version = 1,
                                     .certificate = j->certificate,
                                     .key = j->key,
                                     .chain = j->chain,
                                     .password_file = j->password_file,
                                     .command = j->command,
                                     .field = j->field,
                                     .reason = j->reason};
    return ht_sign(j->input, &options, write, user, j->diags);
}

/* The file itself, where a link leads to it; another; or one of its name in a folder. The caller frees
 * it. */
static char *find_target(const job *j)
{
    char *name = g_path_get_basename(j->input);
    char *real = j->output == NULL ? realpath(j->input, NULL) : NULL;
    char *path = real != NULL        ? g_strdup(real)
                 : j->output == NULL ? g_strdup(j->input)
                 : g_file_test(j->output, G_FILE_TEST_IS_DIR)
                     ? g_build_filename(j->output, name, NULL)
                     : g_strdup(j->output);
    free(real);
    g_free(name);
    return path;
}

static int sign_file(job *j)
{
    char *path = find_target(j);
    ht_status result = strcmp(path, "-") == 0 ? fill(ht_cli_write_stdout, NULL, j)
                                              : ht_write_file(path, fill, j, j->diags);
    g_free(path);
    ht_cli_tell(j->diags, &j->telling);
    return ht_cli_exit(result);
}

static void clear_job(job *j)
{
    ht_diags_free(j->diags);
    g_free(j->output);
    g_free(j->certificate);
    g_free(j->key);
    g_free(j->chain);
    g_free(j->password_file);
    g_free(j->command);
    g_free(j->field);
    g_free(j->reason);
    g_free(j->diagnostics);
}

int ht_cmd_sign(int argc, char **argv)
{
    int status = HT_EXIT_DONE;
    job j = {.diags = ht_diags_new()};
    const GOptionEntry entries[] = {
        {"certificate", 0, 0, G_OPTION_ARG_FILENAME, &j.certificate,
         ht_cli_tr(
             N_("The signer's certificate: a PEM file, or a PKCS#12 file with the key in it")),
         "FILE"},
        {"key", 0, 0, G_OPTION_ARG_FILENAME, &j.key,
         ht_cli_tr(N_("The private key, when it is not in that file: a PEM file")), "FILE"},
        {"chain", 0, 0, G_OPTION_ARG_FILENAME, &j.chain,
         ht_cli_tr(N_("Certificates between the signer's and one that is trusted: a PEM file")),
         "FILE"},
        {"password-file", 0, 0, G_OPTION_ARG_FILENAME, &j.password_file,
         ht_cli_tr(N_("The first line of this file opens the key; - is standard input")), "FILE"},
        {"sign-command", 0, 0, G_OPTION_ARG_STRING, &j.command,
         ht_cli_tr(N_("What signs in place of a key: reads a digest by SHA-256, writes its "
                      "signature")),
         "COMMAND"},
        {"field", 0, 0, G_OPTION_ARG_STRING, &j.field,
         ht_cli_tr(N_("Sign this field, or that of this organ, not the first that is not signed")),
         "NAME"},
        {"reason", 0, 0, G_OPTION_ARG_STRING, &j.reason, ht_cli_tr(N_("Why it is signed")), "TEXT"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &j.output,
         ht_cli_tr(N_("Write to this file, or into this folder, instead; - is standard output")),
         "FILE|DIR"},
        {"diagnostics", 0, 0, G_OPTION_ARG_STRING, &j.diagnostics,
         ht_cli_tr(N_("text (the default), or json: one object a line")), "FORM"},
        {"quiet", 'q', 0, G_OPTION_ARG_NONE, &j.telling.quiet, ht_cli_tr(N_("No notes")), NULL},
        {NULL, 0, 0, 0, NULL, NULL, NULL},
    };
    bool parsed =
        ht_cli_parse(&argc, &argv, entries, NULL, "FILE.pdf",
                     N_("Signs a PDF by PAdES, baseline B-B, behind its bytes, which stay "
                        "as they are. It is written over, or to the file of -o."),
                     "hongtou sign notice.pdf --certificate cert.pem --key key.pem", &status);
    if (parsed) {
        status = check_options(&j, argc - 1);
    }
    if (parsed && status == HT_EXIT_DONE) {
        j.input = argv[1];
        status = sign_file(&j);
    }
    clear_job(&j);
    return status;
}
