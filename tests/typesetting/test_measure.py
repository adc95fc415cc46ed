#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A measure that cannot fail is worth nothing: each kind of fault, made by hand, must be found.

Every case is a real PDF (made.py) that is read like any other; beside each fault stands a page
without it, on which nothing may be found.
"""

import math
import tempfile
import unittest
from pathlib import Path

import faults
import made
from faults import BASELINE, PITCH
from fit import CLOSER, Text
from paragraphs import CELL, LEFT, read
from rules import forbidden

HAN = "各部门要按照年初确定的计划逐项推进并把进度和难点写进月报送办公室备查同时抄送审计机关"


def han(count, start=0):
    """So many hanzi."""
    return "".join(HAN[(start + i) % len(HAN)] for i in range(count))


def page(*paragraphs, first=0, pitch=PITCH):
    """The lines of a page: each paragraph is its lines, or (its lines, its face), or ready letters."""
    lines = []
    for paragraph in paragraphs:
        texts, face = paragraph if isinstance(paragraph, tuple) else (paragraph, "仿宋")
        letters = made.paragraph(texts) if isinstance(texts[0], str) else texts
        for line in letters:
            lines.append((line, BASELINE + (first + len(lines)) * pitch, face))
    return lines


def found(*pages, source=""):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.pdf"
        path.write_bytes(made.pdf(pages))
        return [fault.name for fault in faults.find(path, source)]


def broken(tail, head):
    """What is found when a line ends in `tail` and the next begins with `head`.

    A Western letter has not the width that made.py thinks, so the edge is not looked at.
    """
    lines = page([han(26 - math.ceil(made.natural(tail))) + tail, head + han(9) + "。"])
    return [name for name in found(lines) if name != "flush"]


class Breaks(unittest.TestCase):
    def test_nothing(self):
        self.assertEqual(found(page([han(26), han(28, 5), han(9) + "。"], [han(12) + "。"])), [])
        for tail, head in (("，", "“甲"), ("甲——", "乙"), ("甲", "——乙"), ("甲……", "乙"), ("2024年", "底"),
                           ("“甲”", "（乙"), ("e-", "mail"), ("甲", "-5℃")):
            self.assertEqual(broken(tail, head), [], (tail, head))

    def test_start(self):
        for head in "，、；：。？！”’）〕》〉】～·/%‰℃":
            self.assertIn(broken("甲", head + "乙"), (["start: mark"], ["start: connector"]), head)
        self.assertEqual(broken("5", "—8级"), ["start: connector"])

    def test_end(self):
        for tail in "“‘（〔《〈【№￥/":
            self.assertEqual(broken(tail, "乙"), ["end: mark"], tail)

    def test_torn(self):
        for tail, head, what in (
                ("1,2", "34.5元", "number"), ("1,234.", "5元", "number"), ("2024", "年底", "date"),
                ("3", "月前", "date"), ("2024年", "3月", "date"), ("2024年3月15", "日", "date"), ("12.5", "公里", "unit"),
                ("2.5公", "里", "inside a unit"), ("300万", "元", "inside a unit"),
                ("〔2015〕", "42号", "document number"), ("〔20", "15〕42号", "document number"),
                ("〔2015〕42", "号", "document number"), ("（甲政", "发〔2015〕42号）", "organ's code"),
                ("甲—", "—乙", "dash"), ("甲…", "…乙", "ellipsis"), ("Inter", "net", "word"),
                ("PM2.", "5", "number"), ("3～", "5个", "number"), ("R&", "D", "word")):
            kind = "code: " if what == "organ's code" else "torn: "
            self.assertEqual(broken(tail, head), [kind + what], (tail, head))
        self.assertEqual(broken("12.5", "%的"), ["start: mark"])

    def test_address(self):
        text = "网址为https://www.example.cn/a。"
        self.assertEqual([text[at - 1] + text[at] for at in range(4, len(text) - 1)
                          if at not in forbidden(text)],
                         ["/w", ".e", ".c", "/a"])

    def test_space_at_the_end(self):
        lines = page([han(22) + "Open", "Data" + han(8) + "。"])
        self.assertIn("torn: word", found(lines))
        self.assertNotIn("torn: word", found(lines, source="的Open Data的"))

    def test_across_pages(self):
        self.assertEqual(found(page([han(26)], first=21), page([[*made.placed("，" + han(9))]])),
                         ["start: mark", "widow-forced"])

    def test_recipients(self):
        letters = [made.placed(han(28), LEFT, 28), made.placed("、" + han(4) + "：")]
        self.assertEqual(found(page(letters, [han(8) + "。"])), ["start: mark"])


class Paragraphs(unittest.TestCase):
    def test_single(self):
        self.assertEqual(found(page([han(26), han(28), "甲。"])), ["single-forced"])
        self.assertEqual(found(page([han(26), han(26) + "，乙", "甲。"])), ["single-forced"])
        self.assertEqual(found(page([han(26), han(24) + "，“乙", "甲。"])), ["single"])
        self.assertEqual(found(page([han(26), han(28), "甲乙。"])), [])

    def test_widow(self):
        """Its own paragraph, or one that begins on the page before, could be shorter by a line."""
        drawn_in = [han(26), (han(4) + "，") * 4 + han(8), "甲乙。"]
        full = [han(26), han(28), han(20) + "。"]
        own = page([made.placed(han(26), LEFT + 2 * CELL, 26),
                    made.placed(drawn_in[1], LEFT, 28)], first=20)
        self.assertEqual(found(own, page([made.placed("甲乙。")], [han(9)])), ["widow"])
        forced = [made.placed(han(26), LEFT + 2 * CELL, 26), made.placed(han(28), LEFT, 28)]
        rest = page([made.placed(han(20) + "。")], [han(9)])
        self.assertEqual(found(page(forced, first=20), rest), ["widow-forced"])
        self.assertEqual(found(page(drawn_in, forced, first=17), rest), ["widow"])
        self.assertEqual(found(page(full, forced, first=17), rest), ["widow-forced"])
        sign_off = page([made.placed(han(20) + "。")], [made.placed(han(9), LEFT + 13 * CELL)])
        self.assertEqual(found(page(drawn_in, forced, first=17), sign_off), ["widow-forced"])

    def test_short(self):
        text = [han(20) + "。"]
        self.assertEqual(found(page(text, first=20), page(text)), ["short"])
        self.assertEqual(found(page(text, first=21), page(text)), [])
        self.assertEqual(found(page(text, first=20), page(text, first=2)), [])

    def test_heading(self):
        heading, text = (["一、" + han(6)], "黑体"), [han(20) + "。"]
        self.assertEqual(found(page(text, heading, first=20), page(text)), ["heading"])
        self.assertEqual(found(page(text, (["（一）" + han(6)], "楷体"), first=20), page(text)), ["heading"])
        self.assertEqual(found(page(heading, text, first=20), page(text)), [])
        self.assertEqual(found(page(text, heading, first=20)), [])

    def test_grid(self):
        lines = page(*[[han(20) + "。"]] * 5)
        letters, y, face = lines[2]
        self.assertEqual(found(lines[:2] + [(letters, y + 0.08, face)] + lines[3:]), ["grid"])
        self.assertEqual(found(lines[:2] + [(letters, y + 0.03, face)] + lines[3:]), [])
        self.assertEqual(found(page(*[[han(20) + "。"]] * 5, pitch=PITCH * 0.95)), [])
        self.assertEqual(found([(letters, y + 0.2, face) for letters, y, face in lines]), ["grid"] * 5)

    def test_flush(self):
        def end(text, cells):
            return found(page([made.placed(text, LEFT + 2 * CELL, cells)], [made.placed(han(9))]))
        self.assertEqual(end(han(26), 26), [])
        self.assertEqual(end(han(26), 26.03), ["flush"])
        self.assertEqual(end(han(26), 25.9), ["flush"])
        self.assertEqual(end(han(25) + "，", 26.5), [])
        self.assertEqual(end(han(25) + "，", 26.2), ["part-trimmed"])
        self.assertEqual(end(han(26), 26.5), ["flush"])
        self.assertEqual(end(han(25) + "，", 27), ["flush"])

    def test_trimmed_start(self):
        letters = [made.placed(han(26), LEFT + 2 * CELL, 26), made.placed("“" + han(9) + "。")]
        letters[1] = [(character, x - CELL / 2) for character, x in letters[1]]
        self.assertEqual(found(page(letters)), [])


class Fit(unittest.TestCase):
    def counts(self, text):
        return Text([(c, made.width(c)) for c in text], (26, 28)).line_counts(CLOSER)

    def test_counts(self):
        self.assertEqual(self.counts(han(54)), {2})
        self.assertEqual(self.counts(han(55)), set())  # a single hanzi is left, and nothing gives way
        self.assertEqual(self.counts(han(20) + "，" + han(5) + "甲"), {1})
        self.assertEqual(self.counts(han(27) + "乙丙"), {2})

    def test_reader(self):
        """A paragraph goes on over the page; what is indented anew is another."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "made.pdf"
            path.write_bytes(made.pdf([
                page([han(26), han(28)], first=20),
                page([made.placed(han(5) + "。")], [han(26), "“" + han(9) + "。"])]))
            paper = read(path)
        self.assertEqual([len(p.lines) for p in paper.paragraphs], [3, 2])
        self.assertEqual({p.kind for p in paper.paragraphs}, {"body"})

    def test_no_break(self):
        self.assertEqual(forbidden("甲乙丙"), {})
        self.assertEqual(forbidden("甲，乙"), {1: "start: mark"})


if __name__ == "__main__":
    unittest.main()
