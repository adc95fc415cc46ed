#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""
Draws the report of `hongtou check` on samples of which one has changed, check.png, and tells what
the program says of them: the lines that README.md quotes.

    samples/pages/check.py        # needs build/hongtou, and Debian's chromium-driver and
                                  # python3-selenium
"""

import collections
import os
import pathlib
import struct
import sys
import tempfile
import zlib

PAGES = pathlib.Path(__file__).resolve().parent
ROOT = PAGES.parents[1]
os.environ.setdefault("HT_PROGRAM", str(ROOT / "build" / "hongtou"))
sys.path.insert(0, str(ROOT / "tests" / "report"))

from browser import Browser  # noqa: E402
from sample import Cases  # noqa: E402

NAMES = ["bill", "circular", "communique", "decision", "duplex", "minutes", "notice", "opinion",
         "reply-letter", "report", "request", "resolution"]
SIZE = (1280, 800)
SHOWN = "case=notice&language=en&show=rulers boxes area"
# The faces of the samples serve the browser, too.
FACES = f"""<fontconfig>
<include>/etc/fonts/fonts.conf</include><dir>{ROOT}/fonts/open</dir>
</fontconfig>
"""


def make_report(folder):
    """The path of the report's page."""
    cases = Cases(folder)
    for name in NAMES:
        cases.add(name, f"{name}.yaml", "gb9704/downward" if name == "notice" else None)
    cases.check("--update-all")
    cases.lay("notice", "gb9704/downward", "header: {red-rule: {above: 3.7mm}}")
    cases.change("samples/notice.yaml", "18号", "19号")
    print(cases.check("--report", "out"), end="")
    return cases.path("out/index.html")


def shoot(page, folder):
    """What the browser shows, as a PNG file's bytes."""
    settings = pathlib.Path(folder, "fonts.conf")
    settings.write_text(FACES, encoding="utf-8")
    os.environ["FONTCONFIG_FILE"] = str(settings)
    browser = Browser()
    try:
        browser.resize(*SIZE)
        browser.open(page, SHOWN)
        return browser.driver.get_screenshot_as_png()
    finally:
        browser.quit()


def read_png(data):
    """A picture of 8 bits a channel as rows of pixels."""
    width, _, _, kind = struct.unpack_from(">IIBB", data, 16)
    step = {2: 3, 6: 4}[kind]
    packed, at = b"", 8
    while at < len(data):
        (size,) = struct.unpack_from(">I", data, at)
        if data[at + 4:at + 8] == b"IDAT":
            packed += data[at + 8:at + 8 + size]
        at += size + 12
    raw = zlib.decompress(packed)
    row = bytearray(step * width)
    for start in range(0, len(raw), len(row) + 1):
        row = unfilter(raw[start], raw[start + 1:start + 1 + len(row)], row, step)
        yield [bytes(row[i:i + 3]) for i in range(0, len(row), step)]


def unfilter(kind, line, above, step):
    """A row of bytes from what PNG's filter made of it."""
    row = bytearray(line)
    for i, value in enumerate(line):
        a = row[i - step] if i >= step else 0
        b, c = above[i], above[i - step] if i >= step else 0
        paeth = min((abs(b - c), 0, a), (abs(a - c), 1, b), (abs(a + b - 2 * c), 2, c))[2]
        row[i] = value + (0, a, b, (a + b) // 2, paeth)[kind] & 255
    return row


def write_png(path, rows):
    """Writes rows of pixels in their 256 commonest colours; the others become the nearest."""
    counted = collections.Counter(pixel for row in rows for pixel in row)
    palette = [colour for colour, _ in counted.most_common(256)]
    index = {colour: i for i, colour in enumerate(palette)}
    for colour in counted.keys() - index.keys():
        index[colour] = min(range(len(palette)), key=lambda i: sum(
            abs(x - y) for x, y in zip(palette[i], colour)))

    def chunk(kind, data):
        return (struct.pack(">I", len(data)) + kind + data
                + struct.pack(">I", zlib.crc32(kind + data)))

    packed = b"".join(b"\0" + bytes(index[pixel] for pixel in row) for row in rows)
    path.write_bytes(b"\x89PNG\r\n\x1a\n"
                     + chunk(b"IHDR", struct.pack(">IIBBBBB", *SIZE, 8, 3, 0, 0, 0))
                     + chunk(b"PLTE", b"".join(palette))
                     + chunk(b"IDAT", zlib.compress(packed, 9)) + chunk(b"IEND", b""))


def main():
    with tempfile.TemporaryDirectory() as folder:
        picture = shoot(make_report(folder), folder)
    write_png(PAGES / "check.png", list(read_png(picture)))


if __name__ == "__main__":
    main()
