# SPDX-License-Identifier: Apache-2.0
"""PDFs made by hand, with every letter where the caller wants it: what the measure is tested on.

They name their faces and hold none; the encoding tells what a letter is, and the table of widths
how wide.
"""

from paragraphs import CELL, COLUMNS, LEFT
from pdftrace import MM

FACES = {"仿宋": "FandolFang-Regular", "黑体": "NotoSansCJKsc-Regular", "楷体": "FandolKai-Regular"}
SIZE = CELL / MM
HEIGHT = 297 / MM


def width(character):
    """In cells."""
    return 0.5 if character.isascii() else 1


def natural(text):
    return sum(map(width, text))


def placed(text, x=LEFT, wanted=None):
    """The characters of a line and where each stands; `wanted` cells are filled evenly."""
    gap = 0
    if wanted is not None and len(text) > 1:
        gap = (wanted - natural(text)) / (len(text) - 1)
    found = []
    for character in text:
        found.append((character, x))
        x += (width(character) + gap) * CELL
    return found


def paragraph(lines, indent=2):
    """The lines of a paragraph: all but the last fill their cells; [(character, x)] for each."""
    found = []
    for i, text in enumerate(lines):
        blank = 0 if i else indent
        end = None if i + 1 == len(lines) else COLUMNS - blank
        found.append(placed(text, LEFT + blank * CELL, end))
    return found


def _stream(lines):
    """`lines`: (letters, baseline in mm, face), letters as placed() gives them."""
    parts = ["BT"]
    for letters, y, face in lines:
        parts.append("/%s %.4f Tf" % (FACES[face], SIZE))
        for character, x in letters:
            parts.append("1 0 0 1 %.4f %.4f Tm <%s> Tj" % (
                x / MM, HEIGHT - y / MM, character.encode("utf-16-be").hex()))
    return "\n".join(parts + ["ET"]).encode()


def _font(name, descendant):
    return [b"<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/UniGB-UTF16-H/DescendantFonts[%d 0 R]>>"
            % (name, descendant),
            b"<</Type/Font/Subtype/CIDFontType0/BaseFont/%s/DW 1000/W[1 95 500 814 939 500]"
            b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor"
            b"<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0"
            b"/Ascent 880/Descent -120/CapHeight 700/StemV 50>>>>" % (name, name)]


def pdf(pages):
    """The bytes of a PDF; each page a list of lines as for _stream."""
    names = sorted(FACES.values())
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    for name in names:
        objects += _font(name.encode(), len(objects) + 2)
    fonts = b"".join(b"/%s %d 0 R" % (name.encode(), 3 + 2 * i) for i, name in enumerate(names))
    kids = []
    for lines in pages:
        stream = _stream(lines)
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.3f %.3f]/Contents %d 0 R"
                       b"/Resources<</Font<<%s>>>>>>" % (210 / MM, HEIGHT, len(objects), fonts))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    return _file(objects)


def _file(objects):
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, table, len(objects) + 1, len(out))
