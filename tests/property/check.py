# SPDX-License-Identifier: Apache-2.0
"""Properties of any document, measured on its PDF: each returns what is wrong, in words.

Nothing here asks the program; that the recipients moved, or that page 1 could not show the body,
is seen on the pages or told by the caller.
"""

import re
from collections import Counter, defaultdict

import expected
import paper

LEFT, TOP, RIGHT, BOTTOM = 28, 37, 184, 262
SHIFT = 2  # to the left on even pages with mirrored margins
NEAR = 0.3
EM_FOLIO = 14 * paper.MM
GONE = "\0"


class Read:
    """The pages of a document, each glyph with the role of the text it belongs to."""

    def __init__(self, document, pdf):
        self.document = document
        self.settings = document.get("settings", {})
        self.pages = paper.read(pdf)
        every = [g for page in self.pages for g in page.glyphs]
        self.folios = [g for g in every if not g.turned and g.base > BOTTOM + 2]
        low = set(map(id, self.folios))
        self.glyphs = [g for g in every if id(g) not in low and g.text.strip()]
        self.text = "".join(g.text[0] for g in self.glyphs)
        self.expected = expected.of(document, "主送：" in self.text)
        self._drop_repeats()
        self.roles = [""] * len(self.glyphs)
        self.lost = []
        self.loose = Counter()
        self.at = 0
        self.starts = []  # pages that begin separate attachments
        self.begins = False
        for group in self.expected.groups:
            self._take(group)
        self._find_runs()

    def _drop_repeats(self):
        """Takes out the heads that tables repeat, which are drawn last on their pages."""
        self.repeats = []
        for head in map("".join, self.expected.heads):
            at = self.text.find(head) + 1
            while at > 0:
                at = self.text.find(head, at)
                if at < 0:
                    break
                self.repeats += self.glyphs[at:at + len(head)]
                self.glyphs[at:at + len(head)] = []
                self.text = self.text[:at] + self.text[at + len(head):]

    def _mark(self, found, size, role):
        self.text = self.text[:found] + GONE * size + self.text[found + size:]
        self.roles[found:found + size] = [role] * size
        return found + size

    def _take(self, group):
        ends = []
        texts = group.texts
        self.begins = self.begins or group.begins
        if group.role in ("sign", "header"):
            texts = sorted(texts, key=len, reverse=True)
        if group.role.endswith("-divided"):
            self.loose.update("".join(texts))  # cells of which lines are drawn side by side
            return
        for text in texts:
            found = self.text.find(text, self.at)
            if found < 0:
                found = self.text.find(text)
                where = "not in its place" if found >= 0 else "lost"
                self.lost.append("%s (%s): %s" % (where, group.role, text))
            if found >= 0:
                ends.append(self._mark(found, len(text), group.role))
                if self.begins and found >= self.at:
                    self.starts.append(self.glyphs[found].page)
                    self.begins = False
        self.at = max([self.at] + [end for end in ends if end > self.at])

    def _find_runs(self):
        """The pages of the sheet, of the document, and of each separate attachment."""
        starts = [g.page for g, role in zip(self.glyphs, self.roles) if role not in ("", "sheet")]
        self.first = min(starts, default=0)
        apart = self.starts
        ends = apart[1:] + [len(self.pages)]
        self.bound = range(self.first, apart[0] if apart else len(self.pages))
        self.apart = [range(a, b) for a, b in zip(apart, ends)]

    def numbers(self):
        """Of each page number: its page, what it says, and its glyphs."""
        by_page = defaultdict(list)
        for glyph in self.folios:
            by_page[glyph.page].append(glyph)
        for page, glyphs in sorted(by_page.items()):
            text = expected.squeeze("".join(g.text for g in glyphs))
            match = re.fullmatch(r"—(\d+)—", text)
            yield page, int(match[1]) if match else text, glyphs

    def ordinal(self, page):
        """The number of a page in its run."""
        for run in [self.bound] + self.apart:
            if page in run:
                return page - run.start + 1
        return page + 1

    def left(self, page):
        even = self.ordinal(page) % 2 == 0
        return LEFT - SHIFT * (even and bool(self.settings.get("mirror_margins")))

    def of_role(self, *roles):
        return [g for g, role in zip(self.glyphs, self.roles) if role.startswith(roles)]

    def blank(self, page):
        found = self.pages[page]
        drawn = found.rules or found.drawn or found.images
        return not drawn and not any(g.page == page for g in self.glyphs)


def say(glyphs):
    return "%s… on page %d at %.1f, %.1f mm" % (
        "".join(g.text for g in glyphs[:12]), glyphs[0].page + 1, *glyphs[0].box[:2])


def overlaps(read):
    """No two texts overlap."""
    for number in range(len(read.pages)):
        cells = defaultdict(list)
        for glyph in read.glyphs + read.repeats + read.folios:
            if glyph.page != number:
                continue
            x0, y0, x1, y1 = core = glyph.core
            near = {(int(x / 6), int(y / 6)) for x in (x0, x1) for y in (y0, y1)}
            near |= {(c, r) for c in range(int(x0 / 6), int(x1 / 6) + 1)
                     for r in range(int(y0 / 6), int(y1 / 6) + 1)}
            for cell in near:
                for other, box in cells[cell]:
                    if x0 < box[2] and box[0] < x1 and y0 < box[3] and box[1] < y1:
                        yield "overlap: %s with %s" % (say([glyph]), say([other]))
                        return
                cells[cell].append((glyph, core))


def outside(read):
    """Nothing stands outside the type area."""
    letter = read.expected.form == "letter"
    for glyph, role in zip(read.glyphs, read.roles):
        left = read.left(glyph.page)
        x0, y0, x1, y1 = glyph.box
        if letter and glyph.em > 9:
            continue  # the mark of a letter stands above it
        if glyph.text in paper.OPENING or glyph.text in paper.CLOSING:
            x0, y0, x1, y1 = glyph.core  # half of it is blank
        if (x0 < left - NEAR or x1 > left + RIGHT - LEFT + NEAR or y0 < TOP - NEAR
                or y1 > BOTTOM + NEAR):
            yield "outside (%s): %s … %.1f, %.1f" % (role or "added", say([glyph]), x1, y1)
            return
    for number, page in enumerate(read.pages):
        left = read.left(number)
        for rule in page.rules:
            double = letter and rule.length > 165
            if not double and (rule.x0 < left - NEAR or rule.x1 > left + RIGHT - LEFT + NEAR
                               or rule.y0 < TOP - NEAR or rule.y1 > BOTTOM + NEAR):
                yield "rule outside on page %d: %.1f … %.1f at %.1f" % (
                    number + 1, rule.x0, rule.x1, rule.y0)
                return


def _meet(a, b, by=0):
    return a[0] + by < b[2] and b[0] + by < a[2] and a[1] + by < b[3] and b[1] + by < a[3]


def images(read):
    """All seals and figures are there, within the type area, and none lies over another's text."""
    signing, figures = [], 0
    for number, page in enumerate(read.pages):
        here = [(g, role) for g, role in zip(read.glyphs, read.roles) if g.page == number]
        signed = [g.box for g, role in here if role == "sign"]
        for image in page.images:
            wide = [image[0] - 60, image[1], image[2] + 60, image[3]]
            signs = any(_meet(wide, box) for box in signed)
            figures += not signs
            signing += [(number, image)] if signs else []
            own = ("sign",) if signs else ()
            under = [g for g, role in here if role not in own and _meet(g.core, image, 0.5)]
            if under:
                yield "an image over %s" % say(under)
            left = read.left(number)
            x0, y0, x1, y1 = image
            if (x0 < left - 0.5 or x1 > left + RIGHT - LEFT + 0.5 or y0 < TOP - 0.5
                    or y1 > BOTTOM + 0.5):
                yield "image outside on page %d: %.1f, %.1f … %.1f, %.1f" % (number + 1, *image)
    if (len(signing), figures) != (read.expected.signed, read.expected.figures):
        yield "%d seals and stamps of %d, %d figures of %d" % (
            len(signing), read.expected.signed, figures, read.expected.figures)
    for i, (page, image) in enumerate(signing):
        if any(page == other and _meet(image, box, 0.5) for other, box in signing[:i]):
            yield "two seals meet on page %d" % (page + 1)


def characters(read):
    """Every character that was given is printed once, and only what the layout adds besides."""
    yield from read.lost[:3]
    rest = Counter(read.text)
    del rest[GONE]
    rest.subtract(read.expected.added)
    rest.subtract(read.loose)
    more = "".join(c * n for c, n in rest.items() if n > 0)
    less = "".join(c * -n for c, n in rest.items() if n < 0)
    if more or (less and not read.lost):
        yield "printed besides: %r; missing of what is added: %r; left: %s" % (
            more[:60], less[:60], [part for part in read.text.split(GONE) if part][:40])


def first_page(read):
    """Page 1 shows a line of the body."""
    page = [g for g in read.of_role("body") if g.page == read.first]
    if not page and read.expected.first == "text":
        yield "page 1 shows no line of the body"


def imprint(read):
    """The imprint is whole, at the foot of the last page."""
    glyphs = read.of_role("imprint")
    if not glyphs:
        return
    pages = {g.page for g in glyphs}
    if pages != {read.bound[-1]}:
        yield "imprint on pages %s of %d" % (sorted(p + 1 for p in pages), read.bound[-1] + 1)
        return
    page = read.bound[-1]
    if read.settings.get("duplex") or read.settings.get("imprint_on_even"):
        if read.ordinal(page) % 2:
            yield "imprint on the odd page %d" % read.ordinal(page)
    if read.expected.form == "letter":
        foot = max(g.box[3] for g in glyphs)
        if abs(foot - BOTTOM) > 1:
            yield "the copies of a letter end at %.1f" % foot
        return
    rules = [r for r in read.pages[page].rules if abs(r.length - 156) < 0.5]
    if not any(abs(r.y1 - BOTTOM) < NEAR for r in rules):
        yield "no last rule at the foot: %s" % [round(r.y1, 1) for r in rules]
    top = min(g.box[1] for g in glyphs)
    for glyph, role in zip(read.glyphs, read.roles):
        known = role and role != "imprint"
        if known and glyph.page == page and not glyph.turned and glyph.box[3] > top:
            yield "beside the imprint: %s" % say([glyph])
            return


def sign_off(read):
    """Names and date have a line of the text above them."""
    glyphs = read.of_role("sign")
    if not glyphs or read.document.get("no_text_page"):
        return
    page = min(g.page for g in glyphs)
    top = min(g.base for g in glyphs if g.page == page)
    text = [g for g in read.of_role("body", "list", "present") if g.page == page]
    if not any(g.turned or g.base < top for g in text):
        yield "the sign-off is alone on page %d of the document" % read.ordinal(page)


def page_numbers(read):
    """Page numbers run from 1, on the outer side; a blank page has none."""
    form = read.expected.form
    centred = form == "plain" or read.settings.get("page_number") == "center"
    wanted = {}
    for run in [read.bound] + read.apart:
        pages = [page for page in run]
        blank = next((i for i, page in enumerate(pages) if read.blank(page)), len(pages))
        for page in pages[:blank]:
            wanted[page] = page - run.start + 1
    optional = set()
    if form == "letter":
        wanted.pop(read.bound.start, None)
        optional = {run.start for run in read.apart}
    found = {page: number for page, number, _ in read.numbers()}
    if any(found.get(p) != wanted.get(p) for p in set(found) | set(wanted) if p not in optional):
        yield "page numbers: %s, not %s" % (found, wanted)
        return
    for page, number, glyphs in read.numbers():
        left = read.left(page)
        right = left + RIGHT - LEFT
        if centred:
            away = (glyphs[0].along + glyphs[-1].end - left - right) / 2
        elif number % 2:
            away = glyphs[-1].end - (right - EM_FOLIO)
        else:
            away = glyphs[0].along - (left + EM_FOLIO)
        if abs(away) > NEAR:
            yield "page number %d stands %.1f mm beside its place" % (number, away)
            return


PROPERTIES = (overlaps, outside, images, characters, first_page, imprint, sign_off, page_numbers)


def check(document, pdf, codes):
    """All that is wrong with the PDF of a document; `codes` are those of the findings told."""
    read = Read(document, pdf)
    found = []
    for prove in PROPERTIES:
        if prove is first_page and "W0603" in codes:
            continue
        found += ["%s: %s" % (prove.__name__, wrong) for wrong in prove(read)]
    return found
