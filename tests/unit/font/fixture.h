/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_TEST_FONT_FIXTURE_H
#define HT_TEST_FONT_FIXTURE_H

/*
 * A folder with a roles file and faces, and the font set that is made of it.
 */

#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "font/fontset.h"

typedef struct fixture {
    ht_arena *arena;
    char *folder; /* holds roles.yaml, open/ and faces/ */
    char *open;
    char *faces;
    ht_diags *diags;
    ht_fontset *fonts;
} fixture;

static inline void begin(fixture *f, const void *unused)
{
    (void)unused;
    f->arena = ht_arena_new();
    f->diags = ht_diags_new();
    f->folder = g_dir_make_tmp("ht-fonts-XXXXXX", NULL);
    f->open = g_build_filename(f->folder, "open", NULL);
    f->faces = g_build_filename(f->folder, "faces", NULL);
    g_assert_cmpint(g_mkdir(f->open, 0700) | g_mkdir(f->faces, 0700), ==, 0);
}

static inline void remove_folder(const char *folder)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir)) {
        char *path = g_build_filename(folder, name, NULL);
        g_unlink(path);
        g_free(path);
    }
    g_dir_close(dir);
    g_rmdir(folder);
}

static inline void end(fixture *f, const void *unused)
{
    (void)unused;
    ht_fontset_unref(f->fonts);
    ht_diags_free(f->diags);
    remove_folder(f->open);
    remove_folder(f->faces);
    remove_folder(f->folder);
    g_free(f->open);
    g_free(f->faces);
    g_free(f->folder);
    ht_arena_free(f->arena);
}

/* Puts a face of the project's fonts/open into a folder of the test. */
static inline void add_face(fixture *f, const char *folder, const char *name)
{
    const char *source = ht_data_path(f->arena, ht_arena_printf(f->arena, "fonts/open/%s", name));
    char *target = g_build_filename(folder, name, NULL);
    g_assert_cmpint(symlink(source, target), ==, 0);
    g_free(target);
}

static inline void add_bytes(const char *folder, const char *name, const char *bytes, size_t size)
{
    char *path = g_build_filename(folder, name, NULL);
    g_assert_true(g_file_set_contents(path, bytes, (gssize)size, NULL));
    g_free(path);
}

static inline ht_status load(fixture *f, const char *roles, const char *directory, bool strict)
{
    ht_fonts_options options = HT_FONTS_OPTIONS_INIT;
    options.directory = directory;
    options.strict = strict;
    add_bytes(f->folder, "roles.yaml", roles, strlen(roles));
    const char *path = ht_arena_printf(f->arena, "%s/roles.yaml", f->folder);
    return ht_fontset_load(&f->fonts, path, &options, f->diags);
}

static inline void expect_one(fixture *f, const char *code, const char *part)
{
    g_assert_cmpuint(ht_diags_count(f->diags, HT_SEVERITY_NOTE), ==, 1);
    const ht_diag *diag = ht_diags_at(f->diags, 0);
    g_test_message("%s (%s)", diag->message, diag->hint);
    g_assert_cmpstr(diag->code, ==, code);
    g_assert_true(strstr(diag->message, part) != NULL ||
                  (diag->hint != NULL && strstr(diag->hint, part) != NULL));
}

static inline const char *choose(fixture *f, const char *role, uint32_t codepoint,
                                 ht_choice *choice)
{
    bool found = ht_fontset_choose(choice, f->fonts, role, codepoint);
    return found ? ht_face_name(choice->face) : "none";
}

static inline void expect_unusable(fixture *f, const char *open, const char *reason)
{
    const char *roles = ht_arena_printf(f->arena, "hei:\n  open: %s\n", open);
    g_assert_cmpint(load(f, roles, NULL, false), ==, HT_OK);
    g_assert_null(ht_fontset_main(f->fonts, "hei"));
    ht_choice choice;
    g_assert_cmpstr(choose(f, "hei", 0x56FD, &choice), ==, "none");
    ht_fontset_report(f->fonts, f->diags);
    expect_one(f, "E0406", reason);
}

#endif
