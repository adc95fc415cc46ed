# SPDX-License-Identifier: Apache-2.0
"""
Cases that are too large or too odd to be files: bytes that are no text, brackets without end, lines
without end, layouts in a chain. Each is a name, the files it consists of, the first of which is
rendered, and what it expects (see expect.py). Nothing here may take longer than ten seconds.

    made.py             all of them
    made.py PART...     those whose name has one of the parts in it
"""

import pathlib
import sys
import tempfile

from expect import Expectation, Tally, render_faults

# A resolution needs the fewest keys; minutes need still fewer.
HEAD = "issuers: 青河县人民代表大会\ntitle: 关于修复古桥的决议\n"
PLAIN = HEAD + "body: 会议同意修复古桥。\n"
MINUTES = "title: 决议\nissuers: 青河县人民政府\n"
ATTACHMENT = "attachments: {title: 古桥清单, file: list.txt}\n"
DEEP = 200_000

# A page for one character.
TINY_LAYOUT = """\
extends: gb9704
page:
  size: [20mm, 20mm]
  type-area: {left: 2mm, top: 4mm, width: 6mm, height: 7mm}
  grid: {columns: 1, lines: 1}
header: null
attached: null
imprint: null
folio: null
main: {title: null, attachments: null, sign-off: null, note: null, no-text: null}
"""


def many(line, count):
    return "".join(line.format(i) for i in range(count))


def chain(length):
    """Layouts that extend each other, length of them with gb9704, the last."""
    names = [f"l{i}.yaml" for i in range(length - 1)] + ["gb9704"]
    return {name: f"extends: {base}\n" for name, base in zip(names, names[1:])}


TEXTS = {
    "a file of an older Windows program": (
        {"a.yaml": HEAD.encode("gb18030")},
        "exit 1", "error E0101 1:10 | 0xC7 | GB18030"),
    "a file cut off inside a character": (
        {"a.yaml": PLAIN.encode()[:-2]},
        "exit 1", "error E0101 3:15 | 0xE3 | UTF-8"),
    "a file of UTF-16": (
        {"a.yaml": PLAIN.encode("utf-16")},
        "exit 1", "error E0101 1:1 | 0xFF | UTF-8"),
    "a byte that is never UTF-8 in JSON": (
        {"a.json": b'{"title":\n "\xc0\xaf"}'},
        "exit 1", "error E0101 2:3 | 0xC0 | UTF-8"),
    "a NUL byte": (
        {"a.yaml": PLAIN.replace("古", "\0")},
        "exit 1", "error E0102 2:12 | NUL | text file"),
    "a NUL byte in front matter": (
        {"a.md": "---\n" + HEAD + "---\n\0"},
        "exit 1", "error E0102 5:1 | NUL | text file"),
    "a byte order mark takes no column": (
        {"a.yaml": "\ufeffsample: 1\n" + PLAIN},
        "exit 1", "error E0201 1:1-6 | 'sample' | hongtou schema"),
    "lines end as on Windows": (
        {"a.yaml": (PLAIN + "date: 昨天\n").replace("\n", "\r\n")},
        "exit 1", "error E0212 4:7-8 | '昨天' | 2015-12-09"),
    "lines end as on old Macintoshes": (
        {"a.yaml": (PLAIN + "date: 昨天\n").replace("\n", "\r")},
        "exit 1", "error E0212 4:7-8 | '昨天' | 2015-12-09"),
    "an attachment of an older Windows program": (
        {"a.yaml": PLAIN + ATTACHMENT, "list.txt": "石桥三座。\n".encode("gb18030")},
        "exit 1", "error E0101 list.txt:1:2 | 0xC7 | GB18030"),
    "an attachment with a byte order mark and lines as on Windows": (
        {"a.yaml": PLAIN + ATTACHMENT, "list.txt": "\ufeff石桥三座。\r\n木桥一座。\r\n"},
        "exit 0"),
    "an attachment with lines as on old Macintoshes": (
        {"a.yaml": PLAIN + ATTACHMENT, "list.txt": "石桥三座。\r木桥\ue000一座。\r"},
        "exit 1", "error E0502 list.txt:2:3 | U+E000 | --fonts"),
    "an attachment with a slip": (
        {"a.yaml": PLAIN + ATTACHMENT, "list.txt": "石桥三座。\n\n  ![石桥](1.png)\n"},
        "exit 1", "error E0216 list.txt:3:9-13 | 1.png | document's folder"),
    "a layout that is no text": (
        {"a.yaml": PLAIN, "layout.yaml": b"name: \xff\n"},
        "args --layout layout.yaml", "exit 1", "error E0101 layout.yaml:1:7 | 0xFF | UTF-8"),
}

# The document itself is the first level, so the 64th bracket in it is one too many.
DEPTHS = {
    "lists without end": (
        {"a.yaml": "body: " + "[" * DEEP},
        "exit 2", "error E0104 1:70 | 64 deep | brackets"),
    "lists without end in JSON": (
        {"a.json": '{"body": ' + "[" * DEEP},
        "exit 2", "error E0104 1:73 | 64 deep | brackets"),
    "lists without end in front matter": (
        {"a.md": "---\nbody: " + "[" * DEEP + "\n---\n会议同意。\n"},
        "exit 2", "error E0104 2:70 | 64 deep | brackets"),
    "mappings without end": (
        {"a.json": '{"body": ' * DEEP},
        "exit 2", "error E0104 1:577 | 64 deep | brackets"),
    "dashes without end": (
        {"a.yaml": "body:\n  " + "- " * DEEP},
        "exit 2", "error E0104 2:129 | 64 deep | brackets"),
    "keys of keys without end": (
        {"a.yaml": "? " * DEEP},
        "exit 2", "error E0104 1:129 | 64 deep | brackets"),
    "brackets without end in a layout": (
        {"a.yaml": PLAIN, "layout.yaml": "page: " + "[" * DEEP},
        "args --layout layout.yaml", "exit 2", "error E0104 layout.yaml:1:70 | 64 deep | brackets"),
    "closing brackets without end": (
        {"a.yaml": PLAIN + "note: 桥" + "]" * DEEP + "\nprinter: \"\"\n"},
        "exit 1", "error E0204 5:10-11 | 'printer' | leave the key out"),
    "quotes without end": (
        {"a.yaml": PLAIN + "note: " + "'" * DEEP + "\ndate: 2024-06-31\n"},
        "exit 1", "error E0213 5:7-16 | 2024-06-31 | month and day"),
}

SIZES = {
    "a line of a million characters": (
        {"a.yaml": HEAD + "body: " + "会议同意修复古桥，" * 111_112 + "\n"}, "exit 0"),
    "a comment of a million characters": (
        {"a.yaml": PLAIN + "#" + "桥" * 1_000_000 + "\n"}, "exit 0"),
    "a slip at the end of a line of a million characters": (
        {"a.json": '{"title": "决议", "issuers": "青河人民政府", "body": "' + "桥" * 999_000
                   + '", "urgency": "紧急"}'},
        "exit 1", "error E0210 1:999062-999063 | '紧急' | 特急"),
    "a body of 50,000 lines": (
        {"a.yaml": PLAIN.replace("body: ", "date: 昨天\nbody: |\n  ") + many("  第{}座桥。\n", 50_000)},
        "exit 1", "error E0212 3:7-8 | '昨天' | 2015-12-09"),
    "a body of 10,000 lines in JSON": (
        {"a.json": '{"title": "决议", "issuers": "青河人民政府", "body": "'
                   + many("第{}座桥。\\n", 10_000) + '"}'},
        "exit 0"),
    "a table of 20,000 rows": (
        {"a.md": "---\n" + MINUTES + "date: 昨天\n---\n| 桥 |\n| --- |\n" + many("| {} |\n", 20_000)},
        "exit 1", "error E0212 4:7-8 | '昨天' | 2015-12-09"),
    "60,000 keys": (
        {"a.yaml": PLAIN + "date: 昨天\nindex:\n" + many("  第{}项: 1\n", 60_000)},
        "exit 1", "error E0212 4:7-8 | '昨天' | 2015-12-09"),
    "more than 64 MiB": (
        {"a.yaml": 64 * 2**20 + 1},
        "exit 2", "error E0802 nowhere | a.yaml is larger than 64 MiB | split it"),
    "more than 20,000 pages": (
        {"a.yaml": "kind: 纪要\nissuers: 青河县人民政府\nbody: " + "桥" * 20_100 + "\n",
         "layout.yaml": TINY_LAYOUT},
        "args --layout layout.yaml", "exit 1", "error E0601 file | 20000 pages | split it"),
    "a link too long for a QR code": (
        {"a.yaml": PLAIN + "index: {索引号: 1}\nlink: https://qinghe.example/" + "a" * 2400 + "\n"},
        "exit 1", "error E0506 5:7+ | too long | shorter"),
    "a picture larger than any picture can be": (
        {"a.yaml": PLAIN, "layout.yaml": "extends: gb9704\npage:\n  size: [900mm, 900mm]\n"},
        "args --layout layout.yaml -f png --dpi 1200", "exit 2",
        "error E0702 nowhere | cannot be painted"),
}

PRESS = {
    "a plate without the press": (
        {"a.yaml": PLAIN}, "args --plate Red", "exit 2", "error E0710 nowhere | press alone | print"),
    "a bleed without the press": (
        {"a.yaml": PLAIN}, "args --bleed 3 --profile archive", "exit 2",
        "error E0710 nowhere | press alone | print"),
    "a plate of another ink": (
        {"a.yaml": PLAIN}, "args --profile print --plate Black", "exit 2",
        "error E0711 nowhere | 'Black' | Red"),
    "a bleed as wide as a hand": (
        {"a.yaml": PLAIN}, "args --profile print --bleed 80mm", "exit 2",
        "error E0712 nowhere | 80.00 mm | from 0 to 20"),
    "a bleed below nothing": (
        {"a.yaml": PLAIN}, "args --profile print --bleed -1", "exit 2",
        "error E0712 nowhere | -1.00 mm | from 0 to 20"),
    "a field to sign on paper": (
        {"a.yaml": PLAIN}, "args --profile print --signature-field invisible", "exit 2",
        "error E0720 nowhere | not signed | --signature-field"),
    "marks that the layout does not know": (
        {"a.yaml": PLAIN, "layout.yaml": "extends: gb9704\npress: null\n"},
        "args --profile print --marks crop --layout layout.yaml", "exit 1",
        "error E0713 nowhere | the layout layout.yaml | section press"),
    "staples of larger paper": (
        {"a.yaml": MINUTES + "body: 桥\n", "layout.yaml": TINY_LAYOUT},
        "args --profile print --marks all --layout layout.yaml", "exit 1",
        "warning W0227 1:8-9 | title | shows it",
        "error E0713 nowhere | the layout layout.yaml | staples"),
    "crop marks alone on small paper": (
        {"a.yaml": MINUTES + "body: 桥\n", "layout.yaml": TINY_LAYOUT},
        "args --profile print --marks crop --layout layout.yaml", "exit 0",
        "warning W0227 1:8-9 | title | shows it"),
}

LAYOUTS = {
    "sixteen layouts in a chain": (
        {"a.yaml": PLAIN, **chain(16)}, "args --layout l0.yaml", "exit 0"),
    "seventeen layouts in a chain": (
        {"a.yaml": PLAIN, **chain(17)},
        "args --layout l0.yaml", "exit 2", "error E0325 l15.yaml:1:10-15 | more than 16 deep"),
    "two layouts that extend each other": (
        {"a.yaml": PLAIN, "b.yaml": "extends: c.yaml\n", "c.yaml": "title: 桥\nextends: b.yaml\n"},
        "args --layout b.yaml", "exit 1", "error E0302 c.yaml:2:10-15 | b.yaml extends itself"),
    "a layout that extends itself by another path": (
        {"a.yaml": PLAIN, "b.yaml": "extends: ./../{folder}/b.yaml\n"},
        "args --layout b.yaml", "exit 1", "error E0302 b.yaml:1:10+ | extends itself"),
    "a layout larger than a layout can be": (
        {"a.yaml": PLAIN, "b.yaml": "extends: gb9704\n" + "#" * 2**20},
        "args --layout b.yaml", "exit 2", "error E0802 nowhere | b.yaml is larger than 1 MiB"),
}


def write(folder, name, content):
    path = folder / name
    if isinstance(content, int):
        with open(path, "wb") as file:
            file.truncate(content)
    elif isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_bytes(content.replace("{folder}", folder.name).encode())


def run_case(files, lines):
    with tempfile.TemporaryDirectory(prefix="hongtou-diag-") as made:
        folder = pathlib.Path(made, "in")
        output = pathlib.Path(made, "out")
        folder.mkdir()
        output.mkdir()
        for name, content in files.items():
            write(folder, name, content)
        first = next(iter(files))
        return render_faults(Expectation(lines, first), [first], folder, output)


def main(parts):
    tally = Tally()
    for group in (TEXTS, DEPTHS, SIZES, PRESS, LAYOUTS):
        for name, (files, *lines) in group.items():
            if not parts or any(part in name for part in parts):
                tally.count(name, run_case(files, lines))
    return tally.status()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
