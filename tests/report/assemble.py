# SPDX-License-Identifier: Apache-2.0
"""Joins the parts of the report to one page: what `hongtou check --report` does in C.

    assemble.py DATA.json OUT.html
"""

import json
import sys
from pathlib import Path

PARTS = Path(__file__).parents[2] / "src" / "check"
# The order in which the scripts are joined.
SCRIPTS = ("report-words.js", "report-sentences.js", "report-views.js", "report-cases.js",
           "report.js", "report-keys.js")


def read(*names):
    return "".join((PARTS / name).read_text(encoding="utf-8") for name in names)


def page(data):
    """The page for a report's data; its texts cannot end the element they stand in."""
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    marks = {
        "<!--style-->": f"<style>\n{read('report.css')}</style>",
        "<!--data-->": f'<script type="application/json" id="data">{text}</script>',
        "<!--script-->": f"<script>\n{read(*SCRIPTS)}</script>",
    }
    return "\n".join(marks.get(line, line) for line in read("report.html").split("\n"))


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:])
    target.write_text(page(json.loads(source.read_text(encoding="utf-8"))), encoding="utf-8")
