/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The breaks of a paragraph, chosen as a whole (Knuth and Plass, with CLREQ's blanks as what gives
 * way). In: atoms with the breaks that rules.c allows. Out: the ends of the lines.
 *
 * A line that must be pressed costs by the share of its blanks it gives up, one that must be opened
 * by how far its gaps open; pressing is cheaper: first push in, then push out. A last line of one
 * character costs more than any of them. Where it cannot be helped so, or where the page wants a
 * line less or more, letters stand a little closer or wider. Where no breaking fits (a very long
 * word), breaks are allowed inside words.
 */

#include "text/setter.h"

#include <string.h>

/* Costs, relative to a line whose gaps all open by a tenth of a cell. */
#define LINE_COST 10.0
#define PRESS_WEIGHT 150.0
#define OPEN_WEIGHT 100.0
#define STRAY_COST 40000.0
#define SENSE_WEIGHT 280.0   /* a name torn costs as much as gaps that open by a ninth of a cell */
#define LETTER_BADNESS 100.0 /* of a line whose letters stand closer … */
#define LETTER_WEIGHT 60.0   /* … and more as they come closer */
#define DATE_COST 1e10  /* of a break within a date: a line's gaps may rather open by a cell … */
#define CODE_COST 1e6   /* … within an organ's code or a Han number: rather by a fifth */
#define WISHED_LINE 1e9 /* what a line less, or one more, is worth when it is wished for */
#define UNWANTED 1e15   /* of a line with wider letters than that is worth */
#define WORST_BADNESS 1e6 /* below the root of IMPOSSIBLE by far, however many lines there are */
#define IMPOSSIBLE 1e18
#define LONGEST_LINE 4000 /* atoms; only such without width come near it */

typedef struct sums {
    int64_t *width;  /* of all atoms before i */
    int64_t *blank;  /* of what they may give up */
    int64_t *gaps;   /* how many of them may stand a little closer to the next */
    size_t *visible; /* behind the last atom before i that is no space */
} sums;

typedef struct task {
    ht_paragraph paragraph;
    const ht_atoms *atoms; /* the paragraph's */
    sums sums;
    bool inside_words;
    bool closer; /* letters may stand closer */
    ht_wish wish;
} task;

static sums add_up(ht_arena *arena, const ht_atoms *atoms)
{
    sums s = {HT_NEW_ARRAY(arena, int64_t, atoms->n_items + 1),
              HT_NEW_ARRAY(arena, int64_t, atoms->n_items + 1),
              HT_NEW_ARRAY(arena, int64_t, atoms->n_items + 1),
              HT_NEW_ARRAY(arena, size_t, atoms->n_items + 1)};
    for (size_t i = 0; i < atoms->n_items; i++) {
        const ht_atom *a = &atoms->items[i];
        s.width[i + 1] = s.width[i] + a->width;
        s.blank[i + 1] = s.blank[i] + a->before + a->after;
        s.gaps[i + 1] = s.gaps[i] + (i + 1 < atoms->n_items && ht_gap_closes(a, a + 1));
        s.visible[i + 1] = a->class == HT_CLASS_SPACE ? s.visible[i] : i + 1;
    }
    return s;
}

static bool may_end(const task *t, size_t end)
{
    const ht_atom *a = &t->atoms->items[end - 1];
    if (a->break_after || !t->inside_words) {
        return a->break_after;
    }
    const ht_atom *b = a + 1;
    return a->class == HT_CLASS_LATIN || a->class == HT_CLASS_DIGIT || b->class == HT_CLASS_LATIN ||
           b->class == HT_CLASS_DIGIT;
}

/* A last line of one character, with or without a mark behind it. */
static bool is_stray(const ht_atoms *atoms, size_t first)
{
    size_t characters = 0;
    for (size_t i = first; i < atoms->n_items && characters < 2; i++) {
        ht_class class = atoms->items[i].class;
        characters += class != HT_CLASS_PAUSE && class != HT_CLASS_STOP &&
                      class != HT_CLASS_CLOSE && class != HT_CLASS_SPACE;
    }
    return first > 0 && characters <= 1;
}

static double cube(double x)
{
    return x * x * x;
}

/* How far the letters of a line must come closer for `excess` more, or part, as a share of the most
 * that is allowed; more than 1 when that does not suffice. */
static double share_of_letters(const task *t, size_t first, size_t visible, int64_t excess)
{
    int64_t gaps = t->sums.gaps[visible - 1] - t->sums.gaps[first];
    ht_len each = ht_letter_room(t->atoms->items[first].piece->style);
    return gaps > 0 ? (double)excess / (double)(gaps * each) : 2;
}

/* What it costs to end a line behind an atom. */
static double whole_cost(const ht_atom *a)
{
    double inside = a->whole == HT_WHOLE_DATE ? DATE_COST : CODE_COST;
    return a->whole == HT_WHOLE_NOTHING || a->must_break ? 0 : inside;
}

/* A line's text: how wide it is, and what its marks may give up. */
typedef struct extent {
    ht_len measure;
    int64_t width;
    int64_t blank;
    size_t visible; /* behind its last atom that is no space: those count for nothing */
} extent;

static extent extent_of(const task *t, size_t first, size_t end)
{
    const sums *s = &t->sums;
    const ht_atom *head = &t->atoms->items[first];
    size_t visible = MAX(s->visible[end], first + 1);
    const ht_atom *tail = &t->atoms->items[visible - 1];
    extent e = {.visible = visible};
    e.measure = first == 0 ? t->paragraph.first_measure : t->paragraph.measure;
    e.width = s->width[visible] - s->width[first] - tail->gap;
    e.blank = s->blank[visible] - s->blank[first] - head->before;
    e.blank -= tail->gap > 0 ? tail->after : 0;
    e.width -= first > 0 ? head->before : 0; /* an opening mark stands flush (E07) */
    return e;
}

/* The cost of a line of atoms [first, end), of that extent, or IMPOSSIBLE. */
static double cost_of(const task *t, size_t first, size_t end, const extent *of)
{
    const ht_atoms *atoms = t->atoms;
    const ht_atom *head = &atoms->items[first];
    const extent e = *of;
    double close = 0;
    if (e.width > e.measure + e.blank) {
        close =
            t->closer ? share_of_letters(t, first, e.visible, e.width - e.measure - e.blank) : 2;
        if (close > 1) {
            return IMPOSSIBLE;
        }
    }
    bool last = end == atoms->n_items || atoms->items[end - 1].must_break;
    double badness = 0;
    if (close > 0) {
        badness = PRESS_WEIGHT + LETTER_BADNESS + LETTER_WEIGHT * cube(close);
    } else if (e.width > e.measure) {
        badness = PRESS_WEIGHT * cube((double)(e.width - e.measure) / (double)e.blank);
    } else if (!last) {
        double gaps = (double)MAX(end - first - 1, 1);
        double each = (double)(e.measure - e.width) / gaps / (double)head->piece->style->cell;
        badness = MIN(OPEN_WEIGHT * cube(each * 10), WORST_BADNESS);
    }
    double cost = (LINE_COST + badness) * (LINE_COST + badness);
    cost += whole_cost(&atoms->items[end - 1]);
    cost += !last && t->paragraph.sense != NULL ? SENSE_WEIGHT * t->paragraph.sense[end - 1] : 0;
    if (t->wish == HT_WISH_MORE) {
        bool wide = !last && share_of_letters(t, first, e.visible, e.measure - e.width) > 1;
        cost += wide ? UNWANTED : -WISHED_LINE;
    } else if (t->wish == HT_WISH_FEWER) {
        cost += WISHED_LINE;
    }
    return cost + (last && is_stray(atoms, first) ? STRAY_COST : 0);
}

static double line_cost(const task *t, size_t first, size_t end)
{
    const extent e = extent_of(t, first, end);
    return cost_of(t, first, end, &e);
}

/* The first atom of the longest line that may end at `end`: none begins before `farthest`, where that
 * of the break before began. */
static size_t find_farthest(const task *t, size_t farthest, size_t end)
{
    if (end > 1 && t->atoms->items[end - 2].must_break) {
        return end - 1;
    }
    farthest = MAX(farthest, end > LONGEST_LINE ? end - LONGEST_LINE : 0);
    while (end - farthest > 1 && line_cost(t, farthest, end) >= IMPOSSIBLE) {
        farthest++; /* every line that ends later is too long as well */
    }
    return farthest;
}

/* What every line costs at least that ends at `end` and is shorter than one from `first` on, of that
 * extent: its gaps open by more. Nothing is known of a last line, nor of lines that are wished for. */
static double least_cost(const task *t, size_t first, size_t end, const extent *e)
{
    const ht_atom *head = &t->atoms->items[first];
    if (end == t->atoms->n_items || t->atoms->items[end - 1].must_break ||
        t->wish != HT_WISH_BEST) {
        return -IMPOSSIBLE;
    }
    double missing = (double)(t->paragraph.measure - e->width - head->before);
    double each = missing / (double)(end - first) / (double)head->piece->style->cell;
    double badness = MIN(OPEN_WEIGHT * cube(MAX(each, 0) * 10), WORST_BADNESS);
    return badness * badness;
}

/* Cheapest ways to each break; false when the end cannot be reached. */
static bool solve(const task *t, double *best, size_t *from)
{
    size_t n = t->atoms->n_items;
    size_t farthest = 0;
    best[0] = 0;
    for (size_t end = 1; end <= n; end++) {
        best[end] = IMPOSSIBLE;
        farthest = find_farthest(t, farthest, end);
        if (!may_end(t, end)) {
            continue;
        }
        for (size_t first = farthest; first < end; first++) {
            if (best[first] >= IMPOSSIBLE) {
                continue; /* no line begins there */
            }
            const extent e = extent_of(t, first, end);
            double cost = cost_of(t, first, end, &e);
            if (cost < IMPOSSIBLE && best[first] + cost <= best[end]) {
                best[end] = best[first] + cost;
                from[end] = first;
            }
            if (least_cost(t, first, end, &e) > best[end]) {
                break;
            }
        }
    }
    return best[n] < IMPOSSIBLE;
}

/* What is left when nothing fits: each line takes what it can, at least one atom. */
static void fill_greedily(const task *t, size_t *from)
{
    size_t n = t->atoms->n_items;
    for (size_t first = 0; first < n;) {
        size_t end = first + 1;
        while (end < n && line_cost(t, first, end + 1) < IMPOSSIBLE) {
            end++;
        }
        from[end] = first;
        first = end;
    }
}

static size_t count_lines(const size_t *from, size_t n)
{
    size_t lines = 0;
    for (size_t end = n; end > 0; end = from[end]) {
        lines++;
    }
    return lines;
}

/* Tries once more with letters that may stand closer, or wider: to be rid of a last line of one
 * character, or for the number of lines that is wished for. What was found before stays when that
 * does not help. */
static size_t *try_again(const task *t, ht_arena *arena, size_t *from, ht_wish wish)
{
    size_t n = t->atoms->n_items;
    task again = *t;
    again.closer = wish != HT_WISH_MORE;
    again.wish = wish;
    double *best = HT_NEW_ARRAY(arena, double, n + 1);
    size_t *other = HT_NEW_ARRAY(arena, size_t, n + 1);
    if (!solve(&again, best, other) || best[n] > UNWANTED / 2 || is_stray(t->atoms, other[n])) {
        return from;
    }
    size_t before = count_lines(from, n);
    size_t after = count_lines(other, n);
    bool stray = is_stray(t->atoms, from[n]);
    bool helps = wish == HT_WISH_MORE ? after == before + 1 : after < before || stray;
    return helps ? other : from;
}

void ht_break_paragraph(ht_breaks *breaks, ht_arena *arena, const ht_paragraph *paragraph)
{
    const ht_atoms *atoms = paragraph->atoms;
    size_t n = atoms->n_items;
    task t = {.paragraph = *paragraph, .atoms = atoms, .sums = add_up(arena, atoms)};
    double *best = HT_NEW_ARRAY(arena, double, n + 1);
    size_t *from = HT_NEW_ARRAY(arena, size_t, n + 1);
    if (solve(&t, best, from)) {
        bool stray = n > 0 && is_stray(atoms, from[n]);
        bool again = stray || paragraph->wish != HT_WISH_BEST;
        from = again ? try_again(&t, arena, from, paragraph->wish) : from;
    } else {
        t.inside_words = true;
        if (!solve(&t, best, from)) {
            fill_greedily(&t, from);
        }
    }
    size_t lines = count_lines(from, n);
    breaks->n_ends = lines;
    breaks->ends = HT_NEW_ARRAY(arena, size_t, lines + 1);
    for (size_t end = n; end > 0; end = from[end]) {
        breaks->ends[--lines] = end;
    }
}

/* ---- Other ways ---------------------------------------------------------------------------- */

struct ht_weighing {
    task task;
    double *rest; /* the cost of the best lines from each atom on */
};

/* What the breaks that were chosen ask for: letters that stand closer, words that are divided. */
static void find_liberties(task *t, const ht_breaks *breaks)
{
    size_t first = 0;
    for (size_t i = 0; i < breaks->n_ends; i++) {
        size_t end = breaks->ends[i];
        t->inside_words = t->inside_words || !t->atoms->items[end - 1].break_after;
        t->closer = t->closer || line_cost(t, first, end) >= IMPOSSIBLE;
        first = end;
    }
}

ht_weighing *ht_break_weigh(ht_arena *arena, const ht_paragraph *paragraph, const ht_breaks *breaks)
{
    ht_weighing *w = HT_NEW(arena, ht_weighing);
    const ht_atoms *atoms = paragraph->atoms;
    size_t n = atoms->n_items;
    w->task = (task){.paragraph = *paragraph, .atoms = atoms, .sums = add_up(arena, atoms)};
    w->rest = HT_NEW_ARRAY(arena, double, n + 1);
    find_liberties(&w->task, breaks);
    for (size_t first = n; first-- > 0;) {
        w->rest[first] = IMPOSSIBLE;
        for (size_t end = first + 1; end <= n; end++) {
            double cost = line_cost(&w->task, first, end);
            if ((cost >= IMPOSSIBLE && end > first + 1) || end - first > LONGEST_LINE) {
                break;
            }
            if (may_end(&w->task, end)) {
                w->rest[first] = MIN(w->rest[first], cost + w->rest[end]);
            }
            if (atoms->items[end - 1].must_break) {
                break;
            }
        }
    }
    return w;
}

void ht_break_way(ht_way *out, const ht_weighing *weighing, size_t first, size_t end)
{
    const task *t = &weighing->task;
    const extent e = extent_of(t, first, end);
    out->over = (ht_len)(e.width - e.measure);
    out->blank = (ht_len)e.blank;
    out->closing = (ht_len)(t->sums.gaps[e.visible - 1] - t->sums.gaps[first]);
    out->opening = 0;
    out->spaces = 0;
    for (size_t i = first; i + 1 < e.visible; i++) {
        const ht_atom *a = &t->atoms->items[i];
        out->opening += ht_gap_opens(a, a + 1);
        out->spaces += a->codepoint == ' ';
    }
    out->cost = line_cost(t, first, end) + weighing->rest[end];
    out->fits = out->cost < IMPOSSIBLE;
}
