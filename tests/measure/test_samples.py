# SPDX-License-Identifier: Apache-2.0
"""Every sample holds to every clause of its form, or there is a reason; and every clause of
clauses.yaml holds in some sample, so that none speaks of what is never found."""

import sys
import tempfile
from pathlib import Path

import ruler
import source
from ruler import ROOT

# What does not hold, and why nothing is wrong with that.
REASONS = {
    "hand-seal": {
        "date.shift": "room is kept for a seal that is set by hand",
        "wide-name.right": "room is kept for a seal that is set by hand",
    },
    "line-22-seal": {"body.pitch": "7.3.5.5: both pages of it are stretched for the seal"},
    "preprinted": {"mark.ink-top": "the mark stands on the paper already",
                   "title.above": "the red rule stands on the paper already"},
    "ten-lines": {"text.face": "a rare character is lent by another face"},
    "公告": {"text.face": "bold text is 黑体"},
}
# In a house style, and not in a form of the standard.
OTHERS = {"house-bulletin"}


def main():
    wrong = 0
    held = set()
    with tempfile.TemporaryDirectory() as folder:
        for path in source.samples():
            if path.stem in OTHERS:
                continue
            pdf = Path(folder, path.stem + ".pdf")
            ruler.program.render(path, "-o", pdf)
            found = ruler.verdicts(pdf, ruler.form_of(path))
            fails = {name for name, clauses in found.items()
                     if any(clause["verdict"] in ("fail", "differs") for clause in clauses)}
            for name in sorted(fails ^ set(REASONS.get(path.stem, {}))):
                told = found[name] if name in fails else "holds, and was not thought to"
                print("%s: %s: %s" % (path.stem, name, told))
                wrong += 1
            held |= {name for name, clauses in found.items()
                     if any(clause["verdict"] == "pass" for clause in clauses)}
    asked = {clause["measure"]
             for clause in source.parse((ROOT / "layouts/clauses.yaml").read_text("utf-8"))["clauses"]}
    for name in sorted(asked - held):
        print("no sample holds to %s" % name)
        wrong += 1
    print("%d samples, %d quantities, %d faults" % (len(source.samples()), len(asked), wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
