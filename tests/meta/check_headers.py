# SPDX-License-Identifier: Apache-2.0
"""Every header compiles alone, and has a guard made of its name."""

import pathlib
import re
import subprocess
import sys

root, build, compiler = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
faults = []


def flags():
    packages = "cairo cairo-ft pango harfbuzz fontconfig freetype2 glib-2.0 libfyaml librsvg-2.0".split()
    out = subprocess.run(["pkg-config", "--cflags", *packages], capture_output=True, text=True,
                         check=True)
    return out.stdout.split()


headers = sorted((root / "include").rglob("*.h")) + sorted((root / "src").rglob("*.h"))
public = [str(h.relative_to(root / "include")) for h in headers if (root / "include") in h.parents]
private = [str(h.relative_to(root / "src")) for h in headers if (root / "src") in h.parents]

for header in headers:
    text = header.read_text(encoding="utf-8")
    guard = re.search(r"#ifndef (\w+)\n#define (\w+)\n", text)
    if guard is None or guard[1] != guard[2]:
        faults.append(f"{header.relative_to(root)}: no include guard")

# One run of the compiler for each header alone.
common = [compiler, "-std=c11", "-fsyntax-only", "-Wall", "-Werror", "-D_XOPEN_SOURCE=700",
          f"-I{root / 'include'}", f"-I{root / 'src'}", "-xc", "-"]
extra = flags()
for name in public + private:
    # The public ones must do without any other library.
    command = common if name in public else common[:-2] + extra + common[-2:]
    run = subprocess.run(command, input=f'#include "{name}"\n', capture_output=True, text=True)
    if run.returncode != 0:
        faults.append(f"{name} does not compile alone:\n{run.stderr}")

print("\n".join(faults))
sys.exit(bool(faults))
