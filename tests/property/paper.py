# SPDX-License-Identifier: Apache-2.0
"""Pages as check.py reads them: glyphs in the order they were drawn, turned ones too, with boxes.

Like tests/support/pdftrace.py, which keeps turned text apart and so loses that order.
"""

import xml.etree.ElementTree as ET
from dataclasses import dataclass, field

from pdftrace import MM, Rule
from program import run

OPENING = set("（〔《〈“‘「【")
CLOSING = set("，。、：；！？）〕》〉”’」】")


@dataclass(slots=True)
class Glyph:
    """A glyph on a page: its em box, in mm, and the part of it that ink may fill."""

    text: str
    page: int
    turned: bool
    along: float  # where it begins, in the direction of the line
    base: float  # the baseline, across the line
    end: float  # where its advance ends
    em: float  # height of the em box, in mm
    ink: tuple

    @property
    def box(self):
        """x0, top, x1, bottom of the em box."""
        if self.turned:  # lines run up the page: across is to the right
            return (self.base - 0.88 * self.em, self.end, self.base + 0.12 * self.em, self.along)
        return (self.along, self.base - 0.88 * self.em, self.end, self.base + 0.12 * self.em)

    @property
    def core(self):
        """Where two texts must not meet: 60 % of the height, and of the width what has ink."""
        width = self.end - self.along
        first, last = 0.18, 0.82
        if self.text in OPENING:
            first, last = 0.65, 0.9
        elif self.text in CLOSING:
            first, last = 0.1, 0.35
        low, high = self.base - 0.68 * self.em, self.base - 0.08 * self.em
        near, far = self.along + first * width, self.along + last * width
        return (low, far, high, near) if self.turned else (near, low, far, high)


@dataclass
class Page:
    glyphs: list = field(default_factory=list)
    rules: list = field(default_factory=list)
    drawn: int = 0  # pieces of pictures and frames
    images: list = field(default_factory=list)  # x0, top, x1, bottom of seals and figures


def read(pdf):
    """All pages of a PDF file."""
    out, _ = run("mutool", "trace", pdf)
    root = ET.fromstring(out.replace(b"&#x0;", b""))
    return [_page(number, node) for number, node in enumerate(root.iter("page"))]


def _page(number, node):
    page = Page()
    _add(page, number, node)
    return page


def _add(page, number, node):
    """What a group paints; one that is laid over the page is an image."""
    for item in node:
        if item.tag == "group" and item.get("blendmode") == "Multiply":
            page.images.append([float(edge) * MM for edge in item.get("bbox").split()])
        elif item.tag in ("fill_text", "stroke_text"):
            _add_text(page, number, item)
        elif item.tag in ("fill_path", "stroke_path"):
            _add_path(page, item)
        else:
            _add(page, number, item)


def _add_path(page, node):
    """A rule, or a piece of a picture, of which only the number counts."""
    a, _, _, d, e, f = map(float, node.get("transform").split())
    points = [(float(p.get("x")) * a + e, float(p.get("y")) * d + f)
              for p in node.iter() if p.tag in ("moveto", "lineto")]
    curved = any(p.tag == "curveto" for p in node.iter())
    xs, ys = ([value * MM for value in values] for values in zip(*points or [(0, 0)]))
    half = float(node.get("linewidth", 0)) / 2 * MM if node.tag == "stroke_path" else 0
    if curved or max(ys) - min(ys) > 1.5 or max(xs) - min(xs) < 10:
        page.drawn += 1
    else:
        page.rules.append(Rule(min(xs), min(ys) - half, max(xs), max(ys) + half, ()))


def _add_text(page, number, node):
    a, b, c, d, e, f = map(float, node.get("transform").split())
    ink = tuple(round(float(part), 3) for part in node.get("color", "").split())
    for span in node.iter("span"):
        p, q, r, s = map(float, span.get("trm").split())
        for g in span.iter("g"):
            x, y, advance = (float(g.get(key)) for key in ("x", "y", "adv"))
            x, y = (x * a + y * c + e) * MM, (x * b + y * d + f) * MM
            along, down = advance * (p * a + q * c) * MM, advance * (p * b + q * d) * MM
            turned = abs(down) > abs(along)
            em = abs(r * a + s * c if turned else r * b + s * d) * MM
            page.glyphs.append(
                Glyph(g.get("unicode", ""), number, turned, y if turned else x,
                      x if turned else y, y + down if turned else x + along, em, ink))
