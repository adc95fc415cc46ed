/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Layouts loaded one after the other with one list of findings: what was found before changes
 * nothing.
 */

#include "hongtou/layout.h"

#include <glib.h>
#include <glib/gstdio.h>

static const char outside[] = "extends: gb9704\npage: {type-area: {width: 200mm}}\n";

static ht_status load(const char *name, ht_diags *diags)
{
    ht_layout *layout = NULL;
    ht_status status = ht_layout_load(&layout, name, diags);
    g_assert_cmpint(status == HT_OK, ==, layout != NULL);
    ht_layout_unref(layout);
    return status;
}

static void test_older_findings_hide_nothing(void)
{
    char *folder = g_dir_make_tmp("ht-layout-XXXXXX", NULL);
    char *path = g_build_filename(folder, "outside.yaml", NULL);
    ht_diags *diags = ht_diags_new();
    g_assert_true(g_file_set_contents(path, outside, -1, NULL));
    g_assert_cmpint(load("no-such-layout", diags), ==, HT_IO);
    g_assert_cmpint(load(path, diags), ==, HT_INVALID);
    g_assert_cmpint(load("gb9704/upward", diags), ==, HT_OK);
    g_assert_cmpuint(ht_diags_count(diags, HT_SEVERITY_ERROR), ==, 2);
    ht_diags_free(diags);
    g_unlink(path);
    g_rmdir(folder);
    g_free(path);
    g_free(folder);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/load/older-findings", test_older_findings_hide_nothing);
    return g_test_run();
}
