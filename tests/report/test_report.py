# SPDX-License-Identifier: Apache-2.0
"""The report as people use it: list, findings, keys, links, languages, paper, strange names."""

import base64
import re
import subprocess
import time
import unittest
from pathlib import Path

from case import FOLDER, Report, made, report, write
from sample import BARE, EVIL, PASSED, SHOWN
from selenium.webdriver.common.by import By

FAILED = sorted(SHOWN + BARE)


class List(Report):
    def names(self):
        return self.browser.texts("#cases .name")

    def test_failed_first(self):
        self.open("language=en")
        self.assertEqual(self.names(), FAILED + PASSED)
        self.assertEqual(self.browser.texts("[data-only]"),
                         [f"All {len(FAILED + PASSED)}", f"Failed {len(FAILED)}",
                          f"Passed {len(PASSED)}"])

    def test_filter(self):
        browser = self.open()
        browser.one("[data-only=failed]").click()
        self.assertEqual(self.names(), FAILED)
        browser.one("[data-only=passed]").click()
        self.assertEqual(self.names(), PASSED)
        browser.one("#find").send_keys("公告")
        self.assertEqual(self.names(), ["公告"])
        browser.one("#find").send_keys("n1")  # no key of the page
        self.assertEqual(self.names(), [])
        self.assertEqual(browser.address()["view"], "side")

    def test_a_case_without_images(self):
        browser = self.open("case=bill&language=en")
        self.assertIn("the same file", browser.one(".message").text)
        self.assertEqual(browser.all(".pane"), [])

    def test_all_passed(self):
        browser = self.open("language=en", write("passed", [made("bill", "same-pages")]))
        self.assertIn("All cases pass", browser.one("#stage").text)
        browser.shoot("all-passed")
        browser.press("n", "5", "g", "+", "[")
        browser.press("j")
        self.assertEqual(browser.address()["case"], "bill")

    def test_five_hundred(self):
        """A long list is drawn at once, and answers keys at once."""
        cases = [made(f"case-{i:03}", "marks" if i % 7 == 0 else "same-pages")
                 for i in range(500)]
        browser = self.open("", write("many", cases))
        self.assertEqual(len(self.names()), 500)
        start = time.monotonic()
        browser.press(*"j" * 20)
        self.assertLess(time.monotonic() - start, 10)
        self.assertEqual(browser.address()["case"], "case-140")

    def test_strange_names(self):
        """Names and texts that look like markup are texts."""
        browser = self.open("language=en")
        browser.one("#cases").find_element(By.XPATH, f".//*[text()='{EVIL}']").click()
        self.assertEqual(browser.one("aside h2").text, EVIL)
        self.assertEqual(browser.one("aside p").text,
                         f"no reference: cases/{EVIL}/reference.yaml")
        self.assertEqual(browser.all("[onerror]"), [])

    def test_how_it_was_compared(self):
        """What a case allows is told, and how a scan was laid onto its reference."""
        box = {"x": 20.0, "y": 9.0, "width": 8.5, "height": 9.0}
        pages = [{"number": 1, "shift_x": 0.0, "shift_y": 0.0},
                 {"number": 2, "shift_x": -2.1, "shift_y": 5.17}]
        for page in pages:
            page.update(width=210.0, height=297.0, left=None, pixels=0, reference=None,
                        output=None, difference=None)
        case = made("scan", "same-pages", slack=0.4, budget=40, reason="a worn drum", pages=pages,
                    masks=[{"page": 0, **box}, {"page": 2, **box}])
        browser = self.open("case=scan&language=en", write("scan", [case]))
        place = "20.00 mm from the left and 9.00 mm from the top, 8.50 x 9.00 mm"
        self.assertEqual(browser.texts(".facts dd > div"), [
            "scan.yaml", "96 dpi", "8 levels a channel", "0.40 mm", "40 px", "a worn drum",
            f"every page: {place}", f"page 2: {place}", "page 2: 2.10 mm left and 5.17 mm down"])

    def test_texts_that_end_a_script(self):
        text = "</script><b>"
        browser = self.open("language=en", write("ends", [made("a", "marks", missing=text)]))
        self.assertIn(text, browser.one("aside").text)
        self.assertEqual(browser.all("aside b"), [])

    def test_a_verdict_of_tomorrow(self):
        browser = self.open("language=zh", write("tomorrow", [made("a", "links")]))
        self.assertEqual(browser.texts("#cases .verdict"), ["links"])
        self.assertIn("links", browser.one("#stage").text)


class Findings(Report):
    def test_click_shows_its_box(self):
        browser = self.open("case=ten-lines&page=2&zoom=400&view=overlay")
        browser.one(".findings button").click()
        self.assertEqual(browser.address()["page"], "1")
        box, pane = browser.box(".box.chosen"), browser.box(".pane")
        self.assertAlmostEqual(box[0] + box[2] / 2, pane[0] + pane[2] / 2, delta=30)
        self.assertAlmostEqual(box[1] + box[3] / 2, pane[1] + pane[3] / 2, delta=30)
        time.sleep(0.5)
        browser.one(".findings button").click()
        flashing = browser.script("document.querySelector('.box.chosen').getAnimations()"
                                  ".map((one) => [one.animationName, one.currentTime < 450])")
        self.assertEqual(flashing, [["flash", True]])
        browser.shoot("finding")

    def test_walk(self):
        """n goes through every difference of every case and comes back; p goes the other way."""
        browser = self.open("case=notice")
        stops = browser.script("""cases.filter((kase) => !kase.passed).flatMap((kase) =>
            kase.findings.length ? kase.findings.map((_, i) => [kase.name, i])
                                 : [[kase.name, -1]])""")
        self.assertGreater(len(stops), len(FAILED))
        first = stops.index(["notice", 0])
        stops = stops[first:] + stops[:first]
        self.assertEqual([self.stop("n") for _ in stops], stops)
        self.assertEqual(self.stop("n"), stops[0])
        self.assertEqual([self.stop("p") for _ in stops], stops[::-1])

    def test_walk_from_elsewhere(self):
        """From a case that passed, n goes to the first difference and p to the last."""
        path = write("three", [made("a", "marks"), made("b", "marks"),
                               made("c", "same-pages")])
        for key, name in (("n", "a"), ("p", "b")):
            self.open("case=c", path)
            self.assertEqual(self.stop(key), [name, -1])

    def stop(self, key):
        self.browser.press(key)
        address = self.browser.address()
        return [address["case"], int(address.get("finding", -1))]


class Keys(Report):
    def test_all(self):
        """Every key does what the help says, and the help lists every key."""
        browser = self.open("language=en&case=one-page")
        for key, name, value in [
                ("2", "view", "overlay"), ("3", "view", "swipe"), ("4", "view", "blink"),
                ("5", "view", "heat"), ("1", "view", "side"), ("[", "page", "1"),
                ("]", "page", "2"), ("j", "case", "paper"), ("k", "case", "one-page"),
                ("l", "language", "zh"),
                ("g", "show", "rulers boxes masks grid"),
                ("b", "show", "rulers boxes masks grid area"),
                ("r", "show", "boxes masks grid area"), ("d", "show", "masks grid area"),
                ("m", "show", "grid area")]:
            with self.subTest(key):
                browser.press(key)
                self.assertEqual(browser.address()[name], value)
        browser.press("?")
        self.assertTrue(browser.one("dialog").is_displayed())
        browser.shoot("help")
        listed = browser.texts("kbd")
        self.assertTrue(set("npjk[]12345+-0rbgdml?") <= set(listed), listed)
        browser.press("\ue00c")
        self.assertFalse(browser.one("dialog").is_displayed())

    def test_controls_have_names(self):
        """Every control has a name for those who hear the page."""
        browser = self.open("case=notice&view=swipe")
        nameless = browser.script("""[...document.querySelectorAll('button, input, [tabindex]')]
            .filter((e) => e.checkVisibility() && !(e.ariaLabel || e.textContent.trim()))
            .map((e) => e.outerHTML)""")
        self.assertEqual(nameless, [])


class Languages(Report):
    def test_tables_agree(self):
        browser = self.open()
        for table in ("WORDS.zh", "WORDS.en"):
            self.assertTrue(all(browser.script(f"Object.values({table})")), table)
        for what in ("Object.keys(table)",
                     "Object.values(table).map((text) => (text.match(/{\\w+}/g) ?? []).sort())"):
            chinese, english = (browser.script(f"((table) => {what})(WORDS.{language})")
                                for language in ("zh", "en"))
            self.assertEqual(chinese, english)

    def test_page_changes(self):
        browser = self.open("case=notice&language=en")
        english = browser.script("document.body.innerText")
        english = re.sub("中文|公告|“[^”]+”", "", english)
        for quoted in browser.texts("q"):
            english = english.replace(quoted, "")
        self.assertNotRegex(english, "[\u4e00-\u9fff]")
        browser.one("#language").click()
        chinese = browser.script("document.body.innerText")
        self.assertNotRegex(chinese, "undefined|[{}]")
        left = " ".join([*FAILED, *PASSED, "hongtou English samples yaml dpi mm"])
        word = re.compile("[A-Za-z]{2,}")
        self.assertLessEqual(set(word.findall(chinese)), set(word.findall(left)))

    def test_browser_chooses(self):
        for language, told in (("zh-CN", "zh-CN"), ("fr-FR", "en")):
            browser = type(self.browser)(language)
            self.addCleanup(browser.quit)
            browser.open(report())
            self.assertEqual(browser.script("document.documentElement.lang"), told)


class Links(Report):
    def test_a_link_shows_the_same(self):
        browser = self.open("language=zh")
        browser.press("n", "n", "n", "3", "g", "+", "\ue014")
        browser.one("#find").send_keys("n")
        time.sleep(0.5)
        chosen = "{...state, page: currentPage().number}"
        state, seen = browser.script(chosen), browser.script("document.body.innerText")
        link = browser.script("location.hash.slice(1)")
        self.open(link)
        self.assertEqual(browser.script(chosen), state)
        self.assertEqual(browser.script("document.body.innerText"), seen)
        self.assertEqual(browser.script("document.querySelector('#find').value"), "n")

    def test_nonsense(self):
        browser = self.open("case=nobody&view=none&page=x&language=xx&zoom=1e9&pace=1&finding=7")
        self.assertEqual(browser.one("aside h2").text, FAILED[0])
        self.assertEqual(browser.script("[state.view, state.zoom, state.pace]"), ["side", 800, 200])


class Looks(Report):
    def test_paper(self):
        browser = self.open("language=zh")
        browser.emulate("print")
        for part in ("header", "nav", "main", "aside"):
            self.assertFalse(browser.one(part).is_displayed(), part)
        self.assertEqual(browser.texts("#print .case h2"), FAILED)
        self.assertEqual(len(browser.texts("#print tr")), len(FAILED + PASSED))
        self.assertTrue(all(case.is_displayed() for case in browser.all("#print .case")))
        images = len(browser.all("#print img"))
        self.assertEqual(images, browser.script("""cases.filter((kase) => !kase.passed)
            .flatMap((kase) => kase.pages.filter((page) => differs(kase, page)))
            .flatMap((page) => [page.reference, page.output, page.difference])
            .filter(Boolean).length"""))
        browser.emulate()
        paper = Path(FOLDER.name, "paper.pdf")
        printed = browser.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
        paper.write_bytes(base64.b64decode(printed["data"]))
        told = subprocess.run(["pdfinfo", paper], capture_output=True, check=True).stdout.decode()
        self.assertIn("A4", told)
        listed = subprocess.run(["pdfimages", "-list", paper], capture_output=True, check=True)
        self.assertGreaterEqual(len(listed.stdout.splitlines()) - 2, images)

    def test_dark_and_wide(self):
        browser = self.open("case=notice&language=zh")
        light = browser.style("body", "background-color")
        browser.emulate(prefers_color_scheme="dark")
        self.assertNotEqual(browser.style("body", "background-color"), light)
        browser.shoot("dark")
        browser.resize(2560, 1300)
        browser.shoot("wide")
        self.assertEqual(browser.script("document.documentElement.scrollWidth"), 2560)


if __name__ == "__main__":
    unittest.main()
