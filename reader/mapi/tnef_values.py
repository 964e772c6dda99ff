"""Lists of properties in a TNEF stream, [MS-OXTNEF] §2.1.3.4: a count, then tag, name and values of each, end to end.

A list is read as far as it goes.  Every step takes bytes from it, so the way through is never longer than the list;
the bytes of an attachment stay where they are.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from reader.mapi import tags
from reader.mapi.codepages import charset_of
from reader.mapi.item import Properties
from reader.mapi.values import BINARY, MULTIPLE, OBJECT, STRING, STRING8, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from reader.mapi.item import Name, Value

_PIECE = 1 << 20  # bytes read at a time
_ALIGNED = 4  # bytes: what is shorter is filled up
_FIRST_NAMED = 0x8000  # from this id on a property has a name
_NUMBERED, _WORDED = 0, 1  # kinds of names
_OF_ANY_LENGTH = frozenset({BINARY, OBJECT, STRING, STRING8})
_WITHOUT_BYTES = frozenset({0, 1})  # any number of them is nothing
# Bytes of all other types, filled up; one with a type that is not here cannot be passed over.
_WIDTHS = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_MESSAGE = UUID("00020307-0000-0000-c000-000000000046").bytes_le  # IID_IMessage
_WESTERN = "cp1252"


class Cut(Exception):  # noqa: N818 - says what happened; it stays between here and `tnef`
    """What is read ends before it should, or nobody can tell where it ends."""


class Stretch(NamedTuple):
    """Bytes of a file, read when they are asked for."""

    file: BinaryIO
    begin: int
    end: int

    @property
    def size(self) -> int:
        return self.end - self.begin

    def head(self, most: int) -> bytes:
        self.file.seek(self.begin)
        return self.file.read(min(most, self.size))

    def pieces(self) -> Iterator[bytes]:
        begin = self.begin
        while begin < self.end:
            self.file.seek(begin)  # each time: others read this file in between
            piece = self.file.read(min(_PIECE, self.end - begin))
            if not piece:
                return
            yield piece
            begin += len(piece)


@dataclass(slots=True)
class Room:
    """What may still be kept of one stream: a hostile one has more properties than there is memory for."""

    size: int = 32 << 20  # bytes of values
    count: int = 200_000  # properties, and values of each

    def holds(self, size: int) -> bool:
        """Whether a value is still to be kept; Cut where it is one too many."""
        if not self.count:
            raise Cut
        self.count -= 1
        if size > self.size:
            return False
        self.size -= size
        return True


class Cursor:
    """A place in a stretch that moves on as it is read; Cut where the stretch ends too soon."""

    def __init__(self, stretch: Stretch) -> None:
        self._file, self._at, self._end = stretch

    def number(self) -> int:
        return int.from_bytes(self.take(4), "little")

    def take(self, size: int) -> bytes:
        return self.next(size).head(size)

    def next(self, size: int) -> Stretch:
        begin = self._at
        if size > self._end - begin:
            raise Cut
        self._at += size
        return Stretch(self._file, begin, self._at)

    def align(self, size: int) -> None:
        """Past what fills up `size` bytes; at the end it may be missing."""
        self._at = min(self._end, self._at + -size % _ALIGNED)


@dataclass(slots=True)
class Listed:
    """One list, read."""

    properties: Properties = field(default_factory=Properties)
    content: Stretch | None = None  # the bytes of an attachment
    is_message: bool = False  # these bytes are a message, as TNEF
    whole: bool = True  # False: the list broke off, or some of it found no room


_Raw = dict[int, tuple[int, list[bytes]]]  # type, with `MULTIPLE`, and the bytes of the values, by id


def listed(cursor: Cursor, room: Room, code_page: str) -> Listed:
    """The list at the cursor; `code_page` is the character set of the stream, "" where that names none."""
    found = Listed()
    raw: _Raw = {}
    names: dict[Name, int] = {}
    try:
        for _ in range(cursor.number()):
            kind, one = struct.unpack("<HH", cursor.take(4))
            room.holds(0)
            if one >= _FIRST_NAMED:
                names.setdefault(_name(cursor), one)
            _take_values(cursor, room, found, raw, kind, one)
    except Cut:
        found.whole = False
    found.properties = Properties(_decoded(raw, code_page), names)
    return found


def text8(raw: bytes, charset: str) -> str:
    r"""An 8-bit string; guessing at one that is no text in its character set would take a hostile stream too long.

    >>> text8(b"coll\xe8ge\0", "cp1252")
    'collège'
    """
    text = raw.partition(b"\0")[0].decode(charset or _WESTERN, "replace")
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _name(cursor: Cursor) -> Name:
    property_set = UUID(bytes_le=cursor.take(16))
    kind = cursor.number()
    if kind == _NUMBERED:
        return property_set, cursor.number()
    if kind != _WORDED:
        raise Cut
    size = cursor.number()
    raw = cursor.take(size)
    cursor.align(size)
    return property_set, str(value_of(STRING, raw, ""))


def _take_values(cursor: Cursor, room: Room, found: Listed, raw: _Raw, kind: int, one: int) -> None:  # noqa: PLR0917
    """The values of one property, into `raw`."""
    form = kind & ~MULTIPLE
    counted = kind & MULTIPLE or form in _OF_ANY_LENGTH
    values: list[bytes] = []
    count = cursor.number() if counted else 1
    if form in _WITHOUT_BYTES:
        return
    for _ in range(count):
        if form not in _OF_ANY_LENGTH and form not in _WIDTHS:
            raise Cut
        size = cursor.number() if form in _OF_ANY_LENGTH else _WIDTHS[form]
        stretch = cursor.next(size)
        cursor.align(size)
        if one == tags.ATTACH_DATA:
            room.holds(0)
            _take_content(stretch, found, form)
        elif room.holds(size):
            values.append(stretch.head(size))
        else:
            found.whole = False
    if values:
        raw.setdefault(one, (kind, values))


def _take_content(stretch: Stretch, found: Listed, form: int) -> None:
    """An object has the identifier of its interface in front."""
    if form == OBJECT:
        found.is_message = stretch.head(len(_MESSAGE)) == _MESSAGE
        stretch = stretch._replace(begin=min(stretch.end, stretch.begin + len(_MESSAGE)))
    found.content = stretch


def _decoded(raw: _Raw, code_page: str) -> dict[int, Value]:
    """The values; 8-bit strings come last, since others may tell their character set."""
    values: dict[int, Value] = {}
    for one, (kind, pieces) in raw.items():
        if kind & ~MULTIPLE != STRING8:
            _keep(values, one, kind, [value_of(kind & ~MULTIPLE, piece, "") for piece in pieces])
    charset = code_page or charset_of(values)
    for one, (kind, pieces) in raw.items():
        if kind & ~MULTIPLE == STRING8:
            _keep(values, one, kind, [text8(piece, charset) for piece in pieces])
    return values


def _keep(
    values: dict[int, Value], one: int, kind: int, found: list[Value] | list[str] | list[Value | None]
) -> None:
    present = tuple(value for value in found if value is not None)
    if kind & MULTIPLE:
        values[one] = present
    elif present:
        values[one] = present[0]
