# SPDX-License-Identifier: Apache-2.0
"""Clauses 4 and 5: paper, type area, type, grid, ink."""

import itertools

import program
import source
from clause import clause
from measured import (BOTTOM, LEFT, LINES, MARKS, RIGHT, ROW, TOP, ZI, baseline, is_han, is_red,
                      near, pitch, same, within)
from pdftrace import MM

# A glyph of 16 pt stands in the middle of a cell of 15.793 pt: its em box is 0.037 mm wider on
# either side.
OVERHANG = 0.05


@clause("A02", "5.1: every page is A4, 210 x 297 mm")
def paper_is_a4(doc):
    for page in doc.pages:
        near("width of page %d" % page.number, page.width, 210, 0.1)
        near("height of page %d" % page.number, page.height, 297, 0.1)


@clause("A03", "5.2.1: the type area begins 28 mm from the left and 37 mm from the top")
def type_area_begins(doc):
    first = [page.text_lines[0] for page in doc.pages[1:] if page.text_lines]
    tops = [line.y - 0.88 * ZI for line in first if line.y < 60 and line[0].size > 15]
    wrapped = [line for lines in doc.paragraphs() for line in lines[1:] if is_han(line[0].text)]
    if tops:
        near("em top of the first line", min(tops), TOP, 0.3)
    if wrapped:
        near("left edge of wrapped lines", min(line.x0 for line in wrapped), LEFT, 0.3)


@clause("A03", "5.2.1: the type area is 156 mm wide and 225 mm high")
def type_area_ends(doc):
    full = [line for lines in doc.paragraphs() for line in lines[:-1] if is_han(line[-1].text)]
    for line in full:
        within("right edge of %s" % line.text, line.x1, RIGHT - 0.5, RIGHT + OVERHANG)
    for page in doc.pages:
        for line in page.text_lines:
            assert line.y + 0.12 * ZI <= BOTTOM + 0.3, "below the type area: %s" % line.text


@clause("A03", "5.2.1: a full line without punctuation ends on the right edge", on=["long"])
def full_line_ends_on_the_edge(doc):
    for line in full_lines(doc):
        near("right edge of %s" % line.text, line.x1, RIGHT, 0.35)


@clause("A04", "5.2.2: text is set in 仿宋, size 三号 (16 pt)")
def text_is_fangsong(doc):
    for lines in doc.paragraphs():
        if lines[0][0].face == "黑体" or lines[0][0].face == "楷体":
            continue  # headings: C04
        for glyph in itertools.chain(*lines):
            same("face of %s in the body" % glyph.text, glyph.face, "仿宋")
            near("size of %s in the body" % glyph.text, glyph.size, 16, 0.3)


@clause("A05", "5.2.3: a page full of text has 22 lines, on the grid of section R", on=["long"])
def full_page_has_22_lines(doc):
    page = doc.pages[1]
    same("lines of page 2", len(page.text_lines), LINES)
    for number, line in enumerate(page.text_lines, 1):
        near("baseline of line %d" % number, line.y, baseline(number), 0.05)


@clause("A05", "5.2.3: every line of the body stands on a line of the grid")
def body_stands_on_the_grid(doc):
    for line in itertools.chain(*doc.paragraphs()):
        if not on_the_grid(doc, line):
            continue
        number = round((line.y - baseline(1)) / ROW) + 1
        near("baseline of %s" % line.text, line.y, baseline(number), 0.05)


@clause("A05", "5.2.3: 28 characters fill a line, 5.571 mm each", on=["long"])
def full_line_has_28_characters(doc):
    assert full_lines(doc), "no full line without punctuation"
    for line in full_lines(doc):
        same("characters of %s" % line.text, len(line), 28)
        for one, next_one in itertools.pairwise(line):
            near("pitch in %s" % line.text, next_one.x - one.x, ZI, 0.02)


def full_lines(doc):
    """Wrapped lines without punctuation that another full line follows.

    The last full line of a paragraph may give a character to a last line of only one.
    """
    return [
        line for lines in doc.paragraphs() for line in lines[1:-2]
        if not any(glyph.text in MARKS for glyph in line)
    ]


@clause("A06", "5.2.4: all that is not red is black, and nothing else")
def ink_is_black(doc):
    for page in doc.pages:
        for item in page.glyphs + page.rules:
            black = item.ink in ((0, 0, 0), (0,), (0, 0, 0, 1))
            assert black or is_red(item.ink), "ink %s on page %d" % (item.ink, page.number)


@clause("A10", "3.2: a line is as high as its type and 7/8 of a 三号 character more")
def leading_is_seven_eighths(doc):
    for lines in doc.paragraphs():
        for gap in baseline_gaps(line for line in lines if on_the_grid(doc, line)):
            near("line of 三号", gap, ROW, 0.05)
    for gap in baseline_gaps(doc.title() if doc.has("title") else []):
        near("line of 二号", gap, doc.title()[0][0].size * MM + 7 / 8 * ZI, 0.05)


@clause("A03", "5.2.1: with margins changed over, an even page's binding edge is at its right",
        on=["mirrored"])
def margins_change_over(doc):
    for page in doc.pages:
        shift = 0 if page.number % 2 else LEFT + RIGHT - 210
        for lines in doc.paragraphs():
            for line in lines[1:]:
                if line.place[0] == page.number and is_han(line[0].text):
                    near("left edge of %s" % line.text, line.x0, LEFT - shift, 0.15)
                    within("right edge of %s" % line.text, line.x1, 0, RIGHT - shift + 3)
        blank = RIGHT - shift - page.folio.x1 if page.number % 2 else page.folio.x0 - LEFT + shift
        within("blank beside the number of page %d" % page.number, blank, 4.9, 5.6)


@clause("T12", "GB/T 15834: a mark at the end of a line keeps its cell or gives up its empty half")
def marks_end_on_the_edge(doc):
    for lines in doc.paragraphs():
        for line in lines:
            half = line[-1].size * MM / 2 if line[-1].text in MARKS else 0
            within("right edge of %s" % line.text, line.x1 - half, LEFT, RIGHT + OVERHANG)


@clause("T13", "5.2.4: nothing is red but the mark, rules of the head, seals and stamps")
def red_is_kept_for_the_head(doc):
    below = min([rule.y0 for rule in doc.red_rules] + [doc.paragraphs()[0][0].y])
    for page in doc.pages:
        for glyph in page.glyphs + page.turned:
            if is_red(glyph.ink):
                assert page is doc.first and glyph.y < below, "%s is red" % glyph.text
                same("face of %s, which is red" % glyph.text, glyph.face, "小标宋")
        for item in page.rules:
            assert not is_red(item.ink) or page is doc.first, "a red rule on page %d" % page.number
        for shape in page.shapes:
            red = any(map(is_red, shape.inks))
            assert not red or (doc.has("rule_star") and page is doc.first), "a red shape"
        for image in page.images:
            red = any(map(is_red, image.inks))
            signs = doc.has("seal") or doc.has("stamp")
            assert not red or (signs and page is doc.signed_page()), "a red image"


@clause("T14", "the document's title is the file's, joined without breaks", needs=["title"])
def file_bears_the_title(doc):
    info, _ = program.run("pdfinfo", doc.pdf)
    title = next(line for line in info.decode().splitlines() if line.startswith("Title:"))
    same("title", source.squeeze(title[6:]), source.squeeze(doc.source["title"]))


@clause("T16", "information sheet: all labels in their order, an empty value is a row of its own",
        needs=["index"])
def sheet_shows_every_label(doc):
    wanted = [source.squeeze(label) + value for label, value in doc.source["index"].items()]
    lines = [source.squeeze(line.text) for line in doc.sheet.text_lines]
    same("rows", [line for line in lines if line in wanted], wanted)
    rules = [rule for rule in doc.sheet.rules if rule.length > 150]
    same("rules", len(rules), len(wanted) + 1)
    assert not doc.sheet.folio, "a number on the sheet"


def on_the_grid(doc, line):
    """Whether its page keeps the grid's pitch, as all must but those of C11."""
    page = doc.page(line.place[0])
    return abs(pitch(page) - ROW) < 0.02 or not doc.may_change_pitch(page)


def baseline_gaps(lines):
    return [
        next_one.y - one.y for one, next_one in itertools.pairwise(lines)
        if one.place[0] == next_one.place[0]
    ]
