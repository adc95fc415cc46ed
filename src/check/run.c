/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: a folder of cases, and which of them are wanted. Out: their results, in the order of their
 * names whatever the order they were done in. Cases know nothing of each other: threads take one
 * after the other.
 */

#include "check/check.h"

#include <glib.h>
#include <string.h>

typedef struct run {
    ht_check *check;
    const char *folder;
    char **names;
    ht_fontset *fonts;
    ht_prints *prints;
    const ht_check_options *options;
    GMutex lock;
    size_t done;
} run;

static bool is_case(const char *folder, const char *name)
{
    char *path = g_build_filename(folder, name, HT_CASE_FILE, NULL);
    bool there = g_file_test(path, G_FILE_TEST_IS_REGULAR);
    g_free(path);
    return there;
}

static int by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Adds the cases below a folder; `below` is the path to it, "" or one that ends with a slash. A case
 * has no cases in it, and a link to a folder above would have no end. */
static bool add_cases(GPtrArray *names, const char *folder, const char *below, GError **error)
{
    char *path = g_build_filename(folder, below, NULL);
    GDir *dir = g_dir_open(path, 0, error);
    for (const char *name = NULL; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
        char *full = g_strconcat(below, name, NULL);
        char *inside = g_build_filename(folder, full, NULL);
        if (is_case(folder, full)) {
            g_ptr_array_add(names, g_strdup(full));
        } else if (g_file_test(inside, G_FILE_TEST_IS_DIR) &&
                   !g_file_test(inside, G_FILE_TEST_IS_SYMLINK)) {
            char *deeper = g_strconcat(full, "/", NULL);
            add_cases(names, folder, deeper, NULL);
            g_free(deeper);
        }
        g_free(inside);
        g_free(full);
    }
    bool read = dir != NULL;
    if (read) {
        g_dir_close(dir);
    }
    g_free(path);
    return read;
}

/* The names of all cases of a folder, sorted, ended by NULL; NULL after an error. */
static GPtrArray *list_cases(const char *folder, ht_diags *diags)
{
    GError *error = NULL;
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    if (!add_cases(names, folder, "", &error)) {
        ht_diag_add(diags, HT_E0801, HT_NO_PLACE, folder, error->message);
        ht_diag_hint(diags, ht_tr(N_("name the folder of your cases with --cases")));
        g_error_free(error);
        g_ptr_array_free(names, TRUE);
        return NULL;
    }
    g_ptr_array_sort(names, by_name);
    g_ptr_array_add(names, NULL);
    return names;
}

/* Tells names that are no case. */
static bool check_names(const char *const *wanted, const char *folder, const GPtrArray *all,
                        ht_diags *diags)
{
    size_t errors = ht_diags_errors(diags);
    for (; *wanted != NULL; wanted++) {
        if (!g_strv_contains((const char *const *)all->pdata, *wanted)) {
            ht_diag_add(diags, HT_E0926, HT_NO_PLACE, *wanted, folder);
            const char *near = ht_nearest(*wanted, (const char *const *)all->pdata, all->len - 1);
            if (near != NULL) {
                ht_diag_hint(diags, ht_tr(N_("did you mean '%s'?")), near);
            }
        }
    }
    return ht_diags_errors(diags) == errors;
}

/* Those of all cases that are wanted, in their order; each once. */
static char **choose(const GPtrArray *all, const char *const *wanted)
{
    GPtrArray *names = g_ptr_array_new();
    for (size_t i = 0; i + 1 < all->len; i++) {
        const char *name = g_ptr_array_index(all, i);
        if (wanted == NULL || g_strv_contains(wanted, name)) {
            g_ptr_array_add(names, g_strdup(name));
        }
    }
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(names, FALSE);
}

static void do_case(gpointer number, gpointer user)
{
    run *r = user;
    size_t i = GPOINTER_TO_SIZE(number) - 1;
    ht_result_of_case(&r->check->results[i], r->folder, r->names[i], r->options->allow_outside,
                      r->fonts, r->prints);
    g_mutex_lock(&r->lock);
    r->done++;
    if (r->options->progress != NULL) {
        r->options->progress(r->done, r->check->n_results, r->options->user);
    }
    g_mutex_unlock(&r->lock);
}

static void do_all(run *r)
{
    int threads = r->options->threads > 0 ? r->options->threads : (int)g_get_num_processors();
    GThreadPool *pool = g_thread_pool_new(do_case, r, threads, TRUE, NULL);
    g_mutex_init(&r->lock);
    for (size_t i = 0; i < r->check->n_results; i++) {
        g_thread_pool_push(pool, GSIZE_TO_POINTER(i + 1), NULL);
    }
    g_thread_pool_free(pool, FALSE, TRUE);
    g_mutex_clear(&r->lock);
}

ht_status ht_check_cases(ht_check **out, const char *folder, const char *const *names,
                         ht_fontset *fonts, const ht_check_options *options, ht_diags *diags)
{
    const ht_check_options standard = HT_CHECK_OPTIONS_INIT;
    GPtrArray *all = list_cases(folder, diags);
    *out = NULL;
    if (all == NULL) {
        return HT_IO;
    }
    if (all->len == 1) {
        ht_diag_add(diags, HT_E0927, HT_NO_PLACE, folder);
    }
    if (all->len == 1 || (names != NULL && !check_names(names, folder, all, diags))) {
        g_ptr_array_free(all, TRUE);
        return HT_INVALID;
    }
    run r = {.folder = folder,
             .names = choose(all, names),
             .fonts = fonts,
             .prints = ht_prints_new(),
             .options = options != NULL ? options : &standard};
    r.check = *out = ht_check_new(g_strv_length(r.names));
    do_all(&r);
    ht_prints_free(r.prints);
    g_strfreev(r.names);
    g_ptr_array_free(all, TRUE);
    return HT_OK;
}
