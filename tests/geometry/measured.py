# SPDX-License-Identifier: Apache-2.0
"""One produced PDF beside the source it was made from: what clauses are asserted on.

The grid of spec section R is written out here once, in mm from the page's upper left corner.
"""

import itertools
import re

import raster
import source
import pdftrace

LEFT, RIGHT, TOP, BOTTOM = 28, 184, 37, 262  # 版心, 5.2.1
CENTRE = 106
ZI = 156 / 28  # one 字, 5.571
ROW = ZI * 15 / 8  # one 行 of 三号, 10.446
LINES = 22
MARKS = "，。、；：？！（）《》〈〉“”‘’〔〕—…·"
FOLIO = re.compile(r"—\s*\d+\s*—")


def baseline(line):
    """Where the baseline of a line of the grid stands: 41.90 for line 1, 261.28 for line 22."""
    return TOP + (line - 1) * ROW + 0.88 * ZI


def near(what, found, wanted, tolerance):
    assert abs(found - wanted) <= tolerance, "%s: %.3f instead of %.3f ± %.3f" % (
        what, found, wanted, tolerance)


def within(what, found, low, high):
    assert low <= found <= high, "%s: %.3f instead of %.2f to %.2f" % (what, found, low, high)


def same(what, found, wanted):
    assert found == wanted, "%s: %r instead of %r" % (what, found, wanted)


def is_red(ink):
    return len(ink) == 3 and ink[0] > 0.6 and ink[1] < 0.5 and ink[2] < 0.5


def is_han(text):
    return "\u4e00" <= text <= "\u9fff"


def pitch(page):
    """From line to line where the page holds text: the gap that most of its lines have."""
    lines = [line for line in page.text_lines if 15 < line[0].size < 17]
    gaps = [round(other.y - one.y, 2) for one, other in itertools.pairwise(lines)]
    gaps = [gap for gap in gaps if 0.8 * ROW < gap < 1.2 * ROW]
    return max(set(gaps), key=gaps.count) if gaps else ROW


FORMS = {  # the form a kind of document takes when it asks for no layout
    "函": "letter", "令": "order", "命令": "order", "纪要": "minutes", "决议": "resolution",
    "公报": "resolution", "报告": "upward", "请示": "upward",
}


class Measured:
    """The document `source` says, and the pages that came of it."""

    def __init__(self, name, path, pdf, again=None):
        self.name = name
        self.pdf = str(pdf)
        self.again = again  # sets the document once more with its source text changed
        self.source = source.read(path)
        self.form = self.source.get("layout", FORMS.get(self.source.get("kind"), "downward"))
        self.form = self.form.split("/")[-1]
        self.pages = pdftrace.pages(pdf)
        self._ink = {}
        for page in self.pages:
            page.text_lines = page.lines(lambda glyph: not is_red(glyph.ink))
            page.turned_lines = pdftrace.by_baselines(page.turned)
            folio = [line for line in page.text_lines if FOLIO.fullmatch(line.text)]
            page.folio = folio[-1] if folio else None
            page.text_lines = [line for line in page.text_lines if line is not page.folio]
        self.sheet = self.pages.pop(0) if self.has("index") else None
        self.first, self.last = self.pages[0], self._last()
        self._index()
        self.mark = [glyph for glyph in self.first.glyphs if is_red(glyph.ink)]
        self.red_rules = [rule for rule in self.first.rules if is_red(rule.ink)]
        self.features = self._features()

    def _last(self):
        """The last page of what is bound; an attachment of its own begins with the number."""
        label = self.source.get("number", "") + "附件"
        for one, page in zip(self.pages, self.pages[1:]):
            if page.text_lines and page.text_lines[0].text.startswith(label):
                return one
        return self.pages[-1]

    def _index(self):
        """All text in reading order; a glyph's place is its page and its line on it."""
        self._glyphs, self._starts = [], []
        for page in self.pages:
            self._starts.append(len(self._glyphs))
            for number, line in enumerate(page.text_lines):
                place = (page.number, number)
                self._glyphs += [(place, glyph) for glyph in line if glyph.text.strip()]
        self._text = "".join(glyph.text for _, glyph in self._glyphs)

    def _features(self):
        """What the source asks for beside its keys: seals, settings, blocks of the body."""
        found = {key for key, value in self.source.get("settings", {}).items() if value == "true"}
        issuers = self.issuers()
        for key in ("seal", "stamp"):
            found |= {key for one in issuers if one.get(key)}
        attached = [one for one in self.attachments() if one.get("body") or one.get("file")]
        found |= {"separate" for one in attached if one.get("separate")}
        found |= {"bound" for one in attached if not one.get("separate")}
        if self.listed():
            found.add("listed")
        if len(issuers) > 1:
            found.add("joint")
        if self.source.get("settings", {}).get("letterhead") == "preprinted":
            found.add("preprinted")
        if self.print_run():
            found.add("print_run")
        if found & {"duplex", "imprint_on_even"}:
            found.add("even_imprint")
        for kind, value in self.blocks():
            found.add("landscape" if value.get("landscape") else kind)
        if "landscape" in found:
            found.discard("bound")
        return found

    def has(self, key):
        return bool(self.source.get(key)) or key in getattr(self, "features", ())

    def names(self, key):
        return source.names(self.source.get(key))

    def issuers(self):
        """The issuing organs, each as a map."""
        value = self.source.get("issuers", [])
        return [one if isinstance(one, dict) else {"name": one}
                for one in (value if isinstance(value, list) else [value])]

    def attachments(self):
        value = self.source.get("attachments", [])
        return [one if isinstance(one, dict) else {"title": one}
                for one in (value if isinstance(value, list) else [value])]

    def listed(self):
        """Titles of the attachments that the text lists (7.3.4)."""
        return [one["title"] for one in self.attachments() if one.get("label") != "false"]

    def blocks(self):
        """Tables and figures of the body and of the attachments, as (kind, what is said of it)."""
        for text in [self.source.get("body")] + [one.get("body") for one in self.attachments()]:
            for item in text if isinstance(text, list) else []:
                if isinstance(item, dict):
                    yield next(iter(item.items()))

    def _lines(self, at, length):
        """Glyphs of the text as lines, each with only its own."""
        found = []
        for place, glyph in self._glyphs[at : at + length]:
            if not found or found[-1].place != place:
                found.append(pdftrace.Line())
                found[-1].place = place
            found[-1].append(glyph)
        return found

    def _find(self, text, at):
        """The lines of a text at or behind a place, and the place behind it."""
        wanted = source.squeeze(text)
        at = self._text.find(wanted, at)
        assert at >= 0, "not on the pages: %s" % wanted
        return self._lines(at, len(wanted)), at + len(wanted)

    def find(self, text, start=0):
        """The lines a text stands on. `start` is the index of the first page to look at."""
        return self._find(text, self._starts[start])[0]

    def one(self, text, start=0):
        """The only line of a text."""
        lines = self.find(text, start)
        same("lines of %s" % text, len(lines), 1)
        return lines[0]

    def print_run(self):
        return self.source.get("settings", {}).get("print_run")

    def count(self, text):
        return self._text.count(source.squeeze(text))

    def page(self, number):
        return next(page for page in self.pages if page.number == number)

    def title(self):
        return self.find(self.source["title"])

    def recipients(self):
        """Those that stand under the title; none when they stand in the imprint."""
        if not self.has("recipients"):
            return []
        joined = "、".join(self.names("recipients")) + "："
        try:
            return self.find(joined)
        except AssertionError:
            return []

    def _body(self):
        """The paragraphs, and where in the text they end."""
        text = self.source["body"]
        texts = [item for item in ([text] if isinstance(text, str) else text)
                 if isinstance(item, str)]
        found, at = [], 0
        for paragraph in "\n".join(texts).split("\n"):
            if paragraph.strip() and not paragraph.lstrip().startswith(("|", "![")):
                lines, at = self._find(paragraph, at)
                found.append(lines)
        return found, at

    def paragraphs(self):
        """The body, a list of lines for each paragraph."""
        return self._body()[0]

    def attachment_list(self):
        """The lines of each name of 附件说明, the first with 附件： before it."""
        titles = self.listed()
        found, at = [], self._body()[1]
        for number, title in enumerate(titles, 1):
            shown = "%d.%s" % (number, title) if len(titles) > 1 else title
            lines, at = self._find(("附件：" if number == 1 else "") + shown, at)
            found.append(lines)
        return found

    def sign_off(self):
        """The lines of the names, a line for each name, and the line of the date.

        The names are those of the organs, or the posts of who signs with a stamp.
        """
        at = self._body()[1]
        for number, title in enumerate(self.listed(), 1):
            at = self._find(title, at)[1]
        if self.has("stamp"):
            names = [one["post"] for one in self.issuers()]
        else:
            names = self.names("signature") or self.names("issuers")
        found = []
        for name in names:
            lines, at = self._find(name, at)
            same("lines of %s" % name, len(lines), 1)
            found += lines
        # The next line as a whole, so that a date which is written otherwise is found too.
        place = self._glyphs[at][0]
        return found, self._lines(at, sum(where == place for where, _ in self._glyphs))[0]

    def signed_page(self):
        """The page that name, date, seals and stamps stand on."""
        return self.page(self.sign_off()[0][0].place[0])

    def may_change_pitch(self, page):
        """The page of the sign-off and the one before it may (7.3.5.5)."""
        if not self.has("date") or self.form not in ("upward", "downward", "letter", "order"):
            return False
        return page.number in (self.signed_page().number, self.signed_page().number - 1)

    def seals(self):
        """The seals, or stamps, of the sign-off, from top to bottom and from left to right."""
        return sorted(self.signed_page().images, key=lambda image: (round(image.top), image.x0))

    def last_of_main(self):
        """The line that the sign-off stands below."""
        names, _ = self.sign_off()
        page, number = min(line.place for line in names)
        return self.page(page).text_lines[number - 1]

    def imprint_lines(self):
        rules = self.imprint_rules()
        return [line for line in self.last.text_lines if line.y > rules[0].y0]

    def imprint_rules(self):
        """Long black rules on the last page; those of tables end at every column."""
        rules = sorted(self.last.rules, key=lambda rule: rule.y0)
        return [rule for rule in rules if not is_red(rule.ink) and rule.length > 150]

    def numbers(self):
        """What number each page should bear (7.5, 10.1): pairs of page and number, or None."""
        behind_blank, shift = False, self.first.number - 1
        for page in self.pages:
            if page.number == self.last.number + 1:
                shift = self.last.number
            number = page.number - shift
            behind_blank |= not page.text_lines and not page.turned
            bare = behind_blank or (self.form == "letter" and number == 1)
            yield page, None if bare else number

    def ink(self, page, x0, y0, x1, y1):
        """The box of the ink in a part of a page; each part is rasterised once."""
        part = (page, round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1))
        if part not in self._ink:
            self._ink[part] = raster.ink(self.pdf, *part)
        assert self._ink[part] is not None, "no ink on page %d at %s" % (page, part[1:])
        return self._ink[part]

    def mark_ink(self):
        """The box of the red mark."""
        top = min(glyph.top for glyph in self.mark) - 2
        bottom = max(glyph.bottom for glyph in self.mark) + 1
        return self.ink(self.first.number, 15, top, 200, bottom)
