# SPDX-License-Identifier: Apache-2.0
"""Pictures of a document in its PDF, as pdfimages and qpdf read them: each is stored once, and with no more
than it has."""

import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))

import png  # noqa: E402
import program  # noqa: E402

HEAD = ("kind: 通知\nissuers: 青河县\nnumber: 青府发〔2026〕1号\ntitle: 关于古桥的通知\nrecipients: 各乡镇\n"
        "date: 2026-1-5\nbody:\n  - 如图。\n")


def chequers(x, y):
    return (200, 40, 40) if (x // 20 + y // 20) % 2 else (20, 60, 160)


class Pictures(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write(self, name, *picture):
        (self.folder / name).write_bytes(png.encode(*picture))

    def render(self, profile, *names, width=60):
        """The PDF of a document that shows these pictures, all of one width in mm."""
        document, pdf = self.folder / "a.yaml", self.folder / "a.pdf"
        document.write_text(HEAD + "".join("  - figure: {image: %s, width: %dmm}\n" % (name, width)
                                           for name in names), encoding="utf-8")
        program.render("--profile", profile, document, "-o", pdf)
        out, said = program.run("qpdf", "--check", pdf)
        self.assertIn(b"No syntax or stream encoding errors", out, said)
        return pdf

    def images(self, pdf):
        """Each image of a file once: kind (image or smask), width, colours, code."""
        out, _ = program.run("pdfimages", "-list", pdf)
        rows = [line.split() for line in out.decode().splitlines()[2:]]
        return sorted({(row[10], row[2]): (row[2], int(row[3]), row[5], row[8]) for row in rows}.values())

    def test_one_picture_is_stored_once(self):
        """Also where it is named again, or lies there under another name."""
        self.write("a.png", 300, 200, chequers)
        self.write("b.png", 300, 200, chequers)
        self.write("c.png", 300, 202, chequers)
        for profile in ("archive", "print", "screen"):
            with self.subTest(profile):
                pdf = self.render(profile, "a.png", "b.png", "a.png", "c.png")
                self.assertEqual(len(self.images(pdf)), 2)

    def test_alpha(self):
        """One that lets nothing through is left out."""
        self.write("opaque.png", 300, 200, lambda x, y: (*chequers(x, y), 255))
        self.write("clear.png", 300, 200, lambda x, y: (*chequers(x, y), 255 if x else 254))
        for profile in ("archive", "print", "screen"):
            with self.subTest(profile):
                kinds = [kind for kind, *_ in self.images(self.render(profile, "opaque.png"))]
                self.assertEqual(kinds, ["image"])
                kinds = [kind for kind, *_ in self.images(self.render(profile, "clear.png"))]
                self.assertEqual(kinds, ["image", "smask"])


if __name__ == "__main__":
    unittest.main()
