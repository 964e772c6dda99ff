"""The pages of the two trees of a .pst, [MS-PST] §2.2.2.7.7: of nodes by their number, of blocks by theirs."""

from __future__ import annotations

import struct
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from reader.formats.pst.header import Layout

BLOCKS, NODES = 0x80, 0x81  # types of a page

_CHUNK = 1 << 22  # bytes; a multiple of every size of a page
_NUMBER = 0xFFFFFFFF  # of a node; Outlook leaves rubbish above it

Row = tuple[int, ...]


class Damaged(ReaderError):  # noqa: N818 - says what is the matter, like its kin in `errors`
    """Something that should be here is not, or is not what it should be."""

    def __init__(self, code: str = "pst_message_damaged", path: str = "", detail: str = "") -> None:
        super().__init__(code, path, detail)


class Page(NamedTuple):
    level: int  # 0 has entries, a higher one pages below
    keys: list[int]
    rows: list[Row]  # key, id and offset of a page below; else key and the fields of an entry


class Source:
    """The bytes of the file."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self.size = size

    def read(self, offset: int, size: int) -> bytes:
        """Damaged where they are not there; OSError where they cannot be read."""
        try:
            self._file.seek(offset)
        except (OverflowError, ValueError) as error:
            raise Damaged from error
        data = self._file.read(size)
        if len(data) < size:
            raise Damaged
        return data

    def chunks(self) -> Iterator[bytes]:
        """The whole file."""
        self._file.seek(0)
        while chunk := self._file.read(_CHUNK):
            yield chunk

    def close(self) -> None:
        self._file.close()


def page_of(data: bytes, kind: int, layout: Layout) -> Page:
    """One page; Damaged where it is none of this kind.  Its check sum is not asked for: some programs write none."""
    at = layout.type_at
    counts, branch, entry = _forms(layout.word, layout.large_pages, kind)
    count, size, level = counts.unpack_from(data, layout.counts_at)
    form = branch if level else entry
    if data[at] != kind or data[at + 1] != kind or size < form.size or count * size > layout.counts_at:
        raise Damaged
    rows = list(_padded(form.format, size - form.size).iter_unpack(data[: count * size]))
    if kind == NODES:
        return Page(level, [row[0] & _NUMBER for row in rows], rows)
    return Page(level, [row[0] & ~1 for row in rows], rows)  # the lowest bit is none of the number, §2.2.2.2


@lru_cache(maxsize=16)
def _forms(word: str, large_pages: bool, kind: int) -> tuple[struct.Struct, struct.Struct, struct.Struct]:  # noqa: FBT001
    """Of the counts of a page; of an entry that is a page below, and of any other."""
    pad = "4x" if word == "Q" else ""
    entry = f"<I{pad}{word}{word}I{pad}" if kind == NODES else f"<{word}{word}HH{pad}"
    counts = "<H2xBB" if large_pages else "<BxBB"
    return struct.Struct(counts), struct.Struct(f"<{word}{word}{word}"), struct.Struct(entry)


@lru_cache(maxsize=64)
def _padded(form: str, gap: int) -> struct.Struct:
    """Entries may stand apart, §2.2.2.7.7.1."""
    return struct.Struct(f"{form}{gap}x")
