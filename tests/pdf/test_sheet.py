# SPDX-License-Identifier: Apache-2.0
"""Pages on a larger sheet for the press: their boxes, and the marks beside them, in millimetres from the
upper left corner of the page, as mutool reads them: where it is cut, folded and stapled (6.3).
"""

import re
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ET
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))

import program  # noqa: E402

SAMPLES = HERE.parent.parent / "samples"
WIDTH, HEIGHT = 210, 297
MM = 25.4 / 72
# As the layout gb9704 has them.
APART, LENGTH, STAPLE = 2, 5, 12


def near(a, b):
    return all(abs(x - y) < 0.02 for x, y in zip(a, b))


class Sheets(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.pdf = Path(self.folder.name, "a.pdf")

    def render(self, *options, sample="two-page"):
        program.render("--profile", "print", *options, (SAMPLES / sample).with_suffix(".yaml"), "-o", self.pdf)
        out, said = program.run("qpdf", "--check", self.pdf)
        self.assertIn(b"No syntax or stream encoding errors", out, said)

    def boxes(self, page=1):
        """Each box that the page has, its edges in mm beyond those of the page."""
        out, _ = program.run("mutool", "pages", self.pdf, page)
        found = {}
        for box in ET.fromstring(out.split(b"\n", 1)[1]):
            left, foot, right, head = (float(box.get(edge)) * MM for edge in "lbrt")
            found[box.tag] = (-left, -foot, right - WIDTH, head - HEIGHT)
        return found

    def lines(self, page=1):
        """All marks: x0, y0, x1, y1, and whether they are broken; their ink and thickness as well."""
        out, _ = program.run("mutool", "trace", self.pdf, page)
        found = []
        for path in ET.fromstring(out).iter("stroke_path"):
            if path.get("colorspace") != "Separation(DeviceCMYK,All)":
                continue  # of a seal
            self.assertAlmostEqual(float(path.get("linewidth")) * MM, 0.1, delta=0.002)
            (x0, y0), (x1, y1) = ((float(point.get("x")) * MM, HEIGHT - float(point.get("y")) * MM)
                                  for point in path if point.get("x"))
            found.append(((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)),
                          path.get("dash") is not None))
        return found

    def expect(self, page, broken=(), whole=()):
        """These are all marks of the page."""
        found = self.lines(page)
        for lines, dashed in ((broken, True), (whole, False)):
            have = sorted(line for line, is_dashed in found if is_dashed == dashed)
            self.assertEqual(len(have), len(lines), have)
            for a, b in zip(have, sorted(lines)):
                self.assertTrue(near(a, b), "page %d: %s instead of %s" % (page, a, b))

    @staticmethod
    def upright(x, bleed=0):
        near_, far = bleed + APART, bleed + APART + LENGTH
        return [(x, -far, x, -near_), (x, HEIGHT + near_, x, HEIGHT + far)]

    @staticmethod
    def level(y, bleed=0):
        near_, far = bleed + APART, bleed + APART + LENGTH
        return [(-far, y, -near_, y), (WIDTH + near_, y, WIDTH + far, y)]

    def crop(self, bleed=0):
        return [*self.upright(0, bleed), *self.upright(WIDTH, bleed), *self.level(0, bleed),
                *self.level(HEIGHT, bleed)]

    @staticmethod
    def staples(at_right, bleed=0):
        """Their outer eyes are 70 mm from the upper and the lower edge."""
        near_, far = bleed + APART, bleed + APART + LENGTH
        x0, x1, back = (WIDTH + near_, WIDTH + far, WIDTH + far) if at_right else (-far, -near_, -far)
        eyes = (70, 70 + STAPLE, HEIGHT - 70 - STAPLE, HEIGHT - 70)
        return [*((x0, y, x1, y) for y in eyes),
                *((back, y, back, y + STAPLE) for y in (eyes[0], eyes[2]))]

    def test_a_page_alone(self):
        self.render()
        self.assertEqual(set(self.boxes()), {"MediaBox", "TrimBox"})
        for edges in self.boxes().values():
            self.assertTrue(near(edges, (0, 0, 0, 0)), edges)
        self.assertEqual(self.lines(), [])

    def test_bleed(self):
        self.render("--bleed", "3mm")
        for name, around in (("MediaBox", 3), ("BleedBox", 3), ("TrimBox", 0)):
            self.assertTrue(near(self.boxes()[name], (around,) * 4), self.boxes())
        self.assertEqual(self.lines(), [])

    def test_crop(self):
        self.render("--marks", "crop")
        around = APART + LENGTH + APART
        for name, wanted in (("MediaBox", around), ("BleedBox", 0), ("TrimBox", 0)):
            self.assertTrue(near(self.boxes()[name], (wanted,) * 4), self.boxes())
        for page in (1, 2):
            self.expect(page, whole=self.crop())

    def test_all_with_bleed(self):
        """The fold stands where the page would be cut at its binding edge, which is the right one of even
        pages, whatever the settings: documents are printed on both sides (6.2)."""
        self.render("--marks", "all", "--bleed", "4.5", sample="eight-organs")
        for page in (1, 2, 3):
            fold = self.upright(WIDTH if page == 2 else 0, 4.5)
            whole = [line for line in self.crop(4.5) if line not in fold]
            self.expect(page, broken=fold, whole=whole + self.staples(page == 2, 4.5))
        self.assertTrue(near(self.boxes()["BleedBox"], (4.5,) * 4))

    def test_one_leaf(self):
        """It is not folded: all its edges are cut."""
        for sample, pages in (("one-page", (1,)), ("two-page", (1, 2))):
            self.render("--marks", "all", sample=sample)
            for page in pages:
                self.expect(page, whole=self.crop() + self.staples(page == 2))
        self.render("--marks", "fold")
        self.expect(1)

    def test_parts(self):
        """An index sheet, and an attachment that is issued on its own, are not bound with the document."""
        self.render("--marks", "fold, staple", sample="report")
        self.expect(1, whole=self.staples(False))
        for page in (2, 3, 4, 5):
            self.expect(page, broken=self.upright(WIDTH if page in (3, 5) else 0),
                        whole=self.staples(page in (3, 5)))
        self.render("--marks", "fold, staple", sample="separate-attachment")
        for page, at_right in ((1, False), (2, True), (3, False)):
            self.expect(page, whole=self.staples(at_right))

    def test_copies(self):
        """Each begins on a leaf of its own, and is folded when it has more than one."""
        document = Path(self.folder.name, "a.yaml")
        text = (SAMPLES / "eight-organs.yaml").read_text(encoding="utf-8")
        document.write_text("copy_number: 1\n" + text, encoding="utf-8")
        self.render("--marks", "fold, staple", "--copies", "1-2", sample=document.with_suffix(""))
        for page in range(1, 7):
            at_right = page in (2, 5)
            self.expect(page, broken=self.upright(WIDTH if at_right else 0),
                        whole=self.staples(at_right))
        self.render("--marks", "fold", "--copies", "1-3")
        for page in range(1, 7):
            self.expect(page)

    def test_they_are_no_content(self):
        """No mark but within an artifact; text and tags are those of the page."""
        self.render("--marks", "all")
        shown, _ = program.run("qpdf", "--qdf", "--object-streams=disable", self.pdf, "-")
        artifacts = re.findall(rb"/Artifact<</Type/Page>>BDC\n(.*?)EMC\n", shown, re.S)
        self.assertEqual(len(artifacts), 2)
        inside = sum(part.count(b" S\n") for part in artifacts)
        self.assertEqual(inside, len(self.lines(1)) + len(self.lines(2)))
        text, _ = program.run("pdftotext", self.pdf, "-")
        self.render()
        self.assertEqual(text, program.run("pdftotext", self.pdf, "-")[0])

    def test_a_layout_of_ones_own(self):
        layout = Path(self.folder.name, "own.yaml")
        layout.write_text("extends: gb9704/downward\npress: {length: 8mm, staples: {eye: 66mm}}\n",
                          encoding="utf-8")
        self.render("--marks", "staple", "--layout", layout)
        edges = {round(y, 1) for line, _ in self.lines() for y in line[1::2]}
        self.assertEqual(edges, {66, 66 + STAPLE, HEIGHT - 66 - STAPLE, HEIGHT - 66})
        self.assertTrue(near(self.boxes()["MediaBox"], (APART + 8 + APART,) * 4))


if __name__ == "__main__":
    unittest.main()
