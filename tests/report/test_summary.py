# SPDX-License-Identifier: Apache-2.0
"""The page of `hongtou batch --summary` in a browser: it asks for nothing, and runs nothing."""

import os
import subprocess
import sys
import unittest
from pathlib import Path

import case

PROGRAM = os.environ.get("HT_PROGRAM", "hongtou")
NASTY = "<img src=x onerror=alert(1)>.yaml"
DOCUMENT = """kind: 通知
issuers: 青河县人民政府
number: 青府发〔2026〕1号
title: 关于保护古桥的通知
recipients: 各乡镇
body: 请照办。
date: 2026-01-05
"""


def summary(failures):
    """The page of forty documents, so many of which fail, with pictures."""
    folder = Path(case.FOLDER.name, f"batch-{failures}")
    folder.mkdir()
    (folder / "in").mkdir()
    for number in range(40):
        bad = number < failures
        text = DOCUMENT.replace("2026-01-05", "<b>昨天</b>") if bad else DOCUMENT
        (folder / "in" / f"d{number:02d}.yaml").write_text(text, "utf-8")
    (folder / "in" / NASTY).write_text(DOCUMENT, "utf-8")
    subprocess.run([PROGRAM, "batch", "in", "-o", "out", "-q", "--summary", "all.html",
                    "--thumbnails", "small"], cwd=folder, capture_output=True, timeout=120)
    return folder / "all.html"


class Summary(case.Report):
    def test_failures(self):
        page = self.open(path=summary(3))
        self.assertTrue(page.one("details").get_attribute("open"))
        self.assertIn("<b>昨天</b>", page.one("details").text)
        page.one("summary").click()
        self.assertIsNone(page.one("details").get_attribute("open"))
        self.assertTrue(page.texts("td")[1].startswith(NASTY + " "), page.texts("td")[1])
        self.assertEqual(page.all("script"), [])
        page.shoot("summary-3")

    def test_pictures_are_shown(self):
        page = self.open(path=summary(0))
        self.assertEqual(len(page.all("img")), 41)
        page.script("document.images[40].scrollIntoView()")
        page.wait("document.images[40].complete")
        self.assertGreater(page.script("document.images[40].naturalWidth"), 300)
        self.assertEqual(page.box("img")[2], 157)
        page.script("window.scrollTo(0, 0)")
        page.shoot("summary-0")

    def test_many_failures_fit_a_screen(self):
        page = self.open(path=summary(40))
        self.assertIsNone(page.one("details").get_attribute("open"))
        _, top, _, height = page.box("details")
        self.assertLess(top + height, 720)
        page.shoot("summary-40")

    def test_light_dark_narrow_printed(self):
        page = self.open(path=summary(5))
        light = page.style("body", "background-color")
        page.emulate(prefers_color_scheme="dark")
        self.assertNotEqual(page.style("body", "background-color"), light)
        page.shoot("summary-dark")
        page.resize(360, 720)
        self.assertLessEqual(page.script("document.documentElement.scrollWidth"), 360)
        page.shoot("summary-narrow")
        page.emulate("print", prefers_color_scheme="dark")
        self.assertEqual(page.style("body", "background-color"), "rgba(255, 255, 255, 1)")


if __name__ == "__main__":
    sys.exit(unittest.main())
