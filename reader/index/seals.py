"""Check values of the rows of tables, in which SQLite would not see a flipped bit.

The lower half of a place's seal is of what a searcher reads of every place when it opens an index.  The sum of all is looked
at there: a flipped bit changes one of them.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

from reader.sqlite_text import sql_text

if TYPE_CHECKING:
    from reader.index.arrays import Array
    from reader.message import MessageRef

_HALF = 32  # bits
LOWER = (1 << _HALF) - 1
_UPPER = LOWER >> 1  # SQLite's numbers have a sign
# Odd, so that a product of 32 bits has another value for each number.
_NUMBER, _EXPORT = 0x9E3779B1, 0x85EBCA77


class Damaged(Exception):  # noqa: N818 - says what is the matter
    """A row of a table is not as it was written."""


def place_seal(number: int, export: int, folder: str, ref: MessageRef, same: int) -> int:
    """That of where a message stands, and whether as it is kept."""
    lower = zlib.crc32(sql_text(folder)) ^ (number * _NUMBER & LOWER) ^ (export * _EXPORT & LOWER)
    return (zlib.crc32(sql_text(f"{ref.path}\n{ref.locator}\n{same}")) & _UPPER) << _HALF | lower


def sealed_numbers(texts: str, export: int, folder: str, seals: int) -> Array:
    """The numbers, with commas between them, of places in one folder; `seals` is the sum of the lower halves of theirs.

    Damaged where it is not.
    """
    try:
        numbers = np.fromstring(texts, np.int64, sep=",")
        same = zlib.crc32(sql_text(folder)) ^ (export * _EXPORT & LOWER)
        if int((numbers * _NUMBER & LOWER ^ same).sum()) == seals:
            return numbers
    except (AttributeError, TypeError, ValueError, DeprecationWarning):  # not even of the right type
        pass
    raise Damaged("place")


def file_seal(*values: object) -> int:
    """That of how far a file was read."""
    plain = (int(value) if isinstance(value, bool) else value for value in values)  # as SQLite gives it back
    return zlib.crc32("\n".join(map(str, plain)).encode("utf-8", "surrogatepass"))
