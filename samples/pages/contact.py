#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""
Draws all pages of all samples on one sheet, contact.png, and lists them in samples/README.md.

    samples/pages/contact.py        # needs build/hongtou and pdftoppm

A red number stands on the first page of each sample: that of its line in the list.
"""

import pathlib
import struct
import subprocess
import tempfile
import zlib

SAMPLES = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = SAMPLES.parent / "build" / "hongtou"
DPI = 22
COLUMNS = 16
GAP = 5
GROUND = 5  # a grey of the palette
# Eight greys, and eight steps from red to white: enough for pages in two inks.
PALETTE = [(i * 255 // 7,) * 3 for i in range(8)] + [(255, i * 255 // 7, i * 255 // 7)
                                                     for i in range(8)]
DIGITS = ("757557", "262227", "717747", "717117", "557711", "747117", "747757", "711111",
          "757757", "757117")


def samples():
    found = [path for path in SAMPLES.iterdir() if path.suffix in (".yaml", ".json")
             or path.suffix == ".md" and path.name != "README.md"]
    return sorted(found, key=lambda path: path.name)


def about(path):
    """What a sample says of itself: its first comment."""
    if path.suffix == ".json":
        return "JSON: a reply to a request."
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((line.lstrip("# ") for line in lines if line.startswith("#")), "")


def read_ppm(path):
    """A page as rows of palette indices."""
    head, size, depth, pixels = path.read_bytes().split(b"\n", 3)
    assert (head, depth) == (b"P6", b"255"), path
    width, height = map(int, size.split())
    rows = []
    for y in range(height):
        row = pixels[3 * y * width:3 * (y + 1) * width]
        rows.append(bytearray(8 + (g >> 5) if r - g > 40 else g >> 5
                              for r, g in zip(row[0::3], row[1::3])))
    return rows


def number(rows, value):
    """Draws a number in the upper left corner of a page."""
    for place, digit in enumerate(str(value)):
        for y, line in enumerate(DIGITS[int(digit)]):
            for x in range(3):
                if int(line) >> (2 - x) & 1:
                    for k in range(9):
                        rows[6 + 3 * y + k // 3][6 + 12 * place + 3 * x + k % 3] = 8


def write_png(path, rows):
    def chunk(kind, data):
        return (struct.pack(">I", len(data)) + kind + data
                + struct.pack(">I", zlib.crc32(kind + data)))

    width, height = len(rows[0]), len(rows)
    packed = bytearray()
    for row in rows:
        row = row + bytes(width % 2)
        packed += b"\0" + bytes(a << 4 | b for a, b in zip(row[0::2], row[1::2]))
    path.write_bytes(b"\x89PNG\r\n\x1a\n"
                     + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 4, 3, 0, 0, 0))
                     + chunk(b"PLTE", bytes(sum(PALETTE, ())))
                     + chunk(b"IDAT", zlib.compress(bytes(packed), 9)) + chunk(b"IEND", b""))


def main():
    pages = []
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([PROGRAM, "render", "-q", *samples(), "-o", folder], check=True)
        for place, path in enumerate(samples(), 1):
            pdf = pathlib.Path(folder, path.stem + ".pdf")
            subprocess.run(["pdftoppm", "-r", str(DPI), pdf, pdf.with_suffix("")], check=True)
            own = [read_ppm(one) for one in sorted(pdf.parent.glob(path.stem + "-*.ppm"))
                   if one.stem.rpartition("-")[0] == path.stem]
            number(own[0], place)
            pages += own
    width, height = len(pages[0][0]), len(pages[0])
    lines = -(-len(pages) // COLUMNS)
    sheet = [bytearray([GROUND]) * (GAP + COLUMNS * (width + GAP))
             for _ in range(GAP + lines * (height + GAP))]
    for place, page in enumerate(pages):
        left = GAP + place % COLUMNS * (width + GAP)
        top = GAP + place // COLUMNS * (height + GAP)
        for y, row in enumerate(page):
            sheet[top + y][left:left + width] = row
    write_png(SAMPLES / "pages" / "contact.png", sheet)
    listed = "\n".join(f"{place}. [{path.name}]({path.name}): {about(path)}"
                       for place, path in enumerate(samples(), 1))
    (SAMPLES / "README.md").write_text(
        "# Samples\n\nOne for each figure of GB/T 9704-2012, and for each case that offices meet. "
        "`./bootstrap demo` typesets them to\n`out/`. Places and persons are invented. This page is "
        "made by `pages/contact.py`.\n\n![All pages of all samples](pages/contact.png)\n\n"
        + listed + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
