# SPDX-License-Identifier: Apache-2.0
"""Clauses that no property of a layout can break: the measured pages themselves are falsified.

Settings of a document outdo the layout, and much is not for a layout to say. The first clause
is the one meant, others fail with it.
"""

from measured import MARKS, RIGHT


def move(glyphs, right=0, down=0):
    for glyph in glyphs:
        glyph.x += right
        glyph.x1 += right
        glyph.y += down


def move_suffix_down(doc):
    move(doc.mark[-2:], down=1)


def write_date_in_han_numerals(doc):
    doc.sign_off()[1][0].text = "二"


def move_even_page_left(doc):
    for line in doc.pages[1].text_lines:
        move(line, right=-1)


def call_the_last_page_odd(doc):
    doc.last.number += 1


def move_print_run_left(doc):
    move(doc.imprint_lines()[-1], right=-1)


def number_the_imprint_behind_a_blank_page(doc):
    doc.last.folio = doc.pages[1].folio


def draw_on_the_blank_page(doc):
    blank = next(page for page in doc.pages if page.is_blank)
    blank.glyphs += doc.first.glyphs[-1:]


def move_turned_head_right(doc):
    for page in doc.pages:
        move([glyph for glyph in page.turned if glyph.face == "黑体"], down=100)


def move_turned_table_left(doc):
    for page in doc.pages:
        for rule in page.rules:
            if page.turned:
                rule.x0 -= 1


def lose_a_repeated_head(doc):
    page = [page for page in doc.pages if page.turned][-1]
    head = next(line for line in page.turned_lines if line[0].face == "黑体")
    head[0].text = "某"


def move_line_end_right(doc):
    ends = [line[-1] for lines in doc.paragraphs() for line in lines]
    mark = next(glyph for glyph in ends if glyph.text in MARKS)
    mark.x1 = RIGHT + 4


def title_the_file_otherwise(doc):
    doc.pdf = doc.again(lambda text: text.replace("使用情况的通报", "借阅情况的通报")).pdf


def want_another_copy_number(doc):
    doc.source["copy_number"] = "13"


def lose_the_empty_row(doc):
    doc.sheet.text_lines.pop()


FALSIFIED = [
    ("A03", "mirrored", move_even_page_left),
    ("B05", "request", move_suffix_down),
    ("C10", "notice", write_date_in_han_numerals),
    ("D05 D02 D08", "options", call_the_last_page_odd),
    ("D06", "options", move_print_run_left),
    ("D09", "blank", number_the_imprint_behind_a_blank_page),
    ("D10", "blank", draw_on_the_blank_page),
    ("H01", "landscape-table", move_turned_head_right),
    ("H01", "landscape-table", move_turned_table_left),
    ("H02", "landscape-table", lose_a_repeated_head),
    ("T12", "stretched", move_line_end_right),
    ("T14", "long", title_the_file_otherwise),
    ("T15 B01", "fig02-first-page", want_another_copy_number),
    ("T16", "indexed", lose_the_empty_row),
]
