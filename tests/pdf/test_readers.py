# SPDX-License-Identifier: Apache-2.0
"""Ghostscript and pdf.js read all pages of all samples without a word.

pdf.js is the npm package pdfjs-dist in the folder that HT_PDFJS names, or comes by npm into the folder
HT_PDFJS_CACHE. What is not here is left out, which is said; when neither is here the exit status is 77.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))

import program  # noqa: E402
import source  # noqa: E402

VERSION = "4.10.38"
FETCH_SECONDS = 100
SECONDS = 250
# Prints what pdf.js warns of; each page is read as a viewer does, but for the pixels.
READ = """\
import fs from 'fs';
for (const word of ['log', 'warn', 'error']) console[word] = () => {};  // it misses a canvas
const {getDocument, VerbosityLevel} = await import(process.argv[2]);
for (const file of process.argv.slice(3)) {
  for (const word of ['log', 'warn', 'error']) {
    console[word] = (...said) => process.stdout.write(`${file}: ${said.join(' ')}\\n`);
  }
  const pdf = await getDocument({data: new Uint8Array(fs.readFileSync(file)), stopAtErrors: true,
                                 verbosity: VerbosityLevel.WARNINGS, disableFontFace: true}).promise;
  await pdf.getMetadata(); await pdf.getOutline(); await pdf.getPageLabels();
  for (let i = 1; i <= pdf.numPages; i++) {
    const page = await pdf.getPage(i);
    await page.getOperatorList(); await page.getTextContent();
    await page.getStructTree(); await page.getAnnotations();
  }
  await pdf.destroy();
}
"""


def by_ghostscript(files):
    if shutil.which("gs") is None:
        return "there is no gs (package ghostscript)"
    for file in files:
        out, said = program.run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=nullpage", file)
        assert not out + said, "%s: %s" % (file.name, (out + said).decode())
    return None


def find_pdfjs():
    """Its module, or why there is none."""
    if shutil.which("node") is None:
        return None, "there is no node"
    folder = Path(os.environ.get("HT_PDFJS") or os.environ.get("HT_PDFJS_CACHE", ""))
    module = folder / "node_modules/pdfjs-dist/legacy/build/pdf.mjs"
    if not module.exists() and "HT_PDFJS" not in os.environ:
        if shutil.which("npm") is None or not folder.name:
            return None, "HT_PDFJS names no folder, and there is no npm to fill HT_PDFJS_CACHE"
        fetch = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts",
                 "--omit=optional", "--prefix", folder, "pdfjs-dist@%s" % VERSION]
        try:
            subprocess.run(fetch, capture_output=True, timeout=FETCH_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return None, "npm takes too long to fetch it"
    return (module, None) if module.exists() else (None, "npm cannot fetch it")


def by_pdfjs(files):
    module, lack = find_pdfjs()
    if module is None:
        return lack
    script = files[0].parent / "read.mjs"
    script.write_text(READ, encoding="utf-8")
    done = subprocess.run(["node", script, module.resolve(), *files], capture_output=True,
                          timeout=SECONDS, check=False)
    assert done.returncode == 0 and not done.stdout + done.stderr, (
        (done.stdout + done.stderr).decode())
    return None


def main():
    lacks = 0
    with tempfile.TemporaryDirectory() as folder:
        program.render(*source.samples(), "-o", folder)
        files = sorted(Path(folder).glob("*.pdf"))
        for name, read in (("Ghostscript", by_ghostscript), ("pdf.js", by_pdfjs)):
            lack = read(files)
            lacks += lack is not None
            print("%s READS NOTHING: %s" % (name.upper(), lack) if lack else
                  "%s reads %d files without a word" % (name, len(files)))
    return 77 if lacks == 2 else 0


if __name__ == "__main__":
    sys.exit(main())
