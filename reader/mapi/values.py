"""Property values as files store them, [MS-OXCDATA] §2.11.1: little-endian, and typed by the lower half of a tag."""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from reader.mime.charsets import decoded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reader.mapi.item import Value

STRING8: Final = 0x001E  # in the code page of the item
STRING: Final = 0x001F
BINARY: Final = 0x0102
OBJECT: Final = 0x000D
MULTIPLE: Final = 0x1000  # this bit added: any number of such values

_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_NEVER = 4500  # the year from which on a time means that there is none, [MS-OXOTASK] §2.2.2.2.5


def _time(raw: bytes) -> datetime | None:
    (ticks,) = struct.unpack("<q", raw)  # of 100 ns
    try:
        moment = _EPOCH + timedelta(microseconds=ticks // 10)
    except OverflowError:
        return None
    return moment if ticks > 0 and moment.year < _NEVER else None


def _number(form: str) -> Callable[[bytes], Value | None]:
    def read(raw: bytes) -> Value | None:
        value: int | float = struct.unpack(form, raw)[0]
        return value

    return read


# Of each type of fixed length: its bytes, and how they are read.
_FIXED: Mapping[int, tuple[int, Callable[[bytes], Value | None]]] = {
    0x0002: (2, _number("<h")),
    0x0003: (4, _number("<i")),
    0x0004: (4, _number("<f")),
    0x0005: (8, _number("<d")),
    0x000B: (2, lambda raw: raw[0] != 0),
    0x0014: (8, _number("<q")),
    0x0040: (8, _time),
    0x0048: (16, lambda raw: UUID(bytes_le=raw)),
}


def value_of(kind: int, raw: bytes, charset: str) -> Value | None:
    """One value; None where its type is unknown or its bytes are too few or no such value.

    `charset` is that of 8-bit strings, "" where it is not known.

    >>> value_of(0x001F, b"r" + bytes(1) + b"a" + bytes(3), "")
    'ra'
    """
    if kind == STRING:
        return raw[: len(raw) & ~1].decode("utf-16-le", "replace").rstrip("\0")
    if kind == STRING8:
        return decoded(raw.rstrip(b"\0"), charset).text
    if kind in {BINARY, OBJECT}:
        return raw
    size, read = _FIXED.get(kind, (0, None))
    return read(raw[:size]) if read is not None and len(raw) >= size else None


def values_of(kind: int, raw: bytes) -> tuple[Value, ...]:
    """Values of one fixed length behind each other; none of another type."""
    size, _ = _FIXED.get(kind, (0, None))
    if not size:
        return ()
    found = (value_of(kind, raw[start : start + size], "") for start in range(0, len(raw), size))
    return tuple(value for value in found if value is not None)
