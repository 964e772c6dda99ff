"""Named properties: which id each has in one file, [MS-OXMSG] §2.2.3 and, the same but for its place, [MS-PST] §2.4.7."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING
from uuid import UUID

from reader.mapi import tags

if TYPE_CHECKING:
    from reader.mapi.item import Name

_ENTRY = struct.Struct("<IHH")  # number or offset, kind and set, index
_FIRST = 0x8000
_SETS = (UUID(int=0), UUID("00020328-0000-0000-c000-000000000046"), tags.PUBLIC_STRINGS)
_GUID = 16  # bytes


def names_of(sets: bytes, entries: bytes, strings: bytes) -> dict[Name, int]:
    """The ids by name, from the three streams of the file; an entry that points nowhere is left out."""
    whole = len(sets) - len(sets) % _GUID
    known = (*_SETS, *(UUID(bytes_le=sets[at : at + _GUID]) for at in range(0, whole, _GUID)))
    found: dict[Name, int] = {}
    for number, kind, index in _ENTRY.iter_unpack(entries[: len(entries) - len(entries) % _ENTRY.size]):
        if kind >> 1 < len(known):
            name = _string_at(strings, number) if kind & 1 else number
            found.setdefault((known[kind >> 1], name), _FIRST + index)
    return found


def _string_at(strings: bytes, start: int) -> str:
    length = int.from_bytes(strings[start : start + 4], "little")
    return strings[start + 4 : start + 4 + length].decode("utf-16-le", "replace")
