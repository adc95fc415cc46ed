# SPDX-License-Identifier: Apache-2.0
"""Every case against every clause that concerns it.

Without arguments all cases of cases/ are asked; names of cases ask only those.
"""

import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]

import program  # noqa: E402
from clause import CLAUSES, failures  # noqa: E402
from measured import Measured  # noqa: E402
import page_clauses, header_clauses, main_clauses, imprint_clauses  # noqa: E402,E401,F401


def measure(name, folder, *options):
    """Typesets a case, once, and measures what came of it."""
    path = HERE / "cases" / (name + ".yaml")
    pdf = Path(folder, name + ".pdf")
    program.render(path, "-o", pdf, *options)
    return Measured(name, path, pdf)


def main(names):
    wrong = 0
    asked = set()
    with tempfile.TemporaryDirectory() as folder:
        for name in names or sorted(path.stem for path in HERE.glob("cases/*.yaml")):
            doc = measure(name, folder)
            asked.update(one.check for one in CLAUSES if one.concerns(doc))
            for number, why in failures(doc).items():
                print("%s: %s %s" % (name, number, why))
                wrong += 1
    if not names:
        for one in CLAUSES:
            if one.check not in asked:
                print("no case asks %s %s" % (one.number, one.check.__name__))
                wrong += 1
    print("%d clauses asked, %d answers wrong" % (len({one.number for one in CLAUSES}), wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
