"""Properties and tables on a heap, [MS-PST] §2.3.3 and §2.3.4.

Values are decoded when they are asked for, which most never are.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.formats.pst.heap import Heap
from reader.formats.pst.pages import Damaged
from reader.mapi.codepages import charset_of
from reader.mapi.values import BINARY, MULTIPLE, STRING, STRING8, value_of, values_of

if TYPE_CHECKING:
    from reader.formats.pst.blocks import Blocks
    from reader.formats.pst.trees import Node
    from reader.mapi.item import Value

PROPERTIES, TABLE = 0xBC, 0x7C  # what stands on a heap, §2.3.1.2

_RECORD = struct.Struct("<HHI")  # id, type, and the value or where it is
_INLINE = {
    0x0002: 2,
    0x0003: 4,
    0x0004: 4,
    0x000A: 4,
    0x000B: 1,
}  # types whose value is in the record, and its bytes
_BOOLEAN = 0x000B
_OWN_LENGTH = frozenset({STRING, STRING8, BINARY})
_COUNT = struct.Struct("<I")
_INFO = struct.Struct("<BB4HIII")  # §2.3.4.1: mark, columns, ends of four groups, index, rows, unused
_COLUMN = struct.Struct("<HHHBB")  # §2.3.4.2: type, id, where the cell is and its bytes, its bit
_IN_ROW = frozenset(
    {0x0002, 0x0003, 0x0004, 0x0005, 0x0006, 0x0007, 0x000A, 0x000B, 0x0014, 0x0040}
)  # else its place


class _Column(NamedTuple):
    one: int  # id of the property
    kind: int
    cell: slice  # of a row
    byte: int  # of a row, in which a bit says whether the cell is there
    mask: int  # that bit


class Values(Mapping[int, "Value"]):
    """The properties of a node or of a row by their ids."""

    def __init__(self, heap: Heap, places: Mapping[int, tuple[int, int | bytes]], charset: str = "") -> None:
        """`places` has type, and value or place on the heap.

        `charset` is that of 8-bit strings, unless the properties name one themselves.
        """
        self._heap = heap
        self._places = places
        self._found: dict[int, Value | None] = {}
        self.charset = ""  # `charset_of` asks for numbers alone
        self.charset = charset_of(self) or charset

    def __getitem__(self, one: int) -> Value:
        value: Value | None = self.get(one)
        if value is None:
            raise KeyError(one)
        return value

    def get(self, one: int, default: Any = None) -> Any:  # noqa: ANN401 - as Mapping has it, without an exception for each that is not there
        """The value of a property; what is there but cannot be read or is no value, is not there."""
        if one in self._found:
            value = self._found[one]
        elif one in self._places:
            kind, place = self._places[one]
            try:
                raw = place if isinstance(place, bytes) else self._heap.value(place)
            except Damaged:
                return default
            value = self._found[one] = decoded_value(kind, raw, self.charset)
        else:
            return default
        return default if value is None else value

    def __iter__(self) -> Iterator[int]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def lost(self, one: int) -> bool:
        """Whether a property is there, and its bytes are not."""
        return one in self._places and self.get(one) is None and one not in self._found

    def place(self, one: int) -> tuple[int, int]:
        """Type of a property, and where it is on the heap; (0, 0) where it is not there or needs no place."""
        kind, place = self._places.get(one, (0, 0))
        return (kind, place) if isinstance(place, int) else (0, 0)


def properties_of(blocks: Blocks, node: Node, charset: str = "") -> tuple[Heap, Values]:
    """The properties of a node, §2.3.3, and the heap that they are on; Damaged where they cannot be found."""
    heap = Heap(blocks, node, PROPERTIES)
    places: dict[int, tuple[int, int | bytes]] = {}
    for records in heap.records(heap.root, 2, 6):
        for one, kind, place in _RECORD.iter_unpack(records):
            size = _INLINE.get(kind)
            places[one] = kind, place if size is None else place.to_bytes(4, "little")[:size]
    return heap, Values(heap, places, charset)


def row_ids(blocks: Blocks, node: Node) -> list[int]:
    """The ids of the rows of a table, in their order: nodes, where the rows are of nodes."""
    heap = Heap(blocks, node, TABLE)
    return [one for _, one in sorted(_index(heap, _info(heap)[6], blocks.unicode))]


def rows_of(blocks: Blocks, node: Node, charset: str = "") -> Iterator[Values | Damaged]:
    """The rows of a table in their order, §2.3.4; Damaged for one that cannot be found."""
    heap = Heap(blocks, node, TABLE)
    info = _info(heap)
    _, count, _, _, bits_at, size, index, place, _ = info
    head = heap.value(heap.root)
    columns = [
        _Column(one, kind, slice(at, at + width), bits_at + bit // 8, 0x80 >> bit % 8)
        for kind, one, at, width, bit in _COLUMN.iter_unpack(
            head[_INFO.size : _INFO.size + count * _COLUMN.size]
        )
        if at + width <= bits_at and bits_at + bit // 8 < size
    ]
    found = iter(heap.pieces(place))
    start, piece = 0, b""  # rows before those in the piece, which are never cut in two
    for number, _ in sorted(_index(heap, index, blocks.unicode)):
        while size and (number - start + 1) * size > len(piece):
            start += len(piece) // size
            try:
                piece = next(found)
            except StopIteration:
                return
            except Damaged as error:
                yield error
                return
        row = piece[(number - start) * size : (number - start + 1) * size]
        yield Values(heap, _cells(row, columns), charset)


def decoded_value(kind: int, raw: bytes, charset: str) -> Value | None:
    r"""One value, or the tuple of a multiple one; None where its bytes are no such value.

    >>> decoded_value(0x101F, bytes.fromhex("02000000 0c000000 0e000000 6100 6200"), "")
    ('a', 'b')
    >>> decoded_value(0x000B, b"\1", "")
    True
    """
    if kind == _BOOLEAN:  # 1 byte, where other files have 2
        return any(raw)
    if not kind & MULTIPLE:
        return value_of(kind, raw, charset)
    one = kind & ~MULTIPLE
    if one not in _OWN_LENGTH:
        return values_of(one, raw)
    found = (value_of(one, piece, charset) for piece in _pieces(raw))
    return tuple(value for value in found if value is not None)


def _pieces(raw: bytes) -> Iterator[bytes]:
    """The values of a multiple one whose lengths differ: a count, their offsets, their bytes, §2.3.3.4.2."""
    if len(raw) < _COUNT.size:
        return
    count = min(_COUNT.unpack_from(raw)[0], len(raw) // _COUNT.size - 1)
    starts = struct.unpack_from(f"<{count}I", raw, _COUNT.size)
    left = len(raw)  # overlapping values could make much of few bytes
    for start, end in zip(starts, (*starts[1:], len(raw)), strict=True):
        left -= len(piece := raw[start:end])
        if left < 0:
            return
        yield piece


def _info(heap: Heap) -> tuple[int, ...]:
    head = heap.value(heap.root)
    if len(head) < _INFO.size or head[0] != TABLE:
        raise Damaged
    return _INFO.unpack_from(head)


def _index(heap: Heap, place: int, unicode: bool) -> Iterator[tuple[int, int]]:  # noqa: FBT001 - as the layout says
    """Number and id of each row, §2.3.4.3."""
    width = 4 if unicode else 2
    form = struct.Struct("<II" if unicode else "<IH")
    for records in heap.records(place, 4, width):
        for one, number in form.iter_unpack(records):
            yield number, one


def _cells(row: bytes, columns: list[_Column]) -> dict[int, tuple[int, int | bytes]]:
    """The cells that the row has, as a bit for each column says."""
    return {
        one: (kind, row[cell] if kind in _IN_ROW else int.from_bytes(row[cell], "little"))
        for one, kind, cell, byte, mask in columns
        if row[byte] & mask
    }
