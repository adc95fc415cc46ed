# SPDX-License-Identifier: Apache-2.0
"""What `hongtou batch` tells while it runs and when it is done: records, findings, progress."""

import fcntl
import hashlib
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
import unittest

from case import PRELOAD, PROGRAM, Case, document

RECORD = ["input", "number", "of", "source", "shard", "digest", "outcome", "output", "pdf", "pages",
          "document_number", "title", "layout", "faces", "diagnostics", "milliseconds"]


class Records(Case):
    def test_each_says_where_it_stands(self):
        self.write_all(5)
        self.batch("in")
        names = [f"d{number:03d}.yaml" for number in range(1, 6)]
        source = hashlib.sha256("".join(f"{name}\0" for name in names).encode()).hexdigest()[:16]
        for number, record in enumerate(self.records(), 1):
            self.assertEqual(list(record), RECORD)
            self.assertEqual((record["number"], record["of"], record["shard"]), (number, 5, None))
            self.assertEqual(record["source"], source)
            pdf = self.folder / "out" / record["output"]
            self.assertEqual(hashlib.sha256(pdf.read_bytes()).hexdigest(), record["pdf"])

    def test_shards_number_as_the_whole_does(self):
        self.write_all(9)
        self.batch("in")
        whole = {record["number"]: record["input"] for record in self.records()}
        parts = {}
        for shard in ("1/2", "2/2"):
            self.batch("in", "--shard", shard)
            for record in self.records():
                self.assertEqual(record["shard"], shard)
                parts[record["number"]] = record["input"]
        self.assertEqual(parts, whole)

    def test_names_with_control_characters(self):
        self.write("in/a\x01\x7f\tb.yaml", document(1).replace("2026-01-05", "昨天"))
        self.batch("in", status=1)
        (record,) = self.records()
        self.assertEqual(record["input"], "a\ufffd\ufffd\tb.yaml")
        self.assertIn("a\ufffd\ufffd\tb.yaml", record["diagnostics"][0]["file"])


class Telling(Case):
    def setUp(self):
        super().setUp()
        self.write_all(6)
        self.write("in/d003.yaml", document(3).replace("2026-01-05", "昨天"))

    def test_json_and_nothing_else(self):
        self.batch("in", "--diagnostics", "json", status=1)
        findings = [json.loads(line) for line in self.said.splitlines()]
        self.assertIn("E0212", [one["code"] for one in findings])

    def test_quiet_keeps_errors_and_counts(self):
        said = self.batch("in", "-q", status=1)
        self.assertEqual(said, self.counts(documents=6, rendered=5, failed=1))
        self.assertIn("error[E0212]", self.said)
        self.assertNotIn("note[", self.said)

    def test_no_progress_in_a_short_log(self):
        self.batch("in", status=1)
        self.assertNotIn(" of 6", self.said)

    def test_a_line_after_ten_seconds(self):
        """One, though all but one document is done before and after them."""
        self.write("in/d004.yaml", document(4) + "# hang\n")
        self.batch("in", "--timeout", 11, status=1, environment=PRELOAD)
        lines = [line for line in self.said.splitlines() if " of 6, " in line]
        self.assertEqual(len(lines), 1, self.said)
        self.assertRegex(lines[0], r"^4 of 6, 0 a second, failed: 2, left: 0:0\d$")


class Bar(Case):
    """At a terminal. One document takes long enough that the bar is drawn after it, however quick
    the machine is."""

    def setUp(self):
        super().setUp()
        self.write_all(20)
        self.write("in/d010.yaml", document(10) + "# slow\n")

    def draw(self, columns, locale="C.UTF-8"):
        """What a terminal of so many columns was told, drawing by drawing."""
        try:
            here, there = pty.openpty()
        except OSError:
            self.skipTest("there are no terminals here")
        fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        process = subprocess.Popen([PROGRAM, "batch", "in", "-o", "out", "--force", "-j1"],
                                   cwd=self.folder, stderr=there, stdout=subprocess.DEVNULL,
                                   env={**os.environ, **PRELOAD, "LC_ALL": locale})
        os.close(there)
        said = b""
        try:
            while chunk := os.read(here, 4096):
                said += chunk
        except OSError:  # the other side is closed
            pass
        os.close(here)
        self.assertEqual(process.wait(60), 0)
        drawn = said.decode("utf-8").split("\r\x1b[K")[1:]
        return [text for text in drawn if re.search(r"\d", text) and "note[" not in text]

    def test_it_fits(self):
        for columns in (120, 80, 60, 30):
            drawn = self.draw(columns)
            self.assertTrue(drawn, columns)
            for text in drawn:
                self.assertLess(len(text), columns, text)
        self.assertRegex(self.draw(100)[-1], r"^▕█*[▏▎▍▌▋▊▉]? *▏ \d+ of 20, \d+ a second, failed: 0")
        self.assertRegex(self.draw(20)[-1], r"^\d+/20$")

    def test_plain_where_the_terminal_is(self):
        self.assertRegex(self.draw(100, "C")[-1], r"^\[#* *\] \d+ of 20")

    def test_it_goes_away(self):
        self.assertEqual(self.draw(80)[-1].count("\n"), 0)


if __name__ == "__main__":
    sys.exit(unittest.main())
