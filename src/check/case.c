/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: a case's folder. Out: what its case.yaml asks, which a person writes, and what its
 * reference.yaml keeps, which the program writes. Every mistake is told at its place.
 */

#include "check/check.h"

#include <errno.h>
#include <glib.h>
#include <string.h>

#define DEFAULT_DPI 96
#define DEFAULT_TOLERANCE 8
#define LEAST_DPI 36
#define MOST_DPI 1200
#define MOST_PIXELS 100000000
/* Farther from its place, ink is something else; and each pixel is sought for in all of that. */
#define MOST_SLACK ht_len_from_mm(5)
#define MAX_BYTES ((size_t)1 << 20)

typedef struct reader {
    ht_arena *arena;
    ht_diags *diags;
    ht_case *test;
} reader;

static void reject(const reader *r, const ht_node *node, const char *key, const char *expected)
{
    ht_diag_add(r->diags, HT_E0922, node->place, key, ht_tr(expected));
}

static const char *read_text(const reader *r, const ht_node *node, const char *key)
{
    if (node->kind != HT_NODE_TEXT || *node->text == '\0') {
        reject(r, node, key, N_("a text"));
        return NULL;
    }
    return node->text;
}

static int read_number(const reader *r, const ht_node *node, const char *key, int least, int most)
{
    gint64 value = 0;
    if (node->kind == HT_NODE_TEXT &&
        g_ascii_string_to_signed(node->text, 10, least, most, &value, NULL)) {
        return (int)value;
    }
    ht_diag_add(r->diags, HT_E0923, node->place, key, least, most);
    return least;
}

/* "28mm" and "28.5 mm". */
static bool read_mm(ht_len *out, const ht_node *node)
{
    char *end = NULL;
    double mm = node->kind == HT_NODE_TEXT ? g_ascii_strtod(node->text, &end) : 0;
    bool good = end != NULL && end != node->text && mm >= 0 && mm < 10000 &&
                strcmp(end + strspn(end, " "), "mm") == 0;
    *out = good ? ht_len_from_mm(mm) : 0;
    return good;
}

static void read_box(const reader *r, const ht_node *node, ht_area *box)
{
    ht_len *const sides[] = {&box->x, &box->y, &box->width, &box->height};
    bool good = node->kind == HT_NODE_LIST && node->n_items == G_N_ELEMENTS(sides);
    for (size_t i = 0; good && i < G_N_ELEMENTS(sides); i++) {
        good = read_mm(sides[i], node->items[i]);
    }
    if (!good) {
        reject(r, node, "box", N_("left, top, width and height, like [28mm, 37mm, 60mm, 10mm]"));
    }
}

static void unknown_key(const reader *r, const ht_node *key, const char *const *keys, size_t n_keys)
{
    ht_diag_add(r->diags, HT_E0921, key->place, key->text);
    const char *near = ht_nearest(key->text, keys, n_keys);
    if (near != NULL) {
        ht_diag_hint(r->diags, ht_tr("did you mean '%s'?"), near);
    }
}

static void read_mask(const reader *r, const ht_node *node)
{
    static const char *const keys[] = {"page", "box"};
    ht_mask *mask = HT_PUSH(r->arena, r->test->masks, r->test->n_masks);
    if (node->kind != HT_NODE_MAP || ht_node_find(node, "box") == NULL) {
        reject(r, node, "masks",
               N_("a list of mappings like {page: 1, box: [28mm, 37mm, 60mm, 10mm]}"));
        return;
    }
    for (size_t i = 0; i < node->n_pairs; i++) {
        const ht_pair *pair = &node->pairs[i];
        if (strcmp(pair->key->text, "page") == 0) {
            mask->page = read_number(r, pair->value, "page", 1, HT_MAX_PAGES);
        } else if (strcmp(pair->key->text, "box") == 0) {
            read_box(r, pair->value, &mask->box);
        } else {
            unknown_key(r, pair->key, keys, G_N_ELEMENTS(keys));
        }
    }
}

static void read_masks(const reader *r, const ht_node *node)
{
    if (node->kind != HT_NODE_LIST) {
        reject(r, node, "masks",
               N_("a list of mappings like {page: 1, box: [28mm, 37mm, 60mm, 10mm]}"));
        return;
    }
    for (size_t i = 0; i < node->n_items; i++) {
        read_mask(r, node->items[i]);
    }
}

/* budget: {pixels: 40, reason: …}. A number without a reason would soon be a number nobody dares to
 * touch. */
static void read_budget(const reader *r, const ht_node *node)
{
    const ht_node *pixels = node->kind == HT_NODE_MAP ? ht_node_find(node, "pixels") : NULL;
    const ht_node *reason = node->kind == HT_NODE_MAP ? ht_node_find(node, "reason") : NULL;
    if (pixels == NULL || reason == NULL || node->n_pairs != 2) {
        reject(r, node, "budget",
               N_("pixels and a reason, like {pixels: 40, reason: why they may differ}"));
        return;
    }
    r->test->budget = read_number(r, pixels, "pixels", 0, MOST_PIXELS);
    r->test->reason = read_text(r, reason, "reason");
}

static void read_document(const reader *r, const ht_node *node)
{
    const char *path = read_text(r, node, "document");
    if (path != NULL) {
        char *full = g_path_is_absolute(path) ? g_strdup(path)
                                              : g_build_filename(r->test->folder, path, NULL);
        char *plain = g_canonicalize_filename(full, NULL);
        char *here = g_get_current_dir();
        size_t length = strlen(here);
        bool below = g_str_has_prefix(plain, here) && plain[length] == '/';
        r->test->document = ht_arena_strdup(r->arena, below ? plain + length + 1 : full);
        g_free(here);
        g_free(plain);
        g_free(full);
    }
}

static void read_layout(const reader *r, const ht_node *node)
{
    const char *name = read_text(r, node, "layout");
    bool file = name != NULL && g_str_has_suffix(name, ".yaml") && !g_path_is_absolute(name);
    r->test->layout = file ? ht_arena_printf(r->arena, "%s/%s", r->test->folder, name) : name;
}

static void read_slack(const reader *r, const ht_node *node)
{
    if (!read_mm(&r->test->slack, node) || r->test->slack > MOST_SLACK) {
        reject(r, node, "slack", N_("a length like 0.3mm, of 5mm at most"));
    }
}

static void read_key(const reader *r, const ht_pair *pair)
{
    static const char *const keys[] = {"document", "layout", "dpi",  "tolerance",
                                       "slack",    "budget", "masks"};
    const char *key = pair->key->text;
    const ht_node *value = pair->value;
    if (strcmp(key, "document") == 0) {
        read_document(r, value);
    } else if (strcmp(key, "layout") == 0) {
        read_layout(r, value);
    } else if (strcmp(key, "dpi") == 0) {
        r->test->dpi = read_number(r, value, key, LEAST_DPI, MOST_DPI);
    } else if (strcmp(key, "tolerance") == 0) {
        r->test->tolerance = read_number(r, value, key, 0, UINT8_MAX);
    } else if (strcmp(key, "slack") == 0) {
        read_slack(r, value);
    } else if (strcmp(key, "budget") == 0) {
        read_budget(r, value);
    } else if (strcmp(key, "masks") == 0) {
        read_masks(r, value);
    } else {
        unknown_key(r, pair->key, keys, G_N_ELEMENTS(keys));
    }
}

/* The tree of a YAML file of the case's folder; NULL after an error, or when it may be missing and
 * is. */
static ht_node *read_file(ht_arena *arena, const ht_case *test, const char *name, bool may_miss,
                          ht_diags *diags)
{
    ht_node *root = NULL;
    ht_source *source = HT_NEW(arena, ht_source);
    char *text = NULL;
    source->name = ht_arena_printf(arena, "%s/%s", test->folder, name);
    if (ht_file_read(&text, &source->size, arena, source->name, MAX_BYTES) != HT_OK) {
        if (!may_miss || errno != ENOENT) {
            ht_diag_add(diags, HT_E0801, HT_NO_PLACE, source->name, g_strerror(errno));
        }
        return NULL;
    }
    source->text = text;
    return ht_input_read(&root, arena, source, HT_FORMAT_YAML, diags) == HT_OK ? root : NULL;
}

ht_status ht_case_read(ht_case *out, ht_arena *arena, const char *folder, const char *name,
                       ht_diags *diags)
{
    *out = (ht_case){.name = ht_arena_strdup(arena, name),
                     .folder = ht_arena_printf(arena, "%s/%s", folder, name),
                     .dpi = DEFAULT_DPI,
                     .tolerance = DEFAULT_TOLERANCE};
    size_t errors = ht_diags_errors(diags);
    const ht_node *root = read_file(arena, out, HT_CASE_FILE, false, diags);
    if (root == NULL) {
        return HT_IO;
    }
    reader r = {arena, diags, out};
    for (size_t i = 0; i < root->n_pairs; i++) {
        read_key(&r, &root->pairs[i]);
    }
    if (ht_node_find(root, "document") == NULL) {
        ht_diag_add(diags, HT_E0924, ht_source_file(root->place.source));
    }
    return ht_diags_errors(diags) > errors ? HT_INVALID : HT_OK;
}

static void read_prints(ht_print **out, size_t *n_out, const reader *r, const ht_node *map,
                        const char *key)
{
    if (map == NULL || map->kind != HT_NODE_MAP) {
        return;
    }
    for (size_t i = 0; i < map->n_pairs; i++) {
        *HT_PUSH(r->arena, *out, *n_out) =
            (ht_print){map->pairs[i].key->text, read_text(r, map->pairs[i].value, key)};
    }
}

bool ht_record_read(ht_record *out, ht_arena *arena, const ht_case *test, ht_diags *diags)
{
    reader r = {arena, diags, NULL};
    *out = (ht_record){0};
    size_t errors = ht_diags_errors(diags);
    const ht_node *root = read_file(arena, test, HT_RECORD_FILE, true, diags);
    if (root == NULL) {
        return false;
    }
    const ht_node *pdf = ht_node_find(root, "pdf");
    const ht_node *dpi = ht_node_find(root, "dpi");
    const ht_node *pages = ht_node_find(root, "pages");
    if (pdf == NULL || dpi == NULL || pages == NULL) {
        ht_diag_add(diags, HT_E0925, ht_source_file(root->place.source));
        return false;
    }
    out->pdf = read_text(&r, pdf, "pdf");
    out->dpi = read_number(&r, dpi, "dpi", LEAST_DPI, MOST_DPI);
    out->pages = read_number(&r, pages, "pages", 1, HT_MAX_PAGES);
    read_prints(&out->faces, &out->n_faces, &r, ht_node_find(root, "faces"), "faces");
    read_prints(&out->inks, &out->n_inks, &r, ht_node_find(root, "inks"), "inks");
    read_prints(&out->files, &out->n_files, &r, ht_node_find(root, "files"), "files");
    return ht_diags_errors(diags) == errors;
}

static void append_prints(GString *out, const char *key, const ht_print *prints, size_t n_prints)
{
    g_string_append_printf(out, "%s:%s\n", key, n_prints == 0 ? " {}" : "");
    for (size_t i = 0; i < n_prints; i++) {
        g_string_append_printf(out, "  %s: \"%s\"\n", prints[i].name, prints[i].value);
    }
}

const char *ht_record_text(ht_arena *arena, const ht_record *record)
{
    GString *out = g_string_new("# Written by `hongtou check --update`; what a person decides "
                                "stands in " HT_CASE_FILE ".\n");
    g_string_append_printf(out, "pdf: %s\ndpi: %d\npages: %d\n", record->pdf, record->dpi,
                           record->pages);
    append_prints(out, "faces", record->faces, record->n_faces);
    append_prints(out, "inks", record->inks, record->n_inks);
    append_prints(out, "files", record->files, record->n_files);
    const char *text = ht_arena_strdup(arena, out->str);
    g_string_free(out, TRUE);
    return text;
}

const char *ht_case_image(ht_arena *arena, const ht_case *test, int page)
{
    return ht_arena_printf(arena, "%s/p%02d.ref.png", test->folder, page);
}
