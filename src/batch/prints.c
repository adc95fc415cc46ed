/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Files, layouts and faces in; digests out. Each file is read once for a run: the seal that a thousand
 * documents share costs no more than that of one. Of faces only what tells them apart is read.
 */

#include "batch/batch.h"

#include <string.h>

struct ht_digests {
    ht_sha256 *common; /* of what all documents of a run share */
    GHashTable *files;
    GHashTable *layouts;
};

const char *ht_digest_of_file(ht_digests *digests, const char *path)
{
    char *digest = g_hash_table_lookup(digests->files, path);
    if (digest == NULL) {
        digest = ht_file_digest(path);
        digest = digest != NULL ? digest : g_strdup("");
        g_hash_table_insert(digests->files, g_strdup(path), digest);
    }
    return digest;
}

const char *ht_digest_of_layout(ht_digests *digests, const char *name)
{
    char *digest = g_hash_table_lookup(digests->layouts, name);
    if (digest == NULL) {
        ht_diags *unsaid = ht_diags_new();
        ht_layout *layout = NULL;
        ht_sha256 *sum = ht_sha256_new();
        if (ht_layout_load(&layout, name, unsaid) == HT_OK) {
            ht_layout_write(layout, ht_write_to_sha256, sum);
            ht_layout_unref(layout);
        }
        digest = ht_sha256_end(sum);
        g_hash_table_insert(digests->layouts, g_strdup(name), digest);
        ht_diags_free(unsaid);
    }
    return digest;
}

static void add_pdf(ht_digests *digests, const ht_batch_options *options)
{
    const ht_pdf_options standard = HT_PDF_OPTIONS_INIT;
    const ht_pdf_options *pdf = options->pdf != NULL ? options->pdf : &standard;
    char *numbers = g_strdup_printf("%d %d %u %d %d", (int)pdf->profile, pdf->bleed, pdf->marks,
                                    (int)pdf->signature_field, (int)options->attach_source);
    ht_sha256_add_text(digests->common, numbers);
    ht_sha256_add_text(digests->common, pdf->plate != NULL ? pdf->plate : "");
    g_free(numbers);
}

ht_digests *ht_digests_new(const ht_batch_options *options, const ht_batch_source *source,
                           ht_fontset *fonts)
{
    ht_digests *digests = g_new0(ht_digests, 1);
    digests->common = ht_sha256_new();
    digests->files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    digests->layouts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    ht_sha256_add_text(digests->common, ht_version());
    ht_sha256_add_text(digests->common, options->layout != NULL ? options->layout : "");
    ht_sha256_add_text(digests->common, options->name != NULL ? options->name : "");
    ht_sha256_add_text(digests->common, ht_batch_source_print(source));
    add_pdf(digests, options);
    size_t n_paths = 0;
    const char **paths = ht_fontset_paths(fonts, &n_paths);
    for (size_t i = 0; i < n_paths; i++) {
        char *print = ht_font_file_print(paths[i]);
        ht_sha256_add_text(digests->common, print != NULL ? print : "");
        g_free(print);
    }
    g_free(paths);
    return digests;
}

void ht_digests_free(ht_digests *digests)
{
    g_free(ht_sha256_end(digests->common));
    g_hash_table_unref(digests->files);
    g_hash_table_unref(digests->layouts);
    g_free(digests);
}

const char *ht_digest_of_document(ht_digests *digests, ht_arena *arena, GBytes *bytes)
{
    gsize size = 0;
    const void *data = g_bytes_get_data(bytes, &size);
    ht_sha256 *sum = ht_sha256_copy(digests->common);
    ht_sha256_add(sum, data, size);
    char *digest = ht_sha256_end(sum);
    const char *kept = ht_arena_strdup(arena, digest);
    g_free(digest);
    return kept;
}
