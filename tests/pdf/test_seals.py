# SPDX-License-Identifier: Apache-2.0
"""Seals let the text under them through: as SVG, as PNG with a white ground, as PNG with alpha.

Each page is drawn with the seal and without; where there is ink without it there is ink with it.
"""

import struct
import sys
import tempfile
import zlib
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))

import program  # noqa: E402
import raster  # noqa: E402

DPI = 100
SIZE = 400  # pixels of a seal of 42 mm
DOTS = round(SIZE / 0.042)  # a metre
DOCUMENT = """\
kind: 通告
issuers: {name: 青河县人民政府, seal: %s}
number: 青府发〔2024〕3号
title: 关于修复古桥的通告
date: 2024-11-21
body: 会议同意修复古桥。
"""
SVG = ('<svg xmlns="http://www.w3.org/2000/svg" width="42mm" height="42mm" viewBox="0 0 42 42">'
       '<circle cx="21" cy="21" r="20" fill="#d9000c"/></svg>')


def png(alpha):
    """A red disc; without alpha on white."""
    rows = bytearray()
    for y in range(SIZE):
        rows.append(0)
        for x in range(SIZE):
            inside = (x - SIZE / 2) ** 2 + (y - SIZE / 2) ** 2 < (SIZE / 2 - 4) ** 2
            rows += bytes((217, 0, 12) if inside else (255, 255, 255))
            rows += bytes([255 if inside else 0]) if alpha else b""

    def chunk(kind, data):
        return (struct.pack(">I", len(data)) + kind + data
                + struct.pack(">I", zlib.crc32(kind + data)))

    return (b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6 if alpha else 2, 0, 0, 0))
            + chunk(b"pHYs", struct.pack(">IIB", DOTS, DOTS, 1))
            + chunk(b"IDAT", zlib.compress(bytes(rows))) + chunk(b"IEND", b""))


def grey(folder, seal):
    """The page as grey, 0 black."""
    Path(folder, "a.yaml").write_text(DOCUMENT % seal, encoding="utf-8")
    pdf = Path(folder, "a.pdf")
    program.render(Path(folder, "a.yaml"), "-o", pdf)
    out, said = program.run("qpdf", "--check", pdf)
    assert b"No syntax or stream encoding errors" in out and not said, (out + said).decode()
    text, _ = program.run("pdftotext", pdf, "-")
    assert "2024年11月21日" in text.decode(), "the date cannot be read under %s" % seal
    image, _ = program.run("mutool", "draw", "-q", "-r", DPI, "-c", "gray", "-F", "pgm", "-o", "-",
                           pdf, 1)
    return raster.read_pgm(image)


def main():
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "seal.svg").write_text(SVG, encoding="utf-8")
        Path(folder, "white.png").write_bytes(png(False))
        Path(folder, "clear.png").write_bytes(png(True))
        bare = grey(folder, "{diameter: 42mm}")
        images = {seal: grey(folder, seal) for seal in ("seal.svg", "white.png", "clear.png")}
        for seal, image in images.items():
            lost = sum(1 for a, b in zip(bare[2], image[2]) if b > a + 2)
            added = sum(1 for a, b in zip(bare[2], image[2]) if b < a - 60)
            disc = 3.14159 * (20 / 25.4 * DPI) ** 2
            if lost or not 0.8 * disc < added < 1.1 * disc:
                print("%s: %d dots of ink are lost, %d added of %d" % (seal, lost, added, disc))
                wrong += 1
    print("3 seals, %d findings" % wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
