/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Image files: their size on paper, as each kind of file says it, and what is refused.
 */

#include "image/image.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <string.h>

static char *folder;

static char *write_file(const char *name, const char *bytes, gssize size)
{
    char *path = g_build_filename(folder, name, NULL);
    g_assert_true(g_file_set_contents(path, bytes, size, NULL));
    return path;
}

/* Reads and removes a file; its image, or NULL with `fault` among the findings. */
static ht_image *read_file(char *path, const char *fault)
{
    ht_diags *diags = ht_diags_new();
    ht_image *image = NULL;
    bool good = ht_image_read(&image, path, HT_NO_PLACE, diags);
    g_assert_cmpint(good, ==, fault == NULL);
    if (fault != NULL) {
        g_assert_nonnull(strstr(ht_diags_at(diags, 0)->message, fault));
    }
    ht_diags_free(diags);
    g_unlink(path);
    g_free(path);
    return image;
}

static void expect_size(ht_image *image, double width, double height)
{
    g_assert_cmpfloat_with_epsilon(ht_len_to_mm(image->width), width, 0.01);
    g_assert_cmpfloat_with_epsilon(ht_len_to_mm(image->height), height, 0.01);
    ht_image_unref(image);
}

static ht_image *svg(const char *attributes)
{
    char *text = g_strdup_printf("<svg xmlns=\"http://www.w3.org/2000/svg\" %s>"
                                 "<circle r=\"20\"/></svg>",
                                 attributes);
    char *path = write_file("a.svg", text, -1);
    g_free(text);
    return read_file(path, NULL);
}

static void test_svg_in_units(void)
{
    expect_size(svg("width=\"42mm\" height=\"42mm\""), 42, 42);
    expect_size(svg("width=\"4.5cm\" height=\"3cm\""), 45, 30);
    expect_size(svg("width=\"72pt\" height=\"1in\""), 25.4, 25.4);
    expect_size(svg("width=\"40mm\" viewBox=\"0 0 200 100\""), 40, 20);
}

static void test_svg_without_units(void)
{
    ht_image *image = svg("width=\"200\" height=\"100\"");
    g_assert_cmpfloat(image->shape, ==, 2);
    g_assert_cmpfloat(image->pixels_across, ==, 200);
    expect_size(image, 0, 0);
    image = svg("viewBox=\"0 0 30 10\"");
    g_assert_cmpfloat(image->shape, ==, 3);
    expect_size(image, 0, 0);
}

static ht_image *pixels(const char *kind, const char *name, bool alpha, const char *dpi,
                        const char *dpi_down)
{
    GdkPixbuf *pixbuf = gdk_pixbuf_new(GDK_COLORSPACE_RGB, alpha, 8, 300, 150);
    char *bytes = NULL;
    gsize size = 0;
    gdk_pixbuf_fill(pixbuf, 0xd9000c80);
    bool saved = dpi != NULL ? gdk_pixbuf_save_to_buffer(pixbuf, &bytes, &size, kind, NULL, "x-dpi",
                                                         dpi, "y-dpi", dpi_down, NULL)
                             : gdk_pixbuf_save_to_buffer(pixbuf, &bytes, &size, kind, NULL, NULL);
    g_assert_true(saved);
    ht_image *image = read_file(write_file(name, bytes, (gssize)size), NULL);
    g_object_unref(pixbuf);
    g_free(bytes);
    return image;
}

static void test_png(void)
{
    expect_size(pixels("png", "a.png", true, "300", "300"), 25.4, 12.7);
    expect_size(pixels("png", "a.png", false, NULL, NULL), 0, 0);
}

/* Dots that are no squares: what the file says in lengths is its shape. */
static void test_png_of_oblong_dots(void)
{
    ht_image *image = pixels("png", "a.png", false, "300", "150");
    g_assert_cmpfloat_with_epsilon(image->shape, 1, 0.001);
    expect_size(image, 25.4, 25.4);
}

static void test_jpeg(void)
{
    ht_image *image = pixels("jpeg", "a.jpg", false, "150", "150");
    g_assert_nonnull(image->jpeg);
    expect_size(image, 50.8, 25.4);
}

/* A photograph of 300 by 150 dots, its left half black, as a camera writes it that was held so. */
static ht_image *photograph(char orientation)
{
    const char exif[] = {(char)0xFF, (char)0xE1,  0, 34,   'E', 'x', 'i', 'f', 0, 0, /* APP1 */
                         'M',        'M',         0, 42,   0,   0,   0,   8, /* TIFF, big-endian */
                         0,          1,           1, 0x12, 0,   3,   0,   0,   0, 1,
                         0,          orientation, 0, 0,    0,   0,   0,   0};
    GdkPixbuf *pixbuf = gdk_pixbuf_new(GDK_COLORSPACE_RGB, false, 8, 300, 150);
    GdkPixbuf *left = gdk_pixbuf_new_subpixbuf(pixbuf, 0, 0, 150, 150);
    char *bytes = NULL;
    gsize size = 0;
    gdk_pixbuf_fill(pixbuf, 0xFFFFFFFF);
    gdk_pixbuf_fill(left, 0x000000FF);
    g_assert_true(gdk_pixbuf_save_to_buffer(pixbuf, &bytes, &size, "jpeg", NULL, "x-dpi", "150",
                                            "y-dpi", "300", NULL));
    GString *file = g_string_new_len(bytes, (gssize)size);
    g_string_insert_len(file, 2, exif, sizeof exif); /* behind the mark that begins the file */
    ht_image *image = read_file(write_file("a.jpg", file->str, (gssize)file->len), NULL);
    g_string_free(file, true);
    g_free(bytes);
    g_object_unref(left);
    g_object_unref(pixbuf);
    return image;
}

/* Whether the upper left and the lower right corner are dark. */
static void expect_dark(const ht_image *image, bool first, bool last)
{
    const guchar *bytes = gdk_pixbuf_read_pixels(image->pixels);
    int rows = gdk_pixbuf_get_height(image->pixels) - 1;
    const guchar *end = bytes + (ptrdiff_t)rows * gdk_pixbuf_get_rowstride(image->pixels) +
                        (ptrdiff_t)3 * (gdk_pixbuf_get_width(image->pixels) - 1);
    g_assert_cmpint(bytes[0] < 128, ==, first);
    g_assert_cmpint(*end < 128, ==, last);
}

/* It is turned upright with its size; its bytes would show it on its side. */
static void test_photograph_on_its_side(void)
{
    ht_image *image = photograph(6);
    g_assert_null(image->jpeg);
    g_assert_cmpint(gdk_pixbuf_get_width(image->pixels), ==, 150);
    expect_dark(image, true, false); /* the left half is the upper one now */
    expect_size(image, 12.7, 50.8);
    image = photograph(8);
    expect_dark(image, false, true);
    expect_size(image, 12.7, 50.8);
    image = photograph(3);
    g_assert_null(image->jpeg);
    expect_dark(image, false, true);
    expect_size(image, 50.8, 12.7);
    image = photograph(1);
    g_assert_nonnull(image->jpeg);
    expect_dark(image, true, false);
    expect_size(image, 50.8, 12.7);
}

/* Its first bytes say what a file is, not its name. */
static void test_name_does_not_matter(void)
{
    expect_size(pixels("png", "a.svg", true, "300", "300"), 25.4, 12.7);
}

static void test_refused(void)
{
    read_file(write_file("a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><circle></svg>", -1),
              "XML");
    read_file(write_file("a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", -1), "viewBox");
    read_file(write_file("a.png", "\x89PNG\r\n\x1a\n and no more", -1), "a.png");
    read_file(write_file("a.txt", "seal", -1), "neither");
    read_file(write_file("a.txt", "", -1), "neither");
    read_file(g_build_filename(folder, "none.svg", NULL), "No such file");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("ht-image-XXXXXX", NULL);
    g_test_add_func("/image/svg/units", test_svg_in_units);
    g_test_add_func("/image/svg/no-units", test_svg_without_units);
    g_test_add_func("/image/png/size", test_png);
    g_test_add_func("/image/png/oblong", test_png_of_oblong_dots);
    g_test_add_func("/image/jpeg", test_jpeg);
    g_test_add_func("/image/jpeg/on-its-side", test_photograph_on_its_side);
    g_test_add_func("/image/first-bytes", test_name_does_not_matter);
    g_test_add_func("/image/refused", test_refused);
    int status = g_test_run();
    g_rmdir(folder);
    g_free(folder);
    return status;
}
