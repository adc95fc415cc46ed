# SPDX-License-Identifier: Apache-2.0
"""Pictures of a document in its PDF, as pdfimages and qpdf read them: each is stored once, and with no more
than it has; on the plates of the press, as Ghostscript separates them, each has the inks that are its own."""

import sys
import tempfile
import unittest
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))

import jpeg  # noqa: E402
import plates  # noqa: E402
import png  # noqa: E402
import program  # noqa: E402

HEAD = ("kind: 通知\nissuers: 青河县\nnumber: 青府发〔2026〕1号\ntitle: 关于古桥的通知\nrecipients: 各乡镇\n"
        "date: 2026-1-5\nbody:\n  - 如图。\n")


def chequers(x, y):
    return (200, 40, 40) if (x // 20 + y // 20) % 2 else (20, 60, 160)


def shade(x, y):
    return ((x + y) % 256,) * 3


class Pictures(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write(self, name, *picture):
        (self.folder / name).write_bytes(png.encode(*picture))

    def render(self, profile, *names, width=60, options=()):
        """The PDF of a document that shows these pictures, all of one width in mm."""
        document, pdf = self.folder / "a.yaml", self.folder / "a.pdf"
        document.write_text(HEAD + "".join("  - figure: {image: %s, width: %smm}\n" % (name, width)
                                           for name in names), encoding="utf-8")
        program.render("--profile", profile, *options, document, "-o", pdf)
        out, said = program.run("qpdf", "--check", pdf)
        self.assertIn(b"No syntax or stream encoding errors", out, said)
        return pdf

    def images(self, pdf):
        """Each image of a file once: kind (image or smask), width, colours, code."""
        out, _ = program.run("pdfimages", "-list", pdf)
        rows = [line.split() for line in out.decode().splitlines()[2:]]
        return sorted({(row[10], row[2]): (row[2], int(row[3]), row[5], row[8]) for row in rows}.values())

    def test_one_picture_is_stored_once(self):
        """Also where it is named again, or lies there under another name."""
        self.write("a.png", 300, 200, chequers)
        self.write("b.png", 300, 200, chequers)
        self.write("c.png", 300, 202, chequers)
        for profile in ("archive", "print", "screen"):
            with self.subTest(profile):
                pdf = self.render(profile, "a.png", "b.png", "a.png", "c.png")
                self.assertEqual(len(self.images(pdf)), 2)

    def test_alpha(self):
        """One that lets nothing through is left out."""
        self.write("opaque.png", 300, 200, lambda x, y: (*chequers(x, y), 255))
        self.write("clear.png", 300, 200, lambda x, y: (*chequers(x, y), 255 if x else 254))
        for profile in ("archive", "print", "screen"):
            with self.subTest(profile):
                kinds = [kind for kind, *_ in self.images(self.render(profile, "opaque.png"))]
                self.assertEqual(kinds, ["image"])
                kinds = [kind for kind, *_ in self.images(self.render(profile, "clear.png"))]
                self.assertEqual(kinds, ["image", "smask"])

    def separate(self, *names):
        """The dots of each plate by their ink, with a plate of its own for the mark."""
        if not program.there("gs"):
            self.skipTest("there is no gs (Debian: ghostscript)")
        pdf = self.render("print", *names, options=("--plate", "Red"))
        found = plates.separate(pdf, 1, 100, self.folder)
        return pdf, {name: Counter(ink) for name, (_, ink) in found.items()}

    def expect_black_alone(self, inks):
        for name in ("Cyan", "Magenta", "Yellow"):
            self.assertEqual(set(inks[name]), {0}, name)
        self.assertGreater(len(inks["Black"]), 200)

    def test_grey_is_one_plate(self):
        self.write("grey.png", 600, 400, shade)
        pdf, inks = self.separate("grey.png")
        self.assertEqual([image[2] for image in self.images(pdf)], ["gray"])
        self.expect_black_alone(inks)

    def test_grey_jpeg_goes_in_as_it_is(self):
        """However fine it is; one in red, green and blue does not."""
        data = jpeg.encode([[((x + y) % 256,) for x in range(300)] for y in range(30)])
        (self.folder / "grey.jpg").write_bytes(data)
        pdf, inks = self.separate("grey.jpg")
        self.assertIn(data, pdf.read_bytes())
        self.expect_black_alone(inks)
        data = jpeg.encode([[(128, (x + y) % 256, 128) for x in range(30)] for y in range(30)])
        (self.folder / "colour.jpg").write_bytes(data)
        pdf = self.render("print", "colour.jpg")
        self.assertEqual([image[2:] for image in self.images(pdf)], [("cmyk", "image")])

    def test_four_plates_of_its_own(self):
        """A JPEG that was separated has its inks, whoever wrote it; on screens it has their colours."""
        inks = (200, 40, 90, 10)
        for adobe in (False, True):
            with self.subTest(adobe=adobe):
                parts = tuple(255 - ink for ink in inks) if adobe else inks
                data = jpeg.encode([[parts] * 80] * 40, adobe)
                (self.folder / "four.jpg").write_bytes(data)
                pdf, found = self.separate("four.jpg")
                self.assertIn(data, pdf.read_bytes())
                for name, ink in zip(("Cyan", "Magenta", "Yellow", "Black"), inks):
                    self.assertGreater(found[name][ink], 0.98 * 60 * 30 * (100 / 25.4) ** 2, name)
                for profile, colours in (("archive", "rgb"), ("screen", "index")):
                    images = self.images(self.render(profile, "four.jpg"))
                    self.assertEqual([image[0:3:2] for image in images], [("image", colours)])

    def test_no_finer_than_a_press_shows(self):
        """400 dots an inch; a coarser picture is as it was, and one at all sizes."""
        self.write("a.png", 1200, 800, chequers)
        for width, dots in ((25.4, 400), (50.8, 800), (120, 1200)):
            found = self.images(self.render("print", "a.png", width=width))
            self.assertEqual([image[1] for image in found], [dots])


if __name__ == "__main__":
    unittest.main()
