# SPDX-License-Identifier: Apache-2.0
"""The page tells findings as the program does: every kind of them, line by line."""

import json
import unittest
from pathlib import Path

from case import FOLDER, Report
from sample import Cases

# Layouts of cases' own, and what they change later.
LAYOUTS = [
    ("rule", "fig05-seal.yaml", "gb9704/downward",
     "header: {red-rule: {rule: 0.55mm, length: 155.7mm}}"),
    ("thin", "fig05-seal.yaml", "gb9704/downward", "header: {red-rule: {rule: 0.45mm}}"),
    ("table", "tables.yaml", "gb9704/downward", "table: {cells: {rule: 0.3mm}}"),
    ("small", "report.yaml", "gb9704/upward", "sheet: {qr-code: {size: 20mm}}"),
    ("large", "report.yaml", "gb9704/upward", "sheet: {qr-code: {size: 26mm}}"),
    ("face", "fig05-seal.yaml", "gb9704/downward", "styles: {title: {face: hei}}"),
    ("size", "fig05-seal.yaml", "gb9704/downward", "styles: {folio: {size: 13pt}}"),
    ("ink", "fig05-seal.yaml", "gb9704/downward", "styles: {title: {ink: red}}"),
    ("paper", "fig05-seal.yaml", "gb9704/downward", "page: {size: [210mm, 296mm]}"),
]

# Words of a sample that change.
TEXTS = [
    ("text", "ten-lines.yaml", "26号", "28号"),
    ("page", "one-page.yaml", "(?m)^kind:", "no_text_page: true\nkind:"),
    ("link", "report.yaml", "(?m)^link: .*", "link: https://www.example.cn/"),
    ("wrong", "speech.yaml", r"\A", "date: 2026年2月30日\n"),
]

# What stands in a reference of the ten lines, as if it had been approved another day.
REFERENCES = [
    ("glyphs", "reference.trace", r"(?m)^  \d+@", "  1@"),
    ("spacing", "reference.trace", r"(?m)^(  \S+ \d+@)(\d+)", r"\g<1>1\2"),
    ("longer", "reference.trace", "(rule red-rule:0 .* w=).*( h=)", r"\g<1>400000\2"),
    ("faces", "reference.yaml", "FandolFang-Regular: .*", "FandolFang: '1'"),
    ("face-file", "reference.yaml", "(FandolFang-Regular): .*", r"\1: '1'"),
    ("inks", "reference.yaml", "  red:", "  scarlet:"),
    ("ink-colour", "reference.yaml", "#FF0000", "#F20000"),
]

# Elements that no sample has.
RARE = """\
kind: 决议
issuers: 青河县人民代表大会
title: 关于修复古桥的决议
body: 会议同意修复古桥。
no_text_page: true
attachments: [{title: 预算, separate: true, body: 预算如下。}]
"""
# By how much marks have moved, in the unit of traces.
MOVES = [(900, 0), (-900, 0), (0, 1800), (0, -1800), (900, -1800)]


def make_cases(folder):
    """A case for each kind of finding, and one for each sample, in which every mark has moved."""
    cases = Cases(folder)
    cases.write("samples/rare.yaml", RARE)
    for path in sorted(cases.path("samples").iterdir()):
        if path.suffix in (".yaml", ".json", ".md") and path.name != "README.md":
            cases.add(f"of-{path.stem}", path.name, asks="dpi: 36\n")
    for name, document, layout, _ in LAYOUTS:
        cases.add(name, document, layout)
    for name, document, *_ in TEXTS:
        cases.write(f"samples/{name}.yaml", cases.path(f"samples/{document}").read_text("utf-8"))
        cases.add(name, f"{name}.yaml")
    for name, *_ in REFERENCES:
        cases.add(name, "ten-lines.yaml")
    cases.check("--update-all")
    return cases


def change_cases(cases):
    for number, path in enumerate(sorted(cases.path("cases").glob("of-*"))):
        dx, dy = MOVES[number % len(MOVES)]
        move(cases, f"cases/{path.name}", dx, dy)
    for name, _, layout, change in LAYOUTS:
        cases.lay(name, layout, change)
    for name, _, old, new in TEXTS:
        cases.change(f"samples/{name}.yaml", old, new)
    for name, file, old, new in REFERENCES:
        cases.change(f"cases/{name}/{file}", old, new)
        distrust(cases, f"cases/{name}")
    cases.change("samples/seals/county.svg", "#d9000c", "#cf000b")
    cases.add("unseen", "ten-lines.yaml")


def distrust(cases, folder):
    """Lets a reference that was falsified be looked at: it vouches for its files no more."""
    cases.change(f"{folder}/reference.yaml", "(?s)pdf: (.*)files:.*", r"pdf: 0\1")


def move(cases, folder, dx, dy):
    """Moves every mark of a reference."""
    cases.change(f"{folder}/reference.trace", r"(?m)^(\w+ \S+) x=(\d+) y=(\d+)",
                 lambda mark: f"{mark[1]} x={int(mark[2]) + dx} y={int(mark[3]) + dy}")
    distrust(cases, folder)


# All that the page tells of the cases that failed, as lines; and the words that it took.
TOLD = """((used, read) => {
    say = (key, ...more) => {
        used.add(key);
        return read(key, ...more);
    };
    const texts = (selector) => all(selector).map((element) => element.textContent);
    go({case: ''});
    const lines = data.cases.filter((kase) => !kase.passed).flatMap((kase) => {
        go({case: kase.name});
        return [`${kase.name}: ${texts('aside p')[0]}`,
                ...texts('.told').map((text) => `  ${text}`), ...texts('aside pre')];
    });
    return [[...lines, summary(), ''].join('\\n'), [...used]];
})(new Set(), say)"""


class Sentences(Report):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cases = make_cases(Path(FOLDER.name, "kinds"))
        change_cases(cls.cases)

    def compare(self, language, locale, *arguments):
        """The words the page took when it told what the program did."""
        told = self.cases.run("check", *arguments, "--report", "out", language=locale)
        browser = self.open(f"language={language}", self.cases.path("out/index.html"))
        by_page, words = browser.script(TOLD)
        self.assertEqual(by_page.splitlines(), told.splitlines())
        return set(words)

    def test_as_the_program_tells_them(self):
        """Line by line, in both languages; no word of a finding is left out."""
        self.cases.run("render", "-q", "samples/ten-lines.yaml", "samples/text.yaml", "-o", "pdf/")
        for language, locale in (("en", ""), ("zh", "zh_CN")):
            with self.subTest(language):
                words = self.compare(language, locale, "--cases", "cases")
                words |= self.compare(language, locale, "pdf/text.pdf", "--against",
                                      "pdf/ten-lines.pdf")
                known = self.browser.script("Object.keys(WORDS.en)")
                known = known[known.index("on-page"):known.index("find-at") + 1]
                self.assertEqual(set(known) - words, set())

    def test_every_element(self):
        """The page knows the elements of the layouts, and no other."""
        self.cases.check("--report", "out")
        report = json.loads(self.cases.path("out/report.json").read_text("utf-8"))
        found = {finding["element"] for case in report["cases"] for finding in case["findings"]
                 if "element" in finding}
        self.open(path=self.cases.path("out/index.html"))
        self.assertEqual(set(self.browser.script("Object.keys(ELEMENTS)")), found)


if __name__ == "__main__":
    unittest.main()
