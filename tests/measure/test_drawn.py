# SPDX-License-Identifier: Apache-2.0
"""A head that is no text: the mark drawn as shapes over a document typeset for printed paper. Its
edges are measured; what it says, and in which face, is not."""

import subprocess
import sys
import tempfile
from pathlib import Path

import ruler

MM = 72 / 25.4
PAGE = """%%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595.276 841.89]/Contents 4 0 R>> endobj
4 0 obj <</Length %d>> stream
%s
endstream endobj
trailer <</Root 1 0 R>>
"""
# Nine letters of 12 by 14 mm with 3 mm between them: 132 mm, centred on 106.
LETTERS = [(40 + 15 * at, 12) for at in range(9)]


def head(top, rule):
    """A page with red letters whose upper edge is at `top`, and a red rule at `rule`, in mm."""
    boxes = [(left, top, width, 14) for left, width in LETTERS] + [(28, rule, 156, 0.5)]
    marks = ["1 0 0 rg"] + ["%.4f %.4f %.4f %.4f re f" % (
        left * MM, (297 - upper - height) * MM, width * MM, height * MM)
        for left, upper, width, height in boxes]
    return PAGE % (len("\n".join(marks)), "\n".join(marks))


def measured(folder, top, rule):
    printed, drawn, both = (Path(folder, name) for name in ("text.pdf", "head.pdf", "both.pdf"))
    ruler.program.render(ruler.sample("preprinted"), "-o", printed)
    drawn.write_text(head(top, rule), "ascii")
    done = subprocess.run(["qpdf", printed, "--overlay", drawn, "--to=1", "--", both],
                          capture_output=True, check=False)
    assert done.returncode in (0, 3), done.stderr.decode()  # 3: a file without a table of objects
    return ruler.verdicts(both, "downward")


def main():
    with tempfile.TemporaryDirectory() as folder:
        found = measured(folder, 72, 123)
        for name in ("mark.ink-top", "mark.ink-centre", "mark.ink-width", "red-rule.length"):
            clause, = found[name]
            assert clause["verdict"] == "pass", clause
        assert abs(found["mark.ink-width"][0]["found"] - 132) < 0.1, found["mark.ink-width"]
        clause, = found["mark.face"]
        assert clause["verdict"] == "not-measurable", clause
        clause, = measured(folder, 73, 123)["mark.ink-top"]
        assert clause["verdict"] == "fail" and abs(clause["found"] - 36) < 0.1, clause
    print("a drawn mark is measured by its ink")


if __name__ == "__main__":
    sys.exit(main())
