# SPDX-License-Identifier: Apache-2.0
"""Traces of small documents and of the samples against reviewed text.

    run.py CASE...             compare
    run.py --update CASE...    render anew, to be reviewed with `git diff`

A trace lists every mark of every page in 1/1024 pt, so a change anywhere above painting shows.
"""

import difflib
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
SAMPLES = HERE.parent.parent / "samples"


def source(case):
    for folder in (HERE / "cases", SAMPLES):
        for ending in (".yaml", ".json", ".md"):
            path = folder / (case + ending)
            if path.exists():
                return path
    sys.exit(f"there is no case or sample named {case}")


def trace(case):
    run = subprocess.run([os.environ["HT_PROGRAM"], "render", "-f", "trace", "-o", "-",
                          source(case)], capture_output=True, text=True)
    warnings = [line for line in run.stderr.splitlines() if "error[" in line or "warning[" in line]
    if run.returncode != 0 or warnings:
        sys.exit(f"{case}: status {run.returncode}\n{run.stderr}")
    return run.stdout


def compare(case):
    expected = (HERE / "ref" / f"{case}.trace").read_text(encoding="utf-8")
    difference = list(difflib.unified_diff(expected.splitlines(), trace(case).splitlines(),
                                           f"{case}, reviewed", f"{case}, now", lineterm="", n=0))
    print("\n".join(difference[:40]))
    return not difference


def main(arguments):
    if arguments[:1] == ["--update"]:
        for case in arguments[1:]:
            (HERE / "ref" / f"{case}.trace").write_text(trace(case), encoding="utf-8")
        return 0
    return 0 if all([compare(case) for case in arguments]) else 1


sys.exit(main(sys.argv[1:]))
