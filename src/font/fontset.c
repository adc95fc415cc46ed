/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: the roles, the folder of --fonts, the system's fonts. Out: for each role a chain of faces,
 * and for each character the first face of the chain that has it.
 *
 * The chain is: the licensed families that are here, in the order of roles.yaml; the open face;
 * the open faces for rare characters; the families for rare characters; the faces of shared roles;
 * and last what else is in the folder of --fonts. Faces are opened when first asked, except
 * licensed ones that lead a chain: the files of users are checked at once.
 */

#include "font/fontset.h"

#include <errno.h>
#include <string.h>

#define MAX_ROLES_BYTES ((size_t)1 << 20)

/* ---- Making the chains --------------------------------------------------------------------- */

static ht_face *share_face(ht_fontset *fonts, const char *path, unsigned index)
{
    char *key = g_strdup_printf("%s#%u", path, index);
    ht_face *face = g_hash_table_lookup(fonts->faces, key);
    if (face == NULL) {
        face = ht_face_new(path, index);
        g_hash_table_insert(fonts->faces, key, face);
    } else {
        g_free(key);
    }
    return face;
}

static ht_candidate *add_face(ht_fontset *fonts, ht_chain *chain, const char *path, unsigned index)
{
    ht_candidate *candidate = HT_PUSH(fonts->arena, chain->candidates, chain->n_candidates);
    candidate->face = share_face(fonts, path, index);
    return candidate;
}

static void add_families(ht_fontset *fonts, ht_chain *chain, ht_family **families, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (families[i]->path != NULL) {
            add_face(fonts, chain, families[i]->path, families[i]->index);
        }
    }
}

/* Adds a file of the open set, or NULL and a finding when it is not there. */
static ht_candidate *add_open(ht_fontset *fonts, ht_chain *chain, const char *folder,
                              ht_open_file file, ht_diags *diags)
{
    const char *path = ht_arena_printf(fonts->arena, "%s/%s", folder, file.name);
    if (g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
        return add_face(fonts, chain, path, file.index);
    }
    ht_code code = chain->n_candidates == 0 ? HT_E0404 : HT_W0405;
    ht_diag_add(diags, code, HT_NO_PLACE, file.name, chain->role->key, folder);
    return NULL;
}

static const char *join_families(ht_fontset *fonts, const ht_role *role)
{
    GString *names = g_string_new(NULL);
    for (size_t i = 0; i < role->n_families; i++) {
        g_string_append_printf(names, "%s%s", i > 0 ? ", " : "", role->families[i]->name);
    }
    const char *joined = ht_arena_strdup(fonts->arena, names->str);
    g_string_free(names, TRUE);
    return joined;
}

/* A licensed face that leads must work; with `strict` one must lead. */
static void check_lead(ht_fontset *fonts, const ht_chain *chain, bool strict, ht_diags *diags)
{
    const ht_role *role = chain->role;
    if (chain->n_candidates > 0 && !chain->open) {
        ht_face *lead = chain->candidates[0].face;
        const char *fault = ht_face_fault(lead);
        if (fault != NULL) {
            ht_diag_add(diags, HT_E0406, HT_NO_PLACE, ht_face_path(lead), ht_tr(fault));
        }
    } else if (strict && !role->shared) {
        ht_diag_add(diags, HT_E0410, HT_NO_PLACE, role->key, role->name);
        ht_diag_hint(diags, ht_tr(N_("install one of them, or name its folder with --fonts: %s")),
                     join_families(fonts, role));
    } else if (chain->n_candidates == 0 && role->open.name == NULL) {
        ht_diag_add(diags, HT_E0411, HT_NO_PLACE, role->key, role->name);
        ht_diag_hint(diags, ht_tr(N_("install one of them: %s")), join_families(fonts, role));
    }
}

static void build_chain(ht_fontset *fonts, ht_chain *chain, const char *folder, bool strict,
                        ht_diags *diags)
{
    const ht_role *role = chain->role;
    add_families(fonts, chain, role->families, role->n_families);
    chain->open = chain->n_candidates == 0 && role->open.name != NULL;
    ht_candidate *open =
        role->open.name != NULL ? add_open(fonts, chain, folder, role->open, diags) : NULL;
    if (open != NULL) {
        open->without = role->without;
    }
    check_lead(fonts, chain, strict, diags);
    for (size_t i = 0; i < role->n_rare && chain->n_candidates > 0; i++) {
        add_open(fonts, chain, folder, role->rare[i], diags);
    }
    add_families(fonts, chain, role->rare_families, role->n_rare_families);
}

/* Ends the chains of all other roles with the faces of a shared one. */
static void share_chain(ht_fontset *fonts, const ht_chain *shared)
{
    for (size_t i = 0; i < fonts->roles.n_roles; i++) {
        ht_chain *chain = &fonts->chains[i];
        for (size_t k = 0; k < shared->n_candidates && !chain->role->shared; k++) {
            ht_candidate *candidate = HT_PUSH(fonts->arena, chain->candidates, chain->n_candidates);
            *candidate = (ht_candidate){.face = shared->candidates[k].face, .shared = true};
        }
    }
}

/* ---- Making the set ------------------------------------------------------------------------ */

static ht_status read_roles(ht_fontset *fonts, const char *path, ht_diags *diags)
{
    ht_source *source = HT_NEW(fonts->arena, ht_source);
    char *text = NULL;
    ht_status status = ht_file_read(&text, &source->size, fonts->arena, path, MAX_ROLES_BYTES);
    if (status == HT_IO) {
        ht_diag_add(diags, HT_E0801, HT_NO_PLACE, path, g_strerror(errno));
    } else if (status == HT_LIMIT) {
        ht_diag_add(diags, HT_E0802, HT_NO_PLACE, path, (int)(MAX_ROLES_BYTES >> 20));
    } else {
        source->name = ht_arena_strdup(fonts->arena, path);
        source->text = text;
        status = ht_roles_read(&fonts->roles, fonts->arena, source, diags);
    }
    return status;
}

static void build_chains(ht_fontset *fonts, const char *roles_path, bool strict, ht_diags *diags)
{
    size_t n = fonts->roles.n_roles;
    char *folder = g_path_get_dirname(roles_path);
    const char *open = ht_arena_printf(fonts->arena, "%s/open", folder);
    g_free(folder);
    fonts->chains = HT_NEW_ARRAY(fonts->arena, ht_chain, n);
    fonts->names = HT_NEW_ARRAY(fonts->arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++) {
        fonts->names[i] = fonts->roles.roles[i].key;
        fonts->chains[i].role = &fonts->roles.roles[i];
        build_chain(fonts, &fonts->chains[i], open, strict, diags);
    }
    for (size_t i = 0; i < n; i++) {
        if (fonts->chains[i].role->shared) {
            share_chain(fonts, &fonts->chains[i]);
        }
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < fonts->roles.n_others && !fonts->chains[i].role->shared; k++) {
            const ht_open_file *other = &fonts->roles.others[k];
            add_face(fonts, &fonts->chains[i], other->name, other->index);
        }
    }
}

static ht_status fill(ht_fontset *fonts, const char *roles_path, const ht_fonts_options *options,
                      ht_diags *diags)
{
    size_t errors = ht_diags_errors(diags);
    ht_status status = read_roles(fonts, roles_path, diags);
    if (status == HT_OK && options->directory != NULL) {
        status = ht_find_in_folder(&fonts->roles, fonts->arena, options->directory, diags);
    }
    if (status == HT_OK) {
        ht_find_in_system(&fonts->roles, fonts->arena);
        build_chains(fonts, roles_path, options->strict, diags);
    }
    return status == HT_OK && ht_diags_errors(diags) > errors ? HT_INVALID : status;
}

ht_status ht_fontset_load(ht_fontset **out, const char *roles_path, const ht_fonts_options *options,
                          ht_diags *diags)
{
    ht_fonts_options standard = HT_FONTS_OPTIONS_INIT;
    ht_fontset *fonts = g_new0(ht_fontset, 1);
    g_atomic_ref_count_init(&fonts->refs);
    fonts->arena = ht_arena_new();
    fonts->faces =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)ht_face_free);
    ht_status status = fill(fonts, roles_path, options != NULL ? options : &standard, diags);
    if (status != HT_OK) {
        ht_fontset_unref(fonts);
        fonts = NULL;
    }
    *out = fonts;
    return status;
}

ht_status ht_fontset_new(ht_fontset **out, const ht_fonts_options *options, ht_diags *diags)
{
    ht_arena *arena = ht_arena_new();
    ht_status status =
        ht_fontset_load(out, ht_data_path(arena, "fonts/roles.yaml"), options, diags);
    ht_arena_free(arena);
    return status;
}

ht_fontset *ht_fontset_ref(ht_fontset *fonts)
{
    g_atomic_ref_count_inc(&fonts->refs);
    return fonts;
}

void ht_fontset_unref(ht_fontset *fonts)
{
    if (fonts != NULL && g_atomic_ref_count_dec(&fonts->refs)) {
        g_hash_table_unref(fonts->faces);
        ht_arena_free(fonts->arena);
        g_free(fonts);
    }
}

static int by_path(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char **ht_fontset_paths(const ht_fontset *fonts, size_t *n)
{
    GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < fonts->roles.n_roles; i++) {
        for (size_t k = 0; k < fonts->chains[i].n_candidates; k++) {
            g_hash_table_add(seen, (gpointer)ht_face_path(fonts->chains[i].candidates[k].face));
        }
    }
    guint count = 0;
    const char **paths = (const char **)g_hash_table_get_keys_as_array(seen, &count);
    qsort(paths, count, sizeof *paths, by_path);
    *n = count;
    g_hash_table_unref(seen);
    return paths;
}

const ht_face *ht_fontset_face(const ht_fontset *fonts, const char *print)
{
    GHashTableIter iter;
    gpointer value = NULL;
    const ht_face *found = NULL;
    g_hash_table_iter_init(&iter, fonts->faces);
    while (found == NULL && g_hash_table_iter_next(&iter, NULL, &value)) {
        char *own = ht_face_fault(value) == NULL ? ht_face_print(value) : NULL;
        found = g_strcmp0(own, print) == 0 ? value : NULL;
        g_free(own);
    }
    return found;
}
