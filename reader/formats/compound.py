"""Compound files, [MS-CFB]: streams in storages, like files in folders.

All of it is read from left to right and by number, never by recursion.  A broken stream gives what can be read of it,
a large one comes in pieces, and all streams together give a few times the bytes of the file at most, however often a
hostile directory names the same ones.
"""

from __future__ import annotations

import os
import struct
import sys
from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from reader.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")  # §2.2
HEADER = 512  # bytes

_HEADER = struct.Struct(
    "<30xHH14xI8xI4xI"
)  # §2.2, as far as it is needed; what counts sectors is not believed
_FIRST_FATS = struct.Struct("<76x109I")
_SHIFTS = frozenset({9, 12})  # of the size of a sector: 512 or 4096 bytes
_MINI_SHIFT = 6
_MINI_SECTOR = 64
_CUTOFF = 4096  # bytes; a smaller stream stands in the mini stream, §2.2
_ENTRY = struct.Struct("<64sHBxIII16s20xIQ")  # §2.6.1
_STORAGE, _STREAM = 1, 2
_LAST = 0xFFFFFFFA  # the numbers above this are no sectors, §2.1
_FREE = b"\xff"
_LOW = 0xFFFFFFFF
_LARGEST_MINI = 64 << 20  # bytes of all small streams together
_LARGEST_DIRECTORY = 16 << 20  # bytes; room for 10,000 recipients
_PIECE = 1 << 20  # bytes read at a time
_READINGS = 3  # a small stream is read with the mini stream, and again by itself


@dataclass(slots=True)
class Storage:
    """A folder of streams and storages; names are compared without regard to case (§2.6.4), so they are lower."""

    streams: dict[str, Stream] = field(default_factory=dict)
    storages: dict[str, Storage] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream that was not yet read."""

    size: int  # bytes, as the directory says
    first: int  # its first sector
    file: CompoundFile

    def pieces(self) -> Iterator[bytes]:
        """Its bytes in pieces of at most 1 MB; ReaderError where a broken one ends too early."""
        return self.file.pieces(self)

    def read(self) -> bytes:
        """All of it, or as much as there is: then the file is not `whole`."""
        return self.file.read(self)


class _Header(NamedTuple):
    shift: int  # of the size of a sector
    mini_shift: int
    directory: int  # its first sector
    mini_fat: int  # first sector of the allocation table of the mini stream
    difat: int  # first sector with more numbers of sectors of the allocation table


class CompoundFile:
    """An open compound file, for as long as the file below it is open."""

    def __init__(self, file: BinaryIO) -> None:
        """ReaderError msg_damaged where it cannot be opened."""
        size = os.fstat(file.fileno()).st_size
        self.whole = True  # nothing was missing so far
        self._file = file
        self._left = _READINGS * size + HEADER  # bytes that may still be read
        head = file.read(HEADER)
        if len(head) < HEADER or not head.startswith(MAGIC):
            raise ReaderError("msg_damaged", detail="header")
        header = self._header = _Header(*_HEADER.unpack_from(head))
        if header.shift not in _SHIFTS or header.mini_shift != _MINI_SHIFT:
            raise ReaderError("msg_damaged", detail="header")
        self._sector = 1 << header.shift
        self._sectors_there = size >> header.shift
        self._mini = b""
        self._mini_fat: Sequence[int] = ()
        self._fat = self._read_fat(_FIRST_FATS.unpack(head))
        self.root = self._read_directory()

    def pieces(self, stream: Stream) -> Iterator[bytes]:
        """See `Stream.pieces`."""
        missing = stream.size
        small = stream.size < _CUTOFF
        for piece in self._small(stream) if small else self._sectors(stream.first, stream.size):
            missing -= len(piece)
            yield piece
        if missing > 0:
            raise ReaderError("msg_damaged", detail=f"{missing} bytes")

    def read(self, stream: Stream) -> bytes:
        """See `Stream.read`."""
        out: list[bytes] = []
        try:
            for piece in self.pieces(stream):
                out.append(piece)  # noqa: PERF402 - what came before the break counts
        except ReaderError:
            self.whole = False
        return b"".join(out)

    def _read_fat(self, first: Sequence[int]) -> array[int]:
        """The allocation table, §2.3; a sector of it that is missing counts as free."""
        raw = bytearray()
        for sector in self._fat_sectors(first):
            raw += self._read_sector(sector).ljust(self._sector, _FREE)
            if len(raw) > 4 * self._sectors_there:
                break
        return _numbers(raw)

    def _fat_sectors(self, first: Sequence[int]) -> Iterator[int]:
        """The numbers of its sectors: the first ones in the header, more of them in a chain, §2.5."""
        yield from (sector for sector in first if sector < _LAST)
        place = self._header.difat
        while len(raw := self._read_sector(place)) == self._sector:
            *numbers, place = struct.unpack(f"<{self._sector // 4}I", raw)
            yield from (sector for sector in numbers if sector < _LAST)

    def _read_directory(self) -> Storage:
        raw = self._chained(self._header.directory, _LARGEST_DIRECTORY)
        self.whole = len(raw) < _LARGEST_DIRECTORY
        entries = list(_ENTRY.iter_unpack(raw[: len(raw) - len(raw) % _ENTRY.size]))
        if not entries:
            raise ReaderError("msg_damaged", detail="directory")
        *_, root_child, _, first, size = entries[0]
        self._mini = b"".join(self._sectors(first, min(size, _LARGEST_MINI)))
        self._mini_fat = _numbers(self._chained(self._header.mini_fat, _LARGEST_MINI // _MINI_SECTOR * 4))
        return self._tree(entries, root_child)

    def _tree(
        self, entries: Sequence[tuple[bytes, int, int, int, int, int, bytes, int, int]], child: int
    ) -> Storage:
        """The storages below the root; each entry counts once, wherever a broken directory puts it."""
        root = Storage()
        waiting = [(child, root)]
        seen = {0}
        while waiting:
            number, parent = waiting.pop()
            if number in seen or number >= len(entries):
                continue
            seen.add(number)
            raw_name, length, kind, left, right, child, _, first, size = entries[number]
            name = raw_name[: max(length - 2, 0)].decode("utf-16-le", "replace").lower()
            waiting += [(left, parent), (right, parent)]
            if kind == _STORAGE:
                storage = parent.storages.setdefault(name, Storage())
                waiting.append((child, storage))
            elif kind == _STREAM:
                whole = size if self._sector > HEADER else size & _LOW  # §2.6.3: the upper half may be noise
                parent.streams.setdefault(name, Stream(whole, first, self))
        return root

    def _small(self, stream: Stream) -> Iterator[bytes]:
        missing = stream.size
        sectors = _chain(self._mini_fat, stream.first, -(-stream.size // _MINI_SECTOR))
        for begin, count in _runs(sectors, _CUTOFF):
            start = begin * _MINI_SECTOR
            yield self._counted(self._mini[start : start + min(count * _MINI_SECTOR, missing)])
            missing -= count * _MINI_SECTOR

    def _sectors(self, first: int, size: int) -> Iterator[bytes]:
        """The bytes of a chain of sectors, in pieces."""
        for begin, count in _runs(_chain(self._fat, first, -(-size // self._sector)), _PIECE // self._sector):
            self._file.seek((begin + 1) * self._sector)
            piece = self._counted(self._file.read(min(count * self._sector, size)))
            size -= len(piece)
            yield piece

    def _chained(self, first: int, most: int) -> bytes:
        """All of a chain whose length nothing says; a table that goes round in circles would fill the memory."""
        return b"".join(self._sectors(first, min(len(self._fat) * self._sector, most)))

    def _read_sector(self, sector: int) -> bytes:
        if sector >= _LAST:
            return b""
        self._file.seek((sector + 1) * self._sector)
        return self._counted(self._file.read(self._sector))

    def _counted(self, piece: bytes) -> bytes:
        self._left -= len(piece)
        if self._left < 0:
            raise ReaderError("msg_damaged", detail="directory")
        return piece


def _numbers(raw: bytes | bytearray) -> array[int]:
    """An allocation table as numbers of sectors."""
    found = array("I")  # of 4 bytes on every machine that Python and Qt run on
    found.frombytes(raw[: len(raw) & ~3])
    if sys.byteorder == "big":
        found.byteswap()
    return found


def _chain(table: Sequence[int], first: int, most: int) -> Iterator[int]:
    """The sectors of a chain, as far as the table goes, `most` of them at most."""
    sector = first
    for _ in range(min(most, len(table))):
        if sector >= len(table):
            return
        yield sector
        sector = table[sector]


def _runs(sectors: Iterator[int], longest: int) -> Iterator[tuple[int, int]]:
    """Neighbours taken together: the first of them, and how many."""
    begin, count = -1, 0
    for sector in sectors:
        if count and (sector != begin + count or count == longest):
            yield begin, count
            count = 0
        if not count:
            begin = sector
        count += 1
    if count:
        yield begin, count
