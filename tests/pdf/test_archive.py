# SPDX-License-Identifier: Apache-2.0
"""Our files are PDF/A-2a and PDF/UA-1 at once, says veraPDF: every sample, random documents, numbered
copies, fields to sign, what is signed, a volume; with their sources in them PDF/A-3a; for the screen
PDF/UA-1.

    test_archive.py [RANDOM_DOCUMENTS [FIRST_SEED]]

veraPDF is the jar that HT_VERAPDF names, or comes by Maven (org.verapdf.apps:greenfield-apps) into the
folder HT_VERAPDF_CACHE. Without it, or without Java, nothing is checked, which is said, and the exit
status is 77.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE.parent / "support"), str(HERE.parent / "property")]

import documents  # noqa: E402
import program  # noqa: E402
from keys import Keys  # noqa: E402
import source  # noqa: E402

VERSION = "1.28.2"
SECONDS = 600
RANDOM = 20
FETCH_SECONDS = 100


def skip(reason):
    print("PDF/A AND PDF/UA ARE NOT CHECKED: %s" % reason)
    sys.exit(77)


def find_verapdf():
    if shutil.which("java") is None:
        skip("there is no java")
    if "HT_VERAPDF" in os.environ:
        return Path(os.environ["HT_VERAPDF"])
    folder = Path(os.environ.get("HT_VERAPDF_CACHE", tempfile.gettempdir()))
    jar = folder / ("greenfield-apps-%s.jar" % VERSION)
    if not jar.exists():
        if shutil.which("mvn") is None:
            skip("HT_VERAPDF names no jar, and there is no mvn to fetch it")
        fetch = ["mvn", "-q", "dependency:copy", "-DoutputDirectory=%s" % folder,
                 "-Dartifact=org.verapdf.apps:greenfield-apps:%s:jar" % VERSION]
        try:
            subprocess.run(fetch, capture_output=True, timeout=FETCH_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            skip("mvn takes too long to fetch it")
        if not jar.exists():
            skip("mvn cannot fetch it")
    return jar


def make_random(folder, count, first):
    """Random documents as JSON; the few that no page holds are told by the program, and left out."""
    for name in ("seals", "stamps", "figures"):
        shutil.copytree(HERE.parent.parent / "samples" / name, Path(folder, name))
    for seed in range(first, first + count):
        Path(folder, "%d.json" % seed).write_text(
            json.dumps(documents.make(seed), ensure_ascii=False), encoding="utf-8")
    return sorted(Path(folder).glob("*.json"))


def render_random(folder, count, first, *options):
    """The PDF files of random documents, beside them."""
    texts = make_random(folder, count, first)
    subprocess.run([program.PROGRAM, "render", "-q", *texts, "-o", "%s/" % folder, *options],
                   stderr=subprocess.DEVNULL, check=False)
    files = sorted(Path(folder).glob("*.pdf"))
    assert len(files) >= count * 0.9, "%d of %d documents were set" % (len(files), count)
    return files


def make(folder):
    """The files to be checked."""
    samples = source.samples()
    program.render(*samples, "-o", folder)
    copies = Path(folder, "copies.pdf")
    numbered = next(path for path in samples if "copy_number" in source.read(path))
    program.render(numbered, "--copies", "1-3", "-o", copies)
    for kind in ("visible", "invisible"):
        for path in samples:
            if path.stem in ("fig07-joint-seals", "fig08-joint-no-seals", "minutes"):
                program.render(path, "--signature-field", kind, "-o",
                               Path(folder, "%s-%s.pdf" % (path.stem, kind)))
    few = Path(folder, "few.txt")
    few.write_text("".join("%s\n" % path for path in samples if path.stem in
                           ("report", "tables", "languages", "notice")), encoding="utf-8")
    program.run(program.PROGRAM, "batch", few, "-o", Path(folder, "out"), "-q", "--bind",
                Path(folder, "volume.pdf"), "--page-numbers", "through")
    return sorted(Path(folder).glob("*.pdf"))


def make_with_sources(folder):
    samples = [path for path in source.samples()
               if path.stem in ("report", "fig07-joint-seals", "公告")]
    program.render("--attach-source", *samples, "-o", folder)
    return sorted(Path(folder).glob("*.pdf"))


def sign_all(folder):
    """Files that are tagged, with a field and without one, signed twice."""
    keys = Keys(Path(folder, "keys"))
    signer = keys.add("rsa")
    for sample in ("fig07-joint-seals", "notice"):
        for kind in ("visible", None):
            pdf = Path(folder, "%s-%s.pdf" % (sample, kind))
            asked = ["--signature-field", kind] if kind else []
            program.render(ROOT / "samples" / (sample + ".yaml"), *asked, "-o", pdf)
            for _ in "12":
                program.run(program.PROGRAM, "sign", pdf, *signer)
    return sorted(Path(folder).glob("*.pdf"))


def make_for_screen(folder):
    program.render("--profile", "screen", *source.samples(), "-o", folder)
    return sorted(Path(folder).glob("*.pdf"))


def check(jar, files, flavour):
    done = subprocess.run(["java", "-cp", jar, "org.verapdf.apps.GreenfieldCliWrapper", "-v", "-f",
                           flavour, "--format", "text", *files], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True, timeout=SECONDS, check=False)
    passed = re.findall(r"^PASS (\S+)", done.stdout, re.M)
    failed = re.sub(r"^PASS .*\n", "", done.stdout, flags=re.M)
    print("%s: %d of %d files pass" % (flavour, len(passed), len(files)))
    print(failed, end="")
    return len(files) - len(passed)


def main():
    count, first = [int(word) for word in sys.argv[1:]] + [RANDOM, 1][len(sys.argv) - 1 :]
    jar = find_verapdf()
    failed = []
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        files = make(folder) + render_random(other, count, first)
        failed += [check(jar, files, flavour) for flavour in ("2a", "ua1")]
    with tempfile.TemporaryDirectory() as folder:
        files = sign_all(folder)
        failed += [check(jar, files, flavour) for flavour in ("2a", "ua1")]
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        files = make_with_sources(folder) + render_random(other, count, first, "--attach-source")
        failed += [check(jar, files, flavour) for flavour in ("3a", "ua1")]
    with tempfile.TemporaryDirectory() as folder:
        failed += [check(jar, make_for_screen(folder), "ua1")]
    return 1 if sum(failed) else 0


if __name__ == "__main__":
    sys.exit(main())
