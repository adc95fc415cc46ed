# SPDX-License-Identifier: Apache-2.0
"""What a PDF says of itself: the elements of GB/T 33480 in its metadata, and labels of its pages."""

import json
import re
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))

import program  # noqa: E402

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
ELEMENTS = "{urn:x-hongtou:gbt-33480-2016:}"
REQUEST = """\
kind: 请示
copy_number: 7
secrecy: 机密★1年
urgency: 特急
issuers: [青河县人民政府, 石桥县人民政府]
number: 青府发〔2024〕3号
signers: [王建国, 李<明>]
title: 关于修复古桥的请示
recipients: 临江市人民政府
date: 2024-11-21
body: 妥否，请批示。
attachments: [工程预算, 位置图]
note: 联系人：张三
copies_to: [市财政局, 市文物局]
printer: 青河县人民政府办公室
printed_on: 2024-11-22
"""
WANTED = {
    "kind": "请示",
    "title": "关于修复古桥的请示",
    "date": "2024-11-21",
    "copyNumber": "000007",
    "secrecy": "机密★1年",
    "urgency": "特急",
    "number": "青府发〔2024〕3号",
    "signers": ["王建国", "李<明>"],
    "recipients": "临江市人民政府",
    "signature": ["青河县人民政府", "石桥县人民政府"],
    "note": "联系人：张三",
    "copiesTo": "市财政局、市文物局",
    "printer": "青河县人民政府办公室",
    "printedOn": "2024年11月22日",
    "attachments": ["工程预算", "位置图"],
}
NOTICE = """\
kind: 通知
issuers: 青河县人民政府
number: 青府发〔2024〕3号
copy_number: 1
title: 关于修复古桥的通知
recipients: 各乡镇人民政府
date: 2024-11-21
body: |
%s
"""
PAGES = NOTICE % "\n".join("  第%d段，会议同意修复古桥。" % n for n in range(1, 60))


class Metadata(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def pdf(self, document, *options):
        path = Path(self.folder.name, "a.yaml")
        path.write_text(document, encoding="utf-8")
        pdf = path.with_suffix(".pdf")
        program.render(path, "-o", pdf, *options)
        return pdf

    def elements(self, pdf):
        packet = re.search(rb"<x:xmpmeta.*</x:xmpmeta>", pdf.read_bytes(), re.S)[0]
        found = {}
        for node in ElementTree.fromstring(packet).iter():
            if node.tag.startswith(ELEMENTS):
                items = [item.text for item in node.iter(RDF + "li")]
                found[node.tag.removeprefix(ELEMENTS)] = items or node.text
        return found

    def labels(self, pdf):
        """By the first page of each range: prefix and style, and the number it begins with."""
        out, _ = program.run("qpdf", "--json", "--json-key=pagelabels", pdf)
        found = json.loads(out)["pagelabels"]
        return {entry["index"]: (entry["label"].get("/P", "")[2:] + entry["label"]["/S"][1:],
                                 entry["label"]["/St"]) for entry in found}

    def test_elements_are_those_of_the_document(self):
        self.assertEqual(self.elements(self.pdf(REQUEST)), WANTED)

    def test_what_a_document_lacks_is_not_told(self):
        found = self.elements(self.pdf("kind: 通告\nissuers: 青河县人民政府\ntitle: 通告\n"
                                       "date: 2024-11-21\nnumber: 青府告〔2024〕1号\nbody: 特此通告。\n"))
        self.assertEqual(set(found), {"kind", "title", "date", "number", "signature"})

    def test_pages_are_labelled_by_their_numbers(self):
        self.assertEqual(self.labels(self.pdf(PAGES)), {0: ("D", 1)})

    def test_index_sheet_has_no_number(self):
        document = PAGES + "index:\n  索引号: 008463720/2016-00001\n"
        self.assertEqual(self.labels(self.pdf(document)), {0: ("r", 1), 1: ("D", 1)})

    def test_copies_say_which_they_are(self):
        labels = self.labels(self.pdf(NOTICE % "  特此通知。", "--copies", "8-9"))
        self.assertEqual(labels, {0: ("000008-D", 1), 1: ("000009-D", 1)})

    def test_separate_attachment_begins_anew(self):
        document = PAGES + "attachments:\n  - {title: 工程预算, separate: true, body: 预算如下。}\n"
        ranges = self.labels(self.pdf(document))
        last = max(ranges)
        self.assertGreater(last, 1)
        self.assertEqual(ranges[last], ("D", 1))


if __name__ == "__main__":
    unittest.main()
