# SPDX-License-Identifier: Apache-2.0
"""Clauses 10.2 and 10.3: orders (令) and minutes (纪要); material without a red head; house forms."""

import source
from clause import MINUTES, ORDER, clause
from measured import BOTTOM, CENTRE, LEFT, RIGHT, ROW, TOP, ZI, is_red, near, same, within


@clause("F07", "10.2: the mark ends in 令, red 小标宋; no red rule, no title and no recipients",
        forms=ORDER, also="T06")
def order_has_its_mark(doc):
    text = "".join(glyph.text for glyph in doc.mark)
    assert text.endswith("令"), "the mark is %s" % text
    same("faces of the mark", {glyph.face for glyph in doc.mark}, {"小标宋"})
    same("rules", [rule for page in doc.pages for rule in page.rules], [])
    texts = [line.text for line in doc.first.text_lines if line.y < doc.paragraphs()[0][0].y]
    same("lines above the body", texts, [doc.source["issue"]])


@clause("F07", "10.2: the mark is centred, its upper edge 20 mm below the type area's", forms=ORDER,
        ink=True)
def order_mark_stands_at_20_mm(doc):
    near("ink top of the mark", doc.mark_ink().top, TOP + 20, 0.5)
    near("centre of the mark", doc.mark_ink().centre, CENTRE, 0.5)


@clause("F07", "10.2: 令号 stands centred, two lines below the mark", needs=["issue"], forms=ORDER,
        ink=True)
def order_number_stands_below_the_mark(doc):
    line = doc.one(doc.source["issue"])
    near("centre of 令号", line.centre, CENTRE, 0.3)
    within("between mark and 令号", line.top - doc.mark_ink().bottom, 20, 26)


@clause("F07", "10.2: the body begins two lines below 令号", needs=["issue"], forms=ORDER)
def order_body_stands_below_its_number(doc):
    gap = doc.paragraphs()[0][0].top - doc.one(doc.source["issue"]).bottom
    within("between 令号 and the body", gap, 20, 26)


@clause("F08", "10.3: the mark ends in 纪要, red 小标宋", forms=MINUTES, also="T06")
def minutes_have_their_mark(doc):
    text = "".join(glyph.text for glyph in doc.mark)
    assert text.endswith("纪要"), "the mark is %s" % text
    same("faces of the mark", {glyph.face for glyph in doc.mark}, {"小标宋"})


@clause("F08", "10.3: the mark is centred, its upper edge 35 mm below the type area's",
        forms=MINUTES, ink=True)
def minutes_mark_stands_at_35_mm(doc):
    near("ink top of the mark", doc.mark_ink().top, TOP + 35, 0.5)
    near("centre of the mark", doc.mark_ink().centre, CENTRE, 0.5)


@clause("F08", "10.3: 出席, 请假 and 列席 in 黑体, two 字 from the left, on lines of their own, the names "
        "in 仿宋, wrapped lines below the first name", needs=["present"], forms=MINUTES)
def attendance_is_listed(doc):
    above = doc.paragraphs()[-1][-1]
    step = 2 * ROW  # one blank line under the body
    for key, label in (("present", "出席："), ("excused", "请假："), ("attending", "列席：")):
        if not doc.has(key):
            continue
        lines = doc.find(label + "、".join(doc.names(key)))
        head, first = lines[0][: len(label)], lines[0][len(label)]
        same("faces of %s" % label, {glyph.face for glyph in head}, {"黑体"})
        near("size of %s" % label, head[0].size, 16, 0.3)
        near("left edge of %s" % label, head[0].x, LEFT + 2 * ZI, 0.15)
        near("above %s" % label, lines[0].y - above.y, step, 0.1)
        for line in lines[1:]:
            near("beginning of %s" % line.text, line.x0, first.x, 0.15)
        for glyph in lines[0][len(label) :] + [glyph for line in lines[1:] for glyph in line]:
            same("face of %s" % glyph.text, glyph.face, "仿宋")
        above, step = lines[-1], ROW


@clause("F08", "custom: the office and the date of minutes stand on a line 4 mm above the red rule",
        forms=MINUTES)
def minutes_bear_office_and_date(doc):
    line = doc.one(doc.names("issuers")[0] + source.date(doc.source["date"]))
    near("left edge of the office", line.x0, LEFT + ZI, 0.15)
    near("right edge of the date", line.x1, RIGHT - ZI, 0.15)
    rule, = doc.red_rules
    near("between line and rule", rule.y0 - line.bottom, 4, 0.5)
    near("length of the rule", rule.length, 156, 0.3)


@clause("F10", "plain material: no red at all, the same type area", forms=("plain",))
def plain_material_has_no_red(doc):
    for page in doc.pages:
        red = [item for item in page.glyphs + page.rules if is_red(item.ink)]
        same("red on page %d" % page.number, len(red), 0)
        same("rules on page %d" % page.number, page.rules, [])
    near("baseline of the title", doc.title()[0].y, TOP + ROW + 0.88 * ZI, 0.1)


@clause("F10", "plain material: the page number stands in the middle, 7 mm below the type area",
        forms=("plain",), ink=True)
def plain_numbers_stand_in_the_middle(doc):
    for page in doc.pages:
        near("centre of the number of page %d" % page.number, page.folio.centre, CENTRE, 0.3)
    dash = doc.first.folio[0]
    box = doc.ink(doc.first.number, dash.x, BOTTOM + 1, dash.x1, BOTTOM + 20)
    near("ink top of the dash", box.top, BOTTOM + 7, 0.5)
