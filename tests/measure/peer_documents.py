# SPDX-License-Identifier: Apache-2.0
"""One report to a higher organ and one notice, as a clerk has them before the word processor: texts
with the face each is to have. Attachments are listed and not set."""

import re
from dataclasses import dataclass

import ruler
import source

# A clerk breaks titles by hand.
TITLES = {
    "report": ["广元市朝天区陈家乡人民政府", "关于2015年度政务公开工作", "开展情况的自查报告"],
    "notice": ["临江县人民政府办公室", "关于做好2024年防汛抗旱工作的通知"],
}
LEVELS = ((re.compile(r"[一二三四五六七八九十]+、"), "hei"),
          (re.compile(r"（[一二三四五六七八九十]+）"), "kai"))


@dataclass
class Document:
    name: str
    form: str
    mark: str
    number: str
    signer: str
    title: list
    recipients: str
    paragraphs: list  # each a list of (face, text)
    attachments: list
    organ: str
    date: str
    note: str
    copies: str
    printer: str
    printed_on: str


def pieces(paragraph):
    """A heading up to its first full stop has a face of its own."""
    for pattern, face in LEVELS:
        if pattern.match(paragraph):
            head, stop, rest = paragraph.partition("。")
            return [(face, head + stop)] + ([("fang", rest)] if rest else [])
    return [("fang", paragraph)]


def read(name):
    data = source.read(ruler.sample(name))
    organ, = source.names(data["issuers"])
    return Document(
        name=name,
        form=ruler.form_of(ruler.sample(name)),
        mark=organ + "文件",
        number=data["number"],
        signer=data.get("signers", ""),
        title=TITLES[name],
        recipients="、".join(source.names(data["recipients"])) + "：",
        paragraphs=[pieces(text) for text in source.paragraphs(data["body"])],
        attachments=source.names(data.get("attachments")),
        organ=organ,
        date=source.date(data["date"]),
        note="（%s）" % data["note"],
        copies="，".join(source.names(data.get("copies_to"))),
        printer=data["printer"],
        printed_on=source.date(data["printed_on"]) + "印发",
    )
