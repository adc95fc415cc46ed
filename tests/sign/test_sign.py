# SPDX-License-Identifier: Apache-2.0
"""What hongtou signs is signed, say openssl, pdfsig and qpdf; what is changed behind it is found out."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))

import program  # noqa: E402
from keys import NAME, PASSWORD, Keys  # noqa: E402

SAMPLES = HERE.parents[1] / "samples"
VALID = "Signature is Valid."
TRUSTED = "Certificate is Trusted."
CHANGED = "Digest Mismatch."
# A page, and a form with a field to fill in whose name a field to sign would like to have.
FOREIGN = """%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]/DA(\\000)>>>> endobj
2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots 4 0 R>> endobj
4 0 obj [5 0 R] endobj
5 0 obj <</Type/Annot/Subtype/Widget/FT/Tx/T(Signature1)/Rect[0 0 9 9]/P 3 0 R>> endobj
trailer <</Size 6/Root 1 0 R>>
"""


class Case(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.keys = Keys(cls.folder / "keys")
        cls.signer = cls.keys.add("rsa")
        cls.nss = cls.folder / "nss"
        cls.nss.mkdir()
        program.run("certutil", "-N", "-d", "sql:%s" % cls.nss, "--empty-password")
        program.run("certutil", "-A", "-d", "sql:%s" % cls.nss, "-n", "ca", "-t", "CT,C,C", "-i",
                    cls.keys.path("ca.pem"))
        cls.plain = cls.folder / "plain.pdf"
        cls.joint = cls.folder / "joint.pdf"
        program.render(SAMPLES / "one-page.yaml", "-o", cls.plain)
        program.render(SAMPLES / "fig07-joint-seals.yaml", "--signature-field", "visible", "-o",
                       cls.joint)

    def sign(self, path, *options, env=None, stdin=None):
        """Signs to signed.pdf."""
        signed = self.folder / "signed.pdf"
        program.run(program.PROGRAM, "sign", path, *options, "-o", signed, stdin=stdin,
                    env={**os.environ, **(env or {})})
        return signed

    def verdicts(self, path):
        """What pdfsig says of each signature, by the name of its field."""
        done = subprocess.run(["pdfsig", "-nssdir", "sql:%s" % self.nss, path],
                              capture_output=True, text=True, check=False)
        parts = re.split(r"^Signature #\d+:$", done.stdout, flags=re.M)[1:]
        return {re.search("Field Name: (.*)", part)[1]: part for part in parts}

    def assert_valid(self, path, *fields):
        """These fields are signed, the last one for all of the file."""
        found = {name: part for name, part in self.verdicts(path).items()
                 if "is not signed" not in part}
        self.assertEqual(sorted(found), sorted(fields))
        for name in fields:
            self.assertIn(VALID, found[name])
            self.assertEqual("Not total document" not in found[name], name == fields[-1])
        out, _ = program.run("qpdf", "--check", path)
        self.assertIn("No syntax or stream encoding errors", out.decode())

    def assert_same_before(self, path, signed):
        """Not a byte of the file is another."""
        before = path.read_bytes()
        self.assertEqual(signed.read_bytes()[:len(before)], before)


def parts_of(signed):
    """What the last signature covers, and itself in DER."""
    data = signed.read_bytes()
    *_, found = re.finditer(rb"/ByteRange\s*\[0 +(\d+) +(\d+) +(\d+)\]", data)
    before, behind, size = map(int, found.groups())
    assert behind + size == len(data)
    contents = data[before:behind]
    assert contents[:1] == b"<" and contents[-1:] == b">"
    der = bytes.fromhex(contents[1:-1].decode())
    return data[:before] + data[behind:], der[:4 + int.from_bytes(der[2:4], "big")]


class Signatures(Case):
    def test_valid(self):
        signed = self.sign(self.joint, *self.signer, "--chain", self.keys.path("ca.pem"))
        self.assert_same_before(self.joint, signed)
        self.assert_valid(signed, "Signature1")
        said = self.verdicts(signed)["Signature1"]
        for words in (TRUSTED, "Common Name: " + NAME, "ETSI.CAdES.detached", "SHA-256",
                      "Total document signed"):
            self.assertIn(words, said)

    def test_profile(self):
        """As EN 319 142-1 asks for the baseline: no time in the signature, but the certificate."""
        covered, der = parts_of(self.sign(self.plain, *self.signer))
        self.keys.path("covered").write_bytes(covered)
        self.keys.path("der").write_bytes(der)
        done = subprocess.run(["openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER",
                               "-in", "der", "-content", "covered", "-CAfile", "ca.pem", "-out",
                               "out"], cwd=self.keys.folder, capture_output=True, check=False)
        self.assertIn(b"CAdES Verification successful", done.stderr)
        out, _ = program.run("openssl", "asn1parse", "-inform", "DER", "-in", "der",
                             cwd=self.keys.folder)
        words = out.decode()
        for attribute in ("contentType", "messageDigest", "id-smime-aa-signingCertificateV2"):
            self.assertEqual(words.count(":" + attribute + "\n"), 1)
        self.assertNotIn("signingTime", words)
        self.assertNotIn("S/MIME Capabilities", words)

    def test_changes(self):
        """A byte here or there is another."""
        signed = self.sign(self.plain, *self.signer)
        data = signed.read_bytes()
        size = self.plain.stat().st_size
        places = [size // 4, size // 2, 3 * size // 4, data.index(b"/M(D:") + 8,
                  data.index(b"startxref", size) - 5, len(data) - 2]
        for place in places:
            with self.subTest(place=place):
                changed = bytearray(data)
                changed[place] ^= 1
                signed.write_bytes(changed)
                said = "".join(self.verdicts(signed).values())
                self.assertNotIn(VALID, said)
        changed = bytearray(data)
        changed[size // 2] ^= 1
        signed.write_bytes(changed)
        self.assertIn(CHANGED, "".join(self.verdicts(signed).values()))

    def test_added_behind(self):
        signed = self.sign(self.plain, *self.signer)
        signed.write_bytes(signed.read_bytes() + b"% more\n")
        self.assertIn("Not total document", self.verdicts(signed)["Signature1"])

    def test_again(self):
        """Each field in turn; then one more is added, and again."""
        names = ["Signature%d" % n for n in range(1, 7)]
        path = self.joint
        for n in range(1, 7):
            before = self.folder / "before.pdf"
            shutil.copy(path, before)
            path = self.sign(before, *self.signer)
            self.assert_same_before(before, path)
            self.assert_valid(path, *names[:n])

    def test_field(self):
        signed = self.sign(self.joint, *self.signer, "--field", "Signature3")
        self.assert_valid(signed, "Signature3")
        again = self.folder / "again.pdf"
        shutil.copy(signed, again)
        self.assert_valid(self.sign(again, *self.signer), "Signature3", "Signature1")

    def test_in_place(self):
        path = self.folder / "place.pdf"
        shutil.copy(self.plain, path)
        path.chmod(0o600)
        program.run(program.PROGRAM, "sign", path, *self.signer)
        self.assertEqual(path.stat().st_mode & 0o777, 0o600)
        self.assert_same_before(self.plain, path)
        self.assert_valid(path, "Signature1")
        out, _ = program.run(program.PROGRAM, "sign", self.plain, *self.signer, "-o", "-")
        path.write_bytes(out)
        self.assert_valid(path, "Signature1")

    def test_through_a_link(self):
        path = self.folder / "real.pdf"
        shutil.copy(self.plain, path)
        link = self.folder / "link.pdf"
        link.symlink_to(path.name)
        program.run(program.PROGRAM, "sign", link, *self.signer)
        self.assertTrue(link.is_symlink())
        self.assert_valid(path, "Signature1")

    def test_into_a_folder(self):
        folder = self.folder / "signed"
        folder.mkdir()
        program.run(program.PROGRAM, "sign", self.plain, *self.signer, "-o", folder)
        self.assert_valid(folder / self.plain.name, "Signature1")

    def test_field_of_an_organ(self):
        """Each signs at its own seal, and is told where."""
        out, _ = program.run("qpdf", "--json", "--json-key=acroform", self.joint)
        titles = {field["fullname"]: field["alternativename"]
                  for field in json.loads(out)["acroform"]["fields"]}
        organ = titles["Signature2"].removesuffix("印章签名处")
        _, said = program.run(program.PROGRAM, "sign", self.joint, *self.signer, "--field", organ,
                              "-o", self.folder / "signed.pdf", env={**os.environ, "LC_ALL": "C.UTF-8"})
        self.assertIn("is signed in its field 'Signature2' %s" % titles["Signature2"], said.decode())
        self.assert_valid(self.folder / "signed.pdf", "Signature2")

    def test_dictionary(self):
        signed = self.sign(self.plain, *self.signer, "--reason", "同意（印发）",
                           env={"SOURCE_DATE_EPOCH": str(int(self.plain.stat().st_mtime))})
        out, _ = program.run("qpdf", "--json", signed)
        (found,) = [one["value"] for one in json.loads(out)["qpdf"][1].values()
                    if isinstance(one.get("value"), dict) and one["value"].get("/Type") == "/Sig"]
        self.assertEqual(found["/Reason"], "u:同意（印发）")
        self.assertEqual(found["/SubFilter"], "/ETSI.CAdES.detached")
        self.assertRegex(found["/M"], r"^u:D:\d{14}Z$")

    def test_same_bytes(self):
        """At one time with one RSA key."""
        env = {"SOURCE_DATE_EPOCH": str(int(self.plain.stat().st_mtime))}
        first, second = (self.sign(self.plain, *self.signer, env=env).read_bytes() for _ in "12")
        self.assertEqual(first, second)


class Files(Case):
    """Files of other forms, signed twice."""

    def check(self, path, stream, first="Signature1", second="Signature2"):
        once = self.folder / "once.pdf"
        shutil.copy(self.sign(path, *self.signer), once)
        self.assert_same_before(path, once)
        self.assert_valid(once, first)
        twice = self.sign(once, *self.signer)
        self.assert_same_before(once, twice)
        self.assert_valid(twice, first, second)
        added = twice.read_bytes()[path.stat().st_size:]
        self.assertEqual(added.count(b"/Type/XRef"), 2 if stream else 0)
        self.assertEqual(added.count(b"\nxref\n"), 0 if stream else 2)

    def make(self, path, *options):
        made = self.folder / "made.pdf"
        program.run("qpdf", *options, path, made)
        return made

    def test_tables(self):
        self.check(self.plain, False)

    def test_streams(self):
        self.check(self.make(self.plain, "--object-streams=generate"), True)
        self.check(self.make(self.joint, "--object-streams=generate"), True)

    def test_linearised(self):
        self.check(self.make(self.plain, "--linearize"), False)
        self.check(self.make(self.plain, "--linearize", "--object-streams=generate"), True)

    def test_other_form(self):
        """What the form of another program has stays there."""
        raw = self.folder / "raw.pdf"
        raw.write_text(FOREIGN, encoding="latin-1")
        sound = self.folder / "sound.pdf"
        subprocess.run(["qpdf", raw, sound], capture_output=True, check=False)  # it repairs it
        self.check(sound, False, "Signature2", "Signature3")
        out, _ = program.run("qpdf", "--json", self.folder / "signed.pdf")
        form = json.loads(out)["acroform"]
        self.assertEqual([field["fullname"] for field in form["fields"]],
                         ["Signature1", "Signature2", "Signature3"])


class Keeping(Case):
    """Keys of all kinds, and in all places."""

    def test_ec(self):
        self.assert_valid(self.sign(self.plain, *self.keys.add("ec", "ec")), "Signature1")

    def test_locked(self):
        locked = self.keys.lock("rsa")
        password = self.keys.write("password", PASSWORD + "\n")
        options = ("--certificate", self.keys.path("rsa.pem"), "--key", locked)
        self.assert_valid(self.sign(self.plain, *options, "--password-file", password),
                          "Signature1")
        marked = self.keys.write("marked", "\ufeff%s\r\n" % PASSWORD)
        self.assert_valid(self.sign(self.plain, *options, "--password-file", marked),
                          "Signature1")
        self.assert_valid(self.sign(self.plain, *options, "--password-file", "-",
                                    stdin=PASSWORD.encode()), "Signature1")

    def test_pkcs12(self):
        packed = self.keys.pack("rsa", PASSWORD)
        password = self.keys.write("password", PASSWORD)
        signed = self.sign(self.plain, "--certificate", packed, "--password-file", password)
        self.assert_valid(signed, "Signature1")
        _, der = parts_of(signed)
        self.keys.path("der").write_bytes(der)
        out, _ = program.run("openssl", "cms", "-cmsout", "-print", "-inform", "DER", "-in", "der",
                             cwd=self.keys.folder)
        self.assertEqual(out.count(b"subject:"), 2)  # the signer's and the CA's
        self.assert_valid(self.sign(self.plain, "--certificate", self.keys.pack("rsa", "")),
                          "Signature1")

    def test_der(self):
        der = self.keys.path("rsa.der")
        program.run("openssl", "x509", "-in", self.keys.path("rsa.pem"), "-outform", "DER", "-out", der)
        self.assert_valid(self.sign(self.plain, "--certificate", der, "--key",
                                    self.keys.path("rsa.key")), "Signature1")

    def test_certificate_from_a_pipe(self):
        """What it is can be found out without going back in it."""
        der, _ = program.run("openssl", "x509", "-in", self.keys.path("rsa.pem"), "-outform", "DER")
        for form in (self.keys.path("rsa.pem").read_bytes(), der):
            self.assert_valid(self.sign(self.plain, "--certificate", "/dev/stdin", "--key",
                                        self.keys.path("rsa.key"), stdin=form), "Signature1")

    def test_all_in_one(self):
        """Key, certificate and chain in one file; that some of it is in another too is no harm."""
        pem = self.keys.write("all.pem", "".join(
            self.keys.path(name).read_text() for name in ("rsa.key", "rsa.pem", "ca.pem")))
        for more in ((), ("--chain", pem)):
            self.assert_valid(self.sign(self.plain, "--certificate", pem, *more), "Signature1")

    def test_command(self):
        """The one of the README."""
        for kind in ("rsa", "ec"):
            self.keys.add(kind, kind)
            command = ("openssl pkeyutl -sign -inkey '%s' -pkeyopt digest:sha256"
                       % self.keys.path(kind + ".key"))
            signed = self.sign(self.plain, "--certificate", self.keys.path(kind + ".pem"),
                               "--sign-command", command)
            self.assert_valid(signed, "Signature1")


if __name__ == "__main__":
    for tool, package in (("certutil", "libnss3-tools"), ("pdfsig", "poppler-utils")):
        if shutil.which(tool) is None:
            print("SIGNATURES ARE NOT CHECKED: %s is not installed (%s)" % (tool, package))
            sys.exit(77)
    sys.exit(unittest.main())
