# SPDX-License-Identifier: Apache-2.0
"""Clause 7.3.5: names of organs, date, seals (印章) and signature stamps (签名章)."""

import itertools
import math

from clause import SIGNED, clause
from measured import BOTTOM, LEFT, RIGHT, ROW, ZI, baseline, near, pitch, same, within
from pdftrace import MM

TIGHTEST, LOOSEST = 27 * MM, 33.5 * MM
POINT = 0.36  # the frame of an image is known to a point


def radius(seal):
    return (seal.x1 - seal.x0) / 2


@clause("C06", "7.3.5.1: the date stands four 字 from the right, the name above it, centred on it",
        needs=["seal", "!joint"], forms=SIGNED)
def sealed_name_is_centred_on_the_date(doc):
    (name,), date = doc.sign_off()
    near("right edge of the date", date.x1, RIGHT - 4 * ZI, 0.15)
    near("centre of the name", name.centre, date.centre, 0.3)
    near("below the name", date.y - name.y, pitch(doc.signed_page()), 0.05)


@clause("C06", "7.3.5.1: the seal is centred on name and date, both below its centre and under it",
        needs=["seal", "!joint"], forms=SIGNED)
def seal_presses_name_and_date(doc):
    (name,), date = doc.sign_off()
    seal, = doc.seals()
    near("centre of the seal", seal.centre, date.centre, 0.3)
    near("height of the seal", seal.bottom - seal.top, 2 * radius(seal), 0.1)
    within("middle of the seal", seal.middle, seal.top, (name.y + date.y) / 2)
    within("name", name.top, seal.top, seal.middle)
    within("baseline of the name", name.y, seal.middle, seal.bottom)
    within("date", date.bottom, seal.middle, seal.bottom)


@clause("C06", "7.3.5.1: the seal's upper edge stands within a line of the text, covering none",
        needs=["seal", "!joint"], forms=SIGNED)
def seal_stands_close_to_the_text(doc):
    seal, = doc.seals()
    within("from text to seal", seal.top - doc.last_of_main().bottom, 0, ROW)
    covers_nothing(doc)


@clause("C06", "7.3.5.1: the seal is a red ring, as large as the document says", needs=["seal"],
        forms=SIGNED, ink=True)
def seal_is_red_and_round(doc):
    for issuer, seal in zip(doc.issuers(), doc.seals(), strict=True):
        same("inks of the seal", seal.inks, {(0.851, 0.0, 0.0471)})
        box = doc.ink(doc.signed_page().number, seal.x0 - 1, seal.top - 0.5, seal.x1 + 1,
                      seal.bottom + 0.5)
        near("ink top of the seal", box.top, seal.top, 0.2)
        near("ink bottom of the seal", box.bottom, seal.bottom, 0.2)
        if isinstance(issuer["seal"], dict) and issuer["seal"].get("diameter"):
            wanted = float(issuer["seal"]["diameter"].removesuffix("mm"))
            near("diameter", 2 * radius(seal), wanted, 0.1)


def covers_nothing(doc):
    """No line of the body stands where a seal is painted."""
    names, date = doc.sign_off()
    own = {id(glyph) for line in names + [date] for glyph in line}
    for line in doc.signed_page().text_lines:
        for seal in doc.seals():
            middle = (line.top + line.bottom) / 2
            if seal.top < middle < seal.bottom:
                half = math.sqrt(radius(seal) ** 2 - (middle - seal.middle) ** 2)
                covered = [glyph.text for glyph in line if id(glyph) not in own
                           and glyph.x < seal.centre + half and glyph.x1 > seal.centre - half]
                same("covered by a seal", covered, [])


@clause("C07", "7.3.5.1: every organ's name has a seal that is centred on it",
        needs=["seal", "joint"], forms=SIGNED)
def every_name_has_its_seal(doc):
    names, _ = doc.sign_off()
    for name, seal in zip(names, doc.seals(), strict=True):
        near("centre of the seal of %s" % name.text, seal.centre, name.centre, 0.3)
        within("%s" % name.text, name.y, seal.middle, seal.bottom)


@clause("C07", "7.3.5.1: the last seal presses name and date", needs=["seal", "joint"],
        forms=SIGNED)
def last_seal_presses_the_date(doc):
    names, date = doc.sign_off()
    last = doc.seals()[-1]
    near("centre of the date", date.centre, last.centre, 0.3)
    near("below the last name", date.y - names[-1].y, pitch(doc.signed_page()), 0.05)
    within("date", date.bottom, last.middle, last.bottom)
    within("middle of the last seal", last.middle, last.top, (names[-1].y + date.y) / 2)


@clause("C07", "7.3.5.1: seals stand in rows inside the type area and do not touch",
        needs=["seal", "joint"], forms=SIGNED)
def seals_do_not_touch(doc):
    for one, other in itertools.combinations(doc.seals(), 2):
        apart = math.hypot(one.centre - other.centre, one.middle - other.middle)
        within("from seal to seal", apart - radius(one) - radius(other), 0.1, 200)
    for seal in doc.seals():
        within("left edge of a seal", seal.x0, LEFT, RIGHT)
        within("right edge of a seal", seal.x1, LEFT, RIGHT)
        within("lower edge of a seal", seal.bottom, 0, BOTTOM)
    for row in rows(doc.seals()):
        for seal in row:
            near("middle of a seal", seal.middle, row[0].middle, 0.2)
        for one, other, third in zip(row, row[1:], row[2:]):
            near("from seal to seal", other.x0 - one.x1, third.x0 - other.x1, 0.2)


@clause("C07", "7.3.5.1: the first row of seals stands within a line of the text, covering none",
        needs=["seal", "joint"], forms=SIGNED)
def first_row_stands_close_to_the_text(doc):
    within("from text to seals", min(seal.top for seal in doc.seals())
           - doc.last_of_main().bottom, 0, ROW)
    covers_nothing(doc)


def rows(seals):
    return [list(row) for _, row in itertools.groupby(seals, key=lambda seal: round(seal.top))]


@clause("C08", "7.3.5.2: one blank line under the text, the name two 字 from the right",
        needs=["date", "!seal", "!stamp"], forms=SIGNED)
def name_stands_two_characters_from_the_right(doc):
    names, date = doc.sign_off()
    near("below the text", names[0].y - doc.last_of_main().y, 2 * pitch(doc.signed_page()), 0.1)
    widest = max(names, key=lambda line: line.x1 - line.x0)
    if date.x1 - date.x0 <= widest.x1 - widest.x0 + 0.1:
        near("right edge of the name", widest.x1, RIGHT - 2 * ZI, 0.15)


@clause("C08", "7.3.5.2: the date begins two 字 behind the name's beginning; a date longer than the"
        " name stands two 字 from the right", needs=["date", "!seal", "!stamp"], forms=SIGNED)
def date_begins_two_characters_later(doc):
    names, date = doc.sign_off()
    near("beginning of the date", date.x0 - names[-1].x0, 2 * ZI, 0.15)
    near("below the name", date.y - names[-1].y, pitch(doc.signed_page()), 0.05)
    if date.x1 - date.x0 > max(line.x1 - line.x0 for line in names) + 0.1:
        near("right edge of the date", date.x1, RIGHT - 2 * ZI, 0.15)


@clause("C08", "7.3.5.2: joint organs below each other in their order, their names beginning alike",
        needs=["date", "joint", "!seal", "!stamp"], forms=SIGNED)
def joint_names_stand_below_each_other(doc):
    names, _ = doc.sign_off()
    for one, other in itertools.pairwise(names):
        near("below %s" % one.text, other.y - one.y, pitch(doc.signed_page()), 0.05)
        near("beginning of %s" % other.text, other.x0, one.x0, 0.15)


@clause("C09", "7.3.5.3: the stamp stands four 字 from the right, two blank lines under the text",
        needs=["stamp"], forms=SIGNED, also="T11")
def stamp_stands_four_characters_from_the_right(doc):
    stamps = doc.seals()
    same("stamps", len(stamps), len(doc.issuers()))
    for stamp in stamps:
        near("right edge of the stamp", stamp.frame.x1, RIGHT - 4 * ZI, POINT)
    within("from text to stamp", stamps[0].frame.top - doc.last_of_main().bottom, 20, 26)


@clause("C09", "7.3.5.3: the post stands two 字 left of the stamp, at the middle of its height",
        needs=["stamp"], forms=SIGNED, also="T11")
def post_stands_beside_the_stamp(doc):
    posts, _ = doc.sign_off()
    left = min(stamp.frame.x0 for stamp in doc.seals())
    for post, stamp in zip(posts, doc.seals(), strict=True):
        near("right edge of %s" % post.text, post.x1 + 2 * ZI, left, POINT + 0.15)
        near("middle of %s" % post.text, (post.top + post.bottom) / 2, stamp.frame.middle, 0.5)
        near("beginning of %s" % post.text, post.x0, posts[0].x0, 0.15)


@clause("C09", "7.3.5.3: the date stands four 字 from the right, one blank line under the stamp",
        needs=["stamp"], forms=SIGNED, also="T11")
def date_stands_below_the_stamp(doc):
    _, date = doc.sign_off()
    near("right edge of the date", date.x1, RIGHT - 4 * ZI, 0.15)
    within("from stamp to date", date.top - doc.seals()[-1].frame.bottom, 9.9, 16)


@clause("C11", "7.3.5.5: a page whose lines stand closer or wider has one pitch, 27 to 33.5 pt, "
        "and still begins and ends with the type area")
def changed_pitch_keeps_its_bounds(doc):
    for page in doc.pages:
        if abs(pitch(page) - ROW) < 0.02 or doc.has("table") or doc.has("figure"):
            continue
        assert doc.may_change_pitch(page), "pitch of page %d" % page.number
        within("pitch of page %d" % page.number, pitch(page), TIGHTEST - 0.01, LOOSEST + 0.01)
        if page is not doc.first:
            near("first baseline of page %d" % page.number, page.text_lines[0].y, baseline(1), 0.05)
        ends = [line.bottom for line in page.text_lines] + [image.bottom for image in page.images]
        within("end of page %d" % page.number, max(ends), BOTTOM - ROW, BOTTOM + 0.1)


@clause("C11", "7.3.5.5: a page is loosened for the sign-off's sake, and it has text on its page",
        on=["stretched"])
def page_is_loosened(doc):
    page = doc.pages[doc.signed_page().number - 2]
    within("pitch of page %d" % page.number, pitch(page), ROW + 0.1, LOOSEST + 0.01)
    near("last baseline", page.text_lines[-1].y, baseline(22), 0.05)


@clause("C11", "7.3.5.5: a page is tightened so that the sign-off stays on it",
        on=["duplex", "eight-organs", "six-signers"])
def page_is_tightened(doc):
    within("pitch of the page", pitch(doc.signed_page()), TIGHTEST - 0.01, ROW - 0.1)
    same("last page of text", doc.signed_page().number, doc.paragraphs()[-1][-1].place[0])
