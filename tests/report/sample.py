# SPDX-License-Identifier: Apache-2.0
"""A report to look at: samples typeset as they are and a little changed, and compared.

    sample.py OUT.html
"""

import base64
import re
import struct
import sys
import tempfile
import zlib
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "support"))

from assemble import page as assemble  # noqa: E402
from program import render, run  # noqa: E402

DPI = 100
MM = 25.4 / 72 / 1024  # of the trace's unit
TYPE_AREA = {"x": 28.0, "y": 37.0, "width": 156.0, "height": 225.0, "columns": 28, "lines": 22}
EVIL = "<img src=x onerror=alert(1)>"

# Name, sample, what is changed in its text, the lines of a layout on top of its own.
CHANGED = [
    ("notice", "notice.yaml", None, "main: {title: {above: 20.528mm, stretch: 0mm}}"),
    ("report-red", "report.yaml", None, 'inks: {red: {rgb: "#F20000", cmyk: [0%, 80%, 80%, 0%]}}'),
    ("ten-lines", "ten-lines.yaml", ("26号", "28号"), None),
    ("one-page", "one-page.yaml", ("kind:", "no_text_page: true\nkind:"), None),
]
PASSED = ["bill", "briefing", "circular", "communique", "decision", "minutes", "opinion", "request",
          "公告", "附件说明与版记"]


def case(name, verdict, **more):
    """A case without pages, as report.json has it."""
    return {"name": name, "passed": verdict.startswith("same"), "verdict": verdict,
            "document": f"../samples/{name}.yaml", "dpi": DPI, "tolerance": 8, "budget": 0,
            "reason": None, "masks": [], "type_area": TYPE_AREA, "findings": [], "diagnostics": [],
            "pages": [{"number": 1, "width": 210.0, "height": 297.0, "reference": None,
                       "output": None, "difference": None, "pixels": 0}], **more}


class Copy:
    """A document typeset: its pages' pixels, and the marks of its trace."""

    def __init__(self, document, layout):
        options = ["--layout", layout] if layout else []
        trace = render(document, "-f", "trace", "-o", "-", *options).decode()
        self.marks = list(marks(trace))
        with tempfile.TemporaryDirectory() as folder:
            pdf = Path(folder, "pages.pdf")
            render(document, "-o", pdf, *options)
            run("pdftoppm", "-r", DPI, pdf, Path(folder, "p"))
            self.pages = [pixels(path) for path in sorted(Path(folder).glob("*.ppm"))]


def marks(trace):
    """Runs and rules as (page, element, line, text, x, y, width, height), in mm."""
    page = 0
    for row in trace.splitlines():
        if row.startswith("page "):
            page += 1
        found = re.match(r"(run|rule) ([\w-]+):(\d+) (.*)", row)
        if not found:
            continue
        kind, element, line, rest = found.groups()
        value = {key: int(number) * MM for key, number in re.findall(r"(\w+)=(-?\d+)", rest)}
        text = "".join(re.findall(r'"(.*)"$', rest))
        if kind == "run":
            yield (page, element, int(line), text, value["x"], value["y"] - 0.88 * value["size"],
                   value["advance"], value["size"])
        else:
            yield page, element, int(line), text, value["x"], value["y"], value["w"], value["h"]


def pixels(path):
    """Width, height and the bytes of a PPM file."""
    data = path.read_bytes()
    head = re.match(rb"P6\s+(\d+)\s+(\d+)\s+255\s", data)
    return int(head[1]), int(head[2]), data[head.end():]


def png(width, height, rgb):
    """A PNG file as a data address."""
    def chunk(name, data):
        return (struct.pack(">I", len(data)) + name + data
                + struct.pack(">I", zlib.crc32(name + data)))
    rows = b"".join(b"\0" + rgb[y * width * 3:(y + 1) * width * 3] for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows))
            + chunk(b"IEND", b""))
    return "data:image/png;base64," + base64.b64encode(data).decode()


def heat(before, after):
    """The heat map of two pages, and how many pixels differ."""
    width, height, old = before
    new, count = after[2], 0
    pale = bytes(210 + value * 45 // 255 for value in range(256))
    out = bytearray(b"\xff") * len(old)
    for start in range(0, len(old), 3):
        here = slice(start, start + 3)
        if old[here] == new[here]:
            out[here] = bytes([pale[old[start + 1]]]) * 3
            continue
        strength = max(abs(a - b) for a, b in zip(old[here], new[here]))
        count += strength > 8
        out[here] = bytes([255 - strength // 8, 170 - strength * 2 // 3, 170 - strength * 2 // 3])
    return (width, height, bytes(out)), count


def compared(before, after):
    """Findings of marks that stand in the same order in both copies."""
    for old, new in zip(before.marks, after.marks):
        page, element, line, text, x, y, width, height = new
        finding = {"page": page, "element": element, "line": line, "text": text, "marks": 1,
                   "box": {"x": x, "y": y, "width": width, "height": height}}
        dx, dy = round(x - old[4], 3), round(y - old[5], 3)
        if old[3] != text:
            yield {"kind": "changed", "what": "text", "from": old[3], "to": text, **finding}
        elif abs(dx) + abs(dy) > 0.01:
            yield {"kind": "moved", "dx": dx, "dy": dy, **finding}


def page_of(name, number, before, after, images):
    """One page of a case; its images go into `images`."""
    pictures = {"ref": before, "out": after}
    count = 0
    if before and after:
        pictures["diff"], count = heat(before, after)
    names = {kind: f"{name}-p{number:02}.{kind}" for kind, picture in pictures.items() if picture}
    images.update({key: png(*pictures[kind]) for kind, key in names.items()})
    return {"number": number, "width": 210.0, "height": 297.0, "reference": names.get("ref"),
            "output": names.get("out"), "difference": names.get("diff"), "pixels": count}


def failed(name, sample, change, layout, folder, images):
    """A case whose output is a changed copy of a sample."""
    source = ROOT / "samples" / sample
    before = Copy(source, None)
    text = source.read_text(encoding="utf-8")
    document = Path(folder, f"{name}.yaml")
    document.write_text(text.replace(*change) if change else text, encoding="utf-8")
    own = None
    if layout:
        form = "upward" if "signers" in text else "downward"
        own = Path(folder, f"{name}-layout.yaml")
        own.write_text(f"extends: gb9704/{form}\n{layout}\n", encoding="utf-8")
    after = Copy(document, own)
    count = max(len(before.pages), len(after.pages))
    pages = [page_of(name, number, *(dict(enumerate(copy.pages, 1)).get(number)
                                     for copy in (before, after)), images)
             for number in range(1, count + 1)]
    findings = list(compared(before, after))
    verdict = "marks"
    if len(before.pages) != len(after.pages):
        verdict = "page-count"
        findings = [finding("page-count", 0, **{"from": str(len(before.pages)),
                                                "to": str(len(after.pages))})]
    elif not findings:
        verdict = "pixels"
        findings = [finding("ink", 0, text="red", **{"from": "#FF0000", "to": "#F20000"})]
        findings += [finding("pixels", page["number"], pixels=page["pixels"],
                             elements=["mark", "red-rule"],
                             box={"x": 28.0, "y": 35.0, "width": 156.0, "height": 70.0})
                     for page in pages if page["pixels"]]
    return case(name, verdict, document=f"../samples/{sample}", findings=findings, pages=pages,
                masks=[{"page": 1, "x": 150.0, "y": 14.0, "width": 40.0, "height": 14.0}])


def finding(kind, page, **more):
    return {"kind": kind, "page": page, "element": "", "line": 0, "text": "", "marks": 0,
            "box": None, **more}


def data(folder):
    """The whole report's data."""
    images = {}
    cases = [case(name, "same-bytes") for name in PASSED]
    cases[3:3] = [failed(*row, folder, images) for row in CHANGED]
    cases.append(case(EVIL, "no-reference",
                      findings=[finding("no-reference", 0, text="</script><b>")]))
    cases.append(case("speech", "not-rendered", pages=[],
                      diagnostics=["speech.yaml:8:7: error[E0213]: there is no such day"]))
    good = sum(one["passed"] for one in cases)
    return {"program": "hongtou 0.1.0", "cases": cases, "images": images,
            "summary": {"cases": len(cases), "passed": good, "failed": len(cases) - good}}


def report(path):
    """Writes a report to a path."""
    with tempfile.TemporaryDirectory() as folder:
        path.write_text(assemble(data(folder)), encoding="utf-8")


if __name__ == "__main__":
    report(Path(sys.argv[1]))
