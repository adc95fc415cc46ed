/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The section `press` in, the marks that stand beside a page on a larger sheet out: where it is
 * cut, folded and stapled. A layout may do without; then nobody can ask for such marks.
 */

#include "layout/reader.h"

/* Staples lie on the page, the upper above the lower. Those of a base for larger paper are none. */
static void check_staples(ht_reader *reader, const ht_node *staples)
{
    static const char *const names[] = {"eye", "width"};
    ht_press_marks *m = &reader->layout->press;
    ht_place place = ht_read_own_place(reader, staples, names, G_N_ELEMENTS(names));
    bool good =
        m->eye > 0 && m->staple > 0 && m->eye <= reader->layout->page_height / 2 - m->staple;
    if (!good && place.source == reader->own) {
        ht_diag_add(reader->diags, HT_E0341, place, ht_len_to_mm(m->eye));
    }
    m->eye = good ? m->eye : 0;
}

static void read_staples(ht_reader *reader, const ht_node *staples)
{
    static const char *const names[] = {"eye", "width"};
    const ht_units units = {0};
    ht_press_marks *m = &reader->layout->press;
    ht_read_known(reader, staples, "staples", names, G_N_ELEMENTS(names));
    size_t errors = ht_diags_errors(reader->diags);
    ht_read_needed_length(&m->eye, reader, staples, "eye", &units);
    ht_read_needed_length(&m->staple, reader, staples, "width", &units);
    if (ht_diags_errors(reader->diags) == errors) {
        check_staples(reader, staples);
    }
}

static void read_positive(ht_len *out, ht_reader *reader, const ht_node *press, const char *name)
{
    const ht_units units = {0};
    size_t errors = ht_diags_errors(reader->diags);
    ht_read_needed_length(out, reader, press, name, &units);
    if (ht_diags_errors(reader->diags) == errors && *out <= 0) {
        ht_diag_add(reader->diags, HT_E0340, ht_node_find(press, name)->place, name);
    }
}

void ht_layout_read_press(ht_reader *reader, const ht_node *tree)
{
    static const char *const names[] = {"thickness", "length", "apart", "dash", "staples"};
    ht_press_marks *m = &reader->layout->press;
    ht_len *const lengths[] = {&m->thickness, &m->length, &m->apart, &m->dash};
    if (ht_node_find(tree, "press") == NULL) {
        return;
    }
    const ht_node *press = ht_read_needed_map(reader, tree, "press");
    const ht_node *staples = press != NULL ? ht_read_needed_map(reader, press, "staples") : NULL;
    if (staples == NULL) {
        return;
    }
    ht_read_known(reader, press, "press", names, G_N_ELEMENTS(names));
    for (size_t i = 0; i < G_N_ELEMENTS(lengths); i++) {
        read_positive(lengths[i], reader, press, names[i]);
    }
    read_staples(reader, staples);
}
