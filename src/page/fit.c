/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The sign-off that the rest of a page cannot hold (7.3.5.5). In: strips. Out: where they stand.
 *
 * Names, seals and date keep lines of the text with them, so when they do not fit they go to the
 * next page with its last lines. Then the lines of the page they left are set closer, a line or two
 * more to the page, when that brings the sign-off back. When closer letters do not either, they are
 * set wider, so that the page is full though lines of it have gone along. Both within what the
 * layout allows.
 */

#include "page/flow.h"

#include <glib.h>

/* So many lines of text may have gone along; where there are more, the text itself went on. */
#define MOST_KEPT 3

typedef struct sign_off {
    size_t strip; /* its first */
    size_t page;
    size_t kept; /* strips of text above it on its page */
} sign_off;

/* The last sign-off; false when there is none that left its text's page. */
static bool find_sign_off(sign_off *out, const ht_strips *strips)
{
    size_t at = strips->n_items;
    while (at > 0 &&
           !(ht_strip_is_signing(&strips->items[at - 1]) && strips->items[at - 1].first)) {
        at--;
    }
    if (at == 0) {
        return false;
    }
    size_t first = at - 1;
    size_t page = strips->items[first].page;
    while (first > 0 && strips->items[first - 1].page == page &&
           strips->items[first - 1].line != NULL) {
        first--;
    }
    *out = (sign_off){at - 1, page, at - 1 - first};
    bool moved = page > 0 && first > 0 && out->kept <= MOST_KEPT &&
                 !strips->items[first].new_page && strips->items[first - 1].line != NULL &&
                 !strips->items[first - 1].turned;
    return moved;
}

/* The lines of the grid that text of a page stands on, from 0. */
typedef struct used_lines {
    int first;
    int last;
} used_lines;

static used_lines find_lines(const ht_strips *strips, const ht_layout *layout, size_t page)
{
    used_lines used = {layout->lines, -1};
    for (size_t i = 0; i < strips->n_items; i++) {
        const ht_strip *strip = &strips->items[i];
        if (strip->line == NULL || strip->page != page || !strip->placement->grid) {
            continue;
        }
        int line = ht_flow_line_at(layout, strip->baseline);
        used.first = MIN(used.first, line);
        used.last = MAX(used.last, line);
    }
    return used;
}

/* The pitch at which so many lines reach from the page's first line of text to its foot. */
static ht_len pitch_of(const ht_layout *layout, int first, int lines)
{
    return lines > 1 ? (layout->lines - 1 - first) * layout->pitch / (lines - 1) : 0;
}

/* Closer lines on the page that the sign-off left; true when that brings it back. */
static bool set_closer(ht_strips *strips, const ht_layout *layout, const sign_off *moved,
                       ht_fit *fit)
{
    size_t page = moved->page - 1;
    used_lines used = find_lines(strips, layout, page);
    int room = layout->lines - used.first;
    for (int lines = room + 1; pitch_of(layout, used.first, lines) >= layout->tightest; lines++) {
        fit->own = (ht_page_pitch){page, pitch_of(layout, used.first, lines)};
        fit->pages = ht_flow(strips, layout, fit->own, &fit->bottom);
        if (strips->items[moved->strip].page == page) {
            return true;
        }
    }
    return false;
}

void ht_flow_fit(ht_strips *strips, const ht_layout *layout, ht_fit *fit)
{
    sign_off moved;
    *fit = (ht_fit){0};
    fit->pages = ht_flow(strips, layout, fit->own, &fit->bottom);
    if (find_sign_off(&moved, strips) && !set_closer(strips, layout, &moved, fit)) {
        fit->moved = true;
        fit->left = moved.page - 1;
        fit->own = (ht_page_pitch){0, 0};
        fit->pages = ht_flow(strips, layout, fit->own, &fit->bottom);
    }
}

void ht_flow_widen(ht_strips *strips, const ht_layout *layout, ht_fit *fit)
{
    sign_off before;
    sign_off after;
    used_lines used = find_lines(strips, layout, fit->left);
    int left = used.last + 1 - used.first;
    ht_len wide = pitch_of(layout, used.first, left);
    if (left < 2 || used.last + 1 >= layout->lines || wide > layout->loosest ||
        !find_sign_off(&before, strips)) {
        return;
    }
    fit->own = (ht_page_pitch){fit->left, wide};
    fit->pages = ht_flow(strips, layout, fit->own, &fit->bottom);
    if (!find_sign_off(&after, strips) || after.page != before.page || after.kept != before.kept) {
        fit->own = (ht_page_pitch){0, 0};
        fit->pages = ht_flow(strips, layout, fit->own, &fit->bottom);
    }
}
