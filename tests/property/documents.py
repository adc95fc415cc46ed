# SPDX-License-Identifier: Apache-2.0
"""Random documents, each whole and valid, from a seed: the same seed gives the same document.

A document of all elements the program knows, in any combination that makes sense. Images are named
as samples/ has them; whoever renders lays those folders beside the document.
"""

import random

from words import HEADS, Words

DOWNWARD = "决定 公告 通告 意见 通知 通知 通知 通报 批复 议案".split()
FORMS = {  # what a layout does not show or does not know
    "downward": (), "upward": (),
    "letter": ("issue", "rule_star", "red_rule", "lead_mark", "secrecy_line", "copy_number_face",
               "print_run", "printer"),
    "order": ("title", "title_note", "recipients", "number", "rule_star", "red_rule",
              "title_pitch", "date_note"),
    "minutes": ("recipients", "number", "date_margin", "sealed", "signature"),
    "resolution": ("recipients", "date_margin", "sealed", "signature"),
    "plain": ("rule_star", "red_rule", "letterhead", "lead_mark", "mark_edge", "issue", "number",
              "copy_number_face", "secrecy_line", "imprint_on_even", "print_run", "copies",
              "copy_number", "printer", "signers", "mark", "sealed"),
}
SETTINGS = {
    "rule_star": [True], "red_rule": ["0.7mm", "1mm"], "letterhead": ["preprinted"],
    "lead_mark": [True], "mark_edge": ["em"], "copy_number_face": ["hei"],
    "secrecy_line": ["next"], "digits": ["latin"], "text_size": ["15.75pt"],
    "line_pitch": ["28pt", "28.95pt", "29.5pt"], "title_pitch": ["33pt", "36pt"],
    "date_margin": ["4字"], "no_text": ["flush"], "mirror_margins": [True],
    "imprint_on_even": [True], "duplex": [True], "page_number": ["center"],
    "print_run": ["80", "1200"],
}
SEALS = ["seals/%s.svg" % name
         for name in "agriculture city county education finance health".split()]
STAMPS = ["stamps/director.svg", "stamps/mayor.svg"]


class Maker(Words):
    def __init__(self, seed):
        super().__init__(random.Random(seed))
        self.made = {}
        self.figures = 0
        self.tables = 0

    # ---- Tables and figures -------------------------------------------------------------------

    def gfm(self):
        columns = self.random.randint(2, 5)
        rows = [[self.cell() for _ in range(columns)]
                for _ in range(self.random.randint(2, self.one([5, 5, 12, 40])))]
        marks = [self.one([":--", ":--:", "--:", "---"]) for _ in range(columns)]
        head = [self.head() for _ in range(columns)]
        return "\n".join("| " + " | ".join(row) + " |" for row in [head, marks] + rows)

    def spanned_row(self, columns):
        """A row in which one cell may span two columns."""
        at = self.random.randrange(columns - 1)
        row = [self.cell() for _ in range(columns)]
        if columns > 2 and self.chance(0.5):
            row[at:at + 2] = [{"text": self.cell(), "span": 2}]
        return row

    def reaching_rows(self, columns):
        """Two rows of which a cell of the first reaches down into the second."""
        at = self.random.randrange(columns)
        first = [self.cell() for _ in range(columns)]
        first[at] = {"text": self.cell(), "rows": 2}
        return [first, [self.cell() for _ in range(columns - 1)]]

    def several(self):
        return ["%d.%s。" % (i + 1, self.clause(plain=True))
                for i in range(self.random.randint(2, 4))]

    def table(self, turned):
        columns = self.random.randint(4, 9) if turned else self.random.randint(2, 6)
        table = {"rows": []}
        if self.chance(0.7):
            self.tables += 1
            table["caption"] = self.caption("表", self.tables)
        if self.chance(0.85):
            table["head"] = [self.head() for _ in range(columns)]
            if columns > 2 and self.chance(0.25):
                rest = [{"text": self.head(), "rows": 2} for _ in range(columns - 2)]
                table["head"] = [
                    [{"text": self.head(), "span": 2}] + rest,
                    [self.head(), self.head()]]
        for _ in range(self.random.randint(1, self.one([4, 8, 15, 45]))):
            if self.chance(0.12):
                table["rows"] += self.reaching_rows(columns)
            else:
                row = self.spanned_row(columns)
                if self.chance(0.1) and isinstance(row[-1], str):
                    row[-1] = self.several()
                table["rows"].append(row)
        if turned:
            table["landscape"] = True
        if self.chance(0.4):
            width = (220 if turned else 156) // columns
            table["widths"] = ["%dmm" % width] * columns
        if self.chance(0.5):
            table["align"] = [self.one(["left", "center", "right"]) for _ in range(columns)]
        if self.chance(0.4):
            table["borders"] = self.one(["all", "rules", "none"])
        if self.chance(0.3):
            table["break-rows"] = True
        return {"table": table}

    def figure(self):
        self.figures += 1
        figure = {"image": self.one(["figures/chart.svg", "figures/map.svg"]),
                  "width": "%dmm" % self.random.randint(50, 150)}
        if self.chance(0.8):
            figure["caption"] = self.caption("图", self.figures)
        return {"figure": figure}

    # ---- Bodies -------------------------------------------------------------------------------

    def lines(self, count):
        """So many lines of text: headings with numbers or # signs, and paragraphs."""
        signs = self.chance(0.15)
        counts = [0, 0, 0, 0]
        level = -1
        for i in range(count):
            if i == 0 or self.chance(0.55):
                yield self.paragraph()
                continue
            level = self.random.randint(0, min(level + 1, 3))
            if signs:
                yield "#" * (level + 1) + " " + self.one(HEADS) + self.one(["", self.one(HEADS)])
                continue
            yield self.heading(level, counts[level] % 20)
            counts[level] += 1
            counts[level + 1:] = [0] * (3 - level)

    def body(self, most, drawn=0.25):
        """A text, or a list with tables, figures and page breaks. Its last line is a paragraph."""
        lines = list(self.lines(self.random.randint(1, most)))
        lines.append(self.paragraph(2))
        if not self.chance(drawn):
            return "\n".join(lines)
        items, texts = [], []
        for i, line in enumerate(lines):
            texts.append(line)
            if i + 1 < len(lines) and self.chance(0.12):
                kind = self.one(["gfm", "table", "table", "figure", "break", "rule", "turned"])
                if kind == "gfm":
                    texts += ["", self.gfm(), ""]
                elif kind == "rule":
                    texts.append("---")
                else:
                    items.append("\n".join(texts))
                    texts = []
                    items.append({"page-break": True} if kind == "break" else self.figure()
                                 if kind == "figure" else self.table(kind == "turned"))
        return items + ["\n".join(texts)]

    def attachment(self, i):
        title = self.title(self.one(["名单", "办法", "方案", "汇总表"]), 6, self.one([16, 30, 70]))
        title = "%s（%d）" % (title, i + 1)
        if self.chance(0.45):
            return title
        made = {"title": title, "body": self.body(self.one([3, 10, 25]), 0.4)}
        if self.chance(0.15):
            made["body"] = [self.table(True)]
        elif self.chance(0.1):
            made["body"] = [self.table(False)]
        if self.chance(0.15):
            made["label"] = False
        elif self.chance(0.15):
            made["separate"] = True
        return made

    # ---- Header, signing and imprint ----------------------------------------------------------

    def issuers(self, sealed):
        count = self.one([1, 1, 1, 1, 2, 3, 4, 5, 8, 10])
        if not sealed:
            count = 1  # minutes have one line for their organs
        names = self.organs(count, 4, self.one([8, 12, 20]))
        how = self.one(["none", "none", "seal", "seal", "hand", "stamp"]) if sealed else "none"
        made = []
        for name in names:
            if how == "none":
                made.append(name)
            elif how == "seal":
                seal = self.one(SEALS)
                if self.chance(0.3):
                    seal = {"image": seal, "diameter": self.one(["38mm", "42mm", "45mm"])}
                made.append({"name": name, "seal": seal})
            elif how == "hand":
                made.append({"name": name, "seal": {"diameter": "42mm"}})
            else:
                stamp = {"image": self.one(STAMPS), "width": self.one(["28mm", "32mm", "40mm"])}
                made.append({"name": name, "post": name[:2] + self.one(["县长", "局长", "市长"]),
                             "stamp": stamp})
        return made[0] if count == 1 and self.chance(0.5) else made

    def number(self, document=False):
        if not document:
            return super().number()
        return "%s发〔%d〕%d号" % (self.one(["临府", "云水", "南财", "青教办", "白应急"]),
                                self.random.randint(2012, 2029), self.random.randint(1, 199))

    def day(self):
        year, month, day = self.date()
        return self.one(["%d-%02d-%02d", "%d年%d月%d日"]) % (year, month, day)

    def header(self, form, lacks):
        made = {}
        if "copy_number" not in lacks and self.chance(0.25):
            made["copy_number"] = "%06d" % self.random.randint(1, 999999)
            if self.chance(0.7):
                made["secrecy"] = self.one(["绝密", "机密★1年", "秘密★10年", "秘密★6个月"])
        if "copy_number" not in lacks and self.chance(0.25):
            made["urgency"] = self.one(["特急", "加急"])
        made["issuers"] = self.issuers("sealed" not in lacks)
        if form in ("order", "minutes") or ("issue" not in lacks and self.chance(0.03)):
            made["issue"] = "第%d号" % self.random.randint(1, 200)
        if "mark" not in lacks and self.chance(0.06):
            made["mark"] = self.organ(6, 12) + self.one(["文件", "专报"])
        if "number" not in lacks:
            made["number"] = self.number(True)
        if form == "upward":
            made["signers"] = self.persons(self.one([1, 1, 2, 3, 4, 6, 8]))
        return made

    def settings(self, lacks):
        made = {}
        for name in SETTINGS:
            if name not in lacks and self.chance(0.06):
                made[name] = self.one(SETTINGS[name])
        return made

    def imprint(self, lacks):
        made = {}
        if "copies" not in lacks and self.chance(0.75):
            made["copies_to"] = self.organs(self.one([1, 2, 4, 6, 6, 12, 25, 40]), 4,
                                            self.one([8, 12]))
        if "printer" not in lacks and self.chance(0.85):
            made["printer"] = self.organ()
            made["printed_on"] = self.day()
        return made

    def sheet(self):
        made = {}
        if self.chance(0.7):
            made["index"] = {"索引号": "00842/2024-%05d" % self.random.randint(1, 9999),
                             "发布机构": self.organ(), "成文日期": self.date_text(),
                             "公文种类": self.one(DOWNWARD), "有效性": "有效", "废止日期": ""}
        if not made or self.chance(0.6):
            made["link"] = "https://www.example.gov.cn/%d.html" % self.random.randint(1, 10 ** 9)
        return made

    def main(self, form, lacks, kind):
        made = {}
        if "title" not in lacks:
            made["title"] = self.title(kind, 6, self.one([8, 20, 40, 60, 79]))
        if "title_note" not in lacks and self.chance(0.15):
            made["title_note"] = self.date_text() + self.organ() + "会议通过"
        if "recipients" not in lacks and (form != "plain" or self.chance(0.3)):
            made["recipients"] = self.organs(self.one([1, 1, 2, 3, 5, 5, 8, 15, 25, 40]), 4,
                                             self.one([8, 12]))
        made["body"] = self.body(self.one([1, 2, 5, 10, 10, 20, 40, 79]))
        if self.chance(0.45):
            made["attachments"] = [self.attachment(i) for i in range(self.random.randint(1, 6))]
        if form != "plain" or self.chance(0.7):
            made["date"] = self.day()
        if self.chance(0.4):
            made["note"] = self.one(["此件公开发布", "联系人：%s，电话：0000—%d"
                                     % (self.person(), self.random.randint(10 ** 6, 10 ** 7))])
        if form == "minutes":
            for key, share in (("present", 0.9), ("excused", 0.4), ("attending", 0.7)):
                if self.chance(share):
                    made[key] = self.persons(self.one([1, 3, 6, 15, 30]))
        elif self.chance(0.06) and "signature" not in lacks and "date" in made:
            made["no_text_page"] = True
        return made


def make(seed):
    """The document of a seed, as JSON data."""
    maker = Maker(seed)
    form = maker.one(["downward"] * 5 + ["upward"] * 3 + ["letter"] * 2
                     + ["order", "minutes", "resolution", "plain"])
    lacks = FORMS[form]
    made = {}
    kind = {"downward": maker.one(DOWNWARD), "upward": maker.one(["报告", "请示", "请示", "意见"]),
            "letter": maker.one(["函", "函", "通知", "批复"]), "order": maker.one(["令", "命令"]),
            "minutes": "纪要", "resolution": maker.one(["决议", "公报"]), "plain": "汇报"}[form]
    if form == "plain":
        made["layout"] = "plain"
    else:
        made["kind"] = kind
    if form == "letter" and kind != "函":
        made["layout"] = "gb9704/letter"
    settings = maker.settings(lacks)
    if settings:
        made["settings"] = settings
    made.update(maker.header(form, lacks))
    made.update(maker.main(form, lacks, kind))
    made.update(maker.imprint(lacks))
    if maker.chance(0.08):
        made.update(maker.sheet())
    if any(isinstance(item, dict) and item.get("stamp") for item in listed(made["issuers"])):
        made.pop("no_text_page", None)
    return made


def listed(value):
    """A value as a list."""
    return [] if value is None else value if isinstance(value, list) else [value]
