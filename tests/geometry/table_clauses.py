# SPDX-License-Identifier: Apache-2.0
"""Clause 8: tables (表格) and figures."""

import source
from clause import clause
from measured import BOTTOM, CENTRE, LEFT, RIGHT, TOP, near, same, within


def heads_of(value):
    """The texts of a table's head."""
    rows = value["head"] if isinstance(value["head"][0], list) else [value["head"]]
    return [cell["text"] if isinstance(cell, dict) else cell for row in rows for cell in row]


def rows_of(value):
    """The texts of each row that has plain cells only."""
    for row in value["rows"]:
        if all(isinstance(cell, str) for cell in row):
            yield row


def long_tables(doc):
    return [value for kind, value in doc.blocks() if kind == "table" and len(value["rows"]) > 20]


def columns_of(lines):
    """All that stands in a table, without what its lines are broken at."""
    return sorted(glyph.text for line in lines for glyph in line if glyph.text.strip())


@clause("H01", "8: a landscape table is turned on an upright page, its head towards the left edge "
        "on odd and even pages", needs=["landscape"], also="T10")
def landscape_tables_are_turned(doc):
    turned = [page for page in doc.pages if page.turned]
    same("parities of the pages with the table", {page.number % 2 for page in turned}, {0, 1})
    for page in turned:
        near("width of page %d" % page.number, page.width, 210, 0.1)
        same("upright text on page %d" % page.number, page.text_lines, [])
        head = [line.y for line in page.turned_lines if line[0].face == "黑体" and
                line[0].size == 12]
        rest = [line.y for line in page.turned_lines if line[0].face == "仿宋"]
        assert max(head) < min(rest), "the head is not left of the rows on page %d" % page.number


@clause("H01", "8: the turned table stands inside the type area, at its left edge", also="T10",
        needs=["landscape"])
def turned_tables_stand_in_the_type_area(doc):
    for number, page in enumerate(page for page in doc.pages if page.turned):
        edges = [edge for shape in page.shapes for edge in (shape.x0, shape.x1)]
        edges += [edge for rule in page.rules for edge in (rule.x0, rule.x1)]
        within("left edge of the table", min(edges), LEFT - 0.2, RIGHT)
        within("right edge of the table", max(edges), LEFT, RIGHT + 0.2)
        for line in page.turned_lines:
            within("left end of %s" % line.text, line.x0, 297 - BOTTOM - 0.2, 297 - TOP)
            within("right end of %s" % line.text, line.x1, 297 - BOTTOM, 297 - TOP + 0.2)
        if number > 0:
            near("left edge of a further page", min(edges), LEFT, 0.4)


@clause("H01", "8, 7.5: the number of a page with a turned table stands upright where all do",
        needs=["landscape"], also="T10")
def turned_pages_bear_upright_numbers(doc):
    for page in doc.pages:
        assert not page.turned or page.folio, "no upright number on page %d" % page.number
        if page.folio:
            near("baseline of the number", page.folio.y, doc.first.folio.y, 0.05)


@clause("H02", "8: the head of a turned table is repeated on every page of it", needs=["landscape"])
def turned_heads_are_repeated(doc):
    (_, value), = doc.blocks()
    wanted = sorted(source.squeeze("".join(heads_of(value))))
    for page in doc.pages:
        if page.turned:
            heads = [line for line in page.turned_lines if line[0].face == "黑体"
                     and line[0].size == 12]
            same("head on page %d" % page.number, columns_of(heads), wanted)


@clause("H02", "8: a table longer than a page repeats its head, and splits no row",
        needs=["table"])
def heads_are_repeated_and_rows_whole(doc):
    for value in long_tables(doc):
        pages = {}
        for row in rows_of(value):
            line = doc.one("".join(row))
            pages.setdefault(line.place[0], []).append(line)
        assert len(pages) > 1, "the table stands on one page"
        for number, rows in pages.items():
            head = [line for line in doc.page(number).text_lines if line[0].face == "黑体"
                    and line[0].size <= 12 and line.y < rows[0].y]
            text = "".join(columns_of(head))
            missing = [char for char in set("".join(heads_of(value))) if char not in text]
            same("missing in the head on page %d" % number, missing, [])


@clause("H02", "8: tables stand inside the type area, their text of 小五 at least", needs=["table"])
def tables_stand_in_the_type_area(doc):
    for page in doc.pages:
        for rule in page.rules:
            within("left end of a rule", rule.x0, LEFT - 0.2, RIGHT)
            within("right end of a rule", rule.x1, LEFT, RIGHT + 0.2)
            within("rule", rule.y1, TOP - 0.2, BOTTOM + 0.2)
        for line in page.text_lines:
            for glyph in line:
                within("size of %s" % glyph.text, glyph.size, 9, 23)


@clause("H02", "8: figures stand inside the type area, centred, their captions below them",
        needs=["figure"])
def figures_stand_in_the_type_area(doc):
    images = [(page, image) for page in doc.pages for image in page.images]
    values = [value for kind, value in doc.blocks() if kind == "figure"]
    for value, (page, image) in zip(values, images, strict=True):
        within("width", image.frame.x1 - image.frame.x0, 0, 156.4)
        near("centre of the figure", image.frame.centre, CENTRE, 0.4)
        caption = doc.one(value["caption"])
        same("page of the caption", caption.place[0], page.number)
        near("centre of the caption", caption.centre, CENTRE, 0.3)
        within("from figure to caption", caption.top - image.frame.bottom, 0, 6)
