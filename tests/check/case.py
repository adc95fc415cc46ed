# SPDX-License-Identifier: Apache-2.0
"""What the tests of `hongtou check` share: a folder with one approved case, and the program.

The case is called `one`. Its document and its layout stand beside it, so that a test changes one of
them and asks what is told.
"""

import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

PROGRAM = os.environ.get("HT_PROGRAM", "hongtou")
SAMPLES = Path(__file__).resolve().parents[2] / "samples"
SECONDS = 120


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="hongtou-check-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.cases = self.folder / "cases"

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def approve(self, sample, layout):
        """Makes the case: a sample in a layout that changes nothing yet, with its reference."""
        shutil.copytree(SAMPLES / "seals", self.cases / "one/seals", dirs_exist_ok=True)
        text = (SAMPLES / f"{sample}.yaml").read_text(encoding="utf-8")
        self.document = self.write("cases/one/document.yaml", text)
        self.write("cases/one/case.yaml", "document: document.yaml\nlayout: layout.yaml\n")
        self.change_layout(layout, "")
        self.check("one", "--update")

    def change_layout(self, layout, change):
        self.write("cases/one/layout.yaml", f"name: changed\nextends: {layout}\n{change}\n")

    def change_text(self, old, new):
        text = self.document.read_text(encoding="utf-8")
        self.assertIn(old, text)
        self.document.write_text(text.replace(old, new), encoding="utf-8")

    def check(self, *args, status=0, errors="strict"):
        """Runs the program to that exit status; what it wrote to standard output."""
        done = subprocess.run([PROGRAM, "check", "--cases", self.cases, *map(str, args)],
                              cwd=self.folder, capture_output=True, text=True, errors=errors,
                              timeout=SECONDS)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        self.said = done.stderr
        return done.stdout

    def compare(self, file, against, *args, status=0):
        """The same for two files of anyone's."""
        done = subprocess.run([PROGRAM, "check", file, "--against", against, *map(str, args)],
                              cwd=self.folder, capture_output=True, text=True, timeout=SECONDS)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        self.said = done.stderr
        return done.stdout

    def render(self, *args):
        subprocess.run([PROGRAM, "render", "-q", *map(str, args)], cwd=self.folder, check=True,
                       timeout=SECONDS)

    def files(self):
        """Each file of the case with its bytes and the time it was written."""
        return {path.name: (path.read_bytes(), path.stat().st_mtime_ns)
                for path in (self.cases / "one").iterdir() if path.is_file()}

    def assertTold(self, pattern, text):
        """A line of the text is the pattern, in which … stands for anything."""
        regular = "^  " + re.escape(pattern).replace("…", ".*") + "$"
        self.assertRegex(text, re.compile(regular, re.M))
