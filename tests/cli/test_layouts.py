# SPDX-License-Identifier: Apache-2.0
"""The commands about layouts and fonts: what they print, and that it can be used."""

import pathlib
import unittest

from case import ROOT, SAMPLES, Case

FOLDER = ROOT / "layouts"
ROLES = ["fangsong", "xiaobiaosong", "hei", "kai", "song", "latin", "scripts"]


def layout_names():
    """All files but the one that PDFs are measured by."""
    names = (path.relative_to(FOLDER) for path in FOLDER.rglob("*.yaml"))
    return sorted(str(name.with_suffix("")) for name in names if name.name != "clauses.yaml")


class Layouts(Case):
    def trace(self, document, *args):
        out, _ = self.run_to(0, "render", "-q", "-f", "trace", "-o", "-", document, *args)
        return out.decode()

    def test_list(self):
        out, said = self.run_to(0, "layouts")
        self.assertEqual(said, "")
        rows = [line.split(maxsplit=1) for line in out.decode().splitlines()]
        self.assertEqual([row[0] for row in rows], layout_names())
        for name, title in rows:
            self.assertTrue(title.strip(), name)

    def test_show_loads_again(self):
        """What `show` prints is a layout that stands alone and sets the same pages."""
        for name in layout_names():
            with self.subTest(name):
                out, said = self.run_to(0, "layouts", "show", name)
                self.assertEqual(said, "")
                self.assertNotIn(b"extends", out)
                self.write("shown.yaml", out.decode())
                for sample in ("report.yaml", "notice.yaml"):
                    self.assertEqual(self.trace(SAMPLES / sample, "--layout", name),
                                     self.trace(SAMPLES / sample, "--layout", "shown.yaml"))

    def test_show_a_file(self):
        self.write("town.yaml", "extends: gb9704/upward\nstyles:\n  title: {size: 小二}\n")
        out, _ = self.run_to(0, "layouts", "show", "town.yaml")
        self.assertIn("小二", out.decode())
        self.write("shown.yaml", out.decode())
        again, _ = self.run_to(0, "layouts", "show", "shown.yaml")
        self.assertEqual(again, out)

    def test_show_a_wrong_file(self):
        self.write("town.yaml", "extends: gb9704\nmain:\n  title: {algin: left}\n")
        out, said = self.run_to(1, "layouts", "show", "town.yaml")
        self.assertEqual(out, b"")
        self.assertIn("town.yaml:3:11: error[E0303]", said)

    def test_house_style_changes_one_thing(self):
        """A layout may change one element of a section; all others stand as they were."""
        for section, element, change in [
                ("header", "mark", "{top: 40mm}"), ("header", "number", "{above: 3行}"),
                ("main", "title", "{above: 3行}"), ("main", "body", "{indent: 3字}"),
                ("main", "sign-off", "{right: 3字}"), ("imprint", "printer", "{above: 1字}"),
                ("folio", "page-number", "{foot: 8mm}")]:
            with self.subTest(f"{section}: {element}"):
                self.write("town.yaml", f"extends: gb9704\n{section}:\n  {element}: {change}\n")
                own = self.elements("gb9704")
                changed = self.elements("town.yaml")
                self.assertEqual(changed, own)

    def elements(self, layout):
        """Names of the elements that stand on the pages of a sample, in their order."""
        marks = [line.split() for line in self.trace(SAMPLES / "report.yaml", "--layout",
                                                     layout).splitlines()]
        names = [mark[1].split(":")[0] for mark in marks if mark and mark[0] in ("run", "rule")]
        return [name for name, before in zip(names, [""] + names) if name != before
                and name != "page-number"]

    def test_a_document_names_its_layout(self):
        text = (self.folder / "short.yaml").read_text(encoding="utf-8")
        self.write("own.yaml", text + "layout: examples/town\n")
        self.assertEqual(self.trace("own.yaml"),
                         self.trace("short.yaml", "--layout", "examples/town"))

    def test_the_option_goes_before_the_document(self):
        text = (self.folder / "short.yaml").read_text(encoding="utf-8")
        self.write("own.yaml", text + "layout: examples/town\n")
        self.assertEqual(self.trace("own.yaml", "--layout", "gb9704"),
                         self.trace("short.yaml", "--layout", "gb9704"))


class Fonts(Case):
    def test_table(self):
        out, said = self.run_to(0, "fonts")
        self.assertEqual(said, "")
        rows = out.decode().splitlines()
        self.assertEqual([row.split()[0] for row in rows[1:]], ROLES)
        for row in rows[1:]:
            self.assertTrue(pathlib.Path(row.split()[-1].split("#")[0]).is_file(), row)


if __name__ == "__main__":
    unittest.main()
