# SPDX-License-Identifier: Apache-2.0
"""Batches that are killed, and disks that fill up, at random moments; then the batch is run again.

    endure.py [ROUNDS [SEED]]       200 of each when no number is given

After each round every file that has its name is whole; after the last run all are there, and nothing
else. Half of the kills hit the batch alone, the others its workers too. A disk is a small file system
in memory, which only root may mount: else that half is left out, loudly. Environment: HT_PROGRAM.
"""

import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import archive

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("HT_PROGRAM", str(ROOT / "build/hongtou"))
DOCUMENTS = 400  # about half a second of work
OWN = ".hongtou"


def start(source, output):
    return subprocess.Popen([PROGRAM, "batch", source, "-o", output, "-q", "-j2"],
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                            start_new_session=True)


def outputs(folder):
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in folder.rglob("*") if path.is_file() and OWN not in path.parts}


def finish(source, output):
    """Runs until the batch is done: workers of a killed one may hold its lock for a moment."""
    for _ in range(100):
        process = start(source, output)
        _, said = process.communicate(timeout=120)
        if "E1109" not in said:
            return process.returncode
        time.sleep(0.1)
    return -1


def judge(found, whole, complete):
    """What is wrong with the outputs, as sentences."""
    wrong = ["%s is damaged or not ours" % name for name, digest in found.items()
             if whole.get(name) != digest]
    missing = sorted(set(whole) - set(found))
    if complete and missing:
        wrong.append("missing: %s" % ", ".join(missing))
    return wrong


def left_over(output):
    """Files of the batch's own but for its journal."""
    return [str(path) for path in output.rglob("*")
            if path.is_file() and (path.suffix == ".tmp" or OWN in path.parts)
            and path.name != "journal"]


def killed(source, output, chance, whole):
    """Whether the batch was still at work, and what is wrong."""
    process = start(source, output)
    time.sleep(chance.uniform(0.005, 0.5))
    at_work = process.poll() is None
    if at_work and chance.random() < 0.5:
        process.send_signal(signal.SIGKILL)
    elif at_work:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    return at_work, judge(outputs(output), whole, False)


def kills(folder, source, rounds, chance, whole):
    """A resumed batch gets further each time: when it is done, the next round begins anew."""
    wrong = []
    series = done = 0
    output = folder / "killed0"
    for number in range(rounds):
        at_work, faults = killed(source, output, chance, whole)
        done += at_work
        wrong += ["kill %d: %s" % (number, fault) for fault in faults]
        if len(outputs(output)) == len(whole) or number + 1 == rounds:
            status = finish(source, output)
            wrong += ["kill %d: %s" % (number, fault)
                      for fault in judge(outputs(output), whole, True) + left_over(output)]
            wrong += ["kill %d: it ends with %d" % (number, status)] if status else []
            series += 1
            output = folder / ("killed%d" % series)
    print("%d kills, %d of them at work, in %d archives, %d faults" % (rounds, done, series,
                                                                       len(wrong)))
    return wrong


def mount(folder, size):
    folder.mkdir()
    return subprocess.run(["mount", "-t", "tmpfs", "-o", "size=%dk" % size, "tmpfs", folder],
                          capture_output=True, check=False).returncode == 0


def full(folder, source, size, whole):
    """One disk of so many KiB that fills up, and then has room."""
    if not mount(folder, size):
        return None
    try:
        output = folder / "out"
        process = start(source, output)
        _, said = process.communicate(timeout=120)
        wrong = judge(outputs(output), whole, False)
        if process.returncode == 0 or "No space left on device" not in said:
            wrong.append("%d KiB are not told: %s" % (size, said[-300:]))
        wrong += left_over(output)
        subprocess.run(["mount", "-o", "remount,size=100m", folder], check=True)
        wrong += [] if finish(source, output) == 0 else ["it fails with room"]
        return wrong + judge(outputs(output), whole, True) + left_over(output)
    finally:
        subprocess.run(["umount", folder], check=True)


def disks(folder, source, rounds, chance, whole):
    wrong = []
    needed = sum(path.stat().st_size for path in (folder / "whole").rglob("*.pdf")) // 1024
    for number in range(rounds):
        found = full(folder / ("disk%d" % number), source, chance.randint(50, needed), whole)
        if found is None:
            print("FULL DISKS ARE LEFT OUT: only root may mount one")
            return wrong
        wrong += ["disk %d: %s" % (number, fault) for fault in found]
    print("%d full disks, %d faults" % (rounds, len(wrong)))
    return wrong


def main(rounds=200, seed=1):
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="hongtou-endure-") as name:
        folder = Path(name)
        source = folder / "in"
        source.mkdir()
        for number in range(DOCUMENTS):
            (source / ("d%03d.yaml" % number)).write_text(archive.document(number), "utf-8")
        if finish(source, folder / "whole") != 0:
            sys.exit("the archive cannot be set")
        whole = outputs(folder / "whole")
        wrong = kills(folder, source, rounds, chance, whole)
        wrong += disks(folder, source, rounds, chance, whole)
    print("\n".join(wrong[:50]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
