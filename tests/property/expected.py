# SPDX-License-Identifier: Apache-2.0
"""What a document must print, read from its data without the program: the texts it was given, in
groups as they stand on the pages, and the characters that the layout adds to them."""

import re
from collections import Counter
from dataclasses import dataclass, field

from documents import listed
from words import HAN

SUFFIX = {"downward": "文件", "upward": "文件", "resolution": "文件", "letter": "", "order": "令",
          "minutes": "纪要"}
LABELS = {"present": "出席：", "excused": "请假：", "attending": "列席："}


def squeeze(text):
    return re.sub(r"\s", "", text)


def form_of(document):
    """The form of a document: the last part of its layout's name."""
    if "layout" in document:
        return document["layout"].split("/")[-1]
    kind = document.get("kind")
    forms = {"函": "letter", "纪要": "minutes", "令": "order", "命令": "order", "决议": "resolution",
             "公报": "resolution"}
    return forms.get(kind) or ("upward" if document.get("signers") else "downward")


def date(text):
    return "%d年%d月%d日" % tuple(map(int, re.findall(r"\d+", text)))


@dataclass
class Group:
    """Texts that stand beside each other, in any order."""

    role: str
    texts: list
    begins: bool = False  # a separate attachment


@dataclass
class Expected:
    groups: list = field(default_factory=list)
    added: Counter = field(default_factory=Counter)
    heads: list = field(default_factory=list)  # of tables, as one text each
    first: str = ""  # what the body begins with: text, table, figure or break
    form: str = ""
    figures: int = 0
    signed: int = 0  # images of seals and stamps

    def give(self, role, *texts):
        texts = [squeeze(text) for text in texts if text and squeeze(text)]
        if texts:
            self.groups.append(Group(role, texts))

    def add(self, text):
        self.added.update(squeeze(text))

    def names(self, role, names, separator="、"):
        """A list of names: each is a text, what stands between them is added."""
        for name in names:
            self.give(role, name)
        self.add(separator * (len(names) - 1))


def of(document, moved):
    """`moved`: the recipients stand in the imprint."""
    found = Expected(form=form_of(document))
    _sheet(found, document)
    _header(found, document)
    _title(found, document)
    recipients = listed(document.get("recipients"))
    if recipients and not moved:
        found.names("recipients", recipients)
        found.add("：")
    found.first = _body(found, document["body"], "body")
    _behind_body(found, document)
    bound = [(number, a) for number, a in _attached(document) if not a.get("separate")]
    for number, attachment in bound:
        _attachment(found, document, number, attachment, "attached")
    _imprint(found, document, recipients if moved else [])
    for number, attachment in _attached(document):
        if attachment.get("separate"):
            _attachment(found, document, number, attachment, "separate")
    return found


def _sheet(found, document):
    if document.get("index") or document.get("link"):
        found.add("公开信息")
    for label, value in (document.get("index") or {}).items():
        found.give("sheet", label, value)
    if document.get("link"):
        found.add("扫一扫在手机打开当前页")


def _names_of(document):
    return [i["name"] if isinstance(i, dict) else i for i in listed(document.get("issuers"))]


def _header(found, document):
    settings = document.get("settings", {})
    names = _names_of(document)
    number = [document.get("number")] if found.form not in ("order", "minutes") else []
    above = [document.get(key) for key in ("copy_number", "secrecy", "urgency")]
    if found.form == "plain":
        return
    if found.form != "letter":
        found.give("header", *above)
    if settings.get("letterhead") != "preprinted":
        if document.get("mark"):
            found.give("header", document["mark"])
        else:
            lead = found.form == "letter" or settings.get("lead_mark")
            found.give("header", *(names[:1] if lead else names))
            found.add(SUFFIX[found.form])
    found.give("header", document.get("issue"))
    if found.form == "letter":
        found.give("header", *above, *number)
    elif found.form == "upward":
        found.give("header", *number, *listed(document.get("signers")))
        found.add("签发人：")
    elif found.form == "minutes":
        found.names("header", names)
        found.give("header", date(document["date"]))
    else:
        found.give("header", *number)


def _title(found, document):
    if found.form == "order":
        return
    found.give("title", document["title"])
    note = document.get("title_note")
    if not note and found.form == "resolution" and document.get("date"):
        note = date(document["date"])
    if note:
        found.give("title", note)
        found.add("（）")


# ---- Bodies -----------------------------------------------------------------------------------


def _cell_texts(cell):
    content = cell["text"] if isinstance(cell, dict) else cell
    return ["".join(listed(content))]


def _table(found, table, role):
    if table.get("caption"):
        found.give(role, table["caption"])
    head = table.get("head") or []
    rows = head if head and isinstance(head[0], list) else [head] if head else []
    whole = [squeeze(text) for row in rows for cell in row for text in _cell_texts(cell)]
    if whole:
        found.heads.append(whole)
    kind = "-divided" if table.get("break-rows") else "-cell"
    for row in rows + table["rows"]:
        found.give(role + kind, *[text for cell in row for text in _cell_texts(cell)])


def _gfm(found, lines, role):
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    _table(found, {"head": rows[0], "rows": rows[2:]}, role)


def _markdown(found, text, role, counts):
    lines = [line.strip() for line in text.split("\n")]
    at = 0
    first = ""
    while at < len(lines):
        line = lines[at]
        if line.startswith("|"):
            end = at
            while end < len(lines) and lines[end].startswith("|"):
                end += 1
            _gfm(found, lines[at:end], role)
            first = first or "table"
            at = end
            continue
        if line == "---":
            first = first or "break"
        elif line:
            first = first or "text"
            signs = re.match(r"#+ ", line)
            if signs:
                level = len(signs[0]) - 2
                counts[level] += 1
                counts[level + 1:] = [0] * (3 - level)
                han = HAN[counts[level]] if level < 2 and counts[level] + 1 < len(HAN) else ""
                found.add(("%s、" % han, "（%s）" % han, "%d." % counts[level],
                           "（%d）" % counts[level])[level])
                line = line[len(signs[0]):]
            found.give(role, line.replace("**", ""))
        at += 1
    return first


def _body(found, body, role):
    counts = [0, 0, 0, 0]
    first = ""
    for item in listed(body):
        if isinstance(item, str):
            begins = _markdown(found, item, role, counts)
            first = first or begins
            continue
        if item.get("table"):
            _table(found, item["table"], role)
        elif item.get("figure"):
            found.figures += 1
            found.give(role, item["figure"].get("caption"))
        first = first or next(iter(item))
    return first


# ---- Below the body ---------------------------------------------------------------------------


def _attached(document):
    """The attachments that are set, each with its number, 0 for none."""
    items = [{"title": a} if isinstance(a, str) else a
             for a in listed(document.get("attachments"))]
    several = sum(a.get("label", True) for a in items) > 1
    number = 0
    for item in items:
        number += item.get("label", True)
        if "body" in item:
            yield number if several and item.get("label", True) else 0, item


def _behind_body(found, document):
    listed_names = [a if isinstance(a, str) else a["title"]
                    for a in listed(document.get("attachments"))
                    if isinstance(a, str) or a.get("label", True)]
    if listed_names:
        found.add("附件：")
    for i, name in enumerate(listed_names, 1):
        found.give("list", name)
        found.add("%d." % i if len(listed_names) > 1 else "")
    if document.get("no_text_page"):
        found.add("（此页无正文）")
    for key, label in LABELS.items():
        if document.get(key):
            found.names("present", listed(document[key]))
            found.add(label)
    if found.form not in ("minutes", "resolution"):
        issuers = listed(document.get("issuers"))
        stamped = any(isinstance(i, dict) and i.get("stamp") for i in issuers)
        names = [i["post"] for i in issuers] if stamped else _names_of(document)
        day = [date(document["date"])] if document.get("date") else []
        found.give("sign", *names, *day)
        drawn = [i.get("seal") or i.get("stamp") for i in issuers if isinstance(i, dict)]
        found.signed = sum(isinstance(image, str) or "image" in image for image in drawn)
    if document.get("note"):
        found.give("note", document["note"])
        found.add("（）")


def _attachment(found, document, number, attachment, role):
    before = len(found.groups)
    if attachment.get("label", True):
        text = "附件%s" % (number or "")
        if role == "separate":
            found.give(role, document.get("number"))
        found.give(role, text)
    found.give(role, attachment["title"])
    found.groups[before].begins = role == "separate"
    _body(found, attachment["body"], role)


def _imprint(found, document, recipients):
    if found.form == "plain":
        return
    for names, label in ((recipients, "主送：。"), (listed(document.get("copies_to")), "抄送：。")):
        if names:
            found.names("imprint", names)
            found.add(label)
    if document.get("printer") and found.form != "letter":
        found.give("imprint", document["printer"], date(document["printed_on"]))
        found.add("印发")
    run = document.get("settings", {}).get("print_run")
    if run:
        found.give("imprint", "（共印%s份）" % run)
