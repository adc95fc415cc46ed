# SPDX-License-Identifier: Apache-2.0
"""Every setting of every layout can be asked for, by both names, and does something."""

import json
import unittest

import yaml

from case import Case

# Something to put where a setting takes any value.
VALUES = {"line_pitch": "28.5pt", "title_pitch": "33pt", "text_size": "15.75pt",
          "red_rule": "0.35mm", "date_margin": "2字", "print_run": "50", "latin_gap": "1/4字"}
# A document that has what settings change, in the kind that each form is for.
DOCUMENT = {
    "issuers": ["青河县教育局", "青河县文化局"], "number": "青教发〔2024〕3号", "date": "2024-3-1",
    "copy_number": 7, "secrecy": "秘密★1年", "title": "关于青河县第一、第二中学修复校内古桥并由两局共同验收的通知",
    "body": "两局同意修复古桥。\n\n---\n\n验收由两局共同进行。", "no_text_page": True,
    "printer": "青河县教育局", "printed_on": "2024-3-2", "issue": "第3期", "recipients": "各乡镇中学",
}
KINDS = {"gb9704/letter": "函", "gb9704/order": "命令", "gb9704/minutes": "纪要",
         "gb9704/resolution": "决议"}


class Settings(Case):
    def document(self, layout, settings, name=""):
        document = {**DOCUMENT, "kind": KINDS.get(layout, "通知"), "layout": layout}
        if name == "secrecy_line":
            del document["copy_number"]  # it leaves its line to the secrecy
        return json.dumps({**document, "settings": settings})

    def traces(self, documents):
        """The traces of some documents, all rendered by one call."""
        names = []
        for number, document in enumerate(documents):
            names.append("d%d.json" % number)
            self.write(names[-1], document)
        (self.folder / "out").mkdir(exist_ok=True)
        self.run_to(0, "render", "-q", "-f", "trace", "-o", "out/", *names)
        return [(self.folder / "out" / name.replace("json", "trace")).read_bytes()
                for name in names]

    def trace(self, layout, settings):
        return self.traces([self.document(layout, settings)])[0]

    def settings(self, layout):
        """Name, Chinese name, value and whether it changes anything, of each setting."""
        out, _ = self.run_to(0, "layouts", "show", layout)
        for name, setting in (yaml.load(out, Loader=yaml.BaseLoader).get("settings") or {}).items():
            for value, change in setting.items():
                if value != "name":
                    changes = isinstance(change, dict) and bool(change)
                    yield name, setting["name"], VALUES.get(name, value), changes

    def test_each(self):
        names, _ = self.run_to(0, "layouts")
        idle, active = set(), set()  # what changed nothing, or something, in a layout
        for layout in (line.split()[0] for line in names.decode().splitlines()):
            asked = list(self.settings(layout))
            made = self.traces([self.document(layout, settings, name)
                                for name, chinese, value, _ in asked
                                for settings in ({}, {name: value}, {chinese: value})])
            for place, (name, _, value, changes) in enumerate(asked):
                plain, by_name, by_chinese = made[3 * place:3 * place + 3]
                with self.subTest("%s %s: %s" % (layout, name, value)):
                    self.assertEqual(by_name, by_chinese)
                    self.assertTrue(changes or by_name == plain)
                if changes:
                    (active if by_name != plain else idle).add((name, value))
        self.assertEqual(idle - active, set())

    def test_false_changes_nothing(self):
        self.assertEqual(self.trace("gb9704/downward", {"duplex": False}),
                         self.trace("gb9704/downward", {}))

    def test_a_layout_adds_its_own(self):
        self.write("own.yaml", "extends: gb9704/downward\n"
                               "settings: {big: {name: 大字, true: {styles: {text: {size: 小二}}}}}\n")
        plain = self.trace("own.yaml", {})
        self.assertNotEqual(self.trace("own.yaml", {"大字": True}), plain)


if __name__ == "__main__":
    unittest.main()
