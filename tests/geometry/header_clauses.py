# SPDX-License-Identifier: Apache-2.0
"""Clause 7.2: the header (版头), from the copy number to the red rule."""

import itertools

import source
from clause import clause
from measured import CENTRE, LEFT, RIGHT, ROW, TOP, ZI, baseline, near, same, within
from pdftrace import MM


@clause("B01", "7.2.1: six digits of the copy number, flush left on line 1", needs=["copy_number"])
def copy_number(doc):
    line = doc.one("%06d" % int(doc.source["copy_number"]))
    near("left edge", line.x0, LEFT, 0.3)
    near("baseline", line.y, baseline(1), 0.05)


@clause("B02", "7.2.2: secrecy in 黑体, flush left on line 2", needs=["secrecy"])
def secrecy(doc):
    line = doc.one(doc.source["secrecy"])
    near("left edge", line.x0, LEFT, 0.3)
    near("baseline", line.y, baseline(2), 0.05)
    same("faces", {glyph.face for glyph in line}, {"黑体"})


@clause("B03", "7.2.3: urgency in 黑体, on the line below", needs=["urgency"])
def urgency(doc):
    line = doc.one(doc.source["urgency"])
    near("left edge", line.x0, LEFT, 0.3)
    near("baseline", line.y, baseline(3 if doc.has("secrecy") else 1), 0.05)
    same("faces", {glyph.face for glyph in line}, {"黑体"})


@clause("B04", "7.2.4: the mark's upper edge is 35 mm below the type area's", ink=True)
def mark_stands_at_35_mm(doc):
    near("ink top of the mark", doc.mark_ink().top, TOP + 35, 0.5)


@clause("B04", "7.2.4: the mark is centred, and no wider than the type area", ink=True)
def mark_is_centred(doc):
    box = doc.mark_ink()
    near("centre of the mark", box.centre, CENTRE, 0.5)
    within("width of the mark", box.x1 - box.x0, 0, 156)


@clause("B04", "7.2.4: the mark is red 小标宋, a character at most 22 mm high and 15 mm wide")
def mark_is_red_and_not_too_large(doc):
    same("faces of the mark", {glyph.face for glyph in doc.mark}, {"小标宋"})
    for glyph in doc.mark:
        within("height of %s" % glyph.text, glyph.size * MM, 0, 22.01)
        within("width of %s" % glyph.text, glyph.x1 - glyph.x, 0, 15.01)


@clause("B05", "7.2.4: 文件 stands right of several names, in the middle of their height",
        on=["request"])
def suffix_stands_beside_the_names(doc):
    names, suffix = doc.mark[:-2], doc.mark[-2:]
    same("suffix", "".join(glyph.text for glyph in suffix), "文件")
    assert suffix[0].x > max(glyph.x1 for glyph in names) - 0.1, "文件 is not right of the names"
    near("middle of 文件", (suffix[0].top + suffix[0].bottom) / 2,
         (names[0].top + names[-1].bottom) / 2, 0.5)


@clause("B06", "7.2.5: the number is centred", on=["notice", "long", "recipients"])
def number_is_centred(doc):
    line = doc.one(doc.source["number"])
    near("centre of the number", line.centre, CENTRE, 0.3)
    same("faces", {glyph.face for glyph in line}, {"仿宋"})
    near("size", line[0].size, 16, 0.3)


@clause("B06", "7.2.5: two blank lines between mark and number, 20 to 26 mm",
        on=["notice", "long", "recipients"], ink=True)
def number_stands_two_lines_below_the_mark(doc):
    gap = doc.one(doc.source["number"]).top - doc.mark_ink().bottom
    within("between mark and number", gap, 20, 26)


@clause("B07", "7.2.5: upward, the number stands one 字 from the left on the last signers' line",
        needs=["signers"])
def number_stands_beside_the_last_signer(doc):
    line = doc.one(doc.source["number"])
    near("left edge of the number", line.x0, LEFT + ZI, 0.15)
    near("baseline of the number", line.y, signer_rows(doc)[-1].y, 0.05)


@clause("B08", "7.2.6: 签发人： in 仿宋, the names in 楷体", needs=["signers"])
def signers_are_kai(doc):
    label = doc.one("签发人：")
    same("face of 签发人：", {glyph.face for glyph in label}, {"仿宋"})
    for name in doc.names("signers"):
        same("face of %s" % name, {glyph.face for glyph in signer(doc, name)}, {"楷体"})


@clause("B08", "7.2.6: the signers stand two in a row, one 字 from the right", needs=["signers"])
def signers_stand_in_rows(doc):
    rows = signer_rows(doc)
    same("rows", len(rows), (len(doc.names("signers")) + 1) // 2)
    for row in rows:
        near("right edge of %s" % row.text, row.x1, RIGHT - ZI, 0.15)
        near("first name of the row", row.x0, rows[0].x0, 0.15)
    for row, next_row in itertools.pairwise(rows):
        near("row to row", next_row.y - row.y, ROW, 0.05)


@clause("B08", "7.2.6: names of two characters are as wide as those of three", needs=["signers"])
def short_names_are_spread(doc):
    for name in doc.names("signers"):
        line = signer(doc, name)
        near("width of %s" % name, line.x1 - line.x0, 3 * ZI, 0.15)


@clause("B08", "7.2.6: two blank lines between mark and signers", needs=["signers"], ink=True)
def signers_stand_two_lines_below_the_mark(doc):
    gap = signer_rows(doc)[0].top - doc.mark_ink().bottom
    within("between mark and signers", gap, 20, 26)


def signer(doc, name):
    return doc.one(source.squeeze(name))


def signer_rows(doc):
    """Names that share a baseline, in order."""
    rows = []
    for name in doc.names("signers"):
        line = signer(doc, name)
        if rows and abs(rows[-1].y - line.y) < 1:
            rows[-1].extend(line)
        else:
            rows.append(line)
    return rows


@clause("B09", "7.2.7: a red rule 4 mm under the number, 156 mm long", needs=["number"])
def red_rule(doc):
    same("red rules", len(doc.red_rules), 1)
    rule = doc.red_rules[0]
    number = doc.one(doc.source["number"])
    near("between number and rule", rule.y0 - number.bottom, 4.0, 0.5)
    near("left end", rule.x0, LEFT, 0.15)
    near("right end", rule.x1, RIGHT, 0.15)
    near("thickness", rule.thickness, 0.5, 0.03)
