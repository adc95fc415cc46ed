#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Counts typesetting faults of hongtou's PDFs beside those of Typst and XeLaTeX for the same text.

    report.py [--generated COUNT] [--seed FIRST] [--faults FILE] [-o TABLE] [DOCUMENT|FOLDER...]

The peers get what is read as body paragraphs from hongtou's own PDF, beginning on the same line of
page 1, in the same faces on the same grid. A Markdown table goes to TABLE or standard output, every
fault with its place to FILE. Environment: HT_PROGRAM, HT_TYPST_NODE (see peers.py).
"""

import argparse
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path

import faults
import generate
import paragraphs
import peers
import program

SUFFIXES = ".yaml", ".json", ".md"


@dataclass
class Document:
    """What peers.py sets: `lead` blank lines, then (is it a heading, [(face, text)])."""

    name: str
    source: str
    lead: int
    paragraphs: list


def listed(arguments):
    """The documents of files and folders."""
    found = []
    for path in map(Path, arguments):
        found += [path] if path.is_file() else sorted(
            item for item in path.iterdir() if item.suffix in SUFFIXES and item.name != "README.md")
    return found


def render(paths, folder):
    """(path, its PDF) of all that hongtou takes; the others are named."""
    pairs = []
    for path in paths:
        pdf = folder / (path.stem + ".pdf")
        done = subprocess.run([program.PROGRAM, "render", "-q", path, "-o", pdf], capture_output=True)
        if done.returncode:
            print("left out: %s (hongtou refuses it)" % path, file=sys.stderr)
        else:
            pairs.append((path, pdf))
    return pairs


def document_of(path, pdf):
    """The body of a rendered document, or None when there is none."""
    bodies = [p for p in paragraphs.read(pdf).paragraphs if p.kind == "body"]
    if not bodies:
        return None
    source = path.read_text("utf-8")
    first = bodies[0].lines[0]
    lead = round((first.y - faults.BASELINE) / faults.PITCH)
    lead = lead if lead < 19 else 0  # too low for two lines, and TeX would set them into the margin
    texts = [(p.is_heading, list(peers.runs(p, faults.joined(p.lines, source)[0]))) for p in bodies]
    return Document(path.stem, source, lead, texts)


def misread(document, pdf):
    """Does what is read from a peer's PDF differ from what the peer was given? Spaces apart."""
    given = ["".join(text for _, text in pieces) for _, pieces in document.paragraphs]
    read = ["".join(line.text for line in p.lines) for p in paragraphs.read(pdf).paragraphs]
    return ["".join(text.split()) for text in given] != ["".join(text.split()) for text in read]


def measure(job):
    """Pages and faults of one PDF."""
    name, pdf, source = job
    paper = paragraphs.read(pdf)
    return name, len(paper.pages), faults.Finder(paper, source).find()


def measured(tool, jobs, told):
    """A row of the table; each fault is told."""
    with Pool(2) as pool:
        results = pool.map(measure, jobs)
    total = Counter()
    for name, _, found in results:
        total += faults.count(found)
        told += ["%s: %s: %s" % (tool, name, fault) for fault in found]
    return [tool, len(jobs), sum(pages for _, pages, _ in results)] + [
        total[kind] for kind in faults.KINDS]


def table(rows):
    heads = ["program", "documents", "pages"] + list(faults.KINDS)
    lines = ["| " + " | ".join(heads) + " |", "|---|" + "--:|" * (len(heads) - 1)]
    lines += ["| " + " | ".join(map(str, row)) + " |" for row in rows]
    meanings = ["- %s: %s%s" % (kind, meaning, "" if kind in faults.FAULTS else " (no fault)")
                for kind, meaning in faults.KINDS.items()]
    return "\n".join(lines + [""] + meanings) + "\n"


HEAD = """\
# Line breaking, counted on finished PDFs

%d documents, %d of them made at random (`generate.py`, seed %d on), measured by `report.py` through
`mutool trace`. The peers set the same body paragraphs in the same faces on the same grid, with the
settings a careful user makes (`peers.py`); they end a page early rather than leave a widow, so read
their widows beside their short pages.

"""


def report(paths, folder, told):
    pairs = render(paths, folder)
    rows = [measured("hongtou", [(path.stem, pdf, path.read_text("utf-8")) for path, pdf in pairs], told)]
    documents = [document for document in (document_of(*pair) for pair in pairs) if document]
    for tool, typeset in peers.PEERS.items():
        own = folder / tool.split()[0]
        own.mkdir()
        try:
            pdfs = typeset(documents, own)
        except peers.Missing as lack:
            print("SKIPPED, not installed: %s" % lack, file=sys.stderr)
            continue
        rows.append(measured(tool, [(document.name, pdf, document.source)
                                    for document, pdf in zip(documents, pdfs)], told))
        for document, pdf in zip(documents, pdfs):
            if misread(document, pdf):
                print("%s: %s is not read as it was set" % (tool, document.name), file=sys.stderr)
    return table(rows)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--generated", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", type=Path)
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("documents", nargs="*")
    options = parser.parse_args()
    told = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = listed(options.documents) + generate.write(folder, options.generated, options.seed)
        text = HEAD % (len(paths), options.generated, options.seed) + report(paths, folder, told)
    if options.faults:
        options.faults.write_text("\n".join(told) + "\n", "utf-8")
    if options.output:
        options.output.write_text(text, "utf-8")
    else:
        print(text, end="")


if __name__ == "__main__":
    main()
