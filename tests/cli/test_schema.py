# SPDX-License-Identifier: Apache-2.0
"""`hongtou schema` is a JSON Schema that takes and refuses what the program takes and refuses."""

import json
import sys
import unittest

import jsonschema

from case import ROOT, SAMPLES, Case

sys.path.insert(0, str(ROOT / "tests" / "support"))
import source  # noqa: E402

GOOD = [
    {"kind": "纪要", "issuers": "青河县人民政府", "body": "会议同意。"},
    {"文种": "令", "发文机关": ["青河县人民政府"], "正文": "公布《古桥办法》。", "成文日期": "2024年5月6日"},
    {"kind": "纪要", "issuers": [{"name": "青河县人民政府"}, "青河县文化馆"], "body": ["一、古桥"]},
    {"kind": "纪要", "issuers": "青河县人民政府", "body": "会议同意。", "copy_number": 7},
    {"kind": "纪要", "issuers": "青河县人民政府", "body": "会议同意。", "signature": False},
    {"kind": "纪要", "issuers": "青河县人民政府", "body": [{"page-break": True}, "会议同意。"]},
    {"kind": "纪要", "issuers": "青河县人民政府", "body": "会议同意。",
     "attachments": [{"title": "古桥清单", "body": "石桥三座。", "label": False}, "古桥图"]},
    {"kind": "命令（令）", "issuers": "青河县人民政府", "body": "公布办法。", "date": "2024.5.6"},
]

# One thing is wrong with each.
WRONG = [
    {"titel": "决议"},
    {"kind": "通报函"},
    {"title": ["决议"]},
    {"date": "昨天"},
    {"date": "24-5-6"},
    {"number": "青府发[2024]5号"},
    {"number": "青府发〔2024〕05号"},
    {"number": "青府发〔2024〕第5号"},
    {"number": "〔2024〕5号"},
    {"copy_number": 1234567},
    {"copy_number": "第3份"},
    {"secrecy": "内部"},
    {"secrecy": "秘密★一年"},
    {"urgency": "紧急"},
    {"no_text_page": "是"},
    {"link": "www.qinghe.example"},
    {"link": "https://qinghe.example/第 1 号"},
    {"body": {"table": {}}},
    {"body": [{"table": {"caption": "古桥"}}]},
    {"body": [{"figure": {"caption": "古桥"}}]},
    {"body": [{"figure": {"image": "a.png"}, "page-break": True}]},
    {"body": [["会议同意。"]]},
    {"attachments": [{"body": "石桥三座。"}]},
    {"attachments": [{"title": "古桥清单", "titel": "古桥"}]},
    {"attachments": [{"title": "古桥清单", "label": "没有"}]},
    {"issuers": [{"post": "主任"}]},
    {"settings": "duplex"},
    {"index": ["索引号"]},
    {"note": ""},
]


class Schema(Case):
    def setUp(self):
        super().setUp()
        out, said = self.run_to(0, "schema")
        self.assertEqual(said, "")
        self.schema = json.loads(out)
        self.validator = jsonschema.Draft202012Validator(self.schema)

    def faults(self, document):
        return [error.message for error in self.validator.iter_errors(document)]

    def test_is_a_schema(self):
        jsonschema.Draft202012Validator.check_schema(self.schema)

    def test_says_every_key_in_both_languages(self):
        for name, about in self.schema["properties"].items():
            for field in ("title", "description"):
                self.assertRegex(about[field], "[一-鿿]", name)
                self.assertRegex(about[field], "[A-Za-z]{3}", name)

    def test_its_own_examples(self):
        for name, about in self.schema["properties"].items():
            for example in about.get("examples", []):
                self.assertEqual(self.faults({name: example}), [], name)

    def test_json_samples(self):
        for path in sorted(SAMPLES.glob("*.json")):
            self.assertEqual(self.faults(json.loads(path.read_text(encoding="utf-8"))), [], path)

    def test_yaml_samples(self):
        for path in sorted(SAMPLES.glob("*.yaml")):
            document = source.parse(path.read_text(encoding="utf-8"))
            self.assertEqual(self.faults(with_flags(document)), [], path)

    def test_good_documents(self):
        for document in GOOD:
            with self.subTest(json.dumps(document, ensure_ascii=False)):
                self.assertEqual(self.faults(document), [])
                self.write("a.json", json.dumps(document))
                self.run_to(0, "render", "-q", "a.json", "-o", "/dev/null")

    def test_wrong_documents(self):
        for document in WRONG:
            with self.subTest(json.dumps(document, ensure_ascii=False)):
                self.write("a.json", json.dumps({**GOOD[0], **document}))
                self.run_to(1, "render", "-q", "a.json", "-o", "/dev/null")
                self.assertNotEqual(self.faults({**GOOD[0], **document}), [])


def with_flags(document):
    """true and false as such, which is how an editor reads them."""
    if isinstance(document, dict):
        return {key: with_flags(value) for key, value in document.items()}
    if isinstance(document, list):
        return [with_flags(value) for value in document]
    return {"true": True, "false": False}.get(document, document)


if __name__ == "__main__":
    unittest.main()
