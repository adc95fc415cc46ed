# SPDX-License-Identifier: Apache-2.0
"""
What a case expects, and whether it came true.

An expectation is written in lines:

    exit 1                                    the exit status; 0 when no line says so
    args --allow-outside                      further arguments
    error E0201 3:1-5 | 'titel' | 'title'     one finding, in the order they are printed

A finding is its severity, its code and its place; then a word or two of its message and of its
hint. The place is LINE:COLUMN-LASTCOLUMN, counted in characters from 1: LINE:COLUMN when it is one
character wide, LINE:COLUMN+ when it does not matter how wide. `file` is a file as a whole, and
`nowhere` is for a finding that names no file at all. A file other than the case itself stands
before the place: other.yaml:3:5-9, other.yaml:file.
"""

import json
import os
import re
import subprocess

PROGRAM = os.environ.get("HT_PROGRAM", "hongtou")
SECONDS = int(os.environ.get("HT_SECONDS", "10"))  # no input may take longer

# Which fonts a machine has is not what is tested here.
IGNORED = {"N0412"}

FINDING = re.compile(r"(error|warning|note) ([EWN]\d{4}) (\S+)(?: \| (.+?))?(?: \| (.+))?$")
PLACE = re.compile(r"(?:(.+):)?(\d+):(\d+)(?:-(\d+)|(\+))?$")


class Expectation:
    def __init__(self, lines, name):
        self.exit = 0
        self.args = []
        self.findings = []
        for line in lines:
            word, _, rest = line.partition(" ")
            if word == "exit":
                self.exit = int(rest)
            elif word == "args":
                self.args = rest.split()
            else:
                self.findings.append(Finding(line, name))


class Finding:
    """One expected finding."""

    def __init__(self, line, name):
        found = FINDING.match(line)
        if found is None:
            raise ValueError(f"{name}: this is no expectation: {line}")
        self.severity, self.code, place, self.message, self.hint = found.groups()
        self.place = full_place(place, name)

    def faults(self, told):
        """What is wrong with the finding that was told in this place of the list."""
        head = (told["severity"], told["code"], place_of(told))
        wanted = (self.severity, self.code, self.place)
        faults = []
        if head != wanted and not (head[:2] == wanted[:2] and self.begins_at(head[2])):
            faults.append(f"expected {' '.join(wanted)}, got {' '.join(head)}: {told['message']}")
        if self.message and self.message not in told["message"]:
            faults.append(f"{self.code}: '{self.message}' is not in the message: {told['message']}")
        if self.hint and self.hint not in told.get("hint", ""):
            faults.append(f"{self.code}: '{self.hint}' is not in the hint: {told.get('hint')}")
        return faults

    def begins_at(self, place):
        return self.place.endswith("+") and place.startswith(self.place[:-1] + "-")


def full_place(place, name):
    """The place with its file and both columns: name:3:1-5."""
    if place == "nowhere":
        return place
    if place == "file" or place.endswith(":file"):
        return place if ":" in place else f"{name}:file"
    file, line, first, last, any_width = PLACE.match(place).groups()
    end = any_width or f"-{last or first}"
    return f"{file or name}:{line}:{first}{end}"


def place_of(told):
    """The place of a finding as printed, in the same form."""
    if "file" not in told:
        return "nowhere"
    name = os.path.basename(told["file"])
    if "line" not in told:
        return f"{name}:file"
    last = told["column"] + told["width"] - 1
    return f"{name}:{told['line']}:{told['column']}-{last}"


def hongtou(args, folder, stdin=subprocess.DEVNULL, **more):
    """Runs the program in a folder. A hang is a failure, not a wait."""
    try:
        return subprocess.run([PROGRAM, *args], cwd=folder, stdin=stdin, capture_output=True,
                              timeout=SECONDS, check=False, **more)
    except subprocess.TimeoutExpired:
        return None


def read_findings(stderr, faults):
    """The findings on standard error, which holds one JSON object a line and nothing else."""
    findings = []
    for line in stderr.decode("utf-8", "replace").splitlines():
        try:
            told = json.loads(line)
        except ValueError:
            faults.append(f"standard error holds a line that is no JSON: {line[:200]}")
            continue
        if told["code"] not in IGNORED:
            findings.append(told)
    return findings


def compare(expected, result):
    """All that differs between what a case expects and what the program did."""
    if result is None:
        return [f"still running after {SECONDS} seconds"]
    faults = []
    told = read_findings(result.stderr, faults)
    if result.returncode != expected.exit:
        faults.append(f"exit status {result.returncode}, expected {expected.exit}")
    for wanted, got in zip(expected.findings, told):
        faults += wanted.faults(got)
    for missing in expected.findings[len(told):]:
        faults.append(f"missing: {missing.severity} {missing.code} {missing.place}")
    for extra in told[len(expected.findings):]:
        faults.append(f"not expected: {extra['severity']} {extra['code']} {place_of(extra)}: "
                      f"{extra['message']}")
    for finding in told:
        if finding["severity"] != "note" and not finding.get("hint"):
            faults.append(f"{finding['code']} has no hint: {finding['message']}")
    return faults


def render_faults(expected, args, folder, output):
    """Renders into `output/` and compares: findings, and what is left in the folder."""
    target = os.path.join(output, "out.pdf")
    command = ["render", "--diagnostics=json", "-o", target, *args, *expected.args]
    faults = compare(expected, hongtou(command, folder))
    left = sorted(os.listdir(output))
    wanted = ["out.pdf"] if expected.exit == 0 else []
    if left != wanted:
        faults.append(f"the output folder holds {left}, expected {wanted}")
    return faults


class Tally:
    """Counts cases and prints those that fail."""

    def __init__(self):
        self.cases = 0
        self.failed = 0

    def count(self, name, faults):
        self.cases += 1
        self.failed += bool(faults)
        for fault in faults:
            print(f"FAIL {name}: {fault}")

    def status(self):
        print(f"{self.cases} cases, {self.failed} failed")
        return 1 if self.failed or self.cases == 0 else 0


class Cases(list):
    """Functions that prepare a folder, each with what it expects; `@case(LINE...)` marks them."""

    def __call__(self, *lines):
        def add(function):
            self.append((function.__name__.replace("_", " "), lines, function))
            return function
        return add

    def main(self, parts, run):
        """Runs those whose name has one of the parts in it, or all."""
        tally = Tally()
        for name, lines, prepare in self:
            if not parts or any(part in name for part in parts):
                tally.count(name, run(lines, prepare))
        return tally.status()
