# SPDX-License-Identifier: Apache-2.0
"""Baseline JPEG files (ITU-T T.81) of squares of 8 by 8 dots, each of one colour, which they show exactly."""

import struct

CATEGORIES = 12  # of a difference, by its bits; each is coded by its number in four bits, the rest by one 0


def encode(rows, adobe=False):
    """`rows` of squares: the parts of each, of 255; as programs of Adobe sign it."""
    n = len(rows[0][0])
    frame = b"".join(bytes((i + 1, 0x11, 0)) for i in range(n))
    scan = b"".join(bytes((i + 1, 0)) for i in range(n))
    dc = bytes((0, 0, 0, CATEGORIES, *[0] * 12)) + bytes(range(CATEGORIES))
    ac = bytes((1, *[0] * 15, 0))  # nothing but the end of a block
    parts = [_segment(0xEE, b"Adobe" + struct.pack(">HHHB", 100, 0, 0, 0))] * adobe
    parts += [_segment(0xDB, b"\0" + b"\1" * 64),
              _segment(0xC0, struct.pack(">BHHB", 8, 8 * len(rows), 8 * len(rows[0]), n) + frame),
              _segment(0xC4, b"\0" + dc), _segment(0xC4, b"\x10" + ac),
              _segment(0xDA, bytes((n,)) + scan + b"\0\x3f\0"), _code(rows, n)]
    return b"\xff\xd8" + b"".join(parts) + b"\xff\xd9"


def _segment(marker, data):
    return bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data


def _code(rows, n):
    """The first coefficient of a square is eight times how far its colour lies from the middle."""
    bits, before = [], [0] * n
    for square in (square for row in rows for square in row):
        for i, part in enumerate(square):
            value = 8 * (part - 128)
            difference, before[i] = value - before[i], value
            size = abs(difference).bit_length()
            low = difference if difference > 0 else difference + (1 << size) - 1
            bits.append(format(size, "04b") + (format(low, "0%db" % size) if size else "") + "0")
    text = "".join(bits)
    text += "1" * (-len(text) % 8)
    return bytes(int(text[at : at + 8], 2) for at in range(0, len(text), 8)).replace(b"\xff", b"\xff\0")
