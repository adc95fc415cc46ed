# SPDX-License-Identifier: Apache-2.0
"""What the tests of the command line share: a folder of their own, documents, and the program."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

PROGRAM = os.environ.get("HT_PROGRAM", "hongtou")
ROOT = pathlib.Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
SECONDS = 20

# One page; two pages; a mistake.
SHORT = "issuers: 青河县人民代表大会\ntitle: 关于修复古桥的决议\nbody: 会议同意修复古桥。\n"
LONG = SHORT.replace("body: ", "body: |\n  ") + "  ---\n  会议要求逐年检查。\n"
WRONG = SHORT + "date: 2026年2月30日\n"

MAGIC = {"pdf": b"%PDF-1.", "png": b"\x89PNG\r\n\x1a\n", "svg": b"<?xml ", "trace": b""}


class Case(unittest.TestCase):
    """A test in a folder with short.yaml, long.yaml and wrong.yaml."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="hongtou-cli-"))
        self.addCleanup(shutil.rmtree, self.folder)
        for name, text in (("short", SHORT), ("long", LONG), ("wrong", WRONG)):
            self.write(f"{name}.yaml", text)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def start(self, *args, stdin=None, environment=None, **more):
        """Runs the program; standard input is a text, or nothing."""
        given = {"stdin": subprocess.DEVNULL} if stdin is None else {"input": stdin.encode()}
        return subprocess.run([PROGRAM, *map(str, args)], cwd=self.folder, capture_output=True,
                              timeout=SECONDS, check=False,
                              env={**os.environ, **(environment or {})}, **given, **more)

    def run_to(self, status, *args, **more):
        """Runs the program to that exit status; what it wrote to standard output and error."""
        done = self.start(*args, **more)
        said = done.stderr.decode()
        self.assertEqual(done.returncode, status, said)
        return done.stdout, said

    def left(self):
        """Names of all files in the folder but the documents."""
        names = {str(path.relative_to(self.folder)) for path in self.folder.rglob("*")
                 if path.is_file()}
        return sorted(names - {"short.yaml", "long.yaml", "wrong.yaml"})

    def read(self, name):
        return (self.folder / name).read_bytes()
