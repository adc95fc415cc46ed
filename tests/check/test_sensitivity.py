# SPDX-License-Identifier: Apache-2.0
"""What `hongtou check` must not miss: each change is made, and must be caught and named."""

import shutil
import sys
import unittest
from pathlib import Path

from case import Case

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

from faces import rename  # noqa: E402

OPEN_FACES = Path(__file__).resolve().parents[2] / "fonts/open"

# A sample, its layout, a change of the layout, and the sentence that tells it.
MOVED = [
    ("fig05-seal", "gb9704/downward", "header: {mark: {top: 35.3mm}}",
     "page 1: the mark “临江县人民政府” moved 0.30 mm down (2 marks, …document.yaml:3)"),
    ("fig05-seal", "gb9704/downward", "header: {red-rule: {above: 4.3mm}}",
     "page 1: the red rule moved 0.30 mm down"),
    ("fig05-seal", "gb9704/downward", "main: {title: {left: 0.6mm}}",
     "page 1: the title “…” moved 0.30 mm right (…document.yaml:5)"),
    ("fig05-seal", "gb9704/downward", "folio: {page-number: {foot: 7.3mm}}",
     "page 1: the page number “— 1 —” moved 0.30 mm down"),
    ("fig05-seal", "gb9704/downward", "folio: {page-number: {foot: 7.3mm}}",
     "page 2: the page number “— 2 —” moved 0.30 mm down"),
    ("fig05-seal", "gb9704/downward", "page: {type-area: {left: 28mm, top: 37mm, width: 156mm, height: 225.3mm}}",
     "page 2: the last rule of the imprint moved 0.30 mm down"),
    ("fig05-seal", "gb9704/downward", "imprint: {last-rule: {above: 2.7375mm}}",
     "page 2: the middle rule of the imprint moved 0.30 mm up"),
    ("fig05-seal", "gb9704/downward", "imprint: {last-rule: {above: 2.7375mm}}",
     "page 2: the first rule of the imprint moved 0.30 mm up"),
    ("fig11-letter", "gb9704/letter", "header: {head-rules: {above: 4.3mm}}",
     "page 1: the double rule of the head moved 0.30 mm down (2 marks)"),
    ("fig11-letter", "gb9704/letter", "header: {foot-rules: {foot: 20.3mm}}",
     "page 1: the double rule of the foot moved 0.30 mm up (2 marks)"),
    ("fig05-seal", "gb9704/downward", "main: {seals: {sink: 2.5mm}}",
     "page 2: the sign-off with seals moved 0.50 mm up (…document.yaml:3)"),
]

RESIZED = [
    ("fig05-seal", "gb9704/downward", "header: {red-rule: {rule: 0.55mm}}",
     "page 1: the red rule is 0.05 mm thicker"),
    ("fig05-seal", "gb9704/downward", "imprint: {first-rule: {rule: 0.40mm}}",
     "page 2: the first rule of the imprint is 0.05 mm thicker"),
    ("fig05-seal", "gb9704/downward", "imprint: {middle-rule: {rule: 0.30mm}}",
     "page 2: the middle rule of the imprint is 0.05 mm thicker"),
    ("fig05-seal", "gb9704/downward", "imprint: {last-rule: {rule: 0.40mm}}",
     "page 2: the last rule of the imprint is 0.05 mm thicker"),
    ("fig11-letter", "gb9704/letter", "header: {head-rules: {rule: 0.60mm}}",
     "page 1: the double rule of the head is 0.05 mm thicker"),
    ("fig05-seal", "gb9704/downward", "header: {red-rule: {length: 155.7mm}}",
     "page 1: the red rule is 0.30 mm shorter"),
]

PAINTED = [
    ("fig05-seal", "gb9704/downward", 'inks: {red: {rgb: "#F20000"}}',
     "the ink red is #F20000, C0 M80 Y80 K0 instead of #FF0000, C0 M80 Y80 K0"),
    ("fig05-seal", "gb9704/downward", "styles: {title: {ink: red}}",
     "page 1: the title “…” is red instead of black (…)"),
    ("fig05-seal", "gb9704/downward", "styles: {title: {face: hei}}",
     "page 1: the title “…” is set in NotoSansCJKsc-Regular instead of NotoSerifCJKsc-SemiBold (…)"),
]

TEXT = [
    ("临府发〔2024〕24号", "临府发〔2024〕25号",
     "page 1: the number says “…24〕25号” instead of “…24〕24号” (…document.yaml:4)"),
    ("2024年9月27日", "2024年9月28日",
     "page 2: the sign-off with seals says “…4年9月28日” instead of “…4年9月27日” (…)"),
    ("各自职责", "各白职责", "page 2: the body says “…按照各白职责加…” instead of “…按照各自职责加…” (…)"),
    ("已经", "己经", "page 2: the body says “…己…” instead of “…已…” (…)"),
]


class Layouts(Case):
    def told(self, changes):
        approved = None
        for sample, layout, change, sentence in changes:
            if sample != approved:
                self.approve(sample, layout)
                approved = sample
            with self.subTest(change, sentence=sentence):
                self.change_layout(layout, change)
                self.assertTold(sentence, self.check("one", status=1))

    def test_moved(self):
        self.told(MOVED)

    def test_resized(self):
        self.told(RESIZED)

    def test_painted(self):
        self.told(PAINTED)


class Documents(Case):
    def setUp(self):
        super().setUp()
        self.approve("fig05-seal", "gb9704/downward")
        self.change_text("未批先建", "已经未批先建")
        self.check("one", "--update")

    def test_one_character(self):
        for old, new, sentence in TEXT:
            with self.subTest(new):
                self.change_text(old, new)
                self.assertTold(sentence, self.check("one", status=1))
                self.change_text(new, old)

    def test_a_page_more(self):
        self.change_text("  本通知自", "  各乡镇要抓好落实。\n" * 20 + "  本通知自")
        said = self.check("one", status=1)
        self.assertIn("one: another number of pages\n", said)
        self.assertTold("the number of pages is 3 instead of 2", said)
        self.assertTold("page 3: the page number “— 3 —” is new", said)
        self.assertTold("page 3: the first rule of the imprint moved from page 2 to page 3", said)

    def test_a_seal_in_another_red(self):
        """Nothing has moved: only the pixels tell it, and where they stand."""
        seal = self.cases / "one/seals/county.svg"
        seal.write_text(seal.read_text("utf-8").replace("#d9000c", "#cf000b"), "utf-8")
        said = self.check("one", status=1)
        self.assertIn("one: pixels differ\n", said)
        self.assertTold("page 2: … pixels differ, …: …the sign-off with seals…", said)

    def test_a_seal_that_moved_and_changed(self):
        """The one does not hide the other; a file written anew that looks the same is no change."""
        seal = self.cases / "one/seals/county.svg"
        text = seal.read_text("utf-8")
        seal.write_text(text.replace("#d9000c", "#0000d9"), "utf-8")
        self.change_layout("gb9704/downward", "main: {seals: {sink: 2.5mm}}")
        said = self.check("one", status=1)
        self.assertTold("page 2: the sign-off with seals moved 0.50 mm up (…document.yaml:3)", said)
        self.assertTold("page 2: the sign-off with seals shows another image (…document.yaml:3)",
                        said)
        self.change_layout("gb9704/downward", "")
        seal.write_text(text + "<!-- saved again -->\n", "utf-8")
        self.check("one")

    def test_another_face(self):
        """A licensed face appears on the machine: told before anything else."""
        faces = self.folder / "faces"
        faces.mkdir()
        rename(OPEN_FACES / "FandolKai-Regular.otf", faces / "kai.otf", "FandolKai", "FangSong")
        said = self.check("one", "--fonts", faces, status=1)
        self.assertEqual(said.splitlines()[0], "one: other faces")
        self.assertTold("the face FandolFang-Regular is no longer used", said)

    def test_a_page_of_another_size(self):
        self.change_layout("gb9704/downward", "page: {size: [210mm, 296mm]}")
        said = self.check("one", status=1)
        self.assertIn("one: another page size\n", said)
        self.assertTold("page 1: the page measures 210.0 x 296.0 mm instead of 210.0 x 297.0 mm",
                        said)


class Insensitivity(Case):
    def test_two_hundred_times(self):
        """The same document, set 200 times by several threads: always the same bytes."""
        self.approve("fig05-seal", "gb9704/downward")
        for number in range(199):
            shutil.copytree(self.cases / "one", self.cases / f"n{number}")
        self.assertEqual(self.check(), "cases: 200, passed: 200, failed: 0\n")


if __name__ == "__main__":
    sys.exit(unittest.main())
