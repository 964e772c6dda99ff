"""A file of named numpy arrays, written once and read by memory map.

8 bytes    MAGIC
8 bytes    length of the table, little-endian
table      JSON: {name: [type, length, offset]}; the offset counts from the end of the table
arrays     each at a multiple of `_ALIGN` bytes from there
"""

from __future__ import annotations

import json
import mmap
import struct
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import BinaryIO

    from numpy.typing import NDArray

    Array = NDArray[Any]

MAGIC = b"GLarray\1"
_LENGTH = struct.Struct("<Q")
_ALIGN = 64


def write(file: BinaryIO, arrays: Mapping[str, Array]) -> None:
    """Write arrays of one dimension, in their order."""
    table: dict[str, tuple[str, int, int]] = {}
    position = 0
    for name, array in arrays.items():
        table[name] = (array.dtype.newbyteorder("<").str, len(array), position)
        position += array.nbytes + -array.nbytes % _ALIGN
    packed = json.dumps(table, separators=(",", ":")).encode("ascii")
    packed += b" " * (-(len(MAGIC) + _LENGTH.size + len(packed)) % _ALIGN)
    file.write(MAGIC + _LENGTH.pack(len(packed)) + packed)
    for array in arrays.values():
        file.write(np.ascontiguousarray(array.astype(array.dtype.newbyteorder("<"), copy=False)).data)
        file.write(bytes(-array.nbytes % _ALIGN))


def opened(path: Path) -> Mapping[str, Array]:
    """The arrays of a file, which stays mapped as long as one of them lives; ValueError where it is no such file."""
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    head = len(MAGIC) + _LENGTH.size
    if mapped[: len(MAGIC)] != MAGIC:
        raise ValueError(path.name)
    begin = head + _LENGTH.unpack_from(mapped, len(MAGIC))[0]
    table = json.loads(mapped[head:begin])
    return {
        name: np.frombuffer(mapped, np.dtype(kind), length, begin + offset)
        for name, (kind, length, offset) in table.items()
    }


def smallest(array: Array) -> Array:
    """The same numbers in the smallest unsigned type that holds them all."""
    return array.astype(np.min_scalar_type(int(array.max()) if len(array) else 0), copy=False)
