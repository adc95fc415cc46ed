/* SPDX-License-Identifier: Apache-2.0 */

/*
 * fonts/roles.yaml: text in, roles or findings with their places out.
 */

#include <glib.h>
#include <string.h>

#include "font/fontset.h"

typedef struct fixture {
    ht_arena *arena;
    ht_diags *diags;
    ht_source source;
    ht_roles roles;
    ht_status status;
} fixture;

static fixture read_roles(const char *text)
{
    fixture f = {.arena = ht_arena_new(), .diags = ht_diags_new()};
    f.source = (ht_source){.name = "roles.yaml", .text = text, .size = strlen(text)};
    f.status = ht_roles_read(&f.roles, f.arena, &f.source, f.diags);
    return f;
}

static void end(fixture *f)
{
    ht_diags_free(f->diags);
    ht_arena_free(f->arena);
}

static void test_reads_a_role(void)
{
    fixture f = read_roles("kai:\n"
                           "  name: 楷体\n"
                           "  families: [KaiTi, 楷体]\n"
                           "  open: Kai.ttc#3\n"
                           "  without: ①②\n"
                           "  rare: [A.ttf, B.ttc#12]\n"
                           "  rare-families: [HanaMinB]\n"
                           "hei:\n"
                           "  families: [HanaMinB]\n");
    g_assert_cmpint(f.status, ==, HT_OK);
    g_assert_cmpuint(f.roles.n_roles, ==, 2);
    const ht_role *kai = &f.roles.roles[0];
    g_assert_cmpstr(kai->key, ==, "kai");
    g_assert_cmpstr(kai->name, ==, "楷体");
    g_assert_cmpuint(kai->n_families, ==, 2);
    g_assert_cmpstr(kai->families[1]->name, ==, "楷体");
    g_assert_cmpstr(kai->open.name, ==, "Kai.ttc");
    g_assert_cmpuint(kai->open.index, ==, 3);
    g_assert_cmpstr(kai->without, ==, "①②");
    g_assert_cmpuint(kai->n_rare, ==, 2);
    g_assert_cmpstr(kai->rare[0].name, ==, "A.ttf");
    g_assert_cmpuint(kai->rare[0].index, ==, 0);
    g_assert_cmpuint(kai->rare[1].index, ==, 12);
    /* A role without a Chinese name goes by its key; a family named twice is one family. */
    g_assert_cmpstr(f.roles.roles[1].name, ==, "hei");
    g_assert_true(f.roles.roles[1].families[0] == kai->rare_families[0]);
    end(&f);
}

typedef struct mistake {
    const char *text;
    const char *code;
    int line;
    int column;
    const char *part; /* of the message or the hint */
} mistake;

static const mistake mistakes[] = {
    {"kai:\n  familie: [KaiTi]\n", "E0401", 2, 3, "did you mean families?"},
    {"kai:\n  colour: red\n", "E0401", 2, 3, "rare-families"},
    {"kai: Kai.otf\n", "E0402", 1, 6, "a mapping"},
    {"kai:\n  open: [Kai.otf]\n", "E0402", 2, 9, "open must be a text"},
    {"kai:\n  open: Kai.otf\n  families: KaiTi\n", "E0402", 3, 13, "families must be a list"},
    {"kai:\n  open: Kai.ttc#x\n", "E0402", 2, 9, "faces.ttc#2"},
    {"kai:\n  open: Kai.ttc#2x\n", "E0402", 2, 9, "faces.ttc#2"},
    {"kai:\n  open: ../Kai.ttc\n", "E0402", 2, 9, "faces.ttc#2"},
    {"kai:\n  open: Kai.otf\n  rare: [A.ttf, [B.ttf]]\n", "E0402", 3, 17, "rare must be a text"},
    {"hei:\n  open: Hei.otf\nkai:\n  name: 楷体\n", "E0403", 3, 1, "kai"},
};

static void test_reports_mistakes(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(mistakes); i++) {
        const mistake *m = &mistakes[i];
        fixture f = read_roles(m->text);
        g_test_message("%s", m->text);
        g_assert_cmpint(f.status, ==, HT_INVALID);
        g_assert_cmpuint(ht_diags_count(f.diags, HT_SEVERITY_NOTE), ==, 1);
        const ht_diag *diag = ht_diags_at(f.diags, 0);
        g_assert_cmpstr(diag->code, ==, m->code);
        g_assert_cmpint(diag->line, ==, m->line);
        g_assert_cmpint(diag->column, ==, m->column);
        g_assert_true(strstr(diag->message, m->part) != NULL ||
                      strstr(diag->hint, m->part) != NULL);
        end(&f);
    }
}

static void test_reports_all_mistakes_at_once(void)
{
    fixture f = read_roles("kai:\n  opne: A.otf\n  families: B\nhei: C\n");
    g_assert_cmpint(f.status, ==, HT_INVALID);
    g_assert_cmpuint(ht_diags_errors(f.diags), ==, 3);
    end(&f);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/font/roles/reads-a-role", test_reads_a_role);
    g_test_add_func("/font/roles/reports-mistakes", test_reports_mistakes);
    g_test_add_func("/font/roles/reports-all-at-once", test_reports_all_mistakes_at_once);
    return g_test_run();
}
