/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Bodies. In: items as they were written. Out: blocks, with headings found and numbered.
 *
 * The rule (GB/T 9704-2012, 7.3.3): a line that begins with 一、 （一） 1. or （1） is a
 * heading of that level when it has no 。, or ends at its only one, and fits a line. With more
 * text behind its first 。 the part up to it is a run-in heading if that fits a line; else all of
 * it is body. Headings written with # get their numbers here.
 */

#include "block/build.h"

#include <glib.h>
#include <string.h>

/* How wide a text stands in half 字: Han and full-width marks (“” … among them) two, the rest one.
 */
static int half_cells(const char *text, size_t size)
{
    int halves = 0;
    for (const char *p = text; p < text + size; p = g_utf8_next_char(p)) {
        halves += g_unichar_iswide_cjk(g_utf8_get_char(p)) ? 2 : 1;
    }
    return halves;
}

static bool is_han_digit(gunichar c)
{
    static const char digits[] = "〇一二三四五六七八九十百零";
    return g_utf8_strchr(digits, -1, c) != NULL;
}

/* The bytes of a run of digits of one kind at `p`. */
static size_t digits_at(const char *p, bool han)
{
    const char *end = p;
    while (*end != '\0') {
        gunichar c = g_utf8_get_char(end);
        if (han ? !is_han_digit(c) : !g_ascii_isdigit((char)MIN(c, 127))) {
            break;
        }
        end = g_utf8_next_char(end);
    }
    return (size_t)(end - p);
}

static bool starts_with_any(const char *p, const char *const *marks)
{
    for (size_t i = 0; marks[i] != NULL; i++) {
        if (g_str_has_prefix(p, marks[i])) {
            return true;
        }
    }
    return false;
}

/* The level of the number a line begins with: 1 to 4, or 0; *size is how many bytes it has. */
static int level_of(const char *text, size_t *size)
{
    static const char *const open[] = {"（", "(", NULL};
    static const char *const close[] = {"）", ")", NULL};
    static const char *const comma[] = {"、", NULL};
    static const char *const point[] = {".", "．", NULL};
    bool bracket = starts_with_any(text, open);
    const char *number = bracket ? g_utf8_next_char(text) : text;
    for (int han = 1; han >= 0; han--) {
        size_t digits = digits_at(number, han == 1);
        const char *after = number + digits;
        if (digits == 0) {
            continue;
        }
        const char *const *sign = bracket ? close : han ? comma : point;
        /* 3.5亿元 begins with a number, but not with that of a heading. */
        bool decimal = !bracket && !han && *after == '.' && g_ascii_isdigit(after[1]);
        if (!starts_with_any(after, sign) || decimal) {
            return 0;
        }
        *size = (size_t)(g_utf8_next_char(after) - text);
        return bracket ? (han ? 2 : 4) : (han ? 1 : 3);
    }
    return 0;
}

/* So many bytes of blanks were typed at the beginning of a text. */
static size_t blanks_at(const char *text)
{
    const char *at = text;
    while (*at == ' ' || *at == '\t' || g_str_has_prefix(at, "　")) {
        at = g_utf8_next_char(at);
    }
    return (size_t)(at - text);
}

const char *ht_block_join(ht_arena *arena, const ht_text *text)
{
    if (text->n_spans == 1) {
        return text->spans[0].text;
    }
    GString *all = g_string_new(NULL);
    for (size_t i = 0; i < text->n_spans; i++) {
        g_string_append(all, text->spans[i].text);
    }
    char *result = ht_arena_strdup(arena, all->str);
    g_string_free(all, TRUE);
    return result;
}

/* How many bytes of a numbered line are heading: 0, a run-in part, or all of it. A line that ends
 * in ； is an item of an enumeration, however short. */
static size_t heading_size(const char *text, int columns)
{
    static const char stop[] = "。";
    const char *end = strstr(text, stop);
    if (end == NULL && g_str_has_suffix(text, "；")) {
        return 0;
    }
    size_t size = end != NULL ? (size_t)(end - text) + strlen(stop) : strlen(text);
    return half_cells(text, size) <= 2 * columns ? size : 0;
}

/* Appends bytes [from, to) of a rich text in a style. */
static void add_range(ht_pieces *pieces, ht_arena *arena, const ht_text *text, size_t from,
                      size_t to, const ht_style *style)
{
    size_t offset = 0;
    for (size_t i = 0; i < text->n_spans; i++) {
        const ht_span *span = &text->spans[i];
        size_t size = strlen(span->text);
        size_t first = MAX(from, offset);
        size_t last = MIN(to, offset + size);
        if (first < last) {
            const char *start = span->text + (first - offset);
            ht_place place = span->place;
            place.column += (int)ht_utf8_length(span->text, first - offset);
            bool rest = last == offset + size; /* of the span: it ends there */
            ht_pieces_add(pieces, arena,
                          rest ? start : ht_arena_strndup(arena, start, last - first), style,
                          span->bold, place);
        }
        offset += size;
    }
}

static const char *han_number(ht_arena *arena, int n)
{
    static const char *const digits[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    if (n >= 100) {
        return ht_arena_printf(arena, "%d", n);
    }
    const char *tens = n >= 20 ? digits[n / 10] : "";
    return ht_arena_printf(arena, "%s%s%s", tens, n >= 10 ? "十" : "", digits[n % 10]);
}

/* The layout's form of a level, such as （一）, with another number in it. */
static const char *numbered(ht_arena *arena, const char *form, int n)
{
    bool han = strstr(form, "一") != NULL;
    const char *sample = han ? "一" : "1";
    const char *at = strstr(form, sample);
    if (at == NULL) {
        return form;
    }
    const char *number = han ? han_number(arena, n) : ht_arena_printf(arena, "%d", n);
    return ht_arena_printf(arena, "%.*s%s%s", (int)(at - form), form, number, at + strlen(sample));
}

static void add_paragraph(ht_block *block, const ht_builder *builder, const ht_item *item)
{
    const ht_element *element = block->element;
    ht_arena *arena = builder->arena;
    const char *text = ht_block_join(arena, &item->text);
    size_t number = 0;
    int level = level_of(text, &number);
    /* Blanks typed behind a number are dropped, or texts would begin at different places. */
    size_t rest = number + (level > 0 ? blanks_at(text + number) : 0);
    size_t head = level > 0 ? heading_size(text, builder->layout->columns) : 0;
    const ht_style *style = level > 0 ? element->headings[level - 1] : element->style;
    const ht_style *number_style = head > 0 ? style : element->style;
    add_range(&block->text, arena, &item->text, 0, number, number_style);
    add_range(&block->text, arena, &item->text, rest, head, style);
    add_range(&block->text, arena, &item->text, MAX(head, rest), strlen(text), element->style);
    block->keep_next = head > 0 && head == strlen(text);
    block->level = block->keep_next ? level : 0;
}

static void add_heading(ht_block *block, const ht_builder *builder, const ht_item *item,
                        int counts[HT_LEVELS])
{
    const ht_element *element = block->element;
    int level = item->level - 1;
    counts[level]++;
    memset(&counts[level + 1], 0, (size_t)(HT_LEVELS - 1 - level) * sizeof(int));
    const ht_style *style = element->headings[level];
    const char *number = numbered(builder->arena, element->numbering[level], counts[level]);
    ht_pieces_add(&block->text, builder->arena, number, style, false, item->place);
    /* Text behind the first 。 is body, as behind a number that was typed. */
    static const char stop[] = "。";
    const char *text = ht_block_join(builder->arena, &item->text);
    const char *end = strstr(text, stop);
    size_t head = end != NULL ? (size_t)(end - text) + strlen(stop) : strlen(text);
    add_range(&block->text, builder->arena, &item->text, 0, head, style);
    add_range(&block->text, builder->arena, &item->text, head, strlen(text), element->style);
    block->keep_next = text[head] == '\0';
    block->level = item->level;
}

void ht_block_add_body(ht_blocks *blocks, ht_builder *builder, const ht_element *element,
                       const ht_items *items)
{
    int counts[HT_LEVELS] = {0};
    for (size_t i = 0; i < items->n_items; i++) {
        const ht_item *item = &items->items[i];
        if (item->kind == HT_ITEM_TABLE || item->kind == HT_ITEM_FIGURE) {
            ht_block_add_drawn(blocks, builder, item);
            continue;
        }
        ht_block *block = HT_PUSH(builder->arena, blocks->items, blocks->n_items);
        block->element = element;
        block->place = item->place;
        block->first = i == 0;
        if (item->kind == HT_ITEM_PAGE_BREAK) {
            block->kind = HT_BLOCK_PAGE_BREAK;
        } else if (item->kind == HT_ITEM_HEADING) {
            add_heading(block, builder, item, counts);
        } else {
            add_paragraph(block, builder, item);
        }
    }
    /* A page break behind the last line would leave an empty page. */
    while (blocks->n_items > 0 && blocks->items[blocks->n_items - 1].kind == HT_BLOCK_PAGE_BREAK) {
        blocks->n_items--;
    }
}
