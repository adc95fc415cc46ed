# SPDX-License-Identifier: Apache-2.0
"""render --signature-field: a field for each seal, where the seal is, which says whose it is."""

import json
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))

import pdftrace  # noqa: E402
import program  # noqa: E402

SAMPLES = HERE.parents[1] / "samples"
MM = 25.4 / 72
HEIGHT = 297


class Objects:
    """A file as qpdf reads it."""

    def __init__(self, path):
        out, _ = program.run("qpdf", "--json", path)
        read = json.loads(out)
        (_, self.objects) = read["qpdf"]
        self.pages = [self.resolve(page["object"]) for page in read["pages"]]
        self.root = self.resolve(self.resolve("trailer")["/Root"])

    def resolve(self, value):
        found = self.objects.get("trailer" if value == "trailer" else "obj:%s" % value)
        return value if found is None else found["value"]

    def fields(self):
        """Each field to sign with the number of its page, from 0."""
        form = self.resolve(self.root.get("/AcroForm", {}))
        named = form.get("/Fields", [])
        on_pages = [(n, one) for n, page in enumerate(self.pages)
                    for one in page.get("/Annots", []) if one in named]
        assert sorted(one for _, one in on_pages) == sorted(named)
        return [(n, self.resolve(one)) for n, one in on_pages]


class Fields(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.pdf = Path(folder.name, "a.pdf")

    def render(self, sample, *options):
        program.render(SAMPLES / sample, *options, "-o", self.pdf)
        return Objects(self.pdf)

    def box(self, field):
        """Left, top, right, bottom in mm."""
        left, bottom, right, top = (MM * edge for edge in field["/Rect"])
        return left, HEIGHT - top, right, HEIGHT - bottom

    def test_over_seals(self):
        fields = self.render("fig07-joint-seals.yaml", "--signature-field", "visible").fields()
        self.assertEqual([field["/T"] for _, field in fields],
                         ["u:Signature%d" % n for n in (1, 2, 3, 4)])
        self.assertEqual(fields[0][1]["/TU"], "u:临江县教育局印章签名处")
        images = pdftrace.pages(self.pdf)[fields[0][0]].images
        for (_, field), image in zip(fields, images, strict=True):
            frame = image.frame
            for edge, drawn in zip(self.box(field), (frame.x0, frame.top, frame.x1, frame.bottom)):
                self.assertAlmostEqual(edge, drawn, delta=0.4)

    def test_over_names(self):
        for sample, count in (("fig06-no-seal.yaml", 1), ("fig08-joint-no-seals.yaml", 3)):
            fields = self.render(sample, "--signature-field", "visible").fields()
            self.assertEqual(len(fields), count)
            page, last = fields[-1]
            left, top, right, bottom = self.box(last)
            inside = "".join(glyph.text for glyph in pdftrace.pages(self.pdf)[page].glyphs
                             if left - 0.1 <= glyph.x and glyph.x1 <= right + 0.1
                             and top < glyph.y < bottom)
            name = last["/TU"].removeprefix("u:").removesuffix("印章签名处")
            self.assertTrue(inside.startswith(name) and "日" in inside, inside)

    def test_set_by_hand(self):
        ((_, field),) = self.render("hand-seal.yaml", "--signature-field", "visible").fields()
        left, top, right, bottom = self.box(field)
        self.assertAlmostEqual(right - left, 42, delta=0.1)
        self.assertAlmostEqual(bottom - top, 42, delta=0.1)

    def test_stamps(self):
        fields = self.render("signature-stamp.yaml", "--signature-field", "visible").fields()
        self.assertEqual(fields[0][1]["/TU"], "u:临江县县长印章签名处")

    def test_no_sign_off(self):
        made = self.render("minutes.yaml", "--signature-field", "visible")
        ((page, field),) = made.fields()
        self.assertEqual(page, len(made.pages) - 1)
        self.assertEqual(field["/Rect"], [0, 0, 0, 0])

    def test_invisible(self):
        fields = self.render("fig07-joint-seals.yaml", "--signature-field", "invisible").fields()
        self.assertEqual([field["/Rect"] for _, field in fields], [[0, 0, 0, 0]] * 4)
        self.assertTrue(all(field["/F"] & 4 and not field["/F"] & 2 for _, field in fields))

    def test_each_copy(self):
        sample = next(path for path in SAMPLES.glob("*.yaml")
                      if "copy_number" in path.read_text("utf-8"))
        single = self.render(sample, "--signature-field", "visible").fields()
        copies = self.render(sample, "--signature-field", "visible", "--copies", "1-3").fields()
        self.assertEqual(len(copies), 3 * len(single))
        self.assertEqual(len({field["/T"] for _, field in copies}), len(copies))

    def test_not_asked_for(self):
        made = self.render("fig05-seal.yaml")
        self.assertNotIn("/AcroForm", made.root)
        self.assertFalse(any("/Annots" in page for page in made.pages))


if __name__ == "__main__":
    sys.exit(unittest.main())
