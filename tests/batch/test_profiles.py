# SPDX-License-Identifier: Apache-2.0
"""A batch for the press or for the screen: its outputs are what `hongtou render` makes, they are made anew
when the options change, and volumes are what their documents are.
"""

import json
import re
import subprocess
import unittest

from case import PROGRAM, Case, document

PRINT = ("--profile", "print", "--plate", "Red", "--bleed", "3", "--marks", "all")


def said_by(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, check=False,
                          timeout=60)
    return done.stdout + done.stderr


class Profiles(Case):
    def rendered(self, name, *options):
        """A document's PDF by `hongtou render`."""
        subprocess.run([PROGRAM, "render", "-q", f"in/{name}.yaml", "-o", "one.pdf", *options],
                       cwd=self.folder, check=True)
        return (self.folder / "one.pdf").read_bytes()

    def test_as_rendered(self):
        self.write_all(2)
        for options in (("--profile", "screen"), PRINT, ("--profile", "print"), ("--attach-source",)):
            self.assertEqual(self.batch("in", *options), self.counts(documents=2, rendered=2))
            for name in ("d001", "d002"):
                self.assertEqual((self.folder / f"out/{name}.pdf").read_bytes(),
                                 self.rendered(name, *options), options)

    def test_options_are_part_of_what_is_unchanged(self):
        self.write_all(2)
        self.batch("in")
        again = self.counts(documents=2, rendered=2)
        kept = self.counts(documents=2, unchanged=2)
        for options in (PRINT[:2], PRINT[:4], PRINT[:6], PRINT, (*PRINT[:7], "crop"),
                        ("--profile", "print", "--plate", "Rot"), ("--profile", "screen"),
                        ("--attach-source",), ("--signature-field", "visible"),
                        ("--signature-field", "invisible"), ()):
            with self.subTest(options):
                self.assertEqual(self.batch("in", *options), again)
                self.assertEqual(self.batch("in", *options), kept)
        self.assertEqual(self.batch("in", "--profile", "archive"), kept)

    def test_sources(self):
        """A line of JSON is a file of JSON in its PDF."""
        keys = {"kind": "通知", "issuers": "青河县人民政府", "number": "青府发〔2026〕1号",
                "title": "关于古桥的通知", "recipients": "各乡镇", "body": "请照办。", "date": "2026-1-5"}
        line = json.dumps(keys, ensure_ascii=False)
        self.write("all.jsonl", line + "\n")
        self.batch("all.jsonl", "--attach-source")
        (name,) = self.outputs()
        listed = said_by("pdfdetach", "-list", self.folder / "out" / name).decode()
        self.assertIn(name.replace(".pdf", ".json"), listed)
        said_by("pdfdetach", "-save", 1, "-o", self.folder / "back.json", self.folder / "out" / name)
        self.assertEqual((self.folder / "back.json").read_text("utf-8").strip(), line)

    def test_rows(self):
        """E0715: a row of a table is no file."""
        self.write("all.csv", "kind,issuers,number,title,recipients,body,date\n"
                   "通知,青河县,青府发〔2026〕1号,关于古桥的通知,各乡镇,请照办。,2026-1-5\n")
        self.batch("all.csv", "--attach-source", status=2)
        self.assertIn("error[E0715]: the rows of all.csv", self.said)
        self.assertEqual(self.outputs(), {})
        self.assertEqual(self.batch("all.csv"), self.counts(documents=1, rendered=1))

    def test_volume_for_the_press(self):
        """It is for the press as well: its plates, its boxes, its marks, and it claims to be no other."""
        self.write_all(3)
        for numbers in ("own", "through"):
            self.batch("in", *PRINT, "--bind", "all.pdf", "--page-numbers", numbers)
            volume = self.folder / "all.pdf"
            self.assertIn(b"No syntax or stream encoding errors", said_by("qpdf", "--check", volume))
            plain = said_by("qpdf", "--qdf", "--object-streams=disable", volume, "-")
            for word in (b"<pdfaid:part>", b"<pdfuaid:part>", b"OutputIntent", b" rg\n", b"/DeviceRGB"):
                self.assertNotIn(word, plain)
            self.assertEqual(plain.count(b"/TrimBox"), 3)
            self.assertEqual(plain.count(b"/Artifact<</Type/Page>>BDC"), 3)
            for number in (1, 2, 3):
                pages = [said_by("mutool", "draw", "-q", "-r", 50, "-c", "cmyk", "-F", "pam", "-o", "-",
                                 file, page).split(b"ENDHDR", 1)[1]
                         for file, page in ((volume, number), (self.folder / f"out/d00{number}.pdf", 1))]
                if numbers == "own":
                    self.assertEqual(*pages)

    def test_volume_for_the_screen(self):
        """It is linearised, opens with its outline, and each face is in it once; its documents stay too."""
        self.write_all(300)
        self.write("in/d002.yaml", document(2).replace("请照办。", "请照办 **abc** ئۇيغۇر。"))
        self.batch("in", "--profile", "screen", "--bind", "all.pdf", "--page-numbers", "through")
        volume = self.folder / "all.pdf"
        for file in (volume, self.folder / "out/d002.pdf"):
            self.assertIn(b"no linearization errors", said_by("qpdf", "--check-linearization", file))
            self.assertIn(b"No syntax or stream encoding errors", said_by("qpdf", "--check", file))
        text = said_by("pdftotext", "-raw", volume, "-").decode()
        self.assertEqual(re.findall(r"^— (\d+) —$", text, re.M), [str(n) for n in range(1, 301)])
        self.assertTrue("请照办 abc" in text)
        outline = said_by("mutool", "show", volume, "outline").decode()
        self.assertEqual(re.findall(r"#page=(\d+)", outline), [str(n) for n in range(1, 301)])
        names = said_by("pdffonts", volume).decode().splitlines()[2:]
        self.assertEqual(len(names), len({name.split()[0] for name in names}))
        self.assertIn("NotoNaskhArabic", "".join(names))
        plain = said_by("qpdf", "--qdf", "--object-streams=disable", volume, "-")
        self.assertNotIn(b"<pdfaid:part>", plain)
        self.assertIn(b"<pdfuaid:part>1<", plain)
        alone = sum(path.stat().st_size for path in (self.folder / "out").glob("*.pdf"))
        self.assertLess(volume.stat().st_size, alone / 20)

    def test_volume_for_the_screen_of_one(self):
        """A file of one page, and what it would be alone: as small but for its outline."""
        self.write_all(1)
        self.batch("in", "--profile", "screen", "--bind", "all.pdf")
        said = said_by("qpdf", "--check-linearization", self.folder / "all.pdf")
        self.assertIn(b"no linearization errors", said)

    def test_usage(self):
        self.write_all(1)
        for options, words in ((("--plate", "Red"), "E0710"), (("--profile", "web"), "screen"),
                               (("--profile", "print", "--bleed", "30"), "E0712")):
            self.batch("in", *options, status=2)
            self.assertIn(words, self.said)
            self.assertFalse((self.folder / "out").exists())

    def test_marks_that_a_layout_has_not(self):
        """It fails each document that is set in it."""
        self.write("bare.yaml", "extends: gb9704\npress: null\n")
        self.write_all(1)
        self.assertEqual(self.batch("in", *PRINT, "--layout", "bare.yaml", status=1),
                         self.counts(documents=1, failed=1))
        self.assertRegex(self.said, re.compile(r"error\[E0713\]: the layout bare.yaml"))


class Fields(Case):
    def test_volumes_have_none(self):
        self.write_all(1)
        self.batch("in", "--bind", "all.pdf", "--signature-field", "visible", status=1)
        self.assertIn("error[E1161]: a volume has no fields to sign", self.said)
        self.assertEqual(self.outputs(), {})


class Signed(Case):
    """What was added to an output since, such as a signature, is not lost by the way."""

    def sign(self, name):
        with (self.folder / "out" / name).open("ab") as file:
            file.write(b"% a signature\n")

    def is_signed(self, name):
        return (self.folder / "out" / name).read_bytes().endswith(b"% a signature\n")

    def test_it_is_unchanged(self):
        self.write_all(2)
        self.batch("in")
        self.sign("d001.pdf")
        for options in ((), ("--verify",)):
            self.assertEqual(self.batch("in", *options), self.counts(documents=2, unchanged=2))
        self.assertTrue(self.is_signed("d001.pdf"))

    def test_another_text_does_not_take_its_place(self):
        self.write_all(2)
        self.batch("in")
        self.sign("d001.pdf")
        self.write("in/d001.yaml", document(9))
        self.assertEqual(self.batch("in", status=1), self.counts(documents=2, unchanged=1, failed=1))
        self.assertIn("d001.yaml: error[E1160]: d001.pdf is not written over", self.said)
        self.assertTrue(self.is_signed("d001.pdf"))
        self.assertEqual(self.batch("in", "--force"), self.counts(documents=2, rendered=2))
        self.assertFalse(self.is_signed("d001.pdf"))

    def test_what_is_something_else_is_made_anew(self):
        self.write_all(1)
        self.batch("in")
        (self.folder / "out/d001.pdf").write_bytes(b"% something else" * 100000)
        self.assertEqual(self.batch("in"), self.counts(documents=1, rendered=1))


if __name__ == "__main__":
    unittest.main()
