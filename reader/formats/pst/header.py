"""The header of a .pst or .ost, [MS-PST] §2.2.2.6, and the three layouts that files have.

The third, of the .ost that Outlook 2013 and later write, is in no standard of Microsoft's; the libpff project
wrote down what it found out about it ("64-bit 4k page").
"""

from __future__ import annotations

import struct
from typing import NamedTuple

MAGIC = b"!BDN"
SIZE = 564  # bytes

_VERSION_AT = 10
_FIRST_UNICODE = 20  # 14 and 15 are ANSI, 21 and 23 Unicode, 37 is Unicode as well
_LARGE_PAGES = 36
_ANSI_FIELDS = struct.Struct(
    "<168xI16xI4xI261xB"
)  # §2.2.2.5: end of file, places of the trees, way of encoding
_UNICODE_FIELDS = struct.Struct("<184xQ32xQ8xQ265xB")
_PROTECTED = 0x10  # Windows Information Protection


class Layout(NamedTuple):
    """What differs between the three."""

    word: str  # of a block id or an offset, for `struct`
    page: int  # bytes
    counts_at: int  # in a page: how many entries it has, and their size
    type_at: int  # in a page
    trailer: int  # bytes behind the data of a block
    step: int  # bytes of which a block takes a multiple
    heap_shift: int  # bits of a heap id below the number of the block

    @property
    def unicode(self) -> bool:
        return self.word == "Q"

    @property
    def large_pages(self) -> bool:
        return self.page == UNICODE_4K.page


ANSI = Layout("I", 512, 496, 500, 12, 64, 16)
UNICODE = Layout("Q", 512, 488, 496, 16, 64, 16)
UNICODE_4K = Layout("Q", 4096, 4056, 4072, 24, 512, 19)


class Header(NamedTuple):
    layout: Layout
    size: int  # bytes that the file had when it was last written
    nodes: int  # offset of the root of the tree of nodes
    blocks: int  # and of that of blocks
    method: int  # how data are encoded

    @property
    def protected(self) -> bool:
        """Whether only the PC that wrote the file can read it."""
        return self.method == _PROTECTED


def header_of(head: bytes) -> Header | None:
    """What the header says; None where it is not whole.

    A password is not asked about: it is a check sum that each program may leave aside (§2.5).
    Check sums of the header are not looked at either: files of other programs have wrong ones, and are whole.
    """
    if len(head) < SIZE or not head.startswith(MAGIC):
        return None
    version = int.from_bytes(head[_VERSION_AT : _VERSION_AT + 2], "little")
    if version < _FIRST_UNICODE:
        return Header(ANSI, *_ANSI_FIELDS.unpack_from(head))
    layout = UNICODE_4K if version == _LARGE_PAGES else UNICODE
    return Header(layout, *_UNICODE_FIELDS.unpack_from(head))
