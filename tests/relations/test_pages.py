# SPDX-License-Identifier: Apache-2.0
"""What stands further back never moves what stands before it."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))

import pdftrace  # noqa: E402
import program  # noqa: E402
from documents import long_yaml, paragraph  # noqa: E402


def glyphs(page, above=1000):
    """All that stands on a page, or above a height in mm: texts and places."""
    return [(glyph.text, round(glyph.x, 2), round(glyph.y, 2), glyph.font)
            for glyph in page.glyphs if glyph.y < above]


class EarlierPages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        cls.texts = [paragraph(number) for number in range(1, 26)]
        cls.long = cls.pages(cls.texts)

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    @classmethod
    def pages(cls, paragraphs):
        folder = Path(cls.holder.name)
        (folder / "d.yaml").write_text(long_yaml(paragraphs), encoding="utf-8")
        program.render(folder / "d.yaml", "-o", folder / "d.pdf")
        return pdftrace.pages(folder / "d.pdf")

    def test_page_break_moves_nothing_before_it(self):
        """A break behind paragraph 9, on page 2: page 1 stays, and page 2 down to the break."""
        broken = self.pages(self.texts[:9] + ["---"] + self.texts[9:])
        self.assertEqual(glyphs(broken[0]), glyphs(self.long[0]))
        end = max(glyph.y for glyph in broken[1].glyphs if glyph.y < 262) + 1
        self.assertLess(end, 250, "page 2 is not cut short")
        self.assertEqual(glyphs(broken[1], end), glyphs(self.long[1], end))
        self.assertIn("第10项", "".join(glyph.text for glyph in broken[2].glyphs[:6]))

    def test_longer_body_leaves_the_header(self):
        """Header, title and recipients of page 1 are the same above a body of any length."""
        short = self.pages(self.texts[:1])
        body = min(line.y for line in short[0].lines() if line.text.startswith("第1项"))
        self.assertEqual(glyphs(short[0], body - 1), glyphs(self.long[0], body - 1))
        red = [[rule for rule in pages[0].rules if rule.ink == (1, 0, 0)]
               for pages in (short, self.long)]
        self.assertEqual(red[0], red[1])

    def test_added_paragraph_leaves_earlier_pages(self):
        """Another paragraph at the end: all pages but the last two stay as they are."""
        longer = self.pages(self.texts + [paragraph(26)])
        self.assertGreater(len(self.long), 3)
        for before, after in zip(self.long[:-2], longer):
            self.assertEqual(glyphs(before), glyphs(after))


if __name__ == "__main__":
    unittest.main()
