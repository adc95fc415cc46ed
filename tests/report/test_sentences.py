# SPDX-License-Identifier: Apache-2.0
"""Each kind of finding as a sentence, in both languages."""

import unittest

from case import Report, write
from sample import case, finding


def change(old, new):
    return {"from": old, "to": new}


def on(kind, element, **more):
    """A finding on page 2, from line 7 of the document."""
    return finding(kind, 2, **{"element": element, "line": 7, "marks": 1, **more})


SENTENCES = [
    (finding("page-count", 0, **change("2", "3")),
     "the number of pages changed from 2 to 3", "页数由 2 页变为 3 页"),
    (finding("page-size", 1, **change("210.0 x 297.0", "216.0 x 279.0")),
     "page 1: the page changed from 210.0 x 297.0 mm to 216.0 x 279.0 mm",
     "第1页：幅面由 210.0 x 297.0 mm 变为 216.0 x 279.0 mm"),
    (finding("face", 0, **change("FandolFang 0.3.1", "FandolFang 0.4")),
     "the typeface changed from FandolFang 0.3.1 to FandolFang 0.4",
     "字体由 FandolFang 0.3.1 变为 FandolFang 0.4"),
    (finding("ink", 0, text="red", **change("#FF0000", "#F20000")),
     "the ink red changed from #FF0000 to #F20000", "墨色 red 由 #FF0000 变为 #F20000"),
    (on("moved", "number", dx=0.0, dy=0.5),
     "page 2: number moved 0.5 mm down (a.yaml:7)", "第2页：发文字号下移 0.5 mm（a.yaml:7）"),
    (on("moved", "seals", dx=-1.25, dy=-2.0),
     "page 2: seals moved 2.0 mm up and 1.25 mm left (a.yaml:7)",
     "第2页：印章上移 2.0 mm、左移 1.25 mm（a.yaml:7）"),
    (on("moved", "body", dx=0.001, dy=0.0, marks=3),
     "page 2: body moved by less than 0.01 mm, in 3 places (a.yaml:7)",
     "第2页：正文移动不足 0.01 mm，共 3 处（a.yaml:7）"),
    (on("resized", "red-rule", dx=-2.0, dy=0.15),
     "page 2: red-rule is 0.15 mm thicker and 2.0 mm shorter (a.yaml:7)",
     "第2页：红色分隔线加粗 0.15 mm、缩短 2.0 mm（a.yaml:7）"),
    (on("resized", "mark", dx=3.0, dy=-1.0),
     "page 2: mark is 3.0 mm wider and 1.0 mm lower (a.yaml:7)",
     "第2页：发文机关标志加宽 3.0 mm、变矮 1.0 mm（a.yaml:7）"),
    (on("changed", "number", what="text", **change("26号", "28号")),
     "page 2: number changed from “26号” to “28号” (a.yaml:7)",
     "第2页：发文字号由“26号”变为“28号”（a.yaml:7）"),
    (on("changed", "title", what="face", **change("A", "B")),
     "page 2: the typeface of title changed from A to B (a.yaml:7)",
     "第2页：标题的字体由 A 变为 B（a.yaml:7）"),
    (on("changed", "title", what="size", **change("22 pt", "21 pt")),
     "page 2: the size of title changed from 22 pt to 21 pt (a.yaml:7)",
     "第2页：标题的字号由 22 pt 变为 21 pt（a.yaml:7）"),
    (on("changed", "mark", what="ink", **change("red", "black")),
     "page 2: the ink of mark changed from red to black (a.yaml:7)",
     "第2页：发文机关标志的墨色由 red 变为 black（a.yaml:7）"),
    (on("changed", "body", what="glyphs"),
     "page 2: the glyphs of body changed (a.yaml:7)", "第2页：正文的字形有变化（a.yaml:7）"),
    (on("changed", "seals", what="image"),
     "page 2: the image of seals changed (a.yaml:7)", "第2页：印章的图像有变化（a.yaml:7）"),
    (on("changed", "qr-code", what="link", **change("a", "b")),
     "page 2: the link of qr-code changed from a to b (a.yaml:7)",
     "第2页：二维码的链接由 a 变为 b（a.yaml:7）"),
    (on("appeared", "note"), "page 2: note is new (a.yaml:7)", "第2页：多出附注（a.yaml:7）"),
    (on("vanished", "town-star", line=0), "page 2: town-star is missing", "第2页：缺少town-star"),
    (on("other-page", "sign-off", **change("1", "2")),
     "page 2: sign-off moved from page 1 to page 2 (a.yaml:7)",
     "第2页：署名和日期由第1页移到第2页（a.yaml:7）"),
    (finding("pixels", 2, pixels=123, elements=["title", "red-rule"]),
     "page 2: 123 px differ in title and red-rule", "第2页：标题、红色分隔线有 123 个像素不同"),
    (finding("pixels", 2, pixels=5, elements=[]),
     "page 2: 5 px differ", "第2页：有 5 个像素不同"),
]


class Sentences(Report):
    def test_each_kind(self):
        findings = [found for found, *_ in SENTENCES]
        path = write("kinds", [case("a", "marks", findings=findings)])
        for language, index in (("en", 1), ("zh", 2)):
            browser = self.open(f"language={language}", path)
            for said, row in zip(browser.texts(".findings span"), SENTENCES, strict=True):
                self.assertEqual(said, row[index])


if __name__ == "__main__":
    unittest.main()
