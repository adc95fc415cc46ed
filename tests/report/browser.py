# SPDX-License-Identifier: Apache-2.0
"""A browser that shows the report, and what the tests ask it."""

import json
import os
import shutil
import sys
import time
import tempfile
from pathlib import Path
from urllib.parse import parse_qsl

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
if not CHROMIUM or not DRIVER:
    print("not tested: install Debian's chromium and chromium-driver")
    sys.exit(77)

try:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.by import By
except ImportError:
    sys.exit("install Debian's python3-selenium")

SHOTS = os.environ.get("HT_SCREENSHOTS")
SECONDS = 20


class Browser:
    """Chromium without a window, 1280 by 720 pixels, in one language."""

    def __init__(self, language="en-GB"):
        options = webdriver.ChromeOptions()
        options.binary_location = CHROMIUM
        for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage",
                         f"--accept-lang={language}"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.place = tempfile.TemporaryDirectory(prefix="hongtou-browser-")
        service = Service(DRIVER, env={**os.environ, "TMPDIR": self.place.name})
        self.driver = webdriver.Chrome(service=service, options=options)
        self.resize(1280, 720)

    def quit(self):
        """Chromium leaves files behind; they go with their folder."""
        self.driver.quit()
        self.place.cleanup()

    def resize(self, width, height):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})

    def emulate(self, media="", **features):
        """CSS media: emulate("print"), emulate(prefers_color_scheme="dark")."""
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "media": media, "features": [{"name": name.replace("_", "-"), "value": value}
                                         for name, value in features.items()]})

    def open(self, path, address=""):
        self.driver.get("about:blank")
        self.driver.get(path.as_uri() + ("#" + address if address else ""))
        self.wait("location.protocol === 'file:' && document.readyState === 'complete'")

    def wait(self, condition):
        """Until an expression of JavaScript is true: the driver may be ahead of the page."""
        end = time.monotonic() + SECONDS
        while not self.script(condition):
            assert time.monotonic() < end, condition
            time.sleep(0.02)

    def script(self, text, *arguments):
        """The value of an expression of JavaScript."""
        return self.driver.execute_script(f"return {text}", *arguments)

    def press(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def texts(self, selector):
        return self.script("[...document.querySelectorAll(arguments[0])].map((e) => e.textContent)",
                           selector)

    def style(self, selector, name):
        return self.one(selector).value_of_css_property(name)

    def box(self, selector):
        """Left, top, width and height on the window."""
        return self.script("""(({x, y, width, height}) => [x, y, width, height])
            (document.querySelector(arguments[0]).getBoundingClientRect())""", selector)

    def drag(self, x0, y0, x1, y1):
        mouse = self.mouse(x0, y0)
        mouse.w3c_actions.pointer_action.pointer_down().move_to_location(x1, y1).pointer_up()
        mouse.perform()

    def mouse(self, x, y):
        actions = ActionChains(self.driver, duration=0)
        actions.w3c_actions.pointer_action.move_to_location(x, y)
        return actions

    def address(self):
        """What the address will say in a moment, as a mapping."""
        return dict(parse_qsl(self.script("address().toString()")))

    def complaints(self):
        """What stands in the console since the last time."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self):
        """The addresses asked for since the last time."""
        log = self.driver.get_log("performance")
        told = [json.loads(entry["message"])["message"] for entry in log]
        return [one["params"]["request"]["url"] for one in told
                if one["method"] == "Network.requestWillBeSent"]

    def shoot(self, name):
        """A picture for eyes, when HT_SCREENSHOTS names a folder."""
        if SHOTS:
            Path(SHOTS).mkdir(parents=True, exist_ok=True)
            self.driver.save_screenshot(str(Path(SHOTS, f"{name}.png")))
