# SPDX-License-Identifier: Apache-2.0
"""The same document, written in another way: the same bytes."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))

import program  # noqa: E402
from documents import BODY, CHINESE_YAML, JSON, MARKDOWN, YAML, long_yaml, paragraph  # noqa: E402

BOM = "\ufeff"


class SameBytes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        cls.folder = Path(cls.holder.name)
        cls.first = cls.render("report.yaml", YAML)
        assert cls.first.startswith(b"%PDF-")

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    @classmethod
    def render(cls, name, text, *options):
        path = cls.folder / name
        path.write_bytes(text.encode("utf-8"))
        return program.render_bytes(path, *options)

    def assertSame(self, name, text, *options):
        self.assertTrue(self.render(name, text, *options) == self.first, "other bytes")

    def test_once_more(self):
        self.assertSame("report.yaml", YAML)

    def test_under_another_name(self):
        self.assertSame("另一个.yml", YAML)

    def test_json(self):
        self.assertSame("report.json", JSON)

    def test_markdown_with_front_matter(self):
        self.assertSame("report.md", MARKDOWN)

    def test_chinese_keys(self):
        self.assertSame("chinese.yaml", CHINESE_YAML)

    def test_windows_line_ends(self):
        self.assertSame("crlf.yaml", YAML.replace("\n", "\r\n"))
        self.assertSame("crlf.md", MARKDOWN.replace("\n", "\r\n"))

    def test_byte_order_mark(self):
        self.assertSame("bom.yaml", BOM + YAML)
        self.assertSame("bom.json", BOM + JSON)
        self.assertSame("bom.md", BOM + MARKDOWN.replace("\n", "\r\n"))

    def test_layout_named_on_the_command_line(self):
        self.assertSame("layout.yaml", YAML, "--layout", "gb9704/downward")

    def test_blank_lines_between_paragraphs(self):
        self.assertSame("blank.yaml", long_yaml(BODY.replace("\n", "\n\n").split("\n")))

    def test_standard_input(self):
        out = program.render_bytes("-", "--input-format", "yaml", stdin=YAML.encode())
        self.assertTrue(out == self.first, "other bytes")

    def test_other_words_give_other_bytes(self):
        self.assertFalse(self.render("other.yaml", YAML.replace("立冬", "立春")) == self.first)

    def test_two_files_in_one_call(self):
        """Each is what it is alone, whatever stands before it."""
        other = long_yaml([paragraph(i) for i in range(1, 9)])
        alone = self.render("b.yaml", other)
        (self.folder / "a.yaml").write_text(YAML, encoding="utf-8")
        for order in ("ab", "ba"):
            out = self.folder / order
            program.render(*[self.folder / (name + ".yaml") for name in order], "-o", out)
            self.assertTrue((out / "a.pdf").read_bytes() == self.first, "a differs in " + order)
            self.assertTrue((out / "b.pdf").read_bytes() == alone, "b differs in " + order)


if __name__ == "__main__":
    unittest.main()
