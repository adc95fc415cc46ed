#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Typesetting faults of finished PDFs, each with its page, line and text.

    faults.py PDF...

Paragraphs come in (paragraphs.py), faults come out. KINDS tells what is looked for, FAULTS which of
it is a fault: a kind that ends in `-forced` is none, for no other way of setting the paragraph was
found; nor is an organ's code that would else leave a hole in its line, a mark that stands across the
edge with its blank alone, or a page that ends early.
"""

import re
import statistics
import sys
from collections import Counter
from dataclasses import dataclass

from fit import CLOSER, Text
from paragraphs import ATTACHMENTS, CELL, COLUMNS, HEIGHT, MOST_BLANK, RIGHT, TOP, read
from rules import HALF_BLANK, forbidden, is_single

KINDS = {
    "start": "a mark begins a line that must not",
    "end": "a mark ends a line that must not",
    "torn": "a number, date, document number, dash, ellipsis or word is torn",
    "code": "an organ's code is parted from the year of its document number, of 12 cells at most",
    "single": "a last line of one hanzi, and there was another way",
    "single-forced": "a last line of one hanzi, and no other way",
    "widow": "a page begins with the last line of a paragraph, and there was another way",
    "widow-forced": "a page begins with the last line of a paragraph, and no other way",
    "heading": "a heading at the foot of a page",
    "grid": "a baseline off the line grid of its page",
    "flush": "a full line that does not end at the right edge",
    "part-trimmed": "a full line whose edge falls into the blank of its last mark, not at its half",
    "short": "a page that ends a line early or more, though text goes on",
}
FAULTS = [kind for kind in KINDS if not kind.endswith("-forced")
          and kind not in ("code", "part-trimmed", "short")]

PITCH = 15 / 8 * CELL  # 5.2.3: a line is a letter and 7/8 of its height
BASELINE = TOP + 0.88 * CELL
OFF_GRID = 0.05
OFF_EDGE = 0.1
MAY_HANG = HALF_BLANK | set("…⋯～")


@dataclass
class Fault:
    kind: str
    page: int
    line: int
    text: str
    what: str = ""

    @property
    def name(self):
        return "%s: %s" % (self.kind, self.what) if self.what else self.kind

    def __str__(self):
        return "page %d, line %d: %s: %s" % (self.page, self.line, self.name, self.text)


def joined(lines, source=""):
    """The letters of a paragraph's lines behind each other, and where each line begins.

    A space at a line's end leaves no trace. The source tells whether there was one between two
    Western words; without it there was none.
    """
    letters, begins = [], []
    for line in lines:
        own = list(line.letters())
        if letters and _had_space("".join(c for c, _ in letters), line.text, source):
            letters.append((" ", 0.25))
        begins.append(len(letters))
        letters += own
    return letters, begins


def _had_space(before, behind, source):
    tail = re.search(r"[!-~]+$", before)
    head = re.match(r"[!-~]+", behind)
    if not tail or not head or tail.group() + head.group() in source:
        return False
    return tail.group() + " " + head.group() in source


def _text_of(paragraph, source=""):
    limits = COLUMNS - 2 if paragraph.kind == "body" else COLUMNS, COLUMNS
    letters, begins = joined(paragraph.lines, source)
    return Text(letters, limits), begins


class Finder:
    """Looks through one paper; `source` is the text it was made from, as far as it is known."""

    def __init__(self, paper, source=""):
        self.paper = paper
        self.source = source
        self.faults = []

    def add(self, kind, line, text, what=""):
        self.faults.append(Fault(kind, line.page, self.paper.place(line), text, what))

    def find(self):
        for paragraph in self.paper.paragraphs:
            self.breaks(paragraph)
            if paragraph.kind in ("body", "recipients"):
                self.flush(paragraph)
            if paragraph.kind == "body":
                self.single(paragraph)
        self.widows()
        self.headings()
        self.grid()
        self.short()
        return sorted(self.faults, key=lambda fault: (fault.page, fault.line))

    def breaks(self, paragraph):
        """Kinds start, end and torn."""
        letters, begins = joined(paragraph.lines, self.source)
        text = "".join(character for character, _ in letters)
        no_break = forbidden(text)
        for begin, line in zip(begins[1:], paragraph.lines[1:]):
            why = no_break.get(begin)
            if why:
                kind, what = why.split(": ")
                around = "%s|%s" % (text[max(begin - 8, 0):begin], text[begin:begin + 8])
                self.add(kind, line, around, what)

    def single(self, paragraph):
        last = paragraph.lines[-1]
        if len(paragraph.lines) > 1 and is_single(last.text):
            counts = self.line_counts(paragraph)
            self.add("single" if counts else "single-forced", last, "%s|%s (%d lines, can be %s)" % (
                paragraph.lines[-2].text[-8:], last.text, len(paragraph.lines),
                "/".join(map(str, sorted(counts))) or "nothing else"))

    def line_counts(self, paragraph, as_now=True):
        """In how many lines it could stand, no line looser than half a point, or than now."""
        text, begins = _text_of(paragraph, self.source)
        ends = begins[1:]
        now = [text.looseness(begin, end) for begin, end in zip(begins, ends)] if as_now else []
        return text.line_counts(max([CLOSER] + now))

    def saves_line(self, paragraph):
        lines = len(paragraph.lines)
        return lines > 1 and any(count < lines for count in self.line_counts(paragraph))

    def widows(self):
        bodies = [p for p in self.paper.paragraphs if p.kind == "body"]
        for paragraph in bodies:
            last = paragraph.lines[-1]
            if len(paragraph.lines) < 2 or self.paper.place(last) != 1 \
                    or paragraph.lines[-2].page == last.page or last.y > TOP + PITCH:
                continue
            before = paragraph.lines[-2].page
            savers = [p for p in bodies if p is paragraph or (
                p.lines[0].page == before and p.lines[-1].page == before)]
            kept = self.is_kept(paragraph)
            savers = [] if kept else [p for p in savers if self.saves_line(p)]
            gains = not kept and len(paragraph.lines) + 1 in self.line_counts(paragraph, as_now=False)
            self.add("widow" if savers or gains else "widow-forced", last, "%s%s%s" % (
                last.text, " (in a line more)" if gains else "",
                "".join(" (in %d lines: %s…)" % (len(p.lines) - 1, p.lines[0].text[:12])
                        for p in savers)))

    def is_kept(self, paragraph):
        """Is it the only text beside the sign-off, which must not stand on a page without text?"""
        paragraphs = self.paper.paragraphs
        after = paragraphs[paragraphs.index(paragraph) + 1:][:1]
        return any(p.kind in ("list", "other") or ATTACHMENTS.match(p.lines[0].text) for p in after
                   if p.lines[0].page == paragraph.lines[-1].page)

    def is_lowest(self, line):
        """Does nothing stand below it on its page? A table or a figure is something."""
        return self.paper.pages[line.page][-1] is line and self.paper.feet[line.page] < line.y + 1

    def headings(self):
        bodies = {line.page: paragraph for paragraph in self.paper.paragraphs
                  if paragraph.kind == "body" for line in paragraph.lines}
        for paragraph in self.paper.paragraphs:
            last = paragraph.lines[-1]
            if paragraph.is_heading and self.is_lowest(last) and last.page + 1 in bodies:
                self.add("heading", last, last.text)

    def short(self):
        """A figure, a table or a new attachment on the next page is no text that goes on."""
        pages = self.paper.pages
        firsts = {id(line) for p in self.paper.paragraphs if p.kind == "body" for line in p.lines}
        for page, lines in pages.items():
            after = pages.get(page + 1)
            if lines and after and id(after[0]) in firsts and after[0].y < TOP + PITCH \
                    and lines[-1].y < TOP + HEIGHT - PITCH and self.is_lowest(lines[-1]):
                self.add("short", lines[-1], lines[-1].text[-12:])

    def grid(self):
        """A page keeps to the grid of the type area, or to an even pitch of its own."""
        pages = {}
        for p in self.paper.paragraphs:
            for line in p.lines if p.kind in ("body", "recipients", "list") else ():
                pages.setdefault(line.page, []).append(line)
        pitch = usual_pitch(pages.values())
        for lines in pages.values():
            # An adjusted page of 7.3.5.5 may hold most lines of a short document.
            for line in min(off_grid(lines, PITCH), off_grid(lines, pitch), key=len):
                self.add("grid", line, "%.2f mm: %s" % (line.y, line.text[:12]))

    def flush(self, paragraph):
        for line in paragraph.lines[:-1]:
            over = line.right - RIGHT
            half = CELL / 2 if line.glyphs[-1].text in MAY_HANG else 0
            if min(abs(over), abs(over - half)) > OFF_EDGE:
                in_blank = half and 0 < over < MOST_BLANK
                self.add("part-trimmed" if in_blank else "flush", line,
                         "%+.2f mm: …%s" % (over, line.text[-12:]))


def _strays(lines, first, pitch):
    """The lines whose baselines are no whole number of pitches from the first."""
    return [line for line in lines
            if abs((line.y - first + pitch / 2) % pitch - pitch / 2) > OFF_GRID]


def steps_of(lines):
    """From each line to the next one: mm."""
    ys = sorted(line.y for line in lines)
    return [b - a for a, b in zip(ys, ys[1:])]


def usual_pitch(pages):
    """The pitch of the standard's grid, unless most lines of the document follow another one."""
    steps = [step for lines in pages for step in steps_of(lines)]
    usual = Counter(round(step, 2) for step in steps).most_common(1)
    if not usual or abs(usual[0][0] - PITCH) < 0.02:
        return PITCH
    return statistics.mean(step for step in steps if abs(step - usual[0][0]) < 0.01)


def off_grid(lines, pitch):
    """The lines of a page that stand neither on the common grid nor evenly on one of their own."""
    lines = sorted(lines, key=lambda line: line.y)
    strays = _strays(lines, BASELINE, pitch)
    steps = steps_of(lines)
    if not strays or len(lines) < 3:
        return strays
    own = statistics.median(step for step in steps if step < 1.5 * min(steps))
    if abs(own - pitch) < 0.03:  # the common pitch, so the common places too
        return strays
    own_strays = _strays(lines, lines[0].y, own)
    return min(strays, own_strays, key=len)


def find(pdf, source=""):
    """All faults of a PDF, and what is no fault for want of another way."""
    return Finder(read(pdf), source).find()


def count(faults):
    return Counter(fault.kind for fault in faults)


def main():
    total = Counter()
    for pdf in sys.argv[1:]:
        faults = find(pdf)
        for fault in faults:
            print("%s: %s" % (pdf, fault))
        total += count(faults)
    for kind, meaning in KINDS.items():
        print("%5d  %-14s %s" % (total[kind], kind, meaning))


if __name__ == "__main__":
    main()
