# SPDX-License-Identifier: Apache-2.0
"""Zip and tar files are folders; nothing in them reaches out, and nothing of half of one is set."""

import io
import os
import signal
import subprocess
import sys
import tarfile
import time
import unittest
import zipfile
from pathlib import Path

from case import PROGRAM, Case, document

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
DOCUMENTS = {"a/1.yaml": document(1), "2.yaml": document(2), "notes.txt": "no document"}


class Archives(Case):
    def path(self, name):
        return self.folder / name

    def zip(self, name, files):
        with zipfile.ZipFile(self.path(name), "w", zipfile.ZIP_DEFLATED) as archive:
            for entry, text in files:
                archive.writestr(entry, text)

    def tar(self, name, entries, mode="w"):
        """Entries are names with texts, or with fields of TarInfo and nothing behind them."""
        with tarfile.open(self.path(name), mode) as archive:
            for entry, what in entries:
                info = tarfile.TarInfo(entry)
                fields = {"size": len(what.encode())} if isinstance(what, str) else what
                for key, value in fields.items():
                    setattr(info, key, value)
                archive.addfile(info, io.BytesIO(what.encode()) if isinstance(what, str) else None)

    def assertNothing(self):
        self.assertEqual(self.outputs(), {})
        self.assertClean()


class Whole(Archives):
    def test_the_same_as_a_folder(self):
        for name, text in DOCUMENTS.items():
            self.write(f"in/{name}", text)
        self.batch("in", "-o", "like")
        like = self.outputs("like")
        self.zip("all.zip", DOCUMENTS.items())
        self.tar("all.tar", [(f"./{name}", text) for name, text in DOCUMENTS.items()])
        for form in ("gz", "bz2", "xz"):
            self.tar(f"all.tar.{form}", DOCUMENTS.items(), f"w:{form}")
        subprocess.run(["zstd", "-q", "all.tar"], cwd=self.folder, check=True)
        os.rename(self.path("all.tar.gz"), self.path("ALL.TGZ"))
        for name in ("all.zip", "all.tar", "ALL.TGZ", "all.tar.bz2", "all.tar.xz", "all.tar.zst"):
            with self.subTest(name):
                said = self.batch(name, "-o", name + ".out")
                self.assertEqual(said, self.counts(documents=2, rendered=2))
                self.assertEqual(self.outputs(name + ".out"), like)
                self.assertEqual([record["input"] for record in self.records()],
                                 ["2.yaml", "a/1.yaml"])
                self.assertEqual(os.listdir(self.path(name + ".out/.hongtou")), ["journal"])

    def test_again(self):
        """Files that a document names lie beside it; what has changed in the archive is told."""
        sealed = document(1).replace("issuers: 青河县人民政府",
                                     "issuers: {name: 青河县人民政府, seal: county.svg}")
        seal = (SAMPLES / "seals/county.svg").read_text("utf-8")
        self.zip("all.zip", [("a/1.yaml", sealed), ("a/county.svg", seal), ("2.yaml", document(2))])
        self.assertEqual(self.batch("all.zip"), self.counts(documents=2, rendered=2))
        self.assertEqual(self.batch("all.zip"), self.counts(documents=2, unchanged=2))
        self.zip("all.zip", [("a/1.yaml", sealed), ("2.yaml", document(2)),
                             ("a/county.svg", seal.replace("#d9000c", "#ff0000"))])
        self.assertEqual(self.batch("all.zip"), self.counts(documents=2, rendered=1, unchanged=1))
        self.assertEqual(self.record("a/1.yaml")["outcome"], "rendered")

    def test_findings_and_matches(self):
        self.zip("in.zip", [("a/1.yaml", document(1).replace("01-05", "02-30")),
                            ("list.md", "名单"), ("a/3.yaml", document(3, "attachments: {title: 名单, "
                                                                "file: list.md}\n")),
                            ("a/list.md", "古桥\x07三座。")])
        self.batch("in.zip", "--match", "*.yaml", status=1)
        self.assertIn("in.zip/a/1.yaml:7:7: error[E0213]", self.said)
        self.assertIn("in.zip/a/list.md:1:3: error[E0119]", self.said)
        self.zip("in.zip", [("notes.txt", "no document")])
        self.batch("in.zip", status=1)
        self.assertIn("error[E1101]", self.said)

    def test_names(self):
        """Of a Windows in Chinese, of one in English, and of nobody; in any locale."""
        self.zip("all.zip", [("公文/甲.yaml", document(1)), ("AAAA.yaml", document(2)),
                             ("BB.yaml", document(3))])
        archive = self.path("all.zip")
        archive.write_bytes(archive.read_bytes().replace(b"AAAA", "乙乙".encode("gb18030"))
                            .replace(b"BB", b"\xff\xff"))
        for locale in ("C.UTF-8", "C"):
            self.batch("all.zip", environment={"LC_ALL": locale})
            self.assertEqual([record["input"] for record in self.records()],
                             ["乙乙.yaml", "公文/甲.yaml"])
        self.batch("all.zip")
        self.assertIn("note[N1116]: names in all.zip are not UTF-8 and were read as GB18030, such as "
                      "乙乙.yaml", self.said)
        self.assertIn("warning[W1115]: '\ufffd\ufffd.yaml' in all.zip is not unpacked: its name is of "
                      "an unknown encoding", self.said)

    def test_its_folder(self):
        """Another run does not touch it; what a run that was killed has left there is cleared."""
        self.zip("all.zip", [*DOCUMENTS.items(), ("3.yaml", document(3) + "# hang\n")])
        process = subprocess.Popen(
            [PROGRAM, "batch", "all.zip", "-o", "out", "-q", "--timeout", "3"], cwd=self.folder,
            stderr=subprocess.DEVNULL, env={**os.environ, "LD_PRELOAD": os.environ["HT_TROUBLE"],
                 "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"})
        end = time.monotonic() + 20
        while not self.path("out/2.pdf").exists() and time.monotonic() < end:
            time.sleep(0.05)
        self.assertTrue(self.path("out/.hongtou/source/a/1.yaml").exists())
        self.batch("all.zip", status=1)
        self.assertIn("error[E1109]", self.said)
        self.assertTrue(self.path("out/.hongtou/source/a/1.yaml").exists())
        self.assertEqual(process.wait(20), 1)
        self.assertClean()
        self.write("out/.hongtou/source/left/over.yaml", document(9))
        self.assertEqual(self.batch("all.zip"), self.counts(documents=3, rendered=1, unchanged=2))
        self.assertClean()


class Broken(Archives):
    def test_what_leads_out_and_what_is_no_file(self):
        outside = self.folder / "outside.yaml"
        self.tar("all.tar", [
            ("1.yaml", document(1)), ("../outside.yaml", document(2)), (str(outside), document(3)),
            ("link.yaml", {"type": tarfile.SYMTYPE, "linkname": "../../secret.yaml"}),
            ("hard.yaml", {"type": tarfile.LNKTYPE, "linkname": "1.yaml"}),
            ("pipe.yaml", {"type": tarfile.FIFOTYPE}), ("dir", {"type": tarfile.DIRTYPE}),
            ("a/../../up.yaml", document(4)), ("link.yaml/5.yaml", document(5))])
        self.assertEqual(self.batch("all.tar"), self.counts(documents=2, rendered=2))
        for name, why in (("../outside.yaml", "its path leads out of the archive"),
                          (outside, "its path leads out"), ("link.yaml", "it is a link"),
                          ("hard.yaml", "it is a link"), ("pipe.yaml", "it is no plain file"),
                          ("a/../../up.yaml", "its path leads out")):
            self.assertIn(f"warning[W1115]: '{name}' in all.tar is not unpacked: {why}", self.said)
        self.assertEqual(sorted(self.outputs()), ["1.pdf", "link.yaml/5.pdf"])
        self.assertFalse(outside.exists())

    def test_two_of_one_name(self):
        self.tar("all.tar", [("1.yaml", document(1)), ("./1.yaml", document(2))])
        self.batch("all.tar", "--name", "{number}")
        self.assertIn("a later entry has the same name", self.said)
        self.assertEqual(list(self.outputs()), ["青府发〔2026〕2号.pdf"])

    def test_damage(self):
        """Wherever it is cut or changed, nothing of it is rendered."""
        many = [(f"{number}.yaml", document(number) + f"# {os.urandom(4000).hex()}\n")
                for number in range(1, 21)]
        self.zip("all.zip", many)
        self.tar("all.tar.gz", many, "w:gz")
        self.tar("all.tar", many)
        for name in ("all.zip", "all.tar.gz", "all.tar"):
            whole = self.path(name).read_bytes()
            for cut in (0.3, 0.9):
                self.path(name).write_bytes(whole[:int(len(whole) * cut)])
                self.batch(name, status=2)
                self.assertIn(f"error[E1112]: {name} cannot be unpacked: ", self.said)
                self.assertNothing()
        self.zip("all.zip", many)
        whole = bytearray(self.path("all.zip").read_bytes())
        whole[len(whole) // 2] ^= 0xFF
        self.path("all.zip").write_bytes(whole)
        self.batch("all.zip", status=2)
        self.assertIn("error[E1112]", self.said)
        self.write("no.zip", "no archive")
        self.batch("no.zip", status=2)
        self.assertIn("error[E1112]", self.said)
        self.batch("no.zip", status=2, environment={"LANGUAGE": "zh_CN", "LC_ALL": "",
                                                    "LANG": "zh_CN.UTF-8"})
        self.assertIn("错误[E1112]: 无法解开 no.zip", self.said)
        self.batch("nowhere.zip", status=2)
        self.assertIn("error[E0801]", self.said)
        self.assertNothing()

    def test_encrypted(self):
        self.zip("all.zip", [("1.yaml", document(1))])
        whole = bytearray(self.path("all.zip").read_bytes())
        for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            at = whole.index(signature) + flags
            whole[at] |= 1
        self.path("all.zip").write_bytes(whole)
        self.batch("all.zip", status=2)
        self.assertIn("error[E1113]: '1.yaml' in all.zip is encrypted", self.said)
        self.assertNothing()

    def test_a_bomb(self):
        """Told by what its entries say of themselves, before any of it is written."""
        self.tar("all.tar", [("1.yaml", document(1)), ("2.yaml", {"size": 9 << 30})])
        self.batch("all.tar", status=2)
        self.assertIn("error[E1114]: all.tar holds more than 1000000 files or 8192 MiB", self.said)
        self.assertNothing()

    def test_a_full_disk(self):
        self.tar("all.tar", [("1.yaml", document(1)), ("2.bin", "x" * 100000)])
        done = subprocess.run(
            ["prlimit", "--fsize=50000", PROGRAM, "batch", "all.tar", "-o", "out"],
            cwd=self.folder, capture_output=True, text=True, timeout=60,
            preexec_fn=lambda: signal.signal(signal.SIGXFSZ, signal.SIG_IGN))
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("error[E0803]: cannot write out/.hongtou/source/2.bin", done.stderr)
        self.assertNothing()


if __name__ == "__main__":
    sys.exit(unittest.main())
