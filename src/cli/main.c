/* SPDX-License-Identifier: Apache-2.0 */

/*
 * hongtou COMMAND ...: finds the command and hands it the rest.
 */

#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

typedef struct command {
    const char *name;
    const char *summary;
    int (*run)(int argc, char **argv);
} command;

static const command commands[] = {
    {"render", N_("typeset documents to PDF, PNG, SVG or a text trace"), ht_cmd_render},
    {"batch", N_("typeset whole archives, in several processes"), ht_cmd_batch},
    {"check", N_("check pages against their references"), ht_cmd_check},
    {"measure", N_("hold the standard against any PDF, clause by clause"), ht_cmd_measure},
    {"sign", N_("sign a PDF, whoever made it, by PAdES"), ht_cmd_sign},
    {"fonts", N_("show which face serves each role, and what it lacks"), ht_cmd_fonts},
    {"layouts", N_("list the layouts, or show one with all it inherits"), ht_cmd_layouts},
    {"schema", N_("print the JSON Schema of a document's data"), ht_cmd_schema},
};

static void print_help(FILE *out)
{
    fprintf(out, "%s\n\n", ht_cli_tr(N_("Usage: hongtou COMMAND [OPTION...] [ARGUMENT...]")));
    fprintf(out, "%s\n\n",
            ht_cli_tr(N_("hongtou sets official documents (公文, GB/T 9704-2012) from data.")));
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
        fprintf(out, "  %-10s %s\n", commands[i].name, ht_cli_tr(commands[i].summary));
    }
    fprintf(out, "\n%s\n  hongtou render samples/report.yaml -o report.pdf\n",
            ht_cli_tr(N_("Example:")));
    fprintf(out, "\n%s\n",
            ht_cli_tr(N_("`hongtou COMMAND --help` tells more. Exit status: 0 done, 1 something is "
                         "wrong with the data, 2 trouble.")));
}

/* What was printed may not have arrived. */
static int finish_output(void)
{
    return ht_cli_write_stdout("", 0, NULL) ? HT_EXIT_DONE : HT_EXIT_TROUBLE;
}

static int unknown_command(const char *name)
{
    fprintf(stderr,
            ht_cli_tr(N_("hongtou: there is no command '%s'; `hongtou --help` lists them\n")),
            name);
    return HT_EXIT_TROUBLE;
}

/* Options of one letter that take a value, in any command. */
static const char valued[] = "ofj";

/* The arguments with -j4 as -j 4, which is all that GLib's parser knows; ended by NULL. */
static GPtrArray *split_values(int argc, char **argv)
{
    GPtrArray *args = g_ptr_array_new_with_free_func(g_free);
    bool options = true;
    for (int i = 0; i < argc; i++) {
        const char *arg = argv[i];
        options = options && strcmp(arg, "--") != 0;
        bool joined = options && arg[0] == '-' && arg[1] != '\0' && arg[2] != '\0' &&
                      strchr(valued, arg[1]) != NULL;
        if (joined) {
            g_ptr_array_add(args, g_strndup(arg, 2));
        }
        g_ptr_array_add(args, g_strdup(joined ? arg + 2 : arg));
    }
    g_ptr_array_add(args, NULL);
    return args;
}

static int run(const command *found, int argc, char **argv)
{
    GPtrArray *args = split_values(argc, argv);
    /* The parser takes what it has read out of the array it is given. */
    char **left = g_memdup2(args->pdata, args->len * sizeof(char *));
    int status = found->run((int)args->len - 1, left);
    g_free(left);
    g_ptr_array_free(args, TRUE);
    return status;
}

int main(int argc, char **argv)
{
    ht_cli_set_locale();
    g_set_prgname("hongtou");
    if (argc < 2) {
        print_help(stderr);
        return HT_EXIT_TROUBLE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
        strcmp(argv[1], "help") == 0) {
        print_help(stdout);
        return finish_output();
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("hongtou %s\n", ht_version());
        return finish_output();
    }
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
        if (strcmp(argv[1], commands[i].name) == 0) {
            return run(&commands[i], argc - 1, argv + 1);
        }
    }
    return unknown_command(argv[1]);
}
