/* SPDX-License-Identifier: Apache-2.0 */

/*
 * hongtou fonts: which face serves each role, from which file, and what it lacks.
 */

#include "cli/cli.h"

int ht_cmd_fonts(int argc, char **argv)
{
    int status = HT_EXIT_DONE;
    ht_telling telling = {FALSE, FALSE};
    gchar *directory = NULL;
    gboolean strict = FALSE;
    const GOptionEntry entries[] = {
        {"fonts", 0, 0, G_OPTION_ARG_FILENAME, &directory,
         ht_cli_tr(N_("Faces in this folder go before all others")), "DIR"},
        {"strict-fonts", 0, 0, G_OPTION_ARG_NONE, &strict,
         ht_cli_tr(N_("Fail when an open face stands in for a licensed one")), NULL},
        {NULL, 0, 0, 0, NULL, NULL, NULL},
    };
    if (!ht_cli_parse(&argc, &argv, entries, NULL, "",
                      N_("Shows which face serves each role, from which file, and which characters "
                         "it lacks."),
                      "hongtou fonts --fonts ~/fonts", &status)) {
        return status;
    }
    if (argc > 1) {
        return ht_cli_usage("fonts", ht_cli_tr(N_("unexpected argument '%s'")), argv[1]);
    }
    ht_diags *diags = ht_diags_new();
    ht_fontset *fonts = NULL;
    ht_fonts_options options = HT_FONTS_OPTIONS_INIT;
    options.directory = directory;
    options.strict = strict;
    ht_status result = ht_fontset_new(&fonts, &options, diags);
    if (result == HT_OK && !ht_fontset_write(fonts, ht_cli_write_stdout, NULL)) {
        result = HT_IO;
    }
    ht_cli_tell(diags, &telling);
    ht_fontset_unref(fonts);
    ht_diags_free(diags);
    g_free(directory);
    return ht_cli_exit(result);
}
