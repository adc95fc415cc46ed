/* SPDX-License-Identifier: Apache-2.0 */

/*
 * hongtou layouts [show NAME]: the installed layouts, or one of them with all it inherits.
 */

#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

static ht_status list_layouts(ht_diags *diags)
{
    char **names = ht_layout_names();
    GString *out = g_string_new(NULL);
    ht_status worst = HT_OK;
    for (size_t i = 0; names[i] != NULL; i++) {
        ht_layout *layout = NULL;
        ht_status status = ht_layout_load(&layout, names[i], diags);
        worst = status != HT_OK ? status : worst;
        if (layout != NULL) {
            g_string_append_printf(out, "%-20s %s\n", names[i], ht_layout_title(layout));
        }
        ht_layout_unref(layout);
    }
    if (!ht_cli_write_stdout(out->str, out->len, NULL)) {
        worst = HT_IO;
    }
    g_string_free(out, TRUE);
    ht_layout_names_free(names);
    return worst;
}

static ht_status show_layout(const char *name, ht_diags *diags)
{
    ht_layout *layout = NULL;
    ht_status status = ht_layout_load(&layout, name, diags);
    if (status == HT_OK && !ht_layout_write(layout, ht_cli_write_stdout, NULL)) {
        status = HT_IO;
    }
    ht_layout_unref(layout);
    return status;
}

int ht_cmd_layouts(int argc, char **argv)
{
    int status = HT_EXIT_DONE;
    ht_telling telling = {FALSE, FALSE};
    const GOptionEntry entries[] = {{NULL, 0, 0, 0, NULL, NULL, NULL}};
    if (!ht_cli_parse(&argc, &argv, entries, NULL, "[show NAME|FILE]",
                      N_("Lists the installed layouts, or shows one of them, or a file, with "
                         "everything it inherits."),
                      "hongtou layouts show gb9704/upward", &status)) {
        return status;
    }
    bool show = argc == 3 && strcmp(argv[1], "show") == 0;
    if (argc > 1 && !show) {
        return ht_cli_usage("layouts", ht_cli_tr(N_("unexpected argument '%s'")), argv[1]);
    }
    ht_diags *diags = ht_diags_new();
    ht_status result = show ? show_layout(argv[2], diags) : list_layouts(diags);
    ht_cli_tell(diags, &telling);
    ht_diags_free(diags);
    return ht_cli_exit(result);
}
