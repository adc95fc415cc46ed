# SPDX-License-Identifier: Apache-2.0
"""
Cases about `hongtou measure`: files that are no good PDF, forms that are not there, slips in a file
of clauses. Each is a function that prepares a folder and returns the arguments; what it expects
stands above it (see expect.py).

    measure.py           all of them
    measure.py PART...   those whose name has one of the parts in it
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from expect import Cases, Expectation, compare, hongtou

PLAIN = "issuers: 青河县人民代表大会\ntitle: 关于修复古桥的决议\nbody: 会议同意修复古桥。\n"
CLAUSE = """\
clauses:
- id: A02
  clause: "5.1"
  says: {en: the paper is A4}
  measure: page.width
  asked: 210mm
"""
EMPTY_PAGE = b"""%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>> endobj
trailer <</Root 1 0 R>>
"""

case = Cases()


# ---- The PDF -----------------------------------------------------------------------------------


@case("exit 0")
def pdf_that_is_good(folder):
    return ["a.pdf", "--form", "own.yaml"]


@case("exit 2", "error E0801 nowhere | none.pdf: No such file | check the path")
def pdf_that_is_not_there(folder):
    return ["none.pdf", "--form", "plain"]


@case("exit 2", "error E0801 nowhere | sub: Is a directory | check the path")
def pdf_that_is_a_folder(folder):
    (folder / "sub").mkdir()
    return ["sub", "--form", "plain"]


@case("exit 2", "error E0904 nowhere | a.yaml is not a PDF file | export one")
def pdf_that_is_something_else(folder):
    return ["a.yaml", "--form", "plain"]


@case("exit 2", "error E0904 nowhere | empty.pdf is not a PDF file")
def pdf_that_is_empty(folder):
    (folder / "empty.pdf").touch()
    return ["empty.pdf", "--form", "plain"]


@case("exit 2", "error E0902 nowhere | mutool failed: error: | with a viewer")
def pdf_that_breaks_off(folder):
    whole = (folder / "a.pdf").read_bytes()
    (folder / "short.pdf").write_bytes(whole[: len(whole) // 2])
    return ["short.pdf", "--form", "plain"]


@case("exit 2", "error E0902 nowhere | password | qpdf --decrypt")
def pdf_that_is_encrypted(folder):
    subprocess.run(["qpdf", "--encrypt", "user", "owner", "256", "--", "a.pdf", "locked.pdf"],
                   cwd=folder, check=True)
    return ["locked.pdf", "--form", "plain"]


@case("exit 2", "error E1009 nowhere | scan.pdf has no text that can be read | exported")
def pdf_without_text(folder):
    (folder / "scan.pdf").write_bytes(EMPTY_PAGE)
    return ["scan.pdf", "--form", "plain"]


@case("exit 2", "error E1010 nowhere | the text of turned.pdf lies on its side | qpdf --rotate")
def pdf_that_lies_on_its_side(folder):
    subprocess.run(["qpdf", "--rotate=+90", "a.pdf", "turned.pdf"], cwd=folder, check=True)
    return ["turned.pdf", "--form", "plain"]


@case("exit 2", "error E0901 nowhere | mutool is not installed | apt-get install mupdf-tools")
def tool_that_is_not_installed(folder):
    return ["a.pdf", "--form", "plain", {"PATH": str(folder)}]


@case("exit 2", "error E0901 nowhere | pdfinfo is not installed | apt-get install poppler-utils")
def tool_that_tells_boxes_is_not_installed(folder):
    (folder / "mutool").symlink_to(shutil.which("mutool"))
    return ["a.pdf", "--form", "plain", {"PATH": str(folder)}]


@case("exit 2", "error E0901 nowhere | pdftoppm is not installed | apt-get install poppler-utils")
def tool_that_draws_is_not_installed(folder):
    for name in ("mutool", "pdfinfo"):
        (folder / name).symlink_to(shutil.which(name))
    return ["a.pdf", "--form", "plain", {"PATH": str(folder)}]


@case("exit 2", "error E0905 nowhere | mutool says of a.pdf | 1.21")
def tool_that_says_something_else(folder):
    tool = folder / "mutool"
    tool.write_text("#!/bin/sh\necho '<document><page</document>'\n", encoding="utf-8")
    tool.chmod(0o755)
    return ["a.pdf", "--form", "plain", {"PATH": f"{folder}:{os.environ['PATH']}"}]


# ---- The form ----------------------------------------------------------------------------------


@case("exit 2", "error E1001 nowhere | no form 'upwart' | did you mean 'upward'")
def form_with_a_slip(folder):
    return ["a.pdf", "--form", "upwart"]


@case("exit 2", "error E1001 nowhere | no form 'telegram' | downward, upward, letter")
def form_that_is_not_there(folder):
    return ["a.pdf", "--form", "telegram"]


@case("exit 2", "error E0801 nowhere | none.yaml: No such file")
def clauses_that_are_not_there(folder):
    return ["a.pdf", "--form", "none.yaml"]


@case("exit 2", "error E0112 own.yaml:1:10 | not closed")
def clauses_that_are_no_yaml(folder):
    return own(folder, "clauses: [\n", "")


@case("exit 2", "error E1002 own.yaml:1:1+ | 'clauses' is missing | README.md")
def clauses_without_a_list(folder):
    return own(folder, "clauses:", "clause:")


@case("exit 2", "error E1002 own.yaml:2:3+ | 'measure' is missing | README.md")
def clause_without_a_quantity(folder):
    return own(folder, "  measure: page.width\n", "")


@case("exit 2", "error E1002 own.yaml:2:3+ | 'asked' is missing | README.md")
def clause_that_asks_nothing(folder):
    return own(folder, "  asked: 210mm\n", "")


@case("exit 2", "error E1003 own.yaml:4:9-12 | 'says' | README.md")
def clause_that_says_a_text(folder):
    return own(folder, "{en: the paper is A4}", "A4纸张")


@case("exit 2", "error E1004 own.yaml:6:10-14 | '210毫米' | 35mm")
def value_with_an_unknown_unit(folder):
    return own(folder, "210mm", "210毫米 ")


@case("exit 2", "error E1004 own.yaml:6:10-21 | '26mm to 20mm' | range")
def range_the_wrong_way_round(folder):
    return own(folder, "210mm", "26mm to 20mm")


@case("exit 2", "error E1004 own.yaml:7:13-18 | 'strong'")
def strength_that_is_unknown(folder):
    return own(folder, "210mm", "210mm\n  strength: strong")


@case("exit 2", "error E1005 own.yaml:7:9-12 | 'seal' | did you mean 'seals'")
def condition_with_a_slip(folder):
    return own(folder, "210mm", "210mm\n  with: seal")


@case("exit 2", "error E1006 own.yaml:5:12-21 | 'page.witdh' | did you mean 'page.width'")
def quantity_with_a_slip(folder):
    return own(folder, "page.width", "page.witdh")


@case("exit 2", "error E1006 own.yaml:5:12-21 | 'title.sise' | did you mean 'title.size'")
def property_with_a_slip(folder):
    return own(folder, "page.width", "title.sise")


@case("exit 2", "error E1007 own.yaml:6:12+ | missing terminating | PCRE")
def pattern_that_is_broken(folder):
    return own(folder, "page.width\n  asked: 210mm", "mark.text\n  pattern: \"(\"")


@case("exit 2", "error E1003 own.yaml:6:12+ | 'pattern' | README.md")
def pattern_for_a_number(folder):
    return own(folder, "asked: 210mm", "pattern: \\d+")


@case("exit 2", "error E1008 own.yaml:7:3-11 | 'tolerence' | did you mean 'tolerance'")
def key_with_a_slip(folder):
    return own(folder, "210mm", "210mm\n  tolerence: 1mm")


# ------------------------------------------------------------------------------------------------


def own(folder, what, other):
    """A file of clauses with a slip in it."""
    text = CLAUSE.replace(what, other) if what in CLAUSE else what
    (folder / "own.yaml").write_text(text, encoding="utf-8")
    return ["a.pdf", "--form", "own.yaml"]


def run_case(lines, prepare, pdf):
    with tempfile.TemporaryDirectory(prefix="hongtou-diag-") as made:
        folder = pathlib.Path(made)
        (folder / "a.yaml").write_text(PLAIN, encoding="utf-8")
        (folder / "own.yaml").write_text(CLAUSE, encoding="utf-8")
        (folder / "a.pdf").write_bytes(pdf)
        args = prepare(folder)
        env = dict(os.environ)
        if isinstance(args[-1], dict):
            env.update(args.pop())
        result = hongtou(["measure", "--diagnostics=json", *args], folder, env=env)
        return compare(Expectation(lines, "own.yaml"), result)


def make_pdf():
    with tempfile.TemporaryDirectory(prefix="hongtou-diag-") as made:
        folder = pathlib.Path(made)
        (folder / "a.yaml").write_text(PLAIN, encoding="utf-8")
        hongtou(["render", "-q", "a.yaml", "-o", "a.pdf"], folder).check_returncode()
        return (folder / "a.pdf").read_bytes()


if __name__ == "__main__":
    PDF = make_pdf()
    sys.exit(case.main(sys.argv[1:], lambda lines, prepare: run_case(lines, prepare, PDF)))
