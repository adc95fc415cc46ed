# SPDX-License-Identifier: Apache-2.0
"""A document that crashes, hangs or eats memory costs itself; a batch that is killed costs nothing."""

import fcntl
import os
import random
import resource
import signal
import subprocess
import sys
import time
import unittest

from pathlib import Path

from case import PRELOAD, PROGRAM, Case, document

TESTS = Path(__file__).resolve().parents[1]
FACES = TESTS.parent / "fonts/open"
sys.path.insert(0, str(TESTS / "support"))

from faces import rename  # noqa: E402


class Documents(Case):
    def setUp(self):
        super().setUp()
        self.write_all(12)

    def trouble(self, what, *options):
        self.write("in/d005.yaml", document(5) + f"# {what}\n")
        said = self.batch("in", *options, status=1, environment=PRELOAD)
        self.assertEqual(said, self.counts(documents=12, rendered=11, failed=1))
        self.assertEqual(len(self.outputs()), 11)
        self.assertClean()
        (finding,) = self.record("d005.yaml")["diagnostics"]
        self.assertEqual(finding["file"], "d005.yaml")
        return finding

    def test_crash(self):
        finding = self.trouble("crash")
        self.assertEqual(finding["code"], "E1107")
        self.assertIn("Aborted", finding["message"])
        self.assertIn("Killed", self.trouble("killed", "-j1", "--force")["message"])
        self.assertIn("status 3", self.trouble("leave", "--force")["message"])

    def test_hang(self):
        start = time.monotonic()
        self.assertEqual(self.trouble("hang", "--timeout", 2)["code"], "E1108")
        self.assertLess(time.monotonic() - start, 30)

    @unittest.skipIf("san" in PROGRAM, "sanitizers reserve memory of their own")
    def test_memory(self):
        self.assertEqual(self.trouble("eat", "--memory", 200)["code"], "E1106")

    def test_a_disk_that_loses_a_file(self):
        """E0803: a file that may not be whole gets no name, and the batch ends."""
        self.batch("in", status=2, environment={**PRELOAD, "HT_DISK": "torn"})
        self.assertIn("error[E0803]", self.said)
        (lost,) = [record for record in self.records() if record["outcome"] == "failed"]
        self.assertNotIn(lost["input"].replace(".yaml", ".pdf"), self.outputs())
        self.assertEqual(len(self.outputs()), len(self.records()) - 1)
        self.assertClean()
        self.assertIn("failed: 0", self.batch("in"))
        self.assertEqual(len(self.outputs()), 12)

    def test_a_face_that_cannot_be_embedded(self):
        """E0701: found while the pages are painted, and told of the document."""
        face = self.write("faces/a.otf", "")
        rename(FACES / "FandolFang-Regular.otf", face, "FandolFang", "FangSong")
        data = bytearray(face.read_bytes())
        table = data.index(b"CFF ")
        data[int.from_bytes(data[table + 8:table + 12], "big")] = 0  # its version
        face.write_bytes(data)
        self.batch("in", "--fonts", "faces", "--match", "d001.yaml", status=1)
        (finding,) = self.record("d001.yaml")["diagnostics"]
        self.assertEqual((finding["code"], finding["file"]), ("E0701", "d001.yaml"))
        self.assertClean()


class Batches(Case):
    def test_one_at_a_time(self):
        self.write_all(3)
        self.write("in/d002.yaml", document(2) + "# hang\n")
        first = subprocess.Popen([PROGRAM, "batch", "in", "-o", "out", "-q", "--timeout", "5"],
                                 cwd=self.folder, env={**os.environ, **PRELOAD},
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.wait_for("out/d001.pdf")
        self.batch("in", status=1)
        self.assertIn("error[E1109]", self.said)
        self.batch("in", "--shard", "1/1", "--timeout", 1, status=1, environment=PRELOAD)
        self.assertIn("error[E1108]", self.said)  # the document's: a shard has a lock of its own
        first.wait(20)

    def test_killed_at_any_moment(self):
        """After each kill what stands in the folder is whole, and the next run does the rest."""
        count = 40
        self.write_all(count)
        self.batch("in", "-o", "whole")
        whole = self.outputs("whole")
        seed = 20260105
        chance = random.Random(seed)
        for _ in range(12):
            process = subprocess.Popen([PROGRAM, "batch", "in", "-o", "out", "-q"],
                                       cwd=self.folder, stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0.01, 0.35))
            process.send_signal(signal.SIGKILL)
            process.wait()
            for name, digest in self.outputs().items():
                self.assertEqual(digest, whole[name], name)
        self.wait_for_lock()
        self.assertEqual(self.batch("in").split(", ")[0], f"documents: {count}")
        self.assertEqual(self.outputs(), whole)
        self.assertClean()
        self.assertEqual(self.batch("in"), self.counts(documents=count, unchanged=count))

    def test_killed_while_a_worker_hangs(self):
        """The worker ends too: it does not keep the next run out."""
        self.write_all(3)
        self.write("in/d002.yaml", document(2) + "# hang\n")
        first = subprocess.Popen([PROGRAM, "batch", "in", "-o", "out", "-q", "--timeout", "100"],
                                 cwd=self.folder, env={**os.environ, **PRELOAD},
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.wait_for("out/d001.pdf")
        first.kill()
        first.wait()
        self.wait_for_lock()
        self.assertEqual(self.batch("in"), self.counts(documents=3, unchanged=3))
        self.assertClean()

    def test_what_killed_runs_leave(self):
        """Temporary files beside reports and pictures go, but not those that are being written."""
        self.write_all(1)
        for name in (".hongtou-1-0.tmp", "pictures/.hongtou-2-0.tmp"):
            self.write(name, "half of a")
        with open(self.write(".hongtou-3-0.tmp", "half of a"), encoding="utf-8") as busy:
            fcntl.flock(busy, fcntl.LOCK_EX)
            self.batch("in", "--summary", "all.html", "--thumbnails", "pictures")
            left = [path.name for path in self.folder.rglob("*.tmp")]
        self.assertEqual(left, [".hongtou-3-0.tmp"])

    def wait_for_lock(self):
        """Workers of a batch that was killed are gone in a moment."""
        end = time.monotonic() + 20
        while "E1109" in self.start("in").stderr and time.monotonic() < end:
            time.sleep(0.1)

    def test_a_torn_journal(self):
        self.write_all(4)
        self.batch("in")
        journal = self.folder / "out/.hongtou/journal"
        text = journal.read_bytes()
        journal.write_bytes(text[:-20])
        self.assertEqual(self.batch("in"), self.counts(documents=4, rendered=1, unchanged=3))
        journal.write_bytes(b"no journal\n\0\xff\n" + text)
        self.assertEqual(self.batch("in"), self.counts(documents=4, rendered=0, unchanged=4))

    def test_more_workers_than_the_machine_allows(self):
        """E1105: told, and what is done stays done."""
        self.write_all(40)
        done = subprocess.run([PROGRAM, "batch", "in", "-o", "out", "-j30", "-q", "--summary",
                               "all.html"], cwd=self.folder, capture_output=True, text=True,
                              timeout=60,
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (9, 9)))
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("error[E1105]: no worker can be started", done.stderr)
        self.assertIn("documents are missing", (self.folder / "all.html").read_text("utf-8"))
        self.assertEqual(self.batch("in").split(", ")[0], "documents: 40")
        self.assertEqual(len(self.outputs()), 40)

    def test_a_disk_that_is_full(self):
        """One document tells it, and the batch ends there; what is done is kept."""
        self.write_all(12)
        self.batch("in", "--shard", "1/2")
        done = len(self.outputs())

        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

        stopped = subprocess.run([PROGRAM, "batch", "in", "-o", "out", "-q", "--force"],
                                 cwd=self.folder, capture_output=True, text=True, timeout=60,
                                 preexec_fn=limit, restore_signals=False)
        self.assertEqual(stopped.returncode, 2, stopped.stderr)
        self.assertEqual(stopped.stderr.count("error["), 1, stopped.stderr)
        self.assertRegex(stopped.stderr, r"d001.yaml: error\[E0803\]: cannot write .*: File too large")
        self.assertIn("rendered: 0, unchanged: 0, failed: 1", stopped.stdout)
        self.assertEqual(len(self.outputs()), done)
        self.assertEqual(self.batch("in"), self.counts(documents=12, rendered=12 - done,
                                                       unchanged=done))

    def test_outputs_that_may_not_be_written(self):
        self.write_all(6)
        said = self.batch("in", "--name", "fixed/{name}", status=2, environment=PRELOAD)
        self.assertTrue(said.endswith("rendered: 0, unchanged: 0, failed: 1"), said)
        self.assertEqual(self.said.count("error["), 1, self.said)
        self.assertIn("d001.yaml: error[E0803]: cannot write out/fixed/d001.pdf: Read-only",
                      self.said)

    def test_an_output_that_is_a_folder(self):
        """It costs its document alone."""
        self.write_all(3)
        (self.folder / "out/d002.pdf").mkdir(parents=True)
        self.assertEqual(self.batch("in", status=1),
                         self.counts(documents=3, rendered=2, failed=1))

    def test_a_folder_that_cannot_be_written(self):
        self.write_all(2)
        self.write("out", "a file")
        self.batch("in", status=2)
        self.assertIn("error[E0803]", self.said)


if __name__ == "__main__":
    sys.exit(unittest.main())
