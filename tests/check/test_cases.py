# SPDX-License-Identifier: Apache-2.0
"""How cases are written, approved and kept: what `hongtou check` says, writes, and leaves alone."""

import json
import os
import sys
import unittest
import xml.etree.ElementTree as ET

from case import Case

DOCUMENT = "issuers: 青河县人民代表大会\ntitle: 关于修复古桥的决议\nbody: |\n  会议同意修复古桥。\n"


class Approved(Case):
    """A case of one page, with its reference."""

    def setUp(self):
        super().setUp()
        self.document = self.write("cases/one/document.yaml", DOCUMENT)
        self.write("cases/one/case.yaml", "document: document.yaml\n")
        self.check("one", "--update")

    def test_its_files(self):
        self.assertEqual(sorted(self.files()), ["case.yaml", "document.yaml", "p01.ref.png",
                                                "reference.trace", "reference.yaml"])
        self.assertEqual(self.check(), "cases: 1, passed: 1, failed: 0\n")
        self.assertEqual(self.check("-q"), "")

    def test_update_tells_first_and_then_writes(self):
        self.change_text("古桥。", "石桥。")
        changed = self.check("one", status=1)
        self.assertIn("  page 1: the body says “会议同意修复石桥。” instead of “会议同意修复古桥。”",
                      changed)
        told = self.check("one", "--update")
        self.assertTrue(told.startswith(changed.split("cases:")[0]), told)
        self.assertIn("one: files written: 3\n", told)
        self.check("one")

    def test_update_writes_nothing_when_nothing_changed(self):
        before = self.files()
        self.assertEqual(self.check("one", "--update"), "cases: 1, approved: 0, up to date: 1\n")
        self.assertEqual(self.files(), before)

    def test_update_touches_only_what_is_named(self):
        self.write("cases/two/document.yaml", DOCUMENT)
        self.write("cases/two/case.yaml", "document: document.yaml\n")
        self.check("two", "--update")
        self.change_text("古桥。", "石桥。")
        before = self.files()
        self.check("two", "--update")
        self.assertEqual(self.files(), before)
        self.check("--update", status=2)
        self.assertIn("--update-all renews all", self.said)
        self.check("--update-all")
        self.assertNotEqual(self.files(), before)

    def test_update_removes_pages_that_are_no_more(self):
        self.document.write_text(DOCUMENT + "  ---\n  会议要求逐年检查。\n", encoding="utf-8")
        self.check("one", "--update")
        self.assertIn("p02.ref.png", self.files())
        self.document.write_text(DOCUMENT, encoding="utf-8")
        self.check("one", "--update")
        self.assertNotIn("p02.ref.png", self.files())

    def test_an_update_that_was_cut_off(self):
        """Its images are new, its trace could not be written: not even the old document passes."""
        trace = self.cases / "one/reference.trace"
        kept = trace.read_bytes()
        trace.unlink()
        trace.mkdir()
        self.change_text("古桥。", "石桥。")
        self.check("one", "--update", status=2)
        trace.rmdir()
        trace.write_bytes(kept)
        self.change_text("石桥。", "古桥。")
        self.assertIn("one: no reference", self.check("one", status=1))
        self.check("one", "--update")
        self.check("one")

    def test_a_part_of_the_reference_is_missing(self):
        for name in ("p01.ref.png", "reference.trace", "reference.yaml"):
            with self.subTest(name):
                (self.cases / "one" / name).unlink()
                said = self.check("one", status=1)
                self.assertIn(f"one: no reference: {self.cases}/one/{name}\n", said)
                self.check("one", "--update")

    def test_a_damaged_reference(self):
        for name, text, told in (
                ("reference.trace", "page 1 609449 862294\nrun title\n", "reference.trace is not the file"),
                ("reference.trace", "", "reference.trace is not the file"),
                ("reference.yaml", "pages: 1\n", "E0925"),
                ("reference.yaml", "pdf: 0\ndpi: 96\npages: many\n", "E0923"),
                ("p01.ref.png", "no image", "p01.ref.png is not the file")):
            with self.subTest(name, text=text):
                self.change_text("古桥。", "石桥。")
                self.write(f"cases/one/{name}", text)
                said = self.check("one", status=1)
                self.assertIn("one: no reference", said)
                self.assertIn(told, said)
                self.check("one", "--update")
                self.change_text("石桥。", "古桥。")
                self.check("one", "--update")

    def test_an_image_that_the_reference_does_not_count(self):
        """The trace has two pages, reference.yaml speaks of one: the second is asked for too."""
        self.document.write_text(DOCUMENT + "  ---\n  会议要求逐年检查。\n", encoding="utf-8")
        self.check("one", "--update")
        path = self.cases / "one/reference.yaml"
        text = path.read_text("utf-8").replace("pdf: ", "pdf: 0").replace("pages: 2", "pages: 1")
        path.write_text(text, "utf-8")
        (self.cases / "one/p02.ref.png").unlink()
        self.assertIn(f"one: no reference: {self.cases}/one/p02.ref.png\n",
                      self.check("one", status=1))

    def test_an_image_that_was_exchanged(self):
        """Also while the file's bytes are the same."""
        self.write("cases/one/p01.ref.png", "another image")
        self.assertIn("p01.ref.png is not the file that was approved", self.check("one", status=1))
        self.check("one", "--update")
        self.check("one")

    def test_a_reference_of_another_resolution(self):
        self.write("cases/one/case.yaml", "document: document.yaml\ndpi: 150\n")
        self.assertIn("one: no reference: made at 96 dpi, and the case asks for 150",
                      self.check("one", status=1))

    def test_the_files_bytes_may_differ(self):
        """Another library may write another file that prints the same."""
        path = self.cases / "one/reference.yaml"
        path.write_text(path.read_text("utf-8").replace("pdf: ", "pdf: 0"), "utf-8")
        self.assertEqual(self.check("one"), "cases: 1, passed: 1, failed: 0\n")
        self.assertEqual(self.check("one", "--update"),
                         "one: files written: 1\ncases: 1, approved: 1, up to date: 0\n")

    def test_report_for_build_servers(self):
        self.change_text("古桥。", "石桥。")
        self.check("one", "--report", "out", status=1)
        report = json.loads((self.folder / "out/report.json").read_text("utf-8"))
        self.assertEqual(report["summary"], {"cases": 1, "passed": 0, "failed": 1})
        self.assertEqual(report["cases"][0]["findings"][0]["what"], "text")
        suite = ET.parse(self.folder / "out/junit.xml").getroot()
        self.assertEqual((suite.get("tests"), suite.get("failures")), ("1", "1"))
        self.assertIn("instead of “会议同意修复古桥。”", suite.find("testcase/failure").text)
        images = sorted(path.name for path in (self.folder / "out/images").glob("*.png"))
        self.assertEqual(images, ["one-p01.diff.png", "one-p01.out.png", "one-p01.ref.png"])


    def test_report_of_names_that_are_no_text(self):
        """A folder may be called anything; reports are UTF-8, and XML takes no control characters."""
        for name in (b"a\xff", b"b\x01 &"):
            (self.cases / os.fsdecode(name)).mkdir()
            (self.cases / os.fsdecode(name) / "case.yaml").write_text("document: none.yaml\n")
        self.check("-q", "--report", "out", status=1, errors="replace")
        report = json.loads((self.folder / "out/report.json").read_text("utf-8"))
        self.assertEqual([case["name"] for case in report["cases"]],
                         ["a\ufffd", "b\x01 &", "one"])
        suite = ET.parse(self.folder / "out/junit.xml").getroot()
        self.assertEqual([case.get("name") for case in suite], ["a\ufffd", "b\ufffd &", "one"])


class Tolerated(Case):
    """What a case may let pass, and says why."""

    def setUp(self):
        super().setUp()
        self.write("cases/one/seal.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="42mm" '
                   'height="42mm"><circle cx="50%" cy="50%" r="45%" fill="#FF0000"/></svg>')
        self.write("cases/one/document.yaml", "kind: 通知\nnumber: 青府发〔2026〕1号\n"
                   "title: 关于修复古桥的通知\nissuers: {name: 青河县人民政府, seal: seal.svg}\n"
                   "recipients: 各乡镇\nbody: 请照办。\ndate: 2026-01-05\n")
        self.ask("")
        self.check("one", "--update")
        seal = self.cases / "one/seal.svg"
        seal.write_text(seal.read_text("utf-8").replace("#FF0000", "#E60000"), "utf-8")

    def ask(self, more):
        self.write("cases/one/case.yaml", "document: document.yaml\n" + more)

    def test_nothing(self):
        self.assertTold("page 1: … pixels differ, …", self.check("one", status=1))

    def test_a_tolerance(self):
        self.ask("tolerance: 25\n")
        self.check("one")
        self.ask("tolerance: 24\n")
        self.check("one", status=1)

    def test_a_budget(self):
        self.ask("budget: {pixels: 100000, reason: the printer of the office is worn}\n")
        self.check("one")
        self.ask("budget: {pixels: 100, reason: the printer of the office is worn}\n")
        self.check("one", status=1)

    def test_masks(self):
        self.ask("masks: [{page: 1, box: [100mm, 150mm, 84mm, 112mm]}]\n")
        self.check("one")
        self.ask("masks: [{box: [100mm, 150mm, 84mm, 112mm]}]\n")
        self.check("one")
        self.ask("masks: [{page: 2, box: [100mm, 150mm, 84mm, 112mm]}]\n")
        self.check("one", status=1)


class Marks(Case):
    """Masks and slack are for marks as well as for pixels."""

    def setUp(self):
        super().setUp()
        self.document = self.write("cases/one/document.yaml", DOCUMENT.replace(
            "issuers", "copy_number: 1\nissuers") + "settings: {red_rule: 0.5mm}\n")
        self.write("cases/one/layout.yaml", "extends: gb9704/downward\n")
        self.ask("")
        self.check("one", "--update")

    def ask(self, more):
        self.write("cases/one/case.yaml", "document: document.yaml\nlayout: layout.yaml\n" + more)

    def test_a_mark_in_a_mask(self):
        self.change_text("copy_number: 1", "copy_number: 2")
        self.assertTold("page 1: the copy number says “000002” instead of “000001” (…)",
                        self.check("one", status=1))
        self.ask("masks: [{page: 1, box: [28mm, 36mm, 30mm, 10mm]}]\n")
        self.check("one")
        self.ask("masks: [{page: 1, box: [28mm, 136mm, 30mm, 10mm]}]\n")
        self.check("one", status=1)

    def test_a_mark_that_moved_less_than_the_slack(self):
        self.write("cases/one/layout.yaml",
                   "extends: gb9704/downward\nheader: {mark: {top: 35.2mm}}\n")
        self.check("one", status=1)
        self.ask("slack: 0.3mm\n")
        self.check("one")
        self.ask("slack: 0.1mm\n")
        self.check("one", status=1)


class Folders(Case):
    def test_cases_in_folders(self):
        self.write("cases/town/one/document.yaml", DOCUMENT)
        self.write("cases/town/one/case.yaml", "document: document.yaml\n")
        self.assertIn("town/one: no reference", self.check("--report", "out", status=1))
        self.check("town/one", "--update")
        self.write("cases/town/one/document.yaml", DOCUMENT.replace("古桥。", "石桥。"))
        self.check("--report", "out", status=1)
        self.assertTrue((self.folder / "out/images/town_one-p01.out.png").exists())

    def test_files_outside_the_document_s_folder(self):
        self.write("cases/list.md", "古桥三座。\n")
        self.write("cases/one/document.yaml",
                   DOCUMENT + "attachments: {title: 名单, file: ../list.md}\n")
        self.write("cases/one/case.yaml", "document: document.yaml\n")
        self.assertIn("error[E0217]", self.check("one", status=1))
        self.check("one", "--update", "--allow-outside")
        self.check("one", "--allow-outside")


class Wrong(Case):
    """What is written wrongly is told at its place."""

    def setUp(self):
        super().setUp()
        self.write("cases/one/document.yaml", DOCUMENT)

    def test_case_files(self):
        for text, told in (
                ("docment: document.yaml", "case.yaml:1:1: error[E0921]"),
                ("document: document.yaml\ndpi: fine", "case.yaml:2:6: error[E0923]"),
                ("document: document.yaml\ntolerance: 256", "case.yaml:2:12: error[E0923]"),
                ("document: document.yaml\nslack: 1", "case.yaml:2:8: error[E0922]"),
                ("document: document.yaml\nslack: 5.1mm", "case.yaml:2:8: error[E0922]"),
                ("document: document.yaml\nbudget: 40", "case.yaml:2:9: error[E0922]"),
                ("document: document.yaml\nmasks: [1]", "case.yaml:2:9: error[E0922]"),
                ("document: document.yaml\nmasks: [{box: [1mm, 2mm]}]", "2:15: error[E0922]"),
                ("dpi: 96", "case.yaml: error[E0924]"),
                ("document: none.yaml", "error[E0801]")):
            with self.subTest(text):
                self.write("cases/one/case.yaml", text + "\n")
                said = self.check("one", status=1)
                self.assertIn("one: not rendered\n", said)
                self.assertIn(told, said)

    def test_a_document_with_a_mistake_is_never_a_reference(self):
        self.write("cases/one/case.yaml", "document: document.yaml\n")
        self.check("one", "--update")
        self.write("cases/one/document.yaml", DOCUMENT + "date: 昨天\n")
        before = self.files()
        said = self.check("one", "--update", status=1)
        self.assertIn("document.yaml:5:7: error[E0212]", said)
        self.assertEqual(self.files(), before)

    def test_names(self):
        self.write("cases/one/case.yaml", "document: document.yaml\n")
        self.check("on", status=2)
        self.assertIn("error[E0926]: there is no case 'on'", self.said)
        self.assertIn("did you mean 'one'?", self.said)

    def test_folders(self):
        self.check(status=2)
        self.assertIn("error[E0927]", self.said)
        self.check("--cases", "nowhere", status=2)
        self.assertIn("error[E0801]: cannot read nowhere", self.said)


if __name__ == "__main__":
    sys.exit(unittest.main())
