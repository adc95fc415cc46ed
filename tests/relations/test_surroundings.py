# SPDX-License-Identifier: Apache-2.0
"""The same document at another time, in another place, country or language: the same bytes."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))

import program  # noqa: E402
from documents import YAML  # noqa: E402

# A locale that writes 1,5 for 1.5. Only its numbers are French: a whole one takes seconds to make.
COMMA = """comment_char %
escape_char /
LC_NUMERIC
decimal_point ","
thousands_sep "."
grouping 3;3
END LC_NUMERIC
""" + "".join(
    'LC_%s\ncopy "POSIX"\nEND LC_%s\n' % (name, name)
    for name in ("CTYPE", "COLLATE", "MONETARY", "TIME", "MESSAGES"))


class SameBytes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.began = time.time()
        cls.holder = tempfile.TemporaryDirectory()
        cls.folder = Path(cls.holder.name)
        cls.document = cls.folder / "document.yaml"
        cls.document.write_text(YAML, encoding="utf-8")
        cls.first = program.render_bytes(cls.document)

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    def assertSame(self, document=None, cwd=None, **variables):
        env = {key: value for key, value in os.environ.items() if key not in ("LC_ALL", "LANG")}
        env.setdefault("LC_ALL", "C.UTF-8")
        env.update(variables)
        out = program.render_bytes(document or self.document, env=env, cwd=cwd)
        self.assertTrue(out == self.first, "other bytes with %s" % variables)

    def test_c_locale(self):
        self.assertSame(LC_ALL="C", LANG="C")

    def test_chinese(self):
        self.assertSame(LC_ALL="zh_CN.UTF-8", LANG="zh_CN.UTF-8", LANGUAGE="zh_CN")

    def test_french_numbers(self):
        self.assertSame(LC_ALL="fr_FR.UTF-8", LANG="fr_FR.UTF-8", **self.comma_locale())

    def comma_locale(self):
        """LOCPATH of a French locale of our own, where one can be made."""
        if not shutil.which("localedef"):
            return {}
        (self.folder / "comma").write_text(COMMA, encoding="ascii")
        subprocess.run(["localedef", "-c", "-i", "./comma", "-f", "UTF-8", "./fr_FR.UTF-8"],
                       cwd=self.folder, capture_output=True)
        return {"LOCPATH": str(self.folder)} if (self.folder / "fr_FR.UTF-8").exists() else {}

    def test_time_zones(self):
        for zone in ("Asia/Shanghai", "UTC+12", "XXX-14"):
            self.assertSame(TZ=zone)

    def test_given_date(self):
        self.assertSame(SOURCE_DATE_EPOCH="86400")

    def test_another_home(self):
        home = self.folder / "家"
        home.mkdir()
        self.assertSame(HOME=str(home), XDG_CACHE_HOME=str(home), XDG_CONFIG_HOME=str(home))

    def test_another_working_directory(self):
        elsewhere = self.folder / "else where"
        elsewhere.mkdir()
        self.assertSame(document="../document.yaml", cwd=elsewhere)
        self.assertSame(document=self.document, cwd="/")

    def test_written_to_a_file(self):
        program.render(self.document, "-o", self.folder / "out.pdf")
        self.assertTrue((self.folder / "out.pdf").read_bytes() == self.first, "other bytes")

    def test_zz_a_second_later(self):
        """The last by its name, so that little of the second is spent waiting."""
        if shutil.which("faketime"):
            out, _ = program.run("faketime", "2031-01-02 03:04:05", program.PROGRAM, "render", "-q",
                                 self.document, "-o", "-")
            self.assertTrue(out == self.first, "other bytes in 2031")
        else:
            time.sleep(max(0, 1.1 - (time.time() - self.began)))
            self.assertSame()


if __name__ == "__main__":
    unittest.main()
