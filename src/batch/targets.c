/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The files that a batch writes besides its outputs in: report, summary, volume. Out: whether each is
 * a file of its own, for what is written takes the place of what was there; and their folders, made.
 * Pipes and terminals may be written twice.
 */

#include "batch/run.h"
#include "paint/paint.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* True when a file can be lost there. */
static bool may_be_lost(const char *path)
{
    return !g_file_test(path, G_FILE_TEST_EXISTS) || g_file_test(path, G_FILE_TEST_IS_REGULAR);
}

char *ht_place_of_file(const char *path)
{
    char *folder = g_path_get_dirname(path);
    char *name = g_path_get_basename(path);
    char *real = realpath(folder, NULL);
    char *place = g_build_filename(real != NULL ? real : folder, name, NULL);
    free(real);
    g_free(name);
    g_free(folder);
    return place;
}

bool ht_is_same_file(const char *a, const char *b)
{
    struct stat first;
    struct stat second;
    return stat(a, &first) == 0 && stat(b, &second) == 0 && S_ISREG(first.st_mode) &&
           first.st_ino == second.st_ino && first.st_dev == second.st_dev;
}

static bool is_same_place(const char *a, const char *b)
{
    char *first = ht_place_of_file(a);
    char *second = ht_place_of_file(b);
    bool same = strcmp(first, second) == 0 && may_be_lost(a);
    g_free(second);
    g_free(first);
    return same;
}

void ht_targets_list(ht_target targets[HT_TARGETS], const ht_batch_options *options)
{
    targets[0] = (ht_target){"--report", options->report};
    targets[1] = (ht_target){"--summary", options->summary};
    targets[2] = (ht_target){"--bind", options->bind};
}

/* Tells a target that is read by the batch as a whole. */
static void check_read(const ht_target *target, const ht_batch_options *options, const char *source,
                       ht_diags *diags)
{
    const char *const files[] = {source, options->columns, options->layout};
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        if (files[i] != NULL && ht_is_same_file(target->path, files[i])) {
            ht_diag_add(diags, HT_E1134, HT_NO_PLACE, target->path);
            return;
        }
    }
}

ht_status ht_targets_check(const ht_batch_options *options, const char *source, ht_diags *diags)
{
    ht_target targets[HT_TARGETS];
    size_t errors = ht_diags_errors(diags);
    ht_targets_list(targets, options);
    for (size_t i = 0; i < HT_TARGETS; i++) {
        const ht_target *one = &targets[i];
        if (one->path != NULL) {
            check_read(one, options, source, diags);
        }
        for (size_t j = 0; j < i && one->path != NULL; j++) {
            if (targets[j].path != NULL && is_same_place(one->path, targets[j].path)) {
                ht_diag_add(diags, HT_E1142, HT_NO_PLACE, one->path, targets[j].option,
                            one->option);
            }
        }
    }
    return ht_diags_errors(diags) > errors ? HT_IO : HT_OK;
}

ht_status ht_targets_check_items(const ht_batch_options *options, const ht_batch_source *source,
                                 ht_diags *diags)
{
    ht_target targets[HT_TARGETS];
    ht_targets_list(targets, options);
    for (size_t i = 0; i < HT_TARGETS; i++) {
        const char *path = targets[i].path;
        bool there = path != NULL && g_file_test(path, G_FILE_TEST_EXISTS);
        for (size_t j = 0; j < source->n_items && there; j++) {
            const ht_batch_item *item = &source->items[j];
            if (item->path != NULL && ht_is_same_file(path, item->path)) {
                ht_diag_add(diags, HT_E1150, HT_NO_PLACE, path, item->id);
                return HT_IO;
            }
        }
    }
    return HT_OK;
}

ht_status ht_make_folder_of(const char *path, ht_diags *diags)
{
    char *folder = path != NULL ? g_path_get_dirname(path) : NULL;
    ht_status status = folder != NULL ? ht_make_folder(folder, diags) : HT_OK;
    g_free(folder);
    return status;
}

ht_status ht_targets_make_folders(const ht_batch_options *options, ht_diags *diags)
{
    const char *pictures = options->thumbnails;
    ht_target targets[HT_TARGETS];
    ht_status status = pictures != NULL ? ht_make_folder(pictures, diags) : HT_OK;
    ht_targets_list(targets, options);
    for (size_t i = 0; i < HT_TARGETS && status == HT_OK; i++) {
        status = ht_make_folder_of(targets[i].path, diags);
    }
    return status;
}

void ht_targets_clear(const ht_batch_options *options)
{
    ht_target targets[HT_TARGETS];
    ht_targets_list(targets, options);
    for (size_t i = 0; i < HT_TARGETS; i++) {
        char *folder = targets[i].path != NULL ? g_path_get_dirname(targets[i].path) : NULL;
        if (folder != NULL) {
            ht_clear_temporaries(folder);
        }
        g_free(folder);
    }
    if (options->thumbnails != NULL) {
        ht_clear_temporaries(options->thumbnails);
    }
}
