"""The header of a .pst or .ost, [MS-PST] §2.2.2.6: what pypff does not say about a file that it cannot open."""

from __future__ import annotations

import struct
from typing import NamedTuple

MAGIC = b"!BDN"
SIZE = 564  # bytes

_VERSION_AT = 10
_UNICODE = 23  # this version and later ones; 14 and 15 are ANSI
_ANSI_END = struct.Struct("<168xI289xB")  # end of file and way of encoding; §2.2.2.5
_UNICODE_END = struct.Struct("<184xQ321xB")
_PROTECTED = 0x10  # Windows Information Protection


class Header(NamedTuple):
    size: int  # bytes that the file had when it was last written
    protected: bool  # only the PC that wrote it can read it


def header_of(head: bytes) -> Header | None:
    """What the header says; None where it is not whole.

    A password is not asked about: it is a check sum that each program may leave aside (§2.5), as pypff does.
    """
    if len(head) < SIZE or not head.startswith(MAGIC):
        return None
    version = int.from_bytes(head[_VERSION_AT : _VERSION_AT + 2], "little")
    size, method = (_UNICODE_END if version >= _UNICODE else _ANSI_END).unpack_from(head)
    return Header(size, method == _PROTECTED)
