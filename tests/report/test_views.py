# SPDX-License-Identifier: Apache-2.0
"""The stage of the report: what each view shows, zoom, rulers, and what is drawn over a page."""

import re
import time
import unittest

from case import Report
from selenium.webdriver.common.keys import Keys

CSS_MM = 96 / 25.4


class Views(Report):
    def source(self, layer):
        """The name of the image that a layer shows."""
        return self.browser.script("""Object.entries(data.images).find(([, image]) =>
            image === document.querySelector(arguments[0]).src)[0]""", f"img.{layer}")

    def test_side_by_side(self):
        browser = self.open("case=notice&page=1")
        self.assertEqual(len(browser.all(".pane")), 2)
        self.assertEqual(self.source("reference"), "notice-p01.ref")
        self.assertEqual(self.source("output"), "notice-p01.out")
        left, right = (browser.box(f".window:{which}-child .sheet") for which in ("first", "last"))
        self.assertEqual(left[1:], right[1:])
        self.assertLess(left[0] + left[2], right[0])
        browser.shoot("side")

    def test_overlay(self):
        browser = self.open("case=notice&view=overlay&opacity=30")
        self.assertAlmostEqual(float(browser.style("img.output", "opacity")), 0.3, 3)
        self.assertEqual(browser.style("img.reference", "opacity"), "1")
        browser.press(Keys.ARROW_RIGHT)
        self.assertAlmostEqual(float(browser.style("img.output", "opacity")), 0.32, 3)
        browser.shoot("overlay")

    def test_swipe(self):
        browser = self.open("case=notice&view=swipe")
        x, y, width, height = browser.box(".sheet")
        browser.drag(x + width * 0.5, y + height * 0.4, x + width * 0.25, y + height * 0.4)
        self.assertEqual(browser.address()["divide"], "25")
        self.assertIn("25%", browser.style("img.output", "clip-path"))
        line = browser.box(".divider")
        self.assertAlmostEqual(line[0] + line[2] / 2, x + width * 0.25, delta=1)
        browser.press(Keys.ARROW_LEFT, Keys.ARROW_LEFT)
        self.assertIn("21%", browser.style("img.output", "clip-path"))
        browser.shoot("swipe")

    def test_blink(self):
        browser = self.open("case=notice&view=blink&pace=200")
        self.assertEqual(self.seen(10), {"reference", "output"})
        browser.press(" ")
        self.assertEqual(len(self.seen(0.7)), 1)
        browser.shoot("blink")

    def test_blink_asks_for_calm(self):
        self.browser.emulate(prefers_reduced_motion="reduce")
        self.open("case=notice&view=blink&pace=200")
        self.assertEqual(len(self.seen(0.7)), 1)

    def seen(self, seconds):
        """The layers that were visible until both were, or a time was over; always one alone."""
        layers = set()
        end = time.monotonic() + seconds
        while time.monotonic() < end and len(layers) < 2:
            shown = self.browser.script("""['reference', 'output'].filter((layer) =>
                getComputedStyle(stage.querySelector(`img.${layer}`)).visibility === 'visible')""")
            self.assertEqual(len(shown), 1)
            layers.update(shown)
        return layers

    def test_heat_map(self):
        browser = self.open("case=notice&view=heat")
        self.assertEqual(self.source("difference"), "notice-p01.diff")
        self.assertEqual(browser.all("img.reference, img.output"), [])
        browser.shoot("heat")

    def test_a_page_that_one_side_lacks(self):
        browser = self.open("case=one-page&page=2")
        self.assertEqual(browser.texts(".missing"), ["The reference has no such page"])
        self.assertEqual(self.source("output"), "one-page-p02.out")
        browser.shoot("added")

    def test_a_click_on_a_box_chooses_it(self):
        browser = self.open("case=notice&view=overlay")
        x, y, width, height = browser.box(".box.now")
        browser.drag(x + width / 2, y + height / 2, x + width / 2, y + height / 2)
        self.assertEqual(browser.address()["finding"], "0")
        self.assertEqual(len(browser.all(".findings .chosen")), 1)


class Zoom(Report):
    def test_steps(self):
        browser = self.open("case=notice")
        fitting = browser.box(".sheet")[2]
        self.assertLess(browser.box(".sheet")[3], browser.box(".pane")[3])
        for zoom in (100, 200, 400):
            browser.one(f"[data-zoom='{zoom}']").click()
            self.assertAlmostEqual(browser.box(".sheet")[2], 210 * zoom / 100 * CSS_MM, delta=1)
        browser.shoot("zoomed")
        browser.press("-")
        self.assertAlmostEqual(browser.box(".sheet")[2], 210 * 3 * CSS_MM, delta=1)
        browser.press("0")
        self.assertEqual(browser.box(".sheet")[2], fitting)

    def test_a_page_of_another_size(self):
        """Both images are as large as their pages, though the sheet is that of the output."""
        browser = self.open("case=paper&view=overlay&zoom=100")
        for selector, width, height in ((".sheet", 200, 280), ("img.output", 200, 280),
                                        ("img.reference", 210, 297)):
            box = browser.box(selector)
            self.assertAlmostEqual(box[2] / CSS_MM, width, delta=0.3)
            self.assertAlmostEqual(box[3] / CSS_MM, height, delta=0.3)
        browser.shoot("paper")

    def test_panes_move_together(self):
        browser = self.open("case=notice&zoom=200")
        before = browser.box(".window:last-child .sheet")
        x, y, width, height = browser.box(".pane")
        browser.drag(x + width / 2, y + height / 2, x + width / 2 - 60, y + height / 2 - 90)
        time.sleep(0.5)
        after = browser.box(".window:last-child .sheet")
        self.assertEqual((after[0] - before[0], after[1] - before[1]), (-60, -90))

    def test_wheel_keeps_the_place(self):
        browser = self.open("case=notice&zoom=200&view=overlay")
        x, y, width, height = browser.box(".pane")
        browser.mouse(round(x + width / 3), round(y + height / 3)).perform()
        before = browser.one("#readout").text
        browser.script("document.querySelector('.pane').dispatchEvent(new WheelEvent('wheel',"
                       "{ctrlKey: true, deltaY: -1, bubbles: true, cancelable: true}))")
        self.assertEqual(browser.address()["zoom"], "300")
        browser.mouse(round(x + width / 3), round(y + height / 3)).perform()
        after = browser.one("#readout").text
        for old, new in zip(re.findall(r"[\d.]+", before), re.findall(r"[\d.]+", after)):
            self.assertAlmostEqual(float(old), float(new), delta=0.5)

    def test_rulers(self):
        """The read-out and the ruler say the same of a known point."""
        for address, right, below in [("", 28.3, 37.3), ("&view=overlay&zoom=100", 105, 148),
                                      ("&view=heat", 28.3, 261.7)]:
            with self.subTest(address):
                browser = self.open("case=notice" + address)
                x, y, width, _ = browser.box(".sheet")
                scale = width / 210
                browser.mouse(round(x + right * scale), round(y + below * scale)).perform()
                told = browser.one("#readout").text
                across, down = map(float, re.findall(r"\d+\.\d", told))
                self.assertAlmostEqual(across, right, delta=0.5)
                self.assertAlmostEqual(down, below, delta=0.5)
                hundred = browser.box(".across span:nth-of-type(11)")[0] - 2
                self.assertAlmostEqual((hundred - x) / scale, 100, delta=0.5)

    def test_overlays(self):
        """Each switch shows and hides what it names; the type area stands where it should."""
        browser = self.open("case=notice&show=")
        x, y, width, _ = browser.box(".sheet")
        for name, shown in [("area", ".area"), ("grid", ".grid"), ("boxes", ".box"),
                            ("masks", ".mask"), ("rulers", ".ruler")]:
            self.assertFalse(browser.one(shown).is_displayed(), name)
            browser.one(f"[data-show={name}]").click()
            self.assertTrue(browser.one(shown).is_displayed(), name)
        left, top = browser.box(".area")[:2]
        self.assertAlmostEqual((left - x) / width * 210, 28, delta=0.5)
        self.assertAlmostEqual((top - y) / width * 210, 37, delta=0.5)
        browser.shoot("overlays")

    def test_masks_of_one_page_and_of_all(self):
        for page, count in ((1, 2), (2, 1)):
            browser = self.open(f"case=notice&page={page}&view=overlay")
            self.assertEqual(len(browser.all(".mask")), count)

    def test_type_areas_of_other_pages(self):
        """With mirrored margins they lie elsewhere on even pages; turned pages have none."""
        for page, left in ((1, 28), (2, 26), (4, None)):
            browser = self.open(f"case=landscape&page={page}&view=overlay&show=area")
            x, _, width, _ = browser.box(".sheet")
            areas = browser.all(".area")
            self.assertEqual(len(areas), 0 if left is None else 1)
            for _ in areas:
                self.assertAlmostEqual((browser.box(".area")[0] - x) / width * 210, left, delta=0.3)

    def test_what_went_to_another_page(self):
        """It is boxed where it stood on the page that it has left, and where it stands."""
        for page, roles in ((1, {"before"}), (2, {"now"})):
            browser = self.open(f"case=one-page&page={page}")
            seen = browser.script("all('.box').map((box) => box.classList[1])")
            self.assertEqual(set(seen), roles)

    def test_a_page_without_differences(self):
        browser = self.open("case=seal&page=1&view=heat&language=en")
        self.assertEqual(browser.texts(".missing"), ["This page is as its reference has it."])
        self.assertEqual(browser.texts("[data-page] + .differs"), ["2"])

    def test_boxes_stand_where_things_were(self):
        """What moved up by half a millimetre is boxed lower on the reference."""
        browser = self.open("case=notice")
        x, y, width, _ = browser.box(".sheet")
        before, now = browser.box(".box.before"), browser.box(".box.now")
        self.assertAlmostEqual((before[1] - now[1]) / width * 210, 0.5, delta=0.1)


if __name__ == "__main__":
    unittest.main()
