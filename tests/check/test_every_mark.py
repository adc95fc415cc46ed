# SPDX-License-Identifier: Apache-2.0
"""Every kind of mark of every element, moved alone: each is told, by its name, and nothing else is.

Here it is the reference that is falsified: of a mark of its trace the place, or the size of its box,
is changed by so much; the pages of today must then differ from it by just that. One run of the
program checks all of them.
"""

import json
import re
import sys
import unittest
from pathlib import Path

from case import Case

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = "fig02-first-page fig05-seal fig11-letter fig12-order minutes".split()
CHANGES = {"x": 0.3, "y": -0.3, "w": 0.3, "h": 0.05}
MM = 72 / 25.4 * 1024  # a millimetre in the trace's unit
HEAD = re.compile(r"^(run|rule|bits|link|star|image) (\S+):(\d+) x=(-?\d+) y=(-?\d+)(.*)$")
KINDS = {"x": ("moved", "dx"), "y": ("moved", "dy"), "w": ("resized", "dx"), "h": ("resized", "dy")}


def shifted(line, what, by):
    """A line of a trace with one of its numbers larger by so many mm; None when it has no such."""
    found = re.search(rf" {what}=(-?\d+)", line)
    if not found:
        return None
    return line[: found.start(1)] + str(int(found[1]) + round(by * MM)) + line[found.end(1):]


class EveryMark(Case):
    def falsify(self, name, sample, trace):
        """A case whose reference says something else of its marks than the pages."""
        old = ROOT / "tests/reference" / sample
        folder = self.cases / name
        folder.mkdir(parents=True)
        document = re.search(r"document: (.*)", (old / "case.yaml").read_text("utf-8"))[1]
        (folder / "case.yaml").write_text(f"document: {(old / document).resolve()}\n", "utf-8")
        for image in old.glob("*.png"):
            (folder / image.name).symlink_to(image)
        record = (old / "reference.yaml").read_text("utf-8")
        (folder / "reference.yaml").write_text(record.split("files:")[0].replace("pdf: ", "pdf: 0"), "utf-8")
        (folder / "reference.trace").write_text("\n".join(trace), "utf-8")

    def prepare(self):
        """Cases by name, and what each must tell: of each element's first mark of a kind."""
        expected = {}
        for sample in SAMPLES:
            path = ROOT / "tests/reference" / sample / "reference.trace"
            lines = path.read_text("utf-8").split("\n")
            seen = set()
            for number, line in enumerate(lines):
                head = HEAD.match(line)
                if not head or (head[1], head[2]) in seen:
                    continue
                seen.add((head[1], head[2]))
                for what, by in CHANGES.items():
                    other = shifted(line, what, by)
                    if other:
                        name = f"{sample}-{number}-{what}"
                        self.falsify(name, sample, lines[:number] + [other] + lines[number + 1:])
                        expected[name] = (head[2], int(head[3]), what, -by)
        return expected

    def test_each(self):
        expected = self.prepare()
        self.assertGreater(len(expected), 120)
        self.check("--report", "out", "-q", status=1)
        report = json.loads((self.folder / "out/report.json").read_text("utf-8"))
        self.assertEqual(len(report["cases"]), len(expected))
        for case in report["cases"]:
            element, line, what, by = expected[case["name"]]
            kind, key = KINDS[what]
            with self.subTest(case["name"], element=element, what=what):
                self.assertEqual(case["verdict"], "marks")
                (finding,) = case["findings"]
                self.assertEqual((finding["kind"], finding["element"], finding["line"]),
                                 (kind, element, line))
                self.assertAlmostEqual(finding[key], by, delta=0.011)


if __name__ == "__main__":
    sys.exit(unittest.main())
