#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Invented documents whose text disturbs the grid: the same seed gives the same document.

    generate.py COUNT FIRST_SEED FOLDER

Numbers with what they count, dates, document numbers, titles in brackets, quotes in quotes, dashes,
ellipses, Western words, ranges and lists, in paragraphs of 1 to 12 lines on 2 to 6 pages. Places,
organs and figures are invented.
"""

import json
import random
import sys
from pathlib import Path

ORGANS = "云溪县水务局 青泥县财政局 柳坪市教育局 南沱区民政局 石桥镇政府 白鹭洲管委会 松岗县档案馆 县发展和改革局".split()
PLACES = "云溪 青泥 柳坪 南沱 石桥 白鹭洲 松岗 花垣 大堰 双渡".split()
THINGS = """水库除险 灌区改造 道路硬化 学校食堂 养老床位 粮食储备 河道清淤 老旧小区 污水管网 危房 公交线路 档案库房
    茶园 果园 农家书屋 卫生室 停车泊位 防火通道 低压线路 文物点""".split()
DEEDS = "完成 新建 改造 核减 下达 安排 整治 验收 复查 补植 巡查 抽检 培训 登记 移交".split()
MANNERS = "统一 分批 按季度 逐项 优先 如期 全部 依法 会同乡镇 限期".split()
ENDS = """责任落实到人 结果及时公开 资金专款专用 进度每月通报 问题逐条销号 群众反映良好 台账保持完整 不得擅自变更
    由主管部门复核 年底前一并验收""".split()
COUNTED = """万元 亿元 公里 毫米 平方米 立方米 公顷 万亩 吨 公斤 个 人 户 座 处 项 件 次 台 辆 个月 天 小时 米
    人次 千瓦 名 条 家 万人""".split()
WORDS = """GIS App WiFi GPS CAD Excel PDF VPN 5G PM2.5 COD DN300 ISO9001 e-mail LED C30 R&D HDPE Internet
    TCP/IP Office""".split()
PHRASES = ["Smart Water", "Open Data", "Green Park", "Digital Archive"]
HEADS_1 = "总体要求 目标任务 重点工作 时间步骤 保障措施 主要成效 存在问题 下步打算 资金安排 监督检查".split()
HEADS_2 = "明确责任分工 摸清底数 加快施工进度 严格资金管理 强化质量监管 完善长效机制 做好群众工作 规范档案整理".split()
NUMERALS = "一二三四五六七八九十"


class Maker:
    def __init__(self, seed):
        self.random = random.Random("typesetting-%d" % seed)
        self.one = self.random.choice
        self.between = self.random.randint

    # ---- What disturbs ------------------------------------------------------------------------

    def number(self):
        return self.one([
            lambda: str(self.between(2, 9)),
            lambda: str(self.between(10, 999)),
            lambda: "{:,}".format(self.between(1000, 99999)),
            lambda: "%.1f" % self.random.uniform(0.5, 300),
            lambda: "{:,.2f}".format(self.random.uniform(1000, 20000)),
        ])()

    def amount(self):
        return self.number() + self.one(COUNTED)

    def share(self):
        return self.one(["%.1f%%", "%.2f%%", "%.0f%%", "%.1f‰"]) % self.random.uniform(1, 99)

    def date(self):
        form = self.one(["%d年%d月%d日", "%d年%d月%d日", "%d年%d月", "%d年"])
        parts = self.between(2009, 2027), self.between(1, 12), self.between(1, 28)
        return form % parts[:form.count("%")]

    def title(self):
        inner = self.one(["", "〈%s管理规定〉" % self.one(THINGS)])
        return "《%s县%s%s%s》" % (self.one(PLACES), self.one(["关于印发", "关于", ""]) if inner else "",
                                inner or self.one(THINGS),
                                "的通知" if inner else self.one(["办法", "实施方案", "条例（试行）"]))

    def document_number(self):
        return "%s〔%d〕%d号" % (self.one("云水发 青财 柳教函 南民 松府办发".split()),
                              self.between(2008, 2026), self.between(1, 320))

    def span(self):
        low = self.between(2, 40)
        return self.one(["%d～%d%s", "%d—%d%s", "%d%%～%d%%"]).replace("%d%%～%d%%", "%d%%～%d%%%.0s") % (
            low, low + self.between(1, 50), self.one(COUNTED))

    def listed(self):
        return "、".join(self.random.sample(THINGS, self.between(3, 7)))

    def quoted(self):
        return self.one([
            "“%s、%s”" % (self.one(DEEDS), self.one(DEEDS)),
            "“‘%s’和‘%s’两本账”" % (self.one(THINGS), self.one(THINGS)),
            "“%s‘一张图’”" % self.one(THINGS),
        ])

    def clause(self):
        """A part of a sentence, as often as not with something that is no plain hanzi."""
        thing, deed = self.one(THINGS), self.one(DEEDS)
        return self.one([
            lambda: self.one(ORGANS) + self.one(MANNERS) + deed + thing,
            lambda: "%s%s%s%s" % (self.one(MANNERS), deed, thing, self.amount()),
            lambda: "%s%s%s" % (thing, deed, "率达到" + self.share()),
            lambda: "于%s前%s%s" % (self.date(), deed, thing),
            lambda: "按照%s%s%s" % (self.title(), self.one(MANNERS), deed),
            lambda: "根据%s（%s）要求" % (self.title(), self.document_number()),
            lambda: "%s——%s——%s" % (thing, self.one(ENDS), self.one(MANNERS) + deed),
            lambda: "建立%s机制" % self.quoted(),
            lambda: "使用%s系统%s%s" % (self.one(WORDS + PHRASES), deed, thing),
            lambda: "每处%s%s" % (deed, self.span()),
            lambda: "涉及%s等" % self.listed(),
            lambda: "%s增长%s（上年为%s）" % (thing, self.share(), self.amount()),
            lambda: "%s、%s……" % (self.listed(), thing),
            lambda: "气温低于%d℃、日降水量超过%s毫米时停工" % (self.between(1, 9), self.number()),
            lambda: self.one(PLACES) + "、" + self.one(PLACES) + "两地" + self.one(MANNERS) + deed,
            lambda: self.one(ENDS),
            lambda: self.one(ENDS),
        ])()

    # ---- Paragraphs ---------------------------------------------------------------------------

    def paragraph(self, length):
        """Sentences up to about so many characters."""
        text = ""
        while len(text) < length or not text:
            clauses = [self.clause() for _ in range(self.between(1, 4))]
            text += self.one("，，；").join(clauses) + self.one("。。。。。！？")
        return text

    def lines(self, size):
        """About so many characters of paragraphs and headings."""
        first = second = written = 0
        yield self.paragraph(self.between(40, 160))
        while written < size:
            if first < len(NUMERALS) and self.random.random() < 0.2:
                yield NUMERALS[first] + "、" + self.one(HEADS_1) + self.one(["", "和" + self.one(HEADS_1)])
                first, second = first + 1, 0
            elif first and second < len(NUMERALS) and self.random.random() < 0.35:
                tail = self.one(["", "", "。" + self.paragraph(self.between(20, 150))])
                yield "（%s）%s%s" % (NUMERALS[second], self.one(HEADS_2), tail)
                second, written = second + 1, written + len(tail)
            text = self.paragraph(self.one([6, 15, 30, 60, 90, 130, 180, 250, 310]))
            written += len(text) + 28
            yield text

    def document(self):
        organ = self.one(ORGANS)
        year, month, day = self.between(2012, 2026), self.between(1, 12), self.between(1, 28)
        body = list(self.lines(self.between(500, 2900)))
        return {
            "kind": "通知", "issuers": organ, "number": "%s发〔%d〕%d号" % (
                organ[:2], year, self.between(1, 200)),
            "title": "%s关于做好%s工作的通知" % (organ, self.one(THINGS)),
            "recipients": "、".join(self.random.sample(ORGANS, self.between(1, 6))),
            "body": "\n".join(body), "date": "%d-%d-%d" % (year, month, day),
            "copies_to": "，".join(self.random.sample(ORGANS, self.between(1, 5))),
            "printer": organ + "办公室", "printed_on": "%d年%d月%d日" % (year, month, day),
        }


def write(folder, count, first_seed):
    """Writes so many documents into a folder; their paths."""
    paths = []
    for seed in range(first_seed, first_seed + count):
        path = Path(folder) / ("generated-%04d.json" % seed)
        path.write_text(json.dumps(Maker(seed).document(), ensure_ascii=False, indent=1), "utf-8")
        paths.append(path)
    return paths


if __name__ == "__main__":
    write(sys.argv[3], int(sys.argv[1]), int(sys.argv[2]))
