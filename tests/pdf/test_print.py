# SPDX-License-Identifier: Apache-2.0
"""What reaches the plates of the press (clause 6.2), as mutool draws them in four colours: black text
and rules are black alone, the mark and its rules are magenta and yellow in equal parts and nothing
else; text under a seal is printed, and so is the seal above it; figures come in all four
colours, greys in black alone."""

import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))

import program  # noqa: E402

SAMPLES = HERE.parent.parent / "samples"
DPI = 150
RED = round(0.8 * 255)  # 6.2: 80 % of magenta and of yellow
WRONG = []


def expect(right, sentence, *more):
    if not right:
        WRONG.append(sentence % more)


def pages(document, folder):
    """Each page as its pixels, (cyan, magenta, yellow, black), counted."""
    sample = document.stem
    pdf = Path(folder, sample + ".pdf")
    program.render("--profile", "print", document, "-o", pdf)
    out, said = program.run("qpdf", "--check", pdf)
    expect(b"No syntax" in out, "%s: %s", sample, said)
    info, _ = program.run("pdfinfo", pdf)
    for number in range(1, int(re.search(rb"Pages: +(\d+)", info)[1]) + 1):
        out, _ = program.run("mutool", "draw", "-q", "-A", 0, "-r", DPI, "-c", "cmyk", "-F", "pam",
                             "-o", "-", pdf, number)
        head, data = out.split(b"ENDHDR\n", 1)
        expect(b"TUPLTYPE CMYK" in head, "%s: page %d is no four plates", sample, number)
        yield Counter(zip(data[0::4], data[1::4], data[2::4], data[3::4]))


def cyan(pixel):
    return pixel[0] > 3


def mixes(pixel):
    """Black with another ink: what an edge of text over a seal shows, and the text itself."""
    return pixel[3] > 200 and (pixel[1] > 100 or pixel[2] > 100)


def check_text():
    """A page without a seal: red above, black below."""
    with tempfile.TemporaryDirectory() as folder:
        first, *rest = pages(SAMPLES / "fig02-first-page.yaml", folder)
    expect(first[0, RED, RED, 0] > 500, "the mark is not M80 Y80: %s", first.most_common(4))
    expect(first[0, 0, 0, 255] > 500, "the text is not K100: %s", first.most_common(4))
    coloured = [pixel for pixel in first if pixel[1] != pixel[2] or (pixel[1] and pixel[3])]
    expect(not coloured, "inks are mixed: %s", coloured[:4])
    for page in rest:
        expect(not any(any(pixel[:3]) for pixel in page), "ink other than black on a page of text")


def check_seals():
    with tempfile.TemporaryDirectory() as folder:
        for sample in ("fig05-seal", "fig07-joint-seals"):
            every = sum(pages(SAMPLES / (sample + ".yaml"), folder), Counter())
            expect(not any(map(cyan, every)), "%s: cyan in a red seal", sample)
            expect(sum(n for pixel, n in every.items() if mixes(pixel)) > 50,
                   "%s: text is knocked out under a seal", sample)


def check_figures():
    """One half blue, one half grey."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "halves.svg").write_text(
            '<svg xmlns="http://www.w3.org/2000/svg" width="80mm" height="40mm">'
            '<rect width="40mm" height="40mm" fill="#0000ff"/>'
            '<rect x="40mm" width="40mm" height="40mm" fill="#808080"/></svg>', encoding="utf-8")
        document = Path(folder, "halves.yaml")
        document.write_text("kind: 通知\nissuers: 青河县\nnumber: 青府发〔2026〕1号\n"
                            "title: 关于古桥的通知\nrecipients: 各乡镇\ndate: 2026-1-5\nbody: |\n  如图。\n  ![两半](halves.svg)\n",
                            encoding="utf-8")
        every = sum(pages(document, folder), Counter())
    half = (40 / 25.4 * DPI) ** 2
    expect(abs(every[255, 255, 0, 0] / half - 1) < 0.05, "blue is not cyan and magenta")
    grey = sum(every[0, 0, 0, black] for black in (126, 127, 128))
    expect(abs(grey / half - 1) < 0.05, "grey is not black alone")


def main():
    check_text()
    check_seals()
    check_figures()
    print("\n".join(WRONG))
    print("%d findings" % len(WRONG))
    return 1 if WRONG else 0


if __name__ == "__main__":
    sys.exit(main())
