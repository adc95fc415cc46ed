# SPDX-License-Identifier: Apache-2.0
"""Writes what is asserted of each clause, on which cases, and with what result, in Markdown.

    python3 report.py > CLAUSES.md
"""

import sys
import tempfile

import test_clauses
from clause import CLAUSES, answer

# Clauses that no page can show.
UNMEASURED = {
    "A01": "4: paper stock is chosen by the printer; a file says nothing of it.",
    "A07": "6.2: densities of ink are the press's; A06 and T13 look at the file's inks.",
    "A08": "6.1, 6.2: skew and register arise on the press; every page has one grid (A03, A05).",
    "A09": "6.3: binding, staples and trimming follow printing.",
    "A11": "How to count blank lines is no clause: B06, C01, C09 and F04 allow for it.",
    "F09": "Telegrams are no form of GB/T 9704-2012; their urgency is set like that of B03.",
    "H03": "9: units, punctuation and numerals are the writer's; no measure follows from them.",
    "H04": "GB/T 15835: how a number is written is the writer's; C10 looks at the date.",
    "H05": "11: the list of figures; the cases fig02 to fig12 are made after them.",
    "H06": "The set of documents to look at is the list of cases itself.",
    "E01-E14": "No clauses of the standard; tests/unit/text tries them, T12 the ends of lines.",
}


def ask(names):
    """For each assertion the cases it was asked of, and what was wrong."""
    asked = {one.check: [] for one in CLAUSES}
    wrong = {one.check: [] for one in CLAUSES}
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            doc = test_clauses.measure(name, folder)
            for one in CLAUSES:
                if one.concerns(doc):
                    asked[one.check].append(name)
                    why = answer(one, doc)
                    if why:
                        wrong[one.check].append("%s: %s" % (name, why.split(": ", 2)[2]))
    return asked, wrong


def row(*cells):
    return "| %s |" % " | ".join(str(cell).replace("|", "\\|") for cell in cells)


def shown(cases):
    return ", ".join(cases) if len(cases) <= 4 else "%s and %d more" % (
        ", ".join(cases[:3]), len(cases) - 3)


def main():
    asked, wrong = ask(test_clauses.names())
    numbers = {number for one in CLAUSES for number in [one.number, *one.also.split()]}
    failed = sum(map(bool, wrong.values()))
    print("# Clauses of GB/T 9704-2012 on the printed page\n")
    print("Made by `report.py`; do not edit. %d clauses, %d assertions, %d cases; %d assertions"
          " fail.\n" % (len(numbers), len(CLAUSES), len(test_clauses.names()), failed))
    print("Each is asserted on the geometry of the produced PDF, in mm from the page's upper left"
          " corner:\ntext and rules by `mutool trace`, ink by a raster of 600 dpi (marked *).\n")
    print(row("clause", "what is asserted", "cases", "result"))
    print(row("---", "---", "---", "---"))
    for one in sorted(CLAUSES, key=lambda one: one.number):
        number = " ".join([one.number, *one.also.split()])
        result = "<br>".join(wrong[one.check]) or "holds"
        print(row(number, one.says + (" *" if one.ink else ""), shown(asked[one.check]), result))
    print("\n## Not measured\n")
    print(row("clause", "why"))
    print(row("---", "---"))
    for number, why in sorted(UNMEASURED.items()):
        print(row(number, why))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
