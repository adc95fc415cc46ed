# SPDX-License-Identifier: Apache-2.0
"""An archive of any size: reports of four pages, all different, of which one in a hundred is broken.

    archive.py FOLDER COUNT [SEED]       writes FOLDER/0000/d000000.yaml …

The same count and seed give the same bytes. BROKEN says in which ways documents are broken, and by
which finding each is told; two more crash or hang the worker when tests/batch/trouble.c is loaded.
"""

import random
import re
import sys
from pathlib import Path

PLACES = ["青河县", "临江市", "白石镇", "云岭乡", "长桥区", "东湖县", "古槐镇", "松林乡", "南渡市", "平原县"]
MATTERS = ["农村公路养护", "饮用水水源保护", "校车安全管理", "历史建筑修缮", "冬季取暖保障", "河道采砂治理",
           "社区养老服务", "防汛物资储备", "古树名木登记", "基层档案整理"]
ORGANS = ["发展和改革局", "财政局", "教育局", "水利局", "民政局", "档案馆", "交通运输局", "应急管理局"]
ACTIONS = ["逐村查明现状，登记造册，不漏一户、不重一户", "按月公布进度，接受群众查询和监督",
           "把责任落实到岗位和个人，定期检查，及时纠正", "会同有关部门制定办法，先行试点，再行推开",
           "对发现的问题列出清单，限期整改，逐项销号", "组织培训，讲清政策，答复疑问",
           "核对账目和实物，做到账实相符", "听取老人、教师和村民代表的意见，修改完善方案"]
RESULTS = ["群众反映的问题明显减少", "各项指标均达到年初确定的要求", "资料齐全，可以随时查考",
           "经验已在其他乡镇推广", "仍有少数边远村组进度较慢", "资金使用规范，没有发现挪用"]
HEADINGS = ["一、基本情况", "二、主要做法", "三、存在问题", "四、下一步打算"]
LINES = 62
RARE = "彧喆翀淼焱堃晟赟祎昶珺瑄璟皓嫣婧姝琰"


def sentence(chance):
    forms = (
        "%s会同%s，%s，共完成%d处，%s。" % (chance.choice(PLACES), chance.choice(ORGANS),
                                chance.choice(ACTIONS), chance.randint(3, 980), chance.choice(RESULTS)),
        "截至%d月%d日，累计投入资金%d.%d万元，惠及群众%d人，%s。" % (
            chance.randint(1, 12), chance.randint(1, 28), chance.randint(10, 900),
            chance.randint(1, 9), chance.randint(200, 90000), chance.choice(RESULTS)),
        "%s负责人%s%s等%d名同志%s，%s。" % (
            chance.choice(ORGANS), chance.choice("赵钱孙李周吴郑王"), chance.choice(RARE),
            chance.randint(2, 30), chance.choice(ACTIONS), chance.choice(RESULTS)),
        "根据《%s办法》（%s〔%d〕%d号），%s。" % (
            chance.choice(MATTERS), chance.choice(PLACES)[:1] + "府发", chance.randint(2005, 2025),
            chance.randint(1, 99), chance.choice(ACTIONS)))
    return chance.choice(forms)


def body(chance):
    """Lines of 28 characters enough for the middle of the fourth page."""
    paragraphs = ["现将我县%s工作情况报告如下。" % chance.choice(MATTERS)]
    lines = 1
    for number, heading in enumerate(HEADINGS, 1):
        paragraphs.append(heading)
        lines += 1
        while lines < LINES * number / len(HEADINGS):
            paragraphs.append("".join(sentence(chance) for _ in range(chance.randint(2, 4))))
            lines += (len(paragraphs[-1]) + 2) // 28 + 1
    return "\n".join("  " + paragraph for paragraph in paragraphs)


def document(number, seed=1):
    chance = random.Random(seed * 10_000_000 + number)
    place = chance.choice(PLACES)
    return ("kind: 报告\nissuers: %s人民政府\nnumber: %s政报〔%d〕%d号\nsigners: [%s%s]\n"
            "title: %s人民政府关于%s工作情况的报告\nrecipients: 市人民政府\n"
            "date: %d-%02d-%02d\nbody: |\n%s\n") % (
                place, place[:1], chance.randint(2000, 2025), number + 1,
                chance.choice("陈林黄何"), chance.choice(RARE), place, chance.choice(MATTERS),
                chance.randint(2000, 2025), chance.randint(1, 12), chance.randint(1, 28), body(chance))


def replaced(text, old, new):
    assert old in text
    return text.replace(old, new, 1)


# How a document is broken, and what tells it.
BROKEN = [
    ("E0101", lambda text: text.encode().replace("报告如下".encode(), b"\xb1\xa8\xb8\xe6")),
    ("E0112", lambda text: replaced(text, "title: ", 'title: "')),
    ("E0201", lambda text: text + "titel: 又一个标题\n"),
    ("E0225", lambda text: re.sub(r"title: .*\n", "", text)),
    ("E0213", lambda text: re.sub(r"date: \S+", "date: 2019-02-30", text)),
    ("E0216", lambda text: replaced(text, "issuers: ", "issuers: {seal: nowhere.png, name: ").replace(
        "政府\nnumber", "政府}\nnumber", 1)),
    ("E0105", lambda text: text + "title: 又一个标题\n"),
    ("E0301", lambda text: text + "layout: gb9704/nowhere\n"),
    ("E0502", lambda text: replaced(text, "现将", "现\U000F1234将")),
    ("E0204", lambda text: text[:text.index("body:")] + 'body: ""\n'),
    ("E0203", lambda text: replaced(text, "recipients: 市人民政府", "recipients: {市: 人民政府}")),
    ("E0215", lambda text: replaced(text, "kind: 报告", "kind: 报高")),
]
# For tests/batch/trouble.c: comments of YAML, harmless without it.
TROUBLE = [("E1107", "# crash\n"), ("E1108", "# hang\n")]


def fault_of(number, count):
    """What tells document `number` of `count`, or None: each hundredth is broken, and two near the
    middle make trouble."""
    if number in (count // 2, count // 2 + 1):
        return TROUBLE[number - count // 2][0]
    return BROKEN[number // 100 % len(BROKEN)][0] if number % 100 == 50 else None


def write(folder, count, seed=1):
    """The codes of the faults by the documents' paths below the folder."""
    faults = {}
    for number in range(count):
        text = document(number, seed)
        code = fault_of(number, count)
        if code in dict(TROUBLE):
            text += dict(TROUBLE)[code]
        elif code is not None:
            text = dict(BROKEN)[code](text)
        path = Path(folder, "%04d" % (number // 1000), "d%06d.yaml" % number)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        if code is not None:
            faults[str(path.relative_to(folder))] = code
    return faults


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    print("%d of them broken" % len(write(sys.argv[1], int(sys.argv[2]), *map(int, sys.argv[3:]))))
