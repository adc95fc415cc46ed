# SPDX-License-Identifier: Apache-2.0
"""
Runs the cases that are files: cases/STAGE/NAME.yaml, .md or .json, each one slip that people make.

A YAML file says what it expects in comments at its head that begin with #: and any other file in
NAME.EXT.expect beside it. expect.py tells how an expectation is written. Those in cases/layout are
layouts: cases/layout/documents/plain.yaml is rendered with them. Folders below a stage hold what
its cases name.

    run.py               all of them
    run.py PART...       those whose path has one of the parts in it
    run.py --show PART   what the program says about them
"""

import pathlib
import shutil
import sys
import tempfile

from expect import Expectation, Tally, hongtou, render_faults

CASES = pathlib.Path(__file__).parent / "cases"
ENDINGS = {".yaml", ".md", ".json"}
LAYOUT_DOCUMENT = "documents/plain.yaml"


def read_expectation(path):
    sidecar = path.with_name(path.name + ".expect")
    if sidecar.exists():
        lines = sidecar.read_text(encoding="utf-8").splitlines()
        lines = [line for line in lines if line and not line.startswith("#")]
    else:
        lines = [line[2:].strip() for line in path.read_text(encoding="utf-8").splitlines()
                 if line.startswith("#:")]
    if not lines:
        raise ValueError(f"{path.name} expects nothing")
    return Expectation(lines, path.name)


def arguments(path):
    if path.parent.name == "layout":
        return [LAYOUT_DOCUMENT, "--layout", path.name]
    return [path.name]


def run_case(path):
    output = tempfile.mkdtemp(prefix="hongtou-diag-")
    before = sorted(path.parent.iterdir())
    try:
        faults = render_faults(read_expectation(path), arguments(path), path.parent, output)
    finally:
        shutil.rmtree(output)
    if sorted(path.parent.iterdir()) != before:
        faults.append("something was written beside the case")
    return faults


def show_case(path):
    result = hongtou(["render", *arguments(path), *read_expectation(path).args, "-f", "trace",
                      "-o", "/dev/null"], path.parent)
    print(f"--- {path.relative_to(CASES)}: exit {result.returncode if result else 'never'}")
    print(result.stderr.decode("utf-8", "replace") if result else "")


def main(args):
    show = "--show" in args
    parts = [a for a in args if a != "--show"]
    tally = Tally()
    for path in sorted(CASES.glob("*/*")):
        name = str(path.relative_to(CASES))
        wanted = not parts or any(part in name for part in parts)
        if path.suffix in ENDINGS and wanted:
            if show:
                show_case(path)
            else:
                tally.count(name, run_case(path))
    return 0 if show else tally.status()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
