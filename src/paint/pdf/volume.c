/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Files of this writer in, one after the other; one file of all their pages out, with an outline,
 * labels for its pages, and the structure of each. Each is read, copied and forgotten: what is kept
 * grows with the glyphs in use, and by some bytes a page; but for the screen, where the whole is.
 */

#include "paint/paint.h"
#include "paint/pdf/graft.h"

#include <stdlib.h>
#include <string.h>

struct ht_volume {
    ht_objects *objects;
    ht_page_tree *tree;
    ht_shared_fonts *fonts;
    GString *labels;  /* the number tree of page labels */
    int structure;    /* the structure tree, … */
    int document;     /* … its one element, … */
    GString *kids;    /* … those below it, a document each, … */
    GString *parents; /* … the tree of parents … */
    int n_keys;       /* … and how many keys that has */
    ht_outline *outline;
    char **folders; /* that the document added last stands in */
    size_t n_pages;
    char *title;
    bool running; /* pages are numbered through */
    ht_pdf_profile profile;
    GByteArray *plain; /* for the screen: the file, to be put in another order; … */
    ht_write_fn write; /* … where that goes */
    void *user;
};

ht_volume *ht_volume_new(const ht_fontset *fonts, const ht_volume_form *form, ht_write_fn write,
                         void *user)
{
    ht_volume *volume = g_new0(ht_volume, 1);
    if (form->profile == HT_PDF_SCREEN) {
        volume->plain = g_byte_array_new();
        volume->objects = ht_objects_new(ht_write_to_bytes, volume->plain, form->profile);
    } else {
        volume->objects = ht_objects_new(write, user, form->profile);
    }
    volume->write = write;
    volume->user = user;
    volume->tree = ht_page_tree_new(volume->objects);
    volume->fonts = ht_shared_fonts_new(fonts, volume->objects);
    volume->labels = g_string_new(NULL);
    volume->outline = ht_outline_new(volume->objects);
    volume->folders = g_new0(char *, 1);
    volume->structure = ht_objects_reserve(volume->objects);
    volume->document = ht_objects_reserve(volume->objects);
    volume->kids = g_string_new(NULL);
    volume->parents = g_string_new(NULL);
    volume->title = g_strdup(form->title);
    volume->running = form->running;
    volume->profile = form->profile;
    return volume;
}

/* ---- Pages ---------------------------------------------------------------------------------- */

/* Copies the pages of a file and lists them; the object of the first copy, 0 when the file is
 * damaged. */
static int copy_pages(GArray *pages, ht_volume *volume, ht_graft *graft)
{
    int first = 0;
    if (!ht_graft_pages(pages, graft)) {
        return 0;
    }
    for (guint i = 0; i < pages->len; i++) {
        int page = g_array_index(pages, int, i);
        ht_shared_fonts_take(volume->fonts, graft, page);
        int number = ht_graft_number(graft, volume->objects, page);
        int parent = ht_page_tree_add(volume->tree, number);
        ht_graft_replace(graft, ht_graft_entry(graft, page, "Parent"), parent);
        if (ht_graft_copy(graft, volume->objects, page) == 0) {
            return 0;
        }
        first = i == 0 ? number : first;
    }
    return first;
}

/* ---- Structure ------------------------------------------------------------------------------ */

/* Copies what the tree of parents names: "<</Nums[0 12 0 R 1 13 0 R]>>". */
static bool copy_parents(ht_volume *volume, ht_graft *graft, int root)
{
    GString *tree = g_string_new(NULL);
    bool good = ht_graft_value(tree, graft, root, "ParentTree");
    const char *p = good ? strchr(tree->str, '[') : NULL;
    for (char *end = NULL; good && p != NULL; p = strstr(end, "R")) {
        long key = strtol(p + 1, &end, 10);
        if (end == p + 1) {
            break; /* the bracket that ends it */
        }
        int copy = ht_graft_copy(graft, volume->objects, (int)strtol(end, &end, 10));
        g_string_append_printf(volume->parents, "%ld %d 0 R ", volume->n_keys + key, copy);
        good = copy > 0;
    }
    g_string_free(tree, TRUE);
    return good;
}

/* A file's one element, which is its document, becomes an element of the volume. False when the file
 * is damaged. */
static bool copy_structure(ht_volume *volume, ht_graft *graft, int root)
{
    GString *next = g_string_new(NULL);
    int document = ht_graft_copy(graft, volume->objects, ht_graft_entry(graft, root, "K"));
    bool good = document > 0 && copy_parents(volume, graft, root) &&
                ht_graft_value(next, graft, root, "ParentTreeNextKey");
    if (good) {
        g_string_append_printf(volume->kids, "%d 0 R ", document);
        volume->n_keys += atoi(next->str);
    }
    g_string_free(next, TRUE);
    return good;
}

/* ---- The outline ---------------------------------------------------------------------------- */

/* The folders of a path, without what leads nowhere. The caller frees them. */
static char **names_in(const char *path)
{
    char **names = g_strsplit(path, "/", -1);
    size_t n = 0;
    for (size_t i = 0; names[i] != NULL; i++) {
        if (*names[i] == '\0' || strcmp(names[i], ".") == 0) {
            g_free(names[i]);
        } else {
            names[n++] = names[i];
        }
    }
    names[n] = NULL;
    return names;
}

/* A document stands in its folders, of which those are new that the one before is not in. */
static void add_to_outline(ht_volume *volume, const ht_volume_entry *entry, int page)
{
    char **folders = names_in(entry->folder);
    int level = 0;
    while (folders[level] != NULL && g_strcmp0(folders[level], volume->folders[level]) == 0) {
        level++;
    }
    for (; folders[level] != NULL; level++) {
        ht_outline_add(volume->outline, level, folders[level], page, HT_WHOLE_PAGE);
    }
    ht_outline_add(volume->outline, level, entry->title, page, HT_WHOLE_PAGE);
    g_strfreev(volume->folders);
    volume->folders = folders;
}

/* All of a file that a volume wants; the object of the first page copied, 0 when it is damaged. */
static int copy_document(GArray *pages, ht_volume *volume, ht_graft *graft)
{
    int root = ht_graft_entry(graft, ht_graft_trailer(graft, "Root"), "StructTreeRoot");
    if (root == 0) {
        return 0;
    }
    ht_graft_replace(graft, root, volume->document);
    ht_graft_shift_parents(graft, volume->n_keys);
    int first = copy_pages(pages, volume, graft);
    return first > 0 && copy_structure(volume, graft, root) ? first : 0;
}

ht_status ht_volume_add(ht_volume *volume, const void *bytes, size_t size,
                        const ht_volume_entry *entry, ht_diags *diags)
{
    ht_graft *graft = ht_graft_open(bytes, size);
    GArray *pages = g_array_new(FALSE, FALSE, sizeof(int));
    int first = graft != NULL ? copy_document(pages, volume, graft) : 0;
    if (first > 0) {
        add_to_outline(volume, entry, first);
        if (!volume->running || volume->n_pages == 0) {
            g_string_append_printf(volume->labels, "%zu<</S/D>>", volume->n_pages);
        }
        volume->n_pages += pages->len;
    } else {
        ht_diag_add(diags, HT_E0704, HT_NO_PLACE, entry->name);
    }
    if (graft != NULL) {
        ht_graft_free(graft);
    }
    g_array_free(pages, TRUE);
    return first > 0 ? HT_OK : HT_INVALID;
}

/* ---- The end -------------------------------------------------------------------------------- */

static void put_structure(const ht_volume *volume)
{
    const ht_structure_root root = {volume->structure, volume->document, volume->kids->str,
                                    volume->parents->str, volume->n_keys};
    ht_structure_put_root(volume->objects, &root);
}

static void free_volume(ht_volume *volume)
{
    ht_shared_fonts_free(volume->fonts);
    g_string_free(volume->labels, TRUE);
    g_string_free(volume->kids, TRUE);
    g_string_free(volume->parents, TRUE);
    g_free(volume->title);
    g_strfreev(volume->folders);
    if (volume->plain != NULL) {
        g_byte_array_unref(volume->plain);
    }
    g_free(volume);
}

ht_status ht_volume_finish(ht_volume *volume, ht_diags *diags)
{
    const ht_info info = {.title = volume->title};
    put_structure(volume);
    ht_status status = ht_shared_fonts_put(volume->fonts, diags);
    const ht_pdf_trees trees = {.pages = ht_page_tree_put(volume->tree),
                                .structure = volume->structure,
                                .profile = volume->profile,
                                .outline = ht_outline_put(volume->outline),
                                .labels = volume->labels->str,
                                .volume = true};
    bool written = ht_pdf_finish(volume->objects, &trees, &info);
    if (written && status == HT_OK && volume->plain != NULL) {
        written =
            ht_linear_write(volume->plain->data, volume->plain->len, volume->write, volume->user);
    }
    free_volume(volume);
    return status != HT_OK ? status : written ? HT_OK : HT_IO;
}
