/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What a worker has made in, in the order of the source; out, a file under its name, noted in the
 * journal. A name is of one document of a run; what may be a slip is told: a number (发文字号) that
 * two documents have, an old output that stays.
 */

#include "batch/run.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct ht_outputs {
    const char *folder;
    ht_journal *journal;
    ht_digests *digests;
    bool force; /* what was added to outputs may be lost */
    ht_numbers *numbers;
    GHashTable *taken;   /* output, in small letters -> the item that it is of */
    GHashTable *targets; /* name of a target, in small letters -> its option */
};

ht_outputs *ht_outputs_new(const char *folder, ht_journal *journal, ht_digests *digests, bool force)
{
    ht_outputs *outputs = g_new(ht_outputs, 1);
    *outputs = (ht_outputs){folder,
                            journal,
                            digests,
                            force,
                            ht_numbers_new(),
                            g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                            g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
    return outputs;
}

void ht_outputs_free(ht_outputs *outputs)
{
    g_hash_table_unref(outputs->targets);
    g_hash_table_unref(outputs->taken);
    ht_numbers_free(outputs->numbers);
    g_free(outputs);
}

char *ht_output_fold(const char *name)
{
    return g_utf8_validate(name, -1, NULL) ? g_utf8_casefold(name, -1) : g_strdup(name);
}

void ht_outputs_keep_free(ht_outputs *outputs, const ht_target *target)
{
    char *place = ht_place_of_file(target->path);
    char *folder = realpath(outputs->folder, NULL);
    size_t size = folder != NULL ? strlen(folder) : 0;
    if (size > 0 && strncmp(place, folder, size) == 0 && place[size] == '/') {
        g_hash_table_insert(outputs->targets, ht_output_fold(place + size + 1),
                            (gpointer)target->option);
    }
    free(folder);
    g_free(place);
}

/* Makes an output's name the item's own, for this run. */
static bool take_name(ht_outputs *outputs, const ht_batch_item *item, ht_batch_result *result)
{
    char *folded = ht_output_fold(result->output);
    const char *other = g_hash_table_lookup(outputs->taken, folded);
    const char *option = g_hash_table_lookup(outputs->targets, folded);
    if (other != NULL || option != NULL) {
        ht_batch_refuse(item, result, option != NULL ? HT_E1143 : HT_E1110, result->output,
                        option != NULL ? option : other);
        g_free(folded);
        return false;
    }
    g_hash_table_insert(outputs->taken, folded, (gpointer)item->id);
    return true;
}

/* Tells a document that has the number of another one. */
static void tell_same_number(const ht_outputs *outputs, const ht_batch_item *item,
                             ht_batch_result *result)
{
    const ht_numbered document = {item->id, result->title, NULL};
    const ht_numbered *first = ht_numbers_add(outputs->numbers, result->number, &document);
    if (first != NULL) {
        const ht_source source = {item->id, "", 0, NULL};
        ht_diags *diags = ht_diags_new();
        ht_diag_add(diags, HT_W1124, ht_source_file(&source), result->number, first->id,
                    first->title != NULL ? first->title : "");
        ht_batch_tell(result, item->id, diags);
        ht_diags_free(diags);
    }
}

/* Another document would fare no better. Other names may be longer, or those of folders. */
static bool is_of_disk(int error)
{
    static const int errors[] = {ENOSPC, EDQUOT, EROFS, EACCES, EPERM, EIO};
    bool found = false;
    for (size_t i = 0; i < G_N_ELEMENTS(errors); i++) {
        found = found || errors[i] == error;
    }
    return found;
}

/* A signature is no thing to be written over by the way: tells it. */
static bool is_signed(const ht_outputs *outputs, const ht_batch_item *item, ht_batch_result *result,
                      const char *path)
{
    bool added = !outputs->force && ht_journal_is_added_to(outputs->journal, item, path);
    if (added) {
        ht_batch_refuse(item, result, HT_E1160, result->output, "");
    }
    return added;
}

/* Moves the finished file to its name. */
static bool move(const ht_outputs *outputs, const ht_batch_item *item, ht_batch_result *result)
{
    char *path = g_build_filename(outputs->folder, result->output, NULL);
    char *folder = g_path_get_dirname(path);
    int error = result->lost;
    if (is_signed(outputs, item, result, path)) {
        g_free(folder);
        g_free(path);
        return false;
    }
    if (error == 0 &&
        (g_mkdir_with_parents(folder, 0777) != 0 || g_rename(result->temporary, path) != 0)) {
        error = errno;
    }
    if (error != 0) {
        result->stuck = is_of_disk(error);
        ht_batch_refuse(item, result, HT_E0803, path, g_strerror(error));
    }
    g_free(folder);
    g_free(path);
    return error == 0;
}

/* A document that has another name now leaves its old file behind: it may be needed, and it must not
 * be taken for the document. */
static void tell_old_output(const ht_outputs *outputs, const ht_batch_item *item,
                            ht_batch_result *result, const char *old)
{
    char *path = g_build_filename(outputs->folder, old, NULL);
    if (strcmp(old, result->output) != 0 && g_file_test(path, G_FILE_TEST_EXISTS)) {
        const ht_source document = {item->id, "", 0, NULL};
        ht_diags *diags = ht_diags_new();
        ht_diag_add(diags, HT_W1111, ht_source_file(&document), result->output, old);
        ht_batch_tell(result, item->id, diags);
        ht_diags_free(diags);
    }
    g_free(path);
}

/* Notes a document that has its name. What is told of its old name is no part of that: it is so
 * once. (A line or row of a file may be another document now.) */
static ht_status note(const ht_outputs *outputs, const ht_batch_item *item, ht_batch_result *result,
                      ht_diags *diags)
{
    const char *old =
        item->path != NULL ? ht_journal_output(outputs->journal, result->arena, item) : NULL;
    ht_status status = ht_journal_add(outputs->journal, item, result, outputs->digests, diags);
    if (old != NULL) {
        tell_old_output(outputs, item, result, old);
    }
    return status;
}

/* A document that failed leaves the PDF of its former text where it was. What a line or row of a file
 * has rendered before may be of another document: it counts under the name of that line alone. */
static void tell_former(const ht_outputs *outputs, const ht_batch_item *item,
                        ht_batch_result *result)
{
    const char *old = ht_journal_output(outputs->journal, result->arena, item);
    const char *own = ht_arena_printf(result->arena, "%s.pdf", item->stem);
    if (old == NULL || (item->path == NULL && strcmp(old, own) != 0)) {
        return;
    }
    char *folded = ht_output_fold(old);
    const char *owner = g_hash_table_lookup(outputs->taken, folded);
    char *path = g_build_filename(outputs->folder, old, NULL);
    if ((owner == NULL || owner == item->id) && g_file_test(path, G_FILE_TEST_EXISTS)) {
        const ht_source document = {item->id, "", 0, NULL};
        ht_diags *diags = ht_diags_new();
        ht_diag_add(diags, HT_W1154, ht_source_file(&document), old);
        ht_batch_tell(result, item->id, diags);
        ht_diags_free(diags);
    }
    g_free(path);
    g_free(folded);
}

static ht_status settle(ht_outputs *outputs, const ht_batch_item *item, ht_batch_result *result,
                        ht_diags *diags)
{
    if (result->outcome == HT_BATCH_UNCHANGED) {
        take_name(outputs, item, result);
        return HT_OK;
    }
    if (result->outcome != HT_BATCH_RENDERED) {
        return HT_OK;
    }
    const char *temporary = result->temporary;
    if (take_name(outputs, item, result) && move(outputs, item, result)) {
        return note(outputs, item, result, diags);
    }
    g_unlink(temporary);
    return HT_OK;
}

ht_status ht_outputs_settle(ht_outputs *outputs, const ht_batch_item *item, ht_batch_result *result,
                            ht_diags *diags)
{
    ht_status status = settle(outputs, item, result, diags);
    if (result->outcome == HT_BATCH_RENDERED || result->outcome == HT_BATCH_UNCHANGED) {
        tell_same_number(outputs, item, result);
    } else if (result->outcome == HT_BATCH_FAILED) {
        tell_former(outputs, item, result);
    }
    return status;
}
