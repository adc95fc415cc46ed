# SPDX-License-Identifier: Apache-2.0
"""Samples set to PDF and measured by `hongtou measure`; what every test of this folder shares."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/support"))

import program  # noqa: E402
import source  # noqa: E402

FORMS = {  # the form a kind of document takes when it asks for no layout
    "函": "letter", "令": "order", "命令": "order", "纪要": "minutes", "决议": "resolution",
    "公报": "resolution", "报告": "upward", "请示": "upward",
}


def form_of(path):
    """The form that a sample is measured by."""
    document = source.read(path)
    if document.get("layout"):
        return document["layout"].split("/")[-1]
    if document.get("signers"):
        return "upward"
    return FORMS.get(document.get("kind"), "downward")


def sample(name):
    return next(path for path in source.samples() if path.stem == name)


def measure(pdf, form, *options, status=(0, 1)):
    """Standard output of the measure, which must end with one of these statuses and say nothing."""
    done = subprocess.run([program.PROGRAM, "measure", str(pdf), "--form", str(form), *options],
                          capture_output=True)
    assert done.returncode in status and not done.stderr, (
        "%s: status %d\n%s" % (pdf, done.returncode, done.stderr.decode()))
    return done.stdout


def verdicts(pdf, form):
    """The clauses as JSON has them, by what they measure; some share a quantity."""
    found = {}
    for clause in json.loads(measure(pdf, form, "-f", "json"))["clauses"]:
        found.setdefault(clause["measure"], []).append(clause)
    return found


def failing(pdf, form):
    """What is measured by clauses that do not hold, those of custom too."""
    return {name for name, clauses in verdicts(pdf, form).items()
            if any(clause["verdict"] in ("fail", "differs") for clause in clauses)}
