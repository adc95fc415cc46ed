# SPDX-License-Identifier: Apache-2.0
"""Random documents have the properties that every document must have.

    test_documents.py [COUNT [FIRST_SEED]]

Each failure is told with its seed; `test_documents.py 1 SEED` is that document alone, which then
stays, with its PDF, in the folder that is named.
"""

import json
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent
sys.path.insert(0, str(TESTS / "support"))

import check  # noqa: E402
import documents  # noqa: E402
import program  # noqa: E402

COUNT = 60
AT_ONCE = 20
# Findings that a valid document may have: an imprint, a mark or a table that no page holds.
REFUSALS = {"E0604", "E0505", "E0510", "E0511"}
WARNINGS = {"W0603"}
MOST_REFUSED = 0.03


def lay_images(folder):
    for name in ("seals", "stamps", "figures"):
        shutil.copytree(TESTS.parent / "samples" / name, folder / name)


def render(folder, seeds):
    """Writes and renders some documents in one call; the findings of each, and a sudden end."""
    paths = [folder / ("%d.json" % seed) for seed in seeds]
    for path, seed in zip(paths, seeds):
        path.write_text(json.dumps(documents.make(seed), ensure_ascii=False, indent=1))
    done = subprocess.run(
        [program.PROGRAM, "render", *paths, "-o", "%s/" % folder, "--diagnostics=json"],
        capture_output=True)
    found = {seed: [] for seed in seeds}
    for line in done.stderr.decode(errors="replace").splitlines():
        try:
            finding = json.loads(line)
        except ValueError:
            return found, "no finding: %s" % line
        stem = Path(finding.get("file", "")).stem
        if stem.isdigit() and int(stem) in found:
            found[int(stem)].append(finding)
        elif finding["severity"] != "note":
            return found, "%(code)s: %(message)s" % finding
    return found, "" if done.returncode in (0, 1) else "status %d" % done.returncode


def is_refusal(finding):
    """What is too large must say so by two different numbers."""
    sizes = re.findall(r"([\d.]+) mm", finding["message"])
    return finding["code"] in REFUSALS and len(set(sizes)) == 2


def check_one(job):
    """Seed, whether it was refused, and what is wrong with it."""
    folder, seed, findings = job
    worse = [f for f in findings if f["severity"] != "note" and f["code"] not in WARNINGS]
    pdf = folder / ("%d.pdf" % seed)
    if worse:
        refused = all(map(is_refusal, worse)) and not pdf.exists()
        return seed, refused, [] if refused else [
            "%(code)s: %(message)s" % finding for finding in worse]
    if not pdf.exists():
        return seed, False, ["no PDF, and no error"]
    try:
        return seed, False, check.check(documents.make(seed), pdf, {f["code"] for f in findings})
    except Exception as error:  # the seed must be told
        return seed, False, ["%s: %s" % (type(error).__name__, error)]


def run_part(job):
    folder, seeds = job
    found, fault = render(folder, seeds)
    if fault and len(seeds) > 1:  # whose it is shows when each is alone
        return [result for seed in seeds for result in run_part((folder, [seed]))]
    if fault:
        return [(seeds[0], False, [fault])]
    results = [check_one((folder, seed, found[seed])) for seed in seeds]
    for seed, _, _ in results:
        if len(seeds) > 1:
            (folder / ("%d.pdf" % seed)).unlink(missing_ok=True)
    return results


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    folder = Path(tempfile.mkdtemp(prefix="hongtou-property-"))
    lay_images(folder)
    seeds = list(range(first, first + count))
    parts = [(folder, seeds[i:i + AT_ONCE]) for i in range(0, count, AT_ONCE)]
    failures, refused = 0, Counter()
    with multiprocessing.Pool(2) as pool:
        for results in pool.imap_unordered(run_part, parts):
            for seed, refusal, wrong in results:
                refused[refusal] += 1
                failures += bool(wrong)
                for text in wrong:
                    print("seed %d: %s" % (seed, text), flush=True)
                if wrong:
                    print("    again: HT_PROGRAM=%s %s 1 %d" % (
                        os.path.abspath(program.PROGRAM), sys.argv[0], seed), flush=True)
    if count == 1:
        print("the document: %s/%d.json" % (folder, first))
    else:
        shutil.rmtree(folder)
    if refused[True] > max(MOST_REFUSED * count, 2):
        failures += 1
        print("%d documents refused: too many for a generator of valid ones" % refused[True])
    print("%d documents, %d failures, %d refused" % (count, failures, refused[True]))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
