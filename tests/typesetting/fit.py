# SPDX-License-Identifier: Apache-2.0
"""In how many lines can a paragraph be set? A small dynamic programme over its characters.

A line may be as narrow as its marks without their blank halves and its letters half a point
closer; it may be no looser than half a point a letter, or than the loosest line that stands there
already: what cannot be parted must stand somewhere.
"""

import re

from rules import HALF_BLANK, OPEN, forbidden, is_single

CLOSER = 0.5 / (156 / 28 * 72 / 25.4)  # half a point, in cells
LONGEST = 70  # characters of a line, at most
SLACK = 0.004  # cells: what rounding in a PDF may cost


class Text:
    """`letters`: (character, width in ems); `limits`: cells of the first line and of the others."""

    def __init__(self, letters, limits):
        self.letters = letters
        self.limits = limits
        self.text = "".join(character for character, _ in letters)
        self.no_break = forbidden(self.text)
        self.widths, self.blanks, self.gaps = [0], [0], [0]
        # The indent is two cells, and the brackets of a heading's number keep their shape.
        number = re.match("（[一二三四五六七八九十0-9]+）", self.text)
        whole = {0, number.end() - 1} if number else {0} if self.text[:1] in tuple(OPEN) else set()
        for at, (character, width) in enumerate(letters):
            blank = 0.5 if character in HALF_BLANK and width > 0.9 and at not in whole else 0
            self.widths.append(self.widths[-1] + width)
            self.blanks.append(self.blanks[-1] + blank)
            self.gaps.append(self.gaps[-1] + self._may_move(at))

    def _may_move(self, at):
        """May the letter behind this one stand closer? Not inside numbers, words and dashes; marks
        side by side have been drawn together already."""
        pair = self.text[at:at + 2]
        marks = all(character in HALF_BLANK for character in pair)
        whole = pair.isascii() or any(sign in pair for sign in "～—–…")
        return len(pair) == 2 and not whole and not marks

    def _trimmed(self, begin, end):
        while end > begin and self.text[end - 1] in " 　":
            end -= 1
        while begin < end and self.text[begin] == " ":
            begin += 1
        return begin, end

    def natural(self, begin, end):
        begin, end = self._trimmed(begin, end)
        return self.widths[end] - self.widths[begin]

    def movable(self, begin, end):
        begin, end = self._trimmed(begin, end)
        return max(self.gaps[end - 1] - self.gaps[begin], 0) if end > begin else 0

    def narrowest(self, begin, end):
        first, last = self._trimmed(begin, end)
        return self.natural(begin, end) - (self.blanks[last] - self.blanks[first]) \
            - CLOSER * self.movable(begin, end)

    def limit(self, begin):
        return self.limits[0] if begin == 0 else self.limits[1]

    def looseness(self, begin, end):
        """By how much each letter must stand away from the next to fill the line, in cells."""
        return (self.limit(begin) - self.natural(begin, end)) / max(self.movable(begin, end), 1)

    def line_counts(self, loosest=CLOSER):
        """All numbers of lines in which it can stand so that the last is no single hanzi."""
        size = len(self.letters)
        reached = [set() for _ in range(size + 1)]
        reached[0].add(0)
        for begin in range(size):
            if not reached[begin]:
                continue
            counts = {count + 1 for count in reached[begin]}
            for end in range(begin + 1, min(size, begin + LONGEST) + 1):
                if self.narrowest(begin, end) > self.limit(begin) + SLACK:
                    break
                if end == size:
                    if not is_single(self.text[begin:]):
                        reached[end] |= counts
                elif end not in self.no_break and self.looseness(begin, end) <= loosest + SLACK:
                    reached[end] |= counts
        return reached[size]
