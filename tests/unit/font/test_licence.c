/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What a face allows to be done with it, as its table OS/2 says: a face of fonts/open that says
 * something else.
 */

#include "fixture.h"

#include <string.h>

/* A face whose OS/2 table says what is allowed; the directory says where that is. */
static void license(fixture *f, const char *name, guint16 type)
{
    const char *path = ht_data_path(f->arena, "fonts/open/LiberationSerif-Regular.ttf");
    char *bytes = NULL;
    gsize size = 0;
    g_assert_true(g_file_get_contents(path, &bytes, &size, NULL));
    const char *entry = bytes + 12;
    while (memcmp(entry, "OS/2", 4) != 0) {
        entry += 16;
    }
    guint32 offset = 0;
    memcpy(&offset, entry + 8, sizeof offset);
    type = GUINT16_TO_BE(type);
    memcpy(bytes + GUINT32_FROM_BE(offset) + 8, &type, sizeof type);
    add_bytes(f->open, name, bytes, size);
    g_free(bytes);
}

static void test_licence_forbids(fixture *f, const void *unused)
{
    (void)unused;
    license(f, "Restricted.ttf", 0x0002);
    expect_unusable(f, "Restricted.ttf", "forbids to embed it");
}

static void test_licence_wants_the_whole(fixture *f, const void *unused)
{
    (void)unused;
    license(f, "Whole.ttf", 0x0104);
    expect_unusable(f, "Whole.ttf", "forbids to embed a part");
}

static void test_licence_is_of_bitmaps(fixture *f, const void *unused)
{
    (void)unused;
    license(f, "Bitmaps.ttf", 0x0208);
    expect_unusable(f, "Bitmaps.ttf", "forbids to embed its outlines");
}

/* To preview and print, to edit, and the more liberal of two. */
static void test_licence_allows(fixture *f, const void *unused)
{
    (void)unused;
    static const guint16 types[] = {0x0000, 0x0004, 0x0008, 0x000A};
    for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
        license(f, "Allowed.ttf", types[i]);
        g_assert_cmpint(load(f, "latin: {open: Allowed.ttf}\n", NULL, false), ==, HT_OK);
        g_assert_nonnull(ht_fontset_main(f->fonts, "latin"));
        g_clear_pointer(&f->fonts, ht_fontset_unref);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(name, fn) g_test_add("/font/licence/" name, fixture, NULL, begin, fn, end)
    ADD("forbids", test_licence_forbids);
    ADD("wants-the-whole", test_licence_wants_the_whole);
    ADD("is-of-bitmaps", test_licence_is_of_bitmaps);
    ADD("allows", test_licence_allows);
#undef ADD
    return g_test_run();
}
