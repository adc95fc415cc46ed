/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: the marks of the reference and those of today. Out: what became of each, told once for all
 * marks that share it.
 *
 * A mark is found again by its kind, its element and its text, or its size when it has none; the
 * first of several that are alike by the first, and so on: so a line that moves to the next page is
 * known there. What has no twin is paired with the next of the same element that has none either:
 * that one's text or size has changed.
 */

#include "check/check.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* Less than a hundredth of a millimetre is no difference: 29/1024 pt. */
#define LEAST 29

/* Characters shown on either side of what differs in a text. */
#define AROUND 6

/* A mark of the reference and the same mark today; one of them NULL where it has no twin. */
typedef struct pair {
    const ht_traced *before;
    const ht_traced *after;
} pair;

typedef struct comparison {
    ht_findings *findings;
    const ht_case *test;
    ht_len least; /* what counts as a difference of place or size */
    int em_ascent;
    pair *pairs;
    size_t n_pairs;
} comparison;

/* What a mark is known by: its text, or else how large it is. */
static char *key_of(const ht_traced *mark, bool exactly)
{
    if (exactly && mark->text == NULL) {
        return g_strdup_printf("%d %s %d %d", (int)mark->kind, mark->element, mark->box.width,
                               mark->box.height);
    }
    return g_strdup_printf("%d %s %s", (int)mark->kind, mark->element, exactly ? mark->text : "");
}

/* Indices of the marks that share a key, in order: key -> GQueue of index + 1. */
static void enter(GHashTable *table, char *key, size_t index)
{
    GQueue *queue = g_hash_table_lookup(table, key);
    if (queue == NULL) {
        queue = g_queue_new();
        g_hash_table_insert(table, key, queue);
    } else {
        g_free(key);
    }
    g_queue_push_tail(queue, GSIZE_TO_POINTER(index + 1));
}

static void free_queue(gpointer queue)
{
    g_queue_free(queue);
}

/* Finds for each mark before that has no twin yet one after that has none, by their keys. */
static void find_twins(size_t *twin_of_before, size_t *twin_of_after, const ht_trace *before,
                       const ht_trace *after, bool exactly)
{
    GHashTable *table = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_queue);
    for (size_t i = 0; i < after->n_marks; i++) {
        if (twin_of_after[i] == 0) {
            enter(table, key_of(&after->marks[i], exactly), i);
        }
    }
    for (size_t i = 0; i < before->n_marks; i++) {
        char *key = key_of(&before->marks[i], exactly);
        GQueue *queue = twin_of_before[i] == 0 ? g_hash_table_lookup(table, key) : NULL;
        size_t twin = queue != NULL ? GPOINTER_TO_SIZE(g_queue_pop_head(queue)) : 0;
        if (twin != 0) {
            twin_of_before[i] = twin;
            twin_of_after[twin - 1] = i + 1;
        }
        g_free(key);
    }
    g_hash_table_unref(table);
}

/* Pairs in the order of the reference, then what is new in the order of today. */
static void pair_up(comparison *c, const ht_trace *before, const ht_trace *after)
{
    ht_arena *arena = c->findings->arena;
    size_t *twin_of_before = HT_NEW_ARRAY(arena, size_t, before->n_marks + 1);
    size_t *twin_of_after = HT_NEW_ARRAY(arena, size_t, after->n_marks + 1);
    find_twins(twin_of_before, twin_of_after, before, after, true);
    find_twins(twin_of_before, twin_of_after, before, after, false);
    c->pairs = HT_NEW_ARRAY(arena, pair, before->n_marks + after->n_marks + 1);
    for (size_t i = 0; i < before->n_marks; i++) {
        size_t twin = twin_of_before[i];
        c->pairs[c->n_pairs++] =
            (pair){&before->marks[i], twin != 0 ? &after->marks[twin - 1] : NULL};
    }
    for (size_t i = 0; i < after->n_marks; i++) {
        if (twin_of_after[i] == 0) {
            c->pairs[c->n_pairs++] = (pair){NULL, &after->marks[i]};
        }
    }
}

static bool same_words(const char *a, const char *b)
{
    return g_strcmp0(a, b) == 0;
}

/* The stretch of a text that differs from another, with some characters around it. */
static const char *excerpt(ht_arena *arena, const char *text, const char *other)
{
    size_t size = strlen(text);
    size_t other_size = strlen(other);
    size_t head = 0;
    while (head < size && text[head] == other[head]) {
        head++;
    }
    size_t tail = 0;
    while (tail < size - head && tail < other_size - MIN(head, other_size) &&
           text[size - 1 - tail] == other[other_size - 1 - tail]) {
        tail++;
    }
    const char *from = text + head;
    const char *to = text + size - tail;
    /* The first byte that differs may stand inside a character. */
    while (from > text && ((unsigned char)*from & 0xC0) == 0x80) {
        from--;
    }
    while (((unsigned char)*to & 0xC0) == 0x80) {
        to++;
    }
    for (int i = 0; i < AROUND && from > text; i++) {
        from = g_utf8_find_prev_char(text, from);
    }
    for (int i = 0; i < AROUND && *to != '\0'; i++) {
        to = g_utf8_find_next_char(to, NULL);
    }
    return ht_arena_printf(arena, "%s%.*s%s", from > text ? "…" : "", (int)(to - from), from,
                           *to != '\0' ? "…" : "");
}

static const char *length_text(ht_arena *arena, ht_len len)
{
    return ht_arena_printf(arena, "%.2f pt", ht_len_to_pt(len));
}

/* What about the mark itself has changed; NULL for nothing. Two words that say it, too. */
static const char *change_of(ht_arena *arena, const pair *p, const char **from, const char **to)
{
    const ht_traced *a = p->before;
    const ht_traced *b = p->after;
    if (!same_words(a->text, b->text)) {
        *from = a->kind == HT_MARK_BITS ? "" : excerpt(arena, a->text, b->text);
        *to = a->kind == HT_MARK_BITS ? "" : excerpt(arena, b->text, a->text);
        return a->kind == HT_MARK_RUN ? "text" : a->kind == HT_MARK_BITS ? "code" : "link";
    }
    if (!same_words(a->ink, b->ink)) {
        *from = a->ink;
        *to = b->ink;
        return "ink";
    }
    if (a->kind != HT_MARK_RUN) {
        return NULL;
    }
    if (!same_words(a->face, b->face)) {
        *from = a->face;
        *to = b->face;
        return "face";
    }
    if (abs(a->box.height - b->box.height) > LEAST) {
        *from = length_text(arena, a->box.height);
        *to = length_text(arena, b->box.height);
        return "size";
    }
    return NULL;
}

/* "12@0 13@16172^-3": whether the glyphs are others, and how far one of them moved at most. */
static bool other_glyphs(const char *a, const char *b, ht_len *moved)
{
    char before = ' ';
    *moved = 0;
    while (*a != '\0' && *b != '\0') {
        char *end_a = NULL;
        char *end_b = NULL;
        long first = strtol(a, &end_a, 10);
        long second = strtol(b, &end_b, 10);
        bool place = before == '@' || before == '^';
        if (end_a == a || end_b == b || *end_a != *end_b || (!place && first != second)) {
            return true;
        }
        if (place && labs(first - second) > *moved) {
            *moved = (ht_len)labs(first - second);
        }
        before = *end_a;
        a = end_a + (*end_a != '\0');
        b = end_b + (*end_b != '\0');
    }
    return *a != *b;
}

/* How much longer a length, or farther a place, has become; 0 for what does not count. */
static ht_len growth(const comparison *c, ht_len before, ht_len after)
{
    return abs(after - before) > c->least ? after - before : 0;
}

static ht_finding *add(comparison *c, ht_finding_kind kind, const pair *p)
{
    const ht_traced *mark = p->after != NULL ? p->after : p->before;
    ht_finding *finding = HT_PUSH(c->findings->arena, c->findings->items, c->findings->n_items);
    ht_area box = ht_traced_area(mark, c->em_ascent);
    if (p->before != NULL && p->before->page == mark->page && kind != HT_FOUND_MOVED) {
        ht_area old = ht_traced_area(p->before, c->em_ascent);
        box = ht_area_union(&box, &old);
    }
    *finding = (ht_finding){.kind = kind,
                            .mark = mark->kind,
                            .page = mark->page,
                            .element = mark->element,
                            .source_line = mark->source_line,
                            .text = mark->kind == HT_MARK_RUN ? mark->text : NULL,
                            .marks = 1,
                            .has_box = true,
                            .box = box};
    if (kind == HT_FOUND_MOVED || kind == HT_FOUND_OTHER_PAGE) {
        finding->left_page = p->before->page;
        finding->left = ht_traced_area(p->before, c->em_ascent);
    }
    return finding;
}

static void add_change(comparison *c, const pair *p, const char *what, const char *from,
                       const char *to)
{
    ht_finding *finding = add(c, HT_FOUND_CHANGED, p);
    finding->what = what;
    finding->from = from;
    finding->to = to;
}

static void add_other_page(comparison *c, const pair *p)
{
    ht_finding *finding = add(c, HT_FOUND_OTHER_PAGE, p);
    finding->from = ht_arena_printf(c->findings->arena, "%d", p->before->page);
    finding->to = ht_arena_printf(c->findings->arena, "%d", p->after->page);
}

/* A mark that is there before and after: where it stands, then how large it is. A run whose text
 * or type has changed is as wide as it is for that. */
static void compare_pair(comparison *c, const pair *p)
{
    const ht_area *a = &p->before->box;
    const ht_area *b = &p->after->box;
    const char *from = NULL;
    const char *to = NULL;
    const char *what = change_of(c->findings->arena, p, &from, &to);
    ht_len letters = 0;
    if (what != NULL) {
        add_change(c, p, what, from, to);
        if (p->before->kind == HT_MARK_RUN) {
            return;
        }
    } else if (p->before->kind == HT_MARK_RUN &&
               other_glyphs(p->before->glyphs, p->after->glyphs, &letters)) {
        add_change(c, p, "glyphs", NULL, NULL);
    }
    if (p->before->page != p->after->page) {
        add_other_page(c, p);
    } else if (growth(c, a->x, b->x) != 0 || growth(c, a->y, b->y) != 0) {
        ht_finding *finding = add(c, HT_FOUND_MOVED, p);
        finding->dx = growth(c, a->x, b->x);
        finding->dy = growth(c, a->y, b->y);
    }
    if (growth(c, a->width, b->width) != 0 || growth(c, a->height, b->height) != 0) {
        ht_finding *finding = add(c, HT_FOUND_RESIZED, p);
        finding->dx = growth(c, a->width, b->width);
        finding->dy = growth(c, a->height, b->height);
    } else if (letters > c->least) {
        add_change(c, p, "spacing", NULL, NULL);
    }
}

static bool about(ht_len a, ht_len b)
{
    return abs(a - b) <= LEAST;
}

/* Whether two findings say the same of two marks. Of changed texts the first is quoted. */
static bool alike(const ht_finding *a, const ht_finding *b)
{
    bool same = a->kind == b->kind && a->page == b->page && same_words(a->element, b->element) &&
                same_words(a->what, b->what) && about(a->dx, b->dx) && about(a->dy, b->dy);
    bool quoted = a->kind == HT_FOUND_CHANGED && same_words(a->what, "text");
    return same && (quoted || (same_words(a->from, b->from) && same_words(a->to, b->to)));
}

/* The kept one of the same page that says the same, or NULL. */
static ht_finding *find_alike(const ht_findings *findings, size_t first, size_t n_kept,
                              const ht_finding *finding)
{
    for (size_t k = n_kept; k > first && findings->items[k - 1].page == finding->page; k--) {
        if (alike(&findings->items[k - 1], finding)) {
            return &findings->items[k - 1];
        }
    }
    return NULL;
}

static int by_page(const void *a, const void *b, void *unused)
{
    (void)unused;
    return ((const ht_finding *)a)->page - ((const ht_finding *)b)->page;
}

/* By pages, on a page as they were found; what is alike there joined to the first of it. */
static void join(ht_findings *findings, size_t first)
{
    size_t n_kept = first;
    if (findings->n_items > first) { /* a stable sort */
        g_qsort_with_data(findings->items + first, (int)(findings->n_items - first),
                          sizeof *findings->items, by_page, NULL);
    }
    for (size_t i = first; i < findings->n_items; i++) {
        ht_finding *finding = &findings->items[i];
        ht_finding *kept = find_alike(findings, first, n_kept, finding);
        if (kept != NULL) {
            kept->box = ht_area_union(&kept->box, &finding->box);
            kept->left = ht_area_union(&kept->left, &finding->left);
            kept->marks++;
        } else {
            findings->items[n_kept++] = *finding;
        }
    }
    findings->n_items = n_kept;
}

static comparison begin(ht_findings *findings, const ht_case *test, int em_ascent)
{
    return (comparison){findings, test, MAX(LEAST, test->slack), em_ascent, NULL, 0};
}

/* Whether the middle of a mark, when there is one, lies where a case lets things differ. */
static bool is_masked(const comparison *c, const ht_traced *mark)
{
    for (size_t i = 0; mark != NULL && i < c->test->n_masks; i++) {
        const ht_mask *mask = &c->test->masks[i];
        ht_area box = ht_traced_area(mark, c->em_ascent);
        ht_area middle = {box.x + box.width / 2, box.y + box.height / 2, 0, 0};
        if ((mask->page == 0 || mask->page == mark->page) && ht_area_meets(&mask->box, &middle)) {
            return true;
        }
    }
    return mark == NULL;
}

void ht_marks_compare(ht_findings *findings, const ht_case *test, const ht_trace *before,
                      const ht_trace *after, int em_ascent)
{
    comparison c = begin(findings, test, em_ascent);
    size_t first = findings->n_items;
    pair_up(&c, before, after);
    for (size_t i = 0; i < c.n_pairs; i++) {
        const pair *p = &c.pairs[i];
        if (is_masked(&c, p->before) && is_masked(&c, p->after)) {
            continue;
        }
        if (p->before != NULL && p->after != NULL) {
            compare_pair(&c, p);
        } else {
            add(&c, p->after != NULL ? HT_FOUND_APPEARED : HT_FOUND_VANISHED, p);
        }
    }
    join(findings, first);
}

void ht_marks_compare_images(ht_findings *findings, const ht_case *test, const ht_trace *before,
                             const ht_trace *after, int em_ascent, const bool *differs)
{
    comparison c = begin(findings, test, em_ascent);
    pair_up(&c, before, after);
    for (size_t i = 0; i < c.n_pairs; i++) {
        const pair *p = &c.pairs[i];
        bool both = p->before != NULL && p->after != NULL;
        if (both && !same_words(p->before->image, p->after->image) && differs[p->after->page - 1]) {
            add_change(&c, p, "image", NULL, NULL);
        }
    }
}
