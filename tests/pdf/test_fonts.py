# SPDX-License-Identifier: Apache-2.0
"""The fonts in our PDF files are those of the faces: fontTools reads both, and each glyph has the
same outline, the same width and, in CFF, the same hints."""

import logging
import re
import sys
import tempfile
import zlib
from io import BytesIO
from pathlib import Path

from fontTools.cffLib import CFFFontSet
from fontTools.misc.psCharStrings import T2OutlineExtractor
from fontTools.pens.recordingPen import DecomposingRecordingPen, RecordingPen
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))

import program  # noqa: E402
import source  # noqa: E402

FACES = HERE.parent.parent / "fonts" / "open"
USUAL = 1000.0  # what a glyph is wide that is not listed
OBJECT = re.compile(rb"\n(\d+) 0 obj\n(.*?)\nendobj(?=\n)", re.S)


class Pdf:
    """The objects of a file of ours."""

    def __init__(self, path):
        self.objects = {int(number): body for number, body in OBJECT.findall(path.read_bytes())}

    def entry(self, body, key):
        return self.objects[int(re.search(rb"/%s[ \[]*(\d+) 0 R" % key, body)[1])]

    @staticmethod
    def unpacked(body):
        head, data = body.split(b">>\nstream\n", 1)
        length = int(re.search(rb"/Length (\d+)$", head)[1])
        return zlib.decompress(data[:length])

    def fonts(self):
        """Name, widths by code, the program, and the map of codes to its glyphs or None."""
        for font in self.objects.values():
            if not font.startswith(b"<</Type/Font/Subtype/Type0"):
                continue
            body = self.entry(font, b"DescendantFonts")
            name = re.search(rb"/BaseFont/\w{6}\+([^/]+)/", body)[1].decode()
            descriptor = self.entry(body, b"FontDescriptor")
            cff = b"/FontFile3" in descriptor
            program_ = self.unpacked(self.entry(descriptor, b"FontFile3" if cff else b"FontFile2"))
            gids = None if cff else self.unpacked(self.entry(body, b"CIDToGIDMap"))
            listed = widths(body)
            found = {code: listed.get(code, USUAL) for code in self.codes(font)}
            assert not set(listed) - set(found), "widths of codes that nothing is said of"
            yield name, found, program_, gids

    def codes(self, font):
        """The codes that the character map of a font says something of."""
        map_ = self.unpacked(self.entry(font, b"ToUnicode"))
        blocks = b"".join(re.findall(rb"beginbfchar\n(.*?)endbfchar", map_, re.S))
        return sorted(int(code, 16) for code in re.findall(rb"<(\w{4})><\w{4,}>\n", blocks))


def widths(body):
    found = {}
    for first, row in re.findall(r"(\d+)\[([^]]*)\]", re.search(rb"/W\[(.*)\]", body)[1].decode()):
        found.update({int(first) + i: float(width) for i, width in enumerate(row.split())})
    return found


def faces():
    """The open faces by their PostScript names."""
    found = {}
    for path in FACES.iterdir():
        if path.suffix in (".otf", ".ttf", ".ttc"):
            count = int.from_bytes(path.read_bytes()[8:12], "big") if path.suffix == ".ttc" else 1
            for number in range(count):
                font = TTFont(path, fontNumber=number, lazy=True)
                found[font["name"].getDebugName(6)] = font
    return found


def outline_of(font, glyph):
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[font.getGlyphName(glyph)].draw(pen)
    return pen.value


class Hints(T2OutlineExtractor):
    """Draws a charstring, and keeps its hints and masks."""

    def __init__(self, *args):
        super().__init__(*args)
        self.hints = []

    def countHints(self):
        self.hints.append(tuple(self.operandStack))
        super().countHints()

    def op_hintmask(self, index):
        mask, index = super().op_hintmask(index)
        self.hints.append(mask)
        return mask, index


def hints_of(charstring):
    private = charstring.private
    drawing = Hints(RecordingPen(), getattr(private, "Subrs", []), charstring.globalSubrs,
                    private.nominalWidthX, private.defaultWidthX)
    drawing.execute(charstring)
    return drawing.pen.value, drawing.hints


def check_cff(name, face, program_, codes):
    fonts = CFFFontSet()
    fonts.decompile(BytesIO(program_), None)
    font = fonts[0]
    theirs = face["CFF "].cff[0]
    assert set(font.charset[1:]) == {"cid%05d" % code for code in codes if code}, name
    for code in codes:
        ours = font.CharStrings["cid%05d" % code if code else ".notdef"]
        wanted = theirs.CharStrings[theirs.charset[code]]
        assert hints_of(ours) == hints_of(wanted), "%s: glyph %d is another" % (name, code)


def check_truetype(name, face, program_, codes, gids):
    font = TTFont(BytesIO(program_))
    font.setGlyphOrder(["glyph%05d" % i for i in range(font["maxp"].numGlyphs)])
    for code in codes:
        glyph = int.from_bytes(gids[2 * code : 2 * code + 2], "big")
        assert outline_of(font, glyph) == outline_of(face, code), "%s: glyph %d" % (name, code)
        assert (font["hmtx"]["glyph%05d" % glyph][0]
                == face["hmtx"][face.getGlyphName(code)][0]), "%s: width of %d" % (name, code)


def check_widths(name, face, found):
    upem = face["head"].unitsPerEm
    for code, width in found.items():
        wanted = face["hmtx"][face.getGlyphName(code)][0] * 1000 / upem
        assert abs(width - wanted) < 0.006, "%s: %d is %s wide" % (name, code, width)


def check(path, known):
    """How many glyphs were compared."""
    glyphs = 0
    pdf = Pdf(path)
    for name, found, program_, gids in pdf.fonts():
        if name in known:
            check_widths(name, known[name], found)
            if gids is None:
                check_cff(name, known[name], program_, sorted(found))
            else:
                check_truetype(name, known[name], program_, sorted(found), gids)
            glyphs += len(found)
    return glyphs


def main():
    logging.getLogger("fontTools").setLevel(logging.ERROR)  # it warns of padding in faces
    known = faces()
    compared = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        samples = [path for path in source.samples() if path.stem in
                   ("report", "languages", "tables", "eight-organs", "fig07-joint-seals")]
        program.render(*samples, "-o", folder)
        for path in samples:
            compared += check(folder / (path.stem + ".pdf"), known)
    print("%d glyphs, each as in its face" % compared)
    return 0 if compared > 1000 else 1


if __name__ == "__main__":
    sys.exit(main())
