# SPDX-License-Identifier: Apache-2.0
"""What a document says, read from its source without the program under test."""

import json
import re
from pathlib import Path

import yaml

# The keys as tests name them; samples may use either name.
CHINESE = {
    "文种": "kind", "版式": "layout", "份号": "copy_number", "密级": "secrecy",
    "紧急程度": "urgency", "发文机关": "issuers", "发文机关标志": "mark", "发文字号": "number",
    "签发人": "signers", "标题": "title", "题注": "title_note", "主送": "recipients",
    "正文": "body", "附件": "attachments", "署名": "signature", "成文日期": "date",
    "附注": "note", "期号": "issue", "抄送": "copies_to", "印发机关": "printer",
    "印发日期": "printed_on", "此页无正文": "no_text_page", "公开信息": "index", "链接": "link",
    "设置": "settings",
}


def parse(text):
    """YAML with every value a text, as the program has it: a date is no date object."""
    return yaml.load(text, Loader=yaml.BaseLoader)


def read(path):
    """The document at `path` as a map with English keys; the body of Markdown is `body`."""
    text = Path(path).read_text(encoding="utf-8")
    if str(path).endswith(".json"):
        found = json.loads(text)
    elif str(path).endswith(".md"):
        _, front, body = re.split(r"^---\s*$", text, maxsplit=2, flags=re.M)
        found = parse(front)
        found["body"] = body
    else:
        found = parse(text)
    return {CHINESE.get(key, key): value for key, value in found.items()}


def names(value):
    """A text or a list as a list; mappings give their name or title."""
    if value in (None, "", False, "false"):
        return []
    items = value if isinstance(value, list) else [value]
    return [
        item.get("name", item.get("title", "")) if isinstance(item, dict) else item
        for item in items
    ]


def paragraphs(body):
    """The lines of a body; of tables and figures in it their cells and captions."""
    for item in body if isinstance(body, list) else [body or ""]:
        if isinstance(item, dict):
            yield from drawn(*next(iter(item.items())))
            continue
        for line in filter(None, map(str.strip, item.split("\n"))):
            if line.startswith("|"):
                cells = [cell.strip() for cell in line.strip("|").split("|")]
                yield from (cell for cell in cells if not re.fullmatch(r":?-+:?", cell))
            elif line.startswith("!["):
                yield re.match(r"!\[(.*)\]\(", line)[1]
            else:
                yield line


def drawn(kind, value):
    """The texts of a table or figure, in the order they are printed."""
    if kind in ("table", "表格", "figure", "图"):
        yield value.get("caption", value.get("题名", ""))
    if kind in ("table", "表格"):
        head = value.get("head", value.get("表头", []))
        rows = head if head and all(isinstance(row, list) for row in head) else [head]
        for row in rows + value.get("rows", value.get("行", [])):
            for cell in row:
                text = cell.get("text", cell.get("文字")) if isinstance(cell, dict) else cell
                yield from text if isinstance(text, list) else text.split("\n")


def date(text):
    """A date as it is printed: 2015年12月9日."""
    match = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
    return "%d年%d月%d日" % tuple(map(int, match.groups())) if match else text


def squeeze(text):
    """Without white space of any kind."""
    return re.sub(r"\s", "", text)


def samples():
    """The documents of samples/."""
    folder = Path(__file__).resolve().parents[2] / "samples"
    return sorted(path for path in folder.glob("*.*") if path.name != "README.md")
