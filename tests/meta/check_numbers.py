# SPDX-License-Identifier: Apache-2.0
"""The numbers of the standard live in layouts/, never in C."""

import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
# Lengths, counts and sizes of GB/T 9704-2012 that nobody would write for another reason.
NUMBERS = re.compile(r"(?<![\w.#])(?:156|225|297|210|170|5\.57\d*|10\.44\d*|29\.6\d*|"
                     r"(?:28|37|35|22)(?:\.0)?(?=\s*(?:mm|pt|\*|;|,|\))))(?![\w.])")
COMMENT = re.compile(r"/\*.*?\*/|\"(?:[^\"\\]|\\.)*\"", re.S)


def blank(match):
    return re.sub(r"[^\n]", " ", match[0])


faults = []
for path in sorted((root / "src").rglob("*.[ch]")):
    code = COMMENT.sub(blank, path.read_text(encoding="utf-8"))
    for number, line in enumerate(code.splitlines(), 1):
        for match in NUMBERS.finditer(line):
            faults.append(f"{path.relative_to(root)}:{number}: {match[0]} belongs into layouts/")
print("\n".join(faults))
sys.exit(bool(faults))
