# SPDX-License-Identifier: Apache-2.0
"""Tables: a document a row, what columns are, and what is said of rows that are none."""

import csv
import io
import json
import re
import shutil
import sys
import unittest
from pathlib import Path

from case import Case

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
HEAD = ["文种", "发文机关", "发文字号", "标题", "主送", "正文", "成文日期"]


def row(number, **more):
    values = {"文种": "通知", "发文机关": "青河县人民政府", "发文字号": f"青府发〔2026〕{number}号",
              "标题": f"关于第{number}座古桥的通知", "主送": "各乡镇", "正文": "请照办。",
              "成文日期": "2026-01-05", **more}
    return [values[key] for key in values]


def table(rows, head=HEAD, **form):
    text = io.StringIO()
    csv.writer(text, **form).writerows([head, *rows])
    return text.getvalue()


def as_json(values, head=HEAD):
    return json.dumps(dict(zip(head, values)), ensure_ascii=False)


class Tables(Case):
    def finding(self, name):
        (found,) = self.record(name)["diagnostics"]
        return found

    def same_as_json(self, source, documents, *options, **more):
        """The PDF files of a table are those of the same documents as JSON Lines."""
        self.write("like.jsonl", "\n".join(documents))
        self.batch("like.jsonl", "-o", "like")
        self.batch(source, *options, **more)
        self.assertEqual(sorted(self.outputs().values()), sorted(self.outputs("like").values()))

    def test_a_document_a_row(self):
        rows = [row(1), row(2, 正文='一、说"照办"，就照办。\n二、速办。'), row(3)]
        self.write("all.csv", table(rows))
        self.same_as_json("all.csv", [as_json(values) for values in rows])
        self.assertEqual(sorted(self.outputs()),
                         ["all-000001.pdf", "all-000002.pdf", "all-000003.pdf"])
        self.assertEqual([record["input"] for record in self.records()],
                         ["all.csv:2", "all.csv:3", "all.csv:5"])
        self.assertEqual(self.batch("all.csv"), self.counts(documents=3, unchanged=3))

    def test_forms_of_the_same(self):
        """Tabs, a byte order mark, line ends of other systems, rows of nothing, other encodings."""
        documents = [as_json(row(1)), as_json(row(2))]
        rows = [row(1), [""] * len(HEAD), row(2)]
        self.write("tabs.tsv", table(rows, delimiter="\t", lineterminator="\n"))
        self.same_as_json("tabs.tsv", documents)
        for encoding, end in (("utf-8-sig", "\r\n"), ("gb18030", "\r\n"), ("utf-16", "\r")):
            text = table(rows, lineterminator=end, quoting=csv.QUOTE_NONNUMERIC)
            (self.folder / "all.csv").write_bytes(text.encode(encoding))
            shutil.rmtree(self.folder / "out")
            self.same_as_json("all.csv", documents, "--encoding", encoding.replace("-sig", ""))

    def test_another_encoding_than_it_should_be(self):
        (self.folder / "all.csv").write_bytes(table([row(1)]).encode("gb18030"))
        self.batch("all.csv", status=1)
        self.assertIn("all.csv:1:1: error[E0101]: the byte 0xCE is not UTF-8", self.said)
        self.assertIn("--encoding gb18030", self.said)
        (self.folder / "all.csv").write_bytes("文种\n通知,".encode("gb18030") + b"\x80")
        self.batch("all.csv", "--encoding", "gb18030", status=1)
        self.assertIn("all.csv:2:4: error[E0801]", self.said)
        self.batch("all.csv", "--encoding", "nothing", status=2)
        self.assertIn("no such encoding", self.said)

    def test_what_is_wrong_is_told_in_the_table(self):
        self.write("in/all.csv", table([
            row(1, 成文日期="2026年2月30日"), row(2, 标题=""), row(3)[:-1], row(4) + ["余"], row(5),
            row(6, 正文="第一段\n![桥](bridge.svg)")]))
        said = self.batch("in/all.csv", status=1)
        self.assertEqual(said, self.counts(documents=6, rendered=1, failed=5))
        finding = self.finding("all.csv:2")
        place = ",".join(row(1)).index("2026-01") + 1
        self.assertEqual((finding["code"], finding["file"], finding["line"], finding["column"]),
                         ("E0213", "in/all.csv", 2, place))
        self.assertTrue(finding["message"].startswith("row 2, 青府发〔2026〕1号, 成文日期: "), finding)
        finding = self.finding("all.csv:3")
        self.assertEqual((finding["code"], finding["line"]), ("E0225", 3))
        self.assertTrue(finding["message"].startswith("row 3, 青府发〔2026〕2号: "), finding)
        for name, cells in (("all.csv:4", 6), ("all.csv:5", 8)):
            self.assertEqual(self.finding(name)["code"], "E1121")
            self.assertIn(f"{cells} cells, and the first has 7", self.finding(name)["message"])
        finding = self.finding("all.csv:7")
        self.assertEqual((finding["code"], finding["line"], finding["column"]), ("E0216", 8, 6))

    def test_rows_as_spreadsheets_count_them(self):
        """Line breaks in cells and rows of nothing: a place is a line, a row has its own number."""
        rows = [row(1, 正文="一、办。\n二、办。"), [""] * len(HEAD), row(3, 发文字号="", 成文日期="昨天")]
        self.write("all.csv", table(rows))
        self.batch("all.csv", status=1)
        self.assertIn("all.csv:5:", self.said)
        self.assertIn("error[E0212]: row 4, 成文日期: '昨天' is not a date", self.said)

    def test_quotes(self):
        text = table([row(1), row(2)]).replace("请照办。", '"请"照办。', 1)
        self.write("all.csv", text)
        self.batch("all.csv", status=1)
        self.assertEqual(self.finding("all.csv:2")["code"], "E1122")
        self.assertEqual(self.record("all.csv:3")["outcome"], "rendered")
        self.write("all.csv", table([row(1), row(2)]).replace("2号", '2号,"'))
        self.batch("all.csv", "--force", status=1)
        self.assertIn("all.csv:3:1: error[E1122]", self.said)


class Columns(Case):
    ROWS = [["1", "甲", "请照办。", "无"]]
    HEAD = ["编号", "题名", "正文", "经办"]

    def columns(self, text, rows=None, head=None, status=0):
        self.write("all.csv", table(rows or self.ROWS, head or self.HEAD))
        self.write("columns.yaml", text)
        return self.batch("all.csv", "--columns", "columns.yaml", status=status)

    def test_columns_of_nothing(self):
        """E1158: a column without a name is nothing, as long as nothing stands in it."""
        self.write("all.csv", table([row(1) + ["", " "], row(2) + ["", ""]], HEAD + ["", " "]))
        self.assertEqual(self.batch("all.csv"), self.counts(documents=2, rendered=2))
        self.write("all.csv", table([row(1) + ["", ""], row(2) + ["", "已核"]], HEAD + ["", ""]))
        self.batch("all.csv", status=1)
        self.assertRegex(self.said, r"all.csv:1:\d+: error\[E1158\]: column 9 has no name")

    def test_a_first_row_that_has_no_names(self):
        """A caption above them, or a document: told with what to do, not with whole bodies."""
        for first in (["青河县公文汇总表"] + [""] * 6, row(1, 正文="请照办。" * 99 + "\n二、止。")):
            self.write("all.csv", table([HEAD, row(2)], first))
            self.batch("all.csv", status=1)
            self.assertIn("hint: names of columns stand in the first row, with nothing above",
                          self.said)
            self.assertNotIn("请照办。" * 7, self.said.splitlines()[0])

    def test_without_a_file(self):
        self.write("all.csv", table(self.ROWS, self.HEAD))
        self.batch("all.csv", status=1)
        self.assertIn("all.csv:1:1: error[E1117]: these columns are no keys of a document: "
                      "'编号', '题名', '经办'", self.said)
        self.assertIn("--columns", self.said)
        self.write("all.csv", table([["甲", "乙"]], ["标题", "title"]))
        self.batch("all.csv", status=1)
        self.assertIn("all.csv:1:4: error[E1120]: the columns '标题' and 'title'", self.said)

    def test_a_file(self):
        """Columns that it names, values that rows need not say, columns of no use."""
        text = ("columns: {编号: issue, 题名: title, 经办: null}\n"
                "values: {kind: 通知, issuers: 青河县人民政府, number: 青府发〔2026〕1号, "
                "title: 没有题名, recipients: 各乡镇, date: 2026-01-05}\n")
        self.columns(text, [*self.ROWS, ["2", " ", "请照办。", ""]])
        self.batch("all.csv", "--columns", "columns.yaml", "--name", "{title}", "-o", "named")
        self.assertEqual(sorted(self.outputs("named")), ["没有题名.pdf", "甲.pdf"])
        said = self.columns(text + "# another text\n")
        self.assertEqual(said, self.counts(documents=1, rendered=1))

    def test_a_file_with_mistakes(self):
        self.columns("columns: {编号: nunber, 名: title, 题名: [title], 经办: null}\n"
                     "values: {kin: 通知}\nseparator:\nrows: 1\n", status=1)
        for place, code in (("1:15", "E0201"), ("1:23", "E1119"), ("1:37", "E1118"),
                            ("2:10", "E0201"), ("3:1", "E1118"), ("4:1", "E1118")):
            self.assertIn(f"columns.yaml:{place}: error[{code}]", self.said)
        self.assertIn("did you mean 'number'?", self.said)
        self.columns("columns: [1]\nvalues: 2\n", status=1)
        self.assertIn("columns.yaml:2:9: error[E1118]", self.said)
        self.batch("all.csv", "--columns", "nowhere.yaml", status=2)
        self.assertIn("error[E0801]", self.said)

    def test_a_file_that_is_none(self):
        self.columns("# nothing\n" * 200_000, status=2)
        self.assertIn("error[E0802]: columns.yaml is larger than 1 MiB", self.said)
        self.batch("all.csv", "--columns", "nowhere.yaml", status=2)
        self.assertIn("error[E0801]: cannot read nowhere.yaml: No such file", self.said)

    def test_the_example_of_the_readme(self):
        for readme in ("README.md", "README.zh-CN.md"):
            text = (ROOT / readme).read_text("utf-8")
            (rows,) = re.findall(r"```\n(文号,.*?)```", text, re.S)
            (columns,) = re.findall(r"```yaml\n(columns:.*?)```", text, re.S)
            for name in set(re.findall(r"seals/\w+.svg", rows)):
                self.write(name, (SAMPLES / "seals/finance.svg").read_text("utf-8"))
            self.write("all.csv", rows)
            self.write("columns.yaml", columns)
            self.assertEqual(self.batch("all.csv", "--columns", "columns.yaml", "--force"),
                             self.counts(documents=1, rendered=1))
            self.write("all.csv", rows.replace("2026-01-05", "2026-02-30"))
            self.batch("all.csv", "--columns", "columns.yaml", status=1)
            self.assertIn("all.csv:2:32: error[E0213]: row 2, 青府发〔2026〕1号, 日期: there is no such "
                          "day as 2026-02-30", self.said)

    def test_several_values_in_a_cell(self):
        head = [*HEAD, "附件", "抄送"]
        self.write("all.csv", table([[*row(1, 发文机关="青河县财政局；青河县教育局"),
                                      "名单\n方案；表", "县委办公室；县人大办公室"]], head))
        self.write("like.jsonl", json.dumps(dict(zip(head, [
            *row(1, 发文机关=["青河县财政局", "青河县教育局"]), ["名单", "方案", "表"],
            "县委办公室；县人大办公室"]))))
        self.batch("like.jsonl", "-o", "like")
        self.batch("all.csv")
        self.assertEqual(list(self.outputs().values()), list(self.outputs("like").values()))
        self.write("all.csv", table([[*row(1, 发文机关="青河县财政局/青河县教育局"),
                                      "名单/方案/表", "县委办公室；县人大办公室"]], head))
        self.write("columns.yaml", "separator: /\n")
        self.batch("all.csv", "--columns", "columns.yaml")
        self.assertEqual(list(self.outputs().values()), list(self.outputs("like").values()))

    def test_seals_attachments_and_settings(self):
        """Parts of values; files lie beside the table."""
        shutil.copytree(SAMPLES / "seals", self.folder / "in/seals")
        seals = sorted(path.name for path in (self.folder / "in/seals").iterdir())[:2]
        self.write("in/list.md", "古桥三座。\n")
        head = ["公章", *HEAD, "附件.文件", "附件", "settings.duplex"]
        cells = row(1, 发文机关="青河县财政局；青河县教育局；青河县司法局")
        self.write("in/all.csv", table([[f"seals/{seals[0]}；；seals/{seals[1]}", *cells,
                                         "；list.md", "方案；名单", "true"]], head))
        self.write("columns.yaml", "columns: {公章: issuers.seal}\n")
        document = dict(zip(HEAD, cells))
        document["发文机关"] = [{"name": "青河县财政局", "seal": f"seals/{seals[0]}"}, "青河县教育局",
                            {"name": "青河县司法局", "seal": f"seals/{seals[1]}"}]
        document["附件"] = ["方案", {"title": "名单", "file": "list.md"}]
        document["settings"] = {"duplex": "true"}
        self.write("in/like.json", json.dumps(document))
        self.batch("in", "-o", "like", "--match", "*.json")
        self.batch("in/all.csv", "--columns", "columns.yaml")
        self.assertEqual(list(self.outputs().values()), list(self.outputs("like").values()))
        self.write("columns.yaml", "columns: {公章: issuers.sea}\n")
        self.batch("in/all.csv", "--columns", "columns.yaml", status=1)
        self.assertIn("columns.yaml:1:15: error[E0201]", self.said)


if __name__ == "__main__":
    sys.exit(unittest.main())
