# SPDX-License-Identifier: Apache-2.0
"""A night's work: an archive by archive.py, set by one worker, by two, and by three shards.

    night.py [COUNT]       10,000 documents when no number is given

Fails when a good document is not there or not whole, a broken one is not told with its reason, the
records stand in another order, or the three ways give other bytes. Times and memory are printed, not
judged: what a document costs as their number and their length grow, and a run with nothing to do.
Environment: HT_PROGRAM; HT_TROUBLE, the library that makes two documents crash and hang.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import archive

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("HT_PROGRAM", str(ROOT / "build/hongtou"))
TROUBLE = os.environ.get("HT_TROUBLE", str(ROOT / "build/tests/libbatch_trouble.so"))
PAGES = 4
CHECKED_BY_QPDF = 300
LENGTHS = (10, 100, 1000, 3000)


class Memory(threading.Thread):
    """The resident MiB of a process and of its children, the largest since it was asked last."""

    def __init__(self, process):
        super().__init__(daemon=True)
        self.process = process
        self.parent = self.worker = 0
        self.start()

    @staticmethod
    def resident(number):
        try:
            fields = Path("/proc/%s/statm" % number).read_text("ascii").split()
            return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
        except (OSError, IndexError):
            return 0

    def run(self):
        children = Path("/proc/%d/task/%d/children" % (self.process.pid, self.process.pid))
        while self.process.poll() is None:
            time.sleep(0.05)
            try:
                numbers = children.read_text("ascii").split()
            except OSError:
                return
            self.parent = max(self.parent, self.resident(self.process.pid))
            self.worker = max([self.worker] + [self.resident(number) for number in numbers])


def batch(source, output, *options, trouble=TROUBLE):
    """Seconds, what it says last, and its memory."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [PROGRAM, "batch", source, "-o", output, "-q", "--timeout", "5", *map(str, options)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env={**os.environ, "LD_PRELOAD": trouble})
    memory = Memory(process)
    said, _ = process.communicate()
    return time.perf_counter() - start, said.strip(), memory


def records(path):
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]


def bare(record):
    """What is the same however the work is divided."""
    return {key: value for key, value in record.items()
            if key not in ("milliseconds", "shard", "outcome")}


def outputs(folder):
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in folder.rglob("*.pdf") if ".hongtou" not in path.parts}


def judge(found, faults, files):
    """What is wrong with a run, as sentences."""
    wrong = []
    if [record["input"] for record in found] != sorted(record["input"] for record in found):
        wrong.append("the records are out of order")
    for record in found:
        codes = [finding["code"] for finding in record["diagnostics"]
                 if finding["severity"] == "error"]
        wanted = faults.get(record["input"])
        if wanted is not None and (record["outcome"] != "failed" or wanted not in codes):
            wrong.append("%s is not told with %s: %s" % (record["input"], wanted, codes))
        if wanted is None and (codes or files.get(record["output"]) != record["pdf"]):
            wrong.append("%s is not there, or not whole" % record["input"])
        if wanted is None and record["pages"] != PAGES:
            wrong.append("%s has %s pages" % (record["input"], record["pages"]))
    if len(files) != len(found) - len(faults):
        wrong.append("%d files of %d documents" % (len(files), len(found)))
    return wrong


def check_files(folder, files):
    """Some of the files are checked by another program too."""
    names = sorted(files)[:: max(1, len(files) // CHECKED_BY_QPDF)]
    bad = [name for name in names
           if subprocess.run(["qpdf", "--check", folder / name], capture_output=True,
                             check=False).returncode != 0]
    print("qpdf --check\t%d files, %d faults" % (len(names), len(bad)))
    return ["%s is damaged" % name for name in bad]


def print_run(name, count, seconds, said, memory):
    print("%s\t%.1f s\t%.0f a second\tworker %.0f MiB\tparent %.0f MiB\t%s"
          % (name, seconds, count / seconds, memory.worker, memory.parent, said.split("\n")[0]))


def three_ways(folder, count, faults):
    wrong = []
    runs = {}
    for workers in (1, 2):
        output, report = folder / ("j%d" % workers), folder / ("j%d.jsonl" % workers)
        done = batch(folder / "in", output, "-j", workers, "--report", report)
        print_run("-j%d" % workers, count, *done)
        runs[output] = records(report)
    shards = [folder / ("shard%d.jsonl" % number) for number in (1, 2, 3)]
    for number, report in enumerate(shards, 1):
        done = batch(folder / "in", folder / "shards", "-j2", "--shard", "%d/3" % number,
                     "--report", report)
        print_run("--shard %d/3" % number, len(records(report)), *done)
    merged = folder / "merged.jsonl"
    said = subprocess.run([PROGRAM, "batch", "--merge", *shards, "--report", merged],
                          capture_output=True, text=True, check=False)
    print("--merge\t%s" % said.stdout.strip().replace("\n", "; "))
    runs[folder / "shards"] = records(merged)
    files = {output: outputs(output) for output in runs}
    first = folder / "j1"
    wrong += judge(runs[first], faults, files[first]) + check_files(first, files[first])
    for output, found in runs.items():
        if files[output] != files[first]:
            wrong.append("%s: other files than -j1" % output.name)
        if list(map(bare, found)) != list(map(bare, runs[first])):
            wrong.append("%s: other records than -j1" % output.name)
    return wrong


def growth(folder, count, faults):
    """The memory of one worker that lives through ever more documents; then nothing is left to do."""
    source = folder / "list.txt"
    paths = sorted((folder / "in").rglob("*.yaml"))
    for size in sorted({count // 10, count // 3, count}):
        source.write_text("".join("%s\n" % path for path in paths[:size]), encoding="utf-8")
        done = batch(source, folder / ("growth%d" % size), "-j1", trouble="")
        print_run("%d documents" % size, size, *done)
    good = [path for path in paths if str(path.relative_to(folder / "in")) not in faults]
    source.write_text("".join("%s\n" % path for path in good), encoding="utf-8")
    done = batch(source, folder / ("growth%d" % count), "-j2", trouble="")
    print_run("nothing changed", len(good), *done)


def lengths(folder):
    """What a page costs in ever longer documents."""
    head, text = archive.document(7).split("body: |\n")
    pages = None
    for wanted in LENGTHS:
        path = folder / "long.yaml"
        path.write_text(head + "body: |\n" + text * max(1, round(wanted / 3.3)), encoding="utf-8")
        start = time.perf_counter()
        process = subprocess.Popen([PROGRAM, "render", "-q", path, "-o", folder / "long.pdf"])
        _, _, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        said = subprocess.run(["pdfinfo", folder / "long.pdf"], capture_output=True, text=True,
                              check=False).stdout
        pages = next(int(line.split()[1]) for line in said.splitlines() if line.startswith("Pages"))
        print("%d pages\t%.2f s\t%.2f ms a page\t%.0f MiB"
              % (pages, seconds, seconds * 1000 / pages, usage.ru_maxrss / 1024))


def main(count):
    with tempfile.TemporaryDirectory(prefix="hongtou-night-") as name:
        folder = Path(name)
        faults = archive.write(folder / "in", count)
        print("%d documents, %d broken or troublesome" % (count, len(faults)))
        lengths(folder)  # first: a child's memory counts from that of this process
        growth(folder, count, faults)
        wrong = three_ways(folder, count, faults)
    print("\n".join(wrong[:50]))
    print("%d faults" % len(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10000))
