# SPDX-License-Identifier: Apache-2.0
"""What other programs make, measured: one report and one notice by LibreOffice, XeLaTeX and Typst.

Writes PEERS.md beside this file: what does not hold in each, and findings measured a second time in
another way. Programs that are not installed are left out, and said to be.

    peers.py [FOLDER]   keeps the PDFs in FOLDER
"""

import os
import re
import sys
import tempfile
from pathlib import Path

import peer_documents
import peer_libreoffice
import peer_tex
import peer_typst
import ruler
from ruler import ROOT, program

FONTS = ROOT / "fonts/open"
MM = 25.4 / 72
DPI = 600
TOP, BOTTOM = 37, 262

FONTS_CONF = """<?xml version="1.0"?>
<fontconfig><dir>%s</dir><cachedir>%s</cachedir></fontconfig>
"""


def make_all(folder):
    """{(program, document name): path of the PDF}, and the programs that are not there."""
    config = folder / "fonts.conf"
    config.write_text(FONTS_CONF % (FONTS, folder / "cache"), "utf-8")
    writer = {**os.environ, "FONTCONFIG_FILE": str(config), "HOME": str(folder)}
    makers = {
        "LibreOffice": lambda document, place: peer_libreoffice.make(document, place, writer),
        "XeLaTeX": lambda document, place: peer_tex.make(document, place, FONTS),
        "Typst": lambda document, place: peer_typst.make(document, place, FONTS),
    }
    found, missing = {}, []
    for name, make in makers.items():
        place = folder / name.lower()
        place.mkdir(exist_ok=True)
        for document in map(peer_documents.read, ("report", "notice")):
            pdf = make(document, place)
            if pdf is None:
                missing.append(name)
                break
            found[name, document.name] = pdf
    return found, missing


# ---- A second measure --------------------------------------------------------------------------
#
# `hongtou measure` reads mutool trace, and ink from pdftoppm. Here text comes from pdftotext, rules
# from pdftoppm, and ink from mutool draw.


def words(pdf, page):
    """(text, left, upper, right, lower edge) of each word, in mm; the boxes are those of the font."""
    out, _ = program.run("pdftotext", "-q", "-bbox", "-f", page, "-l", page, pdf, "-")
    pattern = r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>'
    return [(text, *(float(edge) * MM for edge in edges))
            for *edges, text in re.findall(pattern, out.decode())]


def word(pdf, page, beginning):
    return next(one for one in words(pdf, page) if one[0].startswith(beginning))


def pixels(pdf, page, tool):
    """Width and the grey rows of a page at 600 dots an inch."""
    if tool == "mutool":
        out, _ = program.run("mutool", "draw", "-q", "-F", "pgm", "-r", DPI, "-o", "-", pdf, page)
    else:
        out, _ = program.run("pdftoppm", "-q", "-gray", "-r", DPI, "-f", page, "-l", page, pdf)
    match = re.match(rb"P5\s+(?:#.*\n)?(\d+)\s+(\d+)\s+255\s", out)
    width, data = int(match[1]), out[match.end():]
    return [data[at:at + width] for at in range(0, len(data), width)]


def dark(row, left, right):
    """How many pixels of a row are ink between two edges in mm."""
    part = row[round(left / 25.4 * DPI):round(right / 25.4 * DPI)]
    return sum(grey < 160 for grey in part)


def ink_rows(pdf, page, tool, left, right, top, bottom):
    """The rows in mm between two heights that have ink."""
    rows = pixels(pdf, page, tool)
    first, last = round(top / 25.4 * DPI), round(bottom / 25.4 * DPI)
    return [at * 25.4 / DPI for at in range(first, last) if dark(rows[at], left, right)]


def mark_top(pdf, _):
    return ink_rows(pdf, 1, "mutool", 30, 182, 50, 95)[0] - TOP


def dash_top(pdf, _):
    """Of the dash at the right alone: the number beside it is taller."""
    return ink_rows(pdf, 1, "mutool", 175.5, 178.5, BOTTOM + 2, 285)[0] - BOTTOM


def last_rule(pdf, pages):
    """From the lowest row of pixels that is dark for 150 mm to the type area's lower edge."""
    rows = pixels(pdf, pages, "pdftoppm")
    long = [at for at, row in enumerate(rows) if dark(row, 28, 184) > 150 / 25.4 * DPI]
    return BOTTOM - (long[-1] + 1) * 25.4 / DPI


def line_count(pdf, _):
    lines = {round(upper) for _, _, upper, _, _ in words(pdf, 2) if upper < BOTTOM - 1}
    return len(lines)


def fill(pdf, _):
    """From the first line to the last, and an em."""
    uppers = [upper for _, _, upper, _, _ in words(pdf, 2) if upper < BOTTOM - 1]
    return max(uppers) - min(uppers) + 16 * MM


def shift(pdf, pages):
    organ = word(pdf, pages, "广元市朝天区陈家乡人民政府")
    return word(pdf, pages, "2015")[1] - organ[1]


def above_number(pdf, _):
    """From the lowest ink of the mark to the upper edge of the number's em box: FandolFang's
    characters begin a twentieth of an em below that."""
    rows = ink_rows(pdf, 1, "mutool", 30, 182, 70, 130)
    gaps = [(lower - upper, upper, lower) for upper, lower in zip(rows, rows[1:])]
    return max(gaps)[0] - 16 * MM / 20


CHECKS = [  # program, document, what is measured, how it is measured again
    ("LibreOffice", "report", "mark.ink-top", mark_top, "rows of ink, mutool draw"),
    ("XeLaTeX", "report", "mark.ink-top", mark_top, "rows of ink, mutool draw"),
    ("LibreOffice", "report", "folio-dash.ink-foot", dash_top, "rows of ink, mutool draw"),
    ("XeLaTeX", "report", "folio-dash.ink-foot", dash_top, "rows of ink, mutool draw"),
    ("Typst", "report", "folio-dash.ink-foot", dash_top, "rows of ink, mutool draw"),
    ("LibreOffice", "report", "last-rule.bottom", last_rule, "dark rows, pdftoppm"),
    ("LibreOffice", "notice", "last-rule.bottom", last_rule, "dark rows, pdftoppm"),
    ("LibreOffice", "report", "type-area.fill", fill, "boxes of words, pdftotext"),
    ("XeLaTeX", "report", "body.lines", line_count, "lines of words, pdftotext"),
    ("LibreOffice", "report", "date.shift", shift, "boxes of words, pdftotext"),
    ("Typst", "report", "date.shift", shift, "boxes of words, pdftotext"),
    ("LibreOffice", "notice", "number.above", above_number, "rows of ink, mutool draw"),
]


# ---- The page ----------------------------------------------------------------------------------


def told(clause, value):
    return "%.2f %s" % (value, clause["unit"]) if clause.get("unit") != "count" else "%d" % value


def findings(pdfs):
    """Rows of the first table: program, document, clause, what it says, what was found."""
    for (name, document), pdf in pdfs.items():
        for clauses in ruler.verdicts(pdf, ruler.form_of(ruler.sample(document))).values():
            for clause in clauses:
                if clause["verdict"] in ("fail", "differs"):
                    found = clause["found"]
                    value = found if isinstance(found, str) else told(clause, found)
                    custom = " (custom)" if clause["verdict"] == "differs" else ""
                    yield name, document, clause["clause"] + custom, clause["says"], value


def confirmations(pdfs):
    for name, document, measure, again, how in CHECKS:
        pdf = pdfs.get((name, document))
        if pdf is None:
            continue
        clause, = ruler.verdicts(pdf, ruler.form_of(ruler.sample(document)))[measure]
        pages = int(re.search(rb"Pages:\s+(\d+)", program.run("pdfinfo", pdf)[0])[1])
        yield (name, document, measure, told(clause, clause["found"]),
               told(clause, again(pdf, pages)), how)


def table(head, rows):
    lines = ["| %s |" % " | ".join(head), "|%s" % ("---|" * len(head))]
    return "\n".join(lines + ["| %s |" % " | ".join(row) for row in rows])


def main(folder):
    pdfs, missing = make_all(folder)
    counts = []
    for (name, document), pdf in pdfs.items():
        found = [clause["verdict"] for clauses in
                 ruler.verdicts(pdf, ruler.form_of(ruler.sample(document))).values()
                 for clause in clauses]
        counts.append((name, document, *(str(found.count(verdict)) for verdict in
                                         ("pass", "fail", "differs", "not-found"))))
    parts = [
        "# Other programs' pages, measured",
        "Written by `peers.py`: a report to a higher organ and a notice, set as a careful clerk would "
        "(28 pt lines in\nthe report, 28.95 pt in the notice, margins of 37, 35, 28 and 26 mm, the "
        "faces of `fonts/open`), and measured\nby `hongtou measure`. The templates are `peer_*.py`: "
        "what fails here is what these usual recipes give, not what\nthe programs could be made to do. "
        "Word and WPS do not run on Debian, and are not among them.",
        table(("program", "document", "pass", "fail", "differ from custom", "not found"), counts),
        "## What does not hold",
        table(("program", "document", "clause", "says", "found"), findings(pdfs)),
        "## Measured again in another way",
        "`hongtou measure` reads glyphs and rules from `mutool trace`, and ink from `pdftoppm`. Here "
        "text comes from\n`pdftotext`, rules from pixels of `pdftoppm`, ink from pixels of "
        "`mutool draw`, at 600 dots an inch.\n`number.above` ends at an em box, which ink can only be "
        "near to.",
        table(("program", "document", "measure", "hongtou", "again", "how"), confirmations(pdfs)),
    ]
    if missing:
        parts.append("Not installed here: %s." % ", ".join(missing))
    Path(__file__).with_name("PEERS.md").write_text("\n\n".join(parts) + "\n", "utf-8")
    print("PEERS.md: %d documents" % len(pdfs))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        Path(sys.argv[1]).mkdir(exist_ok=True)
        main(Path(sys.argv[1]).resolve())
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(Path(temporary))
