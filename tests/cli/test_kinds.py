# SPDX-License-Identifier: Apache-2.0
"""Each of the 15 kinds (条例, article 8) chooses its form, and asks for what it must have."""

import json
import unittest

from case import Case

BASE = {"issuers": "青河县人民政府", "body": "现就古桥修复作出安排。"}
NUMBERED = {**BASE, "number": "青府发〔2024〕3号", "date": "2024-3-1"}
SENT = {**NUMBERED, "recipients": "市人民政府"}
UPWARD = {**SENT, "signers": "王德东"}
SIGNED = {"issuers": {"name": "青河县人民政府", "post": "县长", "stamp": {"width": "30mm"}}}

# Kind: what it needs beside a title, the form it is set in, a text that this form shows.
KINDS = {
    "决议": (BASE, "resolution", None),
    "决定": (NUMBERED, "downward", "青府发〔2024〕3号"),
    "命令": ({**BASE, **SIGNED, "date": "2024-3-1", "issue": "第3号"}, "order", "县长"),
    "公报": (BASE, "resolution", None),
    "公告": (NUMBERED, "downward", "青府发〔2024〕3号"),
    "通告": (NUMBERED, "downward", None),
    "意见": (SENT, "downward", "市人民政府："),
    "通知": (SENT, "downward", None),
    "通报": (SENT, "downward", None),
    "报告": (UPWARD, "upward", "签发人："),
    "请示": (UPWARD, "upward", "签发人："),
    "批复": (SENT, "downward", None),
    "议案": ({**SENT, **SIGNED}, "downward", "县长"),
    "函": (SENT, "letter", None),
    "纪要": ({**BASE, "issue": "第3期", "present": "王德东"}, "minutes", "出席："),
}


class Kinds(Case):
    def document(self, kind, values):
        title = {} if kind == "命令" else {"title": "关于修复古桥的" + kind}
        return {"kind": kind, **values, **title}

    def trace(self, document, *args):
        self.write("a.json", json.dumps(document))
        out, said = self.run_to(0, "render", "-q", "-f", "trace", "-o", "-", "a.json", *args)
        self.assertEqual(said, "")
        return out.decode()

    def test_each_chooses_its_form(self):
        for kind, (values, form, shown) in KINDS.items():
            with self.subTest(kind):
                document = self.document(kind, values)
                trace = self.trace(document)
                self.assertEqual(trace, self.trace(document, "--layout", "gb9704/" + form))
                self.assertIn(shown or "现就古桥修复作出安排。", trace)

    def test_signers_make_an_upward_document(self):
        document = self.document("意见", UPWARD)
        self.assertEqual(self.trace(document), self.trace(document, "--layout", "gb9704/upward"))

    def test_each_asks_for_what_it_needs(self):
        for kind, (values, _, _) in KINDS.items():
            for key in values:
                if key in ("issue", "present", "date") and kind in ("命令", "纪要"):
                    continue
                if (kind, key) in (("意见", "recipients"), ("公告", "number")) or key == "body":
                    continue
                with self.subTest("%s without %s" % (kind, key)):
                    document = self.document(kind, values)
                    del document[key]
                    self.write("a.json", json.dumps(document))
                    out, said = self.run_to(1, "render", "a.json", "-o", "a.pdf")
                    self.assertIn("E0225", said)

    def test_a_plain_document_needs_no_kind(self):
        self.trace({"layout": "plain", "title": "在座谈会上的讲话", "body": "同志们好。"})


if __name__ == "__main__":
    unittest.main()
