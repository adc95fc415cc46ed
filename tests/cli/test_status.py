# SPDX-License-Identifier: Apache-2.0
"""Exit statuses, help, and what is said where: 0 done, 1 wrong data, 2 trouble."""

import json
import unittest

from case import Case

COMMANDS = ["render", "fonts", "layouts", "schema"]

# Calls that cannot be followed, and a word or two of what is said then.
USAGE = [
    ([], ["Usage: hongtou", "Example:"]),
    (["rendr", "short.yaml"], ["'rendr'", "hongtou --help"]),
    (["render"], ["no input", "render --help"]),
    (["render", "short.yaml", "--fast"], ["--fast", "render --help"]),
    (["render", "short.yaml", "-f", "doc"], ["'doc'", "pdf, png, svg or trace"]),
    (["render", "short.yaml", "-f"], ["-f"]),
    (["render", "short.yaml", "--dpi", "0"], ["36 to 1200"]),
    (["render", "short.yaml", "--dpi", "1201"], ["36 to 1200"]),
    (["render", "short.yaml", "--dpi", "-150"], ["36 to 1200"]),
    (["render", "short.yaml", "--dpi", "fine"], ["fine"]),
    (["render", "short.yaml", "--diagnostics=xml"], ["text or json"]),
    (["render", "short.yaml", "--profile", "prnit"], ["'prnit' is no profile", "archive, print or screen"]),
    (["render", "short.yaml", "--signature-field", "seen"], ["'seen' is no", "visible or invisible"]),
    (["render", "short.yaml", "--marks", "crop"], ["press alone", "--profile print"]),
    (["render", "short.yaml", "--profile", "print", "--marks", "crop, folds"], ["'folds' is no mark", "or all"]),
    (["render", "short.yaml", "--profile", "print", "--marks", ""], ["'' is no mark", "or all"]),
    (["render", "short.yaml", "--profile", "print", "--marks", "crop,"], ["'' is no mark"]),
    (["render", "short.yaml", "-f", "png", "--profile", "archive"], ["--profile is for PDF alone"]),
    (["render", "short.yaml", "-f", "svg", "--plate", "Red"], ["--plate is for PDF alone"]),
    (["render", "short.yaml", "-o", "a.png", "--bleed", "3"], ["--bleed is for PDF alone"]),
    (["render", "short.yaml", "-f", "trace", "--marks", "all"], ["--marks is for PDF alone"]),
    (["render", "short.yaml", "-f", "png", "--attach-source"], ["--attach-source is for PDF alone"]),
    (["render", "short.yaml", "-f", "png", "--signature-field", "visible"], ["--signature-field is"]),
    (["render", "short.yaml", "--profile", "print", "--bleed", "wide"], ["'wide'", "in mm"]),
    (["render", "short.yaml", "--input-format", "docx"], ["'docx'", "yaml, json or markdown"]),
    (["render", "short.yaml", "long.yaml", "-o", "-"], ["one document only"]),
    (["render", "short.yaml", "long.yaml", "-o", "all.pdf"], ["all.pdf", "folder"]),
    (["render", "short.yaml", "-o", ""], ["-o"]),
    (["render", "long.yaml", "-f", "png", "-o", "-"], ["2 pages", "one only"]),
    (["render", "short.yaml", "-o", "short.yaml"], ["short.yaml", "overwritten"]),
    (["render", "short.yaml", "long.yaml", "-o", "long.yaml"], ["long.yaml"]),
    (["render", "short.yaml", "./short.yaml"], ["short.yaml", "short.pdf"]),
    (["fonts", "all"], ["'all'", "fonts --help"]),
    (["fonts", "--fonts", "none"], ["none", "check the path"]),
    (["layouts", "list"], ["'list'", "layouts --help"]),
    (["layouts", "show"], ["show", "layouts --help"]),
    (["layouts", "show", "gb9704/upwart"], ["gb9704/upwart", "gb9704/upward"]),
    (["layouts", "show", "none.yaml"], ["none.yaml"]),
    (["schema", "all"], ["'all'", "schema --help"]),
]


class Usage(Case):
    def test_trouble(self):
        for args, words in USAGE:
            with self.subTest(" ".join(args)):
                out, said = self.run_to(2, *args)
                self.assertEqual(out, b"")
                for word in words:
                    self.assertIn(word, said)
        self.assertEqual(self.left(), [])

    def test_same_name_in_one_folder(self):
        self.write("a/report.yaml", "")
        self.write("b/report.json", "{}")
        _, said = self.run_to(2, "render", "a/report.yaml", "b/report.json", "-o", "out")
        for word in ("a/report.yaml", "b/report.json", "out/report.pdf"):
            self.assertIn(word, said)
        self.assertEqual(self.left(), ["a/report.yaml", "b/report.json"])


class Help(Case):
    def test_program(self):
        out, said = self.run_to(0, "--help")
        self.assertEqual(said, "")
        for word in (*COMMANDS, "Example:"):
            self.assertIn(word, out.decode())

    def test_commands(self):
        for command in COMMANDS:
            for option in ("--help", "-h"):
                out, said = self.run_to(0, command, option)
                self.assertEqual(said, "")
                self.assertIn(f"Example:\n  hongtou {command}", out.decode())

    def test_examples_stand(self):
        """What the example of `layouts` and of `schema` says can be done."""
        self.run_to(0, "layouts", "show", "gb9704/upward")
        self.run_to(0, "schema")

    def test_version(self):
        for args in (["--version"], ["render", "--version"], ["fonts", "--version"]):
            out, said = self.run_to(0, *args)
            self.assertRegex(out.decode(), r"^hongtou \d+\.\d+\.\d+\n$")
            self.assertEqual(said, "")


class Status(Case):
    def test_done(self):
        out, said = self.run_to(0, "render", "-q", "short.yaml")
        self.assertEqual((out, said), (b"", ""))

    def test_wrong_data(self):
        out, said = self.run_to(1, "render", "wrong.yaml")
        self.assertEqual(out, b"")
        self.assertIn("wrong.yaml:4:7: error[E0213]", said)

    def test_wrong_data_does_not_stop_the_others(self):
        self.run_to(1, "render", "-q", "wrong.yaml", "short.yaml", "-o", "out")
        self.assertEqual(self.left(), ["out/short.pdf"])

    def test_trouble_does_not_stop_the_others(self):
        self.run_to(2, "render", "-q", "none.yaml", "wrong.yaml", "short.yaml", "-o", "out")
        self.assertEqual(self.left(), ["out/short.pdf"])

    def test_trouble_at_the_end(self):
        self.run_to(2, "render", "-q", "short.yaml", "wrong.yaml", "none.yaml", "-o", "out")
        self.assertEqual(self.left(), ["out/short.pdf"])

    def test_old_output_stays_when_the_data_are_wrong(self):
        self.write("wrong.pdf", "old")
        self.run_to(1, "render", "wrong.yaml")
        self.assertEqual(self.read("wrong.pdf"), b"old")

    def test_findings_are_json(self):
        """One object a line, whatever happens; nothing else on standard error."""
        _, said = self.run_to(2, "render", "--diagnostics=json", "short.yaml", "wrong.yaml",
                              "none.yaml", "-o", "out")
        findings = [json.loads(line) for line in said.splitlines()]
        self.assertEqual([f["code"] for f in findings if f["severity"] != "note"],
                         ["E0213", "E0801"])
        for finding in findings:
            self.assertLessEqual({"severity", "code", "slug", "message"}, set(finding))

    def test_quiet(self):
        _, said = self.run_to(0, "render", "-q", "short.yaml", "long.yaml", "-o", "out")
        self.assertEqual(said, "")

    def test_progress_in_a_pipe_is_a_line_a_document(self):
        _, said = self.run_to(0, "render", "short.yaml", "long.yaml", "-o", "out")
        self.assertIn("short.yaml -> out/short.pdf (1 page", said)
        self.assertIn("long.yaml -> out/long.pdf (2 pages)\n", said)


if __name__ == "__main__":
    unittest.main()
