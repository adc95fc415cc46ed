/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Settings. In: a layout and a document. Out: the layout as the document's settings have it.
 *
 * The rule: a setting is a change of the layout, written in it under its name and the value that
 * asks for it, and merged over it as a layout is over the one it extends:
 *
 *     settings:
 *       rule_star: {name: 红线五角星, true: {header: {red-rule: {star: 5mm}}}}
 *       line_pitch: {name: 行距, value: {page: {grid: {pitch: "{value}"}}}}
 *
 * `value` takes any value and puts it where {value} stands. What can be true can be false, which
 * changes nothing.
 */

#include "layout/reader.h"

#include <glib.h>
#include <string.h>

static const char marker[] = "{value}";

static const ht_node *find_setting(const ht_node *known, const char *name)
{
    for (size_t i = 0; known != NULL && i < known->n_pairs; i++) {
        const ht_node *setting = known->pairs[i].value;
        const ht_node *chinese = ht_node_find(setting, "name");
        if (strcmp(known->pairs[i].key->text, name) == 0 ||
            (chinese != NULL && g_strcmp0(chinese->text, name) == 0)) {
            return setting;
        }
    }
    return NULL;
}

static void tell_unknown(const ht_node *key, const ht_layout *layout, const ht_node *known,
                         ht_diags *diags)
{
    GPtrArray *names = g_ptr_array_new();
    GString *all = g_string_new(NULL);
    for (size_t i = 0; known != NULL && i < known->n_pairs; i++) {
        const ht_node *chinese = ht_node_find(known->pairs[i].value, "name");
        const char *name = known->pairs[i].key->text;
        g_ptr_array_add(names, (char *)name);
        g_string_append_printf(all, "%s%s", all->len > 0 ? ", " : "", name);
        if (chinese != NULL && chinese->text != NULL) {
            g_ptr_array_add(names, (char *)chinese->text);
            g_string_append_printf(all, " (%s)", chinese->text);
        }
    }
    ht_diag_add(diags, HT_E0326, key->place, layout->name, key->text);
    const char *near = ht_nearest(key->text, (const char *const *)names->pdata, names->len);
    if (near != NULL) {
        ht_diag_hint(diags, ht_tr("did you mean '%s'?"), near);
    } else if (all->len > 0) {
        ht_diag_hint(diags, ht_tr("known here: %s"), all->str);
    }
    g_ptr_array_free(names, TRUE);
    g_string_free(all, TRUE);
}

static void tell_wrong_value(const ht_pair *asked, const ht_node *setting, ht_diags *diags)
{
    GString *values = g_string_new(NULL);
    for (size_t i = 0; i < setting->n_pairs; i++) {
        const char *value = setting->pairs[i].key->text;
        if (strcmp(value, "name") != 0) {
            bool any = strcmp(value, "value") == 0;
            g_string_append_printf(values, "%s%s", values->len > 0 ? ", " : "",
                                   any ? ht_tr("any text without braces") : value);
        }
    }
    if (ht_node_find(setting, "true") != NULL) {
        g_string_append(values, ", false");
    }
    bool text = asked->value->kind == HT_NODE_TEXT;
    ht_diag_add(diags, HT_E0327, asked->value->place, asked->key->text,
                text ? asked->value->text : "…", values->str);
    g_string_free(values, TRUE);
}

/* A copy of a change with the value in the place of {value}. A text that is nothing else stands
 * where the value was written: what is wrong with it is told there. */
static ht_node *fill_in(ht_arena *arena, const ht_node *change, const ht_node *value)
{
    ht_node *copy = HT_NEW(arena, ht_node);
    *copy = *change;
    if (change->kind == HT_NODE_MAP) {
        copy->pairs = HT_NEW_ARRAY(arena, ht_pair, change->n_pairs + 1);
        for (size_t i = 0; i < change->n_pairs; i++) {
            copy->pairs[i].key = change->pairs[i].key;
            copy->pairs[i].value = fill_in(arena, change->pairs[i].value, value);
        }
    } else if (change->kind == HT_NODE_LIST) {
        copy->items = HT_NEW_ARRAY(arena, ht_node *, change->n_items + 1);
        for (size_t i = 0; i < change->n_items; i++) {
            copy->items[i] = fill_in(arena, change->items[i], value);
        }
    } else if (change->kind == HT_NODE_TEXT && strcmp(change->text, marker) == 0) {
        /* Its text is copied: the pages outlive the document. Its place is for findings alone. */
        copy->text = ht_arena_strdup(arena, value->text);
        copy->place = value->place;
    } else if (change->kind == HT_NODE_TEXT && strstr(change->text, marker) != NULL) {
        const char *at = strstr(change->text, marker);
        copy->text = ht_arena_printf(arena, "%.*s%s%s", (int)(at - change->text), change->text,
                                     value->text, at + strlen(marker));
    }
    return copy;
}

/* 是 and 否 are what they are in every form that a clerk fills in. */
static const char *in_english(const char *value)
{
    return strcmp(value, "是") == 0 ? "true" : strcmp(value, "否") == 0 ? "false" : value;
}

/* The change that a document's setting asks for; NULL for none, or after an error. */
static const ht_node *find_change(ht_arena *arena, const ht_layout *layout, const ht_pair *asked,
                                  ht_diags *diags)
{
    const ht_node *known = ht_node_find(layout->tree, "settings");
    const ht_node *setting = find_setting(known, asked->key->text);
    const ht_node *value = asked->value;
    if (setting == NULL) {
        tell_unknown(asked->key, layout, known, diags);
        return NULL;
    }
    bool text = value->kind == HT_NODE_TEXT && strcmp(value->text, "name") != 0;
    const char *word = text ? in_english(value->text) : "";
    const ht_node *change = text ? ht_node_find(setting, word) : NULL;
    const ht_node *any = ht_node_find(setting, "value");
    bool off = strcmp(word, "false") == 0 && ht_node_find(setting, "true") != NULL;
    if (change == NULL && any != NULL && text && strpbrk(value->text, "{}") == NULL) {
        return fill_in(arena, any, value);
    }
    if (change == NULL && !off) {
        tell_wrong_value(asked, setting, diags);
    }
    return change != NULL && change->kind == HT_NODE_MAP ? change : NULL;
}

static bool says_what_it_is(const ht_node *element)
{
    bool says = element->kind != HT_NODE_MAP;
    for (size_t i = 0; i < HT_ELEMENT_COUNT && !says; i++) {
        says = ht_node_find(element, ht_element_kind_names[i]) != NULL;
    }
    return says;
}

static ht_node *fitting_section(ht_arena *arena, const ht_node *change, const ht_node *section)
{
    ht_node *kept = HT_NEW(arena, ht_node);
    *kept = *change;
    kept->pairs = HT_NEW_ARRAY(arena, ht_pair, change->n_pairs + 1);
    kept->n_pairs = 0;
    for (size_t i = 0; i < change->n_pairs; i++) {
        const ht_pair *pair = &change->pairs[i];
        bool known = section != NULL && ht_node_find(section, pair->key->text) != NULL;
        if (known || says_what_it_is(pair->value)) {
            kept->pairs[kept->n_pairs++] = *pair;
        }
    }
    return kept;
}

/* A change without what it changes of elements that the layout has taken away. */
static const ht_node *fitting(ht_arena *arena, const ht_node *change, const ht_node *tree)
{
    ht_node *copy = HT_NEW(arena, ht_node);
    *copy = *change;
    copy->pairs = HT_NEW_ARRAY(arena, ht_pair, change->n_pairs + 1);
    for (size_t s = 0; s < change->n_pairs; s++) {
        const ht_pair *section = &change->pairs[s];
        const char *name = section->key->text;
        bool elements = section->value->kind == HT_NODE_MAP && strcmp(name, "page") != 0 &&
                        strcmp(name, "styles") != 0 && strcmp(name, "inks") != 0;
        copy->pairs[s] = *section;
        if (elements) {
            copy->pairs[s].value = fitting_section(arena, section->value, ht_node_find(tree, name));
        }
    }
    return copy;
}

static void unref_base(void *base)
{
    ht_layout_unref(base);
}

/* Reads `tree` as a layout that stands on `base`; what is wrong with it is likely to come from
 * `asked`, the document. */
static ht_status read_changed(ht_layout **out, ht_arena *arena, ht_layout *base,
                              const ht_node *tree, const ht_source *asked, ht_diags *diags)
{
    ht_layout *layout = HT_NEW(arena, ht_layout);
    *layout = (ht_layout){.arena = arena,
                          .references = 1,
                          .tree = tree,
                          .own = base->own,
                          .name = base->name,
                          .title = base->title};
    ht_reader reader = {.layout = layout, .arena = arena, .diags = diags, .own = asked};
    size_t errors = ht_diags_errors(diags);
    ht_layout_read(&reader, tree);
    *out = layout;
    return ht_diags_errors(diags) > errors ? HT_INVALID : HT_OK;
}

/* Tells a setting that is asked for under both of its names. */
static void tell_twice(const ht_layout *layout, const ht_node *asked, ht_diags *diags)
{
    const ht_node *known = ht_node_find(layout->tree, "settings");
    for (size_t i = 0; i < asked->n_pairs; i++) {
        const ht_node *one = find_setting(known, asked->pairs[i].key->text);
        for (size_t k = 0; one != NULL && k < i; k++) {
            if (find_setting(known, asked->pairs[k].key->text) == one) {
                ht_diag_add(diags, HT_E0202, asked->pairs[i].key->place, asked->pairs[k].key->text,
                            asked->pairs[i].key->text);
            }
        }
    }
}

ht_status ht_layout_adapt(ht_layout **out, ht_layout *layout, const ht_document *document,
                          ht_diags *diags)
{
    const ht_node *asked = document->settings;
    if (asked == NULL || asked->n_pairs == 0) {
        *out = ht_layout_ref(layout);
        return HT_OK;
    }
    ht_arena *arena = ht_arena_new();
    const ht_node *tree = layout->tree;
    size_t errors = ht_diags_errors(diags);
    ht_arena_defer(arena, unref_base, ht_layout_ref(layout));
    tell_twice(layout, asked, diags);
    for (size_t i = 0; i < asked->n_pairs; i++) {
        if (asked->pairs[i].value->kind == HT_NODE_NULL) {
            continue;
        }
        const ht_node *change = find_change(arena, layout, &asked->pairs[i], diags);
        if (change != NULL) {
            tree = ht_layout_merge(arena, tree, fitting(arena, change, tree), diags);
        }
    }
    ht_status status = ht_diags_errors(diags) > errors ? HT_INVALID : HT_OK;
    if (status == HT_OK) {
        status = read_changed(out, arena, layout, tree, asked->place.source, diags);
    }
    if (status != HT_OK) {
        ht_arena_free(arena);
        *out = NULL;
    }
    return status;
}

void ht_layout_check_settings(ht_reader *reader, const ht_node *tree)
{
    const ht_node *settings = ht_node_find(tree, "settings");
    if (settings != NULL && settings->kind != HT_NODE_MAP) {
        ht_diag_add(reader->diags, HT_E0313, settings->place, ht_tr("a map"), "settings");
        return;
    }
    for (size_t i = 0; settings != NULL && i < settings->n_pairs; i++) {
        const ht_node *setting = settings->pairs[i].value;
        if (setting->kind != HT_NODE_MAP) {
            ht_diag_add(reader->diags, HT_E0313, setting->place, ht_tr("a map"),
                        settings->pairs[i].key->text);
            continue;
        }
        for (size_t j = 0; j < setting->n_pairs; j++) {
            const ht_pair *pair = &setting->pairs[j];
            bool name = strcmp(pair->key->text, "name") == 0;
            bool good = name
                            ? pair->value->kind == HT_NODE_TEXT
                            : pair->value->kind == HT_NODE_MAP || pair->value->kind == HT_NODE_NULL;
            if (!good) {
                ht_diag_add(reader->diags, HT_E0313, pair->value->place,
                            name ? ht_tr("a text") : ht_tr("a change of the layout"),
                            pair->key->text);
            }
        }
    }
}
