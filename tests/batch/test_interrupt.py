# SPDX-License-Identifier: Apache-2.0
"""A batch that a signal ends: what is done is kept and told, the next run does the rest."""

import os
import signal
import subprocess
import sys
import time
import unittest

from case import PRELOAD, PROGRAM, Case, document


class Interrupt(Case):
    def setUp(self):
        super().setUp()
        self.write_all(40)
        self.write("in/d010.yaml", document(10) + "# hang\n")

    def begin(self, *options, group=False):
        """A batch that has written the documents before the one that hangs."""
        process = subprocess.Popen(
            [PROGRAM, "batch", "in", "-o", "out", "--report", "report.jsonl", "--timeout", "0",
             *options],
            cwd=self.folder, env={**os.environ, **PRELOAD}, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, start_new_session=group)
        self.addCleanup(process.kill)
        self.wait_for("out/d009.pdf")
        return process

    def end(self, process, status):
        said, told = process.communicate(timeout=30)
        self.assertEqual(process.returncode, status, said + told)
        return said.strip(), told

    def test_what_is_done_is_told_and_kept(self):
        process = self.begin("-j1", "--summary", "all.html")
        process.send_signal(signal.SIGINT)
        said, told = self.end(process, 130)
        self.assertEqual(said, self.counts(documents=40, rendered=9) + ", interrupted")
        self.assertIn("warning[W1125]", told)
        self.assertIn("31 documents are still to come", told)
        self.assertEqual([record["number"] for record in self.records()], list(range(1, 10)))
        self.assertIn("ended by a signal", (self.folder / "all.html").read_text("utf-8"))
        self.assertClean()
        self.write("in/d010.yaml", document(10))
        self.assertEqual(self.batch("in"), self.counts(documents=40, rendered=31, unchanged=9))

    def waiting(self):
        """So many finished files wait for one before them."""
        return sum(path.read_bytes().endswith(b"%%EOF\n")
                   for path in (self.folder / "out/.hongtou").glob("*.pdf"))

    def test_what_is_ready_is_finished(self):
        """One of two workers hangs, the other has done all the rest."""
        process = self.begin("-j2")
        end = time.monotonic() + 30
        while self.waiting() < 30 and time.monotonic() < end:
            time.sleep(0.05)
        time.sleep(0.3)  # what was written last is told a moment later
        process.send_signal(signal.SIGTERM)
        said, _ = self.end(process, 143)
        self.assertIn("rendered: 39", said)
        numbers = [record["number"] for record in self.records()]
        self.assertEqual(numbers, [number for number in range(1, 41) if number != 10])
        self.assertEqual(len(self.outputs()), 39)
        self.assertClean()

    def slow_disk(self):
        """A batch whose workers are done long before the disk is: 100 documents, four at a time."""
        self.write("in/d010.yaml", document(10))
        self.write_all(100)
        process = subprocess.Popen(
            [PROGRAM, "batch", "in", "-o", "out", "--report", "report.jsonl", "-j2"],
            cwd=self.folder, env={**os.environ, **PRELOAD, "HT_DISK": "slow"},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.kill)
        self.wait_for("out/.hongtou/99.pdf")
        self.wait_for("out/d004.pdf")
        return process

    def test_while_the_disk_is_behind(self):
        """What workers have made is kept, and told."""
        process = self.slow_disk()
        self.assertLess(len(self.outputs()), 100)
        process.send_signal(signal.SIGTERM)
        said, told = self.end(process, 143)
        self.assertIn("failed: 0, interrupted", said)
        self.assertNotIn("(null)", told)
        self.assertEqual(len(self.records()), len(self.outputs()))
        self.assertClean()
        self.assertIn(f"unchanged: {len(self.records())}", self.batch("in"))

    def test_a_second_signal_while_the_disk_is_behind(self):
        process = self.slow_disk()
        process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
        self.assertEqual(process.returncode, -signal.SIGTERM)
        self.assertLess(len(self.outputs()), 100)
        kept = len(self.outputs())
        self.assertIn(f"unchanged: {kept}", self.batch("in"))
        self.assertEqual(len(self.outputs()), 100)

    def test_a_signal_to_all_processes(self):
        """As a terminal and a scheduler send it: no document fails by it."""
        process = self.begin("-j2", group=True)
        os.killpg(process.pid, signal.SIGTERM)
        said, told = self.end(process, 143)
        self.assertIn("failed: 0", said)
        self.assertNotIn("error[", told)

    def test_merge_says_what_is_missing(self):
        process = self.begin("-j1")
        process.send_signal(signal.SIGTERM)
        self.end(process, 143)
        done = subprocess.run([PROGRAM, "batch", "--merge", "report.jsonl"], cwd=self.folder,
                              capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 1)
        self.assertIn("no record of numbers 10 to 40, after d009.yaml", done.stderr)

    def test_a_second_signal_ends_at_once(self):
        """The summary is written into a pipe that nobody reads."""
        os.mkfifo(self.folder / "all.html")
        process = self.begin("-j1", "--summary", "all.html")
        process.send_signal(signal.SIGINT)
        self.wait_for("report.jsonl")
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
        self.assertEqual(process.returncode, -signal.SIGINT)
        self.assertEqual(len(self.records()), 9)


if __name__ == "__main__":
    sys.exit(unittest.main())
