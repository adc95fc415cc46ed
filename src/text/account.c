/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Breaks in, words out: why each line ends where it does. For a paragraph the ends around the one
 * that was chosen, each with what it would do to the line, and what it would cost with the best
 * lines behind it; for a title what its ends cost by sense (phrases.c).
 */

#include "text/setter.h"

#include <string.h>

/* So many places where a line may end are told on both sides of the chosen one, and of those where
 * it may not, those so near to it. */
#define WAYS 3
#define NEAR 4
/* Of a title all places so near. */
#define AROUND_TITLE 9
/* Costs are told in lines whose gaps open by a tenth of a cell. */
#define UNIT_COST 12100.0
/* Characters that are shown in front of an end, and behind it. */
#define BEFORE 10
#define BEHIND 5

static void append_atoms(GString *out, const ht_atoms *atoms, size_t first, size_t last)
{
    for (size_t i = first; i < last; i++) {
        g_string_append_len(out, atoms->items[i].text, atoms->items[i].bytes);
    }
}

/* "* …甲乙|丙丁…": the text around an end. */
static void append_end(GString *out, const ht_atoms *atoms, size_t first, size_t end, bool chosen)
{
    size_t from = end - first > BEFORE ? end - BEFORE : first;
    size_t to = MIN(end + BEHIND, atoms->n_items);
    g_string_append_printf(out, "  %s %s", chosen ? "*" : " ", from > first ? "…" : "");
    append_atoms(out, atoms, from, end);
    g_string_append(out, "|");
    append_atoms(out, atoms, end, to);
    g_string_append_printf(out, "%s  ", to < atoms->n_items ? "…" : "");
}

static double in_cells(ht_len length, const ht_atom *a)
{
    return (double)length / (double)a->piece->style->cell;
}

/* What is missing opens word spaces first, by a third of a cell at most, then all gaps: squeeze.c.
 * */
static void append_opening(GString *out, const ht_way *way, const ht_atom *a)
{
    ht_len room = way->spaces * (a->piece->style->cell / 3);
    if (-way->over <= room) {
        g_string_append_printf(out, ht_tr(N_("word spaces open by %.3f cells each")),
                               in_cells(-way->over, a) / (double)way->spaces);
    } else {
        g_string_append_printf(out, ht_tr(N_("gaps open by %.3f cells each")),
                               in_cells(-way->over - room, a) / (double)MAX(way->opening, 1));
    }
}

/* What happens to a line that ends so: it is pressed, opened, or neither. */
static void append_way(GString *out, const ht_way *way, const ht_atom *a, bool last)
{
    double blank = in_cells(way->blank, a);
    if (!way->fits) {
        g_string_append_printf(out, ht_tr(N_("no: too long by %.2f cells, its marks give up %.2f")),
                               in_cells(way->over, a), blank);
    } else if (way->over > way->blank) {
        double each = ht_len_to_pt(way->over - way->blank) / (double)MAX(way->closing, 1);
        g_string_append_printf(out, ht_tr(N_("letters %.2f pt closer")), each);
    } else if (way->over > 0) {
        g_string_append_printf(out, ht_tr(N_("marks give up %.2f of %.2f cells")),
                               in_cells(way->over, a), blank);
    } else if (way->over < 0 && !last) {
        append_opening(out, way, a);
    } else {
        g_string_append(out, last ? ht_tr(N_("the last line")) : ht_tr(N_("just full")));
    }
}

static void append_end_of_line(GString *out, const ht_weighing *w, const ht_atoms *atoms,
                               size_t first, size_t end, size_t chosen)
{
    const ht_atom *a = &atoms->items[end - 1];
    const char *rule = ht_break_rule(atoms, end);
    ht_way best;
    ht_way way;
    append_end(out, atoms, first, end, end == chosen);
    if (rule != NULL && end != chosen) {
        g_string_append_printf(out, ht_tr(N_("no: %s")), ht_tr(rule));
    } else {
        ht_break_way(&best, w, first, chosen);
        ht_break_way(&way, w, first, end);
        append_way(out, &way, a, end == atoms->n_items);
        if (way.fits && a->whole != HT_WHOLE_NOTHING && end != atoms->n_items) {
            g_string_append(out, ht_tr(N_(", a date or a number is torn")));
        }
        if (way.fits && end == chosen) {
            g_string_append(out, ht_tr(N_("; chosen")));
        } else if (way.fits) {
            g_string_append_printf(out, ht_tr(N_("; costs %.2f more")),
                                   (way.cost - best.cost) / UNIT_COST);
        }
    }
    g_string_append_c(out, '\n');
}

static const char *finish(GString *out, ht_arena *arena)
{
    const char *text = ht_arena_strdup(arena, out->str);
    g_string_free(out, TRUE);
    return text;
}

/* The place that is so many ways before or behind the chosen one, as far as the text goes. */
static size_t go(const ht_atoms *atoms, size_t from, size_t limit, int step)
{
    size_t at = from;
    for (int ways = 0; ways < WAYS && at != limit;) {
        at = step < 0 ? at - 1 : at + 1;
        ways += ht_break_rule(atoms, at) == NULL;
    }
    return at;
}

static void append_ends(GString *out, const ht_weighing *w, const ht_atoms *atoms, size_t first,
                        size_t chosen)
{
    size_t from = go(atoms, chosen, first + 1, -1);
    size_t to = go(atoms, chosen, atoms->n_items, 1);
    for (size_t end = from; end <= to; end++) {
        size_t off = end > chosen ? end - chosen : chosen - end;
        if (off <= NEAR || ht_break_rule(atoms, end) == NULL) {
            append_end_of_line(out, w, atoms, first, end, chosen);
        }
    }
}

void ht_account_paragraph(const char **accounts, ht_setter *setter, const ht_paragraph *paragraph,
                          const ht_breaks *breaks)
{
    const ht_atoms *atoms = paragraph->atoms;
    ht_weighing *w = ht_break_weigh(setter->arena, paragraph, breaks);
    size_t first = 0;
    for (size_t i = 0; i < breaks->n_ends; i++) {
        size_t chosen = breaks->ends[i];
        GString *out = g_string_new(NULL);
        if (paragraph->wish != HT_WISH_BEST) {
            g_string_append(out,
                            paragraph->wish == HT_WISH_FEWER
                                ? ht_tr(N_("the page wanted a line less of this paragraph\n"))
                                : ht_tr(N_("the page wanted a line more of this paragraph\n")));
        }
        if (chosen == atoms->n_items) {
            append_end_of_line(out, w, atoms, first, chosen, chosen);
        } else {
            append_ends(out, w, atoms, first, chosen);
            g_string_append(out,
                            ht_tr(N_("costs are those of the paragraph from this line on; a line "
                                     "whose gaps open by a tenth of a cell costs 1\n")));
        }
        accounts[i] = finish(out, setter->arena);
        first = chosen;
    }
}

void ht_account_title(const char **accounts, ht_setter *setter, const ht_atoms *atoms,
                      const ht_breaks *breaks)
{
    double *costs = HT_NEW_ARRAY(setter->arena, double, atoms->n_items + 1);
    size_t first = 0;
    ht_phrases_weigh(costs, setter, atoms, 0, atoms->n_items);
    for (size_t i = 0; i < breaks->n_ends; i++) {
        size_t chosen = breaks->ends[i];
        size_t from = chosen - first > AROUND_TITLE ? chosen - AROUND_TITLE : first + 1;
        size_t to = MIN(chosen + AROUND_TITLE, atoms->n_items);
        GString *out = g_string_new(NULL);
        for (size_t end = from; end <= to; end++) {
            append_end(out, atoms, first, end, end == chosen);
            if (end == atoms->n_items) {
                g_string_append(out, ht_tr(N_("the last line")));
            } else {
                const char *rule = ht_break_rule(atoms, end);
                g_string_append_printf(out, rule != NULL ? ht_tr(N_("no: %s")) : "%s",
                                       rule != NULL ? ht_tr(rule) : "");
                if (rule == NULL) {
                    g_string_append_printf(out, ht_tr(N_("by sense %.0f")), costs[end - 1]);
                }
            }
            g_string_append(out, end == chosen ? ht_tr(N_("; chosen")) : "");
            g_string_append_c(out, '\n');
        }
        g_string_append(out, ht_tr(N_("0 between phrases, 90 within a word; uneven lines and stubs "
                                      "cost more as well\n")));
        accounts[i] = finish(out, setter->arena);
        first = chosen;
    }
}
