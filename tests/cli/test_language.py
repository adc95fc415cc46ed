# SPDX-License-Identifier: Apache-2.0
"""The language of messages, and that nothing of the surroundings changes a page."""

import shutil
import unittest

from case import SAMPLES, Case

CHINESE = [
    {"LC_ALL": "zh_CN.UTF-8", "LANGUAGE": "zh_CN"},
    {"LC_ALL": "zh_CN.UTF-8", "LANGUAGE": ""},
    {"LC_ALL": "C.UTF-8", "LANGUAGE": "zh_CN"},
    {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_CN.UTF-8", "LANGUAGE": ""},
    {"LC_ALL": "zh_CN.GB18030", "LANGUAGE": ""},
]
ENGLISH = [
    {"LC_ALL": "C", "LANGUAGE": ""},
    {"LC_ALL": "C.UTF-8", "LANGUAGE": ""},
    {"LC_ALL": "fr_FR.UTF-8", "LANGUAGE": ""},
    {"LC_ALL": "en_US.UTF-8", "LANGUAGE": "en"},
    {"LC_ALL": "no such locale", "LANGUAGE": ""},
]
SURROUNDINGS = [
    {"LC_ALL": "fr_FR.UTF-8"},
    {"LC_ALL": "C"},
    {"LC_ALL": "zh_CN.UTF-8", "LANGUAGE": "zh_CN"},
    {"LC_ALL": "C.UTF-8", "LC_NUMERIC": "de_DE.UTF-8"},
    {"TZ": "Pacific/Kiritimati"},
    {"TZ": "America/Los_Angeles"},
    {"HOME": "/nonexistent", "XDG_CACHE_HOME": "/nonexistent", "USER": "somebody"},
    {"SOURCE_DATE_EPOCH": "0"},
]


class Messages(Case):
    def test_chinese(self):
        for environment in CHINESE:
            with self.subTest(environment):
                _, said = self.run_to(1, "render", "wrong.yaml", environment=environment)
                self.assertIn("wrong.yaml:4:7: 错误[E0213]: 没有 2026年2月30日", said)
                self.assertIn("建议: ", said)

    def test_english(self):
        for environment in ENGLISH:
            with self.subTest(environment):
                _, said = self.run_to(1, "render", "wrong.yaml", environment=environment)
                self.assertIn("wrong.yaml:4:7: error[E0213]: there is no such day", said)

    def test_help_in_chinese(self):
        for command in ("render", "fonts", "layouts", "schema"):
            out, _ = self.run_to(0, command, "--help", environment=CHINESE[0])
            text = out.decode()
            self.assertIn(f"hongtou {command}", text)
            for english in ("Usage:", "Example:", "Show this help", "Application Options"):
                self.assertNotIn(english, text)

    def test_usage_in_chinese(self):
        for args in (["rendr"], ["render"], ["render", "short.yaml", "-f", "x"], ["fonts", "x"]):
            _, said = self.run_to(2, *args, environment=CHINESE[0])
            self.assertRegex(said, "[一-鿿]{4}")

    def test_codes_and_severities_of_json_are_not_translated(self):
        _, said = self.run_to(1, "render", "--diagnostics=json", "wrong.yaml",
                              environment=CHINESE[0])
        self.assertIn('"severity":"error","code":"E0213","slug":"impossible-date"', said)
        self.assertIn("没有 2026年2月30日", said)


class Surroundings(Case):
    def test_same_bytes(self):
        """The same PDF in every language, time zone and home, and twice in a row."""
        shutil.copy(SAMPLES / "report.yaml", self.folder / "report.yaml")
        first, _ = self.run_to(0, "render", "-q", "report.yaml", "-o", "-")
        self.assertTrue(first.endswith(b"%%EOF\n"))
        for environment in [{}, *SURROUNDINGS]:
            with self.subTest(environment):
                again, _ = self.run_to(0, "render", "-q", "report.yaml", "-o", "-",
                                       environment=environment)
                self.assertEqual(again == first, True, "other bytes")

    def test_numbers_have_a_point(self):
        """Also where people write 2,82: in SVG a comma would be another number."""
        first, _ = self.run_to(0, "render", "-q", "short.yaml", "-o", "-", "-f", "svg")
        again, _ = self.run_to(0, "render", "-q", "short.yaml", "-o", "-", "-f", "svg",
                               environment={"LC_ALL": "de_DE.UTF-8", "LC_NUMERIC": "de_DE.UTF-8"})
        self.assertEqual(again == first, True, "other bytes")

    def test_other_folder(self):
        """Where a document stands does not change it."""
        self.write("deep/er/short.yaml", (self.folder / "short.yaml").read_text(encoding="utf-8"))
        here, _ = self.run_to(0, "render", "-q", "short.yaml", "-o", "-")
        there, _ = self.run_to(0, "render", "-q", "deep/er/short.yaml", "-o", "-")
        self.assertEqual(here == there, True, "other bytes")


if __name__ == "__main__":
    unittest.main()
