# SPDX-License-Identifier: Apache-2.0
"""Clause 7.2.4: the mark (发文机关标志) of several organs."""

from clause import HEADED, clause
from measured import CENTRE, TOP, near, same, within
from pdftrace import MM, by_baselines

JOINT = ["joint", "!lead_mark", "!preprinted"]


def names(doc):
    """The lines of the names, from top to bottom."""
    return by_baselines(doc.mark[:-2])


def suffix(doc):
    found = doc.mark[-2:]
    same("suffix", "".join(glyph.text for glyph in found), "文件")
    return found


def name_inks(doc):
    """The box of the ink of each name."""
    edge = min(glyph.x for glyph in suffix(doc))
    return [doc.ink(doc.first.number, 15, line.top, edge, line.bottom) for line in names(doc)]


@clause("B05", "7.2.4: each organ has a line of the mark, in their order; 文件 stands behind them",
        needs=JOINT, forms=HEADED)
def mark_names_every_organ(doc):
    same("names in the mark", [line.text for line in names(doc)], doc.names("issuers"))
    assert suffix(doc)[0].x > max(line.x1 for line in names(doc)) - 0.1, "文件 is not at the right"


@clause("B05", "7.2.4: 文件 stands in the middle of the height of the names", needs=JOINT,
        forms=HEADED)
def suffix_stands_beside_the_names(doc):
    lines, last = names(doc), suffix(doc)
    near("middle of 文件", (last[0].top + last[0].bottom) / 2,
         (lines[0].top + lines[-1].bottom) / 2, 0.5)


@clause("B05", "7.2.4: 文件 stands in the middle of the ink of the names", needs=JOINT,
        forms=HEADED, ink=True)
def suffix_stands_in_the_middle_of_the_ink(doc):
    inks, last = name_inks(doc), suffix(doc)
    box = doc.ink(doc.first.number, last[0].x, last[0].top, last[-1].x1, last[0].bottom)
    near("middle of 文件", box.middle, (inks[0].top + inks[-1].bottom) / 2, 0.5)


@clause("B05", "7.2.4: the names are spread to the same width", needs=JOINT, forms=HEADED, ink=True)
def names_are_equally_wide(doc):
    boxes = name_inks(doc)
    for line, box in zip(names(doc), boxes, strict=True):
        near("left edge of %s" % line.text, box.x0, boxes[0].x0, 0.5)
        near("right edge of %s" % line.text, box.x1, boxes[0].x1, 0.5)


@clause("B05", "7.2.4: names and 文件 are centred together; the first name stands 35 mm below the "
        "type area's edge", needs=JOINT, forms=HEADED, ink=True)
def block_is_centred(doc):
    near("centre of the block", doc.mark_ink().centre, CENTRE, 0.5)
    near("top of the first name", name_inks(doc)[0].top, TOP + 35, 0.5)


@clause("B05", "7.2.4: 文件 is as large as the names", needs=JOINT, forms=HEADED, also="T05")
def suffix_is_as_large_as_the_names(doc):
    for line in names(doc):
        near("size of %s" % line.text, line[0].size, suffix(doc)[0].size, 0.1)


@clause("B05", "7.2.4: many names shrink, and the body still begins on page 1",
        on=["eight-organs", "ten-organs"])
def mark_shrinks_for_the_body(doc):
    for line in names(doc):
        within("height of %s" % line.text, line[0].size * MM, 0, 22 * 0.7)
    same("page of the body", doc.paragraphs()[0][0].place[0], doc.first.number)


@clause("B05", "7.2.4: the mark may be that of the lead organ alone", needs=["joint", "lead_mark"])
def mark_names_the_lead_organ(doc):
    same("mark", "".join(glyph.text for glyph in doc.mark), doc.names("issuers")[0] + "文件")
    same("lines of the mark", len(by_baselines(doc.mark)), 1)
