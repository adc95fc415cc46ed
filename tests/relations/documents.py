# SPDX-License-Identifier: Apache-2.0
"""One document written in every way the program reads."""

import json

BODY = """各村要在立冬前把田间水渠清一遍，清出的淤泥堆放在指定地点。
一、清渠范围
长度在300米以上的支渠，由村民小组自行安排；干渠由镇水管所安排，费用约2.5万元。
二、验收办法
完工后由镇水管所逐条查看，查看结果张榜公布。"""

YAML = """# a comment changes nothing
kind: 通知
issuers: [云溪县青石镇人民政府]
number: 云青府〔2024〕19号
title: 云溪县青石镇人民政府关于做好冬修水利工作的通知
recipients: [各村民委员会, 镇属各单位]
body: |
  %s
attachments: [清渠任务分解表]
date: 2024-10-21
note: 此件公开发布
copies_to: 县水利局
printer: 云溪县青石镇党政办公室
printed_on: 2024-10-22
""" % BODY.replace("\n", "\n  ")

CHINESE_YAML = """文种: 通知
发文机关: 云溪县青石镇人民政府
发文字号: 云青府〔2024〕19号
标题: 云溪县青石镇人民政府关于做好冬修水利工作的通知
主送: 各村民委员会、镇属各单位：
正文: |
  %s
附件: [{标题: 清渠任务分解表}]
成文日期: 2024年10月21日
附注: 此件公开发布
抄送: 县水利局。
印发机关: 云溪县青石镇党政办公室
印发日期: 2024年10月22日
""" % BODY.replace("\n", "\n  ")

JSON = json.dumps({
    "printed_on": "2024-10-22",
    "printer": "云溪县青石镇党政办公室",
    "copies_to": ["县水利局"],
    "note": "此件公开发布",
    "date": "2024-10-21",
    "attachments": [{"title": "清渠任务分解表"}],
    "body": BODY,
    "recipients": ["各村民委员会", "镇属各单位"],
    "title": "云溪县青石镇人民政府关于做好冬修水利工作的通知",
    "number": "云青府〔2024〕19号",
    "issuers": "云溪县青石镇人民政府",
    "kind": "通知",
})

MARKDOWN = "---\n%s---\n\n%s\n" % (
    YAML.split("body: |")[0] + YAML[YAML.index("attachments:"):], BODY.replace("\n", "\n\n"))


def long_yaml(paragraphs):
    """The same document with that body."""
    head, tail = YAML.split("body: |")
    return head + "body: |\n  " + "\n  ".join(paragraphs) + "\n" + tail[tail.index("attachments:"):]


def paragraph(number):
    return (
        "第%d项，渠道两侧的杂草和树根一并清除，缺口用黏土夯实，过水断面不得小于原来的尺寸，"
        "有条件的地段铺砌卵石。" % number
    )
