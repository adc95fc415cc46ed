# SPDX-License-Identifier: Apache-2.0
"""`hongtou batch --summary`: one page for a person. tests/report opens it in a browser."""

import subprocess
import sys
import unittest
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

from case import PROGRAM, SECONDS, Case, document

NASTY = "<img src=x onerror=alert(1)>&\"'.yaml"
VOID = {"meta", "img"}


class Page(HTMLParser):
    """Elements with their classes and texts; complains of tags that do not match."""

    def __init__(self, text):
        super().__init__()
        self.open, self.elements, self.text = [], [], text
        self.feed(text)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag, attributes):
        element = {"tag": tag, "text": "", **dict(attributes)}
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag):
        assert self.open.pop()["tag"] == tag, tag

    def handle_data(self, data):
        for element in self.open:
            element["text"] += data

    def all(self, tag, name=None):
        return [one for one in self.elements if one["tag"] == tag
                and (name is None or name in one.get("class", "").split())]

    def texts(self, tag, name=None):
        return [one["text"] for one in self.all(tag, name)]


class Summary(Case):
    def page(self, *options, status=0, **more):
        self.batch("in", "--summary", "all.html", *options, status=status, **more)
        return self.read()

    def read(self, name="all.html"):
        return Page((self.folder / name).read_text("utf-8"))

    def count(self, page):
        names = page.texts("dt")
        return dict(zip(names, map(int, page.texts("dd"))))

    def test_all_is_well(self):
        self.write_all(4)
        page = self.page()
        self.assertEqual(self.count(page), {"documents": 4, "failed": 0, "rendered": 4,
                                            "unchanged": 0, "pages": 4})
        self.assertEqual(page.texts("p", "verdict"), ["all documents are there"])
        self.assertIn("No document failed.", page.texts("p", "nothing"))
        self.assertEqual(page.all("details"), [])
        links = [unquote(one["href"]) for one in page.all("a")]
        self.assertEqual(links, [f"./out/d{number:03d}.pdf" for number in range(1, 5)])
        self.assertIn("N0412", page.texts("code"))
        self.assertEqual(page.texts("span", "about"),
                         [text for number in range(1, 5) for text in
                          (f"青府发〔2026〕{number}号", f"关于第{number}座古桥的通知")])

    def test_kinds_count_documents(self):
        """Two findings of a kind in one document are one."""
        self.write("in/1.yaml", document(1, "eins: 1\nzwei: 2\n"))
        self.write("in/2.yaml", document(2, "drei: 3\n"))
        (kind,) = self.page(status=1).all("details")
        self.assertIn("'eins'", kind["text"])
        self.assertIn("'zwei'", kind["text"])
        self.assertEqual(self.read().texts("span", "count")[0], "2")

    def test_failures_come_first_by_kind(self):
        self.write_all(12)
        for number in (2, 5, 7):
            self.write(f"in/d{number:03d}.yaml", document(number).replace("2026-01-05", "昨天"))
        self.write("in/d011.yaml", document(11).replace("title:", "titel:"))
        page = self.page(status=1)
        self.assertEqual(page.texts("p", "verdict"), ["some documents failed"])
        self.assertEqual(page.texts("h2")[:2], ["Failures", "Warnings"])
        first, second = page.all("details")
        self.assertIn("open", first)
        self.assertEqual(page.texts("span", "kind"), ["'…' is not a date",
                                                      "'…' is not a key of a document"])
        for words in ("E0212", "d002.yaml", "in/d002.yaml:7:7", "'昨天' is not a date",
                      "write it as 2015-12-09"):
            self.assertIn(words, first["text"])
        self.assertEqual(first["text"].count("write it as"), 1, "a hint of three is told once")
        self.assertIn("did you mean 'title'?", second["text"])

    def test_warnings(self):
        self.write_all(2)
        self.batch("in")
        for number in (1, 2):
            self.write(f"in/d{number:03d}.yaml", document(number + 50))
        page = self.page("--name", "{number}")
        (kind,) = page.all("details")
        self.assertNotIn("open", kind)
        self.assertIn("W1111", kind["text"])

    def test_text_stays_text(self):
        self.write(f"in/{NASTY}", document(1).replace("2026-01-05", "<script>alert(2)</script>"))
        self.write(f"in/b{NASTY}", document(2))
        page = self.page(status=1)
        self.assertEqual(page.all("img") + page.all("script"), [])
        self.assertEqual([one for one in page.elements if any(key.startswith("on") for key in one
                                                              if key != "open")], [])
        self.assertIn(NASTY, page.texts("span", "name"))
        (link,) = page.all("a")
        self.assertTrue((self.folder / unquote(link["href"])).is_file(), link)

    def test_in_chinese(self):
        self.write_all(2)
        page = self.page(environment={"LANGUAGE": "zh_CN", "LC_ALL": "", "LANG": "zh_CN.UTF-8"})
        self.assertEqual(page.all("html")[0]["lang"], "zh")
        self.assertEqual(page.texts("h1"), ["整批排版报告"])
        self.assertEqual(page.texts("p", "verdict"), ["全部完成"])

    def test_links_go_from_where_the_page_is(self):
        self.write_all(1)
        (self.folder / "a/b").mkdir(parents=True)
        self.batch("in", "--summary", "a/b/all.html")
        (link,) = self.read("a/b/all.html").all("a")
        self.assertEqual(link["href"], "./../../out/d001.pdf")

    def test_pictures(self):
        self.write_all(3)
        self.batch("in")
        self.assertEqual(self.pictures(self.page("--thumbnails", "small", "--match", "*")), 3)
        self.assertIn("rendered: 0", self.batch("in", "--summary", "all.html", "--thumbnails",
                                                "small"))
        self.write("in/d002.yaml", document(99))
        self.assertIn("rendered: 1", self.batch("in", "--summary", "all.html", "--thumbnails",
                                                "small"))
        self.assertEqual(self.pictures(self.read()), 3)
        self.write("many.txt", "in/d001.yaml\n" + "in/none.yaml\n" * 5000)
        said = self.batch("many.txt", "--summary", "all.html", "--thumbnails", "none", status=1)
        self.assertEqual(said, self.counts(documents=5001, rendered=1, failed=5000))
        self.assertEqual(self.read().all("img"), [])
        self.assertEqual(list((self.folder / "none").iterdir()), [])
        self.batch("in", "--thumbnails", "small", status=2)
        self.assertIn("--thumbnails are for --summary", self.said)

    def pictures(self, page):
        """How many are shown; each is there and a PNG."""
        found = [self.folder / unquote(one["src"]) for one in page.all("img")]
        for path in found:
            self.assertEqual(path.read_bytes()[1:4], b"PNG", path)
        return len(set(found))

    def test_of_joined_reports(self):
        self.write_all(8)
        for shard in (1, 2):
            self.batch("in", "--shard", f"{shard}/2", "--summary", f"s{shard}.html", "--thumbnails",
                       "small")
            (self.folder / "report.jsonl").rename(self.folder / f"r{shard}.jsonl")
        self.merge("r1.jsonl", "r2.jsonl", "-o", "out", "--thumbnails", "small")
        page = self.read()
        self.assertEqual(self.count(page), {"documents": 8, "failed": 0, "rendered": 8,
                                            "unchanged": 0, "pages": 8, "reports": 2})
        self.assertEqual((len(page.all("a")), self.pictures(page)), (16, 8))
        before = page.text
        self.merge("r2.jsonl", "r1.jsonl", "-o", "out", "--thumbnails", "small")
        self.assertEqual(self.read().text, before, "the same reports, another page")
        self.merge("r1.jsonl", "r1.jsonl", "r2.jsonl", status=1)
        self.assertEqual(self.read().texts("p", "verdict"), ["something is wrong with the whole"])
        self.merge("r1.jsonl", status=1)
        page = self.read()
        self.assertEqual(page.texts("p", "verdict"), ["documents are missing"])
        self.assertEqual(page.all("a"), [])
        self.assertIn("E1132", page.texts("code"))

    def merge(self, *arguments, status=0):
        done = subprocess.run([PROGRAM, "batch", "--merge", *arguments, "--summary", "all.html"],
                              cwd=self.folder, capture_output=True, text=True, timeout=SECONDS)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)

    def test_too_many_to_list(self):
        self.write_all(1)
        self.batch("in")
        (record,) = self.records()
        text = (self.folder / "report.jsonl").read_text("utf-8")
        lines = [text.replace('"number":1,"of":1', f'"number":{number},"of":5001')
                 .replace("d001.", f"d{number:04d}.") for number in range(1, 5002)]
        self.assertEqual(record["number"], 1)
        Path(self.folder, "many.jsonl").write_text("".join(lines), "utf-8")
        self.merge("many.jsonl")
        page = self.read()
        self.assertIn("There are 5001: the report lists them.", page.texts("p", "nothing"))
        self.assertEqual(page.all("tr"), [])
        self.assertEqual(self.count(page)["documents"], 5001)


if __name__ == "__main__":
    sys.exit(unittest.main())
