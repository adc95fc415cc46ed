# SPDX-License-Identifier: Apache-2.0
"""Ink on a page: a part of it rasterised, and the box of what is darker than paper."""

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from program import run

DPI = 600
DARK = bytes(1 if grey < 160 else 0 for grey in range(256))  # red is 76


@dataclass
class Box:
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def centre(self):
        return (self.x0 + self.x1) / 2

    @property
    def middle(self):
        return (self.top + self.bottom) / 2


def read_pgm(data):
    """Width, height and the grey bytes of a PGM file."""
    match = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", data)
    width, height = int(match.group(1)), int(match.group(2))
    return width, height, data[match.end():]


def ink(pdf, page, x0, y0, x1, y1):
    """The box of all ink in a part of a page, in mm; None when it is white."""
    left, top, right, bottom = (round(edge * DPI / 25.4) for edge in (x0, y0, x1, y1))
    with tempfile.TemporaryDirectory() as folder:
        run("pdftoppm", "-q", "-gray", "-r", DPI, "-f", page, "-l", page, "-singlefile",
            "-x", left, "-y", top, "-W", right - left, "-H", bottom - top, pdf,
            Path(folder, "part"))
        width, height, grey = read_pgm(Path(folder, "part.pgm").read_bytes())
    dark = grey.translate(DARK)
    first = dark.find(1)
    if first < 0:
        return None
    rows = range(first // width, dark.rfind(1) // width + 1)
    spans = [dark[row * width : (row + 1) * width] for row in rows]
    found = [(span.find(1), span.rfind(1)) for span in spans if 1 in span]
    mm = 25.4 / DPI
    return Box(
        (left + min(start for start, _ in found)) * mm,
        (top + rows.start) * mm,
        (left + max(end for _, end in found) + 1) * mm,
        (top + rows.stop) * mm,
    )
