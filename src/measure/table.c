/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Verdicts as people read them: one line a clause, its columns aligned by display width, failures
 * first, and a sentence that sums up.
 */

#include "measure/measure.h"

#include <string.h>

enum column {
    VERDICT,
    CLAUSE,
    SAYS,
    ASKED,
    FOUND,
    WHERE,
    COLUMNS
};

typedef struct row {
    const char *cells[COLUMNS];
} row;

/* Those that are wrong come first. */
#define N_WRONG 2
static const ht_verdict order[HT_VERDICTS] = {HT_VERDICT_FAIL, HT_VERDICT_DIFFERS,
                                              HT_VERDICT_NOT_MEASURABLE, HT_VERDICT_PASS,
                                              HT_VERDICT_NOT_FOUND};

static int width_of(const char *text)
{
    int width = 0;
    for (; *text != '\0'; text = g_utf8_next_char(text)) {
        width += ht_display_width(g_utf8_get_char(text));
    }
    return width;
}

static const char *where_of(ht_arena *arena, const ht_judgement *item)
{
    if (item->readings.n == 0) {
        return "";
    }
    const ht_reading *worst = &item->readings.items[item->worst];
    const char *place = ht_arena_printf(arena, ht_tr(N_("page %d, %.0f mm down")), worst->page,
                                        (worst->span.top + worst->span.bottom) / 2);
    if (item->n_wrong < 2) {
        return place;
    }
    return ht_arena_printf(arena, ht_tr(N_("%s, and %zu more")), place, item->n_wrong - 1);
}

static row row_of(ht_arena *arena, const ht_measure *measure, const ht_judgement *item)
{
    const ht_clause *clause = item->clause;
    return (row){{
        ht_tr(ht_verdict_word(item->verdict)),
        clause->number,
        ht_clause_says(clause),
        clause->asked_as,
        ht_found_tell(arena, measure, item),
        where_of(arena, item),
    }};
}

static void append_row(GString *out, const row *r, const int *widths)
{
    for (int i = 0; i < COLUMNS; i++) {
        bool last = i == COLUMNS - 1;
        int blank = last ? 0 : widths[i] - width_of(r->cells[i]) + 2;
        g_string_append_printf(out, "%s%*s", r->cells[i], blank, "");
    }
    while (out->len > 0 && out->str[out->len - 1] == ' ') {
        g_string_truncate(out, out->len - 1);
    }
    g_string_append_c(out, '\n');
}

static void append_sum(GString *out, const ht_measure *measure)
{
    size_t failed = ht_measure_count(measure, HT_VERDICT_FAIL);
    size_t passed = ht_measure_count(measure, HT_VERDICT_PASS);
    size_t differs = ht_measure_count(measure, HT_VERDICT_DIFFERS);
    size_t absent = ht_measure_count(measure, HT_VERDICT_NOT_FOUND);
    size_t unknown = ht_measure_count(measure, HT_VERDICT_NOT_MEASURABLE);
    g_string_append_printf(out,
                           ht_tr(N_("\n%s: %zu clauses asked: %zu pass, %zu fail, %zu differ from "
                                    "custom; %zu speak of what was not found, %zu could not be "
                                    "measured\n")),
                           measure->subject.path, measure->n_items, passed, failed, differs, absent,
                           unknown);
}

bool ht_measure_write_table(const ht_measure *measure, bool only_wrong, ht_write_fn write,
                            void *user)
{
    ht_arena *arena = ht_arena_new();
    row *rows = HT_NEW_ARRAY(arena, row, measure->n_items + 1);
    size_t n = 0;
    int widths[COLUMNS] = {0};
    rows[n++] = (row){{ht_tr(N_("verdict")), ht_tr(N_("clause")), ht_tr(N_("says")),
                       ht_tr(N_("asked")), ht_tr(N_("found")), ht_tr(N_("where"))}};
    size_t n_verdicts = only_wrong ? N_WRONG : HT_VERDICTS;
    for (size_t k = 0; k < n_verdicts; k++) {
        for (size_t i = 0; i < measure->n_items; i++) {
            if (measure->items[i].verdict == order[k]) {
                rows[n++] = row_of(arena, measure, &measure->items[i]);
            }
        }
    }
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < n; i++) {
        for (int k = 0; k < COLUMNS; k++) {
            widths[k] = MAX(widths[k], width_of(rows[i].cells[k]));
        }
    }
    for (size_t i = 0; i < n; i++) {
        append_row(out, &rows[i], widths);
    }
    append_sum(out, measure);
    bool ok = write(out->str, out->len, user);
    g_string_free(out, TRUE);
    ht_arena_free(arena);
    return ok;
}
