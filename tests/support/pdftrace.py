# SPDX-License-Identifier: Apache-2.0
"""What stands on the pages of a PDF, in millimetres from the page's upper left corner.

The measure is `mutool trace`, a program that knows nothing of ours.
"""

import xml.etree.ElementTree as ET
from dataclasses import dataclass, field

from program import run

MM = 25.4 / 72

# Classes of typefaces by their PostScript names: the open faces, and the licensed ones that a
# machine may have.
FACES = {
    "仿宋": ("FandolFang", "FangSong", "FZFS", "STFangsong", "CESI_FS", "Zhuque"),
    "楷体": ("FandolKai", "KaiTi", "FZKT", "STKai", "CESI_KT"),
    "黑体": ("NotoSansCJK", "SimHei", "FZHT", "STHeiti", "CESI_HT"),
    "小标宋": ("NotoSerifCJKsc-SemiBold", "FZXBS", "STZhongsong", "CESI_XBS"),
    "宋体": ("NotoSerifCJKsc-Regular", "SimSun", "NSimSun", "FZSS", "STSong", "CESI_SS"),
}


@dataclass(slots=True)
class Glyph:
    """x and y are the origin, on the baseline; x1 is where its advance ends."""

    text: str
    x: float
    y: float
    x1: float
    size: float  # in pt, of the em box's height
    font: str
    ink: tuple

    @property
    def face(self):
        for face, fragments in FACES.items():
            if self.font.startswith(fragments):
                return face
        return self.font

    @property
    def top(self):
        """Top of the em box: 0.88 em above the baseline."""
        return self.y - 0.88 * self.size * MM

    @property
    def bottom(self):
        return self.y + 0.12 * self.size * MM


@dataclass
class Rule:
    """A filled rectangle or a stroked line."""

    x0: float
    y0: float
    x1: float
    y1: float
    ink: tuple

    @property
    def thickness(self):
        return self.y1 - self.y0

    @property
    def length(self):
        return self.x1 - self.x0


class Line(list):
    """Glyphs that share a baseline, from left to right."""

    @property
    def text(self):
        return "".join(glyph.text for glyph in self)

    @property
    def x0(self):
        return self[0].x

    @property
    def x1(self):
        return self[-1].x1

    @property
    def y(self):
        return self[0].y

    @property
    def top(self):
        return min(glyph.top for glyph in self)

    @property
    def bottom(self):
        return max(glyph.bottom for glyph in self)

    @property
    def centre(self):
        return (self.x0 + self.x1) / 2


@dataclass
class Page:
    number: int
    width: float
    height: float
    glyphs: list = field(default_factory=list)
    rules: list = field(default_factory=list)

    def lines(self, wanted=lambda glyph: True):
        """The wanted glyphs by baselines, from top to bottom.

        A glyph lent by another face may stand a little off the line, hence the 0.6 mm.
        """
        found = []
        for glyph in sorted(filter(wanted, self.glyphs), key=lambda g: g.y):
            if found and glyph.y - found[-1].y < 0.6:
                found[-1].append(glyph)
            else:
                found.append(Line([glyph]))
        for line in found:
            line.sort(key=lambda glyph: glyph.x)
        return found


def pages(pdf):
    """All pages of a PDF file."""
    out, _ = run("mutool", "trace", pdf)
    # A glyph without a text of its own is written as a NUL, which no XML may hold.
    root = ET.fromstring(out.replace(b"&#x0;", b""))
    return [_page(node) for node in root.iter("page")]


def _page(node):
    x0, y0, x1, y1 = map(float, node.get("mediabox").split())
    page = Page(int(node.get("number")), (x1 - x0) * MM, (y1 - y0) * MM)
    for item in node.iter():
        if item.tag in ("fill_text", "stroke_text"):
            _add_text(page, item)
        elif item.tag in ("fill_path", "stroke_path"):
            _add_rule(page, item)
    return page


def _ink(node):
    return tuple(round(float(part), 4) for part in node.get("color", "").split())


def _matrix(text):
    return tuple(map(float, text.split()))


def _add_text(page, node):
    a, _, _, d, e, f = _matrix(node.get("transform"))
    for span in node.iter("span"):
        across, _, _, down = _matrix(span.get("trm"))
        font = span.get("font").split("+")[-1]
        for g in span.iter("g"):
            x = (float(g.get("x")) * a + e) * MM
            width = float(g.get("adv")) * across * a * MM
            page.glyphs.append(
                Glyph(g.get("unicode", ""), x, (float(g.get("y")) * d + f) * MM, x + width,
                      abs(down * d), font, _ink(node))
            )


def _add_rule(page, node):
    a, _, _, d, e, f = _matrix(node.get("transform"))
    points = [
        (float(p.get("x")) * a + e, float(p.get("y")) * d + f)
        for p in node.iter() if p.tag in ("moveto", "lineto")
    ]
    if not points:
        return
    half = float(node.get("linewidth", 0)) / 2 if node.tag == "stroke_path" else 0
    xs = [x * MM for x, _ in points]
    ys = [y * MM for _, y in points]
    if max(ys) - min(ys) < 1.5:
        page.rules.append(
            Rule(min(xs), min(ys) - half * MM, max(xs), max(ys) + half * MM, _ink(node))
        )
