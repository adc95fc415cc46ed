# SPDX-License-Identifier: Apache-2.0
"""What the tests of `hongtou batch` share: a folder, small documents, and the program."""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

PROGRAM = os.environ.get("HT_PROGRAM", "hongtou")
SECONDS = 120
# Loads trouble.c. A sanitizer wants to be loaded first, and is content to be told that it is not.
PRELOAD = {"LD_PRELOAD": os.environ.get("HT_TROUBLE", ""),
           "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"}


def document(number, more=""):
    return (f"kind: 通知\nissuers: 青河县人民政府\nnumber: 青府发〔2026〕{number}号\n"
            f"title: 关于第{number}座古桥的通知\nrecipients: 各乡镇\nbody: 请照办。\ndate: 2026-01-05\n{more}")


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="hongtou-batch-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def write_all(self, count, folder="in"):
        for number in range(1, count + 1):
            self.write(f"{folder}/d{number:03d}.yaml", document(number))

    def start(self, source, *options, environment=None, stdin=None):
        """Runs the program into the folder out, with a report."""
        return subprocess.run(
            [PROGRAM, "batch", source, "-o", "out", "--report", "report.jsonl", *map(str, options)],
            cwd=self.folder, capture_output=True, text=True, timeout=SECONDS, input=stdin,
            env={**os.environ, **(environment or {})})

    def batch(self, source, *options, status=0, **more):
        """The last line of what it says: how many of what."""
        done = self.start(source, *options, **more)
        self.said = done.stderr
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stdout.strip()

    def records(self):
        text = (self.folder / "report.jsonl").read_text("utf-8")
        return [json.loads(line) for line in text.splitlines()]

    def record(self, name):
        (found,) = [record for record in self.records() if record["input"] == name]
        return found

    def outputs(self, folder="out"):
        """Digest of every visible output by its path."""
        root = self.folder / folder
        return {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
                for path in root.rglob("*") if path.is_file() and ".hongtou" not in path.parts}

    def wait_for(self, name):
        """Until there is such a file."""
        end = time.monotonic() + 20
        while not (self.folder / name).exists() and time.monotonic() < end:
            time.sleep(0.02)

    def assertClean(self):
        """Nothing but the journal is left of the batch's own."""
        own = self.folder / "out/.hongtou"
        self.assertEqual(sorted(path.name for path in own.iterdir()), ["journal"])
        self.assertEqual(list(self.folder.rglob("*.tmp")), [])

    def counts(self, **wanted):
        names = ("documents", "rendered", "unchanged", "failed")
        return ", ".join(f"{name}: {wanted.get(name, 0)}" for name in names)
