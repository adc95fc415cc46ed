# SPDX-License-Identifier: Apache-2.0
"""
Checks the list of findings, src/diag/codes.def: every code is used in src/ and has a case in
tests/diag, tests/unit, tests/check or tests/measure; every message and hint is there in Chinese, with the same places to
fill in.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).parents[2]
CODES = ROOT / "src" / "diag" / "codes.def"
CHINESE = ROOT / "src" / "diag" / "zh_CN.po"

STRING = r'"((?:[^"\\]|\\.)*)"'
ENTRY = re.compile(rf'^HT_DIAG\((\w+), (\w+), "([a-z0-9-]+)", N_\({STRING}\), '
                   rf'(?:NULL|N_\({STRING}\))\)$')
FIELD = re.compile(r"%[-+ #0]*\d*(?:\.\d+)?(?:z|l|ll)?[a-zA-Z]")
LETTERS = {"ERROR": "E", "WARNING": "W", "NOTE": "N"}


def read_codes(faults):
    """Code -> message and hint."""
    codes = {}
    slugs = set()
    for line in CODES.read_text(encoding="utf-8").splitlines():
        if not line.startswith("HT_DIAG("):
            continue
        entry = ENTRY.match(line)
        if entry is None:
            faults.append(f"this line cannot be read: {line}")
            continue
        code, severity, slug, message, hint = entry.groups()
        if code in codes or code[0] != LETTERS[severity]:
            faults.append(f"{code}: it stands twice, or its letter is not that of its severity")
        if (code[1:3], slug) in slugs:
            faults.append(f"{code}: another code of its stage is also called {slug}")
        slugs.add((code[1:3], slug))
        codes[code] = (message, hint)
    return codes


def read_all(folder, pattern):
    return "\n".join(path.read_text(encoding="utf-8", errors="replace")
                     for path in sorted(folder.rglob(pattern)) if path.is_file())


def check_use(codes, faults):
    source = read_all(ROOT / "src", "*.c")
    tests = ROOT / "tests"
    cases = "\n".join([read_all(tests / "diag" / "cases", "*"), read_all(tests / "diag", "*.c"),
                       *(read_all(tests / "diag", name) for name in ("made.py", "files.py", "measure.py", "sign.py")),
                       read_all(tests / "unit", "*.[ch]"),
                       *(read_all(tests / name, "*.py") for name in ("check", "measure", "batch"))])
    for code in codes:
        if not re.search(rf"\bHT_{code}\b", source):
            faults.append(f"{code}: nothing in src/ reports it; delete it, its number stays used")
        if not re.search(rf"\b{code}\b", cases):
            faults.append(f"{code}: it has no case")


def read_chinese():
    """Message -> translation, of entries that are not marked as doubtful."""
    found = {}
    for entry in CHINESE.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in entry.splitlines() if not line.startswith("#")]
        parts = re.match(r"msgid (.*)msgstr (.*)", "\n".join(lines), re.DOTALL)
        if parts is not None and ", fuzzy" not in entry:
            key, value = ("".join(re.findall(STRING, part)) for part in parts.groups())
            found[key] = value
    return found


def check_chinese(codes, faults):
    chinese = read_chinese()
    for code, texts in codes.items():
        for text in filter(None, texts):
            if not chinese.get(text):
                faults.append(f"{code}: not there in Chinese: {text}")
        message = texts[0]
        if FIELD.findall(message) != FIELD.findall(chinese.get(message, message)):
            faults.append(f"{code}: the Chinese fills in other things: {chinese[message]}")


def main():
    faults = []
    codes = read_codes(faults)
    check_use(codes, faults)
    check_chinese(codes, faults)
    for fault in faults:
        print(f"FAIL {fault}")
    print(f"{len(codes)} codes, {len(faults)} faults")
    return 1 if faults or not codes else 0


if __name__ == "__main__":
    sys.exit(main())
