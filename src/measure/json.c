/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Verdicts as programs read them: one object, with an entry for each clause on a line of its own.
 * Lengths are in mm, sizes of type and pitches in pt, as `unit` says.
 */

#include "measure/measure.h"

#include <math.h>

static const char *const verdicts[HT_VERDICTS] = {"pass", "fail", "differs", "not-found",
                                                  "not-measurable"};
static const char *const strengths[] = {"must", "normally", "custom"};

static void key_number(ht_json *json, const char *key, double value)
{
    ht_json_key(json, key);
    ht_json_number(json, value, 3);
}

static void write_asked(ht_json *json, const ht_clause *clause)
{
    ht_json_key(json, "asked");
    ht_json_array(json);
    for (size_t i = 0; i < clause->n_asked; i++) {
        const ht_asked *asked = &clause->asked[i];
        if (asked->text != NULL) {
            ht_json_text(json, asked->text);
        } else {
            ht_json_object(json);
            key_number(json, "least", asked->least);
            key_number(json, "most", asked->most);
            ht_json_end(json);
        }
    }
    if (clause->pattern != NULL) {
        ht_json_text(json, g_regex_get_pattern(clause->pattern));
    }
    ht_json_end(json);
}

static void write_found(ht_json *json, const ht_judgement *item)
{
    static const char *const units[] = {"count", "mm", "pt"};
    const ht_clause *clause = item->clause;
    const ht_reading *worst = &item->readings.items[item->worst];
    ht_unit unit =
        clause->whole != NULL ? ht_whole_unit(clause->whole) : ht_property_unit(clause->property);
    if (worst->text != NULL) {
        ht_json_key_text(json, "found", worst->text);
    } else {
        key_number(json, "found", worst->value);
        ht_json_key_text(json, "unit", units[unit]);
    }
    ht_json_key_int(json, "page", worst->page);
    ht_json_key(json, "at");
    ht_json_array(json);
    ht_json_number(json, worst->span.left, 2);
    ht_json_number(json, worst->span.top, 2);
    ht_json_number(json, worst->span.right, 2);
    ht_json_number(json, worst->span.bottom, 2);
    ht_json_end(json);
    ht_json_key_int(json, "places", (long)item->readings.n);
    ht_json_key_int(json, "wrong", (long)item->n_wrong);
}

static void write_item(ht_json *json, const ht_judgement *item)
{
    const ht_clause *clause = item->clause;
    ht_json_object(json);
    ht_json_key_text(json, "id", clause->id);
    ht_json_key_text(json, "clause", clause->number);
    ht_json_key_text(json, "strength", strengths[clause->strength]);
    ht_json_key_text(json, "measure", clause->measure);
    ht_json_key_text(json, "says", ht_clause_says(clause));
    write_asked(json, clause);
    ht_json_key_text(json, "verdict", verdicts[item->verdict]);
    if (item->readings.n > 0) {
        write_found(json, item);
    }
    ht_json_end(json);
}

bool ht_measure_write_json(const ht_measure *measure, ht_write_fn write, void *user)
{
    ht_json *json = ht_json_new(2);
    ht_json_object(json);
    ht_json_key_text(json, "file", measure->subject.path);
    ht_json_key_text(json, "form", measure->clauses.form);
    ht_json_key_int(json, "pages", (long)measure->subject.pdf.n_pages);
    for (int i = 0; i < HT_VERDICTS; i++) {
        ht_json_key_int(json, verdicts[i], (long)ht_measure_count(measure, (ht_verdict)i));
    }
    ht_json_key(json, "clauses");
    ht_json_array(json);
    for (size_t i = 0; i < measure->n_items; i++) {
        write_item(json, &measure->items[i]);
    }
    ht_json_end(json);
    ht_json_end(json);
    return ht_json_finish(json, write, user);
}
