/* SPDX-License-Identifier: Apache-2.0 */

/*
 * hongtou schema: the JSON Schema of the data, for editors that complete and check it.
 */

#include "cli/cli.h"

int ht_cmd_schema(int argc, char **argv)
{
    int status = HT_EXIT_DONE;
    const GOptionEntry entries[] = {{NULL, 0, 0, 0, NULL, NULL, NULL}};
    if (!ht_cli_parse(&argc, &argv, entries, NULL, "",
                      N_("Prints the JSON Schema of a document's data: every key with its English "
                         "and Chinese name. Editors complete and check YAML and JSON with it."),
                      "hongtou schema > hongtou.schema.json", &status)) {
        return status;
    }
    if (argc > 1) {
        return ht_cli_usage("schema", ht_cli_tr(N_("unexpected argument '%s'")), argv[1]);
    }
    return ht_document_write_schema(ht_cli_write_stdout, NULL) ? HT_EXIT_DONE : HT_EXIT_TROUBLE;
}
