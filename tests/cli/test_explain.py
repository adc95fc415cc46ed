# SPDX-License-Identifier: Apache-2.0
"""render --explain tells why a line ends where it does, --draw-grid draws what it counts."""

import re
import subprocess
import unittest

from case import Case

DOCUMENT = """\
kind: 通知
issuers: 青河县人民政府
number: 青府发〔2024〕3号
title: 青河县人民政府关于修复古桥的通知
recipients: [各乡镇人民政府]
date: 2024-3-1
body: |
  经县人民政府研究，决定自2024年3月1日起对青河老桥、西门石桥进行修复，有关事项现通知如下。
"""

END = re.compile(r"^  (\*| ) …?([^|]+)\|(\S*?)…?  (.+)$", re.M)


class Explain(Case):
    def setUp(self):
        super().setUp()
        self.write("a.yaml", DOCUMENT)

    def explain(self, line):
        out, _ = self.run_to(0, "render", "-q", "a.yaml", "--explain", line)
        return out.decode()

    def ends(self, line):
        """Each end that is told: chosen or not, the text on both sides, what is said of it."""
        return [(chosen == "*", before, behind, said)
                for chosen, before, behind, said in END.findall(self.explain(line))]

    def body_line(self):
        _, said = self.run_to(1, "render", "-q", "a.yaml", "--explain", "1:1")
        return int(re.search(r"lines of it are: (.+)", said).group(1).split(", ")[-2])

    def test_names_the_line(self):
        said = self.explain("1:%d" % self.body_line())
        self.assertRegex(said, r"^page 1, line \d+: the body, line 8 of the source\n")

    def test_one_end_is_chosen(self):
        ends = self.ends("1:%d" % self.body_line())
        self.assertEqual(sum(chosen for chosen, *_ in ends), 1)
        self.assertGreater(len(ends), 6, ends)

    def test_others_cost_more(self):
        costs = [float(cost) for _, _, _, said in self.ends("1:%d" % self.body_line())
                 for cost in re.findall(r"costs (-?[\d.]+) more", said)]
        self.assertTrue(costs)
        self.assertTrue(all(cost >= 0 for cost in costs), costs)

    def test_rules_are_named(self):
        rules = {"、": "never starts a line", "，": "never starts a line", "。": "never starts"}
        for _, _, behind, said in self.ends("1:%d" % self.body_line()):
            for mark, rule in rules.items():
                if behind.startswith(mark):
                    self.assertIn(rule, said)

    def test_titles_by_sense(self):
        _, said = self.run_to(1, "render", "-q", "a.yaml", "--explain", "1:1")
        lines = re.search(r"lines of it are: (.+)", said).group(1).split(", ")
        told = "".join(self.explain("1:" + line) for line in lines)
        self.assertRegex(told, r"title, line 4 of the source\n")
        self.assertRegex(told, r"recipients, line 5 of the source\n")

    def test_what_is_no_line(self):
        for text in ("2", "a:b", "0:1", "1:0", "1:2:3", "1-2"):
            with self.subTest(text):
                _, said = self.run_to(2, "render", "a.yaml", "--explain", text)
                self.assertIn("names no line", said)

    def test_one_document_only(self):
        _, said = self.run_to(2, "render", "a.yaml", "a.yaml", "--explain", "1:1")
        self.assertIn("one document", said)


class Grid(Case):
    def test_text_stays_and_lines_are_numbered(self):
        self.write("a.yaml", DOCUMENT)
        traces = {}
        for name, args in (("plain", ()), ("grid", ("--draw-grid",))):
            out, _ = self.run_to(0, "render", "-q", "a.yaml", "-f", "trace", "-o", "-", *args)
            traces[name] = out.decode().splitlines()
        self.assertEqual(traces["plain"], traces["grid"][:len(traces["plain"])])
        added = traces["grid"][len(traces["plain"]):]
        self.assertEqual(sum(line.startswith("run grid") for line in added), 22)
        # Two edges and 27 gaps between cells on each of 22 lines, and four edges of the type area.
        self.assertEqual(sum(line.startswith("rule grid") for line in added), 22 * (2 + 27) + 4)

    def test_a_pdf_shows_it(self):
        self.write("a.yaml", DOCUMENT)
        self.run_to(0, "render", "-q", "a.yaml", "--draw-grid", "-o", "a.pdf")
        text = subprocess.run(["pdftotext", "-raw", self.folder / "a.pdf", "-"],
                              capture_output=True, check=True).stdout.decode()
        self.assertIn("22", text.split())


if __name__ == "__main__":
    unittest.main()
