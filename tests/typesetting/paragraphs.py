# SPDX-License-Identifier: Apache-2.0
"""A PDF comes in; its paragraphs come out, each with its lines, by where the letters stand.

Nothing is taken from the program that wrote the file: a paragraph begins two cells from the left
edge of the type area and goes on at that edge, a line lower or on top of the next page.
"""

import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))

import pdftrace  # noqa: E402

LEFT, TOP, WIDTH, HEIGHT, COLUMNS = 28, 37, 156, 225, 28
RIGHT, BOTTOM, CELL = LEFT + WIDTH, TOP + HEIGHT, WIDTH / COLUMNS
MOST_BLANK = 0.75 * CELL  # of a mark, outside its ink: some programs take all of it away
NEAR = 0.25  # mm: so far from its place a line's first letter may stand and still be meant for it
TEXT_SIZES = 15.4, 16.6  # pt
IMPRINT_SIZES = 13.4, 14.6
CLOSEST, WIDEST = 26 * pdftrace.MM, 34.5 * pdftrace.MM  # lines that follow each other
ATTACHMENTS = re.compile("附件[：:]")
ATTACHMENT_LABEL = re.compile(r"附件\d*$|.*〕\d+号附件\d*$")
WESTERN = re.compile("[!-~]*([A-Za-z][!-~]|[!-~][A-Za-z])")
ITEM = re.compile(r"\d+[.．]")


@dataclass
class SetLine:
    """A line as it stands: its letters from left to right, without spaces at its ends."""

    page: int
    glyphs: list

    @property
    def y(self):
        """The baseline of most of its letters: one lent by another face may stand off it."""
        return Counter(round(glyph.y, 3) for glyph in self.glyphs).most_common(1)[0][0]

    @property
    def left(self):
        """Where the line's first cell begins; an opening mark may have given up its blank half."""
        return self.glyphs[0].x + _margin(self.glyphs[0])

    @property
    def right(self):
        return self.glyphs[-1].x1 - _margin(self.glyphs[-1])

    @property
    def text(self):
        return "".join(text for text, _ in self.letters())

    def letters(self):
        """(character, its own width in ems); a gap between two Western letters is a space."""
        before = None
        for glyph in self.glyphs:
            if before and glyph.x - before.x1 > 0.15 * CELL and WESTERN.match(before.text + glyph.text):
                yield " ", 0.25
            width = (glyph.x1 - glyph.x) / (glyph.size * pdftrace.MM)
            for i, character in enumerate(glyph.text.replace("⋯", "…")):
                yield character, 0 if i else width
            before = glyph

    def starts_at(self, x):
        """A mark may stand further left, by its blank: half a cell, or all that is not ink."""
        blank = 0 if self.glyphs[0].text.isalnum() else MOST_BLANK
        return -NEAR < x - self.left < NEAR + blank


@dataclass
class Paragraph:
    """`kind`: body, recipients, list (of attachments), imprint, other."""

    kind: str
    lines: list = field(default_factory=list)

    @property
    def is_heading(self):
        """Does its last line stand in the faces of headings?"""
        faces = {glyph.face for glyph in self.lines[-1].glyphs if glyph.text not in "，。 　"}
        return self.kind == "body" and faces <= {"黑体", "楷体"}


@dataclass
class Paper:
    """`pages`: by number, all lines of text size from top to bottom.

    `feet`: by number, how far down anything at all stands in the type area, but for the imprint.
    """

    paragraphs: list
    pages: dict
    feet: dict

    def place(self, line):
        """On which line of its page it stands, from 1."""
        return self.pages[line.page].index(line) + 1 if line in self.pages[line.page] else 0


def _margin(glyph):
    """Letters of 16 pt stand on cells of 15.79 pt: so much of them is outside, left and right."""
    if not TEXT_SIZES[0] < glyph.size < TEXT_SIZES[1]:
        return 0
    return (glyph.x1 - glyph.x) * (1 - CELL / (glyph.size * pdftrace.MM)) / 2


def _set_lines(page, sizes, upper, lower):
    lines = []
    for line in page.lines(lambda g: sizes[0] < g.size < sizes[1] and upper < g.y < lower):
        glyphs = [glyph for glyph in line if glyph.text]
        while glyphs and glyphs[-1].text.isspace():
            glyphs.pop()
        while glyphs and glyphs[0].text == " ":
            glyphs.pop(0)
        if glyphs:
            lines.append(SetLine(page.number, glyphs))
    return lines


def is_red(ink):
    """Is it more red than green, or more magenta than cyan? Of RGB or CMYK, 0 to 1 each."""
    return len(ink) == 3 and ink[0] > ink[1] + 0.3 or len(ink) == 4 and ink[1] > ink[0] + 0.3


def _header_end(page):
    """The lowest red rule in the upper part of a page: what stands above it is the red header."""
    rules = [rule.y1 for rule in page.rules
             if rule.length > 100 and is_red(rule.ink) and rule.y1 < 200]
    return max(rules, default=0)


def _follows(line, last, lines):
    """Is it the next line, below the last one or on top of the next page?"""
    if line.page == last.page:
        return CLOSEST < line.y - last.y < WIDEST
    return line.page == last.page + 1 and line is lines[0] and line.y < TOP + WIDEST / 2 \
        and not ATTACHMENT_LABEL.match(line.text)


def _place(line, paragraphs, lines):
    """Puts a line to its paragraph, or begins one with it."""
    last = paragraphs[-1] if paragraphs else None
    follows = last and _follows(line, last.lines[-1], lines)
    if line.starts_at(LEFT + 2 * CELL):
        paragraphs.append(Paragraph("body", [line]))
    elif line.starts_at(LEFT):
        if follows and last.kind in ("body", "recipients"):
            last.lines.append(line)
        else:
            paragraphs.append(Paragraph("recipients", [line]))
    elif follows and (last.kind == "list" or ATTACHMENTS.match(last.lines[0].text)):
        last.kind = "list"
        if ITEM.match(line.text):
            paragraphs.append(Paragraph("list", [line]))
        else:
            last.lines.append(line)
    else:
        paragraphs.append(Paragraph("other", [line]))


def _imprint(page):
    """What an imprint says, an entry a paragraph: a line that hangs goes on with the one above."""
    found = []
    rules = [rule.y0 for rule in page.rules if rule.length > 150]
    for line in _set_lines(page, IMPRINT_SIZES, min(rules, default=BOTTOM), BOTTOM + 0.5):
        above = found[-1].lines if found else None
        if above and line.left > above[0].left + CELL and not any(
                above[-1].y < y < line.y for y in rules):
            above.append(line)
        else:
            found.append(Paragraph("imprint", [line]))
    return found


def _foot(page, imprint):
    """The lowest baseline or edge, in mm from the page's top."""
    end = min((line.y for p in imprint for line in p.lines), default=BOTTOM + 1)
    things = [glyph.y for glyph in page.glyphs] + [rule.y1 for rule in page.rules] + [
        shape.bottom for shape in page.shapes + page.images]
    return max((y for y in things if y < end - 1), default=0)


def read(pdf):
    """The paper that a PDF is: see Paper."""
    paragraphs, imprints, pages, feet = [], [], {}, {}
    for page in pdftrace.pages(str(pdf)):
        lines = _set_lines(page, TEXT_SIZES, max(TOP, _header_end(page)), BOTTOM + 1)
        pages[page.number] = lines
        for line in lines:
            _place(line, paragraphs, lines)
        imprint = _imprint(page)
        imprints += imprint
        feet[page.number] = _foot(page, imprint)
    for paragraph in paragraphs:
        if paragraph.kind == "recipients" and paragraph.lines[-1].glyphs[-1].text != "：":
            paragraph.kind = "other"
    return Paper(paragraphs + imprints, pages, feet)
