# SPDX-License-Identifier: Apache-2.0
"""Clause 10.1: the form of a letter (信函格式)."""

from clause import LETTER, clause
from measured import BOTTOM, CENTRE, LEFT, MARKS, RIGHT, ROW, ZI, is_red, near, same, within
from pdftrace import MM

GAP = 7 / 8 * ZI  # 7/8 of a 三号 character, 4.875 mm
EM = 14 * MM


@clause("F01", "10.1: the mark is the organ's name without 文件, red 小标宋", forms=LETTER, also="T06")
def letter_mark_is_a_name(doc):
    text = "".join(glyph.text for glyph in doc.mark)
    same("mark", text, doc.names("issuers")[0])
    same("faces of the mark", {glyph.face for glyph in doc.mark}, {"小标宋"})


@clause("F01", "10.1: the mark is centred, its upper edge 30 mm below the page's", forms=LETTER,
        ink=True)
def letter_mark_stands_at_30_mm(doc):
    near("ink top of the mark", doc.mark_ink().top, 30, 0.5)
    near("centre of the mark", doc.mark_ink().centre, CENTRE, 0.5)


@clause("F02", "10.1: two red double rules of 170 mm, thick above thin and thin above thick",
        forms=LETTER)
def double_rules(doc):
    same("red rules", len(doc.red_rules), 4)
    first, second, third, fourth = sorted(doc.red_rules, key=lambda rule: rule.y0)
    for rule in doc.red_rules:
        near("length of a rule", rule.length, 170, 0.3)
        within("left end of a rule", rule.x0, 19.85, 21.15)
    assert first.thickness > second.thickness + 0.1, "the upper double rule is not thick above thin"
    assert third.thickness < fourth.thickness - 0.1, "the lower double rule is not thin above thick"
    for upper, lower in ((first, second), (third, fourth)):
        within("between two rules", lower.y0 - upper.y1, 0.1, 2)
    near("lower edge of the lower double rule", fourth.y1, 297 - 20, 0.5)


@clause("F02", "10.1: the upper double rule stands 4 mm below the mark", forms=LETTER, ink=True)
def double_rule_stands_below_the_mark(doc):
    mark = doc.ink(doc.first.number, 15, 25, 200, min(rule.y0 for rule in doc.red_rules) - 0.2)
    near("from mark to rule", min(rule.y0 for rule in doc.red_rules) - mark.bottom, 4, 0.5)


@clause("F02", "10.1: no double rules behind page 1", forms=LETTER)
def double_rules_stand_on_page_1(doc):
    for page in doc.pages[1:]:
        same("red rules on page %d" % page.number,
             [rule for rule in page.rules if is_red(rule.ink)], [])


@clause("F03", "10.1: the number ends at the type area's right edge, 7/8 of a character below the "
        "double rule", needs=["number"], forms=LETTER)
def letter_number_stands_at_the_right(doc):
    line = doc.one(doc.source["number"])
    near("right edge of the number", line.x1, RIGHT, 0.15)
    near("below the double rule", line.top - upper_rules_end(doc), GAP, 0.3)
    near("size", line[0].size, 16, 0.3)


@clause("F03", "10.1: copy number, secrecy and urgency begin at the left edge, below each other",
        needs=["copy_number", "secrecy", "urgency"], forms=LETTER)
def letter_secrecy_stands_at_the_left(doc):
    texts = ["%06d" % int(doc.source["copy_number"]), doc.source["secrecy"], doc.source["urgency"]]
    lines = [doc.one(text) for text in texts]
    near("below the double rule", lines[0].top - upper_rules_end(doc), GAP, 0.3)
    for number, line in enumerate(lines):
        near("left edge of %s" % line.text, line.x0, LEFT, 0.15)
        near("baseline of %s" % line.text, line.y, lines[0].y + number * ROW, 0.05)
    for line in lines[1:]:
        same("faces of %s" % line.text, {glyph.face for glyph in line}, {"黑体"})


def upper_rules_end(doc):
    return sorted(doc.red_rules, key=lambda rule: rule.y0)[1].y1


@clause("F04", "10.1: the title stands two lines below what is above it", needs=["title"],
        forms=LETTER)
def letter_title_stands_two_lines_below(doc):
    title = doc.title()[0]
    above = [line for line in doc.first.text_lines if line.y < title.y]
    within("above the title", title.top - above[-1].bottom, 20, 28)


@clause("F04", "10.1: text keeps 7/8 of a character from the lower double rule", forms=LETTER)
def letter_text_ends_above_the_rule(doc):
    rule = sorted(doc.red_rules, key=lambda rule: rule.y0)[2]
    within("from text to the rule", rule.y0 - doc.first.text_lines[-1].bottom, GAP, 297)


@clause("F05", "10.1: page 1 bears no number, the pages behind it do", forms=LETTER, also="T09")
def letter_begins_without_a_number(doc):
    assert not doc.first.folio, "a number on page 1"
    below = [line.text for line in doc.first.text_lines if line.top > BOTTOM]
    same("text below the type area", below, [])
    for page in doc.pages[1:]:
        assert page.folio, "no number on page %d" % page.number


@clause("F06", "10.1: the imprint has neither rules nor printing office, and ends the last page",
        needs=["copies_to"], forms=LETTER)
def letter_imprint_is_bare(doc):
    same("black rules", [rule for page in doc.pages for rule in page.rules if not is_red(rule.ink)],
         [])
    same("印发", doc.count("印发"), 0)
    line = doc.last.text_lines[-1]
    assert line.text.endswith("。"), "%s ends the last page" % line.text
    near("lower edge of the imprint", line.bottom, BOTTOM, 0.3)


@clause("F06", "10.1, 7.4.2: 抄送： in 四号仿宋, one 字 from both edges", needs=["copies_to"],
        forms=LETTER)
def letter_copies_are_indented(doc):
    line = next(line for line in doc.last.text_lines if line.text.startswith("抄送："))
    near("size", line[0].size, 14, 0.3)
    same("faces", {glyph.face for glyph in line}, {"仿宋"})
    within("left blank", line.x0 - LEFT, EM - 0.15, ZI + 0.15)
    spare = EM / 2 if line[-1].text in MARKS else 0
    within("right blank", RIGHT - line.x1 + spare, EM - 0.15, 156)
