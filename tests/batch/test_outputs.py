# SPDX-License-Identifier: Apache-2.0
"""Names of outputs, what is rendered again and what is not, the order of things."""

import os
import shutil
import sys
import unittest
from pathlib import Path

from case import Case, document

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


class Names(Case):
    def test_of_keys(self):
        self.write("in/1.yaml", document(1))
        self.write("in/2.yaml", document(2).replace("关于第2座古桥的通知", "'a/b: c*d?'"))
        self.batch("in", "--name", "{文种}/{number}-{title}")
        self.assertEqual(sorted(self.outputs()), [
            "通知/青府发〔2026〕1号-关于第1座古桥的通知.pdf", "通知/青府发〔2026〕2号-a_b__c_d_.pdf"])

    def test_of_the_source(self):
        """Folders below the source stay, if the template says so; there may be none."""
        self.write("in/a/b c/1.yaml", document(1))
        self.write("in/2.yaml", document(2))
        self.batch("in", "--name", "{folder}/{name}-{number}")
        self.assertEqual(sorted(self.outputs()), [
            "2-青府发〔2026〕2号.pdf", "a/b_c/1-青府发〔2026〕1号.pdf"])
        self.batch("in", "-o", "again", "--name", "甲/{文件夹}/{文件名}.pdf")
        self.assertEqual(sorted(self.outputs("again")), ["甲/2.pdf", "甲/a/b_c/1.pdf"])
        self.batch("in", "--name", "{folders}/{name}", status=2)
        self.assertIn("error[E1102]: {folders} is no key", self.said)

    def test_of_files_whose_names_are_no_utf8(self):
        """They keep their names; in a template what is no letter becomes _."""
        for name in (b"a\xff\xe4.yaml", b"a\xfe\xe4.yaml", b"b\xe4"):
            self.write("in/" + os.fsdecode(name), document(name[1]))
        self.assertEqual(self.batch("in", "--match", "*"), self.counts(documents=3, rendered=3))
        names = [os.fsencode(name) for name in self.outputs()]
        self.assertEqual(sorted(names), [b"a\xfe\xe4.pdf", b"a\xff\xe4.pdf", b"b\xe4.pdf"])
        self.batch("in", "--match", "*", "-o", "named", "--name", "{name}-{number}")
        self.assertEqual(sorted(self.outputs("named")), [
            "a__-青府发〔2026〕254号.pdf", "a__-青府发〔2026〕255号.pdf", "b_-青府发〔2026〕228号.pdf"])

    def test_lines_of_a_title_are_joined(self):
        self.write("in/1.yaml", document(1).replace("关于第1座古桥的通知", '"关于修复\\n古桥的通知"'))
        self.batch("in", "--name", "{title}")
        self.assertEqual(list(self.outputs()), ["关于修复古桥的通知.pdf"])
        self.assertEqual(self.record("1.yaml")["title"], "关于修复古桥的通知")

    def test_too_long_for_a_file_system(self):
        self.write("in/1.yaml", document(1).replace("古桥", "古桥" * 80))
        self.batch("in", "--name", "{title}.pdf")
        (name,) = self.outputs()
        self.assertLess(len(name.encode()), 255)

    def test_two_of_one_name(self):
        self.write_all(3)
        said = self.batch("in", "--name", "{issuers}", status=1)
        self.assertEqual(said, self.counts(documents=3, rendered=1, failed=2))
        self.assertEqual(list(self.outputs()), ["青河县人民政府.pdf"])
        (finding,) = self.record("d003.yaml")["diagnostics"][-1:]
        self.assertEqual(finding["code"], "E1110")
        self.assertIn("d001.yaml", finding["message"])
        self.assertEqual(finding["file"], "d003.yaml")

    def test_two_ways_to_one_name(self):
        """In a list: ./ changes nothing, and dots within a name do not lead out."""
        self.write_all(1)
        self.write("in/a/d..1.yaml", document(2))
        self.write("in/list.txt", "d001.yaml\n.//d001.yaml\na/./d..1.yaml\n../in/a/d..1.yaml\n")
        said = self.batch("in/list.txt", status=1)
        self.assertEqual(said, self.counts(documents=4, rendered=3, failed=1))
        self.assertEqual(sorted(self.outputs()), ["a/d..1.pdf", "d..1.pdf", "d001.pdf"])
        self.assertEqual(self.record(".//d001.yaml")["diagnostics"][-1]["code"], "E1110")

    def test_two_of_one_number(self):
        """Told in each run, of the later one; not of the same document in two files."""
        self.write("in/1.yaml", document(1))
        self.write("in/2.yaml", document(1))
        self.write("in/3.yaml", document(2).replace("2号", "1号"))
        for _ in range(2):
            self.batch("in")
            self.assertEqual(self.said.count("warning[W1124]"), 1)
            (finding,) = self.record("3.yaml")["diagnostics"]
            self.assertEqual(finding["code"], "W1124")
            self.assertIn("青府发〔2026〕1号, as has 1.yaml, “关于第1座古桥的通知”",
                          finding["message"])

    def test_a_document_without_the_key(self):
        self.write("in/1.yaml", document(1))
        self.write("in/2.yaml", document(2, "note: 此件公开发布\n"))
        self.batch("in", "--name", "{note}", status=1)
        self.assertEqual(self.record("1.yaml")["diagnostics"][-1]["code"], "E1104")

    def test_a_document_that_has_another_name_now(self):
        self.write_all(2)
        self.batch("in", "--name", "{title}")
        self.write("in/d001.yaml", document(7))
        self.batch("in", "--name", "{title}")
        (finding,) = self.record("d001.yaml")["diagnostics"]
        self.assertEqual((finding["code"], finding["file"]), ("W1111", "d001.yaml"))
        self.assertIn("关于第1座古桥的通知.pdf before", finding["message"])
        self.assertEqual(len(self.outputs()), 3)
        (self.folder / "out/关于第1座古桥的通知.pdf").unlink()
        self.batch("in", "--name", "{title}")  # it is told once: the old file may be gone
        self.assertEqual(self.record("d001.yaml")["diagnostics"], [])

    def test_templates_that_are_none(self):
        self.write_all(1)
        for template, code in (("{titel}", "E1102"), ("same", "E1103"), ("../{title}", "E1103"),
                               ("/{title}", "E1103"), ("{title", "E1102")):
            with self.subTest(template):
                self.batch("in", "--name", template, status=2)
                self.assertIn(f"error[{code}]", self.said)


class Again(Case):
    """A second run does what is left to do."""

    def setUp(self):
        super().setUp()
        shutil.copytree(SAMPLES / "seals", self.folder / "in/seals")
        self.write("in/plain.yaml", document(1))
        self.write("in/sealed.yaml", document(2).replace(
            "issuers: 青河县人民政府", "issuers: {name: 青河县人民政府, seal: seals/county.svg}"))
        self.write("house.yaml", "extends: gb9704/downward\n")
        self.batch("in", "--layout", "house.yaml")
        self.before = self.outputs()

    def again(self, *options):
        return self.batch("in", "--layout", "house.yaml", *options)

    def test_nothing_changed(self):
        self.assertEqual(self.again(), self.counts(documents=2, unchanged=2))
        self.assertEqual([record["outcome"] for record in self.records()], ["unchanged"] * 2)
        self.assertEqual([record["pages"] for record in self.records()], [1, 1])
        self.assertEqual(self.again("--force"), self.counts(documents=2, rendered=2))
        self.assertEqual(self.outputs(), self.before)

    def test_a_document_changed(self):
        self.write("in/plain.yaml", document(3))
        self.assertEqual(self.again(), self.counts(documents=2, rendered=1, unchanged=1))
        self.assertEqual(self.record("sealed.yaml")["outcome"], "unchanged")

    def test_a_seal_changed(self):
        seal = self.folder / "in/seals/county.svg"
        seal.write_text(seal.read_text("utf-8").replace("#d9000c", "#ff0000"), "utf-8")
        self.assertEqual(self.again(), self.counts(documents=2, rendered=1, unchanged=1))
        self.assertEqual(self.record("plain.yaml")["outcome"], "unchanged")

    def test_the_layout_changed(self):
        self.write("house.yaml", "extends: gb9704/downward\nheader: {red-rule: {rule: 0.6mm}}\n")
        self.assertEqual(self.again(), self.counts(documents=2, rendered=2))

    def test_an_output_is_gone_or_cut(self):
        (self.folder / "out/plain.pdf").unlink()
        (self.folder / "out/sealed.pdf").write_bytes(b"%PDF")
        self.assertEqual(self.again(), self.counts(documents=2, rendered=2))
        self.assertEqual(self.outputs(), self.before)

    def test_an_output_changed_without_its_size(self):
        path = self.folder / "out/plain.pdf"
        path.write_bytes(path.read_bytes()[:-1] + b"x")
        self.assertEqual(self.again(), self.counts(documents=2, unchanged=2))
        self.assertEqual(self.again("--verify"), self.counts(documents=2, rendered=1, unchanged=1))
        self.assertEqual(self.outputs(), self.before)

    def test_a_failure_is_tried_again(self):
        self.write("in/plain.yaml", document(1).replace("2026-01-05", "昨天"))
        self.batch("in", "--layout", "house.yaml", status=1)
        said = self.batch("in", "--layout", "house.yaml", status=1)
        self.assertEqual(said, self.counts(documents=2, unchanged=1, failed=1))

    def test_what_was_rendered_of_a_document_that_fails(self):
        """W1154: its old file must not be taken for it."""
        self.write("in/plain.yaml", document(1).replace("2026-01-05", "昨天"))
        self.batch("in", "--layout", "house.yaml", status=1)
        told = [one["code"] for one in self.record("plain.yaml")["diagnostics"]]
        self.assertEqual(told[-1], "W1154")
        self.assertIn("plain.yaml: warning[W1154]: the PDF of its former text is still there: "
                      "plain.pdf", self.said)
        (self.folder / "out/plain.pdf").unlink()
        self.batch("in", "--layout", "house.yaml", status=1)
        self.assertNotIn("W1154", self.said)

    def test_documents_that_are_no_more(self):
        """W1155: in each run, until their files are gone; not of one that another one has now."""
        (self.folder / "in/plain.yaml").rename(self.folder / "in/renamed.yaml")
        for _ in range(2):
            self.again("--summary", "all.html")
            self.assertIn("warning[W1155]: outputs of documents that the source has no longer: 1, "
                          "such as plain.pdf", self.said)
            self.assertIn("W1155", (self.folder / "all.html").read_text("utf-8"))
        (self.folder / "out/plain.pdf").unlink()
        self.again()
        self.assertNotIn("W1155", self.said)
        self.batch("in", "-o", "again", "--name", "{number}")
        (self.folder / "in/renamed.yaml").rename(self.folder / "in/a.yaml")
        self.batch("in", "-o", "again", "--name", "{number}")
        self.assertNotIn("W1155", self.said)


class Targets(Case):
    """Report, summary and volume take the place of nothing else."""

    def test_an_output_of_that_name(self):
        """E1143: whatever way leads into the folder of the outputs."""
        self.write_all(3)
        self.folder.joinpath("way").symlink_to("out")
        said = self.batch("in", "--bind", "way/D002.pdf", status=1)
        self.assertEqual(said, self.counts(documents=3, rendered=2, failed=1))
        (finding,) = self.record("d002.yaml")["diagnostics"]
        self.assertEqual(finding["code"], "E1143")
        self.assertIn("d002.pdf would be its output, and is the file of --bind", finding["message"])
        self.batch("in", "--bind", "out/all.pdf")
        self.assertEqual(len(self.outputs()), 4)

    def test_one_file_for_two(self):
        self.write_all(1)
        self.batch("in", "--summary", "./report.jsonl", status=2)
        self.assertIn("error[E1142]: ./report.jsonl cannot be the file of both --report and "
                      "--summary", self.said)
        self.assertFalse((self.folder / "report.jsonl").exists())
        self.batch("in", "--report", "/dev/null", "--summary", "/dev/null")

    def test_the_source(self):
        line = '{"kind": "通知"}\n'
        self.write("all.jsonl", line)
        for option in ("--report", "--summary", "--bind"):
            self.batch("all.jsonl", option, "./all.jsonl", status=2)
            self.assertIn("error[E1134]: ./all.jsonl cannot be read and written", self.said)
            self.assertEqual((self.folder / "all.jsonl").read_text("utf-8"), line)


class Order(Case):
    def test_workers_change_nothing(self):
        self.write_all(30)
        self.write("in/d015.yaml", document(15).replace("2026-01-05", "昨天"))
        self.batch("in", "-j1", status=1)
        records, outputs = self.records(), self.outputs()
        self.assertEqual([record["input"] for record in records],
                         [f"d{number:03d}.yaml" for number in range(1, 31)])
        self.batch("in", "-j4", "--force", status=1)
        again = self.records()
        for record in records + again:
            record["milliseconds"] = 0
        self.assertEqual(again, records)
        self.assertEqual(self.outputs(), outputs)
        self.assertEqual(len(outputs), 29)


if __name__ == "__main__":
    sys.exit(unittest.main())
