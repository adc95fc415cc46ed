# SPDX-License-Identifier: Apache-2.0
"""The plates of a printing press as Ghostscript separates a PDF: how much of each ink a page takes."""

import re
import struct
from pathlib import Path

from program import run

COMMON = ("gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE")


def coverage(pdf):
    """Of each page the shares of it that cyan, magenta, yellow and black cover."""
    out, _ = run(*COMMON, "-sDEVICE=inkcov", "-o", "-", pdf)
    return [tuple(map(float, line.split()[:4])) for line in out.decode().splitlines()]


def separate(pdf, page, dpi, folder):
    """The plates of a page by their names: width, and a byte of ink for each dot, 255 all of it."""
    for old in Path(folder).glob("plate*"):
        old.unlink()
    run(*COMMON, "-sDEVICE=tiffsep", "-sCompression=none", "-r%d" % dpi,
        "-dFirstPage=%d" % page, "-dLastPage=%d" % page, "-o", Path(folder, "plate.tif"), pdf)
    return {re.search(r"\((.*)\)", path.name)[1]: _read(path.read_bytes())
            for path in Path(folder).glob("plate*(*).tif")}


def _read(data):
    """Width and ink of a TIFF file of one grey plane that is not compressed (TIFF 6.0, 2)."""
    order = "<" if data[:2] == b"II" else ">"
    (at,) = struct.unpack_from(order + "I", data, 4)
    (count,) = struct.unpack_from(order + "H", data, at)
    fields = {}
    for entry in range(at + 2, at + 2 + 12 * count, 12):
        tag, kind, n, _ = struct.unpack_from(order + "HHII", data, entry)
        code, size = {3: ("H", 2), 4: ("I", 4)}.get(kind, ("", 0))
        if code:
            where = entry + 8
            if n * size > 4:
                (where,) = struct.unpack_from(order + "I", data, entry + 8)
            fields[tag] = struct.unpack_from("%s%d%s" % (order, n, code), data, where)
    strips = zip(fields[273], fields[279])
    grey = b"".join(data[start : start + length] for start, length in strips)
    return fields[256][0], bytes(255 - dot for dot in grey)
