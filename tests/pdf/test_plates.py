# SPDX-License-Identifier: Apache-2.0
"""What each plate of the press carries, as Ghostscript separates our files: text is on the black plate
alone; red on a plate of its own, where one is asked for; text under a seal is on its plate as if there
were no seal, and the seal on its own as if there were no text.
"""

import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))

import plates  # noqa: E402
import program  # noqa: E402
import test_seals  # noqa: E402

SAMPLES = HERE.parent.parent / "samples"
DPI = 150
PLATE = "Red"
GRADIENT = test_seals.SVG.replace(
    "<circle", '<defs><linearGradient id="g"><stop offset="0" stop-color="#d9000c"/>'
    '<stop offset="1" stop-color="#e03038"/></linearGradient></defs><circle').replace(
    'fill="#d9000c"', 'fill="url(#g)"')
WRONG = []


def expect(right, sentence, *more):
    if not right:
        WRONG.append(sentence % more)


def separate(document, page, *options):
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder, "a.pdf")
        program.render("--profile", "print", *options, document, "-o", pdf)
        out, _ = program.run("qpdf", "--check", pdf)
        expect(b"No syntax" in out, "%s: %s", document, out)
        return plates.separate(pdf, page, DPI, folder)


def dots(ink):
    return sum(1 for dot in ink if dot > 127)


def rows(plate):
    """The first and the last row with ink in it, in mm from the head of the page."""
    width, ink = plate
    marked = [at // width for at, dot in enumerate(ink) if dot > 127]
    return marked[0] / DPI * 25.4, marked[-1] / DPI * 25.4


def check_text():
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder, "a.pdf")
        program.render("--profile", "print", SAMPLES / "notice.yaml", "-o", pdf)
        first, *rest = plates.coverage(pdf)
    expect(first[0] == 0 and first[1] == first[2] > 0, "page 1: no red alone: %s", first)
    for page in rest[:1]:
        expect(page[:3] == (0, 0, 0) and page[3] > 0, "text is not black alone: %s", page)


def check_plate():
    """Page 1 of a document: the mark and the rule below it are all that the plate has."""
    found = separate(SAMPLES / "fig02-first-page.yaml", 1, "--plate", PLATE)
    expect(sorted(found) == ["Black", "Cyan", "Magenta", PLATE, "Yellow"], "%s", sorted(found))
    for name in ("Cyan", "Magenta", "Yellow"):
        expect(not any(found[name][1]), "there is ink on the plate of %s", name)
    top, bottom = rows(found[PLATE])
    expect(71 < top < 73 and bottom < 140, "red is from %.1f to %.1f mm", top, bottom)
    mixed = separate(SAMPLES / "fig02-first-page.yaml", 1)
    expect(sorted(mixed) == ["Black", "Cyan", "Magenta", "Yellow"], "%s", sorted(mixed))
    changed = sum(1 for a, b in zip(mixed["Black"][1], found["Black"][1]) if a != b)
    expect(changed < 50, "black depends on the plate of red in %d dots", changed)
    expect(abs(dots(mixed["Magenta"][1]) - dots(found[PLATE][1])) < 20, "the mark is another one")


def check_name():
    """A name that is none of ASCII comes to the press as it is."""
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder, "a.pdf")
        program.render("--profile", "print", "--plate", "大红 1", SAMPLES / "ten-lines.yaml",
                       "-o", pdf)
        shown, _ = program.run("qpdf", "--qdf", "--object-streams=disable", pdf, "-")
        expect(b"/Separation" in shown and b"/#e5#a4#a7#e7#ba#a2#201" in shown.lower(),
               "the plate has another name")


def seals(folder):
    Path(folder, "seal.svg").write_text(test_seals.SVG, encoding="utf-8")
    Path(folder, "gradient.svg").write_text(GRADIENT, encoding="utf-8")
    Path(folder, "white.png").write_bytes(test_seals.png(False))
    Path(folder, "clear.png").write_bytes(test_seals.png(True))
    return ["seal.svg", "gradient.svg", "white.png", "clear.png"]


def check_seal(folder, seal, bare, options, red):
    """Where the disc is, all dots of its plates are full; black is what it is without the seal."""
    Path(folder, "a.yaml").write_text(test_seals.DOCUMENT % seal, encoding="utf-8")
    found = separate(Path(folder, "a.yaml"), 1, *options)
    expect(found["Black"] == bare["Black"], "%s: black is knocked out or painted", seal)
    expect(not any(found["Cyan"][1]), "%s: there is cyan in it", seal)
    radius = 20 if seal.endswith("svg") else 42 * (test_seals.SIZE / 2 - 4) / test_seals.SIZE
    disc = 3.14159 * (radius / 25.4 * DPI) ** 2
    for name in red:
        ink, before = found[name][1], bare[name][1]
        added = [at for at, dot in enumerate(ink) if dot > 127 and before[at] < 10]
        crossing = sum(1 for at in added if found["Black"][1][at] > 250)
        expect(0.98 * disc < len(added) < 1.02 * disc, "%s: %s has %d dots of %d", seal, name,
               len(added), disc)
        expect(crossing > 200, "%s: %d dots of text and %s", seal, crossing, name)


def check_seals():
    with tempfile.TemporaryDirectory() as folder:
        names = seals(folder)
        for options, red in (((), ("Magenta", "Yellow")), (("--plate", PLATE), (PLATE,))):
            Path(folder, "a.yaml").write_text(test_seals.DOCUMENT % "{diameter: 42mm}",
                                              encoding="utf-8")
            bare = separate(Path(folder, "a.yaml"), 1, *options)
            for seal in names:
                check_seal(folder, seal, bare, options, red)


def check_lines():
    """A seal of plain colours is no image: its edges are as sharp as letters."""
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder, "a.pdf")
        program.render("--profile", "print", "--plate", PLATE, SAMPLES / "fig05-seal.yaml",
                       SAMPLES / "figures.yaml", "-o", folder)
        for pdf in Path(folder).glob("*.pdf"):
            listed, _ = program.run("pdfimages", "-list", pdf)
            expect(listed.count(b"\n") == 2, "%s has images:\n%s", pdf.name, listed.decode())


def main():
    if not program.there("gs"):
        print("THE PLATES ARE NOT CHECKED: there is no gs (Debian: ghostscript)")
        return 77
    check_text()
    check_plate()
    check_name()
    check_seals()
    check_lines()
    print("\n".join(WRONG))
    print("%d findings" % len(WRONG))
    return 1 if WRONG else 0


if __name__ == "__main__":
    sys.exit(main())
