# SPDX-License-Identifier: Apache-2.0
"""Reports, summaries and volumes: never written over something else, and their folders are made."""

import shutil
import sys
import unittest

from case import Case, document


class Targets(Case):
    def setUp(self):
        super().setUp()
        self.write_all(3)
        self.write("list.txt", "in/d001.yaml\nin/d002.yaml\n")
        self.write("house.yaml", "extends: gb9704/downward\n")

    def refuse(self, source, *options, code):
        """Nothing is rendered, and what would be written over is what it was."""
        before = {path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}
        self.batch(source, *options, status=2)
        self.assertIn(f"error[{code}]: {options[-1]} ", self.said)
        self.assertEqual({path: path.read_bytes() for path in before}, before)
        self.assertEqual(self.outputs(), {})
        shutil.rmtree(self.folder / "out", ignore_errors=True)

    def test_what_is_read(self):
        (self.folder / "other.yaml").hardlink_to(self.folder / "in/d002.yaml")
        for option in ("--report", "--summary", "--bind"):
            self.refuse("list.txt", option, "list.txt", code="E1134")
            self.refuse("in", "--layout", "house.yaml", option, "house.yaml", code="E1134")
            self.refuse("in", option, "in/d002.yaml", code="E1150")
            self.refuse("in", option, "other.yaml", code="E1150")

    def test_folders_are_made(self):
        self.batch("in", "--report", "a/b/all.jsonl", "--summary", "c/all.html", "--bind",
                   "d/all.pdf", "--thumbnails", "e/f")
        for name in ("a/b/all.jsonl", "c/all.html", "d/all.pdf", "e/f"):
            self.assertTrue((self.folder / name).exists(), name)

    def test_folders_that_cannot_be_made(self):
        """Told before the first document is rendered."""
        for option in ("--report", "--summary", "--bind"):
            self.batch("in", option, "list.txt/all", status=2)
            self.assertIn("error[E0803]: cannot write list.txt", self.said)
            self.assertEqual(self.outputs(), {})


class Calls(Case):
    """What is wrong with the call is told once, before anything is read."""

    def setUp(self):
        super().setUp()
        self.write_all(3)

    def test_a_layout_that_is_none(self):
        self.write("bad.yaml", "extends: gb9704/downward\nstiles: {}\n")
        for layout, code, status in (("gb9704/downwart", "E0301", 2), ("no.yaml", "E0801", 2),
                                     ("bad.yaml", "E0303", 1)):
            self.batch("in", "--layout", layout, status=status)
            self.assertEqual(self.said.count(f"error[{code}]"), 1, self.said)
            self.assertFalse((self.folder / "out").exists())

    def test_options_of_tables(self):
        self.write("columns.yaml", "values: {}\n")
        for option, value in (("--columns", "columns.yaml"), ("--encoding", "gb18030")):
            self.batch("in", option, value, status=2)
            self.assertIn(f"error[E1151]: {option} is for tables, and in is none", self.said)

    def test_numbers_and_names(self):
        for *options, words in (("-j0", "-j is from 1"), ("-j", "-1", "-j is from 1"),
                                ("--report", "-", "want a name, not -"),
                                ("--summary", "-", "want a name, not -"),
                                ("--match", "*.md", "--match", "*.yaml", "only one --match")):
            self.batch("in", *options, status=2)
            self.assertIn(words, self.said)
            self.assertFalse((self.folder / "out").exists())

    def test_help(self):
        self.assertIn("130 or 143", self.batch("--help"))


if __name__ == "__main__":
    sys.exit(unittest.main())
