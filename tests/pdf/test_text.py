# SPDX-License-Identifier: Apache-2.0
"""The text of the PDF is the text of the source: nothing lost, nothing changed, and nothing added
but what the layout adds. Read by `pdftotext -raw`, as it stands on the pages, and by `pdfinfo
-struct-text`, as its structure says it is to be read; compared without white space. Letters of words
that run to the left are counted only: programs differ in the order they give them back."""

import itertools
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))

import program  # noqa: E402
import source  # noqa: E402

TESTS = HERE.parent
SAMPLES = source.samples()
CASES = sorted((TESTS / "geometry" / "cases").glob("*.yaml"))
TO_THE_LEFT = re.compile("[\u0590-\u08ff]")
WORDS = re.compile("[\u0590-\u08ff\u200e\u200f\u202a-\u202e]+")
FOLIO = re.compile(r"^— \d+ —$", re.M)

# What a layout may add: labels, what ends the mark, numbers of headings and attachments, the marks
# between and behind the items of a list, the sheet's title and caption.
ADDED = re.compile(
    r"(文件|令|纪要|签发人：|附件：?|主送：|抄送：|印发|公开信息|扫一扫在手机打开当前页|（此页无正文）|"
    r"出席：|请假：|列席：|（共印\d+份）|"
    r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d\.?|（\d）|[、，：。（）])*"
)


# Forms whose elements stand in an order of their own.
OTHER_ORDER = ("gb9704/letter", "gb9704/order", "gb9704/minutes", "gb9704/resolution", "plain",
               "house/bulletin")


def without_words(text):
    """Without the letters that run to the left, and the signs that say so."""
    return WORDS.sub("", text)


def text_on_pages(pdf):
    out, _ = program.run("pdftotext", "-raw", "-enc", "UTF-8", pdf, "-")
    return FOLIO.sub("", out.decode())


def text_of_structure(pdf):
    """Page numbers are no part of it."""
    out, _ = program.run("pdfinfo", "-struct-text", "-enc", "UTF-8", pdf)
    return "\n".join(re.findall(r'^ *"(.*)"$', out.decode(), re.M))


class Text:
    """The text of a PDF, of which one piece after another is taken away; `ordered`: in the order
    they are asked for."""

    def __init__(self, text, ordered):
        self.ordered = ordered
        self.to_the_left = Counter(TO_THE_LEFT.findall(text))
        self.left = source.squeeze(without_words(text))
        self.at = 0

    def take(self, *pieces):
        """Pieces that stand beside each other, in any order, behind those taken before."""
        ends = [self.at]
        for piece in filter(None, map(source.squeeze, pieces)):
            self.to_the_left.subtract(TO_THE_LEFT.findall(piece))
            piece = without_words(piece)
            found = self.left.find(piece, self.at if self.ordered else 0)
            assert found >= 0, "lost, or not in its place: %s" % piece
            ends.append(found + len(piece))
            self.left = self.left[:found] + "\0" * len(piece) + self.left[ends[-1] :]
        self.at = max(ends)

    def rest(self):
        """What nobody took, in pieces."""
        return [piece for piece in self.left.split("\0") if piece]


def body_texts(body):
    """The paragraphs of a body as they are printed: without the signs of Markdown."""
    for line in source.paragraphs(body):
        if not re.fullmatch(r"-{3,}", line):
            yield re.sub(r"\*\*|^#+ +", "", line)


def heads(body):
    """The texts of the heads of tables, which stand again on each page of theirs."""
    for item in body if isinstance(body, list) else []:
        head = item.get("table", {}).get("head", []) if isinstance(item, dict) else []
        yield "".join(cell.get("text", "") if isinstance(cell, dict) else cell
                      for cell in head if not isinstance(cell, list))


def take_sheet(text, document):
    for label, value in (document.get("index") or {}).items():
        text.take(label)
        text.take(value)


def take_header(text, document):
    if document.get("copy_number"):
        text.take("%06d" % int(document["copy_number"]))
    for key in ("secrecy", "urgency"):
        if document.get(key):
            text.take(document[key])
    settings = document.get("settings") or {}
    marks = source.names(document.get("mark") or document.get("issuers"))
    if settings.get("lead_mark") == "true":
        marks = marks[:1]
    if settings.get("letterhead") != "preprinted" and document.get("layout") != "plain":
        text.take(*marks)
    if document.get("issue"):
        text.take(document["issue"])
    text.take(document.get("number", ""), *source.names(document.get("signers")))


def signs(document):
    """The names under the text: none where nobody signs, or a stamp stands for a name."""
    kind = document.get("kind", "")
    stamped = any(isinstance(one, dict) and "stamp" in one for one in
                  as_list(document.get("issuers")))
    silent = document.get("signature") in (False, "false") or kind in ("决议", "公报", "纪要")
    if stamped:
        return [one["post"] for one in as_list(document["issuers"])]
    return [] if silent else source.names(document.get("signature") or document.get("issuers"))


def as_list(value):
    return value if isinstance(value, list) else [value]


def take_main(text, document, moved):
    if document.get("kind") not in ("命令", "令"):
        text.take(document["title"])
    if document.get("title_note"):
        text.take(document["title_note"])
    if not moved:
        for name in source.names(document.get("recipients")):
            text.take(name)
    for paragraph in body_texts(document["body"]):
        text.take(paragraph)
    listed = [one for one in as_list(document.get("attachments") or [])
              if not (isinstance(one, dict) and one.get("label") == "false")]
    for name in source.names(listed):
        text.take(name)
    for key in ("present", "excused", "attending"):
        for name in source.names(document.get(key)):
            text.take(name)
    if document.get("layout") != "house/bulletin":
        for name in signs(document):
            text.take(name)
    text.take(source.date(document.get("date", "")))
    if document.get("note"):
        text.take("（" + document["note"] + "）")


def take_attachments(text, document, folder):
    for number, attachment in enumerate(document.get("attachments") or [], 1):
        if isinstance(attachment, dict):
            several = len(document["attachments"]) > 1
            if attachment.get("separate"):
                text.take(document["number"])
            if attachment.get("label") != "false":
                text.take("附件" + (str(number) if several else ""))
            text.take(attachment["title"])
            body = attachment.get("body")
            if "file" in attachment:
                body = (folder / attachment["file"]).read_text(encoding="utf-8")
            for paragraph in body_texts(body):
                text.take(paragraph)


def take_imprint(text, document, moved):
    for key in ("recipients", "copies_to") if moved else ("copies_to",):
        for name in source.names(document.get(key)):
            text.take(name)
    text.take(document.get("printer", ""))
    text.take(source.date(document.get("printed_on", "")))


def form(document):
    """The layout a document is set in."""
    kinds = {"函": "letter", "命令": "order", "令": "order", "纪要": "minutes", "决议": "resolution",
             "公报": "resolution"}
    title = document.get("title", "")
    kind = document.get("kind") or next((k for k in kinds if title.endswith(k)), "")
    document["kind"] = kind
    return document.get("layout") or "gb9704/" + kinds.get(kind, "downward")


def check(pdf, document, folder, read):
    separate = any(isinstance(one, dict) and "separate" in one
                   for one in as_list(document.get("attachments")))
    layout = form(document)
    text = Text(read(pdf), layout not in OTHER_ORDER and not separate)
    moved = "主送：" in text.left  # the recipients stand in the imprint
    take_sheet(text, document)
    take_header(text, document)
    take_main(text, document, moved)
    take_attachments(text, document, folder)
    take_imprint(text, document, moved)
    if layout in ("gb9704/minutes", "house/bulletin"):
        text.take(*source.names(document["issuers"]))  # the office, beside the mark
    repeated = [source.squeeze(head) for body in [document.get("body")] + [
        one.get("body") for one in as_list(document.get("attachments")) if isinstance(one, dict)]
        for head in heads(body)]
    off = {letter: n for letter, n in text.to_the_left.items() if n}
    assert not off, "lost or added: %s" % off
    for piece in text.rest():
        for head in filter(None, repeated):
            piece = piece.replace(head, "")
        assert ADDED.fullmatch(piece), "added: %s" % piece


def main():
    wrong = 0
    for documents in (SAMPLES, CASES):
        with tempfile.TemporaryDirectory() as folder:
            program.render(*documents, "-o", folder)
            for path, read in itertools.product(documents, (text_on_pages, text_of_structure)):
                try:
                    check(Path(folder, path.stem + ".pdf"), source.read(path), path.parent, read)
                except AssertionError as error:
                    print("%s: %s: %s" % (path.name, read.__name__, error))
                    wrong += 1
    print("%d documents, %d findings" % (len(SAMPLES + CASES), wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
