# SPDX-License-Identifier: Apache-2.0
"""Where output goes and in which format: files and folders, standard input and output."""

import contextlib
import os
import subprocess
import threading
import time
import unittest

from case import LONG, MAGIC, PROGRAM, SECONDS, SHORT, Case

MARKDOWN = "---\nissuers: 青河县人民政府\nkind: 纪要\n---\n会议研究了古桥的修复。\n"
JSON = '{"kind": "纪要", "issuers": "青河县人民政府", "body": "会议研究了古桥的修复。"}\n'


class Targets(Case):
    def expect_files(self, args, *names):
        self.run_to(0, "render", "-q", *args)
        self.assertEqual(self.left(), sorted(names))

    def test_beside_the_input(self):
        self.write("sub/report.v2.yaml", SHORT)
        self.expect_files(["sub/report.v2.yaml"], "sub/report.v2.yaml", "sub/report.v2.pdf")

    def test_file(self):
        self.expect_files(["short.yaml", "-o", "公文.pdf"], "公文.pdf")

    def test_new_folder_of_one(self):
        self.expect_files(["short.yaml", "-o", "new/out/"], "new/out/short.pdf")

    def test_old_folder_of_one(self):
        (self.folder / "old").mkdir()
        self.expect_files(["short.yaml", "-o", "old"], "old/short.pdf")

    def test_folder_of_many(self):
        self.expect_files(["short.yaml", "long.yaml", "-o", "out"], "out/short.pdf", "out/long.pdf")

    def test_options_stand_anywhere(self):
        self.expect_files(["-o", "out", "short.yaml", "-f", "svg", "long.yaml"],
                          "out/short.svg", "out/long-1.svg", "out/long-2.svg")

    def test_a_file_whose_name_begins_with_a_dash(self):
        self.write("-q.yaml", SHORT)
        self.run_to(0, "render", "-q", "-o", "out/", "--", "-q.yaml")
        self.assertEqual(self.left(), ["-q.yaml", "out/-q.pdf"])

    def test_an_old_file_is_replaced(self):
        self.write("out.pdf", "old")
        self.run_to(0, "render", "-q", "short.yaml", "-o", "out.pdf")
        self.assertTrue(self.read("out.pdf").startswith(MAGIC["pdf"]))
        self.assertEqual(self.left(), ["out.pdf"])

    def test_the_file_is_made_with_the_usual_permissions(self):
        mask = os.umask(0o027)
        try:
            self.run_to(0, "render", "-q", "short.yaml")
        finally:
            os.umask(mask)
        self.assertEqual((self.folder / "short.pdf").stat().st_mode & 0o777, 0o640)

    def test_a_link_to_a_folder(self):
        (self.folder / "real").mkdir()
        (self.folder / "link").symlink_to("real")
        self.expect_files(["short.yaml", "-o", "link"], "real/short.pdf")


class Formats(Case):
    def test_by_name(self):
        for name, magic in MAGIC.items():
            self.run_to(0, "render", "-q", "short.yaml", "-f", name)
            self.assertTrue(self.read(f"short.{name}").startswith(magic), name)

    def test_by_ending(self):
        for name, magic in MAGIC.items():
            self.run_to(0, "render", "-q", "short.yaml", "-o", f"by.{name}")
            self.assertTrue(self.read(f"by.{name}").startswith(magic), name)

    def test_the_name_goes_before_the_ending(self):
        self.run_to(0, "render", "-q", "short.yaml", "-f", "svg", "-o", "picture.png")
        self.assertTrue(self.read("picture.png").startswith(MAGIC["svg"]))

    def test_pages_are_pictures_of_their_own(self):
        self.run_to(0, "render", "-q", "long.yaml", "-o", "page.png", "--dpi", "36")
        self.assertEqual(self.left(), ["page-1.png", "page-2.png"])

    def test_dots(self):
        """A4 is 8.27 by 11.69 inches."""
        for dpi, size in ((36, (298, 421)), (150, (1240, 1754))):
            out, _ = self.run_to(0, "render", "-q", "short.yaml", "-f", "png", "-o", "-",
                                 "--dpi", dpi)
            width, height = (int.from_bytes(out[at:at + 4], "big") for at in (16, 20))
            self.assertEqual((width, height), size)


class Standard(Case):
    def test_output(self):
        for name, magic in MAGIC.items():
            out, said = self.run_to(0, "render", "-q", "short.yaml", "-f", name, "-o", "-")
            self.assertTrue(out.startswith(magic) and len(out) > 100, name)
            self.assertEqual(said, "")
        self.assertEqual(self.left(), [])

    def test_input(self):
        for text in (SHORT, JSON, MARKDOWN):
            out, _ = self.run_to(0, "render", "-q", "-", stdin=text)
            self.assertTrue(out.startswith(MAGIC["pdf"]))
        self.assertEqual(self.left(), [])

    def test_input_to_a_file(self):
        self.run_to(0, "render", "-q", "-", "-o", "out.pdf", stdin=SHORT)
        self.assertEqual(self.left(), ["out.pdf"])

    def test_input_whose_format_is_told(self):
        self.run_to(0, "render", "-q", "-", "--input-format", "markdown", stdin="\n" + MARKDOWN)
        _, said = self.run_to(1, "render", "-", "--input-format", "json", stdin=SHORT)
        self.assertIn("<stdin>:1:", said)
        self.assertIn("E0113", said)

    def test_wrong_input_leaves_no_output(self):
        out, said = self.run_to(1, "render", "-", stdin=SHORT + "date: 昨天\n")
        self.assertEqual(out, b"")
        self.assertIn("<stdin>:4:7: error[E0212]", said)

    def test_output_that_is_closed(self):
        """A reader that goes away is trouble, and said so; it is no crash."""
        command = f"'{PROGRAM}' render -q long.yaml -o - -f trace >&-"
        done = subprocess.run(["sh", "-c", command], cwd=self.folder, capture_output=True,
                              timeout=SECONDS, check=False)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"standard output", done.stderr)

    def test_output_that_is_full(self):
        command = f"'{PROGRAM}' render -q short.yaml -o - >/dev/full"
        done = subprocess.run(["sh", "-c", command], cwd=self.folder, capture_output=True,
                              timeout=SECONDS, check=False)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"No space left on device", done.stderr)

    def test_other_commands_to_a_full_output(self):
        for args in ("schema", "fonts", "layouts", "layouts show gb9704", "--help"):
            done = subprocess.run(["sh", "-c", f"'{PROGRAM}' {args} >/dev/full"], cwd=self.folder,
                                  capture_output=True, timeout=SECONDS, check=False)
            self.assertEqual(done.returncode, 2, args)
            self.assertIn(b"No space left on device", done.stderr, args)


class Pipes(Case):
    def test_a_slow_pipe_as_input(self):
        """As with `hongtou render <(a program that takes its time)`."""
        reading, writing = os.pipe()

        def write_slowly():
            with open(writing, "wb", buffering=0) as pipe, contextlib.suppress(BrokenPipeError):
                for line in LONG.encode().splitlines(keepends=True):
                    pipe.write(line)
                    time.sleep(0.02)

        writer = threading.Thread(target=write_slowly)
        writer.start()
        done = self.start("render", "-q", f"/dev/fd/{reading}", "-o", "out.trace",
                          pass_fds=[reading])
        os.close(reading)
        writer.join()
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        self.assertIn(b"page 2", self.read("out.trace"))

    def test_a_pipe_as_output(self):
        """A target that is no ordinary file is written straight, not replaced."""
        os.mkfifo(self.folder / "pipe")
        got = []
        reader = threading.Thread(target=lambda: got.append(self.read("pipe")))
        reader.start()
        self.run_to(0, "render", "-q", "short.yaml", "-f", "pdf", "-o", "pipe")
        reader.join()
        self.assertTrue(got[0].startswith(MAGIC["pdf"]) and got[0].endswith(b"%%EOF\n"))


if __name__ == "__main__":
    unittest.main()
