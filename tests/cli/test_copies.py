# SPDX-License-Identifier: Apache-2.0
"""render --copies: numbered copies in one file or many, which differ in their number alone."""

import os
import re
import subprocess
import unittest

from case import Case

DOCUMENT = """\
kind: 通告
issuers: 青河县人民政府
number: 青府发〔2024〕3号
secrecy: 秘密★1年
title: 关于修复古桥的通告
date: 2024-3-1
body: |
  会议同意修复古桥。
  ---
  会议要求逐年检查。
"""


class Copies(Case):
    def setUp(self):
        super().setUp()
        self.write("a.yaml", DOCUMENT)

    def text(self, path):
        return subprocess.run(["pdftotext", self.folder / path, "-"], capture_output=True,
                              check=True).stdout.decode()

    def trace(self, *args):
        out, _ = self.run_to(0, "render", "-q", "-f", "trace", "-o", "-", "a.yaml", *args)
        return out.decode()

    def test_one_file(self):
        self.run_to(0, "render", "-q", "a.yaml", "--copies", "8-11", "-o", "a.pdf")
        self.assertEqual(re.findall(r"0000\d\d", self.text("a.pdf")),
                         ["000008", "000009", "000010", "000011"])
        self.assertEqual(self.text("a.pdf").count("\f"), 8)

    def test_files_of_their_own(self):
        self.run_to(0, "render", "-q", "a.yaml", "--copies", "8-10", "--each", "-o", "a.pdf")
        made = sorted(name for name in os.listdir(self.folder) if name.endswith(".pdf"))
        self.assertEqual(made, ["a-000008.pdf", "a-000009.pdf", "a-000010.pdf"])
        self.assertIn("000009", self.text("a-000009.pdf"))

    def test_a_copy_is_what_the_number_in_the_data_gives(self):
        alone = self.trace("--copies", "12")
        self.write("a.yaml", DOCUMENT + "copy_number: 12\n")
        self.assertEqual(re.sub(r"copy-number:\d+", "copy-number", alone),
                         re.sub(r"copy-number:\d+", "copy-number", self.trace()))

    def test_what_is_no_range(self):
        for text in ("0", "5-3", "a", "1-", "1-2000000", "1-20000", "-3"):
            with self.subTest(text):
                _, said = self.run_to(2, "render", "a.yaml", "--copies=" + text, "-o", "a.pdf")
                self.assertIn("range of copy numbers", said)
        self.run_to(2, "render", "a.yaml", "--each", "-o", "a.pdf")


if __name__ == "__main__":
    unittest.main()
