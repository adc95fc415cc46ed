# SPDX-License-Identifier: Apache-2.0
"""The text of the PDF is the text of the source: nothing lost, nothing changed, and nothing added
but what the layout adds. Read by `pdftotext -raw`, compared without white space."""

import re
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))

import program  # noqa: E402
import source  # noqa: E402

TESTS = HERE.parent
SAMPLES = sorted((TESTS.parent / "samples").glob("*.*"))
CASES = sorted((TESTS / "geometry" / "cases").glob("*.yaml"))
FOLIO = re.compile(r"^— \d+ —$", re.M)

# What a layout may add: labels, 文件 of the mark, numbers of headings and attachments, the marks
# between and behind the items of a list, the sheet's title and caption.
ADDED = re.compile(
    r"(文件|签发人：|附件：?|主送：|抄送：|印发|公开信息|扫一扫在手机打开当前页|（此页无正文）|"
    r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d\.?|（\d）|[、，：。（）])*"
)


class Text:
    """The text of a PDF, of which one piece after another is taken away."""

    def __init__(self, pdf):
        out, _ = program.run("pdftotext", "-raw", "-enc", "UTF-8", pdf, "-")
        self.left = source.squeeze(FOLIO.sub("", out.decode()))
        self.at = 0

    def take(self, *pieces):
        """Pieces that stand beside each other, in any order, behind those taken before."""
        ends = [self.at]
        for piece in map(source.squeeze, pieces):
            found = self.left.find(piece, self.at)
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
        yield re.sub(r"\*\*|^#+ +", "", line)


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
    for name in source.names(document.get("mark") or document["issuers"]):
        text.take(name)
    if document.get("issue"):
        text.take(document["issue"])
    text.take(document.get("number", ""), *source.names(document.get("signers")))


def take_main(text, document, moved):
    text.take(document["title"])
    if document.get("title_note"):
        text.take(document["title_note"])
    if not moved:
        for name in source.names(document.get("recipients")):
            text.take(name)
    for paragraph in body_texts(document["body"]):
        text.take(paragraph)
    for name in source.names(document.get("attachments")):
        text.take(name)
    if document.get("signature") not in (False, "false"):
        for name in source.names(document.get("signature") or document["issuers"]):
            text.take(name)
    text.take(source.date(document["date"]))
    if document.get("note"):
        text.take("（" + document["note"] + "）")


def take_attachments(text, document):
    for number, attachment in enumerate(document.get("attachments") or [], 1):
        if isinstance(attachment, dict):
            several = len(document["attachments"]) > 1
            text.take("附件" + (str(number) if several else ""))
            text.take(attachment["title"])
            for paragraph in body_texts(attachment.get("body")):
                text.take(paragraph)


def take_imprint(text, document, moved):
    for key in ("recipients", "copies_to") if moved else ("copies_to",):
        for name in source.names(document.get(key)):
            text.take(name)
    text.take(document.get("printer", ""))
    text.take(source.date(document.get("printed_on", "")))


def check(pdf, document):
    text = Text(pdf)
    moved = "主送：" in text.left  # the recipients stand in the imprint
    take_sheet(text, document)
    take_header(text, document)
    take_main(text, document, moved)
    take_attachments(text, document)
    take_imprint(text, document, moved)
    for piece in text.rest():
        assert ADDED.fullmatch(piece), "added: %s" % piece


def main():
    wrong = 0
    for documents in (SAMPLES, CASES):
        with tempfile.TemporaryDirectory() as folder:
            program.render(*documents, "-o", folder)
            for path in documents:
                try:
                    check(Path(folder, path.stem + ".pdf"), source.read(path))
                except AssertionError as error:
                    print("%s: %s" % (path.name, error))
                    wrong += 1
    print("%d documents, %d findings" % (len(SAMPLES + CASES), wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
