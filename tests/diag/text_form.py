# SPDX-License-Identifier: Apache-2.0
"""
How findings look on a terminal: the place, the line with a caret under the culprit, the hint. The
caret stands where it is seen to stand: Chinese characters are two columns wide. Each case is a
document and all that is said of it.
"""

import os
import pathlib
import sys
import tempfile

from expect import Tally, hongtou

HEAD = "issuers: 青河县人民代表大会\ntitle: 关于修复古桥的决议\n"
PLAIN = HEAD + "body: 会议同意修复古桥。\n"

CASES = {
    "a caret under Chinese": (PLAIN + "成文日期: 2026年2月30日\n", """\
报告.yaml:4:7: error[E0213]: there is no such day as 2026年2月30日
    成文日期: 2026年2月30日
              ^~~~~~~~~~~~~
    hint: check month and day
"""),
    "a caret behind Chinese in a block": (HEAD + """\
body: |
  会议同意修复。

  见图：
  ![石桥](桥.png)
""", """\
报告.yaml:7:9: error[E0216]: cannot read the file 桥.png: No such file or directory
      ![石桥](桥.png)
              ^~~~~~
    hint: paths are relative to the document's folder
"""),
    "a tab": (HEAD + "body: |\n\t会议同意。\n", """\
报告.yaml:4:1: error[E0110]: a tab cannot indent
     会议同意。
    ^
    hint: indent with spaces, two for each level
"""),
    "a full-width colon": (HEAD + "body：会议同意。\n", """\
报告.yaml:3:5: error[E0111]: behind a key stands a colon and a space, not the full-width ：
    body：会议同意。
        ^~
    hint: write it as key: value
"""),
    "a file as a whole": (PLAIN.replace("决议", "办法"), """\
报告.yaml: error[E0224]: the document does not say its kind, and its title does not end in one
    hint: add a line such as kind: 通知
"""),
    "a warning": (PLAIN + "secrecy: 秘密\n", """\
报告.yaml:4:10: warning[W0226]: a classified document needs a copy number
    secrecy: 秘密
             ^~~~
    hint: add a line such as copy_number: 000001 (条例, article 9)
"""),
    # The … before it is one column wide, as terminals show it.
    "a long line is shown in part": (
        PLAIN + "recipients: [" + "县文化馆, " * 30 + '"", ' + "县档案馆, " * 30 + "县图书馆]\n",
        "报告.yaml:4:194: error[E0204]: the value of 'recipients' is empty\n"
        "    …" + "县文化馆, " * 10 + '"", ' + "县档案馆, " * 6 + "县档…\n"
        "     " + " " * 100 + "^~\n"
        "    hint: give it a value, or leave the key out\n"),
    # Nor are quotation marks and stars wider.
    "a caret behind ambiguous characters": (PLAIN + "抄送: [“桥”★, \"\"]\n", """\
报告.yaml:4:12: error[E0204]: the value of '抄送' is empty
    抄送: [“桥”★, ""]
                  ^~
    hint: give it a value, or leave the key out
"""),
}

CHINESE = (PLAIN + "成文日期: 2026年2月30日\n", """\
报告.yaml:4:7: 错误[E0213]: 没有 2026年2月30日 这一天
    成文日期: 2026年2月30日
              ^~~~~~~~~~~~~
    建议: 请核对月和日
""")


def said_of(document, **environment):
    with tempfile.TemporaryDirectory(prefix="hongtou-diag-") as made:
        folder = pathlib.Path(made)
        (folder / "报告.yaml").write_text(document, encoding="utf-8")
        result = hongtou(["render", "-q", "报告.yaml", "-o", "/dev/null"], folder,
                         env={**os.environ, **environment})
    return "" if result is None else result.stderr.decode()


def faults_of(document, expected, **environment):
    said = said_of(document, **environment)
    return [] if said == expected else [f"expected\n{expected}got\n{said}"]


def more_than_200():
    """Past 200 findings the rest are counted: a broken file must not drown its first fault."""
    said = said_of(PLAIN + "".join(f"sample{i}: 1\n" for i in range(300)))
    faults = []
    if said.count("E0201") != 200:
        faults.append(f"{said.count('E0201')} findings are shown, expected 200")
    if not said.endswith("… and 100 more\n"):
        faults.append(f"the end is: {said[-100:]}")
    return faults


def main():
    tally = Tally()
    for name, (document, expected) in CASES.items():
        tally.count(name, faults_of(document, expected))
    for name in ("C.UTF-8", "zh_CN.UTF-8"):
        tally.count(f"in Chinese under {name}",
                    faults_of(*CHINESE, LC_ALL=name, LANGUAGE="zh_CN"))
    tally.count("more than 200 findings", more_than_200())
    return tally.status()


if __name__ == "__main__":
    sys.exit(main())
