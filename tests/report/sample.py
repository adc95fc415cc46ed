# SPDX-License-Identifier: Apache-2.0
"""Cases made of the samples: approved, then changed one by one; and what the program says of them.

    sample.py DIR        # writes such cases, and their report to DIR/out
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = os.environ.get("HT_PROGRAM", "hongtou")
SECONDS = 120
EVIL = "<img src=x onerror=alert(1)>"

# Those whose marks or pixels differ, those of which there is nothing to show, and those that pass.
SHOWN = ["landscape", "notice", "one-page", "paper", "report-red", "seal", "ten-lines"]
BARE = [EVIL, "speech"]
PASSED = ["bill", "communique", "minutes", "opinion", "request", "worn", "公告"]


class Cases:
    """A folder of cases, whose documents are copies of the samples."""

    def __init__(self, folder):
        self.folder = Path(folder)
        shutil.copytree(ROOT / "samples", self.folder / "samples",
                        ignore=shutil.ignore_patterns("pages"))

    def path(self, name):
        return self.folder / name

    def write(self, name, text):
        self.path(name).parent.mkdir(parents=True, exist_ok=True)
        self.path(name).write_text(text, encoding="utf-8")

    def change(self, name, pattern, new):
        """Replaces what a pattern finds in a file, everywhere; it must find something."""
        text, count = re.subn(pattern, new, self.path(name).read_text(encoding="utf-8"))
        assert count > 0, (name, pattern)
        self.write(name, text)

    def add(self, name, document, layout=None, asks=""):
        """A case of a sample; with a layout it has one of its own, which changes nothing yet."""
        own = "layout: layout.yaml\n" if layout else ""
        self.write(f"cases/{name}/case.yaml", f"document: ../../samples/{document}\n{own}{asks}")
        if layout:
            self.lay(name, layout, "")

    def lay(self, name, layout, change):
        self.write(f"cases/{name}/layout.yaml", f"name: changed\nextends: {layout}\n{change}\n")

    def run(self, *arguments, language=""):
        """What the program writes to standard output, in English or another language."""
        done = subprocess.run([PROGRAM, *arguments], cwd=self.folder, capture_output=True,
                              env={**os.environ, "LANGUAGE": language}, text=True, timeout=SECONDS)
        assert done.returncode in (0, 1) and not done.stderr, done.stdout + done.stderr
        return done.stdout

    def check(self, *options):
        return self.run("check", "--cases", "cases", *options)


def sample(folder):
    """Makes the cases of the lists above; the path of their report's page."""
    cases = Cases(folder)
    cases.add("notice", "notice.yaml", "gb9704/downward",
              "masks: [{page: 1, box: [150mm, 14mm, 40mm, 14mm]}, {box: [20mm, 9mm, 9mm, 9mm]}]\n")
    cases.add("landscape", "landscape-table.yaml")
    cases.add("one-page", "one-page.yaml")
    cases.add("paper", "fig06-no-seal.yaml", "gb9704/downward")
    cases.add("report-red", "report.yaml", "gb9704/upward")
    cases.add("seal", "fig05-seal.yaml")
    cases.add("ten-lines", "ten-lines.yaml")
    cases.add("worn", "fig05-seal.yaml", asks="budget: {pixels: 9999, reason: 印章褪色}\n")
    cases.add("speech", "speech.yaml")
    for name in PASSED:
        if name != "worn":
            cases.add(name, "公告.md" if name == "公告" else f"{name}.yaml")
    cases.change("samples/landscape-table.yaml", r"\A", "settings: {mirror_margins: true}\n")
    cases.check("--update-all")
    cases.add(EVIL, "decision.yaml")
    cases.lay("notice", "gb9704/downward", "main: {title: {above: 20.528mm, stretch: 0mm}}")
    cases.lay("paper", "gb9704/downward", "page: {size: [200mm, 280mm]}")
    cases.lay("report-red", "gb9704/upward", 'inks: {red: {rgb: "#F20000"}}')
    cases.change("samples/landscape-table.yaml", "6号", "8号")
    cases.change("samples/ten-lines.yaml", "26号", "28号")
    cases.change("samples/one-page.yaml", "(?m)^kind:", "no_text_page: true\nkind:")
    cases.change("samples/seals/county.svg", "#d9000c", "#cf000b")
    cases.change("samples/speech.yaml", r"\A", "date: 2026年2月30日\n")
    cases.check("--report", "out")
    return cases.path("out/index.html")


if __name__ == "__main__":
    print(sample(sys.argv[1]))
