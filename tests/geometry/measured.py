# SPDX-License-Identifier: Apache-2.0
"""One produced PDF beside the source it was made from: what clauses are asserted on.

The grid of spec section R is written out here once, in mm from the page's upper left corner.
"""

import re

import raster
import source
import pdftrace

LEFT, RIGHT, TOP, BOTTOM = 28, 184, 37, 262  # 版心, 5.2.1
CENTRE = 106
ZI = 156 / 28  # one 字, 5.571
ROW = ZI * 15 / 8  # one 行 of 三号, 10.446
LINES = 22
MARKS = "，。、；：？！（）《》〈〉“”‘’〔〕—…·"
FOLIO = re.compile(r"—\s*\d+\s*—")


def baseline(line):
    """Where the baseline of a line of the grid stands: 41.90 for line 1, 261.28 for line 22."""
    return TOP + (line - 1) * ROW + 0.88 * ZI


def near(what, found, wanted, tolerance):
    assert abs(found - wanted) <= tolerance, "%s: %.3f instead of %.3f ± %.3f" % (
        what, found, wanted, tolerance)


def within(what, found, low, high):
    assert low <= found <= high, "%s: %.3f instead of %.2f to %.2f" % (what, found, low, high)


def same(what, found, wanted):
    assert found == wanted, "%s: %r instead of %r" % (what, found, wanted)


def is_red(ink):
    return len(ink) == 3 and ink[0] > 0.6 and ink[1] < 0.5 and ink[2] < 0.5


def is_han(text):
    return "\u4e00" <= text <= "\u9fff"


class Measured:
    """The document `source` says, and the pages that came of it."""

    def __init__(self, name, path, pdf):
        self.name = name
        self.pdf = str(pdf)
        self.source = source.read(path)
        self.pages = pdftrace.pages(pdf)
        self._ink = {}
        for page in self.pages:
            page.text_lines = page.lines(lambda glyph: not is_red(glyph.ink))
            folio = [line for line in page.text_lines if FOLIO.fullmatch(line.text)]
            page.folio = folio[-1] if folio else None
            page.text_lines = [line for line in page.text_lines if line is not page.folio]
        self.first, self.last = self.pages[0], self.pages[-1]
        self._index()
        self.mark = [glyph for glyph in self.first.glyphs if is_red(glyph.ink)]
        self.red_rules = [rule for rule in self.first.rules if is_red(rule.ink)]

    def _index(self):
        """All text in reading order; a glyph's place is its page and its line on it."""
        self._glyphs, self._starts = [], []
        for page in self.pages:
            self._starts.append(len(self._glyphs))
            for number, line in enumerate(page.text_lines):
                place = (page.number, number)
                self._glyphs += [(place, glyph) for glyph in line if glyph.text.strip()]
        self._text = "".join(glyph.text for _, glyph in self._glyphs)

    def has(self, key):
        return bool(self.source.get(key))

    def names(self, key):
        return source.names(self.source.get(key))

    def find(self, text, start=0):
        """The lines a text stands on, each with only its own glyphs. Pages are read in order.

        `start` is the index of the first page to look at.
        """
        wanted = source.squeeze(text)
        at = self._text.find(wanted, self._starts[start])
        assert at >= 0, "not on the pages: %s" % wanted
        found = []
        for place, glyph in self._glyphs[at : at + len(wanted)]:
            if not found or found[-1].place != place:
                found.append(pdftrace.Line())
                found[-1].place = place
            found[-1].append(glyph)
        return found

    def one(self, text, start=0):
        """The only line of a text."""
        lines = self.find(text, start)
        same("lines of %s" % text, len(lines), 1)
        return lines[0]

    def title(self):
        return self.find(self.source["title"])

    def recipients(self):
        """Those that stand under the title; none when they stand in the imprint."""
        joined = "、".join(self.names("recipients")) + "："
        try:
            return self.find(joined)
        except AssertionError:
            return []

    def paragraphs(self):
        """The body, a list of lines for each paragraph."""
        return [self.find(text) for text in source.paragraphs(self.source["body"])]

    def sign_off(self):
        """The lines of the names, and the line below them, which should be the date."""
        names = self.names("signature") or self.names("issuers")
        page = next(page for page in reversed(self.pages)
                    if any(line.text == names[-1] for line in page.text_lines))
        at = max(i for i, line in enumerate(page.text_lines) if line.text == names[-1])
        return page.text_lines[at + 1 - len(names) : at + 1], page.text_lines[at + 1]

    def last_of_main(self):
        """The line that the sign-off stands below."""
        names, _ = self.sign_off()
        above = [line for page in self.pages for line in page.text_lines
                 if names[0] in page.text_lines and line.y < names[0].y]
        return above[-1]

    def imprint_lines(self):
        rules = self.imprint_rules()
        return [line for line in self.last.text_lines if line.y > rules[0].y0]

    def imprint_rules(self):
        rules = sorted(self.last.rules, key=lambda rule: rule.y0)
        return [rule for rule in rules if not is_red(rule.ink)]

    def ink(self, page, x0, y0, x1, y1):
        """The box of the ink in a part of a page; each part is rasterised once."""
        part = (page, round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1))
        if part not in self._ink:
            self._ink[part] = raster.ink(self.pdf, *part)
        assert self._ink[part] is not None, "no ink on page %d at %s" % (page, part[1:])
        return self._ink[part]

    def mark_ink(self):
        """The box of the red mark."""
        bottom = max(glyph.y for glyph in self.mark) + 4
        return self.ink(1, 15, 66, 200, bottom)
