# SPDX-License-Identifier: Apache-2.0
"""Clause 7.2: the header (版头), from the copy number to the red rule."""

import itertools

import source
from clause import HEADED, LETTER, MINUTES, ORDER, clause
from measured import (CENTRE, LEFT, LINES, RIGHT, ROW, TOP, ZI, baseline, is_red, near, same,
                      within)
from pdftrace import MM

MARKED = HEADED + LETTER + ORDER + MINUTES + ("resolution",)


@clause("B01", "7.2.1: six digits of the copy number, flush left on line 1", needs=["copy_number"],
        forms=HEADED)
def copy_number(doc):
    line = doc.one("%06d" % int(doc.source["copy_number"]))
    near("left edge", line.x0, LEFT, 0.3)
    near("baseline", line.y, baseline(1), 0.05)


@clause("B02", "7.2.2: secrecy in 黑体, flush left on line 2", needs=["secrecy"], forms=HEADED)
def secrecy(doc):
    line = doc.one(doc.source["secrecy"])
    near("left edge", line.x0, LEFT, 0.3)
    near("baseline", line.y, baseline(2), 0.05)
    same("faces", {glyph.face for glyph in line}, {"黑体"})


@clause("T15", "条例 9: what is secret bears a copy number too, six digits", needs=["secrecy"],
        forms=HEADED + LETTER)
def secret_documents_bear_a_number(doc):
    same("copy numbers", doc.count("%06d" % int(doc.source["copy_number"])), 1)


@clause("B03", "7.2.3: urgency in 黑体, on the line below", needs=["urgency"], forms=HEADED)
def urgency(doc):
    line = doc.one(doc.source["urgency"])
    near("left edge", line.x0, LEFT, 0.3)
    near("baseline", line.y, baseline(3 if doc.has("secrecy") else 1), 0.05)
    same("faces", {glyph.face for glyph in line}, {"黑体"})


@clause("B04", "7.2.4: the mark's upper edge is 35 mm below the type area's",
        needs=["!preprinted"], forms=HEADED + MINUTES, ink=True)
def mark_stands_at_35_mm(doc):
    near("ink top of the mark", doc.mark_ink().top, TOP + 35, 0.5)


@clause("B04", "7.2.4: the mark is centred, and no wider than the type area",
        needs=["!preprinted"], forms=MARKED, ink=True)
def mark_is_centred(doc):
    box = doc.mark_ink()
    near("centre of the mark", box.centre, CENTRE, 0.5)
    within("width of the mark", box.x1 - box.x0, 0, 156)


@clause("B04", "7.2.4: the mark is red 小标宋, a character at most 22 mm high and 15 mm wide",
        needs=["!preprinted"], forms=MARKED)
def mark_is_red_and_not_too_large(doc):
    same("faces of the mark", {glyph.face for glyph in doc.mark}, {"小标宋"})
    for glyph in doc.mark:
        within("height of %s" % glyph.text, glyph.size * MM, 0, 22.01)
        within("width of %s" % glyph.text, glyph.x1 - glyph.x, 0, 15.01)


@clause("B06", "7.2.5: the number is centred", needs=["number"], forms=("downward",))
def number_is_centred(doc):
    line = doc.one(doc.source["number"])
    near("centre of the number", line.centre, CENTRE, 0.3)
    same("faces", {glyph.face for glyph in line}, {"仿宋"})
    near("size", line[0].size, 16, 0.3)


@clause("B06", "7.2.5: two blank lines between mark and number, 20 to 26 mm",
        needs=["number", "!preprinted"], forms=("downward",), ink=True)
def number_stands_two_lines_below_the_mark(doc):
    gap = doc.one(doc.source["number"]).top - doc.mark_ink().bottom
    within("between mark and number", gap, 20, 26)


@clause("B07", "7.2.5: upward, the number stands one 字 from the left on the last signers' line",
        needs=["signers"], forms=("upward",), also="T04")
def number_stands_beside_the_last_signer(doc):
    line = doc.one(doc.source["number"])
    near("left edge of the number", line.x0, LEFT + ZI, 0.15)
    near("baseline of the number", line.y, signer_rows(doc)[-1].y, 0.05)


@clause("B08", "7.2.6: 签发人： in 仿宋, the names in 楷体",
        needs=["signers"], forms=("upward",), also="T04")
def signers_are_kai(doc):
    label = doc.one("签发人：")
    same("face of 签发人：", {glyph.face for glyph in label}, {"仿宋"})
    for name in doc.names("signers"):
        same("face of %s" % name, {glyph.face for glyph in signer(doc, name)}, {"楷体"})


@clause("B08", "7.2.6: the signers stand two in a row, one 字 from the right",
        needs=["signers"], forms=("upward",))
def signers_stand_in_rows(doc):
    rows = signer_rows(doc)
    same("rows", len(rows), (len(doc.names("signers")) + 1) // 2)
    for row in rows:
        near("right edge of %s" % row.text, row.x1, RIGHT - ZI, 0.15)
        near("first name of the row", row.x0, rows[0].x0, 0.15)
    for row, next_row in itertools.pairwise(rows):
        near("row to row", next_row.y - row.y, ROW, 0.05)


@clause("B08", "7.2.6: names of two characters are as wide as those of three",
        needs=["signers"], forms=("upward",))
def short_names_are_spread(doc):
    for name in doc.names("signers"):
        line = signer(doc, name)
        near("width of %s" % name, line.x1 - line.x0, 3 * ZI, 0.15)


@clause("B08", "7.2.6: two blank lines between mark and signers",
        needs=["signers"], forms=("upward",), ink=True)
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


@clause("B09", "7.2.7: a red rule 4 mm under the number, 156 mm long",
        needs=["number", "!preprinted", "!rule_star"], forms=HEADED)
def red_rule(doc):
    same("red rules", len(doc.red_rules), 1)
    rule = doc.red_rules[0]
    number = doc.one(doc.source["number"])
    near("between number and rule", rule.y0 - number.bottom, 4.0, 0.5)
    near("left end", rule.x0, LEFT, 0.15)
    near("right end", rule.x1, RIGHT, 0.15)
    near("thickness", rule.thickness, 0.5, 0.03)


@clause("B09", "7.2.7: a star, where a Party organ wants it, stands in the middle of the rule",
        needs=["rule_star"])
def star_stands_in_the_rule(doc):
    stars = [shape for shape in doc.first.shapes if any(map(is_red, shape.inks))]
    same("stars", len(stars), 1)
    left, right = doc.red_rules
    near("centre of the star", stars[0].centre, CENTRE, 0.15)
    near("left end", left.x0, LEFT, 0.15)
    near("right end", right.x1, RIGHT, 0.15)
    near("blank at the star's left", stars[0].x0 - left.x1, right.x0 - stars[0].x1, 0.15)
    within("blank at the star's left", stars[0].x0 - left.x1, 0.3, 3)
    # A star's middle is that of its circle, a tenth of its height below that of its box.
    radius = (stars[0].bottom - stars[0].top) / 1.809
    near("middle of the star", stars[0].top + radius, (left.y0 + left.y1) / 2, 0.15)


@clause("B10", "figure 2: a mark of one line, 72 to 94 mm; the title and eight lines on page 1",
        on=["fig05-seal"], ink=True)
def first_page_holds_eight_lines(doc):
    box = doc.mark_ink()
    near("top of the mark", box.top, 72, 0.5)
    within("bottom of the mark", box.bottom, 80, 94)
    near("rule", doc.red_rules[0].y0, doc.one(doc.source["number"]).bottom + 4, 0.5)
    lines = [line for line in doc.first.text_lines if line.y > doc.title()[-1].y]
    within("lines below the title", len(lines), 8, LINES)


@clause("B11", "preprinted letterhead: nothing red, and all else where it stands on plain paper",
        needs=["preprinted"])
def letterhead_is_left_out(doc):
    for page in doc.pages:
        red = [item for item in page.glyphs + page.rules if is_red(item.ink)]
        same("red on page %d" % page.number, len(red) + len(page.shapes), 0)
    printed = doc.again(lambda text: text.replace("letterhead: preprinted", ""))
    assert printed.mark and printed.red_rules, "nothing red with a printed letterhead either"
    for page, other in zip(doc.pages, printed.pages, strict=True):
        for line, same_line in zip(page.text_lines, other.text_lines, strict=True):
            same("line", line.text, same_line.text)
            near("y of %s" % line.text, line.y, same_line.y, 0.01)
            near("x of %s" % line.text, line.x0, same_line.x0, 0.01)
