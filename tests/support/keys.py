# SPDX-License-Identifier: Apache-2.0
"""Certificates and keys for tests, made by openssl: a CA, and who signs by it."""

from pathlib import Path

from program import run

NAME = "临江县人民政府"
PASSWORD = "口令 1"
SIGNING = "digitalSignature,nonRepudiation"
KINDS = {"rsa": ["RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
         "ec": ["EC", "-pkeyopt", "ec_paramgen_curve:P-256"], "sm2": ["SM2"]}


class Keys:
    """A folder with ca.pem, and NAME.pem and NAME.key for each who is asked for."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.mkdir(exist_ok=True)
        self._key("ca", "rsa")
        self._run("req", "-x509", "-new", "-key", "ca.key", "-out", "ca.pem", "-subj", "/CN=CA",
                  "-days", 30, "-addext", "keyUsage=keyCertSign")

    def _run(self, *words):
        return run("openssl", *words, cwd=self.folder)

    def _key(self, name, kind):
        self._run("genpkey", "-algorithm", *KINDS[kind], "-out", name + ".key")

    def add(self, name, kind="rsa", usage=SIGNING):
        """--certificate and --key of somebody new."""
        self._key(name, kind)
        Path(self.folder, name + ".ext").write_text("keyUsage=%s\n" % usage)
        self._run("req", "-new", "-utf8", "-key", name + ".key", "-out", name + ".csr", "-subj",
                  "/CN=%s" % NAME)
        self._run("x509", "-req", "-in", name + ".csr", "-CA", "ca.pem", "-CAkey", "ca.key",
                  "-out", name + ".pem", "-days", 20, "-extfile", name + ".ext")
        return "--certificate", self.path(name + ".pem"), "--key", self.path(name + ".key")

    def path(self, name):
        return self.folder / name

    def write(self, name, text):
        self.path(name).write_text(text, encoding="utf-8")
        return self.path(name)

    def lock(self, name):
        """A copy of somebody's key behind the password."""
        self._run("pkey", "-in", name + ".key", "-aes256", "-passout", "pass:" + PASSWORD, "-out",
                  name + "-locked.key")
        return self.path(name + "-locked.key")

    def pack(self, name, password):
        """Certificate, key and CA in one PKCS#12 file."""
        self._run("pkcs12", "-export", "-in", name + ".pem", "-inkey", name + ".key", "-certfile",
                  "ca.pem", "-passout", "pass:" + password, "-out", name + ".p12")
        return self.path(name + ".p12")
