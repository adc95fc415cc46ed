# SPDX-License-Identifier: Apache-2.0
"""The library shows what its public headers declare, and nothing else."""

import pathlib
import re
import subprocess
import sys

root, build = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
declared = set()
for header in (root / "include/hongtou").glob("*.h"):
    for declaration in re.findall(r"^HT_API ([^;]+);", header.read_text(encoding="utf-8"), re.M):
        declared.add(re.search(r"(\w+)\(", declaration)[1])

out = subprocess.run(["nm", "-D", "--defined-only", build / "libhongtou.so"], capture_output=True,
                     text=True, check=True)
shown = {line.split()[-1] for line in out.stdout.splitlines() if line.split()[-2] in "TDBR"}
sanitizer = {name for name in shown if re.match(r"_*(asan|ubsan|sancov|odr)", name)}
faults = [f"declared, but not in the library: {name}" for name in sorted(declared - shown)]
faults += [f"shown, but not declared: {name}" for name in sorted(shown - declared - sanitizer)]
print("\n".join(faults))
sys.exit(bool(faults))
