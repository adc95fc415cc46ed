# SPDX-License-Identifier: Apache-2.0
"""What the tests of the report share: a report, and a browser that complains of nothing."""

import atexit
import tempfile
import unittest
from pathlib import Path

import sample
from browser import Browser

FOLDER = tempfile.TemporaryDirectory(prefix="hongtou-report-")
atexit.register(FOLDER.cleanup)
REPORT = Path(FOLDER.name, "index.html")
sample.report(REPORT)


class Report(unittest.TestCase):
    """Whatever a test does, the console stays empty and nothing but the file is asked for."""

    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.quit)

    def setUp(self):
        self.browser.emulate()
        self.browser.resize(1280, 720)

    def tearDown(self):
        self.assertEqual(self.browser.complaints(), [])
        asked = [url for url in self.browser.requests()
                 if not url.startswith(("file:", "data:", "about:"))]
        self.assertEqual(asked, [])

    def open(self, address="", report=REPORT):
        self.browser.open(report, address)
        return self.browser
