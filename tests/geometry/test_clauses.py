# SPDX-License-Identifier: Apache-2.0
"""Every case against every clause that concerns it.

Without arguments all cases of cases/ are asked, and the samples named here; names of cases ask
only those.
"""

import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]

import program  # noqa: E402
from clause import CLAUSES, failures  # noqa: E402
from measured import Measured  # noqa: E402
import page_clauses, header_clauses, mark_clauses, main_clauses  # noqa: E402,E401,F401
import seal_clauses, imprint_clauses, folio_clauses  # noqa: E402,E401,F401
import letter_clauses, form_clauses, table_clauses  # noqa: E402,E401,F401

SAMPLES = HERE.parent.parent / "samples"
# Figures 2 to 12 of the standard, and what its text asks for beside them.
TAKEN = """
    fig02-first-page fig03-joint-downward fig04-joint-upward fig05-seal fig06-no-seal
    fig07-joint-seals fig08-joint-no-seals fig09-attachment-list fig10-attachments fig11-letter
    fig12-order bill duplex eight-organs figures four-signers house-bulletin landscape-table
    lead-mark line-22-seal long-title many-copies minutes note one-page preprinted reply-letter
    resolution separate-attachment signature-stamp six-signers speech tables ten-organs
    three-line-attachment-name three-line-title two-line-title two-page
""".split()


def names():
    return sorted(path.stem for path in HERE.glob("cases/*.yaml")) + TAKEN


def measure(name, folder, *options):
    """Typesets a case, once, and measures what came of it."""
    path = (SAMPLES if name in TAKEN else HERE / "cases") / (name + ".yaml")
    pdf = Path(folder, name + ".pdf")
    program.render(path, "-o", pdf, *options)

    def again(change):
        other = Path(folder, name + "-again.yaml")
        other.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
        program.render(other, "-o", other.with_suffix(".pdf"), *options)
        return Measured(name, other, other.with_suffix(".pdf"))

    return Measured(name, path, pdf, again)


def main(asked_for):
    wrong = 0
    asked = set()
    with tempfile.TemporaryDirectory() as folder:
        for name in asked_for or names():
            doc = measure(name, folder)
            asked.update(one.check for one in CLAUSES if one.concerns(doc))
            for number, why in failures(doc).items():
                print("%s: %s %s" % (name, number, why))
                wrong += 1
    if not asked_for:
        for one in CLAUSES:
            if one.check not in asked:
                print("no case asks %s %s" % (one.number, one.check.__name__))
                wrong += 1
    print("%d clauses, %d assertions asked, %d answers wrong"
          % (len({one.number for one in CLAUSES}), len(CLAUSES), wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
