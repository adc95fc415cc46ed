# SPDX-License-Identifier: Apache-2.0
"""
The library as others use it: installed to a folder that is then moved, found by pkg-config and by
CMake, and asked for a page. HT_BUILD is the build to install.
"""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from case import SHORT

BUILD = os.environ.get("HT_BUILD", "build")
SOURCE = pathlib.Path(__file__).parent / "consumer"


def must(*command, environment=None, cwd=None):
    """Standard output of a command that must succeed."""
    done = subprocess.run([str(word) for word in command], cwd=cwd, capture_output=True,
                          env={**os.environ, **(environment or {})}, timeout=100, check=False)
    if done.returncode != 0:
        raise AssertionError(f"{command}: {done.stdout.decode()}{done.stderr.decode()}")
    return done.stdout


class Consumer(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="hongtou-consumer-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        must("cmake", "--install", BUILD, "--prefix", cls.folder / "first")
        cls.prefix = (cls.folder / "first").rename(cls.folder / "moved")
        cls.libraries = next(cls.prefix.rglob("libhongtou.so")).parent
        cls.document = cls.folder / "short.yaml"
        cls.document.write_text(SHORT, encoding="utf-8")

    def expect_pdf(self, *command, environment=None):
        pdf = must(*command, environment=environment)
        self.assertTrue(pdf.startswith(b"%PDF-1.") and pdf.endswith(b"%%EOF\n"))

    def run_consumer(self, program):
        self.expect_pdf(program, self.document,
                        environment={"LD_LIBRARY_PATH": str(self.libraries)})

    def test_pkg_config(self):
        found = {"PKG_CONFIG_PATH": str(self.libraries / "pkgconfig")}
        flags = must("pkg-config", "--cflags", "--libs", "hongtou", environment=found)
        words = flags.decode().split()
        # Nothing of ours that a user would have to install as well.
        self.assertEqual([word for word in words if word.startswith("-l")], ["-lhongtou"])
        program = self.folder / "by-pkg-config"
        must(os.environ.get("CC", "cc"), "-std=c11", "-Wall", "-Wextra", "-Werror", "-pedantic",
             SOURCE / "consumer.c", *words, "-o", program)
        self.run_consumer(program)

    def test_cmake(self):
        build = self.folder / "by-cmake"
        must("cmake", "-G", "Ninja", "-S", SOURCE, "-B", build,
             f"-DCMAKE_PREFIX_PATH={self.prefix}")
        must("cmake", "--build", build)
        self.run_consumer(build / "consumer")

    def test_program(self):
        """The installed program finds its library, layouts, fonts and languages by itself."""
        program = self.prefix / "bin" / "hongtou"
        self.expect_pdf(program, "render", "-q", self.document, "-o", "-")
        shown = must(program, "layouts").decode()
        self.assertIn("gb9704/upward", shown)
        text = must(program, "render", "--help", environment={"LC_ALL": "zh_CN.UTF-8"}).decode()
        self.assertNotIn("Example:", text)

    def test_nothing_else_is_installed(self):
        """No tests, no sources, no paths of the machine that built it."""
        names = {path.name for path in self.prefix.rglob("*")}
        self.assertFalse({"tests", "src", "CMakeLists.txt", "install.sh"} & names)
        for path in [*self.prefix.rglob("*.pc"), *self.prefix.rglob("*.cmake")]:
            self.assertNotIn(str(self.folder / "first"), path.read_text(encoding="utf-8"), path)


if __name__ == "__main__":
    unittest.main()
