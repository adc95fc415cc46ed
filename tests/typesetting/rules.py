# SPDX-License-Identifier: Apache-2.0
"""Where a line of Chinese text must not end: GB/T 15834-2011 5.1, CLREQ 3.1, and office practice.

A text comes in; out comes, for each place between two characters where no line may end, why not.
Written from the standards, and on purpose without a look at the program's own rules.
"""

import re

OPEN = "“‘（〔［｛《〈「『【〖(["
CLOSE = "”’）〕］｝》〉」』】〗)]"
PAUSE = "，、；：。？！．"
CONNECTORS = "～〜~–·・/／"
AFTER_NUMBERS = "%％‰℃°′″"
NO_START = set(CLOSE + PAUSE + CONNECTORS + AFTER_NUMBERS + ",;!?")
NO_END = set(OPEN + "№￥¥$§/／")
HALF_BLANK = set("“‘（〔［｛《〈「『【〖" + "”’）〕］｝》〉」』】〗" + "，、；：。？！")

# What is counted or measured; those of several characters are kept whole as well.
UNITS = """年 月 日 号 时 分 秒 元 万 亿 个 人 名 位 户 家 座 处 项 条 次 件 套 台 辆 所 米 里 亩 吨 克 升 度
    级 岁 届 期 章 节 页 份 批 种 类 起 例 款 天 周 倍 头 只 眼 株 孔 千米 公里 毫米 厘米 平方米 立方米
    平方公里 平方千米 公斤 千克 公顷 毫克 毫升 千瓦 万元 亿元 万人 万亩 万吨 万户 万个 万千瓦 小时 分钟 个月 周岁
    人次 千瓦时 摄氏度""".split()
UNIT = "|".join(sorted(set(UNITS), key=len, reverse=True))
NUMBER = r"\d+(?:[.,:]\d+)*"

# Strings that stay whole, and what a person is told when they do not. The first that matches wins.
# What an organ calls itself before 〔 is known for certain behind a bracket only.
WHOLE = [
    (re.compile(r"〔\d{4}〕第?\d{1,5}号"), "document number"),
    (re.compile(r"(?<=（)[㐀-鿿]{1,6}〔\d{4}〕第?\d{1,5}号"), "organ's code"),
    (re.compile("[—―]{2,}"), "dash"),
    (re.compile("…{2,}"), "ellipsis"),
    (re.compile(r"\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日"), "date"),
    (re.compile("%s[%%％‰]?[～〜~–—-]%s" % (NUMBER, NUMBER)), "number"),
    (re.compile(NUMBER + "[%％‰℃°]"), "number"),
    (re.compile(NUMBER), "number"),
    (re.compile(r"[A-Za-z0-9]+(?:[&.'_][A-Za-z0-9]+)*"), "word"),
]
COUNTED = re.compile("(%s)(%s)" % (NUMBER, UNIT))
ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+|[\w.-]+@[!-~]+", re.ASCII)
MOST_CELLS = 12  # a document number longer than this may be parted behind the organ's code
HANZI = re.compile("[〇㐀-鿿豈-﫿\U00020000-\U0003ffff]")


def is_single(text):
    """Is this last line one hanzi, with marks or without? A dash or an ellipsis is more than that."""
    return len(HANZI.findall(text)) == 1 and not re.search("[0-9A-Za-z—―…]", text)


def _is_minus(text, at):
    return text[at] in "-−" and text[at + 1:at + 2].isdigit() and not text[at - 1].isascii()


def _bad_start(text, at):
    sign = text[at]
    if sign in "—―":  # two of them are a dash, and may begin a line; one of them connects
        return text[at - 1] not in "—―" and text[at + 1:at + 2] not in ("—", "―")
    if sign in "-−":
        return not _is_minus(text, at)
    return sign in NO_START


def _cells(text):
    return sum(0.5 if sign.isascii() else 1 for sign in text)


def _signs(text, found):
    """Marks that do not begin a line, or do not end it."""
    for at in range(1, len(text)):
        if _bad_start(text, at):
            found[at] = "start: connector" if text[at] in "—―-～〜~–" else "start: mark"
        elif text[at - 1] in NO_END or _is_minus(text, at - 1):
            found[at] = "end: mark"


def _strings(text, found):
    """Strings that stay whole: numbers with what they count, document numbers, words, dashes."""
    for pattern, name in WHOLE:
        for match in pattern.finditer(text):
            if name == "organ's code" and _cells(match.group()) > MOST_CELLS:
                continue
            for at in range(match.start() + 1, match.end()):
                kind = "code: " if name == "organ's code" else "torn: "
                found.setdefault(at, kind + name)
    for match in COUNTED.finditer(text):
        unit = "date" if match.group(2) in "年月日" else "unit"
        found.setdefault(match.start(2), "torn: " + unit)
        for at in range(match.start(2) + 1, match.end()):
            found.setdefault(at, "torn: inside a unit")


def _addresses(text, found):
    """A web or mail address breaks behind its signs, and nowhere else."""
    for match in ADDRESS.finditer(text):
        for at in range(match.start() + 1, match.end()):
            found.pop(at, None)
            if text[at - 1].isalnum() or not text[at].isalnum():
                found[at] = "torn: word"


def forbidden(text):
    """{place: why}: before the character at `place` no new line may begin.

    Why is told as `start: …`, `end: …`, `torn: …` or `code: …`, with what the mark or the string is.
    """
    found = {}
    _signs(text, found)
    _strings(text, found)
    _addresses(text, found)
    return found
