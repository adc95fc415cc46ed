# SPDX-License-Identifier: Apache-2.0
"""Data flows one way through the house.

A stage includes base, diag, its own headers and those of earlier stages, never those of later
ones; another stage shows only the header of its own name. The program knows the public headers
alone, and the public headers know nothing of what is below them.
"""

import pathlib
import re
import sys

STAGES = ["base", "diag", "object", "image", "input", "document", "layout", "font", "embed", "block", "text", "page", "paint",
          "pdf", "sign", "measure", "check", "batch"]
# What the public headers may include beside each other.
STANDARD = {"stdbool.h", "stddef.h"}

root = pathlib.Path(sys.argv[1])
faults = []


def includes(path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = re.match(r'\s*#\s*include\s+["<]([^">]+)[">]', line)
        if match:
            yield number, match[1]


def check_stage(path, stage):
    for number, name in includes(path):
        parts = name.split("/")
        if len(parts) != 2 or parts[0] not in STAGES + ["cli"]:
            continue
        other, header = parts
        where = f"{path.relative_to(root)}:{number}"
        if other == "cli" or STAGES.index(other) > STAGES.index(stage):
            faults.append(f"{where}: {stage} includes {name}, of a later stage")
        elif other != stage and header != other + ".h" and not header.endswith(".def"):
            faults.append(f"{where}: {name} is private to {other}")


for stage in STAGES:
    for path in sorted((root / "src" / stage).rglob("*.[ch]")):
        check_stage(path, stage)

for path in sorted((root / "src" / "cli").glob("*.[ch]")):
    for number, name in includes(path):
        if name.split("/")[0] in STAGES:
            faults.append(f"{path.relative_to(root)}:{number}: the program includes {name}")

for path in sorted((root / "include" / "hongtou").glob("*.h")):
    for number, name in includes(path):
        if not name.startswith("hongtou/") and name not in STANDARD:
            faults.append(f"{path.relative_to(root)}:{number}: a public header includes {name}")

folders = {p.name for p in (root / "src").iterdir() if p.is_dir()}
for folder in sorted(folders - set(STAGES) - {"cli"}):
    faults.append(f"src/{folder} is no stage that this test knows: add it in its place")

print("\n".join(faults))
sys.exit(bool(faults))
