/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: a folder. Out: its documents and those of all folders below it, by their paths. What is
 * hidden is left alone, and so are the outputs when they stand in there.
 */

#include "batch/source.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

/* Deeper folders are a loop of mounts, or a slip. */
#define MOST_LEVELS 64

typedef struct walk {
    const ht_listing *listing;
    const char *root;
    const char *shown;  /* the root as it is told */
    const char *output; /* the real path of the outputs; nothing below it is a document */
    GPatternSpec *match;
    GHashTable *passed; /* endings of files that are no documents -> how many */
    size_t n_passed;
} walk;

static bool ends_in_one(const char *name, const char *const *endings)
{
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot != NULL && endings[i] != NULL; i++) {
        if (g_ascii_strcasecmp(dot, endings[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* A pattern with a slash is one of paths from the root. */
static bool is_document(const walk *w, const char *id, const char *name)
{
    static const char *const endings[] = {".yaml", ".yml", ".json", ".md", NULL};
    if (w->match != NULL) {
        bool whole = strchr(w->listing->options->match, '/') != NULL;
        return g_pattern_spec_match_string(w->match, whole ? id : name);
    }
    return ends_in_one(name, endings);
}

/* ---- What is passed over ------------------------------------------------------------------- */

/* Images are there for documents that name them. */
static void pass_over(walk *w, const char *name)
{
    static const char *const images[] = {".svg", ".png", ".jpg", ".jpeg", NULL};
    const char *dot = strrchr(name, '.');
    if (w->match != NULL || ends_in_one(name, images)) {
        return;
    }
    char *ending = g_ascii_strdown(dot != NULL ? dot : "", -1);
    size_t n = GPOINTER_TO_SIZE(g_hash_table_lookup(w->passed, ending));
    g_hash_table_insert(w->passed, ending, GSIZE_TO_POINTER(n + 1));
    w->n_passed++;
}

/* One note of all. */
static void tell_passed(const walk *w)
{
    GString *kinds = g_string_new(NULL);
    GList *endings = g_list_sort(g_hash_table_get_keys(w->passed), (GCompareFunc)strcmp);
    for (const GList *at = endings; at != NULL; at = at->next) {
        size_t n = GPOINTER_TO_SIZE(g_hash_table_lookup(w->passed, at->data));
        const char *ending = at->data;
        g_string_append_printf(kinds, "%s%s: %zu", at != endings ? ", " : "",
                               *ending != '\0' ? ending : ht_tr(N_("no ending")), n);
    }
    if (w->n_passed > 0) {
        ht_diag_add(w->listing->diags, HT_N1157, HT_NO_PLACE, w->shown, w->n_passed, kinds->str);
    }
    g_list_free(endings);
    g_string_free(kinds, TRUE);
}

/* ---- The walk ------------------------------------------------------------------------------ */

static int by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names in a folder but for hidden ones, sorted; NULL with errno set. */
static GPtrArray *names_in(const char *path)
{
    GDir *dir = g_dir_open(path, 0, NULL);
    if (dir == NULL) {
        return NULL;
    }
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir)) {
        if (name[0] != '.') {
            g_ptr_array_add(names, g_strdup(name));
        }
    }
    g_dir_close(dir);
    g_ptr_array_sort(names, by_name);
    return names;
}

static bool is_output(const walk *w, const char *path)
{
    char *real = realpath(path, NULL);
    bool same = g_strcmp0(real, w->output) == 0;
    free(real);
    return same;
}

/* Files that it names are looked for beside `path`, also when it is told by another name. */
static void add_document(const walk *w, const char *id, const char *path)
{
    ht_arena *arena = w->listing->source->arena;
    ht_batch_item *item = ht_source_add(w->listing->source, id);
    item->path = path;
    item->file = path;
    if (w->shown != w->root) {
        char *folder = g_path_get_dirname(path);
        item->file = ht_arena_printf(arena, "%s/%s", w->shown, id);
        item->folder = ht_arena_strdup(arena, folder);
        g_free(folder);
    }
}

/* `below` is the path from the root, "" or one that ends with a slash. */
static ht_status list_folder(walk *w, const char *below, int level)
{
    ht_arena *arena = w->listing->source->arena;
    const char *folder = ht_arena_printf(arena, "%s/%s", w->root, below);
    GPtrArray *names = names_in(folder);
    ht_status status = HT_OK;
    if (names == NULL) {
        return ht_source_tell(w->listing, folder, errno);
    }
    for (size_t i = 0; i < names->len && status == HT_OK; i++) {
        const char *name = g_ptr_array_index(names, i);
        const char *id = ht_arena_printf(arena, "%s%s", below, name);
        const char *path = ht_arena_printf(arena, "%s/%s", w->root, id);
        struct stat info;
        if (lstat(path, &info) != 0) {
            continue; /* it went away */
        }
        if (S_ISDIR(info.st_mode) && level < MOST_LEVELS && !is_output(w, path)) {
            status = list_folder(w, ht_arena_printf(arena, "%s/", id), level + 1);
        } else if (g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
            if (is_document(w, id, name)) {
                add_document(w, id, path);
            } else {
                pass_over(w, name);
            }
        }
    }
    g_ptr_array_free(names, TRUE);
    return status;
}

ht_status ht_list_unpacked(const ht_listing *listing, const char *path, const char *shown)
{
    const char *match = listing->options->match;
    char *output = realpath(listing->output, NULL);
    walk w = {.listing = listing,
              .root = path,
              .shown = shown,
              .output = output,
              .match = match != NULL ? g_pattern_spec_new(match) : NULL,
              .passed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
    ht_status status = list_folder(&w, "", 0);
    if (status == HT_OK) {
        tell_passed(&w);
    }
    g_hash_table_unref(w.passed);
    if (w.match != NULL) {
        g_pattern_spec_free(w.match);
    }
    free(output);
    return status;
}

ht_status ht_list_folder(const ht_listing *listing, const char *path)
{
    size_t size = strlen(path);
    while (size > 1 && path[size - 1] == '/') {
        size--;
    }
    const char *root = ht_arena_strndup(listing->source->arena, path, size);
    return ht_list_unpacked(listing, root, root);
}
