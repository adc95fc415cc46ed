#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The samples and documents made at random are set without a typesetting fault.

    test_typesetting.py [COUNT [FIRST_SEED]]

Environment: HT_PROGRAM. A fault is told with its document, page, line and text; a generated document
is made again by `generate.py 1 SEED FOLDER`.
"""

import json
import multiprocessing
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import faults
import generate
import paragraphs
import program

COUNT = 30
SAMPLES = Path(__file__).resolve().parent.parent.parent / "samples"
NO_DOCUMENTS = {"README.md"}

def sources():
    return sorted(path for path in SAMPLES.iterdir()
                  if path.suffix in (".yaml", ".json", ".md") and path.name not in NO_DOCUMENTS)


def render(documents, folder):
    """Renders documents to one folder; the path of each one's PDF beside its own."""
    done = subprocess.run([program.PROGRAM, "render", "-q", *documents, "-o", "%s/" % folder],
                          capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return [(path, folder / (path.stem + ".pdf")) for path in documents]


def squeezed(text):
    """Without blanks and signs of Markdown, which a page does not show."""
    return "".join(text.split()).replace("**", "")


def misread(document, paper):
    """A generated document's paragraphs as they were written and as they were read differ where?"""
    written = [squeezed(line) for line in json.loads(document.read_text("utf-8"))["body"].split("\n")]
    read = [squeezed("".join(line.text for line in p.lines))
            for p in paper.paragraphs if p.kind == "body"]
    if written != read:
        pair = next((pair for pair in zip(written, read) if pair[0] != pair[1]), (written, read))
        yield faults.Fault("misread", 0, 0, "%s… is read as %s…" % (pair[0][:40], pair[1][:40]))


def check(job):
    document, pdf = job
    paper = paragraphs.read(pdf)
    found = faults.Finder(paper, document.read_text("utf-8")).find()
    if document.name.startswith("generated"):
        found += misread(document, paper)
    return document, len(paper.pages), found


def tell(results):
    """Prints all faults, and how many there are of each kind; returns how many of them are faults."""
    failures, total, pages = 0, Counter(), 0
    for document, count, found in results:
        pages += count
        for fault in found:
            total[fault.name] += 1
            is_fault = fault.kind in faults.FAULTS or fault.kind == "misread"
            failures += is_fault
            if is_fault:
                print("%s: %s" % (document.name, fault))
    print("%d documents, %d pages" % (len(results), pages))
    for name, number in sorted(total.items()):
        print("%6d  %s" % (number, name))
    return failures


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        jobs = render(sources() + generate.write(folder, count, first), folder)
        with multiprocessing.Pool(2) as pool:
            failures = tell(pool.map(check, jobs))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
