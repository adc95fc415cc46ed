# SPDX-License-Identifier: Apache-2.0
"""What stands on the pages of a PDF, in millimetres from the page's upper left corner.

The measure is `mutool trace`, a program that knows nothing of ours.
"""

import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from functools import cmp_to_key

from program import run
from raster import Box

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


@dataclass
class Shape(Box):
    """The box of a path that is no rule, or of all that one image paints; `inks` are its colours.

    `frame` is the box an image stands in, to a point: its ink need not reach to its edges.
    """

    inks: set
    frame: object = None


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
    turned: list = field(default_factory=list)  # glyphs as read with the head of the page at right
    rules: list = field(default_factory=list)
    shapes: list = field(default_factory=list)
    images: list = field(default_factory=list)

    def lines(self, wanted=lambda glyph: True):
        """The wanted glyphs by baselines, from top to bottom."""
        return by_baselines(filter(wanted, self.glyphs))

    @property
    def is_blank(self):
        return not (self.glyphs or self.turned or self.rules or self.shapes or self.images)


def from_left(a, b):
    """Two marks drawn together, 》（, may begin at one place: those stay as they are read."""
    return 0 if abs(a.x - b.x) < 0.03 else -1 if a.x < b.x else 1


def by_baselines(glyphs):
    """A glyph lent by another face may stand a little off the line, hence the 0.6 mm."""
    found = []
    for glyph in sorted(glyphs, key=lambda g: g.y):
        if found and glyph.y - found[-1].y < 0.6:
            found[-1].append(glyph)
        else:
            found.append(Line([glyph]))
    for line in found:
        line.sort(key=cmp_to_key(from_left))
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
    _add(page, node)
    return page


def _add(page, node):
    """What a group paints; one that is laid over the page is an image."""
    for item in node:
        if item.tag == "group" and item.get("blendmode") == "Multiply":
            page.images.append(_image(item))
        elif item.tag in ("fill_text", "stroke_text"):
            _add_text(page, item)
        elif item.tag in ("fill_path", "stroke_path"):
            _add_path(page, item)
        else:
            _add(page, item)


def _ink(node):
    return tuple(round(float(part), 4) for part in node.get("color", "").split())


def _matrix(text):
    return tuple(map(float, text.split()))


def _add_text(page, node):
    a, _, _, d, e, f = _matrix(node.get("transform"))
    for span in node.iter("span"):
        across, up, _, down = _matrix(span.get("trm"))
        font = span.get("font").split("+")[-1]
        for g in span.iter("g"):
            x = (float(g.get("x")) * a + e) * MM
            y = (float(g.get("y")) * d + f) * MM
            advance = float(g.get("adv")) * a * MM
            if across:
                page.glyphs.append(Glyph(g.get("unicode", ""), x, y, x + advance * across,
                                         abs(down * d), font, _ink(node)))
            else:
                u = page.height - y
                page.turned.append(Glyph(g.get("unicode", ""), u, x, u - advance * up * d,
                                         abs(up * a), font, _ink(node)))


def _box(node):
    """Left, upper, right and lower edge of a path; the handles of curves count as points."""
    a, _, _, d, e, f = _matrix(node.get("transform"))
    half = float(node.get("linewidth", 0)) / 2 if node.tag == "stroke_path" else 0
    xs, ys = [], []
    for point in node.iter():
        for end in ("", "1", "2", "3"):
            if point.get("x" + end):
                xs.append(float(point.get("x" + end)) * a + e)
                ys.append(float(point.get("y" + end)) * d + f)
    if not xs:
        return None
    # A line is thick across only.
    wide = 0 if max(ys) - min(ys) < 0.01 else half
    high = 0 if max(xs) - min(xs) < 0.01 else half
    edges = min(xs) - wide, min(ys) - high, max(xs) + wide, max(ys) + high
    return [edge * MM for edge in edges]


def _union(boxes):
    left, upper, right, lower = zip(*boxes)
    return min(left), min(upper), max(right), max(lower)


def _image(group):
    paths = [item for item in group.iter() if item.tag in ("fill_path", "stroke_path")]
    boxes = [box for box in map(_box, paths) if box]
    frame = [_box(item) for item in group.iter("clip_path")][0]
    return Shape(*_union(boxes or [frame]), set(map(_ink, paths)), Shape(*frame, set()))


def _add_path(page, node):
    box = _box(node)
    if box is None:
        return
    x0, y0, x1, y1 = box
    if y1 - y0 < 1.5 and x1 - x0 > y1 - y0:
        page.rules.append(Rule(x0, y0, x1, y1, _ink(node)))
    else:
        page.shapes.append(Shape(x0, y0, x1, y1, {_ink(node)}))
