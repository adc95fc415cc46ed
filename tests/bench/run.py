# SPDX-License-Identifier: Apache-2.0
"""Measures; never fails.

    run.py [DOCUMENT...]       default: samples/report.yaml

For each document: wall time, CPU time and peak memory of a cold `hongtou render` to PDF, beside
pango-view writing the same text in one face on one endless page, medians of RUNS runs taken in
turn; then the time of each stage in one process, and of breaking paragraphs alone; then a body of
ten times the length. Environment: HT_PROGRAM; HT_STAGES and HT_BREAKS, built from stages.c and
breaks.c.
"""

import json
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = 15
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("HT_PROGRAM", ROOT / "build/hongtou")
STAGES = os.environ.get("HT_STAGES", ROOT / "build/tests/bench_stages")
BREAKS = os.environ.get("HT_BREAKS", ROOT / "build/tests/bench_breaks")
FACE = ROOT / "fonts/open/FandolFang-Regular.otf"


def measure(command, environment=None):
    """Wall seconds, CPU seconds and peak MiB of one run."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{command[0]} ended with {status}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def medians(rows):
    return [statistics.median(column) for column in zip(*rows)]


def print_row(name, figures):
    wall, cpu, peak = figures
    print(f"{name}\t{wall * 1000:.1f}\t{cpu * 1000:.1f}\t{peak:.1f}")


def text_of(document, folder):
    """The document's own words, a line a paragraph, as pdftotext gives them back."""
    pdf = folder / "text.pdf"
    text = folder / "text.txt"
    subprocess.run([PROGRAM, "render", "-q", document, "-o", pdf], check=True)
    subprocess.run(["pdftotext", "-q", pdf, text], check=True)
    return text


def font_environment(folder):
    """fontconfig with the one face only, for pango-view."""
    faces = folder / "faces"
    faces.mkdir()
    shutil.copy(FACE, faces)
    config = folder / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{faces}</dir><cachedir>{folder}/cache</cachedir>"
                      "</fontconfig>", encoding="utf-8")
    return {**os.environ, "FONTCONFIG_FILE": str(config)}


def compare(document, folder):
    ours = [PROGRAM, "render", "-q", document, "-o", folder / "ours.pdf"]
    theirs = ["pango-view", "--no-display", "--font=FandolFang R 16", "-o",
              folder / "theirs.pdf", text_of(document, folder)]
    environment = font_environment(folder)
    peer = shutil.which("pango-view") is not None
    rows = {"hongtou": [], "pango-view": []}
    for run in range(RUNS + 1):  # the first of each fills the caches and does not count
        rows["hongtou"].append(measure(ours))
        if peer:
            rows["pango-view"].append(measure(theirs, environment))
    print("program\twall ms\tcpu ms\tpeak MiB")
    for name, figures in rows.items():
        if figures:
            print_row(name, medians(figures[1:]))
    if peer:
        ratios = [a[0] / b[0] for a, b in zip(rows["hongtou"][1:], rows["pango-view"][1:])]
        print(f"hongtou/pango-view, wall, paired\t{statistics.median(ratios):.2f}")
    else:
        print("pango-view is not here: install pango1.0-tools to compare")


def lengthened(times, folder):
    """A report of many paragraphs."""
    paragraph = "各乡镇人民政府要逐级明确责任人，于4月20日前公布名单和联系电话，接受群众监督。" * 5
    path = folder / f"long-{times}.json"
    path.write_text(json.dumps({
        "kind": "决定", "issuers": "甲县人民政府", "number": "甲府〔2024〕1号",
        "title": "甲县人民政府关于防汛工作的决定", "date": "2024-1-2",
        "body": "\n".join([paragraph] * times)}, ensure_ascii=False), encoding="utf-8")
    return path


def scale(folder):
    print("paragraphs\twall ms\tcpu ms\tpeak MiB")
    for times in (30, 300, 3000):
        command = [PROGRAM, "render", "-q", lengthened(times, folder), "-o", folder / "long.pdf"]
        print_row(str(times), medians([measure(command) for _ in range(3)]))


def main(documents):
    for document in documents or [ROOT / "samples/report.yaml"]:
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            print(f"# {document}")
            compare(document, folder)
            for program in (STAGES, BREAKS):
                if pathlib.Path(program).exists():
                    subprocess.run([program, document], check=True)
    with tempfile.TemporaryDirectory() as name:
        print("# ten times the length")
        scale(pathlib.Path(name))


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main(sys.argv[1:])
