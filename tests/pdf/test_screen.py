# SPDX-License-Identifier: Apache-2.0
"""Files for the web: small, page 1 first (linearised), with the text, the tags, the outline and the links of
the archival ones; images no finer than a screen shows them, photographs as JPEG and drawings never.
"""

import re
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))

import png  # noqa: E402
import program  # noqa: E402
import source  # noqa: E402

SAMPLES = HERE.parent.parent / "samples"
HEAD = ("kind: 通知\nissuers: 青河县\nnumber: 青府发〔2026〕1号\ntitle: 关于古桥的通知\nrecipients: 各乡镇\n"
        "date: 2026-1-5\nbody: |\n")


def photograph(x, y):
    grain = (x * 7919 + y * 104729) * 2654435761 >> 16 & 15
    return (x * 200 // 600 + grain, y * 200 // 400 + grain, 100 + grain)


def grey(x, y):
    return (photograph(x, y)[0],) * 3


def smoothed(x, y):
    """Letters, say: black and white, and the greys of their edges."""
    return (255 * min(max(abs(x % 40 - 20) - 8, 0), 4) // 4,) * 3


def chart(x, y):
    return (255, 255, 255) if (x // 7 + y // 50) % 2 else (20, 60, 160)


def seal(x, y):
    """Reds of more than 256 kinds."""
    inside = (x - 250) ** 2 + (y - 250) ** 2 < 240 ** 2
    return (217 + x % 30, x % 24, y % 24) if inside else (255, 255, 255)


class Screen(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def render(self, document, *options):
        """The file for the screen and the archival one, of which the first is sound."""
        found = []
        for profile in ("screen", "archive"):
            pdf = self.folder / (profile + ".pdf")
            program.render("--profile", profile, *options, document, "-o", pdf)
            found.append(pdf)
        self.check(found[0])
        return found

    def check(self, pdf):
        out, said = program.run("qpdf", "--check", pdf)
        self.assertIn(b"File is linearized", out)
        self.assertIn(b"No syntax or stream encoding errors", out)
        out, said = program.run("qpdf", "--check-linearization", pdf)
        self.assertEqual((out.strip().endswith(b"no linearization errors"), said), (True, b""), out)

    def write(self, body):
        path = self.folder / "a.yaml"
        path.write_text(HEAD + body, encoding="utf-8")
        return path

    def expect_same(self, pdf, archive, tags=True):
        """What is read, by eyes and by programs."""
        commands = [("pdftotext", "-layout"), ("pdftotext", "-raw"), ("pdfinfo", "-url")]
        for command in commands + [("pdfinfo", "-struct-text")] * tags:
            tail = ("-",) if command[0] == "pdftotext" else ()
            (mine, said), (other, _) = (program.run(*command, one, *tail) for one in (pdf, archive))
            mine, other = (re.sub(rb"Object \d+ 0", b"Object", text) for text in (mine, other))
            self.assertEqual((mine, said), (other, b""), command)
        outlines = [program.run("mutool", "show", one, "outline")[0] for one in (pdf, archive)]
        self.assertEqual(*outlines)

    def expect_same_pixels(self, pdf, archive):
        drawn = []
        for one in (pdf, archive):
            program.run("pdftoppm", "-q", "-gray", "-r", 40, one, self.folder / "p")
            drawn.append([path.read_bytes() for path in sorted(self.folder.glob("p-*.pgm"))])
        self.assertEqual(*drawn)

    def test_samples(self):
        """Every one is sound, smaller, and the same to its readers."""
        out, archive = self.folder / "screen", self.folder / "archive"
        program.render("--profile", "screen", *source.samples(), "-o", out)
        program.render(*source.samples(), "-o", archive)
        for pdf in sorted(out.glob("*.pdf")):
            with self.subTest(pdf.stem):
                self.check(pdf)
                self.expect_same(pdf, archive / pdf.name)
                self.assertLess(pdf.stat().st_size, (archive / pdf.name).stat().st_size)
        for name in ("fig05-seal.pdf", "figures.pdf", "tables.pdf"):
            self.expect_same_pixels(out / name, archive / name)

    def test_other_readers(self):
        """They have nothing to say."""
        pdf, _ = self.render(SAMPLES / "figures.yaml")
        for command in (("pdftoppm", "-r", 20, pdf, self.folder / "p"),
                        ("gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=nullpage", pdf)):
            if command[0] != "gs" or program.there("gs"):
                self.assertEqual(program.run(*command), (b"", b""))

    def test_one_page(self):
        self.expect_same(*self.render(self.write("  请照办。\n")))

    def test_many_pages(self):
        """With an outline of several streams of objects; smaller than what qpdf makes of the other."""
        body = "".join("  一、第%d节\n  桥要修，路要通，第%d条，不得迟报、漏报。\n" % (i, i) * 2
                       + "  各级各部门要认真落实，确保如期完成任务。\n" * 25 for i in range(500))
        pdf, archive = self.render(self.write(body))
        info, _ = program.run("pdfinfo", pdf)
        self.assertGreater(int(re.search(rb"Pages: +(\d+)", info)[1]), 400)
        self.expect_same(pdf, archive, tags=False)
        other = self.folder / "qpdf.pdf"
        program.run("qpdf", "--linearize", "--object-streams=generate", "--recompress-flate",
                    "--compression-level=9", archive, other)
        self.assertLess(pdf.stat().st_size, other.stat().st_size)

    def test_page_1_comes_first(self):
        """Of a long file page 1 needs but a part; fonts of later pages alone stand behind it."""
        pdf, _ = self.render(self.write("  请照办。\n  ---\n" + "  桥要修，路要通。\n" * 900
                                        + "  ---\n  **粗**ABC ئۇيغۇر བོད་\n"))
        out, _ = program.run("qpdf", "--show-linearization", pdf)
        end = int(re.search(rb"first_page_end: (\d+)", out)[1])
        self.assertLess(end, 0.6 * pdf.stat().st_size)
        whole, _ = program.run("pdffonts", pdf)
        first, _ = program.run("pdffonts", "-l", 1, pdf)
        self.assertLess(first.count(b"\n"), whole.count(b"\n"))

    def test_copies(self):
        pdf, archive = self.render(SAMPLES / "fig03-joint-downward.yaml", "--copies", "1-50")
        self.expect_same(pdf, archive)

    def test_what_it_says_of_itself(self):
        """It is accessible, and does not claim to be archival."""
        pdf, _ = self.render(SAMPLES / "report.yaml", "--attach-source")
        plain, _ = program.run("qpdf", "--qdf", "--object-streams=disable", pdf, "-")
        self.assertIn(b"<pdfuaid:part>1<", plain)
        for word in (b"<pdfaid:part>", b"OutputIntent"):
            self.assertNotIn(word, plain)
        listed, _ = program.run("pdfdetach", "-list", pdf)
        self.assertIn(b"report.yaml", listed)

    def images(self, pdf):
        """Of each, by its first column but the masks: width, code, dots an inch."""
        out, _ = program.run("pdfimages", "-list", pdf)
        rows = [line.split() for line in out.decode().splitlines()[2:]]
        return [(int(row[3]), row[8], int(row[12])) for row in rows if row[2] == "image"]

    def figure(self, name, colour, width=600, height=400):
        (self.folder / name).write_bytes(png.encode(width, height, colour))
        pdf, archive = self.render(self.write("  如图。\n  ![图](%s)\n" % name))
        self.assertEqual([code for _, code, _ in self.images(archive)], ["image"])
        (found,) = self.images(pdf)
        self.assertLessEqual(found[2], 151)
        self.assertLess(pdf.stat().st_size, archive.stat().st_size)
        return found

    def test_photograph(self):
        width, code, _ = self.figure("photograph.png", photograph)
        self.assertEqual((width, code), (300, "jpeg"))

    def test_grey_photograph(self):
        width, code, _ = self.figure("grey.png", grey)
        self.assertEqual((width, code), (300, "jpeg"))

    def test_grey_drawing(self):
        """It is no photograph; nor does one become JPEG that is shorter without."""
        for name, colour in (("smoothed.png", smoothed), ("steps.png", lambda x, _: (x * 256 // 600,) * 3)):
            with self.subTest(name):
                width, code, _ = self.figure(name, colour)
                self.assertEqual((width, code), (300, "image"))

    def test_chart(self):
        """Two colours: no JPEG, however many shades lie between them when it is smaller."""
        width, code, _ = self.figure("chart.png", chart)
        self.assertEqual((width, code), (300, "image"))

    def test_seal(self):
        width, code, _ = self.figure("seal.png", seal, 500, 500)
        self.assertEqual((width, code), (250, "image"))

    def test_two_sizes(self):
        """One image at two sizes is two images."""
        (self.folder / "a.png").write_bytes(png.encode(600, 400, chart))
        document = self.folder / "b.yaml"
        document.write_text(HEAD.replace("body: |\n", "body:\n")
                            + "".join("  - figure: {image: a.png, width: %dmm}\n" % width
                                      for width in (40, 20, 40)), encoding="utf-8")
        pdf, _ = self.render(document)
        self.assertEqual(sorted({width for width, _, _ in self.images(pdf)}), [118, 236])

    def test_same_bytes(self):
        document = SAMPLES / "figures.yaml"
        first, _ = self.render(document)
        bytes_ = first.read_bytes()
        self.render(document)
        self.assertEqual(first.read_bytes(), bytes_)


if __name__ == "__main__":
    unittest.main()
