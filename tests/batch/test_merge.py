# SPDX-License-Identifier: Apache-2.0
"""`hongtou batch --merge`: reports of shards joined, and proved to be the whole, or not."""

import json
import random
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

from case import PROGRAM, SECONDS, Case, document

FACE = Path(__file__).resolve().parents[2] / "fonts/open/LXGWWenKai-Light.ttf"
SHARDS = 3
COUNT = 30


class Merge(Case):
    reports = {}  # of the shards, made once

    def setUp(self):
        super().setUp()
        self.write_all(COUNT)
        for shard, name in enumerate(self.all(), 1):
            if name not in self.reports:
                self.batch("in", "--shard", f"{shard}/{SHARDS}")
                self.reports[name] = (self.folder / "report.jsonl").read_bytes()
            (self.folder / name).write_bytes(self.reports[name])

    def merge(self, *arguments, status=0):
        done = subprocess.run([PROGRAM, "batch", "--merge", *arguments], cwd=self.folder,
                              capture_output=True, text=True, timeout=SECONDS)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        self.said = done.stderr
        return done.stdout.splitlines()

    def all(self):
        return [f"r{shard}.jsonl" for shard in range(1, SHARDS + 1)]

    def lines(self, name):
        return (self.folder / name).read_text("utf-8").splitlines(keepends=True)

    def change(self, name, **values):
        """The first record of a report with other values."""
        first, *rest = self.lines(name)
        first = json.dumps({**json.loads(first), **values}, ensure_ascii=False) + "\n"
        self.write(name, "".join([first, *rest]))

    def test_machines_with_other_faces(self):
        """Which shard a document is in, its bytes alone say."""
        faces = self.folder / "faces"
        faces.mkdir()
        shutil.copy(FACE, faces)
        self.batch("in", "--shard", f"1/{SHARDS}", "--fonts", faces)
        (self.folder / "r1.jsonl").write_bytes((self.folder / "report.jsonl").read_bytes())
        self.merge(*self.all())

    def test_the_whole(self):
        (counts, verdict) = self.merge(*self.all(), "--report", "all.jsonl")
        self.assertEqual(counts, self.counts(documents=COUNT, rendered=COUNT) +
                         f", missing: 0, reports: {SHARDS}")
        self.assertEqual(verdict, "each document has its record, once; -o DIR looks for the outputs too")
        joined = self.lines("all.jsonl")
        self.assertEqual([json.loads(line)["number"] for line in joined],
                         list(range(1, COUNT + 1)))
        self.assertEqual(sorted(joined), sorted(line for name in self.all()
                                                for line in self.lines(name)))
        self.merge(*self.all()[::-1], "--report", "again.jsonl")
        self.assertEqual(self.lines("again.jsonl"), joined)
        self.merge("all.jsonl")

    def test_the_outputs(self):
        """With -o: each lies there, as it was rendered; what differs is named."""
        self.batch("in")
        (_, verdict) = self.merge(*self.all(), "-o", "out")
        self.assertEqual(verdict, "each document is there, once")
        changed = self.folder / "out/d007.pdf"
        changed.write_bytes(changed.read_bytes()[:-1] + b"x")
        (self.folder / "out/d021.pdf").unlink()
        (_, verdict) = self.merge(*self.all(), "-o", "out", status=1)
        self.assertEqual(verdict, "this is not the whole: see the errors above")
        self.assertIn("d007.yaml: error[E1153]: its output out/d007.pdf is not what was", self.said)
        self.assertIn("d021.yaml: error[E1152]: its output out/d021.pdf cannot be read", self.said)
        self.assertEqual(self.said.count("error["), 2)

    def test_one_number_in_two_shards(self):
        """No shard can see it; what a shard has seen it has told itself."""
        (first, second), (other, _) = (self.numbers(name) for name in ("r1.jsonl", "r2.jsonl"))
        self.change("r2.jsonl", document_number=first["document_number"])
        self.merge(*self.all())
        self.assertRegex(self.said, rf"({first['input']}|{other['input']}): warning\[W1124\]: it has "
                                    rf"the number {first['document_number']}")
        self.change("r2.jsonl", document_number=first["document_number"], title=first["title"])
        self.change("r1.jsonl", document_number=second["document_number"])
        self.merge(*self.all())
        self.assertNotIn("W1124", self.said)

    def numbers(self, name):
        return [json.loads(line) for line in self.lines(name)[:2]]

    def test_a_document_failed(self):
        self.change("r2.jsonl", outcome="failed", output=None)
        (counts, verdict) = self.merge(*self.all(), status=1)
        self.assertIn("failed: 1, missing: 0", counts)
        self.assertEqual(verdict, "each document has its record; some failed")

    def test_a_shard_is_missing(self):
        lost = [json.loads(line) for line in self.lines("r2.jsonl")]
        (counts, verdict) = self.merge("r1.jsonl", "r3.jsonl", status=1)
        self.assertIn(f"missing: {len(lost)}, reports: 2", counts)
        self.assertEqual(verdict, "this is not the whole: see the errors above")
        self.assertIn("error[E1132]: no report has anything of shard 2/3; documents without a "
                      f"record: {len(lost)}", self.said)
        self.assertEqual(self.said.count("error["), 1)
        self.merge("r1.jsonl", status=1)
        self.assertIn("anything of shard 2/3, 3/3; documents", self.said)

    def test_documents_are_missing(self):
        """As ranges, with the names on both sides; at both ends too."""
        self.merge(*self.all(), "--report", "all.jsonl")
        kept = [line for number, line in enumerate(self.lines("all.jsonl"), 1)
                if number not in (1, 2, 7, 12, 13, 14, 30)]
        self.write("some.jsonl", "".join(kept))
        (counts, _) = self.merge("some.jsonl", status=1)
        self.assertIn("missing: 7", counts)
        for words in ("numbers 1 to 2, before d003.yaml",
                      "number 7, between d006.yaml and d008.yaml",
                      "numbers 12 to 14, between d011.yaml and d015.yaml",
                      "number 30, after d029.yaml"):
            self.assertIn(f"error[E1131]: of 30 documents there is no record of {words}", self.said)
        self.assertNotIn("E1132", self.said)

    def test_very_many_are_missing(self):
        """Twenty places are told one by one, the rest as a number."""
        text = "".join(self.lines("r1.jsonl")[:1])
        (record,) = map(json.loads, text.splitlines())
        kept = [json.dumps({**record, "number": number, "of": 101, "output": f"{number}.pdf",
                            "shard": None}) + "\n"
                for number in range(2, 101, 2)]
        self.write("even.jsonl", "".join(kept))
        (counts, _) = self.merge("even.jsonl", status=1)
        self.assertIn("missing: 51", counts)
        self.assertEqual(self.said.count("error[E1131]"), 20)
        self.assertIn("error[E1136]: there is no record of 31 documents more, in 31 places", self.said)

    def test_a_shard_of_far_too_many(self):
        """Damaged, or a slip: twenty are named, not all."""
        for name in self.all():
            records = [{**json.loads(line), "shard": "1/4000000000"} for line in self.lines(name)]
            self.write(name, "".join(json.dumps(record) + "\n" for record in records[1:]))
        self.merge(*self.all(), status=1)
        self.assertEqual(self.said.count("error[E1132]"), 1)
        self.assertIn(", …; documents without a record", self.said)

    def test_a_face_that_is_called_as_a_finding(self):
        finding = {"severity": "error", "code": "E0213", "message": "m", "file": "a.yaml"}
        self.change("r1.jsonl", faces=["E0213", "Song"], outcome="failed", output=None,
                    diagnostics=[finding])
        self.merge(*self.all(), "--summary", "all.html", status=1)
        page = (self.folder / "all.html").read_text("utf-8")
        self.assertIn('<code class="code">E0213</code>', page)
        self.assertIn('<span class="name">E0213</span><span class="count">1</span>', page)

    def test_a_document_twice(self):
        twice = self.lines("r1.jsonl")[0]
        self.write("more.jsonl", twice)
        name = json.loads(twice)["input"]
        (counts, _) = self.merge(*self.all(), "more.jsonl", "--report", "all.jsonl", status=1)
        self.assertRegex(self.said, rf"more.jsonl:1:1: error\[E1129\]: {name}, document \d+, "
                                    r"stands in r1.jsonl already")
        self.assertIn(f"documents: {COUNT}, rendered: {COUNT}", counts)
        self.assertEqual(len(self.lines("all.jsonl")), COUNT)
        self.write("r1.jsonl", twice + "".join(self.lines("r1.jsonl")))
        self.merge(*self.all(), status=1)
        self.assertIn("r1.jsonl:2:1: error[E1129]", self.said)

    def test_another_source(self):
        self.write("in/d031.yaml", document(31))
        self.batch("in", "--shard", "2/3")
        self.merge("r1.jsonl", "report.jsonl", "r3.jsonl", status=1)
        self.assertIn("report.jsonl: error[E1128]: it is the report of a source of 31 documents, "
                      "r1.jsonl of another one of 30", self.said)
        self.assertEqual(self.said.count("error["), 1)

    def test_two_documents_with_one_output(self):
        first, second = (json.loads(self.lines(name)[0]) for name in ("r1.jsonl", "r2.jsonl"))
        self.change("r1.jsonl", output="Ä.pdf")
        self.change("r2.jsonl", output="ä.pdf")
        self.merge(*self.all(), status=1)
        self.assertIn("error[E1133]", self.said)
        self.assertIn(first["input"], self.said)
        self.assertIn(second["input"], self.said)

    def test_no_records(self):
        self.write("r2.jsonl", "".join(self.lines("r2.jsonl")) + "no record\n\n[]\n{\"input\":1}\n")
        end = len(self.lines("r2.jsonl"))
        (counts, _) = self.merge(*self.all(), status=1)
        self.assertIn("missing: 0", counts)
        for line in range(end - 3, end + 1):
            self.assertIn(f"r2.jsonl:{line}:1: error[E1126]", self.said)

    def test_a_torn_last_line(self):
        text = "".join(self.lines("r3.jsonl"))
        self.write("r3.jsonl", text[:-40])
        (counts, _) = self.merge(*self.all(), status=1)
        self.assertIn("missing: 1", counts)
        self.assertIn(f"r3.jsonl:{len(self.lines('r3.jsonl'))}:1: error[E1127]", self.said)
        self.write("r3.jsonl", text[:-1])  # the line break alone
        self.merge(*self.all(), "--report", "all.jsonl")
        self.assertEqual(len(self.lines("all.jsonl")), COUNT)

    def test_out_of_order(self):
        self.write("r1.jsonl", "".join(self.lines("r1.jsonl")[::-1]))
        self.merge(*self.all(), status=1)
        self.assertIn("r1.jsonl:2:1: error[E1130]", self.said)

    def test_bytes_that_are_nothing(self):
        """Whatever is broken: it ends, and never says that all is well."""
        chance = random.Random(9704)
        good = (self.folder / "r1.jsonl").read_bytes()
        for _ in range(60):
            bad = bytearray(good)
            for _ in range(chance.randint(1, 4)):
                at = chance.randrange(len(bad))
                bad[at:at + chance.randint(0, 9)] = chance.randbytes(chance.randint(0, 5))
            numbers = sorted(self.number(line) for line in bytes(bad).splitlines())
            (self.folder / "r1.jsonl").write_bytes(bad)
            wanted = sorted(self.number(line) for line in good.splitlines())
            if numbers != wanted:
                self.merge(*self.all(), status=1)

    @staticmethod
    def number(line):
        try:
            return json.loads(line).get("number", 0)
        except (ValueError, AttributeError):
            return 0

    def test_files(self):
        self.merge("r1.jsonl", "nowhere.jsonl", status=2)
        self.assertIn("error[E0801]", self.said)
        before = self.lines("r1.jsonl")
        self.merge(*self.all(), "--report", "r1.jsonl", status=2)
        self.assertIn("error[E1134]: r1.jsonl cannot be read and written", self.said)
        self.merge(*self.all(), "--summary", "r1.jsonl", status=2)
        self.assertIn("error[E1134]: r1.jsonl cannot be read and written", self.said)
        self.assertEqual(self.lines("r1.jsonl"), before)
        self.write("empty.jsonl", "")
        self.merge("empty.jsonl", status=1)
        self.assertIn("error[E1135]", self.said)
        self.merge(status=2)
        self.merge(*self.all(), "--report", "new/all.jsonl", "--summary", "other/all.html")
        self.assertEqual(len(self.lines("new/all.jsonl")), COUNT)
        self.merge(*self.all(), "empty.jsonl")  # a shard may have nothing to do


if __name__ == "__main__":
    sys.exit(unittest.main())
