# SPDX-License-Identifier: Apache-2.0
"""
Cases about `hongtou sign`: files, certificates, keys and commands that do not do. Each is a function
that prepares a folder and returns the arguments; what it expects stands above it (see expect.py). In no
case is anything written.

    sign.py           all of them
    sign.py PART...   those whose name has one of the parts in it
"""

import os
import pathlib
import subprocess
import sys
import tempfile

from expect import Cases, Expectation, compare, hongtou

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))

from keys import PASSWORD, Keys  # noqa: E402

PLAIN = "issuers: 青河县人民代表大会\ntitle: 关于修复古桥的决议\nbody: 会议同意修复古桥。\n"
# A file that is signed, as far as its dictionaries say so.
SIGNED = """\
1 0 obj <</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R %s]/SigFlags 3>>>> endobj
2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>> endobj
4 0 obj <</FT/Sig/T(First)/V 5 0 R>> endobj
5 0 obj <</Type/Sig/Reference[<</TransformMethod%s>>]>> endobj
6 0 obj <</FT/Sig/T(Next)>> endobj
trailer <</Size 7/Root 1 0 R>>
"""
NEXT = "6 0 R"

case = Cases()


@case("exit 0", "note N1307 nowhere | a.pdf had no field that was not signed: it is signed in a new one, 'Signature1'")
def all_that_is_needed(keys, folder):
    return ["a.pdf", *keys.signer]


# ---- The file ----------------------------------------------------------------------------------


@case("exit 2", "error E0801 nowhere | none.pdf: No such file | check the path")
def pdf_that_is_not_there(keys, folder):
    return ["none.pdf", *keys.signer]


@case("exit 2", "error E0904 nowhere | a.yaml is not a PDF file")
def pdf_that_is_something_else(keys, folder):
    return ["a.yaml", *keys.signer]


@case("exit 1", "error E1301 nowhere | locked.pdf is encrypted | qpdf --decrypt")
def pdf_that_is_encrypted(keys, folder):
    subprocess.run(["qpdf", "--encrypt", "", "owner", "256", "--", "a.pdf", "locked.pdf"],
                   cwd=folder, check=True)
    return ["locked.pdf", *keys.signer]


@case("exit 1", "error E1302 nowhere | short.pdf is damaged | made again")
def pdf_that_breaks_off(keys, folder):
    whole = (folder / "a.pdf").read_bytes()
    (folder / "short.pdf").write_bytes(whole[: len(whole) // 2])
    return ["short.pdf", *keys.signer]


@case("exit 1", "error E1302 nowhere | bare.pdf is damaged | made again")
def pdf_without_pages(keys, folder):
    (folder / "bare.pdf").write_text("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 2\n"
                                     "0000000000 65535 f \n0000000009 00000 n \n"
                                     "trailer<</Size 2/Root 1 0 R>>\nstartxref\n43\n")
    return ["bare.pdf", *keys.signer]


# ---- The field ---------------------------------------------------------------------------------


@case("exit 1", "error E1303 nowhere | a.pdf has no field 'Seal' | leave --field out")
def field_of_a_file_without_one(keys, folder):
    return ["a.pdf", *keys.signer, "--field", "Seal"]


@case("exit 1", "error E1303 nowhere | no field 'Nxet' to sign | First, Next")
def field_with_a_slip(keys, folder):
    return [signed(folder, "/DocMDP", NEXT), *keys.signer, "--field", "Nxet"]


@case("exit 1", "error E1304 nowhere | 'First' of signed.pdf is signed already | --field")
def field_that_is_signed(keys, folder):
    return [signed(folder, "/DocMDP", NEXT), *keys.signer, "--field", "First"]


@case("exit 0", "note N1306 nowhere | signed.pdf is signed in its field 'Next'")
def certified_for_filling_in(keys, folder):
    return [signed(folder, "/DocMDP/TransformParams<</P 2>>", NEXT), *keys.signer]


@case("exit 1", "error E1305 nowhere | signed.pdf does not allow that its field 'Next' | invalid")
def certified_as_it_is(keys, folder):
    return [signed(folder, "/DocMDP/TransformParams<</P 1>>", NEXT), *keys.signer]


@case("exit 1", "error E1305 nowhere | its field 'Signature1' be signed")
def certified_without_a_field_left(keys, folder):
    return [signed(folder, "/DocMDP", ""), *keys.signer]


@case("exit 1", "error E1305 nowhere | its field 'Next' be signed")
def locked_field(keys, folder):
    lock = "/FieldMDP/TransformParams<</Action/Include/Fields[(Next)]>>"
    return [signed(folder, lock, NEXT), *keys.signer]


@case("exit 0", "note N1306 nowhere | signed.pdf is signed in its field 'Next'")
def other_fields_locked(keys, folder):
    lock = "/FieldMDP/TransformParams<</Action/Exclude/Fields[(Next)]>>"
    return [signed(folder, lock, NEXT), *keys.signer]


@case("exit 1", "error E1305 nowhere | its field 'Next' be signed")
def all_fields_locked(keys, folder):
    return [signed(folder, "/FieldMDP/TransformParams<</Action/All>>", NEXT), *keys.signer]


# ---- Certificate and key -----------------------------------------------------------------------


@case("exit 2", "error E0801 nowhere | none.pem: No such file")
def certificate_that_is_not_there(keys, folder):
    return ["a.pdf", "--certificate", "none.pem"]


@case("exit 1", "error E1311 nowhere | old.p12: there is none in it of a kind that can be read | by RC2")
def pkcs12_of_old_systems(keys, folder):
    subprocess.run(["openssl", "pkcs12", "-export", "-legacy", "-in", keys.path("rsa.pem"), "-inkey",
                    keys.path("rsa.key"), "-passout", "pass:", "-out", "old.p12"], cwd=folder, check=True)
    return ["a.pdf", "--certificate", "old.p12"]


@case("exit 1", "error E1312 nowhere | bare.p12: there is none in it | --key")
def pkcs12_without_a_key(keys, folder):
    subprocess.run(["openssl", "pkcs12", "-export", "-nokeys", "-in", keys.path("rsa.pem"), "-passout",
                    "pass:", "-out", "bare.p12"], cwd=folder, check=True)
    return ["a.pdf", "--certificate", "bare.p12"]


@case("exit 1", "error E1311 nowhere | a.yaml: there is none in it | BEGIN CERTIFICATE")
def certificate_that_is_none(keys, folder):
    return ["a.pdf", "--certificate", "a.yaml"]


@case("exit 1", "error E1311 nowhere | bad.p12: | PKCS#12")
def certificates_in_a_damaged_file(keys, folder):
    whole = keys.pack("rsa", "").read_bytes()
    (folder / "bad.p12").write_bytes(whole[:100])
    return ["a.pdf", "--certificate", "bad.p12"]


@case("exit 1", "error E1311 nowhere | a.yaml: there is none in it")
def chain_that_is_none(keys, folder):
    return ["a.pdf", *keys.signer, "--chain", "a.yaml"]


@case("exit 2", "error E0801 nowhere | none.key: No such file")
def key_that_is_not_there(keys, folder):
    return ["a.pdf", *keys.signer[:2], "--key", "none.key"]


@case("exit 1", "error E1312 nowhere | rsa.pem: | --key")
def key_that_is_not_named(keys, folder):
    return ["a.pdf", *keys.signer[:2]]


@case("exit 1", "error E1313 nowhere | rsa-locked.key is locked | --password-file")
def key_behind_a_password(keys, folder):
    return ["a.pdf", *keys.signer[:2], "--key", keys.lock("rsa")]


@case("exit 1", "error E1313 nowhere | rsa.p12 is locked | --password-file")
def file_behind_a_password(keys, folder):
    return ["a.pdf", "--certificate", keys.pack("rsa", PASSWORD)]


@case("exit 1", "error E1314 nowhere | does not open the key in | without quotes")
def wrong_password(keys, folder):
    (folder / "password").write_text("'%s'\n" % PASSWORD)
    return ["a.pdf", *keys.signer[:2], "--key", keys.lock("rsa"), "--password-file", "password"]


@case("exit 1", "error E1314 nowhere | rsa.p12")
def wrong_password_of_a_file(keys, folder):
    (folder / "password").write_text("other")
    return ["a.pdf", "--certificate", keys.pack("rsa", PASSWORD), "--password-file", "password"]


@case("exit 2", "error E0801 nowhere | none.txt: No such file")
def password_that_is_not_there(keys, folder):
    return ["a.pdf", *keys.signer, "--password-file", "none.txt"]


@case("exit 2", "error E0801 nowhere | empty: No data")
def password_that_is_empty(keys, folder):
    (folder / "empty").touch()
    return ["a.pdf", *keys.signer, "--password-file", "empty"]


@case("exit 1", "error E1316 nowhere | other.key does not belong | first in its file")
def key_of_somebody_else(keys, folder):
    return ["a.pdf", *keys.signer[:2], *keys.add("other")[2:]]


@case("exit 1", "error E1317 nowhere | and today is 1970-01-02 | good today")
def certificate_of_tomorrow(keys, folder):
    return ["a.pdf", *keys.signer, {"SOURCE_DATE_EPOCH": "86400"}]


@case("exit 1", "error E1317 nowhere | and today is 2100-01-01 | good today")
def certificate_of_yesterday(keys, folder):
    return ["a.pdf", *keys.signer, {"SOURCE_DATE_EPOCH": "4102444800"}]


@case("exit 1", "error E1318 nowhere | the kind SM2 | GB/T 38540")
def key_of_sm2(keys, folder):
    return ["a.pdf", *keys.add("sm2", "sm2")]


@case("exit 1", "error E1319 nowhere | not one to sign with | non-repudiation")
def certificate_for_something_else(keys, folder):
    return ["a.pdf", *keys.add("server", usage="keyEncipherment")]


# ---- The command -------------------------------------------------------------------------------


@case("exit 1", "error E1315 nowhere | 'openssl \"' cannot be understood | quote")
def command_with_an_open_quote(keys, folder):
    return by_command(keys, 'openssl "')


@case("exit 2", "error E0901 nowhere | nosuchtool is not installed | by hand")
def command_that_is_not_there(keys, folder):
    return by_command(keys, "nosuchtool --sign")


@case("exit 2", "error E0902 nowhere | sh failed: no card | by hand")
def command_that_fails(keys, folder):
    return by_command(keys, "sh -c 'echo no card >&2; exit 3'")


@case("exit 2", "error E1321 nowhere | true: it wrote nothing | PKCS#1")
def command_that_is_silent(keys, folder):
    return by_command(keys, "true")


@case("exit 2", "error E1321 nowhere | cat: what it wrote is no signature | PKCS#1")
def command_that_writes_something_else(keys, folder):
    return by_command(keys, "cat")


@case("exit 2", "error E1321 nowhere | openssl: what it wrote is no signature | PKCS#1")
def command_that_signs_with_another_key(keys, folder):
    (_, key) = keys.add("other")[2:]
    return by_command(keys, f"openssl pkeyutl -sign -inkey '{key}' -pkeyopt digest:sha256")


@case("exit 2", "error E0902 nowhere | yes failed: | by hand")
def command_that_never_ends_writing(keys, folder):
    return by_command(keys, "yes")


# ------------------------------------------------------------------------------------------------


def signed(folder, transform, fields):
    """A file with a signature that has this transform, and these fields more."""
    raw = folder / "raw.pdf"
    raw.write_text("%PDF-1.4\n" + SIGNED % (fields, transform), encoding="ascii")
    subprocess.run(["qpdf", raw, folder / "signed.pdf"], capture_output=True, check=False)
    return "signed.pdf"


def by_command(keys, command):
    return ["a.pdf", *keys.signer[:2], "--sign-command", command]


def run_case(lines, prepare, keys, pdf):
    with tempfile.TemporaryDirectory(prefix="hongtou-diag-") as made:
        folder = pathlib.Path(made)
        (folder / "a.yaml").write_text(PLAIN, encoding="utf-8")
        (folder / "a.pdf").write_bytes(pdf)
        args = [str(arg) if not isinstance(arg, dict) else arg for arg in prepare(keys, folder)]
        env = dict(os.environ)
        if isinstance(args[-1], dict):
            env.update(args.pop())
        before = {path.name: path.read_bytes() for path in folder.iterdir()}
        expected = Expectation(lines, "a.pdf")
        result = hongtou(["sign", "--diagnostics=json", *args], folder, env=env)
        faults = compare(expected, result)
        after = {path.name: path.read_bytes() for path in folder.iterdir()}
        if (after == before) != (expected.exit != 0):
            faults.append("the file is signed, or others are there" if expected.exit
                          else "nothing is signed")
        return faults


def main():
    with tempfile.TemporaryDirectory(prefix="hongtou-diag-") as made:
        folder = pathlib.Path(made)
        keys = Keys(folder / "keys")
        keys.signer = keys.add("rsa")
        (folder / "a.yaml").write_text(PLAIN, encoding="utf-8")
        hongtou(["render", "-q", "a.yaml", "-o", "a.pdf"], folder).check_returncode()
        pdf = (folder / "a.pdf").read_bytes()
        return case.main(sys.argv[1:],
                         lambda lines, prepare: run_case(lines, prepare, keys, pdf))


if __name__ == "__main__":
    sys.exit(main())
