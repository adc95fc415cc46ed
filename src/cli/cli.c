/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What all commands share: language, options, findings on standard error, exit statuses.
 */

#include "cli/cli.h"

#include <libintl.h>
#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DOMAIN "hongtou"

const char *ht_cli_tr(const char *text)
{
    return dgettext(DOMAIN, text);
}

/* share/locale beside the program in a build, or one folder up in an installation. */
static void bind_messages(void)
{
    static const char *const ways[] = {"share/locale", "../share/locale"};
    char *program = g_file_read_link("/proc/self/exe", NULL);
    char *folder = g_path_get_dirname(program != NULL ? program : ".");
    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
        char *path = g_build_filename(folder, ways[i], NULL);
        if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
            bindtextdomain(DOMAIN, path);
        }
        g_free(path);
    }
    bind_textdomain_codeset(DOMAIN, "UTF-8");
    g_free(folder);
    g_free(program);
}

void ht_cli_set_locale(void)
{
    static const char *const names[] = {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"};
    bool known = setlocale(LC_CTYPE, "") != NULL && setlocale(LC_MESSAGES, "") != NULL;
    if (!known) {
        /* A server often asks for a locale that was never generated. The language is still clear.
         */
        setlocale(LC_CTYPE, "C.UTF-8");
        setlocale(LC_MESSAGES, "C.UTF-8");
        const char *wanted = NULL;
        for (size_t i = 0; i < G_N_ELEMENTS(names) && (wanted == NULL || *wanted == '\0'); i++) {
            wanted = getenv(names[i]);
        }
        char *language = g_strndup(wanted, wanted != NULL ? strcspn(wanted, ".@") : 0);
        g_setenv("LANGUAGE", language != NULL ? language : "", TRUE);
        g_free(language);
    }
    bind_messages();
}

static bool tell_version(const char *name, const char *value, gpointer data, GError **error)
{
    (void)name;
    (void)value;
    (void)data;
    (void)error;
    printf("hongtou %s\n", ht_version());
    exit(HT_EXIT_DONE);
}

/* Takes out the -- behind which nothing is an option. */
static void drop_double_dash(int *argc, char **argv)
{
    for (int i = 1; i < *argc; i++) {
        if (strcmp(argv[i], "--") == 0) {
            memmove(&argv[i], &argv[i + 1], (size_t)(*argc - i) * sizeof(char *));
            (*argc)--;
            return;
        }
    }
}

bool ht_cli_parse(int *argc, char ***argv, const GOptionEntry *entries, const GOptionEntry *more,
                  const char *usage, const char *summary, const char *example, int *status)
{
    GError *error = NULL;
    gboolean help = FALSE;
    const GOptionEntry common[] = {
        {"help", 'h', 0, G_OPTION_ARG_NONE, &help, ht_cli_tr(N_("Show this help")), NULL},
        {"version", 0, G_OPTION_FLAG_NO_ARG, G_OPTION_ARG_CALLBACK, (gpointer)tell_version,
         ht_cli_tr(N_("Show the version")), NULL},
        {NULL, 0, 0, 0, NULL, NULL, NULL},
    };
    GOptionContext *context = g_option_context_new(usage);
    char *description = g_strdup_printf("%s\n  %s", ht_cli_tr(N_("Example:")), example);
    g_option_context_set_help_enabled(context, FALSE);
    g_option_context_set_summary(context, ht_cli_tr(summary));
    g_option_context_set_description(context, description);
    g_option_context_add_main_entries(context, entries, DOMAIN);
    if (more != NULL) {
        g_option_context_add_main_entries(context, more, DOMAIN);
    }
    g_option_context_add_main_entries(context, common, DOMAIN);
    char *command = g_strdup((*argv)[0]);
    char *program = g_strconcat("hongtou ", command, NULL);
    g_set_prgname(program);
    bool ok = g_option_context_parse(context, argc, argv, &error);
    if (!ok) {
        *status = ht_cli_usage(command, "%s", error->message);
        g_error_free(error);
    } else if (help) {
        char *text = g_option_context_get_help(context, TRUE, NULL);
        bool written = ht_cli_write_stdout(text, strlen(text), NULL);
        g_free(text);
        *status = written ? HT_EXIT_DONE : HT_EXIT_TROUBLE;
    }
    drop_double_dash(argc, *argv);
    g_free(program);
    g_free(command);
    g_free(description);
    g_option_context_free(context);
    return ok && !help;
}

static bool write_stderr(const void *bytes, size_t size, void *user)
{
    (void)user;
    return fwrite(bytes, 1, size, stderr) == size;
}

void ht_cli_tell(ht_diags *diags, const ht_telling *telling)
{
    size_t shown = 0;
    const ht_diag *diag = NULL;
    for (size_t i = 0; (diag = ht_diags_at(diags, i)) != NULL; i++) {
        shown++;
        if (telling->quiet && diag->severity == HT_SEVERITY_NOTE) {
            continue;
        }
        if (telling->json) {
            ht_diag_write_json(diag, write_stderr, NULL);
        } else {
            ht_diag_write_text(diag, write_stderr, NULL);
        }
    }
    size_t all = ht_diags_count(diags, HT_SEVERITY_NOTE);
    if (all > shown) {
        fprintf(stderr, telling->json ? "{\"more\":%zu}\n" : ht_cli_tr(N_("… and %zu more\n")),
                all - shown);
    }
    ht_diags_clear(diags);
}

int ht_cli_exit(ht_status status)
{
    switch (status) {
    case HT_OK:
        return HT_EXIT_DONE;
    case HT_INVALID:
        return HT_EXIT_WRONG;
    default:
        return HT_EXIT_TROUBLE;
    }
}

int ht_cli_worse(int a, int b)
{
    return a > b ? a : b;
}

bool ht_cli_write_stdout(const void *bytes, size_t size, void *user)
{
    (void)user;
    bool ok = fwrite(bytes, 1, size, stdout) == size && fflush(stdout) == 0;
    if (!ok) {
        fprintf(stderr, ht_cli_tr(N_("%s: cannot write to standard output: %s\n")), g_get_prgname(),
                g_strerror(errno));
    }
    return ok;
}

int ht_cli_usage(const char *command, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *message = g_strdup_vprintf(format, args);
    va_end(args);
    fprintf(stderr, "hongtou %s: %s\n", command, message);
    fprintf(stderr, ht_cli_tr(N_("`hongtou %s --help` tells more.\n")), command);
    g_free(message);
    return HT_EXIT_TROUBLE;
}
