# SPDX-License-Identifier: Apache-2.0
"""
Documents far larger than any office writes. Each must be done or refused within ten seconds, with
one of the program's own exit statuses and no signal.

    pathological.py           all of them
    pathological.py PART...   those whose name has one of the parts in it
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import time

PROGRAM = os.environ.get("HT_PROGRAM", "hongtou")
SECONDS = 10
STATUSES = {0, 1, 2}

MINUTES = "kind: 纪要\nissuers: 青河县人民政府\n"
RESOLUTION = "issuers: 青河县人民代表大会\nbody: 会议同意修复古桥。\n"
MARKDOWN = "---\n" + MINUTES + "---\n"
DEEP = 100_000


def many(form, count):
    return "".join(form.format(i) for i in range(count))


CASES = {
    "a line of a million characters": MARKDOWN + "会议同意修复古桥，" * 111_112 + "\n",
    "a word of 300,000 letters": MARKDOWN + "a" * 300_000 + "\n",
    "a word of many faces": MARKDOWN + "aά" * 50_000 + "\n",
    "words that run to the left": MARKDOWN + "مەركىزى 12 " * 20_000 + "\n",
    "a table of 10,000 rows": MARKDOWN + "| 桥 | 长 |\n| --- | --: |\n"
                              + many("| 第{}座 | 12 |\n", 10_000),
    "100,000 short lines": MARKDOWN + many("第{}座桥。\n", 100_000),
    "50,000 headings": MARKDOWN + many("# 第{0}座桥\n二、第{0}座桥\n", 25_000),
    "2,000 attachments": MINUTES + "body: 桥。\nattachments:\n"
                         + many("  - {{title: 图{}, body: 桥。}}\n", 2_000),
    "5,000 rows of the index": RESOLUTION + "title: 决议\nindex:\n"
                               + many("  第{}项: 桥\n", 5_000),
    "a title of 150 characters": RESOLUTION + "title: 关于" + "修复古桥" * 36 + "的决议\n",
    "a title of 300 characters": RESOLUTION + "title: 关于" + "修复古桥" * 74 + "的决议\n",
    "2,000 issuers": "kind: 纪要\nbody: 桥。\nissuers:\n" + many("  - 青河县第{}局\n", 2_000),
    "lists in lists": "body: " + "[" * DEEP,
    "mappings in mappings": '{"body": ' * DEEP,
    "quotes without end": MINUTES + "body: '" + "''" * DEEP,
    "stars that open and close": MARKDOWN + "**a" * DEEP + "\n",
    "stars that never close": MARKDOWN + "**a " * DEEP + "\n",
    "backslashes without end": MARKDOWN + "\\" * DEEP + "\n",
    "pipes without end": MARKDOWN + "|" * DEEP + "\n|-|\n" + "|" * DEEP + "\n",
    "combining marks without end": MARKDOWN + "e" + "\u0301" * DEEP + "\n",
}


def run_case(text, folder):
    """How it ended, and whether that is right."""
    source = pathlib.Path(folder, "case")
    source.write_text(text, encoding="utf-8")
    command = [PROGRAM, "render", "-q", str(source), "-f", "trace", "-o", os.devnull]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return f"still running after {SECONDS} seconds", False
    return f"exit status {done.returncode}", done.returncode in STATUSES


def main(parts):
    failed = 0
    for name, text in CASES.items():
        if parts and not any(part in name for part in parts):
            continue
        start = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="hongtou-fuzz-") as folder:
            ending, right = run_case(text, folder)
        failed += not right
        print(f"{time.monotonic() - start:6.2f} s  {name}: {ending}{'' if right else ', FAIL'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
