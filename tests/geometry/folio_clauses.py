# SPDX-License-Identifier: Apache-2.0
"""Clause 7.5: page numbers, and pages that bear none."""

from clause import clause
from measured import BOTTOM, LEFT, RIGHT, ZI, near, same, within
from pdftrace import MM

EM = 14 * MM  # a 四号 character, 4.94 mm
OUTER = ("upward", "downward", "letter", "order", "minutes", "resolution", "bulletin")


@clause("D08", "7.5: page numbers in 四号 宋体 with half-width digits, a dash on either side")
def page_numbers_are_song(doc):
    for page, number in doc.numbers():
        if number is None:
            continue
        assert page.folio, "no number on page %d" % page.number
        same("number", page.folio.text.strip("— "), str(number))
        same("faces", {glyph.face for glyph in page.folio}, {"宋体"})
        near("size", page.folio[0].size, 14, 0.3)
        digits = [glyph for glyph in page.folio if glyph.text.isdigit()]
        near("from dash to dash", page.folio[-1].x - page.folio[0].x1,
             EM + len(digits) * EM / 2, 0.3)


@clause("D08", "7.5: odd numbers one 字 from the right, even ones one 字 from the left",
        forms=OUTER)
def page_numbers_change_sides(doc):
    for page, number in doc.numbers():
        if number is None or not page.folio:
            continue
        blank = RIGHT - page.folio.x1 if number % 2 else page.folio.x0 - LEFT
        within("blank beside the number of page %d" % page.number, blank, EM - 0.1, ZI + 0.1)


@clause("D08", "7.5: the dashes are 7 mm below the type area", ink=True)
def page_numbers_stand_7_mm_below(doc):
    page = next((page for page in doc.pages if page.folio), None)
    if page is None:  # a letter of one page
        return
    dash = page.folio[0]
    box = doc.ink(page.number, dash.x, BOTTOM + 1, dash.x1, BOTTOM + 20)
    near("ink top of the dash", box.top, BOTTOM + 7, 0.5)


@clause("D08", "7.5: the pages of attachments bound with the document go on counting",
        needs=["bound"])
def attachments_go_on_counting(doc):
    found = [int(page.folio.text.strip("— ")) for page in doc.pages if page.folio]
    same("numbers", found, list(range(1, len(found) + 1)))


@clause("D09", "7.5: neither a blank page nor the imprint behind it bears a number",
        on=["blank", "duplex"])
def blank_pages_bear_no_number(doc):
    for page, number in doc.numbers():
        assert number is not None or not page.folio, "a number on page %d" % page.number
    bare = [page.number for page, number in doc.numbers() if number is None]
    same("pages without a number", bare, [3, 4] if doc.name == "blank" else [])


@clause("D10", "7.5: printed on both sides, the pages are even in number, and a blank one is empty",
        needs=["duplex"], also="T08")
def blank_pages_are_empty(doc):
    same("pages modulo 2", len(doc.pages) % 2, 0)
    for page in doc.pages:
        if not page.text_lines and not page.turned:
            assert page.is_blank, "page %d is not empty" % page.number
    bare = [page.number for page in doc.pages if not page.text_lines and not page.turned]
    same("blank pages", bare, [3] if doc.name == "blank" else [])


@clause("D10", "order of the pages: text, attachments, imprint", needs=["bound", "printer"],
        forms=("upward", "downward"))
def imprint_follows_the_attachments(doc):
    label = max(page.number for page in doc.pages
                if page.text_lines and page.text_lines[0].text.startswith("附件"))
    assert label > doc.signed_page().number, "an attachment before the sign-off"
    assert doc.last.number >= label, "the imprint before an attachment"
    assert doc.imprint_rules(), "no imprint on the last page"
