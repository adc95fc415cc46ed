# SPDX-License-Identifier: Apache-2.0
"""A font file under another family's name, as if that face were installed."""

import struct


def rename(source, target, old, new):
    """Copies a font; `old` becomes `new`, which may not be longer, in the names of its families."""
    data = bytearray(source.read_bytes())
    (tables,) = struct.unpack_from(">H", data, 4)
    records = [struct.unpack_from(">4sIII", data, 12 + 16 * i) for i in range(tables)]
    (start,) = [offset for tag, _, offset, _ in records if tag == b"name"]
    _, count, texts = struct.unpack_from(">HHH", data, start)
    for record in range(start + 6, start + 6 + 12 * count, 12):
        platform, _, _, kind, size, offset = struct.unpack_from(">6H", data, record)
        code = "latin-1" if platform == 1 else "utf-16-be"
        at = start + texts + offset
        name = data[at : at + size].decode(code)
        if kind in (1, 16) and name == old:
            written = new.encode(code)
            data[at : at + len(written)] = written
            struct.pack_into(">H", data, record + 8, len(written))
    target.write_bytes(data)
