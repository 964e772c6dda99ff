"""A file of named numpy arrays, written one after another and read by memory map.

8 bytes    MAGIC
arrays     each at a multiple of `_ALIGN` bytes
table      JSON: {name: [type, length, offset in the file]}
8 bytes    length of the table, little-endian

The table stands at the end, so that an array can be made when it is written, and let go of before the next.
"""

from __future__ import annotations

import json
import mmap
import struct
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from typing import BinaryIO

    from numpy.typing import NDArray

    Array = NDArray[Any]

MAGIC = b"GLarray\2"
_LENGTH = struct.Struct("<Q")
_ALIGN = 64


def write(file: BinaryIO, arrays: Iterable[tuple[str, Array]]) -> None:
    """Write named arrays of one dimension, in their order."""
    table: dict[str, tuple[str, int, int]] = {}
    position = file.write(MAGIC)
    for name, array in arrays:
        position += file.write(bytes(-position % _ALIGN))
        table[name] = (array.dtype.newbyteorder("<").str, len(array), position)
        position += file.write(
            np.ascontiguousarray(array.astype(array.dtype.newbyteorder("<"), copy=False)).data
        )
    packed = json.dumps(table, separators=(",", ":")).encode("ascii")
    file.write(packed + _LENGTH.pack(len(packed)))


def opened(path: Path) -> Mapping[str, Array]:
    """The arrays of a file, which stays mapped as long as one of them lives; ValueError where it is no such file."""
    # Who cuts the file off meanwhile ends this process (SIGBUS).  We only unlink such files, Windows refuses it, and a window
    # starts its searcher again, which then sees the damage; to read instead of map would take the memory of the index.
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    end = len(mapped) - _LENGTH.size
    begin = end - _LENGTH.unpack_from(mapped, end)[0] if end >= len(MAGIC) else 0
    if mapped[: len(MAGIC)] != MAGIC or begin < len(MAGIC):
        raise ValueError(path.name)
    table = json.loads(mapped[begin:end])
    return {
        name: np.frombuffer(mapped, np.dtype(kind), length, offset)
        for name, (kind, length, offset) in table.items()
    }


def let_go(array: Array) -> None:
    """Give the pages of a mapped array back, to be mapped again when it is read; the system keeps them while it has room.

    Windows takes them back by itself.
    """
    view: object = array.base
    mapped = view.obj if isinstance(view, memoryview) else None
    if not isinstance(mapped, mmap.mmap) or not hasattr(mmap, "MADV_DONTNEED"):
        return
    begin = array.ctypes.data - np.frombuffer(mapped, np.uint8).ctypes.data
    first = begin - begin % mmap.PAGESIZE
    mapped.madvise(mmap.MADV_DONTNEED, first, begin + array.nbytes - first)


def smallest(array: Array) -> Array:
    """The same numbers in the smallest unsigned type that holds them all."""
    return array.astype(np.min_scalar_type(int(array.max()) if len(array) else 0), copy=False)


def distinct(array: Array) -> Array:
    """The same numbers in order, each once.  `np.unique` makes a table of them first, which takes ten times as long."""
    ordered = np.sort(array)
    new = np.ones(len(ordered), bool)
    new[1:] = ordered[1:] != ordered[:-1]
    return ordered[new]
