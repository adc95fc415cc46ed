# SPDX-License-Identifier: Apache-2.0
"""Clause 7.4: the imprint (版记)."""

import source
from clause import HEADED, MINUTES, clause
from measured import BOTTOM, LEFT, MARKS, RIGHT, ZI, near, same, within
from pdftrace import MM

EM = 14 * MM  # a 四号 character, 4.94 mm
BLANK = (EM - 0.15, ZI + 0.15)  # 空一字: one of the element's own size, or of 三号
RULED = HEADED + MINUTES  # forms whose imprint has rules


@clause("D01", "7.4.1: rules 156 mm long, first and last 0.35 mm thick, others 0.25 mm",
        needs=["printer"], forms=RULED)
def rules_of_the_imprint(doc):
    rules = doc.imprint_rules()
    for number, rule in enumerate(rules):
        outer = number in (0, len(rules) - 1)
        near("left end of rule %d" % (number + 1), rule.x0, LEFT, 0.15)
        near("right end of rule %d" % (number + 1), rule.x1, RIGHT, 0.15)
        near("thickness of rule %d" % (number + 1), rule.thickness, 0.35 if outer else 0.25, 0.03)
        assert rule.ink in ((0, 0, 0), (0,), (0, 0, 0, 1)), "ink of rule %d" % (number + 1)


@clause("D01", "7.4.1: the last rule lies on the lower edge of the type area",
        needs=["printer"], forms=RULED)
def last_rule_lies_on_the_lower_edge(doc):
    near("lower edge of the last rule", doc.imprint_rules()[-1].y1, BOTTOM, 0.3)


@clause("D02", "7.4.2: 抄送： in 四号仿宋, one 字 from both edges, 。 at the end",
        needs=["copies_to"])
def copies_stand_in_the_imprint(doc):
    stands_in_the_imprint(doc, "抄送：", "copies_to", "。")


@clause("D03", "7.4.2: too many recipients stand in the imprint as 主送：, no rule before 抄送：",
        on=["recipients", "eight-organs", "ten-organs"], also="T02")
def recipients_move_to_the_imprint(doc):
    lines = stands_in_the_imprint(doc, "主送：", "recipients", "。")
    copies = doc.find("抄送：", start=doc.pages.index(doc.last))[0]
    between = [rule for rule in doc.imprint_rules() if lines[-1].y < rule.y0 < copies.y]
    same("rules between 主送 and 抄送", len(between), 0)
    near("from 主送 to 抄送", copies.y - lines[-1].y, EM + 7 / 8 * ZI, 0.6)


def stands_in_the_imprint(doc, label, key, end):
    """The lines of a text of the imprint, after looking at its type and edges."""
    value = doc.source[key]
    text = label + ("，".join(value) if isinstance(value, list) else value)
    lines = find_list(doc, text)
    same("page", lines[0].place[0], doc.last.number)
    for line in lines:
        same("faces", {glyph.face for glyph in line}, {"仿宋"})
        near("size", line[0].size, 14, 0.3)
    within("left blank", lines[0].x0 - LEFT, *BLANK)
    last = doc.last.text_lines[lines[-1].place[1]]
    same("end of the last line", last[-1].text, end)
    for line in lines[1:]:
        near("beginning of a further line", line.x0, lines[0][len(label)].x, 0.15)
    for line in lines:
        # A mark at the end of a line may give up the empty half of its cell.
        spare = EM / 2 if line[-1].text in MARKS else 0
        within("right blank of %s" % line.text, RIGHT - line.x1 + spare, EM - 0.15, 156)
    return lines


def find_list(doc, text):
    """A list may be joined by ， or by 、: both are seen."""
    try:
        return doc.find(text, start=doc.pages.index(doc.last))
    except AssertionError:
        return doc.find(text.replace("，", "、"), start=doc.pages.index(doc.last))


@clause("D04", "7.4.3: printing office one 字 from the left, date one 字 from the right, a line",
        needs=["printer"], forms=RULED)
def printer_and_date_share_a_line(doc):
    line = doc.imprint_lines()[-2 if doc.print_run() else -1]
    office, date = doc.source["printer"], source.date(doc.source["printed_on"]) + "印发"
    same("last line of the imprint", source.squeeze(line.text), source.squeeze(office + date))
    within("left blank", line.x0 - LEFT, *BLANK)
    within("right blank", RIGHT - line.x1, *BLANK)
    near("size", line[0].size, 14, 0.3)
    same("faces", {glyph.face for glyph in line}, {"仿宋"})
    if not doc.print_run():
        within("above the last rule", doc.imprint_rules()[-1].y0 - line.bottom, 2.35, 4.9)


@clause("D05", "7.4: printed on both sides, the imprint stands on an even page",
        needs=["even_imprint", "printer"], forms=RULED)
def imprint_stands_on_an_even_page(doc):
    same("page of the imprint modulo 2", doc.last.number % 2, 0)
    same("rules of the imprint", len(doc.imprint_rules()), 3 if doc.has("copies_to") else 2)


@clause("D06", "custom: the print run below the printing office, one 字 from the right",
        needs=["print_run"])
def print_run_stands_above_the_last_rule(doc):
    line = doc.imprint_lines()[-1]
    same("print run", line.text, "（共印%s份）" % doc.print_run())
    within("right blank", RIGHT - line.x1, *BLANK)
    near("size", line[0].size, 14, 0.3)
    within("above the last rule", doc.imprint_rules()[-1].y0 - line.bottom, 2.35, 4.9)


@clause("D07", "7.4: the imprint stands at the foot of the last page, whole, and nowhere else",
        needs=["printer", "!table"], forms=RULED, also="T03")
def imprint_stands_on_the_last_page(doc):
    for page in doc.pages:
        if page is doc.last:
            continue
        black = [rule for rule in page.rules if rule not in doc.red_rules]
        assert page.turned or not black, "rules on page %d" % page.number
    rules = doc.imprint_rules()
    moved = doc.has("recipients") and not doc.recipients()
    same("rules", len(rules), 3 if doc.has("copies_to") or moved else 2)
    main = [line for line in doc.last.text_lines if line.y < rules[0].y0]
    same("lines below the last rule",
         len([line for line in doc.last.text_lines if line.y > rules[-1].y0]), 0)
    if main:
        assert main[-1].bottom < rules[0].y0, "the imprint runs into the text"
