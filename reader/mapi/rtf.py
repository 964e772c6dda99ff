r"""Compressed RTF as PidTagRtfCompressed holds it, [MS-OXRTFCP].

Written here since most bodies of Outlook come this way: the one library for it takes half a second for a megabyte
and gives nothing of a damaged one.
"""

from __future__ import annotations

import struct
from typing import NamedTuple
from zlib import crc32

LARGEST = 16 << 20  # bytes of RTF that are read

_HEADER = struct.Struct("<II4sI")  # size behind this field, size of the RTF, kind, checksum: §2.1.3.1.1
_COMPRESSED, _UNCOMPRESSED = b"LZFu", b"MELA"
_BARE = b"{\\rtf"  # as some programs store it, without any header
_WINDOW = 4096  # bytes behind us that a reference may point into, §2.1.3.1.2
_FIRST = (  # what the window holds at first, §2.1.2.1; before it are spaces
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans Serif"
    rb"SymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_LITERALS = 8  # bytes that follow a control byte without references
_SHORTEST = 2  # bytes that a reference stands for


class Unpacked(NamedTuple):
    rtf: bytes
    whole: bool  # False: damaged, so that it lacks its end or is not what it was


def unpacked(raw: bytes, most: int = LARGEST) -> Unpacked:
    r"""The RTF in `raw`, the first `most` bytes of it; the sizes that it names are not believed.

    >>> unpacked(bytes.fromhex("1a0000001c0000004c5a4675e2d44b5141000420 5758595a0d6e7d010eb0"))
    Unpacked(rtf=b'{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}', whole=True)
    """
    if raw.startswith(_BARE):
        return Unpacked(raw[:most], whole=True)
    if len(raw) < _HEADER.size:
        return Unpacked(b"", whole=False)
    packed_size, size, kind, checksum = _HEADER.unpack_from(raw)
    if kind == _UNCOMPRESSED:
        found = raw[_HEADER.size : _HEADER.size + min(size or len(raw), most)]
        return Unpacked(
            found, whole=len(found) >= min(size - _HEADER.size, most)
        )  # some count the header too
    if kind != _COMPRESSED:
        return Unpacked(b"", whole=False)
    found, whole = _expanded(raw, most)
    # Programs that count no checksum leave it 0.
    right = checksum in {0, _checksum(memoryview(raw)[_HEADER.size : packed_size + 4])}
    return Unpacked(found, whole and right)


def _expanded(raw: bytes, most: int) -> tuple[bytes, bool]:
    """What the references and literals stand for, §2.2.2.1; and whether they have an end."""
    out = bytearray(_FIRST.rjust(_WINDOW))
    last = most + _WINDOW
    place, size = _HEADER.size, len(raw)
    while place < size and len(out) < last:
        control = raw[place]
        place += 1
        if not control:
            out += raw[place : place + _LITERALS]
            place += _LITERALS
            continue
        for bit in range(8):
            if not control >> bit & 1:
                out += raw[place : place + 1]
                place += 1
                continue
            if place + 1 >= size:
                return bytes(out[_WINDOW:last]), False
            offset, length = raw[place] << 4 | raw[place + 1] >> 4, (raw[place + 1] & 0xF) + _SHORTEST
            place += 2
            distance = len(out) + len(_FIRST) - offset & _WINDOW - 1
            if not distance:  # the end, §2.2.2.1
                return bytes(out[_WINDOW:last]), True
            start = len(out) - distance
            piece = out[start : start + length]
            out += piece if len(piece) == length else (piece * length)[:length]
    return bytes(out[_WINDOW:last]), len(out) >= last


def _checksum(packed: memoryview) -> int:
    """CRC-32 that begins at 0 and is not inverted, §2.1.3.2."""
    return crc32(packed, 0xFFFFFFFF) ^ 0xFFFFFFFF
