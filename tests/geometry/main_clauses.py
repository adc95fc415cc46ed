# SPDX-License-Identifier: Apache-2.0
"""Clause 7.3: the main part (主体), from the title to attachments."""

import re

import source
from clause import clause
from measured import CENTRE, LEFT, RIGHT, ROW, ZI, baseline, near, same, within

LEVELS = (  # 7.3.3
    (re.compile(r"[一二三四五六七八九十]+、"), "黑体"),
    (re.compile(r"（[一二三四五六七八九十]+）"), "楷体"),
    (re.compile(r"\d+\."), "仿宋"),
    (re.compile(r"（\d+）"), "仿宋"),
)


@clause("C01", "7.3.1: the title is 小标宋 of 二号 (22 pt), its lines centred")
def title_is_centred(doc):
    for line in doc.title():
        near("centre of %s" % line.text, line.centre, CENTRE, 0.3)
        for glyph in line:
            near("size of %s" % glyph.text, glyph.size, 22, 0.3)
            same("face of %s" % glyph.text, glyph.face, "小标宋")


@clause("C01", "7.3.1: two blank lines between red rule and title, 20 to 28 mm")
def title_stands_two_lines_below_the_rule(doc):
    gap = doc.title()[0].top - doc.red_rules[0].y1
    within("between rule and title", gap, 20, 28)


@clause("C01", "7.3.1: the title is a trapezoid or a diamond, 20 characters wide at most")
def title_has_a_shape(doc):
    widths = [line.x1 - line.x0 for line in doc.title()]
    peak = widths.index(max(widths))
    shape = widths[:peak] == sorted(widths[:peak]) and (
        widths[peak:] == sorted(widths[peak:], reverse=True))
    trapezoid = widths == sorted(widths, reverse=True) or widths == sorted(widths)
    assert shape or trapezoid, "widths of the lines: %s" % widths
    within("widest line of the title", max(widths), 0, 156)


@clause("C02", "7.3.2: recipients flush left, one blank line under the title, ： at their end",
        on=["report", "request", "notice", "long"])
def recipients_stand_below_the_title(doc):
    lines = doc.recipients()
    assert lines, "no recipients under the title"
    for line in lines:
        near("left edge of %s" % line.text, line.x0, LEFT, 0.15)
    within("between title and recipients", lines[0].top - doc.title()[-1].bottom, 10, 16)


@clause("C03", "7.3.3: the body begins on page 1, on the line below the recipients")
def body_begins_on_page_1(doc):
    first = doc.paragraphs()[0][0]
    same("page of the first line of the body", first.place[0], 1)
    if doc.recipients():
        near("below the recipients", first.y - doc.recipients()[-1].y, ROW, 0.05)


@clause("C03", "7.3.3: a paragraph begins two 字 from the left edge and goes on flush left")
def paragraphs_are_indented(doc):
    for lines in doc.paragraphs():
        near("first line of %s" % lines[0].text, lines[0].x0, LEFT + 2 * ZI, 0.15)
        for line in lines[1:]:
            near("left edge of %s" % line.text, line.x0, LEFT, 0.15)


@clause("C04", "7.3.3: headings 一、 in 黑体, （一） in 楷体, 1. and （1） in 仿宋")
def headings_have_their_faces(doc):
    for lines in doc.paragraphs():
        for number, face in LEVELS:
            match = number.match(lines[0].text)
            if match:
                head = lines[0][: match.end() + 1]
                same("faces of %s" % lines[0].text, {glyph.face for glyph in head}, {face})


@clause("C05", "7.3.4: one blank line under the body, 附件： two 字 from the left, names aligned",
        needs=["attachments"])
def attachments_are_listed(doc):
    names = doc.names("attachments")
    several = len(names) > 1
    shown = ["%d.%s" % item if several else item[1] for item in enumerate(names, 1)]
    first = doc.find("附件：" + shown[0])
    near("附件：", first[0].x0, LEFT + 2 * ZI, 0.15)
    near("below the body", first[0].y - doc.paragraphs()[-1][-1].y, 2 * ROW, 0.1)
    for lines in [[first[0][3:]] + first[1:]] + [doc.find(name) for name in shown[1:]]:
        near("name of an attachment", lines[0][0].x, LEFT + 5 * ZI, 0.15)


@clause("C08", "7.3.5.2: one blank line under the text, the name two 字 from the right",
        needs=["date"])
def name_stands_two_characters_from_the_right(doc):
    names, date = doc.sign_off()
    near("below the text", names[0].y - doc.last_of_main().y, 2 * ROW, 0.1)
    widest = max(names, key=lambda line: line.x1 - line.x0)
    if date.x1 - date.x0 <= widest.x1 - widest.x0 + 0.1:
        near("right edge of the name", widest.x1, RIGHT - 2 * ZI, 0.15)


@clause("C08", "7.3.5.2: the date begins two 字 behind the name's beginning; a date longer than the"
        " name stands two 字 from the right", needs=["date"])
def date_begins_two_characters_later(doc):
    names, date = doc.sign_off()
    near("beginning of the date", date.x0 - names[-1].x0, 2 * ZI, 0.15)
    near("below the name", date.y - names[-1].y, ROW, 0.05)
    if date.x1 - date.x0 > max(line.x1 - line.x0 for line in names) + 0.1:
        near("right edge of the date", date.x1, RIGHT - 2 * ZI, 0.15)


@clause("C10", "7.3.5.4: the date in Arabic digits, whole, without leading zeros", needs=["date"])
def date_is_written_out(doc):
    _, date = doc.sign_off()
    same("date", date.text, source.date(doc.source["date"]))
    assert re.fullmatch(r"\d{4}年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日", date.text), date.text


@clause("C12", "7.3.6: the note in parentheses, two 字 from the left, on the line below the date",
        needs=["note"])
def note_stands_below_the_date(doc):
    lines = doc.find("（" + doc.source["note"] + "）")
    _, date = doc.sign_off()
    near("left edge of the note", lines[0].x0, LEFT + 2 * ZI, 0.15)
    near("below the date", lines[0].y - date.y, ROW, 0.05)


@clause("C13", "7.3.7: an attachment on a new page, 附件 and number in 黑体 on line 1, its title "
        "centred on line 3", on=["notice"])
def attachment_begins_a_page(doc):
    page = doc.last
    label, title = page.text_lines[:2]
    same("label", label.text, "附件3")
    same("face of the label", label[0].face, "黑体")
    near("left edge of the label", label.x0, LEFT, 0.15)
    near("baseline of the label", label.y, baseline(1), 0.05)
    same("title", title.text, doc.names("attachments")[-1])
    near("centre of the title", title.centre, CENTRE, 0.3)
    near("baseline of the title", title.y, baseline(3), 0.05)
