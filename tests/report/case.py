# SPDX-License-Identifier: Apache-2.0
"""What the tests of the report share: a report, and a browser that complains of nothing."""

import atexit
import functools
import tempfile
import unittest
from pathlib import Path

from assemble import page as assemble
from browser import Browser
from sample import sample

FOLDER = tempfile.TemporaryDirectory(prefix="hongtou-report-")
atexit.register(FOLDER.cleanup)


@functools.cache
def report():
    """The report of the samples, made once."""
    return sample(Path(FOLDER.name, "sample"))


def made(name, verdict, **more):
    """A case that nobody checked, as report.json has it."""
    return {"name": name, "passed": verdict.startswith("same"), "verdict": verdict,
            "missing": None, "document": f"{name}.yaml", "dpi": 96, "tolerance": 8, "slack": 0.0,
            "budget": 0, "reason": None, "masks": [], "type_area": None, "findings": [],
            "diagnostics": [], "pages": [], **more}


def write(name, cases):
    """A report of such cases."""
    good = sum(one["passed"] for one in cases)
    path = Path(FOLDER.name, f"{name}.html")
    path.write_text(assemble({
        "program": "hongtou", "cases": cases, "images": {},
        "summary": {"cases": len(cases), "passed": good, "failed": len(cases) - good},
    }), encoding="utf-8")
    return path


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

    def open(self, address="", path=None):
        self.browser.open(path or report(), address)
        return self.browser
