# SPDX-License-Identifier: Apache-2.0
"""The commands of both READMEs: the same, with every option that the program has and no other."""

import re
import subprocess
import sys
import unittest
from pathlib import Path

from case import PROGRAM

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = ("render", "batch", "check", "measure", "fonts", "layouts", "schema", "sign")


def options_of(command):
    """By --help: an option of one letter goes by that."""
    text = subprocess.run([PROGRAM, command, "--help"], capture_output=True, text=True,
                          check=True).stdout
    found = re.findall(r"^  (-\w|--[\w-]+)", text, re.M)
    return {"--quiet" if one == "-q" else one for one in found} - {"-h", "--version"}


def usage(readme):
    """The options of each command, by the README."""
    text = (ROOT / readme).read_text("utf-8")
    (block,) = re.findall(r"^    hongtou render \S+ \[-o(?:.+\n)+", text, re.M)
    found = {}
    for part in re.split(r"^    hongtou ", block, flags=re.M)[1:]:
        found.setdefault(part.split()[0], set()).update(re.findall(r"[\s\[](--?[a-z][\w-]*)", part))
    return found


class Usage(unittest.TestCase):
    def test_options(self):
        for readme in ("README.md", "README.zh-CN.md"):
            told = usage(readme)
            self.assertEqual(sorted(told), sorted(COMMANDS))
            for command in COMMANDS:
                with self.subTest(readme, command=command):
                    self.assertEqual(told[command], options_of(command))


if __name__ == "__main__":
    sys.exit(unittest.main())
