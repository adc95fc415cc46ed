/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Image files. In: a path. Out: an ht_image, or an error that says what is wrong with the file.
 * gdk-pixbuf decodes PNG and JPEG, librsvg reads SVG; which of them is asked the first bytes say. A
 * photograph whose camera says how it was held (the orientation of EXIF) is turned upright.
 */

#include "image/image.h"

#include <errno.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <librsvg/rsvg.h>
#include <math.h>
#include <string.h>

#define MAX_BYTES ((size_t)64 << 20)
#define MAX_PIXELS 100000000 /* 30 by 30 cm at 850 dots an inch */
#define MAX_SIDE 32767       /* pixels; Cairo paints no more */
#define TRIAL_SIDE 16
#define MAX_SHAPE 50 /* longer or thinner than that is no picture */
#define INCH_MM 25.4
#define FIRST_SIDEWAYS '5' /* orientations of EXIF: from this one to 8 rows are columns */
/* Larger than any sheet: a size beyond it is a slip of the file. */
#define MAX_MM 5000

typedef enum file_kind {
    UNKNOWN,
    PNG,
    JPEG,
    SVG,
} file_kind;

static file_kind kind_of(const char *bytes, size_t size)
{
    static const char png[] = {(char)0x89, 'P', 'N', 'G'};
    static const char jpeg[] = {(char)0xFF, (char)0xD8, (char)0xFF};
    static const char mark[] = "\xEF\xBB\xBF";
    if (size >= sizeof png && memcmp(bytes, png, sizeof png) == 0) {
        return PNG;
    }
    if (size >= sizeof jpeg && memcmp(bytes, jpeg, sizeof jpeg) == 0) {
        return JPEG;
    }
    size_t start = size >= 3 && memcmp(bytes, mark, 3) == 0 ? 3 : 0;
    while (start < size && g_ascii_isspace(bytes[start])) {
        start++;
    }
    return start < size && bytes[start] == '<' ? SVG : UNKNOWN;
}

static ht_len length_of_mm(double mm)
{
    return mm > 0 && mm < MAX_MM ? ht_len_from_mm(mm) : 0;
}

/* What the file says in lengths goes before the shape of its pixels or units. */
static void take_own_shape(ht_image *image)
{
    if (image->width > 0 && image->height > 0) {
        image->shape = ht_len_to_mm(image->width) / ht_len_to_mm(image->height);
    }
}

/* ---- PNG and JPEG -------------------------------------------------------------------------- */

/* A length of so many pixels, when the file says how many stand on an inch. */
static ht_len length_of_pixels(GdkPixbuf *pixels, const char *option, int count)
{
    const char *dots = gdk_pixbuf_get_option(pixels, option);
    double dpi = dots != NULL ? g_ascii_strtod(dots, NULL) : 0;
    return dpi > 0 ? length_of_mm(count / dpi * INCH_MM) : 0;
}

static void on_size(GdkPixbufLoader *loader, int width, int height, void *user)
{
    bool *fits = user;
    *fits = (int64_t)width * height <= MAX_PIXELS && MAX(width, height) <= MAX_SIDE;
    if (!*fits) {
        gdk_pixbuf_loader_set_size(loader, 1, 1);
    }
}

/* Takes pixels upright, with their size. The bytes of a JPEG that had to be turned would show it as
 * it was: they are let go. */
static void take_pixels(ht_image *image, GdkPixbuf *decoded)
{
    GdkPixbuf *pixels = gdk_pixbuf_apply_embedded_orientation(decoded);
    int across = gdk_pixbuf_get_width(pixels);
    int down = gdk_pixbuf_get_height(pixels);
    const char *orientation = gdk_pixbuf_get_option(decoded, "orientation");
    bool sideways = orientation != NULL && orientation[0] >= FIRST_SIDEWAYS;
    image->pixels = pixels;
    image->width = length_of_pixels(decoded, sideways ? "y-dpi" : "x-dpi", across);
    image->height = length_of_pixels(decoded, sideways ? "x-dpi" : "y-dpi", down);
    image->shape = (double)across / down;
    image->pixels_across = across;
    take_own_shape(image);
    if (pixels != decoded && image->jpeg != NULL) {
        g_bytes_unref(image->jpeg);
        image->jpeg = NULL;
    }
}

/* What is wrong, in the caller's hands; NULL when all is well. */
static char *read_pixels(ht_image *image, const char *bytes, size_t size)
{
    GError *error = NULL;
    bool fits = true;
    GdkPixbufLoader *loader = gdk_pixbuf_loader_new();
    g_signal_connect(loader, "size-prepared", G_CALLBACK(on_size), &fits);
    bool good = gdk_pixbuf_loader_write(loader, (const guchar *)bytes, size, &error);
    good = gdk_pixbuf_loader_close(loader, good ? &error : NULL) && good;
    GdkPixbuf *pixels = good ? gdk_pixbuf_loader_get_pixbuf(loader) : NULL;
    char *fault = NULL;
    if (!fits) {
        fault = g_strdup(ht_tr("it has too many pixels"));
    } else if (pixels == NULL) {
        fault = g_strdup(error != NULL ? error->message : ht_tr("it is damaged"));
    } else {
        take_pixels(image, pixels);
    }
    g_clear_error(&error);
    g_object_unref(loader);
    return fault;
}

/* ---- SVG ----------------------------------------------------------------------------------- */

/* The millimetres of a length that has a unit of its own; 0 for pixels and shares. */
static double mm_of(const RsvgLength *length)
{
    switch (length->unit) {
    case RSVG_UNIT_MM:
        return length->length;
    case RSVG_UNIT_CM:
        return length->length * 10;
    case RSVG_UNIT_IN:
        return length->length * INCH_MM;
    case RSVG_UNIT_PT:
        return length->length / 72 * INCH_MM;
    case RSVG_UNIT_PC:
        return length->length / 6 * INCH_MM;
    default:
        return 0;
    }
}

static void measure_drawing(ht_image *image)
{
    gboolean has_width = FALSE;
    gboolean has_height = FALSE;
    gboolean has_box = FALSE;
    RsvgLength width = {0};
    RsvgLength height = {0};
    RsvgRectangle box = {0};
    rsvg_handle_get_intrinsic_dimensions(image->drawing, &has_width, &width, &has_height, &height,
                                         &has_box, &box);
    double across = has_width ? width.length : 0;
    double down = has_height ? height.length : 0;
    image->width = has_width ? length_of_mm(mm_of(&width)) : 0;
    image->height = has_height ? length_of_mm(mm_of(&height)) : 0;
    bool plain = has_width && has_height && width.unit == height.unit &&
                 width.unit != RSVG_UNIT_PERCENT; /* which is what nothing means */
    image->shape = plain && down > 0 ? across / down : 0;
    if (image->shape <= 0 && has_box && box.height > 0) {
        image->shape = box.width / box.height;
    }
    bool sized = has_width && width.unit == RSVG_UNIT_PX;
    image->pixels_across = sized ? across : has_box ? box.width : 0;
    if (image->width > 0 && image->height == 0 && image->shape > 0) {
        image->height = ht_len_from_pt(ht_len_to_pt(image->width) / image->shape);
    }
}

/* Of the process, as Cairo's cache is. */
static GMutex cairo_mutex;

void ht_cairo_lock(void)
{
    g_mutex_lock(&cairo_mutex);
}

void ht_cairo_unlock(void)
{
    g_mutex_unlock(&cairo_mutex);
}

/* Draws it once, small: librsvg finds some faults only then. What is wrong, or NULL. */
static char *try_drawing(const ht_image *image)
{
    GError *error = NULL;
    RsvgRectangle box = {0, 0, TRIAL_SIDE, TRIAL_SIDE};
    ht_cairo_lock();
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, TRIAL_SIDE, TRIAL_SIDE);
    cairo_t *cr = cairo_create(surface);
    char *fault = NULL;
    if (!rsvg_handle_render_document(image->drawing, cr, &box, &error)) {
        fault = g_strdup(error != NULL ? error->message : ht_tr("it is damaged"));
        g_clear_error(&error);
    }
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    ht_cairo_unlock();
    return fault;
}

static char *read_drawing(ht_image *image, const char *bytes, size_t size)
{
    GError *error = NULL;
    image->drawing = rsvg_handle_new_from_data((const guint8 *)bytes, size, &error);
    if (image->drawing == NULL) {
        /* Its first line: the others repeat where in the file it was. */
        char *fault = g_strndup(error->message, strcspn(error->message, "\n"));
        g_error_free(error);
        return fault;
    }
    measure_drawing(image);
    take_own_shape(image);
    if (!(image->shape > 0) || !isfinite(image->shape)) {
        return g_strdup(ht_tr("it says neither its size nor a viewBox"));
    }
    return try_drawing(image);
}

/* ---- Files --------------------------------------------------------------------------------- */

/* Whether an SVG has text, which librsvg sets in whatever face the machine has. */
static bool has_text(const ht_image *image, const char *bytes, size_t size)
{
    return image->drawing != NULL && g_strstr_len(bytes, (gssize)size, "<text") != NULL;
}

static char *read_bytes(ht_image *image, const char *bytes, size_t size)
{
    switch (kind_of(bytes, size)) {
    case SVG:
        return read_drawing(image, bytes, size);
    case JPEG:
        image->jpeg = g_bytes_new(bytes, size);
        return read_pixels(image, bytes, size);
    case PNG:
        return read_pixels(image, bytes, size);
    default:
        return g_strdup(ht_tr("it is neither SVG nor PNG nor JPEG"));
    }
}

bool ht_image_read(ht_image **out, const char *path, ht_place place, ht_diags *diags)
{
    ht_arena *arena = ht_arena_new();
    char *bytes = NULL;
    size_t size = 0;
    char *fault = NULL;
    bool letters = false;
    ht_image *image = g_new0(ht_image, 1);
    image->references = 1;
    ht_status status = ht_file_read(&bytes, &size, arena, path, MAX_BYTES);
    if (status != HT_OK) {
        fault = g_strdup(status == HT_LIMIT ? ht_tr("it is too large") : g_strerror(errno));
    } else {
        fault = read_bytes(image, bytes, size);
        char *digest = ht_sha256_of(bytes, size);
        g_strlcpy(image->digest, digest, sizeof image->digest);
        g_free(digest);
        letters = fault == NULL && has_text(image, bytes, size);
    }
    ht_arena_free(arena);
    bool odd = image->shape > MAX_SHAPE || image->shape < 1.0 / MAX_SHAPE;
    if (fault == NULL && odd) {
        fault = g_strdup(ht_tr("it is too long and thin for a picture"));
    }
    if (fault == NULL && letters) {
        char *name = g_path_get_basename(path);
        ht_diag_add(diags, HT_W0246, place, name);
        g_free(name);
    }
    if (fault != NULL) {
        char *name = g_path_get_basename(path);
        ht_diag_add(diags, HT_E0231, place, name, fault);
        g_free(name);
        ht_image_unref(image);
        image = NULL;
    }
    g_free(fault);
    *out = image;
    return image != NULL;
}

ht_image *ht_image_of_pixels(const uint8_t *rgb, int width, int height)
{
    GBytes *bytes = g_bytes_new(rgb, 3 * (size_t)width * (size_t)height);
    ht_image *image = g_new0(ht_image, 1);
    image->references = 1;
    image->pixels =
        gdk_pixbuf_new_from_bytes(bytes, GDK_COLORSPACE_RGB, FALSE, 8, width, height, 3 * width);
    image->shape = (double)width / height;
    image->pixels_across = width;
    g_bytes_unref(bytes);
    return image;
}

ht_image *ht_image_ref(ht_image *image)
{
    g_atomic_int_inc(&image->references);
    return image;
}

void ht_image_unref(ht_image *image)
{
    if (image != NULL && g_atomic_int_dec_and_test(&image->references)) {
        if (image->pixels != NULL) {
            g_object_unref(image->pixels);
        }
        if (image->drawing != NULL) {
            g_object_unref(image->drawing);
        }
        if (image->jpeg != NULL) {
            g_bytes_unref(image->jpeg);
        }
        g_free(image);
    }
}

static void release(void *image)
{
    ht_image_unref(image);
}

void ht_image_hold(ht_arena *arena, ht_image *image)
{
    ht_arena_defer(arena, release, ht_image_ref(image));
}
