# SPDX-License-Identifier: Apache-2.0
"""All documents as one PDF: their pages in order, an outline, numbers of their own or through."""

import os
import re
import signal
import subprocess
import unittest

from case import PRELOAD, PROGRAM, Case, document


def said_by(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True,
                          check=False, timeout=60)
    return done.stdout + done.stderr


class Binding(Case):
    def bind(self, *options, status=0):
        said = self.batch("in", "--bind", "all.pdf", *options, status=status)
        self.volume = self.folder / "all.pdf"
        return said

    def text(self):
        return said_by("pdftotext", "-raw", self.volume, "-")

    def numbers(self):
        """What the pages bear as their numbers."""
        return [int(number) for number in re.findall(r"^— (\d+) —$", self.text(), re.M)]

    def write_long(self, count):
        """Documents of two pages."""
        for number in range(1, count + 1):
            body = "body: |\n" + "  桥要修，路要通，水要清，人要安，事要有人管。\n" * 20
            self.write(f"in/d{number:03d}.yaml",
                       document(number).replace("body: 请照办。\n", body))

    def test_order_and_outline(self):
        self.write_all(5)
        self.bind()
        self.assertIn("No syntax or stream encoding errors", said_by("qpdf", "--check", self.volume))
        self.assertEqual(re.findall("关于第([0-9]+)座古桥的通知", self.text()), list("12345"))
        outline = said_by("mutool", "show", self.volume, "outline")
        self.assertEqual(re.findall(r"关于第(\d)座古桥的通知\"\s+#page=(\d)", outline),
                         [(str(n), str(n)) for n in range(1, 6)])
        self.assertEqual(self.numbers(), [1] * 5)

    def test_folders_of_the_source(self):
        """They are the upper levels of the outline; the volume has a title."""
        for number, name in enumerate(("1", "a/2", "a/b/3", "a/b/4", "c/5"), 1):
            self.write(f"in/{name}.yaml", document(number))
        self.bind()
        self.assertIn("No syntax or stream encoding errors", said_by("qpdf", "--check", self.volume))
        outline = said_by("mutool", "show", self.volume, "outline")
        self.assertEqual(re.findall(r"^.(\t+)\"(.*?)\"\s+#page=(\d)", outline, re.M), [
            ("\t", "关于第1座古桥的通知", "1"), ("\t", "a", "2"), ("\t\t", "关于第2座古桥的通知", "2"),
            ("\t\t", "b", "3"), ("\t\t\t", "关于第3座古桥的通知", "3"),
            ("\t\t\t", "关于第4座古桥的通知", "4"), ("\t", "c", "5"),
            ("\t\t", "关于第5座古桥的通知", "5")])
        self.write("list.txt", "./in//1.yaml\nin/c/5.yaml\n")
        self.batch("list.txt", "--bind", "all.pdf")
        outline = said_by("mutool", "show", self.volume, "outline")
        self.assertEqual(re.findall(r"^.\t+\"([a-z.]*)\"", outline, re.M), ["in", "c"])
        self.assertRegex(said_by("pdfinfo", self.volume), r"(?m)^Title: +all$")

    def test_own_numbers(self):
        self.write_long(3)
        self.bind("--page-numbers", "own")
        self.assertEqual(self.numbers(), [1, 2] * 3)

    def test_numbers_through(self):
        self.write_long(3)
        self.bind("--page-numbers", "through")
        self.assertEqual(self.numbers(), [1, 2, 3, 4, 5, 6])
        self.assertClean()
        for number in (1, 2, 3):  # the documents themselves keep theirs
            text = said_by("pdftotext", "-raw", self.folder / f"out/d{number:03d}.pdf", "-")
            self.assertEqual(re.findall(r"^— (\d+) —$", text, re.M), ["1", "2"])

    def test_pages_depend_on_where_they_begin(self):
        """An imprint stands on an even page: behind one page more a document has one less. Those behind
        it are numbered as they come."""
        even = "settings: {imprint_on_even: true}\ncopies_to: 各乡镇\nprinter: 县政府办公室\nprinted_on: 2026-01-06\n"
        self.write("in/a.yaml", document(1))
        for number in range(2, 12):
            self.write(f"in/b{number:02d}.yaml", document(number, even))
        self.bind("--page-numbers", "through", "-j2")
        numbers = self.numbers()
        self.assertEqual(numbers, list(range(1, len(numbers) + 1)))
        self.assertLess(len(numbers), 1 + 10 * 2)

    def test_pages_look_as_they_did(self):
        """Also when fonts are shared by documents that use other glyphs of them, and with a seal."""
        self.write_all(3)
        self.write("in/seal.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="40mm" '
                   'height="40mm"><circle cx="75" cy="75" r="70" fill="#d9000c"/></svg>')
        self.write("in/d004.yaml", document(4).replace("青河县人民政府", "{name: 青河县人民政府, "
                                                       "seal: seal.svg}", 1))
        self.bind()
        for number in range(1, 5):
            alone = said_by("mutool", "draw", "-q", "-r", 60, "-F", "pgm", "-s", "5", "-o",
                            "/dev/null", self.folder / f"out/d{number:03d}.pdf", 1)
            bound = said_by("mutool", "draw", "-q", "-r", 60, "-F", "pgm", "-s", "5", "-o",
                            "/dev/null", self.volume, number)
            digest = re.compile(r"[0-9a-f]{32}")
            self.assertEqual(digest.findall(alone), digest.findall(bound), number)
            self.assertEqual(len(digest.findall(alone)), 1, alone)

    def test_fonts_are_shared(self):
        self.write_all(30)
        self.bind()
        fonts = said_by("pdffonts", self.volume).splitlines()[2:]
        self.assertLessEqual(len(fonts), 5, fonts)
        alone = sum(path.stat().st_size for path in (self.folder / "out").glob("*.pdf"))
        self.assertLess(self.volume.stat().st_size, alone / 4)

    def test_glyphs_of_several_for_one_text(self):
        """What such a glyph stands for in one document does not keep another's font apart."""
        for number, word in enumerate(("هَ", "ه", "هَ"), 1):
            self.write(f"in/d{number}.yaml", document(number).replace("请照办", f"请照办“{word}”"))
        self.bind()
        self.assertEqual(said_by("pdffonts", self.volume).count("NotoNaskhArabic"), 1)
        self.assertEqual([self.text().count(letter) for letter in "هَ"], [3, 2])

    def test_again(self):
        self.write_all(4)
        self.bind()
        first = self.volume.read_bytes()
        self.assertEqual(self.bind(), self.counts(documents=4, unchanged=4))
        self.assertEqual(self.volume.read_bytes(), first)
        self.bind("-j1", "--force")
        self.assertEqual(self.volume.read_bytes(), first)

    def test_none_is_left_out(self):
        """E1140: a volume that lacks a document is none."""
        self.write_all(3)
        self.write("in/d002.yaml", "kind: 通知\n")
        self.bind(status=1)
        self.assertIn("error[E1140]: all.pdf is not written, for documents failed: 1", self.said)
        self.assertFalse(self.volume.exists())

    def test_not_of_ours(self):
        """E0704: an output that somebody has put in the place of ours."""
        self.write_all(3)
        self.batch("in")
        output = self.folder / "out/d002.pdf"
        output.write_bytes(b"x" * output.stat().st_size)
        self.bind(status=1)
        self.assertIn("error[E0704]: d002.pdf", self.said)
        self.assertFalse(self.volume.exists())

    def test_damaged(self):
        """E0704: also where a single byte is another one."""
        self.write_all(2)
        self.batch("in")
        output = self.folder / "out/d002.pdf"
        good = output.read_bytes()
        for at in (20, len(good) // 2, len(good) - 20):
            output.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1:])
            self.bind(status=1)
            self.assertIn("error[E0704]: d002.pdf", self.said)
        output.write_bytes(good)
        self.bind()

    def through(self, number, trouble, *options):
        """Documents that are set twice by one worker, of which one makes trouble."""
        self.write_all(3)
        self.write(f"in/d{number:03d}.yaml", document(number) + f"# {trouble}\n")
        said = self.batch("in", "-j1", "--bind", "all.pdf", "--page-numbers", "through", *options,
                          status=1, environment=PRELOAD)
        self.assertEqual(said, self.counts(documents=3, rendered=3))
        self.assertFalse((self.folder / "all.pdf").exists())
        self.assertClean()

    def test_changed_meanwhile(self):
        """E1141: a document that is not there any more is not bound with the pages of before."""
        self.through(2, "gone")
        self.assertIn("d002.yaml: error[E1141]", self.said)

    def test_not_set_once_more(self):
        """E1145: and why."""
        self.through(2, "once")
        self.assertRegex(self.said, r"d002.yaml: error\[E1145\].*error\[E1107\].*status 3")
        self.through(3, "wait", "--timeout", 4, "--force")
        self.assertRegex(self.said, r"d003.yaml: error\[E1145\].*error\[E1108\].*4 seconds")

    def test_interrupted(self):
        """W1144: a signal ends the binding too, and at once."""
        self.write_all(3)
        self.write("in/d002.yaml", document(2) + "# wait\n")
        process = subprocess.Popen(
            [PROGRAM, "batch", "in", "-o", "out", "-j1", "--bind", "all.pdf", "--page-numbers",
             "through", "--timeout", "0", "--report", "report.jsonl"], cwd=self.folder,
            env={**os.environ, **PRELOAD}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.kill)
        self.wait_for("out/d003.pdf")
        process.send_signal(signal.SIGINT)
        said, told = process.communicate(timeout=30)
        self.assertEqual(process.returncode, 130, said + told)
        self.assertIn("rendered: 3, unchanged: 0, failed: 0, interrupted", said)
        self.assertIn("warning[W1144]: a signal ended the batch (Interrupt) before all.pdf", told)
        self.assertEqual(len(self.records()), 3)
        self.assertFalse((self.folder / "all.pdf").exists())
        self.assertClean()

    def test_usage(self):
        self.write_all(1)
        for options in (["--page-numbers", "own"], ["--bind", "a.pdf", "--page-numbers", "x"],
                        ["--bind", "a.pdf", "--shard", "1/2"]):
            done = subprocess.run([PROGRAM, "batch", "in", "-o", "out", *options],
                                  cwd=self.folder, capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 2, options)


if __name__ == "__main__":
    unittest.main()
