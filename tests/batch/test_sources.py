# SPDX-License-Identifier: Apache-2.0
"""What `hongtou batch` takes: folders, lists of paths, JSON Lines, parts of each."""

import json
import os
import sys
import unittest

from case import Case, document

KEYS = {"kind": "通知", "issuers": "青河县人民政府", "recipients": "各乡镇", "body": "请照办。",
        "date": "2026-01-05"}


def line(number, **more):
    return json.dumps({**KEYS, "number": f"青府发〔2026〕{number}号",
                       "title": f"关于第{number}座古桥的通知", **more}, ensure_ascii=False)


class Sources(Case):
    def test_a_folder_and_all_below_it(self):
        self.write("in/b/2.yaml", document(2))
        self.write("in/a/1.yaml", document(1))
        self.write("in/3.json", line(3))
        self.write("in/.hidden/4.yaml", document(4))
        self.write("in/notes.txt", "no document")
        self.assertEqual(self.batch("in"), self.counts(documents=3, rendered=3))
        self.assertEqual(sorted(self.outputs()), ["3.pdf", "a/1.pdf", "b/2.pdf"])
        self.assertEqual([record["input"] for record in self.records()],
                         ["3.json", "a/1.yaml", "b/2.yaml"])

    def test_only_what_matches(self):
        self.write("in/1.yaml", document(1, "attachments: {title: 名单, file: list.md}\n"))
        self.write("in/list.md", "古桥三座。\n")
        self.batch("in", status=1)
        self.assertEqual(self.batch("in", "--match", "*.yaml"),
                         self.counts(documents=1, unchanged=1))


    def test_paths_that_match(self):
        for name in ("2015/a.yaml", "2015/x/b.yaml", "2016/c.yaml"):
            self.write(f"in/{name}", document(ord(name[-6])))
        self.batch("in", "--match", "2015/*")
        self.assertEqual(sorted(self.outputs()), ["2015/a.pdf", "2015/x/b.pdf"])

    def test_what_is_passed_over(self):
        """N1157: one note of all, but for images; what --match leaves out is meant."""
        self.write_all(1)
        for name in ("a.docx", "x/b.DOCX", "old.doc", "README", "seal.svg"):
            self.write(f"in/{name}", "no document")
        self.batch("in")
        self.assertIn("note[N1157]: files in in that are no documents: 4 (no ending: 1, .doc: 1, "
                      ".docx: 2)\n", self.said)
        self.batch("in", "--match", "*.yaml")
        self.assertNotIn("N1157", self.said)

    def test_a_folder_with_a_slash_behind_it(self):
        self.write("in/2015/1.yaml", document(1).replace("2026-01-05", "昨天"))
        self.batch("in//", status=1)
        self.assertIn("\nin/2015/1.yaml:7:7: error[E0212]", "\n" + self.said)

    def test_files_that_are_no_list(self):
        """E1156: what they are and what to do; nothing of them is shown."""
        for name, text, is_, do in (
                ("a.rar", "x", "an archive of another kind", "unpack it"),
                ("b.xlsx", "x", "a workbook", "save its sheet as CSV"),
                ("c.docx", "x", "a document of an office program", "YAML"),
                ("d.yaml", document(1), "one document", "hongtou render"),
                ("e", "Rar!\x1a\x07", "an archive of another kind", "zip"),
                ("f.txt", "PK\x03\x04", "an archive of another kind", "zip"),
                ("g.txt", "\x1b[31m\x00", "no text", "name a folder")):
            self.write(name, text)
            self.batch(name, status=1)
            self.assertRegex(self.said, rf"^error\[E1156\]: {name} is no source of documents: it is "
                                        rf"{is_}\n.*hint: .*{do}.*\n$")
            self.assertNotIn("\x1b", self.said)

    def test_outputs_inside_the_source(self):
        self.write_all(2, "in")
        os.symlink(self.folder / "in", self.folder / "in/loop")
        self.batch("in", "-o", "in/out")
        self.assertEqual(self.batch("in", "-o", "in/out"), self.counts(documents=2, unchanged=2))

    def test_a_list_of_paths(self):
        self.write_all(3)
        self.write("list.txt", "in/d003.yaml\r\n\nin/d001.yaml\n" + str(self.folder / "in/d002.yaml"))
        self.assertEqual(self.batch("list.txt"), self.counts(documents=3, rendered=3))
        self.assertEqual(sorted(self.outputs()), ["d002.pdf", "in/d001.pdf", "in/d003.pdf"])

        paths = (self.folder / "list.txt").read_text("utf-8")
        self.batch("/dev/stdin", "-o", "again", stdin=paths)
        self.assertEqual(self.outputs("again"), self.outputs())

    def test_json_lines(self):
        text = line(1) + "\n\n" + line(2) + "\r\n" + line(3)
        self.write("all.jsonl", text)
        self.assertEqual(self.batch("all.jsonl"), self.counts(documents=3, rendered=3))
        self.assertEqual(sorted(self.outputs()),
                         ["all-000001.pdf", "all-000002.pdf", "all-000003.pdf"])
        outputs = self.outputs()
        self.batch("-", "-o", "again", stdin=text)
        self.assertEqual(sorted(self.outputs("again").values()), sorted(outputs.values()))
        self.assertEqual([record["input"] for record in self.records()],
                         ["stdin:1", "stdin:3", "stdin:4"])

    def test_a_broken_line_costs_itself(self):
        self.write("all.jsonl", "\n".join([line(1), '{"title": ', line(3)]))
        self.assertEqual(self.batch("all.jsonl", status=1),
                         self.counts(documents=3, rendered=2, failed=1))
        (finding,) = self.record("all.jsonl:2")["diagnostics"]
        self.assertTrue(finding["code"].startswith("E01"), finding)
        self.assertEqual((finding["file"], finding["line"]), ("all.jsonl", 2))

    def test_places_in_a_line(self):
        text = line(2).replace("2026-01-05", "昨天")
        self.write("all.jsonl", "\n".join([line(1), text, line(3, title=None)]))
        self.batch("all.jsonl", status=1)
        (finding,) = self.record("all.jsonl:2")["diagnostics"]
        self.assertEqual((finding["line"], finding["column"]), (2, text.index("昨天") + 1))
        (finding,) = self.record("all.jsonl:3")["diagnostics"]
        self.assertEqual((finding["code"], finding["line"]), ("E0225", 3))

    def test_files_beside_the_lines(self):
        self.write("data/list.md", "古桥三座。\n")
        self.write("data/all.jsonl", line(1, attachments={"title": "名单", "file": "list.md"}))
        self.batch("data/all.jsonl")
        self.assertEqual(self.record("all.jsonl:1")["pages"], 2)

    def test_nothing_to_do(self):
        (self.folder / "empty").mkdir()
        self.batch("empty", status=1)
        self.assertIn("error[E1101]", self.said)
        for name in ("empty.csv", "empty.jsonl", "empty.txt"):
            self.write(name, "")
            self.batch(name, status=1)
            self.assertIn("hint: the file is empty", self.said)
        self.batch("nowhere", status=2)
        self.assertIn("error[E0801]", self.said)
        self.batch("-", stdin="\nin/1.yaml\n", status=1)
        self.assertIn("error[E1123]", self.said)
        self.batch("empty", "--shard", "3/2", status=2)
        self.batch("empty", "--shard", "auto", status=2)
        self.assertIn("--shard is I/N", self.said)


class Shards(Case):
    def test_together_they_are_the_whole_once(self):
        self.write_all(24)
        self.batch("in", "-o", "whole")
        seen = []
        for number in (1, 2, 3):
            self.batch("in", "--shard", f"{number}/3")
            names = [record["input"] for record in self.records()]
            self.assertTrue(names, "an empty shard")
            seen += names
        self.assertEqual(sorted(seen), [f"d{number:03d}.yaml" for number in range(1, 25)])
        self.assertEqual(self.outputs(), self.outputs("whole"))

    def test_what_others_have_done_is_kept(self):
        """Other numbers than last time, or none: nothing is rendered again."""
        self.write_all(12)
        for number in (1, 2, 3):
            self.batch("in", "--shard", f"{number}/3")
        self.assertEqual(self.batch("in"), self.counts(documents=12, unchanged=12))
        said = [self.batch("in", "--shard", f"{number}/2") for number in (1, 2)]
        self.assertTrue(all("rendered: 0" in one for one in said), said)
        self.write("in/d001.yaml", document(99))
        said = [self.batch("in", "--shard", f"{number}/2") for number in (1, 2)]
        self.assertEqual("".join(said).count("rendered: 1"), 1, said)
        self.write("in/d001.yaml", document(1))
        self.assertEqual(self.batch("in"), self.counts(documents=12, rendered=1, unchanged=11))

    def test_numbers_of_a_scheduler(self):
        self.write_all(8)
        for number in (1, 2):
            self.batch("in", "--shard", "auto", environment={
                "SLURM_ARRAY_TASK_ID": str(number + 4), "SLURM_ARRAY_TASK_MIN": "5",
                "SLURM_ARRAY_TASK_COUNT": "2"})
        slurm = self.outputs()
        for number in (0, 1):
            self.batch("in", "-o", "again", "--shard", "auto", environment={
                "JOB_COMPLETION_INDEX": str(number), "JOB_COMPLETIONS": "2"})
        self.assertEqual(len(slurm), 8)
        self.assertEqual(self.outputs("again"), slurm)


if __name__ == "__main__":
    sys.exit(unittest.main())
