/* SPDX-License-Identifier: Apache-2.0 */

/*
 * clauses.yaml in; out what the standard asks of a form: the page, the classes of typefaces, and
 * one entry for each clause that can be measured. A file of one's own may leave out page and faces,
 * and then has the standard's.
 */

#include "measure/reader.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#define MAX_BYTES ((size_t)1 << 20)
#define STANDARD "layouts/clauses.yaml"

/* ---- Values -------------------------------------------------------------------------------- */

/* The value of a key that must be there. */
const ht_node *ht_reader_need(ht_reader *r, const ht_node *map, const char *key, ht_node_kind kind)
{
    const ht_node *node = map->kind == HT_NODE_MAP ? ht_node_find(map, key) : NULL;
    if (node == NULL) {
        ht_diag_add(r->diags, HT_E1002, map->place, key);
        return NULL;
    }
    if (node->kind != kind) {
        ht_diag_add(r->diags, HT_E1003, node->place, key);
        return NULL;
    }
    return node;
}

/* A text, or `otherwise` when the key is not there. */
const char *ht_reader_text(ht_reader *r, const ht_node *map, const char *key, const char *otherwise)
{
    const ht_node *node = ht_node_find(map, key);
    if (node != NULL && node->kind != HT_NODE_TEXT) {
        ht_diag_add(r->diags, HT_E1003, node->place, key);
        return otherwise;
    }
    return node != NULL ? node->text : otherwise;
}

/* A single value of a unit, which must be written. */
double ht_reader_number(ht_reader *r, const ht_node *map, const char *key, ht_unit wanted)
{
    const ht_node *node = ht_reader_need(r, map, key, HT_NODE_TEXT);
    ht_asked value = {0};
    ht_unit unit = HT_UNIT_NONE;
    if (node != NULL && !ht_asked_read(&value, &unit, node->text, wanted, &r->clauses->norm)) {
        ht_diag_add(r->diags, HT_E1004, node->place, node->text);
    }
    return value.least;
}

void ht_reader_tell_nearest(ht_reader *r, const char *word, const GPtrArray *words)
{
    const char *near = ht_nearest(word, (const char *const *)words->pdata, words->len);
    if (near != NULL) {
        ht_diag_hint(r->diags, ht_tr("did you mean '%s'?"), near);
    }
}

/* ---- Page and faces ------------------------------------------------------------------------ */

static void read_page(ht_reader *r, const ht_node *page)
{
    ht_norm *norm = &r->clauses->norm;
    const ht_node *area = ht_reader_need(r, page, "type-area", HT_NODE_MAP);
    const ht_node *grid = ht_reader_need(r, page, "grid", HT_NODE_MAP);
    *norm = (ht_norm){0};
    if (area == NULL || grid == NULL) {
        return;
    }
    norm->area.left = ht_reader_number(r, area, "left", HT_UNIT_MM);
    norm->area.top = ht_reader_number(r, area, "top", HT_UNIT_MM);
    norm->area.right = norm->area.left + ht_reader_number(r, area, "width", HT_UNIT_MM);
    norm->area.bottom = norm->area.top + ht_reader_number(r, area, "height", HT_UNIT_MM);
    double columns = ht_reader_number(r, grid, "columns", HT_UNIT_NONE);
    norm->cell = (norm->area.right - norm->area.left) / fmax(columns, 1);
    norm->row = norm->cell * (1 + ht_reader_number(r, grid, "leading", HT_UNIT_NONE));
    norm->ascent = ht_reader_number(r, page, "em-ascent", HT_UNIT_NONE);
}

static void drop_pattern(void *pattern)
{
    g_regex_unref(pattern);
}

void ht_reader_keep(ht_reader *r, GRegex *pattern)
{
    ht_arena_defer(r->arena, drop_pattern, pattern);
}

/* The beginning of a name; * stands for any characters in it. */
static void add_pattern(ht_reader *r, ht_face_class *class, const char *beginning)
{
    GString *text = g_string_new("^");
    char *escaped = g_regex_escape_string(beginning, -1);
    g_string_append(text, escaped);
    g_string_replace(text, "\\*", ".*", 0);
    GRegex *pattern = g_regex_new(text->str, G_REGEX_CASELESS, 0, NULL);
    *HT_PUSH(r->arena, class->patterns, class->n_patterns) = pattern;
    ht_reader_keep(r, pattern);
    g_string_free(text, TRUE);
    g_free(escaped);
}

static void read_faces(ht_reader *r, const ht_node *faces)
{
    r->clauses->n_faces = 0;
    r->clauses->faces = NULL;
    for (size_t i = 0; i < faces->n_pairs; i++) {
        const ht_node *list = faces->pairs[i].value;
        ht_face_class *class = HT_PUSH(r->arena, r->clauses->faces, r->clauses->n_faces);
        class->name = faces->pairs[i].key->text;
        for (size_t k = 0; k < list->n_items; k++) {
            if (list->items[k]->kind == HT_NODE_TEXT) {
                add_pattern(r, class, list->items[k]->text);
            }
        }
        if (class->n_patterns == 0) {
            ht_diag_add(r->diags, HT_E1003, list->place, class->name);
        }
    }
}

/* ---- Forms and files ----------------------------------------------------------------------- */

/* True when a list of a clause has the form; in a file of one's own, which knows no forms, any list
 * does. */
static bool lists(ht_reader *r, const ht_node *forms, const char *key, const char *form)
{
    if (forms->kind != HT_NODE_LIST) {
        ht_diag_add(r->diags, HT_E1003, forms->place, key);
        return true;
    }
    if (form == NULL) {
        return true;
    }
    for (size_t i = 0; i < forms->n_items; i++) {
        if (forms->items[i]->kind == HT_NODE_TEXT && strcmp(forms->items[i]->text, form) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether a clause is asked of a form; one that names no forms is asked of all. */
static bool concerns(ht_reader *r, const ht_node *map, const char *form)
{
    const ht_node *forms = map->kind == HT_NODE_MAP ? ht_node_find(map, "forms") : NULL;
    return forms == NULL || lists(r, forms, "forms", form);
}

/* Whether what a clause is about must be there. */
static bool is_needed(ht_reader *r, const ht_node *map, const char *form)
{
    const ht_node *forms = map->kind == HT_NODE_MAP ? ht_node_find(map, "needed") : NULL;
    return forms != NULL && lists(r, forms, "needed", form);
}

static ht_status check_form(ht_reader *r, const ht_node *root, const char *form)
{
    const ht_node *forms = ht_reader_need(r, root, "forms", HT_NODE_MAP);
    if (forms == NULL || ht_node_find(forms, form) != NULL) {
        return forms != NULL ? HT_OK : HT_INVALID;
    }
    GPtrArray *names = g_ptr_array_new();
    GString *list = g_string_new(NULL);
    for (size_t i = 0; i < forms->n_pairs; i++) {
        g_ptr_array_add(names, (gpointer)forms->pairs[i].key->text);
        g_string_append_printf(list, "%s%s", i > 0 ? ", " : "", forms->pairs[i].key->text);
    }
    ht_diag_add(r->diags, HT_E1001, HT_NO_PLACE, form);
    ht_diag_hint(r->diags, ht_tr("known here: %s"), list->str);
    ht_reader_tell_nearest(r, form, names);
    g_ptr_array_free(names, TRUE);
    g_string_free(list, TRUE);
    return HT_IO;
}

static ht_status read_file(ht_node **out, ht_reader *r, const char *path)
{
    char *text = NULL;
    size_t size = 0;
    ht_status status = ht_file_read(&text, &size, r->arena, path, MAX_BYTES);
    if (status == HT_LIMIT) {
        ht_diag_add(r->diags, HT_E0802, HT_NO_PLACE, path, (int)(MAX_BYTES >> 20));
    } else if (status != HT_OK) {
        ht_diag_add(r->diags, HT_E0801, HT_NO_PLACE, path, g_strerror(errno));
    }
    if (status != HT_OK) {
        return status;
    }
    ht_source *source = HT_NEW(r->arena, ht_source);
    *source = (ht_source){ht_arena_strdup(r->arena, path), text, size, NULL};
    return ht_input_read(out, r->arena, source, HT_FORMAT_YAML, r->diags);
}

/* Page and faces, when the file has them. */
static void read_ground(ht_reader *r, const ht_node *root)
{
    if (ht_node_find(root, "page") != NULL) {
        read_page(r, ht_node_find(root, "page"));
    }
    if (ht_node_find(root, "faces") != NULL) {
        read_faces(r, ht_node_find(root, "faces"));
    }
}

ht_status ht_clauses_read(ht_clauses *out, ht_arena *arena, const char *form, ht_diags *diags)
{
    *out = (ht_clauses){.form = form};
    ht_reader r = {arena, diags, out};
    size_t errors = ht_diags_errors(diags);
    bool own = g_str_has_suffix(form, ".yaml") || g_str_has_suffix(form, ".yml");
    ht_node *root = NULL;
    ht_status status = read_file(&root, &r, ht_data_path(arena, STANDARD));
    if (status == HT_OK) {
        read_ground(&r, root);
        status = own ? read_file(&root, &r, form) : check_form(&r, root, form);
    }
    if (status != HT_OK) {
        return status;
    }
    if (own) {
        read_ground(&r, root);
    }
    const ht_node *list = ht_reader_need(&r, root, "clauses", HT_NODE_LIST);
    for (size_t i = 0; list != NULL && i < list->n_items; i++) {
        const char *asked_of = own ? NULL : form;
        if (concerns(&r, list->items[i], asked_of)) {
            ht_reader_clause(&r, list->items[i], is_needed(&r, list->items[i], asked_of));
        }
    }
    return ht_diags_errors(diags) == errors ? HT_OK : HT_INVALID;
}
