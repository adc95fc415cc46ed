# SPDX-License-Identifier: Apache-2.0
"""Clause 7.3: the main part (主体), from the title to attachments."""

import re

import source
from clause import HEADED, LETTER, MINUTES, SIGNED, TITLED, clause
from measured import CENTRE, LEFT, ROW, ZI, baseline, near, pitch, same, within
from pdftrace import MM

OPENING = "（《〈“‘〔"

LEVELS = (  # 7.3.3
    (re.compile(r"[一二三四五六七八九十]+、"), "黑体"),
    (re.compile(r"（[一二三四五六七八九十]+）"), "楷体"),
    (re.compile(r"\d+\."), "仿宋"),
    (re.compile(r"（\d+）"), "仿宋"),
)


@clause("C01", "7.3.1: the title is 小标宋 of 二号 (22 pt), its lines centred",
        needs=["title"], forms=TITLED)
def title_is_centred(doc):
    for line in doc.title():
        near("centre of %s" % line.text, line.centre, CENTRE, 0.3)
        for glyph in line:
            near("size of %s" % glyph.text, glyph.size, 22, 0.3)
            same("face of %s" % glyph.text, glyph.face, "小标宋")


@clause("C01", "7.3.1: two blank lines between red rule and title, 20 to 28 mm",
        needs=["title", "!preprinted"], forms=HEADED + MINUTES + ("resolution",))
def title_stands_two_lines_below_the_rule(doc):
    gap = doc.title()[0].top - doc.red_rules[-1].y1
    within("between rule and title", gap, 20, 28)


@clause("C01", "7.3.1: the title is a trapezoid or a diamond, 20 characters wide at most",
        needs=["title"], forms=TITLED)
def title_has_a_shape(doc):
    widths = [line.x1 - line.x0 for line in doc.title()]
    peak = widths.index(max(widths))
    shape = widths[:peak] == sorted(widths[:peak]) and (
        widths[peak:] == sorted(widths[peak:], reverse=True))
    trapezoid = widths == sorted(widths, reverse=True) or widths == sorted(widths)
    assert shape or trapezoid, "widths of the lines: %s" % widths
    within("widest line of the title", max(widths), 0, 156)


@clause("C02", "7.3.2: recipients flush left, one blank line under the title, ： at their end",
        needs=["recipients"], forms=HEADED + LETTER)
def recipients_stand_below_the_title(doc):
    lines = doc.recipients()
    if not lines:  # they stand in the imprint: D03
        return
    for line in lines:
        near("left edge of %s" % line.text, line.x0, LEFT, 0.15)
    within("between title and recipients", lines[0].top - doc.title()[-1].bottom, 10, 16)


@clause("C02", "7.3.2: the recipients stand either under the title or in the imprint",
        needs=["recipients"], forms=HEADED + LETTER)
def recipients_are_not_lost(doc):
    text = "、".join(doc.names("recipients"))
    same("places", bool(doc.recipients()) + bool(doc.count("主送：" + text)), 1)


@clause("C03", "7.3.3: the body begins on page 1, on the line below the recipients")
def body_begins_on_page_1(doc):
    first = doc.paragraphs()[0][0]
    same("page of the first line of the body", first.place[0], doc.first.number)
    if doc.recipients():
        near("below the recipients", first.y - doc.recipients()[-1].y, ROW, 0.05)


@clause("C03", "7.3.3: a paragraph begins two 字 from the left edge and goes on flush left")
def paragraphs_are_indented(doc):
    for lines in doc.paragraphs():
        near("first line of %s" % lines[0].text, lines[0].x0, LEFT + 2 * ZI, 0.15)
        for line in lines[1:]:
            # An opening mark may give up the empty half of its cell.
            spare = line[0].size * MM / 2 if line[0].text in OPENING else 0
            within("left edge of %s" % line.text, line.x0, LEFT - spare - 0.15, LEFT + 0.15)


@clause("C04", "7.3.3: headings 一、 in 黑体, （一） in 楷体, 1. and （1） in 仿宋; a heading is a first "
        "sentence of one line at most")
def headings_have_their_faces(doc):
    for lines in doc.paragraphs():
        for number, face in LEVELS:
            text = "".join(line.text for line in lines)
            if number.match(text):
                head = text.split("。")[0] + "。"[: "。" in text]
                short = sum(0.5 if char.isascii() else 1 for char in head) <= 28
                short &= not text.endswith("；")
                glyphs = [glyph for line in lines for glyph in line][: len(head)]
                same("faces of %s" % head, {glyph.face for glyph in glyphs},
                     {face if short else "仿宋"})


@clause("C04", "7.3.3: a heading is never the last line of its page")
def headings_stay_with_their_text(doc):
    for lines in doc.paragraphs():
        text = "".join(line.text for line in lines)
        if any(number.match(text) for number, _ in LEVELS[:2]) and "。" not in text:
            page, number = lines[-1].place
            below = doc.page(page).text_lines[number + 1 :]
            assert below, "%s ends page %d" % (text, page)


@clause("C05", "7.3.4: one blank line under the body, 附件： two 字 from the left, names aligned",
        needs=["listed"])
def attachments_are_listed(doc):
    listed = doc.attachment_list()
    first, above = listed[0][0], doc.paragraphs()[-1][-1]
    near("附件：", first.x0, LEFT + 2 * ZI, 0.15)
    if first.place[0] == above.place[0]:
        step = pitch(doc.page(first.place[0]))
        near("below the body", first.y - above.y, 2 * step, 0.1)
    near("name of attachment 1", first[3].x, LEFT + 5 * ZI, 0.15)
    for lines in listed[1:]:
        near("name of %s" % lines[0].text, lines[0].x0, LEFT + 5 * ZI, 0.15)


@clause("C05", "7.3.4: a name goes on below its own first character, and no mark follows it",
        needs=["listed"])
def attachment_names_hang(doc):
    for number, lines in enumerate(doc.attachment_list()):
        name = lines[0][3 if number == 0 else 0 :]
        if len(doc.listed()) > 1:
            name = name[2:]
        for line in lines[1:]:
            near("beginning of %s" % line.text, line.x0, name[0].x, 0.15)
        page, at = lines[-1].place
        last = doc.page(page).text_lines[at]
        assert last[-1] is lines[-1][-1], "%s follows the name" % last.text
        assert last[-1].text not in "。；，、", "a mark ends %s" % last.text


@clause("C10", "7.3.5.4: the date in Arabic digits, whole, without leading zeros", needs=["date"],
        forms=SIGNED)
def date_is_written_out(doc):
    _, date = doc.sign_off()
    same("date", date.text, source.date(doc.source["date"]))
    assert re.fullmatch(r"\d{4}年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日", date.text), date.text


@clause("C12", "7.3.6: the note in parentheses, two 字 from the left, on the line below the date",
        needs=["note"], forms=SIGNED, also="T01")
def note_stands_below_the_date(doc):
    lines = doc.find("（" + doc.source["note"] + "）")
    _, date = doc.sign_off()
    near("left edge of the note", lines[0].x0, LEFT + 2 * ZI, 0.15)
    near("below the date", lines[0].y - date.y, pitch(doc.signed_page()), 0.05)


@clause("C13", "7.3.7: an attachment on a new page, 附件 and number in 黑体 on line 1, its title "
        "centred on line 3, nothing between", needs=["bound", "listed"], also="T07")
def attachment_begins_a_page(doc):
    titles = doc.listed()
    for number, title in enumerate(titles, 1):
        if not any(one.get("body") or one.get("file") for one in doc.attachments()
                   if one["title"] == title):
            continue
        label = "附件%d" % number if len(titles) > 1 else "附件"
        page = next(page for page in doc.pages if page.text_lines
                    and page.text_lines[0].text == label)
        stands_at_the_head(page, title)


@clause("C13", "7.3.7: bound separately, 发文字号, 附件 and number stand on line 1",
        needs=["separate"])
def separate_attachment_bears_the_number(doc):
    number = doc.source["number"]
    page = next(page for page in doc.pages if page.text_lines
                and page.text_lines[0].text == number + "附件")
    stands_at_the_head(page, doc.attachments()[0]["title"])


def stands_at_the_head(page, title):
    label, first = page.text_lines[:2]
    same("faces of the label", {glyph.face for glyph in label}, {"黑体"})
    near("size of the label", label[0].size, 16, 0.3)
    near("left edge of the label", label.x0, LEFT, 0.15)
    near("baseline of the label", label.y, baseline(1), 0.05)
    near("centre of the title", first.centre, CENTRE, 0.3)
    near("baseline of the title", first.y, baseline(3), 0.05)
    near("size of the title", first[0].size, 22, 0.3)
    assert title.startswith(first.text), "%s instead of %s" % (first.text, title)


@clause("C14", "7.3.5: name, date and seal share a page with two lines of text at least",
        needs=["date", "!no_text_page"], forms=SIGNED)
def sign_off_is_not_alone(doc):
    names, date = doc.sign_off()
    same("page of name and date", {line.place[0] for line in names}, {date.place[0]})
    page = doc.signed_page()
    above = [line for line in page.text_lines if line.y < min(names[0].y, date.y)
             and not any(line.y == name.y for name in names)]
    assert len(above) >= 2, "%d lines of text above the names" % len(above)
