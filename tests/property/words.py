# SPDX-License-Identifier: Apache-2.0
"""Invented officialese: places, organs, persons, sentences and headings, from a random source."""

PLACES = "临江 云岭 南浦 青石 白沙 乌桥 双河 石门 大坪 松溪 柳湾 梅岭 竹园 桂峰 兰溪 芦塘".split()
LEVELS = "县 市 区 乡 镇".split()
FIELDS = """水利 财政 教育 公安 民政 司法 林业 统计 审计 商务 粮食 气象 档案 信访 农业农村 交通运输
    应急管理 自然资源 生态环境 卫生健康 医疗保障 文化和旅游 市场监督管理 退役军人事务
    住房和城乡建设 人力资源和社会保障""".split()
TAILS = "局 局 局 委员会 办公室 中心 管理处 联合社 服务中心".split()
SURNAMES = "周 何 林 孙 郑 宋 陆 许 唐 曹 邓 沈 罗 杨 吴 欧阳".split()
GIVEN = "明远 建平 志华 静 立群 玥 海涛 玉兰 文川 文斌 秀英 德明 晓峰 春梅 卫东".split()
SUBJECTS = """各单位 有关部门 责任单位 县级主管部门 乡镇人民政府 项目业主 受检企业 村民委员会
    值班人员 承办机构 工作专班 运营企业 管护人员 专家组""".split()
ADVERBS = "应当 要 须 必须 可以 不得 一律 原则上 及时 认真 严格 逐项 按月 会同有关方面".split()
VERBS = """核实 登记 上报 复核 公布 整改 检查 修缮 拨付 统筹 落实 规范 汇总 归档 验收 调度
    清理 补助 培训 通报 监测 评估 移交 抽查""".split()
OBJECTS = """资产台账 工程进度 渠道清淤 堤防加固 客运班线 农村供水 储备粮轮换 危桥改造 校园周边环境
    养老服务设施 茶园改造 林区火险 普查数据 预算执行 征收补偿 应急物资 监测设备 公共停车场
    水质断面 污水管网 信息公开 档案材料 会商记录 人员名单""".split()
ENDS = """并做好记录 不得迟报漏报 逾期不再受理 结果向社会公布 所需经费由本级财政列支
    确保按期完成 防止问题反弹 形成长效机制""".split()
LATIN = "GDP 5G App WiFi ISO9001 PM2.5 AT&T e-mail X007 Office".split()
HEADS = "总体目标 主要任务 时间安排 组织领导 工作要求 资金保障 检查验收 责任分工".split()
DIGITS = " 一 二 三 四 五 六 七 八 九".split(" ")
HAN = DIGITS + ["十" + one for one in DIGITS] + [
    DIGITS[tens] + "十" + one for tens in range(2, 10) for one in DIGITS]


class Words:
    def __init__(self, random):
        self.random = random

    def one(self, items):
        return self.random.choice(items)

    def chance(self, share):
        return self.random.random() < share

    def place(self):
        return self.one(PLACES) + self.one(LEVELS)

    def organ(self, least=4, most=20):
        """The name of an organ, of so many characters."""
        while True:
            name = self.place() + self.one(FIELDS) + self.one(TAILS)
            if self.chance(0.2):
                name = self.one(PLACES) + self.one(LEVELS) + "人民政府"
                name += "办公室" if self.chance(0.4) else ""
            elif self.chance(0.2):
                name = self.place() + name
            elif self.chance(0.15):
                name = self.one(PLACES) + self.one(LEVELS) + "委" + self.one(["", "办公室"])
            if least <= len(name) <= most:
                return name

    def organs(self, count, least=4, most=20):
        found = []
        while len(found) < count:
            name = self.organ(least, most)
            if name not in found:
                found.append(name)
        return found

    def person(self):
        return self.one(SURNAMES) + self.one(GIVEN)

    def persons(self, count):
        found = []
        while len(found) < count:
            name = self.person()
            if name not in found:
                found.append(name)
        return found

    def date(self):
        return self.random.randint(2012, 2029), self.random.randint(1, 12), \
            self.random.randint(1, 28)

    def date_text(self):
        return "%d年%d月%d日" % self.date()

    def number(self):
        r = self.random
        return self.one([
            str(r.randint(1, 99)), str(r.randint(100, 99999)), "%.1f%%" % (r.random() * 99),
            "%d.%02d" % (r.randint(1, 99), r.randint(0, 99)), "%d—%d" % (r.randint(1, 9), 12),
        ])

    def clause(self, plain=False):
        text = self.one(SUBJECTS) + self.one(ADVERBS) + self.one(VERBS) + self.one(OBJECTS)
        if plain or self.chance(0.55):
            return text
        return text + self.one([
            "，" + self.one(ENDS),
            "，于" + self.date_text() + "前" + self.one(VERBS),
            "，共" + self.number() + self.one(["万元", "座", "户", "公里", "件"]),
            "（见" + self.place() + self.one(OBJECTS) + "）",
            "，执行《" + self.place() + self.one(OBJECTS) + "办法》",
            "，开展“" + self.one(OBJECTS) + "”" + self.one(VERBS),
            "——" + self.one(ENDS),
            "、" + self.one(OBJECTS) + "、" + self.one(OBJECTS),
            "，使用 " + self.one(LATIN) + " " + self.one(VERBS) + self.one(OBJECTS),
            "，按“‘" + self.one(VERBS) + "’‘" + self.one(VERBS) + "’”" + self.one(ENDS),
            "……",
        ])

    def sentence(self):
        count = self.random.randint(1, 3)
        clauses = [self.clause() for _ in range(count)]
        if self.chance(0.12):
            at = self.random.randrange(count)
            clauses[at] = clauses[at] + "，**" + self.one(ADVERBS) + self.one(VERBS) + "**到位"
        return self.one(["，", "；", "，"]).join(clauses) + self.one("。。。。。！？")

    def paragraph(self, sentences=6):
        return "".join(self.sentence() for _ in range(self.random.randint(1, sentences)))

    def heading(self, level, number):
        """A numbered line, on its own or with a text behind it."""
        mark = (HAN[number % 20 + 1] + "、", "（" + HAN[number % 20 + 1] + "）",
                "%d." % (number + 1), "（%d）" % (number + 1))[level]
        text = mark + self.one(VERBS) + self.one(OBJECTS) + self.one(["", "和" + self.one(HEADS)])
        if self.chance(0.1):
            text = mark + self.clause(plain=True) + "和" + self.clause(plain=True)
        if self.chance(0.4):
            text += "。" + self.paragraph(3)
        return text

    def title(self, kind, least, most):
        """A title of so many characters that ends in the kind."""
        text = self.one(["", self.organ() if most > 30 else ""]) + "关于"
        text = text if most >= 12 else ""
        wanted = self.random.randint(least, most) - len(text) - len(kind) - 1
        middle = self.one(VERBS) + self.one(OBJECTS)
        while len(middle) < wanted:
            middle += self.one(["、", "和", "以及", ""]) + self.one(VERBS) + self.one(OBJECTS)
        middle = middle[:max(wanted, 2)].rstrip("、")
        return text + middle + "的" + kind

    def caption(self, word, number):
        return "%s%d　%s%s%s" % (word, number, self.place(), self.one(VERBS), self.one(OBJECTS))

    def head(self):
        """A cell of a table's head: no two heads of a document are the same."""
        return self.one(HEADS)[:2] + self.one(VERBS)

    def cell(self):
        """A short text for a table."""
        return self.one([self.number(), self.one(OBJECTS), self.person(), self.place(),
                         self.one(VERBS) + self.one(OBJECTS), self.organ(4, 9), self.one(LATIN)])
