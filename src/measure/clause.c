/* SPDX-License-Identifier: Apache-2.0 */

/*
 * One entry of clauses.yaml in, a clause out: the quantity it measures, the values that are right,
 * and when it is asked. Each slip is told at its place.
 */

#include "measure/reader.h"

#include <string.h>

/* The element that `with` or `without` names; -1 when it names none. */
static int condition_of(ht_reader *r, const ht_node *map, const char *key)
{
    const char *name = ht_reader_text(r, map, key, NULL);
    if (name == NULL) {
        return -1;
    }
    ht_element_id id = ht_element_find(name);
    if (id < HT_EL_COUNT) {
        return (int)id;
    }
    GPtrArray *names = g_ptr_array_new();
    for (int i = 0; i < HT_EL_COUNT; i++) {
        g_ptr_array_add(names, (gpointer)ht_element_name((ht_element_id)i));
    }
    ht_diag_add(r->diags, HT_E1005, ht_node_find(map, key)->place, name);
    ht_reader_tell_nearest(r, name, names);
    g_ptr_array_free(names, TRUE);
    return -1;
}

/* Tells that nothing of that name can be measured, and what is nearest to it. */
static void tell_unknown_quantity(ht_reader *r, const ht_node *node)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; ht_whole_name(i) != NULL; i++) {
        g_ptr_array_add(names, g_strdup(ht_whole_name(i)));
    }
    for (int id = 0; id < HT_EL_COUNT; id++) {
        for (size_t i = 0; ht_property_name(i) != NULL; i++) {
            g_ptr_array_add(names, g_strconcat(ht_element_name((ht_element_id)id), ".",
                                               ht_property_name(i), NULL));
        }
    }
    ht_diag_add(r->diags, HT_E1006, node->place, node->text);
    ht_reader_tell_nearest(r, node->text, names);
    g_ptr_array_free(names, TRUE);
}

/* "page.width" is of the whole document; "title.size" is an element and a property of it. */
static bool read_quantity(ht_reader *r, ht_clause *clause, const ht_node *node)
{
    clause->measure = node->text;
    clause->whole = ht_whole_find(node->text);
    if (clause->whole != NULL) {
        return true;
    }
    const char *dot = strrchr(node->text, '.');
    char *element = g_strndup(node->text, dot != NULL ? (size_t)(dot - node->text) : 0);
    clause->element = (int)ht_element_find(element);
    clause->property = dot != NULL ? ht_property_find(dot + 1) : NULL;
    g_free(element);
    if (clause->element == HT_EL_COUNT || clause->property == NULL) {
        tell_unknown_quantity(r, node);
        return false;
    }
    return true;
}

static ht_unit held_unit(const ht_clause *clause)
{
    return clause->whole != NULL ? ht_whole_unit(clause->whole)
                                 : ht_property_unit(clause->property);
}

static bool is_text(const ht_clause *clause)
{
    return clause->whole != NULL ? ht_whole_is_text(clause->whole)
                                 : ht_property_is_text(clause->property);
}

static void read_asked_value(ht_reader *r, ht_clause *clause, const ht_node *node, double tolerance)
{
    ht_asked *asked = HT_PUSH(r->arena, clause->asked, clause->n_asked);
    if (node->kind != HT_NODE_TEXT) {
        ht_diag_add(r->diags, HT_E1003, node->place, "asked");
    } else if (is_text(clause)) {
        asked->text = node->text;
    } else if (!ht_asked_read(asked, &clause->unit, node->text, held_unit(clause),
                              &r->clauses->norm)) {
        ht_diag_add(r->diags, HT_E1004, node->place, node->text);
    }
    asked->least -= tolerance;
    asked->most += tolerance;
}

/* "28mm / 26mm ± 1mm", "仿宋", "diamond" in the language of the locale. */
static void note_asked(ht_reader *r, ht_clause *clause, const ht_node *asked, const char *tolerance)
{
    GString *told = g_string_new(NULL);
    size_t n = asked->kind == HT_NODE_LIST ? asked->n_items : 1;
    for (size_t i = 0; i < n; i++) {
        const ht_node *one = asked->kind == HT_NODE_LIST ? asked->items[i] : asked;
        g_string_append_printf(told, "%s%s", i > 0 ? " / " : "",
                               one->text != NULL ? ht_tr(one->text) : "");
    }
    if (tolerance != NULL) {
        g_string_append_printf(told, " ± %s", tolerance);
    }
    g_string_replace(told, " to ", "–", 0);
    clause->asked_as = ht_arena_strdup(r->arena, told->str);
    g_string_free(told, TRUE);
}

/* What a text must match, and how that is shown. */
static void read_pattern(ht_reader *r, ht_clause *clause, const ht_node *map, const ht_node *node)
{
    GError *error = NULL;
    if (node->kind != HT_NODE_TEXT || !is_text(clause)) {
        ht_diag_add(r->diags, HT_E1003, node->place, "pattern");
        return;
    }
    char *whole = g_strdup_printf("^(?:%s)$", node->text);
    clause->pattern = g_regex_new(whole, 0, 0, &error);
    clause->asked_as = ht_reader_text(r, map, "written", node->text);
    g_free(whole);
    if (clause->pattern == NULL) {
        ht_diag_add(r->diags, HT_E1007, node->place, error->message);
        g_error_free(error);
    } else {
        ht_reader_keep(r, clause->pattern);
    }
}

static void read_asked(ht_reader *r, ht_clause *clause, const ht_node *map)
{
    const ht_node *asked = ht_node_find(map, "asked");
    const ht_node *pattern = ht_node_find(map, "pattern");
    if (pattern != NULL) {
        read_pattern(r, clause, map, pattern);
        return;
    }
    if (asked == NULL) {
        ht_diag_add(r->diags, HT_E1002, map->place, "asked");
        return;
    }
    const char *tolerance = ht_reader_text(r, map, "tolerance", NULL);
    double spare = tolerance != NULL ? ht_reader_number(r, map, "tolerance", held_unit(clause)) : 0;
    if (asked->kind == HT_NODE_LIST) {
        for (size_t i = 0; i < asked->n_items; i++) {
            read_asked_value(r, clause, asked->items[i], spare);
        }
    } else {
        read_asked_value(r, clause, asked, spare);
    }
    note_asked(r, clause, asked, tolerance);
}

/* Keys of a clause that nobody knows are slips. */
static void check_keys(ht_reader *r, const ht_node *map)
{
    static const char *const known[] = {"id",     "clause",  "strength", "says",      "measure",
                                        "asked",  "pattern", "written",  "tolerance", "forms",
                                        "needed", "with",    "without"};
    for (size_t i = 0; i < map->n_pairs; i++) {
        const ht_node *key = map->pairs[i].key;
        bool found = false;
        for (size_t k = 0; k < G_N_ELEMENTS(known); k++) {
            found = found || strcmp(key->text, known[k]) == 0;
        }
        if (!found) {
            ht_diag_add(r->diags, HT_E1008, key->place, key->text);
            const char *near = ht_nearest(key->text, known, G_N_ELEMENTS(known));
            if (near != NULL) {
                ht_diag_hint(r->diags, ht_tr("did you mean '%s'?"), near);
            }
        }
    }
}

static ht_strength strength_of(ht_reader *r, const ht_node *map)
{
    static const char *const words[] = {"must", "normally", "custom"};
    const char *word = ht_reader_text(r, map, "strength", words[0]);
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if (strcmp(word, words[i]) == 0) {
            return (ht_strength)i;
        }
    }
    ht_diag_add(r->diags, HT_E1004, ht_node_find(map, "strength")->place, word);
    return HT_STRENGTH_MUST;
}

void ht_reader_clause(ht_reader *r, const ht_node *map, bool needed)
{
    const ht_node *id = ht_reader_need(r, map, "id", HT_NODE_TEXT);
    const ht_node *says = ht_reader_need(r, map, "says", HT_NODE_MAP);
    const ht_node *measure = ht_reader_need(r, map, "measure", HT_NODE_TEXT);
    if (id == NULL || says == NULL || measure == NULL) {
        return;
    }
    check_keys(r, map);
    ht_clause clause = {.id = id->text,
                        .number = ht_reader_text(r, map, "clause", ""),
                        .strength = strength_of(r, map),
                        .says_en = ht_reader_text(r, says, "en", ""),
                        .says_zh = ht_reader_text(r, says, "zh", ""),
                        .with = condition_of(r, map, "with"),
                        .without = condition_of(r, map, "without"),
                        .needed = needed,
                        .place = measure->place};
    if (read_quantity(r, &clause, measure)) {
        clause.unit = held_unit(&clause);
        read_asked(r, &clause, map);
        *HT_PUSH(r->arena, r->clauses->items, r->clauses->n_items) = clause;
    }
}
