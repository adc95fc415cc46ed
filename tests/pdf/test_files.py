# SPDX-License-Identifier: Apache-2.0
"""What other programs say of our PDF files: sound, self-contained, black and red, A4, named."""

import re
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))

import pdftrace  # noqa: E402
import program  # noqa: E402
import raster  # noqa: E402
import source  # noqa: E402

TESTS = HERE.parent
SAMPLES = source.samples()
CASES = sorted((TESTS / "geometry" / "cases").glob("re*.yaml"))
BLACK = ((0, 0, 0), (0,), (0, 0, 0, 1))
RED = ((1, 0, 0), (0, 0.8, 0.8, 0))


def file_is_sound(pdf, _):
    out, said = program.run("qpdf", "--check", pdf)
    assert b"No syntax or stream encoding errors" in out and not said, (out + said).decode()


def fonts_are_embedded(pdf, _):
    out, _ = program.run("pdffonts", pdf)
    fonts = out.decode().splitlines()[2:]
    assert fonts, "no fonts at all"
    for font in fonts:
        embedded, subset, unicode_map = font.split()[-5:-2]
        assert (embedded, subset, unicode_map) == ("yes", "yes", "yes"), font


def pages_are_upright_a4(pdf, _):
    out, _ = program.run("pdfinfo", "-f", 1, "-l", 99, "-box", pdf)
    boxes = re.findall(r"Page +\d+ MediaBox: +(\S+) +(\S+) +(\S+) +(\S+)", out.decode())
    turns = re.findall(r"Page +\d+ rot: +(\d+)", out.decode())
    assert boxes and set(turns) == {"0"}, turns
    for box in boxes:
        wanted = (0, 0, 210 / 25.4 * 72, 297 / 25.4 * 72)
        assert all(abs(float(a) - b) <= 0.3 for a, b in zip(box, wanted)), box


def metadata_name_the_document(pdf, document):
    out, _ = program.run("pdfinfo", "-enc", "UTF-8", pdf)
    info = dict(re.findall(r"^(\w+): +(.*?) *$", out.decode(), re.M))
    # A file has a title even when its document has none.
    title = document.get("title", "").replace("\n", "") or info["Keywords"]
    assert info["Title"] == title, info
    for name in source.names(document.get("issuers")):
        assert name in info["Author"], info["Author"]
    for key in ("number", "kind"):
        assert document.get(key, "") in info.get("Keywords", ""), info


def inks_are_black_and_red(pdf, document):
    """A06, A07: red is the mark and the rules about it, everything else is black. Seals, stamps and
    figures bring their own inks."""
    pages = pdftrace.pages(pdf)
    red_texts, red_rules = [], []
    for page in pages:
        for glyph in page.glyphs:
            assert glyph.ink in BLACK + RED, "ink %s on page %d" % (glyph.ink, page.number)
        red_texts += [glyph.text for glyph in page.glyphs if glyph.ink in RED]
        red_rules += [rule for rule in page.rules if rule.ink in RED]
    mark = source.squeeze("".join(source.names(document.get("mark") or document.get("issuers"))))
    text = "".join(red_texts)
    whole = mark in text or re.sub("文件$", "", text) in mark
    assert whole and len(text) <= len(mark) + 20, red_texts
    widths = {round(rule.length) for rule in red_rules}
    assert widths <= {156, 170, 73, 74, 75, 0, 1}, widths


def pages_look_as_png(pdf, path, folder):
    """The PDF and the PNG come of the same pages: hardly a difference where both are drawn."""
    dpi = 72
    program.render(path, "-f", "png", "--dpi", dpi, "-o", str(folder / "png") + "/")
    images = sorted((folder / "png").glob("%s*.png" % path.stem))
    for number, image in enumerate(images, 1):
        # The picture states its dots an inch: drawn at as many it stays as it is.
        ours, _ = program.run("mutool", "draw", "-q", "-r", dpi, "-c", "gray", "-F", "pgm",
                              "-o", "-", image)
        theirs, _ = program.run("mutool", "draw", "-q", "-r", dpi, "-c", "gray", "-F", "pgm",
                                "-o", "-", pdf, number)
        compare(number, raster.read_pgm(ours), raster.read_pgm(theirs))


def compare(number, ours, theirs):
    width = min(ours[0], theirs[0])
    height = min(ours[1], theirs[1])
    assert abs(ours[0] - theirs[0]) <= 1 and abs(ours[1] - theirs[1]) <= 1, "sizes differ"
    differences = 0
    for row in range(height):
        a = ours[2][row * ours[0] : row * ours[0] + width]
        b = theirs[2][row * theirs[0] : row * theirs[0] + width]
        if a != b:
            differences += sum(abs(x - y) for x, y in zip(a, b))
    share = differences / (255 * len(theirs[2]) - sum(theirs[2]))
    # Two programs smooth edges differently: about 0.25 of the ink. Half a millimetre gives 0.7.
    assert share < 0.4, "page %d: %.2f of the ink lies elsewhere" % (number, share)


def sources_can_be_taken_out(folder):
    """--attach-source: pdfdetach gives the file back as it was."""
    for name in ("ten-lines.yaml", "reply.json", "公告.md"):
        path = TESTS.parent / "samples" / name
        pdf = folder / "attached.pdf"
        program.render("--attach-source", path, "-o", pdf)
        listed, _ = program.run("pdfdetach", "-enc", "UTF-8", "-list", pdf)
        assert listed.decode().splitlines() == ["1 embedded files", "1: " + name], listed
        program.run("pdfdetach", "-save", 1, "-o", folder / "out", pdf)
        assert (folder / "out").read_bytes() == path.read_bytes(), name


def all_that_is_needed_is_in_it(folder):
    """--attach-source: with the files it names the document can be set again elsewhere, to the same
    bytes."""
    path = TESTS.parent / "samples" / "fig07-joint-seals.yaml"
    pdf = folder / "attached.pdf"
    elsewhere = folder / "elsewhere"
    program.render("--attach-source", path, "-o", pdf)
    listed, _ = program.run("pdfdetach", "-enc", "UTF-8", "-list", pdf)
    for number, name in re.findall(r"^(\d+): (.*)$", listed.decode(), re.M):
        (elsewhere / name).parent.mkdir(parents=True, exist_ok=True)
        program.run("pdfdetach", "-save", number, "-o", elsewhere / name, pdf)
    again = folder / "again.pdf"
    program.render("--attach-source", elsewhere / path.name, "-o", again)
    assert again.read_bytes() == pdf.read_bytes()


CHECKS = [file_is_sound, fonts_are_embedded, pages_are_upright_a4, metadata_name_the_document,
          inks_are_black_and_red]


def check(path, pdf, folder):
    """The number of findings."""
    wrong = 0
    checks = [(one, (pdf, source.read(path))) for one in CHECKS]
    if path in CASES or path.suffix != ".yaml":
        checks.append((pages_look_as_png, (pdf, path, folder)))
    for one, arguments in checks:
        try:
            one(*arguments)
        except (AssertionError, KeyError) as error:
            print("%s: %s: %s" % (path.name, one.__name__, error))
            wrong += 1
    return wrong


def main():
    wrong = 0
    for documents in (SAMPLES, CASES):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            program.render(*documents, "-o", folder)
            wrong += sum(check(path, folder / (path.stem + ".pdf"), folder) for path in documents)
    with tempfile.TemporaryDirectory() as name:
        try:
            sources_can_be_taken_out(Path(name))
            all_that_is_needed_is_in_it(Path(name))
        except AssertionError as error:
            print("sources: %s" % error)
            wrong += 1
    print("%d documents, %d findings" % (len(SAMPLES + CASES), wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
