# SPDX-License-Identifier: Apache-2.0
"""Table, JSON and pages with rulers: that they agree, in both languages; exit statuses; and a file
of clauses of one's own."""

import json
import os
import re
import struct
import subprocess
import tempfile
import unittest
from pathlib import Path

import ruler
from ruler import program

VERDICTS = {"pass": "pass", "fail": "FAIL", "differs": "differs", "not-found": "not found",
            "not-measurable": "not measurable"}
OWN = """\
clauses:
- id: own-1
  clause: town
  says: {en: the title is set in 小二, zh: 标题用小二号字}
  measure: title.size
  asked: 18pt
  strength: %s
"""


def run(*args, **environment):
    return subprocess.run([program.PROGRAM, "measure", *map(str, args)], capture_output=True,
                          env={**os.environ, **environment}, check=False)


class Output(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = Path(cls.temporary.name)
        cls.good = cls.folder / "good.pdf"
        cls.bad = cls.folder / "bad.pdf"
        house = cls.folder / "house.yaml"
        house.write_text("extends: gb9704/downward\nheader: {mark: {top: 38mm}}\n"
                         "main: {title: {left: 2mm}}\n", encoding="utf-8")
        program.render(ruler.sample("fig06-no-seal"), "-o", cls.good)
        program.render(ruler.sample("fig06-no-seal"), "-o", cls.bad, "--layout", house)

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def test_only_what_is_wrong(self):
        lines = run(self.bad, "--form", "downward", "-q").stdout.decode().splitlines()
        self.assertTrue(lines[0].startswith("verdict"))
        self.assertEqual({line.split()[0] for line in lines[1:-2]}, {"FAIL"})
        self.assertIn("clauses asked", lines[-1])

    def test_statuses(self):
        self.assertEqual(run(self.good, "--form", "downward").returncode, 0)
        self.assertEqual(run(self.bad, "--form", "downward").returncode, 1)
        self.assertEqual(run(self.good).returncode, 2)
        self.assertEqual(run("--form", "downward").returncode, 2)
        self.assertEqual(run(self.good, self.bad, "--form", "downward").returncode, 2)
        self.assertEqual(run(self.good, "--form", "downward", "-f", "pdf").returncode, 2)
        for target in ("-", "a.png"):
            done = run(self.good, "--form", "downward", "-f", "png", "-o", target)
            self.assertEqual((done.returncode, done.stdout), (2, b""))

    def test_table_and_json_agree(self):
        for pdf in (self.good, self.bad):
            table = ruler.measure(pdf, "downward").decode().splitlines()
            found = json.loads(ruler.measure(pdf, "downward", "-f", "json"))
            rows = [re.split(r"\s{2,}", line) for line in table[1:-2]]
            self.assertEqual(len(rows), len(found["clauses"]))
            for clause in found["clauses"]:
                head = [VERDICTS[clause["verdict"]], clause["clause"], clause["says"]]
                self.assertIn(head, [row[:3] for row in rows])
            for name in VERDICTS:
                self.assertEqual(found[name], sum(c["verdict"] == name for c in found["clauses"]))
            numbers = list(map(int, re.findall(r"\d+ (?=clauses|pass|fail)", table[-1])))
            self.assertEqual(numbers, [len(rows), found["pass"], found["fail"]])

    def test_page_on_a_larger_sheet(self):
        """A file for the press is measured as the pages that are cut out of it."""
        found = []
        for name, options in (("page.pdf", ()), ("sheet.pdf", ("--marks", "all", "--bleed", "3"))):
            pdf = self.folder / name
            program.render(ruler.sample("report"), "--profile", "print", *options, "-o", pdf)
            found.append(json.loads(ruler.measure(pdf, "upward", "-f", "json", status=(0,)))["clauses"])
        for page, sheet in zip(*found, strict=True):
            self.assertEqual(page["verdict"], sheet["verdict"], sheet)
            if isinstance(page.get("found"), float):
                self.assertAlmostEqual(page["found"], sheet["found"], delta=0.05)
        target = self.folder / "sheets"
        run(pdf, "--form", "upward", "-f", "png", "-o", target)
        data = (target / "sheet-measured-1.png").read_bytes()
        self.assertEqual(struct.unpack(">I", data[20:24])[0], round(297 / 25.4 * 150))

    def test_failures_come_first(self):
        table = ruler.measure(self.bad, "downward").decode().splitlines()
        verdicts = [re.split(r"\s{2,}", line)[0] for line in table[1:-2]]
        fails = verdicts.count("FAIL")
        self.assertGreaterEqual(fails, 2)
        self.assertEqual(set(verdicts[:fails]), {"FAIL"})

    def test_json_tells_the_place(self):
        found = ruler.verdicts(self.bad, "downward")
        mark, = found["mark.ink-top"]
        self.assertAlmostEqual(mark["found"], 38, delta=0.1)
        self.assertEqual((mark["unit"], mark["page"], mark["wrong"]), ("mm", 1, 1))
        self.assertAlmostEqual(mark["at"][3] - mark["at"][1], mark["found"], delta=0.02)
        title, = found["title.centre"]
        self.assertAlmostEqual(title["found"], 1, delta=0.1)  # 2 mm less room at the left

    def test_chinese(self):
        table = run(self.bad, "--form", "downward", LANGUAGE="zh_CN").stdout.decode()
        self.assertIn("不符", table)
        self.assertIn("发文机关标志上边缘至版心上边缘35毫米", table)
        self.assertRegex(table, r"共查\d+条")

    def test_columns_are_aligned(self):
        from unicodedata import east_asian_width
        table = run(self.bad, "--form", "downward", LANGUAGE="zh_CN").stdout.decode().splitlines()
        width = lambda text: sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
        starts = {width(re.match(r"\S+\s+", line)[0]) for line in table[:-2]}
        self.assertEqual(len(starts), 1)

    def test_file_appears_whole(self):
        target = self.folder / "out.json"
        self.assertEqual(run(self.good, "--form", "downward", "-f", "json", "-o", target).stdout, b"")
        self.assertEqual(target.read_bytes(), ruler.measure(self.good, "downward", "-f", "json"))
        self.assertEqual(run(self.good, "--form", "downward", "-o", "/dev/full").returncode, 2)

    def test_pages_with_rulers(self):
        target = self.folder / "pages"
        self.assertEqual(run(self.bad, "--form", "downward", "-f", "png", "-o", target).returncode, 1)
        names = sorted(path.name for path in target.iterdir())
        self.assertEqual(names, ["bad-measured-1.png", "bad-measured-2.png"])
        data = (target / names[0]).read_bytes()
        width, height = struct.unpack(">II", data[16:24])
        self.assertEqual(height, round(297 / 25.4 * 150))
        self.assertGreater(width, round(210 / 25.4 * 150))

    def test_pages_are_not_written_to_standard_output(self):
        done = run(self.good, "--form", "downward", "-f", "png", "-o", "-")
        self.assertEqual(done.returncode, 2)
        self.assertIn("give -o a folder", done.stderr.decode())

    def test_own_clauses(self):
        own = self.folder / "own.yaml"
        for strength, status in (("must", 1), ("custom", 0)):
            own.write_text(OWN % strength, encoding="utf-8")
            done = run(self.good, "--form", own)
            self.assertEqual(done.returncode, status)
            self.assertIn("22.00 pt", done.stdout.decode())

    def test_name_like_an_option(self):
        (self.folder / "-l.pdf").write_bytes(self.good.read_bytes())
        done = subprocess.run([program.PROGRAM, "measure", "--form", "downward", "--", "-l.pdf"],
                              cwd=self.folder, capture_output=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, b""))


class Words(unittest.TestCase):
    def test_readme_lists_what_can_be_measured(self):
        readme = (ruler.ROOT / "layouts/README.md").read_text("utf-8").partition("## Clauses")[2]
        told = set(re.findall(r"`([a-z][a-z0-9.-]+)`", readme))
        known = set(re.findall(r'HT_ELEMENT\(\w+, "(.+?)"\)',
                               (ruler.ROOT / "src/measure/elements.def").read_text("utf-8")))
        for path in (ruler.ROOT / "src/measure").glob("*.c"):
            known |= set(re.findall(r'\{"([a-z.-]+)", HT_UNIT_', path.read_text("utf-8")))
        known -= {"mm", "pt"}
        self.assertGreater(len(known), 90)
        self.assertEqual(known - told, set())


if __name__ == "__main__":
    unittest.main()
