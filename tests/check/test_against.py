# SPDX-License-Identifier: Apache-2.0
"""`hongtou check FILE --against FILE`: any PDF or PNG by what it looks like."""

import json
import struct
import subprocess
import sys
import unittest
import zlib

from case import Case

DOCUMENT = """\
kind: 通知
issuers: 青河县人民政府
number: 青府发〔2026〕1号
title: 关于修复古桥的通知
recipients: 各乡镇人民政府
body: |
  县城东门外的古桥多年失修。
  请各乡镇照办。
date: 2026-01-05
"""


# From 40 for black to 240 for white.
PAPER = bytes(40 + value * 200 // 255 for value in range(256))


def read_ppm(data):
    """Width, height and the rows of a PPM file."""
    kind, width, height, _, pixels = data.split(maxsplit=4)
    assert kind == b"P6"
    row = 3 * int(width)
    return [pixels[i * row : (i + 1) * row] for i in range(int(height))]


class Files(Case):
    def setUp(self):
        super().setUp()
        self.write("a.yaml", DOCUMENT)
        self.write("b.yaml", DOCUMENT.replace("1号", "7号"))
        self.write("c.yaml", DOCUMENT.replace("date", "  ---\n  附后。\ndate"))
        self.render("a.yaml", "b.yaml", "c.yaml", "-o", "out/")
        self.a, self.b, self.c = (self.folder / f"out/{name}.pdf" for name in "abc")


class Pdf(Files):
    def test_the_same(self):
        self.assertEqual(self.compare(self.a, self.a), "cases: 1, passed: 1, failed: 0\n")

    def test_one_digit(self):
        said = self.compare(self.b, self.a, status=1)
        self.assertTold("page 1: … pixels differ, … mm from the left and … mm from the top, in … x "
                        "… mm, at “青府发〔2026〕7号”", said)
        self.assertEqual(said.count("pixels differ, "), 1)

    def test_what_is_gone_is_named_too(self):
        self.write("d.yaml", DOCUMENT.replace("  请各乡镇照办。\n", ""))
        self.render("d.yaml", "-o", "d.pdf")
        said = self.compare("d.pdf", self.a, status=1)
        self.assertIn("at “请各乡镇照办。”", said)

    def test_a_page_more(self):
        said = self.compare(self.c, self.a, status=1)
        self.assertIn("c.pdf: another number of pages\n", said)
        self.assertTold("the number of pages is 2 instead of 1", said)

    def test_where_pixels_may_differ(self):
        self.compare(self.b, self.a, "--mask", "1:90,110,40,20")
        self.compare(self.b, self.a, "--mask", "*:90,110,40,20")
        self.compare(self.b, self.a, "--mask", "2:90,110,40,20", status=1)
        self.compare(self.b, self.a, "--budget", 2000)
        self.compare(self.b, self.a, "--budget", 10, status=1)
        self.compare(self.b, self.a, "--tolerance", 255)

    def test_a_report(self):
        self.compare(self.b, self.a, "--report", "report", status=1)
        report = json.loads((self.folder / "report/report.json").read_text("utf-8"))
        (page,) = report["cases"][0]["pages"]
        self.assertEqual((page["width"], page["height"]), (210.0, 297.0))
        self.assertTrue((self.folder / "report/images/b.pdf-p01.diff.png").exists())


class Images(Files):
    """PNG files, as another program draws a page, or as a scanner reads it."""

    def draw(self, pdf, name, dpi):
        subprocess.run(["pdftoppm", "-png", "-r", str(dpi), pdf, self.folder / name], check=True)

    def scan(self, pdf, name, dx, dy):
        """The first page at 150 dots an inch as from a scanner: on greyish paper, its black no
        longer black, dx and dy 300ths of an inch off its place."""
        ppm = subprocess.run(["pdftoppm", "-r", "300", "-f", "1", "-singlefile", pdf],
                             check=True, capture_output=True).stdout
        rows = read_ppm(ppm)
        white = b"\xff" * 3
        rows = [white * dx + row[: len(row) - 3 * dx] for row in rows]
        rows = [white * (len(rows[0]) // 3)] * dy + rows[: len(rows) - dy]
        path = self.folder / f"{name}.png"
        path.write_bytes(png([half(row).translate(PAPER) for row in rows[::2]]))
        return path

    def test_a_folder_of_pages(self):
        (self.folder / "pages").mkdir()
        self.draw(self.c, "pages/p", 150)
        self.compare(self.c, self.folder / "pages")
        self.assertTold("the number of pages is 1 instead of 2",
                        self.compare(self.a, self.folder / "pages", status=1))

    def test_the_resolution_of_the_image(self):
        self.draw(self.a, "p", 200)
        self.compare(self.a, self.folder / "p-1.png")

    def test_a_scan_is_laid_onto_its_page(self):
        scan = self.scan(self.a, "scan", 25, 61)
        like = ["--dpi", 150, "--tolerance", 100, "--slack", 0.4]
        self.compare(scan, self.a, *like, status=1)
        self.compare(scan, self.a, *like, "--align", "--report", "report")
        report = json.loads((self.folder / "report/report.json").read_text("utf-8"))
        (page,) = report["cases"][0]["pages"]
        self.assertAlmostEqual(page["shift_x"], -25 / 300 * 25.4, delta=0.1)
        self.assertAlmostEqual(page["shift_y"], -61 / 300 * 25.4, delta=0.1)

    def test_what_differs_on_a_scan_is_found_all_the_same(self):
        self.write("d.yaml", DOCUMENT.replace("请各乡镇照办", "请各乡镇一律照办"))
        self.render("d.yaml", "-o", "d.pdf")
        scan = self.scan(self.folder / "d.pdf", "scan", 25, 61)
        said = self.compare(scan, self.a, "--dpi", 150, "--tolerance", 100, "--slack", 0.4,
                            "--align", status=1)
        self.assertTold("page 1: … pixels differ, …, at “请各乡镇照办。”", said)
        self.assertEqual(said.count("pixels differ, "), said.count("请各乡镇照办"))

    def test_one_page_of_several(self):
        self.draw(self.c, "p", 150)
        self.compare("p-2.png", self.c, "--page", 2)
        self.compare("p-2.png", self.c, "--page", 1, status=1)
        self.compare("p-2.png", self.c, "--page", 3, status=2)
        self.assertIn("error[E0930]", self.said)

    def test_another_size(self):
        self.draw(self.a, "p", 100)
        said = self.compare(self.folder / "p-1.png", self.a, "--dpi", 110, status=1)
        self.assertIn("another page size\n", said)


class Wrong(Files):
    def test_files(self):
        self.compare("none.pdf", self.a, status=2)
        self.assertIn("error[E0801]: cannot read none.pdf", self.said)
        self.compare("a.yaml", self.a, status=2)
        self.assertIn("error[E0904]: a.yaml is not a PDF file", self.said)
        self.write("short.pdf", "%PDF-1.4\n")
        self.compare("short.pdf", self.a, status=2)
        self.assertIn("error[E0902]", self.said)
        self.write("bad.png", "no image")
        self.compare("bad.png", self.a, status=2)
        self.assertIn("error[E0929]: bad.png", self.said)
        (self.folder / "empty").mkdir()
        self.compare(self.a, "empty", status=2)
        self.assertIn("error[E0928]", self.said)

    def test_images_without_measure(self):
        """Few bytes, but the sheet that holds both has a million million pixels."""
        (self.folder / "wide.png").write_bytes(png([b"\xff" * 3000000]))
        (self.folder / "tall.png").write_bytes(png([b"\xff" * 3] * 1000000))
        self.compare("wide.png", "tall.png", status=2)
        self.assertIn("error[E0929]: tall.png", self.said)
        self.assertIn("it is too large", self.said)

    def test_options(self):
        for options in (["--mask", "28,37"], ["--mask", "1:28,37,-1,5"], ["--mask", "0:1,2,3,4"],
                        ["--dpi", "10"], ["--tolerance", "300"], ["--tolerance", "-1"],
                        ["--budget", "-1"], ["--mask", "4294967297:1,2,3,4"],
                        ["--slack", "9"], ["--page", "-1"], ["--update"]):
            with self.subTest(options):
                self.compare(self.a, self.b, *options, status=2)

    def test_options_that_no_case_takes(self):
        """Taken in silence, they would seem to hold."""
        for options in (["--align"], ["--dpi", 150], ["--tolerance", 0], ["--slack", 0.2],
                        ["--budget", 9], ["--page", 2], ["--mask", "1:1,2,3,4"]):
            with self.subTest(options):
                self.check(*options, status=2)
                self.assertIn("go with --against", self.said)


def half(row):
    """Every second pixel of a row."""
    colours = [row[i::6] for i in range(3)]
    narrow = bytearray(3 * len(colours[2]))
    for i, colour in enumerate(colours):
        narrow[i::3] = colour[: len(colours[2])]
    return bytes(narrow)


def png(rows):
    """A PNG file of rows of pixels, without a word about its resolution."""
    raw = b"".join(b"\0" + row for row in rows)
    parts = ((b"IHDR", struct.pack(">2I5B", len(rows[0]) // 3, len(rows), 8, 2, 0, 0, 0)),
             (b"IDAT", zlib.compress(raw)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts)


if __name__ == "__main__":
    sys.exit(unittest.main())
