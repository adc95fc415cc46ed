# SPDX-License-Identifier: Apache-2.0
"""Every message of the program has its Chinese translation, and no translation is left over."""

import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
LITERALS = r'((?:"(?:[^"\\]|\\.)*"\s*)+)'
MARKED = re.compile(r"\b(?:N_|ht_tr|ht_cli_tr)\(\s*(?:N_\()?\s*" + LITERALS)


def joined(literals):
    return "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', literals))


def translations():
    text = (root / "src/diag/zh_CN.po").read_text(encoding="utf-8")
    entries = re.findall(r"^msgid " + LITERALS + r"msgstr " + LITERALS, text, re.M)
    return {joined(a): joined(b) for a, b in entries if joined(a)}


used = {"error", "warning", "note"}  # chosen at run time in print.c
for path in sorted((root / "src").rglob("*.[ch]")) + [root / "src/diag/codes.def"]:
    for literals in MARKED.findall(path.read_text(encoding="utf-8")):
        used.add(joined(literals))

known = translations()
faults = [f"not translated: {text}" for text in sorted(used - set(known))]
faults += [f"translated, but not used: {text}" for text in sorted(set(known) - used)]
faults += [f"translated to nothing: {text}" for text, to in known.items() if not to]
print("\n".join(faults))
sys.exit(bool(faults))
