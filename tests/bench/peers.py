# SPDX-License-Identifier: Apache-2.0
"""The same documents by hongtou, Typst and LibreOffice, as many a second as each can.

    peers.py FOLDER FACES [ROUNDS]

FOLDER holds the same documents as json/, typ/ and fodt/ d0000… (a form of each program); FACES the
faces they are set in. In each round each program sets all of them into a new folder, in turn: hongtou by two workers;
Typst's compiler, kept warm, by two processes of half the documents; LibreOffice in one call. Printed
are medians, the ratios of the rounds, the same of one document from a cold start, and where hongtou's
time goes. A program that is not here, or has no documents, is left out, and said to be. Environment: HT_PROGRAM; HT_STAGES, built from stages.c; HT_TYPST_NODE, a folder
with the npm package of Typst's compiler.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("HT_PROGRAM", str(ROOT / "build/hongtou"))
STAGES = os.environ.get("HT_STAGES", str(ROOT / "build/tests/bench_stages"))
NODE = os.environ.get("HT_TYPST_NODE")
TYPST = """\
import {NodeCompiler} from '@myriaddreamin/typst-ts-node-compiler';
import fs from 'fs';
const [faces, output, ...inputs] = process.argv.slice(2);
const compiler = NodeCompiler.create({workspace: process.cwd(), fontArgs: [{fontPaths: [faces]}]});
for (const input of inputs) {
  const made = compiler.compile({mainFileContent: fs.readFileSync(input, 'utf8')});
  if (made.hasError()) { made.printErrors(); process.exit(1); }
  fs.writeFileSync(`${output}/${input.split('/').pop()}.pdf`, compiler.pdf(made.result));
  compiler.evictCache(10);
}
"""
FONTS = ("<?xml version='1.0'?><fontconfig><dir>%s</dir><cachedir>%s</cachedir></fontconfig>")


def inputs(folder, kind):
    return sorted(str(path) for path in (folder / kind).glob("*." + kind))


def together(commands, environment=None, where=None):
    """Runs commands side by side."""
    running = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                env=environment, cwd=where) for command in commands]
    if any([process.wait() for process in running]):
        sys.exit("%s failed" % commands[0][0])


def hongtou(folder, faces, _, out):
    together([[PROGRAM, "batch", folder / "json", "-o", out, "-j2", "-q", "--fonts", faces]])


def hongtou_open(folder, _, __, out):
    together([[PROGRAM, "batch", folder / "json", "-o", out, "-j2", "-q"]])


def hongtou_cold(folder, faces, _, out):
    together([[PROGRAM, "render", inputs(folder, "json")[0], "-o", out / "a.pdf", "-q", "--fonts",
               faces]])


def by_typst(faces, out, *parts):
    script = Path(NODE) / "hongtou-bench.mjs"
    script.write_text(TYPST, encoding="utf-8")
    try:
        together([["node", script, faces, out, *part] for part in parts], where=NODE)
    finally:
        script.unlink()


def typst(folder, faces, _, out):
    files = inputs(folder, "typ")
    half = len(files) // 2
    by_typst(faces, out, files[:half], files[half:])


def typst_cold(folder, faces, _, out):
    by_typst(faces, out, inputs(folder, "typ")[:1])


def libreoffice(folder, faces, place, out):
    config = place / "fonts.conf"
    config.write_text(FONTS % (faces, place / "cache"), encoding="utf-8")
    together([["soffice", "-env:UserInstallation=file://%s/profile" % place, "--headless",
               "--convert-to", "pdf", "--outdir", out, *inputs(folder, "fodt")]],
             {**os.environ, "FONTCONFIG_FILE": str(config), "HOME": str(place)})


def programs(folder):
    """Those that set all documents, and those that set one from a cold start."""
    warm = {"hongtou": hongtou, "hongtou, open faces": hongtou_open}
    cold = {"hongtou": hongtou_cold}
    if NODE is not None and shutil.which("node") and inputs(folder, "typ"):
        warm["Typst"] = typst
        cold["Typst"] = typst_cold
    if shutil.which("soffice") and inputs(folder, "fodt"):
        warm["LibreOffice"] = libreoffice
    for name in ("Typst", "LibreOffice"):
        if name not in warm:
            print("%s IS NOT HERE and is left out" % name)
    return warm, cold


def race(found, folder, faces, rounds, count):
    """In each round each program in turn; medians and the ratios of the rounds."""
    seconds = {name: [] for name in found}
    with tempfile.TemporaryDirectory(prefix="hongtou-peers-") as name:
        place = Path(name)
        for number in range(rounds + 1):  # the first fills caches and does not count
            for program, run in found.items():
                out = place / ("%s %d" % (program, number))
                out.mkdir()
                start = time.perf_counter()
                run(folder, faces, place, out)
                if number > 0:
                    seconds[program].append(time.perf_counter() - start)
    print("%d documents, %d rounds\tseconds\tdocuments a second\thongtou is … times as fast"
          % (count, rounds), flush=True)
    for program, times in seconds.items():
        ratios = [theirs / ours for theirs, ours in zip(times, seconds["hongtou"])]
        print("%s\t%.3f\t%.1f\t%.2f" % (program, statistics.median(times),
                                        count / statistics.median(times),
                                        statistics.median(ratios)))


def main(folder, faces, rounds=5):
    folder, faces = Path(folder).resolve(), Path(faces).resolve()
    warm, cold = programs(folder)
    race(warm, folder, faces, rounds, len(inputs(folder, "json")))
    race(cold, folder, faces, 2 * rounds, 1)
    print("# where the time of hongtou goes, in one process", flush=True)
    subprocess.run([STAGES, *inputs(folder, "json")], check=True)


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(*sys.argv[1:3], *map(int, sys.argv[3:]))
