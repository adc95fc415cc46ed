/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Clauses in, verdicts out. Each clause's quantity is read wherever it shows; the reading farthest
 * from what is asked is kept as the worst, and all must hold.
 */

#include "measure/measure.h"

#include <math.h>
#include <string.h>

/* In mm or pt: what a measure itself may be off. */
#define SLACK 0.005

/* How far a reading is from the nearest thing that is right; 0: it holds. */
static double distance(const ht_clause *clause, const ht_reading *reading)
{
    double best = INFINITY;
    if (clause->pattern != NULL) {
        return g_regex_match(clause->pattern, reading->text, 0, NULL) ? 0 : 1;
    }
    for (size_t i = 0; i < clause->n_asked; i++) {
        const ht_asked *asked = &clause->asked[i];
        if (asked->text != NULL) {
            best = fmin(best, strcmp(asked->text, reading->text) == 0 ? 0 : 1);
        } else {
            double under = asked->least - reading->value;
            double over = reading->value - asked->most;
            double off = fmax(fmax(under, over), 0);
            best = fmin(best, off <= SLACK ? 0 : off);
        }
    }
    return best;
}

static ht_verdict verdict_of(const ht_judgement *item, bool there)
{
    if (item->readings.n == 0) {
        return there                  ? HT_VERDICT_NOT_MEASURABLE
               : item->clause->needed ? HT_VERDICT_FAIL
                                      : HT_VERDICT_NOT_FOUND;
    }
    if (item->n_wrong == 0) {
        return HT_VERDICT_PASS;
    }
    return item->clause->strength == HT_STRENGTH_CUSTOM ? HT_VERDICT_DIFFERS : HT_VERDICT_FAIL;
}

static void judge_clause(ht_judgement *item, ht_subject *subject)
{
    const ht_clause *clause = item->clause;
    bool there = false;
    if (clause->whole != NULL) {
        ht_whole_read(&item->readings, clause->whole, subject);
    } else {
        ht_element_id id = (ht_element_id)clause->element;
        there = subject->elements[id].n > 0;
        ht_property_read(&item->readings, clause->property, subject, id);
    }
    double worst = -1;
    for (size_t i = 0; i < item->readings.n; i++) {
        ht_reading *reading = &item->readings.items[i];
        reading->off = distance(clause, reading);
        item->n_wrong += reading->off > 0;
        if (reading->off > worst) {
            worst = reading->off;
            item->worst = i;
        }
    }
    item->verdict = verdict_of(item, there);
}

/* True when the document has what a clause is about. */
static bool applies(const ht_clause *clause, const ht_subject *subject)
{
    return (clause->with < 0 || subject->elements[clause->with].n > 0) &&
           (clause->without < 0 || subject->elements[clause->without].n == 0);
}

void ht_judge(ht_measure *measure)
{
    const ht_clauses *clauses = &measure->clauses;
    for (size_t i = 0; i < clauses->n_items; i++) {
        if (applies(&clauses->items[i], &measure->subject)) {
            ht_judgement *item = HT_PUSH(measure->arena, measure->items, measure->n_items);
            item->clause = &clauses->items[i];
            judge_clause(item, &measure->subject);
        }
    }
}

/* ---- In words ------------------------------------------------------------------------------ */

const char *ht_clause_says(const ht_clause *clause)
{
    /* The translation of this word is the language's own. A file may speak one language only. */
    bool chinese = strcmp(ht_tr(N_("en")), "zh") == 0;
    bool has_zh = *clause->says_zh != '\0';
    bool has_en = *clause->says_en != '\0';
    return (chinese && has_zh) || !has_en ? clause->says_zh : clause->says_en;
}

const char *ht_found_tell(ht_arena *arena, const ht_measure *measure, const ht_judgement *item)
{
    return item->readings.n == 0
               ? "—"
               : ht_reading_tell(arena, measure, item, &item->readings.items[item->worst]);
}

const char *ht_reading_tell(ht_arena *arena, const ht_measure *measure, const ht_judgement *item,
                            const ht_reading *reading)
{
    const ht_clause *clause = item->clause;
    if (reading->text != NULL) {
        return ht_tr(reading->text);
    }
    ht_unit held =
        clause->whole != NULL ? ht_whole_unit(clause->whole) : ht_property_unit(clause->property);
    return ht_value_tell(arena, reading->value, clause->unit, held, &measure->clauses.norm);
}

const char *ht_verdict_word(ht_verdict verdict)
{
    static const char *const words[HT_VERDICTS] = {N_("pass"), N_("FAIL"), N_("differs"),
                                                   N_("not found"), N_("not measurable")};
    return words[verdict];
}
