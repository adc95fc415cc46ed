/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What is drawn: the sheet of the public-disclosure index, which is a ruled table of labels and
 * values and a QR code, and figures of the body. A row of the index is one line of the page: it is
 * not divided.
 */

#include "text/setter.h"

#include <qrencode.h>
#include <string.h>

/* Blank inside a row, in 1/1000 of the value's size. */
#define PADDING 500
/* Lines of one value are so far apart. */
#define VALUE_LEADING 1500

/* Width of the widest label, which shorter ones are spread to. */
static ht_len widest_label(ht_setter *setter, const ht_block *block)
{
    ht_len widest = 0;
    for (size_t i = 0; i < block->n_parts; i++) {
        ht_atoms atoms;
        ht_set_words(&atoms, setter, &block->parts[i].labels[0].text);
        widest = MAX(widest, ht_atoms_width(&atoms, 0, atoms.n_items));
    }
    return widest;
}

/* Sets a value's lines below each other from the first baseline; returns how many. */
static int set_value(ht_line *line, ht_setter *setter, const ht_block *part, ht_len left,
                     ht_len measure, ht_len pitch)
{
    ht_atoms atoms;
    ht_breaks breaks = {0};
    ht_set_words(&atoms, setter, &part->text);
    ht_paragraph paragraph = {&atoms, measure, measure, HT_WISH_BEST, NULL};
    ht_break_paragraph(&breaks, setter->arena, &paragraph);
    size_t first = 0;
    for (size_t i = 0; i < breaks.n_ends; i++) {
        size_t end = breaks.ends[i];
        size_t before = line->n_marks;
        ht_len *x = HT_NEW_ARRAY(setter->arena, ht_len, end - first + 1);
        ht_squeeze(x, setter->arena, &atoms, first, end, measure, false, i > 0);
        ht_line_add_atoms(line, setter, part, &atoms, first, end, x, left);
        for (size_t m = before; m < line->n_marks; m++) {
            line->marks[m].y += (ht_len)i * pitch;
        }
        first = end;
    }
    return MAX((int)breaks.n_ends, 1);
}

static void add_frame(ht_line *line, ht_setter *setter, const ht_block *block, bool first)
{
    const ht_element *element = block->element;
    ht_arena *arena = setter->arena;
    ht_len width = setter->measure;
    ht_len rule = element->thickness;
    ht_len height = line->ascent + line->descent;
    ht_len verticals[] = {0, element->size, width - rule};
    for (size_t i = 0; i < G_N_ELEMENTS(verticals); i++) {
        ht_line_add_rule(line, arena, block, verticals[i], -line->ascent, rule, height);
    }
    if (first) {
        ht_line_add_rule(line, arena, block, 0, -line->ascent, width, rule);
    }
    ht_line_add_rule(line, arena, block, 0, line->descent - rule, width, rule);
}

void ht_set_table(ht_lines *lines, ht_setter *setter, const ht_block *block)
{
    const ht_element *element = block->element;
    ht_len size = element->style->size;
    ht_len padding = ht_len_scale(size, PADDING, 1000);
    ht_len pitch = ht_len_scale(size, VALUE_LEADING, 1000);
    ht_len widest = widest_label(setter, block);
    for (size_t i = 0; i < block->n_parts; i++) {
        const ht_block *part = &block->parts[i];
        ht_line *line = ht_lines_add(lines, setter);
        ht_atoms label;
        ht_set_words(&label, setter, &part->labels[0].text);
        ht_len width = ht_atoms_width(&label, 0, label.n_items);
        if (ht_tell_too_wide(setter, &part->labels[0].text, width + 2 * padding, element->size)) {
            return;
        }
        ht_len spread = element->spread && label.n_items > 1 ? widest - width : 0;
        ht_line_add_spread(line, setter, part, &label, (element->size - widest) / 2, spread);
        ht_line_tag(line, 0, part->labels[0].tag);
        ht_len left = element->size + padding;
        int n = set_value(line, setter, part, left, setter->measure - left - padding, pitch);
        line->ascent = ht_len_scale(size, setter->layout->em_ascent, 1000) + padding;
        line->descent = size + 2 * padding - line->ascent + (n - 1) * pitch;
        line->pitch = 0; /* rows stand on each other */
        add_frame(line, setter, block, i == 0);
    }
}

static void drop_code(void *code)
{
    QRcode_free(code);
}

void ht_set_code(ht_lines *lines, ht_setter *setter, const ht_block *block)
{
    const ht_element *element = block->element;
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < block->text.n_items; i++) {
        g_string_append(text, block->text.items[i].text);
    }
    const char *target = ht_arena_strdup(setter->arena, text->str);
    g_string_free(text, TRUE);
    QRcode *code =
        QRcode_encodeData((int)strlen(target), (const unsigned char *)target, 0, QR_ECLEVEL_M);
    if (code == NULL) {
        ht_diag_add(setter->diags, HT_E0506, block->place);
        return;
    }
    ht_arena_defer(setter->arena, drop_code, code);
    size_t modules = (size_t)code->width;
    uint8_t *bits = HT_NEW_ARRAY(setter->arena, uint8_t, modules * modules);
    for (size_t i = 0; i < modules * modules; i++) {
        bits[i] = code->data[i] & 1;
    }
    ht_len room = setter->measure - element->size;
    ht_len x = element->align == HT_ALIGN_CENTER  ? room / 2
               : element->align == HT_ALIGN_RIGHT ? room
                                                  : 0;
    ht_line *line = ht_lines_add(lines, setter);
    line->ascent = element->size;
    ht_mark *mark = HT_PUSH(setter->arena, line->marks, line->n_marks);
    *mark = (ht_mark){.kind = HT_MARK_BITS,
                      .x = x,
                      .y = -element->size,
                      .width = element->size,
                      .height = element->size,
                      .ink = element->ink,
                      .element = element->name,
                      .tag = block->figure,
                      .source_line = block->place.line,
                      .bits = bits,
                      .modules = code->width};
    ht_mark *link = HT_PUSH(setter->arena, line->marks, line->n_marks);
    *link = line->marks[0];
    link->kind = HT_MARK_LINK;
    link->target = target;
}

/* Pixels that say no size on paper are so wide, in 1/1000 mm: 96 on an inch. */
#define PIXEL 265

/* The size of a figure on paper: as the data says, as the file says, or by its pixels; never wider
 * or taller than there is room. */
static void size_figure(ht_drawing *drawing, ht_setter *setter, ht_len most_width,
                        ht_len most_height)
{
    const ht_image *image = drawing->image;
    ht_len own = image->width > 0 ? image->width
                 : image->pixels_across > 0
                     ? ht_len_from_mm(MIN(image->pixels_across * PIXEL / 1000, 1000))
                     : most_width;
    ht_len wanted = drawing->width > 0 ? drawing->width : own;
    ht_len width = MIN(wanted, most_width);
    ht_len height = ht_len_from_pt(MIN(ht_len_to_pt(width) / image->shape, 1e6));
    if (height > most_height) {
        height = most_height;
        width = ht_len_from_pt(ht_len_to_pt(height) * image->shape);
    }
    if (width < wanted && ht_first_telling(setter, "scaled", drawing->place)) {
        ht_diag_add(setter->diags, HT_N0508, drawing->place, ht_len_to_mm(wanted),
                    ht_len_to_mm(width));
    }
    drawing->width = width;
    drawing->height = height;
}

void ht_set_image(ht_lines *lines, ht_setter *setter, const ht_block *block)
{
    const ht_element *element = block->element;
    const ht_layout *layout = setter->layout;
    ht_block drawn = *block;
    if (block->drawing.image == NULL) {
        return;
    }
    /* Room for a caption below it. */
    ht_len most_height = layout->height - 3 * layout->pitch;
    size_figure(&drawn.drawing, setter, setter->measure, most_height);
    ht_len blank = setter->measure - drawn.drawing.width;
    ht_len x = element->align == HT_ALIGN_CENTER  ? blank / 2
               : element->align == HT_ALIGN_RIGHT ? blank
                                                  : 0;
    ht_line *line = ht_lines_add(lines, setter);
    ht_line_add_drawing(line, setter, &drawn, x, -drawn.drawing.height);
    line->ascent = drawn.drawing.height;
}
